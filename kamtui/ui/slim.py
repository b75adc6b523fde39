"""Textual without what kamtui has no use for: a tenth of the time to start, and 6 MB."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any


class _Unused:
    """Stands for any class of Textual's command palette; kamtui has its own."""


class _Empty(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Unused


class _NoCache:
    """In place of the seven caches of every Strip: widgets keep their lines themselves, and a frame is a difference."""

    def __init__(self, maxsize: int) -> None:
        pass

    def __new__(cls, maxsize: int) -> _NoCache:
        return _NO_CACHE

    def get(self, key: object, default: Any = None) -> Any:
        return default

    def __setitem__(self, key: object, value: object) -> None:
        pass


_NO_CACHE: _NoCache = object.__new__(_NoCache)


@contextmanager
def instead(**modules: ModuleType | None) -> Iterator[None]:
    """Within the block imports find these modules; None: not installed. Modules loaded before stay."""
    put = {name.replace("__", "."): module for name, module in modules.items()}
    put = {name: module for name, module in put.items() if name not in sys.modules}
    sys.modules.update(put)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in put:
            sys.modules.pop(name, None)


def load_textual() -> None:
    """Import Textual without OpenSSL, which asyncio would load, and without the widgets of its command palette."""
    with instead(ssl=None):
        import_module("asyncio")
    try:
        with instead(textual__command=_Empty("textual.command")):
            import_module("textual.app")
    except (ImportError, TypeError):  # another Textual, which wants more of it
        import_module("textual.app")
    vars(import_module("textual.strip"))["FIFOCache"] = _NoCache


def load_hashes() -> None:
    """Import Python's own hashes, for what the ORM hashes, where it has them: OpenSSL's are 4 MB."""
    if find_spec("_md5") and find_spec("_sha1"):
        with instead(_hashlib=None):
            import_module("hashlib")
            import_module("hmac")
