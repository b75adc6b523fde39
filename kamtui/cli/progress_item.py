"""One progression at an account as commands print it, with its proofs and its history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kamtui.cli import output, session
from kamtui.cli.output import Column
from kamtui.domain.progress_proof import Proofs
from kamtui.i18n import _, ngettext

if TYPE_CHECKING:
    from kamtui.domain.progress import ProgressItem


def item_json(item: ProgressItem, proofs: Proofs) -> dict[str, Any]:
    """One progression at an account as the contract names it."""
    return {
        "code": item.progression.code,
        "title": item.progression.title,
        "category": item.progression.category,
        "in_set": item.in_set,
        "weight": item.progression.weight,
        "status": item.status,
        "planned_quarter": item.state.planned_quarter,
        "done_on": item.state.done_on,
        "evidence": item.state.evidence or None,
        "expires_on": item.expires_on,
        "stalled": item.stalled,
        "done_by": proofs.done_by or None,
        "witnesses": [contact.name for contact in proofs.witnesses],
        "documents": proofs.documents,
        "touch": proofs.touch.id if proofs.touch else None,
        "days_in_progress": item.days_in_progress,
        "expired": item.expired,
    }


def show_item(run: session.Run, account_id: str, item: ProgressItem, json: bool, why: bool) -> None:
    """Print one progression with its proofs and its history."""
    progress = run.workspace.progress
    proofs = progress.all_proofs(account_id, [item]).get(item.progression.id, Proofs())
    history = progress.history(account_id, item.progression.id)
    if json:
        events = [
            {
                "on": one.at,
                "user": one.user,
                "from": one.from_status,
                "to": one.to_status,
                "evidence": one.evidence or None,
            }
            for one in history
        ]
        output.emit_json(item_json(item, proofs) | {"history": events} | ({"why": {}} if why else {}))
        return
    output.emit("\n".join(_item_lines(item, proofs)))
    if history:
        from kamtui.labels import label

        columns = (
            Column(_("Day")),
            Column(_("Status")),
            Column(_("Evidence"), least=20, rank=1),
            Column(_("By"), least=6),
        )
        rows = [
            (output.exact(one.at), label(one.to_status), " ".join(one.evidence.split()), one.user) for one in history
        ]
        output.emit("\n" + output.table(columns, rows))


def _item_lines(item: ProgressItem, proofs: Proofs) -> Iterator[str]:
    from kamtui.domain.today import date_words
    from kamtui.labels import label

    state = item.state
    yield output.paragraph(f"{item.progression.code}  {item.progression.title}")
    yield _("status: {status}").format(status=label(item.status))
    if item.stalled:
        yield _("stalled")
    if item.days_in_progress is not None:
        days = item.days_in_progress
        yield ngettext("in progress for {n} day", "in progress for {n} days", days).format(n=days)
    if state.done_on:
        yield _("done on: {day}").format(day=date_words(state.done_on))
    if proofs.done_by:
        yield _("done by: {name}").format(name=proofs.done_by)
    if state.evidence:
        yield output.paragraph(_("evidence: {text}").format(text=" ".join(state.evidence.split())))
    if proofs.touch:
        words = f"{date_words(proofs.touch.on)}, {label(proofs.touch.kind)}: {proofs.touch.outcome}"
        yield output.paragraph(_("touch: {text}").format(text=words))
    if proofs.witnesses:
        yield output.paragraph(_("witnesses: {names}").format(names=", ".join(each.name for each in proofs.witnesses)))
    if proofs.documents:
        yield output.paragraph(_("documents: {names}").format(names=", ".join(proofs.documents)))
    if state.planned_quarter:
        yield _("planned for: {quarter}").format(quarter=state.planned_quarter)
    if item.expires_on:
        words = _("expired on: {day}") if item.expired else _("expires on: {day}")
        yield words.format(day=date_words(item.expires_on))
