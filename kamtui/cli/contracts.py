"""`kamtui contract`: contracts with clients, their ends and days of notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import claims, session
from kamtui.cli.options import Json
from kamtui.cli.output import Column
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kamtui.cli.session import Run
    from kamtui.domain.contracts import Contract

Text = str | None


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    text = N_("Contracts with a client, or those in force with all; with a title, add or change one.")
    app.command("contract", cls=cls, help=text)(contract)


def contract(
    context: typer.Context,
    account: Annotated[Text, typer.Argument(metavar="[ACCOUNT]", help=N_("Code, or any part of the name."))] = None,
    title: Annotated[
        Text,
        typer.Argument(metavar="[TITLE]", help=N_("A known one (part of it will do, its number or id), or a new one.")),
    ] = None,
    number: Annotated[Text, typer.Option("--number", metavar="TEXT", help=N_("Its number."))] = None,
    starts: Annotated[Text, typer.Option("--from", metavar="DATE", help=N_("The first day."))] = None,
    ends: Annotated[Text, typer.Option("--until", metavar="DATE", help=N_("The last day; empty: no end."))] = None,
    notice: Annotated[
        int | None, typer.Option("--notice", metavar="DAYS", min=0, max=3650, help=N_("Notice, days before the end."))
    ] = None,
    renews: Annotated[
        bool | None, typer.Option("--renews/--ends", help=N_("Without notice it renews, or ends."))
    ] = None,
    status: Annotated[Text, typer.Option("--status", metavar="WORD", help=N_("active or ended."))] = None,
    note: Annotated[Text, typer.Option("--note", metavar="TEXT", help=N_("Note."))] = None,
    rename: Annotated[Text, typer.Option("--rename", metavar="TEXT", help=N_("A new title."))] = None,
    remove: Annotated[bool, typer.Option("--remove", help=N_("Delete it."))] = False,
    json: Json = False,
) -> None:
    """Add or change the contract that TITLE means, or list."""
    from kamtui.domain.words import ContractStatus
    from kamtui.labels import parse_word

    run = session.of(context)
    contracts = run.workspace.contracts
    if account is None or title is None:
        found = claims.of(contracts, run, account)
        said = _table(run, found, everywhere=account is None)
        run.show(said, [contract_json(one) for one in found] if json else None, as_json=json)
        return
    fields = {
        "number": number,
        "notice_days": notice,
        "renews": renews,
        "status": parse_word(ContractStatus, status) if status else None,
        "note": note,
    }
    fields = claims.given(fields) | claims.days(run, {"starts_on": starts, "ends_on": ends}, past="starts_on")
    one, said = claims.kept(contracts, run.account(account).id, title, fields, rename=rename, remove=remove)
    if said:
        run.report(said, contract_json(one), as_json=json)
    else:
        run.show(_whole(run, one), contract_json(one) if json else None, as_json=json)


def contract_json(one: Contract) -> dict[str, Any]:
    """A contract; `notice_on` is the last day for a notice."""
    return {
        "id": one.id,
        "account": one.account_code,
        "title": one.title,
        "number": one.number or None,
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "notice_days": one.notice_days,
        "notice_on": one.notice_on,
        "renews": one.renews,
        "status": one.status,
        "note": one.note or None,
    }


def _state(run: Run, one: Contract) -> str:
    """What there is to say of it now."""
    from kamtui.domain.today import date_words
    from kamtui.domain.today_claims import contract_words
    from kamtui.labels import label

    if not one.is_active:
        return label(one.status)
    wanted = contract_words(one, run.workspace.method, run.today)
    return wanted or (_("until {day}").format(day=date_words(one.ends_on)) if one.ends_on else _("no end"))


def _table(run: Run, found: Sequence[Contract], *, everywhere: bool) -> str:
    columns = [Column(_("Number"), least=6, rank=1), Column(_("State"), least=16)]
    none = _("no contracts in force") if everywhere else _("no contracts yet")
    return claims.table(found, columns, lambda one: [one.number, _state(run, one)], everywhere=everywhere, none=none)


def _whole(run: Run, one: Contract) -> str:
    """One contract with all that is known of it."""
    from kamtui.domain.today import date_words

    facts = [
        (_("State"), _state(run, one)),
        (_("Number"), one.number),
        (_("From"), date_words(one.starts_on) if one.starts_on else ""),
        (_("Ends"), date_words(one.ends_on) if one.ends_on else ""),
        (_("Notice until"), date_words(one.notice_on) if one.notice_on and one.notice_days else ""),
        (_("Without notice"), _("it renews") if one.renews else _("it ends")),
        (_("Note"), one.note),
    ]
    return claims.whole(one.title, facts)
