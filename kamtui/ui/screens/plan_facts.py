"""What the data say to each block of a plan, beside what the KAM writes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamtui.domain.contacts import is_key_player
from kamtui.domain.money import format_amount, format_share
from kamtui.domain.words import ContactStatus
from kamtui.i18n import _, language
from kamtui.labels import label

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

Fact = tuple[str, str, str]  # label, text, style


def block_facts(workspace: Workspace, account_id: str, number: int) -> list[Fact]:
    """Facts for a block: label, text, style. Empty where the data say nothing yet."""
    make = {1: _profile, 2: _map, 3: _potential, 6: _goals}.get(number)
    return make(workspace, account_id) if make else []


def _profile(workspace: Workspace, account_id: str) -> list[Fact]:
    row = workspace.accounts.row(account_id)
    account, lang, currency = row.account, language(), workspace.method.currency
    facts: list[Fact] = []
    if account.category:
        facts.append((_("category"), f"{account.category.value} {label(account.category)}", "text"))
    where = ", ".join(part for part in (account.industry, account.region) if part)
    if where:
        facts.append((_("industry, region"), where, "text"))
    if account.units:
        facts.append((_("units"), ", ".join(unit.name for unit in account.units), "text"))
    if account.legal_entities:
        names = ", ".join(f"{e.name} ({e.inn})" if e.inn else e.name for e in account.legal_entities)
        facts.append((_("legal entities"), names, "text"))
    if row.revenue_12m is not None:
        margin = format_amount(row.margin_12m, lang, short=True)
        text = _("{revenue} {currency} in 12 months, margin {margin}").format(
            revenue=format_amount(row.revenue_12m, lang, short=True), currency=currency, margin=margin
        )
        facts.append((_("revenue"), text, "text"))
    return facts


def _map(workspace: Workspace, account_id: str) -> list[Fact]:
    found = workspace.contacts.map(account_id)
    people = [c for c in found.contacts if c.status is not ContactStatus.LEFT]
    known = [c for c in people if not c.placeholder]
    facts: list[Fact] = [
        (
            _("people"),
            _("{known} known, {wanted} to meet").format(known=len(known), wanted=len(people) - len(known)),
            "text",
        ),
        (_("map quality"), _("{quality} of 3").format(quality=found.quality.value or 0), "text"),
    ]
    key = ", ".join(c.name for c in known if is_key_player(c))
    if key:
        facts.append((_("key players"), key, "text"))
    if found.missing_roles:
        facts.append((_("missing"), ", ".join(label(role) for role in found.missing_roles), "warn"))
    if found.single_thread:
        facts.append((_("risk"), "; ".join(found.single_thread), "warn"))
    return facts


def _potential(workspace: Workspace, account_id: str) -> list[Fact]:
    row = workspace.accounts.row(account_id)
    if row.revenue_12m is None:
        return []
    lang = language()
    text = f"{format_amount(row.revenue_12m, lang, short=True)} {workspace.method.currency}"
    return [(_("our 12 months"), text, "text")]


def _goals(workspace: Workspace, account_id: str) -> list[Fact]:
    checklist = workspace.progress.of(account_id)
    facts: list[Fact] = [(_("progress"), format_share(checklist.share.value), "text")]
    planned, done = checklist.quarter
    if planned:
        text = _("{done} of {planned} planned for this quarter are done").format(done=done, planned=planned)
        facts.append((_("this quarter"), text, "text"))
    targets = [c.name for c in workspace.contacts.of(account_id, left=False) if c.placeholder]
    if targets:
        facts.append((_("to meet"), ", ".join(targets), "text"))
    return facts
