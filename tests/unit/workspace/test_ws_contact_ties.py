"""Lines between people, and who of us stands to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kamtui.db import contacts as reads
from kamtui.domain.accounts import Account
from kamtui.domain.contacts import Link
from kamtui.domain.words import LineKind, Strength, TieKind
from kamtui.errors import InvalidValue, NotFound
from kamtui.workspace import Workspace

Turned = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def ivan(workspace: Workspace, nord: Account) -> str:
    return workspace.contacts.add(nord.id, name="Ivan").id


@pytest.fixture
def anna(workspace: Workspace, nord: Account) -> str:
    return workspace.contacts.add(nord.id, name="Anna").id


def lines(workspace: Workspace, account: Account) -> list[Link]:
    return reads.links(workspace.reader, [account.id])


def test_a_line_is_drawn_once_and_taken_away(
    workspace: Workspace, nord: Account, ivan: str, anna: str, turned: Turned
) -> None:
    people = workspace.contacts
    line = turned(lambda: people.link(ivan, anna, "influences", note="  old\nfriends "))
    assert (line.source, line.target, line.kind, line.note) == (ivan, anna, LineKind.INFLUENCES, "old friends")
    assert people.link(ivan, anna, LineKind.INFLUENCES) == line
    assert people.link(ivan, anna, LineKind.INFLUENCES, "worked together").note == "worked together"
    assert people.link(anna, ivan, LineKind.INFLUENCES).id != line.id
    assert len(lines(workspace, nord)) == 2
    turned(lambda: people.unlink(line.id))
    assert [found.source for found in lines(workspace, nord)] == [anna]
    with pytest.raises(NotFound):
        people.unlink(line.id)


def test_a_conflict_has_no_direction(workspace: Workspace, nord: Account, ivan: str, anna: str) -> None:
    line = workspace.contacts.link(ivan, anna, "conflict")
    assert workspace.contacts.link(anna, ivan, "conflict") == line
    assert len(lines(workspace, nord)) == 1


def test_lines_stay_within_an_account_group(workspace: Workspace, nord: Account, ivan: str) -> None:
    people = workspace.contacts
    daughter = workspace.accounts.add(name="South", parent="NORD")
    granddaughter = workspace.accounts.add(name="Far South", parent=daughter.code)
    stranger = people.add(workspace.accounts.add(name="Volga").id, name="Stranger")
    near = people.add(granddaughter.id, name="Near")
    sister = people.add(workspace.accounts.add(name="East", parent="NORD").id, name="Sister")
    assert people.link(ivan, near.id, "influences").target == near.id
    assert people.link(sister.id, near.id, "conflict").target == near.id
    with pytest.raises(InvalidValue, match="another group"):
        people.link(ivan, stranger.id, "influences")
    with pytest.raises(InvalidValue, match="begins at"):
        people.link(ivan, ivan, "conflict")
    with pytest.raises(InvalidValue, match="influences, conflict"):
        people.link(ivan, near.id, "loves")
    with pytest.raises(NotFound):
        people.link(ivan, "nobody", "conflict")
    assert len(lines(workspace, nord)) == 1


def test_one_of_us_owns_the_relationship(workspace: Workspace, ivan: str, turned: Turned) -> None:
    people = workspace.contacts
    first = turned(lambda: people.tie(ivan, "anna", "owner", strength=3, note="since 2019"))
    assert [(tie.name, tie.kind, tie.strength, tie.note) for tie in first.ties] == [
        ("Anna", TieKind.OWNER, Strength.CLOSE, "since 2019")
    ]
    second = turned(lambda: people.tie(ivan, "Boris Titov", "owner", position="CEO"))
    assert [(tie.name, tie.kind, tie.position) for tie in second.ties] == [
        ("Boris Titov", TieKind.OWNER, "CEO"), ("Anna", TieKind.KNOWS, ""),
    ]  # fmt: skip
    assert second.owner is not None
    third = people.tie(ivan, "  boris   TITOV ", TieKind.EXECUTIVE_PAIR, strength=Strength.WORKING)
    assert [(tie.name, tie.kind, tie.position, tie.strength) for tie in third.ties] == [
        ("Boris Titov", TieKind.EXECUTIVE_PAIR, "CEO", Strength.WORKING), ("Anna", TieKind.KNOWS, "", Strength.CLOSE),
    ]  # fmt: skip
    left = turned(lambda: people.untie(third.ties[0].id))
    assert [tie.name for tie in left.ties] == ["Anna"]
    with pytest.raises(NotFound):
        people.untie(third.ties[0].id)


def test_a_user_is_one_colleague_by_name_and_by_login(workspace: Workspace, ivan: str, anna: str) -> None:
    people = workspace.contacts
    user = workspace.users.current()
    people.tie(ivan, "ANNA", "knows")
    people.tie(anna, "Anna", "owner")
    people.tie(anna, "Zoya", "knows")
    assert [(found.name, found.user_id) for found in people.colleagues()] == [("Anna", user.id), ("Zoya", None)]


def test_ties_that_are_refused(workspace: Workspace, ivan: str, contents: Callable[[Workspace], Any]) -> None:
    before = contents(workspace)
    for arguments, more, field in (
        ((ivan, " ", "owner"), {}, "colleague"),
        ((ivan, "Boris", "friend"), {}, "kind"),
        ((ivan, "Boris", "owner"), {"strength": 9}, "strength"),
        ((ivan, "Boris", "owner"), {"position": "x" * 201}, "position"),
        ((ivan, "B" * 201, "owner"), {}, "colleague"),
    ):
        with pytest.raises(InvalidValue) as caught:
            workspace.contacts.tie(*arguments, **more)
        assert caught.value.field == field
    with pytest.raises(NotFound):
        workspace.contacts.tie("nobody", "Boris", "owner")
    assert contents(workspace) == before
