"""`kamtui accounts`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from kamtui.cli import output, session
from kamtui.cli.options import Json, Why
from kamtui.cli.output import Column
from kamtui.i18n import N_, _, language, pgettext

if TYPE_CHECKING:
    from kamtui.domain.accounts import AccountRow
    from kamtui.domain.explained import Explained


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    app.command("accounts", cls=cls, help=N_("The key accounts with their figures."))(accounts)


def accounts(context: typer.Context, json: Json = False, why: Why = False) -> None:
    """Print a line per account."""
    run = session.of(context)
    rows = run.workspace.accounts.rows()
    reasons = {row.account.id: explained(row, run) for row in rows} if why else {}
    if json:
        output.emit_json([{**as_json(row), **({"why": reasons[row.account.id]} if why else {})} for row in rows])
        return
    output.emit(_table(rows, run) if rows else _("No accounts yet; `kamtui import accounts FILE` brings them in."))
    for row in rows:
        for name, figure in reasons.get(row.account.id, {}).items():
            output.emit("\n" + output.explanation(f"{row.account.name}, {_title(name)}", figure))


def as_json(row: AccountRow) -> dict[str, Any]:
    """A row as the contract names it."""
    account, step = row.account, row.next_step
    return {
        "code": account.code,
        "name": account.name,
        "category": account.category,
        "owner": account.owner,
        "deputy": account.deputy,
        "revenue_12m": row.revenue_12m,
        "margin_12m": row.margin_12m,
        "revenue_share": row.revenue_share,
        "ltv": row.ltv,
        "score": row.score,
        "wallet_share": row.wallet_share,
        "progress": row.progress,
        "map_quality": row.map_quality,
        "last_touch": row.last_touch,
        "next_step": step.title if step else None,
        "next_step_due": step.due if step else None,
        "alerts": [{"kind": alert.kind, "text": alert.text} for alert in row.alerts],
    }


def explained(row: AccountRow, run: session.Run) -> dict[str, Explained[Any]]:
    """The figures of a row that follow from others, with their facts."""
    from kamtui.domain.accounts import revenue_share

    workspace, key = run.workspace, row.account.id
    return {
        "revenue_share": revenue_share(row.revenue_12m, workspace.method, workspace.sales.total_12m()),
        "wallet_share": workspace.wallet.share(key),
        "progress": workspace.progress.of(key).share,
        "map_quality": workspace.contacts.map(key).quality,
        "falling_orders": workspace.sales.falling(key),
    }


def _title(figure: str) -> str:
    return {
        "revenue_share": _("share of revenue"),
        "wallet_share": _("share of the wallet"),
        "progress": _("progress"),
        "map_quality": _("map quality"),
        "falling_orders": _("falling orders"),
    }[figure]


def _table(rows: list[AccountRow], run: session.Run) -> str:
    from kamtui.domain.money import DASH, format_amount, format_share
    from kamtui.domain.today import ago_words
    from kamtui.labels import label

    columns = (
        Column(_("Code"), least=8),
        Column(_("Name"), least=15),
        Column(_("Cat"), rank=1),
        Column(_("Revenue"), right=True),
        Column(_("Margin"), right=True, rank=4),
        Column(_("Share"), right=True, rank=5),
        Column(_("Wallet"), right=True, rank=2),
        Column(pgettext("share", "Progress"), right=True),
        Column(_("Map"), right=True, rank=1),
        Column(_("Touch"), right=True),
        Column(_("Next step"), least=16, rank=3),
        Column(_("Alerts"), least=13),
    )
    lines = []
    for row in rows:
        account = row.account
        lines.append(
            (
                account.code,
                account.name,
                account.category or DASH,
                format_amount(row.revenue_12m, language(), short=True),
                format_amount(row.margin_12m, language(), short=True),
                format_share(row.revenue_share),
                format_share(row.wallet_share),
                format_share(row.progress),
                str(row.map_quality),
                ago_words(row.last_touch, run.today, short=True) if row.last_touch else DASH,
                row.next_step.title if row.next_step else DASH,
                ", ".join(label(alert.kind) for alert in row.alerts) or DASH,
            )
        )
    return output.table(columns, lines)
