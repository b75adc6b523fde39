"""Import of wallet estimates: a row is what an account buys of a category from a supplier in a year, as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kamtui.db import accounts as account_reads
from kamtui.db.ids import new_id
from kamtui.domain import wallet_check
from kamtui.domain import wallet_rules as rules
from kamtui.domain.money import from_minor
from kamtui.domain.text import search_key
from kamtui.domain.wallet import WHOLE, Estimate
from kamtui.errors import InvalidValue
from kamtui.exchange.records import Record
from kamtui.exchange.report import ERROR, SKIP, ImportResult, Reject, fault
from kamtui.exchange.wallet import WalletReader
from kamtui.i18n import _
from kamtui.workspace.base import apply
from kamtui.workspace.import_accounts import in_step
from kamtui.workspace.import_names import AccountNames, create_account
from kamtui.workspace.wallet import columns

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.workspace import Workspace
    from kamtui.workspace.imports import Source

Scope = tuple[str, int]


def import_wallet(ws: Workspace, source: Source, file_name: str) -> ImportResult:
    """Import wallet estimates. Raises like `Imports.run`."""
    reader = WalletReader(source.header, source.again, ws.method.currency, ws.today_date.year + 20)
    records: list[Record] = []
    rejects: list[Reject] = []
    for read, (line, cells) in enumerate(source.table.rows(), start=1):
        record = reader.read(line, cells)
        rejects += record.faults
        records.append(record)
        if read % 500 == 0:
            source.show(read)
    result: list[ImportResult] = []

    def work(step: Step) -> None:
        counts = _Import(ws, step, source, rejects).write(records)
        result.append(source.result(counts, rejects, ()))

    in_step(ws, source, "import.wallet", file_name, work, rejects)
    return result[0]


class _Node:
    """An estimate of the database, or one that the file makes."""

    def __init__(self, row: tables.WalletEstimate, estimate: Estimate, known: bool) -> None:
        self.row, self.estimate, self.known = row, estimate, known


class _Planned(NamedTuple):
    line: int
    account: int
    node: _Node
    makes: bool
    changes: bool


class _Import:
    """One import of estimates within a step: rows find what they say anew, then all are written."""

    def __init__(self, ws: Workspace, step: Step, source: Source, rejects: list[Reject]) -> None:
        from sqlmodel import select

        from kamtui.db import tables

        self._ws, self._step, self._source, self._rejects = ws, step, source, rejects
        known = account_reads.accounts(ws.reader, archived=True)
        self._names = AccountNames(known, create=source.options.create_accounts)
        self._old = {account.id for account in known}
        session = step.session
        self._categories = {row.search_key: row for row in session.exec(select(tables.ProductCategory)).all()}
        by_id = {row.id: row.name for row in self._categories.values()}
        # Newest first, as the rules want them.
        rows = sorted(
            session.exec(select(tables.WalletEstimate)).all(),
            key=lambda row: (row.on_date, str(row.created_at), row.id),
            reverse=True,
        )
        self._rows = [(row, _estimate(row, by_id.get(row.category_id or ""))) for row in rows]
        self._suppliers = {search_key(one.supplier): one.supplier for _row, one in self._rows}

    def write(self, records: Sequence[Record]) -> tuple[int, int, int]:
        """Write all records that can be; the rows created, updated and unchanged."""
        refused: dict[int, InvalidValue] = {}
        for record in records:
            if record.faults:
                self._say_unknown_account(record)
        records = [one for one in records if not one.faults]
        while True:
            plan = _Plan(self._ws, self._source, self._names, self._rows, self._suppliers)
            found = plan.make([one for one in records if one.line not in refused], self._old)
            if not found:
                break
            refused |= found
        self._rejects += [fault(line, self._source.header, error) for line, error in sorted(refused.items())]
        for number in dict.fromkeys(one.account for one in plan.rows):
            if number in self._names.new:
                create_account(self._step, self._names, number)
        counts = [0, 0, 0]
        for one in plan.rows:
            counts[0 if one.makes else 1 if one.changes else 2] += 1
        for node in plan.written():
            apply(node.row, {**columns(node.estimate), "category_id": self._category(node.estimate.category)})
            self._step.session.add(node.row)
        return counts[0], counts[1], counts[2]

    def _say_unknown_account(self, record: Record) -> None:
        """Of a row that is rejected anyway, the fault that its account is unknown too."""
        if "account" in record.values and not (self._source.account_id or self._source.options.create_accounts):
            try:
                self._names.find(record.values["account"])
            except InvalidValue as error:
                self._rejects.append(fault(record.line, self._source.header, error))

    def _category(self, name: str | None) -> str | None:
        from kamtui.db.tables import ProductCategory

        if name is None:
            return None
        key = search_key(name)
        if key not in self._categories:
            self._categories[key] = ProductCategory(id=new_id(), name=name, search_key=key)
            self._step.session.add(self._categories[key])
            self._step.session.flush()
        return self._categories[key].id


class _Plan:
    """Which row of the file is which estimate. Nothing is written yet."""

    def __init__(
        self,
        ws: Workspace,
        source: Source,
        names: AccountNames,
        rows: Sequence[tuple[tables.WalletEstimate, Estimate]],
        suppliers: Mapping[str, str],
    ) -> None:
        self._ws, self._source, self._names = ws, source, names
        self._suppliers = dict(suppliers)
        self._scopes: dict[Scope, dict[rules.Key, list[_Node]]] = {}
        for row, estimate in rows:
            scope = self._scopes.setdefault((row.account_id, estimate.year), {})
            scope.setdefault(rules.key_of(estimate), []).append(_Node(row, estimate, True))
        self.rows: list[_Planned] = []
        self._written: dict[int, _Node] = {}

    def make(self, records: Sequence[Record], old_accounts: set[str]) -> dict[int, InvalidValue]:
        """Find or make the estimate of each record; the records that have to be refused, by line."""
        refused: dict[int, InvalidValue] = {}
        for record in records:
            try:
                self._take(record)
            except InvalidValue as error:
                field = "date" if error.field == "on" else error.field
                refused[record.line] = InvalidValue(field, error.value, error.expected, error.reason)
        return refused or self._misfits(old_accounts)

    def written(self) -> Iterable[_Node]:
        """The estimates that are made or changed."""
        return self._written.values()

    def _take(self, record: Record) -> None:
        values, policy = record.values, self._source.options.on_duplicate
        if self._source.account_id is not None:
            number = self._names.number_of(self._source.account_id)
        else:
            number = self._names.find(values.get("account", ""))
        account_id = self._names.id_of(number)
        supplier = self._suppliers.setdefault(search_key(values["supplier"]), values["supplier"])
        said = Estimate(
            id="",
            year=values["year"],
            amount=values["amount"],
            high=values["high"],
            on=values.get("date") or self._ws.today_date,
            category=values.get("category"),
            supplier=supplier,
            source=values.get("source", ""),
        )
        said = wallet_check.sound(said, self._ws.today_date)
        same = self._scopes.setdefault((account_id, said.year), {}).setdefault(rules.key_of(said), [])
        node = _same(same, said, values.get("date"))
        if node is None:
            from kamtui.db.tables import WalletEstimate

            row = WalletEstimate(account_id=account_id, year=said.year, amount=0, on_date=said.on)
            node = _Node(row, said, False)
            same.insert(0, node)
            self._written[id(node)] = node
            self.rows.append(_Planned(record.line, number, node, True, True))
            return
        if node.known and policy == ERROR:
            raise InvalidValue("supplier", values["supplier"], reason=_("this estimate exists already"))
        wanted = _updated(node.estimate, said, "source" in values)
        changes = wanted != node.estimate and not (node.known and policy == SKIP)
        if changes:
            node.estimate = wanted
            self._written[id(node)] = node
        self.rows.append(_Planned(record.line, number, node, False, changes))

    def _misfits(self, old_accounts: set[str]) -> dict[int, InvalidValue]:
        """Of each account and year rows that make parts larger than their whole, a part rather than a total."""
        by_scope: dict[Scope, list[_Planned]] = {}
        for one in self.rows:
            if one.changes:
                by_scope.setdefault((one.node.row.account_id, one.node.estimate.year), []).append(one)
        refused: dict[int, InvalidValue] = {}
        for (account_id, year), planned in by_scope.items():
            orders = None
            if account_id in old_accounts:
                orders = self._ws.sales.by_category([account_id], year)[account_id]
            current = rules.latest(node.estimate for node in self._newest_first(account_id, year))
            for one in sorted(planned, key=lambda one: _suspicion(one, current)):
                estimate, key = one.node.estimate, rules.key_of(one.node.estimate)
                if current.get(key) is not estimate:
                    continue
                reason = wallet_check.misfit(current, orders, key)
                if not reason:
                    continue
                refused[one.line] = InvalidValue("amount", str(estimate.amount), reason=reason)
                if not one.makes or len(self._scopes[account_id, year][key]) > 1:
                    break  # what counts without this row is found by making the plan anew
                del current[key]
        return refused

    def _newest_first(self, account_id: str, year: int) -> list[_Node]:
        nodes = (node for same in self._scopes[account_id, year].values() for node in same)
        return sorted(nodes, key=lambda node: node.estimate.on, reverse=True)


def _suspicion(one: _Planned, current: Mapping[rules.Key, Estimate]) -> tuple[bool, bool, int]:
    """Which row is refused first where several do not fit: a part that alone is more than its whole, else the last."""
    category, supplier = rules.key_of(one.node.estimate)
    whole = current.get((category, WHOLE)) or current.get(("", WHOLE))
    alone = whole is not None and one.node.estimate.value > whole.value
    return supplier == WHOLE, not alone, -one.line


def _same(same: Sequence[_Node], said: Estimate, on: date | None) -> _Node | None:
    """Of the estimates of its category and supplier the one that a row says again: that of its day.

    Without a day in the file it is the one that counts, if that says the same, else the one of today.
    """
    if on is None and same:
        newest = max(same, key=lambda node: node.estimate.on)
        if (newest.estimate.amount, newest.estimate.high) == (said.amount, said.high):
            return newest
    return next((node for node in same if node.estimate.on == said.on), None)


def _updated(known: Estimate, said: Estimate, has_source: bool) -> Estimate:
    """What a known estimate becomes: its day and the spelling of its category stay."""
    return replace(known, amount=said.amount, high=said.high, source=said.source if has_source else known.source)


def _estimate(row: tables.WalletEstimate, category: str | None) -> Estimate:
    return Estimate(
        id=row.id,
        year=row.year,
        amount=from_minor(row.amount),
        on=row.on_date,
        high=None if row.amount_to is None else from_minor(row.amount_to),
        category=category,
        supplier=row.supplier,
        source=row.source,
        version=row.version,
    )
