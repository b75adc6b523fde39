from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.plans import Task
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import Answer, Priority, TaskStatus
from kamtui.exchange.report import ImportOptions, ImportResult
from kamtui.workspace import Workspace

Q4 = Quarter(2026, 4)
Load = Callable[..., ImportResult]

FILE = """Клиент;Задача;Квартал;Срок;Ответственный;Ресурс;Приоритет;Статус
Nord Foods;Встретить главного инженера;Q4;15.12.2026;anna;;высокий;
NORD;Оферта на упаковку;2027-Q1;;boris;Логистика;;
nord foods;Пилот;;01.10.2026;;;;сделана
"""


@pytest.fixture
def load(workspace: Workspace, tmp_path: Path) -> Load:
    """Imports a text as a file of tasks."""

    def run(text: str, **options: Any) -> ImportResult:
        path = tmp_path / "tasks.csv"
        path.write_text(text, encoding="utf-8")
        return workspace.imports.run("tasks", path, ImportOptions(**options))

    return run


def counts(result: ImportResult) -> tuple[int, int, int, int, int]:
    return (result.read, result.created, result.updated, result.unchanged, result.rejected)


def tasks(workspace: Workspace, account: Account) -> dict[str, Task]:
    found = (*workspace.tasks.of(account.id, 2026).values(), *workspace.tasks.of(account.id, 2027).values())
    return {task.title: task for column in found for task in column}


def test_tasks_come_with_quarter_owner_resource_and_status(workspace: Workspace, nord: Account, load: Load) -> None:
    assert counts(load(FILE)) == (3, 3, 0, 0, 0)
    found = tasks(workspace, nord)
    meet, offer, pilot = (found[title] for title in ("Встретить главного инженера", "Оферта на упаковку", "Пилот"))
    assert (meet.quarter, meet.due, meet.owner, meet.priority) == (Q4, date(2026, 12, 15), "anna", Priority.HIGH)
    assert (offer.quarter, offer.owner, offer.resource) == (Quarter(2027, 1), "boris", "Логистика")
    assert (offer.resource_answer, offer.resource_asked_on) == (Answer.WAITING, workspace.today_date)
    assert (pilot.quarter, pilot.status, pilot.done_on) == (Q4, TaskStatus.DONE, date(2026, 10, 1))
    assert workspace.history.steps(1)[0].text == "imported tasks from tasks.csv"
    workspace.history.undo()
    assert tasks(workspace, nord) == {}


def test_a_file_is_known_when_it_comes_again(workspace: Workspace, nord: Account, load: Load) -> None:
    load(FILE)
    steps = len(workspace.history.steps())
    assert counts(load(FILE)) == (3, 0, 0, 3, 0)
    assert len(workspace.history.steps()) == steps
    assert counts(load(FILE.replace("Q4;15.12.2026;anna;;высокий;", "Q4;20.12.2026;anna;;;сделано"))) == (3, 0, 1, 2, 0)
    meet = tasks(workspace, nord)["Встретить главного инженера"]
    assert (meet.due, meet.status, meet.priority) == (date(2026, 12, 20), TaskStatus.DONE, Priority.HIGH)
    assert counts(load(FILE.replace("15.12", "16.12"), on_duplicate="skip")) == (3, 0, 0, 3, 0)
    assert counts(load(FILE, on_duplicate="error")) == (3, 0, 0, 0, 3)
    # the same words in another quarter are another task
    assert counts(load("account;task;quarter\nNORD;Пилот;2027-Q2\n")) == (1, 1, 0, 0, 0)


def test_what_cannot_be_taken_is_said_row_by_row(workspace: Workspace, nord: Account, load: Load) -> None:
    from kamtui.db import tables

    with workspace.step("plan.close") as step:
        plan = tables.Plan(account_id=nord.id, year=2026)
        step.session.add(plan)
        step.session.flush()
        step.session.add(tables.PlanQuarter(plan_id=plan.id, number=3, closed_at=workspace.clock.now()))
    result = load(
        "account,title,quarter,due,status\n"
        "NORD,Early,2026-Q4,2028-01-10,\n"
        "NORD,Closed,2026-Q3,,\n"
        "NORD,Past,2026-Q3,,done\n"
        "NORD,Odd,whenever,,\n"
        "NORD,,Q4,,\n"
        "Nobody,Who,Q4,,\n"
        "NORD,State,Q4,,perhaps\n"
    )
    assert counts(result) == (7, 0, 0, 0, 7)
    assert {one.line: one.column for one in result.rejects} == {
        2: "due",
        3: "quarter",
        4: "quarter",
        5: "quarter",
        6: "title",
        7: "account",
        8: "status",
    }
    assert "2026-Q3 is closed" in result.rejects[1].reason
    assert tasks(workspace, nord) == {}


def test_rows_may_belong_to_one_account_or_make_it(workspace: Workspace, nord: Account, load: Load) -> None:
    assert counts(load("title,quarter\nCall,Q4\n", account="nord")) == (1, 1, 0, 0, 0)
    rows = "account,title,quarter\nVolga,Call,Q4\nVolga,Visit,Q4\n"
    assert counts(load(rows, create_accounts=True, dry_run=True)) == (2, 2, 0, 0, 0)
    assert counts(load(rows)) == (2, 0, 0, 0, 2)
    assert counts(load(rows, create_accounts=True)) == (2, 2, 0, 0, 0)
    assert [task.position for task in workspace.tasks.of(workspace.accounts.find("volga").id, 2026)[Q4]] == [0, 1]


def test_a_row_that_cannot_be_taken_makes_no_account(workspace: Workspace, nord: Account, load: Load) -> None:
    result = load("account,title,quarter,due\nVolga,Early,2026-Q4,2028-01-10\n", create_accounts=True)
    assert counts(result) == (1, 0, 0, 0, 1)
    assert [name for _code, name, _key in workspace.accounts.refs()] == [nord.name]


@pytest.mark.parametrize("kind", ["tasks", "initiatives", "touches"])
def test_many_rows_ask_the_database_no_more_than_few(
    kind: str, workspace: Workspace, nord: Account, tmp_path: Path
) -> None:
    from sqlalchemy import event

    rows = {
        "tasks": ("account,title,quarter,due,owner", "NORD,Task {n},Q4,2026-12-{d:02},anna"),
        "initiatives": ("account,title,amount,category,quarter", "NORD,Initiative {n},{n}000,Film,Q4"),
        "touches": ("account,date,kind,people,outcome", "NORD,2026-10-{d:02},call,Ivan Petrov,Said {n}"),
    }[kind]
    asked: list[str] = []
    engine = workspace.writer.engine
    event.listen(engine, "before_cursor_execute", lambda _c, _k, sql, *_more: asked.append(sql))

    def statements(count: int) -> int:
        asked.clear()
        first = len(loaded)
        lines = (rows[1].format(n=first + n, d=1 + n % 28) for n in range(count))
        loaded.extend(range(count))
        file = tmp_path / "many.csv"
        file.write_text("\n".join((rows[0], *lines)) + "\n", encoding="utf-8")
        assert workspace.imports.run(kind, file).created == count
        return len(asked)

    loaded: list[int] = []
    statements(5)  # makes the owner, the category
    few, many = statements(20), statements(200)
    assert many <= few + 5
    steps = len(workspace.history.steps())
    workspace.history.undo()
    assert len(workspace.history.steps()) > steps
    assert workspace.imports.run(kind, tmp_path / "many.csv").created == 200
