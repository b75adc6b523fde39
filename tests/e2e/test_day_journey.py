"""A whole working day in a real terminal, on a Latin and on a Russian keyboard; then what the commands say of it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from benchmarks.terminal import Terminal
from kamtui import workspace as workspaces
from kamtui.clock import Clock

Run = Callable[..., subprocess.CompletedProcess[str]]
FRIDAY = "2026-11-20"
AGREED = "agreed on a trial"
TWINS = dict(zip("acfpqwzBF/", "фсазйцяИА.", strict=True))


class Words(NamedTuple):
    """What a user of one language types and sees."""

    person: str
    today: str
    done: str
    captured: str
    understood: str
    touch: str
    monday: str
    put_off: str
    planned: str
    accept: str
    new_meeting: str
    before: str
    numbers: str
    meetings: str


ENGLISH = Words(
    person="Ivan Petrov",
    today="1 Today",
    done="1 done today",
    captured="visit Petrov tomorrow 15:00 @Nord !high",
    understood="tomorrow · 15:00 · !high · Ivan Petrov",
    touch=f"call Petrov: {AGREED}; they: volumes by 10.12; next: send the samples monday",
    monday="monday",
    put_off="put off until Monday",
    planned="planned 1 h of 9 h",
    accept="enter accept",
    new_meeting="New meeting",
    before="Before the meeting",
    numbers="Month in numbers",
    meetings="Meetings",
)
RUSSIAN = Words(
    person="Иван Петров",
    today="1 Сегодня",
    done="сделано сегодня: 1",
    captured="визит к Петрову завтра 15:00 @Nord !высокий",
    understood="завтра · 15:00 · !высокий · Иван Петров",
    touch=f"звонок Петрову: {AGREED}; они: volumes до 10.12; далее: send the samples понедельник",
    monday="понедельник",
    put_off="отложено (в понедельник)",
    planned="занято 1 из 9 ч",
    accept="enter принять",
    new_meeting="Новая встреча",
    before="Перед встречей",
    numbers="Месяц в цифрах",
    meetings="Встречи",
)


@pytest.fixture(params=[ENGLISH, RUSSIAN], ids=["en", "ru"])
def words(kamtui_env: dict[str, str], request: pytest.FixtureRequest) -> Words:
    """The language of a day whose workspace holds one account, one person and three tasks."""
    words: Words = request.param
    kamtui_env["KAMTUI_TODAY"] = FRIDAY
    workspace = workspaces.create(
        Path(kamtui_env["KAMTUI_DB"]), Clock(date.fromisoformat(FRIDAY)), login="anna", name="Anna"
    )
    nord = workspace.accounts.add(name="Nord Foods", code="NORD", category="K").id
    workspace.contacts.add(nord, name=words.person)
    for title, due in (("Send the offer", "2026-11-18"), ("Call the lab", FRIDAY), ("Order the samples", FRIDAY)):
        workspace.tasks.add(title=title, account_id=nord, quarter="2026-Q4", due=due)
    workspace.close()
    return words


def day(kam: Terminal, words: Words, key: Callable[[str], str]) -> None:
    """From the first look until the computer is closed."""

    def line(text: str, *, seen: str = "") -> None:
        kam.wait_for(words.accept)
        kam.type(text)
        kam.wait_for(seen or text)
        kam.press("enter")
        kam.wait_gone(words.accept)

    kam.wait_for(words.today)
    kam.wait_for("Send the offer")
    kam.press("space")
    kam.wait_for(words.done)
    kam.press(key("p"))
    line("11:00 1h" if words is ENGLISH else "11:00 1 ч")
    kam.wait_for(words.planned)
    kam.press("down")
    kam.press(key("z"))
    line(words.monday)
    kam.wait_for(words.put_off)
    kam.press(key("a"))
    line(words.captured, seen=words.understood)
    kam.wait_for("Petrov" if words is ENGLISH else "Петрову")
    kam.press(key("c"))
    line(words.touch, seen=f"{AGREED} ·")
    kam.wait_for("send the samples")

    kam.press(key("w"))
    kam.wait_for("20 Nov" if words is ENGLISH else "20 ноя")
    kam.press("ctrl+k")
    kam.wait_for(words.new_meeting)
    kam.type("Trial at the plant")
    kam.press("tab", "tab")
    kam.type(words.person.split()[1])
    kam.press("tab", "tab")
    kam.type("14:00")
    kam.press("ctrl+s")
    kam.wait_gone(words.new_meeting)
    kam.press(key("B"))
    kam.wait_for(words.before)
    kam.wait_for(AGREED)
    kam.press("esc")
    kam.wait_gone(words.before)
    kam.press(key("F"))
    kam.wait_for(words.numbers)
    kam.press(key("/"))
    kam.wait_for(words.accept)
    kam.type("trial plant")
    kam.wait_for(words.meetings)
    kam.press("esc")
    kam.wait_gone(words.accept)
    kam.press(key("q"))
    assert kam.wait_exit() == 0


def test_a_whole_day(open_kamtui: Callable[..., Terminal], run_kamtui: Run, words: Words) -> None:
    english = words is ENGLISH
    kam = open_kamtui(env={"LANG": "en_US.UTF-8" if english else "ru_RU.UTF-8"})
    day(kam, words, (lambda key: key) if english else TWINS.__getitem__)

    def read(*args: str) -> Any:
        return json.loads(run_kamtui(*args, "--json").stdout)

    tasks = {task["title"]: task for task in read("plan", "NORD")["quarters"]["Q4"]["tasks"]}
    assert tasks["Send the offer"]["status"] == "done"
    assert tasks["Call the lab"]["status"] == "open"
    visit = tasks["visit Petrov" if english else "визит к Петрову"]
    assert (visit["due"], visit["priority"]) == ("2026-11-21", "high")
    assert tasks["send the samples"]["due"] == "2026-11-23"
    [touch] = read("log", "NORD")
    assert (touch["kind"], touch["outcome"]) == ("call", AGREED)
    assert [promise["text"] for promise in read("promises")] == ["volumes"]
    [meeting] = read("meetings")
    assert meeting["title"] == "Trial at the plant"
    today = [line["title"] for line in read("today")]
    assert "Order the samples" not in today
    assert "Call the lab" in today
