"""A computed number with the facts that made it; the UI shows the value, `i` shows the parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """One line of an explanation: a translated label, its value as text-ready data, and a note."""

    label: str
    value: object = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Explained(Generic[T]):
    """A value, the arithmetic in one line (`rule`), and its parts. `value` None means unknown."""

    value: T | None
    parts: tuple[Part, ...] = ()
    rule: str = ""
