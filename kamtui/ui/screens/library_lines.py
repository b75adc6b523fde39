"""How items of the library are drawn: a line of the list, and an item in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.strip import Strip

from kamtui.domain.progress import LibraryItem
from kamtui.domain.today import date_words
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.dialogs.panel import ReadDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.ui.screens.account_parts import fact, section
from kamtui.ui.screens.library_form import title_of
from kamtui.workspace.progress_library import ItemUse


class Entry(NamedTuple):
    """An item with its use; `owner` is the code of the account whose own it is."""

    item: LibraryItem
    use: ItemUse
    owner: str = ""


# Widths of the columns at the right, from the right: in progress, done, expiry, core, day of the weight, weight.
_BEGUN, _DONE, _EXPIRES, _CORE, _SINCE, _WEIGHT = 6, 6, 9, 6, 14, 7
_ROOMY = 100  # cells of a line that also has the day since which the weight holds


def draw_header(line: Line) -> None:
    """Titles of the columns."""
    line.right(paint.cells(G.half, _BEGUN, "right") + " ", "muted").right(paint.cells(G.done, _DONE, "right"), "muted")
    line.right(paint.cells(_("expiry"), _EXPIRES, "right"), "muted")
    line.right(paint.cells(_("core"), _CORE, "right"), "muted")
    if line.width >= _ROOMY:
        line.right(paint.cells(_("weight since"), _SINCE, "right"), "muted")
    line.right(paint.cells(_("weight"), _WEIGHT, "right"), "muted")
    line.space(2).add(_("progression"), "muted")


def draw_entry(entry: Entry, line: Line) -> None:
    """An item on one line."""
    item, use = entry.item, entry.use
    name = "faint" if item.retired else "text"
    line.right(paint.cells(str(use.in_progress or ""), _BEGUN, "right") + " ", "faint" if item.retired else "accent")
    line.right(paint.cells(str(use.done or ""), _DONE, "right"), "faint" if item.retired else "good")
    line.right(paint.cells(expiry_words(item), _EXPIRES, "right"), "faint" if item.retired else "muted")
    line.right(paint.cells(G.star if item.core else "", _CORE, "right"), "faint" if item.retired else "accent")
    if line.width >= _ROOMY:
        line.right(paint.cells(date_words(use.weight_since) if use.weight_since else "", _SINCE, "right"), "faint")
    line.right(paint.cells(str(item.weight), _WEIGHT, "right"), name)
    if item.retired:
        line.right(" " + _("(retired)"), "faint")
    line.add(f"{G.off if item.retired else ' '} ", "faint").cell(item.code, 6, "muted")
    if entry.owner:
        line.cell(entry.owner, 10, "accent").space()
    line.add(title_of(item), name)


def expiry_words(item: LibraryItem) -> str:
    """After how many months it expires; nothing where it never does."""
    return _("{n} mo").format(n=item.expires_months) if item.expires_months else ""


def entry_lines(entry: Entry, width: int, on: str = "") -> list[Strip]:
    """An item in full: both languages, what counts and since when, who has it."""
    item, use = entry.item, entry.use
    strips = [Line(width, on).add(item.code, "muted").strip()]
    strips += paint.paragraph(title_of(item), width, "title", on=on)
    strips.append(paint.blank(width, on))
    facts: list[tuple[str, list[Span]]] = [(_("group"), [(label(item.category), "text")])]
    if entry.owner:
        facts.append((_("own item of"), [(entry.owner, "accent")]))
    facts.append((_("weight"), [(_("{weight} of 5").format(weight=item.weight), "text")]))
    if use.weight_since is not None:
        words = _("since {day}, {weight} before").format(day=date_words(use.weight_since), weight=use.weight_before)
        facts.append(("", [(words, "muted")]))
    facts.append((_("core set"), [(_("yes") if item.core else _("no"), "text")]))
    facts.append((_("expires"), [(_expiry_in_words(item), "text")]))
    facts.append((_("in use"), [(_("no, retired; what is done stays done") if item.retired else _("yes"), "text")]))
    done = ngettext("{n} account", "{n} accounts", use.done).format(n=use.done)
    begun = ngettext("{n} account", "{n} accounts", use.in_progress).format(n=use.in_progress)
    facts += [(_("done at"), [(done, "text")]), (_("in progress at"), [(begun, "text")])]
    for name, spans in facts:
        strips += fact(name, spans, width, on=on)
    for title, head, proof in (
        (_("English"), item.title_en, item.evidence_en),
        (_("Russian"), item.title_ru, item.evidence_ru),
    ):
        strips += section(title, width, on)
        strips += paint.paragraph(head, width, "text", on=on)
        strips += paint.paragraph(_("evidence: {text}").format(text=proof or "–"), width, "muted", on=on)
    return strips


def _expiry_in_words(item: LibraryItem) -> str:
    months = item.expires_months
    if not months:
        return _("never")
    return ngettext("{n} month after it is done", "{n} months after it is done", months).format(n=months)


class ItemDialog(ReadDialog):
    """An item of the library, to read."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        super().__init__(_("Progression"))

    def content(self, width: int) -> Sequence[Strip]:
        """All that is known of it."""
        return entry_lines(self.entry, width, "panel")
