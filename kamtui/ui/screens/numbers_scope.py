"""Whose numbers are shown: one's own, those of somebody else, of one account, or of all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kamtui.domain.numbers import Scope
from kamtui.i18n import _
from kamtui.ui.dialogs.pick import Choice, PickDialog
from kamtui.ui.glyphs import G

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp


def choose_scope(kam: KamApp, now: Scope, then: Callable[[Scope], None]) -> None:
    """Pick whose numbers are shown."""
    workspace = kam.workspace
    owners = {row.account.owner for row in workspace.accounts.rows()}
    known: dict[str, Scope] = {"all": Scope()}
    choices = [Choice("all", _("all accounts"), _mark(now == Scope()))]
    for user in workspace.users.all():
        if user.login in owners:
            known[f"owner:{user.login}"] = scope = Scope(owner=user.login)
            choices.append(Choice(f"owner:{user.login}", user.name, _mark(now == scope, _("owner")), user.login))
    for code, name, key in workspace.accounts.refs():
        known[f"account:{key}"] = scope = Scope(account_id=key)
        choices.append(Choice(f"account:{key}", name, _mark(now == scope, _("account")), code))
    kam.open(PickDialog(_("Whose numbers?"), choices), lambda chosen: then(known[chosen]))


def _mark(chosen: bool, kind: str = "") -> str:
    return f"{G.check} {kind}".strip() if chosen else kind
