"""Merging two contacts, whatever belongs to them: nothing is lost, nothing is there twice, undo brings all back."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from kamtui.clock import Clock
from kamtui.domain.contacts import Contact, at_company
from kamtui.domain.words import DMP_LEVELS, ContactStatus, LineKind, Role, TieKind
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
PEOPLE = 5
OURS = ("anna", "Boris Titov", "Zoya")
WHO = st.integers(0, PEOPLE - 1)


class Person(NamedTuple):
    """What one of the people is and has; numbers stand for the others, `boss` for one of those before."""

    level: int | None
    placeholder: bool
    left: bool
    roles: tuple[Role, ...]
    categories: tuple[str, ...]
    phone: str
    ways: tuple[tuple[str, str], ...]
    boss: int | None
    successor: int | None
    tasks: int
    note: str


PHONES = st.sampled_from(["", "+7 900 100-00-00", "8 900 100 00 00", "+7 900 200-00-00"])
PERSON = st.builds(
    Person,
    level=st.sampled_from([None, *DMP_LEVELS]),
    placeholder=st.booleans(),
    left=st.booleans(),
    roles=st.lists(st.sampled_from(Role), max_size=3, unique=True).map(tuple),
    categories=st.lists(st.sampled_from(["Cleaning", "Packaging"]), max_size=2, unique=True).map(tuple),
    phone=PHONES,
    ways=st.lists(st.tuples(st.just("phone"), PHONES.filter(bool)), max_size=2, unique=True).map(tuple),
    boss=st.one_of(st.none(), st.integers(0, PEOPLE - 1)),
    successor=st.one_of(st.none(), WHO),
    tasks=st.integers(0, 2),
    note=st.sampled_from(["", "sails", "sails\nand skis"]),
)
MAP = st.tuples(
    st.lists(PERSON, min_size=PEOPLE, max_size=PEOPLE),
    st.permutations(range(PEOPLE)),
    st.lists(st.tuples(WHO, WHO, st.sampled_from(LineKind)), max_size=6),
    st.lists(st.tuples(WHO, st.sampled_from(OURS), st.sampled_from(TieKind)), max_size=6),
    st.lists(st.lists(WHO, min_size=1, max_size=3, unique=True), max_size=5),
    st.tuples(WHO, WHO).filter(lambda pair: pair[0] != pair[1]),
)


def filled(workspace: Workspace, drawn: Any) -> tuple[str, list[str], list[str]]:
    """A map as drawn: its account, its people, its touches. Bosses come first in `order`, so there is no circle."""
    people, order, lines, ties, touches, _pair = drawn
    contacts = workspace.contacts
    account = workspace.accounts.add(name="Nord").id
    ids = [
        contacts.add(
            account,
            name=f"Person {number}",
            level=person.level,
            placeholder=person.placeholder,
            roles=person.roles,
            categories=person.categories,
            phone=person.phone,
            ways=person.ways,
            note=person.note,
        ).id
        for number, person in enumerate(people)
    ]
    for place, number in enumerate(order):
        if people[number].boss is not None and place:
            contacts.change(ids[number], reports_to=ids[order[people[number].boss % place]])
    for source, target, kind in lines:
        if source != target:
            contacts.link(ids[source], ids[target], kind)
    for number, colleague, tied in ties:
        contacts.tie(ids[number], colleague, tied)
    logged = [
        workspace.touches.log(account, on=TODAY - timedelta(days=n), contact_ids=[ids[who] for who in present]).id
        for n, present in enumerate(touches)
    ]
    for number, person in enumerate(people):
        for _n in range(person.tasks):
            workspace.tasks.add(title="Call", account_id=account, contact_id=ids[number])
        if person.left and not person.placeholder:
            contacts.mark_left(ids[number])
            heir = person.successor
            if heir is not None and heir != number and contacts.get(ids[heir]).status is ContactStatus.ACTIVE:
                contacts.succeed(ids[number], successor_id=ids[heir])
    return account, ids, logged


def kin(workspace: Workspace, column: str, renamed: Callable[[str], str]) -> set[tuple[str, str]]:
    rows = workspace.reader.rows(f"SELECT id, {column} FROM contact WHERE {column} IS NOT NULL")
    return {(renamed(key), renamed(to)) for key, to in rows if renamed(key) != renamed(to)}


def joined(workspace: Workspace, renamed: Callable[[str], str]) -> set[Any]:
    """Lines between different people; a conflict as a pair without order."""
    rows = workspace.reader.rows("SELECT from_id, to_id, kind FROM contact_line")
    ends = [(renamed(source), renamed(target), kind) for source, target, kind in rows]
    return {
        (kind, frozenset((source, target)) if kind == LineKind.CONFLICT else (source, target))
        for source, target, kind in ends
        if source != target
    }


def in_a_circle(people: list[Contact], column: str) -> bool:
    above = {contact.id: getattr(contact, column) for contact in people}
    for start in above:
        at, steps = above[start], 0
        while at is not None and steps <= len(above):
            at, steps = above.get(at), steps + 1
        if at is not None:
            return True
    return False


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=MAP)
def test_nothing_is_lost_in_a_merge(template_db: Path, contents: Callable[[Workspace], Any], drawn: Any) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kamtui.db"
        shutil.copyfile(template_db, path)
        workspace = Workspace(path, Clock(TODAY), "anna")
        try:
            check_merge(workspace, contents, drawn)
        finally:
            workspace.close()


def check_merge(workspace: Workspace, contents: Callable[[Workspace], Any], drawn: Any) -> None:
    account, ids, logged = filled(workspace, drawn)
    keep_id, other_id = (ids[number] for number in drawn[-1])
    keep, other = (workspace.contacts.get(key) for key in (keep_id, other_id))
    before = contents(workspace)
    touched = {touch.id: set(touch.contact_ids) for touch in workspace.touches.of(account)}
    people = workspace.contacts.of(account)

    def renamed(key: str) -> str:
        return keep_id if key == other_id else key

    bosses, lines = kin(workspace, "reports_to_id", renamed), joined(workspace, renamed)
    one = workspace.contacts.merge(keep_id, other_id)
    after = contents(workspace)

    # Touches: all are there, with the same people, the merged one once in each.
    assert sorted(touched) == sorted(logged)
    for touch in workspace.touches.of(account):
        assert Counter(touch.contact_ids) == Counter({renamed(key) for key in touched[touch.id]})
    # Tasks.
    assert Counter(task["contact_id"] for task in after["task"]) == Counter(
        renamed(task["contact_id"]) for task in before["task"]
    )
    # Roles, categories, ways to reach the person.
    assert set(one.roles) == {*keep.roles, *other.roles}
    assert set(one.categories) == {*keep.categories, *other.categories}
    assert set(phones(one)) == {*phones(keep), *phones(other)}
    assert repeated(one) <= repeated(keep)
    # Lines and ties, none twice; one owner.
    assert joined(workspace, renamed) == lines
    assert len(after["contact_line"]) == len(lines)
    assert {tie.colleague_id for tie in one.ties} == {tie.colleague_id for tie in (*keep.ties, *other.ties)}
    owners = [tie.name for tie in one.ties if tie.kind is TieKind.OWNER]
    owner = keep.owner or other.owner
    assert owners == ([owner.name] if owner else [])
    # Who reports to whom: what was said of others stays, but for the link that would close a circle.
    now = workspace.contacts.of(account)
    kept = kin(workspace, "reports_to_id", renamed)
    lost = {pair for pair in bosses - kept if pair[0] != keep_id}
    event(f"{len(lost)} reports moved up")
    assert len(lost) <= 1
    assert not any(in_a_circle(now, column) for column in ("reports_to", "successor", "former"))
    # The map: one person less, on the level of one of the two.
    assert {contact.id for contact in now} == {contact.id for contact in people} - {other_id}
    assert one.level in ({keep.level} if keep.level else {other.level})
    assert at_company(one) is (
        not (keep.placeholder and other.placeholder)
        and not (keep.status is ContactStatus.LEFT and other.status is ContactStatus.LEFT)
    )
    counted = [c for c in now if c.level and c.status is not ContactStatus.LEFT]
    covers = workspace.contacts.map(account).coverage.values()
    assert sum(cover.known + cover.placeholders for cover in covers) == len(counted)
    assert sum(cover.active for cover in covers) <= sum(cover.known for cover in covers)
    for part in (keep.note, other.note):
        assert part in one.note
    # And back.
    assert workspace.reader.rows("PRAGMA foreign_key_check") == []
    workspace.history.undo()
    assert contents(workspace) == before
    workspace.history.redo()
    assert contents(workspace) == after


def phones(contact: Contact) -> list[str]:
    """Phones by their last ten digits."""
    written = (contact.phone, *(way.value for way in contact.ways))
    return ["".join(char for char in phone if char.isdigit())[-10:] for phone in written if phone]


def repeated(contact: Contact) -> int:
    return len(phones(contact)) - len(set(phones(contact)))
