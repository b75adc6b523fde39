"""Notes: something worth keeping, of an account, of a person, or of neither."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Note(NamedTuple):
    """One note. `on` is the day it is of, `user` the name of who wrote it."""

    id: str
    text: str
    on: date
    account_id: str | None = None
    contact_id: str | None = None
    contact: str = ""
    account_code: str = ""
    account_name: str = ""
    user: str = ""
    version: int = 1

    @property
    def title(self) -> str:
        """The first line."""
        return self.text.split("\n", 1)[0]
