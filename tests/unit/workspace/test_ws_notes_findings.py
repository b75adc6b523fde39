"""Notes and findings on a real file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.findings import next_step
from kamtui.errors import Conflict, InvalidFields, InvalidValue, NotFound
from kamtui.workspace import Workspace

Turned = Callable[[Callable[[], Any]], Any]
TODAY = date(2026, 11, 20)


def test_a_note_is_written_changed_and_deleted(workspace: Workspace, nord: Account, turned: Turned) -> None:
    ivan = workspace.contacts.add(nord.id, name="Ivan Petrov")
    note = turned(lambda: workspace.notes.add("likes tea\nand cake", contact_id=ivan.id, on=date(2026, 11, 1)))
    assert (note.title, note.account_id, note.contact, note.on, note.user) == (
        "likes tea", nord.id, "Ivan Petrov", date(2026, 11, 1), "Anna",
    )  # fmt: skip
    turned(lambda: workspace.notes.change(note.id, text="likes coffee"))
    changed = workspace.notes.get(note.id)
    with pytest.raises(Conflict):
        workspace.notes.change(note.id, note.version, text="mine")
    assert workspace.notes.of(nord.id) == workspace.notes.of_contact(ivan.id) == [changed]
    loose = workspace.notes.add("of nobody")
    assert workspace.notes.all() == [loose, changed]
    turned(lambda: workspace.notes.remove(note.id))
    with pytest.raises(NotFound):
        workspace.notes.get(note.id)


def test_notes_that_do_not_fit_are_refused(workspace: Workspace, nord: Account) -> None:
    other = workspace.accounts.add(name="Volga")
    stranger = workspace.contacts.add(other.id, name="Olga")
    with pytest.raises(InvalidFields, match=r"^text:"):
        workspace.notes.add(" \n ")
    with pytest.raises(InvalidValue, match="future"):
        workspace.notes.add("x", on=date(2026, 11, 21))
    with pytest.raises(InvalidValue, match="another account"):
        workspace.notes.add("x", account_id=nord.id, contact_id=stranger.id)
    assert workspace.notes.all() == []


def test_an_insight_goes_its_way(workspace: Workspace, nord: Account, turned: Turned) -> None:
    made = turned(lambda: workspace.findings.add(nord.id, kind="insight", text="They build a second plant"))
    assert (next_step(made), made.on) == ("ask", TODAY)
    asked = turned(lambda: workspace.findings.change(made.id, department="Production"))
    assert (next_step(asked), asked.asked_on) == ("answer", TODAY)
    answered = turned(lambda: workspace.findings.change(made.id, answer="we can"))
    assert (next_step(answered), answered.answered_on) == ("tell", TODAY)
    assert [one.id for one in workspace.findings.all(waiting=True)] == [made.id]
    told = turned(lambda: workspace.findings.change(made.id, told_on=TODAY))
    assert next_step(told) == ""
    assert workspace.findings.all(waiting=True) == []
    with pytest.raises(InvalidValue, match=r"^told_on: lies before"):
        workspace.findings.change(made.id, told_on=date(2026, 11, 1))
    turned(lambda: workspace.findings.remove(made.id))
    assert workspace.findings.all() == []


def test_a_finding_has_the_day_of_its_touch_and_a_unit(workspace: Workspace, nord: Account) -> None:
    touch = workspace.touches.log(nord.id, on=date(2026, 11, 3), outcome="x")
    made = workspace.findings.add(
        nord.id, kind="usage", text="foam", unit="Plant 1", product="Cleaner", result="slow", touch_id=touch.id
    )
    assert (made.on, made.unit, made.product, made.result) == (date(2026, 11, 3), "Plant 1", "Cleaner", "slow")
    assert workspace.findings.of_touch(touch.id) == workspace.findings.of(nord.id) == [made]
    other = workspace.accounts.add(name="Volga")
    with pytest.raises(InvalidValue, match="another account"):
        workspace.findings.add(other.id, kind="usage", text="x", touch_id=touch.id)
    with pytest.raises(InvalidFields, match=r"^kind:"):
        workspace.findings.add(nord.id, kind="rumour", text="x")
