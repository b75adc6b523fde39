"""The demo: a private copy of the sample, alive on the day it is opened, in the language of its reader."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from kamtui.paths import shipped


def prepare_demo(lang: str, today: date) -> Path:
    """Path of a new copy (0600 in a folder of its own, 0700) that belongs to this process and goes with it.

    Open it as the user `anna`. There is nothing in it to undo.
    """
    from kamtui.db.sample.alive import enliven

    folder = Path(tempfile.mkdtemp(prefix="kamtui-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "demo.db"
    with (
        shipped("sample.db").open("rb") as source,
        open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as copy,
    ):
        shutil.copyfileobj(source, copy, 1 << 20)
    enliven(path, lang, today)
    return path
