"""Reads of what happened between two days, at accounts that are not archived: counted by day, or one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from kamtui.db.reader import Reader, Row, as_date, as_datetime, in_list
from kamtui.domain.numbers import Happening, Pick, Scope, Tally, What
from kamtui.domain.words import TouchKind
from kamtui.i18n import language
from kamtui.labels import label

LocalDay = Callable[[datetime], date]

# Every source has the same columns: when, at whom, in words, and whose it is where it belongs to no account.
_COLUMNS = "a.id AS account, a.name, a.owner_id AS serves"
_TASK = f"{_COLUMNS}, t.owner_id AS own, t.id AS id, t.title AS text"
_AT = f"{_COLUMNS}, NULL AS own"
_TASKS = "FROM task t LEFT JOIN account a ON a.id = t.account_id"
_ALIVE = "a.archived_at IS NULL"
_SOURCES: Mapping[What, str] = {
    What.TOUCHES: f"""
        SELECT t.on_date AS day, {_AT}, t.id AS id, t.kind AS text, t.outcome AS note, t.proactive
          FROM touch t JOIN account a ON a.id = t.account_id WHERE {_ALIVE}""",
    What.DONE: f"""
        SELECT t.done_on AS day, {_TASK}, t.result AS note {_TASKS} WHERE {_ALIVE} AND t.status = 'done'""",
    What.MOVED: f"""
        SELECT m.on_date AS day, {_TASK}, m.from_quarter || ' → ' || m.to_quarter || ' ' || m.reason AS note
          {_TASKS} JOIN task_move m ON m.task_id = t.id WHERE {_ALIVE}""",
    # The last time that a step which was not taken back made the task a dropped one; else its last change.
    What.DROPPED: f"""
        SELECT coalesce((SELECT max(s.at) FROM journal_change c JOIN journal_step s ON s.id = c.step_id
                          WHERE c.row_id = t.id AND c.table_name = 'task' AND s.kind IN ('do', 'redo') AND NOT s.undone
                            AND c.after LIKE :dropped AND (c.before IS NULL OR c.before NOT LIKE :dropped)),
                        t.updated_at) AS day, {_TASK}, t.result AS note
          {_TASKS} WHERE {_ALIVE} AND t.status = 'dropped'""",
    # Whom the days met, less those who had been met before: that spares looking at the first touch of everybody.
    What.GAINED: f"""
        SELECT f.day, {_AT}, t.id AS id, t.name AS text, t.position AS note
          FROM (SELECT p.contact_id, min(o.on_date) AS day FROM touch o CROSS JOIN touch_person p
                 WHERE p.touch_id = o.id AND o.on_date BETWEEN :first AND :last AND p.contact_id IS NOT NULL
                 GROUP BY p.contact_id) f
          JOIN contact t ON t.id = f.contact_id JOIN account a ON a.id = t.account_id
         WHERE {_ALIVE} AND NOT EXISTS (
               SELECT 1 FROM touch_person q JOIN touch e ON e.id = q.touch_id
                WHERE q.contact_id = f.contact_id AND e.on_date < :first)""",
    What.PROGRESSIONS: f"""
        SELECT t.done_on AS day, {_AT}, g.id AS id, g.code || ' ' || {{title}} AS text, t.evidence AS note
          FROM progress_state t JOIN account a ON a.id = t.account_id JOIN progression g ON g.id = t.progression_id
         WHERE {_ALIVE} AND t.status = 'done'""",
}
_REFS = {What.TOUCHES: "touch", What.GAINED: "contact", What.PROGRESSIONS: "progression"}
_MOST_FACTS = 500


def tallies(reader: Reader, first: date, last: date, scope: Scope, local: LocalDay) -> list[Tally]:
    """All that was counted from one day to another, by day and account; `local` is the user's day of an instant."""
    found = []
    for what in _SOURCES:
        if what is What.DROPPED:
            rows = _dropped(reader, first, last, scope, local)
            found += [Tally(day, what, row["account"]) for day, row in rows]
            continue
        more = ", text, proactive" if what is What.TOUCHES else ""
        query, params = _query(what, first, last, scope)
        for row in reader.rows(
            f"SELECT day, account, count(*){more} FROM ({query}) GROUP BY day, account{more}", **params
        ):
            day = as_date(row[0]) or first
            if more:
                found.append(Tally(day, what, row[1], row[2], TouchKind(row[3]), bool(row[4])))
            else:
                found.append(Tally(day, what, row[1], row[2]))
    return found


def happenings(reader: Reader, first: date, last: date, scope: Scope, pick: Pick, local: LocalDay) -> list[Happening]:
    """The things that a part of the figures counts, the latest first, at most a few hundred."""
    what = What.TOUCHES if pick.what is What.PROACTIVE else pick.what
    if what is What.DROPPED:
        found = _dropped(reader, first, last, scope, local)
        return [_happening(what, day, row) for day, row in sorted(found, key=lambda one: one[0], reverse=True)]
    query, params = _query(what, first, last, scope)
    wheres = []
    if pick.what is What.PROACTIVE:
        wheres.append("proactive")
    if pick.kind is not None:
        wheres.append("text = :kind")
    if pick.account_id:
        wheres.append("account = :picked")
    where = f" WHERE {' AND '.join(wheres)}" if wheres else ""
    rows = reader.rows(
        f"SELECT * FROM ({query}){where} ORDER BY day DESC, id DESC LIMIT {_MOST_FACTS}",
        **params,
        **({"kind": pick.kind.value} if pick.kind else {}),
        **({"picked": pick.account_id} if pick.account_id else {}),
    )
    people = _people(reader, [row["id"] for row in rows]) if what is What.TOUCHES else {}
    return [_happening(what, as_date(row["day"]) or first, row, people.get(row["id"], "")) for row in rows]


def _happening(what: What, day: date, row: Row, people: str = "") -> Happening:
    text = str(row["text"])
    if what is What.TOUCHES:
        text = ", ".join(part for part in (label(TouchKind(text)), people) if part)
    ref = f"{_REFS.get(what, 'task')}:{row['id']}"
    return Happening(day, row["account"], row["name"] or "", text, str(row["note"]).strip(), ref)


def _query(what: What, first: date, last: date, scope: Scope) -> tuple[str, dict[str, object]]:
    """The source of what is counted, within days and scope, and its parameters."""
    where, params = _within(scope)
    query = f"SELECT * FROM ({_source(what)}) WHERE day BETWEEN :first AND :last{where}"
    return query, {"first": first, "last": last, **params}


def _source(what: What) -> str:
    return _SOURCES[what].format(title="g.title_ru" if language() == "ru" else "g.title_en")


def _within(scope: Scope) -> tuple[str, dict[str, object]]:
    if scope.account_id:
        return " AND account = :account", {"account": scope.account_id}
    if scope.owner:
        user = "(SELECT id FROM user_ WHERE login = :owner)"
        return f" AND (serves = {user} OR (account IS NULL AND own = {user}))", {"owner": scope.owner}
    return "", {}


def _dropped(reader: Reader, first: date, last: date, scope: Scope, local: LocalDay) -> list[tuple[date, Row]]:
    """Tasks dropped, each with its day: an instant of the journal, which only the zone of the user makes a day."""
    where, params = _within(scope)
    rows = reader.rows(
        f"SELECT * FROM ({_source(What.DROPPED)}) WHERE day >= :since{where}",
        since=datetime.combine(first - timedelta(days=1), time()),
        dropped='%"status": "dropped"%',
        **params,
    )
    dated = [(local(at), row) for row in rows if (at := as_datetime(row["day"])) is not None]
    return [(day, row) for day, row in dated if first <= day <= last]


def _people(reader: Reader, touch_ids: list[str]) -> dict[str, str]:
    among, params = in_list("t", touch_ids)
    found: dict[str, list[str]] = {}
    for touch, name in reader.rows(
        "SELECT p.touch_id, coalesce(c.name, p.name) FROM touch_person p LEFT JOIN contact c ON c.id = p.contact_id"
        f" WHERE p.touch_id IN ({among}) ORDER BY p.id",
        **params,
    ):
        found.setdefault(touch, []).append(name)
    return {touch: ", ".join(names) for touch, names in found.items()}
