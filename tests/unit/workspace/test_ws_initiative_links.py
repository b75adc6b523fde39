"""What initiatives and opportunities refer to may go: the references let go or follow, and nothing is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from kamtui.db import tables
from kamtui.domain.accounts import Account
from kamtui.errors import NotFound
from kamtui.workspace import Workspace

Turned = Callable[[Callable[[], Any]], Any]


class Linked(NamedTuple):
    """Ids of an initiative and an opportunity that refer to everything, and of what they refer to."""

    initiative: str
    opportunity: str
    contact: str
    touch: str
    item: str
    task: str


@pytest.fixture
def linked(workspace: Workspace, nord: Account) -> Linked:
    """An initiative from a touch with a person about a progression of the account, and an offer with a task."""
    person = workspace.contacts.add(nord.id, name="Ivan Petrov")
    touch = workspace.touches.log(
        nord.id, kind="visit", on="2026-11-03", people=("Ivan Petrov",), next_step="Send the offer"
    )
    item = workspace.progress.add_item(nord.id, title="Drawings seen", category="knowledge")
    initiative = workspace.initiatives.add(
        nord.id, title="New plant", touch_id=touch.id, contact_id=person.id, progression_id=item.id
    )
    offer = workspace.opportunities.add(
        initiative.id, title="Film", amount=1, probability=1, contact_id=person.id, progressions=(item.id,)
    )
    assert touch.task_id is not None
    with workspace.step("opportunity.change") as step:
        step.get(tables.Opportunity, offer.id, "opportunity").task_id = touch.task_id
    return Linked(initiative.id, offer.id, person.id, touch.id, item.id, touch.task_id)


def test_a_contact_goes_and_leaves_the_name(workspace: Workspace, linked: Linked, turned: Turned) -> None:
    turned(lambda: workspace.contacts.remove(linked.contact))
    initiative = workspace.initiatives.get(linked.initiative)
    assert (initiative.contact_id, initiative.source) == (None, "Ivan Petrov")
    assert workspace.opportunities.get(linked.opportunity).contact_id is None


def test_a_source_that_was_written_stays(workspace: Workspace, linked: Linked) -> None:
    workspace.initiatives.change(linked.initiative, source="trade press")
    workspace.contacts.remove(linked.contact)
    workspace.touches.remove(linked.touch)
    assert workspace.initiatives.get(linked.initiative).source == "trade press"


def test_merged_contacts_take_it_along(workspace: Workspace, nord: Account, linked: Linked, turned: Turned) -> None:
    keep = workspace.contacts.add(nord.id, name="I. Petrov")
    turned(lambda: workspace.contacts.merge(keep.id, linked.contact))
    assert workspace.initiatives.get(linked.initiative).contact_id == keep.id
    assert workspace.opportunities.get(linked.opportunity).contact == workspace.contacts.get(keep.id).name


def test_who_moves_away_leaves_the_record_here(workspace: Workspace, linked: Linked, turned: Turned) -> None:
    other = workspace.accounts.add(name="Volga", code="VOLGA")
    turned(lambda: workspace.contacts.move_away(linked.contact, other.id))
    assert workspace.opportunities.get(linked.opportunity).contact_id == linked.contact


def test_a_touch_goes_and_leaves_its_words(workspace: Workspace, linked: Linked, turned: Turned) -> None:
    turned(lambda: workspace.touches.remove(linked.touch))
    initiative = workspace.initiatives.get(linked.initiative)
    assert (initiative.touch_id, initiative.source) == (None, "visit, 3 Nov 2026")


def test_a_task_goes_by_itself_or_with_the_next_step_of_its_touch(
    workspace: Workspace, linked: Linked, turned: Turned
) -> None:
    workspace.tasks.change(linked.task, quarter="2026-Q3")
    workspace.tasks.move(linked.task, "2026-Q4")  # counted: it has moves of its own, which go with it
    assert workspace.tasks.get(linked.task).times_moved == 1
    turned(lambda: workspace.touches.change(linked.touch, next_step=""))
    with pytest.raises(NotFound):
        workspace.tasks.get(linked.task)
    assert workspace.opportunities.get(linked.opportunity).task_id is None
    workspace.history.undo()
    turned(lambda: workspace.tasks.remove(linked.task))
    assert workspace.opportunities.get(linked.opportunity).task_id is None


def test_a_retired_progression_is_still_named(workspace: Workspace, linked: Linked, turned: Turned) -> None:
    turned(lambda: workspace.progress.retire_item(linked.item))
    assert workspace.opportunities.get(linked.opportunity).progressions == (linked.item,)
    assert "Drawings seen" in workspace.initiatives.get(linked.initiative).pointed


def test_an_account_goes_with_everything(workspace: Workspace, nord: Account, linked: Linked, turned: Turned) -> None:
    workspace.plans.write_block(nord.id, 2026, 3, "the circle grows")
    workspace.plans.set_quarter(nord.id, "2026-Q4", revenue_plan="5")
    workspace.plans.add_goal(nord.id, 2026, title="Grow")
    workspace.plans.set_state(nord.id, 2026, "draft")
    workspace.wallet.add(nord.id, year=2026, amount="100", category="Film")
    workspace.tasks.change(linked.task, quarter="2026-Q3")
    workspace.tasks.move(linked.task, "2026-Q4")
    assert turned(lambda: workspace.accounts.remove(nord.id)) == "deleted"
    for table in ("initiative", "opportunity", "opportunity_progression", "wallet_estimate", "task_move", "plan"):
        assert workspace.reader.value(f"SELECT count(*) FROM {table}") == 0
    assert workspace.reader.rows("PRAGMA foreign_key_check") == []
