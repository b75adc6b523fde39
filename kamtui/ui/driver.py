"""Terminal driver for Linux: escape is known 25 ms after it came, and nothing is polled while nothing happens.

The stock driver looks at its escape timer ten times a second and waits 100 ms. Elsewhere the stock driver is used.
"""

from __future__ import annotations

import os
import selectors
import sys
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver

ESCAPE_DELAY = 0.025  # seconds; sequences of keys arrive within a millisecond even over SSH
_CHUNK = 65536


def driver_class() -> type[Driver] | None:
    """Our driver where it works, else None for Textual's own choice."""
    if not sys.platform.startswith("linux"):
        return None
    from textual import constants
    from textual._parser import ParseError
    from textual._time import get_time
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver

    constants.ESCAPE_DELAY = ESCAPE_DELAY  # type: ignore[misc]

    class EventDriver(LinuxDriver):
        """Sleeps in the kernel until there is input, the escape timer runs out, or it is told to stop."""

        _waker: int | None = None

        def disable_input(self) -> None:
            if self._waker is not None:
                self.exit_event.set()
                with suppress(BrokenPipeError):  # the thread has ended by itself: the terminal is gone
                    os.write(self._waker, b"x")
                if self._key_thread is not None:
                    self._key_thread.join()
                os.close(self._waker)
                self._waker = None
                self.exit_event.clear()  # the stock method takes a set event for work done already
            super().disable_input()

        def run_input_thread(self) -> None:
            wake, self._waker = os.pipe()
            parser = XTermParser(self._debug)
            decode = getincrementaldecoder("utf-8")("replace").decode
            with selectors.DefaultSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                selector.register(wake, selectors.EVENT_READ)
                try:
                    while not self.exit_event.is_set():
                        deadline = parser._timeout_time
                        ready = selector.select(None if deadline is None else max(0.0, deadline - get_time()))
                        for key, _mask in ready:
                            if key.fd != self.fileno:
                                continue
                            data = os.read(self.fileno, _CHUNK)
                            if not data:  # the terminal is gone
                                return
                            try:
                                for message in parser.feed(decode(data)):
                                    self.process_message(message)
                            except (ArithmeticError, LookupError, ValueError, ParseError):
                                # A sequence that the parser does not know: without it, and go on.
                                parser = XTermParser(self._debug)
                        for message in parser.tick():
                            self.process_message(message)
                finally:
                    os.close(wake)
                    try:
                        for _message in parser.feed(""):
                            pass
                    except (EOFError, ParseError):
                        pass

    return EventDriver
