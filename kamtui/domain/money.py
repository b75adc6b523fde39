"""Money: minor units, numbers as people and spreadsheets write them, amounts and shares as people read them.

Rules: section "LTV and money" of docs/method.md.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from kamtui.errors import InvalidValue
from kamtui.i18n import _

NBSP = "\u00a0"
DASH = "–"
_LIMIT = 2**63 - 1

_DIGITS = frozenset("0123456789")
_LIKE_ASCII = {
    **{ord(blank): " " for blank in "\u00a0\u2002\u2003\u2005\u2006\u2007\u2009\u202f"},
    **{ord(mark): "'" for mark in "’`´ʼ"},
    **{ord(minus): "-" for minus in "−–"},
}
_SIGNS: dict[str, tuple[str, ...]] = {
    "₽": ("RUB",),
    "руб": ("RUB", "BYN"),
    "рублей": ("RUB", "BYN"),
    "рубля": ("RUB", "BYN"),
    "рубль": ("RUB", "BYN"),
    "р": ("RUB", "BYN"),
    "rur": ("RUB",),
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"),
    "us$": ("USD",),
    "€": ("EUR",),
    "евро": ("EUR",),
    "£": ("GBP",),
    "¥": ("JPY", "CNY"),
    "₸": ("KZT",),
    "тг": ("KZT",),
    "тнг": ("KZT",),
    "₴": ("UAH",),
    "грн": ("UAH",),
    "₺": ("TRY",),
    "₹": ("INR",),
    "₩": ("KRW",),
    "₾": ("GEL",),
    "֏": ("AMD",),
    "₼": ("AZN",),
    "₪": ("ILS",),
    "zł": ("PLN",),
    "kč": ("CZK",),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
}
_SCALES: dict[str, int] = {"тыс": 3, "k": 3, "к": 3, "млн": 6, "m": 6, "млрд": 9, "bn": 9, "b": 9}
_UNITS: dict[str, tuple[tuple[int, str], ...]] = {
    "ru": ((9, "млрд"), (6, "млн"), (3, "тыс.")),
    "en": ((9, "B"), (6, "M"), (3, "K")),
}

_MOST = Decimal(10) ** 18  # what is larger can be neither kept nor written out


def to_minor(amount: Decimal, minor: int = 2) -> int:
    """`amount` in minor units (10**-minor), half a unit rounded away from zero. InvalidValue beyond 64 bits."""
    value = (
        int(amount.scaleb(minor).quantize(Decimal(1), rounding=ROUND_HALF_UP)) if abs(amount) < 10**18 else _LIMIT + 1
    )
    if abs(value) > _LIMIT:
        raise InvalidValue("amount", amount, reason=_("the amount is too large"))
    return value


def from_minor(value: int, minor: int = 2) -> Decimal:
    """The amount of `value` minor units, exactly."""
    return Decimal(value).scaleb(-minor)


def parse_number(
    text: str, *, currency: str = "RUB", decimal: str | None = None, field: str = "amount", scaled: bool = False
) -> Decimal:
    """The number in `text`: `1 234,56 ₽`, `1,234.56`, `1.234,56`, `(1 234)` for −1234; with `scaled` also `4,2 млн`.

    Of two different separators the last is the decimal one; one that repeats groups thousands. A single one is the
    decimal separator, unless the hint `decimal` ("." or ",") names the other and it stands before exactly three
    digits: `1,234` is 1.234, with the hint "." it is 1234. Raises InvalidValue for anything else and for the sign of
    a currency other than `currency`.
    """
    body = text.strip().translate(_LIKE_ASCII).strip()
    negative = body.startswith("(") and body.endswith(")")
    if negative:
        body = body[1:-1].strip()
    before, digits, after = _parts(body)
    if not digits:
        raise _unreadable(field, text)
    minuses = before.count("-") + after.count("-") + negative
    words = [*before.replace("-", " ").replace("+", " ", 1).split(), *after.replace("-", " ").split()]
    power = 0
    for word in words:
        scale = _SCALES.get(word.rstrip(".").lower()) if scaled else None
        if scale is not None and not power:
            power = scale
        else:
            _check_currency(word, currency, field, text)
    value = _value(digits, decimal)
    if value is None or minuses > 1:
        raise _unreadable(field, text)
    value = value.scaleb(power)
    if value >= _MOST:
        raise InvalidValue(field, text, reason=_("the amount is too large"))
    return -value if minuses else value


def _parts(body: str) -> tuple[str, str, str]:
    """`body` cut into what stands before the number, the digits with their separators, and what follows."""
    start = next((at for at, char in enumerate(body) if char in _DIGITS), len(body))
    # A leading point belongs to the number, unless it ends a word: `.5`, but `руб.100`.
    if start and body[start - 1] in ".," and not (start > 1 and body[start - 2].isalpha()):
        start -= 1
    end = start
    while end < len(body) and body[end] in "0123456789.,' ":
        end += 1
    return body[:start], body[start:end].strip(), body[end:]


def _unreadable(field: str, text: str) -> InvalidValue:
    return InvalidValue(field, text, expected=_("a number, for example 1234.56"))


def _check_currency(word: str, currency: str, field: str, text: str) -> None:
    """Pass when `word` is a way to write `currency`; else InvalidValue saying which fault it is."""
    bare = word.rstrip(".").lower()
    codes = _SIGNS.get(bare)
    if codes is None and len(word) == 3 and word.isascii() and word.isalpha():
        codes = (word.upper(),)
    if codes is None:
        raise _unreadable(field, text)
    if currency.upper() not in codes:
        reason = _("“{value}” is in another currency than the workspace ({currency})")
        raise InvalidValue(field, text, reason=reason.format(value=text.strip(), currency=currency))


def _value(body: str, hint: str | None) -> Decimal | None:
    """The value of digits with `.`, `,`, blank and apostrophe between them; None when they group wrongly."""
    dots, commas = body.count("."), body.count(",")
    point = ""
    if dots and commas:
        point = "." if body.rindex(".") > body.rindex(",") else ","
    elif dots + commas == 1:
        point = "." if dots else ","
        head, tail = body.split(point)
        other = hint in (".", ",") and hint != point
        if other and len(tail) == 3 and tail.isdigit() and len(head) <= 3 and head.isdigit() and head[0] != "0":
            point = ""
    whole, fraction = body.rsplit(point, 1) if point else (body, "")
    if point and (point in whole or not fraction.isdigit()):
        return None
    separators = {char for char in whole if char not in _DIGITS}
    groups = [whole]
    for separator in separators:
        groups = whole.split(separator)
    if len(separators) > 1 or (len(groups) > 1 and not _grouped(groups)):
        return None
    if not whole and not fraction:
        return None
    return Decimal(f"{''.join(groups) or '0'}.{fraction}" if fraction else "".join(groups))


def _grouped(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


def format_amount(amount: Decimal | None, language: str, short: bool = False) -> str:
    """An amount to read: `1 234,56` (ru, groups by no-break blanks) or `1,234.56`; unknown is a dash.

    `short` keeps two or three digits and a word: `4,2 млн`, `4.2 M`, `83,1 тыс.`, `640`.
    """
    if amount is None:
        return DASH
    if not short:
        return _grouped_text(amount, 2, language)
    units = _UNITS.get(language, _UNITS["en"])
    for power, unit in units:
        scaled = amount.scaleb(-power)
        # 999.96 K would be written 1000.0 K: it belongs to the next unit.
        if abs(scaled) >= Decimal("0.9995"):
            places = 1 if abs(scaled) < Decimal("99.95") else 0
            return f"{_grouped_text(scaled, places, language)} {unit}"
    return _grouped_text(amount, 0, language)


def _grouped_text(amount: Decimal, places: int, language: str) -> str:
    rounded = amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{rounded + 0:,.{places}f}"
    return text.replace(",", NBSP).replace(".", ",") if language == "ru" else text


def format_whole(amount: Decimal | None, language: str) -> str:
    """An amount to read in whole units of the currency: `1 234 567` (ru) or `1,234,567`; unknown is a dash."""
    return DASH if amount is None else _grouped_text(amount, 0, language)


def format_share(share: float | None) -> str:
    """A share 0…1 as whole per cent: `62 %`; unknown is a dash."""
    if share is None:
        return DASH
    return f"{(Decimal(repr(share)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP) + 0} %"
