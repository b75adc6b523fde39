"""Progressions at accounts on a real file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressCategory, ProgressStatus
from kamtui.errors import Conflict, InvalidFields, InvalidValue, NotFound, Refused
from kamtui.i18n import set_language
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
Turned = Callable[[Callable[[], Any]], Any]


def test_new_account_has_the_core_set_and_nothing_done(workspace: Workspace, nord: Account) -> None:
    checklist = workspace.progress.of(nord.id)
    assert (checklist.set, len(checklist.items)) == ("core", 48)
    assert sum(item.in_set for item in checklist.items) == 12
    assert checklist.share.value == 0
    assert [item.progression.code for item in checklist.items[:2]] == ["K01", "K02"]
    assert checklist.quarter == (0, 0)


def test_done_counts_by_weight_and_leaves_a_history(workspace: Workspace, nord: Account, turned: Turned) -> None:
    turned(lambda: workspace.progress.change(nord.id, "K01", status="in_progress", on=date(2026, 11, 1)))
    turned(lambda: workspace.progress.change(nord.id, "k01", status="done", evidence="80 M, annual report"))
    item = workspace.progress.item(nord.id, "K01")
    assert (item.status, item.state.done_on, item.state.started_on) == (ProgressStatus.DONE, TODAY, date(2026, 11, 1))
    assert item.expires_on == date(2027, 11, 20)
    checklist = workspace.progress.of(nord.id)
    whole = sum(i.progression.weight for i in checklist.items if i.in_set)
    assert checklist.share.value == pytest.approx(5 / whole)
    assert checklist.share_by_count.value == pytest.approx(1 / 12)
    assert checklist.categories[ProgressCategory.KNOWLEDGE].done == 1
    history = workspace.progress.history(nord.id, "K01")
    assert [(e.from_status, e.to_status, e.evidence, e.at, e.user) for e in history] == [
        ("in_progress", "done", "80 M, annual report", TODAY, "Anna"),
        ("not_started", "in_progress", "", date(2026, 11, 1), "Anna"),
    ]


def test_done_without_evidence_is_refused_and_nothing_is_kept(
    workspace: Workspace, nord: Account, contents: Callable[[Workspace], Any]
) -> None:
    before = contents(workspace)
    for evidence in (None, "", "  "):
        with pytest.raises(InvalidValue, match="evidence"):
            workspace.progress.change(nord.id, "K01", status="done", evidence=evidence)
    with pytest.raises(InvalidValue, match="does not apply"):
        workspace.progress.change(nord.id, "K01", status="not_applicable")
    with pytest.raises(InvalidValue, match="future"):
        workspace.progress.change(nord.id, "K01", status="done", evidence="x", on=TODAY + timedelta(days=1))
    with pytest.raises(InvalidFields, match="status"):
        workspace.progress.change(nord.id, "K01", status="finished")
    with pytest.raises(NotFound):
        workspace.progress.change(nord.id, "Z99", status="done", evidence="x")
    assert contents(workspace) == before


def test_a_touch_proves_by_itself_unless_it_is_of_another_account(workspace: Workspace, nord: Account) -> None:
    touch = workspace.touches.log(nord.id, outcome="showed us the plan")
    other = workspace.touches.log(workspace.accounts.add(name="Volga").id, outcome="chat")
    with pytest.raises(InvalidValue, match="another account"):
        workspace.progress.change(nord.id, "K03", status="done", touch_id=other.id)
    item = workspace.progress.change(nord.id, "K03", status="done", touch_id=touch.id)
    assert (item.status, item.state.touch_id, item.state.evidence) == ("done", touch.id, "")


def test_advance_goes_one_status_at_a_time_and_stops_at_done(
    workspace: Workspace, nord: Account, turned: Turned
) -> None:
    assert turned(lambda: workspace.progress.advance(nord.id, "C01")).status is ProgressStatus.IN_PROGRESS
    with pytest.raises(InvalidValue):
        workspace.progress.advance(nord.id, "C01")
    assert turned(lambda: workspace.progress.advance(nord.id, "C01", "met")).status is ProgressStatus.DONE
    version = workspace.progress.item(nord.id, "C01").state.version
    assert workspace.progress.advance(nord.id, "C01").state.version == version
    turned(lambda: workspace.progress.change(nord.id, "C01", status="not_applicable", evidence="no such role"))
    assert workspace.progress.advance(nord.id, "C01").status is ProgressStatus.NOT_STARTED
    assert workspace.progress.item(nord.id, "C01").state.evidence == ""


def test_going_back_needs_a_new_proof(workspace: Workspace, nord: Account) -> None:
    workspace.progress.change(nord.id, "K01", status="in_progress", evidence="asked the buyer")
    assert workspace.progress.advance(nord.id, "K01").state.evidence == "asked the buyer"
    workspace.progress.change(nord.id, "K01", status="in_progress")
    with pytest.raises(InvalidValue):
        workspace.progress.advance(nord.id, "K01")


def test_expired_knowledge_is_in_progress_and_is_renewed_by_new_evidence(
    workspace: Workspace, nord: Account, turned: Turned
) -> None:
    workspace.progress.change(nord.id, "K01", status="done", evidence="old", on=date(2025, 11, 20))
    item = workspace.progress.item(nord.id, "K01")
    assert (item.status, item.expired) == (ProgressStatus.IN_PROGRESS, True)
    with pytest.raises(InvalidValue):
        workspace.progress.advance(nord.id, "K01")
    renewed = turned(lambda: workspace.progress.advance(nord.id, "K01", "new report"))
    assert (renewed.status, renewed.expired, renewed.state.done_on) == (ProgressStatus.DONE, False, TODAY)
    assert len(workspace.progress.history(nord.id, "K01")) == 2


def test_evidence_alone_is_corrected_without_a_line_of_history(workspace: Workspace, nord: Account) -> None:
    done = workspace.progress.change(nord.id, "K01", status="done", evidence="a", on=date(2026, 11, 2))
    item = workspace.progress.change(nord.id, "K01", status="done", evidence="b", version=done.state.version)
    assert (item.state.evidence, item.state.done_on) == ("b", date(2026, 11, 2))
    assert len(workspace.progress.history(nord.id, "K01")) == 1


def test_planned_quarter_is_set_cleared_and_counted(workspace: Workspace, nord: Account, turned: Turned) -> None:
    turned(lambda: workspace.progress.plan_quarter(nord.id, "K01", Quarter(2026, 4)))
    turned(lambda: workspace.progress.plan_quarter(nord.id, "C01", "2026-Q4"))
    workspace.progress.change(nord.id, "C01", status="done", evidence="met")
    assert workspace.progress.of(nord.id).quarter == (2, 1)
    assert turned(lambda: workspace.progress.plan_quarter(nord.id, "K01", None)).state.planned_quarter is None
    steps = len(workspace.history.steps(500))
    workspace.progress.plan_quarter(nord.id, "K02", None)
    assert len(workspace.history.steps(500)) == steps
    with pytest.raises(InvalidValue):
        workspace.progress.plan_quarter(nord.id, "K01", "2026-Q5")


def test_c12_follows_the_map_and_is_not_marked_by_hand(workspace: Workspace, nord: Account) -> None:
    with pytest.raises(Refused, match="computed"):
        workspace.progress.change(nord.id, "C12", status="done", evidence="x")
    assert workspace.progress.item(nord.id, "C12").status is ProgressStatus.NOT_STARTED
    workspace.contacts.add(nord.id, name="Boss", level=5, roles=("sponsor", "decider", "champion"))
    assert workspace.progress.item(nord.id, "C12").status is ProgressStatus.IN_PROGRESS
    workspace.touches.log(nord.id, people=("Boss",))
    assert workspace.progress.item(nord.id, "C12").status is ProgressStatus.DONE
    workspace.progress.change(nord.id, "C12", status="not_applicable", evidence="one-man company")
    assert workspace.progress.item(nord.id, "C12").status is ProgressStatus.NOT_APPLICABLE


def test_the_full_set_counts_all(workspace: Workspace, nord: Account, turned: Turned) -> None:
    workspace.progress.change(nord.id, "K01", status="done", evidence="x")
    core = workspace.progress.share_of(workspace.progress.by_account()[nord.id])
    turned(lambda: workspace.progress.choose_set(nord.id, "full"))
    full = workspace.progress.share_of(workspace.progress.by_account()[nord.id])
    assert core is not None
    assert full is not None
    assert 0 < full < core
    assert workspace.progress.of(nord.id).share.value == full
    with pytest.raises(InvalidValue, match="core, full"):
        workspace.progress.choose_set(nord.id, "half")


def test_own_items_belong_to_one_account(workspace: Workspace, nord: Account, turned: Turned) -> None:
    other = workspace.accounts.add(name="Volga")
    own = turned(lambda: workspace.progress.add_item(nord.id, title="Joint lab", category="integration", weight=4))
    assert (own.code, own.weight, own.account_id) == ("X01", 4, nord.id)
    assert workspace.progress.add_item(nord.id, title="Second", category="knowledge").code == "X02"
    item = workspace.progress.change(nord.id, own.id, status="done", evidence="opened in May")
    assert item.in_set
    assert item.status is ProgressStatus.DONE
    with pytest.raises(NotFound):
        workspace.progress.change(other.id, own.id, status="in_progress")
    assert all(i.progression.account_id is None for i in workspace.progress.of(other.id).items)
    assert workspace.progress.by_account()[nord.id] == workspace.progress.of(nord.id).items
    with pytest.raises(InvalidFields, match="weight"):
        workspace.progress.add_item(nord.id, title="Heavy", category="knowledge", weight=9)
    changed = turned(lambda: workspace.progress.change_item(own.id, own.version, title="Joint laboratory"))
    assert changed.title == "Joint laboratory"
    with pytest.raises(Conflict):
        workspace.progress.change_item(own.id, own.version, weight=1)
    turned(lambda: workspace.progress.retire_item(own.id))
    with pytest.raises(NotFound):
        workspace.progress.item(nord.id, "X01")


def test_library_items_are_worded_per_language(workspace: Workspace, nord: Account) -> None:
    library = workspace.progress.item(nord.id, "K02").progression
    workspace.progress.change_item(library.id, title="Who else supplies")
    set_language("ru")
    russian = workspace.progress.item(nord.id, "K02").progression
    assert russian.title.startswith("Известны доли")
    workspace.progress.change_item(library.id, title="Кто ещё поставляет")
    set_language("en")
    assert workspace.progress.item(nord.id, "K02").progression.title == "Who else supplies"
    computed = workspace.progress.item(nord.id, "C12").progression
    with pytest.raises(Refused):
        workspace.progress.retire_item(computed.id)


def test_second_session_is_told_and_nothing_is_kept(
    nord: Account, open_workspace: Callable[..., Workspace], contents: Callable[[Workspace], Any]
) -> None:
    anna, boris = open_workspace(), open_workspace("boris")
    boris.progress.change(nord.id, "K01", status="in_progress", version=0)
    seen = anna.progress.item(nord.id, "K01").state.version
    boris.progress.change(nord.id, "K01", status="done", evidence="his")
    before = contents(anna)
    with pytest.raises(Conflict, match="boris"):
        anna.progress.change(nord.id, "K01", status="done", evidence="hers", version=seen)
    with pytest.raises(Conflict):
        anna.progress.plan_quarter(nord.id, "K01", "2026-Q4", version=0)
    assert contents(anna) == before
    boris.history.undo()
    boris.history.undo()
    with pytest.raises(Conflict):
        anna.progress.change(nord.id, "K01", status="in_progress", version=seen)


def test_items_proved_by_somebody_who_left_are_in_progress_again(workspace: Workspace, nord: Account) -> None:
    person = workspace.contacts.add(nord.id, name="Ivan Petrov")
    touch = workspace.touches.log(nord.id, people=("Petrov",))
    workspace.progress.change(nord.id, "K01", status="done", touch_id=touch.id, on=date(2026, 11, 1))
    workspace.contacts.mark_left(person.id, date(2026, 11, 10))
    item = workspace.progress.item(nord.id, "K01")
    assert (item.status, item.state.started_on) == (ProgressStatus.IN_PROGRESS, date(2026, 11, 10))
    assert workspace.progress.history(nord.id, "K01")[0].evidence == "Ivan Petrov left"
