"""The shapes in which the stories of the sample are told. No database here.

A visible text holds both languages, `English | Русский`; one without the bar is the same in both. Days count from the
day of the sample (`ago` before it, `due` after it), quarters from its quarter (−1 is the one before).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kamtui.db.sample.potential import Ask, Potential

_BAR = re.compile(r"\s+\|\s+")


class Way(NamedTuple):
    """A further phone, e-mail or messenger of a person."""

    kind: str
    value: str
    label: str = ""


class Person(NamedTuple):
    """A contact. `unit` counts from 1 in the units of the story; `left` is how many days ago the person left.

    `guessed` names what only the position says: level, function. `favours` is us, nobody or the name of a competitor;
    `every` the person's own cadence. `successor` is a key of the same story, `former` one of another, `CODE:key`.
    """

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
    guessed: str = ""
    language: str = ""
    favours: str = ""
    every: tuple[int, int] | None = None
    chosen: bool = False
    left_to: str = ""
    successor: str = ""
    former: str = ""
    phone: str = ""
    email: str = ""
    ways: tuple[Way, ...] = ()


class Line(NamedTuple):
    """`source` influences `target`, or the two are in conflict. Somebody of another account is `CODE:key`."""

    source: str
    target: str
    why: str = ""
    conflict: bool = False


class Tie(NamedTuple):
    """One of our people, and the contacts (`who`) whom they own, are the executive pair of, or know."""

    colleague: str
    kind: str
    who: str
    strength: int | None = None
    note: str = ""


class Job(NamedTuple):
    """A task. Without a status it is done in a past quarter and open in the others.

    `moved` says why, once for each quarter out of which it was carried over; the last one is the quarter before.
    """

    quarter: int
    title: str
    due: int | None = None
    status: str = ""
    result: str = ""
    at: str = ""
    who: str = ""
    item: str = ""
    goal: int | None = None
    ask: Ask | None = None
    priority: str = "normal"
    moved: tuple[str, ...] = ()
    key: str = ""


class Talk(NamedTuple):
    """A touch; `who` are keys of people, `job` the key of the task that its next step became, `proves` the
    code of a progression.
    """

    ago: int
    kind: str
    who: str
    outcome: str
    then: str = ""
    job: str = ""
    proactive: bool = True
    by: str = "anna"
    proves: str = ""


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


class Later(NamedTuple):
    """What came onto a map later, and what was done with it. Written after all else, so that older keys stay."""

    people: tuple[Person, ...] = ()
    jobs: tuple[Job, ...] = ()
    talks: tuple[Talk, ...] = ()
    lines: tuple[Line, ...] = ()
    ties: tuple[Tie, ...] = ()


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
    later: Later = Later()
    potential: Potential = Potential()


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

# Our own people whom contacts know: name, position, login of those who work in the workspace.
COLLEAGUES: Mapping[str, tuple[str, str, str]] = {
    "anna": ("Anna Belova | Анна Белова", "Key account manager | Менеджер по ключевым клиентам", "anna"),
    "sergey": ("Sergey Titov | Сергей Титов", "Deputy key account manager | Замещающий КАМ", "sergey"),
    "dmitry": (
        "Dmitry Lavrov | Дмитрий Лавров",
        "Head of key accounts | Руководитель отдела ключевых клиентов",
        "dmitry",
    ),
    "rudakov": ("Alexander Rudakov | Александр Рудаков", "CEO | Генеральный директор", ""),
    "ignatova": ("Vera Ignatova | Вера Игнатова", "CFO | Финансовый директор", ""),
    "kiselev": ("Pavel Kiselev | Павел Киселёв", "Technical service engineer | Инженер технического сервиса", ""),
    "samoylov": ("Igor Samoylov | Игорь Самойлов", "Head of our laboratory | Руководитель нашей лаборатории", ""),
    "glebova": ("Maria Glebova | Мария Глебова", "Head of logistics | Руководитель логистики", ""),
}
