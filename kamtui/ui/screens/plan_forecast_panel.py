"""A quarter or the year of the forecast in full, beside the list: what it is made of, how far it is from the target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain.forecast import Forecast, QuarterForecast, why_left_out
from kamtui.domain.initiatives import Opportunity, format_probability, weight
from kamtui.domain.money import format_amount
from kamtui.domain.quarters import Quarter
from kamtui.i18n import _, language, ngettext
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.ui.screens.account_parts import fact, quarter_words, section

_FACT = 13


def quarter_lines(one: QuarterForecast, now: Quarter, width: int) -> list[Strip]:
    """A quarter: base, target and fact; what each opportunity brings to it; the same quarter of past years."""
    strips = paint.paragraph(_("Forecast of {quarter}").format(quarter=quarter_words(one.quarter, now)), width, "title")
    base: list[Span] = [(_short(one.base), "text")]
    if one.base is None:
        base = [(_("not confirmed; M confirms it"), "warn")]
    facts: list[tuple[str, list[Span]]] = [(_("base"), base)]
    if one.expected:
        facts.append((_("+ offers"), [(f"+{_short(one.weighted)}", "accent"), _of(one.amount)]))
    facts.append((_("forecast"), [(_short(one.total), "strong")]))
    past = one.quarter < now
    facts += [*_against(one.fact if past else one.total, one.target), *_fact(one.fact, past=past)]
    for name, spans in facts:
        strips += fact(name, spans, width, _FACT)
    if one.expected:
        strips += section(_("amount × probability"), width)
        for each in one.expected:
            likely = format_probability(weight(each.opportunity))
            strips += _entry(each.opportunity.title, f"+{_short(each.weighted)}", width)
            strips.append(Line(width).space(2).add(f"{_short(each.amount)} × {likely}", "muted").strip())
    if one.history:
        strips += section(_("the same quarter of past years"), width)
        for year, amount in one.history:
            strips += _entry(str(year), _short(amount), width)
    return strips


def year_lines(forecast: Forecast, offers: Sequence[Opportunity], now: Quarter, width: int) -> list[Strip]:
    """The year: its sums, how far it is from the target, quarters without a base, and open offers that do not count."""
    quarters = forecast.quarters
    strips = paint.paragraph(_("Forecast of {year}").format(year=forecast.year), width, "title")
    weighted = sum((one.weighted for one in quarters), Decimal(0))
    whole = sum((one.amount for one in quarters), Decimal(0))
    facts: list[tuple[str, list[Span]]] = []
    if weighted:
        facts.append((_("+ offers"), [(f"+{_short(weighted)}", "accent"), _of(whole)]))
    facts.append((_("forecast"), [(_short(forecast.total), "strong")]))
    ended = [one for one in quarters if one.quarter < now and one.fact is not None and forecast.year == now.year]
    aimed = [one for one in quarters if one.target is not None] or quarters  # what has no target is not held against it
    reached = _sum(one.fact if one in ended else one.total for one in aimed)
    if ended:
        total = _sum(one.fact if one in ended else one.total for one in quarters)
        facts.append((_("year's end"), [(_short(total), "strong")]))
        facts.append(("", [(_("fact of ended quarters, forecast of the rest"), "muted")]))
    past = forecast.year < now.year
    names = [quarter_words(one.quarter, now) for one in aimed] if len(aimed) < len(quarters) else []
    facts += _against(_sum(one.fact for one in aimed) if past else reached, forecast.target, ", ".join(names))
    facts += _fact(_sum(one.fact for one in quarters), past=past)
    for name, spans in facts:
        strips += fact(name, spans, width, _FACT)
    bare = [one.quarter for one in quarters if one.base is None]
    if bare:
        unsaid = ", ".join(quarter_words(each, now) for each in bare)
        strips += section(_("base business not confirmed"), width)
        strips += paint.paragraph(_("{quarters}; M on the quarter confirms it").format(quarters=unsaid), width, "warn")
    left = [(each, reason) for each in offers if each.is_open and (reason := why_left_out(each))]
    if left:
        count = ngettext("{n} open opportunity does not count", "{n} open opportunities do not count", len(left))
        strips += section(count.format(n=len(left)), width)
        for each, reason in left:
            strips += _entry(each.title, _short(each.amount), width)
            strips += paint.paragraph(reason, width, "muted", indent=2)
    return strips


def _short(amount: Decimal | None) -> str:
    return format_amount(amount, language(), short=True)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _of(amount: Decimal) -> Span:
    return "  " + _("of {amount} offered").format(amount=_short(amount)), "muted"


def _against(reached: Decimal | None, target: Decimal | None, of: str = "") -> list[tuple[str, list[Span]]]:
    """The target, `of` some quarters, and what the forecast (of the past: the fact) lacks to it or has beyond it."""
    facts: list[tuple[str, list[Span]]] = []
    if target is None:
        facts.append((_("target"), [(_("none; m on a quarter sets it"), "muted")]))
    else:
        facts.append((_("target"), [(_short(target), "text"), (f" {G.dot} {of}" if of else "", "muted")]))
        if reached is not None:
            gap = reached - target
            words = _("{amount} above the target") if gap >= 0 else _("{amount} short of the target")
            facts.append(("", [(words.format(amount=_short(abs(gap))), "good" if gap >= 0 else "warn")]))
    return facts


def _fact(amount: Decimal | None, *, past: bool) -> list[tuple[str, list[Span]]]:
    if amount is None:
        return []
    return [(_("fact") if past else _("fact so far"), [(_short(amount), "text")])]


def _entry(title: str, amount: str, width: int) -> list[Strip]:
    """A title, wrapped, with an amount at the right of its first line."""
    room = max(8, width - cell_len(amount) - 2)
    first, *rest = paint.wrap(title, room)
    lines = [Line(width).right(f" {amount}", "text").add(first, "text").strip()]
    return lines + [Line(width).add(more, "text").strip() for more in rest]
