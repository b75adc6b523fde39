"""Wallets of accounts: estimates written, corrected and taken back; years from estimates and orders; shares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.wallet import US, WHOLE
from kamtui.domain.words import Verdict
from kamtui.errors import Conflict, InvalidFields, InvalidValue, NotFound
from kamtui.i18n import set_language
from kamtui.workspace import Workspace

Turned = Callable[[Callable[[], Any]], Any]
M = 10**6


Buy = Callable[[str, list[tuple[str, str, int]]], None]


@pytest.fixture
def buy(workspace: Workspace, tmp_path: Path) -> Buy:
    """Imports orders of the account with a code: (day, category or nothing, amount in major units)."""

    def run(code: str, lines: list[tuple[str, str, int]]) -> None:
        rows = [f"{code},{code} {at},{day},{name},{amount}" for at, (day, name, amount) in enumerate(lines)]
        path = tmp_path / "orders.csv"
        path.write_text("\n".join(["account,order,date,category,amount", *rows]) + "\n", encoding="utf-8")
        workspace.imports.run("orders", path)

    return run


def test_the_two_questions_from_two_lines(workspace: Workspace, nord: Account) -> None:
    workspace.wallet.start(nord.id, 2026, "40 млн 30%", source="buyer")
    workspace.wallet.start(nord.id, 2027, "50 M 32 %")
    circle = workspace.wallet.circle(nord.id, 2026)
    assert (circle.now.total, circle.now.ours, circle.now.source) == (D(40 * M), D(12 * M), "buyer")
    assert (circle.next.total, circle.next.share) == (D(50 * M), 0.32)
    assert (circle.verdict, circle.delta) == (Verdict.UP_UP, D(4 * M))
    assert (circle.delta_circle, circle.delta_share, circle.delta_both) == (D(3 * M), D(800_000), D(200_000))


def test_borders_of_verdicts_follow_the_settings(workspace: Workspace, nord: Account) -> None:
    workspace.wallet.start(nord.id, 2026, "40 M 30%")
    workspace.wallet.start(nord.id, 2027, "41 M 31%")
    assert workspace.wallet.circle(nord.id, 2026).verdict is Verdict.UP_FLAT
    workspace.settings.set("flat_wallet", 0.05)
    assert workspace.wallet.circle(nord.id, 2026).verdict is Verdict.FLAT_FLAT


def test_line_of_a_range_is_one_step(workspace: Workspace, nord: Account, turned: Turned) -> None:
    found = turned(lambda: workspace.wallet.start(nord.id, 2026, "40-45 млн 30%"))
    assert (found.low, found.high, found.total, found.share) == (D(40 * M), D(45 * M), D("42500000"), 0.3)
    assert {one.supplier for one in workspace.wallet.estimates(nord.id)} == {WHOLE, US}


def test_line_of_the_same_day_is_corrected_and_of_another_day_kept(
    open_workspace: Callable[..., Workspace], nord: Account
) -> None:
    workspace = open_workspace()
    workspace.wallet.start(nord.id, 2026, "40 M 30%")
    workspace.wallet.start(nord.id, 2026, "44 M")
    assert sorted(one.amount for one in workspace.wallet.estimates(nord.id)) == [D(12 * M), D(44 * M)]
    later = open_workspace(today=date(2026, 12, 1))
    assert later.wallet.start(nord.id, 2026, "25%").share == 0.25
    kept = later.wallet.estimates(nord.id, 2026)
    assert [(one.supplier, one.amount) for one in kept if one.supplier == US] == [(US, D(11 * M)), (US, D(12 * M))]


@pytest.mark.parametrize(
    ("line", "reason"),
    [("40 M 130%", "no more than 100 %"), ("30%", "no total yet"), ("45-40 M", "upside down"), ("", "is needed")],
)
def test_refused_line_changes_nothing(workspace: Workspace, nord: Account, line: str, reason: str) -> None:
    with pytest.raises(InvalidValue, match=reason):
        workspace.wallet.start(nord.id, 2026, line)
    assert workspace.wallet.estimates(nord.id) == ()


def test_line_below_what_the_orders_say_is_refused(workspace: Workspace, nord: Account, buy: Buy) -> None:
    buy("NORD", [("2026-03-01", "Cleaners", 12)])
    with pytest.raises(InvalidValue, match="our part of 12 \\(our orders of the year\\) is more than the total of 11"):
        workspace.wallet.start(nord.id, 2026, "0,011 тыс")


def test_line_is_said_back_in_words(workspace: Workspace) -> None:
    assert workspace.wallet.understand("40-45 M 30%") == "wallet 40.0 M–45.0 M; our share 30 % = 12.8 M"
    with pytest.raises(InvalidValue):
        workspace.wallet.understand("$40M")


def test_estimate_is_written_in_one_step(workspace: Workspace, nord: Account, turned: Turned) -> None:
    made = turned(
        lambda: workspace.wallet.add(
            nord.id, year="2026", amount="10-12 млн", category="Моющие", supplier="ChemCo", source="закупщик"
        )
    )
    assert (made.amount, made.high, made.value) == (D(10 * M), D(12 * M), D(11 * M))
    assert (made.category, made.supplier, made.source, made.on) == ("Моющие", "ChemCo", "закупщик", date(2026, 11, 20))
    assert workspace.wallet.names() == (["Моющие"], ["ChemCo"])
    assert workspace.history.steps(1)[0].text == "estimated the wallet of Nord Foods 2026"


def test_known_names_are_found_in_any_case(workspace: Workspace, nord: Account) -> None:
    workspace.wallet.add(nord.id, year=2026, amount=5, category="Cleaners", supplier="ChemCo")
    again = workspace.wallet.add(nord.id, year=2026, amount=6, category="CLEANERS", supplier="chemco")
    assert (again.category, again.supplier) == ("Cleaners", "ChemCo")
    assert workspace.wallet.add(nord.id, year=2026, amount=7, supplier="Мы").supplier == US
    assert workspace.wallet.names() == (["Cleaners"], ["ChemCo"])
    assert workspace.wallet.year(nord.id, 2026).categories[0].total == D(6)


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"amount": -1}, "amount", "≥ 0"),
        ({"amount": "минус"}, "amount", "a number"),
        ({"amount": ""}, "amount", "is needed"),
        ({"amount": "5-3 млн"}, "amount", "upside down"),
        ({"amount": 5, "high": 3}, "high", "upside down"),
        ({"amount": 5, "on": date(2026, 11, 21)}, "on", "has not come yet"),
        ({"amount": 5, "year": 1999}, "year", "2000…2100"),
        ({"amount": 5, "year": None}, "year", "is needed"),
        ({"amount": "$5"}, "amount", "another currency"),
        ({"amount": 41, "supplier": "us"}, "amount", "raise the total first"),
        ({"amount": 41, "supplier": "ChemCo"}, "amount", "raise the total first"),
        ({"amount": 41, "category": "Oils"}, "amount", "raise the total first"),
        ({"amount": 5, "colour": "red"}, "colour", "no such field"),
    ],
)
def test_refused_estimates(
    workspace: Workspace, nord: Account, fields: dict[str, Any], field: str, reason: str
) -> None:
    workspace.wallet.add(nord.id, year=2026, amount=40)
    with pytest.raises((InvalidFields, InvalidValue)) as refused:
        workspace.wallet.add(nord.id, **{"year": 2026, **fields})
    errors = refused.value.errors if isinstance(refused.value, InvalidFields) else (refused.value,)
    assert [error.field for error in errors] == [field]
    assert reason in str(refused.value)
    assert len(workspace.wallet.estimates(nord.id)) == 1


def test_total_below_its_parts_is_refused_with_the_way_out(workspace: Workspace, nord: Account) -> None:
    workspace.wallet.start(nord.id, 2026, "40 M 30%")
    with pytest.raises(InvalidValue, match="estimate the parts anew first"):
        workspace.wallet.add(nord.id, year=2026, amount="11 M")
    assert workspace.wallet.start(nord.id, 2026, "11 M 30%").ours == D("3300000")


def test_estimate_of_an_account_that_is_gone(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        workspace.wallet.add("gone", year=2026, amount=5)
    with pytest.raises(NotFound):
        workspace.wallet.start("gone", 2026, "5 M")
    assert workspace.wallet.year("gone", 2026).total is None


def test_correction(workspace: Workspace, nord: Account, turned: Turned) -> None:
    made = workspace.wallet.add(nord.id, year=2026, amount="10-12 M", category="Cleaners", source="buyer")
    changed = turned(lambda: workspace.wallet.change(made.id, made.version, source="CEO"))
    assert (changed.amount, changed.high, changed.source) == (D(10 * M), D(12 * M), "CEO")
    changed = workspace.wallet.change(made.id, amount="11 M", category="")
    assert (changed.amount, changed.high, changed.category) == (D(11 * M), None, None)
    with pytest.raises(Conflict):
        workspace.wallet.change(made.id, made.version, amount=1)
    with pytest.raises(InvalidFields):
        workspace.wallet.change(made.id, amount="")
    workspace.wallet.change(made.id, supplier="ChemCo", year=2027)
    assert workspace.wallet.year(nord.id, 2026).estimates == ()
    with pytest.raises(NotFound):
        workspace.wallet.change("gone", amount=1)


def test_correction_may_not_break_the_whole(workspace: Workspace, nord: Account) -> None:
    workspace.wallet.start(nord.id, 2026, "40 M 30%")
    ours = next(one for one in workspace.wallet.estimates(nord.id) if one.supplier == US)
    with pytest.raises(InvalidValue, match="more than the total"):
        workspace.wallet.change(ours.id, amount="41 M")


def test_without_the_latest_the_one_before_counts_again(workspace: Workspace, nord: Account, turned: Turned) -> None:
    workspace.wallet.add(nord.id, year=2026, amount=40, on=date(2026, 1, 10))
    new = workspace.wallet.add(nord.id, year=2026, amount=45)
    assert workspace.wallet.year(nord.id, 2026).total == D(45)
    assert [one.amount for one in workspace.wallet.estimates(nord.id)] == [D(45), D(40)]
    turned(lambda: workspace.wallet.remove(new.id, new.version))
    assert workspace.wallet.year(nord.id, 2026).total == D(40)
    with pytest.raises(NotFound):
        workspace.wallet.remove(new.id)


def test_orders_of_the_fiscal_year_are_our_part(workspace: Workspace, nord: Account, buy: Buy) -> None:
    workspace.settings.set("fiscal_start", 4)
    buy(
        "NORD",
        [
            ("2025-03-31", "Cleaners", 1000),
            ("2025-04-01", "Cleaners", 10),
            ("2026-03-31", "Cleaners", 20),
            ("2026-04-01", "", 300),
            ("2026-12-31", "Cleaners", 4000),
        ],
    )
    past, now = workspace.wallet.year(nord.id, 2026), workspace.wallet.year(nord.id, 2027)
    assert (past.ours, past.parts[0].source) == (D(30), "our orders of the year")
    assert (now.ours, now.parts[0].source) == (D(300), "our orders so far")
    assert workspace.wallet.year(nord.id, 2024).ours is None
    assert workspace.sales.by_category([nord.id, "none"], 2027) == {nord.id: {None: D(300)}, "none": None}


def test_orders_that_come_and_go_are_seen(workspace: Workspace, nord: Account, buy: Buy) -> None:
    workspace.wallet.add(nord.id, year=2026, amount=40)
    assert workspace.wallet.shares() == {nord.id: None}
    buy("NORD", [("2026-03-01", "Cleaners", 10)])
    assert workspace.wallet.shares() == {nord.id: 0.25}
    workspace.history.undo()
    assert workspace.wallet.shares() == {nord.id: None}


def test_shares_in_lists_are_those_of_the_year_itself(workspace: Workspace, nord: Account, buy: Buy) -> None:
    others = [workspace.accounts.add(name=name, code=name).id for name in ("Volga", "Ural", "Altai")]
    buy("NORD", [("2026-03-01", "Cleaners", 10), ("2026-03-02", "", 5)])
    buy("Volga", [("2026-03-01", "Cleaners", 10), ("2026-03-02", "Oils", 5)])
    workspace.wallet.add(nord.id, year=2026, amount=40)
    workspace.wallet.add(others[0], year=2026, amount=20, category="Cleaners")
    workspace.wallet.add(others[1], year=2026, amount=20)
    found = workspace.wallet.shares()
    assert found == {key: workspace.wallet.year(key, 2026).share for key in (nord.id, *others)}
    assert (found[nord.id], found[others[0]], found[others[1]], found[others[2]]) == (0.375, 0.6, None, None)


def test_shares_are_those_of_the_year_and_archived_accounts_keep_theirs(
    workspace: Workspace, nord: Account, buy: Buy
) -> None:
    other = workspace.accounts.add(name="Volga", code="VOLGA")
    workspace.wallet.start(nord.id, 2026, "40 M 30%")
    workspace.wallet.start(nord.id, 2025, "40 M 90%")
    assert workspace.wallet.shares() == {nord.id: 0.3, other.id: None}
    assert workspace.wallet.shares([other.id]) == {other.id: None}
    buy("NORD", [("2026-03-01", "Cleaners", 10)])
    workspace.accounts.remove(nord.id)
    assert workspace.wallet.shares([nord.id]) == {nord.id: 0.3}
    assert workspace.wallet.shares() == {other.id: None}


def test_rows_of_accounts_have_the_share(workspace: Workspace, nord: Account) -> None:
    assert workspace.accounts.row(nord.id).wallet_share is None
    workspace.wallet.start(nord.id, 2026, "40 M 30%")
    row = workspace.accounts.row(nord.id)
    assert (row.wallet_share, row.map_quality) == (0.3, 0)
    assert workspace.wallet.share(nord.id).value == 0.3


def test_white_spot_proposes_to_find_its_buyer(workspace: Workspace, nord: Account, buy: Buy) -> None:
    buy("NORD", [("2026-03-01", "Cleaners", 10)])
    workspace.wallet.add(nord.id, year=2026, amount=30, category="Packaging", supplier="BoxCo")
    workspace.wallet.add(nord.id, year=2026, amount=30, category="Cleaners")
    workspace.wallet.add(nord.id, year=2026, amount=0, category="Oils")
    workspace.wallet.add(nord.id, year=2027, amount=5, category="Labels")
    white = next(one for one in workspace.wallet.year(nord.id, 2026).categories if one.category == "Packaging")
    assert white.white

    def proposed() -> dict[str, str]:
        everything = workspace.contacts._advice(nord.id)
        return {one.category: one.reason for one in everything if one.kind == "category"}

    assert list(proposed()) == ["Cleaners", "Packaging", "Labels"]
    assert "bought in the last 12 months" in proposed()["Cleaners"]
    assert "but not from us" in proposed()["Packaging"]
    assert "in the client's wallet" in proposed()["Labels"]
    workspace.contacts.add(nord.id, name="Olga Kim", categories=("Packaging",))
    assert list(proposed()) == ["Cleaners", "Labels"]
    task = workspace.contacts.accept(
        nord.id, next(one.key for one in workspace.contacts.proposals(nord.id) if one.category == "Labels")
    )
    assert task.title == "Find who buys Labels"
    assert list(proposed()) == ["Cleaners"]


def test_deleting_an_account_takes_its_wallet_along(workspace: Workspace, nord: Account, turned: Turned) -> None:
    workspace.wallet.start(nord.id, 2026, "40 M 30%")
    assert turned(lambda: workspace.accounts.remove(nord.id)) == "deleted"
    assert workspace.wallet.estimates(nord.id) == ()


def test_everything_is_said_in_russian(workspace: Workspace, nord: Account) -> None:
    set_language("ru")
    assert "млн" in workspace.wallet.understand("40-45 млн 30%")
