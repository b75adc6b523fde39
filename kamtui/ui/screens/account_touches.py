"""The touches of an account, newest first, with people and next steps; searched, edited, deleted."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from textual import on
from textual.strip import Strip

from kamtui.domain.today import ago_words, date_words, day_words, written_day
from kamtui.domain.touches import Touch
from kamtui.domain.words import PromiseStatus, TouchKind
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, blank, paragraph
from kamtui.ui.screens.pane import Pane
from kamtui.ui.screens.touch_form import ENTITIES, touch_form
from kamtui.ui.screens.touch_rows import TouchRows
from kamtui.ui.view import Subject
from kamtui.ui.widgets.linelist import LineList, Row


class TouchList(LineList[Touch | str]):
    """The list, under a heading per month."""

    CONTEXTS = ("list", "log")
    ENTITIES = ENTITIES

    def __init__(self, pane: Pane, *, id: str) -> None:
        self._pane = pane
        self._account_id = self._sought = ""
        self._count = 0
        self._kind_width = max(cell_len(label(kind)) for kind in TouchKind) + 2
        super().__init__(self._draw_row, header=self._draw_header, empty=self._nothing, id=id)

    def set_account(self, account_id: str, cursor: str | None = None) -> None:
        """Another account is searched anew, and so is one in which a certain touch is wanted."""
        if account_id != self._account_id or cursor:
            self._sought = ""
        self._account_id = account_id
        self.reload(cursor)

    def reload(self, cursor: str | None = None) -> None:
        """Read the touches."""
        touches, account_id, sought = self._pane.workspace.touches, self._account_id, self._sought
        if sought:
            found = touches.of(account_id, text=sought)
            days = [(touch.on, 1) for touch in found]
            numbers = {touch.id: number for number, touch in enumerate(found)}
            rows = TouchRows(days, lambda skip, count: found[skip : skip + count], numbers.get)
        else:
            rows = TouchRows(
                touches.days(account_id),
                lambda skip, count: touches.of(account_id, count, skip=skip),
                lambda touch_id: touches.place(account_id, touch_id),
            )
        self._count = len(rows.stops)
        self.set_rows(rows, cursor=cursor)

    @property
    def touch(self) -> Touch | None:
        """The touch under the cursor."""
        return self.item if isinstance(self.item, Touch) else None

    # drawing

    def _draw_header(self, line: Line) -> None:
        line.space().add(ngettext("{n} touch", "{n} touches", self._count).format(n=self._count), "muted")
        if self._sought:
            line.add(f" {G.dot} " + _("with “{text}” (f, empty: all)").format(text=self._sought), "accent")

    def _draw_row(self, row: Row[Touch | str], line: Line) -> None:
        touch = row.item
        if isinstance(touch, str):
            line.space().add(touch, "faint").space().fill(G.hline)
            return
        today = self._pane.workspace.today_date
        line.space().cell(ago_words(touch.on, today, short=True), 13, "muted")
        line.cell(label(touch.kind), self._kind_width, "accent")
        who = ", ".join(touch.people)
        line.cell(who, min(32, line.width // 4), "text").space(2)
        line.add(touch.outcome.replace("\n", " "), "strong" if line.selected else "text")
        if touch.next_step:
            line.add(f"  {G.arrow} {touch.next_step}" if touch.outcome else f"{G.arrow} {touch.next_step}", "muted")

    def detail(self, width: int) -> list[Strip]:
        """The touch with all that came of it."""
        touch, workspace = self.touch, self._pane.workspace
        if touch is None:
            return []
        today = workspace.today_date
        head = Line(width).space().add(label(touch.kind), "title").add(f"  {date_words(touch.on)}", "muted")
        lines = [head.add(f"  {ago_words(touch.on, today)}", "faint").strip()]
        if touch.people:
            lines += paragraph(", ".join(touch.people), width, "text", indent=1)
        lines.append(blank(width))
        lines += paragraph(touch.outcome or _("no outcome written"), width, "text", indent=1)
        if touch.next_step:
            lines.append(blank(width))
            lines += paragraph(f"{G.arrow} {touch.next_step}", width, "accent", indent=1)
        promises = workspace.promises.of_touch(touch.id)
        if promises:
            lines.append(blank(width))
        for promise in promises:
            is_open = promise.status is PromiseStatus.OPEN
            text = f"{label(promise.side)}: {promise.text}"
            if promise.due:
                text += f", {day_words(promise.due, today) if is_open else date_words(promise.due)}"
            said = text if is_open else f"{text}, {label(promise.status)}"
            lines += paragraph(
                f"{G.open if is_open else G.done} {said}", width, "text" if is_open else "muted", indent=1
            )
        findings = workspace.findings.of_touch(touch.id)
        if findings:
            lines.append(blank(width))
        for finding in findings:
            lines += paragraph(f"{label(finding.kind)}: {finding.text}", width, "text", indent=1)
        proved = workspace.touches.proved(touch.id)
        if proved:
            lines.append(blank(width))
            lines += paragraph(_("proves {codes}").format(codes=", ".join(proved)), width, "good", indent=1)
        lines.append(blank(width))
        side = _("we began it") if touch.proactive else _("they began it")
        lines += paragraph(f"{side} {G.dot} {touch.user}" if touch.user else side, width, "muted", indent=1)
        return lines

    def _nothing(self, width: int) -> list[Strip]:
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
            return Subject(self._account_id)
        person = touch.contact_ids[0] if touch.contact_ids else None
        return Subject(self._account_id, contact_id=person, title=touch.next_step or touch.outcome.split("\n")[0][:120])

    def why(self) -> None:
        """No number here."""

    def copy_text(self) -> str:
        """The touch in one line."""
        touch = self.touch
        if touch is None:
            return ""
        who = ", ".join(touch.people)
        text = f"{written_day(touch.on)} {label(touch.kind)} {who}: {touch.outcome}"
        return f"{text} {G.arrow} {touch.next_step}" if touch.next_step else text

    # actions

    @on(LineList.Selected)
    def _open(self, event: LineList.Selected) -> None:
        event.stop()
        self.action_log_edit()

    def action_log_new(self) -> None:
        """Log a touch."""
        from kamtui.ui.screens import quick

        quick.log_touch(self.kam, Subject(self._account_id))

    def action_log_edit(self) -> None:
        """Edit the touch with all that came of it."""
        if self.touch is not None:
            self.kam.open(touch_form(self._pane.workspace, self.touch))

    def action_log_delete(self) -> None:
        """Delete the touch."""
        touch = self.touch
        if touch is None:
            return
        self.kam.write(
            lambda: self._pane.workspace.touches.remove(touch.id, touch.version),
            lambda _none: self.kam.say(_("touch deleted — u brings it back")),
            entities=ENTITIES,
        )

    def action_log_find(self) -> None:
        """Search in outcomes, next steps and people."""

        def seek(text: str) -> str:
            return text.strip()

        def found(text: str) -> None:
            self._sought = text
            self.reload()

        title = _("Search the log (empty: all)")
        dialog: LineDialog[Any] = LineDialog(title, seek, value=self._sought, history="log", empty=True, entities=())
        self.kam.open(dialog, found)
