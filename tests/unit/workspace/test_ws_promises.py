"""Promises on a real file: of a touch, of an account, of people who go; and on Today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.promise_line import PromiseDraft
from kamtui.domain.words import AgendaKind, PromiseSide, PromiseStatus
from kamtui.errors import Conflict, InvalidFields, InvalidValue, NotFound
from kamtui.workspace import Workspace

Turned = Callable[[Callable[[], Any]], Any]
TODAY = date(2026, 11, 20)
OURS, THEIRS = PromiseSide.OURS, PromiseSide.THEIRS


def test_a_promise_is_noted_changed_settled_and_deleted(workspace: Workspace, nord: Account, turned: Turned) -> None:
    ivan = workspace.contacts.add(nord.id, name="Ivan Petrov")
    made = turned(
        lambda: workspace.promises.add(
            nord.id, side="theirs", text=" send\tvolumes ", due=date(2026, 11, 18), contact_id=ivan.id, note="by mail"
        )
    )
    assert (made.side, made.text, made.contact, made.owner, made.account_code) == (
        THEIRS, "send volumes", "Ivan Petrov", "anna", "NORD",
    )  # fmt: skip
    changed = turned(lambda: workspace.promises.change(made.id, text="volumes", due=None))
    assert (changed.text, changed.due, changed.note) == ("volumes", None, "by mail")
    kept = turned(lambda: workspace.promises.settle(made.id, "kept"))
    assert (kept.status, kept.settled_on) == (PromiseStatus.KEPT, TODAY)
    broken = workspace.promises.settle(made.id, "broken", on=date(2026, 11, 19))
    assert (broken.status, broken.settled_on) == (PromiseStatus.BROKEN, date(2026, 11, 19))
    assert workspace.promises.of(nord.id, open_only=True) == []
    assert workspace.promises.all() == [broken]
    opened = workspace.promises.settle(made.id, "open")
    assert (opened.status, opened.settled_on) == (PromiseStatus.OPEN, None)
    turned(lambda: workspace.promises.remove(made.id))
    with pytest.raises(NotFound):
        workspace.promises.get(made.id)


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"text": ""}, "text"), ({"side": "both"}, "side"), ({"owner": "nobody"}, "owner"), ({"text": "x" * 201}, "text")],
)
def test_what_does_not_fit_is_refused(workspace: Workspace, nord: Account, fields: dict[str, Any], field: str) -> None:
    with pytest.raises((InvalidFields, InvalidValue), match=f"^{field}:"):
        workspace.promises.add(nord.id, **{"side": "ours", "text": "x", **fields})
    assert workspace.promises.all() == []


def test_it_was_given_on_the_day_of_the_wall(
    workspace: Workspace, nord: Account, in_zone: Callable[[str], None]
) -> None:
    one = workspace.promises.add(nord.id, side="ours", text="samples")  # at nine in Greenwich
    found = workspace.findings.add(nord.id, kind="insight", text="they build")
    in_zone("Pacific/Honolulu")
    assert workspace.promises.get(one.id).made_on == date(2026, 11, 19)
    assert workspace.findings.get(found.id).on == date(2026, 11, 19)


def test_links_stay_within_the_account(workspace: Workspace, nord: Account) -> None:
    other = workspace.accounts.add(name="Volga")
    stranger = workspace.contacts.add(other.id, name="Olga")
    touch = workspace.touches.log(other.id, outcome="x")
    for link in ({"contact_id": stranger.id}, {"touch_id": touch.id}):
        with pytest.raises(InvalidValue, match="another account"):
            workspace.promises.add(nord.id, side="ours", text="x", **link)


def test_settling_refuses_the_future_other_words_and_old_versions(workspace: Workspace, nord: Account) -> None:
    made = workspace.promises.add(nord.id, side="ours", text="x")
    with pytest.raises(InvalidValue, match="future"):
        workspace.promises.settle(made.id, "kept", on=date(2026, 11, 21))
    with pytest.raises(InvalidValue, match="kept, broken"):
        workspace.promises.settle(made.id, "done")
    workspace.promises.change(made.id, text="y")
    with pytest.raises(Conflict):
        workspace.promises.settle(made.id, "kept", version=made.version)


def test_a_line_notes_promises_with_the_touch_in_one_step(workspace: Workspace, nord: Account, turned: Turned) -> None:
    ivan = workspace.contacts.add(nord.id, name="Ivan Petrov")
    line = "Petrov called us: leak; we: new drums by 25.11; they: photo"
    said = workspace.touches.understand(nord.id, line)
    assert "we: new drums (Wednesday, 25 Nov 2026)" in said
    assert "they: photo" in said
    assert "they began it" in said
    touch = turned(lambda: workspace.touches.log_line(nord.id, line))
    assert (touch.proactive, touch.outcome) == (False, "leak")
    found = workspace.promises.of_touch(touch.id)
    assert [(one.side, one.text, one.due, one.contact_id) for one in found] == [
        (OURS, "new drums", date(2026, 11, 25), ivan.id),
        (THEIRS, "photo", None, ivan.id),
    ]


def test_rewriting_keeps_what_is_the_same(workspace: Workspace, nord: Account) -> None:
    touch = workspace.touches.log_line(nord.id, "call: ok; we: samples by 25.11; price list; they: volumes")
    samples, prices, volumes = workspace.promises.of_touch(touch.id)
    workspace.promises.settle(samples.id, "kept")
    workspace.promises.rewrite(
        touch.id, OURS, [PromiseDraft(OURS, "new price list", TODAY), PromiseDraft(OURS, "a visit")]
    )
    now = {one.id: one for one in workspace.promises.of_touch(touch.id)}
    assert now[samples.id].status is PromiseStatus.KEPT
    assert (now[prices.id].text, now[prices.id].due) == ("new price list", TODAY)
    assert now[volumes.id] == volumes
    assert sorted(one.text for one in now.values()) == ["a visit", "new price list", "samples", "volumes"]
    workspace.promises.rewrite(touch.id, THEIRS, [])
    assert volumes.id not in {one.id for one in workspace.promises.of_touch(touch.id)}


def test_promises_outlive_the_touch_and_the_person(workspace: Workspace, nord: Account, turned: Turned) -> None:
    ivan = workspace.contacts.add(nord.id, name="Ivan Petrov")
    touch = workspace.touches.log_line(nord.id, "call Petrov: ok; we: samples")
    finding = workspace.findings.add(nord.id, kind="usage", text="foam", touch_id=touch.id)
    note = workspace.notes.add("likes tea", contact_id=ivan.id)
    turned(lambda: workspace.touches.remove(touch.id))
    (promise,) = workspace.promises.of(nord.id)
    assert (promise.touch_id, workspace.findings.get(finding.id).touch_id) == (None, None)
    turned(lambda: workspace.contacts.remove(ivan.id))
    assert workspace.promises.get(promise.id).contact_id is None
    assert (workspace.notes.get(note.id).contact_id, workspace.notes.get(note.id).account_id) == (None, nord.id)


def test_promises_and_notes_go_with_the_merged_person(workspace: Workspace, nord: Account, turned: Turned) -> None:
    keep, other = (workspace.contacts.add(nord.id, name=name) for name in ("Ivan Petrov", "I. Petrov"))
    promise = workspace.promises.add(nord.id, side="ours", text="x", contact_id=other.id)
    note = workspace.notes.add("x", contact_id=other.id)
    turned(lambda: workspace.contacts.merge(keep.id, other.id))
    assert workspace.promises.get(promise.id).contact_id == keep.id
    assert workspace.notes.get(note.id).contact_id == keep.id
    assert workspace.contacts.person(keep.id).promises == (workspace.promises.get(promise.id),)


def test_everything_goes_with_the_account(workspace: Workspace, nord: Account, turned: Turned) -> None:
    workspace.contacts.add(nord.id, name="Ivan Petrov", unit="Plant 1")
    touch = workspace.touches.log_line(nord.id, "call Petrov: ok; we: samples")
    workspace.findings.add(nord.id, kind="usage", text="foam", unit="Plant 1", touch_id=touch.id)
    workspace.notes.add("x", account_id=nord.id)
    assert turned(lambda: workspace.accounts.remove(nord.id)) == "deleted"
    assert (workspace.promises.all(), workspace.findings.all(), workspace.notes.all()) == ([], [], [])


def test_today_has_late_ones_and_keeping_takes_them_away(workspace: Workspace, nord: Account) -> None:
    late = workspace.promises.add(nord.id, side="ours", text="samples", due=date(2026, 11, 17))
    workspace.promises.add(nord.id, side="theirs", text="volumes", due=date(2026, 11, 25))
    lines = [line for line in workspace.today.agenda() if line.kind is AgendaKind.PROMISE]
    assert [(line.title, line.ref, line.account_id, line.due) for line in lines] == [
        ("We promised: samples", late.id, nord.id, date(2026, 11, 17))
    ]
    workspace.promises.settle(late.id, "kept")
    assert [line for line in workspace.today.agenda() if line.kind is AgendaKind.PROMISE] == []


def test_a_promise_is_found_by_a_part_of_its_text(workspace: Workspace, nord: Account) -> None:
    made = workspace.promises.add(nord.id, side="ours", text="Send ёлки")
    workspace.promises.settle(workspace.promises.add(nord.id, side="ours", text="Send samples").id, "kept")
    assert workspace.promises.find(nord.id, "ЕЛКИ").id == made.id
    assert workspace.promises.find(nord.id, made.id[-6:]).id == made.id
    assert workspace.promises.find(nord.id, "send", open_only=True).id == made.id
    with pytest.raises(NotFound):
        workspace.promises.find(nord.id, "drums")
