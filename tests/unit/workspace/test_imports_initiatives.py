"""Import of initiatives: with an amount a row makes the opportunity too; the same file again changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamtui.domain.accounts import Account
from kamtui.domain.initiatives import Initiative
from kamtui.domain.quarters import Quarter
from kamtui.exchange.report import ImportOptions, ImportResult
from kamtui.workspace import Workspace

RUSSIAN = """Клиент;Инициатива;Источник;Релевантна;Категория;Сумма;Вероятность;Квартал;Конкурент
Nord Foods;Новый завод;пресса;да;Моющие средства;4,2 млн;30%;Q3;ХимКо
nord;Новый завод;;;Упаковка;1 000 000;0,6;2027-Q1;
Nord Foods;Стандарт;технолог;нет;;;;;
Nord Foods;Переезд;;?;;;;;
"""
Load = Callable[..., ImportResult]


@pytest.fixture
def load(workspace: Workspace, nord: Account, tmp_path: Path) -> Load:
    """Imports a text as a file of initiatives."""

    def run(text: str, **options: Any) -> ImportResult:
        path = tmp_path / "initiatives.csv"
        path.write_text(text, encoding="utf-8")
        return workspace.imports.run("initiatives", path, ImportOptions(**options))

    return run


def counts(result: ImportResult) -> tuple[int, int, int, int, int]:
    return (result.read, result.created, result.updated, result.unchanged, result.rejected)


def known(workspace: Workspace, account: Account) -> dict[str, Initiative]:
    return {each.title: each for each in workspace.initiatives.of(account.id)}


def test_rows_with_an_amount_make_the_opportunity_too(workspace: Workspace, nord: Account, load: Load) -> None:
    assert counts(load(RUSSIAN)) == (4, 4, 0, 0, 0)
    found = known(workspace, nord)
    plant = found["Новый завод"]
    assert (plant.source, plant.relevant) == ("пресса", True)
    assert [(o.title, o.category, o.amount, o.probability, o.quarter, o.competitor) for o in plant.opportunities] == [
        ("Моющие средства", "Моющие средства", 4_200_000, Decimal("0.3"), Quarter(2027, 3), "ХимКо"),
        ("Упаковка", "Упаковка", 1_000_000, Decimal("0.6"), Quarter(2027, 1), ""),
    ]
    assert (found["Стандарт"].relevant, found["Переезд"].relevant) == (False, None)
    assert workspace.opportunities.forecast(nord.id, 2027).total == 1_260_000 + 600_000


def test_the_same_again_changes_nothing_and_new_figures_update(workspace: Workspace, nord: Account, load: Load) -> None:
    load(RUSSIAN)
    steps = len(workspace.history.steps(50))
    assert counts(load(RUSSIAN)) == (4, 0, 0, 4, 0)
    assert len(workspace.history.steps(50)) == steps
    assert counts(load(RUSSIAN.replace("30%", "90%").replace("нет", "да"))) == (4, 0, 2, 2, 0)
    assert known(workspace, nord)["Новый завод"].opportunities[0].probability == Decimal("0.9")
    assert len(workspace.opportunities.of(nord.id)) == 2
    assert counts(load(RUSSIAN, on_duplicate="skip")) == (4, 0, 0, 4, 0)
    assert counts(load(RUSSIAN, on_duplicate="error")) == (4, 0, 0, 0, 4)


def test_a_category_that_comes_later_is_that_of_the_only_offer(workspace: Workspace, nord: Account, load: Load) -> None:
    load("account,title,amount,probability\nNORD,Plant,100,0.3\n")
    assert counts(load("account,title,amount,category\nNORD,plant,200,Film\n")) == (1, 0, 1, 0, 0)
    (offer,) = workspace.opportunities.of(nord.id)
    assert (offer.amount, offer.category, offer.probability) == (200, "Film", Decimal("0.3"))
    assert counts(load("account,title,amount,category\nNORD,plant,300,Tape\n")) == (1, 1, 0, 0, 0)


def test_without_an_amount_what_is_left_out_is_said(workspace: Workspace, nord: Account, load: Load) -> None:
    result = load("account,title,category,probability\nNORD,Plant,Film,30%\n")
    assert counts(result) == (1, 1, 0, 0, 0)
    assert result.notes == ("line 2: no amount, so no opportunity was made; category, probability left out",)
    assert workspace.opportunities.of(nord.id) == ()


def test_cells_of_a_sheet_are_numbers(workspace: Workspace, nord: Account, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book, path = Workbook(), tmp_path / "initiatives.xlsx"
    for row in (
        ("account", "title", "relevant", "amount", "probability"),
        ("NORD", "Plant", True, 4_200_000.5, 0.3),
        ("NORD", "Standard", "yes", 10, 60),
        ("NORD", "Too sure", "yes", 10, 1.5),
    ):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    result = workspace.imports.run("initiatives", path)
    assert counts(result) == (3, 2, 0, 0, 1)
    assert {o.initiative: (o.amount, o.probability) for o in workspace.opportunities.of(nord.id)} == {
        "Plant": (Decimal("4200000.50"), Decimal("0.3")),
        "Standard": (Decimal(10), Decimal("0.6")),
    }


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("probability", "150", "between 0 and 1"),
        ("probability", "1.5", "between 0 and 1"),
        ("probability", "-10%", "between 0 and 1"),
        ("probability", "likely", "cannot read"),
        ("amount", "-5", "≥ 0"),
        ("amount", "much", "a number"),
        ("amount", "$5", "another currency"),
        ("quarter", "spring", "2026-Q4"),
        ("relevant", "perhaps", "yes, no"),
        ("title", "", "is needed"),
        ("account", "Nobody", "no such account"),
        ("source", "x" * 201, "longer"),
    ],
)
def test_a_bad_cell_rejects_its_row_alone(
    workspace: Workspace, nord: Account, load: Load, column: str, value: str, reason: str
) -> None:
    bad = {"account": "NORD", "title": "Bad", "amount": "1", "probability": "0.3", "quarter": "Q1"}
    bad |= {"relevant": "yes", "source": "", column: value}
    text = io.StringIO()
    writer = csv.DictWriter(text, list(bad))
    writer.writeheader()
    writer.writerow(bad)
    writer.writerow(
        {**bad, "account": "NORD", "title": "Good", column: ""}
        if column not in ("account", "title")
        else {**bad, "account": "NORD", "title": "Good"}
    )
    result = load(text.getvalue())
    assert counts(result) == (2, 1, 0, 0, 1)
    (reject,) = result.rejects
    assert (reject.line, reject.column) == (2, column)
    assert reason in reject.reason
    assert list(known(workspace, nord)) == ["Good"]


def test_one_import_is_one_step_and_a_dry_run_none(
    workspace: Workspace, nord: Account, load: Load, turned: Callable[[Callable[[], Any]], Any]
) -> None:
    assert counts(load(RUSSIAN, dry_run=True)) == (4, 4, 0, 0, 0)
    assert workspace.initiatives.of(nord.id) == ()
    turned(lambda: load(RUSSIAN.replace("nord;", "Новый клиент;"), create_accounts=True))
    assert workspace.history.steps(1)[0].text == "imported initiatives from initiatives.csv"
    assert len(workspace.initiatives.of(workspace.accounts.find("Новый клиент").id)) == 1
    workspace.history.undo()
    assert counts(load(RUSSIAN.replace("Клиент;", "Кто;"), account="NORD")) == (4, 4, 0, 0, 0)


ROWS = st.fixed_dictionaries(
    {
        "account": st.sampled_from(["NORD", "Nord Foods", "Nobody", ""]),
        "title": st.sampled_from(["Plant", "plant", "Склад", "=1+1", ""]),
        "relevant": st.sampled_from(["yes", "нет", "?", "", "perhaps"]),
        "category": st.sampled_from(["Film", "film", ""]),
        "amount": st.sampled_from(["100", "1 000,50", "4.2 M", "", "-1", "x"]),
        "probability": st.sampled_from(["0.3", "30", "30 %", "", "1.5", "200"]),
        "quarter": st.sampled_from(["Q1", "2027-Q2", "", "spring"]),
    }
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, min_size=1, max_size=8))
def test_any_file_adds_up_and_settles(
    workspace: Workspace, nord: Account, load: Load, rows: list[dict[str, str]]
) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    before = [each.id for each in workspace.initiatives.of(nord.id)]
    first = load(text.getvalue())
    assert first.read == len(rows) == first.created + first.updated + first.unchanged + first.rejected
    again = load(text.getvalue())
    assert (again.created, again.rejected) == (0, first.rejected)
    for offer in workspace.opportunities.of(nord.id):
        assert 0 <= offer.probability <= 1
        assert offer.amount >= 0
    while [each.id for each in workspace.initiatives.of(nord.id)] != before:
        workspace.history.undo()


def test_a_question_mark_stays_open_however_often_it_is_read(workspace: Workspace, nord: Account, load: Load) -> None:
    text = "account,title,relevant,amount\nNORD,Plant,?,100\n"
    assert counts(load(text)) == (1, 1, 0, 0, 0)
    assert known(workspace, nord)["Plant"].relevant is None
    assert counts(load(text)) == (1, 0, 0, 1, 0)


def test_what_is_decided_is_not_changed_by_a_file(workspace: Workspace, nord: Account, load: Load) -> None:
    load("account,title,relevant,amount,quarter\nNORD,Plant,yes,100,2027-Q1\n")
    (offer,) = known(workspace, nord)["Plant"].opportunities
    won = workspace.opportunities.win(offer.id)
    result = load("account,title,relevant,source,amount,quarter\nNORD,Plant,no,press,50,2027-Q3\n")
    assert counts(result) == (1, 0, 1, 0, 0)
    assert any("is decided, and stays as it is" in note for note in result.notes)
    plant = known(workspace, nord)["Plant"]
    assert (plant.relevant, plant.source) == (True, "press")
    assert (plant.opportunities[0].amount, plant.opportunities[0].quarter) == (won.amount, won.quarter)
