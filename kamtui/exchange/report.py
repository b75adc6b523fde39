"""What an import was asked to do and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kamtui.errors import InvalidValue
from kamtui.exchange.columns import Header
from kamtui.exchange.values import cell_text
from kamtui.i18n import _

# The column that the rejects file adds, and an import of that file takes no notice of.
REASON = "reason"
UPDATE, SKIP, ERROR = POLICIES = ("update", "skip", "error")


@dataclass(frozen=True)
class ImportOptions:
    """Options of `kamtui import`; `mapping` holds texts `Field=Column`, an empty text means: guess or default.

    `replace`: the file is the whole library of progressions.
    """

    dry_run: bool = False
    on_duplicate: str = UPDATE
    match: str = ""
    mapping: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    create_accounts: bool = False
    account: str = ""
    rejects: Path | None = None
    replace: bool = False


class Reject(NamedTuple):
    """One fault of one row: line of the file (row of the sheet), column as the file calls it, value, reason."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class ImportResult:
    """Counts of rows: `read` is the sum of the other four. `notes` are for the eye: columns left out, odd ИНН.

    `retired` counts the progressions that no row names and that are retired for it; None where nothing can be.
    """

    kind: str
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    rejects: Sequence[Reject] = ()
    notes: tuple[str, ...] = ()
    dry_run: bool = False
    retired: int | None = None

    def as_json(self) -> dict[str, object]:
        """The JSON document of the command line."""
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "rejects": [one._asdict() for one in self.rejects],
            **({} if self.retired is None else {"retired": self.retired}),
        }


def fault(line: int, header: Header, error: InvalidValue) -> Reject:
    """The reject that says why a cell was not taken."""
    value = cell_text(error.value)
    reason = error.reason or _("cannot read “{value}”").format(value=value)
    if error.expected:
        reason += "; " + _("expected: {expected}").format(expected=error.expected)
    return Reject(line, header.title(error.field), value, reason)


def header_notes(header: Header) -> list[str]:
    """Notes on what the header has that the import leaves out."""
    names = [title for title in header.unknown if title != REASON]
    return [_("columns left out: {names}").format(names=", ".join(names))] if names else []
