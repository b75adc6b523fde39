"""`kamtui export contacts`, and what holds for every kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize("ending", ["html", "md", "xlsx", "csv", "json", "vcf"])
def test_the_ending_says_the_format(seeded: Run, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"map.{ending}"
    told = seeded("export", "contacts", "nord", "--to", str(path), "--json").data
    assert told == {"file": str(path), "contacts": 2}
    assert path.stat().st_size > 100


def test_a_person_reads_what_was_written_where(seeded: Run, tmp_path: Path) -> None:
    done = seeded("export", "contacts", "NORD", "--to", str(tmp_path / "map.md"))
    assert done.out == f"2 contacts in {tmp_path / 'map.md'}\n"


def test_json_is_the_document_of_the_contacts_command(seeded: Run, tmp_path: Path) -> None:
    seeded("contact", "NORD", "Olga", "--left")
    path = tmp_path / "map.json"
    assert seeded("export", "contacts", "NORD", "--to", str(path)).code == 0
    assert json.loads(path.read_text(encoding="utf-8")) == seeded("contacts", "NORD", "--json").data


def test_those_who_left_are_in_it_when_asked_for(seeded: Run, tmp_path: Path) -> None:
    seeded("contact", "NORD", "Olga", "--left")
    path = tmp_path / "map.md"
    assert seeded("export", "contacts", "NORD", "--to", str(path), "--json").data["contacts"] == 1
    assert "Olga Kim" not in path.read_text(encoding="utf-8")
    assert seeded("export", "contacts", "NORD", "--to", str(path), "--former", "--json").data["contacts"] == 2
    assert "Olga Kim" in path.read_text(encoding="utf-8")


def test_what_is_exported_is_said_when_a_kind_is_not(seeded: Run, tmp_path: Path) -> None:
    wrong = seeded("export", "dossier", "NORD", "--to", str(tmp_path / "x.md"))
    assert wrong.code == 2
    assert "“dossier”; one of: plan, review, tasks, contacts" in wrong.err


@pytest.mark.parametrize(
    ("name", "said"),
    [("map.doc", ".html"), ("map", "no ending"), ("none/map.html", "there is no folder"), ("sub.md", "is a folder")],
)
def test_a_file_that_will_not_do_is_refused(seeded: Run, tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "sub.md").mkdir()
    refused = seeded("export", "contacts", "NORD", "--to", str(tmp_path / name))
    assert refused.code == 1
    assert said in refused.err
    assert not (tmp_path / name).is_file()


def test_the_file_must_be_named(seeded: Run) -> None:
    wrong = seeded("export", "contacts", "NORD")
    assert wrong.code == 2
    assert "--to" in wrong.err
