"""The list of the blocks of a plan: names, shares and ages stand apart and under one another in both languages."""

from __future__ import annotations

import pytest

from kamtui.domain.plans import Block
from kamtui.i18n import speaking
from kamtui.ui.paint import Line
from kamtui.ui.screens.plan_state import draw_block

WIDTH = 34  # of the list of blocks from 120 columns on


def drawn(number: int, days: int) -> str:
    line = Line(WIDTH)
    draw_block(Block(number, "text", share=0.6), line, days)
    return line.strip().text


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_share_never_touches_the_name(language: str) -> None:
    with speaking(language):
        lines = [drawn(number, days) for number in range(1, 8) for days in (0, 7, 36, 133)]
    shares = {line.index("60") for line in lines}
    assert len(shares) == 1, "one column"
    assert all(line[line.index("60") - 1] == " " for line in lines)
