"""Progressions that facts propose: accepted or waved off by a key, never applied by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.message import Message
from textual.strip import Strip

from kamtui.domain.progress import ProgressItem
from kamtui.domain.progress_facts import FactProposal
from kamtui.domain.today import date_words
from kamtui.errors import KamtuiError, NotFound
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.app import KamApp
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens.account_progress_form import ENTITIES
from kamtui.ui.screens.account_progress_lines import STYLES, status_glyph
from kamtui.ui.widgets.linelist import LineList, Row

SHOWN = 6
_REASON_FROM = 100
_STATUS = 15


def draw_keys(line: Line, title: str, keys: Sequence[tuple[str, str]]) -> None:
    """The title of a list that lies over the progressions, and its keys as far as there is room."""
    line.add(title, "title")
    room = line.left - sum(cell_len(key) + cell_len(words) + 3 for key, words in keys)
    for key, words in reversed(keys) if room > 0 else ():
        line.right(f" {words} ", "muted").right(f" {key}", "accent")


class FactList(LineList[FactProposal]):
    """What the facts of an account propose."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("list", "facts")

    class Closed(Message):
        """Enough of the proposals."""

    def __init__(self, *, id: str) -> None:
        super().__init__(self._draw_proposal, header=self._draw_header, empty=self._draw_none, id=id)
        self.account_id = ""

    def show(self, account_id: str, proposals: Sequence[FactProposal], cursor: str | None = None) -> None:
        """Show what is proposed for an account."""
        self.account_id = account_id
        self.set_rows([Row(proposal.key, proposal) for proposal in proposals], cursor)

    @property
    def wanted_height(self) -> int:
        """Lines that the list would like: its title and a line for each."""
        return 1 + max(2, min(SHOWN, len(self.rows)))

    def _draw_header(self, line: Line) -> None:
        keys = (("enter", _("accept")), ("e", _("edit")), ("d", _("wave off")), ("u", _("undo")), ("esc", _("back")))
        draw_keys(line, _("Proposed by facts"), keys)

    def _draw_proposal(self, row: Row[FactProposal], line: Line) -> None:
        proposal = row.item
        line.add(f"{G.prompt} ", "mark").cell(proposal.code, 5, "muted")
        status = f"{status_glyph(proposal.status)} {label(proposal.status)}"
        if line.width < _REASON_FROM:
            line.right(paint.cells(status, _STATUS), STYLES[proposal.status]).right("  ").add(proposal.title)
            return
        line.cell(proposal.title, line.width // 2 - 12).space(2).cell(status, _STATUS, STYLES[proposal.status])
        line.space().add(proposal.reason, "muted")

    def _draw_none(self, width: int) -> list[Strip]:
        text = _("Facts propose nothing now: what was logged and imported is on the checklist already. esc goes back.")
        return paint.paragraph(text, width - 2, "good", 1)

    def detail(self, width: int) -> list[Strip]:
        """Why the proposal under the cursor is made, and the evidence it would get."""
        proposal = self.item
        if proposal is None:
            return []
        why = Line(width).space().add(proposal.reason, "text")
        strips = [why.right(f" {date_words(proposal.on)} ", "muted").strip()]
        evidence = paint.paragraph(proposal.evidence, width - 1, "muted", indent=3)[:2]
        if evidence:
            lead = Line(3).add(f" {G.arrow} ", "accent").strip()
            evidence[0] = Strip.join([lead, evidence[0].crop(3)])
        touch = self.kam.workspace.touches.get(proposal.touch_id) if proposal.touch_id else None
        if touch is not None and touch.people:
            words = f"{label(touch.kind)}, {', '.join(touch.people)}"
            evidence.append(Line(width).space(3).add(_("touch") + ": ", "faint").add(words, "muted").strip())
        return [*strips, *evidence]

    # actions

    def action_facts_close(self) -> None:
        """Back to the progressions."""
        self.post_message(self.Closed())

    def action_facts_accept(self) -> None:
        """Take it, with the evidence drafted."""
        proposal = self.item
        if proposal is not None:
            self._take_out(proposal)
            accept(self.kam, self.account_id, proposal, self._read_again)

    def action_list_open(self) -> None:
        """Enter accepts too."""
        self.action_facts_accept()

    def action_facts_edit(self) -> None:
        """Take it with evidence in words of one's own."""
        if self.item is not None:
            reword(self.kam, self.account_id, self.item)

    def action_facts_wave(self) -> None:
        """Do not propose this again until there is a new fact."""
        proposal, account_id, progress = self.item, self.account_id, self.kam.workspace.progress
        if proposal is None:
            return

        def told(_nothing: None) -> None:
            text = _("waved off: {title} — u brings it back").format(title=proposal.title)
            self.kam.say(text, "good")

        def refused(error: KamtuiError) -> None:
            _refused(self.kam, error)
            self._read_again()

        self._take_out(proposal)
        self.kam.write(lambda: progress.wave_off(account_id, proposal.key), told, refused, entities={"waved_off"})

    def _take_out(self, proposal: FactProposal) -> None:
        """The next key is for the next proposal, also before this one is written."""
        self.set_rows([row for row in self.rows if row.id != proposal.key])

    def _read_again(self) -> None:
        self.show(self.account_id, self.kam.workspace.progress.proposals(self.account_id))


def _told(kam: KamApp, item: ProgressItem) -> None:
    text = _("{code} {dot} {status} — u takes it back")
    kam.say(text.format(code=item.progression.code, dot=G.dot, status=label(item.status)), "good")


def _refused(kam: KamApp, error: KamtuiError) -> None:
    gone = isinstance(error, NotFound)
    kam.say(_("facts propose that no longer") if gone else str(error), "warn" if gone else "bad")


def accept(kam: KamApp, account_id: str, proposal: FactProposal, then: Callable[[], None] | None = None) -> None:
    """Take a proposal as it stands; `then` is called when it is refused."""
    progress = kam.workspace.progress

    def refused(error: KamtuiError) -> None:
        _refused(kam, error)
        if then is not None:
            then()

    kam.write(
        lambda: progress.accept(account_id, proposal.key), lambda item: _told(kam, item), refused, entities=ENTITIES
    )


def reword(kam: KamApp, account_id: str, proposal: FactProposal) -> None:
    """Take a proposal once its evidence was edited."""
    progress = kam.workspace.progress
    kam.open(
        LineDialog(
            _("{code}: evidence, then enter accepts").format(code=proposal.code),
            lambda text: progress.accept(account_id, proposal.key, text),
            understand=lambda text: f"{status_glyph(proposal.status)} {proposal.title}: {text}",
            value=proposal.evidence.replace("\n", " "),
            draft=f"fact:{account_id}:{proposal.key}",
            hint=proposal.reason,
            entities=ENTITIES,
        ),
        lambda item: _told(kam, item),
    )
