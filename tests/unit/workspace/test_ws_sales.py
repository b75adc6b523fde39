"""Money of accounts: the grouped queries give what the rules give, and are asked again only when orders change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kamtui.db import sales as reads
from kamtui.domain import sales as rules
from kamtui.domain.accounts import Account
from kamtui.domain.sales import SalesDay, SalesFigures
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
Sell = Callable[..., None]


def random_days(random: Random) -> list[tuple[date, int, int, int, bool]]:
    days = sorted(random.sample(range(-3, 1200), random.randint(1, 120)))
    known = random.random() < 0.8
    sold = []
    for back in days:
        revenue = random.randint(-50_000, 1_000_000)
        costed = random.choice((0, revenue)) if known else 0
        sold.append((TODAY - timedelta(days=back), revenue, costed // 5, costed, random.random() < 0.8))
    return sold


@pytest.mark.parametrize("basis", ["margin", "revenue"])
@pytest.mark.parametrize("today", [TODAY, date(2026, 2, 28), date(2024, 2, 29), date(2026, 8, 31), date(2020, 1, 1)])
def test_queries_give_what_the_rules_give(
    open_workspace: Callable[..., Workspace], sell: Sell, today: date, basis: str
) -> None:
    workspace = open_workspace(today=today)
    random = Random(f"{today}{basis}")
    accounts = [workspace.accounts.add(name=f"Account {n}").id for n in range(12)]
    sold = {key: random_days(random) for key in accounts[:-1]}
    sell(workspace, sold)
    figures = reads.figures(workspace.reader, None, today, basis)
    for key in accounts:
        days = [SalesDay(*day) for day in sold.get(key, ())]
        expected = rules.figures(days, today, basis=basis)
        found = figures.get(key, SalesFigures())
        assert found == expected
    some = reads.figures(workspace.reader, accounts[:2], today, basis)
    assert some == {key: figures[key] for key in accounts[:2] if key in figures}


def random_lines(random: Random, orders: range) -> list[tuple[str, int, date, Decimal, Decimal | None]]:
    """Order, line, day, amount and cost of lines: returns and free lines too, shipments on several days, the future."""
    lines = []
    for order in orders:
        day = TODAY - timedelta(days=random.randint(-40, 600))
        for line in range(1, random.randint(1, 3) + 1):
            amount = Decimal(random.choice((0, random.randint(-5_000, 5_000), random.randint(1, 90_000))))
            cost = amount / 2 if random.random() < 0.6 else None
            lines.append((f"O{order}", line, day, amount, cost))
            day += timedelta(days=random.choice((0, 0, 0, 3, 20)))
    return lines


def figures_by_rule(workspace: Workspace, account_id: str, today: date, basis: str) -> SalesFigures:
    """Figures from the order lines themselves, without the derived table."""
    lines = workspace.reader.rows(
        "SELECT date, order_no, amount, margin FROM order_line WHERE account_id = :account", account=account_id
    )
    begun = rules.purchases((date.fromisoformat(day), order, amount) for day, order, amount, _margin in lines)
    days: dict[date, list[tuple[int, int | None]]] = {}
    for day, _order, amount, margin in lines:
        days.setdefault(date.fromisoformat(day), []).append((amount, margin))
    return rules.figures(
        [
            SalesDay(
                day,
                sum(amount for amount, _margin in sold),
                sum(margin or 0 for _amount, margin in sold),
                sum(amount for amount, margin in sold if margin is not None),
                day in begun,
            )
            for day, sold in days.items()
        ],
        today,
        basis=basis,
    )


@pytest.mark.parametrize("seed", range(6))
def test_imports_keep_what_the_rules_give(workspace: Workspace, tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    accounts = [workspace.accounts.add(name=f"Account {n}", code=f"A{n}").id for n in range(4)]

    def load(orders: range) -> None:
        file = tmp_path / "orders.csv"
        rows = [
            f"A{int(order[1:]) % 4},{order},{line},{day},{amount},{'' if cost is None else cost}"
            for order, line, day, amount, cost in random_lines(random, orders)
        ]
        file.write_text("account,order,line,date,amount,cost\n" + "\n".join(rows), encoding="utf-8")
        workspace.imports.run("orders", file)

    def check() -> None:
        for _turn in range(6):
            today = TODAY - timedelta(days=random.randint(-60, 700))
            basis = random.choice(("margin", "revenue"))
            found = reads.figures(workspace.reader, None, today, basis)
            expected = {key: figures_by_rule(workspace, key, today, basis) for key in accounts}
            assert found == {key: figures for key, figures in expected.items() if figures != SalesFigures()}

    load(range(60))
    check()
    # Some lines of orders that are there already change, others are new.
    load(range(40, 90))
    check()
    workspace.history.undo()
    check()
    workspace.history.redo()
    check()


def test_an_account_without_orders_has_no_figures(workspace: Workspace, nord: Account) -> None:
    assert workspace.sales.figures() == {}
    assert workspace.sales.of(nord.id) == SalesFigures()
    assert workspace.sales.total_12m() is None
    assert workspace.sales.falling(nord.id).value is None


def test_figures_follow_an_import_of_another_session_and_the_basis(
    nord: Account, open_workspace: Callable[..., Workspace], sell: Sell
) -> None:
    anna, boris = open_workspace(), open_workspace("boris")
    assert anna.sales.figures() == {}
    sell(boris, {nord.id: [(date(2026, 11, 1), 10_000, 3_000, 10_000, True)]})
    figures = anna.sales.of(nord.id)
    assert (figures.revenue_12m, figures.margin_12m, figures.to_date) == (Decimal(100), Decimal(30), Decimal(30))
    assert anna.sales.total_12m() == Decimal(100)
    anna.settings.set("ltv_basis", "revenue")
    assert anna.sales.figures()[nord.id].to_date == Decimal(100)
    sell(anna, {nord.id: [(date(2024, 11, 1), 5_000, 0, 0, True)]})
    assert anna.sales.figures()[nord.id].to_date == Decimal(150)
    assert anna.sales.total_12m() == Decimal(100)


def test_other_writes_do_not_ask_again(
    workspace: Workspace, nord: Account, sell: Sell, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(workspace, {nord.id: [(date(2026, 11, 1), 10_000, 0, 0, True)]})
    asked: list[Any] = []
    real = reads.figures

    def counted(*arguments: Any) -> dict[str, SalesFigures]:
        asked.append(arguments)
        return real(*arguments)

    monkeypatch.setattr(reads, "figures", counted)
    first = workspace.sales.figures([nord.id])
    workspace.tasks.add(title="x", account_id=nord.id)
    assert workspace.sales.figures([nord.id]) == first
    assert len(asked) == 1
    assert workspace.sales.figures() == first
    workspace.sales.figures([nord.id])
    assert len(asked) == 2


def test_falling_orders_say_why(workspace: Workspace, nord: Account, sell: Sell) -> None:
    days = [TODAY - timedelta(days=60 + 10 * n) for n in range(12)]
    sell(workspace, {nord.id: [(day, 1000, 0, 0, True) for day in days]})
    falling = workspace.sales.falling(nord.id)
    assert falling.value is True
    assert "60" in falling.rule
