"""The form of an account, for a new one and for an existing one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.accounts import Account
from kamtui.domain.today import written_day
from kamtui.domain.words import Category
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.dialogs.form import Field, FormDialog

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp


def account_form(kam: KamApp, account: Account | None = None, then: Callable[[Account], None] | None = None) -> None:
    """Open the form; on saving, `then` gets the account."""
    workspace = kam.workspace
    known = account or Account(id="", code="", name="", owner=workspace.login if account is None else None)
    users = [(user.login, user.name) for user in workspace.users.all()]
    accounts = [(code, name) for code, name, key in workspace.accounts.refs() if key != known.id]
    fields = [
        Field("name", _("Name"), value=known.name),
        Field("code", _("Code"), value=known.code, hint=_("empty: made from the name")),
        Field(
            "category",
            _("Category"),
            "choice",
            known.category.value if known.category else None,
            ((None, "–"), *((c.value, f"{c.value} {label(c)}") for c in Category)),
        ),
        Field("owner", _("KAM"), "choice", known.owner, ((None, "–"), *users)),
        Field("deputy", _("Deputy"), "choice", known.deputy, ((None, "–"), *users)),
        Field("parent", _("Parent account"), "choice", known.parent, ((None, "–"), *accounts)),
        Field("industry", _("Industry"), value=known.industry),
        Field("region", _("Region"), value=known.region),
        Field(
            "since",
            _("Client since"),
            value=written_day(known.since) if known.since else "",
            hint=written_day(date(2020, 5, 31)),
        ),
        Field(
            "strategic",
            _("Strategic importance"),
            "choice",
            known.strategic,
            ((None, "–"), *((mark, str(mark)) for mark in range(6))),
        ),
        Field(
            "cadence_days",
            _("Touch every … days"),
            value=str(known.cadence_days or ""),
            hint=_("empty: by the level of the contact"),
        ),
        Field("note", _("Note"), "long", known.note),
    ]

    def save(values: dict[str, object]) -> Account:
        if account is None:
            return workspace.accounts.add(**values)
        return workspace.accounts.change(account.id, account.version, **values)

    title = _("New account") if account is None else account.name
    draft = f"account:{known.id or 'new'}"
    overwrite = (lambda changed: workspace.accounts.change(account.id, **changed)) if account else None
    kam.open(FormDialog(title, fields, save, draft=draft, overwrite=overwrite, entities={"account"}), then)
