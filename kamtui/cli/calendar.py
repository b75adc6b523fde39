"""`kamtui meetings` and `kamtui meeting`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import options, output, session
from kamtui.cli.options import Json
from kamtui.cli.output import Column
from kamtui.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from kamtui.domain.meetings import Meeting


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the commands."""
    app.command("meetings", cls=cls, help=N_("Meetings of the coming days, or of an account."))(meetings)
    app.command("meeting", cls=cls, help=N_("Plan a meeting."))(meeting)


def meetings(
    context: typer.Context,
    account: Annotated[
        str | None, typer.Argument(metavar="ACCOUNT", help=N_("Code, or any part of the name; then all its meetings."))
    ] = None,
    days: Annotated[int, typer.Option("--days", metavar="N", min=1, max=400, help=N_("So many days from today."))] = 14,
    json: Json = False,
) -> None:
    """Print meetings, the earliest first."""
    run = session.of(context)
    if account:
        found = run.workspace.meetings.of(run.account(account).id)
    else:
        found = run.workspace.meetings.between(run.today, run.today + timedelta(days=days - 1))
    if json:
        output.emit_json([meeting_json(one) for one in found])
        return
    output.emit(_text(found) if found else _("No meetings."))


def meeting(
    context: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help=N_("What it is about."))],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=N_("The day."))],
    at: Annotated[str, typer.Option("--at", metavar="15:00", help=N_("The time; without, it takes the day."))] = "",
    minutes: Annotated[int, typer.Option("--minutes", metavar="N", help=N_("How long it takes."))] = 60,
    account: Annotated[
        str, typer.Option("--account", metavar="ACCOUNT", help=N_("With whom; else that of most of the people."))
    ] = "",
    people: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="NAME", help=N_("Who comes: names or e-mail addresses; may be repeated.")),
    ] = None,
    place: Annotated[str, typer.Option("--place", metavar="TEXT", help=N_("Where."))] = "",
    json: Json = False,
) -> None:
    """Plan a meeting."""
    run = session.of(context)
    fields: dict[str, Any] = {"title": title, "on": options.day(on, "on", run.today), "minutes": minutes}
    fields |= {"at": at, "place": place, "people": tuple(options.listed(people))}
    if account:
        fields["account_id"] = run.account(account).id
    added = run.workspace.meetings.add(**fields)
    run.report(_("planned the meeting {title}").format(title=added.title), meeting_json(added), as_json=json)


def meeting_json(one: Meeting) -> dict[str, Any]:
    """A meeting; times by the clock on the wall."""
    return {
        "id": one.id,
        "title": one.title,
        "account": one.account_code,
        "date": one.day,
        "time": one.time,
        "until": one.last_day if one.all_day else one.ends.time(),
        "all_day": one.all_day,
        "minutes": one.minutes or None,
        "place": one.place or None,
        "people": [{"name": who.name, "email": who.email or None, "known": bool(who.contact_id)} for who in one.people],
        "status": one.status,
        "uid": one.uid,
    }


def _text(found: list[Meeting]) -> str:
    from kamtui.domain.money import DASH
    from kamtui.domain.words import MeetingStatus
    from kamtui.labels import label

    columns = (
        Column(_("Date")),
        Column(_("Time")),
        Column(_("What"), least=28),
        Column(_("Account"), least=10),
        Column(_("People"), least=8, rank=2),
    )
    rows = [
        (
            output.exact(one.day),
            _time(one),
            one.title,
            one.account_name or DASH,
            ", ".join(who.name for who in one.people),
            "" if one.status is MeetingStatus.PLANNED else label(one.status),
        )
        for one in found
    ]
    if any(row[-1] for row in rows):
        return output.table((*columns, Column(_("Status"), rank=1)), rows)
    return output.table(columns, [row[:-1] for row in rows])


def _time(one: Meeting) -> str:
    if one.time:
        return f"{one.starts:%H:%M}–{one.ends:%H:%M}"
    days = (one.last_day - one.day).days + 1
    return _("all day") if days == 1 else ngettext("{n} day", "{n} days", days).format(n=days)
