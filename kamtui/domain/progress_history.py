"""The history of progressions: replaying their events, and progress by quarter as it was.

Rules: section "Progressions" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kamtui.domain.progress import COMPUTED, Progression, ProgressState, in_set
from kamtui.domain.quarters import Quarter, months_after
from kamtui.domain.words import ProgressStatus

QUARTERS_SHOWN = 8

Event = tuple[date, ProgressStatus]
"""The day that a change counts from, and the status it led to; histories have them in the order of recording."""


class Held(NamedTuple):
    """A state of a progression and the day from which it held."""

    since: date
    state: ProgressState


class Past(NamedTuple):
    """What an item of the library was until the end of the day before `until`; the weight counts 1…5."""

    until: date
    weight: int
    core: bool
    retired: bool
    expires_months: int | None = None


class AccountHistory(NamedTuple):
    """What is known of one account's progressions over time.

    `own` are its own items, `held` the stretches per progression, `planned` who was planned for which quarter since
    when, `complete` whether its map was complete on each of the days asked for, `begun` the first day it was there.
    """

    chosen: str
    begun: date
    own: Sequence[Progression]
    held: Mapping[str, Sequence[Held]]
    planned: Mapping[str, Sequence[tuple[date, Quarter | None]]]
    complete: Sequence[bool]


class QuarterShare(NamedTuple):
    """Progress at the end of a quarter, or today in the present one.

    `share` 0…1 by weight, None before there was anything; `done` of `applicable` items; `kept` of those `planned`.
    """

    quarter: Quarter
    share: float | None
    done: int
    applicable: int
    planned: int
    kept: int


class _Totals(NamedTuple):
    weight_done: int = 0
    weight: int = 0
    done: int = 0
    applicable: int = 0
    planned: int = 0
    kept: int = 0


def after(state: ProgressState, event: Event) -> ProgressState:
    """The state that an event leads to: its status and days; evidence and plan stay as they are."""
    on, status = event
    started = done = None
    if status is ProgressStatus.IN_PROGRESS:
        started = on
    elif status is ProgressStatus.DONE:
        started = min(state.started_on, on) if state.started_on else None
        done = on
    return ProgressState(status, started, done, state.evidence, state.touch_id, state.planned_quarter, state.version)


def replay(events: Iterable[Event]) -> ProgressState:
    """The present state that the events, in the order of recording, lead to."""
    state = ProgressState()
    for event in events:
        state = after(state, event)
    return state


def stretches(events: Iterable[Event]) -> tuple[Held, ...]:
    """Which state held from which day, oldest first. What is recorded later for an earlier day corrects the past."""
    held: list[Held] = []
    state = ProgressState()
    for event in events:
        state = after(state, event)
        while held and held[-1].since >= event[0]:
            held.pop()
        held.append(Held(event[0], state))
    return tuple(held)


def status_on(held: Sequence[Held], day: date, expires_months: int | None = None) -> ProgressStatus:
    """The status on a day; knowledge that had expired by then was in progress."""
    for since, state in reversed(held):
        if since <= day:
            if state.status is ProgressStatus.DONE and expires_months and state.done_on is not None:
                expired = day >= months_after(state.done_on, expires_months)
                return ProgressStatus.IN_PROGRESS if expired else ProgressStatus.DONE
            return state.status
    return ProgressStatus.NOT_STARTED


def days_taken(held: Sequence[Held]) -> int | None:
    """Days from first in progress to the first time done after that; None when it was never so."""
    begun: date | None = None
    for since, state in held:
        if state.status is ProgressStatus.IN_PROGRESS and begun is None:
            begun = since
        elif state.status is ProgressStatus.DONE and begun is not None:
            return (since - begun).days
    return None


def as_of(progression: Progression, pasts: Sequence[Past], day: date) -> Progression:
    """The item with the weight, core mark, retirement and expiry that it had on a day; `pasts` in any order."""
    later = [past for past in pasts if past.until > day]
    if not later:
        return progression
    past = min(later)
    return Progression(
        id=progression.id,
        code=progression.code,
        category=progression.category,
        title=progression.title,
        evidence_hint=progression.evidence_hint,
        weight=past.weight,
        core=past.core,
        expires_months=past.expires_months,
        retired=past.retired,
        account_id=progression.account_id,
        version=progression.version,
    )


def weight_since(pasts: Sequence[Past], weight: int) -> tuple[date | None, int | None]:
    """Since when an item has its present weight, and what it was before; None for both where it never had another."""
    other = max((past for past in pasts if past.weight != weight), default=None)
    return (other.until, other.weight) if other else (None, None)


def planned_for(plans: Sequence[tuple[date, Quarter | None]], quarter: Quarter, last_day: date) -> bool:
    """Whether an item was planned for the quarter when that ended, or is planned for it now."""
    if not plans:
        return False
    at_end = next((planned for since, planned in reversed(plans) if since <= last_day), None)
    return quarter in (at_end, plans[-1][1])


def quarters_until(quarter: Quarter, count: int = QUARTERS_SHOWN) -> tuple[Quarter, ...]:
    """The last `count` quarters, this one last."""
    return tuple(quarter.shifted(back) for back in range(1 - count, 1))


def quarter_shares(
    library: Sequence[Progression],
    pasts: Mapping[str, Sequence[Past]],
    accounts: Iterable[AccountHistory],
    quarters: Sequence[Quarter],
    fiscal_start: int,
    today: date,
) -> tuple[QuarterShare, ...]:
    """Progress of the accounts taken together, quarter by quarter; `library` is the shared one, retired items too.

    Every quarter is measured over the set chosen today, with the weight, core mark, retirement and expiry of its
    own time.
    Weights of several accounts are added before they are divided.
    """
    ends = [quarter.last_day(fiscal_start) for quarter in quarters]
    rules: dict[tuple[str, int], dict[str, _Rule]] = {}
    computed = next((p.id for p in library if p.code == COMPUTED), "")
    totals = [_Totals() for _quarter in quarters]
    seen = [False for _quarter in quarters]
    for account in accounts:
        for at, (quarter, end) in enumerate(zip(quarters, ends, strict=True)):
            day = min(end, today)
            if account.begun > day:
                continue
            key = (account.chosen, at)
            if key not in rules:
                rules[key] = _rules(library, pasts, account.chosen, day)
            own = _rules(account.own, pasts, account.chosen, day) if account.own else {}
            one = _account(account, rules[key] | own if own else rules[key], computed, at, quarter, end, day)
            totals[at] = _Totals(*map(sum, zip(totals[at], one, strict=True)))
            seen[at] = True
    return tuple(
        QuarterShare(
            quarter,
            total.weight_done / total.weight if there and total.weight else None,
            total.done,
            total.applicable,
            total.planned,
            total.kept,
        )
        for quarter, total, there in zip(quarters, totals, seen, strict=True)
    )


class _Rule(NamedTuple):
    """What an item counted on a day: its weight, and the months after which it expired."""

    weight: int
    expires_months: int | None


def _rules(
    items: Sequence[Progression], pasts: Mapping[str, Sequence[Past]], chosen: str, day: date
) -> dict[str, _Rule]:
    """The rule of each item that counted on the day."""
    found = {}
    for progression in items:
        then = as_of(progression, pasts[progression.id], day) if progression.id in pasts else progression
        if in_set(then, chosen):
            found[then.id] = _Rule(then.weight, then.expires_months)
    return found


def _account(
    account: AccountHistory,
    rules: Mapping[str, _Rule],
    computed: str,
    at: int,
    quarter: Quarter,
    end: date,
    day: date,
) -> _Totals:
    """One account on one day. Items without events only weigh."""
    whole = sum(rule.weight for rule in rules.values())
    weight_done = done = planned = kept = 0
    applicable = len(rules)
    excluded = set()
    for key, held in account.held.items():
        rule = rules.get(key)
        if rule is None:
            continue
        status = status_on(held, day, rule.expires_months)
        if status is ProgressStatus.NOT_APPLICABLE:
            whole, applicable = whole - rule.weight, applicable - 1
            excluded.add(key)
        elif status is ProgressStatus.DONE and key != computed:
            weight_done, done = weight_done + rule.weight, done + 1
    complete = computed in rules and computed not in excluded and account.complete[at]
    if complete:
        weight_done, done = weight_done + rules[computed].weight, done + 1
    for key, plans in account.planned.items():
        if key in rules and key not in excluded and planned_for(plans, quarter, end):
            planned += 1
            kept += (
                complete
                if key == computed
                else status_on(account.held.get(key, ()), end, rules[key].expires_months) is ProgressStatus.DONE
            )
    return _Totals(weight_done, whole, done, applicable, planned, kept)
