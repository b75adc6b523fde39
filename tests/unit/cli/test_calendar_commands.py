"""Calendars on the command line: meetings in, planned and listed; the agenda out; a file that is kept up to date."""

from __future__ import annotations

import os
import time as clock
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

Run = Callable[..., Any]
GOOGLE = Path(__file__).parents[2] / "data" / "calendars" / "google.ics"


@pytest.fixture(autouse=True)
def in_moscow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Moscow")
    clock.tzset()
    yield
    monkeypatch.undo()
    clock.tzset()


def events(path: Path) -> dict[str, Any]:
    """The events of a file by their titles, read by icalendar."""
    return {str(event["summary"]): event for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")}


def test_meetings_come_in_and_are_listed(seeded: Run) -> None:
    result = seeded("import", "meetings", str(GOOGLE), "--json").data
    assert result == {"read": 7, "created": 7, "updated": 0, "unchanged": 0, "rejected": 0, "rejects": []}
    found = seeded("meetings", "--json").data
    assert [(one["date"], one["time"], one["title"]) for one in found][:2] == [
        ("2026-11-23", "10:00:00", "Busy"),
        ("2026-11-24", "10:00:00", "Созвон с Волгой: цены на 2027 год"),
    ]
    table = seeded("meetings").out
    assert "10:00–11:00" in table
    assert all(len(line) <= 80 for line in table.splitlines())
    assert seeded("undo").code == 0
    assert seeded("meetings", "--json").data == []
    assert "No meetings" in seeded("meetings").out


def test_a_broken_event_is_told_and_the_others_taken(seeded: Run, tmp_path: Path) -> None:
    file, rejects = tmp_path / "x.ics", tmp_path / "bad.ics"
    file.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261131T090000Z\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:2\nDTSTART:20261130T090000Z\nSUMMARY:Good\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    done = seeded("import", "meetings", str(file), "--rejects", str(rejects))
    assert done.code == 0
    assert "created 1, updated 0, unchanged 0, rejected 1" in done.out
    assert "line 2, DTSTART" in done.out
    assert "UID:1" in rejects.read_text()
    nothing = seeded("import", "meetings", str(tmp_path / "none.ics"))
    assert nothing.code == 1
    assert seeded("import", "meeting", str(file)).code == 2


def test_a_meeting_is_planned(seeded: Run) -> None:
    given = ("--on", "23.11", "--at", "15:00", "--minutes", "90", "--account", "NORD", "--with", "Kim, Guest")
    made = seeded("meeting", "Talk", *given, "--place", "Plant", "--json").data
    assert (made["date"], made["time"], made["until"], made["account"]) == (
        "2026-11-23",
        "15:00:00",
        "16:30:00",
        "NORD",
    )
    assert [(one["name"], one["known"]) for one in made["people"]] == [("Olga Kim", True), ("Guest", False)]
    assert seeded("meetings", "NORD", "--json").data == [made]
    assert seeded("meeting", "Talk", "--on", "someday").code == 1
    assert seeded("meeting", "Talk", "--on", "23.11", "--at", "25:00").code == 1


def test_the_agenda_goes_out(seeded: Run, tmp_path: Path) -> None:
    seeded(
        "task", "NORD", "Call, with; odd \\ signs", "--due", "2026-11-25", "--minutes", "45", "--repeats", "weekly:wed"
    )
    seeded("meeting", "Talk", "--on", "23.11", "--at", "15:00", "--account", "NORD", "--with", "Kim")
    seeded("import", "meetings", str(GOOGLE))
    file = tmp_path / "agenda.ics"
    told = seeded("export", "agenda", "--to", str(file), "--json").data
    found = events(file)
    assert told == {"file": str(file), "entries": len(list(Calendar.from_ical(file.read_bytes()).walk("VEVENT")))}
    late = found["Send packaging offer · Северный Мёд"]
    assert (late["dtstart"].dt, late["dtend"].dt, late["transp"]) == (
        date(2026, 11, 19),
        date(2026, 11, 20),
        "TRANSPARENT",
    )
    assert "Call, with; odd \\ signs · Северный Мёд" in found
    talk = found["Talk · Северный Мёд"]
    assert talk["dtstart"].dt.astimezone(ZoneInfo("Europe/Moscow")).replace(tzinfo=None) == datetime(2026, 11, 23, 15)
    assert talk["transp"] == "OPAQUE"
    assert "Q4 2026 ends" in found
    assert "Busy" in found
    assert all(len(line) <= 75 for line in file.read_bytes().split(b"\r\n"))
    one = tmp_path / "dairy.ics"
    seeded("export", "agenda", "DAIRY", "--to", str(one))
    assert set(events(one)) == {"Q4 2026 ends", "Q1 2027 ends", "Q2 2027 ends", "Q3 2027 ends"}
    assert seeded("export", "agenda", "--to", str(tmp_path / "agenda.csv")).code == 1


def test_what_goes_out_comes_back_as_the_same_meetings(seeded: Run, tmp_path: Path) -> None:
    seeded("import", "meetings", str(GOOGLE))
    file = tmp_path / "agenda.ics"
    seeded("export", "agenda", "--to", str(file))
    again = seeded("import", "meetings", str(file), "--json").data
    assert (again["created"], again["updated"], again["rejected"]) == (0, 0, 0)
    assert again["unchanged"] >= 7


def test_a_calendar_file_follows_every_change(seeded: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config.toml"
    config.write_text('# mine\nlang = "en"\n\n[keymap]\n"app.capture" = "ctrl+n"\n')
    monkeypatch.setenv("KAMTUI_CONFIG", str(config))
    file = tmp_path / "shared" / "kamtui.ics"
    assert seeded("config", "set", "calendar_file", str(file)).code == 1, "the folder is not there"
    assert "calendar_file" not in config.read_text()
    file.parent.mkdir()
    assert seeded("config", "set", "calendar_file", str(file), "--json").data == {"calendar_file": str(file)}
    assert config.read_text() == (
        f'# mine\nlang = "en"\ncalendar_file = "{file}"\n\n[keymap]\n"app.capture" = "ctrl+n"\n'
    )
    assert seeded("config", "show", "--json").data["calendar_file"]["value"] == str(file)
    assert "Send packaging offer · Северный Мёд" in events(file)
    before = file.stat()
    assert seeded("today").code == 0
    seeded("contact", "NORD", "Olga Kim", "--phone", "1")
    assert file.stat().st_mtime_ns == before.st_mtime_ns, "nothing of it has changed"
    seeded("done", "packaging offer")
    assert "Send packaging offer · Северный Мёд" not in events(file)
    seeded("undo")
    assert "Send packaging offer · Северный Мёд" in events(file)
    seeded("import", "meetings", str(GOOGLE))
    assert "Busy" not in events(file), "what came from a calendar is there already"
    assert [name for name in os.listdir(file.parent) if name != file.name] == []
    seeded("config", "set", "calendar_file", "")
    assert "calendar_file" not in config.read_text()
    assert seeded("config", "set", "calendar_file", "x.txt").code == 1


def test_a_file_that_cannot_be_written_does_not_spoil_the_command(
    seeded: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'calendar_file = "{tmp_path}/gone/kamtui.ics"\n')
    monkeypatch.setenv("KAMTUI_CONFIG", str(config))
    done = seeded("done", "packaging offer")
    assert done.code == 0
    assert "gone" in done.err
    config.write_text('calendar_file = "kamtui.txt"\n')
    assert seeded("today").code == 1


def test_tasks_that_repeat(seeded: Run) -> None:
    made = seeded("task", "NORD", "Report", "--repeats", "every 2 weeks on Fridays", "--minutes", "30", "--json").data
    assert (made["repeats"], made["due"], made["minutes"]) == ("2 weekly:fri", "2026-11-27", 30)
    assert "again on 11 Dec 2026" in seeded("done", "Report").out
    assert seeded("task", "NORD", "Report", "--repeats", "now and then").code == 1
