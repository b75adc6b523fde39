"""kamtui in a real pseudo-terminal and as a command, on a workspace of its own and a day that stands still."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal

TODAY = "2026-11-21"


@pytest.fixture
def kamtui_env(tmp_path: Path) -> dict[str, str]:
    """The whole environment of a kamtui under test: English, UTF-8, private folders, the day held on `TODAY`."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "LANG": "en_US.UTF-8",
        "TERM": "xterm-256color",
        "TZ": "UTC",
        "USER": "anna",
        "KAMTUI_DB": str(tmp_path / "kamtui.db"),
        "KAMTUI_TODAY": TODAY,
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


@pytest.fixture
def open_kamtui(kamtui_env: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Start `kamtui ARGS` in a terminal: `open_kamtui("demo", cols=80, rows=24, env={"LANG": "ru_RU.UTF-8"})`."""
    with ExitStack() as stack:

        def open_it(*args: str, cols: int = 120, rows: int = 36, env: Mapping[str, str] | None = None) -> Terminal:
            argv = [sys.executable, "-m", "kamtui", *args]
            return stack.enter_context(
                Terminal(argv, env=kamtui_env | dict(env or {}), cols=cols, rows=rows, cwd=tmp_path)
            )

        yield open_it


@pytest.fixture
def run_kamtui(kamtui_env: dict[str, str], tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `kamtui ARGS` without a terminal and wait for it; output is text. Without `check=False` a failure raises."""

    def run(*args: str, check: bool = True, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "kamtui", *args],
            env=kamtui_env | dict(env or {}),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=120,
        )
        assert not check or done.returncode == 0, (
            f"kamtui {' '.join(args)}: {done.returncode}\n{done.stdout}{done.stderr}"
        )
        return done

    return run
