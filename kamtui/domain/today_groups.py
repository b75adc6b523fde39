"""Lines of Today in groups: late, today, this week, and the rest. Rules: section "A KAM's day" of docs/method.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kamtui.domain.today import AgendaItem
from kamtui.domain.words import AgendaKind
from kamtui.i18n import _, pgettext

GROUPS = LATE, TODAY, WEEK, REST = "late", "today", "week", "rest"
# Kinds by what their `ref` is the id of.
TASK_KINDS = (AgendaKind.TASK, AgendaKind.NEXT_STEP)
CONTACT_KINDS = (AgendaKind.CADENCE, AgendaKind.BIRTHDAY, AgendaKind.CONTACT_LEFT)
PROGRESSION_KINDS = (AgendaKind.STALLED, AgendaKind.EXPIRING)
_WEEK_DAYS = 7
_WANTS_DOING = ("!!", "!")


def group_of(item: AgendaItem, today: date) -> str:
    """Late: its day has passed; today; this week: the six days after it; the rest is later or has no day.

    A line without a day that is marked `!` or `!!` wants doing today, and so does an escalation marked `!!` whatever
    the day its SLA ends on. Knowledge that has expired is not late: nobody was to do anything by that day.
    """
    due = item.due
    if due is None or (due < today and item.kind is AgendaKind.EXPIRING):
        return TODAY if item.mark in _WANTS_DOING else REST
    if due <= today:
        return LATE if due < today else TODAY
    if item.kind is AgendaKind.ESCALATION and item.mark == _WANTS_DOING[0]:
        return TODAY
    return WEEK if (due - today).days < _WEEK_DAYS else REST


def is_in_day(owner: str | None, login: str, account_owner: str | None) -> bool:
    """Whether a task of `owner` belongs into the day of `login`: the own, those of nobody, of the account's owner.

    The last are for the deputy, and for who sees all. What was handed to somebody else is in their day.
    """
    return owner in (None, login, account_owner)


def grouped(items: Iterable[AgendaItem], today: date) -> list[tuple[str, Sequence[AgendaItem]]]:
    """The groups that have lines, in order; the lines of each as they come, which is the most urgent first."""
    found: dict[str, list[AgendaItem]] = {name: [] for name in GROUPS}
    for item in items:
        found[group_of(item, today)].append(item)
    return [(name, lines) for name, lines in found.items() if lines]


def group_titles() -> dict[str, str]:
    """The translated names of the groups."""
    return {
        LATE: pgettext("agenda", "late"),
        TODAY: _("today"),
        WEEK: pgettext("agenda", "this week"),
        REST: _("later or without a day"),
    }
