"""The agenda from real rows of every source, and what it costs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from kamtui.db import tables
from kamtui.domain import today as rules
from kamtui.domain.accounts import Account
from kamtui.domain.words import AgendaKind
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
Sell = Callable[..., None]


def kinds(workspace: Workspace) -> dict[str, list[str]]:
    """Titles by kind of line."""
    found: dict[str, list[str]] = {}
    for item in workspace.today.agenda():
        found.setdefault(item.kind.value, []).append(item.title)
    return found


def test_an_empty_workspace_has_an_empty_day(workspace: Workspace) -> None:
    assert workspace.today.agenda() == []
    assert workspace.today.done_today() == []


def test_tasks_late_first_with_the_account_and_the_sum_of_parts(workspace: Workspace, nord: Account) -> None:
    workspace.tasks.add(title="today", account_id=nord.id, due=TODAY)
    late = workspace.tasks.add(title="late", account_id=nord.id, due=TODAY - timedelta(days=2), priority="high")
    workspace.tasks.add(title="loose", due=TODAY)
    workspace.tasks.add(title="far", account_id=nord.id, due=TODAY + timedelta(days=30))
    workspace.tasks.add(title="planned", account_id=nord.id, quarter="2026-Q4")
    workspace.touches.log(nord.id, next_step="follow up", next_due=TODAY + timedelta(days=1))
    done = workspace.tasks.add(title="done", account_id=nord.id, due=TODAY)
    workspace.tasks.done(done.id)
    agenda = workspace.today.agenda()
    assert agenda[0].ref == late.id
    assert (agenda[0].account_code, agenda[0].account_name) == ("NORD", "Nord Foods")
    assert kinds(workspace)["task"] == ["late", "today", "loose"]
    assert kinds(workspace)["next_step"] == ["follow up"]
    for item in agenda:
        why = workspace.today.why(item)
        assert why.value == pytest.approx(sum(value for _name, value in item.parts))
        assert all(part.label and part.label[0].isupper() for part in why.parts)
    assert [item.urgency for item in agenda] == sorted((item.urgency for item in agenda), reverse=True)


def test_people_progress_money_and_quarters_make_lines(workspace: Workspace, nord: Account, sell: Sell) -> None:
    for name, level, birthday in (("Anna Orlova", 4, date(1980, 11, 22)), ("Ivan Petrov", 3, None), ("Gone", 2, None)):
        workspace.contacts.add(
            nord.id, name=name, level=level, function="finance", roles=("decider",), birthday=birthday
        )
    orlova, petrov, gone = (workspace.contacts.find(nord.id, name) for name in ("Orlova", "Petrov", "Gone"))
    workspace.touches.log(nord.id, on=TODAY - timedelta(days=5), people=(orlova.name,))
    workspace.touches.log(nord.id, on=TODAY - timedelta(days=58), people=(petrov.name,))
    workspace.contacts.mark_left(gone.id)
    workspace.progress.change(nord.id, "K03", status="in_progress", on=TODAY - timedelta(days=97))
    workspace.progress.change(nord.id, "K01", status="done", evidence="x", on=TODAY - timedelta(days=350))
    workspace.tasks.add(title="unfinished", account_id=nord.id, quarter="2026-Q3")
    days = [TODAY - timedelta(days=60 + 10 * n) for n in range(12)]
    sell(workspace, {nord.id: [(day, 1000, 0, 0, True) for day in days]})
    found = kinds(workspace)
    assert found[AgendaKind.CADENCE] == ["No touch with Ivan Petrov"]
    assert found[AgendaKind.SINGLE_THREAD]
    assert "Gone" in found[AgendaKind.CONTACT_LEFT][0]
    assert found[AgendaKind.STALLED][0].startswith("K03 ")
    assert found[AgendaKind.EXPIRING][0].startswith("K01 ")
    assert found[AgendaKind.FALLING_ORDERS]
    assert "2026-Q3" in found[AgendaKind.QUARTER_CLOSING][0]
    assert "Anna Orlova" in found[AgendaKind.BIRTHDAY][0]
    with workspace.step("account.archive") as step:
        step.get(tables.Account, nord.id, "account").archived_at = workspace.clock.now()
    assert workspace.today.agenda() == []


def test_an_account_without_any_touch_says_so_once(workspace: Workspace, nord: Account) -> None:
    workspace.contacts.add(nord.id, name="Ivan", level=4, roles=("decider",))
    assert list(kinds(workspace)) == [AgendaKind.NO_TOUCH]


def test_a_kam_sees_the_own_accounts_and_those_of_nobody(open_workspace: Callable[..., Workspace]) -> None:
    anna, boris = open_workspace(), open_workspace("boris")
    boris.accounts.add(name="His")
    boris.tasks.add(title="his own", due=TODAY)
    assert {item.account_name for item in anna.today.agenda()} == {"His"}
    anna.accounts.add(name="Hers")
    anna.accounts.add(name="Nobody's", owner=None)
    assert {item.account_name for item in anna.today.agenda()} == {"Hers", "Nobody's"}
    his = anna.accounts.find("His")
    anna.accounts.change(his.id, deputy="anna")
    assert {item.account_name for item in anna.today.agenda()} == {"Hers", "Nobody's", "His"}


def test_agenda_loads_no_orm_and_no_grammar(workspace: Workspace, nord: Account, db_path: Path) -> None:
    workspace.tasks.add(title="x", account_id=nord.id, due=TODAY)
    code = (
        "import sys; from datetime import date; from kamtui.clock import Clock; from kamtui.workspace import Workspace;"
        f"w = Workspace({str(db_path)!r}, Clock(date(2026, 11, 20)), 'anna'); assert w.today.agenda();"
        "print(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {"sqlalchemy", "sqlmodel", "pydantic", "alembic", "babel", "textual", "rich"}
    assert not {"kamtui.domain.when", "kamtui.domain.touchline", "kamtui.workspace.inputs"} & set(done.stdout.split())


def test_the_lean_agenda_is_that_of_all_the_facts(workspace: Workspace, sell: Sell) -> None:
    """What the first screen leaves unread could have made no line."""
    random = Random(7)
    for number in range(4):
        account = workspace.accounts.add(name=f"Account {number}", category="K", cadence_days=random.choice((None, 20)))
        people = [
            workspace.contacts.add(
                account.id,
                name=f"Person {number} {n}",
                level=random.choice((None, 1, 2, 3, 4, 5)),
                function=random.choice((None, "finance", "technical")),
                influence=random.choice((None, "outside", "takes_part", "inner_circle")),
                roles=random.choice(((), (), ("decider", "champion"))),
                birthday=random.choice((None, date(1970, 11, 24), date(1980, 2, 29))),
                placeholder=random.random() < 0.1,
            )
            for n in range(12)
        ]
        for _ in range(12):
            names = tuple({random.choice(people).name for _ in range(2)})
            workspace.touches.log(account.id, on=TODAY - timedelta(days=random.randrange(0, 300)), people=names)
        workspace.contacts.mark_left(random.choice(people).id, TODAY - timedelta(days=random.choice((5, 200))))
        for code in ("K01", "K02", "K05", "C01", "C02", "I01"):
            day = TODAY - timedelta(days=random.randrange(0, 400))
            status = random.choice(("in_progress", "done", "not_applicable"))
            workspace.progress.change(account.id, code, status=status, evidence="x", on=day)
        for n in range(4):
            workspace.tasks.add(
                title=f"t{n}", account_id=account.id, due=TODAY + timedelta(days=random.randrange(-90, 30))
            )
        sell(workspace, {account.id: [(TODAY - timedelta(days=60 + 9 * n), 100, 0, 0, True) for n in range(8)]})
    loose = [workspace.tasks.add(title="loose", due=TODAY)]
    full = rules.agenda(workspace.accounts.facts().values(), workspace.method, TODAY, loose)
    assert len({item.kind for item in full}) >= 7
    assert workspace.today.agenda() == list(full)


def test_touches_with_nobody_on_the_map_ask_for_people_not_for_a_call(workspace: Workspace) -> None:
    account = workspace.accounts.add(name="Nord Foods")
    workspace.touches.log(account.id, on="2026-11-19", kind="meeting", people=("Ivanov",), outcome="met")
    line = next(item for item in workspace.today.agenda() if item.account_id == account.id)
    assert (line.title, line.reason) == ("Put people on the map", "nobody is on the map: add whom you speak to")
