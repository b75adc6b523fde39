"""Import of initiatives: a row is an initiative of an account, known by its title; with an amount, its offer too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamtui.db import accounts as account_reads
from kamtui.domain.text import search_key
from kamtui.domain.when import find_quarter
from kamtui.domain.words import OpportunityStatus
from kamtui.errors import InvalidValue
from kamtui.exchange.records import Record
from kamtui.exchange.report import ERROR, SKIP, ImportResult, Reject, fault
from kamtui.i18n import _
from kamtui.workspace.import_accounts import in_step, read_records
from kamtui.workspace.import_names import AccountNames, create_account, name_key

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.workspace import Workspace
    from kamtui.workspace.imports import Source

_OFFERED = ("category", "probability", "quarter", "competitor")
_DECIDED = (OpportunityStatus.WON, OpportunityStatus.LOST)


def import_initiatives(ws: Workspace, source: Source, file_name: str) -> ImportResult:
    """Import initiatives with their opportunities. Raises like `Imports.run`."""
    records, rejects = read_records(ws, source)
    result: list[ImportResult] = []

    def work(step: Step) -> None:
        names = AccountNames(account_reads.accounts(ws.reader, archived=True), create=source.options.create_accounts)
        run = _Import(ws, step, source, names, rejects)
        counts = run.write([one for one in records if not one.faults])
        result.append(source.result(counts, rejects, run.notes))

    in_step(ws, source, "import.initiatives", file_name, work, rejects)
    return result[0]


class _Import:
    """One import of initiatives within a step."""

    def __init__(self, ws: Workspace, step: Step, source: Source, names: AccountNames, rejects: list[Reject]) -> None:
        from sqlmodel import select

        from kamtui.db import tables

        self._ws, self._step, self._source, self._names, self._rejects = ws, step, source, names, rejects
        self.notes: list[str] = []
        session = step.session
        self._initiatives: dict[tuple[str, str], tables.Initiative] = {}
        for row in session.exec(select(tables.Initiative).order_by(tables.Initiative.id)):
            self._initiatives.setdefault((row.account_id, name_key(row.title)), row)
        self._offers: dict[str, list[tables.Opportunity]] = {}
        for offer in session.exec(select(tables.Opportunity).order_by(tables.Opportunity.id)):
            self._offers.setdefault(offer.initiative_id, []).append(offer)
        categories = session.exec(select(tables.ProductCategory)).all()
        self._categories: dict[str | None, str] = {row.id: row.search_key for row in categories}
        self._made: set[int] = set()

    def write(self, records: Sequence[Record]) -> tuple[int, int, int]:
        """Write all records that can be; the rows created, updated and unchanged."""
        counts = [0, 0, 0]
        for record in records:
            try:
                counts[self._take(record)] += 1
            except InvalidValue as error:
                self._rejects.append(fault(record.line, self._source.header, error))
        return counts[0], counts[1], counts[2]

    def _take(self, record: Record) -> int:
        """Write a record; 0 when it made something, 1 when it changed something, 2 when not. Raises InvalidValue."""
        given = record.values
        initiative, offer = self._initiative_values(given), self._offer_values(given)
        number = None if self._source.account_id else self._names.find(given["account"])
        account_id = self._source.account_id or self._names.id_of(number or 0)
        row = self._initiatives.get((account_id, name_key(given["title"])))
        known = None if row is None or offer is None else self._offer(row, given.get("category", ""))
        if row is not None and (offer is None or known is not None):
            if self._source.options.on_duplicate == ERROR:
                raise InvalidValue("title", given["title"], reason=_("this initiative exists already"))
            if self._source.options.on_duplicate == SKIP:
                return 2
        if offer is None and any(name in given for name in _OFFERED):
            self.notes.append(
                _("line {line}: no amount, so no opportunity was made; {names} left out").format(
                    line=record.line,
                    names=", ".join(self._source.header.title(name) for name in _OFFERED if name in given),
                )
            )
        makes = row is None or (offer is not None and known is None)
        changed = False
        if row is None:
            if number in self._names.new and number not in self._made:
                create_account(self._step, self._names, number)
                self._step.session.flush()
                self._made.add(number)
            row = self._ws.initiatives.create(self._step, account_id, initiative)
            self._initiatives[account_id, name_key(row.title)] = row
        else:
            initiative.pop("title")
            if self._is_won(row):
                initiative.pop("relevant", None)  # what is won stays in the forecast of its year
            changed = self._ws.initiatives.rewrite(self._step, row, initiative)
        if offer is not None and known is not None and known.status in _DECIDED:
            self.notes.append(
                _("line {line}: “{title}” is decided, and stays as it is").format(line=record.line, title=known.title)
            )
        elif offer is not None:
            changed = self._write_offer(row, known, given, offer) or changed
            if "relevant" in initiative and row.relevant != initiative["relevant"]:
                row.relevant = initiative["relevant"]  # `?` stays open, though an offer would settle it
        return 0 if makes else 1 if changed else 2

    def _initiative_values(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return {name: given[name] for name in ("title", "source", "relevant") if name in given}

    def _offer_values(self, given: Mapping[str, Any]) -> dict[str, Any] | None:
        """Fields of the opportunity; None for a row without an amount. Raises InvalidValue."""
        values = {name: given[name] for name in ("amount", *_OFFERED) if name in given}
        if "quarter" in values:
            found = find_quarter(values["quarter"], self._ws.today_date, self._ws.method.fiscal_start)
            if found is None:
                raise InvalidValue("quarter", values["quarter"], expected="2026-Q4, Q4")
            values["quarter"] = str(found.quarter)
        return values if "amount" in values else None

    def _offer(self, initiative: tables.Initiative, category: str) -> tables.Opportunity | None:
        """The opportunity that a row means: that of the category, else the only one where either has none."""
        offers = self._offers.get(initiative.id, [])
        key = search_key(category)
        for offer in offers:
            if self._categories.get(offer.category_id, "") == key:
                return offer
        only = offers[0] if len(offers) == 1 else None
        return only if only is not None and (not key or only.category_id is None) else None

    def _is_won(self, initiative: tables.Initiative) -> bool:
        return any(offer.status == OpportunityStatus.WON for offer in self._offers.get(initiative.id, ()))

    def _write_offer(
        self,
        initiative: tables.Initiative,
        known: tables.Opportunity | None,
        given: Mapping[str, Any],
        values: dict[str, Any],
    ) -> bool:
        """Write the opportunity of a row; whether a stored one changed."""
        if known is not None:
            changed = self._ws.opportunities.rewrite(self._step, known, values)
        else:
            lowest = Decimal(str(min(self._ws.method.probabilities)))
            made = {"title": given.get("category") or given["title"], "probability": lowest, **values}
            known, changed = self._ws.opportunities.create(self._step, initiative.id, made), False
            self._offers.setdefault(initiative.id, []).append(known)
        if "category" in given:
            self._categories[known.category_id] = search_key(given["category"])
        return changed
