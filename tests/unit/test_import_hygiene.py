"""Start-up stays fast because heavy libraries load only where they are used. Looked at in fresh interpreters."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
HEAVY = {"alembic", "babel", "openpyxl", "pydantic", "sqlalchemy", "sqlmodel", "typer"}
HEAVY |= {"docx", "docxtpl", "icalendar", "jinja2", "lxml", "PIL", "typst"}
RUN_COMMAND = """
import sys
from kamtui.__main__ import main
sys.argv = ["kamtui", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


def packages_loaded_by(code: str, *arguments: str, env: dict[str, str] | None = None) -> set[str]:
    """The top-level packages in memory after `code` has run in an interpreter of its own."""
    report = "\nimport sys\nprint('\\n' + ' '.join({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code + report, *arguments],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **(env or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


@pytest.fixture
def workspace_env(tmp_path: Path) -> dict[str, str]:
    """The environment of commands on an empty workspace."""
    env = {"KAMTUI_DB": str(tmp_path / "kamtui.db"), "KAMTUI_TODAY": "2026-11-21"}
    packages_loaded_by(RUN_COMMAND, "init", "--kam", "anna", env=env)
    return env


def test_help_loads_no_screens_and_no_database() -> None:
    loaded = packages_loaded_by(RUN_COMMAND, "--help")
    assert not loaded & {"textual", *(HEAVY - {"typer"})}


@pytest.mark.parametrize("command", [("accounts",), ("today",), ("config", "show"), ("history",)])
def test_reading_command_loads_no_screens_and_no_orm(command: tuple[str, ...], workspace_env: dict[str, str]) -> None:
    loaded = packages_loaded_by(RUN_COMMAND, *command, "--json", env=workspace_env)
    assert "kamtui" in loaded
    assert not loaded & {"textual", *(HEAVY - {"typer"})}


def test_screens_start_without_heavy_libraries() -> None:
    loaded = packages_loaded_by("import kamtui.workspace, kamtui.ui.app")
    assert "textual" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize("floor", ["domain", "exchange"])
def test_floor_below_the_screens_loads_no_heavy_library(floor: str) -> None:
    code = f"""
import importlib, pkgutil
import kamtui.{floor} as floor
for module in pkgutil.walk_packages(floor.__path__, floor.__name__ + "."):
    importlib.import_module(module.name)
"""
    assert not packages_loaded_by(code) & {"textual", *HEAVY}
