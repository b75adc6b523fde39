"""What was learnt from clients: the use of the product, and insights on their way through our departments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kamtui.db import findings as reads
from kamtui.domain.findings import Finding, completed, next_step
from kamtui.domain.words import FindingKind
from kamtui.errors import InvalidValue, NotFound
from kamtui.i18n import _
from kamtui.workspace.base import Feature, apply

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step

_DAYS = ("department", "asked_on", "answer", "answered_on", "told_on")


class Findings(Feature):
    """`workspace.findings`."""

    def of(self, account_id: str) -> list[Finding]:
        """Findings of an account, newest first."""
        return reads.findings(self._reader, account_id)

    def all(self, waiting: bool = False) -> list[Finding]:
        """Findings of all accounts, newest first; `waiting`: insights that are not told to the client yet."""
        found = reads.findings(self._reader)
        return [one for one in found if next_step(one)] if waiting else found

    def of_touch(self, touch_id: str) -> list[Finding]:
        """What was learnt at a touch."""
        return reads.of_touch(self._reader, touch_id)

    def get(self, finding_id: str) -> Finding:
        """One finding. Raises NotFound."""
        found = reads.finding(self._reader, finding_id)
        if found is None:
            raise NotFound(_("finding"), finding_id)
        return found

    def add(self, account_id: str, *, kind: FindingKind | str, text: str, **fields: object) -> Finding:
        """Note what was learnt; `fields` of `inputs.FindingInput`: `unit` is a name, made when new.

        A department named was asked today, an answer came today, unless the days are given. Raises InvalidFields,
        InvalidValue (days in the future or out of order, a touch of another account).
        """
        from kamtui.db import tables
        from kamtui.workspace.inputs import FindingInput, validated

        values = validated(FindingInput, {"kind": kind, "text": text, **fields})
        with self._ws.step("finding.add") as step:
            step.get(tables.Account, account_id, _("account"))
            row = tables.Finding(account_id=account_id, kind=values["kind"].value, text=values["text"])
            self._write(step, row, values)
            step.session.add(row)
            step.subject = _title(row)
        return self.get(row.id)

    def change(self, finding_id: str, version: int | None = None, **fields: object) -> Finding:
        """Change some fields. Raises InvalidFields, InvalidValue, NotFound, Conflict."""
        from kamtui.workspace.inputs import FindingInput, validated

        values = validated(FindingInput, fields, partial=True)
        with self._ws.step("finding.change") as step:
            row = self._seen(step, finding_id, version)
            self._write(step, row, values)
            step.subject = _title(row)
        return self.get(finding_id)

    def remove(self, finding_id: str, version: int | None = None) -> None:
        """Delete a finding. Raises NotFound, Conflict."""
        with self._ws.step("finding.delete") as step:
            row = self._seen(step, finding_id, version)
            step.subject = _title(row)
            step.session.delete(row)

    def _seen(self, step: Step, finding_id: str, version: int | None) -> tables.Finding:
        from kamtui.db import tables

        row = step.get(tables.Finding, finding_id, _("finding"))
        step.check_version(row, version, _title(row))
        return row

    def _write(self, step: Step, row: tables.Finding, values: Mapping[str, Any]) -> None:
        from kamtui.db import tables
        from kamtui.workspace.contact_writes import unit_id

        plain = completed(dict(values), {name: getattr(row, name) for name in _DAYS}, self._ws.today_date)
        touch_id = plain.get("touch_id")
        if touch_id and step.get(tables.Touch, touch_id, _("touch")).account_id != row.account_id:
            raise InvalidValue("touch_id", touch_id, reason=_("belongs to another account"))
        if "unit" in plain:
            plain["unit_id"] = unit_id(step, row.account_id, plain.pop("unit"))
        apply(row, plain)


def _title(row: tables.Finding) -> str:
    return row.text.split("\n", 1)[0][:200]
