"""Every command that reads gives the keys of the contract, with the types that it promises."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

ACCOUNT = {
    *("code", "name", "category", "owner", "deputy", "revenue_12m", "margin_12m", "revenue_share", "ltv", "score"),
    *("wallet_share", "progress", "map_quality", "last_touch", "next_step", "alerts"),
}
CONTACT = {
    *("name", "position", "unit", "function", "level", "roles", "attitude", "influence", "strength"),
    *("target_strength", "status", "placeholder", "last_touch", "active"),
}
ITEM = {
    *("code", "title", "category", "in_set", "weight", "status", "planned_quarter", "done_on", "evidence"),
    *("expires_on", "stalled"),
}
TASK = {"id", "title", "due", "status", "owner", "resource", "result"}


def keys(found: Any) -> set[str]:
    return set(found)


def test_accounts(seeded: Run) -> None:
    rows = seeded("accounts", "--json").data
    assert [row["code"] for row in rows] == ["DAIRY", "PACK", "NORD"]
    nord = rows[2]
    assert keys(nord) >= ACCOUNT
    assert nord["owner"] == "anna"
    assert nord["category"] == "K"
    assert nord["map_quality"] == 3
    assert nord["next_step"] == "Send packaging offer"
    assert nord["score"] is None
    assert nord["wallet_share"] is None
    assert {"kind": "overdue"}.items() <= nord["alerts"][0].items()
    assert keys(nord["alerts"][0]) == {"kind", "text"}


def test_money_is_a_decimal_string_and_a_share_a_fraction(seeded: Run, db: Path, tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text(
        "account,order,date,amount,margin\nNORD,1,2026-10-05,1000000.10,250000.05\nDAIRY,2,2026-10-06,3000000.30,\n"
    )
    assert seeded("import", "orders", str(orders)).code == 0
    nord = seeded("accounts", "--json").data[2]
    assert Decimal(nord["revenue_12m"]) == Decimal("1000000.10")
    assert isinstance(nord["revenue_12m"], str)
    assert nord["revenue_share"] == pytest.approx(0.25)
    assert nord["ltv"] == "250000.05"


def test_why_stands_beside_the_figures(seeded: Run) -> None:
    plain, explained = seeded("accounts", "--json").data[2], seeded("accounts", "--json", "--why").data[2]
    why = explained.pop("why")
    assert explained == plain
    assert why["map_quality"]["value"] == plain["map_quality"]
    assert keys(why["progress"]) == {"value", "rule", "parts"}
    assert keys(why["progress"]["parts"][0]) == {"label", "value", "note"}


@pytest.mark.parametrize("command", [("contacts", "NORD"), ("progress", "NORD"), ("plan", "NORD")])
def test_why_is_an_object_of_the_document(seeded: Run, command: tuple[str, ...]) -> None:
    plain, explained = seeded(*command, "--json").data, seeded(*command, "--json", "--why").data
    assert isinstance(explained.pop("why"), dict)
    assert explained == plain


def test_contacts(seeded: Run) -> None:
    found = seeded("contacts", "NORD", "--json").data
    assert keys(found) >= {"contacts", "coverage", "map_quality", "missing_roles", "single_thread", "reasons"}
    boss = found["contacts"][0]
    assert keys(boss) >= CONTACT
    assert (boss["name"], boss["level"], boss["roles"], boss["influence"]) == (
        "Пётр Иванов",
        5,
        ["decider"],
        "inner_circle",
    )
    assert (boss["last_touch"], boss["active"], boss["placeholder"], boss["status"]) == (None, False, False, "active")
    assert list(found["coverage"]) == ["5", "4", "3", "2", "1"]
    assert found["coverage"]["5"] == {"known": 1, "active": 0, "placeholders": 0}
    assert found["missing_roles"] == ["sponsor", "champion"]
    assert found["single_thread"] is False
    assert found["reasons"] == []


def test_what_is_not_known_is_null(seeded: Run) -> None:
    seeded("contact", "NORD", "Somebody")
    person = next(each for each in seeded("contacts", "NORD", "--json").data["contacts"] if each["name"] == "Somebody")
    for name in ("position", "unit", "function", "level", "influence", "target_strength", "last_touch"):
        assert person[name] is None, name
    task = seeded("plan", "NORD", "--json").data["quarters"]["Q4"]["tasks"][0]
    assert (task["resource"], task["result"]) == (None, None)
    assert seeded("progress", "NORD", "--json").data["items"][0]["evidence"] is None
    assert seeded("log", "NORD", "agreed", "--json").data["next_step"] is None


def test_single_thread_gives_its_reasons(seeded: Run) -> None:
    seeded("log", "NORD", "agreed", "--with", "Olga")
    found = seeded("contacts", "NORD", "--json").data
    assert found["single_thread"] is True
    assert len(found["reasons"]) == 2
    assert found["contacts"][1]["last_touch"] == "2026-11-21"


def test_progress(seeded: Run) -> None:
    found = seeded("progress", "NORD", "--json").data
    assert keys(found) >= {"set", "share", "share_by_count", "categories", "quarter", "items"}
    assert keys(found) >= {"barriers", "proposals", "next_best", "dynamics"}
    assert list(found["categories"]) == ["knowledge", "contacts", "interaction", "integration"]
    assert keys(found["categories"]["knowledge"]) == {"share", "done", "applicable"}
    assert found["quarter"] == {"planned": 0, "done": 0}
    assert len(found["items"]) == 48
    assert sum(item["in_set"] for item in found["items"]) == 12
    assert all(keys(item) >= ITEM for item in found["items"])


def test_plan_that_does_not_exist_is_given_and_not_written(seeded: Run, db: Path) -> None:
    def size() -> int:
        with closing(sqlite3.connect(db)) as connection:
            return int(connection.execute("SELECT count(*) FROM plan").fetchone()[0])

    found = seeded("plan", "NORD", "--year", "2027", "--json").data
    assert keys(found) >= {
        *("year", "state", "blocks", "circle", "initiatives", "opportunities", "forecast", "goals", "quarters")
    }
    assert (found["year"], found["state"]) == (2027, None)
    assert [block["number"] for block in found["blocks"]] == [1, 2, 3, 4, 5, 6, 7]
    assert all(keys(block) >= {"number", "title", "touched_on", "text"} for block in found["blocks"])
    assert list(found["quarters"]) == ["Q1", "Q2", "Q3", "Q4"]
    figures = (
        "wallet_now",
        "wallet_next",
        "share_now",
        "share_next",
        "verdict",
        "delta",
        "delta_circle",
        "delta_share",
    )
    assert {found["circle"][name] for name in (*figures, "delta_both")} == {None}
    assert set(found["forecast"]) == {"Q1", "Q2", "Q3", "Q4", "year"}
    assert size() == 0


def test_plan_has_the_tasks_of_its_quarters(seeded: Run) -> None:
    quarter = seeded("plan", "NORD", "--json").data["quarters"]["Q4"]
    assert keys(quarter) >= {"tasks", "planned", "done", "revenue_plan", "revenue_fact", "closed"}
    (task,) = quarter["tasks"]
    assert keys(task) >= TASK
    assert (task["title"], task["due"], task["status"]) == ("Send packaging offer", "2026-11-19", "open")
    assert (quarter["planned"], quarter["done"], quarter["closed"]) == (1, 0, False)


def test_today_is_most_urgent_first(seeded: Run) -> None:
    lines = seeded("today", "--json").data
    assert keys(lines[0]) >= {"kind", "urgency", "parts", "account", "title", "due", "reason"}
    assert (lines[0]["kind"], lines[0]["account"], lines[0]["due"]) == ("task", "NORD", "2026-11-19")
    assert [line["urgency"] for line in lines] == sorted((line["urgency"] for line in lines), reverse=True)
    assert sum(lines[0]["parts"].values()) == pytest.approx(lines[0]["urgency"])
    explained = seeded("today", "--json", "--why").data
    assert explained[0]["why"]["urgency"]["value"] == lines[0]["urgency"]


def test_import_counts_and_rejects(seeded: Run, tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    file.write_text("account,name,level\nNORD,Anna Orlova,4\nNORD,Boris Lem,9\nNOBODY,Carl Roth,2\n")
    found = seeded("import", "contacts", str(file), "--json").data
    assert keys(found) == {"read", "created", "updated", "unchanged", "rejected", "rejects"}
    assert (found["read"], found["created"], found["rejected"]) == (3, 1, 2)
    assert found["read"] == sum(found[name] for name in ("created", "updated", "unchanged", "rejected"))
    assert all(keys(reject) == {"line", "column", "value", "reason"} for reject in found["rejects"])
    assert [reject["line"] for reject in found["rejects"]] == [3, 4]


def test_history_names_the_steps_and_the_fields(seeded: Run) -> None:
    seeded("contact", "NORD", "Olga", "--level", "4")
    steps = seeded("history", "--json").data
    assert keys(steps[0]) >= {"id", "at", "user", "kind", "action", "text", "undone"}
    assert steps[0]["user"] == "Anna"
    assert steps[0]["at"].startswith("2026-11-21T")
    (changed,) = [
        change for change in seeded("history", "olga kim", "--json").data[0]["changes"] if change["field"] == "level"
    ]
    assert (changed["before"], changed["after"]) == (3, 4)


def test_log(seeded: Run) -> None:
    assert seeded("log", "NORD", "--json").data == []
    seeded("log", "NORD", "Prices agreed", "--kind", "meeting", "--with", "петр", "--with", "A stranger")
    (touch,) = seeded("log", "NORD", "--json").data
    assert (touch["date"], touch["kind"], touch["outcome"]) == ("2026-11-21", "meeting", "Prices agreed")
    assert sorted(touch["people"]) == ["A stranger", "Пётр Иванов"]


def test_config_show_names_the_source(seeded: Run, db: Path) -> None:
    found = seeded("config", "show", "--json").data
    assert found["db"] == {"value": str(db), "source": "KAMTUI_DB"}
    assert found["currency"] == {"value": "RUB", "source": "default"}
    assert seeded("config", "set", "stalled_days", "60").code == 0
    assert seeded("config", "show", "--json").data["stalled_days"] == {"value": 60, "source": "workspace"}
    assert seeded("--today", "2026-12-01", "config", "show", "--json").data["today"]["source"] == "option"
