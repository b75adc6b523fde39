"""Reads of what is there of plans and of the data that fill them: a few queries for any number of accounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kamtui.db.reader import Reader, Row, in_list
from kamtui.domain.plan_completeness import PlanFacts
from kamtui.domain.quarters import Quarter

_FACTS = """
SELECT a.id, a.category IS NOT NULL, a.owner_id IS NOT NULL,
       EXISTS (SELECT 1 FROM sales_day s WHERE s.account_id = a.id),
       EXISTS (SELECT 1 FROM sales_day s WHERE s.account_id = a.id AND s.day BETWEEN :begin AND :end),
       (SELECT count(*) FROM initiative i WHERE i.account_id = a.id AND i.status = 'active'),
       (SELECT count(*) FROM initiative i WHERE i.account_id = a.id AND i.status = 'active' AND i.relevant IS NULL),
       (SELECT count(*) FROM initiative i WHERE i.account_id = a.id AND i.status = 'active' AND i.relevant
          AND NOT EXISTS (SELECT 1 FROM opportunity o WHERE o.initiative_id = i.id)),
       (SELECT count(*) FROM opportunity o WHERE o.account_id = a.id AND o.status IN ('open', 'won')),
       (SELECT count(*) FROM opportunity o WHERE o.account_id = a.id AND o.status = 'open' AND o.quarter IS NULL),
       (SELECT count(*) FROM goal g JOIN plan p ON p.id = g.plan_id WHERE p.account_id = a.id AND p.year = :year),
       (SELECT count(*) FROM progress_state r WHERE r.account_id = a.id AND r.planned_quarter BETWEEN :first AND :last)
  FROM account a WHERE a.id IN ({among})
"""
_PEOPLE = """
SELECT c.account_id, sum(NOT c.placeholder),
       sum(NOT c.placeholder AND c.influence IN ('takes_part', 'inner_circle')),
       sum(NOT c.placeholder AND c.influence IN ('takes_part', 'inner_circle') AND c.attitude > 0),
       sum(c.placeholder OR c.target_strength > c.strength)
  FROM contact c WHERE c.status <> 'left' AND c.account_id IN ({among}) GROUP BY c.account_id
"""
_ROLES = """
SELECT c.account_id, count(DISTINCT r.role)
  FROM contact c JOIN contact_role r ON r.contact_id = c.id
 WHERE c.status <> 'left' AND NOT c.placeholder AND r.role IN ('sponsor', 'decider', 'champion')
   AND c.account_id IN ({among}) GROUP BY c.account_id
"""
_WALLETS = """
SELECT account_id, year, max(supplier <> 'us'), max(supplier = 'us')
  FROM wallet_estimate WHERE year IN (:year, :next) AND account_id IN ({among}) GROUP BY account_id, year
"""
_BLOCKS = """
SELECT p.account_id, b.number FROM plan p JOIN plan_block b ON b.plan_id = p.id
 WHERE b.text <> '' AND p.year = :year AND p.account_id IN ({among})
"""
_QUARTERS = """
SELECT p.account_id, q.number, q.base IS NOT NULL, q.revenue_plan IS NOT NULL
  FROM plan p JOIN plan_quarter q ON q.plan_id = p.id WHERE p.year = :year AND p.account_id IN ({among})
"""
_TASKS = """
SELECT account_id, quarter, count(*), sum(status = 'open' AND (due IS NULL OR owner_id IS NULL))
  FROM task WHERE status <> 'dropped' AND quarter BETWEEN :first AND :last AND account_id IN ({among})
 GROUP BY account_id, quarter
"""


def facts(reader: Reader, account_ids: Sequence[str], year: int, fiscal_start: int) -> dict[str, PlanFacts]:
    """What is there of the plans of a year, by account."""
    among, params = in_list("a", account_ids)
    first, last = Quarter(year, 1), Quarter(year, 4)
    bounds = {
        "year": year,
        "first": str(first),
        "last": str(last),
        "begin": first.first_day(fiscal_start),
        "end": last.last_day(fiscal_start),
    }

    def rows(sql: str, *names: str) -> list[Row]:
        return reader.rows(sql.format(among=among), **params, **{name: bounds[name] for name in names})

    with reader.snapshot():
        people = {row[0]: row for row in rows(_PEOPLE)}
        roles = {row[0]: row[1] for row in rows(_ROLES)}
        wallets = {(row[0], row[1]): row for row in reader.rows(
            _WALLETS.format(among=among), year=year, next=year + 1, **params
        )}  # fmt: skip
        texts = _numbers(rows(_BLOCKS, "year"))
        quarters, tasks = rows(_QUARTERS, "year"), rows(_TASKS, "first", "last")
        base = _numbers(row for row in quarters if row[2])
        planned = _numbers(row for row in quarters if row[3])
        found = {}
        for row in rows(_FACTS, *bounds):
            (
                key,
                category,
                owner,
                orders,
                ordered,
                initiatives,
                undecided,
                unanswered,
                offers,
                unplaced,
                goals,
                items,
            ) = row
            _account, known, players, supportive, targets = people.get(key, (key, 0, 0, 0, 0))
            _key, _year, wallet_now, share_now = wallets.get((key, year), (key, year, 0, 0))
            _key, _year, wallet_next, share_next = wallets.get((key, year + 1), (key, year + 1, 0, 0))
            own = [task for task in tasks if task[0] == key]
            found[key] = PlanFacts(
                texts=frozenset(texts.get(key, ())),
                category=bool(category),
                owner=bool(owner),
                orders=bool(orders),
                quality=bool(known) + bool(players) + bool(supportive),
                roles_missing=3 - roles.get(key, 0),
                wallet_now=bool(wallet_now),
                wallet_next=bool(wallet_next),
                share_now=bool(share_now or ordered),
                share_next=bool(share_next),
                initiatives=initiatives,
                undecided=undecided,
                unanswered=unanswered,
                opportunities=offers,
                unplaced=unplaced,
                base=frozenset(base.get(key, ())),
                revenue_plan=frozenset(planned.get(key, ())),
                acted=frozenset(Quarter.parse(task[1]).number for task in own),
                tasks=sum(task[2] for task in own),
                loose=sum(task[3] for task in own),
                goals=goals,
                planned_items=items,
                targets=targets or 0,
            )
    return found


def _numbers(rows: Iterable[Row]) -> dict[str, list[int]]:
    """Numbers (second column) by account (first)."""
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row[1])
    return found
