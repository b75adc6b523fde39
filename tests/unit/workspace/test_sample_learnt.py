"""Promises, findings and notes of the sample: told in both languages, and alive on whatever day a copy is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from kamtui.db.sample import claims_told, goods, meetings_told
from kamtui.db.sample.alive import enliven
from kamtui.db.sample.days import BASE
from kamtui.db.sample.learnt_told import LEARNT, MEMOS, VOWS
from kamtui.db.sample.stories import STORIES
from kamtui.db.sample.story import english, russian, texts
from kamtui.workspace.sample import make

TOLD = (VOWS, LEARNT, MEMOS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    make(path)
    return path


@contextmanager
def alive(made: Path, folder: Path, language: str, today: date) -> Iterator[sqlite3.Connection]:
    copy = folder / "copy.db"
    copy.write_bytes(made.read_bytes())
    enliven(copy, language, today)
    with closing(sqlite3.connect(copy)) as connection:
        yield connection


def test_there_is_one_of_every_kind_and_state(made: Path) -> None:
    with closing(sqlite3.connect(made)) as connection:
        found = set(connection.execute("SELECT side, status FROM promise"))
        assert found >= {("ours", "open"), ("theirs", "open"), ("ours", "kept"), ("theirs", "broken")}
        steps = "SELECT asked_on IS NULL, answered_on IS NULL, told_on IS NULL FROM finding WHERE kind = 'insight'"
        assert len(set(connection.execute(steps))) == 4
        assert connection.execute("SELECT count(*) FROM finding WHERE kind = 'usage'").fetchone()[0] >= 3
        assert connection.execute("SELECT count(*) FROM note WHERE contact_id IS NOT NULL").fetchone()[0] >= 2


def test_one_english_text_has_one_translation() -> None:
    known: dict[str, str] = {}
    before = (STORIES, goods.GOODS, goods.CATEGORIES, claims_told.CLAIMS, claims_told.BIDS, meetings_told.TALKS)
    for text in texts((*before, *TOLD)):
        assert text.count(" | ") == 1, text
        assert known.setdefault(english(text), russian(text)) == russian(text), text


def test_a_copy_in_russian_says_all_of_it_in_russian(made: Path, tmp_path: Path) -> None:
    with alive(made, tmp_path, "ru", BASE + timedelta(days=40)) as connection:
        for column in ("promise.text", "finding.text", "finding.answer", "finding.department", "note.text"):
            table, name = column.split(".")
            found = [value for (value,) in connection.execute(f"SELECT {name} FROM {table} WHERE {name} <> ''")]
            assert found
            assert all(any("а" <= letter <= "я" for letter in value.lower()) for value in found), found


@pytest.mark.parametrize("days", [-30, 0, 1, 5, 6, 45, 100, 400])
def test_days_agree_on_whatever_day_it_is(made: Path, tmp_path: Path, days: int) -> None:
    today = BASE + timedelta(days=days)
    with alive(made, tmp_path, "en", today) as connection:
        promises = connection.execute(
            "SELECT p.due, p.status, p.settled_on, t.on_date FROM promise p JOIN touch t ON t.id = p.touch_id"
        ).fetchall()
        assert len(promises) == len(VOWS)
        for due, status, settled, given in promises:
            assert due is None or given <= due
            assert (settled is None) == (status == "open")
            assert settled is None or given <= settled <= today.isoformat()
        ahead = [due for due, status, *_rest in promises if status == "open" and due and due >= today.isoformat()]
        late = [due for due, status, *_rest in promises if status == "open" and due and due < today.isoformat()]
        assert (len(ahead), len(late)) == (5, 1)
        assert date.fromisoformat(late[0]) >= today - timedelta(days=5)
        findings = "SELECT asked_on, answered_on, told_on FROM finding JOIN touch t ON t.id = touch_id"
        for steps in connection.execute(findings):
            taken = [step for step in steps if step]
            assert taken == sorted(taken)
            assert all(step <= today.isoformat() for step in taken)
        assert connection.execute("SELECT max(on_date) FROM note").fetchone()[0] <= today.isoformat()
        for table in ("promise", "finding", "note"):
            assert connection.execute(f"SELECT max(created_at) FROM {table}").fetchone()[0] <= f"{today} 24"
