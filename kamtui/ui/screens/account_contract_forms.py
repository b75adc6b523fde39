"""The form of a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kamtui.domain.contracts import Contract
from kamtui.domain.words import ContractStatus
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.screens.account_claims import day_field, read_days

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

ENTITIES = frozenset({"contract"})
_DAYS = ("starts_on", "ends_on")


def contract_form(workspace: Workspace, account_id: str, contract: Contract | None = None) -> FormDialog[Contract]:
    """What it is about, from when to when, and what happens at its end."""
    contracts, today = workspace.contracts, workspace.today_date
    start = contract or Contract("", account_id, "", "", "")
    fields = [
        Field("title", _("Contract"), value=start.title, hint=_("what it is about")),
        Field("number", _("Number"), value=start.number),
        day_field("starts_on", _("From"), start.starts_on, today, past=True),
        day_field("ends_on", _("Ends"), start.ends_on, today),
        Field(
            "notice_days",
            _("Days of notice"),
            value=str(start.notice_days or ""),
            hint=_("how long before the end notice has to be given"),
        ),
        Field(
            "renews",
            _("Without notice"),
            "choice",
            start.renews,
            ((False, _("it ends")), (True, _("it renews"))),
        ),
        Field("status", _("Status"), "choice", start.status, tuple((one, label(one)) for one in ContractStatus)),
        Field("note", _("Note"), "long", start.note),
    ]
    given = {field.name: field.value for field in fields}

    def read(values: dict[str, Any]) -> dict[str, Any]:
        return read_days(values, _DAYS, today, past=_DAYS[:1])

    def save(values: dict[str, Any]) -> Contract:
        if contract is None:
            return contracts.add(account_id, **read(values))
        changed = {name: value for name, value in values.items() if value != given[name]}
        return contracts.change(contract.id, contract.version, **read(changed))

    return FormDialog(
        _("Contract"),
        fields,
        save,
        draft=f"contract:{start.id or account_id}",
        overwrite=(lambda changed: contracts.change(start.id, None, **read(changed))) if contract else None,
        entities=ENTITIES,
    )
