"""Every pilot test draws in the dark theme, in truecolor, with Unicode glyphs and the given keys."""

from __future__ import annotations

import pytest

from kamtui.ui import paint
from kamtui.ui.actions import registry
from kamtui.ui.glyphs import G


@pytest.fixture(autouse=True)
def plain_look() -> None:
    paint.use("dark", "truecolor")
    G.use(ascii_only=False)
    registry.configure({})
