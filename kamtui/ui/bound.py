"""Keys for widgets and screens: a class names its contexts, the registry gives the bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.dom import DOMNode
from textual.message import Message

from kamtui.errors import KamtuiError
from kamtui.ui.actions import registry

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp


class Bound(DOMNode):
    """Mixin, first base of anything that takes keys. Action `map.new` calls `action_map_new`."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = registry.bindings(*self.CONTEXTS)
        inherited = self._bindings.key_to_bindings
        self._bindings = type(own).from_keys({**inherited, **own.key_to_bindings})

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what this widget can do is offered; subclasses narrow it by what is selected."""
        return hasattr(self, f"action_{action}") and super().check_action(action, parameters)

    async def _dispatch_message(self, message: Message) -> None:
        """Textual's; a refusal (what was selected is not there any more, say) is a message, not the end."""
        try:
            await super()._dispatch_message(message)
        except KamtuiError as error:
            self.kam.say(str(error), "bad")

    @property
    def kam(self) -> KamApp:
        """The application."""
        return cast("KamApp", self.app)
