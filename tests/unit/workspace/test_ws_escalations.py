"""Escalations: opened, solved, confirmed, taken back; the SLA; what becomes of them when people or accounts go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.escalations import Escalation, OurPerson
from kamtui.domain.words import AgendaKind, AlertKind, EscalationStatus
from kamtui.errors import Conflict, InvalidFields, InvalidValue, NotFound, Refused
from kamtui.workspace import Workspace

Turned = Callable[[Callable[[], Any]], Any]
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def in_utc(workspace: Workspace) -> None:
    """Working hours of the tests are those of the clock."""
    hours = workspace.settings.work_hours
    workspace.settings._work_hours = hours._replace(zone=ZoneInfo("UTC"))


@pytest.fixture
def drums(workspace: Workspace, nord: Account) -> Escalation:
    return workspace.escalations.open(nord.id, title="Drums leaked", severity="critical")


def test_open_to_confirmed(workspace: Workspace, nord: Account, turned: Turned) -> None:
    petrov = workspace.contacts.add(nord.id, name="Ivan Petrov")
    one = turned(
        lambda: workspace.escalations.open(
            nord.id,
            title=" Drums leaked ",
            severity="critical",
            contact_id=petrov.id,
            people=["Olga, logistics", ("Ivan", "quality"), "olga", " "],
            note="forty of them",
        )
    )
    assert (one.title, one.owner, one.contact_name, one.version) == ("Drums leaked", "anna", "Ivan Petrov", 1)
    assert set(one.people) == {OurPerson("olga"), OurPerson("Ivan", "quality")}
    assert (one.opened_at, one.due_at, one.hours_left) == (
        datetime(2026, 11, 20, 9),
        datetime(2026, 11, 20, 13),
        4,
    )
    with pytest.raises(Refused, match="not solved yet"):
        workspace.escalations.confirm(one.id)
    with pytest.raises(InvalidFields) as missing:
        workspace.escalations.resolve(one.id, " ", "")
    assert [error.field for error in missing.value.errors] == ["cause", "resolution"]
    solved = turned(lambda: workspace.escalations.resolve(one.id, "bad lids", "new lids", one.version))
    assert (solved.status, solved.clock) == (EscalationStatus.RESOLVED, "solved within the SLA")
    with pytest.raises(Refused, match="solved already"):
        workspace.escalations.resolve(one.id, "a", "b")
    with pytest.raises(InvalidFields, match="cause"):
        workspace.escalations.change(one.id, cause="")
    confirmed = turned(lambda: workspace.escalations.confirm(one.id))
    assert (confirmed.status, confirmed.confirmed_by, confirmed.confirmed_on) == (
        EscalationStatus.CONFIRMED,
        "Ivan Petrov",
        TODAY,
    )
    again = turned(lambda: workspace.escalations.reopen(one.id))
    assert (again.is_open, again.confirmed_on, again.cause, again.due_at) == (True, None, "bad lids", one.due_at)
    turned(lambda: workspace.escalations.remove(one.id))
    with pytest.raises(NotFound):
        workspace.escalations.get(one.id)


def test_another_severity_sets_the_sla_anew_from_the_opening(
    workspace: Workspace, drums: Escalation, turned: Turned
) -> None:
    mild = turned(lambda: workspace.escalations.change(drums.id, drums.version, severity="normal", title="Drums"))
    assert mild.opened_at == drums.opened_at
    assert mild.hours_left == 24
    workspace.settings.set("sla_hours", {"critical": 1, "high": 2, "normal": 3})
    workspace.settings.set("days_off", ["2026-11-20"])
    hours = workspace.settings.work_hours
    workspace.settings._work_hours = hours._replace(zone=ZoneInfo("UTC"))
    assert workspace.escalations.change(drums.id, severity="high").due_at == datetime(2026, 11, 23, 11)
    assert workspace.escalations.change(drums.id, severity="high", note="x").due_at == datetime(2026, 11, 23, 11)


def test_people_of_ours_are_replaced(workspace: Workspace, drums: Escalation, turned: Turned) -> None:
    turned(lambda: workspace.escalations.change(drums.id, people=["Olga, logistics", "Ivan"]))
    now = turned(lambda: workspace.escalations.change(drums.id, people=["Olga, quality", "Petr"]))
    assert now.people == (OurPerson("Olga", "quality"), OurPerson("Petr"))
    assert now.version > drums.version
    assert turned(lambda: workspace.escalations.change(drums.id, people=())).people == ()


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"title": " "}, "title"), ({"severity": "awful"}, "severity"), ({"people": ["x" * 201]}, "people")],
)
def test_what_cannot_be_taken_is_refused(
    workspace: Workspace, nord: Account, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidFields) as refused:
        workspace.escalations.open(nord.id, **{"title": "Drums", **fields})
    assert [error.field for error in refused.value.errors] == [field]
    assert workspace.escalations.all() == []


def test_strangers_and_wrong_days_are_refused(workspace: Workspace, nord: Account, drums: Escalation) -> None:
    other = workspace.accounts.add(name="Ural", code="URAL")
    stranger = workspace.contacts.add(other.id, name="Orlova")
    with pytest.raises(InvalidValue, match="another account"):
        workspace.escalations.open(nord.id, title="x", contact_id=stranger.id)
    with pytest.raises(InvalidValue, match="no such user"):
        workspace.escalations.open(nord.id, title="x", owner="nobody")
    with pytest.raises(InvalidValue, match="future"):
        workspace.escalations.open(nord.id, title="x", opened_at=datetime(2026, 11, 20, 10))
    workspace.escalations.resolve(drums.id, "a", "b")
    with pytest.raises(InvalidValue, match="who of the client"):
        workspace.escalations.confirm(drums.id)
    with pytest.raises(InvalidValue, match="another account"):
        workspace.escalations.confirm(drums.id, stranger.id)
    petrov = workspace.contacts.add(nord.id, name="Petrov")
    for day, words in ((TODAY + timedelta(days=1), "future"), (TODAY - timedelta(days=1), "before the escalation")):
        with pytest.raises(InvalidValue, match=words):
            workspace.escalations.confirm(drums.id, petrov.id, day)
    with pytest.raises(Conflict):
        workspace.escalations.confirm(drums.id, petrov.id, version=drums.version)


def test_lists_are_in_the_order_of_what_presses(workspace: Workspace, nord: Account, drums: Escalation) -> None:
    opened = datetime(2026, 11, 16, 9)
    late = workspace.escalations.open(nord.id, title="Late", severity="high", opened_at=opened)
    solved = workspace.escalations.open(nord.id, title="Solved")
    workspace.escalations.resolve(solved.id, "a", "b")
    assert [one.title for one in workspace.escalations.of(nord.id)] == ["Late", "Drums leaked", "Solved"]
    assert [one.title for one in workspace.escalations.all(open_only=True)] == ["Late", "Drums leaked"]
    assert workspace.escalations.get(late.id).hours_left == 8 - 4 * 9
    assert workspace.escalations.find(nord.id, "drums").id == drums.id
    assert workspace.escalations.find(nord.id, late.id[-6:]).id == late.id
    assert [one.title for one in workspace.escalations.unfinished([nord.id])[nord.id]] == [
        "Late",
        "Drums leaked",
        "Solved",
    ]


def test_it_is_on_today_and_among_the_alerts(workspace: Workspace, nord: Account, drums: Escalation) -> None:
    lines = [item for item in workspace.today.agenda() if item.kind is AgendaKind.ESCALATION]
    assert [(item.reason, item.ref, item.mark) for item in lines] == [("SLA 4 h left", drums.id, "!!")]
    assert "SLA clock" in [part.label for part in workspace.today.why(lines[0]).parts]
    alerts = [alert.text for alert in workspace.accounts.alerts(nord.id) if alert.kind is AlertKind.ESCALATION]
    assert alerts == ["Drums leaked: SLA 4 h left"]
    workspace.escalations.resolve(drums.id, "a", "b")
    assert not [alert for alert in workspace.accounts.alerts(nord.id) if alert.kind is AlertKind.ESCALATION]
    (line,) = [item for item in workspace.today.agenda() if item.kind is AgendaKind.ESCALATION]
    assert line.reason == "solved today, the client has not confirmed it"


def test_a_contact_who_goes_leaves_it_and_one_who_is_merged_takes_it_along(
    workspace: Workspace, nord: Account, turned: Turned
) -> None:
    petrov, twin = (workspace.contacts.add(nord.id, name=name) for name in ("Petrov", "Ivan Petrov"))
    one = workspace.escalations.open(nord.id, title="Drums", contact_id=twin.id)
    workspace.escalations.resolve(one.id, "a", "b")
    workspace.escalations.confirm(one.id)
    turned(lambda: workspace.contacts.merge(petrov.id, twin.id))
    merged = workspace.escalations.get(one.id)
    assert (merged.contact_id, merged.confirmed_by_id) == (petrov.id, petrov.id)
    turned(lambda: workspace.contacts.remove(petrov.id))
    left = workspace.escalations.get(one.id)
    assert (left.contact_id, left.confirmed_by_id, left.status) == (None, None, EscalationStatus.CONFIRMED)


def test_an_account_goes_with_its_claims(workspace: Workspace, nord: Account, turned: Turned) -> None:
    workspace.escalations.open(nord.id, title="Drums", people=["Olga"])
    workspace.tenders.add(nord.id, title="Packaging")
    workspace.contracts.add(nord.id, title="Frame")
    turned(lambda: workspace.accounts.remove(nord.id))
    assert not workspace.escalations.all()
    assert not workspace.tenders.all()
    assert not workspace.contracts.all()


def test_it_may_be_opened_when_the_client_called_and_the_clock_runs_since(workspace: Workspace, nord: Account) -> None:
    escalations = workspace.escalations
    called = escalations.understand_opening("yesterday 16:00")
    assert called == datetime(2026, 11, 19, 16)
    one = escalations.open(nord.id, title="Drums leaked", severity="high", opened_at=called)
    assert (one.opened_at, one.due_at, one.hours_left) == (called, datetime(2026, 11, 20, 15), 6)
    moved = escalations.change(one.id, one.version, opened_at=datetime(2026, 11, 18, 17))
    assert (moved.due_at, moved.hours_left) == (datetime(2026, 11, 19, 16), -2)
    with pytest.raises(InvalidValue, match="future"):
        escalations.change(one.id, opened_at=datetime(2026, 11, 20, 9, 1))
    escalations.resolve(one.id, "bad lids", "new lids")
    workspace.history.undo()
    workspace.history.undo()
    assert escalations.get(one.id).opened_at == called


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("", datetime(2026, 11, 20, 9)),
        ("today", datetime(2026, 11, 20, 9)),
        ("вчера в 16:30", datetime(2026, 11, 19, 16, 30)),
        ("вчера", datetime(2026, 11, 19, 9)),
        ("2026-11-18 08:15", datetime(2026, 11, 18, 8, 15)),
        ("2026-11-18", datetime(2026, 11, 18, 9)),
        ("2026-11-18T08:15+03:00", datetime(2026, 11, 18, 5, 15)),
        ("8:10", datetime(2026, 11, 20, 8, 10)),
    ],
)
def test_when_it_was_raised_in_words(workspace: Workspace, text: str, moment: datetime) -> None:
    assert workspace.escalations.understand_opening(text) == moment


@pytest.mark.parametrize("text", ["yesterday 16:00 or so", "when he called", "tomorrow 10:00", "2026-13-40"])
def test_a_moment_that_cannot_be_is_refused(workspace: Workspace, text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        workspace.escalations.understand_opening(text)
    assert refused.value.field == "opened_at"


def test_other_working_hours_move_the_clock_of_what_is_open_and_leave_what_is_solved(
    workspace: Workspace, nord: Account, drums: Escalation
) -> None:
    other = workspace.escalations.open(nord.id, title="Late truck", severity="critical")
    solved = workspace.escalations.resolve(other.id, "a", "b")
    assert (drums.due_at, solved.due_at) == (datetime(2026, 11, 20, 13), datetime(2026, 11, 20, 13))
    workspace.settings.set("working_hours", "07:00-11:00")
    workspace.settings._work_hours = workspace.settings.work_hours._replace(zone=ZoneInfo("UTC"))
    # Two hours on Friday, two on Monday: what is allowed, when it ends and what is left agree.
    now = workspace.escalations.get(drums.id)
    assert (now.due_at, now.hours_left) == (datetime(2026, 11, 23, 9), 4)
    assert workspace.escalations.get(other.id).due_at == datetime(2026, 11, 20, 13)
    (line,) = [one for one in workspace.today.agenda() if one.kind is AgendaKind.ESCALATION and "Drums" in one.title]
    assert line.due == date(2026, 11, 23)
    again = workspace.escalations.reopen(other.id)
    assert again.due_at == datetime(2026, 11, 23, 9)


def test_public_holidays_and_days_off_stop_the_clock(workspace: Workspace, nord: Account) -> None:
    late = workspace.escalations.open(nord.id, title="Late truck", severity="high", opened_at=datetime(2026, 11, 3, 17))
    assert late.due_at == datetime(2026, 11, 4, 16)
    workspace.settings.set("holidays", "RU")  # 4 November
    workspace.settings.set("days_off", "2026-11-05")
    workspace.settings._work_hours = workspace.settings.work_hours._replace(zone=ZoneInfo("UTC"))
    assert workspace.escalations.get(late.id).due_at == datetime(2026, 11, 6, 16)
