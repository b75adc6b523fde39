"""The screens: Textual as a fast drawing engine for few, drawn widgets."""

from __future__ import annotations

import os

# Textual reads these when it is imported. Frames are small here, so a key need not wait for the next 60th of a second.
os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
os.environ.setdefault("TEXTUAL_FPS", "250")
