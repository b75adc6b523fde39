"""Tasks that repeat, on the screens: the fields of the form, and which tasks of a series a change is meant for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kamtui.domain.plans import Task
from kamtui.domain.today import day_words
from kamtui.domain.words import TaskStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from kamtui.ui.app import KamApp
    from kamtui.ui.dialogs.form import Field

ONE, SERIES = "one", "series"


def fields(task: Task, today: date) -> list[Field]:
    """How long a task takes and how it repeats; of one that repeats, also what a change is meant for."""
    from kamtui.domain.recurrence_words import read, words
    from kamtui.domain.week import minutes_words
    from kamtui.ui.dialogs.form import Field

    found = [
        Field(
            "minutes",
            _("Takes"),
            value=minutes_words(task.minutes) if task.minutes else "",
            hint=_("30 min, 1 h, 1 h 30 min"),
            preview=lambda text: minutes_words(read_minutes(text)),
        ),
        Field(
            "repeats",
            _("Repeats"),
            value=words(task.repeats) if task.repeats else "",
            hint=_("every Monday, every 2 weeks on Fridays, every month on day 15, on the last day of every month"),
            preview=lambda text: words(read(text, today)),
        ),
    ]
    if task.repeats and task.status is TaskStatus.OPEN:
        scope = ((SERIES, _("this one and all later ones")), (ONE, _("this one only")))
        found.append(Field("scope", _("Change"), "choice", SERIES, scope))
    return found


def taken(values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """What was typed into these fields, as inputs take it. Raises InvalidValue."""
    from kamtui.domain.recurrence_words import read

    found = dict(values)
    if "minutes" in found:
        found["minutes"] = read_minutes(found["minutes"]) if str(found["minutes"]).strip() else None
    if str(found.get("repeats", "")).strip():
        found["repeats"] = str(read(found["repeats"], today))
    return found


def read_minutes(text: str) -> int:
    """Minutes from a bare number or from words. Raises InvalidValue."""
    from kamtui.domain.capture_work import find_minutes

    bare = text.strip()
    if bare.isdecimal() and len(bare) < 5:
        return int(bare)
    found = find_minutes(bare)
    if found is None or (bare[: found.span[0]] + bare[found.span[1] :]).strip():
        raise InvalidValue("minutes", text, expected=_("30 min, 1 h, 1 h 30 min"))
    return found.minutes


def ask_scope(kam: KamApp, task: Task, then: Callable[[bool], None]) -> None:
    """Of a task that repeats ask whether the whole series (True) or this one alone is meant; of others it is all."""
    if not task.repeats or task.status is not TaskStatus.OPEN:
        then(True)
        return
    from kamtui.ui.dialogs.pick import Choice, PickDialog

    choices = [
        Choice(ONE, _("leave out this one, the next one comes")),
        Choice(SERIES, _("end the series: none comes any more")),
    ]
    title = _("“{title}” repeats").format(title=task.title)
    kam.open(PickDialog(title, choices), lambda chosen: then(chosen == SERIES))


def done_words(kam: KamApp, task: Task) -> str:
    """What is said when a task was done: also when it comes again."""
    following = kam.workspace.tasks.next_of(task) if task.series_id else None
    if following is None or following.due is None:
        return _("done: {title} — u takes it back").format(title=task.title)
    day = day_words(following.due, kam.workspace.today_date)
    return _("done: {title}; again {day} — u takes it back").format(title=task.title, day=day)
