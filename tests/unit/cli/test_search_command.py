"""`kamtui search`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.unit.cli.conftest import Kamtui


def test_it_prints_what_is_found(kamtui: Kamtui, tmp_path: Path) -> None:
    assert kamtui("init", "--kam", "Anna").code == 0
    path = tmp_path / "accounts.csv"
    path.write_text("name,code\nНорд Фудс,NORD\nVolga Dairy,VOLGA\n", encoding="utf-8")
    assert kamtui("import", "accounts", str(path)).code == 0
    assert kamtui("contact", "NORD", "Пётр Соколов", "--position", "Технолог").code == 0
    assert kamtui("log", "NORD", "Соколов ждёт образцы упаковки", "--with", "Пётр Соколов").code == 0

    hits = kamtui("search", "соколову", "--json").data
    assert [(hit["kind"], hit["account"], hit["title"], hit["snippet"]) for hit in hits] == [
        ("contact", "NORD", "Пётр Соколов", "Технолог"),
        ("touch", "NORD", "call, Пётр Соколов", "Соколов ждёт образцы упаковки"),
    ]
    assert [hit["title"] for hit in kamtui("search", "упоковка", "--json").data] == ["call, Пётр Соколов"]
    assert [hit["title"] for hit in kamtui("search", "volga", "--json", "--limit", "1").data] == ["Volga Dairy"]
    assert kamtui("search", "экскаватор", "--json").data == []

    table = kamtui("search", "соколов").out
    assert all(len(line) <= 80 for line in table.splitlines())
    assert "People" in table
    assert "Touches" in table
    assert kamtui("search", "экскаватор").out == "Nothing has these words.\n"
    assert kamtui("search").code == 2


def test_the_words_found_are_seen_in_eighty_columns(kamtui: Kamtui, tmp_path: Path) -> None:
    assert kamtui("init", "--kam", "Anna").code == 0
    path = tmp_path / "accounts.csv"
    path.write_text("name,code\nNord Foods,NORD\n", encoding="utf-8")
    assert kamtui("import", "accounts", str(path)).code == 0
    said = "The steering group of their new works in the south has met and wants the zeta offer by May"
    assert kamtui("log", "NORD", said, "--with", "Ivan Petrov").code == 0
    table = kamtui("search", "zeta").out
    assert "zeta" in table
    assert all(len(line) <= 80 for line in table.splitlines())


def test_no_screen_and_no_orm_is_loaded(kamtui: Kamtui, db: Path) -> None:
    assert kamtui("init", "--kam", "Anna").code == 0
    code = (
        "import sys; from kamtui.__main__ import main;"
        f" main(['--db', {str(db)!r}, 'search', 'nord', '--json']);"
        " assert not {'textual', 'sqlalchemy', 'sqlmodel'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
