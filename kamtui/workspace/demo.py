"""The demo: a private copy of the sample, alive on the day it is opened, in the language of its reader."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from kamtui.paths import shipped

_PREFIX = "kamtui-demo-"


def prepare_demo(lang: str, today: date) -> Path:
    """Path of a new copy (0600 in a folder of its own, 0700) that belongs to this process and goes with it.

    Open it as the user `anna`. There is nothing in it to undo.
    """
    from kamtui.db.sample.alive import enliven

    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "demo.db"
    with (
        shipped("sample.db").open("rb") as source,
        open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as copy,
    ):
        shutil.copyfileobj(source, copy, 1 << 20)
    enliven(path, lang, today)
    return path


def is_demo(path: Path) -> bool:
    """Whether a workspace is a private copy of the sample."""
    return path.parent.name.startswith(_PREFIX)


def _sweep() -> None:
    """Remove copies whose process was killed before it could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdigit() and not _runs(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True
