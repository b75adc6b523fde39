"""`kamtui promises` and `kamtui promise`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import options, output, session
from kamtui.cli.options import AccountRef, Json
from kamtui.cli.output import Column
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.domain.promises import Promise

Text = str | None


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the commands."""
    app.command("promises", cls=cls, help=N_("Open promises of both sides, the most urgent first."))(promises)
    app.command("promise", cls=cls, help=N_("Note a promise, or say what became of one."))(promise)


def promises(
    context: typer.Context,
    account: Annotated[Text, typer.Argument(metavar="[ACCOUNT]", help=N_("Of this account only."))] = None,
    everything: Annotated[bool, typer.Option("--all", help=N_("Those that are settled too."))] = False,
    json: Json = False,
) -> None:
    """Show promises."""
    run = session.of(context)
    known = run.workspace.promises
    found = known.of(run.account(account).id, not everything) if account else known.all(not everything)
    if json:
        output.emit_json([promise_json(one) for one in found])
    else:
        output.emit(_text(found, run) if found else _("no promise is open"))


def promise(
    context: typer.Context,
    account: AccountRef,
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help=N_("What was promised: `samples by 15.12`; or a part of a known one."))
    ],
    they: Annotated[bool, typer.Option("--they", help=N_("They promised it, not we."))] = False,
    person: Annotated[Text, typer.Option("--with", metavar="NAME", help=N_("To whom, or by whom."))] = None,
    kept: Annotated[bool, typer.Option("--kept", help=N_("The promise was kept."))] = False,
    broken: Annotated[bool, typer.Option("--broken", help=N_("The promise was broken."))] = False,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help=N_("The promise was withdrawn."))] = False,
    on: Annotated[Text, typer.Option("--on", metavar="DATE", help=N_("The day of that; without, today."))] = None,
    remove: Annotated[bool, typer.Option("--remove", help=N_("Delete it."))] = False,
    json: Json = False,
) -> None:
    """Note a promise, or settle the one that TEXT means."""
    from kamtui.domain.promise_line import read_promises
    from kamtui.domain.words import PromiseSide
    from kamtui.errors import InvalidValue
    from kamtui.labels import label

    run = session.of(context)
    owner, known = run.account(account), run.workspace.promises
    status = options.one_of({"kept": kept, "broken": broken, "withdrawn": withdrawn, "remove": remove})
    if on and status in (None, "remove"):
        raise typer.BadParameter(_("--on belongs to --kept, --broken or --withdrawn"), param_hint="--on")
    if status is None:
        side = PromiseSide.THEIRS if they else PromiseSide.OURS
        drafts = read_promises(text.replace(";", ","), side, run.today, run.workspace.method.fiscal_start)
        if not drafts:
            raise InvalidValue("text", text, reason=_("is needed"))
        contact = run.workspace.contacts.find(owner.id, person).id if person else None
        added = known.add(owner.id, side=side, text=drafts[0].text, due=drafts[0].due, contact_id=contact)
        run.report(_("noted: {text}").format(text=_line(added)), promise_json(added), as_json=json)
        return
    one = known.find(owner.id, text, open_only=status != "remove")
    if status == "remove":
        known.remove(one.id, one.version)
        run.report(_("deleted {name}").format(name=one.text), promise_json(one), as_json=json)
        return
    day = options.day(on, "on", run.today, past=True) if on else None
    now = known.settle(one.id, status, day, one.version)
    run.report(f"{label(now.status)}: {_line(now)}", promise_json(now), as_json=json)


def promise_json(one: Promise) -> dict[str, Any]:
    """A promise."""
    return {
        "id": one.id,
        "account": one.account_code,
        "side": one.side,
        "text": one.text,
        "due": one.due,
        "status": one.status,
        "settled_on": one.settled_on,
        "made_on": one.made_on,
        "contact": one.contact or None,
        "owner": one.owner,
        "note": one.note or None,
    }


def _line(one: Promise) -> str:
    from kamtui.domain.today import date_words

    return f"{one.text}, {date_words(one.due)}" if one.due else one.text


def _text(found: list[Promise], run: session.Run) -> str:
    from kamtui.domain.money import DASH
    from kamtui.domain.today import date_words, day_words
    from kamtui.domain.words import PromiseStatus
    from kamtui.labels import label
    from kamtui.workspace.tasks import short_id

    columns = (
        Column(_("Due")),
        Column(_("Who")),
        Column(_("Promise"), least=20),
        Column(_("Account"), least=8),
        Column(_("Contact"), least=8, rank=1),
        Column(_("Id")),
    )
    rows = []
    for one in found:
        when = day_words(one.due, run.today, short=True) if one.due else DASH
        if one.status is not PromiseStatus.OPEN:
            when = label(one.status) + (f" {date_words(one.settled_on)}" if one.settled_on else "")
        rows.append((when, label(one.side), one.text, one.account_name, one.contact or DASH, short_id(one.id)))
    return output.table(columns, rows)
