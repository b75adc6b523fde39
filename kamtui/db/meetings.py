"""Reads of meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo

from kamtui.db.reader import Reader, Row, in_list
from kamtui.domain.meetings import Meeting, Participant, to_utc, to_wall
from kamtui.domain.words import MeetingStatus

_MEETING = """
SELECT m.id, m.title, m.starts_at, m.ends_at, m.all_day, m.status, m.place, m.account_id, a.code,
       a.name AS account_name, m.uid, m.sequence, m.touch_id, u.login, m.note, m.version
  FROM meeting m LEFT JOIN account a ON a.id = m.account_id LEFT JOIN user_ u ON u.id = m.user_id
"""
_ORDER = "ORDER BY m.starts_at, m.id"


def meeting(reader: Reader, meeting_id: str, zone: tzinfo | None = None) -> Meeting | None:
    """One meeting."""
    found = _listed(reader, "m.id = :meeting", zone, meeting=meeting_id)
    return found[0] if found else None


def on_days(reader: Reader, first: date, last: date, login: str, zone: tzinfo | None = None) -> list[Meeting]:
    """Meetings of a user, of the accounts of that user, and of nobody, that touch the days; cancelled ones too."""
    midnight = datetime.min.time()
    early, late = datetime.combine(first, midnight), datetime.combine(last + timedelta(days=1), midnight)
    where = """
        CASE WHEN m.all_day THEN m.starts_at < :late AND m.ends_at > :early
             ELSE m.starts_at < :end AND (m.ends_at > :start OR m.starts_at = :start) END
        AND (m.user_id IS NULL OR u.login = :login OR EXISTS (
             SELECT 1 FROM user_ v WHERE v.login = :login AND v.id IN (a.owner_id, a.deputy_id))
             OR (m.account_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM account b JOIN user_ w ON w.id = b.owner_id
                 WHERE w.login = :login AND b.archived_at IS NULL)))
    """
    start, end = to_utc(early, zone), to_utc(late, zone)
    bounds = {"early": early, "late": late, "start": start, "end": end}
    # as the writing side writes them, so that texts compare as instants do
    params = {name: bound.isoformat(" ", "microseconds") for name, bound in bounds.items()}
    return _listed(reader, where, zone, login=login, **params)


def of_account(reader: Reader, account_id: str, zone: tzinfo | None = None) -> list[Meeting]:
    """Meetings of an account, the earliest first."""
    return _listed(reader, "m.account_id = :account", zone, account=account_id)


def addresses(reader: Reader) -> dict[str, list[tuple[str, str, str]]]:
    """(contact, account, name) of all who are not archived, by each e-mail address of theirs, in lower case."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for email, contact, account, name in reader.rows(
        """
        SELECT w.email, c.id, c.account_id, c.name FROM (
               SELECT email, id FROM contact WHERE email <> ''
               UNION SELECT value, contact_id FROM contact_way WHERE kind = 'email') w
          JOIN contact c ON c.id = w.id JOIN account a ON a.id = c.account_id
         WHERE a.archived_at IS NULL ORDER BY c.status, c.id
        """
    ):
        found.setdefault(email.strip().casefold(), []).append((contact, account, name))
    return found


def _listed(reader: Reader, where: str, zone: tzinfo | None, **params: object) -> list[Meeting]:
    rows = reader.rows(f"{_MEETING} WHERE {where} {_ORDER}", **params)
    people = _people(reader, [row["id"] for row in rows])
    return sorted((_meeting(row, people, zone) for row in rows), key=lambda one: (one.starts, not one.all_day, one.id))


def _people(reader: Reader, keys: Sequence[str]) -> Mapping[str, tuple[Participant, ...]]:
    """The people of meetings; who is on a map has the name there."""
    among, params = in_list("m", keys)
    found: dict[str, tuple[Participant, ...]] = {}
    for key, name, email, contact in reader.rows(
        "SELECT p.meeting_id, coalesce(c.name, p.name), p.email, p.contact_id FROM meeting_person p"
        f" LEFT JOIN contact c ON c.id = p.contact_id WHERE p.meeting_id IN ({among}) ORDER BY p.id",
        **params,
    ):
        found[key] = (*found.get(key, ()), Participant(name, email, contact))
    return found


def _meeting(row: Row, people: Mapping[str, tuple[Participant, ...]], zone: tzinfo | None) -> Meeting:
    starts, ends = (datetime.fromisoformat(row[name]) for name in ("starts_at", "ends_at"))
    all_day = bool(row["all_day"])
    return Meeting(
        id=row["id"],
        title=row["title"],
        starts=starts if all_day else to_wall(starts, zone),
        ends=ends if all_day else to_wall(ends, zone),
        all_day=all_day,
        status=MeetingStatus(row["status"]),
        place=row["place"],
        account_id=row["account_id"],
        account_code=row["code"],
        account_name=row["account_name"] or "",
        people=people.get(row["id"], ()),
        uid=row["uid"],
        sequence=row["sequence"],
        touch_id=row["touch_id"],
        user=row["login"],
        note=row["note"],
        version=row["version"],
    )
