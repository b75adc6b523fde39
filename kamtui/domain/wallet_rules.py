"""How estimates of a wallet and our orders make the wallet of a year.

Rules: section "ADP" of docs/method.md. Of the estimates of one category and supplier the latest counts. What is known
of the parts is never more than the whole: a total that says less is raised to them, and a warning says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kamtui.domain.money import format_amount
from kamtui.domain.text import search_key
from kamtui.domain.today import date_words
from kamtui.domain.wallet import US, WHOLE, CategoryWallet, Estimate, SupplierPart, YearWallet
from kamtui.i18n import _, language

# Our orders of a fiscal year by category, in major units; None: those without a category.
Orders = Mapping[str | None, Decimal]
Key = tuple[str, str]

NOTHING = Decimal(0)
_US = frozenset(("us", "we", "ours", "our part", "мы", "наши", "наша часть", "у нас"))
_EVERYBODY = frozenset(("", "all", "everybody", "total", "все", "всего", "итого"))


def supplier_of(text: str) -> str:
    """The supplier meant by a word: US and WHOLE by any of their names, else the name as it is."""
    key = search_key(text)
    return US if key in _US else WHOLE if key in _EVERYBODY else text


def key_of(estimate: Estimate) -> Key:
    """What an estimate is about: category ("" for all) and supplier, as they are compared."""
    return search_key(estimate.category or ""), search_key(estimate.supplier)


def latest(estimates: Iterable[Estimate]) -> dict[Key, Estimate]:
    """Of each category and supplier the estimate that counts: the latest day; of one day the first given (the newest).

    All are of one account and year.
    """
    found: dict[Key, Estimate] = {}
    for estimate in estimates:
        known = found.get(key_of(estimate))
        if known is None or estimate.on > known.on:
            found[key_of(estimate)] = estimate
    return found


def is_divided(estimates: Iterable[Estimate]) -> bool:
    """Whether any of them is of a category; if none is, the sum of our orders is all that a total needs of them."""
    return any(one.category for one in estimates)


class _Category(NamedTuple):
    """A category as far as it is known; `raw` are its orders, `low` and `high` the ends of its total."""

    view: CategoryWallet
    us: Estimate | None
    raw: Decimal | None
    low: Decimal
    high: Decimal
    newest: date | None
    warnings: tuple[str, ...]

    @property
    def counts(self) -> Decimal:
        """What it brings to the wallet of the year: its total, else what we sell."""
        return self.view.ours or NOTHING if self.view.total is None else self.view.total


def year_wallet(
    year: int, estimates: Sequence[Estimate], orders: Orders | None = None, *, so_far: bool = False
) -> YearWallet:
    """The wallet of an account in a year, from its estimates (newest first) and our orders of that year.

    `orders` None: there are none, so that nothing is known from them. `so_far` says that the year is not over.
    """
    current = latest(estimates)
    by_category: dict[str, dict[str, Estimate]] = {}
    names: dict[str, str] = {}
    for (category, supplier), estimate in current.items():
        by_category.setdefault(category, {})[supplier] = estimate
        names.setdefault(category, estimate.category or "")
    all_rows = by_category.pop("", {})
    ordered = {search_key(name): amount for name, amount in (orders or {}).items() if name is not None}
    names |= {search_key(name): name for name in (orders or {}) if name is not None and search_key(name) not in names}
    categories = [
        _category(names[key], by_category.get(key, {}), _ordered(orders, ordered, key), so_far)
        for key in {**by_category, **{key: {} for key, amount in ordered.items() if amount > 0}}
    ]
    categories.sort(key=lambda one: (-one.counts, search_key(one.view.category or "")))
    return _year(year, all_rows, categories, orders, tuple(current.values()), so_far)


def _ordered(orders: Orders | None, ordered: Mapping[str, Decimal], key: str) -> Decimal | None:
    return None if orders is None else ordered.get(key, NOTHING)


def _category(name: str, rows: Mapping[str, Estimate], raw: Decimal | None, so_far: bool) -> _Category:
    us, whole = rows.get(US), rows.get(WHOLE)
    ours = us.value if us else None if raw is None else max(raw, NOTHING)
    others = [one for key, one in rows.items() if key not in (US, WHOLE)]
    named = sum((one.value for one in others), ours or NOTHING)
    total = max(whole.value, named) if whole else named if others else None
    known_on = max((one.on for one in (*others, *((us,) if us else ()))), default=None)
    warnings = []
    if whole and whole.value < named:
        warnings.append(_outdated(name, whole, named, known_on))
    if us and raw is not None and raw > us.value:
        warnings.append(_oversold(name, raw, us))
    parts = [] if ours is None else [_our_part(ours, total, us, so_far)]
    for one in sorted(others, key=lambda one: (-one.value, key_of(one))):
        parts.append(SupplierPart(one.supplier, one.value, _share(one.value, total), False, one.source, one.on))
    view = CategoryWallet(
        category=name,
        total=total,
        ours=ours,
        share=_share(ours, total),
        parts=tuple(parts),
        rest=None if total is None else total - named,
        white=bool(total) and ours == 0,
    )
    if whole:
        low, high = max(whole.amount, named), max(whole.high or whole.amount, named)
    else:
        low = sum((one.amount for one in others), us.amount if us else ours or NOTHING)
        high = sum((one.high or one.amount for one in others), (us.high or us.amount) if us else ours or NOTHING)
    return _Category(view, us, raw, low, high, max((one.on for one in rows.values()), default=None), tuple(warnings))


def _year(
    year: int,
    rows: Mapping[str, Estimate],
    categories: Sequence[_Category],
    orders: Orders | None,
    current: tuple[Estimate, ...],
    so_far: bool,
) -> YearWallet:
    us, whole = rows.get(US), rows.get(WHOLE)
    warnings: list[str] = [text for one in categories for text in one.warnings]
    ours, computed = _ours(us, categories, orders, warnings)
    parts = [] if ours is None else [_our_part(ours, None, us, so_far, computed)]
    parts += _others(rows, categories, warnings)
    named = sum((part.amount for part in parts), NOTHING)
    # Orders of categories that nobody has estimated count together, returns against sales.
    estimated = [one for one in categories if one.newest is not None]
    kinds = {search_key(one.view.category or "") for one in estimated}
    free = [amount for name, amount in (orders or {}).items() if name is None or search_key(name) not in kinds]
    loose = max(sum(free, NOTHING), NOTHING)
    split = sum((one.counts for one in estimated), loose)
    floor = max(named, split)
    divided = any(one.view.total is not None for one in categories)
    low: Decimal | None
    high: Decimal | None
    on: date | None
    if whole:
        total: Decimal | None = max(whole.value, floor)
        low, high = max(whole.amount, floor), max(whole.high or whole.amount, floor)
        source, on = whole.source, whole.on
        if whole.value < floor:
            dates = [one.on for key, one in rows.items() if key != WHOLE]
            dates += [one.newest for one in categories if one.newest]
            warnings.append(_outdated("", whole, floor, max(dates, default=None)))
    elif divided or len(parts) > (ours is not None):
        total = floor
        low, high = sum((one.low for one in estimated), loose), sum((one.high for one in estimated), loose)
        if named > split:
            low = high = floor
        source = _("the categories together") if split >= named else _("the suppliers together")
        on = max((one.on for one in current), default=None)
        warnings += [_unknown(one.view) for one in categories if one.view.total is None and one.view.ours]
    else:
        total, low, high, source, on = None, None, None, "", None
    return YearWallet(
        year=year,
        total=total,
        low=low if low != high else None,
        high=high if low != high else None,
        ours=ours,
        computed=computed,
        share=_share(ours, total),
        categories=tuple(one.view for one in categories),
        parts=tuple(replace(part, share=_share(part.amount, total)) for part in parts),
        estimates=current,
        source=source,
        on=on,
        warnings=tuple(warnings),
        rest=None if total is None else total - named,
    )


def _ours(
    us: Estimate | None, categories: Sequence[_Category], orders: Orders | None, warnings: list[str]
) -> tuple[Decimal | None, bool]:
    """Our part over all categories, and whether orders are in it."""
    estimated = [one.us.value for one in categories if one.us is not None]
    together = sum(estimated, NOTHING)
    if us is not None:
        if together > us.value:
            text = _("our part over all categories, {whole}, is less than in single categories, {parts}")
            warnings.append(text.format(whole=money_words(us.value), parts=money_words(together)))
        ordered = sum((orders or {}).values(), NOTHING)
        if ordered > us.value:
            warnings.append(_oversold("", ordered, us))
        return max(us.value, together), False
    if orders is None:
        return (together, False) if estimated else (None, False)
    # Returns of one category reduce the revenue of the year, as everywhere else.
    silent = {search_key(one.view.category or "") for one in categories if one.us is not None}
    counted = [amount for name, amount in orders.items() if name is None or search_key(name) not in silent]
    return max(together + sum(counted, NOTHING), NOTHING), bool(counted) or not estimated


def _others(rows: Mapping[str, Estimate], categories: Sequence[_Category], warnings: list[str]) -> list[SupplierPart]:
    """The competitors over all categories, the largest first."""
    found: dict[str, SupplierPart] = {}
    for one in categories:
        for part in one.view.parts:
            if part.supplier != US:
                key = search_key(part.supplier)
                known = found.get(key)
                amount = part.amount + (known.amount if known else NOTHING)
                found[key] = SupplierPart(part.supplier, amount, None, False, _("the categories together"), part.on)
    for key, estimate in rows.items():
        if key in (US, WHOLE):
            continue
        known = found.get(key)
        if known is not None and known.amount > estimate.value:
            text = _("{supplier} over all categories, {whole}, is less than in single categories, {parts}")
            warnings.append(
                text.format(
                    supplier=estimate.supplier, whole=money_words(estimate.value), parts=money_words(known.amount)
                )
            )
        else:
            found[key] = SupplierPart(estimate.supplier, estimate.value, None, False, estimate.source, estimate.on)
    return sorted(found.values(), key=lambda part: (-part.amount, search_key(part.supplier)))


def _our_part(
    ours: Decimal, total: Decimal | None, us: Estimate | None, so_far: bool, computed: bool = True
) -> SupplierPart:
    if us is not None:
        return SupplierPart(US, ours, _share(ours, total), False, us.source, us.on)
    source = (_("our orders so far") if so_far else _("our orders of the year")) if computed else ""
    return SupplierPart(US, ours, _share(ours, total), computed, source or _("the categories together"))


def _share(part: Decimal | None, total: Decimal | None) -> float | None:
    return None if part is None or not total else float(part / total)


def money_words(amount: Decimal) -> str:
    """An amount in a sentence."""
    return format_amount(amount, language(), short=True)


def _outdated(category: str, whole: Estimate, parts: Decimal, parts_on: date | None) -> str:
    """Total and parts that do not fit: the older of them is out of date."""
    if parts_on is None or parts_on >= whole.on:
        text = _("{where}the total of {total} ({date}) is less than its known parts, {parts}: the total is out of date")
    else:
        text = _(
            "{where}the total of {total} ({date}) is less than its known parts, {parts}: the parts are out of date"
        )
    where = f"{category}: " if category else ""
    return text.format(where=where, total=money_words(whole.value), date=date_words(whole.on), parts=money_words(parts))


def _oversold(category: str, ordered: Decimal, us: Estimate) -> str:
    where = f"{category}: " if category else ""
    text = _("{where}orders of the year make {orders}, more than our part as estimated, {ours}")
    return text.format(where=where, orders=money_words(ordered), ours=money_words(us.value))


def _unknown(category: CategoryWallet) -> str:
    text = _("{category}: what the client buys of it is not estimated; it counts with what we sell, {ours}")
    return text.format(category=category.category, ours=money_words(category.ours or NOTHING))
