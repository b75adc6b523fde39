"""The wallet of a year: which estimates count, what is ours, totals that are never less than their parts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.wallet import US, WHOLE, CategoryWallet, Estimate, YearWallet
from kamtui.domain.wallet_check import check, sound
from kamtui.domain.wallet_rules import is_divided, latest, supplier_of, year_wallet
from kamtui.errors import InvalidValue

DAY = date(2026, 3, 1)


def say(
    amount: str | int,
    supplier: str = WHOLE,
    category: str | None = None,
    *,
    high: str | None = None,
    on: date = DAY,
    source: str = "",
) -> Estimate:
    return Estimate("", 2026, D(amount), on, D(high) if high else None, category, supplier, source)


def category(wallet: YearWallet, name: str) -> CategoryWallet:
    return next(one for one in wallet.categories if one.category == name)


ESTIMATES = st.lists(
    st.builds(
        lambda category, supplier, cents, width, days: Estimate(
            "",
            2026,
            D(cents) / 100,
            DAY + timedelta(days=days),
            D(cents + width) / 100 if width else None,
            category,
            supplier,
        ),
        st.sampled_from([None, "Cleaners", "Packaging"]),
        st.sampled_from([WHOLE, US, "ChemCo", "Bumtara"]),
        st.integers(0, 10**10),
        st.sampled_from([0, 0, 10, 5000]),
        st.integers(0, 3),
    ),
    max_size=12,
)
ORDERS = st.none() | st.dictionaries(
    st.sampled_from([None, "Cleaners", "Packaging", "Oils"]),
    st.integers(-(10**6), 10**10).map(lambda cents: D(cents) / 100),
    min_size=1,
)


@given(ESTIMATES, ORDERS)
def test_shares_are_shares_and_parts_sum(estimates: list[Estimate], orders: dict[str | None, D] | None) -> None:
    found = year_wallet(2026, estimates, orders)
    levels = [(found.total, found.ours, found.share, found.parts, found.rest)]
    levels += [(one.total, one.ours, one.share, one.parts, one.rest) for one in found.categories]
    for total, ours, share, parts, rest in levels:
        shares = [part.share for part in parts if part.share is not None]
        assert all(0 <= one <= 1 for one in [*shares, share] if one is not None)
        assert sum(shares) <= 1 + 1e-9
        assert (total is None) == (rest is None)
        if total is not None and rest is not None:
            assert rest >= 0
            assert sum((part.amount for part in parts), rest) == total
        assert ours is None or ours == next(part.amount for part in parts if part.supplier == US)
        assert (share is None) == (not total or ours is None)
    if found.low is not None and found.high is not None and found.total is not None:
        assert found.low <= found.total <= found.high
    assert found.total is None or found.total >= sum((one.total or D(0) for one in found.categories), D(0))


@given(ESTIMATES, ORDERS)
def test_undivided_wallet_needs_only_the_sum_of_orders(
    estimates: list[Estimate], orders: dict[str | None, D] | None
) -> None:
    plain = [one for one in estimates if one.category is None]
    assert is_divided(estimates) == (len(plain) < len(estimates))
    lump = None if orders is None else {None: sum(orders.values(), D(0))}
    one, other = year_wallet(2026, plain, orders), year_wallet(2026, plain, lump)
    assert (one.total, one.ours, one.share, one.computed) == (other.total, other.ours, other.share, other.computed)


@given(ESTIMATES, ORDERS)
def test_order_of_different_days_does_not_matter(estimates: list[Estimate], orders: dict[str | None, D] | None) -> None:
    newest_first = sorted(estimates, key=lambda one: one.on, reverse=True)
    one, other = year_wallet(2026, estimates, orders), year_wallet(2026, newest_first, orders)
    assert (one.total, one.ours, one.rest, set(one.parts)) == (other.total, other.ours, other.rest, set(other.parts))


def test_latest_day_counts_then_the_newest() -> None:
    old, new, corrected = say(40), say(45, on=date(2026, 5, 1)), say(44, on=date(2026, 5, 1))
    assert latest([corrected, new, old]) == {("", ""): corrected}
    assert latest([old, new]) == {("", ""): new}
    assert latest([say(1, "ChemCo"), say(2, "CHEMCO", on=date(2026, 1, 1))]).keys() == {("", "chemco")}


def test_range_counts_by_its_middle() -> None:
    found = year_wallet(2026, [say(40, high="45"), say("12.75", US)])
    assert (found.total, found.low, found.high, found.share) == (D("42.5"), D(40), D(45), 0.3)


def test_total_of_a_category_is_said_or_the_sum_of_its_suppliers() -> None:
    rows = [say(10, category="Cleaners"), say(3, US, "Cleaners"), say(4, "ChemCo", "Cleaners"), say(5, "Bum", "Paper")]
    found = year_wallet(2026, rows)
    cleaners, paper = category(found, "Cleaners"), category(found, "Paper")
    assert (cleaners.total, cleaners.ours, cleaners.rest, cleaners.share) == (D(10), D(3), D(3), 0.3)
    assert (paper.total, paper.ours, paper.share, paper.white) == (D(5), None, None, False)
    assert (found.total, found.ours, found.rest) == (D(15), D(3), D(3))
    assert [(part.supplier, part.amount) for part in found.parts] == [(US, D(3)), ("Bum", D(5)), ("ChemCo", D(4))]
    assert found.source == "the categories together"


def test_total_without_categories_is_the_sum_of_suppliers() -> None:
    found = year_wallet(2026, [say(12, US), say(20, "ChemCo"), say(8, "Bum")])
    assert (found.total, found.share, found.rest, found.source) == (D(40), 0.3, D(0), "the suppliers together")


def test_our_part_without_an_estimate_is_the_orders() -> None:
    rows = [say(40), say(10, category="Cleaners"), say(6, category="Paper")]
    found = year_wallet(2026, rows, {"Cleaners": D(4), "Oils": D(3), None: D(1)}, so_far=True)
    assert (found.ours, found.computed, found.share) == (D(8), True, 0.2)
    part = category(found, "Cleaners").parts[0]
    assert (part.amount, part.computed, part.source, part.on) == (D(4), True, "our orders so far", None)
    assert category(found, "Paper").white
    assert (category(found, "Oils").total, category(found, "Oils").ours) == (None, D(3))
    over = year_wallet(2026, rows, {"Cleaners": D(4)})
    assert over.parts[0].source == "our orders of the year"


def test_estimate_of_us_goes_before_orders_category_by_category() -> None:
    found = year_wallet(2026, [say(40), say(9, US, "Cleaners")], {"Cleaners": D(4), "Oils": D(3)})
    assert (found.ours, found.computed) == (D(12), True)
    assert not category(found, "Cleaners").parts[0].computed
    assert year_wallet(2026, [say(40), say(9, US)], {"Cleaners": D(4)}).ours == D(9)


def test_without_orders_and_estimate_our_part_is_not_known() -> None:
    found = year_wallet(2026, [say(40), say(10, "ChemCo", "Cleaners")])
    assert (found.ours, found.share, found.computed, found.parts[0].supplier) == (None, None, False, "ChemCo")
    assert not category(found, "Cleaners").white
    assert year_wallet(2026, []) == YearWallet(2026)


def test_orders_alone_tell_nothing_of_the_wallet() -> None:
    found = year_wallet(2026, [], {"Cleaners": D(4)})
    assert (found.total, found.ours, found.share, found.rest) == (None, D(4), None, None)


def test_returns_do_not_make_a_negative_part() -> None:
    found = year_wallet(2026, [say(40)], {"Cleaners": D(-4), "Oils": D(1)})
    assert (found.ours, found.share) == (D(0), 0.0)


@pytest.mark.parametrize(
    ("estimates", "orders", "warning"),
    [
        ([say(40), say(50, "ChemCo", on=date(2026, 5, 1))], None, "less than its known parts, 50: the total is out of"),
        ([say(40, on=date(2026, 5, 1)), say(50, "ChemCo")], None, "50: the parts are out of date"),
        ([say(40)], {"Oils": D(45)}, "the total is out of date"),
        ([say(10, category="Oils"), say(12, "Shell", "Oils")], None, "Oils: the total of 10 (1 Mar 2026)"),
        ([say(10, US)], {"Oils": D(11)}, "orders of the year make 11, more than our part as estimated, 10"),
        ([say(10, US, "Oils")], {"Oils": D(11)}, "Oils: orders of the year make 11"),
        ([say(5, US), say(6, US, "Oils")], None, "our part over all categories, 5, is less than in single"),
        ([say(5, "Shell"), say(6, "Shell", "Oils")], None, "Shell over all categories, 5, is less than"),
        ([say(5, category="Oils")], {"Paper": D(3)}, "Paper: what the client buys of it is not estimated"),
    ],
)
def test_what_does_not_fit_together_is_said(
    estimates: list[Estimate], orders: dict[str | None, D] | None, warning: str
) -> None:
    assert warning in "\n".join(year_wallet(2026, estimates, orders).warnings)


def test_what_fits_together_has_no_warning() -> None:
    assert year_wallet(2026, [say(40), say(12, US), say(10, category="Oils")], {"Oils": D(4)}).warnings == ()


def test_suppliers_by_any_of_their_names() -> None:
    assert [supplier_of(name) for name in ("us", "Мы", "НАШИ", "we")] == [US] * 4
    assert [supplier_of(name) for name in ("", "all", "Всё", "итого")] == [WHOLE] * 4
    assert supplier_of("ChemCo") == "ChemCo"


REFUSED = [
    ([say(40)], say(41, US), None, "our part of 41 (1 Mar 2026) is more than the total of 40", "raise the total"),
    ([say(40), say(30, "ChemCo")], say(11, "Bum"), None, "the parts (ChemCo 30, Bum 11) make 41", "raise the total"),
    ([say(40), say(12, US)], say(11), None, "our part of 12 (1 Mar 2026) is more than the total of 11", "larger total"),
    ([], say(11), {"Oils": D(12)}, "our part of 12 (our orders of the year)", "larger total"),
    ([say(10, category="Oils")], say(11, US, "Oils"), None, "Oils: our part of 11", "raise the total"),
    ([say(10, category="Oils")], say(11, "Shell", "Oils"), None, "Oils: the parts (Shell 11)", "raise the total"),
    ([say(40)], say(41, category="Oils"), None, "the categories together make 41", "raise the total"),
    ([say(40), say(30, category="Oils")], say(11, category="Paper"), None, "together make 41", "raise the total"),
]


@pytest.mark.parametrize(("estimates", "added", "orders", "reason", "way_out"), REFUSED)
def test_parts_above_their_whole_are_refused(
    estimates: list[Estimate], added: Estimate, orders: dict[str | None, D] | None, reason: str, way_out: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        check(estimates, [added], orders)
    assert reason in refused.value.reason
    assert way_out in refused.value.reason


def test_estimate_that_was_replaced_already_may_say_anything() -> None:
    newer = [say(40, on=date(2026, 5, 1)), say(12, US, on=date(2026, 5, 1))]
    check(newer, [say(99, US)], None)
    with pytest.raises(InvalidValue):
        check(newer, [say(99, US, on=date(2026, 6, 1))], None)


def test_total_and_part_said_together_are_judged_together() -> None:
    check([say(40), say(30, US)], [say(20), say(6, US)], None)


@pytest.mark.parametrize(
    ("estimate", "field", "expected"),
    [
        (say(-1), "amount", "≥ 0"),
        (say("NaN"), "amount", "≥ 0"),
        (say(5, high="3"), "high", "≥ 5"),
        (say(5, on=date(2026, 3, 2)), "on", "≤ 2026-03-01"),
        (say(10**18), "amount", ""),
    ],
)
def test_what_no_estimate_can_be(estimate: Estimate, field: str, expected: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        sound(estimate, DAY)
    assert (refused.value.field, refused.value.expected) == (field, expected)


def test_sound_estimate_is_in_whole_minor_units() -> None:
    assert sound(say("1.005", high="1.006"), DAY) == say("1.01")
