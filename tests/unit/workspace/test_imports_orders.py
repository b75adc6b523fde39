from __future__ import annotations

import csv
import os
import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from kamtui.domain.sales import purchases
from kamtui.errors import Refused
from kamtui.exchange.dates import AmbiguousDates
from kamtui.exchange.report import ImportOptions, ImportResult
from kamtui.workspace import Workspace

# An export of an accounting system: a title above the headers, a total below, faults between.
SYSTEM = (Path(__file__).parents[2] / "data" / "sales_export.csv").read_text(encoding="utf-8")

Tables = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "orders.csv"


@pytest.fixture
def load(workspace: Workspace, file: Path) -> Callable[..., ImportResult]:
    """Imports a text as a file of orders, into a workspace with the accounts Норд and Волга."""
    file.write_text(
        "name,code,legal_entity,inn\nНорд,NORD,ООО «Норд»,7707083893\nНорд,NORD,Норд-Трейд,500100732259\n"
        "Волга,VOLGA,,\n",
        encoding="utf-8",
    )
    workspace.imports.run("accounts", file)

    def run(text: str, encoding: str = "utf-8", **options: Any) -> ImportResult:
        file.write_text(text, encoding=encoding)
        return workspace.imports.run("orders", file, ImportOptions(**options))

    return run


def tables(workspace: Workspace) -> Tables:
    """All rows, keys included, that an import of orders may touch."""
    return {
        name: [tuple(row) for row in workspace.reader.rows(f"SELECT * FROM {name} ORDER BY 1, 2")]
        for name in ("order_line", "sales_day", "account", "product_category", "unit", "legal_entity")
    }


def days(workspace: Workspace) -> list[tuple[Any, ...]]:
    return [
        tuple(row)
        for row in workspace.reader.rows(
            "SELECT code, day, revenue, margin, costed, purchase FROM sales_day JOIN account ON account.id = account_id"
            " ORDER BY code, day"
        )
    ]


def lines(workspace: Workspace, columns: str = "order_no, line_no, amount") -> list[tuple[Any, ...]]:
    return [tuple(row) for row in workspace.reader.rows(f"SELECT {columns} FROM order_line ORDER BY order_no, line_no")]


def counts(result: ImportResult) -> tuple[int, int, int, int, int]:
    return (result.read, result.created, result.updated, result.unchanged, result.rejected)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_an_export_as_it_comes(workspace: Workspace, load: Callable[..., ImportResult], encoding: str) -> None:
    text = SYSTEM if encoding != "cp1251" else SYSTEM.replace(" ₽", " руб.")
    result = load(text, encoding)
    assert counts(result) == (7, 4, 0, 0, 3)
    assert lines(workspace, "order_no, line_no, date, product, quantity, amount, margin") == [
        ("РТ-1", 1, "2025-11-21", "Мыло", 1000500000, 123456, 23456),
        ("РТ-1", 2, "2025-11-22", "Тара", 2000000, 200000, None),
        ("РТ-2", 1, "2026-02-01", "Мыло", -1000000, -10000, -4000),
        # Its first line was rejected and keeps its place.
        ("РТ-3", 2, "2026-03-01", "Мыло", 1000000, 500, None),
    ]
    assert days(workspace) == [
        ("NORD", "2025-11-21", 123456, 23456, 123456, 1),
        ("NORD", "2025-11-22", 200000, 0, 0, 0),
        ("NORD", "2026-02-01", -10000, -4000, -10000, 0),
        ("VOLGA", "2026-03-01", 500, 0, 0, 1),
    ]
    # Categories of rejected rows are not created, and two ways to write one are one.
    assert [row[1] for row in tables(workspace)["product_category"]] != []
    assert {row["name"] for row in workspace.reader.rows("SELECT name FROM product_category")} == {"Химия", "Упаковка"}


def test_every_fault_is_reported_with_its_place(load: Callable[..., ImportResult]) -> None:
    result = load(SYSTEM)
    assert [(one.line, one.column, one.value) for one in result.rejects] == [
        (7, "Дата", "31.02.2026"),
        (7, "Кол-во", "abc"),
        (7, "Сумма с НДС, руб.", "$5"),
        (8, "Контрагент", "Кто-то"),
        (10, "Контрагент", "Итого"),
        (10, "Документ", ""),
        (10, "Дата", ""),
    ]
    assert all(one.reason for one in result.rejects)


def test_rejects_come_back_mended_into_their_places(
    workspace: Workspace, load: Callable[..., ImportResult], tmp_path: Path
) -> None:
    rejects = tmp_path / "rejects.csv"
    load(SYSTEM, "utf-8-sig", rejects=rejects)
    rows = list(csv.DictReader(rejects.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert [(row["Контрагент"], row["Сумма с НДС, руб."], row["line"]) for row in rows] == [
        ("Волга", "$5", "1"),
        ("Кто-то", "5", ""),
        ("Итого", "9999", ""),
    ]
    assert all(row["reason"] for row in rows)
    before = lines(workspace)
    mended = rejects.read_text(encoding="utf-8-sig").replace("31.02", "28.02").replace("abc", "1").replace("$5", "7")
    assert counts(load(mended)) == (3, 1, 0, 0, 2)
    assert lines(workspace) == sorted([*before, ("РТ-3", 1, 700)])


def test_rejects_of_single_lines_have_one_column_more(load: Callable[..., ImportResult], tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    load("account,order,date,amount\nNORD,1,2026-01-01,x\nNORD,2,2026-01-01,5\n", rejects=rejects)
    assert rejects.read_text(encoding="utf-8").splitlines()[0] == "account,order,date,amount,reason"


def test_importing_again_makes_no_duplicates(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    load(SYSTEM)
    before, steps = tables(workspace), len(workspace.history.steps(50))
    assert counts(load(SYSTEM)) == (7, 0, 0, 4, 3)
    assert tables(workspace) == before
    assert len(workspace.history.steps(50)) == steps


def test_undo_and_redo_restore_every_byte(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    load("account,order,line,date,amount\nNORD,A,1,2026-01-01,5\n")
    first = tables(workspace)
    load(SYSTEM, create_accounts=True)
    second = tables(workspace)
    load(SYSTEM.replace("2000;;", "2500;10;").replace("Волга;;РТ-3;01.03", "Норд;;РТ-3;02.03"))
    third = tables(workspace)
    assert first != second != third
    for expected in (second, first):
        workspace.history.undo()
        assert without_stamps(tables(workspace)) == without_stamps(expected)
    for expected in (second, third):
        workspace.history.redo()
        assert without_stamps(tables(workspace)) == without_stamps(expected)
    workspace.history.undo()
    assert without_stamps(tables(workspace)) == without_stamps(second)


def without_stamps(found: Tables) -> Tables:
    """Rows that people edit without version and stamps, which only rise."""
    return {
        name: [tuple(value for value in row if "20:00" not in str(value)) for row in rows]
        if name in ("order_line", "sales_day")
        else [row[3:] for row in rows]
        for name, rows in found.items()
    }


def test_undo_refuses_what_another_import_has_overwritten(
    workspace: Workspace, load: Callable[..., ImportResult], open_workspace: Callable[..., Workspace], file: Path
) -> None:
    load("account,order,line,date,amount\nNORD,A,1,2026-01-01,5\nNORD,A,2,2026-01-01,6\n")
    file.write_text("account,order,line,date,amount\nNORD,A,2,2026-01-01,7\n", encoding="utf-8")
    other = open_workspace("boris")
    other.imports.run("orders", file)
    with pytest.raises(Refused, match="later import"):
        workspace.history.undo()
    other.history.undo()
    workspace.history.undo()
    assert lines(workspace) == []
    with pytest.raises(Refused):
        other.history.redo()


@pytest.mark.parametrize(
    ("policy", "expected", "amount"),
    [("update", (2, 1, 1, 0, 0), 900), ("skip", (2, 1, 0, 1, 0), 500), ("error", (2, 1, 0, 0, 1), 500)],
)
def test_what_is_there_already(
    workspace: Workspace,
    load: Callable[..., ImportResult],
    policy: str,
    expected: tuple[int, ...],
    amount: int,
) -> None:
    load("account,order,line,date,amount,product\nNORD,A,1,2026-01-01,5,Soap\n")
    result = load("account,order,line,date,amount\nNORD,A,1,2026-01-01,9\nNORD,A,2,2026-01-01,6\n", on_duplicate=policy)
    assert counts(result) == expected
    # A column that the file does not have keeps what it held.
    assert lines(workspace, "line_no, amount, product") == [(1, amount, "Soap"), (2, 600, "")]


@pytest.mark.parametrize(
    ("policy", "expected", "amount"),
    [("update", (4, 2, 1, 1, 0), 700), ("skip", (4, 2, 0, 2, 0), 500), ("error", (4, 2, 0, 0, 2), 500)],
)
def test_one_key_twice_in_a_file(
    workspace: Workspace,
    load: Callable[..., ImportResult],
    policy: str,
    expected: tuple[int, ...],
    amount: int,
) -> None:
    rows = ["A,1,2026-01-01,5", "A,1,2026-01-01,7", "B,1,2026-01-01,6", "B,1,2026-01-01,6"]
    text = "account,order,line,date,amount\n" + "".join(f"NORD,{row}\n" for row in rows)
    result = load(text, on_duplicate=policy)
    assert counts(result) == expected
    assert lines(workspace) == [("A", 1, amount), ("B", 1, 600)]
    assert sum(row[2] for row in days(workspace)) == amount + 600
    if policy == "update":
        assert counts(load(text)) == (4, 0, 0, 4, 0)


def test_lines_without_numbers_count_within_their_order(
    workspace: Workspace, load: Callable[..., ImportResult]
) -> None:
    rows = ["B,2026-01-01,1", "A,2026-01-01,2", "B,2026-01-01,3", "A,2026-01-02,4"]
    text = "account,order,date,amount\n" + "".join(f"NORD,{row}\n" for row in rows)
    load(text)
    assert lines(workspace) == [("A", 1, 200), ("A", 2, 400), ("B", 1, 100), ("B", 2, 300)]
    assert load(text).unchanged == 4


@pytest.mark.parametrize("mixed", [False, True])
def test_places_hold_over_a_long_file_with_faults(
    workspace: Workspace, load: Callable[..., ImportResult], tmp_path: Path, mixed: bool
) -> None:
    orders = [f"O{number // 7}" for number in range(2000)]
    if mixed:
        orders = orders[1000:] + orders[:1000]
    rows = [f"NORD,{order},2026-01-01,{'x' if at % 97 == 0 else at}" for at, order in enumerate(orders)]
    rejects = tmp_path / "rejects.csv"
    head = "account,order,date,amount\n"
    load(head + "\n".join(rows), rejects=rejects)
    load(rejects.read_text(encoding="utf-8").replace(",x,", ",-1,"))
    expected: dict[str, list[int]] = {}
    for at, order in enumerate(orders):
        expected.setdefault(order, []).append(-100 if at % 97 == 0 else at * 100)
    found: dict[str, list[int]] = {}
    for order, place, amount in lines(workspace):
        found.setdefault(order, []).append(amount)
        assert place == len(found[order])
    assert found == expected


def test_numbers_and_places_may_meet(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    # The second row has no number and stands second: the same key as the number of the first.
    result = load("account,order,line,date,amount\nNORD,A,2,2026-01-01,1\nNORD,A,,2026-01-01,2\n")
    assert counts(result) == (2, 1, 1, 0, 0)
    assert lines(workspace) == [("A", 2, 200)]
    assert days(workspace)[0][2] == 200


def test_split_shipments_and_orders_of_a_day_are_one_purchase(
    workspace: Workspace, load: Callable[..., ImportResult]
) -> None:
    rows = [
        ("A", "2026-01-10"), ("A", "2026-01-20"), ("B", "2026-01-20"), ("B", "2026-02-05"), ("C", "2026-03-01"),
        ("D", "2026-03-01"), ("E", "2026-01-25"),
    ]  # fmt: skip
    for picked in (rows, [rows[4], rows[1], rows[3], rows[0], rows[6], rows[5], rows[2]]):
        load("account,order,line,date,amount\n" + "".join(f"NORD,{o},{n},{d},5\n" for n, (o, d) in enumerate(picked)))
        expected = purchases([(date.fromisoformat(d), o, 500) for o, d in rows])
        assert [date.fromisoformat(row[1]) for row in days(workspace) if row[5]] == list(expected)
        workspace.history.undo()
    # The second half arrives in a later file and joins what was there.
    load("account,order,line,date,amount\nNORD,A,1,2026-01-10,5\nNORD,B,1,2026-01-20,5\n")
    load("account,order,line,date,amount\nNORD,A,2,2026-01-20,5\n")
    assert [row[5] for row in days(workspace)] == [1, 0]


def test_margins_and_amounts_that_have_to_be_computed(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    load(
        "account,order,date,quantity,price,amount,cost,margin\n"
        "NORD,1,2026-01-01,3,0.335,,,\n"
        "NORD,2,2026-01-01,-3,0.335,,,\n"
        "NORD,3,2026-01-01,,,10,4,\n"
        "NORD,4,2026-01-01,,,10,4,5\n"
        "NORD,5,2026-01-01,,,-10,-4,\n"
        "NORD,6,2026-01-01,,,-10,4,\n"
        "NORD,7,2026-01-01,1,,,,\n"
    )
    assert lines(workspace, "amount, margin") == [
        (101, None), (-101, None), (1000, 600), (1000, 500), (-1000, -600), (-1000, -600),
    ]  # fmt: skip


def test_units_and_accounts_are_made_where_asked(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    text = "account,inn,order,date,amount,unit\nNew,,1,2026-01-01,5,Plant\nnew,,2,2026-01-01,5,plant\nBad,,3,,5,Plant\n"
    assert counts(load(text)) == (3, 0, 0, 0, 3)
    assert counts(load(text, create_accounts=True, dry_run=True)) == (3, 2, 0, 0, 1)
    assert counts(load(text, create_accounts=True)) == (3, 2, 0, 0, 1)
    assert [row[0] for row in workspace.reader.rows("SELECT name FROM account ORDER BY 1")] == ["New", "Волга", "Норд"]
    assert [row[0] for row in workspace.reader.rows("SELECT name FROM unit")] == ["Plant"]
    workspace.history.undo()
    assert [row[0] for row in workspace.reader.rows("SELECT name FROM account ORDER BY 1")] == ["Волга", "Норд"]


def test_skipped_lines_make_no_accounts(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    load("account,order,line,date,amount\nNORD,A,1,2026-01-01,5\n")
    steps = len(workspace.history.steps(50))
    text = "account,order,line,date,amount,category\nNewcomer,A,1,2026-01-01,5,Soap\n"
    assert load(text, create_accounts=True, on_duplicate="skip").unchanged == 1
    assert workspace.reader.value("SELECT count(*) FROM account") == 2
    assert workspace.reader.value("SELECT count(*) FROM product_category") == 0
    assert len(workspace.history.steps(50)) == steps


def test_one_account_for_all_rows(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    assert load("order,date,amount\n1,2026-01-01,5\n", account="норд").created == 1
    assert days(workspace)[0][0] == "NORD"


def test_ambiguous_dates_ask_and_the_mapping_answers(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    text = "account,order,When,amount\nNORD,1,01/02/2026,5\nNORD,2,03/04/2026,5\n"
    with pytest.raises(AmbiguousDates) as caught:
        load(text, mapping=("date=When",))
    assert lines(workspace) == []
    load(text, mapping=(f"date={caught.value.column}:mdy",))
    assert lines(workspace, "date") == [("2026-01-02",), ("2026-03-04",)]
    load(text + "NORD,3,21/11/2026,5\n", mapping=("date=When",))
    assert lines(workspace, "date") == [("2026-02-01",), ("2026-04-03",), ("2026-11-21",)]


def test_sheets_with_real_dates_and_numbers(
    workspace: Workspace, load: Callable[..., ImportResult], file: Path
) -> None:
    load("account,order,date,amount\n")
    book = Workbook()
    sheet = book.active
    sheet.append(["Sales"])
    sheet.append([])
    sheet.append(["Customer", "Invoice no", "Line", "Date", "Qty", "Amount", "COGS"])
    sheet.append(["NORD", 17, 1, datetime(2026, 11, 20), 1.5, 1234.565, 1000])
    sheet.append(["Волга", 18, 1, 46347, "2", "1 234,56", None])
    sheet.append(["NORD", 19, 1, "soon", 1, -5, None])
    path = file.with_suffix(".xlsx")
    book.save(path)
    rejects = path.with_name("rejects.xlsx")
    result = workspace.imports.run("orders", path, ImportOptions(rejects=rejects))
    assert counts(result) == (3, 2, 0, 0, 1)
    assert lines(workspace, "order_no, date, quantity, amount, margin") == [
        ("17", "2026-11-20", 1500000, 123457, 23457),
        ("18", "2026-11-21", 2000000, 123456, None),
    ]
    from openpyxl import load_workbook

    rows = list(load_workbook(rejects).active.iter_rows(values_only=True))
    assert rows[1][:6] == ("NORD", 19, 1, "soon", 1, -5)
    sheet["D6"] = datetime(2026, 11, 22)
    book.save(path)
    assert counts(workspace.imports.run("orders", path)) == (3, 1, 0, 2, 0)


def test_dry_run_says_the_same_and_writes_nothing(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    load("account,order,line,date,amount\nNORD,РТ-1,1,2026-01-01,5\n")
    before, steps = tables(workspace), len(workspace.history.steps(50))
    result = load(SYSTEM, dry_run=True)
    assert tables(workspace) == before
    assert len(workspace.history.steps(50)) == steps
    real = load(SYSTEM)
    assert counts(result) == counts(real) == (7, 3, 1, 0, 3)
    assert result.rejects == real.rejects


@pytest.mark.parametrize("moment", [1, 3, 6])
def test_stopped_in_the_middle_nothing_remains(
    workspace: Workspace, load: Callable[..., ImportResult], file: Path, tmp_path: Path, moment: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    load("account,order,line,date,amount\nNORD,A,1,2026-01-01,5\n")
    before = tables(workspace)
    text = "account,order,line,date,amount\n" + "".join(f"NORD,O{n},1,2026-01-01,5\n" for n in range(30000))
    file.write_text(text, encoding="utf-8")
    calls: list[tuple[int, int]] = []

    def progress(read: int, total: int) -> None:
        calls.append((read, total))
        # The later moments lie within the writing of the database.
        if len(calls) >= moment and (moment < 6 or read == 30000):
            raise KeyboardInterrupt

    rejects = tmp_path / "rejects.csv"
    with pytest.raises(KeyboardInterrupt):
        workspace.imports.run("orders", file, ImportOptions(rejects=rejects), progress)
    assert tables(workspace) == before
    assert not [name for name in os.listdir(tmp_path) if name.startswith("kamtui-")]
    assert workspace.imports.run("orders", file).created == 30000


def test_an_interrupt_that_comes_after_the_commit_does_not_deny_the_import(
    workspace: Workspace, load: Callable[..., ImportResult], monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    load("account,order,line,date,amount\nNORD,A,1,2026-01-01,5\n")
    committed: list[bool] = []

    def commit(_dialect: object, connection: sqlite3.Connection) -> None:
        connection.commit()
        if not committed:
            committed.append(True)
            raise KeyboardInterrupt

    monkeypatch.setattr("sqlalchemy.engine.default.DefaultDialect.do_commit", commit)
    result = load("account,order,line,date,amount\nNORD,B,1,2026-01-01,7\n")
    assert (committed, result.created) == ([True], 1)
    orders = workspace.reader.rows("SELECT order_no FROM order_line ORDER BY 1")
    assert [row["order_no"] for row in orders] == ["A", "B"]
    assert capfd.readouterr().err == ""


def test_progress_grows_towards_the_number_of_rows(
    load: Callable[..., ImportResult], workspace: Workspace, file: Path
) -> None:
    load("account,order,date,amount\n")
    file.write_text(
        "account,order,line,date,amount\n" + "".join(f"NORD,O{n:06},1,2026-01-01,5\n" for n in range(60000)),
        encoding="utf-8",
    )
    seen: list[tuple[int, int]] = []
    workspace.imports.run("orders", file, progress=lambda read, total: seen.append((read, total)))
    reads = [read for read, _total in seen]
    assert reads == sorted(reads)
    assert reads[-1] == 60000
    assert all(read <= total for read, total in seen)
    assert all(45000 < total < 75000 for _read, total in seen[2:])


def test_two_sessions_see_each_other(
    workspace: Workspace, load: Callable[..., ImportResult], open_workspace: Callable[..., Workspace]
) -> None:
    load("account,order,date,amount\n")
    other = open_workspace("boris")
    other.poll()
    load(SYSTEM)
    assert "order_line" in other.poll()
    assert workspace.poll() == set()


def test_files_of_the_import_are_private(
    load: Callable[..., ImportResult], workspace: Workspace, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    load("account,order,date,amount\n")
    file.write_text(SYSTEM, encoding="utf-8")
    modes: set[int] = set()

    def progress(_read: int, _total: int) -> None:
        for folder in tmp_path.glob("kamtui-*"):
            modes.add(folder.stat().st_mode & 0o777)
            modes.update(found.stat().st_mode & 0o777 for found in folder.iterdir())

    workspace.imports.run("orders", file, progress=progress)
    assert modes == {0o700, 0o600}


def test_the_database_stays_sound(workspace: Workspace, load: Callable[..., ImportResult], db_path: Path) -> None:
    load(SYSTEM, create_accounts=True)
    workspace.history.undo()
    workspace.history.redo()
    connection = sqlite3.connect(db_path)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
