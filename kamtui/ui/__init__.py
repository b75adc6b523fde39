"""The screens: Textual as a fast drawing engine for few, drawn widgets."""

from __future__ import annotations

import os

os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")  # Textual reads it when it is imported
