"""The shapes in which the stories of the sample are told. No database here.

A visible text holds both languages, `English | Русский`; one without the bar is the same in both. Days count from the
day of the sample (`ago` before it, `due` after it), quarters from its quarter (−1 is the one before).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

_BAR = re.compile(r"\s+\|\s+")


class Person(NamedTuple):
    """A contact. `unit` counts from 1 in the units of the story; `left` is how many days ago the person left."""

    key: str
    name: str
    position: str
    level: int
    function: str
    roles: str = ""
    attitude: int = 0
    influence: str = ""
    strength: int = 0
    target: int | None = None
    boss: str = ""
    unit: int = 0
    born: str = ""
    buys: str = ""
    left: int | None = None
    to_meet: bool = False
    note: str = ""


class Job(NamedTuple):
    """A task. Without a status it is done in a past quarter and open in the others."""

    quarter: int
    title: str
    due: int | None = None
    status: str = ""
    result: str = ""
    at: str = ""
    who: str = ""
    item: str = ""
    goal: int | None = None
    ask: str = ""
    priority: str = "normal"
    moved: int = 0
    key: str = ""


class Talk(NamedTuple):
    """A touch; `who` are keys of people, `job` the key of the task that its next step became."""

    ago: int
    kind: str
    who: str
    outcome: str
    then: str = ""
    job: str = ""
    proactive: bool = True
    by: str = "anna"


class Mark(NamedTuple):
    """Where a progression stands: done, going (in progress), planned or n/a; `ago` days since it came to that."""

    code: str
    status: str
    ago: int
    evidence: str = ""
    quarter: int | None = None


class Aim(NamedTuple):
    """A goal of the plan; `above` is the place of its parent in the list."""

    title: str
    quarter: int | None = None
    above: int | None = None
    done: bool = False


class Trade(NamedTuple):
    """How the account buys. `revenue` in roubles over the last 12 months, `growth` a year, `gap` days between orders,
    `season` its swing and the month of its top, `mix` weights of categories, `discount` taken off every margin,
    `fall` (days ago, factor) since when and to what orders have fallen, `units` how many of the units order.
    """

    revenue: int
    growth: float
    gap: float
    last: int
    season: tuple[float, int]
    mix: Mapping[str, float]
    discount: float = 0.0
    begun: int = 1095
    fall: tuple[int, float] | None = None
    via: str = ""
    units: int = 1


class Story(NamedTuple):
    """One account with all that belongs to it. Plan blocks by number for this year, the last and the next."""

    code: str
    name: str
    category: str
    industry: str
    region: str
    since: str
    strategic: int
    domain: str
    phone: str
    entities: tuple[tuple[str, str], ...]
    units: tuple[str, ...]
    people: tuple[Person, ...]
    trade: Trade
    marks: tuple[Mark, ...]
    jobs: tuple[Job, ...]
    talks: tuple[Talk, ...]
    aims: tuple[Aim, ...] = ()
    this_year: Mapping[int, str] = {}
    last_year: Mapping[int, str] = {}
    next_year: Mapping[int, str] = {}
    state: str = "approved"
    progress_set: str = "core"
    deputy: str = ""
    parent: str = ""
    cadence: int | None = None
    note: str = ""


def english(text: str) -> str:
    """The English of a text."""
    return _BAR.split(text, 1)[0]


def russian(text: str) -> str:
    """The Russian of a text."""
    return _BAR.split(text, 1)[-1]


def texts(told: object) -> Iterator[str]:
    """Every text in both languages within a story, or within any nest of tuples and mappings."""
    if isinstance(told, str):
        if " | " in told or "\n| " in told:
            yield told
    elif isinstance(told, Mapping):
        yield from texts(tuple(told.values()))
    elif isinstance(told, Iterable):
        for part in told:
            yield from texts(part)


USERS: Mapping[str, tuple[str, str]] = {
    "anna": ("Anna Belova | Анна Белова", "kam"),
    "dmitry": ("Dmitry Lavrov | Дмитрий Лавров", "head"),
    "sergey": ("Sergey Titov | Сергей Титов", "deputy"),
}
