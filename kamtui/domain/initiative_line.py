"""One line that makes an initiative with an offer: `New plant in Lipetsk, cleaning chemicals 4.2M 30% Q3 vs ChemCo`.

In English or Russian; the parts come in any order. What is not understood stays in the title, and a line without an
amount is an initiative only. Rules: section "ADP" of docs/method.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kamtui.domain.initiatives import parse_probability
from kamtui.domain.money import parse_number
from kamtui.domain.quarters import Quarter
from kamtui.domain.text import search_key
from kamtui.domain.touchline import NEXT_STEP, stems
from kamtui.domain.when import Span, find_month, find_quarter, without
from kamtui.errors import InvalidValue


class OfferDraft(NamedTuple):
    """The offer within a line; `amount` in major units, `title` the category where it stood apart."""

    amount: Decimal
    title: str = ""
    category: str = ""
    probability: Decimal | None = None
    monthly: bool = False
    starts: date | None = None
    months: int | None = None
    quarter: Quarter | None = None
    competitor: str = ""
    next_step: str = ""


class InitiativeDraft(NamedTuple):
    """An initiative as understood from one line; `relevant` None where the line does not say it."""

    title: str
    relevant: bool | None = None
    offer: OfferDraft | None = None


class Known(NamedTuple):
    """Names to recognise: of product categories and of competitors; and the currency of the workspace."""

    categories: Sequence[str] = ()
    competitors: Sequence[str] = ()
    currency: str = "RUB"


_FLAGS = re.IGNORECASE
_RELEVANT = re.compile(
    r"(?<![\w!])(?:!\s*)?(?:(?P<no>not\s+relevant|irrelevant|не\s?релевантн\w+)|(?P<yes>relevant|релевантн\w+))(?!\w)"
    r"|(?<!\S)!(?!\S)",
    _FLAGS,
)
_PER = r"(?:/\s*|per\s+|a\s+|в\s+)(?:month|mo|mth|мес(?:яц)?\.?)(?!\w)|monthly(?!\w)|ежемесячно(?!\w)"
# Units of one small letter stand at the number: `350k`; "5 к" and "5 m" are words.
_AMOUNT = re.compile(
    r"(?<![\w.,:/#№-])(?P<money>(?P<sign>[$€£₽])?\s?"
    r"(?:\d{1,3}(?:[ \u00a0\u202f'’.,]\d{3})+(?:[.,]\d{1,2})?(?![\d.,]\d)|\d+(?:[.,]\d+)?)"
    r"(?P<scale>\s*(?i:тыс|млн|млрд|bn)\.?(?!\w)|\s?[MBK](?!\w)|(?i:[kкmb])(?!\w))?"
    r"(?P<unit>\s*(?:₽|\$|€|£|(?i:руб\w*\.?|р\.|eur|usd|rub)(?!\w)))?)"
    rf"(?P<per>\s*(?i:{_PER}))?(?![\w%]|\s*%|[.,:]\d)"
)
_PROBABILITY = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,]\d+)?\s?%(?!\w)")
_MONTHS = re.compile(r"(?<!\w)(?:for|на)\s+(?P<n>\d{1,3})\s*(?:months?|mo|mth|мес(?:\.|яц(?:а|ев)?)?)(?!\w)", _FLAGS)
_AGAINST = re.compile(r"(?<!\w)(?:vs\.?|versus|against|против|competitor:?|конкурент:?)\s+", _FLAGS)
_NAME = re.compile(
    r"«(?P<angled>[^»]+)»|\"(?P<quoted>[^\"]+)\"|(?P<plain>[A-ZА-ЯЁ][\w&.'’-]*(?:\s+[A-ZА-ЯЁ][\w&.'’-]*)*)"
)
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_TAKEN = "\x00"
_BARE = 10_000


def parse_initiative_line(text: str, known: Known, today: date, fiscal_start: int = 1) -> InitiativeDraft:
    """What the line says; never fails. `text` is cleaned and not empty.

    An amount has a unit, a currency or "per month", or is a number of 10,000 or more at the end. A category or a
    competitor is one of the `known` names in any Russian case; a strange competitor begins with a capital letter. An
    offer makes its initiative relevant, unless the line says that it is not.
    """
    cut = NEXT_STEP.search(text)
    said, step = (text[: cut.start()], " ".join(text[cut.end() :].split())) if cut else (text, "")
    line = _Line(said)
    relevant = line.take(_RELEVANT)
    relevance = None if relevant is None else not relevant["no"]
    bare = without(said, line.spans) or said.strip()
    offer = _offer(line, known, today, fiscal_start)
    if offer is None:
        words = without(text, line.spans[:1] if relevant else ()).strip(" ,;")
        return InitiativeDraft(words or " ".join(text.split()), relevance)
    title = without(said, line.spans).strip(" ,;–—-:")
    return InitiativeDraft(
        title=title or offer.category or bare,
        relevant=True if relevance is None else relevance,
        offer=offer._replace(title=offer.title or offer.category or title or bare, next_step=step),
    )


class _Line:
    """A line whose understood pieces are blanked, so that places stay as typed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[Span] = []

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first place of the pattern, which is understood from now on."""
        match = pattern.search(self.text)
        if match:
            self.blank(match.span())
        return match

    def blank(self, span: Span) -> None:
        """Note that a piece is understood."""
        self.spans.append(span)
        self.text = self.text[: span[0]] + _TAKEN * (span[1] - span[0]) + self.text[span[1] :]


def _offer(line: _Line, known: Known, today: date, fiscal_start: int) -> OfferDraft | None:
    """The offer of a line that has an amount; else None."""
    probability = _probability(line)
    quarter = find_quarter(line.text, today, fiscal_start)
    if quarter:
        line.blank(quarter.span)
    competitor = _competitor(line, known.competitors)
    amount = _amount(line, known.currency)
    if amount is None:
        return None
    money, monthly = amount
    starts, months = find_month(line.text, today) if monthly else None, None
    if starts:
        line.blank(starts.span)
    if monthly and (length := line.take(_MONTHS)):
        months = int(length["n"]) or None
    when = quarter.quarter if quarter else None
    if when is None and starts:
        when = Quarter.of(starts.day, fiscal_start)
    category, apart = _category(line, known.categories)
    return OfferDraft(
        amount=money,
        title=category if apart else "",
        category=category,
        probability=probability,
        monthly=monthly,
        starts=starts.day if starts else None,
        months=months,
        quarter=when,
        competitor=competitor,
    )


def _probability(line: _Line) -> Decimal | None:
    match = _PROBABILITY.search(line.text)
    if match is None:
        return None
    try:
        value = parse_probability(match[0])
    except InvalidValue:
        return None
    line.blank(match.span())
    return value


def _amount(line: _Line, currency: str) -> tuple[Decimal, bool] | None:
    """The first amount in the currency of the workspace, and whether it is per month."""
    decimal = "," if re.search("[а-яё]", line.text, _FLAGS) else "."
    for match in _AMOUNT.finditer(line.text):
        marked = match["sign"] or match["scale"] or match["unit"] or match["per"]
        try:
            money = parse_number(match["money"], currency=currency, decimal=decimal, scaled=True)
        except InvalidValue:
            continue
        if not marked and (money < _BARE or line.text[match.end() :].replace(_TAKEN, " ").strip(" .,;")):
            continue
        line.blank(match.span())
        per = match["per"] or line.take(re.compile(rf"(?<!\w)(?:{_PER})", _FLAGS))
        return money, bool(per)
    return None


def _competitor(line: _Line, names: Sequence[str]) -> str:
    """Whom the line sets us against: a known name, a quoted one, or one with a capital letter."""
    for against in _AGAINST.finditer(line.text):
        rest = line.text[against.end() :]
        found = next(((name, at) for name, at in _places(rest, names) if at[0] == 0), None)
        if found is None:
            named = _NAME.match(rest)
            if named is None:
                continue
            name = named["angled"] or named["quoted"] or named["plain"]
            found = name.rstrip(".,"), (0, named.end() if not named["plain"] else len(name.rstrip(".,")))
        line.blank((against.start(), against.end() + found[1][1]))
        return found[0]
    return ""


def _category(line: _Line, names: Sequence[str]) -> tuple[str, bool]:
    """The first known category, and whether it stood apart from other words: then it is cut out of the title."""
    found = next(iter(_places(line.text, names)), None)
    if found is None:
        return "", False
    name, (start, end) = found
    before, after = line.text[:start].rstrip(" "), line.text[end:].lstrip(" ")
    apart = (not before or before[-1] in _EDGES) and (not after or after[0] in _EDGES)
    if apart:
        line.blank((start, end))
    return name, apart


_EDGES = f",;:–—-({_TAKEN}"


def _places(text: str, names: Sequence[str]) -> list[tuple[str, Span]]:
    """Where known names stand in a text, in any Russian case, as (name, place): the first, of those the longest."""
    words = [(match.span(), _forms(match[0])) for match in _WORD.finditer(text)]
    found = []
    for name in names:
        wanted = [_forms(match[0]) for match in _WORD.finditer(name)]
        for at in range(len(words) - len(wanted) + 1) if wanted else ():
            if all(words[at + n][1] & forms for n, forms in enumerate(wanted)):
                found.append((name, (words[at][0][0], words[at + len(wanted) - 1][0][1])))
                break
    return sorted(found, key=lambda place: (place[1][0], -place[1][1]))


def _forms(word: str) -> frozenset[str]:
    """A word, also without its case ending: a nominative may end as if it had one (Химпром)."""
    key = search_key(word)
    return stems(key) | {key}
