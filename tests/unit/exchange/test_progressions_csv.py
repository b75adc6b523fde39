"""The library of progressions out and in: nothing is lost on the way, faults are named, others' files are read."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kamtui import workspace as workspaces
from kamtui.clock import Clock
from kamtui.domain.progress import LibraryItem
from kamtui.errors import InvalidValue, NotFound, Refused
from kamtui.exchange.report import ImportOptions, ImportResult
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
HEADER = "code,category,core,weight,expires_months,title_en,title_ru,evidence_en,evidence_ru"


def made(folder: Path, name: str = "kamtui.db") -> Workspace:
    workspace = workspaces.create(folder / name, Clock(TODAY), login="anna", name="Anna")
    workspace.accounts.add(name="Nord", code="NORD", category="K")
    workspace.accounts.add(name="Volga", code="VOLGA")
    return workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = made(tmp_path)
    yield opened
    opened.close()


def key(workspace: Workspace, code: str = "NORD") -> str:
    return workspace.accounts.find(code).id


def items(workspace: Workspace) -> list[tuple[object, ...]]:
    """Everything that a file says of items, in their order; accounts by code."""
    codes = {key: code for code, _name, key in workspace.accounts.refs()}
    found: list[LibraryItem] = [*workspace.progress.library_items(), *workspace.progress.own_items()]
    return [(codes.get(item.account_id or ""), *item[1:11]) for item in found]


def bring(workspace: Workspace, path: Path, **options: object) -> ImportResult:
    return workspace.imports.run("progressions", path, ImportOptions(**options))  # type: ignore[arg-type]


def file(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "library.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def counts(result: ImportResult) -> tuple[int, ...]:
    return result.read, result.created, result.updated, result.unchanged, result.rejected


def changed(workspace: Workspace) -> None:
    progress = workspace.progress
    by_code = {item.code: item for item in progress.library_items()}
    progress.change_item(by_code["K01"].id, weight=2, title_en='=SUM("x"), a; b', evidence_ru="")
    progress.retire_item(by_code["G07"].id)
    progress.add_item(None, code="Z1", title_en="Joint lab", title_ru="Общая лаборатория", category="integration")
    progress.move_item(by_code["K03"].id, -2)
    progress.add_item(key(workspace), title_en="Lab visit", title_ru="Визит", category="interaction", weight=1)
    progress.add_item(key(workspace, "VOLGA"), title_en="-5 °C line", category="knowledge", expires_months=6)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_export_then_import_gives_the_same_library(workspace: Workspace, tmp_path: Path, ending: str) -> None:
    changed(workspace)
    path, count = workspace.exports.progressions(tmp_path / f"library.{ending}")
    assert count == 51
    before = items(workspace)
    same = bring(workspace, path, replace=True)
    assert (*counts(same), same.retired) == (51, 0, 0, 51, 0, 0)
    assert workspace.history.steps()[0].action != "progression.import"
    other = made(tmp_path, f"{ending}.db")
    bring(other, path, replace=True)
    assert items(other) == before
    other.close()


def test_an_export_of_one_account_has_its_own_items_only(workspace: Workspace, tmp_path: Path) -> None:
    changed(workspace)
    path, count = workspace.exports.progressions(tmp_path / "own.csv", key(workspace))
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["code"], row["account"], row["weight"]) for row in rows] == [("X01", "NORD", "1")]
    assert count == 1


def test_a_formula_stays_a_text_in_a_spreadsheet(workspace: Workspace, tmp_path: Path) -> None:
    changed(workspace)
    path, _count = workspace.exports.progressions(tmp_path / "library.csv")
    assert '" =SUM(' in path.read_text(encoding="utf-8-sig")


def test_rows_add_update_and_leave_alone_in_one_step(workspace: Workspace, tmp_path: Path) -> None:
    before = items(workspace)
    path = file(tmp_path, "k01,2,,", "K99,,New one,knowledge", "K02,5,,", header="code,weight,title_en,category")
    result = bring(workspace, path)
    assert counts(result) == (3, 1, 1, 1, 0)
    by_code = {item.code: item for item in workspace.progress.library_items()}
    assert (by_code["K01"].weight, by_code["K99"].weight, by_code["K99"].title_ru) == (2, 3, "New one")
    assert by_code["K02"].title_en == "Competitors' shares of the wallet are known"
    workspace.history.undo()
    assert items(workspace) == before


def test_a_dry_run_counts_the_same_and_writes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    before, steps = items(workspace), workspace.history.steps()
    path = file(tmp_path, "K01,2", "G01,9", header="code,weight")
    dry = bring(workspace, path, dry_run=True, replace=True)
    assert (items(workspace), workspace.history.steps()) == (before, steps)
    real = bring(workspace, path, replace=True)
    assert counts(dry) == counts(real) == (2, 0, 1, 0, 1)
    assert dry.retired == real.retired == 45  # the faulty row names G01, C12 always stays


def test_a_company_library_replaces_the_standard_one_and_keeps_what_was_done(
    workspace: Workspace, tmp_path: Path
) -> None:
    nord = key(workspace)
    workspace.progress.change(nord, "K01", status="done", evidence="40 M")
    own = workspace.progress.add_item(nord, title="Lab visit", category="interaction")
    path = file(tmp_path, "B2,contacts,yes,4,,Second,,,", "B1,knowledge,yes,5,6,First,Первый,,")
    result = bring(workspace, path, replace=True)
    assert (result.created, result.retired) == (2, 47)
    assert [item.code for item in workspace.progress.library_items(retired=False)] == ["B2", "B1", "C12"]
    assert not next(item for item in workspace.progress.own_items() if item.id == own.id).retired
    back = bring(workspace, file(tmp_path, "K01", header="code"))
    assert counts(back) == (1, 0, 1, 0, 0)
    assert workspace.progress.item(nord, "K01").state.evidence == "40 M"


def test_replacing_the_items_of_one_account_leaves_all_others(workspace: Workspace, tmp_path: Path) -> None:
    changed(workspace)
    path = file(tmp_path, "N1,knowledge,Plant map", header="code,category,title_en")
    result = bring(workspace, path, replace=True, account="nord")
    assert (result.created, result.retired) == (1, 1)
    nord = key(workspace)
    own = [(item.account_id == nord, item.code, item.retired) for item in workspace.progress.own_items()]
    assert own == [(True, "N1", False), (True, "X01", True), (False, "X01", False)]
    assert sum(item.retired for item in workspace.progress.library_items()) == 1


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("K01,knowledge,yes,6,,,,,", "weight", "1…5"),
        ("K01,knowledge,yes,0,,,,,", "weight", "1…5"),
        ("K01,knowledge,yes,two,,,,,", "weight", "1…5"),
        ("K01,knowledge,perhaps,,,,,,", "core", "yes, no"),
        ("K01,gossip,yes,,,,,,", "category", "knowledge"),
        ("K01,knowledge,yes,,121,,,,", "expires_months", "1…120"),
        (f"K01,,,,,{'x' * 201},,,", "title_en", "longer than 200"),
        (",knowledge,yes,3,,No code,,,", "code", "is needed"),
        ("Z9,knowledge,yes,3,,,,,", "title", "is needed"),
        ("Z9,,yes,3,,No group,,,", "category", "is needed"),
        ("Z9,,yes,3,,New,,,", "category", "expected"),
        ("C12,contacts,yes,4,6,,,,", "expires_months", "computed"),
        ("C12,knowledge,yes,4,,,,,", "category", "computed"),
    ],
)
def test_a_bad_row_is_refused_with_its_place_and_reason(
    workspace: Workspace, tmp_path: Path, row: str, column: str, reason: str
) -> None:
    before = items(workspace)
    result = bring(workspace, file(tmp_path, row, "K02,knowledge,yes,5,12,,,,"))
    (reject,) = result.rejects
    assert (reject.line, reject.column) == (2, column)
    assert reason in reject.reason
    assert (result.rejected, len(items(workspace))) == (1, len(before))


def test_rows_that_quarrel_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    rows = ["K01,NORD,,", "N1,NORD,knowledge,Own", "n1,nord,knowledge,Again", "Q1,NOBODY,knowledge,Lost"]
    rows += ["N1,,knowledge,Shared", "C12,,contacts,Map"]
    result = bring(workspace, file(tmp_path, *rows, header="code,account,category,title_en"))
    found = [(one.line, one.column, one.reason.split(";")[0]) for one in result.rejects]
    assert found == [
        (2, "code", "is the code of another progression"),
        (4, "code", "stands in an earlier row too"),
        (5, "account", "no account matches “NOBODY”"),
        (6, "code", "is the code of another progression"),
    ]
    assert (result.created, result.updated) == (1, 1)


def test_what_is_known_may_be_left_alone_or_refused(workspace: Workspace, tmp_path: Path) -> None:
    path = file(tmp_path, "K01,1", header="code,weight")
    assert counts(bring(workspace, path, on_duplicate="skip")) == (1, 0, 0, 1, 0)
    assert workspace.progress.library_items()[0].weight == 5
    assert "exists already" in bring(workspace, path, on_duplicate="error").rejects[0].reason


def test_a_table_saved_by_a_russian_excel_is_read(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "библиотека.csv"
    text = "Код;Группа;Основной;Вес;Срок, месяцев;Название\r\nП1;Знание;да;4;12;Бюджет «известен»\r\n"
    for encoding in ("cp1251", "utf-8-sig", "utf-16"):
        path.write_bytes(text.encode(encoding))
        assert bring(workspace, path).rejects == ()
    item = next(item for item in workspace.progress.library_items() if item.code == "П1")
    assert (item.category, item.core, item.weight, item.expires_months) == ("knowledge", True, 4, 12)
    assert item.title_ru == "Бюджет «известен»"


def test_a_workbook_with_numbers_is_read(workspace: Workspace, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["code", "weight", "retired"])
    book.active.append(["K01", 2.0, True])
    book.save(tmp_path / "library.xlsx")
    assert counts(bring(workspace, tmp_path / "library.xlsx")) == (1, 0, 1, 0, 0)
    assert workspace.progress.library_items()[0].retired


def test_rejected_rows_are_kept_to_be_mended(workspace: Workspace, tmp_path: Path) -> None:
    rejects = tmp_path / "bad.csv"
    bring(workspace, file(tmp_path, "K01,9", "K02,3", header="code,weight"), rejects=rejects)
    assert rejects.read_text(encoding="utf-8-sig").splitlines()[1].startswith("K01,9,")
    assert len(rejects.read_text(encoding="utf-8-sig").splitlines()) == 2


def test_what_makes_no_sense_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="code"):
        bring(workspace, file(tmp_path, "x", header="title"))
    with pytest.raises(InvalidValue, match="replace"):
        workspace.imports.run("accounts", file(tmp_path, "x", header="name"), ImportOptions(replace=True))
    with pytest.raises(InvalidValue, match=r"\.csv"):
        workspace.exports.progressions(tmp_path / "library.docx")
    with pytest.raises(NotFound):
        bring(workspace, file(tmp_path, "K01", header="code"), account="nobody")
