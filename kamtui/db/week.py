"""What happens on the days of a week: tasks, promises, meetings.

Read for the first screen, so no more of a meeting than its time and title.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from kamtui.db.reader import Reader, as_date, as_time, in_list
from kamtui.domain.week import PROMISE, TASK, Entry, minutes_of
from kamtui.domain.words import Priority, PromiseSide
from kamtui.i18n import _

# On one of the days; late, which is on today; or one that comes back.
_DAYS = "t.status = 'open' AND t.due <= :last AND (t.due >= :since OR t.repeats <> '')"
_DONE = "t.status = 'done' AND t.done_on BETWEEN :first AND :last"


def tasks(
    reader: Reader, account_ids: Sequence[str], login: str, first: date, last: date, today: date
) -> list[tuple[Entry, str | None, str | None]]:
    """Tasks of the days `first`…`last` that are of these accounts, of none, or `login`'s; with owner, account's owner.

    An open one is on its day, a late one on `today`; a done one on the day when it was done. One that comes back is
    also on the days to come.
    """
    among, params = in_list("a", account_ids)
    rows = reader.rows(
        f"""
        SELECT t.id, t.title, t.account_id, a.name, t.due, t.due_time, t.minutes, t.status, t.done_on, t.priority,
               u.login, o.login,
               t.repeats
          FROM task t LEFT JOIN account a ON a.id = t.account_id LEFT JOIN user_ u ON u.id = t.owner_id
          LEFT JOIN user_ o ON o.id = a.owner_id
         WHERE ({_DAYS} OR {_DONE}) AND a.archived_at IS NULL
           AND (t.account_id IN ({among}) OR t.account_id IS NULL OR u.login = :login)
        """,
        first=first,
        last=last,
        since=date.min if first <= today <= last else first,
        login=login,
        **params,
    )
    found = []
    for row in rows:
        key, title, account_id, name, due_text, at, minutes, status, done_on, priority, owner, account_owner, rule = row
        done, due, start = status == "done", as_date(due_text), as_time(at)
        day = as_date(done_on) if done else due
        assert day is not None
        late = not done and day < today
        day = today if late else day
        if not rule and not first <= day <= last:
            continue
        entry = Entry(
            TASK,
            key,
            title,
            day,
            account_id,
            name or "",
            minutes_of(start) if start and due == day else None,
            minutes,
            done,
            late,
            due,
            priority == Priority.HIGH,
            repeats=bool(rule),
        )
        if first <= day <= last:
            found.append((entry, owner, account_owner))
        if rule and not done:
            from kamtui.domain.week_series import coming  # the first screen of most does without

            again = entry._replace(start=minutes_of(start) if start else None)
            found += [(each, owner, account_owner) for each in coming(again, rule, first, last, today)]
    return found


def promises(reader: Reader, account_ids: Sequence[str], first: date, last: date, today: date) -> list[Entry]:
    """Open promises of both sides that are due on these days, late ones on `today`."""
    among, params = in_list("a", account_ids)
    rows = reader.rows(
        "SELECT p.id, p.text, p.due, p.account_id, a.name, p.side FROM promise p JOIN account a ON a.id = p.account_id"
        f" WHERE p.status = 'open' AND p.due <= :last AND p.account_id IN ({among})",
        last=last,
        **params,
    )
    found = []
    for key, text, due_text, account_id, name, side in rows:
        due = date.fromisoformat(due_text)
        day = max(due, today)
        if first <= day <= last:
            what = _("we promised") if side == PromiseSide.OURS else _("they promised")
            found.append(Entry(PROMISE, key, text, day, account_id, name, late=due < today, due=due, what=what))
    return found


class MeetingTime(NamedTuple):
    """When a meeting is, in UTC (in no zone where it is `all_day`), and what it is; `repeats`: one of a series."""

    id: str
    title: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    held: bool
    account_id: str | None
    account_name: str
    repeats: bool


def meetings(reader: Reader, first: date, last: date, login: str) -> list[MeetingTime]:
    """Meetings of a user, of that user's accounts and of nobody near the days; cancelled ones are left out."""
    rows = reader.rows(
        """
        SELECT m.id, m.title, m.starts_at, m.ends_at, m.all_day, m.status = 'held', m.account_id, coalesce(a.name, ''),
               m.uid GLOB '*#[0-9]*'
          FROM meeting m LEFT JOIN account a ON a.id = m.account_id LEFT JOIN user_ u ON u.id = m.user_id
         WHERE m.starts_at < :late AND m.ends_at >= :early AND m.status <> 'cancelled'
           AND (m.user_id IS NULL OR u.login = :login OR EXISTS (
                SELECT 1 FROM user_ v WHERE v.login = :login AND v.id IN (a.owner_id, a.deputy_id)))
         ORDER BY m.starts_at, m.id
        """,
        early=first - timedelta(days=1),
        late=last + timedelta(days=2),
        login=login,
    )
    return [
        MeetingTime(
            key,
            title,
            datetime.fromisoformat(starts),
            datetime.fromisoformat(ends),
            bool(all_day),
            bool(held),
            at,
            name,
            bool(repeats),
        )
        for key, title, starts, ends, all_day, held, at, name, repeats in rows
    ]
