"""The life of a plan: begun, submitted, approved by a head, reopened; what it is made of and how fresh that is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from kamtui.db import tables
from kamtui.domain.accounts import Account
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import PlanEventKind, PlanState, SnapshotKind, UserRole
from kamtui.errors import Conflict, InvalidValue, NotFound, Refused
from kamtui.workspace import Workspace

Turned = Callable[[Callable[[], Any]], Any]
Q4 = Quarter(2026, 4)


def make_head(workspace: Workspace, login: str = "anna") -> None:
    with workspace.step("settings.set", "role") as step:
        user = step.session.exec(select(tables.User).where(tables.User.login == login)).one()
        user.role = UserRole.HEAD.value


@pytest.fixture
def ready(workspace: Workspace, nord: Account) -> Account:
    """An account whose plan of 2026 has all that submitting needs, without a word of text."""
    workspace.wallet.add(nord.id, year=2026, amount=Decimal(80_000_000))
    workspace.plans.add_goal(nord.id, 2026, title="Grow")
    workspace.tasks.add(title="Meet", account_id=nord.id, quarter=Q4)
    return nord


def kinds(workspace: Workspace, account: Account, year: int = 2026) -> list[tuple[PlanEventKind, str, str]]:
    return [(event.kind, event.user, event.note) for event in workspace.plans.year(account.id, year).events]


def test_submitting_needs_a_wallet_a_goal_and_a_task_or_texts(workspace: Workspace, nord: Account) -> None:
    with pytest.raises(Refused, match=r"3 .*estimate the wallet.*6 .*set a goal.*7 .*add a task"):
        workspace.plans.submit(nord.id, 2026)
    workspace.wallet.add(nord.id, year=2026, amount=Decimal(1))
    workspace.plans.write_block(nord.id, 2026, 6, "Goals in words")
    with pytest.raises(Refused, match=": 7 "):
        workspace.plans.submit(nord.id, 2026)
    workspace.plans.write_block(nord.id, 2026, 7, "Actions in words")
    assert workspace.plans.submit(nord.id, 2026).state is PlanState.SUBMITTED


def test_each_change_of_state_is_an_event_with_who_and_why(
    workspace: Workspace, ready: Account, turned: Turned
) -> None:
    turned(lambda: workspace.plans.submit(ready.id, 2026, "please look"))
    turned(lambda: workspace.plans.approve(ready.id, 2026))
    with pytest.raises(InvalidValue, match="say why"):
        workspace.plans.reopen(ready.id, 2026, "  ")
    plan = turned(lambda: workspace.plans.reopen(ready.id, 2026, "the tender moved"))
    assert plan.state is PlanState.DRAFT
    assert kinds(workspace, ready) == [
        (PlanEventKind.REOPENED, "Anna", "the tender moved"),
        (PlanEventKind.APPROVED, "Anna", ""),
        (PlanEventKind.SUBMITTED, "Anna", "please look"),
        (PlanEventKind.STARTED, "Anna", ""),
    ]
    version = workspace.plans.year(ready.id, 2026).version
    assert workspace.plans.reopen(ready.id, 2026, "again").version == version, "it is a draft already"
    with pytest.raises(Conflict):
        workspace.plans.submit(ready.id, 2026, version=version - 1)
    with pytest.raises(Refused, match="no plan of 2027"):
        workspace.plans.reopen(ready.id, 2027, "why not")


def test_without_a_head_anybody_approves_and_with_one_only_the_head(
    workspace: Workspace, open_workspace: Callable[..., Workspace], ready: Account
) -> None:
    workspace.plans.submit(ready.id, 2026)
    assert workspace.plans.may_approve()
    boris = open_workspace("boris")
    boris.plans.write_block(ready.id, 2026, 1, "x")
    make_head(workspace, "anna")
    assert (workspace.plans.may_approve(), boris.plans.may_approve()) == (True, False)
    with pytest.raises(Refused, match="a head approves plans: Anna"):
        boris.plans.approve(ready.id, 2026)
    assert boris.plans.year(ready.id, 2026).state is PlanState.SUBMITTED
    assert workspace.plans.approve(ready.id, 2026).state is PlanState.APPROVED


def test_approving_keeps_a_snapshot_and_undo_takes_both_away(workspace: Workspace, ready: Account) -> None:
    workspace.plans.submit(ready.id, 2026)
    workspace.plans.approve(ready.id, 2026, "well done")
    (kept,) = workspace.plans.snapshots(ready.id, 2026)
    assert (kept.kind, kept.note, kept.user, kept.content) == (SnapshotKind.APPROVED, "well done", "Anna", None)
    content = workspace.plans.snapshot(kept.id).content
    assert content is not None
    assert content["state"] == "approved"
    workspace.history.undo()
    assert workspace.plans.snapshots(ready.id, 2026) == ()
    assert kinds(workspace, ready)[0][0] is PlanEventKind.SUBMITTED
    workspace.history.redo()
    assert workspace.plans.snapshot(kept.id).content == content


def test_an_approved_revenue_plan_is_locked_and_the_base_is_not(workspace: Workspace, ready: Account) -> None:
    workspace.plans.set_quarter(ready.id, Q4, revenue_plan=Decimal(100))
    workspace.plans.submit(ready.id, 2026)
    workspace.plans.set_quarter(ready.id, Q4, revenue_plan=Decimal(200))
    workspace.plans.approve(ready.id, 2026)
    for quarter in (Q4, Quarter(2026, 1)):
        with pytest.raises(Refused, match="reopen the plan"):
            workspace.plans.set_quarter(ready.id, quarter, revenue_plan=Decimal(300))
    board = workspace.plans.set_quarter(ready.id, Q4, base="150.50", revenue_plan=Decimal(200))
    assert (board.base, board.revenue_plan) == (Decimal("150.50"), Decimal(200))
    assert workspace.plans.set_quarter(ready.id, Q4, base=None).base is None
    with pytest.raises(InvalidValue, match="base"):
        workspace.plans.set_quarter(ready.id, Q4, base="-1")
    workspace.plans.reopen(ready.id, 2026, "new prices")
    assert workspace.plans.set_quarter(ready.id, Q4, revenue_plan=None).revenue_plan is None


def test_what_changed_since_the_approval_is_counted_and_work_done_is_not(workspace: Workspace, ready: Account) -> None:
    assert workspace.plans.year(ready.id, 2026).changed is None
    workspace.plans.submit(ready.id, 2026)
    assert workspace.plans.approve(ready.id, 2026).changed == 0
    plan = workspace.plans.year(ready.id, 2026)
    workspace.plans.change_goal(plan.goals[0].id, title="Grow by a third")
    workspace.plans.add_goal(ready.id, 2026, title="Hold")
    workspace.plans.write_block(ready.id, 2026, 4, "They build")
    assert workspace.plans.year(ready.id, 2026).changed == 3
    (task,) = plan.quarters[3].tasks
    workspace.tasks.done(task.id, "met")
    workspace.plans.change_goal(plan.goals[0].id, done=True)
    assert workspace.plans.year(ready.id, 2026).changed == 3
    workspace.tasks.add(title="Offer", account_id=ready.id, quarter=Q4)
    assert workspace.plans.year(ready.id, 2026).changed == 4
    assert workspace.plans.reopen(ready.id, 2026, "grew").changed is None


def test_a_new_year_starts_from_unreached_goals_and_not_from_prose(
    workspace: Workspace, nord: Account, turned: Turned
) -> None:
    top = workspace.plans.add_goal(nord.id, 2026, title="Grow", quarter=Q4)
    workspace.plans.add_goal(nord.id, 2026, title="New plant", parent_id=top.id)
    workspace.plans.add_goal(nord.id, 2026, title="Reached", done=True)
    workspace.plans.write_block(nord.id, 2026, 3, "Circle 80 M")
    plan = turned(lambda: workspace.plans.start(nord.id, 2027, version=0))
    above, below = plan.goals
    assert [(goal.title, goal.quarter, goal.done) for goal in plan.goals] == [
        ("Grow", None, False),
        ("New plant", None, False),
    ]
    assert below.parent_id == above.id
    assert (plan.state, [event.kind for event in plan.events]) == (PlanState.DRAFT, [PlanEventKind.STARTED])
    assert (plan.blocks[2].text, plan.blocks[2].previous) == ("", "Circle 80 M")
    with pytest.raises(Refused, match="goals already"):
        workspace.plans.start(nord.id, 2027)
    workspace.plans.write_block(nord.id, 2028, 1, "begun with a word")
    assert [goal.title for goal in workspace.plans.start(nord.id, 2028).goals] == ["Grow", "New plant"]
    with pytest.raises(NotFound):
        workspace.plans.start("nowhere", 2027)
    with pytest.raises(InvalidValue, match="year"):
        workspace.plans.start(nord.id, 2222)


def test_an_archived_account_keeps_its_plan_to_look_at(workspace: Workspace, ready: Account) -> None:
    workspace.plans.write_block(ready.id, 2026, 1, "text")
    with workspace.step("account.archive", ready.name) as step:
        step.get(tables.Account, ready.id, "account").archived_at = workspace.clock.now()
    assert workspace.plans.content(ready.id, 2026)["blocks"][0]["text"] == "text"
    assert workspace.plans.whole(ready.id, 2026).account.account.archived
    for use_case in (workspace.plans.submit, workspace.plans.start):
        with pytest.raises(Refused, match="archived"):
            use_case(ready.id, 2026)


def test_a_block_is_as_fresh_as_its_text_or_its_data(open_workspace: Callable[..., Workspace], nord: Account) -> None:
    spring, autumn = open_workspace(today=date(2026, 3, 1)), open_workspace(today=date(2026, 11, 20))
    spring.plans.write_block(nord.id, 2026, 3, "Circle 80 M")
    spring.contacts.add(nord.id, name="Petrov")
    spring.tasks.add(title="Meet", account_id=nord.id, quarter="2026-Q2")
    blocks = autumn.plans.year(nord.id, 2026).blocks
    assert [block.number for block in blocks if block.stale] == [2, 3, 7]
    assert [block.number for block in blocks if block.touched_on is None] == [4, 5, 6]
    autumn.wallet.add(nord.id, year=2026, amount=Decimal(1))
    autumn.initiatives.add(nord.id, title="New plant")
    autumn.plans.add_goal(nord.id, 2026, title="Grow")
    blocks = autumn.plans.year(nord.id, 2026).blocks
    assert [block.number for block in blocks if block.stale] == [2, 7]
    assert [str(block.touched_on)[:10] for block in blocks[2:6]] == ["2026-11-20"] * 2 + ["None"] + ["2026-11-20"]
    autumn.settings.set("stale_block_days", 400)
    assert not any(block.stale for block in autumn.plans.year(nord.id, 2026).blocks)
    later = open_workspace(today=date(2028, 11, 20))
    assert not any(block.stale for block in later.plans.year(nord.id, 2026).blocks), "a year that is over is history"
    assert not any(block.stale for block in later.plans.year(nord.id, 2028).blocks), "no plan, nothing to go stale"


def test_completeness_grows_with_the_data_and_is_the_same_for_all_accounts_at_once(
    workspace: Workspace, ready: Account
) -> None:
    other = workspace.accounts.add(name="Ural", code="URAL")
    before = workspace.plans.year(ready.id, 2026).completeness
    workspace.contacts.add(ready.id, name="Petrov", influence="inner_circle", attitude=1, roles=["decider"])
    initiative = workspace.initiatives.add(ready.id, title="New plant", relevant=True)
    workspace.opportunities.add(initiative.id, title="Cleaners", amount=Decimal(100), probability=Decimal("0.3"))
    after = workspace.plans.year(ready.id, 2026).completeness
    assert before.value is not None
    assert after.value is not None
    assert after.value > before.value
    assert "1 opportunity has no quarter" in after.parts[4].note
    together = workspace.plans.completeness([ready.id, other.id, "nowhere"], 2026)
    assert together == {ready.id: after, other.id: workspace.plans.year(other.id, 2026).completeness}


def test_a_fiscal_year_from_april_has_its_own_quarters(
    workspace: Workspace, nord: Account, sell: Callable[..., None]
) -> None:
    workspace.settings.set("fiscal_start", 4)
    sell(workspace, {nord.id: [(date(2026, 3, 31), 100, 0, 0, True)]})
    workspace.wallet.add(nord.id, year=2027, amount=Decimal(1))
    note = workspace.plans.year(nord.id, 2027).completeness.parts[2].note
    assert "our part of 2027" in note, "the order of 31 March belongs to 2026"
    sell(workspace, {nord.id: [(date(2026, 4, 1), 100, 0, 0, True)]})
    assert "our part of 2027" not in workspace.plans.year(nord.id, 2027).completeness.parts[2].note
    missing = workspace.plans.year(nord.id, 2027).completeness.parts[6].note
    assert "set the revenue plan of Q3, Q4" in missing, "two quarters of the year have ended in November"
