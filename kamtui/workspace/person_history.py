"""What happened to one person, from the journal, in the words of a screen: labels for values, names for ids."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import Enum
from itertools import groupby
from typing import Any, NamedTuple

from kamtui.db import person as reads
from kamtui.db.reader import Reader, Row, as_date, as_datetime
from kamtui.domain.languages import language_label
from kamtui.domain.today import date_words
from kamtui.domain.words import (
    Attitude,
    ContactStatus,
    Favours,
    Function,
    Influence,
    LineKind,
    Role,
    Strength,
    TieKind,
    WayKind,
)
from kamtui.i18n import N_, _, ngettext
from kamtui.labels import label
from kamtui.workspace.history import describe

Image = Mapping[str, Any]
Names = Mapping[str, str]

_REFERENCES = (
    "reports_to_id", "successor_id", "former_id", "unit_id", "category_id", "colleague_id", "from_id", "to_id",
)  # fmt: skip
_NOTHING = "–"
_SHOWN = 60


class PersonChange(NamedTuple):
    """What somebody changed about a person: when (UTC), who, and in words."""

    at: datetime
    user: str
    text: str


def history(reader: Reader, contact_ids: Sequence[str]) -> tuple[PersonChange, ...]:
    """What happened to the records of one person, newest first, without what was undone and what means nothing."""
    rows = reads.changes(reader, contact_ids)
    images = [(json.loads(row["before"] or "{}"), json.loads(row["after"] or "{}")) for row in rows]
    ids = {image[name] for pair in images for image in pair for name in _REFERENCES if image.get(name)}
    names = reads.names_in_journal(reader, sorted(ids))
    found = []
    for _step, group in groupby(zip(rows, images, strict=True), key=lambda pair: pair[0]["step"]):
        changes = list(group)
        first = changes[0][0]
        text = _text(first, changes, contact_ids, names)
        if text:
            found.append(PersonChange(as_datetime(first["at"]) or datetime.min, first["user"], text))
    return tuple(found)


def _text(
    step: Row, changes: Sequence[tuple[Row, tuple[Image, Image]]], contact_ids: Sequence[str], names: Names
) -> str:
    """One step in words."""
    own = [(before, after) for row, (before, after) in changes if row["table_name"] == "contact"]
    made = any(not before for before, _after in own)
    parts = [_("added to the map")] if made else []
    if step["action"] in _TOLD or (made and step["action"] != "contact.add"):
        parts.append(describe(step["action"], step["subject"]))
    for before, after in own:
        parts += _facts(before, after, names) if before else []
    came, went = [], []
    for row, (before, after) in changes if not made else ():
        if row["table_name"] in _BELONGINGS:
            say = _BELONGINGS[row["table_name"]]
            was, now = (say(image, contact_ids, names) for image in (before, after))
            if was and now:
                parts += [f"{was} → {now}"] if was != now else []
            else:
                went += [was] if was else []
                came += [now] if now else []
    parts += [_("added: {what}").format(what=", ".join(came))] if came else []
    parts += [_("taken away: {what}").format(what=", ".join(went))] if went else []
    return "; ".join(parts)


# Steps whose name says more than what changed in the rows.
_TOLD = frozenset({"contact.merge", "contact.succeed", "contact.move"})


def _facts(before: Image, after: Image, names: Names) -> list[str]:
    """What changed in the row of the contact: `level: 3 → 4`."""
    found = []
    for column, (title, say) in _FACTS.items():
        was, now = (say(image[column], names) if _known(image.get(column)) else "" for image in (before, after))
        if was == now:
            continue
        found.append(f"{_(title)}: {was} → {now or _NOTHING}" if was else f"{_(title)}: {now}")
    return found


def _known(value: Any) -> bool:
    # 0 is a value: a neutral attitude, no relationship yet.
    return value is not None and value is not False and value != ""


def _plain(value: Any, _names: Names) -> str:
    line = " ".join(str(value).split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rstrip()}…"


def _word(enum: type[Enum]) -> Callable[[Any, Names], str]:
    return lambda value, _names: label(enum(value))


def _day(value: Any, _names: Names) -> str:
    day = as_date(value)
    return date_words(day) if day else ""


def _days(value: Any, _names: Names) -> str:
    return ngettext("{n} day", "{n} days", value).format(n=value)


def _named(value: Any, names: Names) -> str:
    return names.get(value) or _("somebody who was deleted")


def _yes(_value: Any, _names: Names) -> str:
    return _("yes")


_FACTS: Mapping[str, tuple[str, Callable[[Any, Names], str]]] = {
    "name": (N_("name"), _plain),
    "placeholder": (N_("to meet still"), _yes),
    "position": (N_("position"), _plain),
    "level": (N_("level"), _plain),
    "function": (N_("function"), _word(Function)),
    "attitude": (N_("attitude"), _word(Attitude)),
    "influence": (N_("influence"), _word(Influence)),
    "strength": (N_("relationship now"), _word(Strength)),
    "target_strength": (N_("relationship wanted"), _word(Strength)),
    "status": (N_("status"), _word(ContactStatus)),
    "left_on": (N_("left on"), _day),
    "left_to": (N_("went to"), _plain),
    "successor_id": (N_("who takes over"), _named),
    "left_settled": (N_("nobody takes over"), _yes),
    "former_id": (N_("known from another account as"), _named),
    "unit_id": (N_("unit"), _named),
    "reports_to_id": (N_("reports to"), _named),
    "phone": (N_("phone"), _plain),
    "email": (N_("e-mail"), _plain),
    "birthday": (N_("birthday"), _day),
    "language": (N_("language"), lambda value, _names: language_label(value)),
    "favours": (N_("favours"), _word(Favours)),
    "competitor": (N_("competitor"), _plain),
    "cadence_ideal": (N_("touch every"), _days),
    "cadence_maximum": (N_("touch at the latest after"), _days),
    "chosen": (N_("remind about them"), _yes),
    "note": (N_("note"), _plain),
}


def _mine(image: Image, contact_ids: Sequence[str]) -> bool:
    return image.get("contact_id") in contact_ids


def _role(image: Image, contact_ids: Sequence[str], _names: Names) -> str:
    return label(Role(image["role"])) if _mine(image, contact_ids) else ""


def _category(image: Image, contact_ids: Sequence[str], names: Names) -> str:
    return _("buys {name}").format(name=names.get(image["category_id"], "")) if _mine(image, contact_ids) else ""


def _way(image: Image, contact_ids: Sequence[str], _names: Names) -> str:
    if not _mine(image, contact_ids):
        return ""
    return " ".join(part for part in (label(WayKind(image["kind"])), image["value"], image["label"]) if part)


def _tie(image: Image, contact_ids: Sequence[str], names: Names) -> str:
    if not _mine(image, contact_ids):
        return ""
    told = [f"{names.get(image['colleague_id'], '')} {label(TieKind(image['kind']))}"]
    told += [label(Strength(image["strength"]))] if image["strength"] is not None else []
    return f"{told[0]} ({told[1]})" if len(told) > 1 else told[0]


def _line(image: Image, contact_ids: Sequence[str], names: Names) -> str:
    starts, ends = image.get("from_id") in contact_ids, image.get("to_id") in contact_ids
    if not starts and not ends:
        return ""
    other = _named(image["to_id" if starts else "from_id"], names)
    if image["kind"] == LineKind.CONFLICT:
        return _("in conflict with {name}").format(name=other)
    return (_("influences {name}") if starts else _("is influenced by {name}")).format(name=other)


_BELONGINGS: Mapping[str, Callable[[Image, Sequence[str], Names], str]] = {
    "contact_role": _role,
    "contact_category": _category,
    "contact_way": _way,
    "contact_tie": _tie,
    "contact_line": _line,
}
