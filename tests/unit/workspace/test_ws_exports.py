"""The contact map out of a workspace: formats by ending, whose people are in it, and back in as CSV."""

from __future__ import annotations

import csv
import json
import os
from datetime import date
from pathlib import Path

import pytest

from kamtui.domain.contacts import Way
from kamtui.domain.words import Role, WayKind
from kamtui.errors import InvalidValue, NotFound, Refused
from kamtui.exchange.report import ImportOptions
from kamtui.i18n import set_language
from kamtui.workspace import Workspace
from kamtui.workspace.exports import MAP_ENDINGS


@pytest.fixture
def nord(workspace: Workspace) -> str:
    """An account with a boss, a buyer at a plant, somebody to meet, one who left; and a daughter with one person."""
    account = workspace.accounts.add(name="Nord Foods", code="NORD")
    people = workspace.contacts
    boss = people.add(
        account.id,
        name="Иван Петров",
        position="CEO",
        level=5,
        function="management",
        roles=(Role.DECIDER, Role.SPONSOR),
        attitude=1,
        influence="inner_circle",
        strength=2,
        phone="+7 916 123-45-67",
        email="ivan@nord.example",
        birthday=date(1970, 2, 28),
        note="likes chess, tea\nand =sums",
        language="ru",
        favours="us",
        ways=(Way(WayKind.MESSENGER, "@ivan", "Telegram"), Way(WayKind.PHONE, "+7 495 000-00-01")),
    )
    people.add(
        account.id,
        name="=Olga Kim",
        position="Buyer",
        level=2,
        function="procurement",
        reports_to=boss.id,
        unit="Plant 2",
        categories=("Cleaners", "Packaging"),
        attitude=-1,
    )
    people.add(account.id, name="CFO", level=4, function="finance", placeholder=True)
    people.mark_left(people.add(account.id, name="Anna Gone", level=3).id)
    daughter = workspace.accounts.add(name="Nord Plant", code="PLANT", parent="NORD")
    people.add(daughter.id, name="Pavel Weiss", level=4, function="technical")
    return account.id


def names(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["name"].strip() for row in csv.DictReader(file)]


@pytest.mark.parametrize("ending", MAP_ENDINGS)
def test_every_ending_gives_a_file_of_its_kind(workspace: Workspace, nord: str, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"map{ending.upper()}"
    assert workspace.exports.contacts(nord, path) == path
    start = path.read_bytes()[:40]
    begins = {
        ".html": b"<!DOCTYPE html>",
        ".md": b"# Contact map: Nord Foods",
        ".xlsx": b"PK",
        ".csv": b"\xef\xbb\xbfaccount,",
        ".json": b"{",
        ".vcf": b"BEGIN:VCARD\r\n",
    }
    assert start.startswith(begins[ending])


@pytest.mark.parametrize("name", ["map.doc", "map"])
def test_another_ending_lists_those_that_will_do(workspace: Workspace, nord: str, tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        workspace.exports.contacts(nord, tmp_path / name)
    assert all(ending in str(refused.value) for ending in MAP_ENDINGS)
    assert not (tmp_path / name).exists()


def test_csv_comes_back_in_unchanged(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    path = workspace.exports.contacts(nord, tmp_path / "map.csv", group=True)
    before = workspace.contacts.map(nord, group=True).contacts
    result = workspace.imports.run("contacts", path)
    assert (result.read, result.unchanged, result.rejected) == (4, 4, 0), result.rejects
    assert workspace.contacts.map(nord, group=True).contacts == before


def test_who_is_in_the_file(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    exports = workspace.exports
    assert names(exports.contacts(nord, path)) == ["Иван Петров", "CFO", "=Olga Kim"]
    assert names(exports.contacts(nord, path, former=True)) == ["Иван Петров", "CFO", "Anna Gone", "=Olga Kim"]
    assert names(exports.contacts(nord, path, unit="plant")) == ["=Olga Kim"]
    assert "Pavel Weiss" in names(exports.contacts(nord, path, group=True))


def test_the_boss_of_a_unit_is_named_though_elsewhere(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    path = workspace.exports.contacts(nord, tmp_path / "map.json", unit="Plant 2")
    (olga,) = json.loads(path.read_text(encoding="utf-8"))["contacts"]
    assert olga["reports_to"] == "Иван Петров"


def test_an_unknown_unit_names_the_nearest_and_writes_nothing(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="Plant 2"):
        workspace.exports.contacts(nord, tmp_path / "map.md", unit="Plant 3")
    assert not os.listdir(tmp_path / ".") or not (tmp_path / "map.md").exists()


def test_what_cannot_be_written_leaves_no_trace(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no folder"):
        workspace.exports.contacts(nord, tmp_path / "none" / "map.html")
    assert not (tmp_path / "none").exists()


def test_cards_leave_out_who_is_still_to_be_met(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    text = workspace.exports.contacts(nord, tmp_path / "map.vcf", group=True).read_text(encoding="utf-8")
    assert text.count("BEGIN:VCARD") == 3
    assert "CFO" not in text
    assert "ORG:Nord Plant" in text


def test_an_export_is_no_step(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    before = workspace.reader.value("SELECT max(id) FROM journal_step")
    workspace.exports.contacts(nord, tmp_path / "map.html")
    assert workspace.reader.value("SELECT max(id) FROM journal_step") == before


@pytest.mark.parametrize(("lang", "sheet"), [("en", "People"), ("ru", "Люди")])
def test_the_people_of_a_workbook_come_back_in(
    workspace: Workspace, nord: str, tmp_path: Path, lang: str, sheet: str
) -> None:
    buyer = next(one for one in workspace.contacts.of(nord) if one.name == "=Olga Kim")
    workspace.contacts.change(buyer.id, favours="competitor", competitor="Hygienix", function="sales")
    before = workspace.contacts.of(nord)
    set_language(lang)
    path = workspace.exports.contacts(nord, tmp_path / "map.xlsx")
    result = workspace.imports.run("contacts", path, ImportOptions(sheet=sheet))
    assert (result.read, result.unchanged, result.rejects) == (3, 3, ())
    assert workspace.contacts.of(nord) == before


def test_a_unit_is_proposed_what_is_about_it(workspace: Workspace, nord: str) -> None:
    exports = workspace.exports
    about = [one.contact_id for _account, one in exports.document(nord, group=True).proposals]
    assert len({key for key in about if key}) > 1
    document = exports.document(nord, group=True, unit="Plant 2")
    assert {account.code for account, _one in document.proposals} == {"NORD"}
    buyer = next(one.id for one in document.found.contacts)
    assert {one.contact_id for _account, one in document.proposals} <= {None, buyer}
