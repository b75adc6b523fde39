"""The sample as it is shipped: made from code, the same every time, sound, and rich enough to show the product."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kamtui.clock import Clock
from kamtui.db import sales_days
from kamtui.db.sample.days import BASE
from kamtui.db.sample.fill import with_check_digit
from kamtui.db.sample.stories import STORIES
from kamtui.db.sample.story import english, russian, texts
from kamtui.domain.contact_guess import guess
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import (
    AgendaKind,
    AlertKind,
    Answer,
    Category,
    Favours,
    Function,
    InitiativeStatus,
    LineKind,
    OpportunityStatus,
    PlanEventKind,
    PlanState,
    SnapshotKind,
    TieKind,
    Verdict,
    WayKind,
)
from kamtui.paths import shipped
from kamtui.workspace import Workspace
from kamtui.workspace.sample import make


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    make(path)
    return path


@pytest.fixture
def sample(made: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"{made.as_uri()}?mode=ro", uri=True)
    yield connection
    connection.close()


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Iterator[Workspace]:
    copy = tmp_path / "copy.db"
    copy.write_bytes(made.read_bytes())
    opened = Workspace(copy, Clock(BASE), "anna")
    yield opened
    opened.close()


def test_two_runs_make_the_same_rows(made: Path, tmp_path: Path) -> None:
    make(tmp_path / "again.db")
    assert dump(tmp_path / "again.db") == dump(made)


def test_the_shipped_file_is_what_the_code_makes(made: Path) -> None:
    assert dump(shipped("sample.db")) == dump(made), "run `make sample`"


def test_file_is_sound_small_and_alone(made: Path, sample: sqlite3.Connection) -> None:
    assert sample.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert sample.execute("PRAGMA foreign_key_check").fetchall() == []
    assert sample.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert made.stat().st_size < 4_000_000
    assert [path.name for path in made.parent.iterdir()] == ["sample.db"]


def test_there_is_enough_of_everything(sample: sqlite3.Connection) -> None:
    def count(table: str) -> int:
        return int(sample.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    assert count("account") == 9
    assert 80 <= count("contact") <= 95
    assert count("order_line") > 5_000
    assert count("task") > 120
    assert count("touch") > 90
    assert count("legal_entity") > count("account")
    assert {level for (level,) in sample.execute("SELECT DISTINCT level FROM contact")} == {1, 2, 3, 4, 5}
    assert {status for (status,) in sample.execute("SELECT DISTINCT status FROM task")} == {
        "open",
        "done",
        "moved",
        "dropped",
    }
    first, last = sample.execute("SELECT min(day), max(day) FROM sales_day").fetchone()
    assert (date.fromisoformat(last) - date.fromisoformat(first)).days > 3 * 365 - 15
    assert date.fromisoformat(last) < BASE


def test_touches_are_dense_in_the_last_weeks(sample: sqlite3.Connection) -> None:
    days = [(BASE - date.fromisoformat(day)).days for (day,) in sample.execute("SELECT on_date FROM touch")]
    assert min(days) >= 1
    assert max(days) < 366
    assert sum(ago <= 56 for ago in days) > 40


def test_days_of_orders_are_those_an_import_would_make(made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(made.read_bytes())
    connection = sqlite3.connect(copy)
    read = "SELECT * FROM sales_day ORDER BY account_id, day"
    before = connection.execute(read).fetchall()
    sales_days.refresh(connection, [key for (key,) in connection.execute("SELECT id FROM account")])
    assert connection.execute(read).fetchall() == before
    connection.close()


def test_orders_have_returns_split_shipments_and_unknown_costs(sample: sqlite3.Connection) -> None:
    assert sample.execute("SELECT count(*) FROM order_line WHERE amount < 0").fetchone()[0] > 20
    assert sample.execute("SELECT count(*) FROM order_line WHERE margin IS NULL").fetchone()[0] > 20
    split = "SELECT count(*) FROM (SELECT 1 FROM order_line GROUP BY order_no HAVING count(DISTINCT date) > 1)"
    assert sample.execute(split).fetchone()[0] > 20
    wrong = "SELECT count(*) FROM order_line WHERE abs(amount - quantity / 1000000.0 * price / 10000) > 1"
    assert sample.execute(wrong).fetchone()[0] == 0


def test_tax_numbers_have_a_valid_check_digit(sample: sqlite3.Connection) -> None:
    numbers = [inn for (inn,) in sample.execute("SELECT inn FROM legal_entity")]
    assert len(set(numbers)) == len(numbers)
    assert all(with_check_digit(inn[:9]) == inn for inn in numbers)
    # A number that everybody can look up.
    assert with_check_digit("770708389") == "7707083893"


def test_every_text_has_both_languages() -> None:
    for text in texts(STORIES):
        assert text.count(" | ") == 1, text
        assert english(text).strip() == english(text)
        assert russian(text).strip() == russian(text)


def test_one_english_text_has_one_translation() -> None:
    known: dict[str, str] = {}
    for text in texts(STORIES):
        assert known.setdefault(english(text), russian(text)) == russian(text), text


def test_accounts_have_different_fates(workspace: Workspace) -> None:
    rows = {row.account.code: row for row in workspace.accounts.rows()}
    kinds = {code: {alert.kind for alert in row.alerts} for code, row in rows.items()}
    assert kinds["BALTIC"] == {AlertKind.SINGLE_THREAD, AlertKind.REVIEW_DUE}
    assert kinds["URALMEAT"] >= {AlertKind.FALLING_ORDERS, AlertKind.CONTACT_LEFT}
    assert AlertKind.STALLED in kinds["SIBBREW"]
    assert AlertKind.LOW_MARGIN in kinds["METROPOL"]
    assert AlertKind.DEPENDENCE in kinds["VOLGA"]
    assert kinds["KUBAN"] == kinds["ALTAI"] == set()
    assert rows["KUBAN"].map_quality == 3
    assert (rows["KUBAN"].progress or 0) > 0.7
    assert (rows["SIBBREW"].progress or 0) < 0.3
    assert rows["ZAVOLGA"].account.category is Category.NEW
    assert rows["ZAVOLGA"].account.parent == "VOLGA"
    amounts = [row.revenue_12m or 0 for row in rows.values()]
    assert min(amounts) > 3_000_000
    assert 80_000_000 < max(amounts) < 95_000_000


def test_today_has_about_ten_lines_of_all_kinds(workspace: Workspace) -> None:
    claims = {AgendaKind.ESCALATION, AgendaKind.TENDER, AgendaKind.CONTRACT, AgendaKind.ANSWER, AgendaKind.PROMISE}
    whole = workspace.today.agenda()
    assert sum(item.kind in claims for item in whole) == 8
    agenda = [item for item in whole if item.kind not in claims]
    kinds = Counter(item.kind for item in agenda)
    assert 7 <= len(agenda) <= 12
    assert set(kinds) >= {
        AgendaKind.TASK,
        AgendaKind.NEXT_STEP,
        AgendaKind.CADENCE,
        AgendaKind.STALLED,
        AgendaKind.SINGLE_THREAD,
        AgendaKind.CONTACT_LEFT,
        AgendaKind.FALLING_ORDERS,
        AgendaKind.BIRTHDAY,
    }
    assert 2 <= sum(item.due is not None and item.due < BASE for item in agenda) <= 3
    assert [item.title for item in agenda if item.due == BASE] == ["Meet the new head of quality"]


def test_maps_show_all_that_a_map_can_hold(sample: sqlite3.Connection) -> None:
    def some(table: str, where: str) -> int:
        return int(sample.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])

    for kind in LineKind:
        assert some("contact_line", f"kind = '{kind.value}' AND note <> ''") >= 3
    for tie in TieKind:
        assert some("contact_tie", f"kind = '{tie.value}'") >= 3
    for way in WayKind:
        assert some("contact_way", f"kind = '{way.value}' AND label <> ''") >= 3
    for side in Favours:
        assert some("contact", f"favours = '{side.value}'") >= 3
    assert some("contact", "favours = 'competitor' AND competitor = ''") == 0
    assert some("contact", "level_guessed AND function_guessed") >= 2
    assert some("contact", "cadence_ideal < cadence_maximum") >= 2
    assert some("contact", "chosen") >= 2
    assert some("contact", "language <> ''") >= 3
    assert some("contact", "status = 'left' AND left_to <> '' AND successor_id IS NOT NULL") >= 2
    assert some("contact", "status = 'left' AND left_to <> '' AND successor_id IS NULL AND NOT left_settled") == 1
    assert some("contact", "former_id IN (SELECT id FROM contact WHERE status = 'left')") == 1
    assert some("colleague", "user_id IS NULL") >= 3
    assert some("progress_state", "touch_id IS NOT NULL AND status = 'done'") > 20
    twins = "SELECT 1 FROM contact GROUP BY account_id, phone HAVING phone <> '' AND count(*) > 1"
    assert len(sample.execute(twins).fetchall()) == 1
    pairs = """
        SELECT count(*) FROM contact_tie t JOIN contact c ON c.id = t.contact_id JOIN account a ON a.id = c.account_id
         WHERE a.category = 'K' AND t.kind = 'executive_pair' GROUP BY a.id
    """
    assert sample.execute(pairs).fetchall() == [(1,)] * some("account", "category = 'K'")


def test_what_is_marked_as_guessed_is_what_the_position_says() -> None:
    people = [person for story in STORIES for person in (*story.people, *story.later.people) if person.guessed]
    for person in people:
        for position in (english(person.position), russian(person.position)):
            assert guess(position) == (person.level, Function(person.function)), position


def test_people_of_a_line_are_of_one_account_or_group(sample: sqlite3.Connection) -> None:
    ends = """
        SELECT coalesce(a.parent_id, a.id) = coalesce(b.parent_id, b.id), a.id = b.id
          FROM contact_line l JOIN contact f ON f.id = l.from_id JOIN contact t ON t.id = l.to_id
          JOIN account a ON a.id = f.account_id JOIN account b ON b.id = t.account_id
    """
    found = sample.execute(ends).fetchall()
    assert all(together for together, _same in found)
    assert any(not same for _together, same in found)
    bosses = "SELECT 1 FROM contact c JOIN contact b ON b.id = c.reports_to_id WHERE b.account_id <> c.account_id"
    assert sample.execute(bosses).fetchall() == []


def test_the_biggest_account_has_the_biggest_map(workspace: Workspace) -> None:
    people = {row.account.code: workspace.contacts.of(row.account.id) for row in workspace.accounts.rows()}
    assert [code for code, found in people.items() if len(found) > 20] == ["VOLGA"]
    assert {contact.function for contact in people["VOLGA"]} == set(Function)
    assert {contact.level for contact in people["VOLGA"]} == {1, 2, 3, 4, 5}
    assert len({contact.unit for contact in people["VOLGA"] if contact.unit}) == 3


def test_nord_foods_tells_the_worked_example(workspace: Workspace) -> None:
    account = workspace.accounts.find("NORD")
    plan = workspace.plans.year(account.id, BASE.year)
    titles = [[task.title for task in board.tasks] for board in plan.quarters]
    assert {"Meet the chief engineer of the new plant", "Meet the head of quality"} <= set(titles[0])
    assert {"Present cleaners for the new plant", "Present premium cleaners for the standard"} <= set(titles[1])
    assert "Film samples for the new packing machine" in titles[2]
    assert {"Send the packaging offer", "Tender for the new plant: commercial offer"} <= set(titles[3])
    assert [board.closed for board in plan.quarters] == [True, True, True, False]
    assert all(block.text for block in plan.blocks)
    assert sum(contact.placeholder for contact in workspace.contacts.of(account.id)) == 2


def test_nord_foods_has_the_initiatives_and_offers_of_the_worked_example(workspace: Workspace) -> None:
    account = workspace.accounts.find("NORD")
    found = workspace.initiatives.of(account.id)
    relevant = [one for one in found if one.relevant and one.status is InitiativeStatus.ACTIVE]
    assert [one.title for one in relevant] == [
        "New plant in Lipetsk",
        "Certification under a new quality standard",
        "Trouble with the packaging supplier",
    ]
    assert all(one.opportunities and one.source and (one.touch_id or one.contact_id) for one in relevant)
    assert {one.relevant for one in found} == {True, False, None}
    statuses = {each.status for one in found for each in one.opportunities}
    assert statuses == set(OpportunityStatus)
    assert any(each.progressions for one in found for each in one.opportunities)
    assert workspace.wallet.circle(account.id, BASE.year).verdict is Verdict.UP_UP


def test_verdicts_of_the_accounts_differ(workspace: Workspace) -> None:
    verdicts = {
        row.account.code: workspace.wallet.circle(row.account.id, BASE.year).verdict
        for row in workspace.accounts.rows()
    }
    assert len({verdict for verdict in verdicts.values() if verdict}) >= 5
    assert (verdicts["VOLGA"], verdicts["URALMEAT"]) == (Verdict.FLAT_FLAT, Verdict.FLAT_DOWN)
    assert verdicts["BALTIC"] is None
    for row in workspace.accounts.rows():
        for year in (BASE.year - 1, BASE.year, BASE.year + 1):
            assert workspace.wallet.year(row.account.id, year).warnings == (), row.account.code


def test_frozen_figures_are_those_that_closing_would_freeze(made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(made.read_bytes())
    opened = Workspace(copy, Clock(BASE), "dmitry")
    figures = ("tasks_planned", "tasks_done", "items_planned", "items_done", "revenue_fact")
    for code in ("NORD", "VOLGA", "KUBAN", "SIBBREW"):
        account = opened.accounts.find(code).id
        for number in (1, 2, 3):
            quarter = Quarter(BASE.year, number)
            frozen = opened.plans.review(account, quarter)
            live = opened.plans.open_quarter(account, quarter, "compared")
            assert [getattr(frozen, name) for name in figures] == [getattr(live, name) for name in figures], (
                code,
                quarter,
            )
    opened.close()


def test_help_of_departments_has_every_answer(workspace: Workspace) -> None:
    asked = workspace.tasks.asked(open_only=False)
    assert {task.resource_answer for task in asked} == set(Answer)
    assert len({task.resource for task in asked}) >= 6


def test_snapshots_are_what_plans_were(workspace: Workspace) -> None:
    account = workspace.accounts.find("NORD").id
    kept = workspace.plans.snapshots(account, BASE.year)
    assert [(one.kind, one.number) for one in kept] == [
        (SnapshotKind.KEPT, None),
        (SnapshotKind.QUARTER_CLOSED, 3),
        (SnapshotKind.QUARTER_CLOSED, 2),
        (SnapshotKind.QUARTER_CLOSED, 1),
        (SnapshotKind.APPROVED, None),
    ]
    now = workspace.plans.content(account, BASE.year)
    for one in kept:
        content = workspace.plans.snapshot(one.id).content or {}
        assert content.keys() == now.keys()
        assert content["quarters"]["Q4"].keys() == now["quarters"]["Q4"].keys()
        assert [board["closed"] for board in content["quarters"].values()] == [
            number <= (one.number or (3 if one.kind is SnapshotKind.KEPT else 0)) for number in (1, 2, 3, 4)
        ]
    approved = workspace.plans.snapshot(kept[-1].id).content or {}
    assert approved["state"] == "approved"
    tasks = [task for board in approved["quarters"].values() for task in board["tasks"]]
    assert {task["status"] for task in tasks} == {"open"}
    changed = workspace.plans.compare(kept[-1].id)
    assert {one.sign for one in changed} == {"+", "~"}
    assert any(one.words for one in changed)


def test_plans_stand_in_every_state(workspace: Workspace) -> None:
    states = {row.account.code: workspace.plans.year(row.account.id, BASE.year) for row in workspace.accounts.rows()}
    assert {plan.state for plan in states.values()} == set(PlanState)
    assert [event.kind for event in states["SIBBREW"].events if event.number is None] == [
        PlanEventKind.SUBMITTED,
        PlanEventKind.REOPENED,
        PlanEventKind.APPROVED,
        PlanEventKind.SUBMITTED,
        PlanEventKind.STARTED,
    ]
    assert {plan.events[-1].kind for plan in states.values()} == {PlanEventKind.STARTED}
