"""Textual and the ORM without what kamtui has no use for: a tenth of the time to start, and 13 MB."""

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


_M_ARENA_MAX = -8  # of glibc's mallopt
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
        for name, module in put.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


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


class _Metadata(ModuleType):
    """In place of importlib.metadata, with half of `email` and `zipfile` behind it, until it is asked for something."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_whole(self), name)

    def version(self, name: str) -> str:
        """As there."""
        return str(_whole(self).version(name))

    def entry_points(self, **wanted: Any) -> Any:
        """As there; nobody has plugins for pydantic, which would look for them in every package there is."""
        return () if wanted.get("group") == "pydantic" else _whole(self).entry_points(**wanted)


def _whole(stand_in: ModuleType) -> Any:
    if sys.modules.get(stand_in.__name__) is stand_in:
        del sys.modules[stand_in.__name__]
    return import_module(stand_in.__name__)


def load_orm() -> None:
    """Import the ORM without what it has no use for here: OpenSSL's hashes, for Python has its own (4 MB), and the
    reader of package metadata (1.5 MB)."""
    if find_spec("_md5") and find_spec("_sha1"):
        with instead(_hashlib=None):
            import_module("hashlib")
            import_module("hmac")
    with instead(importlib__metadata=_Metadata("importlib.metadata")):
        import_module("sqlmodel")
        import_module("pydantic.networks")


def _libc() -> Any:
    """The C library, where it is glibc; else None."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        import ctypes

        libc = ctypes.CDLL(None)
    except (ImportError, OSError):  # a Python without foreign functions
        return None
    return libc if hasattr(libc, "malloc_trim") else None


def share_arenas() -> None:
    """Let all threads allocate from one place: under the GIL they never do so at once, and each place has its holes."""
    if libc := _libc():
        libc.mallopt(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Give memory that is free now back to the system."""
    if libc := _libc():
        libc.malloc_trim(0)
