"""What only a real terminal does: sequences nobody knows, sizes nobody works in, double clicks."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.terminal import Terminal

Open = Callable[..., Terminal]


def test_sequences_that_the_parser_does_not_know_are_skipped(open_kamtui: Open) -> None:
    terminal = open_kamtui("demo")
    terminal.wait_for("Today")
    for strange in (b"\x1b[1;2:3u", b"\x1b[97:65:99;2;65:66u", b"\x1b[1114112u", b"\x1b[48;24;80;0;0t"):
        terminal.send(strange)
        terminal.wait_quiet()
    terminal.press("?")
    terminal.wait_for("Keys")
    terminal.press("esc")
    terminal.wait_gone("Keys")
    terminal.press("q")
    assert terminal.wait_exit() == 0


def test_a_dialog_stays_through_all_sizes(open_kamtui: Open) -> None:
    terminal = open_kamtui("demo", cols=80, rows=24)
    terminal.wait_for("Today")
    terminal.press("n")
    terminal.wait_for("New task")
    for cols, rows in ((200, 50), (20, 5), (120, 36), (10, 3), (300, 80), (1, 1), (80, 24)):
        terminal.resize(cols, rows)
        terminal.wait_quiet()
    terminal.type("Call back")
    terminal.wait_for("Call back")
    terminal.press("esc")
    terminal.wait_gone("New task")
    terminal.press("q")
    assert terminal.wait_exit() == 0


def test_double_clicks_beside_a_dialog_do_nothing(open_kamtui: Open) -> None:
    terminal = open_kamtui("demo")
    terminal.wait_for("Today")
    terminal.press("n")
    terminal.wait_for("New task")
    for _ in range(3):
        terminal.send(b"\x1b[<0;3;5M\x1b[<0;3;5m")
    terminal.send(b"\x1b[<0;3;5M\x1b[<32;60;20M\x1b[<0;60;20m")
    terminal.wait_quiet()
    terminal.press("esc")
    terminal.wait_gone("New task")
    terminal.press("q")
    assert terminal.wait_exit() == 0
