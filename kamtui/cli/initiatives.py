"""`kamtui initiative`: what a client is going to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import options, output, session
from kamtui.cli.opportunities import opportunity_json
from kamtui.cli.options import AccountRef, Json
from kamtui.errors import NotFound
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.domain.initiatives import Initiative

Text = str | None


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    text = N_("The initiatives of a client with our opportunities; with a title, add or change one.")
    app.command("initiative", cls=cls, help=text)(initiative)


def initiative(
    context: typer.Context,
    account: AccountRef,
    title: Annotated[
        Text, typer.Argument(metavar="[TITLE]", help=N_("A known one (part of it will do, or its id), or a new one."))
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help=N_("TITLE is a whole line: `New plant relevant cleaning 4.2M 30% Q3`."))
    ] = False,
    source: Annotated[Text, typer.Option("--source", metavar="TEXT", help=N_("Where it is known from."))] = None,
    person: Annotated[Text, typer.Option("--person", metavar="NAME", help=N_("The contact who told of it."))] = None,
    item: Annotated[Text, typer.Option("--progression", metavar="CODE", help=N_("The progression that showed it."))] = (
        None
    ),
    relevant: Annotated[
        bool | None, typer.Option("--relevant/--not-relevant", help=N_("Whether we can sell into it."))
    ] = None,
    undecided: Annotated[bool, typer.Option("--undecided", help=N_("Relevance is not decided."))] = False,
    why: Annotated[Text, typer.Option("--reason", metavar="TEXT", help=N_("Why it is relevant, or not."))] = None,
    status: Annotated[Text, typer.Option("--status", metavar="WORD", help=N_("active, done or cancelled."))] = None,
    on: Annotated[Text, typer.Option("--on", metavar="DATE", help=N_("The day it became known."))] = None,
    note: Annotated[Text, typer.Option("--note", metavar="TEXT", help=N_("Note."))] = None,
    rename: Annotated[Text, typer.Option("--rename", metavar="TEXT", help=N_("A new title."))] = None,
    remove: Annotated[bool, typer.Option("--remove", help=N_("Delete it with its opportunities."))] = False,
    json: Json = False,
) -> None:
    """Add or change the initiative that TITLE means, or list all."""
    from kamtui.domain.words import InitiativeStatus
    from kamtui.labels import parse_word

    run = session.of(context)
    owner, known = run.account(account), run.workspace.initiatives
    if title is None:
        found = known.of(owner.id)
        run.show(_text(found), [initiative_json(one) for one in found] if json else None, as_json=json)
        return
    if quick:
        added = known.quick(owner.id, title)
        run.report(_("added {name}").format(name=added.title), initiative_json(added), as_json=json)
        return
    fields: dict[str, Any] = {
        "title": rename,
        "source": source,
        "relevant": relevant,
        "why": why,
        "status": parse_word(InitiativeStatus, status) if status else None,
        "noted_on": options.day(on, "on", run.today, past=True) if on else None,
        "note": note,
        "contact_id": run.workspace.contacts.find(owner.id, person).id if person else None,
        "progression_id": run.workspace.progress.item(owner.id, item).progression.id if item else None,
    }
    fields = {name: value for name, value in fields.items() if value is not None}
    if undecided:
        fields["relevant"] = None
    try:
        one = known.find(owner.id, title)
    except NotFound:
        if remove or rename:
            raise
        added = known.add(owner.id, **{"title": title, **fields})
        run.report(_("added {name}").format(name=added.title), initiative_json(added), as_json=json)
        return
    if remove:
        known.remove(one.id, one.version)
        run.report(_("deleted {name}").format(name=one.title), initiative_json(one), as_json=json)
        return
    changed = known.change(one.id, one.version, **fields) if fields else one
    said = _("changed {name}") if fields else _("{name} is as it was")
    run.report(said.format(name=changed.title), initiative_json(changed), as_json=json)


def initiative_json(one: Initiative) -> dict[str, Any]:
    """An initiative with its opportunities."""
    return {
        "id": one.id,
        "title": one.title,
        "source": one.source or one.pointed or None,
        "relevant": one.relevant,
        "why": one.why or None,
        "status": one.status,
        "noted_on": one.noted_on,
        "note": one.note or None,
        "opportunities": [opportunity_json(each) for each in one.opportunities],
    }


def _text(found: tuple[Initiative, ...]) -> str:
    from kamtui.cli.plan_text import offers, relevance
    from kamtui.labels import label
    from kamtui.workspace.tasks import short_id

    if not found:
        return _("no initiatives yet")
    lines = []
    for one in found:
        said = f"{one.title}  [{relevance(one.relevant)}, {label(one.status)}]  {short_id(one.id)}"
        lines.append(output.paragraph(said))
        for text in (one.source or one.pointed, one.why):
            if text:
                lines.append(output.paragraph(text, indent=2))
        table = offers(one.opportunities)
        lines += [*(f"  {line}" for line in table.splitlines()), ""] if table else [""]
    return "\n".join(lines).rstrip()
