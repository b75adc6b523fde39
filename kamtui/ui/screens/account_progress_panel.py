"""A progression in full: where it stands, what proves it, how it got there; and the account by quarter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from textual.strip import Strip

from kamtui.domain.contacts import at_company
from kamtui.domain.money import format_share
from kamtui.domain.progress import COMPUTED, ProgressEvent, ProgressItem
from kamtui.domain.progress_facts import FactProposal
from kamtui.domain.progress_history import QuarterShare
from kamtui.domain.progress_proof import Proofs
from kamtui.domain.quarters import Quarter
from kamtui.domain.settings import MethodSettings
from kamtui.domain.today import date_words
from kamtui.domain.words import ProgressStatus
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.dialogs.panel import ReadDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.ui.screens.account_parts import fact, quarter_words, section
from kamtui.ui.screens.account_progress_lines import STYLES, expires_soon, status_glyph, status_span

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

_FACT = 15
_QUARTER = 5  # cells of a quarter in the line of bars


class ItemView(NamedTuple):
    """All that is shown of a progression. `took`: days from first in progress to done; `shaken`: its witness left."""

    item: ProgressItem
    history: tuple[ProgressEvent, ...]
    proofs: Proofs
    took: int | None
    proposal: FactProposal | None
    shaken: bool
    quarter: Quarter
    settings: MethodSettings
    today: date


def read_item(
    workspace: Workspace, account_id: str, item: ProgressItem, proposal: FactProposal | None, shaken: bool
) -> ItemView:
    """Read what belongs to an item."""
    progress, key = workspace.progress, item.progression.id
    return ItemView(
        item,
        progress.history(account_id, key),
        progress.all_proofs(account_id, [item]).get(key, Proofs()),
        progress.durations(account_id).get(key),
        proposal,
        shaken,
        workspace.quarter,
        workspace.method,
        workspace.today_date,
    )


def item_lines(view: ItemView, width: int, on: str = "", title: bool = True) -> list[Strip]:
    """A progression in full."""
    item = view.item
    strips: list[Strip] = []
    if title:
        strips.append(Line(width, on).add(item.progression.code, "muted").strip())
    strips += paint.paragraph(item.progression.title, width, "title", on=on)
    strips.append(paint.blank(width, on))
    for name, spans in _facts(view):
        strips += fact(name, spans, width, _FACT, on=on)
    if view.proposal:
        strips += proposal_lines(view.proposal, width, on)
    strips += section(_("what is asked"), width, on)
    strips += paint.paragraph(item.progression.evidence_hint or _("a short text, or a touch"), width, "muted", on=on)
    strips += _proof_lines(view, width, on)
    if view.history:
        strips += section(_("history"), width, on)
        for event in view.history:
            strips += _event(event, width, on)
    return strips


def _facts(view: ItemView) -> list[tuple[str, list[Span]]]:
    """Facts with their names: status, days, quarter, weight."""
    item, state = view.item, view.item.state
    glyph, style = status_span(item)
    facts: list[tuple[str, list[Span]]] = [(_("status"), [(f"{glyph} {label(item.status)}", style)])]
    if view.shaken:
        facts.append(("", [(f"{G.late} " + _("shaken: the only witness left"), "bad")]))
    days = item.days_in_progress
    if days is not None and not item.expired:
        words = ngettext("{n} day", "{n} days", days).format(n=days)
        late = f" {G.late} " + _("stalls after {n}").format(n=view.settings.stalled_days)
        facts.append((_("in progress"), [(words + (late if item.stalled else ""), "bad" if item.stalled else "text")]))
    if state.done_on:
        by = f", {view.proofs.done_by}" if view.proofs.done_by else ""
        facts.append((_("done on"), [(date_words(state.done_on), "text"), (by, "muted")]))
    if view.took is not None and state.done_on:
        words = ngettext("{n} day from first in progress", "{n} days from first in progress", view.took)
        facts.append((_("took"), [(words.format(n=view.took), "text")]))
    if item.expires_on:
        left = expires_soon(item, view.settings, view.today)
        words = _("expired {day}; find out anew") if item.expired else _("{day}, then to find out anew")
        if left is not None:
            words = _("in {n} d, {day}: find out anew")
        text = words.format(day=date_words(item.expires_on), n=left)
        facts.append((_("expires"), [(text, "warn" if item.expired or left is not None else "text")]))
    elif item.progression.expires_months:
        months = item.progression.expires_months
        text = ngettext("{n} month after it is done", "{n} months after it is done", months).format(n=months)
        facts.append((_("expires"), [(text, "muted")]))
    planned = quarter_words(state.planned_quarter, view.quarter) or _("no quarter")
    facts.append((_("planned"), [(planned, "text")]))
    facts.append((_("weight"), [(f"{item.progression.weight}", "text"), (_(" of 5"), "muted")]))
    if item.progression.account_id is not None:
        facts.append((_("whose"), [(_("this account's own"), "text")]))
    elif item.progression.code == COMPUTED:
        facts.append(("", [(_("computed from the contact map"), "muted")]))
    return facts


def proposal_lines(proposal: FactProposal, width: int, on: str = "") -> list[Strip]:
    """What facts propose for an item, and the key that takes it."""
    head = Line(width, on).add(f"{G.prompt} ", "mark").add(_("proposed by facts"), "accent").space()
    strips = [paint.blank(width, on), head.right(" A", "mark").fill(G.hline).strip()]
    strips += paint.paragraph(proposal.reason, width, "text", on=on)
    status = f"{status_glyph(proposal.status)} {label(proposal.status)}"
    words = _("{status} on {day}").format(status=status, day=date_words(proposal.on))
    strips.append(Line(width, on).add(words, STYLES[proposal.status]).strip())
    return strips + paint.paragraph(proposal.evidence, width, "muted", indent=2, on=on)


def _proof_lines(view: ItemView, width: int, on: str) -> list[Strip]:
    """Text, touch, witnesses and documents that prove the item."""
    proofs = view.proofs
    text = proofs.text or view.item.state.evidence
    if not (text or proofs.touch or proofs.witnesses or proofs.documents):
        return []
    off = view.item.status is ProgressStatus.NOT_APPLICABLE
    strips = section(_("why it does not apply") if off else _("evidence"), width, on)
    strips += paint.paragraph(text, width, on=on) if text else []
    if proofs.touch:
        touch = proofs.touch
        words = " ".join(part for part in (date_words(touch.on), label(touch.kind), ", ".join(touch.people)) if part)
        strips += fact(_("touch"), [(words, "text")], width, _FACT, on=on)
        strips += paint.paragraph(touch.outcome, width, "muted", indent=2, on=on) if touch.outcome else []
    for place, contact in enumerate(proofs.witnesses):
        gone = not at_company(contact)
        spans: list[Span] = [(contact.name, "faint" if gone else "text")]
        spans.append((f"  {contact.position}", "muted"))
        if gone:
            spans.append((f"  {G.late} " + _("left"), "bad"))
        strips += fact("" if place else _("witnesses"), spans, width, _FACT, on=on)
    for place, document in enumerate(proofs.documents):
        strips += fact("" if place else _("documents"), [(document, "text")], width, _FACT, on=on)
    return strips


def _event(event: ProgressEvent, width: int, on: str) -> Sequence[Strip]:
    head = Line(width, on).cell(date_words(event.at), 13, "muted")
    if event.user:
        head.right(f" {event.user}", "faint")
    if event.from_status is not None:
        head.add(f"{status_glyph(event.from_status)} {G.arrow} ", "faint")
    head.add(f"{status_glyph(event.to_status)} {label(event.to_status)}", "text")
    return [head.strip(), *(paint.paragraph(event.evidence, width, "muted", indent=2, on=on) if event.evidence else ())]


def dynamics_lines(quarters: Sequence[QuarterShare], goal: float, width: int) -> list[Strip]:
    """The last quarters as a line of bars with their numbers."""
    cell = max(3, min(_QUARTER, width // max(1, len(quarters))))
    bars, shares, names, years = Line(width), Line(width), Line(width), Line(width)
    top = len(G.sparks) - 1
    for place, one in enumerate(quarters):
        share = one.share
        style = "good" if share is not None and share >= goal else "accent"
        glyph = " " if share is None else G.sparks[max(0, min(top, int(share * top + 0.5)))]
        bars.cell(glyph * (cell - 2), cell, style, "right")
        shares.cell("–" if share is None else str(round(share * 100)), cell, "strong" if share else "faint", "right")
        last = place == len(quarters) - 1
        names.cell(_("Q{number}").format(number=one.quarter.number), cell, "accent" if last else "muted", "right")
        turned = place == 0 or quarters[place - 1].quarter.year != one.quarter.year
        years.cell(f"'{one.quarter.year % 100:02}" if turned else "", cell, "faint", "right")
    change = _change(quarters)
    title = Line(width).add(_("% at the end of the quarter"), "muted").space()
    if change is not None:
        title.right(" " + _("{n:+} in a year").format(n=change), "good" if change > 0 else "muted")
    return [title.fill(G.hline).strip(), bars.strip(), shares.strip(), names.strip(), years.strip()]


def _change(quarters: Sequence[QuarterShare]) -> int | None:
    """Percentage points from the same quarter of the year before; None when that is not known."""
    if len(quarters) < 5 or quarters[-5].share is None or quarters[-1].share is None:
        return None
    return round(quarters[-1].share * 100) - round(quarters[-5].share * 100)


def quarter_note(one: QuarterShare) -> tuple[str, str]:
    """A quarter in words: its share, and what was planned and done."""
    note = _("{done} of {n} done").format(done=one.done, n=one.applicable)
    if one.planned:
        note += "; " + _("of {n} planned {done} done").format(n=one.planned, done=one.kept)
    return format_share(one.share), note


class ProgressionDialog(ReadDialog):
    """A progression, to read; enter accepts what facts propose for it."""

    def __init__(self, view: ItemView, accept: Callable[[FactProposal], None]) -> None:
        self.view, self._accept = view, accept
        super().__init__(view.item.progression.code)

    def content(self, width: int) -> Sequence[Strip]:
        """Where it stands and how it got there."""
        return item_lines(self.view, width, "panel", title=False)

    def hints(self) -> list[tuple[str, str]]:
        """How to accept, if there is something, and how to close."""
        accept = [("enter", _("accept the proposal"))] if self.view.proposal else []
        return [*accept, *super().hints()]

    def action_dialog_accept(self) -> None:
        """Accept the proposal, and close."""
        self.action_dialog_close()
        if self.view.proposal:
            self._accept(self.view.proposal)
