"""The contact map as HTML, Markdown, XLSX, CSV and JSON; files written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kamtui.domain import contact_cover, contacts
from kamtui.domain.contact_advice import Proposal
from kamtui.domain.contacts import Contact, Link, Tie, Way
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import Attitude, ContactStatus, Function, Influence, LineKind, Role, Strength, TieKind, WayKind
from kamtui.errors import Refused
from kamtui.exchange import map_csv, map_html, map_json, map_markdown, map_xlsx
from kamtui.exchange.atomic import replacing, write
from kamtui.exchange.map_document import MapDocument, names_of, verdict
from kamtui.i18n import set_language
from kamtui.workspace.contact_map import ContactMap, MapAccount

TODAY = date(2026, 11, 21)
NORD = MapAccount("n", "NORD", "Nord <Foods> & Co")
SETTINGS = MethodSettings()

BOSS = Contact(
    "1",
    "n",
    "Иван <b>Петров</b>",
    "CEO | owner",
    5,
    Function.MANAGEMENT,
    (Role.USER, Role.DECIDER),
    Attitude.ALLY,
    Influence.INNER_CIRCLE,
    Strength.WORKING,
    Strength.TRUSTED_ADVISER,
    last_touch=date(2026, 11, 9),
    birthday=date(1970, 2, 28),
    phone="+7 916 123-45-67",
    email="ivan@nord.example",
    note="likes *chess*\nand tea",
    ways=(Way(WayKind.MESSENGER, "@ivan", "Telegram"), Way(WayKind.EMAIL, "ip@home.example")),
    ties=(Tie("t", "c", "Boris", TieKind.OWNER),),
)
FORMULA = Contact(
    "2", "n", '=HYPERLINK("x")', "Buyer", 2, Function.PROCUREMENT, reports_to="1", attitude=Attitude.ENEMY
)
TARGET = Contact("3", "n", "CFO", level=4, function=Function.FINANCE, placeholder=True)
GONE = Contact(
    "4", "n", "Olga Kim", level=3, function=Function.QUALITY, status=ContactStatus.LEFT, left_on=date(2026, 11, 1)
)
NOWHERE = Contact("5", "n", "Somebody")
PEOPLE = (BOSS, FORMULA, TARGET, GONE, NOWHERE)


def document(people: Sequence[Contact] = PEOPLE, **changes: Any) -> MapDocument:
    found = ContactMap(
        contacts=tuple(people),
        coverage=contacts.coverage(people, SETTINGS, TODAY),
        quality=contacts.map_quality(people),
        completeness=contacts.completeness(people, SETTINGS, TODAY),
        missing_roles=contacts.missing_roles(people),
        single_thread=contacts.single_thread(people, SETTINGS, TODAY),
        no_active=contacts.no_active_contact(people, SETTINGS, TODAY),
        accounts=(NORD,),
        links=(Link("l", "2", "1", LineKind.CONFLICT, "prices <>"),),
        cells=contact_cover.cells(people, SETTINGS, TODAY),
        uncovered=contact_cover.uncovered(people, SETTINGS, TODAY),
    )
    advice = Proposal("meet:4", "Meet somebody on level 4", "nobody | there", "meet_level")
    made = MapDocument(NORD, found, names_of(people), ((NORD, advice),), SETTINGS, TODAY)
    return made._replace(**changes)


class Page(HTMLParser):
    """A page as its elements, with their classes and texts; notes what does not nest."""

    VOID = frozenset({"meta", "br", "link", "img"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.wrong: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag not in self.VOID:
            self.open.append((tag, given.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop()[0] != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1][1] if self.open else "", data))

    def with_class(self, name: str) -> list[dict[str, str]]:
        return [given for _tag, given in self.tags if name in given.get("class", "").split()]


def test_the_page_nests_and_needs_nothing_from_outside() -> None:
    text = map_html.render(document())
    page = Page(text)
    assert (page.wrong, page.open) == ([], [])
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _given in page.tags}
    assert not [given for _tag, given in page.tags if {"src", "href", "onclick"} & given.keys()]
    assert "url(" not in text
    assert "@import" not in text
    assert "//" not in text


def test_what_people_wrote_is_text_on_the_page() -> None:
    page = Page(map_html.render(document()))
    words = [text for _class, text in page.texts]
    assert "Иван <b>Петров</b>" in words
    assert "CEO | owner" in words
    assert "prices <>" in words
    assert (
        next(text for text in words if text.startswith("Contact map"))
        == "Contact map: Nord <Foods> & Co · NORD · 21 Nov 2026"
    )


def test_the_page_shows_everybody_but_those_who_left() -> None:
    page = Page(map_html.render(document()))
    assert len(page.with_class("card")) == 4
    assert len(page.with_class("ghost")) == 1
    with_former = Page(map_html.render(document(former=True)))
    assert len(with_former.with_class("card")) == 5
    assert len(with_former.with_class("gone")) == 1


def test_the_heat_map_is_white_where_nobody_is_known() -> None:
    page = Page(map_html.render(document()))
    # five levels and "?", ten functions and "?", of which three cells have somebody that is known
    assert len(page.with_class("white")) == 6 * 11 - 3
    known = [text for name, text in page.texts if name.split(" ")[0] in ("good", "bad", "warn") and "/" in text]
    assert {"1/1", "0/1"} <= set(known)


def test_an_empty_map_is_a_page_too() -> None:
    page = Page(map_html.render(document((), names={}, proposals=())))
    assert (page.wrong, page.open) == ([], [])
    assert any("Nobody on the map yet" in text for _class, text in page.texts)


def test_the_page_speaks_the_chosen_language() -> None:
    set_language("ru")
    try:
        text = map_html.render(document())
    finally:
        set_language("en")
    assert '<html lang="ru">' in text
    assert "союзник" in text
    assert "ЛПР, пользователь" in text


def test_the_verdict_names_what_lacks() -> None:
    facts = {fact.name: fact for fact in verdict(document().found)}
    assert facts["map quality"].text.startswith("3/3")
    assert facts["missing"].text == "sponsor · champion · 4 active contacts"
    assert "only one active contact: Иван" in facts["single thread"].text
    assert facts["former"].text == "1 person has left"
    assert "complete" not in facts


def rows_of(table: str) -> list[list[str]]:
    return [re.split(r"(?<!\\)\|", line)[1:-1] for line in table.splitlines()]


def test_markdown_tables_keep_their_columns_whatever_a_text_holds() -> None:
    text = map_markdown.render(document(former=True))
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert len(tables) == 3
    for table in tables:
        rows = rows_of(table)
        assert len({len(row) for row in rows}) == 1, table
    assert [len(rows_of(table)) for table in tables] == [2 + 6, 2 + 5, 2 + 5]
    assert r"CEO \| owner" in text
    assert r"Иван \<b\>Петров\</b\>" in text
    assert "~~Olga Kim~~" in text
    assert "# Contact map: Nord \\<Foods\\> & Co" in text


def workbook(made: MapDocument) -> Any:
    return openpyxl.load_workbook(io.BytesIO(map_xlsx.render(made)))


def test_the_workbook_has_facts_to_filter_and_to_reckon_with() -> None:
    book = workbook(document(former=True))
    assert book.sheetnames == ["Map", "People", "Coverage"]
    sheet = book["People"]
    head = [cell.value for cell in sheet[1]]
    rows = {row[head.index("Name")].value: dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2)}
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(head)).column_letter}{len(PEOPLE) + 1}"
    boss = rows["Иван <b>Петров</b>"]
    assert boss["Last touch"].value == datetime(2026, 11, 9)
    assert boss["Last touch"].is_date
    assert boss["Birthday"].value == datetime(1970, 2, 28)
    assert (boss["Level"].value, boss["Days since"].value, boss["Maximum days"].value) == (5, 12, 180)
    assert (boss["Strength"].value, boss["Strength wanted"].value, boss["Attitude, number"].value) == (2, 4, 2)
    assert (boss["Our side"].value, boss["Messenger"].value, boss["Active"].value) == ("Boris", "@ivan", "yes")
    assert rows["Olga Kim"]["Left on"].value == datetime(2026, 11, 1)
    assert rows['=HYPERLINK("x")']["Reports to"].value == "Иван <b>Петров</b>"


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    book = workbook(document(former=True))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell for cell in cells if cell.value == '=HYPERLINK("x")']


def test_the_map_sheet_is_the_grid_in_colour() -> None:
    sheet = workbook(document())["Map"]
    assert [cell.value for cell in sheet[4]] == [
        *("Level", "general management", "procurement", "finance", "function unknown", "cover"),
    ]
    boss = sheet["B5"]
    assert boss.value.splitlines()[0] == "▲ Иван <b>Петров</b> ★"
    assert boss.fill.fgColor.rgb == "00DDF1E1"
    assert sheet["D6"].value == "CFO\nto meet"
    assert sheet["D6"].border.top.style == "dashed"
    assert sheet["F5"].value == "1/1"


def test_the_coverage_sheet_counts() -> None:
    sheet = workbook(document())["Coverage"]
    head = [cell.value for cell in sheet[1]]
    top = dict(zip(head, [cell.value for cell in sheet[2]], strict=True))
    assert (top["general management"], top["Active"], top["Wanted"], top["Known"]) == ("1/1", 1, 1, 1)
    assert top["finance"] is None
    assert dict(zip(head, [cell.value for cell in sheet[3]], strict=True))["finance"] == "+1"


def test_csv_has_the_columns_of_the_import_and_no_formula() -> None:
    text = map_csv.render(document())
    assert text.startswith("\ufeffaccount,name,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["name"] for row in rows] == ["Иван <b>Петров</b>", ' =HYPERLINK("x")', "CFO", "Somebody"]
    assert (rows[0]["account"], rows[0]["roles"], rows[0]["attitude"]) == ("NORD", "user, decider", "ally")
    assert rows[0]["phone"] == "+7 916 123-45-67"
    assert rows[1]["reports_to"] == "Иван <b>Петров</b>"


def test_json_has_everybody_with_what_there_is_to_know() -> None:
    data = json.loads(map_json.render(document()))
    people = {one["name"]: one for one in data["contacts"]}
    boss, buyer = people["Иван <b>Петров</b>"], people['=HYPERLINK("x")']
    assert boss["ways"][0] == {"kind": "messenger", "value": "@ivan", "label": "Telegram"}
    assert (boss["owner"], boss["birthday"], boss["target_strength"]) == ("Boris", "1970-02-28", "trusted_adviser")
    assert boss["lines"] == [{"kind": "conflict", "name": '=HYPERLINK("x")', "note": "prices <>"}]
    assert buyer["reports_to"] == boss["name"]
    assert buyer["cadence"]["state"] == "late"
    assert people["Olga Kim"]["left_on"] == "2026-11-01"
    assert data["cells"][0] == {
        **{"level": 5, "function": "management", "known": 1, "active": 1, "placeholders": 0},
        "attitude": 2.0,
    }
    assert data["proposals"][0]["title"] == "Meet somebody on level 4"
    assert data["single_thread"] is True


def test_a_group_names_the_account_of_each() -> None:
    daughter = MapAccount("d", "PLANT", "Nord Plant")
    made = document((BOSS, replace_account(TARGET, "d")))
    group = made._replace(found=replace(made.found, accounts=(NORD, daughter)))
    assert group.title == "Contact map of the group: Nord <Foods> & Co"
    assert "Nord Plant" in group.subtitle
    assert "Nord Plant" in map_html.render(group)
    assert [one["account"] for one in json.loads(map_json.render(group))["contacts"]] == ["NORD", "PLANT"]
    assert "| Nord Plant |" in map_markdown.render(group)


def replace_account(one: Contact, account_id: str) -> Contact:
    return one._replace(account_id=account_id)


# files


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "map.md"
    path.write_text("old")
    path.chmod(0o640)
    assert write(path, "новое\n") == path
    assert path.read_text(encoding="utf-8") == "новое\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["map.md"]


def test_a_new_file_has_the_mode_of_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "map.md", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "map.md").stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "map.md").symlink_to("real.md")
    write(tmp_path / "map.md", "new")
    assert (tmp_path / "map.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


def test_a_failure_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "map.md"
    path.write_text("old")

    def half() -> None:
        with replacing(path) as temporary:
            temporary.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["map.md"]


def test_a_process_killed_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "map.md"
    path.write_text("old")
    program = (
        "import os, pathlib, sys; from kamtui.exchange.atomic import replacing\n"
        "with replacing(pathlib.Path(sys.argv[1])) as temporary:\n"
        "    temporary.write_text('half'); os.kill(os.getpid(), 9)\n"
    )
    assert subprocess.run([sys.executable, "-c", program, str(path)]).returncode == -9
    assert path.read_text() == "old"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere/map.md", "there is no folder"),
        (".", "is a folder"),
        ("x" * 300 + ".md", "cannot write"),
        ("~nobody-of-this-name/map.md", "there is no such home folder"),
        ("pipe.md", "no ordinary file"),
    ],
)
def test_a_path_that_will_not_do_is_said(tmp_path: Path, name: str, said: str) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    path = Path(name) if name.startswith("~") else tmp_path / name
    with pytest.raises(Refused, match=said):
        write(path, "x")
    assert os.listdir(tmp_path) == ["pipe.md"]
