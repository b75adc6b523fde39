from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.capture import TaskDraft, parse_task_line
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import Priority

TODAY = date(2026, 11, 21)
ACCOUNTS = [("NORD", "Nord Foods"), ("WOOD", "Nordic Wood"), ("VOLGA", "Волжский молзавод"), ("НОРД", "Норд Фудс")]


@pytest.mark.parametrize(
    ("line", "title", "account"),
    [
        ("call Petrov tomorrow 15:00 @Nord #Q1 !high", "call Petrov", "NORD"),
        ("звонок Петрову завтра 15:00 @Норд #Q1 !высокий", "звонок Петрову", "НОРД"),
        ("звонок Петрову завтра 15:00 @Норд №Q1 !", "звонок Петрову", "НОРД"),
    ],
)
def test_the_line_of_the_method(line: str, title: str, account: str) -> None:
    draft = parse_task_line(line, ACCOUNTS, TODAY)
    assert draft == TaskDraft(title, date(2026, 11, 22), time(15), account, Quarter(2027, 1), Priority.HIGH)


def test_names_of_several_words() -> None:
    assert parse_task_line("offer @Волжский молзавод до пятницы !низкий", ACCOUNTS, TODAY) == TaskDraft(
        "offer", date(2026, 11, 27), None, "VOLGA", None, Priority.LOW
    )
    assert parse_task_line("@Nord Foods send offer, urgent!", ACCOUNTS, TODAY) == TaskDraft(
        "send offer, urgent!", account="NORD"
    )
    assert parse_task_line("a @«Волжский молзавод», x", ACCOUNTS, TODAY).account == "VOLGA"
    assert parse_task_line("@Nord, call", ACCOUNTS, TODAY).title == "call"


def test_what_is_not_understood_stays_in_the_title() -> None:
    line = "price list 2026 for tender of 12 months @nobody !soon Q1 report of yesterday"
    assert parse_task_line(line, ACCOUNTS, TODAY) == TaskDraft(line)
    unclear = parse_task_line("call @nor", ACCOUNTS, TODAY)
    assert unclear.title == "call @nor"
    assert unclear.account is None
    assert unclear.unclear == ("Nord Foods (NORD)", "Nordic Wood (WOOD)")


def test_a_line_of_marks_is_its_own_title() -> None:
    draft = parse_task_line("tomorrow 15:00 @Nord", ACCOUNTS, TODAY)
    assert (draft.title, draft.account, draft.time) == ("tomorrow 15:00 @Nord", "NORD", time(15))


PIECES = "@Nord @нет #Q1 !high ! завтра 15:00 15.12 call Петрову 2026 в 9 « @ # >"
pieces = st.sampled_from(PIECES.split())


@given(st.lists(pieces | st.text(max_size=5), max_size=8).map(" ".join))
def test_any_line_is_taken_and_keeps_its_strange_words(line: str) -> None:
    draft = parse_task_line(f"{line} ксенон", ACCOUNTS, TODAY)
    assert "ксенон" in draft.title
