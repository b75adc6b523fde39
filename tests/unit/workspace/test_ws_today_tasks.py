"""Lines of Today that become tasks, and what was finished today, on a real file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.slot_line import SlotLine
from kamtui.domain.today import AgendaItem
from kamtui.domain.today_done import FinishedKind
from kamtui.domain.words import AgendaKind, PromiseStatus
from kamtui.errors import Refused
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
TOMORROW = TODAY + timedelta(days=1)
Turned = Callable[[Callable[[], Any]], Any]


def line(workspace: Workspace, kind: AgendaKind) -> AgendaItem:
    return next(item for item in workspace.today.agenda() if item.kind is kind)


def kinds(workspace: Workspace) -> list[AgendaKind]:
    return [item.kind for item in workspace.today.agenda()]


@pytest.fixture
def boris(workspace: Workspace) -> Workspace:
    """Another session, of one with an account of his own."""
    other = Workspace(workspace.path, workspace.clock, "boris")
    other.accounts.add(name="His", owner="boris")
    return other


def test_somebody_to_call_is_planned_into_a_time(workspace: Workspace, nord: Account, turned: Turned) -> None:
    kim = workspace.contacts.add(nord.id, name="Olga Kim", position="CFO", level=4, influence="takes_part")
    weiss = workspace.contacts.add(nord.id, name="P. Weiss", level=4, influence="takes_part")
    workspace.touches.log(nord.id, on=TODAY - timedelta(days=120), people=("Olga Kim",))
    workspace.touches.log(nord.id, on=TODAY - timedelta(days=10), people=("P. Weiss",))
    item = line(workspace, AgendaKind.CADENCE)
    assert (item.ref, item.days) == (kim.id, 120)
    task = turned(lambda: workspace.today.as_task(item, on=TODAY, at=SlotLine(time(15), 20)))
    assert (task.title, task.due, task.due_time, task.minutes) == ("Get in touch with Olga Kim", TODAY, time(15), 20)
    assert (task.account_id, task.contact_id) == (nord.id, kim.id)
    assert AgendaKind.CADENCE not in kinds(workspace)
    assert weiss.id not in {each.ref for each in workspace.today.agenda()}


def test_a_promise_handed_over_is_a_task_of_theirs(workspace: Workspace, nord: Account, boris: Workspace) -> None:
    workspace.accounts.change(nord.id, owner="anna")
    workspace.promises.add(nord.id, side="ours", text="send the certificates", due=TOMORROW)
    item = line(workspace, AgendaKind.PROMISE)
    task = workspace.today.as_task(item, owner="boris")
    assert (task.title, task.due, task.owner) == ("send the certificates", TOMORROW, "boris")
    assert AgendaKind.PROMISE not in kinds(workspace)
    assert workspace.today.put_off()[0][1] == TOMORROW + timedelta(days=1)
    assert "send the certificates" in [each.title for each in boris.today.agenda()]
    workspace.history.undo()
    assert AgendaKind.PROMISE in kinds(workspace)
    assert "send the certificates" not in [each.title for each in boris.today.agenda()]


def test_what_they_promised_is_asked_for(workspace: Workspace, nord: Account) -> None:
    workspace.contacts.add(nord.id, name="Ivan Petrov")
    workspace.promises.add(nord.id, side="theirs", text="volumes", due=TODAY - timedelta(days=3))
    item = line(workspace, AgendaKind.PROMISE)
    assert workspace.today.task_title(item) == "Ask Nord Foods: volumes"


def test_an_escalation_handed_over_stays_in_sight(workspace: Workspace, nord: Account, boris: Workspace) -> None:
    opened = workspace.escalations.open(nord.id, title="Drums leaked", severity="high")
    task = workspace.today.as_task(line(workspace, AgendaKind.ESCALATION), owner="boris")
    assert task.owner == "boris"
    assert workspace.escalations.get(opened.id).owner == "boris"
    assert AgendaKind.ESCALATION in kinds(workspace)


def test_a_long_title_becomes_a_task_all_the_same(workspace: Workspace, nord: Account) -> None:
    workspace.promises.add(nord.id, side="theirs", text="v" * 200, due=TODAY - timedelta(days=3))
    task = workspace.today.as_task(line(workspace, AgendaKind.PROMISE))
    assert task.title.startswith("Ask Nord Foods: vvv")
    assert len(task.title) == 200


def test_a_task_is_no_other_task(workspace: Workspace, nord: Account) -> None:
    workspace.tasks.add(title="Send the offer", account_id=nord.id, due=TODAY)
    with pytest.raises(Refused):
        workspace.today.as_task(line(workspace, AgendaKind.TASK))


def test_what_was_finished_today_in_four_kinds(workspace: Workspace, nord: Account, boris: Workspace) -> None:
    workspace.accounts.change(nord.id, owner="anna")
    task = workspace.tasks.add(title="Send the offer", account_id=nord.id, due=TODAY)
    workspace.tasks.done(task.id)
    promise = workspace.promises.add(nord.id, side="ours", text="certificates", due=TODAY)
    workspace.promises.settle(promise.id, PromiseStatus.KEPT)
    claim = workspace.escalations.open(nord.id, title="Drums leaked", severity="high")
    workspace.escalations.resolve(claim.id, "a bad seal", "new drums sent")
    workspace.touches.log(nord.id, on=TODAY, people=("Ivan Petrov",), outcome="likes the sample")
    workspace.touches.log(nord.id, on=TODAY - timedelta(days=1), people=("Ivan Petrov",), outcome="earlier")
    found = workspace.today.done_today()
    assert {(one.kind, one.title) for one in found} == {
        (FinishedKind.TASK, "Send the offer"),
        (FinishedKind.PROMISE, "certificates"),
        (FinishedKind.ESCALATION, "Drums leaked"),
        (FinishedKind.TOUCH, "likes the sample"),
    }
    assert {one.account_name for one in found} == {"Nord Foods"}
    his = boris.accounts.find("HIS")
    boris.tasks.done(boris.tasks.add(title="His own", account_id=his.id, due=TODAY).id)
    assert "His own" in [one.title for one in boris.today.done_today()]
    assert "His own" not in [one.title for one in workspace.today.done_today()]


def test_a_repeating_task_says_so(workspace: Workspace, nord: Account) -> None:
    workspace.tasks.add(title="Report", account_id=nord.id, due=TODAY, repeats="weekly:fri")
    assert line(workspace, AgendaKind.TASK).repeats


def test_whom_a_line_is_about(workspace: Workspace, nord: Account) -> None:
    kim = workspace.contacts.add(nord.id, name="Olga Kim", phone="+7 900")
    workspace.tasks.add(title="Call", account_id=nord.id, due=TODAY, contact_id=kim.id)
    workspace.promises.add(nord.id, side="theirs", text="volumes", due=TODAY - timedelta(days=3), contact_id=kim.id)
    workspace.escalations.open(nord.id, title="Drums leaked", severity="high")
    found = {item.kind: workspace.today.contact(item) for item in workspace.today.agenda()}
    assert {kind: one and one.name for kind, one in found.items()} == {
        AgendaKind.TASK: "Olga Kim",
        AgendaKind.PROMISE: "Olga Kim",
        AgendaKind.ESCALATION: None,
        AgendaKind.NO_TOUCH: None,
    }
