"""Progressions × accounts: where the whole portfolio is stuck.

Rules: section "Progressions" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kamtui.domain.explained import Explained, Part
from kamtui.domain.progress import Progression, ProgressItem
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressCategory, ProgressStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _, ngettext

SORTS = ("code", "stalled", "weight", "category")
_OVER = (ProgressStatus.DONE, ProgressStatus.NOT_APPLICABLE)


class MatrixCell(NamedTuple):
    """A progression at an account today. `days` in progress; `missed`: its planned quarter ended without it."""

    status: ProgressStatus
    stalled: bool
    expired: bool
    planned: Quarter | None
    days: int | None
    in_set: bool = True
    missed: bool = False


class MatrixRow(NamedTuple):
    """A progression at every account, None where it is another account's own.

    `stalled` and `planned` count accounts; `systematic` is None where nobody planned it.
    """

    progression: Progression
    cells: tuple[MatrixCell | None, ...]
    stalled: int
    planned: int
    systematic: Explained[bool]


class ProgressMatrix(NamedTuple):
    """Accounts as (id, code, name), rows in the order asked for, and the progress 0…1 of each account."""

    accounts: tuple[tuple[str, str, str], ...]
    rows: tuple[MatrixRow, ...]
    shares: tuple[float | None, ...]


def missed(item: ProgressItem, fiscal_start: int, today: date) -> bool:
    """Whether the planned quarter of an item has ended, and it is still not done."""
    planned = item.state.planned_quarter
    return planned is not None and item.status not in _OVER and planned.last_day(fiscal_start) < today


def matrix(
    accounts: Sequence[tuple[str, str, str]],
    items: Mapping[str, Iterable[ProgressItem]],
    fiscal_start: int,
    today: date,
    sort: str = "code",
) -> ProgressMatrix:
    """The matrix of these accounts; `items` per account id. Raises InvalidValue for an unknown order of rows."""
    if sort not in SORTS:
        raise InvalidValue("sort", sort, expected=", ".join(SORTS))
    columns = [tuple(items.get(key, ())) for key, _code, _name in accounts]
    rows: dict[str, tuple[Progression, list[MatrixCell | None]]] = {}
    ended: dict[Quarter, bool] = {}
    alike: dict[int, MatrixCell] = {}  # accounts share the items that nobody has touched
    shares: list[float | None] = []
    for at, column in enumerate(columns):
        done = whole = 0
        for item in column:
            progression, state, status, in_set, _expires, expired, stalled, days = item
            row = rows.get(progression.id)
            if row is None:
                row = rows[progression.id] = (progression, [None] * len(columns))
            cell = alike.get(id(item))
            if cell is None:
                planned = state.planned_quarter
                late = False
                if planned is not None and status not in _OVER:
                    if planned not in ended:
                        ended[planned] = planned.last_day(fiscal_start) < today
                    late = ended[planned]
                cell = alike[id(item)] = MatrixCell(status, stalled, expired, planned, days, in_set, late)
            row[1][at] = cell
            if in_set and status is not ProgressStatus.NOT_APPLICABLE:
                whole += progression.weight
                done += progression.weight if status is ProgressStatus.DONE else 0
        shares.append(done / whole if whole else None)
    found = [_row(progression, cells, accounts) for progression, cells in rows.values()]
    return ProgressMatrix(tuple(accounts), in_order(found, sort), tuple(shares))


def in_order(rows: Iterable[MatrixRow], sort: str) -> tuple[MatrixRow, ...]:
    """Rows by `code`, `stalled`, `weight` or `category`."""
    return tuple(sorted(rows, key=_orders[sort]))


def _row(
    progression: Progression, cells: Sequence[MatrixCell | None], accounts: Sequence[tuple[str, str, str]]
) -> MatrixRow:
    stalled = planned = 0
    stuck: list[Part] = []
    for cell, (_key, _code, name) in zip(cells, accounts, strict=True):
        if cell is None or not cell.in_set or cell.status is ProgressStatus.NOT_APPLICABLE:
            continue
        stalled += cell.stalled
        if cell.planned is None:
            continue
        planned += 1
        if cell.stalled or cell.missed:
            stuck.append(Part(name, cell.days, _stuck_words(cell)))
    parts = (Part(_("Accounts that planned it"), planned), Part(_("Stalled or missed there"), len(stuck)), *stuck)
    rule = _("stalled or missed in half or more of the accounts that planned it")
    systematic = Explained(2 * len(stuck) >= planned if planned else None, parts if planned else (), rule)
    return MatrixRow(progression, tuple(cells), stalled, planned, systematic)


def _stuck_words(cell: MatrixCell) -> str:
    words = []
    if cell.stalled and cell.days is not None:
        words.append(ngettext("{n} day in progress", "{n} days in progress", cell.days).format(n=cell.days))
    if cell.missed:
        words.append(_("{quarter} missed").format(quarter=cell.planned))
    return ", ".join(words)


_CATEGORIES = {category: place for place, category in enumerate(ProgressCategory)}


def _by_code(row: MatrixRow) -> tuple[bool, str]:
    return row.progression.account_id is not None, row.progression.code


def _by_category(row: MatrixRow) -> tuple[int, tuple[bool, str]]:
    return _CATEGORIES[row.progression.category], _by_code(row)


def _by_stalled(row: MatrixRow) -> tuple[object, ...]:
    late = sum(cell is not None and cell.missed for cell in row.cells)
    return not row.systematic.value, -row.stalled, -late, -row.progression.weight, _by_code(row)


def _by_weight(row: MatrixRow) -> tuple[int, tuple[bool, str]]:
    return -row.progression.weight, _by_code(row)


_orders = {"code": _by_code, "stalled": _by_stalled, "weight": _by_weight, "category": _by_category}
