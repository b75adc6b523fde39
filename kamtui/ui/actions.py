"""The action registry: keys with their ЙЦУКЕН twins, the user's own keys checked, data for footer, help and palette.

Textual gets its bindings from here only; `registry` is configured once, before widgets are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from textual.binding import Binding, BindingsMap
from textual.keys import _character_to_key

from kamtui.i18n import _
from kamtui.ui.keymap import ACTIONS, Action

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?~"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбю.ёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,Ё"
_TWINS = dict(zip(_LATIN, _CYRILLIC, strict=True))
_SHOWN = {"escape": "esc", "pageup": "pgup", "pagedown": "pgdn", "up": "↑", "down": "↓", "left": "←", "right": "→"}
_NAMES = {
    *("escape", "enter", "space", "tab", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown"),
    *("up", "down", "left", "right", *(f"f{number}" for number in range(1, 13))),
}
_MODIFIERS = {"ctrl", "alt", "shift"}


def key_name(key: str) -> str:
    """Textual's name of a key as people write it (`[` → `left_square_bracket`)."""
    head, plus, last = key.rpartition("+")
    return head + plus + (_character_to_key(last) if len(last) == 1 else last)


def twins(key: str) -> tuple[str, ...]:
    """The key, and what the same physical key types under a Russian layout."""
    head, plus, last = key.rpartition("+")
    twin = _TWINS.get(last) if head in ("", "ctrl", "alt") else None
    return (key, head + plus + twin) if twin else (key,)


def shown_key(key: str) -> str:
    """The key as footer and help print it; the space bar has its name in the language of the screens."""
    head, plus, last = key.rpartition("+")
    return head + plus + (_("space") if last == "space" else _SHOWN.get(last, last))


def is_key(key: str) -> bool:
    """Whether `key` names a key: one character, a named key, either with modifiers."""
    if len(key) == 1:
        return key.isprintable() and key != " "
    head, _plus, last = key.rpartition("+")
    if head and not set(head.split("+")) <= _MODIFIERS:
        return False
    return (len(last) == 1 and last.isprintable()) or last in _NAMES


class Registry:
    """The actions in force: those of the keymap with the user's own keys."""

    def __init__(self, actions: Iterable[Action] = ACTIONS) -> None:
        self._given = tuple(actions)
        self._actions = self._given
        self._bindings: dict[str, BindingsMap] = {}

    @property
    def actions(self) -> tuple[Action, ...]:
        """All actions, in the order of the keymap."""
        return self._actions

    def get(self, action_id: str) -> Action:
        """The action of an id. Raises KeyError for one that does not exist."""
        return next(action for action in self._actions if action.id == action_id)

    def of(self, context: str) -> list[Action]:
        """The actions of one context, in order."""
        return [action for action in self._actions if context in action.contexts.split()]

    def configure(self, keymap: Mapping[str, object]) -> list[str]:
        """Take the user's own keys (`{"map.new": "ctrl+n"}`, or nested; several separated by blanks).

        Returns a message per entry that could not be taken: an unknown id, an unknown key, or a key that another action
        of the same place, or of the whole application, has already. Such an entry changes nothing; the others hold.
        """
        self._actions, self._bindings = self._given, {}
        messages: list[str] = []
        wanted: dict[str, tuple[str, ...]] = {}
        ids = [action.id for action in self._given]
        for action_id, keys in _flat(keymap):
            if action_id not in ids:
                import difflib

                near = difflib.get_close_matches(action_id, ids, n=1)
                hint = " " + _("Did you mean “{name}”?").format(name=near[0]) if near else ""
                messages.append(_("keymap: there is no action “{name}”.").format(name=action_id) + hint)
                continue
            parts = tuple(keys.split())
            wrong = [key for key in parts if not is_key(key)]
            if wrong or not parts:
                messages.append(
                    _("keymap: “{key}” is not a key, for {name}.").format(key=" ".join(wrong) or keys, name=action_id)
                )
                continue
            wanted[action_id] = parts
        # all remaps together first, so that two actions may swap keys; then each clashing one goes back
        while True:
            actions = tuple(
                action._replace(keys=wanted[action.id]) if action.id in wanted else action for action in self._given
            )
            clash = next((c for c in clashes(actions) if c[0].id in wanted or c[1].id in wanted), None)
            if clash is None:
                break
            first, second, key = clash
            mine, other = (second, first) if second.id in wanted else (first, second)
            del wanted[mine.id]
            messages.append(
                _("keymap: “{key}” for {name} is taken by {other}.").format(
                    key=shown_key(key), name=mine.id, other=other.id
                )
            )
        self._actions = actions
        return messages

    def bindings(self, *contexts: str) -> BindingsMap:
        """Textual's bindings for a place with these contexts."""
        name = " ".join(contexts)
        found = self._bindings.get(name)
        if found is None:
            found = self._bindings[name] = BindingsMap(
                Binding(
                    key_name(twin),
                    action.method,
                    id=f"{action.id}:{twin}",
                    show=False,
                    priority=context == "dialog" and key.startswith("ctrl+"),  # not for the text input to take
                )
                for context in contexts
                for action in self.of(context)
                for key in action.keys
                for twin in twins(key)
            )
        return found


def _flat(keymap: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in keymap.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", str(value)


def clashes(actions: Iterable[Action]) -> list[tuple[Action, Action, str]]:
    """Pairs of actions that want one key in one place; every place is inside "app"."""
    actions = tuple(actions)
    found: list[tuple[Action, Action, str]] = []
    taken: dict[tuple[str, str], Action] = {}
    inherited = {twin: action for action in actions if action.contexts == "app" for twin in _expanded(action)}
    for action in actions:
        for context in action.contexts.split():
            for twin in _expanded(action):
                other = taken.setdefault((context, twin), action)
                if other is action and context not in ("app", "dialog"):  # a dialog shuts the application out
                    other = _shadowed(inherited.get(twin), twin) or action
                if other is not action:
                    found.append((other, action, twin))
    return found


def _shadowed(outer: Action | None, key: str) -> Action | None:
    """The application's action that a place may not take; moving between panes is the place's own if it likes."""
    return None if outer is None or key in ("tab", "shift+tab") else outer


@cache
def _expanded(action: Action) -> tuple[str, ...]:
    return tuple(twin for key in action.keys for twin in twins(key))


registry = Registry()
