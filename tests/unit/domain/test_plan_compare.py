"""What differs between two plans: words of texts, items of lists, figures."""

from __future__ import annotations

import copy
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.plan_compare import differences
from kamtui.domain.plan_words import words_between

TEXTS = st.one_of(
    st.text(alphabet="ab \n", max_size=30),
    st.lists(st.sampled_from(["the", "plant", "опытная", "партия", " ", "\n", "§"]), max_size=40).map(" ".join),
)


@given(TEXTS, TEXTS)
def test_applying_the_words_gives_both_texts(before: str, after: str) -> None:
    words = words_between(before, after)
    assert "".join(run.text for run in words if run.sign in " -") == (before if words else "")
    assert "".join(run.text for run in words if run.sign in " +") == (after if words else "")
    assert (not words) == (before == after)
    assert all(run.text for run in words)
    assert all(one.sign != other.sign for one, other in pairwise(words))


def test_a_text_that_goes_on_is_shown_as_going_on() -> None:
    words = words_between("Circle 80 M", "Circle 80 M and more")
    assert [(run.sign, run.text) for run in words] == [(" ", "Circle 80 M"), ("+", " and more")]


def test_one_word_in_a_long_text_is_one_word() -> None:
    before = "word " * 3_000 + "old " + "word " * 900
    words = words_between(before, before.replace("old", "new"))
    assert [run.sign for run in words] == [" ", "-", "+", " "]


def task(key: str, title: str, **fields: Any) -> dict[str, Any]:
    known = {"due": None, "status": "open", "owner": "anna", "resource": None, "result": None, "priority": "normal"}
    return {"id": key, "title": title, "resource_answer": None, **known, **fields}


def plan() -> dict[str, Any]:
    return {
        "state": "submitted",
        "blocks": [{"number": 3, "title": "Potential", "text": "Circle 80 M", "touched_on": "2026-11-01"}],
        "circle": {"wallet_now": "80000000.00", "share_now": 0.2, "verdict": "flat_up", "categories": []},
        "initiatives": [{"id": "i1", "title": "New plant", "relevant": None, "status": "active"}],
        "opportunities": [
            {"id": "o1", "title": "Cleaners", "amount": "4200000.00", "probability": 0.3, "status": "open"}
        ],
        "forecast": {"Q1": "1.00", "Q2": None, "Q3": None, "Q4": None, "year": "1.00"},
        "goals": [{"id": "g1", "title": "Grow", "quarter": None, "parent": None, "done": False}],
        "quarters": {
            "Q1": {"tasks": [task("t1", "Meet the chief engineer")], "revenue_plan": "100.00", "review": {}},
            "Q2": {"tasks": [], "revenue_plan": None, "review": {"kam_comment": "late"}},
        },
    }


def test_equal_plans_do_not_differ_whatever_was_touched_since() -> None:
    later = plan()
    later["blocks"][0]["touched_on"] = "2026-12-01"
    later["events"] = [{"kind": "submitted"}]
    assert differences(plan(), later) == ()


def test_every_kind_of_difference_is_named_once() -> None:
    later = copy.deepcopy(plan())
    later["state"] = "approved"
    later["blocks"][0]["text"] = "Circle 90 M"
    later["circle"]["share_now"] = 0.25
    later["initiatives"][0]["relevant"] = True
    later["opportunities"].append({"id": "o2", "title": "Packaging", "amount": "1000.00", "probability": 0.1})
    later["goals"] = []
    later["quarters"]["Q1"]["revenue_plan"] = "200.00"
    later["quarters"]["Q2"]["review"]["kam_comment"] = "very late"
    found = [(one.sign, one.part, one.what, one.before, one.after) for one in differences(plan(), later)]
    assert found == [
        ("~", "plan", "state", "submitted", "approved"),
        ("~", "block 3", "Potential", "", ""),
        ("~", "circle", "our share this year", "20 %", "25 %"),
        ("~", "initiatives", "New plant", "relevant: –", "relevant: yes"),
        ("+", "opportunities", "Packaging", "", "amount: 1,000; probability: 10 %"),
        ("-", "goals", "Grow", "", ""),
        ("~", "Q1", "revenue plan", "100", "200"),
        ("~", "review Q2", "the KAM's comment", "", ""),
    ]


def test_a_task_that_was_carried_over_is_moved_and_not_gone() -> None:
    later = copy.deepcopy(plan())
    later["quarters"]["Q2"]["tasks"] = [
        task("t1", "Meet the chief engineer", status="done"),
        task("t2", "Offer", due="2026-05-01"),
    ]
    later["quarters"]["Q1"]["tasks"] = []
    found = [(one.sign, one.part, one.what, one.before, one.after) for one in differences(plan(), later)]
    assert found == [
        (
            "~",
            "tasks Q2",
            "Meet the chief engineer",
            "quarter: Q1; status: open",
            "quarter: Q2; status: done",
        ),
        ("+", "tasks Q2", "Offer", "", "quarter: Q2; due: 1 May 2026; owner: anna; status: open; priority: normal"),
    ]


def test_turned_around_new_is_gone() -> None:
    later = plan()
    later["goals"].append({"id": "g2", "title": "Hold", "quarter": "2026-Q4", "parent": "g1", "done": True})
    (new,), (gone,) = differences(plan(), later), differences(later, plan())
    assert (new.sign, new.after) == ("+", "quarter: 2026-Q4; below the goal: Grow; reached: yes")
    assert (gone.sign, gone.before) == ("-", new.after)
