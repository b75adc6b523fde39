"""What the agenda of a day needs, and no more: it is the first screen, and reads before anything is painted.

Rows that can make no line of the agenda are left out here; the rules decide about the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from kamtui.db.reader import Reader, as_date, in_list
from kamtui.domain.accounts import LEFT_DAYS, Account
from kamtui.domain.contacts import NO_CADENCE_DAYS, Contact
from kamtui.domain.progress import COMPUTED, Progression, ProgressItem, ProgressState, in_set, item
from kamtui.domain.settings import MethodSettings
from kamtui.domain.today_done import Finished, FinishedKind
from kamtui.domain.words import (
    KEY_PLAYER_INFLUENCE,
    Attitude,
    Category,
    ContactStatus,
    Function,
    Influence,
    ProgressCategory,
    ProgressStatus,
    Role,
    Strength,
)
from kamtui.i18n import language


def accounts(reader: Reader, login: str) -> list[Account]:
    """Accounts of a user's day, by name: the own, those deputised for, those of nobody; for who owns none, all.

    They carry what the agenda asks of an account: code, name, category, owner, deputy, cadence, set of progressions.
    """
    rows = reader.rows(
        """
        SELECT a.id, a.code, a.name, a.category, o.login, d.login, a.cadence_days, a.progress_set
          FROM account a LEFT JOIN user_ o ON o.id = a.owner_id LEFT JOIN user_ d ON d.id = a.deputy_id
         WHERE a.archived_at IS NULL
           AND (a.owner_id IS NULL OR o.login = :login OR d.login = :login OR NOT EXISTS (
                SELECT 1 FROM account b JOIN user_ u ON u.id = b.owner_id
                 WHERE u.login = :login AND b.archived_at IS NULL))
         ORDER BY a.search_key, a.code
        """,
        login=login,
    )
    return [
        Account(
            id=key,
            code=code,
            name=name,
            category=Category(category) if category else None,
            owner=owner,
            deputy=deputy,
            cadence_days=cadence,
            progress_set=chosen,
        )
        for key, code, name, category, owner, deputy, cadence, chosen in rows
    ]


def people(
    reader: Reader, account_ids: Sequence[str], settings: MethodSettings, today: date, *, untouched: bool = False
) -> dict[str, list[Contact]]:
    """Contacts who may be active, want reminding, have a birthday to mind or have left, by account.

    `untouched`: also who wants reminding and was never touched. They carry what the agenda asks of a contact, and
    neither addresses nor notes.
    """
    among, params = in_list("a", account_ids)
    longest = max([NO_CADENCE_DAYS, *(cadence.maximum or 0 for cadence in settings.cadence.values())])
    since, parted = (today - timedelta(days=longest)).isoformat(), (today - timedelta(days=LEFT_DAYS)).isoformat()
    coming = {f"{today + timedelta(days=days):%m-%d}" for days in range(settings.birthday_days + 1)}
    if "02-28" in coming:
        coming.add("02-29")
    # The latest touches are few, and found by their day; who is not among them is looked up alone.
    touched = _last_touched(
        reader,
        f"t.account_id IN ({among}) AND t.on_date >= :since AND +p.contact_id IS NOT NULL",
        {**params, "since": since},
    )
    roles: dict[str, tuple[Role, ...]] = {}
    for contact_id, role in reader.rows(
        "SELECT r.contact_id, r.role FROM contact c JOIN contact_role r ON r.contact_id = c.id"
        f" WHERE c.account_id IN ({among})",
        **params,
    ):
        roles[contact_id] = (*roles.get(contact_id, ()), _ROLES[role])
    rows = reader.rows(
        "SELECT id, account_id, name, position, level, function, influence, status, placeholder, left_on, birthday,"
        " cadence_ideal, cadence_maximum, chosen, left_settled, successor_id"
        f" FROM contact WHERE account_id IN ({among}) ORDER BY coalesce(level, 0) DESC, search_key, id",
        **params,
    )
    earlier, names = in_list("c", [row[0] for row in rows if row[0] not in touched])
    if names:
        touched |= _last_touched(
            reader, f"p.contact_id IN ({earlier}) AND +t.account_id IN ({among})", {**params, **names}
        )
    found: dict[str, list[Contact]] = {}
    for row in rows:
        key, account_id, name, position, level, function, weight, status, placeholder, left_on, birthday, *own = row
        ideal, maximum, chosen, settled, successor = own
        last, held, influence = touched.get(key), roles.get(key, ()), _INFLUENCES[weight]
        reminds = chosen or bool(held) or influence in KEY_PLAYER_INFLUENCE
        born = birthday if reminds and birthday and birthday[5:10] in coming else None
        if status == _LEFT:
            if settled or successor or (left_on and left_on < parted):
                continue
        elif last is None:
            if not born and not (untouched and reminds):
                continue
        elif not born and not reminds and not ideal and not maximum and last < since:
            continue
        contact = Contact(
            key,
            account_id,
            name,
            position,
            level,
            _FUNCTIONS[function],
            held,
            Attitude.NEUTRAL,
            influence,
            Strength.NONE,
            None,
            _STATUSES[status],
            bool(placeholder),
            as_date(left_on),
            birthday=as_date(born),
            last_touch=as_date(last),
            cadence_ideal=ideal,
            cadence_maximum=maximum,
            chosen=bool(chosen),
        )
        found.setdefault(account_id, []).append(contact)
    return found


def _last_touched(reader: Reader, where: str, params: Mapping[str, object]) -> dict[str, str]:
    """The day of the last touch of each contact, among touches `t` with people `p` of whom something holds."""
    rows = reader.rows(
        "SELECT p.contact_id, max(t.on_date) FROM touch t JOIN touch_person p ON p.touch_id = t.id"
        f" WHERE {where} GROUP BY +p.contact_id",
        **params,
    )
    return dict(tuple(row) for row in rows)


def progressions(
    reader: Reader, sets: Mapping[str, str], settings: MethodSettings, today: date
) -> dict[str, list[ProgressItem]]:
    """Items that may be stalled or expire, by account; `sets` is the chosen set of each account."""
    among, params = in_list("a", list(sets))
    tongue = "ru" if language() == "ru" else "en"
    found: dict[str, list[ProgressItem]] = {}
    for row in reader.rows(
        f"""
        SELECT s.account_id, s.status, s.started_on, s.done_on, p.id, p.code, p.category, p.title_{tongue}, p.weight,
               p.core, p.expires_months, p.account_id
          FROM progress_state s JOIN progression p ON p.id = s.progression_id
         WHERE s.account_id IN ({among}) AND NOT p.retired AND (p.code <> :computed OR p.account_id IS NOT NULL)
           AND (s.status = 'in_progress' AND s.started_on < :stale
                OR s.status = 'done' AND p.expires_months IS NOT NULL)
         ORDER BY p.account_id IS NOT NULL, p.position, p.code
        """,
        stale=today - timedelta(days=settings.stalled_days),
        computed=COMPUTED,
        **params,
    ):
        account_id, status, started, done, key, code, category, title, weight, core, expires, own = row
        progression = Progression(
            key, code, ProgressCategory(category), title, "", weight, bool(core), expires, account_id=own
        )
        state = ProgressState(ProgressStatus(status), as_date(started), as_date(done))
        found.setdefault(account_id, []).append(
            item(progression, state, in_set(progression, sets[account_id]), settings, today)
        )
    return found


class Ended(NamedTuple):
    """Something finished, when, and by whom: logins of who did it and of who owns the account."""

    what: Finished
    at: datetime
    login: str | None
    account_owner: str | None


def finished(reader: Reader, account_ids: Sequence[str], login: str, day: date) -> list[Ended]:
    """Tasks done and promises kept on a day, touches of the user, escalations solved about then; the last first.

    Of these accounts, of none, or the user's. The title of a touch is its outcome, else who was there.
    """
    among, params = in_list("a", account_ids)
    rows = reader.rows(
        f"""
        SELECT x.kind, x.id, x.title, x.account_id, coalesce(a.name, ''), coalesce(x.at, :day), u.login, o.login
          FROM (SELECT 'task' AS kind, id, title, account_id, updated_at AS at, owner_id AS user_id
                  FROM task WHERE status = 'done' AND done_on = :day
                UNION ALL
                SELECT 'promise', id, text, account_id, updated_at, user_id
                  FROM promise WHERE status = 'kept' AND settled_on = :day
                UNION ALL
                SELECT 'escalation', id, title, account_id, resolved_at, owner_id
                  FROM escalation WHERE resolved_at >= :early AND resolved_at < :late
                UNION ALL
                SELECT 'touch', t.id, coalesce(nullif(t.outcome, ''), (SELECT min(p.name)
                       FROM touch_person p WHERE p.touch_id = t.id), ''), t.account_id, t.created_at, t.user_id
                  FROM touch t WHERE t.account_id IN ({among}) AND t.on_date = :day
               ) x
          LEFT JOIN account a ON a.id = x.account_id
          LEFT JOIN user_ u ON u.id = x.user_id LEFT JOIN user_ o ON o.id = a.owner_id
         WHERE a.archived_at IS NULL AND (x.kind <> 'touch' OR u.login = :login)
           AND (x.account_id IN ({among}) OR x.account_id IS NULL OR u.login = :login)
         ORDER BY x.at DESC, x.id
        """,
        day=day,
        early=day - timedelta(days=1),
        late=day + timedelta(days=2),
        login=login,
        **params,
    )
    return [
        Ended(
            Finished(FinishedKind(kind), key, title, account_id, name),
            datetime.fromisoformat(at),
            who,
            account_owner,
        )
        for kind, key, title, account_id, name, at, who, account_owner in rows
    ]


def snoozes(reader: Reader, login: str, today: date) -> dict[str, date]:
    """Lines of the day that a user does not want to see yet, with the day when they come back."""
    rows = reader.rows(
        "SELECT s.key, s.until FROM snooze s JOIN user_ u ON u.id = s.user_id"
        " WHERE u.login = :login AND s.until > :today",
        login=login,
        today=today,
    )
    return {key: date.fromisoformat(until) for key, until in rows}


class OpenNow(NamedTuple):
    """The open opportunity of an account that is worth most; `amount` in minor units, `others` are open too."""

    title: str
    amount: int
    monthly: bool
    probability: float
    others: int


def open_now(reader: Reader, account_id: str) -> OpenNow | None:
    """The open opportunity in the forecast with most expected money; None without any."""
    row = reader.row(
        "SELECT o.title, o.amount, o.monthly, o.probability, count(*) OVER () FROM opportunity o"
        " JOIN initiative i ON i.id = o.initiative_id"
        " WHERE o.account_id = :account AND o.status = 'open' AND i.relevant AND i.status <> 'cancelled'"
        " ORDER BY o.amount * o.probability * CASE WHEN o.monthly THEN min(coalesce(o.months, 12), 12) ELSE 1 END DESC,"
        " o.id LIMIT 1",
        account=account_id,
    )
    if row is None:
        return None
    title, amount, monthly, probability, count = row
    return OpenNow(title, amount, bool(monthly), probability / 10_000, count - 1)


_LEFT = ContactStatus.LEFT.value
_ROLES = {role.value: role for role in Role}
_FUNCTIONS: dict[str | None, Function | None] = {None: None, **{function.value: function for function in Function}}
_INFLUENCES: dict[str | None, Influence | None] = {None: None, **{member.value: member for member in Influence}}
_STATUSES = {status.value: status for status in ContactStatus}
