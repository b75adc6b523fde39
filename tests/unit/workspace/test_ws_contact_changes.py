"""What happens to people: a placeholder met, somebody gone, who takes over, a move to another account, duplicates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kamtui.db import tables
from kamtui.domain.accounts import Account
from kamtui.domain.contacts import Contact, Way
from kamtui.domain.words import ContactStatus, Role, TieKind, WayKind
from kamtui.errors import Conflict, InvalidFields, InvalidValue, NotFound, Refused
from kamtui.workspace import Workspace

Turned = Callable[[Callable[[], Any]], Any]
DAY = date(2026, 11, 10)


@pytest.fixture
def volga(workspace: Workspace) -> Account:
    return workspace.accounts.add(name="Volga Dairy", code="VOLGA")


def boss_of(workspace: Workspace, person: Contact) -> str | None:
    return workspace.contacts.get(person.id).reports_to


def test_a_placeholder_becomes_a_person_and_keeps_tasks(workspace: Workspace, nord: Account, turned: Turned) -> None:
    people = workspace.contacts
    cfo = people.add(nord.id, name="CFO, to meet", position="CFO", placeholder=True, roles=("approver",))
    task = workspace.tasks.add(title="Meet the CFO", account_id=nord.id, contact_id=cfo.id)
    met = turned(lambda: people.become(cfo.id, "Olga Orlova", version=cfo.version, phone="+7 900 1"))
    assert (met.id, met.name, met.placeholder, met.phone, met.roles) == (
        cfo.id, "Olga Orlova", False, "+7 900 1", (Role.APPROVER,),
    )  # fmt: skip
    assert workspace.tasks.get(task.id).contact_id == cfo.id
    with pytest.raises(Refused, match="Olga Orlova is a person already"):
        people.become(cfo.id, "Somebody Else")
    with pytest.raises(InvalidFields):
        people.become(cfo.id, "  ")
    assert people.get(cfo.id).name == "Olga Orlova"


def test_who_left_went_somewhere_and_may_come_back(workspace: Workspace, nord: Account, turned: Turned) -> None:
    people = workspace.contacts
    ivan = people.add(nord.id, name="Ivan Petrov")
    gone = turned(lambda: people.mark_left(ivan.id, DAY, ivan.version, "  Baltic\tPaper "))
    assert (gone.status, gone.left_on, gone.left_to) == (ContactStatus.LEFT, DAY, "Baltic Paper")
    with pytest.raises(Conflict):
        people.bring_back(ivan.id, ivan.version)
    people.succeed(ivan.id, name="Petr Ivanov")
    back = turned(lambda: people.bring_back(ivan.id))
    assert (back.status, back.left_on, back.left_to, back.successor) == (ContactStatus.ACTIVE, None, "", None)


def test_a_new_successor_takes_the_place(workspace: Workspace, nord: Account, turned: Turned) -> None:
    people = workspace.contacts
    ceo = people.add(nord.id, name="Ceo")
    ivan = people.add(
        nord.id,
        name="Ivan Petrov",
        position="Head of purchasing",
        level=3,
        function="procurement",
        unit="Plant 1",
        reports_to=ceo.id,
        roles=("buyer", "decider"),
        categories=("Cleaning",),
        attitude=2,
        phone="+7 900 1",
    )
    low = people.add(nord.id, name="Low", reports_to=ivan.id)
    with pytest.raises(Refused, match="has not left"):
        people.succeed(ivan.id, name="Petr Ivanov")
    people.mark_left(ivan.id, DAY)
    heir = turned(lambda: people.succeed(ivan.id, name="Petr Ivanov"))
    assert (heir.position, heir.level, heir.function, heir.unit, heir.reports_to, heir.roles, heir.categories) == (
        "Head of purchasing", 3, "procurement", "Plant 1", ceo.id, (Role.DECIDER, Role.BUYER), ("Cleaning",),
    )  # fmt: skip
    assert (heir.attitude, heir.phone, heir.placeholder, heir.level_guessed) == (0, "", False, False)
    assert people.get(ivan.id).successor == heir.id
    assert boss_of(workspace, low) == heir.id
    # Another answer takes the place of the first.
    assert people.succeed(ivan.id) is None
    assert (people.get(ivan.id).successor, people.get(ivan.id).left_settled) == (None, True)
    to_meet = people.succeed(ivan.id, placeholder=True)
    assert to_meet is not None
    assert (to_meet.name, to_meet.placeholder) == ("Head of purchasing, to meet", True)
    assert (people.get(ivan.id).successor, people.get(ivan.id).left_settled) == (to_meet.id, False)


def test_a_placeholder_without_a_position_says_whose_place_it_is(workspace: Workspace, nord: Account) -> None:
    ivan = workspace.contacts.add(nord.id, name="Ivan Petrov")
    workspace.contacts.mark_left(ivan.id)
    heir = workspace.contacts.succeed(ivan.id, placeholder=True)
    assert heir is not None
    assert heir.name == "successor of Ivan Petrov, to meet"


def test_a_successor_from_below_goes_up_and_makes_no_circle(
    workspace: Workspace, nord: Account, turned: Turned
) -> None:
    people = workspace.contacts
    ceo = people.add(nord.id, name="Ceo")
    ivan = people.add(nord.id, name="Ivan", reports_to=ceo.id)
    middle = people.add(nord.id, name="Middle", reports_to=ivan.id)
    anna = people.add(nord.id, name="Anna", reports_to=middle.id)
    people.mark_left(ivan.id)
    turned(lambda: people.succeed(ivan.id, successor_id=anna.id))
    assert (boss_of(workspace, anna), boss_of(workspace, middle)) == (ceo.id, anna.id)
    # The boss takes over from somebody below, and stays below nobody.
    people.mark_left(anna.id)
    people.succeed(anna.id, successor_id=ceo.id)
    assert (boss_of(workspace, ceo), boss_of(workspace, middle)) == (None, ceo.id)


def test_who_cannot_take_over(workspace: Workspace, nord: Account, volga: Account) -> None:
    people = workspace.contacts
    ivan, gone = people.add(nord.id, name="Ivan"), people.add(nord.id, name="Gone")
    stranger = people.add(volga.id, name="Stranger")
    people.mark_left(ivan.id)
    people.mark_left(gone.id)
    before = people.of(nord.id)
    for wrong, why in ((ivan.id, "themselves"), (gone.id, "left too"), (stranger.id, "no contact of this account")):
        with pytest.raises(InvalidValue, match=why):
            people.succeed(ivan.id, successor_id=wrong)
    with pytest.raises(NotFound):
        people.succeed(ivan.id, successor_id="nobody")
    with pytest.raises(InvalidValue, match="say one"):
        people.succeed(ivan.id, name="Petr", placeholder=True)
    with pytest.raises(InvalidFields):
        people.succeed(ivan.id, name="x" * 300)
    assert people.of(nord.id) == before


def test_a_move_to_another_of_our_accounts(workspace: Workspace, nord: Account, volga: Account, turned: Turned) -> None:
    people = workspace.contacts
    ivan = people.add(
        nord.id,
        name="Ivan Petrov",
        position="Buyer",
        level=2,
        roles=("buyer",),
        phone="+7 900 1",
        email="ivan@home.ru",
        birthday=date(1980, 5, 17),
        language="ru",
        note="likes sailing",
        ways=(Way(WayKind.MESSENGER, "@ivan", "Telegram"),),
    )
    people.tie(ivan.id, "anna", TieKind.OWNER, strength=3)
    new = turned(lambda: people.move_away(ivan.id, volga.id, on=DAY, position="Chief engineer"))
    old = people.get(ivan.id)
    assert (old.status, old.left_on, old.left_to) == (ContactStatus.LEFT, DAY, "Volga Dairy")
    assert (new.account_id, new.former, new.position, new.roles) == (volga.id, ivan.id, "Chief engineer", ())
    for field in ("name", "phone", "email", "birthday", "language", "note", "ways"):
        assert getattr(new, field) == getattr(old, field)
    assert [(tie.name, tie.kind, tie.strength) for tie in new.ties] == [("Anna", "owner", 3)]
    for wrong, account, why in (
        (old.id, volga.id, "is there already"),
        (old.id, workspace.accounts.add(name="Third").id, "has moved on already"),
        (new.id, volga.id, "is where Ivan Petrov is now"),
    ):
        with pytest.raises(InvalidValue, match=why):
            people.move_away(wrong, account)
    to_meet = people.add(nord.id, name="CFO, to meet", placeholder=True)
    with pytest.raises(Refused, match="somebody to meet"):
        people.move_away(to_meet.id, volga.id)
    with pytest.raises(InvalidValue, match="future"):
        people.move_away(new.id, nord.id, on=date(2027, 1, 1))
    # Back again: a third record, and the chain goes on.
    third = people.move_away(new.id, nord.id)
    assert [found.id for found, _account in people.person(third.id).former] == [new.id, ivan.id]


def test_a_move_reopens_what_the_person_alone_proved(workspace: Workspace, nord: Account, volga: Account) -> None:
    ivan = workspace.contacts.add(nord.id, name="Ivan Petrov")
    touch = workspace.touches.log(nord.id, on=DAY, kind="visit", people=("Ivan Petrov",), outcome="saw it")
    workspace.progress.change(nord.id, "I01", status="done", touch_id=touch.id)
    workspace.contacts.move_away(ivan.id, volga.id)
    assert workspace.progress.item(nord.id, "I01").status == "in_progress"


def test_level_and_function_follow_the_position_while_they_are_guessed(workspace: Workspace, nord: Account) -> None:
    people = workspace.contacts
    ivan = people.add(nord.id, name="Ivan", position="Финансовый директор")
    assert (ivan.level, ivan.function, ivan.level_guessed, ivan.function_guessed) == (4, "finance", True, True)
    ivan = people.change(ivan.id, function="management", position="Генеральный директор")
    assert (ivan.level, ivan.function, ivan.level_guessed, ivan.function_guessed) == (5, "management", True, False)
    ivan = people.change(ivan.id, level=3, position="CFO")
    assert (ivan.level, ivan.function, ivan.level_guessed, ivan.function_guessed) == (3, "management", False, False)
    said = people.add(nord.id, name="Said", position="CFO", level=2)
    assert (said.level, said.function, said.level_guessed, said.function_guessed) == (2, "finance", False, True)


def test_an_ideal_cadence_beyond_the_maximum_is_refused(workspace: Workspace, nord: Account) -> None:
    ivan = workspace.contacts.add(nord.id, name="Ivan", cadence_maximum=30)
    with pytest.raises(InvalidValue, match="maximum of 30 days"):
        workspace.contacts.change(ivan.id, cadence_ideal=60)
    assert workspace.contacts.get(ivan.id).cadence_ideal is None


def test_a_change_of_roles_alone_is_seen_by_the_other_session(
    workspace: Workspace, nord: Account, open_workspace: Callable[..., Workspace]
) -> None:
    ivan = workspace.contacts.add(nord.id, name="Ivan", roles=("buyer",))
    boris = open_workspace("boris")
    boris.contacts.change(ivan.id, version=ivan.version, roles=("decider",))
    with pytest.raises(Conflict, match="boris changed Ivan"):
        workspace.contacts.change(ivan.id, version=ivan.version, roles=())
    assert workspace.contacts.get(ivan.id).roles == (Role.DECIDER,)


def test_deleting_somebody_with_lines_ties_ways_and_a_past(
    workspace: Workspace, nord: Account, volga: Account, turned: Turned
) -> None:
    people = workspace.contacts
    first = people.add(nord.id, name="Ivan", ways=(("phone", "+7 900 2"),))
    anna = people.add(nord.id, name="Anna")
    people.tie(first.id, "anna", "owner")
    people.link(first.id, anna.id, "influences")
    people.link(anna.id, first.id, "conflict")
    second = people.move_away(first.id, volga.id)
    people.link(second.id, people.add(volga.id, name="Boss").id, "conflict")
    third = people.move_away(second.id, nord.id)
    people.succeed(first.id, successor_id=third.id)
    turned(lambda: people.remove(second.id))
    assert people.get(third.id).former == first.id
    turned(lambda: people.remove(third.id))
    assert people.get(first.id).successor is None
    turned(lambda: people.remove(first.id))
    assert [contact.name for contact in people.of(nord.id)] == ["Anna"]


def test_deleting_an_account_whose_people_are_joined_with_others(
    workspace: Workspace, nord: Account, turned: Turned
) -> None:
    people = workspace.contacts
    daughter = workspace.accounts.add(name="Nord South", parent="NORD")
    third = workspace.accounts.add(name="Third")
    ivan = people.add(nord.id, name="Ivan", ways=(("phone", "+7 900 2"),))
    south = people.add(daughter.id, name="South")
    people.link(ivan.id, south.id, "conflict")
    people.link(south.id, ivan.id, "influences")
    people.tie(south.id, "anna", "owner")
    moved = people.move_away(ivan.id, daughter.id)
    on = people.move_away(moved.id, third.id)
    turned(lambda: workspace.accounts.remove(daughter.id))
    assert people.get(on.id).former == ivan.id
    turned(lambda: workspace.accounts.remove(nord.id))
    assert people.get(on.id).former is None


def merge_pair(workspace: Workspace, nord: Account) -> tuple[Contact, Contact]:
    people = workspace.contacts
    keep = people.add(
        nord.id, name="Ivan Petrov", level=4, roles=("buyer",), email="ivan@nord.ru", note="sails", attitude=1
    )
    other = people.add(
        nord.id,
        name="Petrov I.",
        position="CFO",
        level=3,
        function="finance",
        roles=("buyer", "decider"),
        categories=("Cleaning",),
        email="petrov@nord.ru",
        phone="+7 900 1",
        note="plays chess",
        birthday=date(1980, 5, 17),
        attitude=-1,
        ways=(("messenger", "@ivan", "Telegram"), ("email", "IVAN@nord.ru")),
    )
    return keep, other


def test_merged_facts(workspace: Workspace, nord: Account, turned: Turned) -> None:
    keep, other = merge_pair(workspace, nord)
    one = turned(lambda: workspace.contacts.merge(keep.id, other.id))
    assert (one.id, one.name, one.level, one.function, one.position, one.attitude) == (
        keep.id, "Ivan Petrov", 4, "finance", "CFO", 1,
    )  # fmt: skip
    assert (one.roles, one.categories, one.birthday) == ((Role.DECIDER, Role.BUYER), ("Cleaning",), date(1980, 5, 17))
    assert (one.note, one.email, one.phone) == ("sails\nplays chess", "ivan@nord.ru", "+7 900 1")
    assert [(way.kind, way.value) for way in one.ways] == [("email", "petrov@nord.ru"), ("messenger", "@ivan")]
    with pytest.raises(NotFound):
        workspace.contacts.get(other.id)


def test_merged_touches_tasks_and_lines(workspace: Workspace, nord: Account, turned: Turned) -> None:
    people = workspace.contacts
    keep, other = merge_pair(workspace, nord)
    anna, low = people.add(nord.id, name="Anna"), people.add(nord.id, name="Low", reports_to=other.id)
    touches = [
        workspace.touches.log(nord.id, on=DAY, contact_ids=ids, outcome="spoke")
        for ids in ([keep.id], [other.id], [keep.id, other.id])
    ]
    task = workspace.tasks.add(title="Call", account_id=nord.id, contact_id=other.id)
    people.link(keep.id, anna.id, "conflict")
    people.link(anna.id, other.id, "conflict", note="an old story")
    people.link(other.id, anna.id, "influences")
    people.link(other.id, keep.id, "influences")
    people.tie(keep.id, "anna", "owner")
    people.tie(other.id, "anna", "knows", strength=2)
    people.tie(other.id, "Boris Ours", "owner", position="CEO")
    turned(lambda: people.merge(keep.id, other.id))
    person = people.person(keep.id)
    assert {touch.id for touch in person.touches} == {touch.id for touch in touches}
    assert [touch.contact_ids for touch in person.touches] == [(keep.id,)] * 3
    assert [found.id for found in person.open_tasks] == [task.id]
    assert workspace.tasks.get(task.id).contact_id == keep.id
    assert [(link.note, found.id) for link, found in person.conflicts] == [("an old story", anna.id)]
    assert [found.id for _link, found in person.influences] == [anna.id]
    assert person.influenced_by == ()
    assert [(tie.name, tie.kind, tie.strength, tie.position) for tie in person.contact.ties] == [
        ("Anna", "owner", 2, ""), ("Boris Ours", "knows", None, "CEO"),
    ]  # fmt: skip
    assert boss_of(workspace, low) == keep.id
    # The name as it was written then still means the person when the touch is edited.
    workspace.touches.change(touches[1].id, people=("Petrov I.",), outcome="spoke long")
    assert workspace.touches.get(touches[1].id).contact_ids == (keep.id,)


@pytest.mark.parametrize("upper", ["keep", "other"])
def test_merging_across_the_tree_makes_no_circle(workspace: Workspace, nord: Account, upper: str) -> None:
    people = workspace.contacts
    top = people.add(nord.id, name="Top")
    above = people.add(nord.id, name="Above", reports_to=top.id)
    between = people.add(nord.id, name="Between", reports_to=above.id)
    below = people.add(nord.id, name="Below", reports_to=between.id)
    keep, other = (above, below) if upper == "keep" else (below, above)
    people.merge(keep.id, other.id)
    if upper == "keep":
        assert (boss_of(workspace, keep), boss_of(workspace, between)) == (top.id, keep.id)
    else:
        assert (boss_of(workspace, keep), boss_of(workspace, between)) == (between.id, top.id)


def test_who_is_at_the_company_by_one_record_is_there(workspace: Workspace, nord: Account) -> None:
    people = workspace.contacts
    keep, other = merge_pair(workspace, nord)
    people.mark_left(keep.id, DAY, left_to="Baltic")
    people.succeed(keep.id, successor_id=other.id)
    one = people.merge(keep.id, other.id)
    assert (one.status, one.left_on, one.left_to, one.successor) == (ContactStatus.ACTIVE, None, "", None)


def test_two_who_left_left_once(workspace: Workspace, nord: Account) -> None:
    people = workspace.contacts
    keep, other = merge_pair(workspace, nord)
    people.mark_left(keep.id, DAY)
    people.mark_left(other.id, date(2026, 11, 1), left_to="Baltic")
    heir = people.succeed(other.id, name="Heir")
    people.succeed(keep.id)
    assert heir is not None
    one = people.merge(keep.id, other.id)
    assert (one.left_on, one.left_to, one.successor, one.left_settled) == (DAY, "Baltic", heir.id, False)


def test_a_person_and_a_placeholder_are_a_person(workspace: Workspace, nord: Account) -> None:
    people = workspace.contacts
    to_meet = people.add(nord.id, name="CFO, to meet", position="CFO", placeholder=True)
    anna = people.add(nord.id, name="Anna", level=3)
    one = people.merge(to_meet.id, anna.id)
    assert (one.id, one.name, one.placeholder, one.level, one.level_guessed) == (to_meet.id, "Anna", False, 3, False)


def test_records_of_somebody_who_came_back(workspace: Workspace, nord: Account, volga: Account) -> None:
    people = workspace.contacts
    old = people.add(nord.id, name="Ivan")
    away = people.move_away(old.id, volga.id)
    back = people.move_away(away.id, nord.id)
    workspace.touches.log(volga.id, on=DAY, contact_ids=[away.id], outcome="there")
    for keep, other in ((old, back), (back, old)):
        one = people.merge(keep.id, other.id)
        assert (one.former, people.get(away.id).former) == (away.id, None)
        assert [touch.outcome for touch in people.person(one.id).touches] == ["there"]
        workspace.history.undo()
        assert people.get(away.id).former == old.id


def test_a_witness_stays_a_witness(workspace: Workspace, nord: Account, turned: Turned) -> None:
    people = workspace.contacts
    keep, other = merge_pair(workspace, nord)
    for code in ("K01", "K02"):
        workspace.progress.change(nord.id, code, status="done", evidence="told us")
    ids = {item.progression.code: item.progression.id for item in workspace.progress.of(nord.id).items}
    with workspace.step("progress.change") as step:
        for code, witness, document in (
            ("K01", keep.id, ""), ("K01", other.id, ""), ("K02", other.id, ""), ("K02", other.id, "minutes.pdf"),
        ):  # fmt: skip
            step.session.add(
                tables.ProgressProof(
                    account_id=nord.id, progression_id=ids[code], contact_id=witness, document=document
                )
            )
    turned(lambda: people.merge(keep.id, other.id))
    assert {item.code for item in people.person(keep.id).evidence} == {"K01", "K02"}
    proofs = "SELECT contact_id, document FROM progress_proof ORDER BY document"
    assert [tuple(row) for row in workspace.reader.rows(proofs)] == [
        (keep.id, ""), (keep.id, ""), (keep.id, "minutes.pdf"),
    ]  # fmt: skip
    turned(lambda: people.remove(keep.id))
    assert [tuple(row) for row in workspace.reader.rows(proofs)] == [(None, "minutes.pdf")]
    turned(lambda: workspace.accounts.remove(nord.id))


def test_what_cannot_be_merged(workspace: Workspace, nord: Account, volga: Account, contents: Any) -> None:
    people = workspace.contacts
    keep, _other = merge_pair(workspace, nord)
    stranger = people.add(volga.id, name="Ivan Petrov")
    long = people.add(nord.id, name="Long", note="x" * 19_998)
    before = contents(workspace)
    with pytest.raises(InvalidValue, match="the same contact"):
        people.merge(keep.id, keep.id)
    with pytest.raises(InvalidValue, match="Volga Dairy"):
        people.merge(keep.id, stranger.id)
    with pytest.raises(NotFound):
        people.merge(keep.id, "nobody")
    with pytest.raises(InvalidValue, match="longer than 20000"):
        people.merge(keep.id, long.id)
    assert contents(workspace) == before


def test_somebody_to_meet_cannot_leave_and_a_known_person_is_not_to_meet(workspace: Workspace, nord: Account) -> None:
    target = workspace.contacts.add(nord.id, name="CFO, to meet", placeholder=True)
    with pytest.raises(Refused, match="cannot leave"):
        workspace.contacts.mark_left(target.id)
    kim = workspace.contacts.add(nord.id, name="Olga Kim")
    with pytest.raises(Refused, match="is known already"):
        workspace.contacts.change(kim.id, placeholder=True)
    assert workspace.contacts.change(target.id, placeholder=True, level=4).placeholder


def test_whoever_was_deleted_meanwhile_is_said_to_be_gone(workspace: Workspace, nord: Account) -> None:
    kim = workspace.contacts.add(nord.id, name="Olga Kim")
    workspace.contacts.remove(kim.id)
    for change in (lambda: workspace.contacts.change(kim.id, level=3), lambda: workspace.contacts.person(kim.id)):
        with pytest.raises(NotFound, match=r"^contact: this record is not there any more") as refused:
            change()
        assert kim.id not in str(refused.value)
