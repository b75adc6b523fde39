"""Reads of how progressions came to be where they are: events, plans, the library and the map of the time."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from kamtui.db.reader import Reader, in_list
from kamtui.domain.progress_history import Event, Past
from kamtui.domain.quarters import Quarter, months_before
from kamtui.domain.words import ProgressStatus

_STATUSES = {status.value: status for status in ProgressStatus}


class _Days(dict[str, date]):
    """Days by their text, each parsed once: many rows share few days."""

    def __missing__(self, text: str) -> date:
        day = self[text] = date.fromisoformat(text[:10])
        return day


def events(reader: Reader, account_ids: Sequence[str]) -> dict[str, dict[str, list[Event]]]:
    """Events by account and progression, in the order in which they were recorded."""
    names, params = in_list("a", account_ids)
    found: dict[str, dict[str, list[Event]]] = defaultdict(dict)
    days = _Days()
    for account_id, progression_id, on, status in reader.rows(
        "SELECT account_id, progression_id, on_date, to_status FROM progress_event"
        f" WHERE account_id IN ({names}) ORDER BY at, id",
        **params,
    ):
        found[account_id].setdefault(progression_id, []).append((days[on], _STATUSES[status]))
    return found


def done_by(reader: Reader, account_id: str) -> dict[str, str]:
    """Name of the user who marked a progression of an account as done last, by progression."""
    rows = reader.rows(
        "SELECT e.progression_id, u.name FROM progress_event e JOIN user_ u ON u.id = e.user_id"
        " WHERE e.account_id = :account AND e.to_status = 'done' ORDER BY e.at, e.id",
        account=account_id,
    )
    return {row[0]: row[1] for row in rows}


def pasts(reader: Reader) -> dict[str, list[Past]]:
    """What items of the library were before each of their changes, by progression."""
    found: dict[str, list[Past]] = defaultdict(list)
    for key, until, weight, core, retired, expires in reader.rows(
        "SELECT progression_id, until, weight, core, retired, expires_months FROM progression_past ORDER BY until"
    ):
        found[key].append(Past(date.fromisoformat(until[:10]), weight, bool(core), bool(retired), expires))
    return found


def plans(reader: Reader, account_ids: Sequence[str]) -> dict[str, dict[str, list[tuple[date, Quarter | None]]]]:
    """By account and progression: which quarter it was planned for since when, oldest first, as the journal has it.

    What stood before the first change in the journal (in a filled-in workspace) was planned since ever.
    """
    names, params = in_list("a", account_ids)
    found: dict[str, dict[str, list[tuple[date, Quarter | None]]]] = defaultdict(dict)
    moved: dict[str, list[tuple[date, str | None]]] = {}
    days = _Days()
    for key, at, before, after in reader.rows(
        "SELECT c.row_id, j.at, json_extract(c.before, '$.planned_quarter'), json_extract(c.after, '$.planned_quarter')"
        "  FROM progress_state s JOIN journal_change c ON c.row_id = s.id AND c.table_name = 'progress_state'"
        f"  JOIN journal_step j ON j.id = c.step_id WHERE s.account_id IN ({names}) ORDER BY c.id",
        **params,
    ):
        steps = moved.setdefault(key, [(date.min, before)])
        if after != steps[-1][1]:
            steps.append((days[at], after))
    for key, account_id, progression_id, planned in reader.rows(
        f"SELECT id, account_id, progression_id, planned_quarter FROM progress_state WHERE account_id IN ({names})",
        **params,
    ):
        steps = moved.get(key) or [(date.min, planned)]
        if any(quarter for _since, quarter in steps):
            found[account_id][progression_id] = [(day, Quarter.parse(q) if q else None) for day, q in steps]
    return found


def account_days(reader: Reader, account_ids: Sequence[str] | None = None) -> list[tuple[str, str, date]]:
    """(id, chosen set, first day) of these accounts, or of all that are not archived.

    An account is there from the day it was added, or from its first touch where that was earlier.
    """
    where, params = "archived_at IS NULL", {}
    if account_ids is not None:
        names, found = in_list("a", account_ids)
        where, params = f"id IN ({names})", dict(found)
    rows = reader.rows(
        "SELECT id, progress_set, created_at, (SELECT min(on_date) FROM touch WHERE account_id = account.id)"
        f" FROM account WHERE {where}",
        **params,
    )
    return [(key, chosen, date.fromisoformat(min(made, touched or made)[:10])) for key, chosen, made, touched in rows]


def last_touches(reader: Reader, account_ids: Sequence[str], days: Sequence[date]) -> dict[str, list[date | None]]:
    """The last touch of each contact of these accounts, as of each of the days, which come in order.

    Somebody who was added after a day, and not touched by then, is left out of it by `date.max`.
    """
    names, params = in_list("a", account_ids)
    added = dict(map(tuple, reader.rows(f"SELECT id, created_at FROM contact WHERE account_id IN ({names})", **params)))
    ends = [day.isoformat() for day in days]
    latest: dict[str, list[str]] = {key: [""] * len(ends) for key in added}
    # Read in the order of the table (+), grouped here: by way of the index it takes four times as long.
    for key, on in reader.rows(
        "SELECT p.contact_id, t.on_date FROM touch_person p JOIN touch t ON t.id = p.touch_id WHERE +p.contact_id IN"
        f" (SELECT id FROM contact WHERE account_id IN ({names}))",
        **params,
    ):
        until = latest[key]
        for at in range(bisect_left(ends, on), len(ends)):
            if on <= until[at]:
                break
            until[at] = on
    return {
        key: [
            date.fromisoformat(on[:10]) if on else date.max if (added[key] or "")[:10] > end else None
            for on, end in zip(until, ends, strict=True)
        ]
        for key, until in latest.items()
    }


def margins(reader: Reader, today: date) -> dict[str, tuple[int, int]]:
    """Margin of the last 12 months and of the 12 before, minor units, of accounts where both are known."""
    at = "(SELECT max(day) FROM sales_day WHERE account_id = a.id AND day <= :{day})"
    found = {}
    for key, now, known, year, known_year, before, known_before in reader.rows(
        "SELECT a.id, n.margin_to, n.known_to, y.margin_to, y.known_to, b.margin_to, b.known_to FROM account a"
        f" JOIN sales_day n ON n.account_id = a.id AND n.day = {at.format(day='today')}"
        f" JOIN sales_day y ON y.account_id = a.id AND y.day = {at.format(day='year')}"
        f" LEFT JOIN sales_day b ON b.account_id = a.id AND b.day = {at.format(day='before')}"
        " WHERE a.archived_at IS NULL",
        today=today,
        year=months_before(today, 12),
        before=months_before(today, 24),
    ):
        if known > known_year > (known_before or 0):
            found[key] = now - year, year - (before or 0)
    return found
