"""Calendars in, on a real file: as Outlook, Google and Yandex write them, as icalendar does, and as nobody should."""

from __future__ import annotations

import time as clock
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event, vRecur

from kamtui.domain.accounts import Account
from kamtui.domain.contacts import Contact
from kamtui.domain.meetings import Meeting
from kamtui.domain.words import MeetingStatus
from kamtui.errors import InvalidValue
from kamtui.exchange.report import ImportOptions, ImportResult
from kamtui.exchange.tables import UnreadableFile
from kamtui.workspace import Workspace

DATA = Path(__file__).parents[2] / "data" / "calendars"
FIRST, LAST = date(2026, 9, 1), date(2028, 1, 1)
Turned = Callable[[Callable[[], Any]], Any]


@pytest.fixture(autouse=True)
def in_moscow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Moscow")
    clock.tzset()
    yield
    monkeypatch.undo()
    clock.tzset()


@pytest.fixture
def petrov(workspace: Workspace, nord: Account) -> Contact:
    return workspace.contacts.add(nord.id, name="Ivan Petrov", email="petrov@nord.example")


def bring(workspace: Workspace, path: Path, **options: Any) -> ImportResult:
    result = workspace.imports.run("meetings", path, ImportOptions(**options))
    assert result.read == result.created + result.updated + result.unchanged + result.rejected
    return result


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    return result.created, result.updated, result.unchanged, result.rejected


def shown(workspace: Workspace) -> list[Meeting]:
    return workspace.meetings.between(FIRST, LAST)


def starts(workspace: Workspace) -> list[datetime]:
    return [one.starts for one in shown(workspace)]


def write(tmp_path: Path, *events: str, before: str = "", name: str = "x.ics") -> Path:
    path = tmp_path / name
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{before}{body}END:VCALENDAR\n", encoding="utf-8")
    return path


def test_outlook(workspace: Workspace, nord: Account, petrov: Contact, turned: Turned) -> None:
    result = turned(lambda: bring(workspace, DATA / "outlook.ics"))
    # 26 Oct is past the window's start: 20 Nov less 30 days is 21 Oct
    assert counts(result) == (8, 0, 0, 0)
    by_title = {one.title: one for one in shown(workspace)}
    talk = by_title["Plant talk"]
    assert (talk.starts, talk.ends) == (datetime(2026, 11, 25, 12), datetime(2026, 11, 25, 13, 30))
    assert (talk.account_id, talk.place, talk.sequence) == (nord.id, "Nord, room 4", 2)
    assert {(one.name, one.contact_id) for one in talk.people} == {("Ivan Petrov", petrov.id), ("Anna", None)}
    assert talk.note == "Agenda:\n1. Plant; 2. Prices\n\nJoin: https://meet.example/x,y"
    rounds = [one.starts for one in shown(workspace) if one.title == "Weekly round"]
    assert rounds == [datetime(2026, *day, 11) for day in ((10, 26), (11, 2), (11, 9), (11, 16), (11, 23), (12, 14))]
    assert by_title["Weekly round, moved"].starts == datetime(2026, 12, 8, 16)
    assert counts(bring(workspace, DATA / "outlook.ics")) == (0, 0, 8, 0)


def test_google(workspace: Workspace) -> None:
    volga = workspace.accounts.add(name="Volga Milk")
    kim = workspace.contacts.add(volga.id, name="Olga Kim", ways=[("email", "Kim@volga.example")])
    result = bring(workspace, DATA / "google.ics")
    assert counts(result) == (7, 0, 0, 0)
    assert [(one.title, one.starts) for one in shown(workspace) if one.title != "Forecast"] == [
        ("Busy", datetime(2026, 11, 23, 10)),
        ("Созвон с Волгой: цены на 2027 год", datetime(2026, 11, 24, 10)),
        ("Food fair", datetime(2026, 12, 4)),
    ]
    call = next(one for one in shown(workspace) if one.title.startswith("Созвон"))
    assert (call.account_id, call.people[0].contact_id) == (volga.id, kim.id)
    fair = next(one for one in shown(workspace) if one.title == "Food fair")
    assert (fair.all_day, fair.last_day) == (True, date(2026, 12, 5))
    busy = next(one for one in shown(workspace) if one.title == "Busy")
    assert (busy.place, busy.note, busy.people) == ("", "", ())
    assert [one.day for one in shown(workspace) if one.title == "Forecast"] == [
        date(2026, 11, 12),
        date(2026, 11, 19),
        date(2026, 11, 26),
        date(2026, 12, 3),
    ]


def test_yandex_and_floating_times(workspace: Workspace, nord: Account, petrov: Contact) -> None:
    assert counts(bring(workspace, DATA / "yandex.ics")) == (2, 0, 0, 0)
    first, second = shown(workspace)
    assert (first.starts, first.account_id) == (datetime(2026, 11, 26, 16), nord.id)
    assert {one.name for one in first.people} == {"Ivan Petrov", "Анна"}
    assert (second.starts, second.minutes) == (datetime(2026, 11, 27, 9), 45)


def test_written_by_icalendar(workspace: Workspace, tmp_path: Path) -> None:
    calendar = Calendar()
    calendar.add("prodid", "-//test//")
    calendar.add("version", "2.0")
    berlin = ZoneInfo("Europe/Berlin")
    event = Event()
    event.add("uid", "a@x")
    event.add("summary", "Long; odd, title\\ with everything " + "ы" * 90)
    event.add("dtstart", datetime(2026, 10, 24, 9, 0, tzinfo=berlin))
    event.add("dtend", datetime(2026, 10, 24, 10, 0, tzinfo=berlin))
    event.add("rrule", vRecur({"FREQ": ["DAILY"], "COUNT": [3]}))
    calendar.add_component(event)
    path = tmp_path / "x.ics"
    path.write_bytes(calendar.to_ical())
    bring(workspace, path)
    # the clocks of Berlin go back on 25 October: nine there is ten in Moscow, then eleven
    assert starts(workspace) == [
        datetime(2026, 10, 24, 10),
        datetime(2026, 10, 25, 11),
        datetime(2026, 10, 26, 11),
    ]
    assert shown(workspace)[0].title == str(event["summary"])


def test_updates_go_by_sequence(workspace: Workspace, nord: Account, tmp_path: Path, turned: Turned) -> None:
    event = "UID:a\nSEQUENCE:{n}\nDTSTART:2026112{day}T090000Z\nDTEND:2026112{day}T100000Z\nSUMMARY:Talk {n}"
    bring(workspace, write(tmp_path, event.format(n=1, day=3)))
    made = shown(workspace)[0]
    workspace.meetings.change(made.id, account_id=nord.id, note="ours")
    assert counts(bring(workspace, write(tmp_path, event.format(n=0, day=4)))) == (0, 0, 1, 0)
    later = write(tmp_path, event.format(n=2, day=5))
    assert counts(turned(lambda: bring(workspace, later))) == (0, 1, 0, 0)
    now = shown(workspace)[0]
    assert (now.id, now.title, now.day, now.sequence) == (made.id, "Talk 2", date(2026, 11, 25), 2)
    assert (now.account_id, now.note) == (nord.id, "ours")
    assert counts(bring(workspace, write(tmp_path, event.format(n=3, day=6)), on_duplicate="skip")) == (0, 0, 1, 0)
    refused = bring(workspace, write(tmp_path, event.format(n=3, day=6)), on_duplicate="error")
    assert counts(refused) == (0, 0, 0, 1)


def test_of_two_states_of_an_event_the_later_counts(workspace: Workspace, tmp_path: Path) -> None:
    event = "UID:a\nSEQUENCE:{n}\nDTSTART:20261123T090000Z\nSUMMARY:Talk {n}"
    bring(workspace, write(tmp_path, event.format(n=2), event.format(n=1)))
    assert [one.title for one in shown(workspace)] == ["Talk 2"]


@pytest.mark.parametrize("how", ["STATUS:CANCELLED", "METHOD:CANCEL"])
def test_cancelled_ones(workspace: Workspace, tmp_path: Path, how: str) -> None:
    event = "UID:a\nDTSTART:20261123T090000Z\nSUMMARY:Talk\nATTENDEE;CN=Kim:mailto:kim@x.example"
    bring(workspace, write(tmp_path, event))
    before = how + "\n" if how.startswith("METHOD") else ""
    gone = "UID:a\nSEQUENCE:1\nDTSTART:20261123T090000Z\nSUMMARY:Talk\n" + ("" if before else how)
    assert counts(bring(workspace, write(tmp_path, gone, before=before))) == (0, 1, 0, 0)
    assert shown(workspace) == []
    kept = workspace.meetings.between(FIRST, LAST, cancelled=True)
    assert [(one.status, len(one.people)) for one in kept] == [(MeetingStatus.CANCELLED, 1)]
    never = write(tmp_path, gone.replace("UID:a", "UID:b"), before=before)
    assert counts(bring(workspace, never)) == (0, 0, 1, 0)


def test_one_of_a_series_moved_dropped_and_the_series_shortened(workspace: Workspace, tmp_path: Path) -> None:
    series = (
        "UID:s\nDTSTART:20261123T090000Z\nDTEND:20261123T100000Z\nRRULE:FREQ=DAILY;COUNT={n}\nSUMMARY:Round\n{more}"
    )
    bring(workspace, write(tmp_path, series.format(n=5, more="")))
    assert [one.day.day for one in shown(workspace)] == [23, 24, 25, 26, 27]
    moved = "UID:s\nRECURRENCE-ID:20261124T090000Z\nDTSTART:20261124T130000Z\nSUMMARY:Round at four\nSEQUENCE:1"
    result = bring(workspace, write(tmp_path, series.format(n=4, more="EXDATE:20261125T090000Z"), moved))
    assert counts(result) == (0, 3, 2, 0)
    assert [(one.day.day, one.starts.hour) for one in shown(workspace)] == [(23, 12), (24, 16), (26, 12)]


def test_a_morning_of_today_is_cancelled_east_of_greenwich_too(
    workspace: Workspace, tmp_path: Path, in_zone: Callable[[str], None]
) -> None:
    in_zone("Asia/Vladivostok")
    series = "UID:s\nDTSTART:20261119T233000Z\nDTEND:20261120T000000Z\nRRULE:FREQ=DAILY;COUNT=2\nSUMMARY:Round{more}"
    bring(workspace, write(tmp_path, series.format(more="")))
    assert [one.day.day for one in shown(workspace)] == [20, 21]
    bring(workspace, write(tmp_path, series.format(more="\nEXDATE:20261119T233000Z")))
    assert [one.day.day for one in shown(workspace)] == [21]


def test_a_change_of_one_and_all_later_ones(workspace: Workspace, tmp_path: Path) -> None:
    series = "UID:s\nDTSTART:20261123T090000Z\nDTEND:20261123T100000Z\nRRULE:FREQ=DAILY;COUNT=6\nSUMMARY:Round"
    later = (
        "UID:s\nRECURRENCE-ID;RANGE=THISANDFUTURE:2026112{day}T090000Z\nDTSTART:2026112{day}T{hour}0000Z\n"
        "DTEND:2026112{day}T{hour}3000Z\nSUMMARY:Short {hour}"
    )
    changes = (later.format(day=7, hour=14), later.format(day=5, hour=12))
    bring(workspace, write(tmp_path, series))
    assert counts(bring(workspace, write(tmp_path, series, *changes))) == (0, 4, 2, 0)
    assert [(one.day.day, one.title, one.starts.hour, one.minutes) for one in shown(workspace)] == [
        (23, "Round", 12, 60),
        (24, "Round", 12, 60),
        (25, "Short 12", 15, 30),
        (26, "Short 12", 15, 30),
        (27, "Short 14", 17, 30),
        (28, "Short 14", 17, 30),
    ]


def test_a_change_of_one_and_all_earlier_ones_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    series = "UID:s\nDTSTART:20261123T090000Z\nDTEND:20261123T100000Z\nRRULE:FREQ=DAILY;COUNT=3\nSUMMARY:Round"
    earlier = "UID:s\nRECURRENCE-ID;RANGE=THISANDPRIOR:20261124T090000Z\nDTSTART:20261124T120000Z\nSUMMARY:Earlier"
    result = bring(workspace, write(tmp_path, series, earlier))
    assert result.rejected == 1
    assert {one.title for one in shown(workspace)} == {"Round"}


def test_history_of_a_series_stays(workspace: Workspace, nord: Account, tmp_path: Path) -> None:
    series = "UID:s\nDTSTART:20261116T090000Z\nRRULE:FREQ=DAILY;COUNT={n}\nSUMMARY:Round"
    bring(workspace, write(tmp_path, series.format(n=10)), account="NORD")
    held = shown(workspace)[0]
    workspace.meetings.hold(held.id)
    bring(workspace, write(tmp_path, "UID:s\nDTSTART:20261123T090000Z\nRRULE:FREQ=DAILY;COUNT=1\nSUMMARY:Round"))
    assert [one.day.day for one in shown(workspace)] == [16, 17, 18, 19, 23]
    assert workspace.meetings.get(held.id).status is MeetingStatus.HELD


def test_endless_series_end_with_the_window(workspace: Workspace, tmp_path: Path) -> None:
    workspace.settings.set("calendar_days_ahead", 10)
    workspace.settings.set("calendar_days_back", 5)
    bring(workspace, write(tmp_path, "UID:s\nDTSTART:19700101T090000Z\nRRULE:FREQ=DAILY\nSUMMARY:Round"))
    days = [one.day for one in shown(workspace)]
    assert (days[0], days[-1], len(days)) == (date(2026, 11, 15), date(2026, 11, 30), 16)


def test_whole_days_as_outlook_writes_them(workspace: Workspace, tmp_path: Path) -> None:
    fair = (
        "UID:f\nSUMMARY:Fair\nDTSTART;TZID=Russian Standard Time:20261123T000000\n"
        "DTEND;TZID=Russian Standard Time:20261124T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE\n"
        "RRULE:FREQ=DAILY;COUNT=4\nEXDATE;TZID=Russian Standard Time:20261124T000000"
    )
    moved = (
        "UID:f\nSUMMARY:Fair moved\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE\n"
        "RECURRENCE-ID;TZID=Russian Standard Time:20261125T000000\n"
        "DTSTART;TZID=Russian Standard Time:20261201T000000\nDTEND;TZID=Russian Standard Time:20261202T000000"
    )
    assert counts(bring(workspace, write(tmp_path, fair, moved))) == (3, 0, 0, 0)
    assert [(one.title, one.day.day, one.last_day.day, one.all_day) for one in shown(workspace)] == [
        ("Fair", 23, 23, True),
        ("Fair", 26, 26, True),
        ("Fair moved", 1, 1, True),
    ]


def test_a_zone_with_a_colon_and_a_file_of_wide_letters(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path, "UID:a\nSUMMARY:Встреча\nDTSTART;TZID=tzone://Microsoft/Utc:20261123T090000")
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert counts(bring(workspace, path)) == (1, 0, 0, 0)
    assert [(one.title, one.starts) for one in shown(workspace)] == [("Встреча", datetime(2026, 11, 23, 12))]


def test_past_events_are_left_out_and_said(workspace: Workspace, tmp_path: Path) -> None:
    result = bring(workspace, write(tmp_path, "UID:p\nDTSTART:20200101T090000Z\nSUMMARY:Old"))
    assert counts(result) == (0, 0, 0, 0)
    assert result.notes == ("1 past meeting left out",)


@pytest.mark.parametrize(
    ("event", "column", "reason"),
    [
        ("UID:x\nSUMMARY:No start", "DTSTART", "when it begins"),
        ("UID:x\nDTSTART:20261323T090000Z", "DTSTART", "no such day"),
        ("UID:x\nDTSTART:tomorrow", "DTSTART", "no time of a calendar"),
        ("UID:x\nDTSTART:99991231T235959Z", "DTSTART", "no such day"),
        ("UID:x\nDTSTART:20261123T090000Z\nDTEND:20261123T080000Z", "DTEND", "before it begins"),
        ("UID:x\nDTSTART:20261123T090000Z\nDTEND:20281123T080000Z", "DTEND", "more than a year"),
        ("UID:x\nDTSTART;VALUE=DATE:20261123\nDTEND:20261123T080000Z", "DTEND", "on a day"),
        ("UID:x\nDTSTART:20261123T090000Z\nDURATION:1 hour", "DURATION", "no length"),
        ("UID:x\nDTSTART:20261123T090000Z\nDURATION:-PT1H", "DURATION", "before it begins"),
        ("UID:x\nDTSTART;TZID=Nowhere/City:20261123T090000", "TZID", "Nowhere/City"),
        ("UID:x\nDTSTART:20261123T090000Z\nRRULE:FREQ=SECONDLY", "RRULE", "more than once a day"),
        ("UID:x\nDTSTART:20261123T090000Z\nRRULE:FREQ=DAILY;UNTIL=soon", "RRULE", "end on a day"),
        ("UID:x\nDTSTART:20261123T090000Z\nthis is no line", "VEVENT", "no property"),
    ],
)
def test_a_broken_event_is_a_reject_and_not_the_file(
    workspace: Workspace, tmp_path: Path, event: str, column: str, reason: str
) -> None:
    good = "UID:good\nDTSTART:20261123T090000Z\nSUMMARY:Good"
    rejects = tmp_path / "rejects.ics"
    result = bring(workspace, write(tmp_path, event, good), rejects=rejects)
    assert counts(result) == (1, 0, 0, 1)
    assert [(one.line, one.column) for one in result.rejects] == [(3, column)]
    assert reason in result.rejects[0].reason
    kept = rejects.read_text(encoding="utf-8").replace("\r\n ", "")
    assert reason in kept
    assert "UID:x" in kept
    assert "UID:good" not in kept
    again = bring(workspace, rejects)
    assert (again.rejected, again.rejects[0].column) == (1, column)


def test_an_event_cut_off_leaves_the_others(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path, "UID:a\nDTSTART:20261123T090000Z", "UID:b\nDTSTART:20261124T090000Z")
    path.write_text(path.read_text().replace("END:VEVENT\n", "", 1))
    assert counts(bring(workspace, path)) == (1, 0, 0, 1)
    path.write_text(path.read_text()[:-40])
    assert bring(workspace, path).rejected == 2


def test_hostile_files_are_quick_and_small(workspace: Workspace, tmp_path: Path) -> None:
    event = "UID:{n}\nDTSTART:19000101T090000Z\nRRULE:FREQ=DAILY;COUNT=1000000;BYMONTH=2;BYMONTHDAY=30"
    before = clock.process_time()
    result = bring(workspace, write(tmp_path, *(event.format(n=n) for n in range(200))))
    assert result.created == 0
    assert "too much counting" in result.rejects[-1].reason
    assert clock.process_time() - before < 30
    many = ",".join(f"2026{month:02}{day:02}T090000Z" for month in range(1, 13) for day in range(1, 29)) + ","
    flood = bring(workspace, write(tmp_path, f"UID:f\nDTSTART:20261123T090000Z\nRDATE:{many * 10}20261201T090000Z"))
    assert "more than 2000 days" in flood.rejects[0].reason
    bomb = "\n".join(f"RRULE:FREQ=DAILY;INTERVAL={n}" for n in range(1, 30))
    bring(workspace, write(tmp_path, f"UID:{'u' * 900}\nDTSTART:20261123T090000Z\n{bomb}\nSUMMARY:{'я' * 5000}"))
    found = shown(workspace)
    assert len(found) <= 181
    assert {len(one.title) for one in found} == {200}


@pytest.mark.parametrize("data", [b"", b"\x00\xff" * 500, b"a,b\n1,2\n", b"BEGIN:VCARD\nFN:x\nEND:VCARD\n"])
def test_what_is_no_calendar_is_refused(workspace: Workspace, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.ics"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match="no calendar"):
        bring(workspace, path)
    with pytest.raises(UnreadableFile):
        bring(workspace, tmp_path / "missing.ics")


def test_a_dry_run_writes_nothing(workspace: Workspace) -> None:
    assert counts(bring(workspace, DATA / "yandex.ics", dry_run=True)) == (2, 0, 0, 0)
    assert shown(workspace) == []
    with pytest.raises(InvalidValue, match="no columns"):
        bring(workspace, DATA / "yandex.ics", match="UID")


def test_control_signs_and_markup_are_data(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, write(tmp_path, "UID:a\nDTSTART:20261123T090000Z\nSUMMARY:[b]\x1b[31mred\x07\\nline"))
    assert [one.title for one in shown(workspace)] == ["[b]red line"]


def test_midnight_and_years_do_not_matter(workspace: Workspace, tmp_path: Path) -> None:
    """A meeting over New Year's Eve, in a zone far away."""
    event = "UID:a\nDTSTART;TZID=Pacific Standard Time:20261231T230000\nDURATION:PT2H\nSUMMARY:Far"
    bring(workspace, write(tmp_path, event))
    expected = datetime(2026, 12, 31, 23, tzinfo=ZoneInfo("America/Los_Angeles")).astimezone(UTC)
    assert starts(workspace) == [expected.replace(tzinfo=None) + timedelta(hours=3)]
    assert shown(workspace)[0].starts.time() == time(10)
