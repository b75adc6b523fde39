"""Import of wallet estimates from a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest

from kamtui.domain.wallet import US, WHOLE
from kamtui.errors import Refused
from kamtui.exchange.report import ImportOptions, ImportResult
from kamtui.workspace import Workspace

ROWS = """account,category,supplier,year,amount,source,date
NORD,,all,2026,40 000 000,CEO,01.03.2026
NORD,,us,2026,12000000,,01.03.2026
nord foods,Cleaners,ChemCo,2026,"10,5 млн",buyer,2026-03-02
NORD,Packaging,BoxCo,2026,5-6 млн,,
"""
Load = Callable[..., ImportResult]


@pytest.fixture
def load(workspace: Workspace, nord: Any, tmp_path: Path) -> Load:
    """Imports a text as a file of estimates, into a workspace with the account NORD."""

    def run(text: str, **options: Any) -> ImportResult:
        path = tmp_path / "wallet.csv"
        path.write_text(text, encoding="utf-8")
        return workspace.imports.run("wallet", path, ImportOptions(**options))

    return run


def counts(result: ImportResult) -> tuple[int, int, int, int, int]:
    return (result.read, result.created, result.updated, result.unchanged, result.rejected)


def stored(workspace: Workspace) -> dict[tuple[str | None, str, int, str], tuple[D, D | None, str]]:
    nord = workspace.accounts.find("NORD")
    return {
        (one.category, one.supplier, one.year, str(one.on)): (one.amount, one.high, one.source)
        for one in workspace.wallet.estimates(nord.id)
    }


def test_rows_with_all_that_can_be_said(workspace: Workspace, load: Load) -> None:
    assert counts(load(ROWS)) == (4, 4, 0, 0, 0)
    assert stored(workspace) == {
        (None, WHOLE, 2026, "2026-03-01"): (D(40_000_000), None, "CEO"),
        (None, US, 2026, "2026-03-01"): (D(12_000_000), None, ""),
        ("Cleaners", "ChemCo", 2026, "2026-03-02"): (D(10_500_000), None, "buyer"),
        ("Packaging", "BoxCo", 2026, "2026-11-20"): (D(5_000_000), D(6_000_000), ""),
    }


def test_russian_headers_and_words(workspace: Workspace, load: Load) -> None:
    text = "Клиент;Категория;Поставщик;Год;Сумма, млн руб.;Источник;Дата\nNORD;Моющие;мы;2026;4,2;;01.02.26\n"
    assert counts(load(text)) == (1, 1, 0, 0, 0)
    assert stored(workspace) == {("Моющие", US, 2026, "2026-02-01"): (D(4_200_000), None, "")}


def test_one_import_is_one_step(workspace: Workspace, load: Load) -> None:
    load(ROWS)
    assert workspace.history.undo() == "imported wallet estimates from wallet.csv"
    assert stored(workspace) == {}
    assert workspace.wallet.names()[0] == []
    workspace.history.redo()
    assert len(stored(workspace)) == 4


def test_importing_again_changes_nothing(
    workspace: Workspace, load: Load, open_workspace: Callable[..., Workspace], tmp_path: Path
) -> None:
    load(ROWS)
    steps = len(workspace.history.steps(50))
    assert counts(load(ROWS)) == (4, 0, 0, 4, 0)
    assert len(workspace.history.steps(50)) == steps
    later = open_workspace(today=date(2026, 12, 5))
    assert counts(later.imports.run("wallet", tmp_path / "wallet.csv")) == (4, 0, 0, 4, 0)


def test_another_day_is_another_estimate_and_the_same_day_a_correction(workspace: Workspace, load: Load) -> None:
    load(ROWS)
    again = ROWS.replace("40 000 000,CEO,01.03.2026", "45000000,CEO,01.06.2026").replace("10,5 млн", "11 млн")
    assert counts(load(again)) == (4, 1, 1, 2, 0)
    assert workspace.wallet.year(workspace.accounts.find("NORD").id, 2026).total == D(45_000_000)
    assert stored(workspace)["Cleaners", "ChemCo", 2026, "2026-03-02"][0] == D(11_000_000)


def test_row_without_a_day_that_says_something_new_is_of_today(workspace: Workspace, load: Load) -> None:
    load("account,supplier,year,amount,date\nNORD,ChemCo,2026,5,2026-03-01\n")
    assert counts(load("account,supplier,year,amount\nNORD,chemco,2026,5\n")) == (1, 0, 0, 1, 0)
    assert counts(load("account,supplier,year,amount\nNORD,chemco,2026,6\n")) == (1, 1, 0, 0, 0)
    assert sorted(stored(workspace)) == [(None, "ChemCo", 2026, "2026-03-01"), (None, "ChemCo", 2026, "2026-11-20")]


def test_what_to_do_with_known_ones(workspace: Workspace, load: Load) -> None:
    load(ROWS)
    more = ROWS.replace("12000000", "13000000")
    assert counts(load(more, on_duplicate="skip")) == (4, 0, 0, 4, 0)
    refused = load(more, on_duplicate="error")
    assert counts(refused) == (4, 0, 0, 0, 4)
    assert refused.rejects[0].reason == "this estimate exists already"
    assert counts(load(more)) == (4, 0, 1, 3, 0)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("NORD,,ChemCo,2026,,,", "amount", "is needed"),
        ("NORD,,,2026,5,,", "supplier", "“all” for what is bought from everybody"),
        ("NORD,,ChemCo,,5,,", "year", "is needed"),
        ("NORD,,ChemCo,26,5,,", "year", "2000…2100"),
        ("NORD,,ChemCo,2026,many,,", "amount", "a number"),
        ("NORD,,ChemCo,2026,-5,,", "amount", "≥ 0"),
        ("NORD,,ChemCo,2026,6-5 млн,,", "amount", "upside down"),
        ("NORD,,ChemCo,2026,$5,,", "amount", "another currency"),
        ("NORD,,ChemCo,2026,5,,2027-01-01", "date", "has not come yet"),
        ("NORD,,ChemCo,2026,5,,31.02.2026", "date", "no such day"),
        ("NOBODY,,ChemCo,2026,5,,", "account", "no such account"),
        (",,ChemCo,2026,5,,", "account", "is needed"),
        ("NORD,,ChemCo,2026,99999999999999999,,", "amount", "too large"),
    ],
)
def test_bad_rows_say_why(workspace: Workspace, load: Load, row: str, column: str, reason: str) -> None:
    result = load(f"account,category,supplier,year,amount,source,date\n{row}\nNORD,,BoxCo,2026,7,,\n")
    assert counts(result) == (2, 1, 0, 0, 1)
    assert [one.column for one in result.rejects] == [column]
    assert reason in result.rejects[0].reason
    assert [key[1] for key in stored(workspace)] == ["BoxCo"]


def test_every_fault_of_a_row_is_told(load: Load) -> None:
    result = load("account,supplier,year,amount\nNOBODY,,26,many\n")
    assert counts(result) == (1, 0, 0, 0, 1)
    assert {one.column for one in result.rejects} == {"account", "supplier", "year", "amount"}


def test_parts_above_their_total_are_rejected_whatever_the_order(workspace: Workspace, load: Load) -> None:
    result = load(
        "account,supplier,year,amount\nNORD,ChemCo,2026,30\nNORD,us,2026,9\nNORD,BoxCo,2026,8\nNORD,all,2026,40\n"
    )
    assert counts(result) == (4, 3, 0, 0, 1)
    assert (result.rejects[0].line, result.rejects[0].column) == (4, "amount")
    assert "make 47, more than the total of 40; give less, or raise the total first" in result.rejects[0].reason
    assert workspace.wallet.year(workspace.accounts.find("NORD").id, 2026).warnings == ()


def test_total_and_parts_that_shrink_together_are_taken(workspace: Workspace, load: Load) -> None:
    load("account,supplier,year,amount\nNORD,all,2026,40\nNORD,us,2026,30\n")
    assert counts(load("account,supplier,year,amount\nNORD,all,2026,20\nNORD,us,2026,6\n")) == (2, 0, 2, 0, 0)
    lower = load("account,supplier,year,amount\nNORD,all,2026,5\n")
    assert counts(lower) == (1, 0, 0, 0, 1)
    assert "estimate the parts anew first" in lower.rejects[0].reason


def test_dry_run_writes_nothing(workspace: Workspace, load: Load) -> None:
    assert counts(load(ROWS, dry_run=True)) == (4, 4, 0, 0, 0)
    assert stored(workspace) == {}


def test_accounts_can_be_made_or_given(workspace: Workspace, load: Load) -> None:
    text = "account,supplier,year,amount\nVolga,us,2026,5\n"
    assert counts(load(text, create_accounts=True)) == (1, 1, 0, 0, 0)
    assert workspace.wallet.year(workspace.accounts.find("Volga").id, 2026).ours == D(5)
    assert counts(load("supplier,year,amount\nus,2026,5\n", account="NORD")) == (1, 1, 0, 0, 0)


def test_file_without_a_needed_column_is_refused(load: Load) -> None:
    with pytest.raises(Refused, match="supplier"):
        load("account,year,amount\nNORD,2026,5\n")


def test_rejects_file_imports_again(workspace: Workspace, load: Load, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    load("account,supplier,year,amount\nNORD,us,26,5\n", rejects=bad)
    mended = bad.read_text(encoding="utf-8-sig").replace(",26,", ",2026,")
    assert counts(load(mended)) == (1, 1, 0, 0, 0)


def test_a_part_that_alone_is_too_large_is_refused_and_not_the_others(load: Load) -> None:
    result = load(
        "account,supplier,year,amount\nNORD,all,2026,40\nNORD,ChemCo,2026,70\nNORD,BoxCo,2026,8\nNORD,us,2026,9\n"
    )
    assert counts(result) == (4, 3, 0, 0, 1)
    assert [one.line for one in result.rejects] == [3]


def test_many_rows_that_do_not_fit_are_refused_in_one_go_with_a_short_reason(load: Load) -> None:
    rows = "".join(f"NORD,Supplier {number:03},2026,1\n" for number in range(150))
    result = load(f"account,supplier,year,amount\nNORD,all,2026,100\n{rows}")
    assert counts(result) == (151, 101, 0, 0, 50)
    assert sorted(one.line for one in result.rejects) == list(range(103, 153))
    assert all(len(one.reason) < 250 and ", …)" in one.reason for one in result.rejects)
