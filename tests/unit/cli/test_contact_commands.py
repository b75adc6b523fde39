"""`kamtui contacts` and `kamtui contact`: everything the map knows, and everything that can be said in one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


def person(run: Run, name: str, account: str = "NORD") -> Any:
    return next(each for each in run("contacts", account, "--json").data["contacts"] if each["name"] == name)


def change(run: Run, *options: str, name: str = "Olga Kim") -> Any:
    """`kamtui contact NORD NAME …`, which is not refused."""
    done = run("contact", "NORD", name, *options)
    assert done.code == 0, done.err
    return done


def refused(run: Run, *options: str, name: str = "Olga Kim") -> str:
    """What is said when it is refused; nothing has changed then."""
    before = run("contacts", "NORD", "--json").data
    done = run("contact", "NORD", name, *options)
    assert done.code == 1
    assert run("contacts", "NORD", "--json").data == before
    return str(done.err)


def test_the_document_has_everything_about_a_person(seeded: Run) -> None:
    boss = person(seeded, "Пётр Иванов")
    assert set(boss) >= {
        *("level_guessed", "function_guessed", "language", "favours", "competitor", "ways", "owner", "ties", "lines"),
        *("reports_to", "categories", "birthday", "left_on", "left_to", "successor", "cadence", "account"),
    }
    assert boss["account"] == "NORD"
    assert boss["cadence"] == {
        **{"ideal": 90, "maximum": 180, "own": False, "chosen": False, "reminds": True},
        **{"state": "late", "days": None},
    }


def test_the_document_has_the_judgement(seeded: Run) -> None:
    found = seeded("contacts", "NORD", "--json").data
    assert found["cells"][0] == {
        **{"level": 5, "function": "management", "known": 1, "active": 0, "placeholders": 0},
        "attitude": 1.0,
    }
    assert [one["name"] for one in found["uncovered"]] == ["Пётр Иванов"]
    assert found["proposals"]
    assert all(set(one) >= {"key", "title", "reason"} for one in found["proposals"])


def test_cover_means_active_of_those_wanted(seeded: Run) -> None:
    seeded("log", "NORD", "agreed", "--with", "Olga")
    out = seeded("contacts", "NORD").out
    assert "cover, active/wanted: 5: 0/1 (1 known)  4: –  3: 1/2 (1 known)" in out.replace("\n", " ")


def test_why_explains_each_judgement(seeded: Run) -> None:
    seeded("log", "NORD", "agreed", "--with", "Olga")
    why = seeded("contacts", "NORD", "--json", "--why").data["why"]
    assert set(why) == {"map_quality", "completeness", "single_thread", "uncovered"}
    assert why["single_thread"]["value"] is True
    assert why["single_thread"]["parts"][0] == {"label": "Active contacts", "value": 1, "note": "Olga Kim"}
    assert why["uncovered"]["parts"][0]["label"] == "Пётр Иванов"
    out = seeded("contacts", "NORD", "--why").out
    for title in ("Map quality:", "Completeness:", "Single thread:", "Key players without cover:"):
        assert title in out


def test_a_table_fits_eighty_cells(seeded: Run) -> None:
    change(seeded, "--position", "Head of quality and of a great many other things as well", "--role", "champion,user")
    assert all(len(line) <= 80 for line in seeded("contacts", "NORD").out.splitlines())


def test_group_and_unit(seeded: Run, db: Any) -> None:
    from kamtui.workspace import Workspace

    workspace = Workspace(db)
    workspace.accounts.add(name="Nord Plant", code="PLANT", parent="NORD")
    workspace.close()
    assert seeded("contact", "PLANT", "Pavel Weiss", "--level", "4", "--unit", "Plant 2").code == 0
    whole = seeded("contacts", "NORD", "--group", "--json").data
    assert [one["code"] for one in whole["accounts"]] == ["NORD", "PLANT"]
    assert {one["name"]: one["account"] for one in whole["contacts"]}["Pavel Weiss"] == "PLANT"
    out = seeded("contacts", "NORD", "--group").out.replace("\n", " ")
    assert "PLANT" in out
    assert "proposed: NORD: Call Пётр Иванов" in out
    site = seeded("contacts", "PLANT", "--unit", "plant", "--json").data
    assert ([one["name"] for one in site["contacts"]], site["unit"]) == (["Pavel Weiss"], "Plant 2")
    unknown = seeded("contacts", "PLANT", "--unit", "Plant 7")
    assert (unknown.code, "Plant 2" in unknown.err) == (1, True)


def test_every_fact_has_its_option(seeded: Run) -> None:
    change(
        seeded,
        *("--language", "английский", "--favours", "us", "--buys", "Cleaners,Packaging", "--chosen"),
        *("--cadence", "20/40", "--phone", "+7 900 1", "--add-phone", "mobile: +7 900 2", "--add-phone", "+7 900 3"),
        *("--add-email", "olga@home.example", "--messenger", "Telegram: @olga", "--note", "tea"),
        *("--birthday", "1980-05-01", "--strength", "2", "--target-strength", "close", "--unit", "Plant 2"),
    )
    olga = person(seeded, "Olga Kim")
    assert (olga["language"], olga["favours"], olga["categories"]) == ("en", "us", ["Cleaners", "Packaging"])
    assert (olga["cadence"]["ideal"], olga["cadence"]["maximum"], olga["cadence"]["own"]) == (20, 40, True)
    assert olga["cadence"]["chosen"] is True
    assert olga["ways"] == [
        {"kind": "phone", "value": "+7 900 2", "label": "mobile"},
        {"kind": "phone", "value": "+7 900 3", "label": None},
        {"kind": "email", "value": "olga@home.example", "label": None},
        {"kind": "messenger", "value": "@olga", "label": "Telegram"},
    ]
    assert (olga["note"], olga["birthday"], olga["target_strength"]) == ("tea", "1980-05-01", "close")


def test_an_empty_value_clears(seeded: Run) -> None:
    change(
        seeded, "--add-phone", "+7 900 2", "--messenger", "@olga", "--cadence", "20/40", "--language", "en", "--chosen"
    )
    change(seeded, "--add-phone", "", "--cadence", "", "--language", "", "--not-chosen")
    olga = person(seeded, "Olga Kim")
    assert [way["kind"] for way in olga["ways"]] == ["messenger"]
    assert (olga["cadence"]["own"], olga["cadence"]["chosen"], olga["language"]) == (False, False, None)


def test_a_competitor_is_whom_the_person_favours(seeded: Run) -> None:
    change(seeded, "--competitor", "Acme")
    assert (person(seeded, "Olga Kim")["favours"], person(seeded, "Olga Kim")["competitor"]) == ("competitor", "Acme")


def test_a_new_contact_is_placed_by_the_position(seeded: Run) -> None:
    added = seeded("contact", "NORD", "Иван Смирнов", "--position", "Финансовый директор", "--json").data
    assert (added["level"], added["function"]) == (4, "finance")
    assert (added["level_guessed"], added["function_guessed"]) == (True, True)
    changed = seeded("contact", "NORD", "Смирнов", "--level", "3", "--json").data
    assert (changed["level"], changed["level_guessed"], changed["function_guessed"]) == (3, False, True)


def test_guess_places_somebody_once_more(seeded: Run) -> None:
    change(seeded, "--position", "Purchasing director")
    assert person(seeded, "Olga Kim")["function"] == "quality"
    change(seeded, "--guess")
    olga = person(seeded, "Olga Kim")
    assert (olga["level"], olga["function"], olga["function_guessed"]) == (4, "procurement", True)
    unsaid = change(seeded, "--guess", "--position", "Xyzzy")
    assert "says neither" in unsaid.err


@pytest.mark.parametrize(
    ("option", "value", "allowed"),
    [
        ("--level", "7", "5 owners and CEO, 4 function directors"),
        ("--function", "magic", "procurement"),
        ("--role", "boss", "economic_buyer"),
        ("--attitude", "fond", "sceptic"),
        ("--influence", "some", "inner_circle"),
        ("--strength", "9", "trusted_adviser"),
        ("--target-strength", "best", "close"),
        ("--favours", "him", "competitor"),
        ("--language", "12", "ru, en"),
        ("--cadence", "often", "30/60"),
        ("--cadence", "60/30", "longer than the maximum"),
        ("--birthday", "someday", "2026-11-21"),
        ("--influences", "Nobody Here", "nobody here"),
        ("--influences", "Olga Kim", "is the person themselves"),
        ("--reports-to", "Olga Kim", "is the person themselves"),
        ("--left-to", "Acme", "add --left"),
        ("--successor", "Anna", "add --left"),
        ("--moved-to", "NORD", "is where the person is already"),
        ("--merge", "Olga Kim", "is the person themselves"),
    ],
)
def test_what_will_not_do_is_refused_with_what_will(seeded: Run, option: str, value: str, allowed: str) -> None:
    assert allowed.casefold() in refused(seeded, "--position", "Changed", option, value).casefold()


def test_a_level_may_be_said_in_words(seeded: Run) -> None:
    change(seeded, "--level", "Function directors")
    assert person(seeded, "Olga Kim")["level"] == 4


def test_lines_between_people(seeded: Run) -> None:
    change(seeded, "--influences", "петр", "--conflict", "Петр", "--reports-to", "Петр")
    change(seeded, "--influences", "петр")  # the same line once more is no line more
    olga, boss = person(seeded, "Olga Kim"), person(seeded, "Пётр Иванов")
    assert [(line["kind"], line["name"]) for line in olga["lines"]] == [
        ("influences", "Пётр Иванов"),
        ("conflict", "Пётр Иванов"),
    ]
    assert [line["kind"] for line in boss["lines"]] == ["influenced_by", "conflict"]
    assert olga["reports_to"] == "Пётр Иванов"
    change(seeded, "--conflict", "", "--reports-to", "", name="Olga")
    olga = person(seeded, "Olga Kim")
    assert [line["kind"] for line in olga["lines"]] == ["influences"]
    assert olga["reports_to"] is None


def test_our_side_of_the_relationship(seeded: Run) -> None:
    change(seeded, "--owner", "Anna", "--pair", "Boris Director")
    olga = person(seeded, "Olga Kim")
    assert olga["owner"] == "Anna"
    assert [(tie["name"], tie["kind"]) for tie in olga["ties"]] == [
        ("Anna", "owner"),
        ("Boris Director", "executive_pair"),
    ]
    change(seeded, "--owner", "", "--pair", "")
    assert person(seeded, "Olga Kim")["ties"] == []


def test_somebody_to_meet_has_been_met(seeded: Run) -> None:
    change(seeded, "--placeholder", "--level", "4", name="CFO")
    met = seeded("contact", "NORD", "CFO", "--becomes", "Ирина Орлова", "--attitude", "1", "--json").data
    assert (met["name"], met["placeholder"], met["level"], met["attitude"]) == ("Ирина Орлова", False, 4, "supporter")


def test_somebody_leaves_and_another_takes_over(seeded: Run) -> None:
    done = change(seeded, "--left", "--left-on", "2026-11-01", "--left-to", "Acme", "--successor", "Нина Новая")
    assert "Нина Новая takes over from Olga Kim" in done.out
    olga, heir = person(seeded, "Olga Kim"), person(seeded, "Нина Новая")
    assert (olga["status"], olga["left_on"], olga["left_to"]) == ("left", "2026-11-01", "Acme")
    assert olga["successor"] == "Нина Новая"
    assert (heir["position"], heir["level"]) == ("Head of quality", 3)
    assert "lies in the future" in refused(seeded, "--left", "--left-on", "2027-01-01", name="Пётр")
    change(seeded, "--back")
    assert person(seeded, "Olga Kim")["status"] == "active"


def test_somebody_moves_to_another_account(seeded: Run) -> None:
    moved = seeded("contact", "NORD", "Olga", "--moved-to", "DAIRY", "--position", "Director", "--json").data
    assert (moved["name"], moved["position"]) == ("Olga Kim", "Director")
    assert person(seeded, "Olga Kim", "DAIRY")["status"] == "active"
    old = person(seeded, "Olga Kim")
    assert (old["status"], old["left_to"], old["position"]) == ("left", "Volga Dairy", "Head of quality")


def test_a_likely_duplicate_is_told_and_merged(seeded: Run) -> None:
    change(seeded, "--phone", "+7 916 123-45-67")
    added = seeded("contact", "NORD", "O. Kim", "--phone", "8 (916) 123 45 67", "--role", "champion")
    assert added.code == 0
    assert "Olga Kim" in added.err
    assert "--merge" in added.err
    merged = change(seeded, "--merge", "O. Kim")
    assert "O. Kim is one with Olga Kim now" in merged.out
    names = [one["name"] for one in seeded("contacts", "NORD", "--json").data["contacts"]]
    assert names == ["Пётр Иванов", "Olga Kim"]
    assert person(seeded, "Olga Kim")["roles"] == ["champion"]


@pytest.mark.parametrize("options", [("--left",), ("--becomes", "A"), ("--moved-to", "DAIRY"), ("--merge", "Olga")])
def test_what_happens_to_somebody_needs_somebody(seeded: Run, options: tuple[str, ...]) -> None:
    assert "Nobody" in refused(seeded, *options, name="Nobody Known")


def test_two_things_at_once_are_wrong_usage(seeded: Run) -> None:
    done = seeded("contact", "NORD", "Olga", "--left", "--moved-to", "DAIRY")
    assert done.code == 2
    assert "only one of these at a time" in done.err


def test_nothing_to_change_says_so(seeded: Run) -> None:
    assert "is as it was" in change(seeded).out


def test_all_options_together_are_one_step(seeded: Run) -> None:
    before = seeded("contacts", "NORD", "--json").data
    change(
        seeded,
        *("--position", "CFO", "--influences", "Пётр Иванов", "--owner", "Anna", "--pair", "Boris Lang"),
        *("--left", "--left-to", "Volga", "--successor", "Vera Lind"),
    )
    after = seeded("contacts", "NORD", "--json").data
    assert person(seeded, "Olga Kim")["successor"] == "Vera Lind"
    assert seeded("history", "--json").data[0]["text"] == "marked Olga Kim as left"
    assert seeded("undo").code == 0
    assert seeded("contacts", "NORD", "--json").data == before
    assert seeded("redo").code == 0
    assert seeded("contacts", "NORD", "--json").data == after


def test_a_change_with_a_line_is_named_a_change(seeded: Run) -> None:
    change(seeded, "--position", "CFO", "--influences", "Пётр Иванов")
    assert seeded("history", "--json").data[0]["text"] == "changed the contact Olga Kim"


def test_a_refusal_in_the_middle_keeps_nothing(seeded: Run) -> None:
    steps = seeded("history", "--json").data
    assert "200" in refused(seeded, "--position", "CFO", "--owner", "x" * 300)
    assert "200" in refused(seeded, "--position", "CFO", "--owner", "x" * 300, name="Somebody New")
    assert seeded("history", "--json").data == steps


def test_whoever_moves_where_somebody_alike_is_known_is_told(seeded: Run) -> None:
    assert seeded("contact", "PACK", "Olga Kim", "--position", "Buyer").code == 0
    assert "perhaps the same person: Olga Kim" in change(seeded, "--moved-to", "PACK").err


def test_nothing_new_is_said_to_be_so(seeded: Run) -> None:
    assert change(seeded, "--position", "Head of quality", "--cadence", "/").out == "Olga Kim is as it was\n"
