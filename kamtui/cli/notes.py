"""`kamtui note` and `kamtui findings`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import options, output, session
from kamtui.cli.options import AccountRef, Json
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.domain.findings import Finding
    from kamtui.domain.notes import Note

Text = str | None


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the commands."""
    app.command("note", cls=cls, help=N_("The notes of an account; with TEXT, write one."))(note)
    text = N_("What was learnt from clients: the use of our products, and insights on their way through departments.")
    app.command("findings", cls=cls, help=text)(findings)


def note(
    context: typer.Context,
    account: AccountRef,
    text: Annotated[Text, typer.Argument(metavar="[TEXT]", help=N_("What is worth keeping."))] = None,
    person: Annotated[Text, typer.Option("--with", metavar="NAME", help=N_("The contact that it is about."))] = None,
    on: Annotated[Text, typer.Option("--on", metavar="DATE", help=N_("The day it is of; without, today."))] = None,
    json: Json = False,
) -> None:
    """Show notes, or write one."""
    run = session.of(context)
    owner, known = run.account(account), run.workspace.notes
    if text is None:
        if person or on:
            raise typer.BadParameter(_("say what is worth keeping"), param_hint="TEXT")
        found = known.of(owner.id)
        run.show(_notes(found), [note_json(one) for one in found] if json else None, as_json=json)
        return
    contact = run.workspace.contacts.find(owner.id, person).id if person else None
    day = options.day(on, "on", run.today, past=True) if on else None
    added = known.add(text, account_id=owner.id, contact_id=contact, on=day)
    run.report(_("noted: {text}").format(text=added.title), note_json(added), as_json=json)


def findings(
    context: typer.Context,
    account: Annotated[Text, typer.Argument(metavar="[ACCOUNT]", help=N_("Of this account only."))] = None,
    waiting: Annotated[
        bool, typer.Option("--waiting", help=N_("Only insights that the client has not been told about yet."))
    ] = False,
    json: Json = False,
) -> None:
    """Show what was learnt."""
    from kamtui.domain.findings import next_step

    run = session.of(context)
    known = run.workspace.findings
    found = known.of(run.account(account).id) if account else known.all()
    if waiting:
        found = [one for one in found if next_step(one)]
    run.show(_findings(found), [finding_json(one) for one in found] if json else None, as_json=json)


def note_json(one: Note) -> dict[str, Any]:
    """A note."""
    return {
        "id": one.id,
        "account": one.account_code or None,
        "contact": one.contact or None,
        "date": one.on,
        "text": one.text,
        "user": one.user,
    }


def finding_json(one: Finding) -> dict[str, Any]:
    """A finding."""
    from kamtui.domain.findings import next_step

    return {
        "id": one.id,
        "account": one.account_code,
        "kind": one.kind,
        "date": one.on,
        "text": one.text,
        "product": one.product or None,
        "unit": one.unit or None,
        "result": one.result or None,
        "improvement": one.improvement or None,
        "department": one.department or None,
        "asked_on": one.asked_on,
        "answer": one.answer or None,
        "answered_on": one.answered_on,
        "told_on": one.told_on,
        "next_step": next_step(one) or None,
    }


def _notes(found: list[Note]) -> str:
    from kamtui.domain.today import date_words

    if not found:
        return _("no notes yet; `kamtui note ACCOUNT TEXT` writes one")
    lines = []
    for one in found:
        lines.append(", ".join(part for part in (date_words(one.on), one.contact, one.user) if part))
        lines += [output.paragraph(text, indent=2) for text in one.text.splitlines() if text.strip()]
    return "\n".join(lines)


def _findings(found: list[Finding]) -> str:
    from kamtui.domain.today import date_words
    from kamtui.labels import label

    if not found:
        return _("nothing was learnt yet: the form of a touch, or the log of an account, takes it")
    lines = []
    for one in found:
        where = ", ".join(part for part in (one.account_name, one.unit, one.product) if part)
        lines.append(output.paragraph(f"{date_words(one.on)}  {label(one.kind)}  {where}"))
        told = date_words(one.told_on) if one.told_on else ""
        asked = ", ".join(part for part in (one.department, date_words(one.asked_on) if one.asked_on else "") if part)
        for name, text in (
            ("", one.text),
            (_("Result"), one.result),
            (_("To improve"), one.improvement),
            (_("Asked"), asked),
            (_("Answer"), one.answer),
            (_("Client told on"), told),
        ):
            if text:
                lines.append(output.paragraph(f"{name}: {text}" if name else text, indent=2))
    return "\n".join(lines)
