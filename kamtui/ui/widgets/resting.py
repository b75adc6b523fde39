"""What lists and grids share: others are told where the cursor is only once it rests."""

from __future__ import annotations

import asyncio

from kamtui.ui.widgets.drawn import Scrolled

HIGHLIGHT_DELAY = 0.08  # seconds; longer than the gap of a repeating key, so that a held key starts no work


class Resting(Scrolled):
    """A drawn widget with a cursor. Subclasses call `announce` when it moved and say in `rested` where it stopped."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._pending: asyncio.TimerHandle | None = None

    def announce(self) -> None:
        """The cursor has moved, or what it stands on was loaded anew."""
        if not self.is_running:
            return
        if self._pending is not None:
            self._pending.cancel()
        self._pending = asyncio.get_running_loop().call_later(HIGHLIGHT_DELAY, self.rested)

    def rested(self) -> None:
        """The cursor has stayed for a moment; tell others if that is another place than the last time."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Say what is highlighted first."""
        self.announce()

    def on_unmount(self) -> None:
        """Leave nothing scheduled."""
        if self._pending is not None:
            self._pending.cancel()
