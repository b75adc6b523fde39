"""Several use cases as one step."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.errors import InvalidFields, Refused
from kamtui.workspace import Workspace


def test_they_are_one_step_and_see_each_other(
    workspace: Workspace, nord: Account, turned: Callable[[Callable[[], Any]], Any]
) -> None:
    def both() -> None:
        with workspace.together("contact.change"):
            kim = workspace.contacts.add(nord.id, name="Olga Kim")
            assert [one.name for one in workspace.contacts.of(nord.id)] == ["Olga Kim"]
            workspace.contacts.change(kim.id, position="CFO")
            workspace.contacts.mark_left(kim.id)

    turned(both)
    assert workspace.history.steps(2)[0].text == "added the contact Olga Kim"


def test_other_sessions_see_nothing_before_the_end(
    workspace: Workspace, nord: Account, open_workspace: Callable[..., Workspace]
) -> None:
    other = open_workspace("boris")
    with workspace.together():
        workspace.contacts.add(nord.id, name="Olga Kim")
        assert workspace.contacts.of(nord.id)
        assert not other.contacts.of(nord.id)
    assert other.contacts.of(nord.id)


def test_an_error_keeps_none_of_them(workspace: Workspace, nord: Account) -> None:
    def both() -> None:
        with workspace.together():
            workspace.contacts.add(nord.id, name="Olga Kim")
            workspace.contacts.add(nord.id, name="")

    with pytest.raises(InvalidFields):
        both()
    assert workspace.contacts.of(nord.id) == []
    workspace.contacts.add(nord.id, name="Later")
    assert [one.name for one in workspace.contacts.of(nord.id)] == ["Later"]


def test_a_step_that_failed_is_not_kept_when_the_caller_goes_on(workspace: Workspace, nord: Account) -> None:
    ghost = workspace.contacts.add(nord.id, name="Olga Kim", position="CFO")

    def both() -> None:
        with workspace.together():
            workspace.contacts.change(ghost.id, position="CEO")
            with suppress(Refused):
                workspace.contacts.become(ghost.id, "Olga Kim")

    with pytest.raises(Refused):
        both()
    assert workspace.contacts.get(ghost.id).position == "CFO"


def test_what_was_computed_before_is_not_shown_within(workspace: Workspace, nord: Account) -> None:
    assert workspace.accounts.rows()[0].account.name == "Nord Foods"
    with workspace.together():
        workspace.accounts.change(nord.id, name="Nord")
        assert workspace.accounts.rows()[0].account.name == "Nord"
    assert workspace.accounts.rows()[0].account.name == "Nord"
