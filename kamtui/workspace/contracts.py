"""Contracts with clients: added, changed, ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamtui.db import contracts as reads
from kamtui.domain import contracts as rules
from kamtui.domain.contracts import Contract
from kamtui.domain.text import resolve
from kamtui.errors import NotFound
from kamtui.i18n import _
from kamtui.workspace.base import Feature, apply

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step


class Contracts(Feature):
    """`workspace.contracts`."""

    def of(self, account_id: str) -> list[Contract]:
        """Contracts of an account: those in force first, the next to end before the others."""
        return reads.of_account(self._reader, account_id)

    def all(self, open_only: bool = False) -> list[Contract]:
        """Contracts of all accounts in the same order; with `open_only` those in force."""
        found = reads.everywhere(self._reader)
        return [one for one in found if one.is_active] if open_only else found

    def ending(self, account_ids: Sequence[str] | None = None) -> dict[str, list[Contract]]:
        """Contracts in force that have an end, by account: of these (None: of all)."""
        found: dict[str, list[Contract]] = {}
        for one in reads.ending(self._reader, account_ids):
            found.setdefault(one.account_id, []).append(one)
        return found

    def get(self, contract_id: str) -> Contract:
        """One contract. Raises NotFound."""
        found = reads.contract(self._reader, contract_id)
        if found is None:
            raise NotFound(_("contract"), contract_id)
        return found

    def find(self, account_id: str, ref: str) -> Contract:
        """The contract by id, by the end of it as printed, by number, or by part of its title.

        Raises NotFound or Ambiguous.
        """
        known = reads.titles(self._reader, account_id)
        exact = [key for key, number, _title in known if ref.strip() in (key, number)]
        if len(exact) == 1:
            return self.get(exact[0])
        return self.get(resolve(ref, [(key[-6:], title, key) for key, _number, title in known], _("contract")))

    def add(self, account_id: str, **fields: object) -> Contract:
        """Add a contract; fields of `inputs_claims.ContractInput`. Raises InvalidFields, InvalidValue, NotFound."""
        from kamtui.db import tables
        from kamtui.workspace.inputs import validated
        from kamtui.workspace.inputs_claims import ContractInput

        values = validated(ContractInput, {"title": "", **fields})
        with self._ws.step("contract.add", values["title"]) as step:
            step.get(tables.Account, account_id, _("account"))
            row = tables.Contract(account_id=account_id, title=values["title"])
            _write(row, values)
            step.session.add(row)
            step.session.flush()
        return self.get(row.id)

    def change(self, contract_id: str, version: int | None = None, **fields: object) -> Contract:
        """Change some fields. Raises InvalidFields, InvalidValue, NotFound, Conflict."""
        from kamtui.workspace.inputs import validated
        from kamtui.workspace.inputs_claims import ContractInput

        values = validated(ContractInput, fields, partial=True)
        with self._ws.step("contract.change") as step:
            row = self._seen(step, contract_id, version)
            _write(row, values)
            step.subject = row.title
        return self.get(contract_id)

    def remove(self, contract_id: str, version: int | None = None) -> None:
        """Delete a contract. Raises NotFound, Conflict."""
        with self._ws.step("contract.delete") as step:
            step.session.delete(self._seen(step, contract_id, version))

    def _seen(self, step: Step, contract_id: str, version: int | None) -> tables.Contract:
        from kamtui.db import tables

        row = step.get(tables.Contract, contract_id, _("contract"))
        step.check_version(row, version, row.title)
        step.subject = row.title
        return row


def _write(row: tables.Contract, values: Mapping[str, Any]) -> None:
    """Write validated fields after checking that they fit together. Raises InvalidValue."""
    rules.check_days(values.get("starts_on", row.starts_on), values.get("ends_on", row.ends_on))
    apply(row, values)
