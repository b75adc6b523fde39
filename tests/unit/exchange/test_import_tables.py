from __future__ import annotations

import codecs
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook

from kamtui.errors import InvalidValue
from kamtui.exchange.columns import likeness
from kamtui.exchange.tables import Table, TableOptions, UnreadableFile, open_table
from kamtui.exchange.values import cell_text

RUSSIAN = "Контрагент;Документ;Дата;Сумма\nООО «Ёж»;1;21.11.2026;1 234,56\n"


def opened(path: Path, **options: str) -> Table:
    return open_table(path, TableOptions(**options), partial(likeness, "orders"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be"])
def test_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(RUSSIAN.encode(encoding))
    table = opened(path)
    assert table.headers == ("Контрагент", "Документ", "Дата", "Сумма")
    assert list(table.rows()) == [(2, ["ООО «Ёж»", "1", "21.11.2026", "1 234,56"])]


def test_a_russian_letter_at_the_very_end_decides(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(
        b"account,order,date,amount\n" + b"A,1,2026-01-01,5\n" * 9000 + "Ёж,2,2026-01-01,5\n".encode("cp1251")
    )
    assert [cells[0] for _line, cells in opened(path).rows()][-1] == "Ёж"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiter_is_found_in_spite_of_decimal_commas(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "orders.csv"
    row = ["ООО Ёж", "1", "21.11.2026", '"1,5"' if mark == "," else "1,5"]
    path.write_text(
        "\n".join([mark.join(["Контрагент", "Документ", "Дата", "Сумма"]), mark.join(row)]), encoding="utf-8"
    )
    assert list(opened(path).rows()) == [(2, ["ООО Ёж", "1", "21.11.2026", "1,5"])]


def test_quotes_breaks_and_blank_lines_keep_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(
        'Sales report\n\naccount,order,date,amount\n"Nord\nFoods",1,2026-01-01,5\n\n,,,\n"Say ""hi""",2,2026-01-01,6\n',
        encoding="utf-8",
    )
    table = opened(path)
    assert table.header_line == 3
    assert [(line, cells[0]) for line, cells in table.rows()] == [(4, "Nord\nFoods"), (8, 'Say "hi"')]


def test_sep_line_of_excel_is_taken_as_said(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("sep=;\naccount;order\nA;1\n", encoding="utf-8")
    assert list(opened(path).rows()) == [(3, ["A", "1"])]


def test_options_override_the_guess(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes("клиент:заказ\nЁж:1\n".encode("koi8-r"))
    table = opened(path, encoding="koi8-r", delimiter=":")
    assert list(table.rows()) == [(2, ["Ёж", "1"])]
    with pytest.raises(InvalidValue, match="utf-8"):
        opened(path, encoding="nonsense")


def test_what_is_no_table_is_refused_by_name(tmp_path: Path) -> None:
    for name, content in {
        "empty.csv": b"",
        "blank.csv": b"\n \n",
        "picture.csv": b"\x89PNG\x00\x00\x01\x02" * 50,
        "old.xls": b"\xd0\xcf\x11\xe0" + b"x" * 600,
        "broken.xlsx": b"PK\x03\x04 but no archive",
    }.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(UnreadableFile, match=name):
            opened(path)
    with pytest.raises(UnreadableFile, match=r"missing\.csv"):
        opened(tmp_path / "missing.csv")


def test_a_wrong_encoding_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(b"account,order\n" + b"A,1\n" * 40000 + "Ё,2\n".encode("cp1251"))
    with pytest.raises(UnreadableFile, match="--encoding"):
        list(opened(path, encoding="utf-8").rows())


def test_a_stray_zero_byte_does_not_spoil_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "zero.csv"
    path.write_bytes("клиент;заказ;дата;сумма\nНорд;1\x00;2026-05-01;5\n".encode())
    table = opened(path)
    assert [(line, cell_text(cells[1])) for line, cells in table.rows()] == [(2, "1")]


def test_an_open_quote_does_not_swallow_the_file(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("account,order\n" + '"A,1\n' + "B,2\n" * 5000, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="quote"):
        list(opened(path).rows())


def test_sheet_keeps_types_and_row_numbers(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "About"
    book.active.append(["nothing here"])
    sheet = book.create_sheet("Data")
    sheet.append(["Sales 2026"])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["Customer", "Invoice no", "Date", "Amount"])
    sheet.append(["Nord", 17, datetime(2026, 11, 21), 1234.5])
    sheet.append([])
    sheet.append(["Volga", "18", "21.11.2026", "1 234,50"])
    path = tmp_path / "orders.xlsx"
    book.save(path)
    table = opened(path)
    assert (table.header_line, table.headers) == (3, ("Customer", "Invoice no", "Date", "Amount"))
    assert list(table.rows()) == [
        (4, ("Nord", 17, datetime(2026, 11, 21), 1234.5)),
        (6, ("Volga", "18", "21.11.2026", "1 234,50")),
    ]
    assert list(opened(path, sheet="data").rows()) == list(opened(path, sheet="2").rows())
    with pytest.raises(UnreadableFile, match="About, Data"):
        opened(path, sheet="Nope")


def test_marks_are_no_part_of_the_first_header(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(codecs.BOM_UTF8 + b"account,order\nA,1\n")
    assert opened(path, encoding="utf-8").headers[0] == "account"
    path.write_bytes(codecs.BOM_UTF16_LE + "account,order\nA,1\n".encode("utf-16-le"))
    assert opened(path, encoding="utf-16-le").headers[0] == "account"
