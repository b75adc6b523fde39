"""Snapshots: they hold the whole plan, never change, and any two can be compared."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamtui.clock import Clock
from kamtui.domain.accounts import Account
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import SnapshotKind
from kamtui.errors import InvalidValue, KamtuiError, NotFound, Refused
from kamtui.workspace import Workspace, backup

Turned = Callable[[Callable[[], Any]], Any]
Q3, Q4 = Quarter(2026, 3), Quarter(2026, 4)


@pytest.fixture
def planned(workspace: Workspace, nord: Account) -> Account:
    """An account with something in every block of its plan."""
    workspace.contacts.add(nord.id, name="Petrov", target_strength=3)
    workspace.wallet.add(nord.id, year=2026, amount=Decimal(80_000_000), category="Cleaning")
    workspace.wallet.add(nord.id, year=2026, amount=Decimal(16_000_000), category="Cleaning", supplier="us")
    initiative = workspace.initiatives.add(nord.id, title="New plant", relevant=True)
    workspace.opportunities.add(
        initiative.id, title="Cleaners", amount=Decimal(4_200_000), probability=Decimal("0.3"), quarter="2026-Q4"
    )
    workspace.plans.write_block(nord.id, 2026, 3, "Circle 80 M")
    workspace.plans.add_goal(nord.id, 2026, title="Grow")
    workspace.tasks.add(title="Meet", account_id=nord.id, quarter=Q4, resource="Technologists")
    workspace.plans.set_quarter(nord.id, Q4, revenue_plan=Decimal(100), base=Decimal(50))
    workspace.progress.plan_quarter(nord.id, "K03", Q4)
    return nord


def test_the_content_is_the_document_of_the_contract(workspace: Workspace, planned: Account) -> None:
    content = workspace.plans.content(planned.id, 2026)
    assert json.loads(json.dumps(content)) == content
    assert set(content) >= {
        *("year", "state", "blocks", "circle", "initiatives", "opportunities", "forecast", "goals", "quarters")
    }
    assert content["account"] == "NORD"
    assert all(set(block) >= {"number", "title", "touched_on", "text"} for block in content["blocks"])
    circle = content["circle"]
    assert (circle["wallet_now"], circle["share_now"], circle["verdict"]) == ("80000000.00", 0.2, None)
    assert set(circle) >= {"wallet_next", "share_next", "delta", "delta_circle", "delta_share", "delta_both"}
    assert [one["title"] for one in content["initiatives"]] == ["New plant"]
    (offer,) = content["opportunities"]
    assert (offer["amount"], offer["probability"], offer["quarter"]) == ("4200000.00", 0.3, "2026-Q4")
    assert content["forecast"]["Q4"] == "1260050.00"
    assert list(content["forecast"]) == ["Q1", "Q2", "Q3", "Q4", "year"]
    quarter = content["quarters"]["Q4"]
    assert set(quarter) >= {"tasks", "planned", "done", "revenue_plan", "revenue_fact", "closed"}
    assert (quarter["revenue_plan"], quarter["base"], quarter["planned"]) == ("100.00", "50.00", 1)
    (task,) = quarter["tasks"]
    assert set(task) >= {"id", "title", "due", "status", "owner", "resource", "result"}
    assert (task["resource"], task["owner"]) == ("Technologists", "anna")
    assert [item["code"] for item in content["progress"]["planned"]] == ["K03"]
    assert [person["name"] for person in content["map"]["targets"]] == ["Petrov"]


def test_a_plan_that_does_not_exist_has_a_content_and_cannot_be_kept(
    workspace: Workspace, nord: Account, contents: Callable[[Workspace], Any]
) -> None:
    before = contents(workspace)
    content = workspace.plans.content(nord.id, 2029)
    assert (content["state"], content["circle"]["wallet_now"], content["opportunities"]) == (None, None, [])
    with pytest.raises(Refused, match="no plan of 2029"):
        workspace.plans.keep(nord.id, 2029)
    assert contents(workspace) == before
    with pytest.raises(NotFound):
        workspace.plans.content("nowhere", 2029)
    with pytest.raises(NotFound):
        workspace.plans.snapshot("nowhere")


def test_the_plan_now_does_not_differ_from_the_snapshot_just_kept(
    workspace: Workspace, planned: Account, turned: Turned
) -> None:
    kept = turned(lambda: workspace.plans.keep(planned.id, 2026, "before the talk"))
    assert (kept.kind, kept.note, kept.user) == (SnapshotKind.KEPT, "before the talk", "Anna")
    assert workspace.plans.compare(kept.id) == ()
    assert workspace.plans.compare(kept.id, kept.id) == ()
    with pytest.raises(InvalidValue, match="note"):
        workspace.plans.keep(planned.id, 2026, "x" * 201)


def test_two_snapshots_of_a_year_and_now_are_compared(workspace: Workspace, planned: Account) -> None:
    first = workspace.plans.keep(planned.id, 2026)
    workspace.plans.write_block(planned.id, 2026, 3, "Circle 90 M and growing")
    (task,) = workspace.tasks.open(planned.id)
    workspace.tasks.done(task.id, "met at the fair")
    second = workspace.plans.keep(planned.id, 2026)
    (offer,) = workspace.opportunities.of(planned.id)
    workspace.opportunities.win(offer.id)
    found = [(one.sign, one.part, one.what) for one in workspace.plans.compare(first.id, second.id)]
    assert found == [("~", "block 3", "Potential: circle and share"), ("~", "tasks Q4", "Meet")]
    words = workspace.plans.compare(first.id, second.id)[0].words
    assert "".join(run.text for run in words if run.sign in " -") == "Circle 80 M"
    assert "".join(run.text for run in words if run.sign in " +") == "Circle 90 M and growing"
    now = [(one.part, one.before, one.after) for one in workspace.plans.compare(second.id)]
    assert ("forecast", "1,260,050", "4,200,050") in now
    back = [(one.sign, one.part, one.what) for one in workspace.plans.compare(second.id, first.id)]
    assert back == found


def test_snapshots_of_two_accounts_are_not_compared(workspace: Workspace, planned: Account) -> None:
    other = workspace.accounts.add(name="Ural", code="URAL")
    workspace.plans.write_block(other.id, 2026, 1, "x")
    mine, theirs = workspace.plans.keep(planned.id, 2026), workspace.plans.keep(other.id, 2026)
    with pytest.raises(Refused, match="two accounts"):
        workspace.plans.compare(mine.id, theirs.id)


def test_the_database_itself_refuses_to_change_a_snapshot(
    workspace: Workspace, planned: Account, db_path: Path, tmp_path: Path
) -> None:
    kept = workspace.plans.keep(planned.id, 2026)
    backup.make(db_path, workspace.clock.now(), tmp_path / "copy.db")
    for path in (db_path, tmp_path / "copy.db"):
        with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.Error, match="never changes"):
            connection.execute("UPDATE plan_snapshot SET content = '{}'")
    copy = Workspace(tmp_path / "copy.db", Clock(date(2026, 11, 20)), "anna")
    assert copy.plans.snapshot(kept.id) == workspace.plans.snapshot(kept.id)
    copy.close()


@pytest.mark.parametrize(
    "old", sorted((Path(__file__).parents[2] / "data" / "schemas").glob("*.db")), ids=lambda p: p.stem
)
def test_a_plan_of_an_older_schema_is_kept_and_its_snapshots_never_change(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    shutil.copyfile(old, path)
    workspace = Workspace(path, Clock(date(2026, 12, 30)), "anna")
    account = workspace.accounts.find("Nord Foods")
    quarter = workspace.plans.year(account.id, 2026).quarters[3]
    assert (quarter.revenue_plan, [task.title for task in quarter.tasks]) == (1_000_000, ["send the offer"])
    workspace.tasks.carry(quarter.tasks[0].id, "2027-Q1", "no time")
    workspace.plans.close(account.id, Q4)
    (kept,) = workspace.plans.snapshots(account.id, 2026)
    review = workspace.plans.review(account.id, Q4)
    assert (review.tasks_planned, review.tasks_done, len(review.moved)) == (1, 0, 1)
    workspace.history.undo()
    assert workspace.plans.snapshots(account.id, 2026) == ()
    workspace.history.redo()
    assert [one.id for one in workspace.plans.snapshots(account.id, 2026)] == [kept.id]
    workspace.close()
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.Error, match="never changes"):
        connection.execute("UPDATE plan_snapshot SET note = 'better'")


ACTS = ("task", "done", "drop", "goal", "text", "sell", "wallet", "offer", "win", "review", "open", "close", "undo")


def act(workspace: Workspace, account: Account, name: str, number: int, sell: Callable[..., None]) -> None:
    """Something that may happen to a plan after a quarter was closed."""
    plans, tasks = workspace.plans, workspace.tasks
    quarter = Quarter(2026, number % 4 + 1)
    plan = plans.year(account.id, 2026)
    mine = [task for board in plan.quarters for task in board.tasks]
    offers = workspace.opportunities.of(account.id)
    if name == "task":
        tasks.add(title=f"Task {number}", account_id=account.id, quarter=quarter)
    elif name == "done" and mine:
        tasks.done(mine[number % len(mine)].id, "done")
    elif name == "drop" and mine:
        tasks.drop(mine[number % len(mine)].id, "dropped")
    elif name == "goal":
        plans.add_goal(account.id, 2026, title=f"Goal {number}")
    elif name == "text":
        plans.write_block(account.id, 2026, number % 7 + 1, f"Text {number}")
    elif name == "sell":
        sold = workspace.reader.value("SELECT count(*) FROM sales_day")
        sell(workspace, {account.id: [(date(2026, 7, 1) + timedelta(days=sold), number, 0, 0, True)]})
    elif name == "wallet":
        workspace.wallet.add(account.id, year=2026, amount=Decimal(90_000_000 + number), category="Cleaning")
    elif name == "offer":
        workspace.opportunities.set_probability(offers[0].id, Decimal(number % 100) / 100)
    elif name == "win":
        workspace.opportunities.win(offers[0].id)
    elif name == "review":
        plans.write_review(account.id, quarter, kam_comment=f"Comment {number}")
    elif name == "open":
        plans.open_quarter(account.id, quarter, "again")
    elif name == "close":
        plans.close(account.id, quarter)
    elif name == "undo":
        workspace.history.undo()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 100)), max_size=10))
def test_a_snapshot_never_changes_whatever_is_done_later(
    workspace: Workspace, planned: Account, sell: Callable[..., None], acts: list[tuple[str, int]]
) -> None:
    if not workspace.plans.review(planned.id, Q3).closed:
        # The tasks of an earlier run may stand open in the quarter.
        for task in workspace.plans.review(planned.id, Q3).unfinished:
            workspace.tasks.carry(task.id, Q4)
        workspace.plans.close(planned.id, Q3)
    (kept, *_older) = workspace.plans.snapshots(planned.id, 2026)
    content, frozen = workspace.plans.snapshot(kept.id).content, workspace.plans.review(planned.id, Q3)
    steps = len(workspace.history.steps(10_000))
    for name, number in acts:
        # What is refused changes nothing; only what this run has done is undone.
        if name == "undo" and len(workspace.history.steps(10_000)) == steps:
            continue
        with suppress(KamtuiError):
            act(workspace, planned, name, number, sell)
        known = {snapshot.id for snapshot in workspace.plans.snapshots(planned.id, 2026)}
        if kept.id not in known:
            return  # its closing was taken back
        assert workspace.plans.snapshot(kept.id).content == content
        review = workspace.plans.review(planned.id, Q3)
        assert review.tasks_done <= review.tasks_planned
        assert review.items_done <= review.items_planned
        if review.closed_at == frozen.closed_at and review.version == frozen.version:
            figures = ("tasks_planned", "tasks_done", "items_planned", "items_done", "revenue_fact", "moved", "tasks")
            assert [getattr(review, f) for f in figures] == [getattr(frozen, f) for f in figures]
