"""The library of progressions: items added, reworded, reweighed, grouped, retired, moved.

What accounts have done stays whatever happens to the library; what an item was before is kept for past quarters.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from kamtui.db import progress as reads
from kamtui.domain import progress as rules
from kamtui.domain.progress import LibraryItem, Progression
from kamtui.domain.text import search_key
from kamtui.domain.words import ProgressStatus
from kamtui.errors import InvalidValue, NotFound, Refused
from kamtui.i18n import _, language
from kamtui.workspace.base import apply
from kamtui.workspace.progress_checklist import Checklists

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step

# Codes and weight of progressions that a workspace adds itself.
_OWN = "X"
_WEIGHT = 3


class ItemUse(NamedTuple):
    """How many accounts have an item done and in progress, and since when its weight holds (None: ever since).

    `weight_before` is the weight that it had until then.
    """

    done: int = 0
    in_progress: int = 0
    weight_since: date | None = None
    weight_before: int | None = None


class ProgressLibrary(Checklists):
    """The part of `workspace.progress` that edits the library."""

    def library_items(self, account_id: str | None = None, *, retired: bool = True) -> tuple[LibraryItem, ...]:
        """Items of the library, or of one account alone, in order; `retired` says whether those are among them."""
        found = reads.library_items(self._reader, account_id)
        return tuple(item for item in found if retired or not item.retired)

    def library_item(self, progression_id: str) -> LibraryItem:
        """One item, of the library or of an account. Raises NotFound."""
        for item in (*reads.library_items(self._reader), *reads.own_items(self._reader, archived=True)):
            if item.id == progression_id:
                return item
        raise NotFound(_("progression"), progression_id)

    def own_items(self) -> tuple[LibraryItem, ...]:
        """Items of single accounts, by account, of accounts that are not archived; retired ones too."""
        return tuple(reads.own_items(self._reader))

    def library_use(self) -> dict[str, ItemUse]:
        """What accounts that are not archived have of each item, by id of the item, retired ones too."""
        from kamtui.db import progress_history as history_reads
        from kamtui.domain.progress_history import weight_since

        counts: dict[str, list[int]] = {}
        with self._reader.snapshot():
            library = reads.library(self._reader, retired=True)
            pasts = history_reads.pasts(self._reader)
            for items in self.by_account().values():
                for item in items:
                    count = counts.setdefault(item.progression.id, [0, 0])
                    count[0] += item.status is ProgressStatus.DONE
                    count[1] += item.status is ProgressStatus.IN_PROGRESS
            stored = reads.status_counts(self._reader)
        found = {}
        for each in library:
            done, begun = counts.get(each.id) or (
                stored.get((each.id, ProgressStatus.DONE), 0),
                stored.get((each.id, ProgressStatus.IN_PROGRESS), 0),
            )
            found[each.id] = ItemUse(done, begun, *weight_since(pasts.get(each.id, ()), each.weight))
        return found

    def add_item(self, account_id: str | None, **fields: object) -> Progression:
        """Add a progression to one account, or (None) to the library; fields of `inputs.ProgressionInput`.

        Without a `code` it gets the next free one. Raises InvalidFields, InvalidValue for a code that is taken.
        """
        from kamtui.db import tables
        from kamtui.workspace.inputs import ProgressionInput, validated

        title = fields.get(f"title_{language()}") or fields.get("title_en") or fields.get("title_ru") or ""
        values = validated(ProgressionInput, {"title": title, "category": "", **fields})
        with self._ws.step("progression.add", values["title"]) as step:
            if account_id is not None:
                step.get(tables.Account, account_id, _("account"))
            codes, last = reads.codes(self._reader, account_id)
            row = self._add(step, account_id, values, set(map(search_key, codes)), last + 1)
        return self._progression(row.id)

    def change_item(self, progression_id: str, version: int | None = None, **fields: object) -> Progression:
        """Change a progression of an account or of the library. Raises InvalidFields, Refused, Conflict."""
        from kamtui.db import tables
        from kamtui.workspace.inputs import ProgressionInput, validated

        values = validated(ProgressionInput, fields, partial=True)
        with self._ws.step("progression.change") as step:
            row = step.get(tables.Progression, progression_id, _("progression"))
            step.check_version(row, version, row.code)
            if values.pop("code", None) not in (None, row.code):
                raise Refused(_("the code of a progression stays: tasks and proposals name it"))
            check_rule(row, values)
            self._write(step, row, values)
            step.subject = _worded(row)
        return self._progression(progression_id)

    def retire_item(self, progression_id: str, version: int | None = None) -> None:
        """Take a progression out of use everywhere; its history stays. Raises Refused for C12, Conflict."""
        from kamtui.db import tables

        with self._ws.step("progression.retire") as step:
            row = step.get(tables.Progression, progression_id, _("progression"))
            step.check_version(row, version, row.code)
            if is_computed(row):
                raise Refused(_("{code} is computed from the contact map and cannot be retired").format(code=row.code))
            step.subject = _worded(row)
            self._write(step, row, {"retired": True})

    def bring_back_item(self, progression_id: str, version: int | None = None) -> Progression:
        """Put a retired progression into use again, with all that accounts had done. Raises Conflict."""
        from kamtui.db import tables

        with self._ws.step("progression.back") as step:
            row = step.get(tables.Progression, progression_id, _("progression"))
            step.check_version(row, version, row.code)
            step.subject = _worded(row)
            self._write(step, row, {"retired": False})
        return self._progression(progression_id)

    def move_item(self, progression_id: str, by: int, version: int | None = None) -> None:
        """Move an item up (negative) or down in its list; it stops at either end. Raises Conflict."""
        from sqlmodel import col, select

        from kamtui.db import tables
        from kamtui.domain.plans import moved_positions

        with self._ws.step("progression.move") as step:
            row = step.get(tables.Progression, progression_id, _("progression"))
            step.check_version(row, version, row.code)
            step.subject = _worded(row)
            among = {
                item.id: item
                for item in step.session.exec(
                    select(tables.Progression)
                    .where(tables.Progression.account_id == row.account_id)
                    .order_by(col(tables.Progression.position), col(tables.Progression.code))
                )
            }
            for key, position in moved_positions(list(among), progression_id, by).items():
                apply(among[key], {"position": position})

    def _add(
        self,
        step: Step,
        account_id: str | None,
        values: Mapping[str, Any],
        codes: Collection[str],
        position: int,
    ) -> tables.Progression:
        """Within a step: a new item of validated fields; before today it was not there. Raises InvalidValue.

        `codes` are the search keys of those that are taken.
        """
        from kamtui.db import tables

        plain = dict(values)
        code = plain.pop("code", None)
        if code and search_key(code) in codes:
            raise InvalidValue("code", code, reason=_("is the code of another progression"))
        row = tables.Progression(
            account_id=account_id,
            code=code or next(code for n in count(1) if search_key(code := f"{_OWN}{n:02}") not in codes),
            category="",
            title_en="",
            title_ru="",
            weight=_WEIGHT,
            position=position,
        )
        self._write(step, row, plain, new=True)
        step.session.add(row)
        self._keep_past(step, row, retired=True)
        return row

    def _write(self, step: Step, row: tables.Progression, values: Mapping[str, Any], *, new: bool = False) -> bool:
        """Write validated fields, and keep what the item was for past quarters; whether anything changed.

        `title` and `evidence_hint` go to the chosen language, and to both where the other has none of its own. A
        language left without a title gets the other one.
        """
        plain = dict(values)
        tongue, other = ("ru", "en") if language() == "ru" else ("en", "ru")
        for field, column in (("title", "title"), ("evidence_hint", "evidence")):
            if field in plain:
                text = plain.pop(field)
                if getattr(row, f"{column}_{other}") in ("", getattr(row, f"{column}_{tongue}")):
                    plain.setdefault(f"{column}_{other}", text)
                plain.setdefault(f"{column}_{tongue}", text)
        plain = titled(plain, row)
        if not new and any(plain.get(name, getattr(row, name)) != getattr(row, name) for name in _KEPT):
            self._remember(step, row, retired=row.retired)
        before = {name: getattr(row, name) for name in plain}
        apply(row, plain)
        return any(getattr(row, name) != value for name, value in before.items())

    def _remember(self, step: Step, row: tables.Progression, *, retired: bool) -> None:
        """Keep what the item was until yesterday; the first change of a day knows."""
        from sqlmodel import select

        from kamtui.db import tables

        today = self._ws.today_date
        past = tables.ProgressionPast
        if step.session.exec(select(past).where(past.progression_id == row.id, past.until == today)).first() is None:
            self._keep_past(step, row, retired=retired)

    def _keep_past(self, step: Step, row: tables.Progression, *, retired: bool) -> None:
        from kamtui.db import tables

        today = self._ws.today_date
        step.session.add(
            tables.ProgressionPast(
                progression_id=row.id,
                until=today,
                weight=row.weight,
                core=row.core,
                retired=retired,
                expires_months=row.expires_months,
            )
        )

    def _progression(self, progression_id: str) -> Progression:
        return next(item for item in reads.library(self._reader, retired=True) if item.id == progression_id)


# What past quarters are measured with.
_KEPT = ("weight", "core", "retired", "expires_months")


def titled(values: Mapping[str, Any], before: Any) -> dict[str, Any]:
    """The fields of an item, where a language that is left without a title gets that of the other one."""
    found = dict(values)
    for one, two in (("title_en", "title_ru"), ("title_ru", "title_en")):
        if found.get(one) == "":
            found[one] = found.get(two) or getattr(before, two)
    return found


def check_rule(item: Any, values: Mapping[str, Any]) -> None:
    """Raise InvalidValue when fields would change the rule of the item that is computed, or retire it."""
    if not is_computed(item):
        return
    for field in ("category", "expires_months", "retired"):
        if field in values and values[field] != getattr(item, field):
            text = _("{code} is computed from the contact map: its group and expiry stay, and it cannot be retired")
            raise InvalidValue(field, values[field], reason=text.format(code=item.code))


def is_computed(row: Any) -> bool:
    """Whether the item, as a row or a view, is the one that the map computes."""
    return row.code == rules.COMPUTED and row.account_id is None


def _worded(row: tables.Progression) -> str:
    return f"{row.code}, {row.title_ru if language() == 'ru' else row.title_en}"
