"""Accounts: found by what people write, changed, archived or deleted, and listed with their figures."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kamtui.errors import Ambiguous, InvalidFields, InvalidValue, NotFound
from kamtui.workspace import Workspace

ORDERS = "account,order,date,amount,margin\n"


def with_orders(workspace: Workspace, folder: Path, *lines: str) -> None:
    file = folder / "orders.csv"
    file.write_text(ORDERS + "\n".join(lines) + "\n", encoding="utf-8")
    assert workspace.imports.run("orders", file).rejected == 0


def test_account_is_found_by_code_name_or_part_in_any_case(workspace: Workspace) -> None:
    wood = workspace.accounts.add(name="Берёзовый лес", code="LES")
    workspace.accounts.add(name="Nord Foods", code="NORD")
    workspace.accounts.add(name="Nord Cargo")
    for ref in ("les", "БЕРЕЗОВЫЙ ЛЕС", "берез"):
        assert workspace.accounts.find(ref).id == wood.id
    assert workspace.accounts.find("nord").code == "NORD"
    with pytest.raises(Ambiguous, match="Nord Foods"):
        workspace.accounts.find("nor")
    with pytest.raises(NotFound):
        workspace.accounts.find("volga")


def test_codes_are_made_and_unique(workspace: Workspace) -> None:
    codes = {workspace.accounts.add(name="Nord Foods").code for _ in range(3)}
    assert len(codes) == 3
    with pytest.raises(InvalidValue, match="taken"):
        workspace.accounts.add(name="Other", code=codes.pop().lower())


def test_a_parent_may_not_be_its_own_daughter(workspace: Workspace) -> None:
    top = workspace.accounts.add(name="Top")
    low = workspace.accounts.add(name="Low", parent="Top")
    assert low.parent == top.code
    with pytest.raises(InvalidValue, match="circle"):
        workspace.accounts.change(top.id, parent="Low")


def test_wrong_fields_are_named_and_nothing_is_kept(workspace: Workspace) -> None:
    with pytest.raises(InvalidFields) as caught:
        workspace.accounts.add(name="", category="Z", strategic=9)
    assert {error.field for error in caught.value.errors} == {"name", "category", "strategic"}
    with pytest.raises(InvalidValue, match="no such user"):
        workspace.accounts.add(name="Nord", owner="nobody")
    assert workspace.accounts.refs() == []


def test_an_account_with_orders_is_archived_and_still_found(workspace: Workspace, tmp_path: Path) -> None:
    account = workspace.accounts.add(name="Nord Foods", code="NORD")
    with_orders(workspace, tmp_path, "NORD,1,2026-11-01,100,10")
    assert workspace.accounts.remove(account.id) == "archived"
    assert workspace.accounts.rows() == []
    assert workspace.accounts.find("nord").archived
    workspace.history.undo()
    assert [row.account.name for row in workspace.accounts.rows()] == ["Nord Foods"]


def test_an_account_without_orders_is_deleted_and_undo_brings_it_back(workspace: Workspace) -> None:
    account = workspace.accounts.add(name="Nord Foods")
    workspace.contacts.add(account.id, name="Ivan Petrov", roles=("decider",))
    workspace.touches.log(account.id, on="2026-11-10", kind="call", people=("Ivan Petrov",), next_step="call again")
    workspace.plans.write_block(account.id, 2026, 1, "text")
    assert workspace.accounts.remove(account.id) == "deleted"
    workspace.history.undo()
    assert workspace.contacts.of(account.id)[0].roles == ("decider",)
    assert workspace.touches.of(account.id)[0].contact_ids
    assert workspace.plans.year(account.id, 2026).blocks[0].text == "text"


def test_rows_carry_the_figures_of_the_last_twelve_months(workspace: Workspace, tmp_path: Path) -> None:
    workspace.accounts.add(name="Nord Foods", code="NORD")
    workspace.accounts.add(name="Volga Dairy", code="VOLGA")
    with_orders(
        workspace,
        tmp_path,
        "NORD,1,2025-11-20,1000,500",  # today a year ago: outside (today − 12 months, today]
        "NORD,2,2025-11-21,300,30",
        "NORD,3,2026-11-20,100,20",
        "VOLGA,4,2026-05-05,600,",
    )
    nord, volga = workspace.accounts.rows()
    assert (nord.revenue_12m, nord.margin_12m, nord.ltv) == (Decimal(400), Decimal(50), Decimal(550))
    assert nord.revenue_share == pytest.approx(0.4)
    assert (volga.revenue_12m, volga.margin_12m) == (Decimal(600), None)
    assert sum(nord.months) == 400


def test_the_brief_says_what_a_call_needs(workspace: Workspace) -> None:
    account = workspace.accounts.add(name="Nord Foods", category="K")
    workspace.contacts.add(
        account.id, name="Ivan Petrov", position="CEO", level=5, influence="inner_circle", attitude=-1
    )
    workspace.touches.log(account.id, on="2026-11-18", kind="call", people=("Ivan Petrov",), outcome="likes it")
    workspace.tasks.add(title="Send the offer", account_id=account.id, due="2026-11-21")
    brief = workspace.accounts.brief(account.id)
    assert "2 days ago" in brief.last_touch
    assert "Ivan Petrov" in brief.last_touch
    assert brief.next_step == "Send the offer, tomorrow"
    assert (brief.quarter_done, brief.quarter_planned) == (0, 1)
    assert any("against us" in text for text in brief.careful)
