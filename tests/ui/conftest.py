"""Every pilot test draws in the dark theme, in truecolor, with Unicode glyphs and the given keys."""

from __future__ import annotations

import pytest

from kamtui.ui import paint
from kamtui.ui.actions import registry
from kamtui.ui.glyphs import G
from kamtui.ui.shell import Shell


@pytest.fixture(autouse=True)
def plain_look() -> None:
    paint.use("dark", "truecolor")
    G.use(ascii_only=False)
    registry.configure({})


@pytest.fixture(autouse=True)
def unexpected_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that is no refusal ends the application, and so fails the test; a user would get a message."""

    def unexpected(_shell: Shell, error: BaseException) -> None:
        raise error

    monkeypatch.setattr(Shell, "unexpected", unexpected)
