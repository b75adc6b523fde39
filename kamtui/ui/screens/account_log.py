"""Log: the touches of an account, newest first, with people and next steps."""

from __future__ import annotations

from datetime import date
from typing import Any

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.domain.today import ago_words, date_words
from kamtui.domain.touches import Touch
from kamtui.domain.words import TouchKind
from kamtui.i18n import _, ngettext, pgettext
from kamtui.labels import label
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, blank, paragraph, rule
from kamtui.ui.screens.pane import Pane
from kamtui.ui.screens.touch_form import touch_form
from kamtui.ui.view import Subject
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row


class LogPane(Pane):
    """The tab Log."""

    CONTEXTS = ("log",)
    ENTITIES = frozenset({"touch", "touch_person", "contact"})

    def compose(self) -> ComposeResult:
        """The list, and the whole touch beside it."""
        self._sought = ""
        self._kind_width = max(cell_len(label(kind)) for kind in TouchKind) + 2
        self._list: LineList[Touch | str] = LineList(
            self._draw, header=self._draw_header, empty=self._empty, id="log", classes="main"
        )
        self._detail = Document(self._draw_detail, focusable=False, id="touch", classes="side")
        yield Container(self._list, VRule(classes="split"), self._detail, classes="columns")

    def show(self, account_id: str, **where: Any) -> None:
        """Another account is searched anew, and so is one in which a certain touch is wanted."""
        if account_id != self.account_id or where.get("touch_id"):
            self._sought = ""
        self.account_id = account_id
        self._wanted = where.get("touch_id")
        self.reload()

    def reload(self) -> None:
        """Read the touches, under a heading per month."""
        touches = self.workspace.touches.of(self.account_id, text=self._sought or None)
        rows: list[Row[Touch | str]] = []
        month = None
        for touch in touches:
            if (touch.on.year, touch.on.month) != month:
                month = (touch.on.year, touch.on.month)
                rows.append(Row(f"month:{month}", month_words(touch.on), heading=True))
            rows.append(Row(touch.id, touch))
        self._count = len(touches)
        self._list.set_rows(rows, cursor=getattr(self, "_wanted", None))
        self._wanted = None
        self._detail.redraw()

    @on(LineList.Highlighted, "#log")
    def _moved(self) -> None:
        self._detail.redraw(to_top=True)

    @property
    def touch(self) -> Touch | None:
        """The touch under the cursor."""
        item = self._list.item
        return item if isinstance(item, Touch) else None

    # drawing

    def _draw_header(self, line: Line) -> None:
        line.space().add(ngettext("{n} touch", "{n} touches", self._count).format(n=self._count), "muted")
        if self._sought:
            line.add(f" {G.dot} " + _("with “{text}” (f, empty: all)").format(text=self._sought), "accent")

    def _draw(self, row: Row[Touch | str], line: Line) -> None:
        touch = row.item
        if isinstance(touch, str):
            line.space().add(touch, "faint").space().fill(G.hline)
            return
        today = self.workspace.today_date
        line.space().cell(ago_words(touch.on, today, short=True), 13, "muted")
        line.cell(label(touch.kind), self._kind_width, "accent")
        who = ", ".join(touch.people)
        line.cell(who, min(32, line.width // 4), "text").space(2)
        line.add(touch.outcome.replace("\n", " "), "strong" if line.selected else "text")
        if touch.next_step:
            line.add(f"  {G.arrow} {touch.next_step}" if touch.outcome else f"{G.arrow} {touch.next_step}", "muted")

    def _draw_detail(self, width: int) -> list[Strip]:
        touch = self.touch
        if touch is None:
            return []
        head = Line(width).space().add(label(touch.kind), "title").add(f"  {date_words(touch.on)}", "muted")
        lines = [rule(width)] if self.kam.width_class == "narrow" else []
        lines.append(head.add(f"  {ago_words(touch.on, self.workspace.today_date)}", "faint").strip())
        if touch.people:
            lines += paragraph(", ".join(touch.people), width, "text", indent=1)
        lines.append(blank(width))
        lines += paragraph(touch.outcome or _("no outcome written"), width, "text", indent=1)
        if touch.next_step:
            lines.append(blank(width))
            lines += paragraph(f"{G.arrow} {touch.next_step}", width, "accent", indent=1)
        lines.append(blank(width))
        side = _("we began it") if touch.proactive else _("they began it")
        lines += paragraph(f"{side} {G.dot} {touch.user}" if touch.user else side, width, "muted", indent=1)
        return lines

    def _empty(self, width: int) -> list[Strip]:
        if self._sought:
            text = _("No touch has “{text}”. Press f to search for something else.").format(text=self._sought)
        else:
            text = _(
                "Every two-way contact goes here in one line: a call, a meeting, a visit, with what came of it and the "
                "next step, which becomes a task. Press c and type: met Petrov: likes the sample > send the offer by "
                "Friday."
            )
        return [blank(width), *paragraph(text, min(width - 2, 76), "muted", indent=1)]

    # what is selected

    def subject(self) -> Subject | None:
        """The account, the first person of the touch, and its next step or outcome as a title."""
        touch = self.touch
        if touch is None:
            return Subject(self.account_id)
        person = touch.contact_ids[0] if touch.contact_ids else None
        return Subject(self.account_id, contact_id=person, title=touch.next_step or touch.outcome.split("\n")[0][:120])

    def copy_text(self) -> str:
        """The touch in one line."""
        touch = self.touch
        if touch is None:
            return ""
        who = ", ".join(touch.people)
        text = f"{touch.on.isoformat()} {label(touch.kind)} {who}: {touch.outcome}"
        return f"{text} {G.arrow} {touch.next_step}" if touch.next_step else text

    # actions

    @on(LineList.Selected, "#log")
    def _open(self) -> None:
        self.action_log_edit()

    def action_log_new(self) -> None:
        """Log a touch."""
        from kamtui.ui.screens import quick

        quick.log_touch(self.kam, Subject(self.account_id))

    def action_log_edit(self) -> None:
        """Edit the touch."""
        if self.touch is not None:
            self.kam.open(touch_form(self.workspace, self.touch))

    def action_log_delete(self) -> None:
        """Delete the touch."""
        touch = self.touch
        if touch is None:
            return
        self.kam.write(
            lambda: self.workspace.touches.remove(touch.id, touch.version),
            lambda _none: self.kam.say(_("touch deleted — u brings it back")),
            entities={"touch", "task", "contact", "progress_state"},
        )

    def action_log_find(self) -> None:
        """Search in outcomes, next steps and people."""

        def seek(text: str) -> str:
            return text.strip()

        def found(text: str) -> None:
            self._sought = text
            self.reload()

        title = _("Search the log (empty: all)")
        self.kam.open(LineDialog(title, seek, value=self._sought, history="log", empty=True, entities=()), found)


def month_words(day: date) -> str:
    """A month as a heading: `November 2026`."""
    months = (
        pgettext("heading", "January"),
        pgettext("heading", "February"),
        pgettext("heading", "March"),
        pgettext("heading", "April"),
        pgettext("heading", "May"),
        pgettext("heading", "June"),
        pgettext("heading", "July"),
        pgettext("heading", "August"),
        pgettext("heading", "September"),
        pgettext("heading", "October"),
        pgettext("heading", "November"),
        pgettext("heading", "December"),
    )
    return f"{months[day.month - 1]} {day.year}"
