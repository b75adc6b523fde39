"""Touches from files: with people of the map, once each, and nothing that lies in the future."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.words import TouchKind
from kamtui.exchange.report import ImportOptions, ImportResult
from kamtui.workspace import Workspace

Load = Callable[..., ImportResult]

FILE = """Клиент;Дата;Вид;Участники;Итог;Следующий шаг;Проактивно
Nord Foods;18.11.2026;встреча;Петров, гость;договорились о пробе;прислать договор;да
NORD;17.11.2026;письмо;;просят отсрочку;;нет
nord foods;16.11.2026;;Петров;;;
"""


@pytest.fixture
def load(workspace: Workspace, tmp_path: Path) -> Load:
    """Imports a text as a file of touches."""

    def run(text: str, **options: Any) -> ImportResult:
        path = tmp_path / "touches.csv"
        path.write_text(text, encoding="utf-8")
        return workspace.imports.run("touches", path, ImportOptions(**options))

    return run


def counts(result: ImportResult) -> tuple[int, int, int, int, int]:
    return (result.read, result.created, result.updated, result.unchanged, result.rejected)


def test_touches_come_with_people_and_are_one_step(workspace: Workspace, nord: Account, load: Load) -> None:
    ivan = workspace.contacts.add(nord.id, name="Иван Петров")
    assert counts(load(FILE)) == (3, 3, 0, 0, 0)
    meeting, mail, call = workspace.touches.of(nord.id)
    assert (meeting.on, meeting.kind, meeting.people, meeting.contact_ids) == (
        date(2026, 11, 18), TouchKind.MEETING, ("Иван Петров", "гость"), (ivan.id,),
    )  # fmt: skip
    assert (meeting.outcome, meeting.next_step, meeting.task_id, meeting.user) == (
        "договорились о пробе", "прислать договор", None, "Anna",
    )  # fmt: skip
    assert (mail.kind, mail.proactive, call.kind, call.proactive) == (TouchKind.EMAIL, False, TouchKind.CALL, True)
    assert workspace.contacts.get(ivan.id).last_touch == date(2026, 11, 18)
    workspace.history.undo()
    assert workspace.touches.of(nord.id) == []


def test_the_same_file_again_changes_nothing(workspace: Workspace, nord: Account, load: Load) -> None:
    workspace.contacts.add(nord.id, name="Иван Петров")
    load(FILE)
    assert counts(load(FILE)) == (3, 0, 0, 3, 0)
    assert counts(load(FILE.replace("прислать договор;да", "позвонить;нет"))) == (3, 0, 1, 2, 0)
    newest = workspace.touches.of(nord.id)[0]
    assert (newest.next_step, newest.proactive) == ("позвонить", False)
    assert counts(load(FILE, on_duplicate="skip")) == (3, 0, 0, 3, 0)
    assert counts(load(FILE, on_duplicate="error")) == (3, 0, 0, 0, 3)
    assert len(workspace.touches.of(nord.id)) == 3


def test_bad_rows_are_rejected_with_reasons(workspace: Workspace, nord: Account, load: Load) -> None:
    text = "account,date,kind,outcome\nNORD,2026-11-21,call,x\nNORD,,call,x\nNORD,2026-11-01,fax,x\n"
    text += "Volga,2026-11-01,call,x\n"
    result = load(text)
    assert counts(result) == (4, 0, 0, 0, 4)
    assert [(one.line, one.column) for one in result.rejects] == [
        (2, "date"), (3, "date"), (4, "kind"), (5, "account"),
    ]  # fmt: skip
    assert "future" in result.rejects[0].reason
    assert counts(load("date,outcome\n2026-11-01,x\n", account="NORD")) == (1, 1, 0, 0, 0)
    assert counts(load(text, create_accounts=True, dry_run=True)) == (4, 1, 0, 0, 3)
    assert counts(load(text, create_accounts=True)) == (4, 1, 0, 0, 3)
    assert len(workspace.touches.of(workspace.accounts.find("Volga").id)) == 1


def test_a_touch_logged_by_hand_is_known(workspace: Workspace, nord: Account, load: Load) -> None:
    workspace.contacts.add(nord.id, name="Ivan Petrov")
    workspace.touches.log_line(nord.id, "met Petrov yesterday: likes it")
    assert counts(load("account,date,kind,people,outcome\nNORD,2026-11-19,meeting,Petrov,Likes it\n")) == (
        1,
        0,
        0,
        1,
        0,
    )


def test_a_next_step_with_a_day_ahead_becomes_a_task(workspace: Workspace, nord: Account, load: Load) -> None:
    ivan = workspace.contacts.add(nord.id, name="Иван Петров")
    today = workspace.today_date
    ahead = (today + timedelta(days=20)).isoformat()
    rows = [
        f"NORD;{today};call;Петров;ок;прислать договор до {ahead};да",
        f"NORD;{today - timedelta(days=60)};call;;давно;позвонить в пятницу;да",
        f"NORD;{today};call;;без дня;прислать каталог;да",
    ]
    text = "\n".join([FILE.splitlines()[0], *rows]) + "\n"
    assert counts(load(text)) == (3, 3, 0, 0, 0)
    (task,) = workspace.tasks.open()
    assert (task.title, task.due, task.contact_id) == ("прислать договор", today + timedelta(days=20), ivan.id)
    assert [touch.task_id for touch in workspace.touches.of(nord.id) if touch.task_id] == [task.id]
    assert counts(load(text)) == (3, 0, 0, 3, 0)
    assert len(workspace.tasks.open()) == 1
    workspace.history.undo()
    assert workspace.tasks.open() == []
    assert workspace.touches.of(nord.id) == []


def test_a_next_step_into_a_closed_quarter_stays_in_words(
    open_workspace: Callable[..., Workspace], nord: Account, tmp_path: Path
) -> None:
    later = open_workspace(today=date(2026, 12, 20))
    later.plans.close(nord.id, "2026-Q4")
    path = tmp_path / "touches.csv"
    head = FILE.splitlines()[0]
    path.write_text(f"{head}\nNORD;2026-12-18;call;;ок;позвонить до 2026-12-28;да\n", encoding="utf-8")
    assert counts(later.imports.run("touches", path, ImportOptions())) == (1, 1, 0, 0, 0)
    (touch,) = later.touches.of(nord.id)
    assert (touch.next_step, touch.task_id) == ("позвонить до 2026-12-28", None)
    assert later.tasks.open() == []
