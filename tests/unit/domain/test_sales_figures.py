from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.quarters import months_before
from kamtui.domain.sales import SalesDay, SalesFigures, falling, figures, purchases
from kamtui.domain.settings import MethodSettings

TODAY = date(2026, 11, 21)
SETTINGS = MethodSettings()


def sold(day: date, revenue: int, margin: int = 0, costed: int = 0, purchase: bool = True) -> SalesDay:
    return SalesDay(day, revenue, margin, costed, purchase)


def before(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_one_day_and_one_order_number_are_one_purchase() -> None:
    lines = [
        (before(10), "A", 100),
        (before(10), "B", 100),
        (before(7), "A", 50),
        (before(5), "C", 10),
        (before(3), "C", -10),
        (before(1), "", 5),
        (before(0), "", 5),
    ]
    assert purchases(lines) == (before(10), before(5), before(1), before(0))


rows = st.lists(
    st.tuples(
        st.integers(0, 20).map(lambda n: before(n)),
        st.sampled_from("ABCDEFGH"),
        st.sampled_from([-5, 0, 3, 7]),
    ),
    max_size=30,
)


@given(rows)
def test_purchases_equal_brute_force(lines: list[tuple[date, str, int]]) -> None:
    groups: list[tuple[set[date], set[str]]] = []
    for day, order, amount in lines:
        if amount > 0:
            joined: tuple[set[date], set[str]] = ({day}, {order})
            rest = []
            for group in groups:
                if group[0] & joined[0] or group[1] & joined[1]:
                    joined = (joined[0] | group[0], joined[1] | group[1])
                else:
                    rest.append(group)
            groups = [*rest, joined]
    assert purchases(lines) == tuple(sorted(min(days) for days, _orders in groups))


def test_windows_are_open_on_the_left_and_closed_on_the_right() -> None:
    year_ago = months_before(TODAY, 12)
    days = [
        sold(TODAY, 100),
        sold(TODAY + timedelta(days=1), 7),
        sold(months_before(TODAY, 3) + timedelta(days=1), 200),
        sold(months_before(TODAY, 3), 400),
        sold(year_ago + timedelta(days=1), 800),
        sold(year_ago, 1600),
        sold(months_before(TODAY, 15) + timedelta(days=1), 3200),
        sold(months_before(TODAY, 15), 6400),
    ]
    found = figures(days, TODAY)
    assert found.revenue_12m == Decimal("15.00")
    assert found.quarter == Decimal("3.00")
    assert found.quarter_year_ago == Decimal("48.00")
    assert found.months[0] == Decimal("8.00")
    assert found.months[-1] == Decimal("1.00")
    assert len(found.months) == 12
    assert found.last_order == TODAY
    assert found.purchases == 7


@given(st.lists(st.tuples(st.integers(0, 1200), st.integers(-500, 5000)), max_size=60), st.dates(date(2020, 1, 1)))
def test_months_sum_to_the_year(rows: list[tuple[int, int]], today: date) -> None:
    days = [sold(today - timedelta(days=back), amount) for back, amount in rows if (today.toordinal() - back) > 365 * 3]
    found = figures(days, today)
    if not days:
        assert found == SalesFigures()
        return
    window = months_before(today, 12)
    assert sum(found.months) == found.revenue_12m == Decimal(sum(d.revenue for d in days if d.day > window)) / 100
    assert sum(found.months[-3:]) == found.quarter


def test_margin_says_how_much_of_the_revenue_it_covers() -> None:
    known = figures([sold(TODAY, 10000, 2500, 5000), sold(before(1), 10000)], TODAY)
    assert (known.margin_12m, known.costed_share, known.to_date) == (Decimal("25.00"), 0.25, Decimal("25.00"))
    assert figures([sold(TODAY, 10000)], TODAY, basis="revenue").to_date == 100
    unknown = figures([sold(TODAY, 10000)], TODAY)
    assert unknown.margin_12m is None
    assert unknown.to_date is None


def test_gaps_have_a_mean_and_a_sample_deviation() -> None:
    found = figures([sold(before(days), 100) for days in (60, 50, 30)], TODAY)
    assert (found.gaps, found.gap_mean) == (2, 15)
    assert found.gap_sd is not None
    assert round(found.gap_sd, 4) == 7.0711
    assert figures([sold(TODAY, 100)], TODAY).gap_mean is None


def test_falling_after_mean_and_two_deviations_of_silence() -> None:
    base = SalesFigures(last_order=before(30), gap_mean=20.0, gap_sd=5.0, gaps=5)
    assert falling(base, SETTINGS, TODAY).value is False
    late = falling(SalesFigures(last_order=before(31), gap_mean=20.0, gap_sd=5.0, gaps=5), SETTINGS, TODAY)
    assert late.value is True
    assert late.rule == "no order for 31 days, usually every 20"
    few = SalesFigures(last_order=before(99), gap_mean=20.0, gap_sd=5.0, gaps=4)
    assert falling(few, SETTINGS, TODAY).value is None


def test_falling_when_a_quarter_is_under_seventy_per_cent_of_last_year() -> None:
    at = SalesFigures(quarter=Decimal(70), quarter_year_ago=Decimal(100))
    under = SalesFigures(quarter=Decimal("69.99"), quarter_year_ago=Decimal(100))
    assert falling(at, SETTINGS, TODAY).value is False
    assert falling(under, SETTINGS, TODAY).rule == "last 3 months 69 % of a year ago"
    assert falling(SalesFigures(quarter=Decimal(0), quarter_year_ago=Decimal(0)), SETTINGS, TODAY).value is None
