"""How complete a plan is: each block is a short list of what it should hold, with what to do about the rest in words.

Rules: section "ADP" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kamtui.domain.explained import Explained, Part
from kamtui.domain.plans import BLOCKS, BLOCKS_TO_SUBMIT, block_titles
from kamtui.domain.quarters import Quarter
from kamtui.i18n import N_, _, ngettext

_JUDGEMENTS = {
    1: N_("write in a sentence where the client stands with us"),
    2: N_("write whom the decision hangs on"),
    3: N_("write why the circle and our share will change"),
    4: N_("write what the client is after"),
    5: N_("write what the forecast hangs on"),
    6: N_("write what we want to have reached by the end of the year"),
    7: N_("write the risks, and how the plan is controlled"),
}


class PlanFacts(NamedTuple):
    """What is there of a plan and of the data that fill it.

    `texts` are numbers of blocks with a text. `quality` is map quality 0…3. `wallet_…` and `share_…`: the total of the
    year, and our part of it, are known. `undecided` initiatives wait for "relevant or not", `unanswered` are relevant
    ones without an opportunity, `unplaced` open opportunities without a quarter. `base`, `revenue_plan`, `acted` are
    numbers of quarters with a confirmed base, a revenue plan, tasks; `loose` open tasks without a due date or owner.
    `targets` are people to meet or to come closer to, `planned_items` progressions planned for the year.
    """

    texts: frozenset[int] = frozenset()
    category: bool = False
    owner: bool = False
    orders: bool = False
    quality: int = 0
    roles_missing: int = 3
    wallet_now: bool = False
    wallet_next: bool = False
    share_now: bool = False
    share_next: bool = False
    initiatives: int = 0
    undecided: int = 0
    unanswered: int = 0
    opportunities: int = 0
    unplaced: int = 0
    base: frozenset[int] = frozenset()
    revenue_plan: frozenset[int] = frozenset()
    acted: frozenset[int] = frozenset()
    tasks: int = 0
    loose: int = 0
    goals: int = 0
    planned_items: int = 0
    targets: int = 0


class BlockState(NamedTuple):
    """How complete a block is, 0…1; whether it holds what submitting needs of it; what is missing, in words."""

    share: float
    filled: bool
    missing: tuple[str, ...]


def blocks(facts: PlanFacts, year: int, now: Quarter) -> dict[int, BlockState]:
    """The state of each of the seven blocks of the plan of `year`, seen from the quarter `now`.

    A block is what is met of its list ÷ the list; the KAM's own words are one line of each list. What concerns quarters
    is asked of those that have not ended.
    """
    found = {}
    for number in BLOCKS:
        wanted = [(number in facts.texts, _(_JUDGEMENTS[number])), *_wanted(number, facts, year, now)]
        missing = tuple(words for met, words in wanted if not met)
        share = 1 - len(missing) / len(wanted)
        found[number] = BlockState(share, _filled(number, facts, share), missing)
    return found


def completeness(states: dict[int, BlockState]) -> Explained[float]:
    """Completeness 0…1 of a plan: the mean of its seven blocks. One part per block; its note says what is missing."""
    titles = block_titles()
    parts = tuple(
        Part(f"{number} {titles[number]}", round(state.share, 4), "; ".join(state.missing))
        for number, state in states.items()
    )
    value = sum(state.share for state in states.values()) / len(states)
    return Explained(value, parts, _("the mean of the seven blocks, each what is there ÷ what it should hold"))


def needed(states: dict[int, BlockState]) -> list[str]:
    """What submitting still needs, a line for each block."""
    titles, ways = block_titles(), {3: _("estimate the wallet"), 6: _("set a goal"), 7: _("add a task")}
    return [
        _("{number} {title} ({way}, or write)").format(number=number, title=titles[number], way=ways[number])
        for number in BLOCKS_TO_SUBMIT
        if not states[number].filled
    ]


def _filled(number: int, facts: PlanFacts, share: float) -> bool:
    data = {3: facts.wallet_now, 6: facts.goals > 0, 7: facts.tasks > 0}
    return number in facts.texts or data.get(number, share > 0)


def _wanted(number: int, facts: PlanFacts, year: int, now: Quarter) -> Iterator[tuple[bool, str]]:
    """Lines of the list of a block: whether it is met, and what to do when it is not."""
    ahead = [quarter for quarter in range(1, 5) if Quarter(year, quarter) >= now]
    if number == 1:
        yield facts.category, _("choose the category of the account")
        yield facts.owner, _("say who serves the account")
        yield facts.orders, _("import its orders: there are no figures yet")
    elif number == 2:
        yield facts.quality >= 1, _("put people on the map")
        yield facts.quality >= 2, _("find a key player: who takes part in the decision?")
        yield facts.quality >= 3, _("win a key player over: none is on our side")
        yield facts.roles_missing == 0, _("find the sponsor, the decider and the champion")
    elif number == 3:
        yield facts.wallet_now, _("estimate the wallet of {year}").format(year=year)
        yield facts.share_now, _("estimate our part of {year}").format(year=year)
        yield facts.wallet_next, _("estimate the wallet of {year}").format(year=year + 1)
        yield facts.share_next, _("estimate our part of {year}").format(year=year + 1)
    elif number == 4:
        yield facts.initiatives > 0, _("ask what the client is going to do: no initiative is noted")
        if facts.initiatives:
            yield (
                facts.undecided == 0,
                ngettext(
                    "decide whether {n} initiative is relevant",
                    "decide whether {n} initiatives are relevant",
                    facts.undecided,
                ).format(n=facts.undecided),
            )
    elif number == 5:
        yield facts.opportunities > 0, _("make an offer into a relevant initiative")
        if facts.opportunities:
            yield (
                facts.unanswered == 0,
                ngettext(
                    "{n} relevant initiative has no offer of ours",
                    "{n} relevant initiatives have no offer of ours",
                    facts.unanswered,
                ).format(n=facts.unanswered),
            )
            yield (
                facts.unplaced == 0,
                ngettext("{n} opportunity has no quarter", "{n} opportunities have no quarter", facts.unplaced).format(
                    n=facts.unplaced
                ),
            )
        yield _quarters(ahead, facts.base, _("confirm the base business of {quarters}"))
    elif number == 6:
        yield facts.goals > 0, _("set a goal for the year")
        yield facts.targets > 0, _("choose the people to meet or to come closer to")
        yield facts.planned_items > 0, _("plan progressions for the quarters")
    else:
        yield _quarters(ahead or list(range(1, 5)), facts.acted, _("add tasks to {quarters}"))
        yield _quarters(ahead, facts.revenue_plan, _("set the revenue plan of {quarters}"))
        if facts.tasks:
            yield (
                facts.loose == 0,
                ngettext(
                    "{n} open task has no due date or owner", "{n} open tasks have no due date or owner", facts.loose
                ).format(n=facts.loose),
            )


def _quarters(wanted: list[int], there: frozenset[int], words: str) -> tuple[bool, str]:
    lacking = [number for number in wanted if number not in there]
    return not lacking, words.format(quarters=", ".join(f"Q{number}" for number in lacking))
