"""Snapshots of a plan, and what differs between two of them, as `kamtui plan` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kamtui.cli import output, session
from kamtui.cli.output import Column
from kamtui.errors import Ambiguous, NotFound
from kamtui.i18n import _

if TYPE_CHECKING:
    from kamtui.domain.accounts import Account
    from kamtui.domain.plan_snapshots import Difference, Snapshot


def show(run: session.Run, owner: Account, year: int, *, as_json: bool) -> None:
    """List the snapshots of a plan, newest first."""
    found = run.workspace.plans.snapshots(owner.id, year)
    if as_json:
        output.emit_json([_json(one) for one in found])
        return
    if not found:
        output.emit(_("no snapshots of the plan of {year} yet").format(year=year))
        return
    from kamtui.cli.plan_text import day
    from kamtui.workspace.tasks import short_id

    columns = (
        Column(_("Id")),
        Column(_("Day")),
        Column(_("Why"), least=10),
        Column(_("By"), least=8),
        Column(_("Note"), least=10),
    )
    rows = [(short_id(one.id), output.exact(day(one.at)), _kind(one), one.user, one.note) for one in found]
    output.emit(output.table(columns, rows))


def _kind(one: Snapshot) -> str:
    from kamtui.labels import label

    return label(one.kind) + (f" Q{one.number}" if one.number else "")


def _json(one: Snapshot) -> dict[str, Any]:
    return {"id": one.id, "at": one.at, "user": one.user, "kind": one.kind, "number": one.number, "note": one.note}


def differences(run: session.Run, owner: Account, year: int, before: str, after: str | None, *, as_json: bool) -> None:
    """Print what differs between a snapshot and another one, or the plan of now."""
    plans = run.workspace.plans
    known = plans.snapshots(owner.id, year)
    one = _find(known, before)
    other = _find(known, after) if after is not None else None
    found = plans.compare(one.id, other.id if other else None)
    if as_json:
        output.emit_json(
            {
                "before": _json(one),
                "after": _json(other) if other else None,
                "differences": [_difference_json(each) for each in found],
            }
        )
    elif found:
        output.emit("\n".join(_text(each) for each in found))
    else:
        output.emit(_("nothing differs"))


def _find(known: tuple[Snapshot, ...], ref: str) -> Snapshot:
    """A snapshot by id, by the end of it as printed, `approved`, or the quarter that was closed; of several the last.

    Raises NotFound, Ambiguous.
    """
    wanted = ref.strip().casefold()
    for one in known:
        if wanted == one.kind.value or (one.number is not None and wanted == f"q{one.number}"):
            return one
    found = [one for one in known if len(wanted) > 3 and (one.id == wanted or one.id.endswith(wanted))]
    if len(found) > 1:
        raise Ambiguous(_("snapshot"), ref, [f"{one.id} {_kind(one)}" for one in found])
    if not found:
        raise NotFound(_("snapshot"), ref)
    return found[0]


def _difference_json(one: Difference) -> dict[str, Any]:
    return {
        "sign": one.sign,
        "part": one.part,
        "what": one.what,
        "before": one.before or None,
        "after": one.after or None,
        "words": [{"sign": run.sign, "text": run.text} for run in one.words],
    }


def _text(one: Difference) -> str:
    """One difference: words that went in [-…-], words that came in {+…+}."""
    if one.words:
        marks = {" ": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
        told = "".join(marks[run.sign].format(run.text) for run in one.words)
    elif one.before and one.after:
        told = f"{one.before} → {one.after}"
    else:
        told = one.before or one.after
    return output.paragraph(f"{one.sign} {one.part}: {one.what}" + (f": {told}" if told else ""))
