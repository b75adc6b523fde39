"""People: what is refused on entry, and what leaving and deleting leave behind."""

from __future__ import annotations

from datetime import date

import pytest

from kamtui.domain.words import ContactStatus
from kamtui.errors import InvalidFields, InvalidValue
from kamtui.workspace import Workspace


@pytest.fixture
def account_id(workspace: Workspace) -> str:
    return workspace.accounts.add(name="Nord Foods").id


def test_a_birthday_in_the_future_is_refused(workspace: Workspace, account_id: str) -> None:
    with pytest.raises(InvalidValue, match="future"):
        workspace.contacts.add(account_id, name="Ivan Petrov", birthday=date(2030, 1, 1))
    assert workspace.contacts.of(account_id) == []


def test_each_wrong_field_has_its_message(workspace: Workspace, account_id: str) -> None:
    with pytest.raises(InvalidFields) as caught:
        workspace.contacts.add(account_id, name=" ", level=9, roles=("boss",), email="nobody")
    assert {error.field for error in caught.value.errors} == {"name", "level", "roles", "email"}


def test_reports_to_refuses_a_circle_and_people_of_other_accounts(workspace: Workspace, account_id: str) -> None:
    boss = workspace.contacts.add(account_id, name="Boss")
    report = workspace.contacts.add(account_id, name="Report", reports_to=boss.id)
    with pytest.raises(InvalidValue, match="Report"):
        workspace.contacts.change(boss.id, reports_to=report.id)
    stranger = workspace.contacts.add(workspace.accounts.add(name="Volga").id, name="Stranger")
    with pytest.raises(InvalidValue, match="no contact of this account"):
        workspace.contacts.change(boss.id, reports_to=stranger.id)


def test_who_left_is_kept_and_comes_back_by_undo(workspace: Workspace, account_id: str) -> None:
    person = workspace.contacts.add(account_id, name="Ivan Petrov")
    workspace.contacts.mark_left(person.id, date(2026, 11, 1))
    assert workspace.contacts.get(person.id).status is ContactStatus.LEFT
    assert workspace.contacts.get(person.id).left_on == date(2026, 11, 1)
    workspace.history.undo()
    assert workspace.contacts.get(person.id).status is ContactStatus.ACTIVE


def test_a_progression_proved_by_nobody_else_goes_back_to_in_progress(workspace: Workspace, account_id: str) -> None:
    person = workspace.contacts.add(account_id, name="Ivan Petrov")
    touch = workspace.touches.log(account_id, on="2026-11-10", kind="visit", people=("Ivan Petrov",), outcome="saw it")
    workspace.progress.change(account_id, "I01", status="done", touch_id=touch.id)
    workspace.contacts.mark_left(person.id)
    assert workspace.progress.item(account_id, "I01").status == "in_progress"
    workspace.history.undo()
    assert workspace.progress.item(account_id, "I01").status == "done"


def test_deleting_a_person_keeps_the_name_in_touches_and_the_reports(workspace: Workspace, account_id: str) -> None:
    top = workspace.contacts.add(account_id, name="Top")
    middle = workspace.contacts.add(account_id, name="Middle", reports_to=top.id)
    low = workspace.contacts.add(account_id, name="Low", reports_to=middle.id)
    workspace.touches.log(account_id, on="2026-11-10", kind="call", people=("Middle",), outcome="spoke")
    workspace.contacts.remove(middle.id)
    assert workspace.contacts.get(low.id).reports_to == top.id
    assert workspace.touches.of(account_id)[0].people == ("Middle",)
    workspace.history.undo()
    assert workspace.contacts.get(low.id).reports_to == middle.id
