"""Meetings on a real file: planned, changed, cancelled, held; what happens to them when others go."""

from __future__ import annotations

import time as clock
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.contacts import Contact
from kamtui.domain.words import MeetingStatus, TouchKind
from kamtui.errors import Conflict, InvalidFields, InvalidValue, Refused
from kamtui.workspace import Workspace

FRIDAY = date(2026, 11, 20)
Turned = Callable[[Callable[[], Any]], Any]


@pytest.fixture(autouse=True)
def in_moscow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock on the wall is three hours ahead of UTC."""
    monkeypatch.setenv("TZ", "Europe/Moscow")
    clock.tzset()
    yield
    monkeypatch.undo()
    clock.tzset()


@pytest.fixture
def petrov(workspace: Workspace, nord: Account) -> Contact:
    return workspace.contacts.add(nord.id, name="Ivan Petrov", email="petrov@nord.example")


def test_every_field_comes_back(workspace: Workspace, nord: Account, petrov: Contact, turned: Turned) -> None:
    made = turned(
        lambda: workspace.meetings.add(
            title="Talk about the\tplant",
            on=FRIDAY,
            at="15:30",
            minutes=90,
            account_id=nord.id,
            place="Nord, room 4",
            people=("petrov", "guest@else.example", "Our engineer"),
            note="bring samples",
        )
    )
    assert (made.title, made.day, made.time, made.minutes) == ("Talk about the plant", FRIDAY, time(15, 30), 90)
    assert [tuple(one) for one in made.people] == [
        ("Ivan Petrov", "petrov@nord.example", petrov.id),
        ("guest@else.example", "guest@else.example", None),
        ("Our engineer", "", None),
    ]
    assert (made.account_code, made.place, made.note, made.user) == ("NORD", "Nord, room 4", "bring samples", "anna")
    assert made.own
    assert workspace.reader.value("SELECT starts_at FROM meeting").startswith("2026-11-20 12:30:00")
    assert workspace.meetings.of(nord.id) == [made]


def test_the_account_is_that_of_the_people(workspace: Workspace, nord: Account, petrov: Contact) -> None:
    made = workspace.meetings.add(title="Talk", on=FRIDAY, at="9:00".zfill(5), people=("Petrov@Nord.example",))
    assert made.account_id == nord.id
    assert made.people[0].contact_id == petrov.id


def test_two_accounts_with_as_many_people_leave_it_open(workspace: Workspace, nord: Account, petrov: Contact) -> None:
    other = workspace.accounts.add(name="Volga Milk")
    workspace.contacts.add(other.id, name="Olga Kim", email="kim@volga.example")
    both = workspace.meetings.add(title="Fair", on=FRIDAY, people=("petrov@nord.example", "kim@volga.example"))
    assert both.account_id is None


def test_whole_days_have_no_zone(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    fair = workspace.meetings.add(title="Fair", on=FRIDAY, days=3)
    monkeypatch.setenv("TZ", "America/New_York")
    clock.tzset()
    again = workspace.meetings.get(fair.id)
    assert (again.day, again.last_day, again.time, again.minutes) == (FRIDAY, date(2026, 11, 22), None, 0)
    assert workspace.meetings.between(date(2026, 11, 22), date(2026, 11, 22)) == [again]
    assert workspace.meetings.between(date(2026, 11, 23), date(2026, 11, 23)) == []
    assert workspace.week.day(date(2026, 11, 22)).entries[0].title == "Fair"


@pytest.mark.parametrize(
    ("at", "minutes", "days"),
    [("00:00", 60, [20]), ("23:30", 60, [20, 21]), ("23:00", 60, [20]), ("02:00", 60, [20])],
)
def test_days_are_those_of_the_wall(workspace: Workspace, at: str, minutes: int, days: list[int]) -> None:
    workspace.meetings.add(title="Late", on=FRIDAY, at=at, minutes=minutes)
    found = [n for n in (19, 20, 21) if workspace.meetings.between(date(2026, 11, n), date(2026, 11, n))]
    assert found == days


def test_changes_and_a_new_day_alone(workspace: Workspace, turned: Turned) -> None:
    made = workspace.meetings.add(title="Talk", on=FRIDAY, at="15:00", minutes=30)
    moved = turned(lambda: workspace.meetings.change(made.id, made.version, on=date(2026, 11, 23), title="Long talk"))
    assert (moved.starts, moved.minutes, moved.title) == (datetime(2026, 11, 23, 15), 30, "Long talk")
    assert moved.sequence == made.sequence + 1
    whole = workspace.meetings.change(made.id, at=None)
    assert (whole.all_day, whole.day, whole.last_day) == (True, date(2026, 11, 23), date(2026, 11, 23))
    with pytest.raises(Conflict):
        workspace.meetings.change(made.id, made.version, title="Other")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " ", "on": FRIDAY}, "title"),
        ({"title": "x"}, "on"),
        ({"title": "x", "on": FRIDAY, "at": "25:00"}, "at"),
        ({"title": "x", "on": FRIDAY, "minutes": 0}, "minutes"),
        ({"title": "x", "on": FRIDAY, "days": 61}, "days"),
    ],
)
def test_bad_fields_are_refused_in_place(workspace: Workspace, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidFields) as refused:
        workspace.meetings.add(**fields)
    assert [error.field for error in refused.value.errors] == [field]
    assert workspace.reader.value("SELECT count(*) FROM meeting") == 0


def test_held_is_logged_as_a_touch_in_one_step(
    workspace: Workspace, nord: Account, petrov: Contact, turned: Turned
) -> None:
    made = workspace.meetings.add(title="Talk", on=FRIDAY, at="9:00".zfill(5), people=("petrov@nord.example", "Kim"))
    touch = turned(lambda: workspace.meetings.hold(made.id, "wants samples", "send samples", version=made.version))
    assert (touch.kind, touch.on, touch.outcome, touch.next_step) == (
        TouchKind.MEETING,
        FRIDAY,
        "wants samples",
        "send samples",
    )
    assert set(touch.people) == {"Ivan Petrov", "Kim"}
    held = workspace.meetings.get(made.id)
    assert (held.status, held.touch_id) == (MeetingStatus.HELD, touch.id)
    with pytest.raises(Refused):
        workspace.meetings.hold(made.id)
    with pytest.raises(Refused, match="delete its touch"):
        workspace.meetings.cancel(made.id)
    turned(lambda: workspace.touches.remove(touch.id))
    assert workspace.meetings.get(made.id).status is MeetingStatus.PLANNED


def test_a_meeting_to_come_or_without_account_is_not_held(workspace: Workspace, nord: Account) -> None:
    later = workspace.meetings.add(title="Talk", on=date(2026, 11, 23), account_id=nord.id)
    with pytest.raises(InvalidValue, match="future"):
        workspace.meetings.hold(later.id)
    loose = workspace.meetings.add(title="Dentist", on=FRIDAY)
    with pytest.raises(InvalidValue, match="account"):
        workspace.meetings.hold(loose.id)
    assert workspace.reader.value("SELECT count(*) FROM touch") == 0


def test_cancelled_ones_stay_but_are_not_in_the_day(workspace: Workspace, nord: Account, turned: Turned) -> None:
    made = workspace.meetings.add(title="Talk", on=FRIDAY, account_id=nord.id)
    turned(lambda: workspace.meetings.cancel(made.id, made.version))
    assert workspace.meetings.between(FRIDAY, FRIDAY) == []
    assert [one.status for one in workspace.meetings.between(FRIDAY, FRIDAY, cancelled=True)] == [
        MeetingStatus.CANCELLED
    ]
    turned(lambda: workspace.meetings.remove(made.id))
    assert workspace.meetings.of(nord.id) == []


def test_whose_meetings_are_seen(workspace: Workspace, nord: Account, open_workspace: Callable[..., Workspace]) -> None:
    workspace.meetings.add(title="Own", on=FRIDAY)
    boris = open_workspace("boris")
    boris.meetings.add(title="Of Boris", on=FRIDAY)
    boris.meetings.add(title="Of Boris at Nord", on=FRIDAY, account_id=nord.id)
    assert {one.title for one in workspace.meetings.between(FRIDAY, FRIDAY)} == {"Own", "Of Boris at Nord"}
    assert workspace.meetings.find("nord", FRIDAY, FRIDAY).title == "Of Boris at Nord"
    # Who owns no account sees the day of all accounts, as on Today, and nobody's own meetings.
    head = open_workspace("vera")
    assert {one.title for one in head.meetings.between(FRIDAY, FRIDAY)} == {"Of Boris at Nord"}


def test_what_becomes_of_it_when_people_and_accounts_go(
    workspace: Workspace, nord: Account, petrov: Contact, turned: Turned
) -> None:
    twin = workspace.contacts.add(nord.id, name="I. Petrov", email="ivan@nord.example")
    both = workspace.meetings.add(title="Both", on=FRIDAY, people=("petrov@nord.example", "ivan@nord.example"))
    one = workspace.meetings.add(title="One", on=FRIDAY, people=("ivan@nord.example",))
    turned(lambda: workspace.contacts.merge(petrov.id, twin.id))
    assert [each.contact_id for each in workspace.meetings.get(both.id).people] == [petrov.id]
    assert [each.contact_id for each in workspace.meetings.get(one.id).people] == [petrov.id]
    other = workspace.accounts.add(name="Volga Milk")
    guest = workspace.meetings.add(title="Guest", on=FRIDAY, account_id=other.id, people=("petrov@nord.example",))
    workspace.meetings.hold(one.id)
    turned(lambda: workspace.accounts.remove(nord.id))
    assert [each.title for each in workspace.meetings.between(FRIDAY, FRIDAY)] == ["Guest"]
    assert [tuple(each) for each in workspace.meetings.get(guest.id).people] == [
        ("Ivan Petrov", "petrov@nord.example", None)
    ]


def test_a_deleted_contact_keeps_the_name(workspace: Workspace, nord: Account, petrov: Contact, turned: Turned) -> None:
    made = workspace.meetings.add(title="Talk", on=FRIDAY, people=("petrov@nord.example",))
    turned(lambda: workspace.contacts.remove(petrov.id))
    assert [tuple(one) for one in workspace.meetings.get(made.id).people] == [
        ("Ivan Petrov", "petrov@nord.example", None)
    ]


def test_a_calendar_reminds_as_the_setting_says(workspace: Workspace, tmp_path: Path) -> None:
    workspace.meetings.add(title="Talk", on="2026-11-24", at="10:00")
    workspace.meetings.add(title="Fair", on="2026-11-25")
    workspace.tasks.add(title="Write", due="2026-11-26")

    def alarms() -> list[str]:
        path, _count = workspace.calendar.write(tmp_path / "x.ics")
        return [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("TRIGGER")]

    assert alarms() == ["TRIGGER:-PT15M"]
    workspace.settings.set("calendar_alarm_minutes", 60)
    assert alarms() == ["TRIGGER:-PT60M"]
    workspace.settings.set("calendar_alarm_minutes", 0)
    assert alarms() == []
    for bad in (-1, 2.5, True, "15", 20_000):
        with pytest.raises(InvalidValue):
            workspace.settings.set("calendar_alarm_minutes", bad)
