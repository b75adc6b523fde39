"""The launcher's Textual: without OpenSSL and the command palette, and otherwise whole."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from kamtui.ui.slim import load_hashes, load_textual
load_textual()
load_hashes()
print(*("loaded" if name in sys.modules else "absent" for name in ("_ssl", "_hashlib", "textual.command")))
import ssl, hashlib, textual.command
from kamtui.ui.app import KamApp
from textual.widgets import Input
print(ssl.SSLContext.__name__, hashlib.md5(b"kamtui").hexdigest(), textual.command.CommandPalette.__module__)
"""


def test_what_was_left_out_is_not_loaded_and_can_be_loaded_later() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    first, second = done.stdout.splitlines()
    assert first == "absent absent absent"
    assert second == "SSLContext a142166fe658293bea053664385da4b0 textual.command"
