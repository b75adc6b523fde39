"""The library of progressions as rows of a table, taken out and in: a company may have a library of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kamtui.db import progress as reads
from kamtui.domain.progress import LibraryItem
from kamtui.domain.text import search_key
from kamtui.domain.words import ProgressCategory
from kamtui.errors import InvalidFields, InvalidValue
from kamtui.i18n import _, language
from kamtui.workspace.base import apply
from kamtui.workspace.progress_library import ProgressLibrary, check_rule, is_computed, titled

if TYPE_CHECKING:
    from kamtui.db.writer import Step

COLUMNS = (
    "code", "category", "core", "weight", "expires_months", "title_en", "title_ru", "evidence_en", "evidence_ru",
    "retired",
)  # fmt: skip


class LibraryImport(NamedTuple):
    """How many rows of an import add, change, leave as it is, retire and bring back an item.

    `left_out` are the items that `replace` retires, as no row names them.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
    brought_back: int = 0
    left_out: int = 0


class _Row(NamedTuple):
    """A row that can be taken: the item it names (None: a new one), whose it is, its validated fields."""

    item: LibraryItem | None
    account_id: str | None
    values: dict[str, Any]


class _Plan(NamedTuple):
    """`faults` are rows (from 0) that cannot be taken, each with its reasons."""

    rows: list[_Row]
    faults: list[tuple[int, InvalidValue]]
    left_out: list[LibraryItem]
    counts: LibraryImport


class LibraryRows(ProgressLibrary):
    """The part of `workspace.progress` that takes the library out and in."""

    def export_library(self, account_id: str | None = None) -> list[dict[str, str]]:
        """The library, or the items of one account, as rows by COLUMNS; flags are "yes" or "no"."""
        return [as_row(item) for item in reads.library_items(self._reader, account_id)]

    def import_library(
        self,
        rows: Sequence[Mapping[str, object]],
        replace: bool = False,
        *,
        keep: Collection[str] = (),
        source: str = "",
        dry_run: bool = False,
    ) -> LibraryImport:
        """Add and change items by code, in one step; fields that a row does not have stay.

        A row with an `account_id` is an item of that account's own. A row with a known code brings a retired item back,
        unless it says `retired`. With `replace` the rows of the library, and those of each account among them, are all
        there is, in their order: what is not among them is retired, except C12 and the ids in `keep`. A `dry_run` only
        counts, and may run in any thread. Raises InvalidFields, one reason per bad field with the number of its row;
        then nothing is changed.
        """
        if dry_run:
            return self._sound(rows, replace, keep).counts
        with self._ws.step("progression.import", source or str(len(rows))) as step:
            plan = self._sound(rows, replace, keep)
            self._write_rows(step, plan, replace)
        return plan.counts

    def _sound(self, rows: Sequence[Mapping[str, object]], replace: bool, keep: Collection[str]) -> _Plan:
        """What rows without a fault come to. Raises InvalidFields."""
        plan = self._planned(rows, replace, frozenset(keep))
        if plan.faults:
            raise InvalidFields(
                [InvalidValue(_at(e.field, place + 1), e.value, e.expected, e.reason) for place, e in plan.faults]
            )
        return plan

    def library_faults(self, rows: Sequence[Mapping[str, object]]) -> list[tuple[int, InvalidValue]]:
        """The rows (from 0) that `import_library` would not take, one reason per bad field."""
        return self._planned(rows, False, frozenset()).faults

    def _planned(self, rows: Sequence[Mapping[str, object]], replace: bool, keep: frozenset[str]) -> _Plan:
        """What the rows come to, without writing anything."""
        known: dict[tuple[str | None, str], LibraryItem] = {}
        taken: dict[str, set[str | None]] = {}
        for item in (*reads.library_items(self._reader), *reads.own_items(self._reader, archived=True)):
            known[item.account_id, search_key(item.code)] = item
            taken.setdefault(search_key(item.code), set()).add(item.account_id)
        seen: set[tuple[str | None, str]] = set()
        planned: list[_Row] = []
        faults: list[tuple[int, InvalidValue]] = []
        for place, row in enumerate(rows):
            owner = str(row["account_id"]) if row.get("account_id") else None
            key = search_key(str(row.get("code") or ""))
            try:
                if key and (owner, key) in seen:
                    raise InvalidValue("code", row["code"], reason=_("stands in an earlier row too"))
                seen.add((owner, key))
                found = known.get((owner, key)) if key else None
                others = taken.get(key, set()) - {owner}
                if found is None and (others if owner is None else None in others):
                    raise InvalidValue("code", row["code"], reason=_("is the code of another progression"))
                planned.append(_Row(found, owner, _checked(row, found)))
                taken.setdefault(key, set()).add(owner)
            except InvalidFields as error:
                faults += [(place, one) for one in error.errors]
            except InvalidValue as error:
                faults.append((place, error))
        named = {row.item.id for row in planned if row.item} | keep
        owners = {row.account_id for row in planned} if replace else set()
        left_out = [
            item
            for item in known.values()
            if item.account_id in owners and item.id not in named and not item.retired and not is_computed(item)
        ]
        return _Plan(planned, faults, left_out, _counted(planned, len(left_out)))

    def _write_rows(self, step: Step, plan: _Plan, replace: bool) -> None:
        from kamtui.db import tables

        named: dict[str | None, list[str]] = {}
        taken, last = reads.codes(self._reader, None)
        codes = {search_key(code) for code in taken}
        for item, owner, values in plan.rows:
            if item is None:
                last += 1
                # Whether a code that is given is free is known from the plan.
                row = self._add(step, owner, values, () if values.get("code") else codes, last)
                codes.add(search_key(row.code))
            else:
                row = step.get(tables.Progression, item.id, _("progression"))
                self._write(step, row, values)
            named.setdefault(owner, []).append(row.id)
        for item in plan.left_out:
            self._write(step, step.get(tables.Progression, item.id, _("progression")), {"retired": True})
        if replace:
            for owner, keys in named.items():
                self._put_in_order(step, owner, keys)

    def _put_in_order(self, step: Step, owner: str | None, named: Sequence[str]) -> None:
        """Put the library, or the items of one account, into the order of the rows; the others after them."""
        from sqlmodel import col, select

        from kamtui.db import tables

        place = {key: position for position, key in enumerate(named)}
        rows = step.session.exec(
            select(tables.Progression)
            .where(tables.Progression.account_id == owner)
            .order_by(col(tables.Progression.position), col(tables.Progression.code))
        ).all()
        wanted = sorted(rows, key=lambda row: place.get(row.id, len(named)))
        for position, row in enumerate(wanted if wanted != list(rows) else ()):
            apply(row, {"position": position})


def as_row(item: LibraryItem) -> dict[str, str]:
    """An item as a row by COLUMNS."""
    return {
        "code": item.code,
        "category": item.category.value,
        "core": "yes" if item.core else "no",
        "weight": str(item.weight),
        "expires_months": str(item.expires_months or ""),
        "title_en": item.title_en,
        "title_ru": item.title_ru,
        "evidence_en": item.evidence_en,
        "evidence_ru": item.evidence_ru,
        "retired": "yes" if item.retired else "no",
    }


def _checked(row: Mapping[str, object], item: LibraryItem | None) -> dict[str, Any]:
    """The fields of a row, checked. Raises InvalidFields, or InvalidValue for a rule that cannot be changed."""
    from kamtui.workspace.inputs import ProgressionInput, validated

    # An empty number or group says nothing; an empty text is an empty text.
    given = {
        name: value
        for name, value in row.items()
        if name in COLUMNS and not (value in (None, "") and name in ("weight", "category", "code"))
    }
    if item is None:
        if "category" not in given:
            raise InvalidValue("category", "", ", ".join(ProgressCategory), _("is needed"))
        title = given.get(f"title_{language()}") or given.get("title_en") or given.get("title_ru") or ""
        return validated(ProgressionInput, {"title": title, **given})
    values = {"retired": False, **validated(ProgressionInput, given, partial=True)}
    values.pop("code", None)
    check_rule(item, values)
    return values


def _counted(rows: Sequence[_Row], left_out: int) -> LibraryImport:
    added = changed = unchanged = retired = back = 0
    for item, _owner, values in rows:
        if item is None:
            added += 1
        elif values["retired"] != item.retired:
            retired, back = retired + (not item.retired), back + item.retired
        elif any(value != getattr(item, name) for name, value in titled(values, item).items()):
            changed += 1
        else:
            unchanged += 1
    return LibraryImport(added, changed, unchanged, retired, back, left_out)


def _at(field: str, number: int) -> str:
    return _("row {n}, {field}").format(n=number, field=field)
