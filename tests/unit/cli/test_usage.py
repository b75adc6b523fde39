"""Options, exit codes, names of accounts, language, tables: what all commands have in common."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kamtui.cli.output import Column, cell_len, table

Run = Callable[..., Any]
REPOSITORY = Path(__file__).parents[3]
READING = [
    ("accounts",),
    ("contacts", "NORD"),
    ("progress", "NORD"),
    ("plan", "NORD"),
    ("today",),
    ("log", "NORD"),
    ("history",),
]


def process(*arguments: str, db: Path, **streams: Any) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY), "KAMTUI_DB": str(db), "KAMTUI_TODAY": "2026-11-21"}
    return subprocess.run(
        [sys.executable, "-m", "kamtui", *arguments],
        env=env,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        timeout=60,
        **({"stdout": subprocess.PIPE} | streams),
    )


@pytest.mark.parametrize("command", READING)
def test_without_a_database_reading_says_what_to_do(kamtui: Run, command: tuple[str, ...]) -> None:
    refused = kamtui(*command)
    assert (refused.code, refused.out) == (1, "")
    assert "kamtui init" in refused.err


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_tables_fit_eighty_columns(seeded: Run, command: tuple[str, ...], language: str) -> None:
    for name in ("Сергей Константинович Преображенский-Остроумов", "А" * 150):
        seeded("contact", "NORD", name, "--position", "Заместитель генерального директора по закупкам", "--level", "4")
        seeded("log", "NORD", "Договорились " * 20, "--with", name, "--next", "Выслать предложение " * 5)
    shown = seeded(*command, "--lang", language)
    assert shown.code == 0
    assert max(cell_len(line) for line in shown.out.splitlines()) <= 80


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("accounts", "--nonsense"),
        ("contacts",),
        ("contacts", "NORD", "DAIRY"),
        ("accounts", "--db"),
        ("--today", "2026-13-01", "accounts"),
        ("--lang", "de", "accounts"),
        ("plan", "NORD", "--year", "soon"),
        ("import", "people", "x.csv"),
        ("import", "accounts", "x.csv", "--on-duplicate", "ask"),
        ("progress", "NORD", "--status", "done"),
        ("log", "NORD", "--kind", "call"),
    ],
)
def test_wrong_usage(seeded: Run, arguments: tuple[str, ...]) -> None:
    refused = seeded(*arguments)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.strip()


def test_what_is_wrong_with_an_option_is_said_in_the_language_that_was_chosen(
    seeded: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "не удалось разобрать" in seeded("accounts", "--today", "someday", "--lang", "ru").err
    monkeypatch.setenv("KAMTUI_LANG", "ru")
    assert "не удалось разобрать" in seeded("accounts", "--today", "someday").err
    assert "нужно значение" in seeded("accounts", "--db").err


@pytest.mark.parametrize("arguments", [("contacts", "NOBODY"), ("progress", "NORD", "Z99"), ("done", "no such task")])
def test_what_is_not_there_is_refused(seeded: Run, arguments: tuple[str, ...]) -> None:
    refused = seeded(*arguments)
    assert (refused.code, refused.out) == (1, "")
    assert arguments[-1] in refused.err


def test_account_is_found_by_code_name_or_part_in_any_case(seeded: Run) -> None:
    wanted = seeded("contacts", "NORD", "--json").data
    for ref in ("nord", "северный мед", "МЁД", "Северный Мёд"):
        assert seeded("contacts", ref, "--json").data == wanted


def test_ambiguous_account_lists_the_candidates(seeded: Run) -> None:
    refused = seeded("contacts", "volga")
    assert refused.code == 1
    assert "Volga Dairy" in refused.err
    assert "Volga Pack" in refused.err


def test_global_options_stand_before_or_after_the_command(seeded: Run, tmp_path: Path) -> None:
    other = str(tmp_path / "other.db")
    assert seeded("--db", other, "init").code == 0
    for arguments in (
        ("--db", other, "accounts", "--json"),
        ("accounts", "--json", "--db", other),
        ("accounts", f"--db={other}", "--json"),
        ("accounts", "--json", "--db", f"sqlite:///{other}"),
    ):
        assert seeded(*arguments).data == []


def test_text_after_two_dashes_is_no_option(seeded: Run) -> None:
    assert seeded("log", "NORD", "--", "--lang was discussed").code == 0
    assert seeded("log", "NORD", "--json").data[0]["outcome"] == "--lang was discussed"


def test_other_databases_are_refused_by_name(kamtui: Run) -> None:
    refused = kamtui("--db", "postgresql://server/kam", "accounts")
    assert refused.code == 1
    assert "postgresql" in refused.err


def test_option_goes_before_environment_before_file(
    seeded: Run, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    monkeypatch.setenv("KAMTUI_CONFIG", str(config))
    config.write_text(f'db = "{tmp_path / "none.db"}"\ntheme = "light"\n')
    shown = seeded("config", "show", "--json").data
    assert shown["db"] == {"value": str(db), "source": "KAMTUI_DB"}
    assert shown["theme"] == {"value": "light", "source": str(config)}
    other = str(tmp_path / "third.db")
    assert seeded("config", "show", "--json", "--db", other).data["db"] == {"value": other, "source": "option"}
    monkeypatch.delenv("KAMTUI_DB")
    assert "none.db" in seeded("accounts").err


def test_config_that_cannot_be_read_is_named(kamtui: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config.toml"
    config.write_text("db = ")
    monkeypatch.setenv("KAMTUI_CONFIG", str(config))
    refused = kamtui("accounts")
    assert refused.code == 1
    assert str(config) in refused.err


def test_screens_without_a_terminal_are_refused(seeded: Run, db: Path) -> None:
    for arguments in ((), ("demo",)):
        refused = process(*arguments, db=db)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "kamtui --help" in refused.stderr


def test_reader_that_goes_away_is_no_error(seeded: Run, db: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = process("accounts", db=db, stdout=write)
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_unexpected_error_is_one_line_unless_debugged(kamtui: Run, db: Path) -> None:
    db.parent.mkdir(parents=True)
    db.write_bytes(b"not a database at all" * 100)
    refused = process("accounts", db=db)
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1
    assert "Traceback" in process("accounts", "--debug", db=db).stderr


def test_help_and_version(kamtui: Run) -> None:
    helped = kamtui("--help")
    assert helped.code == 0
    for command in ("init", "demo", "import", "accounts", "progress", "today", "doctor", "config"):
        assert f"  {command} " in helped.out
    assert "--position" in kamtui("contact", "--help").out
    assert kamtui("--version").out.startswith("kamtui 0.")


def test_russian_reaches_help_tables_and_messages(seeded: Run) -> None:
    assert "Использование:" in seeded("--lang", "ru", "accounts", "--help").out
    assert "Название" in seeded("accounts", "--lang", "ru").out
    assert "не хватает" in seeded("contacts", "--lang", "ru").err
    assert "отменено" in seeded("undo", "--lang", "ru").out


def test_json_keeps_english_values_in_every_language(seeded: Run) -> None:
    english, russian = seeded("contacts", "NORD", "--json"), seeded("contacts", "NORD", "--json", "--lang", "ru")
    assert russian.data["contacts"] == english.data["contacts"]


def test_ascii_output_has_no_sign_beyond(kamtui: Run, tmp_path: Path) -> None:
    kamtui("init")
    file = tmp_path / "accounts.csv"
    file.write_text("name,category\n" + "A client of a long name " * 5 + ",K\n", encoding="utf-8")
    kamtui("import", "accounts", str(file))
    assert not kamtui("accounts").out.isascii()
    assert kamtui("accounts", "--ascii").out.isascii()


def test_table_cuts_the_softest_and_drops_the_last_rank() -> None:
    columns = (Column("Name", least=5), Column("Sum", right=True), Column("Note", least=4, rank=1))
    rows = [("Северный Мёд", "1 234", "a long note"), ("日本語テキスト", "–", "")]
    wide = table(columns, rows, fit=60).splitlines()
    assert wide[0].split() == ["Name", "Sum", "Note"]
    assert wide[1].startswith("Северный Мёд")
    narrow = table(columns, rows, fit=16).splitlines()
    assert "Note" not in narrow[0]
    assert all(cell_len(line) <= 16 for line in narrow)
    assert "…" in narrow[1]
    assert narrow[1].endswith("1 234")


def test_control_characters_never_reach_the_terminal() -> None:
    shown = table((Column("Name"),), [("\x1b[31mred\x07",)], fit=40)
    assert "\x1b" not in shown
    assert "red" in shown
