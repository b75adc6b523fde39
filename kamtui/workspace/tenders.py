"""Tenders: added with their dates, taken from state to state, won or lost and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kamtui.db import tenders as reads
from kamtui.domain import tenders as rules
from kamtui.domain.tenders import Tender
from kamtui.domain.text import resolve
from kamtui.domain.words import TenderStatus
from kamtui.errors import InvalidValue, NotFound, Refused
from kamtui.i18n import _
from kamtui.workspace.base import Feature, apply

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.domain.initiatives import Opportunity


class Tenders(Feature):
    """`workspace.tenders`."""

    def of(self, account_id: str) -> list[Tender]:
        """Tenders of an account: open ones by their next day, then those that have ended."""
        return reads.of_account(self._reader, account_id)

    def all(self, open_only: bool = False) -> list[Tender]:
        """Tenders of all accounts in the same order."""
        found = reads.everywhere(self._reader)
        return [one for one in found if one.is_open] if open_only else found

    def get(self, tender_id: str) -> Tender:
        """One tender. Raises NotFound."""
        found = reads.tender(self._reader, tender_id)
        if found is None:
            raise NotFound(_("tender"), tender_id)
        return found

    def find(self, account_id: str, ref: str) -> Tender:
        """The tender by id, by the end of it as printed, or by part of its title. Raises NotFound or Ambiguous."""
        known = reads.titles(self._reader, account_id)
        exact = next((key for key, _title in known if key == ref.strip()), None)
        return self.get(exact or resolve(ref, [(key[-6:], title, key) for key, title in known], _("tender")))

    def add(self, account_id: str, **fields: object) -> Tender:
        """Add a tender; fields of `inputs_claims.TenderInput`. It is the user's unless `owner` says otherwise.

        Raises InvalidFields, InvalidValue (dates out of order, an end without a reason), NotFound.
        """
        from kamtui.db import tables
        from kamtui.workspace.inputs import validated
        from kamtui.workspace.inputs_claims import TenderInput

        values = validated(TenderInput, {"title": "", **fields})
        with self._ws.step("tender.add", values["title"]) as step:
            step.get(tables.Account, account_id, _("account"))
            row = tables.Tender(account_id=account_id, title=values["title"], owner_id=step.user.id)
            self._write(step, row, values)
            step.session.add(row)
            step.session.flush()
        return self.get(row.id)

    def change(self, tender_id: str, version: int | None = None, **fields: object) -> Tender:
        """Change some fields; won, lost, called off and no bid are `status` with a `reason`.

        Raises InvalidFields, InvalidValue, NotFound, Conflict.
        """
        from kamtui.workspace.inputs import validated
        from kamtui.workspace.inputs_claims import TenderInput

        values = validated(TenderInput, fields, partial=True)
        with self._ws.step("tender.change") as step:
            row = self._seen(step, tender_id, version)
            self._write(step, row, values)
            step.subject = row.title
        return self.get(tender_id)

    def advance(self, tender_id: str, version: int | None = None) -> Tender:
        """To its next state: announced, in preparation, submitted. Raises Refused past that: the client decides."""
        with self._ws.step("tender.change") as step:
            row = self._seen(step, tender_id, version)
            now = self.get(tender_id)
            if now.next_status is None:
                raise Refused(_("“{title}” is submitted: say whether it was won or lost").format(title=row.title))
            apply(row, {"status": now.next_status})
        return self.get(tender_id)

    def win_opportunity(self, tender_id: str) -> Opportunity:
        """Win the opportunity of a won tender too; never done by itself, for the amounts may differ.

        Raises Refused when the tender is not won or has no opportunity that is still open.
        """
        one = self.get(tender_id)
        if one.status is not TenderStatus.WON:
            raise Refused(_("“{title}” is not won").format(title=one.title))
        if one.opportunity_id is None or not one.opportunity_open:
            raise Refused(_("“{title}” has no open opportunity").format(title=one.title))
        return self._ws.opportunities.win(one.opportunity_id, reason=one.reason)

    def remove(self, tender_id: str, version: int | None = None) -> None:
        """Delete a tender; its opportunity stays. Raises NotFound, Conflict."""
        with self._ws.step("tender.delete") as step:
            step.session.delete(self._seen(step, tender_id, version))

    def forget_opportunity(self, step: Step, opportunity_id: str) -> None:
        """Within the step that deletes an opportunity: its tenders stay without it."""
        from sqlmodel import select

        from kamtui.db.tables import Tender as Row

        for row in step.session.exec(select(Row).where(Row.opportunity_id == opportunity_id)).all():
            row.opportunity_id = None

    def _seen(self, step: Step, tender_id: str, version: int | None) -> tables.Tender:
        from kamtui.db import tables

        row = step.get(tables.Tender, tender_id, _("tender"))
        step.check_version(row, version, row.title)
        step.subject = row.title
        return row

    def _write(self, step: Step, row: tables.Tender, values: Mapping[str, Any]) -> None:
        """Write validated fields after checking that they fit together. Raises InvalidValue, NotFound."""
        from kamtui.db import tables
        from kamtui.workspace.users import user_id

        plain = dict(values)
        if "owner" in plain:
            plain["owner_id"] = user_id(step, plain.pop("owner"), "owner")
        if "opportunity_id" in plain:
            plain["opportunity_id"] = plain["opportunity_id"] or None
        if plain.get("opportunity_id"):
            offer = step.get(tables.Opportunity, plain["opportunity_id"], _("opportunity"))
            if offer.account_id != row.account_id:
                raise InvalidValue("opportunity_id", offer.title, reason=_("belongs to another account"))
        rules.check({name: plain.get(name, getattr(row, name)) for name in (*rules.DATES, "status", "reason")})
        apply(row, plain)
