"""Import of accounts: a row is an account, or one more legal entity of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kamtui.domain.accounts import new_code
from kamtui.domain.text import search_key
from kamtui.errors import InvalidValue
from kamtui.exchange.records import Record, RecordReader
from kamtui.exchange.report import ERROR, SKIP, ImportResult, Reject, fault
from kamtui.exchange.values import inn_sound
from kamtui.i18n import _
from kamtui.workspace.base import apply
from kamtui.workspace.import_names import name_key

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.workspace import Workspace
    from kamtui.workspace.imports import Source

_PLAIN = {name: name for name in ("name", "code", "category", "industry", "region", "since", "strategic")} | {
    "cadence": "cadence_days"
}


class Rollback(Exception):
    """Leaves a step without keeping what it did."""


def import_accounts(ws: Workspace, source: Source, file_name: str) -> ImportResult:
    """Import accounts. Raises like `Imports.run`."""
    records, rejects = read_records(ws, source)
    records = [one for one in records if not one.faults]
    notes = _odd_inns(records)
    result: list[ImportResult] = []

    def work(step: Step) -> None:
        counts = _Import(step, source, records, rejects).write()
        result.append(source.result(counts, rejects, notes))

    in_step(ws, source, "import.accounts", file_name, work, rejects)
    return result[0]


def read_records(ws: Workspace, source: Source) -> tuple[list[Record], list[Reject]]:
    """All records of the file, and the faults among them."""
    year = ws.today_date.year
    reader = RecordReader(source.header, source.again, (year, year + 20), ws.method.currency)
    records: list[Record] = []
    for read, (line, cells) in enumerate(source.table.rows(), start=1):
        records.append(reader.read(line, cells))
        if read % 500 == 0:
            source.show(read)
    return records, [one for record in records for one in record.faults]


def in_step(
    ws: Workspace, source: Source, action: str, file_name: str, work: Callable[[Step], None], rejects: list[Reject]
) -> None:
    """Do `work` in one step and write the rejects; a dry run keeps nothing of the step."""
    try:
        with ws.step(action, file_name) as step:
            work(step)
            source.write_rejects(rejects)
            if source.options.dry_run:
                raise Rollback
    except Rollback:
        pass


def _odd_inns(records: Iterable[Record]) -> list[str]:
    note = _("line {line}: ИНН {inn} does not pass its own check")
    return [
        note.format(line=one.line, inn=one.values["inn"])
        for one in records
        if "inn" in one.values and not inn_sound(one.values["inn"])
    ]


class _Node:
    """An account of the database, or one that the file makes: then `row` is new."""

    def __init__(self, row: tables.Account, known: bool, entities: list[tables.LegalEntity]) -> None:
        self.row, self.known, self.entities = row, known, entities
        # Name and code that a row of the file gave it.
        self.claimed: tuple[str, str] | None = None

    def is_claimed_by_another(self, name: str, code: str) -> bool:
        """Whether the file itself says that this is another account: two branches may share an ИНН."""
        if self.claimed is None:
            return False
        return self.claimed[0] != name or bool(code and self.claimed[1] and self.claimed[1] != code)


class _Planned(NamedTuple):
    record: Record
    node: _Node
    makes: bool


class _Import:
    """One import of accounts within a step: rows find their accounts, then all are written."""

    def __init__(self, step: Step, source: Source, records: Sequence[Record], rejects: list[Reject]) -> None:
        from sqlmodel import select

        from kamtui.db import tables

        self._step, self._source, self._records, self._rejects = step, source, records, rejects
        session = step.session
        self._rows = session.exec(select(tables.Account)).all()
        self._entities: dict[str, list[tables.LegalEntity]] = {}
        for entity in session.exec(select(tables.LegalEntity)).all():
            self._entities.setdefault(entity.account_id, []).append(entity)
        users = session.exec(select(tables.User)).all()
        self._users = {search_key(user.name): user.id for user in users}
        self._users |= {search_key(user.login): user.id for user in users}
        self._codes = {search_key(one.values["code"]) for one in records if "code" in one.values}
        self._codes |= {search_key(row.code) for row in self._rows}

    def write(self) -> tuple[int, int, int]:
        """Write all records that can be; the rows created, updated and unchanged."""
        refused: dict[int, InvalidValue] = {}
        # A row that is refused may take away the account that another row names as its parent: plan again.
        while True:
            plan = _Plan(self._rows, self._entities, self._source)
            found = plan.make([one for one in self._records if one.line not in refused])
            if not found:
                break
            refused |= found
        self._rejects += [fault(line, self._source.header, error) for line, error in sorted(refused.items())]
        counts = [0, 0, 0]
        for one in plan.rows:
            if one.makes:
                self._create(one)
            elif one.node.known and self._source.options.on_duplicate == SKIP:
                counts[2] += 1
                continue
            changed = self._update(one, plan.parents.get(one.record.line))
            counts[0 if one.makes else 1 if changed else 2] += 1
        return counts[0], counts[1], counts[2]

    def _create(self, one: _Planned) -> None:
        row = one.node.row
        if "code" not in one.record.values:
            row.code = new_code(row.name, self._codes)
            self._codes.add(search_key(row.code))
        if "owner" not in one.record.values:
            row.owner_id = self._step.user.id
        self._step.session.add(row)

    def _update(self, one: _Planned, parent: _Node | None) -> bool:
        """Write the values of a row; whether anything changed."""
        row, values = one.node.row, one.record.values
        plain: dict[str, Any] = {column: values[name] for name, column in _PLAIN.items() if name in values}
        if name_key(row.name) != name_key(plain["name"]) and any(
            name_key(entity.name) == name_key(plain["name"]) for entity in one.node.entities
        ):
            # An accounting system knows the legal entity only: no reason to rename the account.
            del plain["name"]
        if search_key(plain.get("code", "")) == search_key(row.code):
            plain.pop("code", None)
        if "name" in plain:
            plain["search_key"] = search_key(plain["name"])
        for field in ("owner", "deputy"):
            if field in values:
                plain[f"{field}_id"] = self._user(values[field])
        if parent is not None:
            plain["parent_id"] = parent.row.id
        changed = any(getattr(row, name) != getattr(value, "value", value) for name, value in plain.items())
        apply(row, plain)
        return self._write_entity(one.node, values) or changed

    def _user(self, login: str) -> str:
        from kamtui.db.tables import User

        key = search_key(login)
        if key not in self._users:
            user = User(login=login, name=login)
            self._step.session.add(user)
            self._users[key] = user.id
        return self._users[key]

    def _write_entity(self, node: _Node, values: Mapping[str, Any]) -> bool:
        """Write the legal entity of a row, known by its ИНН, else by its name; whether anything changed."""
        from kamtui.db.tables import LegalEntity

        inn, name = values.get("inn", ""), values.get("legal_entity", "")
        if not inn and not name:
            return False
        called = name or values["name"]
        found = next((entity for entity in node.entities if inn and entity.inn == inn), None) or next(
            (e for e in node.entities if name_key(e.name) == name_key(called) and (not inn or not e.inn)), None
        )
        if found is None:
            found = LegalEntity(account_id=node.row.id, name=called, search_key=search_key(called), inn=inn)
            node.entities.append(found)
            self._step.session.add(found)
            return True
        wanted = {"inn": inn or found.inn, "name": name or found.name}
        wanted["search_key"] = search_key(wanted["name"])
        changed = any(getattr(found, field) != value for field, value in wanted.items())
        apply(found, wanted)
        return changed


class _Plan:
    """Which row of the file is which account. Nothing is written yet."""

    def __init__(
        self,
        rows: Iterable[tables.Account],
        entities: Mapping[str, list[tables.LegalEntity]],
        source: Source,
    ) -> None:
        self._match, self._policy = source.match, source.options.on_duplicate
        self._by_inn: dict[str, list[_Node]] = {}
        self._by_code: dict[str, list[_Node]] = {}
        self._by_name: dict[str, list[_Node]] = {}
        self._by_id: dict[str, _Node] = {}
        self.rows: list[_Planned] = []
        self.parents: dict[int, _Node] = {}
        for row in rows:
            node = _Node(row, True, list(entities.get(row.id, ())))
            self._index(node, row.name, row.code, [entity.inn for entity in node.entities])

    def _index(self, node: _Node, name: str, code: str, inns: Iterable[str]) -> None:
        self._by_id[node.row.id] = node
        for index, keys in (
            (self._by_name, [name_key(name)]),
            (self._by_code, [search_key(code)]),
            (self._by_inn, inns),
        ):
            for key in keys:
                nodes = index.setdefault(key, []) if key else []
                if node not in nodes:
                    nodes.append(node)

    def make(self, records: Sequence[Record]) -> dict[int, InvalidValue]:
        """Find or make the account of each record; the records that have to be refused, by line."""
        from kamtui.db.tables import Account

        refused: dict[int, InvalidValue] = {}
        for record in records:
            values = record.values
            name, code = values["name"], values.get("code", "")
            try:
                node = self._find(values)
                makes = node is None
                if node is None:
                    node = _Node(Account(name=name, code=code, search_key=search_key(name)), False, [])
                elif node.known and self._policy == ERROR:
                    raise InvalidValue(self._match or "name", name, reason=_("this account exists already"))
                if any(other is not node for other in self._by_code.get(search_key(code), ())):
                    raise InvalidValue("code", code, reason=_("is taken by another account"))
            except InvalidValue as error:
                refused[record.line] = error
                continue
            node.claimed = node.claimed or (name_key(name), search_key(code))
            self._index(node, name, code, [values.get("inn", "")])
            self.rows.append(_Planned(record, node, makes))
        return refused or self._link_parents()

    def _find(self, values: Mapping[str, Any]) -> _Node | None:
        """The account of a row: by ИНН, code, then name, or only by what --match says."""
        name, code = name_key(values["name"]), search_key(values.get("code", ""))
        if self._match and self._match not in values:
            raise InvalidValue(self._match, "", reason=_("is needed: rows are matched by it"))
        steps = {
            "inn": [
                node
                for node in self._by_inn.get(values.get("inn", ""), ())
                if self._match or not node.is_claimed_by_another(name, code)
            ],
            "code": self._by_code.get(code, []),
            "name": [
                node
                for node in self._by_name.get(name, ())
                if self._match or not (code and node.claimed and node.claimed[1] and node.claimed[1] != code)
            ],
        }
        for field, found in steps.items():
            if self._match and field != self._match:
                continue
            if len(found) > 1:
                found = self._narrow(found, name, code)
            if len(found) == 1:
                return found[0]
            if len(found) > 1 and field in ("name", self._match):
                codes = ", ".join(f"{node.row.name} ({node.row.code})" for node in found[:5])
                raise InvalidValue(
                    field, values[field], reason=_("several accounts match: {names}").format(names=codes)
                )
        return None

    def _narrow(self, nodes: list[_Node], name: str, code: str) -> list[_Node]:
        """Of several accounts those with this code, else with this name."""
        by_code = [node for node in nodes if code and node in self._by_code.get(code, ())]
        return by_code or [node for node in nodes if node in self._by_name.get(name, ())]

    def _link_parents(self) -> dict[int, InvalidValue]:
        """Find the parents that rows name, among all accounts and the later rows; the rows where there is none."""
        refused: dict[int, InvalidValue] = {}
        above = {id(node): self._by_id.get(node.row.parent_id or "") for node in self._by_id.values()}
        for one in self.rows:
            ref = one.record.values.get("parent")
            if ref is None:
                continue
            found = self._by_code.get(search_key(ref)) or self._by_name.get(name_key(ref)) or []
            if len(found) != 1:
                reason = _("several accounts match") if found else _("there is no such account, here or in the file")
                refused[one.record.line] = InvalidValue("parent", ref, reason=reason)
                continue
            node: _Node | None = found[0]
            chain = [one.record.values["name"]]
            while node is not None and len(chain) <= len(self._by_id):
                chain.append(node.row.name)
                if node is one.node:
                    reason = _("would make a circle: {chain}").format(chain=" → ".join(chain))
                    refused[one.record.line] = InvalidValue("parent", ref, reason=reason)
                    break
                node = above.get(id(node))
            else:
                above[id(one.node)] = self.parents[one.record.line] = found[0]
        return refused
