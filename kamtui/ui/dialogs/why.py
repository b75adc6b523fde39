"""A computed number with the facts that made it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from textual.strip import Strip

from kamtui.domain.explained import Explained
from kamtui.i18n import _, language
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.dialogs.panel import ReadDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line


def fact_text(value: object) -> str:
    """A fact as people read it; None is unknown and stays blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Enum):
        return label(value)
    if isinstance(value, (int, float, Decimal)):
        text = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".removesuffix(".00")
        text = text.rstrip("0") if isinstance(value, float) and "." in text else text  # money keeps both digits
        return text.translate({44: " ", 46: ","}) if language() == "ru" else text
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y") if language() == "ru" else value.strftime("%d %b %Y")
    return str(value)


class WhyDialog(ReadDialog):
    """Shows an Explained: its value and rule, then its parts, values at the right, notes under them."""

    def __init__(self, title: str, explained: Explained[Any]) -> None:
        self.explained = explained
        super().__init__(title)

    def content(self, width: int) -> Sequence[Strip]:
        """The value, its parts, and the arithmetic."""
        whole = self.explained
        lines = []
        if whole.value is not None or whole.rule:  # figures side by side have no value and no rule of their own
            lines.append(self._line(_("Value"), fact_text(whole.value) or _("unknown"), width, "strong"))
        if whole.rule:
            lines += paint.paragraph(whole.rule, width, "muted", on="panel")
        if lines and whole.parts:
            lines.append(Line(width, "panel").fill(G.hline).strip())
        for part in whole.parts:
            lines.append(self._line(part.label, fact_text(part.value), width, "text"))
            if part.note:
                lines += paint.paragraph(part.note, width, "muted", indent=2, on="panel")
        return lines

    def _line(self, label: str, value: str, width: int, name: str) -> Strip:
        return Line(width, "panel").add(label, name).right(f"  {value}", name).strip()
