"""Progressions that facts propose, and tasks made of those worth most now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kamtui.db import tables
from kamtui.domain.accounts import Account
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressStatus
from kamtui.errors import NotFound, Refused
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
Turned = Callable[[Callable[[], Any]], Any]


def codes(workspace: Workspace, account: Account, **fields: Any) -> dict[str, str]:
    return {p.code: p.key for p in workspace.progress.proposals(account.id, **fields)}


def test_a_logged_visit_is_proposed_and_accepted_in_one_step(
    workspace: Workspace, nord: Account, turned: Turned
) -> None:
    touch = workspace.touches.log(nord.id, kind="visit", on=date(2026, 11, 3), outcome="saw both lines")
    (proposal,) = workspace.progress.proposals(nord.id)
    assert (proposal.code, proposal.status, proposal.touch_id, proposal.on) == ("I01", "done", touch.id, touch.on)
    assert workspace.progress.item(nord.id, "I01").status is ProgressStatus.NOT_STARTED
    item = turned(lambda: workspace.progress.accept(nord.id, proposal.key))
    assert (item.status, item.state.done_on, item.state.touch_id) == ("done", touch.on, touch.id)
    assert "saw both lines" in item.state.evidence
    assert workspace.progress.proposals(nord.id) == ()
    with pytest.raises(NotFound):
        workspace.progress.accept(nord.id, proposal.key)
    assert workspace.history.steps(1)[0].text == "took a proposed progression: I01, Nord Foods"


def test_the_draft_follows_what_was_noted_and_can_be_reworded(workspace: Workspace, nord: Account) -> None:
    workspace.progress.change(nord.id, "I01", status="in_progress", evidence="asked for a day")
    workspace.touches.log(nord.id, kind="visit", outcome="seen")
    key = codes(workspace, nord)["I01"]
    assert workspace.progress.accept(nord.id, key).state.evidence.startswith("asked for a day\n20 Nov 2026: seen")
    workspace.history.undo()
    assert workspace.progress.accept(nord.id, key, evidence="my words").state.evidence == "my words"


def test_waved_off_comes_back_with_a_new_fact(workspace: Workspace, nord: Account, turned: Turned) -> None:
    workspace.touches.log(nord.id, kind="visit", on=date(2026, 11, 3))
    turned(lambda: workspace.progress.wave_off(nord.id, codes(workspace, nord)["I01"]))
    assert "I01" not in codes(workspace, nord)
    workspace.touches.log(nord.id, kind="visit", on=date(2026, 11, 4))
    assert "I01" in codes(workspace, nord)
    with pytest.raises(NotFound):
        workspace.progress.wave_off(nord.id, "fact:I01:done:nothing")


def test_people_of_the_map_prove_what_they_stand_for(workspace: Workspace, nord: Account) -> None:
    roles = ("sponsor", "decider", "champion")
    boss = workspace.contacts.add(nord.id, name="Boss", level=5, function="management", roles=roles)
    assert set(codes(workspace, nord)) == {"C01"}
    workspace.progress.accept(nord.id, codes(workspace, nord)["C01"])
    assert [c.id for c in workspace.progress.proofs(nord.id, "C01").witnesses] == [boss.id]
    workspace.touches.log(nord.id, kind="call", people=("Boss",))
    assert "C06" not in codes(workspace, nord)
    workspace.touches.log(nord.id, kind="meeting", people=("Boss",))
    assert set(codes(workspace, nord)) == {"C06"}
    assert "C09" in codes(workspace, nord, outside=True)


def test_first_order_in_a_new_category(workspace: Workspace, nord: Account) -> None:
    with workspace.step("import.orders", "test") as step:
        batch = tables.ImportBatch(file_name="test", at=workspace.clock.now())
        step.session.add(batch)
        step.session.flush()
        step.batch_id = batch.id
        for name, day, amount in (("Cleaners", 1, 100), ("Foils", 300, -5), ("Drums", 310, 7)):
            category = tables.ProductCategory(name=name, search_key=name.casefold())
            step.session.add(category)
            step.session.flush()
            line = tables.OrderLine(
                batch_id=batch.id,
                account_id=nord.id,
                order_no=f"N-{day}",
                line_no=1,
                date=date.fromordinal(date(2026, 1, 1).toordinal() + day - 1),
                category_id=category.id,
                amount=amount,
            )
            step.session.add(line)
    (proposal,) = workspace.progress.proposals(nord.id, outside=True)
    assert (proposal.code, proposal.on) == ("I10", date(2026, 11, 6))
    assert "Drums" in proposal.evidence
    assert "N-310" in proposal.evidence


def test_what_was_taken_back_is_not_proposed_again_by_the_same_fact(workspace: Workspace, nord: Account) -> None:
    workspace.touches.log(nord.id, kind="visit", on=date(2026, 11, 3))
    workspace.progress.accept(nord.id, codes(workspace, nord)["I01"])
    workspace.progress.change(nord.id, "I01", status="not_started", on=date(2026, 11, 5))
    assert "I01" not in codes(workspace, nord)
    workspace.touches.log(nord.id, kind="visit", on=date(2026, 11, 6))
    assert "I01" in codes(workspace, nord)


def test_next_best_makes_a_task_and_plans_the_item(workspace: Workspace, nord: Account, turned: Turned) -> None:
    workspace.progress.plan_quarter(nord.id, "G01", "2026-Q4")
    best = {one.item.progression.code: one for one in workspace.progress.next_best(nord.id)}
    # Of an empty account the first barrier is the weakest; nobody of the map has been met.
    assert {code: one.score for code, one in best.items()} == {"K01": 6.25, "K02": 6.25, "K03": 6.25}
    workspace.progress.plan_quarter(nord.id, "C06", "2026-Q3")
    best = {one.item.progression.code: one for one in workspace.progress.next_best(nord.id)}
    assert [part.label for part in best["C06"].parts.parts[3:]] == ["Planned quarter missed", "A gap on the map"]
    workspace.progress.plan_quarter(nord.id, "C06", None)
    task = turned(lambda: workspace.progress.next_best_task(nord.id, "C06"))
    item = workspace.progress.item(nord.id, "C06")
    assert (task.title, task.progression_id) == (item.progression.title, item.progression.id)
    assert task.quarter == item.state.planned_quarter == Quarter(2026, 4)
    assert workspace.reader.value("SELECT origin FROM task") == "progress:C06"
    with pytest.raises(Refused, match="already"):
        workspace.progress.next_best_task(nord.id, "C06")
    first = workspace.progress.next_best(nord.id)[0]
    assert (first.item.progression.code, first.score) == ("C06", 5 * 2)
    assert "Open in the plan" in [part.label for part in first.parts.parts]
    later = workspace.progress.next_best_task(nord.id, "G01", "2027-Q1")
    assert (later.quarter, workspace.progress.item(nord.id, "G01").state.planned_quarter) == ((2027, 1), (2026, 4))


def test_a_closed_task_proposes_its_item(workspace: Workspace, nord: Account) -> None:
    task = workspace.progress.next_best_task(nord.id, "K03")
    workspace.tasks.done(task.id, "plan of 12 pages")
    (proposal,) = workspace.progress.proposals(nord.id)
    assert (proposal.code, proposal.status) == ("K03", "done")
    assert "plan of 12 pages" in workspace.progress.accept(nord.id, proposal.key).state.evidence
