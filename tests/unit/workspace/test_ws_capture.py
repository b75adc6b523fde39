"""Captured lines are written down as what they say, in one step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.capture import CaptureKind
from kamtui.domain.today import date_words
from kamtui.domain.words import Priority, Severity, TouchKind
from kamtui.errors import InvalidFields, InvalidValue, Refused
from kamtui.workspace import Workspace

Turned = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def petrov(workspace: Workspace, nord: Account) -> str:
    return workspace.contacts.add(nord.id, name="Ivan Petrov", level=4, function="procurement").id


def test_a_task_with_all_of_it(workspace: Workspace, nord: Account, petrov: str, turned: Turned) -> None:
    line = "call +Petrov about prices every Monday at 10 30 min #Q1 !high"
    made = turned(lambda: workspace.capture.add(line))
    task = workspace.tasks.get(made.id)
    assert (made.kind, made.title, made.account_name) == (CaptureKind.TASK, "call about prices", "Nord Foods")
    assert (task.due, task.due_time, task.contact_id) == (date(2026, 11, 23), time(10), petrov)
    assert (str(task.quarter), task.priority) == ("2027-Q1", Priority.HIGH)
    stored = workspace.reader.row("SELECT minutes, repeats FROM task WHERE id = :task", task=made.id)
    assert tuple(stored or ()) == (30, "weekly:mon")


def test_a_task_of_no_account(workspace: Workspace) -> None:
    made = workspace.capture.add("buy paper")
    assert (made.account_id, workspace.tasks.get(made.id).account_id) == (None, None)


def test_a_line_without_an_account_belongs_to_the_one_here(workspace: Workspace, nord: Account, petrov: str) -> None:
    made = workspace.capture.add("ask Petrov for the budget", nord.id)
    assert (made.account_id, workspace.tasks.get(made.id).contact_id) == (nord.id, petrov)


def test_a_touch_with_its_next_step(workspace: Workspace, nord: Account, petrov: str, turned: Turned) -> None:
    line = "met +Petrov yesterday @Nord: agreed the trial > send the offer by 15.12"
    made = turned(lambda: workspace.capture.add(line))
    touch = workspace.touches.get(made.id)
    assert (touch.kind, touch.on, touch.people) == (TouchKind.MEETING, date(2026, 11, 19), ("Ivan Petrov",))
    assert (touch.outcome, touch.next_step) == ("agreed the trial", "send the offer")
    assert workspace.tasks.get(touch.task_id or "").due == date(2026, 12, 15)


def test_a_note_of_a_person(workspace: Workspace, nord: Account, petrov: str, turned: Turned) -> None:
    made = turned(lambda: workspace.capture.add("заметка: Petrov любит рыбалку @Nord"))
    note = workspace.notes.get(made.id)
    assert (note.text, note.account_id, note.contact_id, note.user) == ("Petrov любит рыбалку", nord.id, petrov, "Anna")


def test_a_note_of_nobody(workspace: Workspace) -> None:
    made = workspace.capture.add("note: an idea")
    assert [note.id for note in workspace.notes.all()] == [made.id]


def test_an_initiative_with_its_offer(workspace: Workspace, nord: Account, petrov: str, turned: Turned) -> None:
    line = "initiative: New plant, chemicals 4.2M 30% Q3 vs ChemCo @Nord +Petrov"
    made = turned(lambda: workspace.capture.add(line))
    (initiative,) = workspace.initiatives.of(nord.id)
    assert (initiative.id, initiative.title, initiative.contact_id) == (made.id, "New plant, chemicals", petrov)
    (offer,) = initiative.opportunities
    assert (offer.competitor, str(offer.quarter)) == ("ChemCo", "2027-Q3")


def test_an_escalation(workspace: Workspace, nord: Account, petrov: str, turned: Turned) -> None:
    made = turned(lambda: workspace.capture.add("эскалация: сорвана отгрузка !критично @Nord +Petrov"))
    escalation = workspace.escalations.get(made.id)
    assert (escalation.title, escalation.severity) == ("сорвана отгрузка", Severity.CRITICAL)
    assert (escalation.account_id, escalation.contact_id) == (nord.id, petrov)


@pytest.mark.parametrize("line", ["met Smith: ok", "initiative: new plant", "escalation: late"])
def test_what_needs_an_account_is_refused_without_one(workspace: Workspace, line: str) -> None:
    with pytest.raises(Refused, match="needs its account"):
        workspace.capture.add(line)
    assert "needs its account" in workspace.capture.understand(line)


def test_an_empty_or_endless_line_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InvalidValue):
        workspace.capture.add(" \t")
    with pytest.raises(InvalidFields):
        workspace.capture.add("x" * 201)


def test_terminal_sequences_are_taken_off(workspace: Workspace) -> None:
    assert workspace.capture.read("call\x1b[31m Petrov\x07").title == "call Petrov"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("call tomorrow 15:00 1 h @Nord !high", "task · Nord Foods · tomorrow · 15:00 · 1 h · !high: call"),
        ("call every day", "task · no account · today · every day: call"),
        ("note: x @Nord", "note · Nord Foods: x"),
        ("met Smith @Nord: ok", "touch · Nord Foods · meeting · today · Smith (not on the map) · ok"),
        ("escalation: late @Nord !critical", "escalation · Nord Foods · !critical: late"),
        ("call @n", "task · no account: call @n\nseveral are called that: Nord Foods (NORD), Northern Oil (OIL)"),
        ("", ""),
    ],
)
def test_it_says_how_it_understands(workspace: Workspace, nord: Account, line: str, words: str) -> None:
    workspace.accounts.add(name="Northern Oil", code="OIL")
    assert workspace.capture.understand(line) == words


def test_completion_knows_names_written_since(workspace: Workspace, nord: Account) -> None:
    assert workspace.capture.complete("call @vol", 9) is None
    workspace.accounts.add(name="Volga Dairy", code="VOLGA")
    found = workspace.capture.complete("call @vol", 9)
    assert found is not None
    assert [(choice.text, choice.detail) for choice in found.choices] == [("@Volga Dairy", "VOLGA")]


def test_people_who_left_are_not_offered(workspace: Workspace, nord: Account, petrov: str) -> None:
    assert workspace.capture.complete("call +pet", 9) is not None
    workspace.contacts.mark_left(petrov)
    assert workspace.capture.complete("call +pet", 9) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("call @Nrod", "task · Nord Foods: call\n“Nrod” is taken for Nord Foods"),
        ("call @Xyz", "task · no account: call @Xyz\nno account is called “Xyz”"),
        (
            "call nord tomorrow",
            "task · no account · tomorrow: call nord\nNord Foods? With @ before it the line belongs to that account",
        ),
    ],
)
def test_what_is_not_sure_is_told_before_enter(workspace: Workspace, nord: Account, line: str, words: str) -> None:
    assert workspace.capture.understand(line) == words


def test_a_day_further_off_is_told_with_its_date(workspace: Workspace, nord: Account) -> None:
    due = workspace.today_date + timedelta(days=12)
    said = workspace.capture.understand(f"call @Nord {due.isoformat()}")
    assert said == f"task · Nord Foods · in 12 days, {date_words(due)}: call"
