"""Files in, one module per kind. One import is one transaction and one undo step."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kamtui.errors import InvalidValue, Refused
from kamtui.exchange.columns import Header, field_named, likeness, read_header
from kamtui.exchange.fields import KINDS
from kamtui.exchange.report import POLICIES, ImportOptions, ImportResult, Reject, header_notes
from kamtui.exchange.tables import Row, Table, TableOptions, UnreadableFile, open_table
from kamtui.exchange.vcard_lines import has_cards
from kamtui.i18n import _
from kamtui.workspace.base import Feature

if TYPE_CHECKING:
    from kamtui.exchange.card_table import CardTable

# The kind that is no table: meetings of a calendar file.
CALENDARS = "meetings"

# Called with the rows read so far and an estimate of all.
Progress = Callable[[int, int], None]

# What --match may name, by kind; the first is how order lines match anyway.
_MATCH = {
    "accounts": ("inn", "code", "name"),
    "contacts": ("email", "phone", "name"),
    "orders": ("order", "line"),
    "wallet": ("date",),
    "progressions": ("code",),
    "initiatives": ("title",),
    "tasks": ("title",),
    "touches": ("date",),
}


class Source(NamedTuple):
    """An import under way: the file with its header understood, and what was asked."""

    path: Path
    table: Table
    header: Header
    options: ImportOptions
    match: str
    account_id: str | None
    progress: Progress
    cards: CardTable | None = None  # the table, when it is a file of vCards

    def again(self) -> Iterator[Row]:
        """All rows once more, independently of the reading that goes on."""
        table = _open(self.header.kind, self.path, self.options)
        try:
            yield from table.rows()
        finally:
            table.close()

    def show(self, read: int) -> None:
        """Report progress."""
        place = self.table.position()
        self.progress(read, max(read, round(read / place)) if place > 0 else read)

    def write_rejects(self, rejects: Sequence[Reject], positions: dict[int, int] | None = None) -> None:
        """Write the rejects file, when one is wanted."""
        if self.options.rejects is not None:
            from kamtui.exchange.rejects import write_rejects

            write_rejects(self.options.rejects, self.table, rejects, positions or {})

    def result(self, counts: tuple[int, int, int], rejects: Sequence[Reject], notes: Sequence[str]) -> ImportResult:
        """The result, from the rows created, updated and unchanged, and the faults of the others."""
        rejected = len({one.line for one in rejects})
        created, updated, unchanged = counts
        return ImportResult(
            kind=self.header.kind,
            read=created + updated + unchanged + rejected,
            created=created,
            updated=updated,
            unchanged=unchanged,
            rejected=rejected,
            rejects=tuple(sorted(rejects, key=lambda one: one.line)),
            notes=(*header_notes(self.header), *notes),
            dry_run=self.options.dry_run,
        )


class Imports(Feature):
    """`workspace.imports`."""

    def run(
        self, kind: str, path: Path, options: ImportOptions | None = None, progress: Progress | None = None
    ) -> ImportResult:
        """Import a file of `kind`, one of `KINDS` or `CALENDARS`.

        Raises UnreadableFile, AmbiguousDates, Refused or InvalidValue when nothing can be taken from the file; rows
        that cannot be taken are in the result. Stopped in the middle, by Ctrl-C or by what `progress` raises, it
        leaves nothing.
        """
        options = options or ImportOptions()
        if kind == CALENDARS:
            from kamtui.workspace.import_meetings import import_meetings

            with _regular(path) as file:
                return import_meetings(self._ws, file, options)
        match = _checked(kind, path, options)
        account_id = self._ws.accounts.find(options.account).id if options.account else None
        progress = progress or (lambda _read, _total: None)
        with _regular(path) as file:
            cards = _cards(kind, file, options)
            table = cards or _open(kind, file, options)
            try:
                given = ("account",) if account_id else ()
                header = cards.header if cards else read_header(kind, table.headers, options.mapping, given)
                source = Source(file, table, header, options, match, account_id, progress, cards)
                return self._importer(kind)(source, path.name)
            finally:
                table.close()

    def _importer(self, kind: str) -> Callable[[Source, str], ImportResult]:
        from kamtui.workspace.import_rows import import_rows

        if kind == "accounts":
            from kamtui.workspace.import_accounts import import_accounts

            return partial(import_accounts, self._ws)
        if kind == "contacts":
            from kamtui.workspace.import_contacts import import_contacts

            return partial(import_contacts, self._ws)
        if kind == "wallet":
            from kamtui.workspace.import_wallet import import_wallet

            return partial(import_wallet, self._ws)
        if kind == "progressions":
            from kamtui.workspace.import_progressions import import_progressions

            return partial(import_progressions, self._ws)
        if kind == "initiatives":
            from kamtui.workspace.import_initiatives import InitiativeImport

            return partial(import_rows, InitiativeImport, self._ws)
        if kind == "tasks":
            from kamtui.workspace.import_tasks import TaskImport

            return partial(import_rows, TaskImport, self._ws)
        if kind == "touches":
            from kamtui.workspace.import_touches import TouchImport

            return partial(import_rows, TouchImport, self._ws)
        from kamtui.workspace.import_orders import import_orders

        return partial(import_orders, self._ws)


def _open(kind: str, path: Path, options: ImportOptions) -> Table:
    return open_table(path, TableOptions(options.encoding, options.delimiter, options.sheet), partial(likeness, kind))


def _cards(kind: str, path: Path, options: ImportOptions) -> CardTable | None:
    """The file as vCards, by its beginning or its ending; None for any other file."""
    try:
        with path.open("rb") as file:
            head = file.read(2000)
            if not has_cards(head) and path.suffix.lower() not in (".vcf", ".vcard"):
                return None
            data = head + file.read()
    except OSError:
        return None  # told as for any other file
    if kind != "contacts":
        raise Refused(_("{path} holds vCards: import it as contacts").format(path=path))
    if options.mapping:
        raise InvalidValue("map", options.mapping[0], reason=_("vCards have no columns to map"))
    from kamtui.exchange.card_table import CardTable

    return CardTable(path, data, options.encoding, account_given=bool(options.account))


def _checked(kind: str, path: Path, options: ImportOptions) -> str:
    """The field that --match means; raises InvalidValue for options that make no sense."""
    if kind not in KINDS:
        raise InvalidValue("kind", kind, expected=", ".join(KINDS))
    if options.on_duplicate not in POLICIES:
        raise InvalidValue("on_duplicate", options.on_duplicate, expected=", ".join(POLICIES))
    if options.account and kind == "accounts":
        raise InvalidValue("account", options.account, reason=_("a file of accounts cannot belong to one account"))
    if options.replace and kind != "progressions":
        raise InvalidValue("replace", kind, reason=_("only a library of progressions can be replaced"))
    match = field_named(kind, options.match) if options.match else ""
    match = "phone" if match == "mobile" else match
    if options.match and match not in _MATCH[kind]:
        raise InvalidValue("match", options.match, expected=", ".join(_MATCH[kind]))
    if options.rejects is not None:
        if not os.path.isdir(options.rejects.absolute().parent):
            raise InvalidValue("rejects", options.rejects, reason=_("there is no such folder"))
        if options.rejects.resolve() == path.resolve():
            raise Refused(_("the rejects would overwrite the file that is imported; name another file"))
    return match


@contextmanager
def _regular(path: Path) -> Iterator[Path]:
    """`path`, or a copy of it where it can be read only once (a pipe). Raises UnreadableFile."""
    if os.path.isdir(path):  # of pathlib's, a name too long is an error
        raise UnreadableFile(_("{path} is a folder; name a file").format(path=path))
    if os.path.isfile(path) or not os.path.exists(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="kamtui-") as folder:
        copy = Path(folder) / path.name
        try:
            with path.open("rb") as pipe, copy.open("wb") as file:
                shutil.copyfileobj(pipe, file)
        except OSError as error:
            raise UnreadableFile(_("cannot read {path}: {error}").format(path=path, error=error.strerror)) from error
        yield copy
