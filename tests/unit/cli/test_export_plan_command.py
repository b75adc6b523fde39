"""`kamtui export plan`, `review`, `tasks` and `template`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize("ending", ["docx", "pdf", "html", "md", "xlsx", "json", "ics"])
def test_a_plan_in_every_format(seeded: Run, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"plan.{ending}"
    told = seeded("export", "plan", "nord", "--to", str(path), "--json").data
    assert told == {"file": str(path), "year": 2026}
    assert path.stat().st_size > 60


def test_a_person_reads_what_was_written_where(seeded: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    assert seeded("export", "plan", "NORD", "--to", str(path), "--year", "2027").out == f"plan 2027 in {path}\n"
    assert "Account development plan 2027" in path.read_text(encoding="utf-8")


def test_json_is_the_document_of_the_plan_command(seeded: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    assert seeded("export", "plan", "NORD", "--to", str(path)).code == 0
    assert json.loads(path.read_text(encoding="utf-8")) == seeded("plan", "NORD", "--json").data


def test_one_page_and_the_language_of_the_document(seeded: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.html"
    done = seeded("export", "plan", "NORD", "--to", str(path), "--one-page", "--lang-of-document", "ru")
    assert done.out == f"plan 2026 in {path}\n"
    assert '<html lang="ru">' in path.read_text(encoding="utf-8")


def test_a_template_of_the_company(seeded: Run, tmp_path: Path) -> None:
    template, out = tmp_path / "t.docx", tmp_path / "out.docx"
    assert seeded("export", "template", "--to", str(template)).code == 0
    assert seeded("export", "plan", "NORD", "--to", str(out), "--template", str(template)).code == 0
    assert "Северный Мёд" in [each.text for each in docx.Document(str(out)).paragraphs]
    document = docx.Document()
    document.add_paragraph("{{ acount.name }}")
    document.save(str(template))
    refused = seeded("export", "plan", "NORD", "--to", str(out), "--template", str(template))
    assert refused.code == 1
    assert "“{{ acount.name }}” names something unknown: acount; nearest: account" in refused.err


def test_a_review_wants_its_quarter(seeded: Run, tmp_path: Path) -> None:
    path = tmp_path / "review.md"
    assert seeded("export", "review", "NORD", "2026-Q4", "--to", str(path)).code == 0
    assert "Quarter review Q4" in path.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert seeded("export", "review", "NORD", "--to", str(path)).code == 2
    wrong = seeded("export", "review", "NORD", "winter", "--to", str(path))
    assert (wrong.code, "2026-Q4" in wrong.err) == (1, True)


def test_tasks_with_and_without_an_account(seeded: Run, tmp_path: Path) -> None:
    path = tmp_path / "tasks.ics"
    assert seeded("export", "tasks", "NORD", "--to", str(path), "--json").data == {"file": str(path), "tasks": 1}
    assert seeded("export", "tasks", "--to", str(path), "--json").data == {"file": str(path), "tasks": 1}
    assert b"Send packaging offer" in path.read_bytes()


def test_a_plan_wants_an_account(seeded: Run, tmp_path: Path) -> None:
    assert seeded("export", "plan", "--to", str(tmp_path / "plan.md")).code == 2
