"""Progressions: status, expiry, percentages, stalled items and the figure of a quarter.

Rules: section "Progressions" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kamtui.domain.contacts import Contact, completeness, coverage
from kamtui.domain.explained import Explained, Part
from kamtui.domain.quarters import Quarter, months_after
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import ProgressCategory, ProgressSet, ProgressStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _

COMPUTED = "C12"
MAP_QUALITY_TOP = 3
PLAN_YEARS_BACK, PLAN_YEARS_AHEAD = 1, 5


@dataclass(frozen=True, slots=True)
class Progression:
    """An item of the library (`account_id` None) or one account's own. `title`, `evidence_hint`: chosen language."""

    id: str
    code: str
    category: ProgressCategory
    title: str
    evidence_hint: str
    weight: int
    core: bool
    expires_months: int | None
    retired: bool = False
    account_id: str | None = None
    version: int = 1


class LibraryItem(NamedTuple):
    """An item as the library is edited: both languages, retired or not. `account_id` for an account's own."""

    id: str
    code: str
    category: ProgressCategory
    title_en: str
    title_ru: str
    evidence_en: str
    evidence_ru: str
    weight: int
    core: bool
    expires_months: int | None
    retired: bool = False
    account_id: str | None = None
    version: int = 1


class ProgressState(NamedTuple):
    """What is stored of one progression at one account. `started_on` is the day it last came into progress."""

    status: ProgressStatus = ProgressStatus.NOT_STARTED
    started_on: date | None = None
    done_on: date | None = None
    evidence: str = ""
    touch_id: str | None = None
    planned_quarter: Quarter | None = None
    version: int = 0


class ProgressItem(NamedTuple):
    """A progression as it stands at an account today: expiry and staleness already applied to `status`."""

    progression: Progression
    state: ProgressState
    status: ProgressStatus
    in_set: bool
    expires_on: date | None
    expired: bool
    stalled: bool
    days_in_progress: int | None


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """One step in the history of a progression at an account."""

    at: date
    user: str
    from_status: ProgressStatus | None
    to_status: ProgressStatus
    evidence: str = ""


class CategoryShare(NamedTuple):
    """Progress in one category: weighted share 0…1 (None when nothing applies), items done, items that apply."""

    share: float | None
    done: int
    applicable: int


class QuarterFigure(NamedTuple):
    """Items planned for a quarter, and how many of them were done by its end."""

    planned: int
    done: int


class Barriers(NamedTuple):
    """What keeps competitors out: shares 0…1 and map quality 0…3; `weakest` names a field."""

    knowledge: float | None
    integration: float | None
    map_quality: int
    weakest: str


def in_set(progression: Progression, chosen: ProgressSet | str) -> bool:
    """Whether the progression counts in the chosen set: core items, or all; an account's own always; retired never."""
    if progression.retired:
        return False
    return progression.core or progression.account_id is not None or chosen == ProgressSet.FULL


def item(
    progression: Progression, state: ProgressState | None, in_set: bool, settings: MethodSettings, today: date
) -> ProgressItem:
    """The progression as it stands today.

    Done knowledge expires at `done_on` + `expires_months`: from that day it is in progress again. An item stalls
    after more than `stalled_days` in progress.
    """
    state = state or ProgressState()
    status, since = state.status, state.started_on
    expires_on = None
    expired = False
    if status is ProgressStatus.DONE and state.done_on is not None and progression.expires_months:
        expires_on = months_after(state.done_on, progression.expires_months)
        expired = today >= expires_on
        if expired:
            status, since = ProgressStatus.IN_PROGRESS, expires_on
    days = (today - since).days if status is ProgressStatus.IN_PROGRESS and since is not None else None
    stalled = days is not None and days > settings.stalled_days
    return ProgressItem(progression, state, status, in_set, expires_on, expired, stalled, days)


def _applicable(items: Iterable[ProgressItem]) -> list[ProgressItem]:
    return [item for item in items if item.in_set and item.status is not ProgressStatus.NOT_APPLICABLE]


def _weights(items: Iterable[ProgressItem]) -> tuple[int, int]:
    """(weight done, weight applicable) of items that apply."""
    done = whole = 0
    for item in items:
        whole += item.progression.weight
        if item.status is ProgressStatus.DONE:
            done += item.progression.weight
    return done, whole


def share(items: Iterable[ProgressItem]) -> Explained[float]:
    """Progress 0…1 by weight over the chosen set: Σ weight(done) ÷ Σ weight(applicable); None when nothing applies."""
    applicable = _applicable(items)
    done, whole = _weights(applicable)
    parts = [Part(_("Weight done"), done), Part(_("Weight of all that apply"), whole)]
    parts += [
        Part(item.progression.code, item.progression.weight, item.progression.title)
        for item in applicable
        if item.status is ProgressStatus.DONE
    ]
    rule = _("weight of what is done ÷ weight of all that apply, over the chosen set")
    return Explained(done / whole if whole else None, tuple(parts), rule)


def share_by_count(items: Iterable[ProgressItem]) -> Explained[float]:
    """Progress 0…1 by number of items over the chosen set; None when nothing applies."""
    applicable = _applicable(items)
    done = sum(item.status is ProgressStatus.DONE for item in applicable)
    parts = (Part(_("Items done"), done), Part(_("Items that apply"), len(applicable)))
    rule = _("items done ÷ items that apply, over the chosen set")
    return Explained(done / len(applicable) if applicable else None, parts, rule)


def by_category(items: Iterable[ProgressItem]) -> dict[ProgressCategory, CategoryShare]:
    """Progress of each of the four categories over the chosen set."""
    groups: dict[ProgressCategory, list[ProgressItem]] = {category: [] for category in ProgressCategory}
    for item in _applicable(items):
        groups[item.progression.category].append(item)
    figures = {}
    for category, group in groups.items():
        done, whole = _weights(group)
        count = sum(item.status is ProgressStatus.DONE for item in group)
        figures[category] = CategoryShare(done / whole if whole else None, count, len(group))
    return figures


def quarter_figure(items: Iterable[ProgressItem], quarter: Quarter, fiscal_start: int = 1) -> QuarterFigure:
    """Of the items of the chosen set planned for `quarter`, how many were done, and not expired, at its end."""
    last = quarter.last_day(fiscal_start)
    planned = [item for item in _applicable(items) if item.state.planned_quarter == quarter]
    done = sum(
        item.state.status is ProgressStatus.DONE
        and item.state.done_on is not None
        and item.state.done_on <= last
        and (item.expires_on is None or item.expires_on > last)
        for item in planned
    )
    return QuarterFigure(len(planned), done)


def check_change(
    status: ProgressStatus,
    *,
    today: date,
    evidence: str = "",
    touch_id: str | None = None,
    on: date | None = None,
    proved: bool = False,
) -> None:
    """Raise InvalidValue when a progression may not come into this state.

    Done needs evidence: a text, a linked touch, or (`proved`) a witness or a document. Not applicable needs its reason
    (as evidence), and the day of the change is not in the future.
    """
    if status is ProgressStatus.DONE and not evidence.strip() and touch_id is None and not proved:
        raise InvalidValue(
            "evidence", evidence, reason=_("done needs evidence: a short text, a touch, a person or a document")
        )
    if status is ProgressStatus.NOT_APPLICABLE and not evidence.strip():
        raise InvalidValue("evidence", evidence, reason=_("say why it does not apply"))
    if on is not None and on > today:
        raise InvalidValue("on", on, reason=_("the day lies in the future"))


def check_quarter(planned: Quarter | None, now: Quarter) -> None:
    """Raise InvalidValue when a progression cannot be planned for this quarter: it lies outside the plans.

    Plans reach from the fiscal year before the present one (`now`) to five years ahead.
    """
    if planned is not None and not now.year - PLAN_YEARS_BACK <= planned.year <= now.year + PLAN_YEARS_AHEAD:
        first, last = Quarter(now.year - PLAN_YEARS_BACK, 1), Quarter(now.year + PLAN_YEARS_AHEAD, 4)
        raise InvalidValue(
            "quarter", planned, reason=_("{quarter} lies outside the plans").format(quarter=planned),
            expected=f"{first}…{last}",
        )  # fmt: skip


def next_status(status: ProgressStatus) -> ProgressStatus:
    """The status one key further: not started → in progress → done; what did not apply starts again."""
    return {
        ProgressStatus.NOT_STARTED: ProgressStatus.IN_PROGRESS,
        ProgressStatus.NOT_APPLICABLE: ProgressStatus.NOT_STARTED,
    }.get(status, ProgressStatus.DONE)


def computed_c12(
    state: ProgressState | None, contacts: Sequence[Contact], settings: MethodSettings, today: date
) -> ProgressState:
    """The state of progression C12 as the map gives it, keeping what the user planned.

    Done when the map is complete, in progress when it has anybody, else not started; a stored "not applicable" stays.
    """
    state = state or ProgressState()
    if state.status is ProgressStatus.NOT_APPLICABLE:
        return state
    if completeness(contacts, settings, today).value:
        known = state.done_on if state.status is ProgressStatus.DONE else None
        evidence = state.evidence or _("computed from the map")
        return state._replace(status=ProgressStatus.DONE, done_on=known or today, evidence=evidence)
    begun = any(cover.in_use for cover in coverage(contacts, settings, today).values())
    status = ProgressStatus.IN_PROGRESS if begun else ProgressStatus.NOT_STARTED
    return state._replace(status=status, done_on=None, started_on=state.started_on if begun else None)


def barriers(items: Iterable[ProgressItem], map_quality: int) -> Barriers:
    """Barriers to competitors side by side; the weakest is the lowest of the three as a share of its best."""
    figures = by_category(items)
    knowledge = figures[ProgressCategory.KNOWLEDGE].share
    integration = figures[ProgressCategory.INTEGRATION].share
    known = [
        (value, name)
        for value, name in (
            (knowledge, "knowledge"),
            (integration, "integration"),
            (map_quality / MAP_QUALITY_TOP, "map_quality"),
        )
        if value is not None
    ]
    weakest = min(known, key=lambda pair: pair[0])[1]
    return Barriers(knowledge, integration, map_quality, weakest)
