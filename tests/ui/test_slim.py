"""The launcher's Textual and ORM: without what nobody uses, and otherwise whole."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from kamtui.ui.slim import give_back, load_orm, load_textual, share_arenas
share_arenas()
load_textual()
load_orm()
give_back()
names = ("_ssl", "_hashlib", "textual.command", "importlib.metadata", "zipfile")
print(*("loaded" if name in sys.modules else "absent" for name in names))
import ssl, hashlib, textual.command, importlib.metadata
from kamtui.ui.app import KamApp
from textual.widgets import Input
print(ssl.SSLContext.__name__, hashlib.md5(b"kamtui").hexdigest(), textual.command.CommandPalette.__module__)
print(importlib.metadata.version("sqlmodel") == __import__("sqlmodel").__version__)
"""

ASKED = """
from kamtui.ui.slim import _Metadata, instead
with instead(importlib__metadata=_Metadata("importlib.metadata")):
    from importlib.metadata import entry_points, version
    print(entry_points(group="pydantic"))
    from importlib import metadata
    print(version("sqlmodel") == metadata.version("sqlmodel"))
    import importlib.metadata as real
    print(real.PackageNotFoundError.__name__, len(entry_points()) > 0)
import importlib.metadata
print(importlib.metadata is real)
"""


def run(script: str) -> list[str]:
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.splitlines()


def test_what_was_left_out_is_not_loaded_and_can_be_loaded_later() -> None:
    assert run(SCRIPT) == [
        "absent absent absent absent absent",
        "SSLContext a142166fe658293bea053664385da4b0 textual.command",
        "True",
    ]


def test_who_asks_for_what_was_left_out_meanwhile_gets_it() -> None:
    assert run(ASKED) == ["()", "True", "PackageNotFoundError True", "True"]
