"""The head of block 3: circles of two years with their figures beside, the verdict, and what the change is made of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.cells import cell_len

from kamtui.domain.money import format_amount, format_share
from kamtui.domain.today import date_words
from kamtui.domain.wallet import Circle, YearWallet
from kamtui.domain.words import Verdict
from kamtui.i18n import _, language
from kamtui.labels import label
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Span, cells, wrap
from kamtui.ui.screens.plan_circles import diameters, picture

Spans = tuple[Span, ...]

LEAST, MOST = 4, 13  # lines of a circle
STACKED_BELOW = 24  # cells for the figures beside a circle; with fewer the years stand above each other
ROOMY = 28  # cells in which a source with its day seldom needs two lines
NBSP = "\N{NO-BREAK SPACE}"
TONES = {"up": "good", "flat": "text", "down": "bad"}


def head_lines(circle: Circle, width: int, height: int) -> list[Spans]:
    """What stands above the table, for a block of `width` cells and `height` lines in all."""
    told = [*_verdict(circle, width), *_warnings(circle, width)]
    lines = max(LEAST, min(MOST, height // 2 - len(told)))
    half = (width - 2) // 2
    wallets = (circle.now, circle.next)
    sizes = diameters((circle.now.total, circle.next.total))
    if half - 2 * lines - 2 < STACKED_BELOW:
        lines = max(LEAST, min(lines, (half - 2 - STACKED_BELOW) // 2))
    stacked = half - 2 * lines - 2 < min(STACKED_BELOW, 22)
    room = width if stacked else half
    if not stacked:  # a circle as high as the figures beside it takes no more lines
        told_lines = max(len(_figures(wallet, room - 2 * lines - 3)) for wallet in wallets)
        lines = max(lines, min(told_lines, (half - 2 - ROOMY) // 2, MOST))
    years = [
        _beside(picture(lines, size, wallet.share), _figures(wallet, room - 2 * lines - 3), 2 * lines, room)
        for wallet, size in zip(wallets, sizes, strict=True)
    ]
    if stacked:
        return [*years[0], *years[1], (), *told, ()]
    high = max(len(year) for year in years)
    blank: Spans = ((" " * half, "text"),)
    padded = [[*year, *[blank] * (high - len(year))] for year in years]
    return [*((*left, ("  ", "text"), *right) for left, right in zip(*padded, strict=True)), (), *told, ()]


def _beside(shape: Sequence[Sequence[Span]], figures: Sequence[Spans], across: int, room: int) -> list[Spans]:
    """A circle with figures at its right, each line `room` cells wide; figures stand in the middle of the height."""
    high = max(len(shape), len(figures))
    above = (high - len(figures)) // 2
    lines = []
    for y in range(high):
        left = tuple(shape[y]) if y < len(shape) else ((" " * across, "text"),)
        right = figures[y - above] if above <= y < above + len(figures) else ()
        used = across + 3 + sum(cell_len(text) for text, _name in right)
        lines.append(((" ", "text"), *left, ("  ", "text"), *right, (" " * max(0, room - used), "text")))
    return lines


def _figures(wallet: YearWallet, width: int) -> list[Spans]:
    """Year, circle with its range, our part with its share, where both come from."""
    lang = language()
    lines: list[Spans] = [((str(wallet.year), "title"),)]
    if wallet.total is None:
        lines += [((text, "warn"),) for text in wrap(_("the circle is not known yet"), width)]
    else:
        total: Spans = ((_("circle") + " ", "muted"), (format_amount(wallet.total, lang, short=True), "strong"))
        span = ""
        if wallet.low is not None and wallet.high is not None and wallet.high != wallet.low:
            low, high = (format_amount(end, lang, short=True) for end in (wallet.low, wallet.high))
            span = f"({low} – {high})"
        if span and sum(cell_len(text) for text, _name in total) + 1 + cell_len(span) <= width:
            lines.append((*total, (f" {span}", "muted")))
        else:
            lines += [total, *([((span, "muted"),)] if span else [])]
        on = date_words(wallet.on).replace(" ", NBSP) if wallet.on else ""  # a date is not broken
        source = ", ".join(part for part in (wallet.source, on) if part)
        if source:
            first, *rest = (text.replace(NBSP, " ") for text in wrap(source, width))
            lines.append(((first, "faint"),))
            lines += [((" ".join(rest), "faint"),)] if rest else []
    if wallet.ours is None:
        lines += [((text, "muted"),) for text in wrap(_("our part is not known yet"), width)]
    else:
        lines.append(
            (
                (_("we") + " ", "muted"),
                (format_amount(wallet.ours, lang, short=True), "accent"),
                (f" {G.dot} ", "muted"),
                (format_share(wallet.share), "mark"),
            )
        )
        how = _("computed from our orders") if wallet.computed else _("estimated")
        lines += [((text, "faint"),) for text in wrap(how, width)]
    return [tuple((cells(text, min(cell_len(text), width)), name) for text, name in line) for line in lines]


def _verdict(circle: Circle, width: int) -> list[Spans]:
    if circle.verdict is None:
        return [((f" {text}", "muted"),) for text in wrap(_lacking(circle), width - 2)]
    growth, share = circle.verdict.value.split("_")
    lines: list[Spans] = [
        (
            (f" {label(circle.verdict).capitalize()}", "title"),
            (f"   {_('circle')} ", "muted"),
            (_arrow(growth), TONES[growth]),
            ("  " + _("our share") + " ", "muted"),
            (_arrow(share), TONES[share]),
        )
    ]
    parts = ((_("circle"), circle.delta_circle), (_("share"), circle.delta_share), (_("both"), circle.delta_both))
    if circle.delta is not None and all(amount is not None for _name, amount in parts):
        line: list[Span] = [(" ΔR ", "muted"), (signed(circle.delta), "strong"), (" =", "muted")]
        for name, amount in parts:
            line += [(f"  {name} ", "muted"), (signed(amount), _tone(amount))]
        lines.append(tuple(line))
    return lines


def _lacking(circle: Circle) -> str:
    """What is needed before there is a verdict, and the key that gives it."""
    years = [str(wallet.year) for wallet in (circle.now, circle.next) if wallet.total is None]
    if years:
        text = _("Will the circle grow, and our share? n writes the circle of {years}: 40-45 M 30%")
        return text.format(years=", ".join(years))
    years = [str(wallet.year) for wallet in (circle.now, circle.next) if wallet.ours is None]
    return _("Will our share grow? n writes it with the circle of {years}: 40-45 M 30%").format(years=", ".join(years))


def _warnings(circle: Circle, width: int) -> list[Spans]:
    return [
        ((f" {G.late} {text}" if place == 0 else f"   {text}", "warn"),)
        for wallet in (circle.now, circle.next)
        for warning in wallet.warnings
        for place, text in enumerate(wrap(warning, width - 4))
    ]


def signed(amount: Decimal | None) -> str:
    """An amount with its sign, also when it is positive."""
    text = format_amount(amount, language(), short=True)
    return f"+{text}" if amount is not None and amount > 0 else text.replace("-", "−")


def _tone(amount: Decimal | None) -> str:
    return "text" if not amount else "good" if amount > 0 else "bad"


def _arrow(way: str) -> str:
    return {"up": G.up, "flat": G.right, "down": G.down}[way]


def verdict_words(verdict: Verdict | None) -> str:
    """The verdict for the clipboard."""
    return label(verdict) if verdict else ""
