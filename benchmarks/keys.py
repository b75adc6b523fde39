"""What a terminal sends for a key. A key is a name below, `ctrl+x`, `alt+x`, `shift+up`, or one character."""

from __future__ import annotations

_PLAIN = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "esc": "\x1b",
    "space": " ",
    "backspace": "\x7f",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
}
_CURSOR = {"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F"}
_EDIT = {
    "insert": 2,
    "delete": 3,
    "pageup": 5,
    "pagedown": 6,
    "f5": 15,
    "f6": 17,
    "f7": 18,
    "f8": 19,
    "f9": 20,
    "f10": 21,
}
_MODIFIERS = {"shift": 1, "alt": 2, "ctrl": 4}


def encode(key: str) -> bytes:
    """The bytes of one key press; ValueError for a name that is no key."""
    if len(key) == 1:
        return key.encode()
    if key in _PLAIN:
        return _PLAIN[key].encode()
    *names, base = key.split("+")
    modifier = 1 + sum(_MODIFIERS.get(name, 0) for name in names)
    if set(names) <= set(_MODIFIERS):
        if base in _CURSOR:
            return f"\x1b[1;{modifier}{_CURSOR[base]}".encode() if names else f"\x1b[{_CURSOR[base]}".encode()
        if base in _EDIT:
            return f"\x1b[{_EDIT[base]};{modifier}~".encode() if names else f"\x1b[{_EDIT[base]}~".encode()
        if names == ["alt"]:
            return b"\x1b" + encode(base)
        if names == ["ctrl"] and len(base) == 1:
            return bytes([ord(base.upper()) & 0x1F])
    raise ValueError(f"no such key: {key!r}")
