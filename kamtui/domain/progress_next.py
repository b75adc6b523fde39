"""The progressions worth most now: weight × age × need.

Rules: section "Progressions" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kamtui.domain.contacts import Contact, at_company, is_key_player, missing_roles
from kamtui.domain.explained import Explained, Part
from kamtui.domain.progress import COMPUTED, Barriers, ProgressItem
from kamtui.domain.progress_matrix import missed
from kamtui.domain.quarters import Quarter
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import Function, ProgressCategory, ProgressStatus
from kamtui.i18n import _, ngettext

SHOWN = 3
# Shares by which a need raises the worth of an item.
PLANNED_NOW, MISSED, LINKED, WEAKEST, MAP_GAP = 0.5, 0.5, 0.25, 0.25, 0.25
STALLED_AGE, OLDEST_AGE = 0.5, 2.0

_BARRIERS = {
    "knowledge": ProgressCategory.KNOWLEDGE,
    "integration": ProgressCategory.INTEGRATION,
    "map_quality": ProgressCategory.CONTACTS,
}
# Items that fill a hole of the map: who has to be known for it, as (function, least level).
_WHO: Mapping[str, tuple[Function | None, int]] = {
    "C02": (Function.PROCUREMENT, 3),
    "C03": (Function.TECHNICAL, 4),
    "C04": (Function.PRODUCTION, 2),
    "C05": (Function.FINANCE, 4),
    "C06": (None, 5),
    "C07": (Function.QUALITY, 3),
}


class Need(NamedTuple):
    """Something in the plan that wants an item: it raises the worth by `share`; `note` says what it is."""

    progression_id: str
    label: str
    share: float
    note: str = ""


class NextBest(NamedTuple):
    """An item, what it is worth now, and why."""

    item: ProgressItem
    score: float
    parts: Explained[float]


def age_factor(item: ProgressItem, settings: MethodSettings, today: date) -> tuple[float, int]:
    """1 for what is fresh, up to 2.5 for what is long open; and the days that count.

    Days count from when it came into progress, or from the end of a planned quarter that was missed, whichever is
    longer ago. As many days as make an item stall add one half, twice as many add one; stalled adds another half.
    """
    days = item.days_in_progress or 0
    planned = item.state.planned_quarter
    if planned is not None and missed(item, settings.fiscal_start, today):
        days = max(days, (today - planned.last_day(settings.fiscal_start)).days)
    factor = min(OLDEST_AGE, 1 + days / settings.stalled_days / 2)
    return factor + STALLED_AGE * item.stalled, days


def map_gaps(contacts: Iterable[Contact]) -> frozenset[str]:
    """Codes of the contact items that want somebody who is not on the map, or was never touched."""
    people = [contact for contact in contacts if at_company(contact)]
    gaps = {
        code
        for code, (function, level) in _WHO.items()
        if not any(
            person.last_touch is not None
            and (function is None or person.function is function)
            and (person.level or 0) >= level
            for person in people
        )
    }
    if missing_roles(people):
        gaps.add("C01")
    if not any(is_key_player(person) and person.attitude > 0 for person in people):
        gaps.add("C09")
    return frozenset(gaps)


def plan_needs(
    items: Iterable[ProgressItem],
    quarter: Quarter,
    settings: MethodSettings,
    today: date,
    *,
    linked: Mapping[str, Sequence[str]],
    weakest: str,
    gaps: Collection[str],
) -> list[Need]:
    """What the plan as it stands wants.

    `linked` has titles of open tasks and goals per progression, `weakest` names a barrier, `gaps` are codes.
    """
    needs = []
    for item in items:
        progression, planned = item.progression, item.state.planned_quarter
        when = f"Q{planned.number} {planned.year}" if planned else ""
        if planned == quarter:
            needs.append(Need(progression.id, _("Planned for this quarter"), PLANNED_NOW, when))
        elif missed(item, settings.fiscal_start, today):
            needs.append(Need(progression.id, _("Planned quarter missed"), MISSED, when))
        if progression.id in linked:
            needs.append(Need(progression.id, _("Open in the plan"), LINKED, "; ".join(linked[progression.id])))
        if progression.category is _BARRIERS.get(weakest):
            needs.append(Need(progression.id, _("The weakest barrier to competitors"), WEAKEST))
        if progression.account_id is None and progression.code in gaps:
            needs.append(Need(progression.id, _("A gap on the map"), MAP_GAP))
    return needs


def next_best(
    items: Iterable[ProgressItem], needs: Iterable[Need], settings: MethodSettings, today: date, count: int = SHOWN
) -> tuple[NextBest, ...]:
    """The items of the chosen set that are worth most now, best first; equal ones in the order of the library."""
    wanted: dict[str, list[Need]] = {}
    for need in needs:
        wanted.setdefault(need.progression_id, []).append(need)
    found = [
        _worth(item, wanted.get(item.progression.id, ()), settings, today)
        for item in items
        if item.in_set
        and item.status in (ProgressStatus.NOT_STARTED, ProgressStatus.IN_PROGRESS)
        and not (item.progression.code == COMPUTED and item.progression.account_id is None)
    ]
    found.sort(key=lambda best: -best.score)
    return tuple(found[:count])


def _worth(item: ProgressItem, needs: Sequence[Need], settings: MethodSettings, today: date) -> NextBest:
    age, days = age_factor(item, settings, today)
    need = 1 + sum(need.share for need in needs)
    score = round(item.progression.weight * age * need, 2)
    note = ngettext("{n} day", "{n} days", days).format(n=days) if days else _("fresh")
    if item.stalled:
        note = _("stalled: {days}").format(days=note)
    parts = (
        Part(_("Weight"), item.progression.weight),
        Part(_("Age"), round(age, 2), note),
        Part(_("Need"), round(need, 2), "" if needs else _("nothing in the plan asks for it")),
        *(Part(need.label, need.share, need.note) for need in needs),
    )
    return NextBest(item, score, Explained(score, parts, _("weight × age × need")))


def weakest_of(barriers: Barriers) -> str:
    """The field of the weakest barrier, "" while all three are at their best."""
    shares = (barriers.knowledge, barriers.integration, barriers.map_quality / 3)
    return "" if all(value is None or value >= 1 for value in shares) else barriers.weakest
