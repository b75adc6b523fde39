"""Find anything: hits while one types, grouped by kind, with the words marked. Looking up is a thread's work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Thread
from typing import TypeVar

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain.search import Hit, Kind, Marks, in_sight
from kamtui.domain.search_words import kind_words
from kamtui.domain.today import ago_words
from kamtui.errors import KamtuiError
from kamtui.i18n import _, ngettext
from kamtui.ui import paint
from kamtui.ui.dialogs.shortlist import ShortList
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span

T = TypeVar("T")
HISTORY = "find"
SHOWN = 24  # lines, as far as the screen has them
MOST = 60  # hits
REMEMBERED = 50
_DONE = {"done", "kept", "won", "confirmed", "held"}
_HALF = {"in_progress", "resolved", "submitted", "preparing", "moved", "postponed"}
_OFF = {"not_applicable", "dropped", "broken", "withdrawn", "lost", "cancelled", "no_bid", "ended", "left"}
_OPEN = {"open", "not_started", "planned", "announced", "active"}

Item = Hit | Kind | str  # a hit, the heading over its kind, or a search of before


class FindDialog(ShortList[Hit]):
    """Dismisses with the hit that was chosen. `value` is what to look for first."""

    WIDTH = 112

    def __init__(self, value: str = "") -> None:
        self._wanted = value  # what was typed, and what is looked up or shown of it
        self._looking = False
        self._ready = False
        self._shown: str | None = None
        self._accepting = False
        self._problem = self._missing = ""  # why nothing is found, and why only names are
        self._hits: tuple[Hit, ...] = ()
        self._items: list[Item] = []
        super().__init__(_("Find anything"), value)

    def on_mount(self) -> None:
        """The index is made ready while one types."""
        super().on_mount()
        self._ask(self.kam.workspace.search.prepare, self._prepared)
        self._look()

    # looking up

    def _ask(self, work: Callable[[], T], then: Callable[[T | None, str], None]) -> None:
        """Do `work` in a thread; `then` gets what came of it, or None and why not, unless the dialog is closed."""
        kam = self.kam

        def run() -> None:
            result: T | None = None
            failure: Exception | None = None
            try:
                result = work()
            except Exception as error:
                failure = error
            with suppress(RuntimeError):  # the application has ended meanwhile
                kam.call_later(self._told_of, then, result, failure)

        Thread(target=run, name="kamtui-find", daemon=True).start()

    def _told_of(self, then: Callable[[T | None, str], None], result: T | None, failure: Exception | None) -> None:
        if not self.is_running:
            return
        if failure is not None and not isinstance(failure, KamtuiError):
            raise failure
        then(result, str(failure or ""))

    def _prepared(self, _result: None, problem: str) -> None:
        """The index is up to date: ask again what names alone have answered."""
        self._ready, self._missing = not problem, problem
        self._shown = None
        self._look()

    def _look(self) -> None:
        """Look up what was typed last, one thing at a time: answers to what came before are not shown."""
        if self._looking:
            return
        text = self._wanted.strip()
        if not text:
            self._show(text, ())
            return
        self._looking = True
        search, ready = self.kam.workspace.search, self._ready
        find = search.find if ready else search.find_names
        self._ask(lambda: find(text, MOST), lambda hits, problem: self._answered(text, ready, hits or (), problem))

    def _answered(self, text: str, ready: bool, hits: tuple[Hit, ...], problem: str) -> None:
        self._looking = False
        self._problem = problem
        if (text, ready) != (self._wanted.strip(), self._ready):
            self._look()
            return
        self._show(text, hits)
        if self._accepting and (hits or ready):
            self.action_dialog_accept()

    def _show(self, text: str, hits: tuple[Hit, ...]) -> None:
        """Put hits under the headings of their kinds; without a text, the searches of before."""
        self._hits, self._shown = hits, text
        self._items = []
        if text:
            for kind in dict.fromkeys(hit.kind for hit in hits):
                self._items += [kind, *(hit for hit in hits if hit.kind is kind)]
        else:
            self._items += reversed(self.kam.line_history.get(HISTORY, []))
        self.stops = [place for place, item in enumerate(self._items) if not isinstance(item, Kind)]
        self.to_first()
        self.redraw()

    def entry_changed(self, value: str) -> None:
        """Look for it."""
        self._wanted, self._accepting = value, False
        self._look()

    # drawing

    def content(self, width: int) -> Sequence[Strip]:
        """What is looked for, then what was found; the height stays, so that nothing jumps."""
        room = max(3, min(SHOWN, self.app.size.height - 8))
        if self._items:
            lines = [self._draw(place, width) for place in self.window(room, len(self._items))]
        else:
            lines = paint.paragraph(self._told(), width, "muted", on="panel")[:room]
        return [*self.prompt(width), *lines, *[paint.blank(width, "panel")] * (room - len(lines))]

    def _told(self) -> str:
        if self._problem:
            return self._problem
        if not self._wanted.strip():
            return _(
                "Accounts, people, touches, tasks, plans, promises, notes and all else that was written: type a part "
                "of a word, a name, a phone or ИНН. Word forms and slips of the keyboard are understood."
            )
        if self._shown is None or not self._ready:
            return ""
        return _("Nothing has these words.")

    def foot(self, width: int) -> Sequence[Strip]:
        """How many there are, or that the rest is still being read."""
        text = ""
        if self._wanted.strip() and not self._ready and not self._problem:
            text = self._missing or _("accounts and people so far; everything else is being read")
        elif self._hits:
            text = ngettext("{n} found", "{n} found", len(self._hits)).format(n=len(self._hits))
            if len(self._hits) >= MOST:
                text = _("the best {n}; one word more finds fewer").format(n=len(self._hits))
        elif self._items:
            text = _("what you looked for before")
        return [Line(width, "panel").add(text, "faint").strip()]

    def _draw(self, place: int, width: int) -> Strip:
        item = self._items[place]
        if isinstance(item, Kind):
            return Line(width, "panel").add(kind_words(item), "faint").space().fill(G.hline).strip()
        line = self.lead(place, width)
        if not isinstance(item, Hit):
            return line.add(item).strip()
        sign, tone = _sign(item)
        line.add(f"{sign} ", tone)
        narrow = width < 90
        when = ago_words(item.on, self.kam.workspace.today_date, short=True) if item.on else ""
        whose = "" if item.kind is Kind.ACCOUNT else item.account_code if narrow else item.account_name
        if item.on is not None:
            line.right(f" {paint.cells(when, 12, 'right')}", "muted")
        if whose:
            line.right(f"  {paint.cells(whose, min(cell_len(whose), 10 if narrow else 22))}", "muted")
        tone = "strong" if line.selected else "text"
        if not item.snippet or item.snippet == item.title:
            return line.spans(_marked(*in_sight(item.title, item.title_marks, line.left, cell_len), tone)).strip()
        where = f"{item.where}: " if item.where else ""
        room = max(line.left // 2, line.left - cell_len(item.snippet) - cell_len(where) - 2)
        line.spans(_cut(_marked(*in_sight(item.title, item.title_marks, room, cell_len), tone), room)).space(2).add(
            where, "faint"
        )
        return line.spans(_marked(*in_sight(item.snippet, item.marks, line.left, cell_len), "muted")).strip()

    # keys

    def action_dialog_accept(self) -> None:
        """Go to the hit under the cursor, or look again for what was looked for before."""
        if self._shown != self._wanted.strip():
            self._accepting = True  # as soon as it is known what that is
            return
        self._accepting = False
        if not self._items:
            return
        item = self._items[self.stops[self.cursor]]
        if isinstance(item, Hit):
            self._remember(self._wanted.strip())
            self.dismiss(item)
        elif isinstance(item, str):
            self.entry.take(item)
            self.entry_changed(item)

    def _remember(self, text: str) -> None:
        lines = self.kam.line_history.setdefault(HISTORY, [])
        if text in lines:
            lines.remove(text)
        lines.append(text)
        del lines[:-REMEMBERED]


def _sign(hit: Hit) -> Span:
    """The sign of a state, else a dot."""
    state = str(hit.ref.get("state", ""))
    if hit.kind is Kind.CONTACT and state != "left":
        state = ""
    signs = ((_DONE, G.done, "good"), (_HALF, G.half, "warn"), (_OFF, G.off, "faint"), (_OPEN, G.open, "accent"))
    return next(((sign, tone) for states, sign, tone in signs if state in states), (G.dot, "faint"))


def _marked(text: str, marks: Marks, name: str) -> list[Span]:
    """`text` in spans, its marks loud."""
    spans, at = [], 0
    for start, end in marks:
        spans += [(text[at:start], name), (text[start:end], "mark")]
        at = end
    return [span for span in (*spans, (text[at:], name)) if span[0]]


def _cut(spans: Sequence[Span], room: int) -> list[Span]:
    """As much of the spans as goes into `room` cells, with an ellipsis where they are cut."""
    if sum(cell_len(text) for text, _name in spans) <= room:
        return list(spans)
    kept: list[Span] = []
    for text, name in spans:
        size = cell_len(text)
        if size >= room:
            return [*kept, (paint.cells(text + G.ellipsis, room), name)]
        kept.append((text, name))
        room -= size
    return kept
