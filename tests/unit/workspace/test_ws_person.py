"""One person with all that is known: who is around them, what happened, in words."""

from __future__ import annotations

import time
from datetime import date

import pytest

from kamtui.domain.accounts import Account
from kamtui.errors import NotFound
from kamtui.i18n import set_language
from kamtui.workspace import Workspace

DAY = date(2026, 11, 10)


def test_who_is_around_a_person(workspace: Workspace, nord: Account) -> None:
    people = workspace.contacts
    ceo, ivan = people.add(nord.id, name="Ceo"), people.add(nord.id, name="Ivan", influence="inner_circle", level=3)
    people.change(ivan.id, reports_to=ceo.id)
    low, gone = people.add(nord.id, name="Low", reports_to=ivan.id), people.add(nord.id, name="Gone")
    people.mark_left(gone.id)
    people.succeed(gone.id, successor_id=ivan.id)
    influence = people.link(ivan.id, ceo.id, "influences")
    people.link(low.id, ivan.id, "influences")
    people.link(ceo.id, ivan.id, "conflict")
    person = people.person(ivan.id)
    assert (person.contact, person.account.code, person.active) == (people.get(ivan.id), "NORD", False)
    assert person.boss is not None
    assert (person.boss.name, [found.name for found in person.reports]) == ("Ceo", ["Low"])
    assert person.influences == ((influence, people.get(ceo.id)),)
    assert [found.name for _link, found in person.influenced_by] == ["Low"]
    assert [found.name for _link, found in person.conflicts] == ["Ceo"]
    assert ([found.name for found in person.predecessor], person.successor) == (["Gone"], None)
    assert people.person(gone.id).successor == people.get(ivan.id)
    assert person.cadence is not None
    assert (person.cadence.state, person.cadence.reminds) == ("late", True)
    with pytest.raises(NotFound):
        people.person("nobody")


def test_what_was_done_with_a_person(workspace: Workspace, nord: Account) -> None:
    people = workspace.contacts
    volga = workspace.accounts.add(name="Volga", code="VOLGA")
    ivan = people.add(nord.id, name="Ivan")
    anna = people.add(nord.id, name="Anna")
    first = workspace.touches.log(nord.id, on=DAY, people=("Ivan", "Anna"), outcome="showed the plant")
    workspace.touches.log(nord.id, on=DAY, people=("Anna",), outcome="without Ivan")
    done = workspace.tasks.add(title="Old", account_id=nord.id, contact_id=ivan.id)
    workspace.tasks.done(done.id)
    later = workspace.tasks.add(title="Later", account_id=nord.id, contact_id=ivan.id, due=date(2026, 12, 9))
    soon = workspace.tasks.add(title="Soon", account_id=nord.id, contact_id=ivan.id, due=date(2026, 12, 1))
    workspace.tasks.add(title="Other", account_id=nord.id, contact_id=anna.id)
    person = people.person(ivan.id)
    assert [touch.id for touch in person.touches] == [first.id]
    assert [task.id for task in person.open_tasks] == [soon.id, later.id]
    assert [task.id for task in person.closed_tasks] == [done.id]
    moved = people.move_away(ivan.id, volga.id)
    last = workspace.touches.log(volga.id, on=date(2026, 11, 19), contact_ids=[moved.id])
    after = people.person(moved.id)
    assert [touch.id for touch in after.touches] == [last.id, first.id]
    assert [(contact.id, account.code) for contact, account in after.former] == [(ivan.id, "NORD")]
    assert after.open_tasks == ()


def test_evidence_that_a_person_gave(workspace: Workspace, nord: Account) -> None:
    ivan = workspace.contacts.add(nord.id, name="Ivan")
    workspace.contacts.add(nord.id, name="Anna")
    with_ivan = workspace.touches.log(nord.id, on=DAY, people=("Ivan", "Anna"), outcome="showed the plant")
    without = workspace.touches.log(nord.id, on=DAY, people=("Anna",), outcome="no Ivan")
    workspace.progress.change(nord.id, "I01", status="done", touch_id=with_ivan.id, on=DAY)
    workspace.progress.change(nord.id, "K01", status="done", touch_id=without.id)
    workspace.progress.change(nord.id, "K02", status="in_progress", touch_id=with_ivan.id)
    evidence = workspace.contacts.person(ivan.id).evidence
    assert [(item.code, item.on, item.text) for item in evidence] == [("I01", DAY, "showed the plant")]
    assert evidence[0].title


def test_history_is_told_in_words(workspace: Workspace, nord: Account) -> None:
    people = workspace.contacts
    anna = people.add(nord.id, name="Anna")
    ivan = people.add(nord.id, name="Ivan", level=3, roles=("buyer",))
    people.change(ivan.id, level=4, attitude=2, reports_to=anna.id, birthday=date(1980, 5, 17))
    people.change(ivan.id, roles=("decider",), categories=("Cleaning",), ways=(("phone", "+7 900 2", "work"),))
    people.link(anna.id, ivan.id, "influences")
    tied = people.tie(ivan.id, "anna", "knows", strength=2)
    people.tie(ivan.id, "anna", "owner")
    people.untie(tied.ties[0].id)
    people.change(ivan.id, phone="+7 900 3")
    workspace.history.undo()
    people.mark_left(ivan.id, DAY, left_to="Baltic")
    told = people.person(ivan.id).history
    assert [change.text for change in told] == [
        "status: at the company → left; left on: 10 Nov 2026; went to: Baltic",
        "taken away: Anna owns the relationship (working)",
        "Anna knows them (working) → Anna owns the relationship (working)",
        "added: Anna knows them (working)",
        "added: is influenced by Anna",
        "added: decider, buys Cleaning, phone +7 900 2 work; taken away: buyer",
        "level: 3 → 4; attitude: neutral → ally; reports to: Anna; birthday: 17 May 1980",
        "added to the map",
    ]
    assert {change.user for change in told} == {"Anna"}
    assert told[-1].at == workspace.clock.now()


def test_history_keeps_the_names_of_those_who_went(workspace: Workspace, nord: Account) -> None:
    people = workspace.contacts
    boss, ivan = people.add(nord.id, name="Boss"), people.add(nord.id, name="Ivan")
    people.change(ivan.id, reports_to=boss.id)
    people.remove(boss.id)
    assert [change.text for change in people.person(ivan.id).history] == [
        "reports to: Boss → –", "reports to: Boss", "added to the map",
    ]  # fmt: skip


def test_history_of_what_happens_to_people(workspace: Workspace, nord: Account) -> None:
    people = workspace.contacts
    volga = workspace.accounts.add(name="Volga")
    ivan = people.add(nord.id, name="CFO, to meet", placeholder=True)
    people.become(ivan.id, "Ivan")
    twin = people.add(nord.id, name="Ivan P.")
    workspace.touches.log(nord.id, contact_ids=[twin.id], outcome="spoke")
    people.merge(ivan.id, twin.id)
    moved = people.move_away(ivan.id, volga.id)
    heir = people.succeed(ivan.id, name="Heir")
    assert heir is not None
    assert [change.text for change in people.person(moved.id).history] == [
        "settled who takes over from Ivan; who takes over: Heir",
        "added to the map; moved to another account: Ivan → Volga; status: at the company → left;"
        " left on: 20 Nov 2026; went to: Volga",
        "merged two records of one person: Ivan P. → Ivan",
        "name: CFO, to meet → Ivan; to meet still: yes → –",
        "added to the map",
    ]
    assert [c.text for c in people.person(heir.id).history] == ["added to the map; settled who takes over from Ivan"]


def test_history_speaks_russian(workspace: Workspace, nord: Account) -> None:
    ivan = workspace.contacts.add(nord.id, name="Ivan")
    workspace.contacts.change(ivan.id, attitude=2)
    set_language("ru")
    assert "союзник" in workspace.contacts.person(ivan.id).history[0].text


def test_possible_duplicates_of_a_person(workspace: Workspace, nord: Account) -> None:
    people = workspace.contacts
    ivan = people.add(nord.id, name="Ivan Petrov", phone="+7 900 100-00-00")
    same = people.add(nord.id, name="Somebody", level=3, ways=(("phone", "8 (900) 100 00 00"),))
    people.add(nord.id, name="Olga Orlova")
    assert [twin.contact for twin in people.person(ivan.id).twins] == [people.get(same.id)]
    assert people.twins(nord.id, "Ivan Petrov")[0].contact == people.get(ivan.id)
    assert people.twins(nord.id, "Zoya", skip_id=ivan.id) == ()


def test_one_person_among_five_hundred_is_quick(workspace: Workspace, nord: Account) -> None:
    with workspace.step("contact.add") as step:
        from kamtui.db import tables as t

        rows = [
            t.Contact(account_id=nord.id, name=f"P {n}", search_key=f"p {n}", phone=f"+7900{n}") for n in range(500)
        ]
        step.session.add_all(rows)
        for n, row in enumerate(rows):
            touch = t.Touch(account_id=nord.id, on_date=DAY, kind="call")
            step.session.add_all([touch, t.TouchPerson(touch_id=touch.id, contact_id=row.id, name=f"P {n}")])
            step.session.add(t.ContactRole(contact_id=row.id, role="buyer"))
    person = workspace.contacts.person(rows[7].id)
    assert (len(person.touches), len(person.history)) == (1, 1)
    began = time.process_time()
    for row in rows[:20]:
        workspace.contacts.person(row.id)
    assert (time.process_time() - began) / 20 < 0.1
