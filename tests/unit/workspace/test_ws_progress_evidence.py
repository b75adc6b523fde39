"""What proves a progression: texts, touches, people, documents; and what happens when they are gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.contacts import Contact
from kamtui.domain.progress import ProgressItem
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressStatus
from kamtui.errors import InvalidFields, InvalidValue
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
Turned = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def ivan(workspace: Workspace, nord: Account) -> Contact:
    return workspace.contacts.add(nord.id, name="Ivan Petrov")


@pytest.fixture
def olga(workspace: Workspace, nord: Account) -> Contact:
    return workspace.contacts.add(nord.id, name="Olga Orlova")


def leave(workspace: Workspace, contact: Contact, on: date = TODAY) -> None:
    """What marking somebody as left does to progressions."""
    from kamtui.db import tables

    with workspace.step("contact.left") as step:
        row = step.get(tables.Contact, contact.id, "contact")
        row.status, row.left_on = "left", on
        workspace.progress.shake(step, row)


def delete_witness(workspace: Workspace, contact: Contact) -> None:
    from kamtui.db import tables

    with workspace.step("contact.delete") as step:
        row = step.get(tables.Contact, contact.id, "contact")
        workspace.progress.forget_witness(step, row)
        step.session.delete(row)


def test_a_witness_or_a_document_is_enough(workspace: Workspace, nord: Account, ivan: Contact, turned: Turned) -> None:
    item = turned(lambda: workspace.progress.change(nord.id, "K03", status="done", witnesses=[ivan.id]))
    assert (item.status, item.state.evidence) == (ProgressStatus.DONE, "")
    item = turned(lambda: workspace.progress.change(nord.id, "K04", status="done", documents=["Tender plan.xlsx"]))
    assert item.status is ProgressStatus.DONE
    proofs = workspace.progress.proofs(nord.id, "K03")
    assert (proofs.text, proofs.touch, [c.name for c in proofs.witnesses]) == ("", None, ["Ivan Petrov"])
    assert (proofs.done_by, proofs.done_on) == ("Anna", TODAY)
    assert workspace.progress.proofs(nord.id, "K04").documents == ("Tender plan.xlsx",)
    assert workspace.progress.proofs(nord.id, "K01") == ("", None, (), (), "", None)


def test_proofs_are_kept_while_an_item_goes_forward_and_fall_when_it_goes_back(
    workspace: Workspace, nord: Account, ivan: Contact
) -> None:
    progress = workspace.progress
    touch = workspace.touches.log(nord.id, outcome="shown")
    progress.change(nord.id, "K03", status="in_progress", documents=["a", "b"], witnesses=[ivan.id], touch_id=touch.id)
    progress.advance(nord.id, "K03")
    kept = progress.proofs(nord.id, "K03")
    assert (kept.documents, len(kept.witnesses), kept.touch) == (("a", "b"), 1, workspace.touches.get(touch.id))
    progress.change(nord.id, "K03", status="done", documents=["c"], witnesses=[])
    assert progress.proofs(nord.id, "K03").documents == ("c",)
    progress.change(nord.id, "K03", status="not_started")
    assert progress.proofs(nord.id, "K03") == ("", None, (), (), "", None)
    with pytest.raises(InvalidValue, match="evidence"):
        progress.change(nord.id, "K03", status="done")


def test_bad_proof_is_refused_and_nothing_is_kept(
    workspace: Workspace, nord: Account, contents: Callable[[Workspace], Any]
) -> None:
    stranger = workspace.contacts.add(workspace.accounts.add(name="Volga").id, name="Stranger")
    to_meet = workspace.contacts.add(nord.id, name="CFO", placeholder=True)
    before = contents(workspace)
    for contact_id, reason in ((stranger.id, "no contact of this account"), (to_meet.id, "somebody to meet")):
        with pytest.raises(InvalidValue, match=reason):
            workspace.progress.change(nord.id, "K03", status="done", witnesses=[contact_id])
    with pytest.raises(InvalidFields):
        workspace.progress.change(nord.id, "K03", status="done", documents=[" "])
    with pytest.raises(InvalidValue, match="future"):
        workspace.progress.change(nord.id, "K03", status="done", documents=["a"], on=TODAY + timedelta(days=1))
    for quarter in (Quarter(2024, 4), "2032-Q1"):
        with pytest.raises(InvalidValue, match="outside the plans"):
            workspace.progress.plan_quarter(nord.id, "K03", quarter)
        with pytest.raises(InvalidValue, match="outside the plans"):
            workspace.progress.change(nord.id, "K03", status="in_progress", quarter=quarter)
    assert contents(workspace) == before


def test_candidates_are_what_the_account_has(workspace: Workspace, nord: Account, ivan: Contact, olga: Contact) -> None:
    old = workspace.touches.log(nord.id, on=date(2026, 1, 5))
    new = workspace.touches.log(nord.id, on=date(2026, 5, 5))
    workspace.contacts.mark_left(olga.id)
    workspace.progress.change(nord.id, "K01", status="in_progress", documents=["Report.pdf"])
    found = workspace.progress.candidates(nord.id, "K03")
    assert [touch.id for touch in found.touches] == [new.id, old.id]
    assert [contact.name for contact in found.contacts] == ["Ivan Petrov"]
    assert found.documents == ("Report.pdf",)


def test_an_item_falls_with_its_only_witness(
    workspace: Workspace, nord: Account, ivan: Contact, turned: Turned
) -> None:
    workspace.progress.change(nord.id, "K03", status="done", witnesses=[ivan.id], evidence="told us")
    assert workspace.progress.shaken(nord.id) == ()
    turned(lambda: leave(workspace, ivan, date(2026, 11, 10)))
    item = workspace.progress.item(nord.id, "K03")
    assert (item.status, item.state.started_on, item.state.evidence) == ("in_progress", date(2026, 11, 10), "")
    assert [shaken.progression.code for shaken in workspace.progress.shaken(nord.id)] == ["K03"]
    with pytest.raises(InvalidValue, match="evidence"):
        workspace.progress.advance(nord.id, "K03")
    assert workspace.progress.advance(nord.id, "K03", "sent by mail").status is ProgressStatus.DONE
    assert workspace.progress.proofs(nord.id, "K03").witnesses == ()
    assert workspace.progress.shaken(nord.id) == ()


def test_an_item_falls_with_the_only_person_of_its_touch(workspace: Workspace, nord: Account, ivan: Contact) -> None:
    touch = workspace.touches.log(nord.id, people=("Petrov",))
    workspace.progress.change(nord.id, "K01", status="done", touch_id=touch.id)
    leave(workspace, ivan)
    assert [item.progression.code for item in workspace.progress.shaken(nord.id)] == ["K01"]
    assert workspace.progress.history(nord.id, "K01")[0].evidence == "Ivan Petrov left"


@pytest.mark.parametrize("stays", ["other witness", "document", "other at the touch", "stranger at the touch"])
def test_what_somebody_else_proves_too_stays(
    workspace: Workspace, nord: Account, ivan: Contact, olga: Contact, stays: str
) -> None:
    proof: dict[str, dict[str, Any]] = {
        "other witness": {"witnesses": [ivan.id, olga.id]},
        "document": {"witnesses": [ivan.id], "documents": ["a"]},
        "other at the touch": {"touch_id": workspace.touches.log(nord.id, people=("Petrov", "Orlova")).id},
        "stranger at the touch": {"touch_id": workspace.touches.log(nord.id, people=("Petrov", "Guest")).id},
    }
    workspace.progress.change(nord.id, "K03", status="done", **proof[stays])
    leave(workspace, ivan)
    assert workspace.progress.item(nord.id, "K03").status is ProgressStatus.DONE
    leave(workspace, olga)
    fallen = stays in ("other witness", "other at the touch")
    assert (workspace.progress.item(nord.id, "K03").status is ProgressStatus.IN_PROGRESS) == fallen


def test_a_deleted_witness_proves_nothing(workspace: Workspace, nord: Account, ivan: Contact, turned: Turned) -> None:
    workspace.progress.change(nord.id, "K03", status="done", witnesses=[ivan.id])
    workspace.progress.change(nord.id, "K04", status="done", witnesses=[ivan.id], evidence="mail")
    turned(lambda: delete_witness(workspace, ivan))
    assert workspace.progress.item(nord.id, "K03").status is ProgressStatus.IN_PROGRESS
    assert workspace.progress.item(nord.id, "K04").status is ProgressStatus.DONE
    assert workspace.progress.proofs(nord.id, "K04").witnesses == ()


def test_a_deleted_touch_leaves_what_is_proved_otherwise(
    workspace: Workspace, nord: Account, ivan: Contact, turned: Turned
) -> None:
    touch = workspace.touches.log(nord.id)
    workspace.progress.change(nord.id, "K01", status="done", touch_id=touch.id)
    workspace.progress.change(nord.id, "K03", status="done", touch_id=touch.id, witnesses=[ivan.id])
    turned(lambda: workspace.touches.remove(touch.id))
    states = [workspace.progress.item(nord.id, code) for code in ("K01", "K03")]
    assert [item.status for item in states] == [ProgressStatus.IN_PROGRESS, ProgressStatus.DONE]


def test_a_corrected_day_is_an_event(workspace: Workspace, nord: Account) -> None:
    def change(**fields: Any) -> ProgressItem:
        return workspace.progress.change(nord.id, "K01", status="done", **fields)

    change(evidence="a", on=date(2026, 11, 2))
    change(on=date(2026, 9, 2))
    assert [event.at for event in workspace.progress.history(nord.id, "K01")] == [date(2026, 9, 2), date(2026, 11, 2)]
    change(evidence="b")
    assert len(workspace.progress.history(nord.id, "K01")) == 2


def test_the_board_has_the_chosen_set_by_status(workspace: Workspace, nord: Account) -> None:
    workspace.progress.change(nord.id, "K01", status="done", evidence="x")
    workspace.progress.change(nord.id, "G02", status="done", evidence="outside the core set")
    workspace.progress.advance(nord.id, "K02")
    board = workspace.progress.funnel(nord.id)
    assert {status: len(items) for status, items in board.items()} == {
        "not_started": 10, "in_progress": 1, "done": 1, "not_applicable": 0
    }  # fmt: skip
    assert workspace.progress.barriers(nord.id).weakest == "integration"


def test_what_was_never_done_is_not_shaken(workspace: Workspace, nord: Account, ivan: Contact) -> None:
    workspace.progress.change(nord.id, "K06", status="in_progress", witnesses=[ivan.id])
    leave(workspace, ivan)
    assert workspace.progress.shaken(nord.id) == ()


def test_proofs_of_many_items_take_as_many_reads_as_those_of_one(workspace: Workspace, nord: Account) -> None:
    progress, reads = workspace.progress, []
    for code in ("K01", "K02", "K03", "K06"):
        touch = workspace.touches.log(nord.id, outcome=f"told us {code}")
        progress.change(nord.id, code, status="done", touch_id=touch.id)
    items = progress.of(nord.id).items
    workspace.reader._connection.set_trace_callback(reads.append)
    counts = []
    for some in (items[:1], items):
        reads.clear()
        proofs = progress.all_proofs(nord.id, some)
        counts.append(len(reads))
    workspace.reader._connection.set_trace_callback(None)
    assert sorted(one.touch.outcome for one in proofs.values() if one.touch) == [
        "told us K01", "told us K02", "told us K03", "told us K06",
    ]  # fmt: skip
    assert counts[0] == counts[1]
