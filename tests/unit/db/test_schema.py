"""Opening database files: made, migrated, refused."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from kamtui.db import migrate, schema
from kamtui.db import tables as _tables  # noqa: F401  (fills the metadata)
from kamtui.errors import DatabaseError, DatabaseMissing, DatabaseNewer
from kamtui.workspace import Workspace

SCHEMAS = Path(__file__).parents[2] / "data" / "schemas"


def test_migrations_make_the_tables_that_the_code_declares(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    migrate.create(path)
    with create_engine(f"sqlite:///{path}").connect() as connection:
        # References of added columns stand in the column, where SQLAlchemy does not see all; the texts show all.
        options = {"compare_type": True, "include_object": lambda _o, _n, kind, *_: kind != "foreign_key_constraint"}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SQLModel.metadata) == []
        made = dict(connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all())
    made.pop("plan_snapshot_stays")  # a trigger, which metadata cannot declare
    declared = tmp_path / "declared.db"
    engine = create_engine(f"sqlite:///{declared}")
    SQLModel.metadata.create_all(engine)
    with engine.connect() as connection:
        wanted = dict(connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all())
    made.pop("alembic_version")
    assert {name: _constraints(sql) for name, sql in made.items()} == {
        name: _constraints(sql) for name, sql in wanted.items()
    }


def _constraints(sql: str) -> set[str]:
    """Columns and constraints of a table in one form: those of an added column stand behind it, not by themselves."""
    if not sql.startswith("CREATE TABLE"):
        return {sql}
    pieces: set[str] = set()
    for line in _split(sql[sql.index("(") + 1 : sql.rindex(")")]):
        column, *inline = line.split(" CONSTRAINT ") if not line.startswith("CONSTRAINT ") else ("", line[11:])
        name = column.split(" ")[0]
        references = [part.replace(" REFERENCES ", f" FOREIGN KEY({name}) REFERENCES ") for part in inline if name]
        pieces |= {column, *(references or inline)} - {""}
    return pieces


def _split(body: str) -> list[str]:
    """The parts of a list at its commas outside of brackets, with single blanks."""
    parts, depth = [""], 0
    for char in body:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "," and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return [" ".join(part.split()) for part in parts]


def test_a_new_database_is_private(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "new.db"
    migrate.create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_creating_over_an_existing_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    path.write_text("precious")
    with pytest.raises(DatabaseError, match="exists already"):
        migrate.create(path)
    assert path.read_text() == "precious"


def test_a_missing_database_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing, match="kamtui init"):
        schema.ready(tmp_path / "none.db")


def test_a_database_of_a_newer_kamtui_is_refused_and_left_untouched(db_path: Path) -> None:
    connection = sqlite3.connect(db_path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = db_path.read_bytes()
    with pytest.raises(DatabaseNewer, match="newer kamtui"):
        Workspace(db_path)
    assert db_path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to look like one" * 20])
def test_a_file_that_is_no_kamtui_database_is_refused_and_left_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    with pytest.raises(DatabaseError):
        schema.ready(path)
    assert path.read_bytes() == content


def test_every_schema_version_ever_landed_opens(tmp_path: Path) -> None:
    files = sorted(SCHEMAS.glob("*.db"))
    assert [file.stem for file in files] == list(schema.SCHEMA_VERSIONS)
    for file in files:
        path = tmp_path / file.name
        shutil.copyfile(file, path)
        workspace = Workspace(path, login="anna")
        assert [row.account.name for row in workspace.accounts.rows()] == ["Nord Foods"]
        workspace.accounts.add(name="Written after migration")
        workspace.close()


def test_migrating_first_keeps_a_private_copy_that_opens(db_path: Path) -> None:
    copy = migrate.upgrade(db_path, backup=True)
    assert copy is not None
    assert copy.parent == db_path.parent
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    Workspace(copy, login="anna").close()


def test_an_old_session_does_not_write_into_a_newer_schema(db_path: Path) -> None:
    workspace = Workspace(db_path, login="anna")
    connection = sqlite3.connect(db_path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(DatabaseError, match="newer kamtui"):
        workspace.accounts.add(name="Nord Foods")
    workspace.close()


def test_network_file_systems_are_refused(db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "file_system", lambda _path: "nfs4")
    with pytest.raises(DatabaseError, match="network file system"):
        schema.ready(db_path)


def test_the_file_system_of_a_path_is_found(tmp_path: Path) -> None:
    assert schema.file_system(Path("/proc/self/mounts")) == "proc"


def test_a_step_made_before_a_migration_can_be_undone_after_it(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    shutil.copyfile(SCHEMAS / "0001.db", path)
    workspace = Workspace(path, login="anna")
    before = workspace.contacts.by_account()
    steps = [step for step in workspace.history.steps() if step.kind == "do"]
    assert [workspace.history.undo() for _step in steps] == [step.text for step in steps]
    assert workspace.contacts.by_account() == {}
    assert [workspace.history.redo() for _step in steps] == [step.text for step in reversed(steps)]
    after = workspace.contacts.by_account()
    assert {key: [c._replace(version=0) for c in people] for key, people in after.items()} == {
        key: [c._replace(version=0) for c in people] for key, people in before.items()
    }
    workspace.close()
