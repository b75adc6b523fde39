"""Tenders of clients: their dates, criteria, competitors, and how they ended.

Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from kamtui.domain.words import TenderStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _, pgettext

# In the order in which they come.
DATES = ("announced_on", "questions_until", "submit_until", "decision_on")
BEFORE_SUBMISSION = (TenderStatus.ANNOUNCED, TenderStatus.PREPARING)
OPEN = (*BEFORE_SUBMISSION, TenderStatus.SUBMITTED)
# Ends that want a reason: nobody learns from a loss without one.
NEEDS_REASON = (TenderStatus.LOST, TenderStatus.CANCELLED, TenderStatus.NO_BID)
_NEXT = {TenderStatus.ANNOUNCED: TenderStatus.PREPARING, TenderStatus.PREPARING: TenderStatus.SUBMITTED}


class Tender(NamedTuple):
    """One tender. `owner` is a login; `opportunity_open`: its opportunity is still to be decided."""

    id: str
    account_id: str
    account_code: str
    account_name: str
    title: str
    status: TenderStatus = TenderStatus.ANNOUNCED
    platform: str = ""
    announced_on: date | None = None
    questions_until: date | None = None
    submit_until: date | None = None
    decision_on: date | None = None
    criteria: str = ""
    competitors: str = ""
    reason: str = ""
    owner: str | None = None
    owner_name: str = ""
    opportunity_id: str | None = None
    opportunity: str = ""
    opportunity_open: bool = False
    note: str = ""
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Its end is not known yet."""
        return self.status in OPEN

    @property
    def next_status(self) -> TenderStatus | None:
        """What it comes to next without a decision of the client; None once it is submitted."""
        return _NEXT.get(self.status)


class TenderDate(NamedTuple):
    """A day of a tender that wants something done: `field` is one of DATES."""

    field: str
    day: date

    @property
    def words(self) -> str:
        """What is due on the day."""
        return {
            "announced_on": pgettext("tender day", "announcement"),
            "questions_until": pgettext("tender day", "questions"),
            "submit_until": pgettext("tender day", "submission"),
            "decision_on": pgettext("tender day", "decision"),
        }[self.field]


def date_names() -> dict[str, str]:
    """Names of the dates of a tender, by field."""
    return {
        "announced_on": _("Announced"),
        "questions_until": _("Questions until"),
        "submit_until": _("Submission"),
        "decision_on": _("Decision"),
    }


def next_date(tender: Tender, today: date) -> TenderDate | None:
    """The day of a tender to mind now, None for one that has ended or has no date.

    Before submission the end of questions, while it is not past, then the submission, missed or not; after it, the
    decision, awaited or not told yet.
    """
    if tender.status in BEFORE_SUBMISSION:
        if tender.questions_until is not None and tender.questions_until >= today:
            return TenderDate("questions_until", tender.questions_until)
        if tender.submit_until is not None:
            return TenderDate("submit_until", tender.submit_until)
    if tender.is_open and tender.decision_on is not None:
        return TenderDate("decision_on", tender.decision_on)
    return None


def check(values: Mapping[str, Any]) -> None:
    """Raise InvalidValue when the dates of a tender are out of order, or it ended without a reason that is needed."""
    before: tuple[str, date] | None = None
    for field in DATES:
        day = values.get(field)
        if day is None:
            continue
        if before is not None and day < before[1]:
            from kamtui.domain.today import date_words

            reason = _("lies before the day “{name}”, {day}")
            raise InvalidValue(
                field, day, reason=reason.format(name=date_names()[before[0]], day=date_words(before[1]))
            )
        before = field, day
    if values.get("status") in NEEDS_REASON and not values.get("reason"):
        raise InvalidValue("reason", "", reason=_("say why the tender ended so"))
