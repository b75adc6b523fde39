"""What can be found: the records of a workspace as texts, and which of them a journaled change concerns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kamtui.db.reader import Reader, Row
from kamtui.domain.search import Doc, Kind


class Source(NamedTuple):
    """A kind of record: columns to read (with `id`, `account_id`, `day`), which of them name it, which are texts, and
    which lead to it."""

    columns: str
    tables: str
    key: str
    names: tuple[str, ...]
    texts: tuple[str, ...] = ()
    ref: tuple[str, ...] = ()


def _own(table: str, columns: str, names: str, texts: str, ref: str = "", join: str = "") -> Source:
    return Source(columns, f"{table} t {join}", "t.account_id", *(tuple(part.split()) for part in (names, texts, ref)))


_NL = "char(10)"


def _day(instant: str) -> str:
    """The user's day of an instant."""
    return f"date({instant}, 'localtime')"


_PLAN = "JOIN plan p ON p.id = t.plan_id"
_CATEGORY = "LEFT JOIN product_category c ON c.id = t.category_id"

SOURCES: Mapping[Kind, Source] = {
    Kind.ACCOUNT: Source(
        "t.id AS account_id, '' AS day, t.name, t.code, t.industry, t.region, t.note,"
        f" (SELECT group_concat(name, {_NL}) FROM legal_entity WHERE account_id = t.id) AS entities,"
        f" (SELECT group_concat(inn, {_NL}) FROM legal_entity WHERE account_id = t.id) AS inn,"
        " (SELECT group_concat(name, ', ') FROM unit WHERE account_id = t.id) AS units",
        "account t",
        "t.id",
        ("name", "code", "entities", "inn"),
        ("units", "industry", "region", "note"),
    ),
    Kind.CONTACT: _own(
        "contact",
        "t.account_id, '' AS day, t.name, t.position, t.email, t.phone, t.left_to, t.note, t.status AS state, u.name AS"
        " unit, (SELECT group_concat(value, ', ') FROM contact_way WHERE contact_id = t.id) AS ways,"
        f" (SELECT group_concat(nullif(note, ''), {_NL}) FROM contact_tie WHERE contact_id = t.id) AS ties,"
        f" (SELECT group_concat(nullif(note, ''), {_NL}) FROM contact_line"
        " WHERE from_id = t.id OR to_id = t.id) AS lines",
        "name",
        "position unit email phone ways left_to note ties lines",
        "state",
        "LEFT JOIN unit u ON u.id = t.unit_id",
    ),
    Kind.TASK: _own(
        "task",
        f"t.account_id, coalesce(t.due, t.done_on, {_day('t.created_at')}) AS day, t.title, t.result, t.resource,"
        " t.resource_person, t.resource_note, t.status AS state, t.quarter,"
        f" (SELECT group_concat(nullif(reason, ''), {_NL}) FROM task_move WHERE task_id = t.id) AS moves",
        "title",
        "result resource resource_person resource_note moves",
        "state quarter",
    ),
    Kind.ESCALATION: _own(
        "escalation",
        f"t.account_id, {_day('t.opened_at')} AS day, t.title, t.cause, t.resolution, t.note, t.status AS state,"
        " (SELECT group_concat(name || ' ' || department, ', ') FROM escalation_person WHERE escalation_id = t.id)"
        " AS people",
        "title",
        "cause resolution note people",
        "state",
    ),
    Kind.OPPORTUNITY: _own(
        "opportunity",
        f"t.account_id, {_day('t.updated_at')} AS day, t.title, t.product, c.name AS category, t.competitor,"
        " t.next_step, t.reason, t.note, t.status AS state",
        "title",
        "product category competitor next_step reason note",
        "state",
        _CATEGORY,
    ),
    Kind.INITIATIVE: _own(
        "initiative",
        "t.account_id, t.noted_on AS day, t.title, t.why, t.source, t.note, t.status AS state",
        "title",
        "why source note",
        "state",
    ),
    Kind.TENDER: _own(
        "tender",
        "t.account_id, coalesce(t.decision_on, t.submit_until, t.announced_on) AS day, t.title, t.platform, t.criteria,"
        " t.competitors, t.reason, t.note, t.status AS state",
        "title",
        "platform criteria competitors reason note",
        "state",
    ),
    Kind.CONTRACT: _own(
        "contract",
        "t.account_id, coalesce(t.ends_on, t.starts_on) AS day, t.title, t.number, t.note, t.status AS state",
        "title number",
        "note",
        "state",
    ),
    Kind.MEETING: _own(
        "meeting",
        f"t.account_id, iif(t.all_day, date(t.starts_at), {_day('t.starts_at')}) AS day, t.title, t.place, t.note,"
        " t.status AS state, t.touch_id,"
        " (SELECT group_concat(name || ' ' || email, ', ') FROM meeting_person WHERE meeting_id = t.id) AS people",
        "title",
        "people place note",
        "state touch_id",
    ),
    Kind.PROMISE: _own(
        "promise", "t.account_id, t.due AS day, t.text, t.note, t.status AS state, t.side", "text", "note", "state side"
    ),
    Kind.GOAL: Source(
        f"p.account_id, {_day('t.updated_at')} AS day, t.title, p.year, iif(t.done, 'done', 'open') AS state",
        f"goal t {_PLAN}",
        "p.account_id",
        ("title",),
        ref=("year", "state"),
    ),
    Kind.PLAN: Source(
        f"p.account_id, {_day('t.updated_at')} AS day, t.text, t.number, p.year",
        f"plan_block t {_PLAN}",
        "p.account_id",
        (),
        ("text",),
        ("number", "year"),
    ),
    Kind.REVIEW: Source(
        f"p.account_id, {_day('coalesce(t.closed_at, t.updated_at)')} AS day, t.kam_comment, t.head_comment,"
        " t.number, p.year, iif(t.closed_at IS NULL, 'open', 'done') AS state,"
        " iif(t.kam_comment <> '', 'kam', 'head') AS said",
        f"plan_quarter t {_PLAN}",
        "p.account_id",
        (),
        ("kam_comment", "head_comment"),
        ("number", "year", "state", "said"),
    ),
    Kind.PROGRESSION: _own(
        "progress_state",
        "t.account_id, coalesce(t.done_on, t.started_on) AS day, g.title_en, g.title_ru, g.code, t.evidence, t.status"
        " AS state, t.progression_id, (SELECT group_concat(document, ', ') FROM progress_proof WHERE account_id ="
        " t.account_id AND progression_id = t.progression_id AND document <> '') AS documents",
        "code title_en title_ru",
        "evidence documents",
        "state progression_id",
        "JOIN progression g ON g.id = t.progression_id",
    ),
    Kind.TOUCH: _own(
        "touch",
        "t.account_id, t.on_date AS day, t.outcome, t.next_step, t.kind AS sort,"
        " (SELECT group_concat(name, ', ') FROM touch_person WHERE touch_id = t.id) AS people",
        "people",
        "outcome next_step sort",
        "sort",
    ),
    Kind.NOTE: _own("note", "t.account_id, t.on_date AS day, t.text, t.contact_id", "", "text", "contact_id"),
    Kind.FINDING: _own(
        "finding",
        f"t.account_id, coalesce(t.asked_on, {_day('t.created_at')}) AS day, t.product, t.text, t.result,"
        " t.improvement, t.department, t.answer, t.kind AS sort",
        "product",
        "text result improvement department answer",
        "sort",
    ),
    Kind.WALLET: _own(
        "wallet_estimate",
        "t.account_id, t.on_date AS day, nullif(t.supplier, 'us') AS supplier, c.name AS category, t.source, t.year",
        "supplier category",
        "source",
        "year",
        _CATEGORY,
    ),
}

# A row of these tables is such a record itself, or belongs to those that columns of it name.
RECORDS = {
    **{"contact": Kind.CONTACT, "task": Kind.TASK, "escalation": Kind.ESCALATION, "opportunity": Kind.OPPORTUNITY},
    **{"initiative": Kind.INITIATIVE, "tender": Kind.TENDER, "contract": Kind.CONTRACT, "meeting": Kind.MEETING},
    **{"promise": Kind.PROMISE, "goal": Kind.GOAL, "plan_block": Kind.PLAN, "plan_quarter": Kind.REVIEW},
    **{
        "progress_state": Kind.PROGRESSION,
        "touch": Kind.TOUCH,
        "note": Kind.NOTE,
        "finding": Kind.FINDING,
        "wallet_estimate": Kind.WALLET,
    },
}
_PARTS = {
    "contact_way": (Kind.CONTACT, "contact_id"),
    "contact_tie": (Kind.CONTACT, "contact_id"),
    "contact_line": (Kind.CONTACT, "from_id to_id"),
    "task_move": (Kind.TASK, "task_id"),
    "touch_person": (Kind.TOUCH, "touch_id"),
    "escalation_person": (Kind.ESCALATION, "escalation_id"),
    "meeting_person": (Kind.MEETING, "meeting_id"),
    "legal_entity": (Kind.ACCOUNT, "account_id"),
}
# What a change of these rows says is read anew by these conditions on `t`.
_WIDER = {
    "unit": ("t.unit_id = :row", (Kind.CONTACT,)),
    "product_category": ("t.category_id = :row", (Kind.OPPORTUNITY, Kind.WALLET)),
    "progression": ("t.progression_id = :row", (Kind.PROGRESSION,)),
}

Keys = set[tuple[Kind, str]]


class Concerned:
    """What changes of the journal concern: single records, and all those of some accounts."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.records: Keys = set()
        self.accounts: set[str] = set()

    def add(self, table: str, row_id: str, before: str | None, after: str | None) -> None:
        """Take in one change: its table and row, and its images as the journal has them."""
        if table in RECORDS:
            self.records.add((RECORDS[table], row_id))
            return
        images: list[dict[str, Any]] = [json.loads(image) for image in (before, after) if image]
        if table == "account":
            self.records.add((Kind.ACCOUNT, row_id))
            if len(images) < 2 or images[0].get("archived_at") != images[1].get("archived_at"):
                self.accounts.add(row_id)  # those that were put away take their records with them
        elif table in _PARTS:
            kind, columns = _PARTS[table]
            self.records.update((kind, str(image[column])) for image in images for column in columns.split())
        elif table == "progress_proof":
            for image in images:
                self._add_where(
                    Kind.PROGRESSION,
                    "t.account_id = :account AND t.progression_id = :item",
                    {"account": image["account_id"], "item": image["progression_id"]},
                )
        elif table in _WIDER:
            condition, kinds = _WIDER[table]
            for kind in kinds:
                self._add_where(kind, condition, {"row": row_id})
            if table == "unit":
                self.records.update((Kind.ACCOUNT, str(image["account_id"])) for image in images)

    def _add_where(self, kind: Kind, condition: str, params: Mapping[str, object]) -> None:
        found = self._reader.rows(f"SELECT t.id FROM {SOURCES[kind].tables} WHERE {condition}", **params)
        self.records.update((kind, row["id"]) for row in found)


def docs(
    reader: Reader, kind: Kind, *, ids: Sequence[str] | None = None, account_id: str | None = None
) -> Iterator[Doc]:
    """The records of a kind; only those of `ids`, or of one account. Those of archived accounts are left out."""
    source = SOURCES[kind]
    conditions, params = ["a.archived_at IS NULL"], {}
    if ids is not None:
        conditions.append("t.id IN (SELECT value FROM json_each(:ids))")
        params["ids"] = json.dumps(list(ids))
    if account_id is not None:
        conditions.append(f"{source.key} = :account")
        params["account"] = account_id
    sql = (
        f"SELECT t.id, {source.columns} FROM {source.tables} LEFT JOIN account a ON a.id = {source.key}"
        f" WHERE {' AND '.join(conditions)}"
    )
    for row in reader.rows(sql, **params):
        found = _doc(kind, source, row)
        if found.fields:
            yield found


def _doc(kind: Kind, source: Source, row: Row) -> Doc:
    names = [(field, row[field]) for field in source.names if row[field]]
    texts = [(field, row[field]) for field in source.texts if row[field]]
    return Doc(
        kind,
        row["id"],
        row["account_id"],
        row["day"] or "",
        tuple(name for _field, text in names for name in text.split("\n")),
        (
            *((field, name.replace("\n", ", ")) for field, name in names),
            *((field, text.strip()) for field, text in texts),
        ),
        {field: row[field] for field in source.ref if row[field]},
    )
