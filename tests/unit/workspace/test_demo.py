"""The demo: a private copy of the sample that is alive on whatever day it is opened, in either language."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from kamtui.clock import Clock
from kamtui.db.sample.alive import TEXTS
from kamtui.db.sample.days import BASE, Calendar
from kamtui.domain.plans import check_due
from kamtui.domain.quarters import Quarter
from kamtui.domain.text import search_key
from kamtui.domain.words import AgendaKind, SnapshotKind, TaskStatus
from kamtui.errors import Refused
from kamtui.i18n import set_language
from kamtui.paths import shipped
from kamtui.workspace import Workspace
from kamtui.workspace.demo import prepare_demo

REPOSITORY = Path(__file__).parents[3]
EVERY_THIRTEEN = [date(2026, 1, 1) + timedelta(days=13 * n) for n in range(57)]
AT_THE_EDGES = [
    Quarter(2027, number).first_day() + timedelta(days=days) for number in (1, 2, 3, 4) for days in (-2, -1, 0, 1, 2, 6)
]
CLAIMS = {AgendaKind.ESCALATION, AgendaKind.TENDER, AgendaKind.CONTRACT, AgendaKind.ANSWER}
DAYS = sorted({BASE, date(2028, 2, 29), date(2031, 5, 14), *EVERY_THIRTEEN, *AT_THE_EDGES})
# What business Russian writes in Latin letters, and the supplier that is us.
LATIN = re.compile(r"^us$|\b(CIP|EDI|SLA|VMI|QBR|ROI|KPI|Telegram|WhatsApp)\b")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, so that copies go with the test."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def rows(path: Path, sql: str) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_copy_is_private_and_the_sample_stays(temporary: Path) -> None:
    before = shipped("sample.db").read_bytes()
    path = prepare_demo("ru", date(2027, 3, 3))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert shipped("sample.db").read_bytes() == before


def test_two_demos_at_once_do_not_meet(temporary: Path) -> None:
    one, other = (Workspace(prepare_demo("en", BASE), Clock(BASE), "anna") for _each in range(2))
    one.accounts.add(name="Only in one")
    assert len(one.accounts.rows()) == 10
    assert len(other.accounts.rows()) == 9
    one.close()
    other.close()


def test_copy_goes_when_the_program_ends(tmp_path: Path) -> None:
    code = """
from datetime import date
from kamtui.workspace.demo import prepare_demo
assert prepare_demo("en", date(2027, 1, 1)).is_file()
"""
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY), "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
    assert list(tmp_path.glob("kamtui-demo-*")) == []


def test_demo_starts_without_orm(tmp_path: Path) -> None:
    code = """
import sys
from collections.abc import Iterator
from datetime import date
from kamtui.workspace.demo import prepare_demo
prepare_demo("ru", date(2027, 1, 1))
assert not {"sqlalchemy", "sqlmodel", "alembic", "textual"} & set(sys.modules)
"""
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY), "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)


def test_there_is_nothing_to_undo(temporary: Path) -> None:
    workspace = Workspace(prepare_demo("en", BASE), Clock(BASE), "anna")
    assert [step.action for step in workspace.history.steps()] == ["workspace.init"]
    with pytest.raises(Refused):
        workspace.history.undo()
    workspace.close()


@pytest.mark.parametrize("day", [BASE, date(2027, 4, 1), date(2026, 8, 17)], ids=str)
def test_both_languages_have_the_same_records(day: date, temporary: Path) -> None:
    english, russian = (prepare_demo(language, day) for language in ("en", "ru"))
    for table, columns in TEXTS.items():
        told = {*columns, "search_key", "content"}
        names = [row[1] for row in rows(english, f"PRAGMA table_info({table})") if row[1] not in told]
        sql = f"SELECT {', '.join(names)} FROM {table} ORDER BY id"
        assert rows(english, sql) == rows(russian, sql)


def test_languages_do_not_mix(temporary: Path) -> None:
    english, russian = (prepare_demo(language, BASE) for language in ("en", "ru"))
    for table, columns in {**TEXTS, "order_line": ("product", "uom", "via")}.items():
        for column in columns:
            for (text,) in rows(english, f"SELECT DISTINCT {column} FROM {table}"):
                assert not re.search("[а-яё]", text, re.IGNORECASE), text
            for (text,) in rows(russian, f"SELECT DISTINCT {column} FROM {table}"):
                assert not re.search("[a-z]", LATIN.sub("", text), re.IGNORECASE), text
                # A word of both alphabets is a slip of the keyboard.
                assert not re.search("[a-z][а-яё]|[а-яё][a-z]", text, re.IGNORECASE), text


def test_snapshots_do_not_mix_languages(temporary: Path) -> None:
    names = {"id", "at", "kind", "status", "quarter", "code", "state", "owner", "account", "strength", "priority"}
    names |= {
        "missing_roles",
        "target_strength",
        "resource_answer",
        "verdict",
        "cause",
        "initiative",
        "goal",
        "parent",
        "to",
    }

    def told(value: object, name: str = "") -> Iterator[str]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from told(inner, key)
        elif isinstance(value, list):
            for inner in value:
                yield from told(inner, name)
        elif isinstance(value, str) and name not in names:
            yield value

    for (content,) in rows(prepare_demo("ru", BASE), "SELECT content FROM plan_snapshot"):
        for text in told(json.loads(content)):
            assert not re.search("[a-z]", LATIN.sub("", text), re.IGNORECASE), text


def test_russian_names_are_found_by_their_search_keys(temporary: Path) -> None:
    path = prepare_demo("ru", BASE)
    for table in ("account", "contact", "legal_entity", "unit", "product_category", "colleague"):
        for name, key in rows(path, f"SELECT name, search_key FROM {table}"):
            assert key == search_key(name)
    set_language("ru")
    workspace = Workspace(path, Clock(BASE), "anna")
    assert workspace.accounts.find("норд").code == "NORD"
    workspace.close()


def check_copy_is_sound(opened: Workspace) -> None:
    assert [row[0] for row in opened.reader.rows("PRAGMA integrity_check")] == ["ok"]
    assert opened.reader.rows("PRAGMA foreign_key_check") == []
    assert opened.reader.value("PRAGMA journal_mode") == "wal"


def check_what_is_past_is_past(opened: Workspace) -> None:
    today = opened.today_date.isoformat()
    for table, column in (
        ("touch", "on_date"),
        ("order_line", "date"),
        ("sales_day", "day"),
        ("contact", "left_on"),
        ("progress_state", "started_on"),
        ("progress_state", "done_on"),
        ("progress_event", "on_date"),
        ("task", "done_on"),
        ("account", "since"),
        ("plan_quarter", "closed_at"),
        ("plan_block", "updated_at"),
        ("plan_event", "at"),
        ("plan_snapshot", "at"),
        ("task_move", "on_date"),
        ("task", "resource_asked_on"),
        ("task", "resource_answered_on"),
        ("wallet_estimate", "on_date"),
        ("initiative", "noted_on"),
        ("opportunity", "decided_on"),
        ("escalation", "opened_at"),
        ("escalation", "resolved_at"),
        ("escalation", "confirmed_on"),
        ("tender", "announced_on"),
        ("contract", "starts_on"),
    ):
        assert opened.reader.value(f"SELECT max({column}) FROM {table}") < today, (table, column)
    assert not opened.reader.rows("SELECT 1 FROM progress_state WHERE started_on > done_on")


def check_today_is_busy_but_not_late(opened: Workspace) -> None:
    today = opened.today_date
    agenda = opened.today.agenda()
    # The review of a quarter is late from the day after it, at the one account that is behind.
    tasks = [item for item in agenda if item.kind not in (AgendaKind.QUARTER_CLOSING, AgendaKind.PROMISE, *CLAIMS)]
    late = [(today - item.due).days for item in tasks if item.due and item.due < today]
    assert len(late) <= 3
    assert max(late, default=0) <= 7
    kinds = {item.kind for item in agenda}
    assert kinds >= {
        AgendaKind.TASK,
        AgendaKind.CADENCE,
        AgendaKind.STALLED,
        AgendaKind.SINGLE_THREAD,
        AgendaKind.CONTACT_LEFT,
        AgendaKind.FALLING_ORDERS,
        AgendaKind.BIRTHDAY,
    }
    assert AgendaKind.NO_TOUCH not in kinds
    # In the last days of a quarter every account with open tasks adds a line.
    assert 7 <= len(tasks) <= 13
    claims = Counter(item.kind for item in agenda if item.kind in CLAIMS)
    assert claims == {AgendaKind.ESCALATION: 2, AgendaKind.TENDER: 1, AgendaKind.CONTRACT: 1, AgendaKind.ANSWER: 1}
    (opened_now,) = (item for item in agenda if item.kind is AgendaKind.ESCALATION and item.due is not None)
    assert opened_now.reason.startswith("SLA"), "its clock runs out on this working day, or on the next one"


def check_alerts_stay_those_of_the_stories(opened: Workspace) -> None:
    found = {row.account.code: {alert.kind.value for alert in row.alerts} for row in opened.accounts.rows()}
    assert found.pop("URALMEAT") == {"falling_orders", "contact_left"}
    assert found.pop("BALTIC") >= {"single_thread"}
    assert found.pop("VOLGA") == {"dependence", "escalation"}
    assert found.pop("METROPOL") == {"low_margin"}
    assert found.pop("SIBBREW") >= {"stalled"}
    assert {"contract_notice"} <= found.pop("NORD") <= {"overdue", "contract_notice"}
    assert set().union(*found.values()) == set()


def check_boards_of_two_years_are_whole(opened: Workspace) -> None:
    today, here = opened.today_date, opened.quarter
    for code in ("NORD", "VOLGA", "KUBAN", "SIBBREW"):
        account = opened.accounts.find(code)
        for year in (here.year - 1, here.year):
            plan = opened.plans.year(account.id, year)
            assert plan.state is not None
            for board in plan.quarters:
                assert board.revenue_plan
                assert board.closed == (board.quarter < here)
                statuses = {task.status for task in board.tasks}
                if board.quarter < here:
                    assert TaskStatus.OPEN not in statuses
                elif board.quarter > here:
                    assert statuses <= {TaskStatus.OPEN}
                else:
                    assert TaskStatus.OPEN in statuses
                    assert TaskStatus.DONE in statuses
                for task in board.tasks:
                    check_due(task.quarter, task.due)
                    assert (
                        task.due is None or today - timedelta(days=7) <= task.due or task.status is not TaskStatus.OPEN
                    )


def check_what_hangs_on_plans_moved_with_them(opened: Workspace) -> None:
    here = opened.quarter
    value = opened.reader.value
    assert {row[0] for row in opened.reader.rows("SELECT DISTINCT year FROM wallet_estimate")} == {
        here.year - 1,
        here.year,
        here.year + 1,
    }
    unmoved = """
        SELECT t.title FROM task_move m JOIN task t ON t.id = m.task_id
         WHERE m.from_quarter >= m.to_quarter OR m.from_quarter >= :here
        UNION SELECT t.title FROM task t
         WHERE t.times_moved <> (SELECT count(*) FROM task_move m WHERE m.task_id = t.id)
        UNION SELECT t.title FROM task t
         WHERE t.resource_by <= t.resource_asked_on OR t.resource_answered_on < t.resource_asked_on
        UNION SELECT o.title FROM opportunity o WHERE o.status = 'open' AND o.quarter < :here
    """
    assert [row[0] for row in opened.reader.rows(unmoved, here=str(here))] == []
    # A review is due at one account only; its quarter has just ended.
    left_open = "SELECT count(*) FROM task WHERE status = 'open' AND quarter < :here"
    assert value(left_open, here=str(here)) == 1
    order = """
        SELECT count(*) FROM plan_event a JOIN plan_event b ON b.plan_id = a.plan_id
         WHERE a.kind = 'started' AND b.number IS NULL AND b.kind <> 'started' AND b.at <= a.at
    """
    assert value(order) == 0
    closed = """
        SELECT count(*) FROM plan_quarter q JOIN plan p ON p.id = q.plan_id
         WHERE q.closed_at IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM plan_event e WHERE e.plan_id = p.id AND e.number = q.number AND e.kind = 'quarter_closed'
                  AND e.at = q.closed_at)
    """
    assert value(closed) == 0
    figures = """
        SELECT p.year || '-Q' || q.number, a.code FROM plan_quarter q JOIN plan p ON p.id = q.plan_id
          JOIN account a ON a.id = p.account_id
         WHERE q.closed_at IS NOT NULL AND (
               q.tasks_done <> (SELECT count(*) FROM task t WHERE t.account_id = a.id AND t.status = 'done'
                                   AND t.quarter = p.year || '-Q' || q.number)
            OR q.items_planned <> (SELECT count(*) FROM progress_state s JOIN progression i ON i.id = s.progression_id
                                    WHERE s.account_id = a.id AND s.planned_quarter = p.year || '-Q' || q.number
                                      AND s.status <> 'not_applicable' AND (i.core OR a.progress_set = 'full')))
    """
    assert opened.reader.rows(figures) == []


def check_snapshots_tell_of_the_days_of_the_copy(opened: Workspace) -> None:
    today = opened.today_date
    account = opened.accounts.find("NORD")
    found = opened.plans.snapshots(account.id, opened.quarter.year)
    assert any(one.kind is SnapshotKind.APPROVED for one in found)
    rows = opened.reader.rows("SELECT s.content, p.year FROM plan_snapshot s JOIN plan p ON p.id = s.plan_id")
    for text, year in rows:
        content = json.loads(text)
        assert content["year"] == year
        assert list(content["quarters"]) == ["Q1", "Q2", "Q3", "Q4"]
        for name, board in content["quarters"].items():
            assert board["review"]["tasks_done"] == board["done"] or not board["closed"]
            assert not board["closed"] or date.fromisoformat(board["review"]["closed_on"]) < today
            for task in board["tasks"]:
                check_due(Quarter(year, int(name[1])), date.fromisoformat(task["due"]) if task["due"] else None)
        assert all(goal["quarter"] is None or goal["quarter"][:4] == str(year) for goal in content["goals"])
        days = [one["noted_on"] for one in content["initiatives"]]
        days += [one["decided_on"] for one in content["opportunities"] if one["decided_on"]]
        days += [event["at"][:10] for event in content["events"]]
        assert max(days, default="") < today.isoformat()
    plan = opened.plans.year(account.id, opened.quarter.year)
    closed = {f"Q{board.quarter.number}": board.revenue_fact for board in plan.quarters if board.closed}
    for snapshot in found:
        for name, board in (opened.plans.snapshot(snapshot.id).content or {})["quarters"].items():
            assert not board["closed"] or Decimal(board["revenue_fact"]) == closed[name]


def check_goals_and_tasks_stand_in_the_plan_of_their_year(opened: Workspace) -> None:
    wrong = """
        SELECT g.title FROM goal g JOIN plan p ON p.id = g.plan_id
         WHERE CAST(substr(g.quarter, 1, 4) AS INTEGER) <> p.year
        UNION SELECT t.title FROM task t JOIN goal g ON g.id = t.goal_id JOIN plan p ON p.id = g.plan_id
         WHERE CAST(substr(t.quarter, 1, 4) AS INTEGER) <> p.year
        UNION SELECT g.title FROM goal g JOIN goal p ON p.id = g.parent_id WHERE g.plan_id <> p.plan_id
    """
    assert [row[0] for row in opened.reader.rows(wrong)] == []
    years = {row[0] for row in opened.reader.rows("SELECT DISTINCT year FROM plan")}
    here = opened.quarter
    assert years == {here.year - 1, here.year, here.year + 1} if here.number == 4 else {here.year - 1, here.year}


def check_orders_and_calls_keep_their_weekdays(opened: Workspace) -> None:
    weekend = "SELECT count(*) FROM {} WHERE strftime('%w', {}) IN ('0', '6')"
    assert opened.reader.value(weekend.format("order_line", "date")) == 0
    assert opened.reader.value(weekend.format("touch", "on_date")) == 0


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_demo_is_alive_on(today: date, temporary: Path) -> None:
    opened = Workspace(prepare_demo("en", today), Clock(today), "anna")
    check_copy_is_sound(opened)
    check_what_is_past_is_past(opened)
    check_today_is_busy_but_not_late(opened)
    check_alerts_stay_those_of_the_stories(opened)
    check_boards_of_two_years_are_whole(opened)
    check_goals_and_tasks_stand_in_the_plan_of_their_year(opened)
    check_what_hangs_on_plans_moved_with_them(opened)
    check_snapshots_tell_of_the_days_of_the_copy(opened)
    check_orders_and_calls_keep_their_weekdays(opened)
    opened.close()


@pytest.mark.parametrize("today", DAYS[::5], ids=str)
def test_calendar_keeps_the_order_of_days(today: date) -> None:
    calendar = Calendar(today)
    past = [BASE - timedelta(days=days) for days in range(700, 0, -1)]
    moved = [calendar.within(day) for day in past]
    assert all(day < today for day in moved)
    ahead = [calendar.ahead(BASE + timedelta(days=days)) for days in range(-7, 90)]
    assert ahead == sorted(ahead)
    assert calendar.ahead(BASE) == today


def test_copies_of_killed_demos_are_removed_and_those_of_running_ones_kept(temporary: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    killed, running = temporary / f"kamtui-demo-{ended.pid}-a", temporary / f"kamtui-demo-{os.getpid()}-a"
    killed.mkdir()
    running.mkdir()
    prepare_demo("en", BASE)
    assert not killed.exists()
    assert running.exists()
