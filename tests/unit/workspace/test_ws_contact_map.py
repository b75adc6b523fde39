"""The map as a whole: account group and units, proposals that become tasks, a contact from one line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter
from typing import Any

import pytest

from kamtui.db import tables
from kamtui.domain.accounts import Account
from kamtui.domain.quarters import Quarter
from kamtui.domain.text import search_key
from kamtui.domain.words import AgendaKind, Attitude, Function, Role, Strength
from kamtui.errors import InvalidFields, NotFound, Refused
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
Turned = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def family(workspace: Workspace, nord: Account) -> dict[str, str]:
    """Ids by code: NORD above BAKE and DAIRY, DAIRY above CHEESE; OTHER stands alone."""
    ids = {"NORD": nord.id}
    for code, parent in (("DAIRY", "NORD"), ("BAKE", "NORD"), ("CHEESE", "DAIRY"), ("OTHER", None)):
        ids[code] = workspace.accounts.add(name=f"{code} company", code=code, parent=parent).id
    return ids


def keys(workspace: Workspace, account_id: str) -> list[str]:
    return [proposal.key for proposal in workspace.contacts.proposals(account_id)]


def buy(workspace: Workspace, account_id: str, bought: dict[str, list[tuple[int, int]]]) -> None:
    """Bring order lines in: per category (days ago, amount)."""
    with workspace.step("import.orders", "test") as step:
        batch = tables.ImportBatch(file_name="test", at=workspace.clock.now())
        step.session.add(batch)
        step.session.flush()
        step.batch_id = batch.id
        for name, sold in bought.items():
            category = tables.ProductCategory(name=name, search_key=search_key(name))
            step.session.add(category)
            step.session.flush()
            for at, (days, amount) in enumerate(sold):
                step.session.add(
                    tables.OrderLine(
                        batch_id=batch.id or 0,
                        account_id=account_id,
                        order_no=name,
                        line_no=at,
                        date=TODAY - timedelta(days=days),
                        category_id=category.id,
                        amount=amount,
                    )
                )


def test_the_group_is_the_parent_and_daughters_of_any_depth(workspace: Workspace, family: dict[str, str]) -> None:
    for code in ("NORD", "DAIRY", "CHEESE"):
        found = workspace.contacts.group(family[code])
        assert [account.code for account in found] == ["NORD", "BAKE", "DAIRY", "CHEESE"]
    assert [account.code for account in workspace.contacts.group(family["OTHER"])] == ["OTHER"]
    assert workspace.contacts.group("nobody") == ()


def test_archived_accounts_are_left_out_but_not_those_below(workspace: Workspace, family: dict[str, str]) -> None:
    with workspace.step("account.archive") as step:
        step.get(tables.Account, family["DAIRY"], "account").archived_at = workspace.clock.now()
    assert [account.code for account in workspace.contacts.group(family["NORD"])] == ["NORD", "BAKE", "CHEESE"]
    assert "DAIRY" in [account.code for account in workspace.contacts.group(family["DAIRY"])]


def test_the_map_of_a_group_judges_all_its_people(workspace: Workspace, family: dict[str, str]) -> None:
    boss = workspace.contacts.add(family["NORD"], name="Boss", level=5, influence="takes_part", attitude=1)
    baker = workspace.contacts.add(family["BAKE"], name="Baker", level=3, function="production", unit="Plant 1")
    workspace.contacts.add(family["OTHER"], name="Stranger", level=3)
    with workspace.step("contact.link") as step:
        step.session.add(tables.ContactLine(from_id=boss.id, to_id=baker.id, kind="influences"))
    alone, whole = workspace.contacts.map(family["BAKE"]), workspace.contacts.map(family["BAKE"], group=True)
    assert [contact.name for contact in alone.contacts] == ["Baker"]
    assert ([account.code for account in alone.accounts], alone.quality.value, alone.links) == (["BAKE"], 1, ())
    assert [contact.name for contact in whole.contacts] == ["Boss", "Baker"]
    assert (whole.accounts[0].code, whole.quality.value, len(whole.links)) == ("NORD", 3, 1)
    assert whole.cells[3, Function.PRODUCTION].known == 1
    assert [entry.contact.name for entry in whole.uncovered] == ["Boss"]
    assert whole.units == ("Plant 1",)


def test_a_unit_shows_its_people_and_judges_them_alone(workspace: Workspace, nord: Account) -> None:
    workspace.contacts.add(nord.id, name="Here", level=4, unit="Plant Two", influence="inner_circle")
    there = workspace.contacts.add(nord.id, name="There", level=3, unit="Branch")
    workspace.contacts.add(nord.id, name="Nowhere", level=2)
    workspace.touches.log(nord.id, people=("There",), outcome="spoke")
    found = workspace.contacts.map(nord.id, unit="plant two")
    assert ([contact.name for contact in found.contacts], found.unit) == (["Here"], "Plant Two")
    assert (found.quality.value, found.coverage[3].known, found.no_active) == (2, 0, True)
    assert found.units == workspace.contacts.units(nord.id) == ("Branch", "Plant Two")
    branch = workspace.contacts.map(nord.id, unit="Branch")
    assert ([contact.id for contact in branch.contacts], branch.no_active) == ([there.id], False)
    assert workspace.contacts.map(nord.id, unit="Gone").contacts == ()


def test_a_proposal_becomes_a_task_with_its_placeholder_in_one_step(
    workspace: Workspace, nord: Account, turned: Turned
) -> None:
    workspace.contacts.add(nord.id, name="Buyer", level=2, function="procurement", roles=("decider", "sponsor"))
    assert "meet_level:4" in keys(workspace, nord.id)
    task = turned(lambda: workspace.contacts.accept(nord.id, "meet_level:4"))
    assert (task.title, task.quarter) == ("Meet somebody in procurement on level 4", Quarter(2026, 4))
    target = workspace.contacts.get(task.contact_id)
    assert (target.name, target.position) == (
        "somebody in procurement, level 4, to meet",
        "somebody in procurement, level 4",
    )
    assert (target.placeholder, target.level, target.function) == (True, 4, Function.PROCUREMENT)
    assert not [key for key in keys(workspace, nord.id) if key in ("meet_level:4", f"target:{target.id}")]
    workspace.tasks.drop(task.id, "not now")
    assert f"target:{target.id}" in keys(workspace, nord.id)


def test_what_is_proposed_no_more_is_refused(workspace: Workspace, nord: Account) -> None:
    workspace.contacts.accept(nord.id, "meet_level:5", "2027-Q2")
    for attempt in (workspace.contacts.accept, workspace.contacts.wave_off):
        with pytest.raises(Refused, match="not proposed any more"):
            attempt(nord.id, "meet_level:5")
    assert [task.quarter for task in workspace.tasks.open(nord.id)] == [Quarter(2027, 2)]


@pytest.mark.parametrize(
    ("today", "quarter"), [(date(2026, 12, 16), Quarter(2026, 4)), (date(2026, 12, 17), Quarter(2027, 1))]
)
def test_near_its_end_a_quarter_takes_no_new_work(
    open_workspace: Callable[..., Workspace], nord: Account, today: date, quarter: Quarter
) -> None:
    late = open_workspace(today=today)
    assert late.contacts.accept(nord.id, "meet_level:5").quarter == quarter
    person = late.contacts.add(nord.id, name="CFO", placeholder=True)
    assert late.contacts.target_task(person.id).quarter == Quarter(2026, 4)


def test_waved_off_never_comes_back_but_by_undo(workspace: Workspace, nord: Account, turned: Turned) -> None:
    turned(lambda: workspace.contacts.wave_off(nord.id, "meet_level:5"))
    assert keys(workspace, nord.id) == ["meet_level:4"]
    assert "waved off" in workspace.history.undo()
    assert keys(workspace, nord.id) == ["meet_level:5", "meet_level:4"]


def test_an_account_with_proposals_waved_off_can_be_deleted(workspace: Workspace, nord: Account) -> None:
    workspace.contacts.wave_off(nord.id, "meet_level:5")
    assert workspace.accounts.remove(nord.id) == "deleted"
    workspace.history.undo()
    assert keys(workspace, nord.id) == ["meet_level:4"]


def test_a_category_bought_without_an_owner(workspace: Workspace, nord: Account, turned: Turned) -> None:
    orders = {"Packaging": [(10, 500)], "Cleaners": [(300, 900), (5, -100)], "Old": [(366, 900)], "Back": [(5, -10)]}
    buy(workspace, nord.id, orders)
    workspace.contacts.wave_off(nord.id, "meet_level:5")
    workspace.contacts.wave_off(nord.id, "meet_level:4")
    found = workspace.contacts.proposals(nord.id)
    assert [proposal.category for proposal in found] == ["Cleaners", "Packaging"]
    task = turned(lambda: workspace.contacts.accept(nord.id, found[1].key))
    owner = workspace.contacts.get(task.contact_id)
    assert (owner.position, owner.categories, owner.placeholder) == ("buyer of Packaging", ("Packaging",), True)
    assert [p.category for p in workspace.contacts.proposals(nord.id) if p.category] == ["Cleaners"]
    workspace.contacts.add(nord.id, name="Ann", categories=("cleaners",))
    assert [p.category for p in workspace.contacts.proposals(nord.id) if p.category] == []


def test_a_target_contact_becomes_a_task_once(workspace: Workspace, nord: Account, turned: Turned) -> None:
    target = workspace.contacts.quick(nord.id, "head of quality", placeholder=True)
    task = turned(lambda: workspace.contacts.target_task(target.id))
    assert (task.title, task.contact_id, task.quarter) == ("Meet head of quality", target.id, workspace.quarter)
    with pytest.raises(Refused, match="already"):
        workspace.contacts.target_task(target.id, "2027-Q1")
    workspace.tasks.done(task.id)
    assert workspace.contacts.target_task(target.id, "2027-Q1").quarter == Quarter(2027, 1)
    with pytest.raises(NotFound):
        workspace.contacts.target_task("nobody")


def test_one_line_makes_a_contact(workspace: Workspace, nord: Account, turned: Turned) -> None:
    line = "Иванов Пётр, начальник ОТК, скептик, ЛПР, +7 921 555-01-02, p@nord.ru, second@nord.ru"
    made = turned(lambda: workspace.contacts.quick(nord.id, line))
    assert (made.name, made.position, made.attitude) == ("Иванов Пётр", "начальник ОТК", Attitude.SCEPTIC)
    assert (made.level, made.function, made.level_guessed, made.function_guessed) == (3, Function.QUALITY, True, True)
    assert (made.roles, made.phone, made.email) == ((Role.DECIDER,), "+7 921 555-01-02", "p@nord.ru")
    assert [way.value for way in made.ways] == ["second@nord.ru"]
    in_cell = workspace.contacts.quick(nord.id, "Orlova, CEO", level=2, function=Function.IT)
    assert (in_cell.level, in_cell.function) == (2, Function.IT)
    assert not in_cell.level_guessed
    assert not in_cell.function_guessed
    with pytest.raises(InvalidFields):
        workspace.contacts.quick(nord.id, " ")


def test_understanding_names_duplicates_and_writes_nothing(workspace: Workspace, nord: Account) -> None:
    workspace.contacts.add(nord.id, name="Пётр Иванов", phone="8 (921) 555-01-02", attitude=1)
    workspace.contacts.add(nord.id, name="CFO, to meet", position="CFO", level=4, function="finance", placeholder=True)
    said = workspace.contacts.understand(nord.id, "Иванов Петр, финдир, +7 921 5550102")
    assert [(twin.contact.name, twin.reason) for twin in said.duplicates] == [
        ("Пётр Иванов", "same phone: 8 (921) 555-01-02; same name in another order"),
        ("CFO, to meet", "to meet in the same place"),
    ]
    assert said.duplicates[0].contact.attitude is Attitude.SUPPORTER
    assert (said.name, said.level, said.function) == ("Иванов Петр", 4, Function.FINANCE)
    assert workspace.contacts.understand(nord.id, "").duplicates == ()
    assert workspace.contacts.understand(nord.id, "CFO", placeholder=True).duplicates == ()
    assert len(workspace.contacts.of(nord.id)) == 2


def test_own_cadence_and_chosen_reach_today(workspace: Workspace, nord: Account) -> None:
    add = workspace.contacts.add
    chosen = add(nord.id, name="Chosen", level=1, cadence_maximum=10, chosen=True)
    rare = add(nord.id, name="Rare", level=4, function="it", cadence_maximum=500, roles=("user",))
    add(nord.id, name="Plain", level=3)
    settled = add(nord.id, name="Settled", level=2)
    for name, days in (("Chosen", 12), ("Rare", 400), ("Plain", 60)):
        workspace.touches.log(nord.id, people=(name,), on=TODAY - timedelta(days=days))
    workspace.contacts.mark_left(settled.id)
    gone = [line.ref for line in workspace.today.agenda() if line.kind is AgendaKind.CONTACT_LEFT]
    assert gone == [settled.id]
    workspace.contacts.succeed(settled.id)
    lines = workspace.today.agenda()
    assert [line.ref for line in lines if line.kind is AgendaKind.CADENCE] == [chosen.id]
    assert not [line for line in lines if line.kind in (AgendaKind.CONTACT_LEFT, AgendaKind.NO_TOUCH)]
    assert workspace.contacts.map(nord.id).coverage[rare.level or 0].active == 1


def test_a_map_of_five_hundred_people_is_judged_at_once(workspace: Workspace, nord: Account) -> None:
    with workspace.step("contact.add") as step:
        step.session.add_all(
            tables.Contact(
                account_id=nord.id,
                name=f"Person {n}",
                search_key=f"person {n}",
                level=n % 5 + 1,
                function=list(Function)[n % 10].value,
                strength=Strength.WORKING,
                placeholder=n % 9 == 0,
            )
            for n in range(500)
        )
    best = {"map": 9.0, "proposals": 9.0, "understand": 9.0}
    for _attempt in range(3):
        for name, call in (
            ("map", lambda: workspace.contacts.map(nord.id, group=True)),
            ("proposals", lambda: workspace.contacts.proposals(nord.id)),
            ("understand", lambda: workspace.contacts.understand(nord.id, "Person 77, CEO, +")),
        ):
            begin = perf_counter()
            call()
            best[name] = min(best[name], perf_counter() - begin)
    assert all(seconds < 0.1 for seconds in best.values()), best
