"""Copies of the database, bringing them back, and what the doctor finds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def findings(run: Run, *arguments: str) -> dict[str, Any]:
    import json

    found = json.loads(run("doctor", "--json", *arguments).out)
    return {"ok": found["ok"], **{each["check"]: each for each in found["findings"]}}


def test_healthy_workspace_is_found_healthy(seeded: Run) -> None:
    assert seeded("backup").code == 0
    done = seeded("doctor")
    assert (done.code, done.err) == (0, "")
    assert {each["state"] for name, each in findings(seeded).items() if name != "ok"} == {"good"}


def test_doctor_names_the_missing_database(kamtui: Run) -> None:
    assert kamtui("doctor").code == 1
    assert "kamtui init" in findings(kamtui)["database"]["remedy"]


def test_doctor_sees_open_permissions(seeded: Run, db: Path) -> None:
    db.chmod(0o644)
    assert seeded("doctor").code == 1
    assert findings(seeded)["permissions"]["remedy"] == f"chmod 600 {db}"


def test_doctor_sees_broken_references(seeded: Run, db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("UPDATE contact SET account_id = 'nobody'")
        connection.commit()
    found = findings(seeded)
    assert found["ok"] is False
    assert found["references"]["state"] == "wrong"


def test_doctor_sees_damage(seeded: Run, db: Path) -> None:
    content = bytearray(db.read_bytes())
    for name in (f"{db}-wal", f"{db}-shm"):
        Path(name).unlink(missing_ok=True)
    content[8192:40960] = b"\xff" * 32768
    db.write_bytes(content)
    done = seeded("doctor")
    assert done.code == 1
    assert "kamtui restore" in done.out


@pytest.mark.parametrize(("version", "state"), [("9999", "wrong")])
def test_doctor_sees_a_newer_schema(seeded: Run, db: Path, version: str, state: str) -> None:
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
        connection.commit()
    assert findings(seeded)["schema"]["state"] == state
    assert seeded("accounts").code == 1


def test_doctor_sees_settings_that_cannot_be_used(seeded: Run, db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("INSERT INTO setting VALUES ('nonsense', '1'), ('fiscal_start', '99')")
        connection.commit()
    done = seeded("doctor")
    assert done.code == 1
    assert "nonsense" in done.out
    assert "fiscal_start" in done.out


def test_doctor_sees_unknown_keys_of_the_config(seeded: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config.toml"
    config.write_text('colour = "red"\n[keymap]\n"no.such" = "x"\n')
    monkeypatch.setenv("KAMTUI_CONFIG", str(config))
    done = seeded("doctor")
    assert done.code == 1
    assert "colour" in done.out
    assert "no.such" in done.out


def test_backup_is_brought_back_and_what_it_replaced_is_kept(seeded: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert seeded("backup", str(copy)).code == 0
    assert copy.stat().st_mode & 0o777 == 0o600
    seeded("contact", "NORD", "Late Comer", "--level", "2")
    kept = Path(seeded("restore", str(copy), "--json").data["kept"])
    assert len(seeded("contacts", "NORD", "--json").data["contacts"]) == 2
    assert len(seeded("contacts", "NORD", "--json", "--db", str(kept)).data["contacts"]) == 3
    assert findings(seeded)["integrity"]["state"] == "good"


def test_session_that_is_open_sees_what_was_restored(seeded: Run, db: Path, tmp_path: Path) -> None:
    from kamtui.workspace import Workspace

    copy = tmp_path / "copy.db"
    seeded("backup", str(copy))
    seeded("contact", "NORD", "Late Comer")
    session = Workspace(db)
    nord = session.accounts.find("NORD").id
    assert len(session.contacts.of(nord)) == 3
    seeded("restore", str(copy))
    assert len(session.contacts.of(nord)) == 2
    session.close()


def test_backup_refuses_to_overwrite(seeded: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("mine")
    assert seeded("backup", str(copy)).code == 1
    assert copy.read_text() == "mine"


def test_backup_into_a_folder_that_is_not_there_says_so_plainly(seeded: Run, tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "copy.db"
    refused = seeded("backup", str(target))
    assert (refused.code, refused.err) == (1, f"kamtui: cannot write {target}: No such file or directory\n")


def test_restore_refuses_what_is_no_backup(seeded: Run, db: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(b"nothing of ours" * 100)
    before = seeded("accounts", "--json").data
    assert seeded("restore", str(wrong)).code == 1
    assert seeded("restore", str(tmp_path / "none.db")).code == 1
    assert seeded("accounts", "--json").data == before
    assert not list(db.parent.glob("*before-restore*"))


def test_damaged_database_is_set_aside_by_restore(seeded: Run, db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    seeded("backup", str(copy))
    for name in (f"{db}-wal", f"{db}-shm"):
        Path(name).unlink(missing_ok=True)
    db.write_bytes(b"garbage" * 1000)
    kept = Path(seeded("restore", str(copy), "--json").data["kept"])
    assert kept.read_bytes() == b"garbage" * 1000
    assert len(seeded("accounts", "--json").data) == 3
    assert db.stat().st_mode & 0o777 == 0o600


def test_two_backups_of_one_moment_are_two_files(seeded: Run) -> None:
    first, second = (seeded("backup", "--json").data["path"] for _each in range(2))
    assert first != second
    assert Path(first).exists()
    assert Path(second).exists()
