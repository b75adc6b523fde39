"""What can be known of order lines while they stream by, so that it need not be asked of a million rows afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat

# Sums of one account on one day: revenue, margin, revenue whose margin is known, whether anything was bought.
Sums = list[int]
_KEPT = 25_000


class Tally:
    """Watches lines for two things: sums per account and day, and whether the file comes in the order of its orders.

    Order numbers that never fall (shorter ones first, then by character) cannot come back later: then `in_order` stays
    true, `unique` says that no order and line number came twice, and `split` are the accounts of orders that spread
    over several days.
    """

    def __init__(self) -> None:
        self.in_order = self.unique = True
        self.split: set[int] = set()
        self._sums: dict[tuple[int, str], Sums] = {}
        self._places: dict[str, int] = {}
        self._last = self._last_placed = (0, "")
        self._last_lines: set[int | None] = set()
        self._last_day = ""

    def add(
        self,
        accounts: Sequence[int],
        orders: Sequence[str],
        lines: Sequence[int | None],
        days: Sequence[str],
        amounts: Sequence[int],
        margins: Sequence[int | None] | None,
    ) -> None:
        """Take note of some lines, one item of each column per line."""
        sums = self._sums
        for key, amount, margin in zip(zip(accounts, days, strict=True), amounts, margins or repeat(None)):  # noqa: B905
            found = sums.get(key)
            if found is None:
                found = sums[key] = [0, 0, 0, 0]
            found[0] += amount
            if margin is not None:
                found[1] += margin
                found[2] += amount
            if amount > 0:
                found[3] = 1
        if self.in_order:
            self._watch_order(accounts, orders, lines, days)

    def places(self, orders: Sequence[str]) -> list[int]:
        """The place of each line within its order; right as long as the file is in order."""
        # Rows that were rejected count too, so their order numbers must not come back either.
        numbers = [order for order in orders if order]
        if numbers and self.in_order:
            low, high = _ends(numbers)
            self.in_order = low >= self._last_placed
            self._last_placed = high
        counted, found = self._places, []
        for order in orders:
            place = counted[order] = counted.get(order, 0) + 1
            found.append(place)
        # Orders that are not among these do not come back.
        self._places = {order: counted[order] for order in set(orders)}
        return found

    def _watch_order(
        self, accounts: Sequence[int], orders: Sequence[str], lines: Sequence[int | None], days: Sequence[str]
    ) -> None:
        low, high = _ends(orders)
        if low < self._last:
            self.in_order = False
            return
        keyed = set(zip(orders, lines, strict=True))
        dated = set(zip(orders, days, strict=True))
        unique = len(keyed) == len(orders)
        if low == self._last:
            unique = unique and not any((low[1], line) in keyed for line in self._last_lines)
            dated.add((low[1], self._last_day))
        self.unique = self.unique and unique
        if len(dated) > len(set(orders)):
            seen: set[str] = set()
            twice = {order for order, _day in dated if order in seen or seen.add(order)}  # type: ignore[func-returns-value]
            self.split.update(account for account, order in zip(accounts, orders, strict=True) if order in twice)
        if high != self._last:
            self._last_lines.clear()
        self._last = high
        self._last_lines.update(line for order, line in zip(orders, lines, strict=True) if order == high[1])
        self._last_day = next(day for order, day in dated if order == high[1])

    def take_days(self, *, all_of_them: bool) -> Iterable[tuple[int, str, int, int, int, int]]:
        """Sums of (account, day) to store, when there are many or all are wanted; parts of one day may come apart."""
        if not all_of_them and len(self._sums) < _KEPT:
            return ()
        taken, self._sums = self._sums, {}
        return [(account, day, *sums) for (account, day), sums in taken.items()]  # type: ignore[misc]


def _ends(orders: Sequence[str]) -> tuple[tuple[int, str], tuple[int, str]]:
    """The lowest and the highest of some order numbers: shorter ones first, then by character."""
    widths = set(map(len, orders))
    if len(widths) == 1:
        width = widths.pop()
        return (width, min(orders)), (width, max(orders))
    keys = list(zip(map(len, orders), orders, strict=True))
    return min(keys), max(keys)
