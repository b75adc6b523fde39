"""Differences between two versions of a plan as drawn: signs and colours, texts word by word, lists item by item."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain.money import DASH
from kamtui.domain.plan_snapshots import Difference, Words
from kamtui.i18n import _
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span, blank, rule, wrap

_TONES = {"+": "good", "-": "bad", "~": "warn", " ": "text"}
_UNCHANGED = 8  # words kept on either side of a change; longer runs are cut


def difference_lines(differences: Sequence[Difference], width: int) -> list[Strip]:
    """All of them, under the part of the plan that each belongs to."""
    lines: list[Strip] = []
    part = None
    for one in differences:
        if one.part != part:
            part = one.part
            lines += [blank(width)] * bool(lines)
            lines.append(rule(width, part))
        lines += _lines_of(one, width)
    return lines


def _lines_of(one: Difference, width: int) -> list[Strip]:
    tone = _TONES[one.sign]
    if one.words:
        head = [Line(width).space().add(f"{one.sign} ", tone).add(one.what, "strong").strip()] if one.what else []
        return [*head, *_flowing(_word_spans(one.words), width, indent=3)]
    spans: list[Span] = [(f"{one.sign} ", tone), (one.what, tone if one.sign in "+-" else "strong")]
    if one.sign == "~":
        spans += [
            ("  ", "text"),
            _gone(one.before),
        ]
        spans += [(f" {G.arrow} ", "faint")]
        spans += [_come(one.after)]
    elif one.after or one.before:
        spans.append((f"  {one.after or one.before}", "muted"))
    return _flowing(spans, width, indent=1)


def _gone(text: str) -> Span:
    return (_("nothing"), "faint") if text in ("", DASH) else (f"[-{text}-]", "bad")


def _come(text: str) -> Span:
    return (_("nothing"), "faint") if text in ("", DASH) else (f"{{+{text}+}}", "good")


def _word_spans(words: Iterable[Words]) -> list[Span]:
    """Runs of words; those gone and new stand between signs, for colours are not enough to tell them."""
    spans: list[Span] = []
    words = list(words)
    for place, run in enumerate(words):
        if run.sign == "-":
            spans.append((f"[-{run.text.strip()}-] ", "bad"))
        elif run.sign == "+":
            spans.append((f"{{+{run.text.strip()}+}} ", "good"))
        else:
            spans.append((_shortened(run.text, place > 0, place < len(words) - 1), "muted"))
    return spans


def _shortened(text: str, after: bool, before: bool) -> str:
    """A run that both have: its words next to changes."""
    words = text.split()
    most = _UNCHANGED * (after + before)
    if len(words) > most + 3:
        head, tail = words[: _UNCHANGED * after], words[len(words) - _UNCHANGED * before :]
        words = [*head, G.ellipsis, *tail]
    return " ".join(words) + " " if words else ""


def _flowing(spans: Iterable[Span], width: int, indent: int) -> list[Strip]:
    """Spans in lines, broken between words, each word in the style of its span."""
    lines = [Line(width).space(indent)]
    hang = indent + 2
    room = max(10, width - hang)
    for text, tone in spans:
        for place, paragraph in enumerate(text.split("\n")):
            if place:
                lines.append(Line(width).space(hang))
            for piece in _pieces(paragraph):
                if lines[-1].used > hang and cell_len(piece.rstrip()) > lines[-1].left:
                    lines.append(Line(width).space(hang))
                for number, part in enumerate(wrap(piece, room) if cell_len(piece) > room else [piece]):
                    if number:
                        lines.append(Line(width).space(hang))
                    fits = cell_len(part) <= lines[-1].left
                    lines[-1].add(part if fits else part.rstrip(), tone)
    return [line.strip() for line in lines]


def _pieces(text: str) -> list[str]:
    """Words with the blanks after them."""
    pieces: list[str] = []
    word = ""
    for char in text:
        if char != " " and word.endswith(" "):
            pieces.append(word)
            word = ""
        word += char
    return [*pieces, word] if word else pieces
