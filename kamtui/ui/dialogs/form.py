"""A form: all fields in one drawn panel, and one text input laid over the field that is being edited.

Up, down, tab and enter walk the fields; ctrl+s, or enter on the last, saves; esc closes and keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from rich.cells import cell_len
from textual import events
from textual.strip import Strip

from kamtui.errors import Conflict, InvalidFields, InvalidValue, KamtuiError
from kamtui.i18n import _
from kamtui.ui import paint
from kamtui.ui.dialogs.entry import Entry
from kamtui.ui.dialogs.panel import Dialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line

T = TypeVar("T")
Kind = Literal["text", "choice", "multi", "pick", "long"]
MORE = object()  # stands for the choices that are folded away


@dataclass(frozen=True)
class Field:
    """A field. `value` is a text, a choice's value (or None) for `choice` and `pick`, a tuple of values for `multi`.

    Numbers and dates are `text`: the use case reads them. `preview(text)` says in words how a text is understood, and
    may refuse it with a KamtuiError. A `pick` has too many choices to show: they are picked from a list.

    `common`: of a `multi`, so many choices come first, the others behind "more…" while they are not chosen. `guess`
    gives a value out of the form's values; it holds, marked as a guess, until the user chooses, and `<name>_guessed`
    goes with it to `save`. `guessed` says that the value given is such a guess. `section` is a title above the field.
    """

    name: str
    label: str
    kind: Kind = "text"
    value: Any = ""
    choices: Sequence[tuple[Any, str]] = ()
    hint: str = ""
    preview: Callable[[str], str] | None = None
    common: int = 0
    guess: Callable[[Mapping[str, Any]], Any] | None = None
    guessed: bool = False
    section: str = ""


class FormDialog(Dialog[T], Generic[T]):
    """`save(values)` runs in the writer thread with a dict by field name; the dialog dismisses with its result.

    InvalidFields and InvalidValue are shown under their fields, any other refusal at the foot; what was typed stays.
    After a Conflict a second save calls `overwrite` with only the fields that were changed here. `at` is the field it
    opens on. Under the key `draft` unfinished input survives esc and is offered again by the next form of that key.
    """

    WIDTH = 76

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[dict[str, Any]], T],
        *,
        draft: str = "",
        note: str = "",
        at: str = "",
        overwrite: Callable[[dict[str, Any]], T] | None = None,
        entities: Iterable[str] | None = None,
    ) -> None:
        self.fields = list(fields)
        self._save, self._draft, self._entities = save, draft, entities
        self._overwrite = overwrite
        self._conflicted = False
        self._given = {field.name: field.value for field in fields}
        self.values: dict[str, Any] = dict(self._given)
        self.errors: dict[str, str] = {}
        self._note = (note, "muted")
        self._at = next((place for place, field in enumerate(fields) if field.name == at), 0)
        self._option = {field.name: 0 for field in fields}
        self._guesses = {field.name for field in fields if field.guess and field.guessed}
        self._unfolded: set[str] = set()
        self._given_marks: dict[str, bool] = {}
        self._lines_of: list[tuple[int, int]] = []  # per field: first line, lines
        self._saving = False
        self.entry = Entry()
        super().__init__(title)

    @property
    def field(self) -> Field:
        """The field under the cursor."""
        return self.fields[self._at]

    def on_mount(self) -> None:
        """Lay the input over the panel; bring back what was typed the last time and not saved."""
        self._guess()
        self._given, self._given_marks = dict(self.values), self._guess_marks()
        kept = self.kam.drafts.get(self._draft) if self._draft else None
        if kept:
            self.values.update({name: value for name, value in kept.items() if name in self.values})
            self._guesses -= kept.keys()
            self._note = (_("Unsaved input from the last time; ctrl+z empties it."), "warn")
        self.panel.mount(self.entry)
        self._guess()
        self._edit()

    # drawing

    @property
    def _label_width(self) -> int:
        return min(24, max(cell_len(field.label) for field in self.fields))

    def content(self, width: int) -> Sequence[Strip]:
        """Fields with their errors."""
        lines: list[Strip] = []
        self._lines_of = []
        for index, field in enumerate(self.fields):
            if field.section:
                lines += [paint.blank(width, "panel")] * bool(lines)
                lines.append(paint.rule(width, field.section, "panel"))
            first = len(lines)
            lines += self._field_lines(index, field, width)
            self._lines_of.append((first, len(lines) - first))
            error = self.errors.get(field.name)
            if error:
                lines += paint.paragraph(error, width, "bad", indent=self._label_width + 4, on="panel")
        return lines

    def foot(self, width: int) -> Sequence[Strip]:
        """What there is to say of the field under the cursor: how it is understood, what is wrong, a hint."""
        text, name = self._said()
        return [paint.blank(width, "panel"), *paint.paragraph(text, width, name, on="panel")]

    def _said(self) -> tuple[str, str]:
        field = self.field
        if self._note[0] and (self._saving or self._note[1] == "bad"):
            return self._note
        if field.name in self._guesses and self.values[field.name] is not None:
            return _("a guess: space confirms it, the arrows choose another"), "warn"
        if field.preview is not None and str(self.values[field.name]).strip():
            try:
                return f"{G.arrow} {field.preview(str(self.values[field.name]))}", "good"
            except KamtuiError as error:
                return "; ".join(_by_field(error).values()), "warn"
        if self._note[0]:
            return self._note
        if field.kind == "long":
            return field.hint or _("enter opens the editor"), "faint"
        if field.kind == "pick":
            return field.hint or _("space opens the list"), "faint"
        return field.hint, "faint"

    def _field_lines(self, index: int, field: Field, width: int) -> list[Strip]:
        active = index == self._at
        lead = G.cursor if active else " "
        label_style = "accent" if active else "muted"
        start = self._label_width + 4
        if field.kind in ("choice", "multi"):
            rows = self._chip_rows(field, width - start)
        elif field.kind == "pick":
            rows = [[(dict(field.choices).get(self.values[field.name], "–"), "link" if active else "text")]]
        else:
            text = str(self.values[field.name] or "")
            rows = [[(text.splitlines()[0] if field.kind == "long" and text else text, "text")]]
        lines = []
        for number, row in enumerate(rows):
            line = Line(start, "panel")
            line.add(f"{lead} " if number == 0 else "  ", "accent")
            line.cell(field.label if number == 0 else "", self._label_width, label_style)
            edited = active and field.kind in ("text", "long")
            value = Line(width - start, "field" if edited else "panel").spans(row)
            lines.append(Strip.join([line.strip(), value.strip()]))
        return lines

    def _chip_rows(self, field: Field, width: int) -> list[list[tuple[str, str]]]:
        """Choices as `● chosen  ○ other`, wrapped; the one under the cursor is underlined."""
        rows: list[list[tuple[str, str]]] = [[]]
        used = 0
        chosen = self._chosen(field)
        guessed = field.name in self._guesses
        for place, (value, label) in enumerate(self._visible(field)):
            on = value in chosen and value is not MORE
            if on and guessed:
                label += " " + _("(guessed)")
            sign = (G.half if guessed else G.done) if on else G.right if value is MORE else G.open
            size = cell_len(label) + 4
            if used and used + size > width:
                rows.append([])
                used = 0
            here = field is self.field and (place == self._option[field.name])
            name = "link" if here else "strong" if on else "muted"
            rows[-1] += [(f"{sign} ", "accent" if on else "faint"), (label, name), ("  ", "text")]
            used += size
        return rows

    def _visible(self, field: Field) -> Sequence[tuple[Any, str]]:
        """The choices shown: the common and the chosen ones, and one that unfolds the others."""
        if not field.common or field.name in self._unfolded:
            return field.choices
        chosen = self._chosen(field)
        shown = [one for place, one in enumerate(field.choices) if place < field.common or one[0] in chosen]
        return [*shown, (MORE, _("more…"))] if len(shown) < len(field.choices) else shown

    def _chosen(self, field: Field) -> tuple[Any, ...]:
        value = self.values[field.name]
        return tuple(value) if field.kind == "multi" else (value,)

    # walking and editing

    def _edit(self) -> None:
        """Give the field under the cursor what it is edited with."""
        field = self.field
        if field.kind == "choice":
            values = [value for value, _label in field.choices]
            if self.values[field.name] in values:
                self._option[field.name] = values.index(self.values[field.name])
        self.redraw()
        self.place_entry()
        if field.kind == "text":
            self.entry.take(str(self.values[field.name] or ""))
            self.entry.display = True
            self.set_focus(self.entry)
        else:
            self.entry.display = False
            self.set_focus(self.panel)

    def place_entry(self) -> None:
        """Lay the input over the field under the cursor, which is scrolled into view."""
        first, count = self._lines_of[self._at]
        room = max(1, self.app.size.height - 4 - len(self.panel.foot))
        top = self.panel.top
        if first < top:
            top = max(0, first - 2)  # with the title of a section
        elif first + count > top + room:
            top = first + count - room
        self.panel.scroll_to_line(top)
        start = self._label_width + 4
        self.entry.place(2 + start, 1 + first - self.panel.top, self.inner_width - start)

    def _go(self, index: int) -> None:
        if 0 <= index < len(self.fields) and index != self._at:
            self._at = index
            if self._note[1] == "warn":
                self._note = ("", "muted")
            self._edit()

    def entry_changed(self, value: str) -> None:
        """Keep what is typed; its error is no longer true."""
        if self.field.kind != "text":
            return
        self.values[self.field.name] = value
        had_error = self.errors.pop(self.field.name, None) or (self._note[1] == "bad" and not self._conflicted)
        if had_error and not self._conflicted:
            self._note = ("", "muted")
        if self._guess() or had_error or self.field.preview:
            self.redraw()

    def _guess(self) -> bool:
        """Guess anew what the user has not chosen; whether a guess has changed."""
        changed = False
        for field in self.fields:
            if field.guess is not None and field.name in self._guesses:
                value = field.guess(self.values)
                changed |= value != self.values[field.name]
                self.values[field.name] = value
        return changed

    def _guess_marks(self) -> dict[str, bool]:
        """Which of the values that can be guessed are guesses."""
        return {
            f"{field.name}_guessed": field.name in self._guesses and self.values[field.name] is not None
            for field in self.fields
            if field.guess is not None
        }

    def action_dialog_next(self) -> None:
        """Next field."""
        self._go(self._at + 1)

    def action_dialog_previous(self) -> None:
        """Previous field."""
        self._go(self._at - 1)

    def action_dialog_accept(self) -> None:
        """Next field; on the last one, save."""
        if self.field.kind == "long":
            self._open_editor()
        elif self._at == len(self.fields) - 1:
            self.action_dialog_save()
        else:
            self._go(self._at + 1)

    def action_dialog_left(self) -> None:
        """Choice before."""
        self._choose(-1)

    def action_dialog_right(self) -> None:
        """Next choice."""
        self._choose(1)

    def _choose(self, by: int) -> None:
        field = self.field
        if field.kind in ("choice", "multi"):
            visible = self._visible(field)
            if not visible:  # nobody to choose from yet
                return
            place = (self._option[field.name] + by) % len(visible)
            self._option[field.name] = place
            if field.kind == "choice":
                self._set(field, visible[place][0])
            self.redraw()

    def action_dialog_toggle(self) -> None:
        """Tick the choice under the cursor, or take it off."""
        field = self.field
        if field.kind == "pick":
            self._open_list(field)
        if field.kind not in ("choice", "multi"):
            return
        visible = self._visible(field)
        if not visible:
            return
        value = visible[min(self._option[field.name], len(visible) - 1)][0]
        if value is MORE:
            self._unfolded.add(field.name)
            self._option[field.name] = next(i for i, one in enumerate(field.choices) if one not in visible)
        elif field.kind == "multi":
            kept = {*self._chosen(field)} ^ {value}
            self._set(field, tuple(choice for choice, _label in field.choices if choice in kept))
        elif field.name in self._guesses:
            self._set(field, value)
        else:
            self._set(field, None if self.values[field.name] == value else value)
        self.redraw()
        self.place_entry()

    def _set(self, field: Field, value: Any) -> None:
        self.values[field.name] = value
        self._guesses.discard(field.name)
        self.errors.pop(field.name, None)

    def _open_list(self, field: Field) -> None:
        from kamtui.ui.dialogs.pick import Choice, PickDialog

        def take(place: str) -> None:
            self._set(field, field.choices[int(place)][0])
            self.redraw()

        choices = [Choice(str(place), text) for place, (_value, text) in enumerate(field.choices)]
        self.kam.open(PickDialog(field.label, choices), take)

    def _open_editor(self) -> None:
        from kamtui.ui.dialogs.text import TextDialog

        field = self.field

        def keep(text: str) -> None:
            self._set(field, text)
            self.redraw()

        self.app.push_screen(TextDialog(field.label, str(self.values[field.name] or ""), keep, entities=()))

    def on_click(self, event: events.Click) -> None:
        """A click goes to the field."""
        y = event.screen_y - self.panel.region.y - 1 + self.panel.top
        for index, (first, count) in enumerate(self._lines_of):
            if first <= y < first + count:
                self._go(index)

    # saving

    def action_dialog_save(self) -> None:
        """Save all fields."""
        if self._saving:
            return
        self._saving = True
        values = {
            field.name: self.values[field.name].strip() if field.kind == "text" else self.values[field.name]
            for field in self.fields
        } | self._guess_marks()
        save, given = self._save, self._given | self._given_marks
        if self._conflicted and self._overwrite is not None:
            save, values = self._overwrite, {k: v for k, v in values.items() if v != given[k]}
        self.kam.write(lambda: save(values), self._saved, self._refused, self._entities)

    def _saved(self, result: T) -> None:
        self.kam.drafts.pop(self._draft, None)
        self.dismiss(result)

    def tell(self, text: str) -> None:
        """Say at the foot how far a long save has come."""
        if self._saving and self.is_active:
            self._note = (text, "muted")
            self.redraw()

    def _refused(self, error: KamtuiError) -> None:
        """Show errors where they belong, and go to the first field that has one."""
        self._saving = False
        if not self.is_active:  # closed meanwhile; what was typed is kept
            self.kam.say(str(error), "bad")
            return
        names = [field.name for field in self.fields]
        found = _by_field(error)
        self.errors = {name: text for name, text in found.items() if name in names}
        rest = [text for name, text in found.items() if name not in names]
        if isinstance(error, Conflict) and self._overwrite is not None:
            self._conflicted = True
            rest.append(_("save once more to put what you changed over it; esc keeps it for later"))
        self._note = ("; ".join(rest), "bad")
        first = next((index for index, name in enumerate(names) if name in self.errors), self._at)
        self._at = first
        self._edit()

    def action_dialog_close(self) -> None:
        """Close; what was typed is offered the next time."""
        if self._draft:
            if self.values != self._given:
                own = {name: value for name, value in self.values.items() if name not in self._guesses}
                self.kam.drafts[self._draft] = own
            else:
                self.kam.drafts.pop(self._draft, None)
        self.dismiss(None)

    def action_dialog_reset(self) -> None:
        """Empty the form: the values it was opened with."""
        self.values = dict(self._given)
        self._guesses = {field.name for field in self.fields if field.guess and field.guessed}
        self.errors = {}
        self._note = ("", "muted")
        self._guess()
        self._edit()


def _by_field(error: KamtuiError) -> Mapping[str, str]:
    """What a refusal says, by the name of the field; under "" what belongs to none."""
    if isinstance(error, InvalidFields):
        return {one.field: _reason(one) for one in error.errors}
    if isinstance(error, InvalidValue):
        return {error.field: _reason(error)}
    return {"": str(error)}


def _reason(error: InvalidValue) -> str:
    """The message without the name of the field, which stands beside it."""
    prefix = f"{error.field}: "
    text = str(error)
    return text[len(prefix) :] if text.startswith(prefix) else text
