"""`kamtui escalation`, `tender`, `contract`: added, changed, listed, on Today, among the alerts; their settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kamtui.cli.output import cell_len

Run = Callable[..., Any]


def fine(run: Run, *arguments: str) -> Any:
    done = run(*arguments)
    assert done.code == 0, done.err
    return done


def test_an_escalation_from_open_to_confirmed(seeded: Run) -> None:
    fine(seeded, "contact", "NORD", "Ivan Petrov", "--position", "CEO")
    opened = fine(
        seeded, "escalation", "NORD", "Drums leaked", "--severity", "critical",
        "--person", "Petrov", "--with", "Olga, logistics", "--with", "Ivan", "--json",
    ).data  # fmt: skip
    assert (opened["severity"], opened["status"], opened["hours_left"], opened["contact"]) == (
        "critical",
        "open",
        4.0,
        "Ivan Petrov",
    )
    assert opened["people"] == [
        {"name": "Ivan", "department": None},
        {"name": "Olga", "department": "logistics"},
    ]
    (line,) = [one for one in fine(seeded, "today", "--json").data if one["kind"] == "escalation"]
    assert (line["title"], line["reason"], line["account"]) == ("Escalation: Drums leaked", "SLA 4 h left", "NORD")
    assert line["parts"]["sla"] > 0
    (account,) = [one for one in fine(seeded, "accounts", "--json").data if one["code"] == "NORD"]
    assert {"kind": "escalation", "text": "Drums leaked: SLA 4 h left"} in account["alerts"]

    refused = seeded("escalation", "NORD", "drums", "--resolve", "--note", "half")
    assert (refused.code, refused.out) == (1, "")
    assert "cause" in refused.err
    assert "resolution" in refused.err
    assert fine(seeded, "escalation", "NORD", "drums", "--json").data["note"] is None, "nothing of it was kept"

    fine(seeded, "escalation", "NORD", "drums", "--resolve", "--cause", "bad lids", "--resolution", "new lids")
    assert "solved within the SLA" in fine(seeded, "escalation", "NORD", "drums").out
    confirmed = fine(seeded, "escalation", "NORD", "drums", "--confirm", "--on", "today", "--json").data
    assert (confirmed["status"], confirmed["confirmed_by"]) == ("confirmed", "Ivan Petrov")
    assert fine(seeded, "escalation").out == "no open escalations\n"
    assert "open again" in fine(seeded, "escalation", "NORD", "drums", "--reopen").out
    assert "Drums leaked" in fine(seeded, "escalation").out
    fine(seeded, "escalation", "NORD", "drums", "--remove")
    assert fine(seeded, "escalation", "NORD").out == "no escalations yet\n"
    fine(seeded, "undo")
    assert fine(seeded, "escalation", "NORD", "--json").data[0]["title"] == "Drums leaked"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--resolve", "--confirm"), 2, "only one of these"),
        (("--resolve",), 1, "no escalation matches"),
        (("--severity", "awful"), 1, "severity"),
        (("--owner", "nobody"), 1, "no such user"),
    ],
)
def test_an_escalation_that_cannot_be_is_refused(
    seeded: Run, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = seeded("escalation", "NORD", "Drums", *arguments)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert fine(seeded, "escalation", "NORD", "--json").data == []


def test_a_tender_and_its_opportunity(seeded: Run) -> None:
    fine(seeded, "initiative", "NORD", "New plant", "--relevant")
    fine(
        seeded, "opportunity", "NORD", "Packaging", "--initiative", "New plant", "--amount", "4.2M",
        "--probability", "30", "--quarter", "2026-Q4",
    )  # fmt: skip
    added = fine(
        seeded, "tender", "NORD", "Packaging 2027", "--questions", "tomorrow", "--submit", "01.12",
        "--opportunity", "Packaging", "--platform", "ETP", "--json",
    ).data  # fmt: skip
    assert (added["questions_until"], added["submit_until"], added["opportunity"]) == (
        "2026-11-22",
        "2026-12-01",
        "Packaging",
    )
    assert "questions: tomorrow" in fine(seeded, "tender").out
    refused = seeded("tender", "NORD", "packaging", "--decision", "2026-11-01")
    assert refused.code == 1
    assert "lies before the day “Submission”" in refused.err
    assert seeded("tender", "NORD", "packaging", "--status", "проигран").code == 1
    fine(seeded, "tender", "NORD", "packaging", "--win-opportunity", "--reason", "price")
    assert fine(seeded, "tender", "NORD", "packaging", "--json").data["status"] == "won"
    assert "won" in fine(seeded, "opportunity", "NORD").out
    fine(seeded, "undo")
    assert fine(seeded, "tender", "NORD", "packaging", "--json").data["status"] == "announced", "one step took both"
    assert "Criteria: price" not in fine(seeded, "tender", "NORD", "packaging").out


def test_a_contract_and_its_notice(seeded: Run) -> None:
    added = fine(
        seeded, "contract", "NORD", "Frame 2026", "--number", "15/2026", "--from", "2026-01-01", "--until",
        "2026-12-31", "--notice", "30", "--renews", "--json",
    ).data  # fmt: skip
    assert (added["notice_on"], added["renews"], added["status"]) == ("2026-12-01", True, "active")
    (line,) = [one for one in fine(seeded, "today", "--json").data if one["kind"] == "contract"]
    assert (line["due"], line["reason"]) == ("2026-12-01", "notice due in 10 days, or it renews")
    (account,) = [one for one in fine(seeded, "accounts", "--json").data if one["code"] == "NORD"]
    assert "contract_notice" in [alert["kind"] for alert in account["alerts"]]
    assert "Without notice: it renews" in fine(seeded, "contract", "NORD", "15/2026").out
    refused = seeded("contract", "NORD", "frame", "--until", "2025-01-01")
    assert refused.code == 1
    assert "ends before it starts" in refused.err
    fine(seeded, "contract", "NORD", "frame", "--status", "ended")
    assert fine(seeded, "contract").out == "no contracts in force\n"
    fine(seeded, "contract", "NORD", "frame", "--remove")
    assert fine(seeded, "contract", "NORD").out == "no contracts yet\n"


def test_lists_fit_80_columns(seeded: Run) -> None:
    long = "A very long title that no table of eighty columns could ever hold with all its words"
    fine(seeded, "escalation", "NORD", long, "--severity", "high")
    fine(seeded, "tender", "NORD", long, "--submit", "2026-11-20")
    fine(seeded, "contract", "NORD", long, "--until", "2026-11-20", "--number", "X" * 60)
    for command in ("escalation", "tender", "contract", "today"):
        for line in fine(seeded, command).out.splitlines():
            assert cell_len(line) <= 80, line


def test_working_time_is_set_from_the_command_line(seeded: Run) -> None:
    for key, value in (
        ("working_hours", "10:00-14:00"),
        ("working_days", "1-5"),
        ("days_off", "2026-11-23"),
        ("sla_hours", '{"critical": 6, "high": 8, "normal": 24}'),
    ):
        fine(seeded, "config", "set", key, value)
    opened = fine(seeded, "escalation", "NORD", "Drums", "--severity", "critical", "--json").data
    assert opened["due_at"][:10] == "2026-11-25", "Saturday, a day off, four hours on Tuesday, two on Wednesday"
    refused = seeded("config", "set", "working_days", "0")
    assert (refused.code, refused.out) == (1, "")
    assert "1-5" in refused.err
