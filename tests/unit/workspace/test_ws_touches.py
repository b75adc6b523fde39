"""Touches on a real file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressStatus, TouchKind
from kamtui.errors import Conflict, InvalidFields, InvalidValue, NotFound
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
Turned = Callable[[Callable[[], Any]], Any]


def test_touch_and_its_next_step_are_one_step(workspace: Workspace, nord: Account, turned: Turned) -> None:
    person = workspace.contacts.add(nord.id, name="Ivan Petrov")
    touch = turned(
        lambda: workspace.touches.log(
            nord.id,
            on=date(2026, 11, 18),
            kind="meeting",
            people=("Petrov", "A guest", "A guest"),
            outcome="agreed the trial\nof two drums",
            next_step="Send the offer",
            next_due=date(2026, 12, 15),
            next_time=time(10),
            proactive=False,
        )
    )
    assert workspace.touches.get(touch.id) == touch
    assert (touch.kind, touch.on, touch.proactive) == (TouchKind.MEETING, date(2026, 11, 18), False)
    assert (touch.people, touch.contact_ids) == (("A guest", "Ivan Petrov"), (person.id,))
    assert touch.outcome == "agreed the trial\nof two drums"
    assert touch.user == "Anna"
    task = workspace.tasks.get(touch.task_id or "")
    assert (task.title, task.due, task.due_time, task.contact_id) == (
        "Send the offer",
        date(2026, 12, 15),
        time(10),
        person.id,
    )
    assert task.quarter == Quarter(2026, 4)
    assert workspace.contacts.get(person.id).last_touch == date(2026, 11, 18)


def test_next_quarter_alone_places_the_task(workspace: Workspace, nord: Account) -> None:
    touch = workspace.touches.log(nord.id, next_step="Tender", next_quarter="2027-Q1")
    assert workspace.tasks.get(touch.task_id or "").quarter == Quarter(2027, 1)
    undated = workspace.touches.log(nord.id, next_step="Think")
    assert workspace.tasks.get(undated.task_id or "").quarter is None
    assert workspace.touches.log(nord.id, outcome="nothing").task_id is None


def test_names_are_linked_only_when_one_person_is_meant(workspace: Workspace, nord: Account) -> None:
    ivan = workspace.contacts.add(nord.id, name="Иван Петров")
    workspace.contacts.add(nord.id, name="Пётр Петров")
    gone = workspace.contacts.add(nord.id, name="Olga Orlova")
    workspace.contacts.mark_left(gone.id)
    touch = workspace.touches.log(nord.id, people=("Петров", "иван петров", "Orlova", "Olga Orlova", "тров"))
    assert touch.contact_ids == (gone.id, ivan.id)
    assert set(touch.people) == {"Петров", "Иван Петров", "Orlova", "Olga Orlova", "тров"}
    by_id = workspace.touches.log(nord.id, people=("Иван Петров",), contact_ids=(ivan.id,))
    assert by_id.contact_ids == (ivan.id,)


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"on": date(2026, 11, 21)}, "on"), ({"kind": "fax"}, "kind"), ({"people": ("",)}, "people")],
)
def test_what_does_not_fit_is_refused(workspace: Workspace, nord: Account, fields: dict[str, Any], field: str) -> None:
    with pytest.raises((InvalidFields, InvalidValue), match=f"^{field}:"):
        workspace.touches.log(nord.id, **fields)
    assert workspace.touches.of(nord.id) == []


def test_a_bad_next_step_keeps_the_touch_out_too(workspace: Workspace, nord: Account) -> None:
    with pytest.raises(InvalidValue, match="due_time"):
        workspace.touches.log(nord.id, outcome="x", next_step="y", next_time=time(9))
    with pytest.raises(NotFound):
        workspace.touches.log("nowhere", outcome="x")
    assert workspace.touches.of(nord.id) == []


def test_newest_first_limited_and_searched(workspace: Workspace, nord: Account) -> None:
    workspace.contacts.add(nord.id, name="Ольга Орлова")
    workspace.touches.log(nord.id, on=date(2026, 11, 1), outcome="Цены на плёнку")
    workspace.touches.log(nord.id, on=date(2026, 11, 5), people=("Орлова",), outcome="b")
    workspace.touches.log(nord.id, on=date(2026, 11, 5), outcome="c")
    workspace.touches.log(workspace.accounts.add(name="Volga").id, outcome="other")
    assert [touch.outcome for touch in workspace.touches.of(nord.id)] == ["c", "b", "Цены на плёнку"]
    assert [touch.outcome for touch in workspace.touches.of(nord.id, limit=2)] == ["c", "b"]
    assert [touch.outcome for touch in workspace.touches.of(nord.id, text="ПЛЕНК")] == ["Цены на плёнку"]
    assert [touch.outcome for touch in workspace.touches.of(nord.id, text="орлова")] == ["b"]
    assert workspace.touches.of(nord.id, text="100%_") == []


def test_a_line_is_understood_and_logged_alike(workspace: Workspace, nord: Account) -> None:
    workspace.contacts.add(nord.id, name="Ivan Petrov")
    line = "met Petrov yesterday: agreed the trial > send the offer by 15.12"
    said = workspace.touches.understand(nord.id, line)
    assert "Ivan Petrov" in said
    assert "yesterday" in said
    assert "agreed the trial" in said
    assert "send the offer" in said
    touch = workspace.touches.log_line(nord.id, line)
    assert (touch.kind, touch.on, touch.people) == (TouchKind.MEETING, date(2026, 11, 19), ("Ivan Petrov",))
    assert (touch.outcome, touch.next_step) == ("agreed the trial", "send the offer")
    assert workspace.tasks.get(touch.task_id or "").due == date(2026, 12, 15)
    assert workspace.touches.understand(nord.id, "  ") == ""
    with pytest.raises(InvalidValue):
        workspace.touches.log_line(nord.id, " \x07 ")


def test_changing_people_and_words(workspace: Workspace, nord: Account, turned: Turned) -> None:
    for name in ("Ivan Petrov", "Olga Orlova"):
        workspace.contacts.add(nord.id, name=name)
    touch = workspace.touches.log(nord.id, people=("Petrov", "Guest"), outcome="a")
    changed = turned(lambda: workspace.touches.change(touch.id, touch.version, people=("Orlova", "Guest"), outcome="b"))
    assert (changed.people, changed.outcome, len(changed.contact_ids)) == (("Guest", "Olga Orlova"), "b", 1)
    people_only = turned(lambda: workspace.touches.change(touch.id, people=("Guest",)))
    assert people_only.version > changed.version
    steps = len(workspace.history.steps(500))
    same = workspace.touches.change(touch.id, people=("Guest",), outcome="b", on=TODAY)
    assert len(workspace.history.steps(500)) == steps
    assert same == workspace.touches.get(touch.id)
    with pytest.raises(InvalidValue, match="future"):
        workspace.touches.change(touch.id, on=date(2027, 1, 1))


def test_the_next_step_and_its_task_go_together(workspace: Workspace, nord: Account, turned: Turned) -> None:
    touch = workspace.touches.log(nord.id, outcome="a")
    written = turned(lambda: workspace.touches.change(touch.id, next_step="Send offer"))
    task_id = written.task_id or ""
    turned(lambda: workspace.touches.change(touch.id, next_step="Send new offer"))
    assert workspace.tasks.get(task_id).title == "Send new offer"
    workspace.tasks.change(task_id, title="Own words")
    workspace.touches.change(touch.id, next_step="Send offer at last")
    assert workspace.tasks.get(task_id).title == "Own words"
    assert turned(lambda: workspace.touches.change(touch.id, next_step="")).task_id is None
    assert workspace.tasks.get(task_id).title == "Own words"
    untouched = workspace.touches.log(nord.id, next_step="Call back")
    turned(lambda: workspace.touches.change(untouched.id, next_step=""))
    with pytest.raises(NotFound):
        workspace.tasks.get(untouched.task_id or "")


def test_deleting_a_touch_unproves_what_it_alone_proved(workspace: Workspace, nord: Account, turned: Turned) -> None:
    touch = workspace.touches.log(nord.id, people=("Guest",), next_step="Send offer")
    workspace.progress.change(nord.id, "K01", status="done", touch_id=touch.id)
    workspace.progress.change(nord.id, "K02", status="done", touch_id=touch.id, evidence="a table")
    turned(lambda: workspace.touches.remove(touch.id))
    assert workspace.progress.item(nord.id, "K01").status is ProgressStatus.IN_PROGRESS
    proved = workspace.progress.item(nord.id, "K02")
    assert (proved.status, proved.state.touch_id) == (ProgressStatus.DONE, None)
    assert workspace.tasks.get(touch.task_id or "").title == "Send offer"
    with pytest.raises(NotFound):
        workspace.touches.get(touch.id)


def test_second_session_is_told_and_nothing_is_kept(
    nord: Account, open_workspace: Callable[..., Workspace], contents: Callable[[Workspace], Any]
) -> None:
    anna, boris = open_workspace(), open_workspace("boris")
    touch = anna.touches.log(nord.id, people=("Guest",), outcome="a")
    boris.touches.change(touch.id, touch.version, people=("Guest", "Another"))
    before = contents(anna)
    with pytest.raises(Conflict, match="boris"):
        anna.touches.change(touch.id, touch.version, outcome="b")
    with pytest.raises(Conflict):
        anna.touches.remove(touch.id, touch.version)
    assert contents(anna) == before


def test_a_touch_tells_what_it_proves(workspace: Workspace, nord: Account) -> None:
    touch = workspace.touches.log_line(nord.id, "visit: walked the line")
    item = workspace.touches.provable(nord.id)[0]
    assert workspace.touches.proved(touch.id) == []
    workspace.progress.change(nord.id, item.progression.id, status="done", touch_id=touch.id, on=touch.on)
    assert workspace.touches.proved(touch.id) == [item.progression.code]


def test_the_log_is_searched_with_what_was_written_since(workspace: Workspace, nord: Account) -> None:
    workspace.touches.log_line(nord.id, "call: talked about foam")
    assert len(workspace.touches.of(nord.id, text="FOAM")) == 1
    workspace.touches.log_line(nord.id, "call: more foam, again")
    assert len(workspace.touches.of(nord.id, text="foam")) == 2
    assert len(workspace.touches.of(nord.id, 1, text="foam")) == 1
    assert workspace.touches.of(nord.id, text="foam more") == []
