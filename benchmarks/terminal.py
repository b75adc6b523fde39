"""A program in a real pseudo-terminal: press keys, wait for what the screen shows, and know when each byte came.

The time of output is taken right after `read()`; the screen model works later, so it never delays a figure.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter_ns as now
from types import TracebackType

from benchmarks.keys import encode
from benchmarks.screen import Screen

SECOND = 1_000_000_000
SLICE = 1024
# A session leader that opens a terminal gets it as its controlling one: ctrl+c and resizing work as for a user.
_TAKE_TERMINAL = 'exec <"$0" >"$0" 2>&1; exec "$@"'


class NotShown(AssertionError):
    """What was waited for did not come in time; the message holds the screen as it was."""


class Terminal:
    """A running program and its screen. Use as a context manager: leaving it kills what still runs.

    `env` is the whole environment of the program. Every wait ends as soon as output makes it true, and raises
    `NotShown` after `timeout` seconds or when the program ended first.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str],
        cols: int = 120,
        rows: int = 36,
        cwd: Path | str | None = None,
    ) -> None:
        self._fd, slave = os.openpty()
        self._set_size(cols, rows)
        self.screen = Screen(cols, rows, lambda answer: self.send(answer.encode()))
        self.received: list[tuple[int, bytes]] = []
        self.last_byte = 0
        self._unshown: list[tuple[int, bytes]] = []
        self._ended = False
        self.started = now()
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", _TAKE_TERMINAL, os.ttyname(slave), *argv],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(env),
            cwd=cwd,
            start_new_session=True,
        )
        os.close(slave)
        self.pid = self._process.pid

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        os.close(self._fd)

    # ---- input

    def send(self, data: bytes) -> None:
        """Write bytes as they are."""
        while data and not self._ended:
            _, writable, _ = select.select([], [self._fd], [], 0.01)
            if writable:
                data = data[os.write(self._fd, data) :]
            else:
                self.read(0)

    def press(self, *keys: str) -> None:
        """Press keys by name (`benchmarks.keys`). Wait for the effect of `esc`: with the next byte it makes alt+key."""
        if "esc" in keys[:-1]:
            raise ValueError("esc must be the last key of a press(); wait for its effect")
        for key in keys:
            self.send(encode(key))

    def type(self, text: str) -> None:
        """Type `text`, a key per character."""
        self.send(text.encode())

    def resize(self, cols: int, rows: int) -> None:
        """Change the size of the window."""
        self._set_size(cols, rows)
        self.screen.resized(cols, rows)

    # ---- output

    @property
    def lines(self) -> list[str]:
        """The rows of the screen as text, all output received so far shown."""
        while self._unshown:
            self._show_some()
        return self.screen.text_lines

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def ended(self) -> bool:
        """Whether the program has closed the terminal."""
        return self._ended

    def shows(self, wanted: str | re.Pattern[str] | Callable[[Terminal], bool]) -> bool:
        """Whether the screen holds a text (in one row), a pattern (over all rows), or fulfils a predicate."""
        if isinstance(wanted, str):
            return any(wanted in line for line in self.screen.text_lines)
        if isinstance(wanted, re.Pattern):
            return wanted.search("\n".join(self.screen.text_lines)) is not None
        return wanted(self)

    def wait_for(self, wanted: str | re.Pattern[str] | Callable[[Terminal], bool], timeout: float = 10) -> int:
        """Wait until the screen `shows(wanted)`, judged between frames; the time (ns) of the bytes that made it so."""
        end, at = now() + int(timeout * SECOND), now()
        while self._unshown or self.screen.in_frame or not self.shows(wanted):
            if self._unshown:
                at = self._show_some()
                if not self.screen.in_frame and self.shows(wanted):
                    return at
            elif self._ended or now() > end:
                raise NotShown(self._report(wanted))
            else:
                self.read((end - now()) / SECOND)
        return at

    def wait_gone(self, text: str, timeout: float = 10) -> int:
        """Wait until `text` is no longer on the screen."""
        return self.wait_for(lambda terminal: not terminal.shows(text), timeout)

    def wait_quiet(self, seconds: float = 0.1, timeout: float = 10) -> None:
        """Wait until no output came for `seconds`."""
        last, end = now(), now() + int(timeout * SECOND)
        while (left := seconds - (now() - last) / SECOND) > 0 and not self._ended:
            if now() > end:
                raise NotShown(self._report(f"{seconds} s without output"))
            if self.read(left):
                last = self.last_byte

    def wait_exit(self, timeout: float = 10) -> int:
        """Wait until the program has ended; its exit status (negative: the signal that killed it)."""
        end = now() + int(timeout * SECOND)
        while not self._ended:
            if now() > end:
                raise NotShown(self._report("the end of the program"))
            self.read((end - now()) / SECOND)
        return self._process.wait(max(0.1, (end - now()) / SECOND))

    def kill(self) -> None:
        """SIGKILL, as a power cut: the program gets no chance to save."""
        if self._process.poll() is None:
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def read(self, timeout: float) -> int:
        """Take what the program wrote, waiting for it `timeout` seconds at most. Returns the number of bytes."""
        readable, _, _ = select.select([self._fd], [], [], max(0.0, timeout)) if not self._ended else ([], [], [])
        if not readable:
            return 0
        try:
            data = os.read(self._fd, 65536)
        except OSError:  # EIO: nobody has the terminal open any more
            data = b""
        at = now()
        if not data:
            self._ended = True
            return 0
        self.last_byte = at
        self.received.append((at, data))
        self._unshown.append((at, data))
        return len(data)

    # ---- inside

    def _show_some(self) -> int:
        at, data = self._unshown[0]
        self.screen.take(data[:SLICE])
        if len(data) > SLICE:
            self._unshown[0] = (at, data[SLICE:])
        else:
            del self._unshown[0]
        return at

    def _set_size(self, cols: int, rows: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def _report(self, wanted: object) -> str:
        shown = "\n".join(f"  | {line}" for line in self.lines)
        try:
            status = f"ended with {self._process.wait(1 if self._ended else 0)}"
        except subprocess.TimeoutExpired:
            status = "still runs"
        return f"not shown: {wanted!r}; the program {status}; the screen:\n{shown}"
