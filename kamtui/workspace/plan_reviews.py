"""Quarter reviews: done against planned, the unfinished, causes and comments; a quarter closed, and opened again."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamtui.db import plans as reads
from kamtui.domain.money import from_minor, to_minor
from kamtui.domain.quarters import Quarter
from kamtui.domain.today import date_words
from kamtui.domain.words import Cause, PlanEventKind, SnapshotKind
from kamtui.errors import InvalidValue, Refused
from kamtui.i18n import _, ngettext
from kamtui.workspace.base import apply
from kamtui.workspace.plan_states import PlanStates, note_text
from kamtui.workspace.plan_texts import minor_amount, parsed

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.domain.plan_review import QuarterReview

_NAMED = 5
_HEADS_OWN = ("head_cause", "head_comment")
_FIGURES = ("tasks_planned", "tasks_done", "items_planned", "items_done", "revenue_fact")


class PlanReviews(PlanStates):
    """The part of `workspace.plans` that reviews and closes quarters."""

    def review(self, account_id: str, quarter: Quarter | str) -> QuarterReview:
        """The review of a quarter: live until it is closed, then with the figures of that day. Raises InvalidValue.

        `head_cause` is there for heads only.
        """
        from kamtui.db import plan_moves
        from kamtui.domain import plan_review as rules
        from kamtui.domain.progress import quarter_figure

        ws, wanted = self._ws, parsed(quarter)
        fiscal_start, following = ws.method.fiscal_start, wanted.shifted(1)
        with self._reader.snapshot():
            stored = reads.quarter(self._reader, account_id, wanted)
            reopened = reads.reopened(self._reader, account_id, wanted) if stored.closed_at is None else None
            tasks = ws.tasks.of(account_id, wanted.year)[wanted]
            moved = plan_moves.carried(self._reader, account_id, [wanted]).get(wanted, ())
            checklist = ws.progress.of(account_id).items
            fact = ws.sales.by_quarter(account_id, wanted.year).get(wanted)
            forecast = ws.opportunities.forecast(account_id, wanted.year)
            later = forecast if following.year == wanted.year else ws.opportunities.forecast(account_id, following.year)
        figures = rules.figures(tasks, moved, quarter_figure(checklist, wanted, fiscal_start), fact)
        if stored.closed_at is not None and stored.tasks_planned is not None:
            figures = rules.Figures(
                stored.tasks_planned,
                stored.tasks_done or 0,
                stored.items_planned or 0,
                stored.items_done or 0,
                _money(stored.revenue_fact),
            )
        return rules.QuarterReview(
            account_id=account_id,
            quarter=wanted,
            tasks=tasks,
            unfinished=rules.unfinished(tasks),
            moved=moved,
            tasks_planned=figures.tasks_planned,
            tasks_done=figures.tasks_done,
            items=tuple(item for item in checklist if item.in_set and item.state.planned_quarter == wanted),
            items_planned=figures.items_planned,
            items_done=figures.items_done,
            revenue_plan=_money(stored.revenue_plan),
            revenue_fact=figures.revenue_fact,
            forecast=forecast.quarters[wanted.number - 1].total,
            next_quarter=following,
            next_forecast=_money(stored.next_forecast),
            next_computed=later.quarters[following.number - 1].total,
            cause=stored.cause,
            head_cause=stored.head_cause if self.is_head() else None,
            kam_comment=stored.kam_comment,
            head_comment=stored.head_comment,
            ended=wanted.last_day(fiscal_start) < ws.today_date,
            begun=wanted.first_day(fiscal_start) <= ws.today_date,
            closed_at=stored.closed_at,
            closed_by=stored.closed_by,
            version=stored.version,
            reopened=reopened,
        )

    def write_review(
        self,
        account_id: str,
        quarter: Quarter | str,
        version: int | None = None,
        *,
        continued: bool = False,
        **fields: object,
    ) -> QuarterReview:
        """Write some fields of `inputs.ReviewInput` into the review of a quarter.

        `continued`: the save before was of the same editing of a comment, and undo takes both back at once.

        Raises InvalidFields, InvalidValue, Conflict; Refused for the head's fields when the user is no head, and for
        all others once the quarter is closed.
        """
        from kamtui.db import tables
        from kamtui.workspace.inputs import ReviewInput, validated

        wanted, values = parsed(quarter), validated(ReviewInput, fields, partial=True)
        if values.get("cause") is Cause.KAM_FIT:
            raise InvalidValue(
                "cause", Cause.KAM_FIT.value, ", ".join(_causes()), _("this cause is the head's to set, not the KAM's")
            )
        if any(name in values for name in _HEADS_OWN) and not self.is_head():
            raise Refused(_("only a head writes the head's part of a review"))
        if "next_forecast" in values:
            values["next_forecast"] = minor_amount("next_forecast", values["next_forecast"])
        with self._ws.step("plan.review") as step:
            step.continues = continued
            plan = self._stored(step, account_id, wanted.year)
            row = self._child(step, tables.PlanQuarter, plan, wanted.number, version, str(wanted))
            closed = row is not None and row.closed_at is not None
            if closed and any(name not in _HEADS_OWN and _differs(row, name, values[name]) for name in values):
                raise Refused(_closed(wanted))
            if row is None and any(values.values()):
                row = self._quarter_row(step, account_id, wanted)
            if row is not None:
                apply(row, values)
            step.subject = self._quarter_subject(step, account_id, wanted)
        return self.review(account_id, wanted)

    def close(self, account_id: str, quarter: Quarter | str, version: int | None = None) -> QuarterReview:
        """Close a quarter: its figures stay as they are today, and a snapshot of the plan is kept.

        It may be closed from the last days on (setting `quarter_closing_days`). Raises Refused before that, while tasks
        are open, and when it is closed already; Conflict.
        """
        from kamtui.db import tables

        wanted = parsed(quarter)
        with self._joined():
            with self._ws.step("plan.close") as step:
                plan = self._stored(step, account_id, wanted.year)
                row = self._child(step, tables.PlanQuarter, plan, wanted.number, version, str(wanted))
                if row is not None and row.closed_at is not None:
                    raise Refused(_("{quarter} is closed already").format(quarter=wanted))
                review = self.review(account_id, wanted)
                self._check_closing(review)
                row = row or self._quarter_row(step, account_id, wanted)
                fact = review.revenue_fact
                values = {name: getattr(review, name) for name in _FIGURES}
                apply(row, {**values, "revenue_fact": None if fact is None else to_minor(fact)})
                apply(row, {"closed_at": self._ws.clock.now(), "closed_by_id": step.user.id})
                self._turned(step, account_id, wanted, PlanEventKind.QUARTER_CLOSED)
                step.subject = subject = self._quarter_subject(step, account_id, wanted)
            with self._ws.step("plan.close", subject) as step:
                self._snapshot(
                    step, account_id, wanted.year, SnapshotKind.QUARTER_CLOSED, number=wanted.number, note=str(wanted)
                )
        return self.review(account_id, wanted)

    def open_quarter(
        self, account_id: str, quarter: Quarter | str, note: str, version: int | None = None
    ) -> QuarterReview:
        """Open a closed quarter again, saying why; its figures are live again, its snapshot stays.

        Raises InvalidValue without a note, Refused when the quarter is not closed, Conflict.
        """
        from kamtui.db import tables

        wanted, said = parsed(quarter), note_text(note)
        with self._ws.step("plan.open") as step:
            plan = self._stored(step, account_id, wanted.year)
            row = self._child(step, tables.PlanQuarter, plan, wanted.number, version, str(wanted))
            if row is None or row.closed_at is None:
                raise Refused(_("{quarter} is not closed").format(quarter=wanted))
            if not said:
                raise InvalidValue("note", "", reason=_("say why the quarter is reopened"))
            apply(row, {**dict.fromkeys(_FIGURES), "closed_at": None, "closed_by_id": None})
            self._turned(step, account_id, wanted, PlanEventKind.QUARTER_REOPENED, said)
            step.subject = self._quarter_subject(step, account_id, wanted)
        return self.review(account_id, wanted)

    def _turned(self, step: Step, account_id: str, quarter: Quarter, kind: PlanEventKind, note: str = "") -> None:
        plan: tables.Plan = self._plan(step, account_id, quarter.year)
        self._happened(step, plan, kind, quarter.number, note)

    def _check_closing(self, review: QuarterReview) -> None:
        """Raise Refused unless a quarter may be closed today."""
        settings, quarter = self._ws.method, review.quarter
        first = quarter.last_day(settings.fiscal_start) - timedelta(days=settings.quarter_closing_days)
        if self._ws.today_date < first:
            raise Refused(
                _("{quarter} has not ended: it can be closed from {day} on").format(
                    quarter=quarter, day=date_words(first)
                )
            )
        tasks = review.unfinished
        if not tasks:
            return
        names = ", ".join(_("“{title}”").format(title=task.title) for task in tasks[:_NAMED]) + (
            ", …" if len(tasks) > _NAMED else ""
        )
        raise Refused(
            ngettext(
                "{n} task of {quarter} is open: {names}. Each is moved to a later quarter, dropped with a reason, or"
                " done before the quarter is closed.",
                "{n} tasks of {quarter} are open: {names}. Each is moved to a later quarter, dropped with a reason, or"
                " done before the quarter is closed.",
                len(tasks),
            ).format(n=len(tasks), quarter=quarter, names=names)
        )


def _causes() -> list[str]:
    return [cause.value for cause in Cause if cause is not Cause.KAM_FIT]


def _closed(quarter: Quarter) -> str:
    return _("{quarter} is closed; reopen it to change its review").format(quarter=quarter)


def _differs(row: Any, name: str, value: Any) -> bool:
    return bool(getattr(row, name) != getattr(value, "value", value))


def _money(minor: int | None) -> Decimal | None:
    return None if minor is None else from_minor(minor)
