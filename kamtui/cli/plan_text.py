"""A plan as `kamtui plan` prints it: the seven blocks, what data say beside them, and the four quarters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from kamtui.cli import output
from kamtui.cli.output import Column
from kamtui.clock import user_day
from kamtui.i18n import _, language, pgettext

if TYPE_CHECKING:
    from decimal import Decimal

    from kamtui.domain.initiatives import Opportunity
    from kamtui.domain.plans import Block, QuarterBoard
    from kamtui.domain.wallet import Circle
    from kamtui.workspace.plan_whole import WholePlan


def plan(found: WholePlan) -> str:
    """The whole plan, fit for the width."""
    return "\n".join(_lines(found))


def money(amount: Decimal | None) -> str:
    """An amount in few signs, to read."""
    from kamtui.domain.money import format_amount

    return format_amount(amount, language(), short=True)


def day(at: datetime | None) -> date | None:
    """The user's day of an instant."""
    return user_day(at) if at is not None else None


def _lines(found: WholePlan) -> Iterator[str]:
    from kamtui.domain.money import format_share
    from kamtui.labels import label

    written = found.plan
    state = label(written.state) if written.state else _("nothing written yet")
    head = _("Plan of {name} for {year}: {state}")
    yield output.paragraph(head.format(name=found.account.account.name, year=written.year, state=state))
    yield _("complete to {share}").format(share=format_share(written.completeness.value))
    for event in written.events[:3]:
        said = f"{output.exact(day(event.at))}  {label(event.kind)}" + (f" Q{event.number}" if event.number else "")
        yield output.paragraph(f"{said}, {event.user}" + (f": {event.note}" if event.note else ""), indent=2)
    parts = {3: _circle(found.circle), 4: _initiatives(found), 5: _forecast(found), 6: _goals(found)}
    for block in written.blocks:
        yield ""
        yield _title(block)
        yield from _paragraphs(block.text)
        yield from parts.get(block.number, ())
    for board in written.quarters:
        yield ""
        yield from _quarter(board)


def _title(block: Block) -> str:
    touched = day(block.touched_on)
    stale = ", " + _("stale") if block.stale else ""
    return f"{block.number} {block.title}" + (f"  ({output.exact(touched)}{stale})" if touched else "")


def _paragraphs(text: str) -> Iterator[str]:
    from kamtui.domain.text import clean

    for line in clean(text, multiline=True).splitlines():
        yield output.paragraph(line, indent=2)


def _circle(circle: Circle) -> Iterator[str]:
    yield from circle_lines(circle)


def circle_lines(circle: Circle) -> Iterator[str]:
    """The two questions in a few lines: both years, the verdict, and what the change is made of."""
    from kamtui.domain.money import format_share
    from kamtui.labels import label

    for year in (circle.now, circle.next):
        said = _("{year}: wallet {total}, ours {ours}, share {share}").format(
            year=year.year, total=money(year.total), ours=money(year.ours), share=format_share(year.share)
        )
        yield output.paragraph(said, indent=2)
        for warning in year.warnings:
            yield output.paragraph(f"! {warning}", indent=4)
    if circle.verdict is not None:
        yield output.paragraph(_("verdict: {verdict}").format(verdict=label(circle.verdict)), indent=2)
    if circle.delta is not None:
        said = _("change of our revenue {delta} = circle {circle} + share {share} + both {both}").format(
            delta=money(circle.delta),
            circle=money(circle.delta_circle),
            share=money(circle.delta_share),
            both=money(circle.delta_both),
        )
        yield output.paragraph(said, indent=2)


def offers(opportunities: tuple[Opportunity, ...]) -> str:
    """Opportunities as a table."""
    from kamtui.domain.initiatives import format_probability
    from kamtui.domain.money import DASH
    from kamtui.labels import label
    from kamtui.workspace.tasks import short_id

    columns = (
        Column(_("Opportunity"), least=18),
        Column(_("Category"), least=8, rank=3),
        Column(_("Amount"), right=True),
        Column(pgettext("short", "Chance"), right=True),
        Column(_("Quarter"), rank=1),
        Column(_("Status"), least=6, rank=2),
        Column(_("Id"), rank=2),
    )
    rows = [
        (
            one.title,
            one.category or DASH,
            money(one.amount) + (_("/month") if one.monthly else ""),
            format_probability(one.probability),
            str(one.quarter or DASH),
            label(one.status),
            short_id(one.id),
        )
        for one in opportunities
    ]
    return output.table(columns, rows) if rows else ""


def relevance(relevant: bool | None) -> str:
    """Whether an initiative is relevant, in a word."""
    return _("not decided") if relevant is None else _("relevant") if relevant else _("not relevant")


def _initiatives(found: WholePlan) -> Iterator[str]:
    for one in found.initiatives:
        source = one.source or one.pointed
        said = f"{one.title} [{relevance(one.relevant)}]" + (f": {source}" if source else "")
        yield output.paragraph(f"- {said}", indent=2)


def _forecast(found: WholePlan) -> Iterator[str]:
    every = tuple(one for initiative in found.initiatives for one in initiative.opportunities)
    if every:
        yield offers(every)
    columns = (
        Column(_("Quarter")),
        Column(_("Base"), right=True),
        Column(_("Weighted"), right=True),
        Column(_("Forecast"), right=True),
        Column(_("Target"), right=True),
        Column(_("Fact"), right=True),
        Column(_("A year before"), right=True, rank=1),
    )
    rows = [
        (
            str(one.quarter),
            money(one.base),
            money(one.weighted),
            money(one.total),
            money(one.target),
            money(one.fact),
            money(one.history[0][1] if one.history else None),
        )
        for one in found.forecast.quarters
    ]
    year = found.forecast
    yield output.table(columns, [*rows, (_("year"), "", "", money(year.total), money(year.target), "", "")])


def _goals(found: WholePlan) -> Iterator[str]:
    below = [goal for goal in found.plan.goals if goal.parent_id]
    for goal in (goal for goal in found.plan.goals if not goal.parent_id):
        for one, indent in ((goal, 2), *((each, 4) for each in below if each.parent_id == goal.id)):
            placed = f" ({one.quarter})" if one.quarter else ""
            yield output.paragraph(f"{'x' if one.done else '-'} {one.title}{placed}", indent=indent)
    names = ", ".join(contact.name for contact in found.targets)
    if names:
        yield output.paragraph(_("target contacts: {names}").format(names=names), indent=2)
    for quarter, items in found.planned.items():
        if items:
            codes = ", ".join(item.progression.code for item in items)
            said = _("progressions planned for {quarter}: {codes}").format(quarter=quarter, codes=codes)
            yield output.paragraph(said, indent=2)


def _quarter(board: QuarterBoard) -> Iterator[str]:
    from kamtui.domain.money import DASH
    from kamtui.labels import label
    from kamtui.workspace.tasks import short_id

    said = _("revenue {fact} of {plan}").format(fact=money(board.revenue_fact), plan=money(board.revenue_plan))
    closed = "  " + _("closed") if board.closed else ""
    yield f"{board.quarter}  {board.done}/{board.planned}  {said}{closed}"
    columns = (
        Column(_("Status"), least=6),
        Column(_("Task"), least=20),
        Column(_("Due")),
        Column(_("Owner"), least=6, rank=2),
        Column(_("Resource"), least=8, rank=3),
        Column(_("Id"), rank=1),
    )
    rows = [
        (
            label(task.status),
            task.title + (f" ↷{task.times_moved}" if task.times_moved else ""),
            output.exact(task.due),
            task.owner or DASH,
            task.resource or DASH,
            short_id(task.id),
        )
        for task in board.tasks
    ]
    if rows:
        yield output.table(columns, rows)
    for task in board.carried:
        to = task.quarter or DASH
        yield output.paragraph(_("carried over: {title} → {quarter}").format(title=task.title, quarter=to), indent=2)
