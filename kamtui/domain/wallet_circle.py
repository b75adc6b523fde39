"""The two questions of a plan: will the circle grow, will our share grow. Rules: section "ADP" of docs/method.md.

ΔR = ΔW·s₀ + W₀·Δs + ΔW·Δs: the circle, our share, and both together. The arithmetic is exact; what is shown is rounded
to minor units, and the parts still add up to the whole.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

from kamtui.domain.explained import Explained, Part
from kamtui.domain.money import format_amount
from kamtui.domain.settings import MethodSettings
from kamtui.domain.today import date_words
from kamtui.domain.wallet import Circle, YearWallet
from kamtui.domain.words import Verdict
from kamtui.i18n import _, language

Number = Decimal | Fraction


class Growth(NamedTuple):
    """ΔR and its parts, in major units with two decimals; `delta` is exactly their sum."""

    delta: Decimal
    circle: Decimal
    share: Decimal
    both: Decimal


def decompose(w0: Number, s0: Number, w1: Number, s1: Number) -> Growth:
    """The change of our part from share `s0` of wallet `w0` to share `s1` of `w1`; shares are 0…1.

    What rounding leaves over goes to the part of both.
    """
    before, after, share, next_share = (Fraction(value) for value in (w0, w1, s0, s1))
    delta = _rounded(after * next_share - before * share)
    circle = _rounded((after - before) * share)
    won = _rounded(before * (next_share - share))
    return Growth(delta, circle, won, delta - circle - won)


def judge(w0: Number, s0: Number, w1: Number, s1: Number, settings: MethodSettings) -> Verdict:
    """Which of the nine verdicts; a change that is no more than its setting is flat. `w0` is more than 0."""
    before, after, share, next_share = (Fraction(value) for value in (w0, w1, s0, s1))
    circle = _direction(after - before, Fraction(str(settings.flat_wallet)) * before)
    won = _direction(next_share - share, Fraction(str(settings.flat_share)))
    return Verdict(f"{circle}_{won}")


def circle(now: YearWallet, after: YearWallet, settings: MethodSettings) -> Circle:
    """Both years, the verdict and the change of our part, with every number that made them."""
    lacking = [text for wallet in (now, after) if (text := _lack(wallet))]
    if lacking or now.total is None or after.total is None or now.ours is None or after.ours is None:
        return Circle(now, after, why=Explained(None, (*_year_parts(now), *_year_parts(after)), "; ".join(lacking)))
    w0, w1 = Fraction(now.total), Fraction(after.total)
    s0, s1 = Fraction(now.ours) / w0, Fraction(after.ours) / w1
    growth = decompose(w0, s0, w1, s1)
    verdict = judge(w0, s0, w1, s1, settings)
    change, points = (w1 - w0) / w0, s1 - s0
    parts = (
        *_year_parts(now),
        *_year_parts(after),
        Part(
            _("Change of the wallet"),
            after.total - now.total,
            _("{change} %; flat within ±{limit} %").format(
                change=_signed(change * 100), limit=_plain(Fraction(str(settings.flat_wallet)) * 100)
            ),
        ),
        Part(
            _("Change of our share, points"),
            _signed(points * 100),
            _("flat within ±{limit}").format(limit=_plain(Fraction(str(settings.flat_share)) * 100)),
        ),
        Part(_("From the circle, ΔW·s₀"), growth.circle, _term(after.total - now.total, s0)),
        Part(_("From our share, W₀·Δs"), growth.share, _term(now.total, points)),
        Part(_("From both, ΔW·Δs"), growth.both, _term(after.total - now.total, points)),
        Part(_("Change of our part, ΔR"), growth.delta, _("the three together")),
    )
    rule = "ΔR = ΔW·s₀ + W₀·Δs + ΔW·Δs"
    return Circle(now, after, verdict, *growth, Explained(verdict, parts, rule))


def explained_share(wallet: YearWallet) -> Explained[float]:
    """Our share of the wallet of a year, with what it is made of; None where something lacks."""
    return Explained(wallet.share, _year_parts(wallet), _lack(wallet) or _("our part ÷ wallet"))


def _direction(change: Fraction, flat: Fraction) -> str:
    return "flat" if abs(change) <= flat else "up" if change > 0 else "down"


def _rounded(value: Fraction) -> Decimal:
    """Half a minor unit away from zero."""
    cents = abs(value) * 100
    whole = (2 * cents.numerator + cents.denominator) // (2 * cents.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-2)


def _lack(wallet: YearWallet) -> str:
    """What a year must still say before it can be compared."""
    if wallet.total is None:
        return _("the wallet of {year} is not estimated").format(year=wallet.year)
    if wallet.total == 0:
        return _("the wallet of {year} is nothing, so there is no share of it").format(year=wallet.year)
    if wallet.ours is None:
        return _("our part of {year} is not estimated, and there are no orders").format(year=wallet.year)
    return ""


def _year_parts(wallet: YearWallet) -> tuple[Part, ...]:
    """Wallet, our part and share of a year with their sources, and what does not fit together."""
    total = [wallet.source, date_words(wallet.on) if wallet.on else ""]
    if wallet.low is not None and wallet.high is not None:
        ends = (format_amount(end, language(), short=True) for end in (wallet.low, wallet.high))
        total.append(_("the middle of {range}").format(range="–".join(ends)))
    us = next((part for part in wallet.parts if part.supplier == "us"), None)
    ours = [us.source, date_words(us.on) if us.on else "", _("computed") if us.computed else ""] if us else []
    share = None
    if wallet.total and wallet.ours is not None:
        share = f"{_plain(Fraction(wallet.ours) / Fraction(wallet.total) * 100)} %"
    return (
        Part(_("Wallet {year}").format(year=wallet.year), wallet.total, _listed(total)),
        Part(_("Our part {year}").format(year=wallet.year), wallet.ours, _listed(ours)),
        Part(_("Our share {year}").format(year=wallet.year), share, _("our part ÷ wallet")),
        *(Part("!", text) for text in wallet.warnings),
    )


def _listed(words: list[str]) -> str:
    return "; ".join(word for word in words if word)


def _plain(value: Fraction) -> str:
    """At most two decimals, without zeros at the end, in the language's own way."""
    number = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    text = f"{number.normalize() + 0:f}"
    return text.replace(".", ",") if language() == "ru" else text


def _signed(value: Fraction) -> str:
    return f"+{_plain(value)}" if value > 0 else _plain(value)


def _term(amount: Decimal, share: Fraction) -> str:
    return f"{format_amount(amount, language(), short=True)} · {_signed(share * 100)} %"
