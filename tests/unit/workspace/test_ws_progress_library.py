"""The library of progressions, edited; what was done stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.progress import LibraryItem
from kamtui.domain.words import ProgressStatus
from kamtui.errors import Conflict, InvalidFields, InvalidValue, NotFound, Refused
from kamtui.i18n import set_language
from kamtui.workspace import Workspace

Turned = Callable[[Callable[[], Any]], Any]


def library(workspace: Workspace, **fields: Any) -> dict[str, LibraryItem]:
    return {item.code: item for item in workspace.progress.library_items(**fields)}


def test_items_are_added_with_both_languages(workspace: Workspace, nord: Account, turned: Turned) -> None:
    turned(
        lambda: workspace.progress.add_item(
            None, code="Z1", title_en="Joint lab", title_ru="Общая лаборатория", category="integration", core="yes"
        )
    )
    item = library(workspace)["Z1"]
    assert (item.title_en, item.title_ru, item.core, item.weight) == ("Joint lab", "Общая лаборатория", True, 3)
    assert workspace.progress.item(nord.id, "z1").in_set
    assert workspace.progress.add_item(None, title_ru="Только по-русски", category="knowledge").title == (
        "Только по-русски"
    )
    with pytest.raises(InvalidValue, match="code of another"):
        workspace.progress.add_item(None, code="z1", title="x", category="knowledge")
    for fields in ({"weight": 6}, {"weight": 0}, {"weight": "2.5"}, {"category": "other"}, {"title": " "}):
        with pytest.raises(InvalidFields):
            workspace.progress.add_item(None, **{"title": "x", "category": "knowledge", **fields})


def test_rewording_reweighing_and_grouping(workspace: Workspace, nord: Account, turned: Turned) -> None:
    workspace.progress.change(nord.id, "K01", status="done", evidence="80 M")
    item = library(workspace)["K01"]
    turned(
        lambda: workspace.progress.change_item(
            item.id, item.version, title_en="Spend", title_ru="Объём", weight=2, category="interaction",
            evidence_ru="сумма", expires_months=None, core=False,
        )
    )  # fmt: skip
    changed = library(workspace)["K01"]
    assert changed[3:10] == ("Spend", "Объём", "amount, year, source", "сумма", 2, False, None)
    done = workspace.progress.item(nord.id, "K01")
    assert (done.status, done.state.evidence, done.progression.weight) == (ProgressStatus.DONE, "80 M", 2)
    with pytest.raises(Conflict):
        workspace.progress.change_item(item.id, item.version, weight=5)
    with pytest.raises(Refused, match="code"):
        workspace.progress.change_item(item.id, code="K99")
    workspace.progress.change_item(item.id, title_ru="")
    assert library(workspace)["K01"].title_ru == "Spend"


def test_retired_items_keep_what_was_done_and_come_back_with_it(
    workspace: Workspace, nord: Account, turned: Turned
) -> None:
    workspace.progress.change(nord.id, "K02", status="done", evidence="table")
    item = library(workspace)["K02"]
    turned(lambda: workspace.progress.retire_item(item.id))
    with pytest.raises(NotFound):
        workspace.progress.item(nord.id, "K02")
    assert "K02" in library(workspace)
    assert "K02" not in library(workspace, retired=False)
    turned(lambda: workspace.progress.bring_back_item(item.id))
    assert workspace.progress.item(nord.id, "K02").state.evidence == "table"
    with pytest.raises(Refused):
        workspace.progress.retire_item(library(workspace)["C12"].id)


def test_items_move_within_the_library(workspace: Workspace, turned: Turned) -> None:
    turned(lambda: workspace.progress.move_item(library(workspace)["K03"].id, -1))
    assert list(library(workspace))[:3] == ["K01", "K03", "K02"]
    workspace.progress.move_item(library(workspace)["K01"].id, 999)
    assert list(library(workspace))[-1] == "K01"


def test_own_items_of_an_account_are_a_list_of_their_own(workspace: Workspace, nord: Account) -> None:
    workspace.progress.add_item(nord.id, title="Own", category="knowledge")
    assert list(library(workspace, account_id=nord.id)) == ["X01"]
    assert "X01" not in library(workspace)
    assert workspace.accounts.remove(nord.id) == "deleted"
    assert workspace.reader.rows("SELECT * FROM progression_past") == []


def test_what_is_exported_comes_back_unchanged(workspace: Workspace) -> None:
    rows = workspace.progress.export_library()
    assert (len(rows), rows[0]["code"], rows[0]["core"], rows[0]["expires_months"]) == (48, "K01", "yes", "12")
    before = library(workspace)
    assert workspace.progress.import_library(rows, replace=True) == (0, 0, 48, 0, 0, 0)
    assert library(workspace) == before


def test_rows_add_change_and_bring_back(workspace: Workspace, turned: Turned) -> None:
    workspace.progress.retire_item(library(workspace)["K05"].id)
    rows: list[dict[str, object]] = [
        {"code": "k01", "weight": "2", "title_en": "Spend"},
        {"code": "K05"},
        {"code": "K06", "retired": "да"},
        {"code": "C12", "retired": "no"},
        {"code": "NEW1", "category": "knowledge", "weight": "", "title_ru": "Новый", "core": "x"},
        {"code": "", "category": "contacts", "title_en": "Unnamed", "expires_months": "6"},
    ]
    counts = turned(lambda: workspace.progress.import_library(rows))
    assert counts._asdict() == {
        "added": 2,
        "changed": 1,
        "unchanged": 1,
        "retired": 1,
        "brought_back": 1,
        "left_out": 0,
    }
    found = library(workspace)
    assert (found["K01"].weight, found["K01"].title_en) == (2, "Spend")
    assert found["K01"].title_ru.startswith("Известен")
    assert not found["K05"].retired
    assert found["K06"].retired
    assert not found["C12"].retired
    assert (found["NEW1"].weight, found["NEW1"].core, found["NEW1"].title_en) == (3, True, "Новый")
    assert (found["X01"].title_en, found["X01"].expires_months) == ("Unnamed", 6)


def test_a_company_library_replaces_the_standard_one(workspace: Workspace, nord: Account, turned: Turned) -> None:
    workspace.progress.change(nord.id, "K01", status="done", evidence="x")
    set_language("ru")
    rows = [
        {"code": "A2", "category": "knowledge", "title_ru": "Второй", "core": "да"},
        {"code": "A1", "category": "contacts", "title_ru": "Первый", "core": "да"},
    ]
    counts = turned(lambda: workspace.progress.import_library(rows, replace=True))
    assert (counts.added, counts.left_out) == (2, 47)
    assert list(library(workspace, retired=False)) == ["A2", "A1", "C12"]
    assert workspace.progress.of(nord.id).share.value == 0
    again = workspace.progress.import_library([{"code": "K01"}])
    assert again.brought_back == 1
    assert workspace.progress.item(nord.id, "K01").status is ProgressStatus.DONE


def test_bad_rows_are_named_and_nothing_is_changed(workspace: Workspace, contents: Callable[[Workspace], Any]) -> None:
    before = contents(workspace)
    rows = [
        {"code": "K01", "weight": "7"},
        {"code": "K02", "weight": "3"},
        {"code": "k02", "weight": "4"},
        {"code": "NEW", "title_en": "No group"},
        {"code": "NEW2", "category": "knowledge"},
        {"code": "K03", "core": "perhaps"},
        {"code": "C12", "retired": "yes"},
    ]
    with pytest.raises(InvalidFields) as caught:
        workspace.progress.import_library(rows)
    assert [error.field for error in caught.value.errors] == [
        "row 1, weight", "row 3, code", "row 4, category", "row 5, title", "row 6, core",
        "row 7, retired",
    ]  # fmt: skip
    assert contents(workspace) == before
