"""A wallet in one line, as people say it: `40-45 млн 30%`, `1,2 млрд`, `40 M ~30 %`, `12 из 40 млн`.

Rules: section "ADP" of docs/method.md.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from kamtui.domain.money import format_amount, parse_number
from kamtui.domain.wallet import US, WHOLE
from kamtui.errors import InvalidValue
from kamtui.i18n import _, language

# Lower and upper end; None: no range.
Range = tuple[Decimal, Decimal | None]

_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
_TO = r"(?:\s*(?:-|–|—|−|\.\.\.?|…)\s*|\s+(?:до|to)\s+)"
_PER_CENT = r"(?:%|процент\w*|проц\b\.?|per\s?cents?\b|pct\b)"
_SHARE = re.compile(rf"({_NUMBER})(?:\s*%)?(?:{_TO}({_NUMBER}))?\s*{_PER_CENT}", re.IGNORECASE)
_SCALE = (
    r"(?:млрд|миллиард\w*|bn|billions?|b|млн|миллион\w*|mln|mio|millions?|mn|m|м|кк|kk|"
    r"тыс|тысяч\w*|thousands?|k|к)(?!\w)\.?"
)
_SIGN = (
    r"(?:₽|р(?:уб(?:л\w*)?)?(?!\w)\.?|[$€£¥₸₴₺₹₩₾֏₼₪]|(?!and|our|out|the|per|all|are)[A-Za-z]{3}(?!\w)|евро(?!\w)|"
    r"тг(?!\w)\.?|грн(?!\w)\.?)"
)
_AMOUNT = rf"(?:[$€£¥₸]\s*)?{_NUMBER}(?:\s*{_SCALE})?(?:\s*{_SIGN})?"
_RANGE = rf"(?:(?:от|from|between)\s+)?({_AMOUNT})(?:(?:{_TO}|\s+and\s+)({_AMOUNT}))?"
_OURS = re.compile(
    rf"(?:из\s+них\s+|of\s+(?:it|which|them)\s+)?(?<!\w)(?:мы|наш\w*(?:\s+(?:часть|доля))?|у\s+нас|us|we|ours?(?:\s+(?:part|share))?)"
    rf"\s*[:=]?\s*{_RANGE}",
    re.IGNORECASE,
)
_OF = re.compile(rf"{_RANGE}\s+(?:из|of|out\s+of)\s+{_RANGE}", re.IGNORECASE)
_TOTAL = re.compile(_RANGE, re.IGNORECASE)
_SCALED = re.compile(_SCALE, re.IGNORECASE)
# Words and marks around the numbers that add nothing.
_FILLER = re.compile(
    r"[~≈,;:/()+*]|\s[-–—]\s|\b(?:около|примерно|приблизительно|порядка|где-то|about|around|approx|circa|ca|wallet|total|"
    r"кошел[её]к|круг|circle|вс[её]|всего|итого|объ[её]м|наша|нашей|наши|our|us|we|мы|доля|share|part|часть|is|это|в|год|"
    r"per|a|year)\b\.?",
    re.IGNORECASE,
)
_PLAIN_SCALES = (
    (re.compile(r"(?:миллиард\w*|billions?)", re.IGNORECASE), "млрд"),
    (re.compile(r"(?:миллион\w*|mln|mio|millions?|mn|кк|kk|м(?=\W|$))", re.IGNORECASE), "млн"),
    (re.compile(r"(?:тысяч\w*|thousands?)", re.IGNORECASE), "тыс"),
)


def example() -> str:
    """A line that shows how one is written."""
    return _("40-45 M 30%")


class WalletLine(NamedTuple):
    """What a line says: the total, and our part as a share (0…1) or as an amount. Amounts in major units."""

    total: Range | None = None
    share: Range | None = None
    ours: Range | None = None

    def amounts(self, known_total: Decimal | None = None) -> dict[str, Range]:
        """Amounts by supplier (WHOLE, US); a share without a total here is of `known_total`. Raises InvalidValue."""
        found: dict[str, Range] = {}
        total = known_total
        if self.total is not None:
            found[WHOLE] = self.total
            total = middle(self.total)
        if self.share is not None:
            if total is None:
                reason = _("there is no total yet that this would be a share of")
                raise InvalidValue("line", _percent(self.share), reason=reason, expected=example())
            low, high = self.share
            found[US] = _cents(total * low), None if high is None else _cents(total * high)
        if self.ours is not None:
            found[US] = self.ours
        return found

    def words(self) -> str:
        """How the line is understood, for people."""
        said = []
        if self.total is not None:
            said.append(_("wallet {amount}").format(amount=_amount_words(self.total)))
        if self.share is not None:
            text = _("our share {share}").format(share=_percent(self.share))
            if self.total is not None:
                text += f" = {_amount_words(self.amounts()[US])}"
            said.append(text)
        if self.ours is not None:
            said.append(_("our part {amount}").format(amount=_amount_words(self.ours)))
        return "; ".join(said)


def middle(amounts: Range) -> Decimal:
    """What counts of a range: its middle."""
    low, high = amounts
    return low if high is None else (low + high) / 2


def parse_wallet_line(text: str, currency: str = "RUB") -> WalletLine:
    """What a line says of a wallet. Raises InvalidValue for what it does not understand, with an example.

    A share over 100 %, a range upside down and a negative number are refused; so is `40` alone, which may be
    thousands or millions.
    """
    line = " ".join(text.split())
    if not line:
        raise InvalidValue("line", text, reason=_("is needed"), expected=example())
    if re.match(r"[~≈\s]*[-−–]\s*\d", line) or re.search(r"(?<=[\s:=])[-−]\d[^%]*$", line.split("%")[0]):
        raise InvalidValue("line", text, reason=_("there is no negative wallet"), expected=example())
    share, rest = None, line
    if found := _SHARE.search(rest):
        share = _share(found, text)
        rest = rest[: found.start()] + " ; " + rest[found.end() :]
    ours = total = None
    if found := _OF.search(rest):
        scale = _scale_of(found[3]) or _scale_of(found[4] or "")
        ours, total = _range(found[1], found[2], currency, text, scale), _range(found[3], found[4], currency, text)
        rest = rest[: found.start()] + " ; " + rest[found.end() :]
    elif found := _OURS.search(rest):
        ours = _range(found[1], found[2], currency, text)
        rest = rest[: found.start()] + " ; " + rest[found.end() :]
    if total is None and (found := _TOTAL.search(rest)):
        total = _range(found[1], found[2], currency, text)
        rest = rest[: found.start()] + " ; " + rest[found.end() :]
    lost = " ".join(_FILLER.sub(" ", f" {rest} ").split()).strip(" .-–—")
    if lost or (total is None and share is None and ours is None):
        reason = _("“{text}” is not understood").format(text=lost or line)
        raise InvalidValue("line", text, reason=reason, expected=example())
    if share is not None and ours is not None:
        reason = _("our part is there twice, as a share and as an amount; keep one")
        raise InvalidValue("line", text, reason=reason, expected=example())
    if total is not None and ours is not None and middle(ours) > middle(total):
        reason = _("our part of {ours} is more than the total of {total}")
        raise InvalidValue(
            "line", text, reason=reason.format(ours=_amount_words(ours), total=_amount_words(total)), expected=example()
        )
    return WalletLine(total, share, ours)


def parse_amount(field: str, text: str, currency: str = "RUB") -> Range:
    """One amount or range as people write it, `40-45 млн`. Raises InvalidValue."""
    body = " ".join(text.split()).lstrip("~≈ ")
    found = _TOTAL.fullmatch(body)
    if found is None:
        amount = parse_number(body, currency=currency, field=field, scaled=True)
        if amount < 0:
            raise InvalidValue(field, text, reason=_("there is no negative wallet"))
        return amount, None
    return _range(found[1], found[2], currency, text, field=field, whole=True)


def power_of(title: str) -> int:
    """The power of ten that a title gives to the numbers below it: 6 for `Сумма, млн руб.`, 0 for `Amount`."""
    found = re.search(rf"(?<=\W)(?:{_SCALE})", title, re.IGNORECASE)
    return 0 if found is None else int(parse_number(_plain(f"1 {found[0]}"), scaled=True).log10())


def _share(found: re.Match[str], text: str) -> Range:
    low = parse_number(found[1], field="line") / 100
    high = parse_number(found[2], field="line") / 100 if found[2] else None
    if max(low, high or low) > 1:
        reason = _("a share is no more than 100 %")
        raise InvalidValue("line", text, reason=reason, expected=example())
    return _in_order(low, high, "line", text)


def _range(
    low: str, high: str | None, currency: str, text: str, scale: str = "", *, field: str = "line", whole: bool = False
) -> Range:
    """A range from its ends; in `40-45 млн` the word belongs to both. `scale` is that of the other number of a line."""
    shared = (_scale_of(high) if high else "") or scale
    first = _amount(low, shared, currency, field, text, whole)
    return _in_order(first, _amount(high, scale, currency, field, text, whole) if high else None, field, text)


def _in_order(low: Decimal, high: Decimal | None, field: str, text: str) -> Range:
    if high is not None and high < low:
        reason = _("the range is upside down: the smaller end goes first")
        raise InvalidValue(field, text, reason=reason, expected=example() if field == "line" else _("40-45 M"))
    return low, None if high == low else high


def _scale_of(amount: str) -> str:
    found = _SCALED.search(amount)
    return found[0] if found else ""


def _amount(said: str, scale: str, currency: str, field: str, text: str, whole: bool) -> Decimal:
    own = _scale_of(said)
    plain = _plain(said if own else f"{said} {scale}")
    # `40,000` in full is forty thousand to who reads English, forty and nothing to nobody.
    hint = None if own or scale else "," if language() == "ru" else "."
    value = parse_number(plain, currency=currency, decimal=hint, field=field, scaled=True)
    if not whole and not (own or scale) and 0 < value < 1000:
        reason = _("“{number}”: thousand or million? write {number} K, {number} M, or the amount in full")
        raise InvalidValue(field, text, reason=reason.format(number=said.strip()), expected=example())
    return _cents(value)


def _plain(amount: str) -> str:
    """The amount with its scale in a word that every number may have."""
    for pattern, word in _PLAIN_SCALES:
        amount = pattern.sub(word, amount)
    return re.sub(r"(?<=[^\W\d])\.(?=\w)", ". ", amount)  # `40 млн.руб.`


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _amount_words(amounts: Range) -> str:
    ends = [format_amount(end, language(), short=True) for end in amounts if end is not None]
    return "–".join(ends)


def _percent(share: Range) -> str:
    ends = [f"{(end * 100).normalize() + 0:f}" for end in share if end is not None]
    text = "–".join(ends)
    return f"{text.replace('.', ',') if language() == 'ru' else text} %"
