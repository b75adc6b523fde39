"""The Progress tab: what shows that the relationship grows deeper, how far it is, what is planned for when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip
from textual.widget import Widget

from kamtui.domain import progress as rules
from kamtui.domain.explained import Explained, Part
from kamtui.domain.money import format_share
from kamtui.domain.progress import Progression, ProgressItem
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressCategory, ProgressSet, ProgressStatus
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens import account_progress_form as forms
from kamtui.ui.screens import account_progress_lines as lines
from kamtui.ui.screens.account_progress_lines import Group, ItemView, ProgressionDialog
from kamtui.ui.screens.pane import Pane
from kamtui.ui.view import Subject
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row
from kamtui.workspace.progress import Checklist

PANEL_WIDTH = 48
HEAD_LINES = 3


class ProgressPane(Pane):
    """The progressions of one account in four groups, over the core set or the full library."""

    CONTEXTS = ("progress",)
    ENTITIES: ClassVar[frozenset[str]] = forms.ENTITIES | {"contact", "contact_role", "touch", "touch_person"}

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._checklist: Checklist | None = None
        self._panel_wanted = True

    def compose(self) -> ComposeResult:
        """Figures, the list, the progression under the cursor beside it."""
        self._head = Document(self._draw_head, focusable=False, id="progress-head")
        self._head.styles.height = HEAD_LINES
        self._list: LineList[ProgressItem | Group] = LineList(
            self._draw_row, header=lines.draw_header, id="progress-list"
        )
        self._rule = VRule(id="progress-rule")
        self._panel = Document(self._draw_panel, focusable=False, id="progress-item")
        self._panel.styles.width = PANEL_WIDTH
        yield Container(Container(self._head, self._list, classes="column"), self._rule, self._panel, classes="row")

    # reading

    def show(self, account_id: str, **where: Any) -> None:
        """Show the progressions; `progression_id` names the one to stand on."""
        super().show(account_id, **where)
        wanted = where.get("progression_id")
        if wanted and not self._list.move_to(wanted):
            self.kam.say(_("It is not in the core set: f shows the full library."), "warn")

    def reload(self) -> None:
        """Read the checklist and show it."""
        self._checklist = found = self.workspace.progress.of(self.account_id)
        rows: list[Row[ProgressItem | Group]] = []
        for category in ProgressCategory:
            if rows:
                rows.append(Row(f"-{category}", Group(category, None), heading=True))
            rows.append(Row(f"+{category}", Group(category, found.categories[category]), heading=True))
            rows += [
                Row(item.progression.id, item)
                for item in found.items
                if item.in_set and item.progression.category is category
            ]
        self._list.set_rows(rows)
        self._head.redraw()
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """The panel is there when there is room."""
        self._fit()

    def _fit(self) -> None:
        beside = self.kam.width_class == "wide" and self._panel_wanted
        self._rule.display = self._panel.display = beside
        if beside:
            self._panel.redraw()

    @property
    def _item(self) -> ProgressItem | None:
        item = self._list.item
        return item if isinstance(item, ProgressItem) else None

    def first_focus(self) -> Widget | None:
        """The list."""
        return self._list

    # drawing

    def _draw_head(self, width: int) -> list[Strip]:
        found = self._checklist
        if found is None:
            return []
        goal = self.workspace.method.progress_goal
        line = Line(width).space().cell(_("Progress"), 18, "title")
        cells = lines.bar_width(width)
        line.spans(lines.goal_bar(found.share.value, cells, goal))
        line.add(f" {format_share(found.share.value):>6}", "strong")
        done, whole = (part.value for part in found.share_by_count.parts[:2])
        line.add("   " + _("{done} of {n} done").format(done=done, n=whole), "muted")
        line.add(f" {G.dot} " + (_("core set") if found.set is ProgressSet.CORE else _("full library")), "muted")
        planned, kept = found.quarter
        if planned:
            now = self.workspace.quarter
            text = _("Q{number}: {done} of {n} planned done").format(number=now.number, done=kept, n=planned)
            if line.left > len(text) + 2:
                line.right(text + " ", "good" if kept == planned else "muted")
        mark = Line(width).to(19 + round(goal * cells)).add(G.up, "faint")
        mark.add(f" {format_share(goal)}", "faint")
        if not any(item.status is not ProgressStatus.NOT_STARTED for item in found.items):
            mark.add("   " + _("space starts an item, space again marks it done with its evidence"), "muted")
        return [line.strip(), mark.strip(), paint.rule(width)]

    def _draw_row(self, row: Row[ProgressItem | Group], line: Line) -> None:
        settings, today = self.workspace.method, self.workspace.today_date
        if isinstance(row.item, Group):
            lines.draw_group(row.item, line, settings.progress_goal)
        else:
            lines.draw_item(row.item, line, self.workspace.quarter, settings, today)

    def _view(self, item: ProgressItem) -> ItemView:
        history = self.workspace.progress.history(self.account_id, item.progression.id)
        touch = self.workspace.touches.get(item.state.touch_id) if item.state.touch_id else None
        return ItemView(item, history, touch, self.workspace.quarter, self.workspace.method)

    def _draw_panel(self, width: int) -> list[Strip]:
        item = self._item
        if item is None:
            return []
        return [Strip.join([paint.blank(1), line]) for line in lines.item_lines(self._view(item), width - 2)]

    @on(LineList.Highlighted, "#progress-list")
    def _highlighted(self) -> None:
        if self._panel.display:
            self._panel.redraw(to_top=True)
        self.refresh_bindings()

    @on(LineList.Selected, "#progress-list")
    def _selected(self, event: LineList.Selected) -> None:
        """The progression in full: beside the list when there is room, else as a dialog."""
        event.stop()
        item = self._item
        if item is None:
            return
        if self.kam.width_class == "wide":
            self._panel_wanted = not self._panel_wanted
            self._fit()
        else:
            self.kam.open(ProgressionDialog(self._view(item)))

    # what is selected

    def subject(self) -> Subject | None:
        """The progression under the cursor."""
        item = self._item
        if item is None:
            return Subject(self.account_id)
        return Subject(self.account_id, progression_id=item.progression.id, title=item.progression.title)

    def why(self) -> tuple[str, Explained[Any]] | None:
        """The share with its parts: by weight, by number, by group; and what it is worth."""
        found = self._checklist
        if found is None:
            return None
        parts = [*found.share.parts[:2], Part(_("By number of items"), format_share(found.share_by_count.value))]
        parts += [
            Part(label(category).capitalize(), format_share(figure.share), _count(figure.done, figure.applicable))
            for category, figure in found.categories.items()
        ]
        parts += found.share.parts[2:]
        parts.append(
            Part(
                _("Mark"),
                format_share(self.workspace.method.progress_goal),
                _(
                    "Accounts beyond it grew their LTV by 30–50 % more than accounts with little progress: "
                    "a correlation, not a forecast."
                ),
            )
        )
        title = _("Progress, core set") if found.set is ProgressSet.CORE else _("Progress, full library")
        return title, replace(found.share, value=format_share(found.share.value), parts=tuple(parts))  # type: ignore[arg-type]

    def copy_text(self) -> str:
        """The progression with its evidence."""
        item = self._item
        if item is None:
            return ""
        return " ".join(part for part in (item.progression.code, item.progression.title, item.state.evidence) if part)

    # actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only items of the account's own can be taken out of use here."""
        if action == "progress_delete":
            return self._item is not None and self._item.progression.account_id is not None
        return True

    def _computed(self, item: ProgressItem) -> bool:
        """Whether only the map can change the item; says so."""
        computed = item.progression.code == rules.COMPUTED and item.progression.account_id is None
        if computed:
            text = _("{code} is computed from the contact map: i on the map says what lacks")
            self.kam.say(text.format(code=item.progression.code), "warn")
        return computed

    def action_progress_advance(self) -> None:
        """Next status; done asks for its evidence."""
        item = self._item
        if item is None:
            return
        wanted = rules.next_status(item.status)
        if wanted is item.status:
            self.kam.say(_("done already: e edits, 0 if it does not apply"))
        elif item.status is not ProgressStatus.NOT_APPLICABLE and self._computed(item):
            return
        elif wanted is ProgressStatus.DONE:
            self.kam.open(forms.proof_question(self.workspace, self.account_id, item), self._told)
        else:
            self._set(item, wanted)

    def _set(self, item: ProgressItem, status: ProgressStatus) -> None:
        account_id, state = self.account_id, item.state
        self.kam.write(
            lambda: self.workspace.progress.change(
                account_id, item.progression.id, status=status, version=state.version
            ),
            self._told,
            entities=forms.ENTITIES,
        )

    def _told(self, item: ProgressItem) -> None:
        self.kam.say(f"{item.progression.code} {G.dot} {label(item.status)}", "good")

    def action_progress_off(self) -> None:
        """Does not apply, asking why; or applies again."""
        item = self._item
        if item is None:
            return
        if item.status is ProgressStatus.NOT_APPLICABLE:
            self._set(item, ProgressStatus.NOT_STARTED)
        else:
            self.kam.open(forms.reason_question(self.workspace, self.account_id, item), self._told)

    def action_progress_edit(self) -> None:
        """The form of the item."""
        item = self._item
        if item is not None:
            self.kam.open(forms.state_form(self.workspace, self.account_id, item), self._told)

    def _plan(self, step: Callable[[Quarter | None], Quarter | None]) -> None:
        """Plan for what `step` makes of the quarter as it is when the write comes to its turn."""
        item, account_id = self._item, self.account_id
        if item is None:
            return
        progress, ref = self.workspace.progress, item.progression.id

        def work() -> ProgressItem:
            state = progress.item(account_id, ref).state
            return progress.plan_quarter(account_id, ref, step(state.planned_quarter), version=state.version)

        self.kam.write(work, entities=forms.ENTITIES)

    def _shift(self, by: int) -> None:
        now = self.workspace.quarter
        self._plan(lambda planned: planned.shifted(by) if planned else now)

    def action_progress_sooner(self) -> None:
        """A quarter earlier; the first press plans for the present quarter."""
        self._shift(-1)

    def action_progress_later(self) -> None:
        """A quarter later; the first press plans for the present quarter."""
        self._shift(1)

    def action_progress_unplan(self) -> None:
        """For no quarter."""
        self._plan(lambda _planned: None)

    def action_progress_new(self) -> None:
        """An item of the account's own, in the group under the cursor."""
        category = self._item.progression.category if self._item else ProgressCategory.KNOWLEDGE
        form = forms.own_item_form(self.workspace, self.account_id, category)
        self.kam.open(form, self._added)

    def _added(self, progression: Progression) -> None:
        self._list.move_to(progression.id)

    def action_progress_delete(self) -> None:
        """Take an item of the account's own out of use."""
        item = self._item
        if item is None or item.progression.account_id is None:
            return
        self.kam.write(
            lambda: self.workspace.progress.retire_item(item.progression.id, item.progression.version),
            lambda _done: self.kam.say(
                _("out of use: {title}; u brings back").format(title=item.progression.title), "good"
            ),
            entities=forms.ENTITIES,
        )

    def action_progress_set(self) -> None:
        """Core set or full library."""
        if self._checklist is None:
            return
        account_id = self.account_id
        core = self._checklist.set is ProgressSet.CORE
        chosen = ProgressSet.FULL if core else ProgressSet.CORE
        self.kam.write(
            lambda: self.workspace.progress.choose_set(account_id, chosen),
            lambda _done: self.kam.say(
                _("full library: shares are over all items") if core else _("core set: shares are over twelve items"),
                "good",
            ),
            entities=forms.ENTITIES,
        )


def _count(done: int, applicable: int) -> str:
    return _("{done} of {n} done").format(done=done, n=applicable)
