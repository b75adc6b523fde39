"""Import of order lines: read and checked into a staging file, then applied to the database at once."""

from __future__ import annotations

import gc
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from kamtui.db import accounts as account_reads
from kamtui.db import bulk
from kamtui.db.ids import new_id
from kamtui.db.staging import Staging
from kamtui.domain.text import search_key
from kamtui.exchange.orders import OrderNames, OrderReader
from kamtui.exchange.report import ERROR, UPDATE, ImportResult, Reject
from kamtui.i18n import _
from kamtui.workspace.import_names import AccountNames, create_account
from kamtui.workspace.imports import Source

if TYPE_CHECKING:
    from kamtui.db.writer import Step
    from kamtui.workspace import Workspace

K = TypeVar("K")

# Batches of rows between two reports of progress.
_REPORT = 40


def import_orders(ws: Workspace, source: Source, file_name: str) -> ImportResult:
    """Import order lines. Raises like `Imports.run`."""
    policy = source.options.on_duplicate
    names = _Names(ws, source)
    account = names.accounts.number_of(source.account_id) if source.account_id else None
    reader = OrderReader(
        source.header,
        source.again,
        OrderNames(names.accounts.find, names.category, names.unit),
        currency=ws.method.currency,
        last_year=ws.today_date.year + 20,
        account=account,
    )
    with tempfile.TemporaryDirectory(prefix="kamtui-") as folder, bulk.translated():
        path = Path(folder) / "lines.db"
        rejects, positions, read = _stage(source, reader, path)
        names.keep(reader)
        if source.options.dry_run:
            with (
                bulk.preview(ws.path, path) as connection,
                bulk.interruptible(connection, lambda: source.show(read)),
            ):
                names.stage(connection)
                counts = bulk.compare(connection, policy)
            rejects += _known(source, counts)
            source.write_rejects(rejects, positions)
        else:
            counts = _apply(ws, source, names, path, file_name, rejects, positions, read)
    return source.result((counts.created, counts.updated, counts.unchanged), rejects, [])


def _stage(source: Source, reader: OrderReader, path: Path) -> tuple[list[Reject], dict[int, int], int]:
    """Read the whole file into the staging file: the faults, the places of bad rows in their orders, the rows read."""
    rejects: list[Reject] = []
    read = 0
    staging = Staging(path)
    # Millions of short-lived rows and no cycles among them: the collector would only look at them again and again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        for number, (lines, rows) in enumerate(source.table.chunks()):
            batch = reader.batch(lines, rows)
            staging.add(batch.columns, batch.bad)
            rejects += batch.rejects
            read += batch.size
            if number % _REPORT == 0:
                source.show(read)
        source.show(read)
        positions = staging.number_lines()
        policy = source.options.on_duplicate
        reason = _("line {line} of the file has the same order and line")
        rejects += [
            Reject(again.line, source.header.title("order"), again.order_no, reason.format(line=again.counting))
            for again in staging.settle_repeats(last_counts=policy == UPDATE, drop=policy == ERROR)
        ]
        staging.finish()
    finally:
        staging.close()
        if collecting:
            gc.enable()
    return rejects, positions, read


def _apply(
    ws: Workspace,
    source: Source,
    names: _Names,
    staging: Path,
    file_name: str,
    rejects: list[Reject],
    positions: dict[int, int],
    read: int,
) -> bulk.Counts:
    from kamtui.db.tables import ImportBatch
    from kamtui.db.writer import Writer

    # A connection of its own: it sees the staging file, and checks references by itself and not line by line.
    writer = Writer(ws.path, ws.clock, ws.login, ws.session_id)
    written: int | None = None
    try:
        with (
            bulk.bulk_connection(writer.engine) as connection,
            bulk.attached(connection, staging),
            writer.step("import.orders", file_name) as step,
        ):
            with bulk.interruptible(connection, lambda: source.show(read)):
                names.stage(connection)
                counts = bulk.compare(connection, source.options.on_duplicate)
            rejects += _known(source, counts)
            source.write_rejects(rejects, positions)
            if counts.inserted or counts.overwritten:
                names.create(step, connection)
                batch = ImportBatch(
                    file_name=file_name[:200],
                    at=ws.clock.now(),
                    user_id=step.user.id,
                    created=counts.inserted,
                    updated=counts.overwritten,
                )
                step.session.add(batch)
                step.session.flush()
                step.batch_id = batch.id or 0
                with bulk.interruptible(connection, lambda: source.show(read)):
                    bulk.apply(connection, step.batch_id)
                written = step.batch_id
    except KeyboardInterrupt:
        # Pressed while the transaction was being committed, Ctrl-C comes too late: what is kept is reported.
        if written is None or not bulk.is_kept(ws.reader, written, ws.session_id):
            raise
    finally:
        writer.close()
    return counts


def _known(source: Source, counts: bulk.Counts) -> list[Reject]:
    reason = _("this order line exists already")
    return [Reject(line, source.header.title("order"), order, reason) for line, order in counts.known]


class _Names:
    """Accounts, categories and units that order lines name: their numbers in the staging file, their ids.

    What does not exist yet gets its id here, and is created when a line that is written needs it.
    """

    def __init__(self, ws: Workspace, source: Source) -> None:
        create = source.options.create_accounts
        self.accounts = AccountNames(account_reads.accounts(ws.reader, archived=True), create=create)
        self._categories = _Numbers[str]()
        self._units = _Numbers[tuple[str, str]]()
        self._reader: OrderReader | None = None
        for key, category_id in bulk.categories(ws.reader):
            self._categories.put(key, category_id)
        for account_id, key, unit_id in bulk.units(ws.reader):
            self._units.put((account_id, key), unit_id)

    def category(self, name: str) -> int:
        """The number of a category."""
        return self._categories.find(search_key(name), name)

    def unit(self, account: int, name: str) -> int:
        """The number of a unit of an account."""
        return self._units.find((self.accounts.id_of(account), search_key(name)), name)

    def keep(self, reader: OrderReader) -> None:
        """Take note of the numbers that accepted lines use."""
        self._reader = reader

    def stage(self, connection: bulk.Database) -> None:
        """Tell the staging file which ids the numbers in use stand for."""
        assert self._reader is not None
        bulk.set_names(connection, "account", ((n, self.accounts.id_of(n)) for n in self._reader.accounts))
        bulk.set_names(connection, "category", ((n, self._categories.ids[n]) for n in self._reader.categories))
        bulk.set_names(connection, "unit", ((n, self._units.ids[n]) for n in self._reader.units))

    def create(self, step: Step, connection: bulk.Database) -> None:
        """Create the accounts, categories and units that are new and needed."""
        from kamtui.db import tables

        session = step.session
        for number in sorted(bulk.needed_names(connection, "account") & self.accounts.new.keys()):
            create_account(step, self.accounts, number)
        for number in sorted(bulk.needed_names(connection, "category") & self._categories.new.keys()):
            key, name = self._categories.new[number]
            session.add(tables.ProductCategory(id=self._categories.ids[number], name=name, search_key=key))
        for number in sorted(bulk.needed_names(connection, "unit") & self._units.new.keys()):
            (account_id, key), name = self._units.new[number]
            session.add(tables.Unit(id=self._units.ids[number], account_id=account_id, name=name, search_key=key))
        session.flush()


class _Numbers(Generic[K]):
    """Numbers from 1 for keys, and the id behind each; `new` holds key and name of those made here."""

    def __init__(self) -> None:
        self._by_key: dict[K, int] = {}
        self.ids: dict[int, str] = {}
        self.new: dict[int, tuple[K, str]] = {}

    def put(self, key: K, record_id: str) -> int:
        number = self._by_key[key] = len(self._by_key) + 1
        self.ids[number] = record_id
        return number

    def find(self, key: K, name: str) -> int:
        number = self._by_key.get(key)
        if number is None:
            number = self.put(key, new_id())
            self.new[number] = (key, name)
        return number
