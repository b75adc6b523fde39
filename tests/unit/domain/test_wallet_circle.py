"""The two questions: the change of our part falls apart without a remainder, and every border has its verdict."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.settings import MethodSettings
from kamtui.domain.wallet import US, Estimate
from kamtui.domain.wallet_circle import circle, decompose, explained_share, judge
from kamtui.domain.wallet_rules import year_wallet
from kamtui.domain.words import Verdict

SETTINGS = MethodSettings()
CENTS = st.decimals(min_value=0, max_value=10**12, places=2)
SHARES = st.fractions(min_value=0, max_value=1, max_denominator=10**6)


def wallet(year: int, total: str, ours: str | None):
    rows = [Estimate("a", year, D(total), date(2026, 3, 1), source="buyer")]
    if ours is not None:
        rows.append(Estimate("b", year, D(ours), date(2026, 4, 2), supplier=US))
    return year_wallet(year, rows)


def test_worked_example() -> None:
    growth = decompose(D(40), D("0.30"), D(50), D("0.32"))
    assert (growth.delta, growth.circle, growth.share, growth.both) == (D(4), D(3), D("0.8"), D("0.2"))


@given(CENTS, SHARES, CENTS, SHARES)
def test_parts_make_the_change_to_the_last_kopeck(w0: D, s0: Fraction, w1: D, s1: Fraction) -> None:
    growth = decompose(w0, s0, w1, s1)
    assert growth.circle + growth.share + growth.both == growth.delta
    exact = Fraction(w1) * s1 - Fraction(w0) * s0
    assert abs(Fraction(growth.delta) - exact) <= Fraction(1, 200)
    # Rounding gives the part of both at most three halves of a kopeck that are not its own.
    both = (Fraction(w1) - Fraction(w0)) * (s1 - s0)
    assert abs(Fraction(growth.both) - both) <= Fraction(3, 200)


@given(CENTS, SHARES, SHARES)
def test_same_wallet_means_that_only_the_share_works(w: D, s0: Fraction, s1: Fraction) -> None:
    growth = decompose(w, s0, w, s1)
    assert (growth.circle, growth.both, growth.share) == (0, 0, growth.delta)


@given(CENTS, CENTS, SHARES)
def test_same_share_means_that_only_the_circle_works(w0: D, w1: D, s: Fraction) -> None:
    growth = decompose(w0, s, w1, s)
    assert (growth.share, growth.both, growth.circle) == (0, 0, growth.delta)


CIRCLE = {"up": ("102.01", "150"), "flat": ("98", "100", "102"), "down": ("97.99", "0.01")}
SHARE = {"up": ("0.3101", "1"), "flat": ("0.29", "0.30", "0.31"), "down": ("0.2899", "0")}


@pytest.mark.parametrize("verdict", list(Verdict))
def test_nine_verdicts_at_their_borders(verdict: Verdict) -> None:
    up, won = verdict.value.split("_")
    for after in CIRCLE[up]:
        for share in SHARE[won]:
            assert judge(D(100), D("0.30"), D(after), D(share), SETTINGS) is verdict, (after, share)


def test_borders_are_settings() -> None:
    wide = MethodSettings(flat_wallet=0.1, flat_share=0.05)
    assert judge(D(100), D("0.3"), D(110), D("0.35"), wide) is Verdict.FLAT_FLAT
    assert judge(D(100), D("0.3"), D("110.01"), D("0.3501"), wide) is Verdict.UP_UP


def test_circle_gives_verdict_and_every_number_behind_it() -> None:
    found = circle(wallet(2026, "40000000", "12000000"), wallet(2027, "50000000", "16000000"), SETTINGS)
    assert found.verdict is Verdict.UP_UP
    assert (found.delta, found.delta_circle, found.delta_share, found.delta_both) == (
        D(4_000_000), D(3_000_000), D(800_000), D(200_000),
    )  # fmt: skip
    said = {part.label: part.value for part in found.why.parts}
    assert found.why.value is Verdict.UP_UP
    assert said["Wallet 2026"] == D(40_000_000)
    assert said["Our share 2027"] == "32 %"
    assert said["From both, ΔW·Δs"] == D(200_000)
    assert "buyer" in next(part.note for part in found.why.parts if part.label == "Wallet 2026")


def test_share_that_is_a_third_still_adds_up() -> None:
    found = circle(wallet(2026, "3", "1"), wallet(2027, "7", "2"), SETTINGS)
    assert found.delta == D(1) == found.delta_circle + found.delta_share + found.delta_both  # type: ignore[operator]
    assert found.verdict is Verdict.UP_DOWN


@pytest.mark.parametrize(
    ("now", "after", "reason"),
    [
        (year_wallet(2026, []), wallet(2027, "50", "16"), "the wallet of 2026 is not estimated"),
        (wallet(2026, "40", "12"), wallet(2027, "50", None), "our part of 2027"),
        (wallet(2026, "0", "0"), wallet(2027, "50", "16"), "nothing"),
    ],
)
def test_circle_without_a_verdict_says_what_lacks(now, after, reason: str) -> None:
    found = circle(now, after, SETTINGS)
    assert (found.verdict, found.delta, found.delta_both) == (None, None, None)
    assert reason in found.why.rule


def test_share_with_its_facts() -> None:
    found = explained_share(wallet(2026, "40", "12"))
    assert found.value == 0.3
    assert [part.value for part in found.parts] == [D(40), D(12), "30 %"]
    assert explained_share(year_wallet(2026, [])).rule == "the wallet of 2026 is not estimated"
