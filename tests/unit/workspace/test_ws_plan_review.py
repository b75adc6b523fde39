"""The review of a quarter: figures, what is unfinished, causes and comments, closing and opening again."""

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
from kamtui.domain.words import Cause, PlanEventKind, SnapshotKind, UserRole
from kamtui.errors import Conflict, InvalidFields, InvalidValue, Refused
from kamtui.workspace import Workspace

Turned = Callable[[Callable[[], Any]], Any]
Q3, Q4 = Quarter(2026, 3), Quarter(2026, 4)


@pytest.fixture
def worked(workspace: Workspace, nord: Account, sell: Callable[..., None]) -> Account:
    """An account with a third quarter behind it: one task done, one dropped, one open; one progression of two done."""
    done = workspace.tasks.add(title="Meet", account_id=nord.id, quarter=Q3)
    workspace.tasks.done(done.id, "met", on=date(2026, 8, 1))
    dropped = workspace.tasks.add(title="Visit", account_id=nord.id, quarter=Q3)
    workspace.tasks.drop(dropped.id, "they closed the plant")
    workspace.tasks.add(title="Offer", account_id=nord.id, quarter=Q3)
    for code in ("K01", "K03"):
        workspace.progress.plan_quarter(nord.id, code, Q3)
    workspace.progress.change(nord.id, "K01", status="done", evidence="the chart", on=date(2026, 9, 1))
    workspace.plans.set_quarter(nord.id, Q3, revenue_plan=Decimal(100))
    sell(workspace, {nord.id: [(date(2026, 7, 1), 9050, 0, 0, True)]})
    return nord


def open_task(workspace: Workspace, account: Account) -> str:
    (task,) = workspace.plans.review(account.id, Q3).unfinished
    return task.id


def test_a_review_counts_what_was_planned(workspace: Workspace, worked: Account) -> None:
    review = workspace.plans.review(worked.id, "2026-Q3")
    assert (review.tasks_planned, review.tasks_done, len(review.tasks)) == (2, 1, 3)
    assert (review.items_planned, review.items_done) == (2, 1)
    assert (review.revenue_plan, review.revenue_fact) == (Decimal(100), Decimal("90.50"))
    assert (review.ended, review.closed, review.under_executed) == (True, False, True)
    assert review.next_quarter == Q4
    assert [task.title for task in review.unfinished] == ["Offer"]


def test_a_task_carried_over_stays_planned_and_undone(workspace: Workspace, worked: Account, turned: Turned) -> None:
    key = open_task(workspace, worked)
    turned(lambda: workspace.tasks.carry(key, Q4, "the buyer was ill"))
    review = workspace.plans.review(worked.id, Q3)
    assert (review.tasks_planned, review.tasks_done, review.unfinished) == (2, 1, ())
    (moved,) = review.moved
    assert (moved.title, moved.to, moved.reason, moved.times) == ("Offer", Q4, "the buyer was ill", 1)
    boards = workspace.plans.year(worked.id, 2026).quarters
    assert ([task.id for task in boards[2].carried], boards[3].carried) == ([key], ())
    workspace.tasks.carry(key, "2027-Q1", "still ill")
    (carried,) = workspace.plans.year(worked.id, 2026).quarters[2].carried
    assert (carried.quarter, carried.times_moved) == (Quarter(2027, 1), 2)
    assert [task.title for task in workspace.plans.year(worked.id, 2026).quarters[3].carried] == ["Offer"]
    workspace.tasks.change(key, quarter=str(Q3))
    assert workspace.plans.review(worked.id, Q3).moved == ()
    assert workspace.plans.review(worked.id, Q3).tasks_planned == 2


def test_a_quarter_with_open_tasks_is_not_closed_and_the_reason_names_them(
    workspace: Workspace, worked: Account, contents: Callable[[Workspace], Any]
) -> None:
    before = contents(workspace)
    with pytest.raises(Refused, match=r"1 task of 2026-Q3 is open: “Offer”.*moved.*dropped.*done"):
        workspace.plans.close(worked.id, Q3)
    assert contents(workspace) == before
    for number in range(6):
        workspace.tasks.add(title=f"More {number}", account_id=worked.id, quarter=Q3)
    with pytest.raises(Refused, match=r"7 tasks of 2026-Q3 are open: “Offer”.*“More 3”, …"):
        workspace.plans.close(worked.id, Q3)


def test_closing_freezes_the_figures_and_keeps_a_snapshot(
    workspace: Workspace, worked: Account, sell: Callable[..., None]
) -> None:
    workspace.tasks.carry(open_task(workspace, worked), Q4)
    workspace.plans.write_review(worked.id, Q3, cause="support", kam_comment="no samples", next_forecast="120")
    seen = workspace.plans.review(worked.id, Q3)
    closed = workspace.plans.close(worked.id, Q3, version=seen.version)
    assert closed.closed
    assert closed.closed_by == "Anna"
    (kept,) = workspace.plans.snapshots(worked.id, 2026)
    assert (kept.kind, kept.number) == (SnapshotKind.QUARTER_CLOSED, 3)
    quarter = (workspace.plans.snapshot(kept.id).content or {})["quarters"]["Q3"]
    assert quarter["closed"] is True
    assert quarter["review"] == {
        "tasks_planned": 2,
        "tasks_done": 1,
        "items_planned": 2,
        "items_done": 1,
        "next_forecast": "120.00",
        "cause": "support",
        "kam_comment": "no samples",
        "head_comment": None,
        "closed_on": "2026-11-20",
        "closed_by": "Anna",
    }
    sell(workspace, {worked.id: [(date(2026, 9, 30), 100_000, 0, 0, True)]})
    workspace.progress.plan_quarter(worked.id, "K03", Q4)
    workspace.progress.change(worked.id, "K01", status="in_progress")
    later = workspace.plans.review(worked.id, Q3)
    assert (later.tasks_planned, later.tasks_done, later.items_planned, later.items_done) == (2, 1, 2, 1)
    assert later.revenue_fact == workspace.plans.year(worked.id, 2026).quarters[2].revenue_fact == Decimal("90.50")
    event = workspace.plans.year(worked.id, 2026).events[0]
    assert (event.kind, event.number, event.user) == (PlanEventKind.QUARTER_CLOSED, 3, "Anna")


def test_closing_is_one_step_that_undo_takes_back(workspace: Workspace, worked: Account, turned: Turned) -> None:
    workspace.tasks.done(open_task(workspace, worked), "sent", on=date(2026, 9, 30))
    steps = len(workspace.history.steps(500))
    turned(lambda: workspace.plans.close(worked.id, Q3))
    done = [step for step in workspace.history.steps(500)[: -steps or None] if step.kind == "do"]
    assert [step.text for step in done] == ["closed the quarter Nord Foods 2026-Q3"]
    turned(lambda: workspace.plans.open_quarter(worked.id, Q3, "an order came late"))


def test_a_quarter_may_be_closed_in_its_last_days_and_not_before(
    workspace: Workspace, open_workspace: Callable[..., Workspace], nord: Account
) -> None:
    for quarter in (Q4, Quarter(2027, 1)):
        with pytest.raises(Refused, match="has not ended: it can be closed from"):
            workspace.plans.close(nord.id, quarter)
    with pytest.raises(Refused, match="from 17 Dec 2026 on"):
        workspace.plans.close(nord.id, Q4)
    eve = open_workspace(today=date(2026, 12, 17))
    assert eve.plans.close(nord.id, Q4).closed
    assert not eve.plans.review(nord.id, Q4).ended
    with pytest.raises(Refused, match="closed already"):
        eve.plans.close(nord.id, Q4)


def test_a_fiscal_year_from_april_closes_by_its_own_calendar(workspace: Workspace, nord: Account) -> None:
    workspace.settings.set("fiscal_start", 4)
    assert workspace.plans.close(nord.id, "2027-Q2").ended, "July to September 2026"
    with pytest.raises(Refused, match="2027-Q3 has not ended: it can be closed from 17 Dec 2026"):
        workspace.plans.close(nord.id, "2027-Q3")


def test_a_closed_quarter_takes_no_words_of_the_kam_until_it_is_opened(workspace: Workspace, nord: Account) -> None:
    workspace.plans.close(nord.id, Q3)
    assert not workspace.plans.write_review(nord.id, Q3, kam_comment="").kam_comment
    for fields in ({"kam_comment": "late"}, {"cause": "external"}, {"next_forecast": "1"}):
        with pytest.raises(Refused, match="closed; reopen"):
            workspace.plans.write_review(nord.id, Q3, **fields)
    with pytest.raises(InvalidValue, match="say why"):
        workspace.plans.open_quarter(nord.id, Q3, " ")
    review = workspace.plans.open_quarter(nord.id, Q3, "an order came late")
    assert (review.closed, review.closed_by) == (False, "")
    assert len(workspace.plans.snapshots(nord.id, 2026)) == 1, "the snapshot stays"
    assert workspace.plans.write_review(nord.id, Q3, kam_comment="late").kam_comment == "late"
    with pytest.raises(Refused, match="not closed"):
        workspace.plans.open_quarter(nord.id, Q3, "again")
    assert workspace.plans.year(nord.id, 2026).events[0].note == "an order came late"


def test_tasks_stay_out_of_a_closed_quarter_and_as_they_are_within(workspace: Workspace, nord: Account) -> None:
    done = workspace.tasks.add(title="Meet", account_id=nord.id, quarter=Q3)
    workspace.tasks.done(done.id, on=date(2026, 9, 1))
    workspace.plans.close(nord.id, Q3)
    later = workspace.tasks.add(title="Offer", account_id=nord.id, quarter=Q4)
    attempts: list[Callable[[], object]] = [
        lambda: workspace.tasks.add(title="x", account_id=nord.id, quarter=Q3),
        lambda: workspace.tasks.move(later.id, Q3),
        lambda: workspace.tasks.change(done.id, quarter=str(Q4)),
        lambda: workspace.tasks.reopen(done.id),
        lambda: workspace.tasks.drop(done.id, "after all"),
        lambda: workspace.tasks.remove(done.id),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="2026-Q3 is closed"):
            attempt()
    workspace.plans.open_quarter(nord.id, Q3, "forgot one")
    assert workspace.tasks.move(later.id, Q3).quarter == Q3


def test_the_heads_own_cause_is_the_heads_alone(
    workspace: Workspace, open_workspace: Callable[..., Workspace], nord: Account
) -> None:
    workspace.plans.write_review(nord.id, Q3, cause="unrealistic")
    for fields in ({"head_cause": "kam_fit"}, {"head_comment": "well"}):
        with pytest.raises(Refused, match="only a head"):
            workspace.plans.write_review(nord.id, Q3, **fields)
    with pytest.raises(InvalidValue, match=r"the head's to set.*unrealistic, support, external"):
        workspace.plans.write_review(nord.id, Q3, cause="kam_fit")
    dmitry = open_workspace("dmitry")
    dmitry.plans.write_block(nord.id, 2026, 1, "x")
    with dmitry.step("settings.set", "role") as step:
        user = step.session.exec(select(tables.User).where(tables.User.login == "dmitry")).one()
        user.role = UserRole.HEAD.value
    workspace.plans.close(nord.id, Q3)
    written = dmitry.plans.write_review(nord.id, Q3, head_cause="kam_fit", head_comment="let us talk")
    assert (written.head_cause, written.head_comment) == (Cause.KAM_FIT, "let us talk")
    seen = workspace.plans.review(nord.id, Q3)
    assert (seen.head_cause, seen.head_comment) == (None, "let us talk")
    assert "kam_fit" not in str(workspace.plans.content(nord.id, 2026))
    dmitry.plans.keep(nord.id, 2026, "by the head")
    assert all("kam_fit" not in str(dmitry.plans.snapshot(s.id)) for s in dmitry.plans.snapshots(nord.id, 2026))
    key = workspace.reader.value("SELECT id FROM plan_quarter WHERE head_cause = 'kam_fit'")
    columns = [set(changes) for step in workspace.history.steps(record=key) for _table, changes in step.changes]
    assert {"head_comment"} in columns
    assert all("head_cause" not in names for names in columns)
    assert any("head_cause" in c for step in dmitry.history.steps(record=key) for _table, c in step.changes)


def test_bad_reviews_are_refused(workspace: Workspace, nord: Account, contents: Callable[[Workspace], Any]) -> None:
    before = contents(workspace)
    for fields, error in (
        ({"next_forecast": "-5"}, InvalidValue),
        ({"cause": "weather"}, InvalidFields),
        ({"kam_comment": "x" * 20_001}, InvalidFields),
    ):
        with pytest.raises(error):
            workspace.plans.write_review(nord.id, Q3, **fields)
    with pytest.raises(InvalidValue, match="quarter"):
        workspace.plans.review(nord.id, "Q3")
    with pytest.raises(Conflict):
        workspace.plans.write_review(nord.id, Q3, 4, kam_comment="x")
    assert not workspace.plans.write_review(nord.id, Q3, kam_comment="").kam_comment
    assert contents(workspace) == before


def test_the_next_forecast_stands_beside_the_computed_one(workspace: Workspace, nord: Account) -> None:
    workspace.plans.set_quarter(nord.id, "2027-Q1", base=Decimal(70))
    review = workspace.plans.write_review(nord.id, Q4, next_forecast=Decimal(90))
    assert (review.next_quarter, review.next_forecast, review.next_computed) == (Quarter(2027, 1), 90, 70)


def test_a_quarter_waits_for_its_review_until_it_is_closed(workspace: Workspace, nord: Account) -> None:
    def waiting() -> list[str]:
        return [str(quarter) for quarter in workspace.accounts.facts()[nord.id].open_quarters]

    for quarter in ("2024-Q1", "2026-Q2"):
        task = workspace.tasks.add(title=quarter, account_id=nord.id, quarter=quarter)
        workspace.tasks.done(task.id)
    assert waiting() == ["2026-Q2"], "what was done two years ago is nobody's business now"
    workspace.tasks.add(title="forgotten", account_id=nord.id, quarter="2024-Q2")
    workspace.plans.set_quarter(nord.id, Q3, revenue_plan="1")
    assert waiting() == ["2024-Q2", "2026-Q2", "2026-Q3"]
    assert [alert.text for alert in workspace.accounts.alerts(nord.id)][-1] == "review 2024-Q2, 2026-Q2, 2026-Q3"
    workspace.plans.close(nord.id, Q3)
    assert waiting() == ["2024-Q2", "2026-Q2"]
    workspace.plans.close(nord.id, "2026-Q2")
    workspace.plans.open_quarter(nord.id, "2026-Q2", "an order came late")
    assert waiting() == ["2024-Q2", "2026-Q2"]


def test_the_alert_and_the_board_of_all_accounts_say_the_same_is_due(workspace: Workspace, nord: Account) -> None:
    dropped = workspace.tasks.add(title="dropped", account_id=nord.id, quarter="2026-Q1")
    workspace.tasks.drop(dropped.id, "no use")
    for quarter in ("2024-Q1", "2025-Q4", "2026-Q2"):
        workspace.tasks.done(workspace.tasks.add(title=quarter, account_id=nord.id, quarter=quarter).id)
    workspace.tasks.add(title="forgotten", account_id=nord.id, quarter="2023-Q3")
    workspace.plans.set_quarter(nord.id, "2024-Q4", revenue_plan="1")
    workspace.plans.set_quarter(nord.id, Q3, revenue_plan="1")
    alerted = [str(quarter) for quarter in workspace.accounts.facts()[nord.id].open_quarters]
    due = [str(cell.quarter) for year in range(2023, 2027) for _row, cell in workspace.plans.board(year).reviews_due]
    assert due == alerted == ["2023-Q3", "2025-Q4", "2026-Q2", "2026-Q3"]


def test_a_quarter_to_come_has_not_begun(workspace: Workspace, nord: Account) -> None:
    begun = [workspace.plans.review(nord.id, quarter).begun for quarter in (Q3, Q4, Quarter(2027, 1))]
    assert begun == [True, True, False]


def test_what_undo_cannot_take_back_goes_by_its_name(
    workspace: Workspace, open_workspace: Callable[..., Workspace], nord: Account
) -> None:
    workspace.plans.set_quarter(nord.id, Q4, base="1")
    open_workspace("boris").plans.set_quarter(nord.id, Q4, base="2")
    with pytest.raises(Refused, match="boris changed “Nord Foods 2026-Q4” since"):
        workspace.history.undo()
    workspace.plans.write_block(nord.id, 2026, 4, "a long text " * 100)
    open_workspace("boris").plans.write_block(nord.id, 2026, 4, "another")
    with pytest.raises(Refused, match="boris changed “Nord Foods 2026” since"):
        workspace.history.undo()
