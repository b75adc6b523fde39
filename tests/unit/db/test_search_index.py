"""The search index as a file: shared, private, followed by the journal, and thrown away when it is no use."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from kamtui import workspace as workspaces
from kamtui.clock import Clock
from kamtui.db import search as store
from kamtui.db.search import SearchIndex, kind_of
from kamtui.domain.search import Kind
from kamtui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = workspaces.create(tmp_path / "kamtui.db", Clock(), login="anna")
    workspace.accounts.add(name="Nord Foods", code="NORD")
    return workspace


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.db"


def kinds(index: SearchIndex, word: str) -> list[str]:
    """Kinds of the records with a word that begins so, after a refresh."""
    index.refresh()
    return sorted(kind_of(key).value for key, _head in index.matching([[word]], 50))


def test_the_file_is_private_and_made_once(workspace: Workspace, file: Path) -> None:
    first = SearchIndex(workspace.path, file)
    assert kinds(first, "nord") == ["account"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    first.close()
    with sqlite3.connect(file) as probe:  # something that only a new index would lack
        probe.execute("CREATE TABLE mark (x)")
    second = SearchIndex(workspace.path, file)
    assert kinds(second, "nord") == ["account"]
    workspace.accounts.add(name="Nordic", code="X")
    assert kinds(second, "nord") == ["account", "account"]
    second.close()
    with sqlite3.connect(file) as probe:
        probe.execute("SELECT * FROM mark")


def test_two_sessions_share_it(workspace: Workspace, file: Path) -> None:
    other = Workspace(workspace.path, login="boris")
    mine, theirs = SearchIndex(workspace.path, file), SearchIndex(workspace.path, file)
    assert kinds(mine, "volga") == kinds(theirs, "volga") == []
    volga = other.accounts.add(name="Volga", code="V")
    assert kinds(mine, "volga") == ["account"]
    assert kinds(theirs, "volga") == ["account"]
    workspace.accounts.change(volga.id, None, name="Kama")
    assert kinds(theirs, "volga") == kinds(mine, "volga") == []
    assert kinds(mine, "kama") == ["account"]


def test_while_another_session_is_at_it_the_index_stays_as_it_is(
    workspace: Workspace, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.05)
    index = SearchIndex(workspace.path, file)
    assert kinds(index, "nord") == ["account"]
    with sqlite3.connect(file, isolation_level=None) as busy:
        busy.execute("BEGIN IMMEDIATE")
        workspace.accounts.add(name="Nordic", code="X")
        assert kinds(index, "nord") == ["account"]
        busy.execute("ROLLBACK")
    assert kinds(index, "nord") == ["account", "account"]
    assert not index.in_memory


@pytest.mark.parametrize("damage", [b"no database at all" * 300, b""])
def test_a_damaged_file_is_made_anew(workspace: Workspace, file: Path, damage: bytes) -> None:
    before = SearchIndex(workspace.path, file)
    before.refresh()
    before.close()
    file.write_bytes(damage)
    for suffix in ("-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    index = SearchIndex(workspace.path, file)
    assert kinds(index, "nord") == ["account"]
    assert not index.in_memory


def test_a_file_with_a_damaged_page_is_made_anew(workspace: Workspace, file: Path) -> None:
    index = SearchIndex(workspace.path, file)
    index.refresh()
    index.close()
    whole = bytearray(file.read_bytes())
    whole[4096:] = os.urandom(len(whole) - 4096)
    file.write_bytes(whole)
    index = SearchIndex(workspace.path, file)
    assert kinds(index, "nord") == ["account"]


def test_what_cannot_be_written_is_kept_in_memory(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "occupied").write_text("a file where a folder should be")
    index = SearchIndex(workspace.path, tmp_path / "occupied" / "index.db")
    assert kinds(index, "nord") == ["account"]
    assert index.in_memory
    workspace.accounts.add(name="Nordic", code="X")
    assert kinds(index, "nord") == ["account", "account"]


def test_a_restored_workspace_is_read_anew(workspace: Workspace, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    from kamtui.db import backup

    backup.copy(workspace.path, copy)
    index = SearchIndex(workspace.path, file)
    for name in ("Volga", "Kama", "Oka"):
        workspace.accounts.add(name=name, code=name)
    assert kinds(index, "volga") == ["account"]
    backup.restore(copy, workspace.path, tmp_path / "kept.db")
    again = Workspace(workspace.path, login="anna")
    assert kinds(index, "volga") == []
    for number in range(5):  # as many steps as there were, and more
        again.accounts.add(name=f"Ural {number}", code=f"U{number}")
    assert kinds(index, "kama") == []
    assert len(kinds(index, "ural")) == 5


def test_another_workspace_at_the_same_path(workspace: Workspace, file: Path, tmp_path: Path) -> None:
    index = SearchIndex(workspace.path, file)
    assert kinds(index, "nord") == ["account"]
    index.close()
    workspace.close()
    other = workspaces.create(tmp_path / "other.db", Clock(), login="anna")
    other.accounts.add(name="Volga", code="V")
    other.close()
    for suffix in ("-wal", "-shm"):
        Path(f"{workspace.path}{suffix}").unlink(missing_ok=True)
    shutil.copy(tmp_path / "other.db", workspace.path)
    assert kinds(index, "nord") == []
    assert kinds(index, "volga") == ["account"]


def test_another_schema_is_read_anew(workspace: Workspace, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = SearchIndex(workspace.path, file)
    assert kinds(index, "nord") == ["account"]
    index.close()
    with sqlite3.connect(file) as probe:
        probe.execute("DELETE FROM doc")
    assert kinds(SearchIndex(workspace.path, file), "nord") == []  # a known journal is believed
    monkeypatch.setattr(store.schema, "SCHEMA_HEAD", "9999")
    assert kinds(SearchIndex(workspace.path, file), "nord") == ["account"]


def test_many_changes_are_read_all_anew(workspace: Workspace, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_CHANGES", 2)
    index = SearchIndex(workspace.path, file)
    index.refresh()
    for number in range(4):
        workspace.accounts.add(name=f"Ural {number}", code=f"U{number}")
    assert len(kinds(index, "ural")) == 4


def test_without_fts_the_same_is_found(workspace: Workspace, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SearchIndex, "_has_fts", staticmethod(lambda _connection: False))
    index = SearchIndex(workspace.path, file)
    assert kinds(index, "nord") == ["account"]
    assert kinds(index, "n") == ["account"]
    assert kinds(index, "ord") == []
    assert index.containing("ood") == ["foods"]
    assert index.near("fodos")[:1] == ["foods"]
    workspace.accounts.add(name="Foodstuff", code="X")
    assert len(kinds(index, "food")) == 2
    monkeypatch.undo()
    assert len(kinds(SearchIndex(workspace.path, file), "food")) == 2  # and is made for FTS again


def test_long_unused_indexes_go(workspace: Workspace, file: Path) -> None:
    file.parent.mkdir()
    old, young = file.with_name("old.db"), file.with_name("young.db")
    old.write_bytes(b"")
    young.write_bytes(b"")
    os.utime(old, (0, 0))
    SearchIndex(workspace.path, file).refresh()
    assert not old.exists()
    assert young.exists()


def test_only_the_kinds_asked_for(workspace: Workspace) -> None:
    nord = workspace.accounts.find("NORD").id
    workspace.contacts.add(nord, name="Nord Petrov", level=5, function="management")
    workspace.tasks.add(title="Nord task", account_id=nord)
    index = SearchIndex(workspace.path, None, (Kind.ACCOUNT, Kind.CONTACT))
    assert kinds(index, "nord") == ["account", "contact"]
    workspace.tasks.add(title="Nord again", account_id=nord)
    workspace.contacts.add(nord, name="Nord Ivanov", level=5, function="management")
    assert kinds(index, "nord") == ["account", "contact", "contact"]
