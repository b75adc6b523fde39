"""`kamtui tender`: tenders of clients, their days and how they ended."""

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
    from kamtui.domain.tenders import Tender

Text = str | None


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    text = N_("Tenders of a client, or open ones of all; with a title, add or change one, say how it ended.")
    app.command("tender", cls=cls, help=text)(tender)


def tender(
    context: typer.Context,
    account: Annotated[Text, typer.Argument(metavar="[ACCOUNT]", help=N_("Code, or any part of the name."))] = None,
    title: Annotated[
        Text, typer.Argument(metavar="[TITLE]", help=N_("A known one (part of it will do, or its id), or a new one."))
    ] = None,
    platform: Annotated[Text, typer.Option("--platform", metavar="TEXT", help=N_("Where it is held."))] = None,
    announced: Annotated[Text, typer.Option("--announced", metavar="DATE", help=N_("The day it was announced."))] = (
        None
    ),
    questions: Annotated[Text, typer.Option("--questions", metavar="DATE", help=N_("Questions until."))] = None,
    submit: Annotated[Text, typer.Option("--submit", metavar="DATE", help=N_("Bids until."))] = None,
    decision: Annotated[Text, typer.Option("--decision", metavar="DATE", help=N_("When the client decides."))] = None,
    criteria: Annotated[Text, typer.Option("--criteria", metavar="TEXT", help=N_("What decides."))] = None,
    competitors: Annotated[Text, typer.Option("--competitors", metavar="NAMES", help=N_("Against whom."))] = None,
    opportunity: Annotated[
        Text, typer.Option("--opportunity", metavar="TITLE", help=N_("Our opportunity in it."))
    ] = None,
    owner: Annotated[Text, typer.Option("--owner", metavar="LOGIN", help=N_("Who of us sees to it."))] = None,
    status: Annotated[
        Text,
        typer.Option(
            "--status", metavar="WORD", help=N_("announced, preparing, submitted, won, lost, cancelled or no_bid.")
        ),
    ] = None,
    reason: Annotated[Text, typer.Option("--reason", metavar="TEXT", help=N_("Why it ended so."))] = None,
    win: Annotated[
        bool, typer.Option("--win-opportunity", help=N_("Won, and its opportunity is won with it."))
    ] = False,
    note: Annotated[Text, typer.Option("--note", metavar="TEXT", help=N_("Note."))] = None,
    rename: Annotated[Text, typer.Option("--rename", metavar="TEXT", help=N_("A new title."))] = None,
    remove: Annotated[bool, typer.Option("--remove", help=N_("Delete it."))] = False,
    json: Json = False,
) -> None:
    """Add or change the tender that TITLE means, or list."""
    from kamtui.domain.words import TenderStatus
    from kamtui.labels import parse_word

    run = session.of(context)
    tenders = run.workspace.tenders
    if account is None or title is None:
        found = claims.of(tenders, run, account)
        said = _table(run, found, everywhere=account is None)
        run.show(said, [tender_json(one) for one in found] if json else None, as_json=json)
        return
    client = run.account(account)
    fields = claims.given(
        {
            "platform": platform,
            "criteria": criteria,
            "competitors": competitors,
            "owner": owner,
            "status": parse_word(TenderStatus, status) if status else TenderStatus.WON if win else None,
            "reason": reason,
            "note": note,
        }
    )
    days = {"announced_on": announced, "questions_until": questions, "submit_until": submit, "decision_on": decision}
    fields |= claims.days(run, days, past="announced_on")
    if opportunity is not None:
        offers = run.workspace.opportunities
        fields["opportunity_id"] = offers.find(client.id, opportunity).id if opportunity.strip() else None
    with run.workspace.together("opportunity.won"):
        one, said = claims.kept(tenders, client.id, title, fields, rename=rename, remove=remove)
        if win and not remove:
            tenders.win_opportunity(one.id)
            one = tenders.get(one.id)
    if said:
        run.report(said, tender_json(one), as_json=json)
    else:
        run.show(_whole(one), tender_json(one) if json else None, as_json=json)


def tender_json(one: Tender) -> dict[str, Any]:
    """A tender."""
    return {
        "id": one.id,
        "account": one.account_code,
        "title": one.title,
        "status": one.status,
        "platform": one.platform or None,
        "announced_on": one.announced_on,
        "questions_until": one.questions_until,
        "submit_until": one.submit_until,
        "decision_on": one.decision_on,
        "criteria": one.criteria or None,
        "competitors": one.competitors or None,
        "opportunity": one.opportunity or None,
        "owner": one.owner,
        "reason": one.reason or None,
        "note": one.note or None,
    }


def _table(run: Run, found: Sequence[Tender], *, everywhere: bool) -> str:
    from kamtui.domain.tenders import next_date
    from kamtui.domain.today import day_words
    from kamtui.labels import label

    def cells(one: Tender) -> list[str]:
        coming = next_date(one, run.today)
        said = f"{coming.words}: {day_words(coming.day, run.today)}" if coming else one.reason
        return [label(one.status), said]

    columns = [Column(_("Status")), Column(_("Next"), least=12)]
    none = _("no open tenders") if everywhere else _("no tenders yet")
    return claims.table(found, columns, cells, everywhere=everywhere, none=none)


def _whole(one: Tender) -> str:
    """One tender with all that is known of it."""
    from kamtui.domain.tenders import DATES, date_names
    from kamtui.domain.today import date_words
    from kamtui.labels import label

    names = date_names()
    facts = [
        (_("Status"), label(one.status)),
        *((names[field], date_words(day) if (day := getattr(one, field)) else "") for field in DATES),
        (_("Platform"), one.platform),
        (_("Criteria"), one.criteria),
        (_("Competitors"), one.competitors),
        (_("Opportunity"), one.opportunity),
        (_("Owner"), one.owner_name),
        (_("Why"), one.reason),
        (_("Note"), one.note),
    ]
    return claims.whole(one.title, facts)
