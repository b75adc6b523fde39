"""Verbs of the quarter board that ask something: help of other departments and its answer, revenue plan and base."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from kamtui.domain.explained import Explained, Part
from kamtui.domain.money import format_amount, parse_number
from kamtui.domain.plans import QuarterBoard, Task
from kamtui.domain.today import day_words, written_day
from kamtui.domain.words import Answer
from kamtui.errors import InvalidFields, InvalidValue
from kamtui.i18n import _, language
from kamtui.labels import label
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Span
from kamtui.ui.screens.account_parts import quarter_words
from kamtui.ui.screens.task_repeats import ask_scope

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp
    from kamtui.workspace import Workspace

_ANSWERS = {
    None: ("open", "warn"),
    Answer.WAITING: ("open", "warn"),
    Answer.PROMISED: ("half", "accent"),
    Answer.GIVEN: ("done", "good"),
    Answer.REFUSED: ("conflict", "bad"),
}


class Asking(Protocol):
    """A screen that asks something."""

    @property
    def kam(self) -> KamApp:
        """The application."""

    @property
    def workspace(self) -> Workspace:
        """The data."""


class Place(Asking, Protocol):
    """A screen of one account."""

    account_id: str


def answer_span(answer: Answer | None) -> Span:
    """The sign of an answer; None is no answer yet."""
    glyph, tone = _ANSWERS[answer]
    return getattr(G, glyph), tone


def help_spans(task: Task, today: date) -> list[Span]:
    """A sign of the answer, the department that was asked, and by when it is needed while it has not come."""
    sign, tone = answer_span(task.resource_answer)
    spans: list[Span] = [(f"{sign} ", tone), (task.resource, "muted")]
    if task.waits and task.resource_by is not None:
        late = task.resource_by < today
        spans.append((f" {day_words(task.resource_by, today, short=True)}", "bad" if late else "muted"))
    return spans


def help_legend() -> list[tuple[str, str]]:
    """The signs of answers."""
    return [(getattr(G, _ANSWERS[answer][0]), _("help: {answer}").format(answer=label(answer))) for answer in Answer]


def read_day(workspace: Workspace, field: str, text: str) -> date | None:
    """A day as people type it; None for nothing. Raises InvalidValue."""
    from kamtui.domain.when import find_date

    if not text.strip():
        return None
    found = find_date(text, workspace.today_date, fiscal_start=workspace.method.fiscal_start)
    if found is None or found.day is None:
        raise InvalidValue(field, text, expected=_("15.12, tomorrow, Friday, in 2 weeks"))
    return found.day


def ask_help(pane: Asking, task: Task) -> None:
    """The form: which department, who there, by when."""
    from kamtui.ui.dialogs.form import Field, FormDialog

    workspace = pane.workspace

    def preview(text: str) -> str:
        day = read_day(workspace, "by", text)
        return "" if day is None else f"{written_day(day)}, {day_words(day, workspace.today_date)}"

    known = ", ".join(workspace.tasks.departments()[:6])
    fields = [
        Field("department", _("Department"), value=task.resource, hint=known or _("laboratory, logistics, legal")),
        Field("person", _("Who there"), value=task.resource_person),
        Field(
            "by",
            _("By when"),
            value=written_day(task.resource_by) if task.resource_by else "",
            hint=_("15.12, tomorrow, Friday, in 2 weeks"),
            preview=preview,
        ),
        Field("note", _("Note"), value=task.resource_note),
    ]

    def save(values: dict[str, Any]) -> Task:
        asked = {**values, "by": read_day(workspace, "by", values["by"])}
        try:
            return workspace.tasks.ask(task.id, version=task.version, **asked)
        except InvalidFields as error:
            raise InvalidFields([_renamed(one) for one in error.errors]) from error
        except InvalidValue as error:
            raise _renamed(error) from error

    def told(now: Task) -> None:
        pane.kam.say(_("asked: {department} — A notes the answer").format(department=now.resource), "good")

    title = _("Help with “{title}”").format(title=task.title)
    pane.kam.open(FormDialog(title, fields, save, draft=f"help:{task.id}", entities={"task"}), told)


def _renamed(error: InvalidValue) -> InvalidValue:
    """Under the name that the form has for the field."""
    names = {"resource": "department", "resource_person": "person", "resource_by": "by", "resource_note": "note"}
    error.field = names.get(error.field, error.field)
    return error


def answer_help(pane: Asking, task: Task) -> None:
    """What the department answered."""
    from kamtui.ui.dialogs.pick import Choice, PickDialog

    if not task.resource:
        return
    tasks = pane.workspace.tasks
    choices = [
        Choice(one.value, f"{getattr(G, _ANSWERS[one][0])} {label(one)}")
        for one in (Answer.PROMISED, Answer.GIVEN, Answer.REFUSED, Answer.WAITING)
    ]
    who = task.resource + (f", {task.resource_person}" if task.resource_person else "")

    def told(answer: str) -> None:
        pane.kam.say(f"{who}: {label(Answer(answer))}", "good")

    pane.kam.open(
        PickDialog(
            _("What has {who} answered?").format(who=who),
            choices,
            submit=lambda answer: tasks.answer(task.id, answer, version=task.version),
            entities={"task"},
        ),
        told,
    )


def move_task(pane: Asking, task: Task, step: int) -> None:
    """Move a task by quarters, one without a quarter to the present one; says where to, and of a day that went."""
    workspace = pane.workspace

    def move() -> Task:
        now = workspace.tasks.get(task.id)  # keys come in bursts: from where it stands when their turn comes
        return workspace.tasks.move(now.id, now.quarter.shifted(step) if now.quarter else workspace.quarter)

    def told(now: Task) -> None:
        text = _("{title}: to {quarter}")
        if task.due and not now.due:
            text = _("{title}: to {quarter}, its day is free again")
        where = quarter_words(now.quarter, workspace.quarter)
        pane.kam.say(text.format(title=now.title, quarter=where), "good")

    pane.kam.write(move, told, entities={"task", "task_move"})


def drop_task(pane: Asking, task: Task) -> None:
    """Ask why a task is not to be done after all, and drop it; of a repeating one, it alone or its series."""

    def told(now: Task) -> None:
        pane.kam.say(_("dropped: {title} — u takes it back").format(title=now.title))

    def ask(series: bool) -> None:
        def drop(reason: str) -> Task:
            if not reason.strip():
                raise InvalidValue("result", reason, reason=_("say in a few words why it is dropped"))
            return pane.workspace.tasks.drop(task.id, reason.strip(), version=task.version, series=series)

        title = _("Why is “{title}” dropped?").format(title=task.title)
        pane.kam.open(
            LineDialog(title, drop, history="drop", draft=f"drop:{task.id}", empty=True, entities={"task"}), told
        )

    ask_scope(pane.kam, task, ask)


def ask_money(pane: Place, board: QuarterBoard, field: str) -> None:
    """The revenue plan of a quarter, or (`base`) the base business in it."""
    workspace, account_id, quarter = pane.workspace, pane.account_id, board.quarter
    current = board.revenue_plan if field == "revenue_plan" else board.base

    def read(text: str) -> Decimal | None:
        currency = workspace.method.currency
        return parse_number(text, currency=currency, field=field, scaled=True) if text else None

    def understand(text: str) -> str:
        return f"{format_amount(read(text), language())} {workspace.method.currency}"

    def save(text: str) -> QuarterBoard:
        amount = read(text)
        now: QuarterBoard = workspace.plans.set_quarter(account_id, quarter, version=board.version, **{field: amount})
        return now

    title = _("Revenue plan of {quarter} (3.4 M; empty: none)")
    if field == "base":
        title = _("Base business of {quarter}, what comes without new deals (3.4 M; empty: none)")
    pane.kam.open(
        LineDialog(
            title.format(quarter=quarter_words(quarter, workspace.quarter)),
            save,
            understand=understand,
            value=format_amount(current, language()) if current is not None else "",
            history="money",
            draft=f"{field}:{account_id}:{quarter}",
            empty=True,
            entities={"plan", "plan_quarter", "plan_event"},
        )
    )


def quarter_why(board: QuarterBoard, workspace: Workspace) -> Explained[Any]:
    """A quarter: tasks and revenue."""
    currency, lang = workspace.method.currency, language()
    orders = _("orders of the quarter, {currency}").format(currency=currency)
    parts = [
        Part(_("tasks planned"), board.planned, _("open and done; moved and dropped ones do not count")),
        Part(_("tasks done"), board.done),
        Part(_("tasks carried over"), len(board.carried)),
        Part(_("revenue plan"), format_amount(board.revenue_plan, lang), currency),
        Part(
            _("revenue fact"),
            format_amount(board.revenue_fact, lang),
            _("of the day of closing") if board.closed else orders,
        ),
    ]
    if board.forecast is not None:
        base = format_amount(board.base, lang) if board.base is not None else _("not confirmed")
        note = _("base {base} and opportunities by their probability").format(base=base)
        parts.append(Part(_("forecast"), format_amount(board.forecast, lang), note))
    return Explained(None, tuple(parts))
