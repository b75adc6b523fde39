"""Blocks 3, 4 and 5 of a plan: widgets of their own, made when first shown and read whenever shown."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.containers import Container
from textual.widget import Widget

from kamtui.domain.explained import Explained
from kamtui.ui.view import Subject

if TYPE_CHECKING:
    from kamtui.ui.screens.account_plan import PlanPane


class Spec(NamedTuple):
    """Where the widget of a block is; its module is imported with the first look."""

    module: str
    cls: str
    panel: bool = False  # what is under its cursor is shown in full too
    new: str = ""  # the action that adds to the block, for the list of blocks


SPECS = {
    3: Spec("kamtui.ui.screens.plan_wallet", "WalletBlock", new="wallet_start"),
    4: Spec("kamtui.ui.screens.plan_offers", "OffersBlock", True, "offers_new"),
    5: Spec("kamtui.ui.screens.plan_forecast", "ForecastBlock", True),
}


class OwnBlocks:
    """The widgets, and what they hold for the pane. `stale`: what they showed last may no longer be true.

    `wanted` is the row to stand on in the block that is shown next.
    """

    def __init__(self, pane: PlanPane) -> None:
        self._pane = pane
        self._widgets: dict[int, Any] = {}
        self._places: dict[int, Any] = {}  # the same, or what holds them with their panels
        self._read: dict[int, tuple[str, int]] = {}
        self.stale = False
        self.wanted = ""

    def show(self, number: int, into: Container, before: Widget) -> bool:
        """Show the widget of the block alone; whether it has one."""
        if self.stale:
            self._read.clear()
            self.stale = False
        for other, place in self._places.items():
            place.display = other == number
        if number not in SPECS:
            return False
        if number in self._places:
            self._fill(number)
            return True
        spec = SPECS[number]
        widget = place = getattr(import_module(spec.module), spec.cls)(self._pane, id=f"block-{number}")
        if spec.panel:
            from kamtui.ui.screens.plan_offer_place import OfferPlace

            place = OfferPlace(widget, id=f"place-{number}")
        self._widgets[number], self._places[number] = widget, place
        self._pane.kam.hold_keys(into.mount(place, before=before))
        place.call_later(self._fill, number)  # once its own widgets are there
        return True

    def _fill(self, number: int) -> None:
        pane = self._pane
        wanted = (pane.account_id, pane.plan.year)
        if self._read.get(number) != wanted:
            self._read[number] = wanted
            pane.kam.guarded(lambda: self._places[number].set_data(*wanted))
        if self.wanted:
            self._widgets[number].move_to(self.wanted)
            self.wanted = ""

    def focus_of(self, number: int) -> Widget | None:
        """Where the keys of the block work."""
        widget = self._widgets.get(number)
        if widget is None or widget.can_focus:
            return widget
        return next((inner for inner in widget.query("*") if inner.focusable), None)

    def add(self, number: int) -> None:
        """What `n` does in the block."""
        if number in self._widgets:
            getattr(self._widgets[number], f"action_{SPECS[number].new}")()

    def subject(self, number: int) -> Subject | None:
        """What is selected in the block."""
        return self._widgets[number].subject() if number in self._widgets else None

    def copy_text(self, number: int) -> str:
        """What the block copies."""
        return self._widgets[number].copy_text() if number in self._widgets else ""

    def why(self, number: int) -> tuple[str, Explained[Any]] | None:
        """What the block explains."""
        return self._widgets[number].why() if number in self._widgets else None

    def legend(self, number: int) -> Sequence[tuple[str, str]]:
        """The signs of the block."""
        return self._widgets[number].legend() if number in self._widgets else ()
