"""Notes: written, changed, deleted, and what becomes of them with their account and person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.errors import Conflict, InvalidFields, InvalidValue, NotFound
from kamtui.workspace import Workspace

Turned = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def petrov(workspace: Workspace, nord: Account) -> str:
    return workspace.contacts.add(nord.id, name="Ivan Petrov", level=4, function="procurement").id


def test_add_change_remove(workspace: Workspace, nord: Account, petrov: str, turned: Turned) -> None:
    note = turned(lambda: workspace.notes.add("likes fishing", contact_id=petrov, on=date(2026, 11, 1)))
    assert (note.account_id, note.contact, note.on) == (nord.id, "Ivan Petrov", date(2026, 11, 1))
    changed = turned(lambda: workspace.notes.change(note.id, note.version, text="likes\nhunting"))
    assert changed.text == "likes\nhunting"
    changed = workspace.notes.get(note.id)
    assert workspace.notes.of(nord.id) == [changed]
    with pytest.raises(Conflict):
        workspace.notes.remove(note.id, note.version)
    turned(lambda: workspace.notes.remove(note.id, changed.version))
    with pytest.raises(NotFound):
        workspace.notes.get(note.id)


def test_newest_first(workspace: Workspace, nord: Account) -> None:
    workspace.notes.add("older", account_id=nord.id, on=date(2026, 11, 1))
    workspace.notes.add("newer", account_id=nord.id)
    assert [note.text for note in workspace.notes.of(nord.id)] == ["newer", "older"]


def test_refusals(workspace: Workspace, petrov: str) -> None:
    other = workspace.accounts.add(name="Volga")
    with pytest.raises(InvalidFields):
        workspace.notes.add(" ")
    with pytest.raises(InvalidValue, match="future"):
        workspace.notes.add("x", on=date(2026, 12, 1))
    with pytest.raises(InvalidValue, match="another account"):
        workspace.notes.add("x", account_id=other.id, contact_id=petrov)


def test_its_person_is_deleted_or_merged(workspace: Workspace, nord: Account, petrov: str, turned: Turned) -> None:
    twin = workspace.contacts.add(nord.id, name="I. Petrov", level=4, function="procurement").id
    note = workspace.notes.add("x", contact_id=twin)
    turned(lambda: workspace.contacts.merge(petrov, twin))
    assert workspace.notes.get(note.id).contact_id == petrov
    turned(lambda: workspace.contacts.remove(petrov))
    assert workspace.notes.get(note.id).contact_id is None


def test_they_go_with_their_account(workspace: Workspace, nord: Account, petrov: str, turned: Turned) -> None:
    workspace.notes.add("x", contact_id=petrov)
    kept = workspace.notes.add("y")
    turned(lambda: workspace.accounts.remove(nord.id))
    assert workspace.notes.all() == [kept]
