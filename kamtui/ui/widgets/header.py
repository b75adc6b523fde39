"""The first line: workspaces at the left; quarter, date, what is being saved, and the user at the right."""

from __future__ import annotations

from datetime import date

from rich.cells import cell_len
from textual import events
from textual.strip import Strip

from kamtui.i18n import _
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.widgets.drawn import Drawn


def short_date(day: date) -> str:
    """A date as the header shows it: `Sat 21 Nov`."""
    weekdays = _("Mon Tue Wed Thu Fri Sat Sun").split()
    months = _("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
    return f"{weekdays[day.weekday()]} {day.day} {months[day.month - 1]}"


class Header(Drawn):
    """Drawn from what the app tells it by `show`. In a narrow terminal the date goes first, then the user."""

    def __init__(self) -> None:
        super().__init__(id="header")
        self._workspaces: tuple[tuple[str, str, str], ...] = ()
        self._facts: dict[str, str] = {}

    def show(self, workspaces: tuple[tuple[str, str, str], ...] | None = None, **facts: str) -> None:
        """Set the workspaces (key, name, label) or facts: `active` workspace, `quarter`, `day`, `saving`, `user`."""
        changed = {name: text for name, text in facts.items() if self._facts.get(name) != text}
        if workspaces is not None:
            self._workspaces = workspaces
        if changed or workspaces is not None:
            self._facts.update(changed)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The header's line."""
        line = Line(self.area.width, "bar")
        facts = [self._facts.get(name, "") for name in ("quarter", "day", "saving", "user")]
        line.right(" ")
        shown = self._fitting(facts)
        for index, name in reversed(list(enumerate(shown))):
            if name:
                text = self._facts[name]
                line.right(text, "accent" if name == "saving" and text == _("saving…") else "muted")
                if any(shown[:index]):
                    line.right(f" {G.dot} ", "faint")
        for name, start, _end, text in self._spans():
            active = name == self._facts.get("active")
            line.to(start).add(f" {text[0]}", "accent" if active else "faint")
            line.add(text[1:] + " ", "mark" if active else "muted")
        return line.strip()

    def _spans(self) -> list[tuple[str, int, int, str]]:
        """Where each workspace is written: (name, first column, column after, text)."""
        found, start = [], 1
        for key, name, label in self._workspaces:
            text = f"{key} {label}"
            end = start + cell_len(text) + 2
            found.append((name, start, end, text))
            start = end + 1
        return found

    def _fitting(self, facts: list[str]) -> list[str]:
        """Names of the facts that there is room for, in order; the date goes first, then the user, then the quarter."""
        names = ["quarter", "day", "saving", "user"]
        shown = [name if text else "" for name, text in zip(names, facts, strict=True)]
        spans = self._spans()
        room = self.area.width - (spans[-1][2] if spans else 0) - 2
        for victim in ("day", "user", "quarter"):
            present = [self._facts[name] for name in shown if name]
            if sum(map(cell_len, present)) + 3 * max(0, len(present) - 1) <= room:
                break
            shown = ["" if name == victim else name for name in shown]
        return shown

    def on_click(self, event: events.Click) -> None:
        """A click on a workspace goes there."""
        for name, start, end, _text in self._spans():
            if start <= event.x < end:
                self.kam.show(name)
