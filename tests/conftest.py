"""Every test runs apart from the user's own settings, data and language."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kamtui.i18n import language, set_language


@pytest.fixture(autouse=True)
def private_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """HOME and the XDG folders lie in `tmp_path`, and no KAMTUI_* setting of the caller is seen."""
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in [name for name in os.environ if name.startswith("KAMTUI_")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def same_language() -> Iterator[None]:
    """A test that chooses a language does not choose it for the next one."""
    before = language()
    yield
    set_language(before)
