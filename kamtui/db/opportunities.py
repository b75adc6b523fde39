"""Reads of opportunities, and of what a forecast stands beside: base, targets and revenue by quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kamtui.db.reader import Reader, Row, as_date, in_list
from kamtui.domain.initiatives import Opportunity
from kamtui.domain.money import from_minor
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import InitiativeStatus, OpportunityStatus

_OPPORTUNITY = """
SELECT o.id, o.account_id, o.initiative_id, o.title, o.amount, o.probability, i.title, i.relevant, i.status, a.code,
       a.name, c.name, o.product, o.monthly, o.starts, o.months, o.quarter, o.competitor, o.next_step, o.task_id,
       o.contact_id, k.name, o.status, o.decided_on, o.reason, o.times_postponed, o.note, o.position, o.version
  FROM opportunity o
  JOIN initiative i ON i.id = o.initiative_id
  JOIN account a ON a.id = o.account_id
  LEFT JOIN product_category c ON c.id = o.category_id
  LEFT JOIN contact k ON k.id = o.contact_id
"""
_ORDER = "ORDER BY a.search_key, a.code, i.position, i.id, o.position, o.id"


class PlannedQuarter(NamedTuple):
    """What a plan says of a quarter, in minor units."""

    target: int | None
    base: int | None


def opportunity(reader: Reader, opportunity_id: str) -> Opportunity | None:
    """One opportunity."""
    found = _read(reader, "o.id = :one", {"one": opportunity_id})
    return found[0] if found else None


def of_initiative(reader: Reader, initiative_id: str) -> list[Opportunity]:
    """Opportunities of one initiative in their order."""
    return _read(reader, "o.initiative_id = :one", {"one": initiative_id})


def opportunities(
    reader: Reader,
    account_ids: Sequence[str] | None,
    *,
    statuses: Sequence[OpportunityStatus] = (),
    paying_in: int | None = None,
) -> list[Opportunity]:
    """Opportunities in their order, of these statuses (none named: any), of accounts, or (None) of all not archived.

    `paying_in` leaves out one-off amounts of other fiscal years.
    """
    params: dict[str, object] = {}
    where = "a.archived_at IS NULL"
    if account_ids is not None:
        among, ids = in_list("a", account_ids)
        where, params = f"o.account_id IN ({among})", dict(ids)
    if statuses:
        among, wanted = in_list("s", [status.value for status in statuses])
        where, params = f"{where} AND o.status IN ({among})", {**params, **wanted}
    if paying_in is not None:
        where = f"{where} AND (o.monthly OR o.quarter BETWEEN :first AND :last)"
        params = {**params, "first": f"{paying_in}-Q1", "last": f"{paying_in}-Q4"}
    return _read(reader, where, params)


def planned(reader: Reader, account_ids: Sequence[str], year: int) -> dict[str, dict[int, PlannedQuarter]]:
    """Revenue plan and base of the quarters of a fiscal year, by account and number of the quarter."""
    among, params = in_list("a", account_ids)
    found: dict[str, dict[int, PlannedQuarter]] = {}
    for account_id, number, target, base in reader.rows(
        "SELECT p.account_id, q.number, q.revenue_plan, q.base FROM plan p JOIN plan_quarter q ON q.plan_id = p.id"
        f" WHERE p.year = :year AND p.account_id IN ({among})",
        year=year,
        **params,
    ):
        found.setdefault(account_id, {})[number] = PlannedQuarter(target, base)
    return found


def revenue(
    reader: Reader, account_ids: Sequence[str], quarters: Sequence[Quarter], fiscal_start: int, today: date
) -> dict[str, dict[Quarter, Decimal]]:
    """Revenue of the begun ones of consecutive quarters, major units, by account.

    Quarters that ended before the first order of an account are left out.
    """
    begun = [quarter for quarter in quarters if quarter.first_day(fiscal_start) <= today]
    if not begun:
        return {}
    days = [begun[0].first_day(fiscal_start) - timedelta(days=1)]
    days += [quarter.last_day(fiscal_start) for quarter in begun]
    # The running total of the last day of sales up to each bound; the key of the table leads to it.
    totals = ", ".join(
        f"(SELECT revenue_to FROM sales_day WHERE account_id = a.id AND day <= :d{n} ORDER BY day DESC LIMIT 1)"
        for n in range(len(days))
    )
    among, params = in_list("a", account_ids)
    found: dict[str, dict[Quarter, Decimal]] = {}
    for account_id, *bounds in reader.rows(
        f"SELECT a.id, {totals} FROM account a WHERE a.id IN ({among})",
        **{f"d{n}": day for n, day in enumerate(days)},
        **params,
    ):
        found[account_id] = {
            quarter: from_minor(bounds[n + 1] - (bounds[n] or 0))
            for n, quarter in enumerate(begun)
            if bounds[n + 1] is not None
        }
    return found


def account_ids(reader: Reader) -> list[str]:
    """Ids of all accounts that are not archived, by name."""
    return [row[0] for row in reader.rows("SELECT id FROM account WHERE archived_at IS NULL ORDER BY search_key, code")]


def _read(reader: Reader, where: str, params: Mapping[str, object]) -> list[Opportunity]:
    with reader.snapshot():
        rows = reader.rows(f"{_OPPORTUNITY} WHERE {where} {_ORDER}", **params)
        needs: dict[str, tuple[str, ...]] = {}
        if rows:
            among, ids = in_list("o", [row["id"] for row in rows])
            for opportunity_id, progression_id in reader.rows(
                "SELECT n.opportunity_id, n.progression_id FROM opportunity_progression n"
                " JOIN progression p ON p.id = n.progression_id"
                f" WHERE n.opportunity_id IN ({among}) ORDER BY p.position, p.code, p.id",
                **ids,
            ):
                needs[opportunity_id] = (*needs.get(opportunity_id, ()), progression_id)
    return [_opportunity(row, needs.get(row["id"], ())) for row in rows]


def _opportunity(row: Row, progressions: tuple[str, ...]) -> Opportunity:
    (
        key, account_id, initiative_id, title, amount, probability, initiative, relevant, initiative_status, code,
        name, category, product, monthly, starts, months, quarter, competitor, next_step, task_id,
        contact_id, contact, status, decided_on, reason, postponed, note, position, version,
    ) = row  # fmt: skip
    return Opportunity(
        id=key,
        account_id=account_id,
        initiative_id=initiative_id,
        title=title,
        amount=from_minor(amount),
        probability=from_minor(probability, 4),
        initiative=initiative,
        relevant=None if relevant is None else bool(relevant),
        initiative_status=InitiativeStatus(initiative_status),
        account_code=code,
        account_name=name,
        category=category,
        product=product,
        monthly=bool(monthly),
        starts=as_date(starts),
        months=months,
        quarter=_quarter(quarter) if quarter else None,
        competitor=competitor,
        next_step=next_step,
        task_id=task_id,
        contact_id=contact_id,
        contact=contact or "",
        status=OpportunityStatus(status),
        decided_on=as_date(decided_on),
        reason=reason,
        times_postponed=postponed,
        note=note,
        progressions=progressions,
        position=position,
        version=version,
    )


_quarter = lru_cache(64)(Quarter.parse)
