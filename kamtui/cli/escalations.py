"""`kamtui escalation`: claims that ordinary service could not solve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import claims, options, session
from kamtui.cli.options import Json
from kamtui.cli.output import Column
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kamtui.cli.session import Run
    from kamtui.domain.escalations import Escalation

Text = str | None


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    text = N_("Escalations of a client, or open ones of all; with a title, open one, solve it, confirm it.")
    app.command("escalation", cls=cls, help=text)(escalation)


def escalation(
    context: typer.Context,
    account: Annotated[Text, typer.Argument(metavar="[ACCOUNT]", help=N_("Code, or any part of the name."))] = None,
    title: Annotated[
        Text, typer.Argument(metavar="[TITLE]", help=N_("A known one (part of it will do, or its id), or a new one."))
    ] = None,
    severity: Annotated[
        Text, typer.Option("--severity", metavar="WORD", help=N_("normal, high or critical; sets the SLA."))
    ] = None,
    person: Annotated[Text, typer.Option("--person", metavar="NAME", help=N_("The contact who raised it."))] = None,
    owner: Annotated[Text, typer.Option("--owner", metavar="LOGIN", help=N_("Who of us sees to it."))] = None,
    ours: Annotated[
        list[str] | None,
        typer.Option(
            "--with", metavar="NAME", help=N_("One of our people: `name, department`; may be repeated, replaces all.")
        ),
    ] = None,
    opened: Annotated[
        Text, typer.Option("--opened", metavar="MOMENT", help=N_("When it was raised: `yesterday 16:00`; else now."))
    ] = None,
    note: Annotated[Text, typer.Option("--note", metavar="TEXT", help=N_("Note."))] = None,
    cause: Annotated[Text, typer.Option("--cause", metavar="TEXT", help=N_("Why it happened."))] = None,
    resolution: Annotated[Text, typer.Option("--resolution", metavar="TEXT", help=N_("How it was solved."))] = None,
    resolve: Annotated[
        bool, typer.Option("--resolve", help=N_("It is solved; needs --cause and --resolution."))
    ] = False,
    confirm: Annotated[bool, typer.Option("--confirm", help=N_("The client has confirmed the solution."))] = False,
    by: Annotated[Text, typer.Option("--by", metavar="NAME", help=N_("The contact who confirmed it."))] = None,
    on: Annotated[Text, typer.Option("--on", metavar="DATE", help=N_("The day it was confirmed."))] = None,
    reopen: Annotated[bool, typer.Option("--reopen", help=N_("It is open again."))] = False,
    rename: Annotated[Text, typer.Option("--rename", metavar="TEXT", help=N_("A new title."))] = None,
    remove: Annotated[bool, typer.Option("--remove", help=N_("Delete it."))] = False,
    json: Json = False,
) -> None:
    """Open or change the escalation that TITLE means, or list."""
    from kamtui.domain.words import Severity
    from kamtui.labels import parse_word

    act = options.one_of({"--resolve": resolve, "--confirm": confirm, "--reopen": reopen, "--remove": remove})
    run = session.of(context)
    escalations = run.workspace.escalations
    if account is None or title is None:
        found = claims.of(escalations, run, account)
        said = _table(found, everywhere=account is None)
        run.show(said, [escalation_json(one) for one in found] if json else None, as_json=json)
        return
    client = run.account(account)
    contacts = run.workspace.contacts
    fields = claims.given(
        {
            "title": rename,
            "severity": parse_word(Severity, severity) if severity else None,
            "owner": owner,
            "people": tuple(ours) if ours is not None else None,
            "note": note,
            "cause": cause,
            "resolution": resolution,
        }
    )
    if opened is not None:
        fields["opened_at"] = escalations.understand_opening(opened)
    if person is not None:
        fields["contact_id"] = contacts.find(client.id, person).id if person.strip() else None
    one = claims.known(escalations, client.id, title, needed=bool(act or rename or cause or resolution))
    if one is None:
        made = escalations.open(client.id, **{"title": title, **fields})
        said = _("opened {name}: {clock}").format(name=made.title, clock=made.clock)
        run.report(said, escalation_json(made), as_json=json)
        return
    if act == "--remove":
        escalations.remove(one.id, one.version)
        run.report(_("deleted {name}").format(name=one.title), escalation_json(one), as_json=json)
        return
    if act == "--resolve":
        fields.pop("cause", None)
        fields.pop("resolution", None)
    with run.workspace.together("escalation.change"):
        now = escalations.change(one.id, one.version, **fields) if fields else one
        if act == "--resolve":
            now = escalations.resolve(one.id, cause or one.cause, resolution or one.resolution)
        elif act == "--confirm":
            who = contacts.find(client.id, by).id if by else None
            now = escalations.confirm(one.id, who, options.day(on, "on", run.today, past=True) if on else None)
        elif act == "--reopen":
            now = escalations.reopen(one.id)
    if not fields and act is None:
        run.show(_whole(run, now), escalation_json(now) if json else None, as_json=json)
        return
    words = {
        "--resolve": _("solved {name}: {clock}"),
        "--confirm": _("confirmed by the client: {name}"),
        "--reopen": _("open again: {name}"),
        None: _("changed {name}"),
    }
    run.report(words[act].format(name=now.title, clock=now.clock), escalation_json(now), as_json=json)


def escalation_json(one: Escalation) -> dict[str, Any]:
    """An escalation; instants in UTC, `hours_left` in working hours, negative when the SLA is over."""
    return {
        "id": one.id,
        "account": one.account_code,
        "title": one.title,
        "severity": one.severity,
        "status": one.status,
        "opened_at": one.opened_at,
        "due_at": one.due_at,
        "hours_left": round(one.hours_left, 2),
        "owner": one.owner,
        "contact": one.contact_name or None,
        "people": [{"name": each.name, "department": each.department or None} for each in one.people],
        "cause": one.cause or None,
        "resolution": one.resolution or None,
        "resolved_at": one.resolved_at,
        "confirmed_on": one.confirmed_on,
        "confirmed_by": one.confirmed_by or None,
        "note": one.note or None,
    }


def _table(found: Sequence[Escalation], *, everywhere: bool) -> str:
    from kamtui.labels import label

    columns = [Column(_("Severity")), Column(_("State"), least=12)]
    none = _("no open escalations") if everywhere else _("no escalations yet")
    return claims.table(
        found,
        columns,
        lambda one: [label(one.severity), one.clock if one.is_open else label(one.status)],
        everywhere=everywhere,
        none=none,
    )


def _whole(run: Run, one: Escalation) -> str:
    """One escalation with all that is known of it."""
    from kamtui.domain.today import date_words
    from kamtui.labels import label

    work = run.workspace.settings.work_hours
    opened, due = work.local(one.opened_at), work.local(one.due_at)
    confirmed = date_words(one.confirmed_on) if one.confirmed_on else ""
    facts = [
        (_("Severity"), label(one.severity)),
        (_("State"), f"{label(one.status)}, {one.clock}"),
        (_("Opened"), f"{date_words(opened.date())} {opened:%H:%M}"),
        (_("SLA ends"), f"{date_words(due.date())} {due:%H:%M}"),
        (_("Owner"), one.owner_name),
        (_("Raised by"), one.contact_name),
        (_("Our people"), "; ".join(str(each) for each in one.people)),
        (_("Cause"), one.cause),
        (_("Resolution"), one.resolution),
        (_("Confirmed"), ", ".join(part for part in (one.confirmed_by, confirmed) if part)),
        (_("Note"), one.note),
    ]
    return claims.whole(one.title, facts)
