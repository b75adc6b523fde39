"""The review of a quarter, step by step: what is unfinished, progressions, revenue, why, what next, comments, closing.

Everything is saved as it is said, so a review can be left at any step and gone on with later.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.domain.money import format_amount, parse_number
from kamtui.domain.plan_review import MovedTask, QuarterReview
from kamtui.domain.plans import Task
from kamtui.domain.progress import ProgressItem
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import Cause, TaskStatus
from kamtui.errors import InvalidValue, KamtuiError
from kamtui.i18n import _, language
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, paragraph, rule
from kamtui.ui.screens import plan_board_verbs, quick
from kamtui.ui.screens import plan_review_lines as lines
from kamtui.ui.screens import plan_review_verbs as verbs
from kamtui.ui.screens.account_parts import quarter_words
from kamtui.ui.screens.plan_review_lines import CAUSE, CLOSE, FORECAST, HEAD, ITEMS, KAM, REVENUE, STEPS, TASKS, Item
from kamtui.ui.screens.plan_text import Text, TextEditor
from kamtui.ui.view import Subject, View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row

ENTITIES = frozenset({"plan", "plan_quarter", "plan_event", "plan_snapshot"})
_FIELDS = {KAM: "kam_comment", HEAD: "head_comment"}
_DETAIL = 6  # lines under the tasks


class ReviewView(View):
    """One quarter of one account's plan."""

    CONTEXTS = ("review",)
    ENTITIES: ClassVar[frozenset[str]] = ENTITIES | verbs.ENTITIES | {"progress_state", "order_line", "opportunity"}

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.account_id = ""
        self._quarter: Quarter | None = None
        self._step = TASKS
        self._fresh = True  # gone to anew: at the first step that is not ready
        self._seen: set[int] = set()
        self._review: QuarterReview | None = None
        self._refusal = ""
        self._editor: TextEditor | None = None
        self._typed: tuple[int, str] | None = None  # a comment that is on its way to the disk
        self._place = 0
        self._settling: str | None = None  # the task that something was said of: then the next one is stood on

    def compose(self) -> ComposeResult:
        """The bar of steps; a list, a text, or both."""
        self._head = Document(self._draw_head, focusable=False, id="review-head")
        self._list: LineList[Item] = LineList(self._draw_row, empty=self._draw_none, id="review-list")
        self._text = Document(self._draw_text, id="review-text")
        self._body = Container(self._list, self._text, id="review-body")
        self._side = Document(self._draw_side, focusable=False, id="review-side", classes="side wide-only")
        line = VRule(classes="wide-only")
        yield Container(self._head, Container(self._body, line, self._side, classes="columns"), classes="column")

    def enter(self, **where: Any) -> None:
        """`account_id` and `quarter`; `step` 0…7 to stand on."""
        quarter = Quarter.parse(where["quarter"]) if where.get("quarter") else self._quarter
        account_id = where.get("account_id", self.account_id)
        self._fresh = self._fresh or (account_id, quarter) != (self.account_id, self._quarter)
        self.account_id, self._quarter = account_id, quarter
        if "step" in where:
            self._step, self._fresh = int(where["step"]), False

    def reload(self) -> None:
        """Read the review."""
        before = self._review
        review = self._review = self.workspace.plans.review(self.account_id, self._quarter or self.workspace.quarter)
        if before is None or (before.version, before.unfinished) != (review.version, review.unfinished):
            self._refusal = ""  # it spoke of what is no more
        if self._fresh:
            self._fresh, self._seen, self._refusal = False, set(), ""
            left = (step for step in STEPS if not lines.is_ready(review, step))
            self._step = CLOSE if review.closed else next(left, CLOSE)
        if self._editor is None or not self._editor.editing:
            self._typed = None
        self._show_step(self._next_open())

    @property
    def review(self) -> QuarterReview:
        """The review shown."""
        assert self._review is not None
        return self._review

    @property
    def _is_head(self) -> bool:
        return self.workspace.plans.is_head()

    def _rows(self) -> list[Row[Item]]:
        if self._step == TASKS:
            return lines.task_rows(self.review)
        if self._step == ITEMS:
            return lines.item_rows(self.review)
        if self._step == CAUSE:
            return lines.cause_rows(head=False)
        return lines.cause_rows(head=True) if self._step == HEAD and self._is_head else []

    def _next_open(self) -> str | None:
        """The task to stand on once the one before has its place."""
        left, settled = self.review.unfinished, self._settling
        if settled is None or any(task.id == settled for task in left):
            return None
        self._settling = None
        return left[min(self._place, len(left) - 1)].id if left else None

    def _show_step(self, cursor: str | None = None) -> None:
        rows, editing = self._rows(), self._editor is not None and self._editor.editing
        with_list = bool(rows) or self._step == TASKS
        with self.kam.batch_update():
            self._list.display = with_list
            self._text.display = not editing
            below = {TASKS: _DETAIL, ITEMS: 4, CAUSE: 4}.get(self._step)
            self._text.styles.height = below if below and with_list else "1fr"
            self._list.styles.height = "1fr" if below else len(rows) + 1
            if with_list:
                self._list.set_rows(rows, cursor)
            self._redraw_head()
            self._text.redraw(to_top=True)
            self._side.redraw()
        if not editing:
            self.focus_first()
        self.screen.refresh_bindings()

    def focus_first(self) -> None:
        """The list where there is one, else the text."""
        target = self._list if self._list.display else self._text
        if self._editor is None or not self._editor.editing:
            self.screen.set_focus(target, scroll_visible=False)

    # drawing

    def _redraw_head(self) -> None:
        """What is said of a text that one writes stands under the steps, however long it is."""
        self._head.styles.height = len(self._draw_head(max(20, self.kam.size.width)))
        self._head.redraw()

    def _draw_head(self, width: int) -> list[Strip]:
        now, name = self.workspace.quarter, self.workspace.accounts.get(self.account_id).name
        bar = lines.steps_line(self.review, self._step, self._seen, width)
        said, tone = self._editor.said if self._editor is not None and self._editor.editing else ("", "muted")
        below = paragraph(said, width, tone, indent=1) if said else [rule(width)]
        return [lines.title_line(name, self.review, now, width), bar, *below]

    def _draw_row(self, row: Row[Item], line: Line) -> None:
        chosen = self.review.head_cause if self._step == HEAD else self.review.cause
        asked = self.review.under_executed
        lines.draw_item(row.item, line, self.workspace.quarter, self.workspace.today_date, chosen, asked)

    def _draw_none(self, width: int) -> list[Strip]:
        return paragraph(_("No task was planned for this quarter. enter leads on."), width, "muted", indent=2)

    def _comment(self) -> str:
        if self._typed is not None and self._typed[0] == self._step:
            return self._typed[1]
        return self.review.kam_comment if self._step == KAM else self.review.head_comment

    def _draw_text(self, width: int) -> list[Strip]:
        review, currency = self.review, self.workspace.method.currency
        step = self._step
        if step == TASKS:
            if not review.unfinished and review.tasks:
                return lines.all_settled_lines(width)
            names = {user.login: user.name for user in self.workspace.users.all()}
            return lines.task_lines(self._list.item, width, self.workspace.today_date, names)
        if step == ITEMS:
            return lines.items_lines(review, width)
        if step == REVENUE:
            return lines.revenue_lines(review, width, currency)
        if step == CAUSE:
            asked = _("Less was done than planned. Why? enter chooses and leads on.")
            text = asked if review.under_executed else _("All went as planned: there is nothing to explain.")
            return [rule(width), *paragraph(text, width, "muted", indent=1)]
        if step == FORECAST:
            return lines.forecast_lines(review, width, currency, self.workspace.quarter)
        if step == CLOSE:
            return lines.close_lines(review, width, self._seen, self._refusal)
        teach = _("Press e: what went well, what did not, what you will do about it.")
        if step == HEAD:
            teach = _("Press e: what you say to the KAM about this quarter.")
            if not self._is_head:
                teach = _("Here the head writes. Nothing from them yet.")
        return lines.comment_lines(self._comment(), width, teach)

    def _draw_side(self, width: int) -> list[Strip]:
        return lines.side_lines(self.review, width, self._seen, figures=self._step != CLOSE)

    @on(LineList.Highlighted, "#review-list")
    def _moved(self) -> None:
        self._text.redraw(to_top=True)
        self.screen.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """Lines of another width."""
        if self._review is not None:
            self._show_step()

    # what is selected

    def subject(self) -> Subject | None:
        """The task under the cursor, or the account."""
        item = self._list.item if self._list.display else None
        if isinstance(item, Task):
            return Subject(self.account_id, contact_id=item.contact_id, task_id=item.id, title=item.title)
        return Subject(self.account_id)

    def copy_text(self) -> str:
        """The task, or the comment."""
        item = self._list.item if self._list.display else None
        return item.title if isinstance(item, Task | MovedTask) else self._comment() if self._step in _FIELDS else ""

    def _open_task(self) -> Task | None:
        item = self._list.item if self._step == TASKS else None
        return item if isinstance(item, Task) and item.status is TaskStatus.OPEN else None

    def _to_settle(self) -> Task | None:
        """The open task under the cursor; the next one is stood on when it has its place."""
        task = self._open_task()
        if task is not None:
            self._settling, self._place = task.id, [each.id for each in self.review.unfinished].index(task.id)
        return task

    # steps

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done in this step, with the line under the cursor."""
        if self._review is None:
            return action == "review_back"
        if action in ("review_move", "review_done", "review_drop"):
            return self._open_task() is not None
        if action == "review_later":
            return self._open_task() is not None or self._item() is not None
        if action == "review_write":
            return (self._step in (REVENUE, FORECAST, KAM) and not self.review.closed) or (
                self._step == HEAD and self._is_head
            )
        return super().check_action(action, parameters)

    def _item(self) -> ProgressItem | None:
        item = self._list.item if self._step == ITEMS else None
        return item if isinstance(item, ProgressItem) else None

    def _go(self, step: int) -> None:
        if step in STEPS:
            self._seen.add(self._step)
            self._step, self._typed = step, None
            cause = self.review.head_cause if step == HEAD else self.review.cause
            unsaid = lines.FIRST_CAUSE if self.review.under_executed else lines.NO_CAUSE
            self._show_step((cause.value if cause else unsaid) if step in (CAUSE, HEAD) else None)

    def action_review_next(self) -> None:
        """Next step."""
        self._go(self._step + 1)

    def action_review_previous(self) -> None:
        """Step before."""
        self._go(self._step - 1)

    @on(LineList.Selected, "#review-list")
    def _selected(self, event: LineList.Selected) -> None:
        event.stop()
        self.action_review_accept()

    def action_review_accept(self) -> None:
        """What becomes of the task; the cause; the forecast as computed; else the next step."""
        review, item = self.review, self._list.item
        task = self._to_settle()
        if task is not None:
            verbs.what_becomes(self, task, review.quarter)
        elif self._step == TASKS and isinstance(item, Task) and review.unfinished:
            quick.task_form(self.kam, item)
        elif self._step in (CAUSE, HEAD) and isinstance(item, lines.CauseRow) and self._list.display:
            self._choose_cause(item.cause)
        elif self._step == FORECAST and review.next_forecast is None and review.next_computed is not None:
            self._write(next_forecast=review.next_computed)
            self._go(KAM)
        elif self._step == CLOSE and review.unfinished:
            self._go(TASKS)
        elif self._step != CLOSE:
            self._go(self._step + 1)

    def _choose_cause(self, cause: Cause | None) -> None:
        if self._step == HEAD:
            self._write(head_cause=cause)
        else:
            if cause != self.review.cause:
                self._write(cause=cause)
            self._go(FORECAST)

    def _write(self, **fields: Any) -> None:
        plans, account_id, review = self.workspace.plans, self.account_id, self.review
        self.kam.write(
            lambda: plans.write_review(account_id, review.quarter, review.version, **fields), entities=ENTITIES
        )

    # tasks and progressions

    def action_review_later(self) -> None:
        """To the next quarter."""
        task, item, following = self._to_settle(), self._item(), self.review.quarter.shifted(1)
        if task is not None:
            verbs.later(self, task, following)
        elif item is not None:
            verbs.plan_later(self, item, following)

    def action_review_move(self) -> None:
        """To a quarter that is chosen."""
        task = self._to_settle()
        if task is not None:
            verbs.choose_quarter(self, task, self.review.quarter)

    def action_review_done(self) -> None:
        """Done, with its result."""
        task = self._to_settle()
        if task is not None:
            verbs.done(self, task)

    def action_review_drop(self) -> None:
        """Dropped, and why."""
        task = self._to_settle()
        if task is not None:
            plan_board_verbs.drop_task(self, task)

    # figures and comments

    def action_review_write(self) -> None:
        """The revenue plan, the forecast, or the comment."""
        if self._step == REVENUE:
            board = self.workspace.plans.year(self.account_id, self.review.quarter.year)
            plan_board_verbs.ask_money(self, board.quarters[self.review.quarter.number - 1], "revenue_plan")
        elif self._step == FORECAST:
            self._ask_forecast()
        elif self._step in _FIELDS:
            self._edit_comment()

    def _ask_forecast(self) -> None:
        workspace, account_id, review = self.workspace, self.account_id, self.review

        def read(text: str) -> Decimal | None:
            currency = workspace.method.currency
            return parse_number(text, currency=currency, field="next_forecast", scaled=True) if text else None

        known = review.next_forecast if review.next_forecast is not None else review.next_computed
        title = _("Forecast of {quarter} (3.4 M; empty: none)")
        self.kam.open(
            LineDialog(
                title.format(quarter=quarter_words(review.next_quarter, workspace.quarter)),
                lambda text: workspace.plans.write_review(
                    account_id, review.quarter, review.version, next_forecast=read(text)
                ),
                understand=lambda text: f"{format_amount(read(text), language())} {workspace.method.currency}",
                value=format_amount(known, language()) if known is not None else "",
                history="money",
                draft=f"forecast:{account_id}:{review.quarter}",
                empty=True,
                entities=ENTITIES,
            )
        )

    def _edit_comment(self) -> None:
        plans, account_id, review = self.workspace.plans, self.account_id, self.review
        field = _FIELDS[self._step]

        def save(text: str, version: int | None, continued: bool) -> int:
            fields: dict[str, Any] = {field: text}
            return plans.write_review(account_id, review.quarter, version, continued=continued, **fields).version

        text = Text(
            getattr(review, field), review.version, save, f"review:{account_id}:{review.quarter}:{field}", ENTITIES
        )
        if self._editor is None:
            self._editor = TextEditor(text, id="review-editor")
            self.kam.hold_keys(self._body.mount(self._editor))
        else:
            self._editor.begin(text)

    @on(TextEditor.Said)
    def _text_said(self, event: TextEditor.Said) -> None:
        if event.begun:
            self._show_step()
        else:
            self._redraw_head()

    @on(TextEditor.Left)
    def _text_left(self, event: TextEditor.Left) -> None:
        self._typed = (self._step, event.text)
        if self._editor is not None:
            self._editor.display = False
        self._show_step()

    # closing

    def action_review_close(self) -> None:
        """Close the quarter; one that is closed is opened again, saying why."""
        if self.review.closed:
            self._open_again()
            return
        plans, account_id, review = self.workspace.plans, self.account_id, self.review
        self._go(CLOSE)

        def closed(now: QuarterReview) -> None:
            self._refusal = ""
            where = quarter_words(now.quarter, self.workspace.quarter)
            self.kam.say(_("{quarter} is closed, a snapshot of the plan is kept").format(quarter=where), "good")
            self._show_step()

        def refused(error: KamtuiError) -> None:
            self._refusal = str(error)
            self.kam.show_unsaved(False)  # nothing that was typed waits
            self._show_step()

        self.kam.write(
            lambda: plans.close(account_id, review.quarter, review.version), closed, refused, entities=ENTITIES
        )

    def _open_again(self) -> None:
        plans, account_id, review = self.workspace.plans, self.account_id, self.review

        def work(note: str) -> QuarterReview:
            if not note.strip():
                raise InvalidValue("note", note, reason=_("say in a few words why it is reopened"))
            return plans.open_quarter(account_id, review.quarter, note.strip(), review.version)

        where = quarter_words(review.quarter, self.workspace.quarter)
        self.kam.open(
            LineDialog(
                _("Why is {quarter} opened again?").format(quarter=where),
                work,
                history="reopen",
                draft=f"reopen:{account_id}:{review.quarter}",
                empty=True,
                entities=ENTITIES,
            ),
            lambda _now: self.kam.say(_("{quarter} is open again").format(quarter=where), "good"),
        )

    def action_review_export(self) -> None:
        """Write the review to a file."""
        from kamtui.ui.screens.export import export_review

        export_review(self.kam, self.account_id, self.review.quarter)

    def action_review_back(self) -> None:
        """Back to the plan."""
        self.kam.back(account_id=self.account_id)

    def legend(self) -> list[tuple[str, str]]:
        """The signs of the bar."""
        return [(G.done, _("said")), (G.half, _("where you are")), (G.open, _("not yet"))]
