"""Import of initiatives: a row is an initiative of an account, known by its title; with an amount, its offer too."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamtui.domain.text import search_key
from kamtui.domain.when import find_quarter
from kamtui.domain.words import OpportunityStatus
from kamtui.errors import InvalidValue
from kamtui.exchange.records import Record
from kamtui.exchange.report import ERROR, SKIP, Reject
from kamtui.i18n import _
from kamtui.workspace.contact_writes import category_id
from kamtui.workspace.import_names import name_key
from kamtui.workspace.import_rows import RowImport

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.workspace import Workspace
    from kamtui.workspace.imports import Source

_OFFERED = ("category", "probability", "quarter", "competitor")
_DECIDED = (OpportunityStatus.WON, OpportunityStatus.LOST)


class InitiativeImport(RowImport):
    """One import of initiatives with their opportunities within a step."""

    def __init__(self, ws: Workspace, step: Step, source: Source, rejects: list[Reject]) -> None:
        from sqlmodel import select

        from kamtui.db import tables

        super().__init__(ws, step, source, rejects)
        session = step.session
        self._initiatives: dict[tuple[str, str], tables.Initiative] = {}
        self._ends: dict[str, int] = {}  # the last position by account
        for row in session.exec(select(tables.Initiative).order_by(tables.Initiative.id)):
            self._initiatives.setdefault((row.account_id, name_key(row.title)), row)
            self._ends[row.account_id] = max(self._ends.get(row.account_id, -1), row.position)
        self._offers: dict[str, list[tables.Opportunity]] = {}
        for offer in session.exec(select(tables.Opportunity).order_by(tables.Opportunity.id)):
            self._offers.setdefault(offer.initiative_id, []).append(offer)
        categories = session.exec(select(tables.ProductCategory)).all()
        self._categories: dict[str, str | None] = {row.search_key: row.id for row in categories}

    def take(self, record: Record) -> int:
        """See RowImport."""
        given = record.values
        initiative, offer = self._initiative_values(given), self._offer_values(given)
        account_id = self._account(given)
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
            self._make_account(account_id)
            end = self._ends[account_id] = self._ends.get(account_id, -1) + 1
            row = self._ws.initiatives.make(self._step, account_id, initiative, end)
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
        wanted = self._categories.get(key) if key else None
        for offer in offers:
            if offer.category_id == wanted and (wanted or not key):
                return offer
        only = offers[0] if len(offers) == 1 else None
        return only if only is not None and (not key or only.category_id is None) else None

    def _category(self, name: str) -> str | None:
        """Id of the category of this name, made when there is none; None for none."""
        key = search_key(name)
        if key and key not in self._categories:
            self._categories[key] = category_id(self._step, name)
        return self._categories[key] if key else None

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
        if "category" in values:
            values = {**values, "category_id": self._category(values["category"])}
            del values["category"]
        if known is not None:
            return self._ws.opportunities.rewrite(self._step, known, values)
        lowest = Decimal(str(min(self._ws.method.probabilities)))
        made = {"title": given.get("category") or given["title"], "probability": lowest, **values}
        others = self._offers.setdefault(initiative.id, [])
        place = 1 + max((offer.position for offer in others), default=-1)
        others.append(self._ws.opportunities.make(self._step, initiative, made, place))
        return False
