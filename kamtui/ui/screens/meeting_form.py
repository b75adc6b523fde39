"""The form of a meeting, and what becomes of one: held, which logs a touch, cancelled, deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.meetings import Meeting
from kamtui.domain.today import written_day
from kamtui.domain.touches import Touch
from kamtui.domain.words import MeetingStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import Choice, PickDialog
from kamtui.ui.screens.task_repeats import read_minutes
from kamtui.ui.screens.task_verbs import day_preview, read_day

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp
    from kamtui.ui.view import Subject

ENTITIES = frozenset({"meeting"})


def meeting_form(
    kam: KamApp,
    meeting: Meeting | None = None,
    *,
    subject: Subject | None = None,
    day: date | None = None,
    then: Callable[[Meeting], None] | None = None,
) -> None:
    """Plan a meeting with what is selected, on a day (today); or change one."""
    from kamtui.domain.week import minutes_words
    from kamtui.ui.screens.quick import clock_time

    workspace = kam.workspace
    with_whom = ""
    if meeting is not None:
        with_whom = ", ".join(one.email if one.email and not one.contact_id else one.name for one in meeting.people)
    elif subject is not None and subject.contact_id:
        with_whom = workspace.contacts.get(subject.contact_id).name
    on = meeting.day if meeting else day or workspace.today_date
    account_id = meeting.account_id if meeting else subject.account_id if subject else None
    accounts = [(key, name) for _code, name, key in workspace.accounts.refs()]
    fields = [
        Field("title", _("Meeting"), value=meeting.title if meeting else ""),
        Field("account_id", _("Account"), "pick", account_id, ((None, "–"), *accounts)),
        Field("people", _("People"), value=with_whom, hint=_("names or e-mail addresses, separated by commas")),
        Field(
            "on",
            _("Date"),
            value=written_day(on),
            hint=_("15.12, tomorrow, Friday, in 2 weeks"),
            preview=lambda text: day_preview(workspace, text),
        ),
        Field(
            "at",
            _("Time"),
            value=f"{meeting.time:%H:%M}" if meeting and meeting.time else "",
            hint=_("15:00; empty: it takes the whole day"),
        ),
        Field(
            "minutes",
            _("Takes"),
            value=minutes_words(meeting.minutes or 60 if meeting else 60),
            hint=_("30 min, 1 h, 1 h 30 min"),
            preview=lambda text: minutes_words(read_minutes(text)),
        ),
        Field("place", _("Place"), value=meeting.place if meeting else ""),
        Field("note", _("Note"), "long", meeting.note if meeting else ""),
    ]

    def read(values: dict[str, object]) -> dict[str, object]:
        found = dict(values)
        readers: dict[str, Callable[[str], object]] = {"on": lambda text: read_day(workspace, text), "at": clock_time}
        for name in found.keys() & readers.keys():
            try:
                found[name] = readers[name](str(found[name]))
            except InvalidValue as error:  # it names the field of a task
                raise InvalidValue(name, error.value, error.expected, error.reason) from error
        if "minutes" in found:
            found["minutes"] = read_minutes(str(found["minutes"]))
        if "people" in found:
            found["people"] = tuple(name.strip() for name in str(found["people"]).split(",") if name.strip())
        if found.get("account_id") is None and meeting is None:
            found.pop("account_id", None)  # then it is with whom most of the people are
        return found

    def save(values: dict[str, object]) -> Meeting:
        if meeting is None:
            return workspace.meetings.add(**read(values))
        given = {field.name: field.value for field in fields}
        changed = {name: value for name, value in values.items() if value != given[name]}
        return workspace.meetings.change(meeting.id, meeting.version, **read(changed))

    def told(now: Meeting) -> None:
        kam.say(_("meeting: {title}").format(title=now.title), "good")
        if then is not None:
            then(now)

    overwrite = (lambda changed: workspace.meetings.change(meeting.id, None, **read(changed))) if meeting else None
    draft = f"meeting:{meeting.id}" if meeting else f"meeting:new:{account_id}"
    heading = _("Meeting") if meeting else _("New meeting")
    kam.open(FormDialog(heading, fields, save, draft=draft, overwrite=overwrite, entities=ENTITIES), told)


def hold_meeting(kam: KamApp, meeting: Meeting) -> None:
    """The meeting took place: what came of it, in one line, `> ` before the next step; logged as a touch."""

    def hold(line: str) -> Touch:
        outcome, _sign, step = line.partition(" > ")
        return kam.workspace.meetings.hold(meeting.id, outcome.strip(), step.strip(), version=meeting.version)

    def told(touch: Touch) -> None:
        kam.say(_("logged as a touch: {title} — u takes it back").format(title=meeting.title), "good")

    kam.open(
        LineDialog(
            _("{account}: what came of “{title}”?").format(account=meeting.account_name, title=meeting.title),
            hold,
            hint=_("likes the sample > send the offer by Friday"),
            history="touch",
            draft=f"held:{meeting.id}",
            empty=True,
            entities={"meeting", "touch", "task", "contact"},
        ),
        told,
    )


def took_place(kam: KamApp, meeting: Meeting) -> bool:
    """Whether a meeting can be logged: it is planned, with an account, and not still to come."""
    today = kam.workspace.today_date
    return meeting.status is MeetingStatus.PLANNED and meeting.account_id is not None and meeting.day <= today


def take_place(kam: KamApp, meeting: Meeting) -> None:
    """Log a meeting when it can be; else show what can be done with it."""
    (hold_meeting if took_place(kam, meeting) else meeting_verbs)(kam, meeting)


def meeting_verbs(kam: KamApp, meeting: Meeting) -> None:
    """What can be done with a meeting, to choose from."""
    meetings = kam.workspace.meetings
    choices = [Choice("edit", _("Change it"))]
    if meeting.status is MeetingStatus.PLANNED:
        if took_place(kam, meeting):
            choices.insert(0, Choice("hold", _("It took place: log it as a touch")))
        choices.append(Choice("cancel", _("Cancel it")))
    choices.append(Choice("delete", _("Delete it")))

    def run(verb: str) -> None:
        if verb == "edit":
            meeting_form(kam, meeting)
        elif verb == "hold":
            hold_meeting(kam, meeting)
        elif verb == "cancel":
            text = _("cancelled: {title} — u takes it back").format(title=meeting.title)
            kam.write(lambda: meetings.cancel(meeting.id, meeting.version), lambda _now: kam.say(text), None, ENTITIES)
        else:
            text = _("deleted: {title} — u brings it back").format(title=meeting.title)
            kam.write(lambda: meetings.remove(meeting.id, meeting.version), lambda _now: kam.say(text), None, ENTITIES)

    kam.open(PickDialog(meeting.title, choices), run)
