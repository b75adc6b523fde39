"""A table of captured lines in both languages, read with the names of a small workspace."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kamtui.clock import Clock
from kamtui.workspace import Workspace, create

TABLE = Path(__file__).parents[2] / "data" / "phrases.csv"
TODAY = date(2026, 11, 21)
ACCOUNTS = {
    "NORD": "Nord Foods",
    "DAIRY": "Volga Dairy",
    "VOLGA": "Волга Молоко",
    "LENTA": "ООО «Лента»",
    "BALT": "Балтийская рыба",
    "URAL": "Ural Meat",
    "SIB": "Siberian Breweries",
    "METRO": "Metropol Catering",
    "VV": "Вкусвилл",
    "НОРД": "Норд Фудс",
    "WOOD": "Nordic Wood",
}
PEOPLE = {
    "NORD": ("Ivan Petrov", "Olga Kim", "Mark Lee"),
    "НОРД": ("Пётр Иванов", "Орлова Анна Сергеевна"),
    "VOLGA": ("Сергей Петров", "Павел Волков"),
    "LENTA": ("Мария Сидорова",),
}


def phrases() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace with accounts whose names are alike, and people of four of them."""
    workspace = create(tmp_path_factory.mktemp("phrases") / "kamtui.db", Clock(TODAY), "anna")
    for code, name in ACCOUNTS.items():
        account = workspace.accounts.add(name=name, code=code)
        for person in PEOPLE.get(code, ()):
            workspace.contacts.add(account.id, name=person, level=3, function="procurement")
    yield workspace
    workspace.close()


def test_the_table_has_150_phrases_of_both_languages_and_every_kind() -> None:
    table = phrases()
    assert len({row["text"] for row in table}) == len(table) >= 150
    russian = [row for row in table if any("а" <= char <= "я" for char in row["text"].lower())]
    assert min(len(russian), len(table) - len(russian)) >= 60
    assert {row["kind"] for row in table} == {"task", "touch", "note", "initiative", "escalation"}


@pytest.mark.parametrize("row", phrases(), ids=lambda row: row["text"])
def test_phrase(names: Workspace, row: dict[str, str]) -> None:
    draft = names.capture.read(row["text"])
    understood = {
        "text": row["text"],
        "kind": draft.kind.value,
        "title": draft.title,
        "due": str(draft.due or ""),
        "time": f"{draft.time:%H:%M}" if draft.time else "",
        "account": draft.account or "",
        "people": "; ".join(draft.people),
        "quarter": str(draft.quarter or ""),
        "priority": draft.priority.value,
        "minutes": str(draft.minutes or ""),
        "repeats": draft.repeats,
    }
    assert understood == row
