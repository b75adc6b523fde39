"""Progressions at accounts: where they stand, changes with their history, planned quarters, items of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from kamtui.db import contacts as contact_reads
from kamtui.db import progress as reads
from kamtui.domain import progress as rules
from kamtui.domain.contacts import Contact
from kamtui.domain.explained import Explained
from kamtui.domain.progress import CategoryShare, ProgressEvent, Progression, ProgressItem, ProgressState, QuarterFigure
from kamtui.domain.quarters import Quarter
from kamtui.domain.text import search_key
from kamtui.domain.words import ProgressCategory, ProgressSet, ProgressStatus
from kamtui.errors import Conflict, InvalidValue, NotFound, Refused
from kamtui.i18n import _, language
from kamtui.workspace.base import Feature, apply

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step


# Codes and weight of progressions that a workspace adds itself.
_OWN = "X"
_WEIGHT = 3


class Checklist(NamedTuple):
    """The progressions of an account today. `items` are all in use, `in_set` says which count.

    Shares 0…1 over the chosen set; `quarter` is the figure of the current quarter.
    """

    account_id: str
    set: ProgressSet
    items: tuple[ProgressItem, ...]
    share: Explained[float]
    share_by_count: Explained[float]
    categories: Mapping[ProgressCategory, CategoryShare]
    quarter: QuarterFigure


class Progress(Feature):
    """`workspace.progress`."""

    def of(self, account_id: str) -> Checklist:
        """The checklist of an account, archived or not. Raises NotFound."""
        with self._reader.snapshot():
            chosen = reads.chosen_sets(self._reader, [account_id])
            if account_id not in chosen:
                raise NotFound(_("account"), account_id)
            library = reads.library(self._reader, account_id)
            states = reads.states(self._reader, [account_id])
            people = contact_reads.contacts(self._reader, [account_id])
        items = self._items(library, states[account_id], chosen[account_id], people, {})
        return Checklist(
            account_id=account_id,
            set=ProgressSet(chosen[account_id]),
            items=items,
            share=rules.share(items),
            share_by_count=rules.share_by_count(items),
            categories=rules.by_category(items),
            quarter=rules.quarter_figure(items, self._ws.quarter, self._ws.method.fiscal_start),
        )

    def by_account(
        self, people: Mapping[str, Sequence[Contact]] | None = None, account_ids: Sequence[str] | None = None
    ) -> dict[str, tuple[ProgressItem, ...]]:
        """Items of these accounts, or of all not archived; `people` are their contacts where the caller has them."""
        with self._reader.snapshot():
            if people is None:
                people = self._ws.contacts.by_account(account_ids)
            chosen = reads.chosen_sets(self._reader, account_ids)
            library = self._ws.cached("progress.library", lambda: reads.library(self._reader))
            states = reads.states(self._reader, account_ids)
        shared = [progression for progression in library if progression.account_id is None]
        own: dict[str, list[Progression]] = {}
        for progression in library[len(shared) :]:
            own.setdefault(progression.account_id or "", []).append(progression)
        untouched: dict[tuple[str, str], ProgressItem] = self._ws.cached("progress.untouched", dict)
        return {
            key: self._items(
                [*shared, *own.get(key, ())], states.get(key, {}), chosen[key], people.get(key, ()), untouched
            )
            for key in chosen
        }

    def share_of(self, items: Iterable[ProgressItem]) -> float | None:
        """Progress 0…1 by weight over the chosen set; None when nothing applies."""
        return rules.share(items).value

    def item(self, account_id: str, ref: str) -> ProgressItem:
        """One item of an account by id or code of its progression. Raises NotFound."""
        for item in self.of(account_id).items:
            if item.progression.id == ref or search_key(item.progression.code) == search_key(ref):
                return item
        raise NotFound(_("progression"), ref)

    def history(self, account_id: str, ref: str) -> tuple[ProgressEvent, ...]:
        """What happened to a progression at an account, newest first. Raises NotFound."""
        return reads.events(self._reader, account_id, self.item(account_id, ref).progression.id)

    def change(
        self,
        account_id: str,
        ref: str,
        *,
        status: ProgressStatus | str,
        evidence: str | None = None,
        on: date | None = None,
        touch_id: str | None = None,
        version: int | None = None,
        quarter: Quarter | str | None = None,
    ) -> ProgressItem:
        """Set the status of a progression (id or code) as of `on` (today); a `quarter` plans it in the same step.

        Evidence left out keeps what is stored while the item stays or goes forward; going back, or renewing knowledge
        that has expired, starts without. `version` is that of the state seen, 0 where none was stored.
        Raises InvalidFields, InvalidValue (done without evidence), Refused (C12 is computed), Conflict.
        """
        from kamtui.workspace.inputs import ProgressInput, validated

        given = {"status": status, "on": on, "touch_id": touch_id}
        values = validated(ProgressInput, given if evidence is None else {**given, "evidence": evidence})
        item = self.item(account_id, ref)
        wanted: ProgressStatus = values["status"]
        planned = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
        rules.check_change(ProgressStatus.NOT_STARTED, today=self._ws.today_date, planned_quarter=planned)
        if item.progression.code == rules.COMPUTED and wanted in (ProgressStatus.DONE, ProgressStatus.IN_PROGRESS):
            raise Refused(
                _("{code} is computed from the contact map: add people and log touches").format(code=rules.COMPUTED)
            )
        with self._ws.step("progress.change") as step:
            row = self._row(step, account_id, item.progression, version)
            step.subject = _subject(step, account_id, item.progression)
            self._set_status(step, row, item, wanted, values.get("evidence"), on, touch_id)
            if planned is not None:
                apply(row, {"planned_quarter": str(planned)})
                step.session.add(row)
        return self.item(account_id, item.progression.id)

    def advance(
        self, account_id: str, ref: str, evidence: str | None = None, version: int | None = None
    ) -> ProgressItem:
        """Take a progression one status further: not started, in progress, done. Raises like `change`."""
        item = self.item(account_id, ref)
        wanted = rules.next_status(item.status)
        if wanted is item.status and evidence is None:
            return item
        return self.change(account_id, item.progression.id, status=wanted, evidence=evidence, version=version)

    def plan_quarter(
        self, account_id: str, ref: str, quarter: Quarter | str | None, version: int | None = None
    ) -> ProgressItem:
        """Plan a progression for a quarter, or (None) for none. Raises InvalidValue, Conflict."""
        wanted = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
        item = self.item(account_id, ref)
        rules.check_change(ProgressStatus.NOT_STARTED, today=self._ws.today_date, planned_quarter=wanted)
        with self._ws.step("progress.plan") as step:
            row = self._row(step, account_id, item.progression, version)
            if wanted is not None or row.planned_quarter is not None:
                apply(row, {"planned_quarter": str(wanted) if wanted else None})
                step.session.add(row)
            step.subject = _subject(step, account_id, item.progression)
        return self.item(account_id, item.progression.id)

    def choose_set(self, account_id: str, chosen: ProgressSet | str, version: int | None = None) -> None:
        """Choose the core or the full set for an account; `version` is the account's. Raises InvalidValue, Conflict."""
        from kamtui.db import tables

        if chosen not in tuple(ProgressSet):
            raise InvalidValue("set", chosen, expected=", ".join(ProgressSet))
        with self._ws.step("progress.set") as step:
            account = step.get(tables.Account, account_id, _("account"))
            step.check_version(account, version, account.name)
            step.subject = account.name
            apply(account, {"progress_set": ProgressSet(chosen)})

    def add_item(self, account_id: str | None, **fields: object) -> Progression:
        """Add a progression to one account, or (None) to the library; fields of `inputs.ProgressionInput`.

        Raises InvalidFields.
        """
        from kamtui.db import tables
        from kamtui.workspace.inputs import ProgressionInput, validated

        values = validated(ProgressionInput, {"title": "", "category": "", **fields})
        with self._ws.step("progression.add", values["title"]) as step:
            if account_id is not None:
                step.get(tables.Account, account_id, _("account"))
            codes, last = reads.codes(self._reader, account_id)
            row = tables.Progression(
                account_id=account_id,
                code=next(code for n in count(1) if (code := f"{_OWN}{n:02}") not in codes),
                category="",
                title_en="",
                title_ru="",
                weight=_WEIGHT,
                position=last + 1,
            )
            _write_item(row, values)
            step.session.add(row)
        return self._progression(row.id)

    def change_item(self, progression_id: str, version: int | None = None, **fields: object) -> Progression:
        """Change a progression of an account or of the library. Raises InvalidFields, Conflict."""
        from kamtui.db import tables
        from kamtui.workspace.inputs import ProgressionInput, validated

        values = validated(ProgressionInput, fields, partial=True)
        with self._ws.step("progression.change") as step:
            row = step.get(tables.Progression, progression_id, _("progression"))
            step.check_version(row, version, row.code)
            _write_item(row, values)
            step.subject = f"{row.code}, {row.title_ru if language() == 'ru' else row.title_en}"
        return self._progression(progression_id)

    def retire_item(self, progression_id: str, version: int | None = None) -> None:
        """Take a progression out of use everywhere; its history stays. Raises Refused for C12, Conflict."""
        from kamtui.db import tables

        with self._ws.step("progression.retire") as step:
            row = step.get(tables.Progression, progression_id, _("progression"))
            step.check_version(row, version, row.code)
            if row.code == rules.COMPUTED and row.account_id is None:
                raise Refused(_("{code} is computed from the contact map and cannot be retired").format(code=row.code))
            step.subject = f"{row.code}, {row.title_ru if language() == 'ru' else row.title_en}"
            apply(row, {"retired": True})

    def _progression(self, progression_id: str) -> Progression:
        return next(item for item in reads.library(self._reader) if item.id == progression_id)

    def reopen(self, step: Step, account_id: str, progression_id: str, on: date, reason: str) -> None:
        """Within another step: what proved a progression is gone, so it is in progress again from `on`."""
        from sqlmodel import select

        from kamtui.db import tables

        row = step.session.exec(
            select(tables.ProgressState).where(
                tables.ProgressState.account_id == account_id, tables.ProgressState.progression_id == progression_id
            )
        ).first()
        if row is None or row.status != ProgressStatus.DONE:
            return
        self._note(step, row, ProgressStatus.IN_PROGRESS, on, reason)
        apply(
            row,
            {"status": ProgressStatus.IN_PROGRESS, "started_on": on, "done_on": None, "evidence": "", "touch_id": None},
        )

    def _items(
        self,
        library: Sequence[Progression],
        states: Mapping[str, ProgressState],
        chosen: str,
        people: Sequence[Contact],
        untouched: dict[tuple[str, str], ProgressItem],
    ) -> tuple[ProgressItem, ...]:
        """Items of one account; `untouched` keeps those without a state, alike at all accounts of a set."""
        settings, today = self._ws.method, self._ws.today_date
        items = []
        for progression in library:
            state = states.get(progression.id)
            if progression.code == rules.COMPUTED and progression.account_id is None:
                state = rules.computed_c12(state, people, settings, today)
            if state is not None:
                inside = rules.in_set(progression, chosen)
                items.append(rules.item(progression, state, inside, settings, today))
                continue
            key = (progression.id, chosen)
            if key not in untouched:
                inside = rules.in_set(progression, chosen)
                untouched[key] = rules.item(progression, None, inside, settings, today)
            items.append(untouched[key])
        return tuple(items)

    def _row(self, step: Step, account_id: str, progression: Progression, version: int | None) -> tables.ProgressState:
        """The stored state, or a new one that the step does not hold yet. Raises Conflict."""
        from sqlmodel import select

        from kamtui.db import tables

        row = step.session.exec(
            select(tables.ProgressState).where(
                tables.ProgressState.account_id == account_id, tables.ProgressState.progression_id == progression.id
            )
        ).first()
        if row is not None:
            step.check_version(row, version, progression.title)
            return row
        if version:
            raise Conflict(progression.title, "")
        return tables.ProgressState(account_id=account_id, progression_id=progression.id)

    def _set_status(
        self,
        step: Step,
        row: tables.ProgressState,
        item: ProgressItem,
        wanted: ProgressStatus,
        evidence: str | None,
        on: date | None,
        touch_id: str | None,
    ) -> None:
        """Write a status into the stored state, with its days, its proof and a line of history."""
        from kamtui.db import tables

        today = self._ws.today_date
        if touch_id is not None and step.get(tables.Touch, touch_id, _("touch")).account_id != row.account_id:
            raise InvalidValue("touch_id", touch_id, reason=_("is a touch of another account"))
        before = ProgressStatus(row.status)
        again = wanted is not before or (item.expired and wanted is ProgressStatus.DONE)
        forward = before is ProgressStatus.IN_PROGRESS and wanted is ProgressStatus.DONE
        if again and not forward:
            evidence = evidence or ""
        else:
            evidence = row.evidence if evidence is None else evidence
            touch_id = touch_id or row.touch_id
        rules.check_change(wanted, today=today, evidence=evidence, touch_id=touch_id, on=on)
        started, done = row.started_on, None
        if wanted is ProgressStatus.IN_PROGRESS:
            started = on or (today if again else row.started_on)
        elif wanted is ProgressStatus.DONE:
            done = on or (today if again else row.done_on)
            started = min(started, done) if started and done else started
        else:
            started = None
        if again:
            self._note(step, row, wanted, on or today, evidence)
            step.session.add(row)
        apply(
            row,
            {"status": wanted, "started_on": started, "done_on": done, "evidence": evidence, "touch_id": touch_id},
        )

    def _note(self, step: Step, row: tables.ProgressState, to: ProgressStatus, on: date, evidence: str) -> None:
        """Write a change of status into the history of the progression."""
        from kamtui.db import tables

        step.session.add(
            tables.ProgressEvent(
                account_id=row.account_id,
                progression_id=row.progression_id,
                user_id=step.user.id,
                at=self._ws.clock.now(),
                on_date=on,
                from_status=row.status,
                to_status=to.value,
                evidence=evidence,
            )
        )


def _subject(step: Step, account_id: str, progression: Progression) -> str:
    from kamtui.db import tables

    return f"{progression.code}, {step.get(tables.Account, account_id, _('account')).name}"


def _write_item(row: tables.Progression, values: Mapping[str, object]) -> None:
    """Write validated fields; texts go to the chosen language, and to both where the other has none of its own."""
    plain = dict(values)
    tongue, other = ("ru", "en") if language() == "ru" else ("en", "ru")
    for field, column in (("title", "title"), ("evidence_hint", "evidence")):
        if field in plain:
            text = plain.pop(field)
            if getattr(row, f"{column}_{other}") in ("", getattr(row, f"{column}_{tongue}")):
                plain[f"{column}_{other}"] = text
            plain[f"{column}_{tongue}"] = text
    apply(row, plain)
