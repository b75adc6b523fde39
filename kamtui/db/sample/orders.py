"""Order lines of the sample: three years, made by a small generator that every run repeats."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from kamtui.db.sample.days import workday
from kamtui.db.sample.goods import GOODS, Product
from kamtui.db.sample.story import Trade

_INFLATION = 0.05
_YEAR = 365
_LINES_MIN, _LINES_MORE = 4, 6
_RETURN_RATE, _SPLIT_RATE, _VIA_RATE, _NO_COST_RATE = 0.012, 0.04, 0.3, 0.02


class Line(NamedTuple):
    """`order` counts the orders of the account; `amount` and `margin` kopecks, `quantity` and `price` millionths."""

    order: int
    number: int
    day: date
    unit: int
    category: str
    product: Product
    quantity: int
    price: int
    amount: int
    margin: int | None
    via: bool
    returned: bool


def lines(trade: Trade, today: date, seed: int) -> Iterator[Line]:
    """All order lines of one account up to `today`, in the order of days."""
    luck = random.Random(seed)
    found: list[Line] = []
    for order, day in enumerate(_days(trade, today, luck), 1):
        found += _order(trade, order, day, today, luck)
    yield from sorted(found, key=lambda line: (line.day, line.order, line.number))


def _days(trade: Trade, today: date, luck: random.Random) -> list[date]:
    """Days of orders, oldest first, counted back from the last one."""
    ago, found = float(trade.last), []
    while ago < trade.begun:
        found.append(workday(today - timedelta(days=round(ago))))
        rare = 1.6 if trade.fall and ago < trade.fall[0] else 1.0
        ago += trade.gap * rare * (0.5 + luck.random())
    return sorted(set(found))


def _order(trade: Trade, order: int, day: date, today: date, luck: random.Random) -> list[Line]:
    ago = (today - day).days
    value = trade.revenue * trade.gap / _YEAR * (1 + trade.growth) ** (0.5 - ago / _YEAR)
    value *= 0.82 + 0.36 * luck.random()
    swing, top = trade.season
    value *= 1 + swing * math.cos((day.month + day.day / 31 - top - 0.5) * math.pi / 6)
    if trade.fall and ago < trade.fall[0]:
        value *= trade.fall[1] * 1.6
    chosen = _products(trade, luck)
    shares = [0.4 + luck.random() for _product in chosen]
    unit = 1 + int(trade.units * luck.random() ** 1.6)
    via = bool(trade.via) and luck.random() < _VIA_RATE
    late = timedelta(days=3 + int(3 * luck.random())) if luck.random() < _SPLIT_RATE and ago > 10 else None
    found = []
    for number, ((category, product), share) in enumerate(zip(chosen, shares, strict=True), 1):
        amount = value * share / sum(shares)
        shipped = workday(day + late) if late and number == len(chosen) else day
        found.append(_line(trade, order, number, shipped, unit, category, product, amount, ago, via, luck))
    if luck.random() < _RETURN_RATE * len(found) and ago > 20:
        found.append(_returned(found[0], len(found) + 1, luck))
    return found


def _products(trade: Trade, luck: random.Random) -> list[tuple[str, Product]]:
    """Different products, categories by their weight; dear equipment comes one at a time."""
    found: list[tuple[str, Product]] = []
    for _try in range(_LINES_MIN + int(_LINES_MORE * luck.random())):
        category = _weighted(trade, luck)
        goods = GOODS[category]
        product = goods[int(len(goods) * luck.random() ** 1.3)]
        if (category, product) not in found and not (category == "dosing" and any(c == "dosing" for c, _p in found)):
            found.append((category, product))
    return found


def _weighted(trade: Trade, luck: random.Random) -> str:
    at = luck.random() * sum(trade.mix.values())
    for category, weight in trade.mix.items():
        at -= weight
        if at <= 0:
            return category
    return next(iter(trade.mix))


def _line(
    trade: Trade,
    order: int,
    number: int,
    day: date,
    unit: int,
    category: str,
    product: Product,
    amount: float,
    ago: int,
    via: bool,
    luck: random.Random,
) -> Line:
    price = round(product.price * (1 - _INFLATION) ** (ago // 180 / 2) * (0.985 + 0.03 * luck.random()), 2)
    packs = 1 if category == "dosing" else max(1, round(amount / (price * product.pack)))
    quantity = packs * product.pack
    total = _kopecks(Decimal(str(price)) * quantity)
    rate = product.margin - trade.discount + 0.03 * (luck.random() - 0.5)
    known = luck.random() >= _NO_COST_RATE
    margin = _kopecks(Decimal(total).scaleb(-2) * Decimal(str(round(rate, 4)))) if known else None
    return Line(
        order, number, day, unit, category, product, quantity * 10**6, round(price * 10**6), total, margin, via, False
    )


def _returned(line: Line, number: int, luck: random.Random) -> Line:
    """One or two packs of a line taken back two weeks later."""
    packs = min(1 + int(2 * luck.random()), line.quantity // (line.product.pack * 10**6))
    quantity = packs * line.product.pack
    total = _kopecks(Decimal(line.price).scaleb(-6) * quantity)
    margin = None if line.margin is None else line.margin * total // line.amount
    return line._replace(
        number=number,
        day=workday(line.day + timedelta(days=14)),
        quantity=-quantity * 10**6,
        amount=-total,
        margin=None if margin is None else -margin,
        returned=True,
    )


def _kopecks(amount: Decimal) -> int:
    return int(amount.scaleb(2).quantize(Decimal(1), ROUND_HALF_UP))
