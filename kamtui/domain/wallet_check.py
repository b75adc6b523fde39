"""What an estimate of a wallet cannot be: refused with the reason and the way out.

Rules: section "ADP" of docs/method.md. Parts are never more than their whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kamtui.domain.money import from_minor, to_minor
from kamtui.domain.text import search_key
from kamtui.domain.today import date_words
from kamtui.domain.wallet import US, WHOLE, Estimate, SupplierPart
from kamtui.domain.wallet_rules import NOTHING, Key, Orders, key_of, latest, money_words, year_wallet
from kamtui.errors import InvalidValue
from kamtui.i18n import _, pgettext

_NAMED = 5  # parts that a refusal lists, the largest ones


def sound(estimate: Estimate, today: date) -> Estimate:
    """The estimate in whole minor units, without a range that is none.

    Raises InvalidValue for a negative amount, a range upside down, a day that has not come.
    """
    if not estimate.amount.is_finite() or estimate.amount < 0:
        raise InvalidValue("amount", estimate.amount, expected="≥ 0")
    high = estimate.high
    if high is not None and (not high.is_finite() or high < estimate.amount):
        reason = _("the range is upside down: the smaller end goes first")
        raise InvalidValue("high", high, reason=reason, expected=f"≥ {estimate.amount}")
    if estimate.on > today:
        reason = _("{date} has not come yet: an estimate is of the day it was made").format(
            date=date_words(estimate.on)
        )
        raise InvalidValue("on", estimate.on, reason=reason, expected=f"≤ {today}")
    ends = [None if end is None else from_minor(to_minor(end)) for end in (estimate.amount, high)]
    amount = ends[0] or NOTHING
    return replace(estimate, amount=amount, high=None if ends[1] == amount else ends[1])


def check(estimates: Sequence[Estimate], added: Sequence[Estimate], orders: Orders | None) -> None:
    """Refuse estimates that make parts larger than their whole; raises InvalidValue with the way out.

    `estimates` are the others of the same account and year, newest first. One that a later estimate has replaced
    already may say anything: it does not count.
    """
    current = latest([*added, *estimates])
    for one in added:
        if current[key_of(one)] is one:
            fault = misfit(current, orders, key_of(one))
            if fault:
                raise InvalidValue("amount", one.value, reason=fault)


def misfit(current: Mapping[Key, Estimate], orders: Orders | None, about: Key) -> str:
    """Why the estimate `about` makes parts larger than their whole, in words with the way out; "" when it does not."""
    category, supplier = about
    whole = current.get((category, WHOLE))
    if category and whole is not None:
        wallet = year_wallet(0, list(current.values()), orders)
        view = next(one for one in wallet.categories if search_key(one.category or "") == category)
        fault = _too_much(whole, view.parts, supplier, view.category or "")
        if fault:
            return fault
    if category and supplier not in (WHOLE, US) and whole is not None:
        return ""  # within the total of its category
    top = current.get(("", WHOLE))
    if top is None:
        return ""
    wallet = year_wallet(0, list(current.values()), orders)
    fault = _too_much(top, wallet.parts, supplier, "")
    if fault:
        return fault
    # What the total was raised to for its parts: the categories, as the suppliers have been looked at.
    if wallet.total is None or wallet.total <= top.value:
        return ""
    text = _("the categories together make {parts}, more than the total of {total}; {way_out}")
    return text.format(
        parts=money_words(wallet.total),
        total=money_words(top.value),
        way_out=_way_out(supplier == WHOLE and not category),
    )


def _too_much(whole: Estimate, parts: Sequence[SupplierPart], supplier: str, category: str) -> str:
    named = sum((part.amount for part in parts), NOTHING)
    if named <= whole.value:
        return ""
    ours = next((part for part in parts if part.supplier == US), None)
    where = f"{category}: " if category else ""
    way_out = _way_out(supplier == WHOLE)
    if ours is not None and ours.amount > whole.value:
        text = _("{where}our part of {ours} ({source}) is more than the total of {total}; {way_out}")
        source = ours.source or (date_words(ours.on) if ours.on else "–")
        return text.format(
            where=where, ours=money_words(ours.amount), source=source, total=money_words(whole.value), way_out=way_out
        )
    us = pgettext("favours", "us")
    names = ", ".join(f"{us if p.supplier == US else p.supplier} {money_words(p.amount)}" for p in parts[:_NAMED])
    names += ", …" if len(parts) > _NAMED else ""
    text = _("{where}the parts ({names}) make {parts}, more than the total of {total}; {way_out}")
    return text.format(
        where=where, names=names, parts=money_words(named), total=money_words(whole.value), way_out=way_out
    )


def _way_out(total_is_new: bool) -> str:
    if total_is_new:
        return _("give a larger total, or estimate the parts anew first")
    return _("give less, or raise the total first")
