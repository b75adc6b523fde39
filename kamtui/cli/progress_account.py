"""What `kamtui progress ACCOUNT` prints: the checklist with all that stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kamtui.cli import output, session
from kamtui.cli.output import Column
from kamtui.cli.progress_item import item_json
from kamtui.domain.progress_proof import Proofs
from kamtui.i18n import _, language, pgettext

if TYPE_CHECKING:
    from kamtui.domain.progress import ProgressItem
    from kamtui.domain.progress_facts import FactProposal
    from kamtui.domain.progress_history import QuarterShare
    from kamtui.domain.progress_next import NextBest
    from kamtui.workspace.progress import Checklist

BAR = 20


def dynamics_json(quarters: Sequence[QuarterShare]) -> list[dict[str, Any]]:
    """Progress by quarter."""
    return [quarter._asdict() for quarter in quarters]


def show(run: session.Run, account_id: str, json: bool, why: bool) -> None:
    """Print the checklist of an account."""
    progress = run.workspace.progress
    found = progress.of(account_id)
    proposals, best = progress.proposals(account_id), progress.next_best(account_id)
    quarters = progress.dynamics(account_id)
    reasons: dict[str, Any] = {}
    if why:
        reasons = {"share": found.share, "share_by_count": found.share_by_count}
    if json:
        proofs = progress.all_proofs(account_id, found.items)
        shaken = {item.progression.id for item in progress.shaken(account_id)}
        data = {
            "set": found.set,
            "share": found.share.value,
            "share_by_count": found.share_by_count.value,
            "categories": {name.value: share._asdict() for name, share in found.categories.items()},
            "quarter": {"planned": found.quarter.planned, "done": found.quarter.done},
            "items": [
                item_json(item, proofs.get(item.progression.id, Proofs())) | {"shaken": item.progression.id in shaken}
                for item in found.items
            ],
            "barriers": progress.barriers(account_id)._asdict(),
            "proposals": [_proposal_json(one) for one in proposals],
            "next_best": [
                {"code": _code(one), "title": one.item.progression.title, "score": one.score} for one in best
            ],
            "dynamics": dynamics_json(quarters),
        }
        if why:
            data["why"] = reasons | {"next_best": {_code(one): one.parts for one in best}}
        output.emit_json(data)
        return
    parts = [_head(run, account_id, found), _table(found), _proposed(proposals, account_id, run), _next(best)]
    parts.append(dynamics_text(quarters))
    output.emit("\n\n".join(part for part in parts if part))
    titles = {"share": pgettext("share", "Progress"), "share_by_count": _("By count")}
    for name, figure in reasons.items():
        output.emit("\n" + output.explanation(titles[name], figure))
    for one in best if why else ():
        output.emit("\n" + output.explanation(_code(one), one.parts))


def _code(best: NextBest) -> str:
    return best.item.progression.code


def _proposal_json(one: FactProposal) -> dict[str, Any]:
    return {
        "key": one.key,
        "code": one.code,
        "title": one.title,
        "reason": one.reason,
        "status": one.status,
        "evidence": one.evidence,
        "on": one.on,
    }


def bar(share: float | None, goal: float) -> str:
    """A bar with the mark of the goal on it."""
    full = round((share or 0.0) * BAR)
    cells = "▰" * full + "▱" * (BAR - full)
    at = max(0, min(BAR, round(goal * BAR)))
    return f"{cells[:at]}│{cells[at:]}"


def _head(run: session.Run, account_id: str, found: Checklist) -> str:
    """The figures over the list: bars, the quarter, barriers, what expires and what is shaken."""
    from kamtui.domain.money import format_share
    from kamtui.labels import label

    goal = run.workspace.method.progress_goal
    head = _("Progress {share} of the set “{set}”; by count {count}; the mark is {goal}").format(
        share=format_share(found.share.value),
        set=label(found.set),
        count=format_share(found.share_by_count.value),
        goal=format_share(goal),
    )
    figures = found.categories.values()
    total = _done(sum(figure.done for figure in figures), sum(figure.applicable for figure in figures))
    rows = [(label(found.set), bar(found.share.value, goal), format_share(found.share.value), total)]
    rows += [
        (label(name), bar(figure.share, goal), format_share(figure.share), _done(figure.done, figure.applicable))
        for name, figure in found.categories.items()
    ]
    wide = max(output.cell_len(row[0]) for row in rows)
    bars = [
        f"  {name}{' ' * (wide - output.cell_len(name))}  {drawn}  {share:>6}  {done}"
        for name, drawn, share, done in rows
    ]
    quarter = _("{quarter}: {done} of {planned} planned are done").format(
        quarter=run.quarter, done=found.quarter.done, planned=found.quarter.planned
    )
    return "\n".join(
        [output.paragraph(head), *bars, *map(output.paragraph, (quarter, *_notes(run, account_id, found)))]
    )


def _done(done: int, applicable: int) -> str:
    return _("{done} of {n} done").format(done=done, n=applicable)


def _notes(run: session.Run, account_id: str, found: Checklist) -> Iterator[str]:
    from kamtui.domain.money import format_share
    from kamtui.domain.progress import MAP_QUALITY_TOP
    from kamtui.domain.today import date_words

    barriers = run.workspace.progress.barriers(account_id)
    names = {"knowledge": _("knowledge"), "integration": _("integration"), "map_quality": _("contact map")}
    yield _(
        "Barriers: knowledge {knowledge}, integration {integration}, map {map} of {top}; weakest: {weakest}"
    ).format(
        knowledge=format_share(barriers.knowledge),
        integration=format_share(barriers.integration),
        map=barriers.map_quality,
        top=MAP_QUALITY_TOP,
        weakest=names[barriers.weakest],
    )
    notice = run.workspace.method.expiry_notice_days
    soon = [
        f"{item.progression.code} ({date_words(item.expires_on)})"
        for item in found.items
        if item.in_set and item.expires_on and not item.expired and (item.expires_on - run.today).days <= notice
    ]
    if soon:
        yield _("Expires soon: {items}").format(items=", ".join(soon))
    expired = [item.progression.code for item in found.items if item.in_set and item.expired]
    if expired:
        yield _("Expired, to find out anew: {items}").format(items=", ".join(expired))
    shaken = [item.progression.code for item in run.workspace.progress.shaken(account_id)]
    if shaken:
        yield _("Shaken, the only witness left: {items}").format(items=", ".join(shaken))


def _table(found: Checklist) -> str:
    from kamtui.domain.money import DASH
    from kamtui.labels import label

    columns = (
        Column(_("Code")),
        Column(_("Progression"), least=30),
        Column(_("Weight"), right=True, rank=3),
        Column(_("Status"), least=13),
        Column(_("Planned"), rank=1),
        Column(_("Done on"), rank=4),
        Column(_("Evidence"), least=12, rank=2),
    )
    rows = [
        (
            item.progression.code,
            item.progression.title,
            str(item.progression.weight),
            _status(item),
            str(item.state.planned_quarter or DASH),
            output.exact(item.state.done_on),
            " ".join(item.state.evidence.split()) or DASH,
        )
        for item in found.items
        if item.in_set
    ]
    none = _("There is nothing in the set: the library has no items in use.")
    return output.table(columns, rows) if rows else none + f" ({label(found.set)})"


def _status(item: ProgressItem) -> str:
    from kamtui.labels import label

    if item.expired:
        return _("expired")
    if item.stalled:
        return _("stalled {n} d").format(n=item.days_in_progress)
    return label(item.status)


def _proposed(proposals: Sequence[FactProposal], account_id: str, run: session.Run) -> str:
    if not proposals:
        return ""
    from kamtui.labels import label

    rows = [(one.code, label(one.status), f"{one.title}: {one.reason}") for one in proposals]
    columns = (Column(_("Key")), Column(_("Proposed")), Column(_("By facts"), least=30))
    code = run.workspace.accounts.get(account_id).code
    hint = _(
        "`kamtui progress {account} --accept {key}` takes it, `--wave-off {key}` does not propose it again"
    ).format(account=code, key=proposals[0].code)
    return "\n".join([output.table(columns, rows), output.paragraph(hint)])


def _next(best: Sequence[NextBest]) -> str:
    rows = [
        (
            _code(one),
            one.item.progression.title,
            _plain_number(one.score),
            " × ".join(_plain_number(part.value) for part in one.parts.parts[:3]),
        )
        for one in best
    ]
    columns = (
        Column(_("Next")),
        Column(_("Worth most now"), least=30),
        Column(_("Score"), right=True),
        Column(_("weight × age × need"), rank=1),
    )
    return output.table(columns, rows) if rows else ""


def _plain_number(value: Any) -> str:
    """A number with as many decimals as it has, and the decimal sign of the language."""
    text = f"{value:g}"
    return text.replace(".", ",") if language() == "ru" else text


def dynamics_text(quarters: Sequence[QuarterShare]) -> str:
    """Progress by quarter as a table."""
    from kamtui.domain.money import DASH, format_share

    rows = [
        (
            str(one.quarter),
            format_share(one.share),
            _done(one.done, one.applicable) if one.share is not None else DASH,
            _("{done} of {planned} planned").format(done=one.kept, planned=one.planned) if one.planned else DASH,
        )
        for one in quarters
    ]
    columns = (
        Column(_("Quarter")),
        Column(pgettext("share", "Progress"), right=True),
        Column(_("Items")),
        Column(_("Kept")),
    )
    return output.table(columns, rows)
