"""The pseudo-terminal that the journeys and benchmarks drive shows what a terminal would show."""

from __future__ import annotations

import os
import re
import sys

import pytest

from benchmarks.keys import encode
from benchmarks.terminal import NotShown, Terminal

ECHO = "import sys\nprint('ready', flush=True)\nfor line in sys.stdin: print('got', line.strip().upper(), flush=True)"


def python(code: str, cols: int = 40, rows: int = 6) -> Terminal:
    return Terminal([sys.executable, "-c", code], env={**os.environ, "TERM": "xterm-256color"}, cols=cols, rows=rows)


def writes(text: str) -> str:
    return f"import sys; sys.stdout.write({text!r} + 'END'); sys.stdout.flush(); sys.stdin.read()"


def test_typed_text_reaches_the_program_and_its_answer_the_screen() -> None:
    with python(ECHO) as terminal:
        terminal.wait_for("ready")
        terminal.type("звонок Петрову")
        terminal.press("enter")
        terminal.wait_for("got ЗВОНОК ПЕТРОВУ")
        terminal.press("ctrl+d")
        assert terminal.wait_exit() == 0


def test_interrupt_comes_from_the_terminal() -> None:
    with python("import time\nprint('ready', flush=True)\ntime.sleep(60)") as terminal:
        terminal.wait_for("ready")
        terminal.press("ctrl+c")
        terminal.wait_for("KeyboardInterrupt")
        assert terminal.wait_exit() != 0


def test_killed_program_ends_by_the_signal() -> None:
    with python(ECHO) as terminal:
        terminal.wait_for("ready")
        terminal.kill()
        assert terminal.wait_exit() == -9


def test_size_is_set_before_the_start_and_changed_later() -> None:
    code = (
        "import os, signal\nsize = lambda *_: print('\\nsize %dx%d.' % os.get_terminal_size(), flush=True)\n"
        "signal.signal(signal.SIGWINCH, size)\nsize()\nwhile True: signal.pause()"
    )
    with python(code, cols=50) as terminal:
        terminal.wait_for("size 50x6.")
        terminal.resize(70, 9)
        terminal.wait_for("size 70x9.")


def test_what_never_comes_is_reported_with_the_screen() -> None:
    with python(ECHO) as terminal:
        terminal.wait_for("ready")
        with pytest.raises(NotShown, match=r"(?s)'nowhere'.*\| ready"):
            terminal.wait_for("nowhere", timeout=0.05)


def test_end_of_the_program_ends_the_wait() -> None:
    with python("print('bye')") as terminal, pytest.raises(NotShown, match="ended with 0"):
        terminal.wait_for("never", timeout=20)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("ab\x1b[3b", ["abbbbEND"]),
        ("one\r\ntwo\x1b[1S\x1b[3;1H", ["two", "", "END"]),
        ("\x1b]2;title\x07\x1b[>1u\x1b[?1000hx", ["xEND"]),
        ("main\x1b[?1049h\x1b[Hother\x1b[?1049l", ["mainEND"]),
        ("\x1b[38;2;1;2;3mcolour\x1b[0m", ["colourEND"]),
        ("日本x", ["日本xEND"]),
    ],
)
def test_sequences(written: str, shown: list[str]) -> None:
    with python(writes(written)) as terminal:
        terminal.wait_for("END")
        assert terminal.lines[: len(shown)] == shown


def test_sequences_cut_anywhere_mean_the_same() -> None:
    written = "я\x1b[>1u\x1b[31mé\x1b[2bEND".encode()
    code = f"import os, sys\nfor byte in {written!r}: os.write(1, bytes([byte]))\nsys.stdin.read()"
    with python(code) as terminal:
        terminal.wait_for(re.compile("яéééEND"))


def test_terminal_answers_whether_it_knows_synchronised_output() -> None:
    code = (
        "import os, sys, tty\ntty.setcbreak(0)\nos.write(1, b'\\x1b[?2026$p')\n"
        "answer = b''\nwhile not answer.endswith(b'y'): answer += os.read(0, 1)\nprint(answer)"
    )
    with python(code) as terminal:
        terminal.wait_for("[?2026;2$y")


def test_wait_sees_whole_frames_only() -> None:
    code = (
        "import sys\nw = lambda t: (sys.stdout.write(t), sys.stdout.flush())\n"
        "w('\\x1b[?2026hhalf'); sys.stdin.readline(); w('\\x1b[2J\\x1b[Hwhole\\x1b[?2026l'); sys.stdin.read()"
    )
    with python(code) as terminal:
        with pytest.raises(NotShown):
            terminal.wait_for("half", timeout=0.3)
        terminal.press("enter")
        terminal.wait_for("whole")


def test_keys() -> None:
    assert encode("up") == b"\x1b[A"
    assert encode("shift+up") == b"\x1b[1;2A"
    assert encode("ctrl+e") == b"\x05"
    assert encode("я") == "я".encode()
    with pytest.raises(ValueError, match="no such key"):
        encode("uup")
