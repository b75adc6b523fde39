"""What proves that a progression is done: one dialog for a text, the day, and a touch, people and documents picked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import events
from textual.strip import Strip

from kamtui.domain.progress import ProgressItem
from kamtui.domain.today import date_words
from kamtui.domain.words import ProgressStatus
from kamtui.errors import Conflict, InvalidFields, InvalidValue, KamtuiError
from kamtui.i18n import _
from kamtui.ui import paint
from kamtui.ui.dialogs.entry import Entry
from kamtui.ui.dialogs.panel import Dialog
from kamtui.ui.dialogs.pick import SCATTERED, folded, rank
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens.account_contact_form import read_day
from kamtui.ui.screens.account_progress_form import ENTITIES, without_field
from kamtui.ui.screens.account_progress_picks import Pick, kind_word, picks

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

TEXT, DAY, FIND, PICKS = range(4)  # where the cursor can be; from PICKS on it is on what can be picked
SHOWN = 8  # picks in view
_LABEL, _KIND, _DAY = 14, 10, 16
_FIELDS = {"evidence": TEXT, "on": DAY, "touch_id": FIND, "witnesses": FIND, "documents": FIND}


class EvidenceDialog(Dialog[ProgressItem]):
    """Asks for the proof of an item, in the writer thread makes it done, and dismisses with it.

    One touch, any number of people and documents may be ticked; a text, or any of them, is enough. A refusal is said
    where it belongs, and everything typed or ticked stays; after esc it is offered again.
    """

    WIDTH = 88

    def __init__(self, workspace: Workspace, account_id: str, item: ProgressItem) -> None:
        self._workspace, self._account_id, self._item = workspace, account_id, item
        ref = item.progression.id
        self._draft = f"evidence:{account_id}:{ref}"
        self._picks = picks(workspace.progress.candidates(account_id, ref))
        self._folded: dict[str, str] = {}
        self.text = self.day = self.find = ""
        self.ticked: dict[str, Pick] = {}
        self.errors: dict[int, str] = {}
        self._version: int | None = item.state.version
        self._said = ""
        self.at = TEXT
        self._first = 0
        self._rows: dict[int, int] = {}  # the line of each place
        self._saving = False
        if item.status is ProgressStatus.IN_PROGRESS and not item.expired:
            self._take_stored()
        self._given = self._state()
        self.found: list[Pick] = self._picks
        self.entry = Entry()
        super().__init__(_("{code} done: what proves it?").format(code=item.progression.code))

    def _take_stored(self) -> None:
        """What was noted while it was in progress counts as well."""
        proofs = self._workspace.progress.proofs(self._account_id, self._item.progression.id)
        self.text = proofs.text.replace("\n", " ")
        stored = {f"contact:{contact.id}" for contact in proofs.witnesses}
        stored |= {f"document:{name}" for name in proofs.documents}
        if proofs.touch:
            stored.add(f"touch:{proofs.touch.id}")
        self.ticked = {pick.key: pick for pick in self._picks if pick.key in stored}

    def on_mount(self) -> None:
        """Bring back what was typed and not saved."""
        kept = self.kam.drafts.get(self._draft)
        if kept:
            self.text, self.day = str(kept["text"]), str(kept["day"])
            if isinstance(ticked := kept["ticked"], dict):
                self.ticked = dict(ticked)
            self._said = _("Unsaved input from the last time.")
        self.panel.mount(self.entry)
        self._edit()

    # drawing

    def content(self, width: int) -> Sequence[Strip]:
        """The fields, what is picked, and what can be picked from; the height stays."""
        progression = self._item.progression
        lines = paint.paragraph(progression.title, width, "title", on="panel")
        hint = progression.evidence_hint
        if hint:
            lines += paint.paragraph(_("asks: {hint}").format(hint=hint), width, "muted", on="panel")
        lines.append(paint.blank(width, "panel"))
        self._rows = {TEXT: len(lines)}
        lines += self._field(TEXT, _("evidence"), self.text, width, width - _LABEL - 2)
        self._rows[DAY] = len(lines)
        lines += self._field(DAY, _("day"), self.day, width, _DAY)
        words = f" {G.dot} ".join(pick.words for pick in self.ticked.values())
        line = Line(width, "panel").space(2).cell(_("picked"), _LABEL, "muted")
        lines.append(line.add(words or _("nothing yet"), "good" if words else "faint").strip())
        lines.append(paint.rule(width, _("or pick: a touch, people, documents"), "panel"))
        self._rows[FIND] = len(lines)
        lines += self._field(FIND, _("find"), self.find, width, width - _LABEL - 2)
        room = min(SHOWN, len(self._picks) + 1, max(3, self.app.size.height - 6 - len(lines)))
        place = self.at - PICKS
        self._first = max(0, min(self._first, place if place >= 0 else 0, len(self.found) - 1))
        self._first = max(self._first, place - room + 1)
        for index in range(self._first, self._first + room):
            self._rows[PICKS + index] = len(lines)
            lines.append(self._pick_line(index, width))
        return lines

    def _field(self, place: int, name: str, value: str, width: int, size: int) -> list[Strip]:
        here = place == self.at
        head = Line(_LABEL + 2, "panel").add(f"{G.cursor if here else ' '} ", "accent")
        head.cell(name, _LABEL, "accent" if here else "muted")
        ground = "field" if here else "panel"
        parts = [head.strip(), Line(size, ground).add(value).strip()]
        rest = width - _LABEL - 2 - size
        if place == DAY:
            text, style = self._day_said()
            parts.append(Line(rest, "panel").add(f"  {G.arrow} {text}", style).strip())
        strips = [Strip.join(parts)]
        error = "" if place == DAY else self.errors.get(place, "")
        return [*strips, *(paint.paragraph(error, width, "bad", _LABEL + 2, "panel") if error else ())]

    def _pick_line(self, index: int, width: int) -> Strip:
        if not self.found:
            text = _("Nothing is called that.") if self._picks else _("Nothing logged yet: a name typed is a document.")
            return Line(width, "panel").space(2).add(text if index == 0 else "", "faint").strip()
        if index >= len(self.found):
            return paint.blank(width, "panel")
        pick = self.found[index]
        here = self.at == PICKS + index
        ticked = pick.key in self.ticked
        line = Line(width, "cursor" if here else "panel", here).add(f"{G.cursor if here else ' '} ", "accent")
        if pick.detail:
            line.right(f" {paint.cells(pick.detail, min(len(pick.detail), width // 3)).rstrip()}", "muted")
        line.add(f"{G.done if ticked else G.open} ", "good" if ticked else "faint")
        line.cell(kind_word(pick), _KIND, "muted")
        return line.add(pick.words, "strong" if ticked else "text").strip()

    def foot(self, width: int) -> Sequence[Strip]:
        """What was refused, or what the keys do here."""
        text, style = self._said, "bad" if self.errors or self._version is None else "warn"
        if not text:
            style = "faint"
            text = _("enter saves; a short text, a touch, a person or a document is enough")
            if self.at == FIND:
                text = _("type to find; what is called nothing here can be added as a document, by name or number")
            elif self.at >= PICKS:
                text = _("space ticks; enter takes this and saves")
        said = paint.paragraph(text, width, style, on="panel")
        return [paint.blank(width, "panel"), *said, *([paint.blank(width, "panel")] * (2 - len(said)))]

    def hints(self) -> list[tuple[str, str]]:
        """Tick, save, close."""
        return [(_("space"), _("tick")), ("enter", _("accept")), ("ctrl+s", _("save")), ("esc", _("close"))]

    # the day

    def _read_day(self) -> date | None:
        """The day typed, else that of the touch ticked; None is today. Raises InvalidValue."""
        today = self._workspace.today_date
        day = read_day("on", self.day, today)
        if day is not None and day > today:
            raise InvalidValue("on", day, reason=_("the day lies in the future"))
        return day or next((pick.on for pick in self.ticked.values() if pick.on), None)

    def _day_said(self) -> tuple[str, str]:
        """How the day is understood."""
        try:
            day = self._read_day()
        except KamtuiError as error:
            return without_field(error), "bad" if DAY in self.errors else "warn"
        if day is None:
            return _("today"), "muted"
        words = date_words(day)
        return (words, "good") if self.day.strip() else (_("{day}, day of the touch").format(day=words), "muted")

    # walking and editing

    def _edit(self) -> None:
        """Lay the input over the field under the cursor."""
        self.redraw()
        fields = {TEXT: self.text, DAY: self.day, FIND: self.find}
        if self.at in fields:
            self.entry.take(fields[self.at])
            self.entry.display = True
            self.place_entry()
            self.set_focus(self.entry)
        else:
            self.entry.display = False
            self.set_focus(self.panel)

    def entry_changed(self, value: str) -> None:
        """Keep what is typed; finding shows what fits, and what was typed as a document."""
        had = self.errors.pop(self.at, None) is not None or bool(self._said)
        self._said = ""
        if self.at == TEXT:
            self.text = value
        elif self.at == DAY:
            self.day = value
        elif self.at == FIND:
            self.find = value
            self._look_up()
        if self.at != TEXT or had:
            self.redraw()
            self.place_entry()

    def place_entry(self) -> None:
        """Lay the input over its field, where that is now."""
        if self.at < PICKS:
            room = _DAY if self.at == DAY else self.inner_width - _LABEL - 2
            self.entry.place(2 + _LABEL + 2, 1 + self._rows[self.at] - self.panel.top, room)

    def _look_up(self) -> None:
        query = folded(self.find.strip())
        if query and not self._folded:
            self._folded = {pick.key: folded(f"{pick.words} {pick.detail}") for pick in self._picks}
        known = [*(pick for pick in self.ticked.values() if pick not in self._picks), *self._picks]
        ranked = [
            (place, index)
            for index, pick in enumerate(known)
            if (place := rank(self._folded.get(pick.key, folded(pick.words)), query)) is not None and place < SCATTERED
        ]
        self.found = [known[index] for _place, index in sorted(ranked)] if query else known
        typed = self.find.strip()
        if typed and all(pick.id != typed for pick in self.found if pick.kind == "document"):
            self.found.append(Pick("new", typed, _("“{name}”, a new one").format(name=typed)))
        self._first = 0

    def _go(self, at: int) -> None:
        at = max(TEXT, min(at, PICKS + len(self.found) - 1))
        if at != self.at:
            self.at = at
            self._edit()

    def action_dialog_next(self) -> None:
        """One field or line down."""
        self._go(self.at + 1)

    def action_dialog_previous(self) -> None:
        """One field or line up."""
        self._go(self.at - 1)

    def action_dialog_toggle(self) -> None:
        """Tick what is under the cursor, or take it off."""
        if self.at >= PICKS:
            self._tick(self.found[self.at - PICKS])
            self._edit()

    def _tick(self, pick: Pick) -> None:
        """Of touches only one proves; a new document is ticked under its name."""
        self.errors, self._said = {}, ""
        if pick.kind == "new":
            pick = Pick("document", pick.id, pick.id)
            self.find, self.ticked = "", {**self.ticked, pick.key: pick}
            self._look_up()
            self.at = PICKS + self.found.index(pick)
        elif pick.key in self.ticked:
            del self.ticked[pick.key]
        else:
            if pick.kind == "touch":
                self.ticked = {key: one for key, one in self.ticked.items() if one.kind != "touch"}
            self.ticked[pick.key] = pick

    def action_dialog_accept(self) -> None:
        """Save; on what can be picked, with that; while finding, on to what was found."""
        if self.at == FIND and self.find.strip():
            self._go(PICKS)
            return
        if self.at >= PICKS and self.found[self.at - PICKS].key not in self.ticked:
            self.action_dialog_toggle()
        self.action_dialog_save()

    def on_click(self, event: events.Click) -> None:
        """A click goes to the field; on what can be picked it ticks."""
        y = event.screen_y - self.panel.region.y - 1 + self.panel.top
        place = next((place for place, line in self._rows.items() if line == y), None)
        if place is not None and place < PICKS + len(self.found):
            self._go(place)
            self.action_dialog_toggle()

    # saving

    def _of_kind(self, kind: str) -> list[str]:
        return [pick.id for pick in self.ticked.values() if pick.kind == kind]

    def _state(self) -> tuple[str, str, tuple[str, ...]]:
        return self.text, self.day, tuple(self.ticked)

    def action_dialog_save(self) -> None:
        """Mark the item done with what proves it."""
        if self._saving:
            return
        try:
            on = self._read_day()
        except KamtuiError as error:
            self._refused(error)
            return
        self._saving = True
        change, account_id, ref = self._workspace.progress.change, self._account_id, self._item.progression.id
        text, touches, version = self.text.strip(), self._of_kind("touch"), self._version
        witnesses, documents = self._of_kind("contact"), self._of_kind("document")
        self.kam.write(
            lambda: change(
                account_id, ref, status=ProgressStatus.DONE, evidence=text, on=on, version=version,
                touch_id=touches[0] if touches else None, witnesses=witnesses, documents=documents,
            ),
            self._saved,
            self._refused,
            ENTITIES,
        )  # fmt: skip

    def _saved(self, item: ProgressItem) -> None:
        self.kam.drafts.pop(self._draft, None)
        self.dismiss(item)

    def _refused(self, error: KamtuiError) -> None:
        """Say it where it belongs; what was typed stays."""
        self._saving = False
        if not self.is_active:
            self.kam.say(str(error), "bad")
            return
        found = error.errors if isinstance(error, InvalidFields) else (error,)
        self.errors = {}
        rest = []
        for one in found:
            place = _FIELDS.get(one.field) if isinstance(one, InvalidValue) else None
            if place is None:
                rest.append(without_field(one))
            else:
                self.errors[place] = without_field(one)
        if isinstance(error, Conflict):
            self._version = None
            rest.append(_("save once more to put what you changed over it; esc keeps it for later"))
        self._said = "; ".join(rest)
        if self.errors:
            self.at = min(self.errors)
        self._edit()

    def action_dialog_close(self) -> None:
        """Close; what was typed and ticked is offered the next time."""
        if self._state() != self._given:
            self.kam.drafts[self._draft] = {"text": self.text, "day": self.day, "ticked": dict(self.ticked)}
        else:
            self.kam.drafts.pop(self._draft, None)
        self.dismiss(None)
