"""The contact map: the people of an account, or of its whole group, with the judgement over them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from kamtui.db import contact_map as map_reads
from kamtui.db import contacts as reads
from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact, LevelCover, Link
from kamtui.domain.explained import Explained
from kamtui.domain.quarters import Quarter, months_before
from kamtui.domain.text import search_key
from kamtui.domain.words import Function, Role, TaskStatus, WayKind
from kamtui.errors import Refused
from kamtui.i18n import _
from kamtui.workspace.base import Feature

if TYPE_CHECKING:
    from kamtui.db.writer import Step
    from kamtui.domain.contact_advice import Bought, Proposal
    from kamtui.domain.contact_cover import Cell, CellCover, Uncovered
    from kamtui.domain.contact_entry import QuickContact
    from kamtui.domain.contact_twins import Twin
    from kamtui.domain.plans import Task


class MapAccount(NamedTuple):
    """An account whose people are on a map."""

    id: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ContactMap:
    """The people of an account and what the map says: cover per level, quality 0…3, what lacks.

    `accounts` are those whose people are on it: one, or the account group with the parent first. `links` are the lines
    of influence and conflict between them. `units` are the sites, plants and branches that can be chosen, `unit` the
    one that is; then `contacts` are its people only. `cells` are the cells of the map with anybody in them, `uncovered`
    the key players without cover.
    """

    contacts: tuple[Contact, ...]
    coverage: Mapping[int, LevelCover]
    quality: Explained[int]
    completeness: Explained[bool]
    missing_roles: tuple[Role, ...]
    single_thread: tuple[str, ...]
    no_active: bool
    accounts: tuple[MapAccount, ...] = ()
    links: tuple[Link, ...] = ()
    units: tuple[str, ...] = ()
    unit: str = ""
    cells: Mapping[Cell, CellCover] = field(default_factory=dict)
    uncovered: tuple[Uncovered, ...] = ()


class ContactMaps(Feature):
    """The part of `workspace.contacts` that looks at the map as a whole."""

    def map(self, account_id: str, *, group: bool = False, unit: str = "") -> ContactMap:
        """The contact map of an account, or of its account group.

        With `unit` (a name, in any case) its people are those of that unit, and they alone are judged.
        """
        from kamtui.domain import contact_cover

        with self._reader.snapshot():
            accounts = self.group(account_id) if group else self._alone(account_id)
            keys = [account.id for account in accounts]
            people = self._ws.contacts.of(keys[0]) if len(keys) == 1 else reads.contacts(self._reader, keys)
            lines = reads.links(self._reader, keys)
            units = map_reads.units(self._reader, keys)
        if unit:
            wanted = search_key(unit)
            unit = next((name for name in units if search_key(name) == wanted), unit)
            people = [contact for contact in people if search_key(contact.unit) == wanted]
        shown = {contact.id for contact in people}
        settings, today = self._ws.method, self._ws.today_date
        return ContactMap(
            contacts=tuple(people),
            coverage=rules.coverage(people, settings, today),
            quality=rules.map_quality(people),
            completeness=rules.completeness(people, settings, today),
            missing_roles=rules.missing_roles(people),
            single_thread=rules.single_thread(people, settings, today),
            no_active=rules.no_active_contact(people, settings, today),
            accounts=accounts,
            links=tuple(line for line in lines if line.source in shown and line.target in shown),
            units=units,
            unit=unit,
            cells=contact_cover.cells(people, settings, today),
            uncovered=contact_cover.uncovered(people, settings, today),
        )

    def units(self, account_id: str) -> tuple[str, ...]:
        """Sites, plants and branches of an account, by name."""
        return map_reads.units(self._reader, [account_id])

    def group(self, account_id: str) -> tuple[MapAccount, ...]:
        """The account group: the parent at the top of the chain, then its daughters of any depth, below their parents.

        Archived accounts are left out, but for the one asked about.
        """
        rows = map_reads.group(self._reader, account_id)
        below: dict[str | None, list[MapAccount]] = {}
        for key, code, name, parent_id, _archived in rows:
            below.setdefault(parent_id, []).append(MapAccount(key, code, name))
        archived = {row[0] for row in rows if row[4] and row[0] != account_id}
        found: list[MapAccount] = []
        waiting = below.get(None, [])
        while waiting:
            account = waiting.pop(0)
            found.append(account)
            waiting[:0] = below.get(account.id, [])
        return tuple(account for account in found if account.id not in archived)

    def _alone(self, account_id: str) -> tuple[MapAccount, ...]:
        row = map_reads.account(self._reader, account_id)
        return () if row is None else (MapAccount(*row),)

    def proposals(self, account_id: str, people: Sequence[Contact] | None = None) -> tuple[Proposal, ...]:
        """What lacks on the map as tasks proposed, the most valuable first: a few, and not all of one kind.

        Those that an open task was made from, or that were waved off, are not among them. `people` are all contacts of
        the account, when they are read already.
        """
        from kamtui.domain.contact_advice import foremost

        return foremost(self._advice(account_id, people))

    def _advice(self, account_id: str, people: Sequence[Contact] | None = None) -> tuple[Proposal, ...]:
        from kamtui.domain.contact_advice import Bought, advice

        today = self._ws.today_date
        with self._reader.snapshot():
            people = self._ws.contacts.of(account_id) if people is None else people
            unowned = map_reads.unowned_categories(self._reader, account_id, months_before(today, 12), today)
            bought = [Bought(key, name) for key, name in unowned]
            bought += self._in_wallet(account_id, {key for key, _name in unowned})
            origins, planned = map_reads.open_work(self._reader, account_id)
            waved = map_reads.waved_off(self._reader, account_id)
        return advice(
            people,
            self._ws.method,
            today,
            bought=bought,
            origins=origins,
            planned=planned,
            waved=waved,
        )

    def _in_wallet(self, account_id: str, known: Collection[str]) -> list[Bought]:
        """Categories beside the `known` that the wallet says the client buys and nobody on the map owns."""
        from kamtui.domain.contact_advice import Bought

        wallet = self._ws.wallet.bought(account_id)
        if not wallet:
            return []
        free = {name: key for key, name in map_reads.free_categories(self._reader, account_id)}
        return [
            Bought(free[one.category], one.category, "white" if one.white else "wallet")
            for one in wallet
            if one.category in free and free[one.category] not in known
        ]

    def _proposal(self, account_id: str, key: str) -> Proposal:
        found = next((proposal for proposal in self._advice(account_id) if proposal.key == key), None)
        if found is None:
            raise Refused(_("this is not proposed any more: the gap is closed, or a task is open for it"))
        return found

    def accept(self, account_id: str, key: str, quarter: Quarter | str | None = None) -> Task:
        """Make the task of a proposal, with somebody to meet where it is about one, in one step.

        Without a quarter it comes to this one, or to the next when this one is about to close. Raises Refused when
        the proposal holds no more.
        """
        from kamtui.domain.contact_entry import somebody, to_meet
        from kamtui.workspace.contact_writes import new_contact

        proposal = self._proposal(account_id, key)
        values: dict[str, Any] = {"title": proposal.title, "contact_id": proposal.contact_id}
        with self._ws.step("contact.accept", proposal.title) as step:
            if proposal.kind in ("meet_level", "category"):
                position = somebody(proposal.level, proposal.function)
                if proposal.category:
                    position = _("buyer of {category}").format(category=proposal.category)[:200]
                row = new_contact(
                    step,
                    account_id,
                    {
                        "name": to_meet(position)[:200],
                        "position": position,
                        "level": proposal.level,
                        "function": proposal.function,
                        "placeholder": True,
                        "categories": (proposal.category,) if proposal.category else (),
                    },
                )
                values["contact_id"] = row.id
            task_id = self._task(step, account_id, key, values, quarter or self._next_free_quarter())
        return self._ws.tasks.get(task_id)

    def wave_off(self, account_id: str, key: str) -> None:
        """Never show this proposal at this account again; undo brings it back. Raises Refused when it holds no more."""
        from kamtui.db import tables

        proposal = self._proposal(account_id, key)
        with self._ws.step("contact.wave_off", proposal.title) as step:
            step.session.add(
                tables.WavedOff(account_id=account_id, key=key, on_date=self._ws.today_date, user_id=step.user.id)
            )

    def target_task(self, contact_id: str, quarter: Quarter | str | None = None) -> Task:
        """Make "Meet {position}" a task of a quarter, of this one when none is given. Raises Refused when it is one."""
        from kamtui.domain.contact_advice import target_key, target_title

        contact = self._ws.contacts.get(contact_id)
        values = {"title": target_title(contact)[:200], "contact_id": contact_id}
        with self._ws.step("task.add", values["title"]) as step:
            task_id = self._task(step, contact.account_id, target_key(contact_id), values, quarter or self._ws.quarter)
        return self._ws.tasks.get(task_id)

    def _task(self, step: Step, account_id: str, origin: str, values: Mapping[str, Any], quarter: Quarter | str) -> str:
        """Within a step: the task made from a proposal; its id. Raises Refused when one is open already."""
        from sqlmodel import select

        from kamtui.db import tables
        from kamtui.workspace.inputs import TaskInput, validated

        t = tables.Task
        same = select(t).where(t.account_id == account_id, t.origin == origin, t.status == TaskStatus.OPEN.value)
        if (there := step.session.exec(same).first()) is not None:
            raise Refused(_("“{title}” is a task already").format(title=there.title))
        given = {**values, "title": values["title"][:200], "account_id": account_id, "quarter": quarter}
        row = self._ws.tasks.create(step, validated(TaskInput, given))
        row.origin = origin
        step.session.add(row)
        return row.id

    def _next_free_quarter(self) -> Quarter:
        """This quarter, or the next when this one is about to close."""
        quarter, settings = self._ws.quarter, self._ws.method
        left = (quarter.last_day(settings.fiscal_start) - self._ws.today_date).days
        return quarter.shifted(1) if left <= settings.quarter_closing_days else quarter

    def understand(
        self,
        account_id: str,
        line: str,
        *,
        level: int | None = None,
        function: Function | None = None,
        placeholder: bool = False,
    ) -> QuickContact:
        """What one line says about a new contact, with possible duplicates; writes nothing.

        `level` and `function` are given only where the cell of the map goes before what the position tells. Among the
        duplicates of a person are those to meet in the same position or cell.
        """
        from kamtui.domain.contact_entry import parse_contact_line

        said = parse_contact_line(line, level=level, function=function, placeholder=placeholder)
        if said.placeholder or not said.name:
            return said
        contacts = self._ws.contacts
        phones = (said.phone, *(way.value for way in said.ways if way.kind is WayKind.PHONE))
        emails = (said.email, *(way.value for way in said.ways if way.kind is WayKind.EMAIL))
        found = contacts.twins(account_id, said.name, [p for p in phones if p], [e for e in emails if e])
        known = {twin.contact.id for twin in found}
        expected = (twin for twin in self._expected(account_id, said) if twin.contact.id not in known)
        return said._replace(duplicates=(*found, *expected))

    def _expected(self, account_id: str, said: QuickContact) -> tuple[Twin, ...]:
        """Those to meet whom the person may be."""
        from kamtui.domain.contact_twins import Twin

        position, cell = search_key(said.position), (said.level, said.function)
        keys = [
            key
            for key, theirs, level, function in map_reads.expected(self._reader, account_id)
            if (position and search_key(theirs) == position) or (None not in cell and (level, function) == cell)
        ]
        reason = _("to meet in the same place")
        return tuple(Twin(contact, reason) for contact in reads.contacts(self._reader, ids=keys)) if keys else ()

    def quick(
        self,
        account_id: str,
        line: str,
        *,
        level: int | None = None,
        function: Function | None = None,
        placeholder: bool = False,
    ) -> Contact:
        """Add the contact that one line describes; duplicates are the caller's to ask about. Raises InvalidFields."""
        from kamtui.domain.contact_entry import parse_contact_line

        said = parse_contact_line(line, level=level, function=function, placeholder=placeholder)
        fields = said._asdict()
        del fields["duplicates"]
        return self._ws.contacts.add(account_id, **fields)
