"""`kamtui prepare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import output, session
from kamtui.cli.options import AccountRef, Json
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.exchange.preparation_paper import Prepared


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    text = N_("Before a meeting: whom one meets, what to ask, promises, last touches, next steps.")
    app.command("prepare", cls=cls, help=text)(prepare)


def prepare(
    context: typer.Context,
    account: AccountRef,
    people: Annotated[
        list[str] | None, typer.Option("--with", metavar="NAME", help=N_("Whom one meets; may be repeated."))
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help=N_("Into a file: .docx .pdf .html .md."))
    ] = None,
    json: Json = False,
) -> None:
    """Show the page for a meeting, or write it to a file."""
    run = session.of(context)
    owner = run.account(account)
    chosen = [run.workspace.contacts.find(owner.id, name).id for name in people or ()]
    exports = run.workspace.exports
    if to is not None:
        written = exports.preparation(owner.id, to, chosen)
        text = _("page for the meeting in {path}").format(path=written)
        run.report(text, {"file": str(written), "meeting": owner.code}, as_json=json)
        return
    prepared = exports.prepared(owner.id, chosen)
    if json:
        output.emit_json(_json(prepared))
        return
    from kamtui.cli.paper_text import paper_text
    from kamtui.exchange.preparation_paper import preparation_paper

    output.emit(paper_text(preparation_paper(prepared)))


def _json(prepared: Prepared) -> dict[str, Any]:
    from kamtui.cli.promises import promise_json

    page = prepared.page
    return {
        "account": page.row.account.code,
        "meeting": None
        if page.meeting is None
        else {"title": page.meeting.title, "starts": page.meeting.starts.isoformat(timespec="minutes")},
        "last_touch": page.row.last_touch,
        "people": [
            {
                "name": one.name,
                "position": one.position or None,
                "roles": one.roles,
                "attitude": int(one.attitude),
                "last_touch": one.last_touch,
                "here": one.id in page.here,
            }
            for one in page.people
        ],
        "questions": [{"about": one.about, "text": one.text, "why": one.why} for one in page.questions],
        "promises": [promise_json(one) for one in page.promises],
        "touches": [
            {"on": one.on, "kind": one.kind, "people": one.people, "outcome": one.outcome, "next_step": one.next_step}
            for one in page.touches
        ],
        "tasks": [{"title": one.title, "due": one.due, "quarter": one.quarter} for one in page.tasks],
        "next_best": [
            {"code": one.item.progression.code, "title": one.item.progression.title, "score": one.score}
            for one in page.best
        ],
        "opportunities": [
            {
                "title": one.title,
                "amount": one.amount,
                "monthly": one.monthly,
                "probability": one.probability,
                "quarter": one.quarter,
                "next_step": one.next_step or None,
            }
            for one in page.opportunities
        ],
        "escalations": [
            {"title": one.title, "severity": one.severity, "status": one.status} for one in page.escalations
        ],
        "tenders": [{"title": one.title, "status": one.status} for one in page.tenders],
        "tell": [{"text": one.title, "answer": one.answer} for one in page.tell],
        "alerts": [{"kind": one.kind, "text": one.text} for one in page.row.alerts],
    }
