"""The seven blocks of a plan as pieces of a paper: what the data say, then what the KAM writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from kamtui.clock import user_day
from kamtui.domain.contacts import Contact
from kamtui.domain.money import DASH
from kamtui.domain.plans import Goal, QuarterBoard, Task
from kamtui.domain.progress import ProgressItem
from kamtui.domain.quarters import Quarter
from kamtui.domain.today import date_words
from kamtui.domain.words import Priority, ProgressStatus, TaskStatus
from kamtui.exchange.map_document import level_words, role_words, strength_words
from kamtui.exchange.map_document import verdict as map_verdict
from kamtui.exchange.paper import Bullet, Bullets, Column, Fact, Facts, Heading, Piece, Row, Table, Text, line, written
from kamtui.exchange.plan_document import PlanDocument, money, quarter_name, share, short, short_quarter, summed
from kamtui.exchange.plan_pictures import grid
from kamtui.exchange.plan_potential import initiatives, offers, potential
from kamtui.i18n import _, ngettext, pgettext
from kamtui.labels import label


def blocks(document: PlanDocument) -> Iterator[Piece]:
    """All seven, each under its heading."""
    for block in document.plan.blocks:
        note = ""
        if block.touched_on is not None:
            note = pgettext("block", "touched {day}").format(day=date_words(user_day(block.touched_on)))
        yield Heading(f"{block.number}. {block.title}", 2, note)
        data = list(_DATA[block.number](document))
        judgement = list(written(block.text))
        yield from data
        if data and judgement:
            yield Heading(_("Judgement of the KAM"), 3)
        yield from judgement
        if not data and not judgement:
            yield Text(_("Nothing is written here yet."), "muted")


def year_table(document: PlanDocument) -> Table:
    """Plan against fact by quarter, with the forecast and the tasks done."""
    rows = []
    boards = document.plan.quarters
    for board in boards:
        state = _("closed") if board.closed else ""
        rows.append(_year_row(short_quarter(board.quarter), board, _forecast(document, board), state))
    total = QuarterBoard(
        boards[0].quarter,
        tuple(task for board in boards for task in board.tasks),
        summed([board.revenue_plan for board in boards]),
        summed([board.revenue_fact for board in boards]),
    )
    planned = [board.revenue_fact for board in boards if board.revenue_plan is not None]
    rows.append(_year_row(_("Year"), total, document.whole.forecast.total, "", summed(planned))._replace(look="total"))
    return Table(
        (
            Column(_("Quarter"), 1.1),
            Column(_("Revenue plan"), 1.6, True),
            Column(_("Forecast"), 1.6, True),
            Column(pgettext("figures", "Fact"), 1.6, True),
            Column(_("Fact of plan"), 1.1, True),
            Column(_("Tasks done"), 1.1, True),
            Column(""),
        ),
        tuple(rows),
        _("Plan and fact by quarter, {currency}").format(currency=document.settings.currency),
    )


def _year_row(
    name: str, board: QuarterBoard, forecast: Decimal | None, state: str, reached: Decimal | None = None
) -> Row:
    """`reached`: the fact of those quarters that the revenue plan is of, where `board` sums others too."""
    plan, fact = board.revenue_plan, board.revenue_fact
    reached = fact if reached is None else reached
    done = share(float(reached / plan)) if reached is not None and plan else DASH
    tasks = f"{board.done}/{board.planned}" if board.planned else DASH
    return Row((name, money(plan), money(forecast), money(fact), done, tasks, state))


def _forecast(document: PlanDocument, board: QuarterBoard) -> Decimal | None:
    return next((one.total for one in document.whole.forecast.quarters if one.quarter == board.quarter), None)


def _profile(document: PlanDocument) -> Iterator[Piece]:
    row, account = document.row, document.row.account
    currency = document.settings.currency
    found = [
        Fact(_("industry"), account.industry),
        Fact(_("region"), account.region),
        Fact(_("client since"), date_words(account.since) if account.since else ""),
        Fact(_("legal entities"), ", ".join(f"{one.name} {one.inn}".strip() for one in account.legal_entities)),
        Fact(_("units"), ", ".join(one.name for one in account.units)),
        Fact(_("revenue, 12 months"), short(row.revenue_12m, currency) if row.revenue_12m is not None else ""),
        Fact(_("margin, 12 months"), short(row.margin_12m, currency) if row.margin_12m is not None else ""),
        Fact(_("share of revenue"), share(row.revenue_share) if row.revenue_share is not None else ""),
        Fact(_("LTV to date"), short(row.ltv, currency) if row.ltv is not None else ""),
        Fact(_("score"), f"{row.score:.0f}" if row.score is not None else ""),
        Fact(_("progress"), share(row.progress) if row.progress is not None else ""),
        Fact(_("last touch"), date_words(row.last_touch) if row.last_touch else ""),
    ]
    yield Facts(tuple(fact._replace(text=line(fact.text)) for fact in found if fact.text), 2)
    if row.alerts:
        yield Bullets(tuple(Bullet(f"{label(one.kind)}: {line(one.text)}", 0, "!", "warn") for one in row.alerts))


def _contacts(document: PlanDocument) -> Iterator[Piece]:
    if not document.map.people:
        return
    yield Facts(tuple(Fact(one.name, line(one.text), one.tone) for one in map_verdict(document.map.found)))
    yield grid(document.map)
    if document.map.proposals:
        yield Heading(_("What to do next"), 3)
        yield Bullets(
            tuple(
                Bullet(line(f"{one.title}: {one.reason}" if one.reason else one.title))
                for _account, one in document.map.proposals
            )
        )


def goal_bullets(goals: tuple[Goal, ...], most: int = 0) -> Bullets:
    """Goals, those of the second level below theirs."""
    found = []
    for goal in (one for one in goals if one.parent_id is None):
        for depth, one in ((0, goal), *((1, below) for below in goals if below.parent_id == goal.id)):
            when = f" ({quarter_name(one.quarter)})" if one.quarter else ""
            found.append(Bullet(line(one.title) + when, depth, "✓" if one.done else "○", "good" if one.done else ""))
    return Bullets(tuple(found[:most] if most else found))


def targets(document: PlanDocument) -> list[Contact]:
    """Whom to meet, and with whom the relationship should grow deeper; the highest level first."""
    return sorted(document.whole.targets, key=lambda one: -(one.level or 0))


def _goals(document: PlanDocument) -> Iterator[Piece]:
    if document.plan.goals:
        yield Heading(_("Goals"), 3)
        yield goal_bullets(document.plan.goals)
    people = targets(document)
    if people:
        yield Heading(_("Target contacts"), 3)
        rows = []
        for one in people:
            what = _("to meet") if one.placeholder else strength_words(one)
            rows.append(Row((line(one.name), line(one.position), level_words(one.level), role_words(one), what)))
        people_columns = (
            Column(_("Contact"), 1.7),
            Column(_("Position"), 1.7),
            Column(_("Level"), 1.5),
            Column(_("Roles"), 1.4),
        )
        yield Table((*people_columns, Column(_("Relationship"), 1.7)), tuple(rows))
    yield Heading(_("Progressions"), 3)
    rows = [
        Row((label(category), str(part.done), str(part.applicable), share(part.share)))
        for category, part in document.whole.checklist.categories.items()
    ]
    rows.append(Row((_("Together"), "", "", share(document.whole.checklist.share.value)), "total"))
    columns = (
        Column(_("Progressions"), 3),
        Column(pgettext("progressions", "Done"), 1, True),
        Column(pgettext("progressions", "Apply"), 1, True),
    )
    yield Table((*columns, Column(_("Share by weight"), 1.4, True)), tuple(rows))
    planned = [_planned_row(quarter, one) for quarter, items in document.whole.planned.items() for one in items]
    if planned:
        heads = (Column(_("Quarter"), 0.8), Column(_("Code"), 0.6), Column(_("Planned progression"), 4))
        yield Table((*heads, Column(_("State"), 1.3)), tuple(planned))


def _planned_row(quarter: Quarter, one: ProgressItem) -> Row:
    state = label(one.status) + (f", {_('stalled')}" if one.stalled else "")
    look = "bad" if one.stalled else "muted" if one.status is ProgressStatus.DONE else ""
    return Row((short_quarter(quarter), one.progression.code, line(one.progression.title), state), look)


def _actions(document: PlanDocument) -> Iterator[Piece]:
    rows = []
    for board in document.plan.quarters:
        if not board.tasks:
            continue
        done = _("{done} of {planned} done").format(done=board.done, planned=board.planned)
        rows.append(Row((f"{quarter_name(board.quarter)} · {done}",), "group"))
        rows += [task_row(document, task) for task in board.tasks]
    if not rows:
        return
    yield task_table(tuple(rows))


def task_table(rows: tuple[Row, ...]) -> Table:
    """A table of tasks; `rows` are of `task_row`, and groups."""
    return Table(
        (
            Column(_("Task"), 2.7),
            Column(_("Due"), 1.2),
            Column(_("Owner"), 1.6),
            Column(_("Help asked from"), 1.7),
            Column(_("State, result"), 2.3),
        ),
        rows,
    )


def task_row(document: PlanDocument, task: Task) -> Row:
    """A task in a line; late ones are marked."""
    late = is_late(document, task)
    state = (
        label(task.status)
        if task.status is not TaskStatus.OPEN
        else pgettext("task", "late")
        if late
        else label(task.status)
    )
    if task.result:
        state += f": {line(task.result)}"
    if task.times_moved:
        state += " · " + ngettext("moved {n} time", "moved {n} times", task.times_moved).format(n=task.times_moved)
    title = line(task.title)
    if task.priority is Priority.HIGH:
        title = f"! {title}"
    due = date_words(task.due) if task.due else ""
    look = "bad" if late else "" if task.status is TaskStatus.OPEN else "muted"
    return Row((title, due, document.person(task.owner), resource_words(task), state), look)


def is_late(document: PlanDocument, task: Task) -> bool:
    """Whether a task is open and its day has passed."""
    return task.status is TaskStatus.OPEN and task.due is not None and task.due < document.today


def resource_words(task: Task) -> str:
    """Whose help a task needs, by when, and what they said."""
    parts = [", ".join(line(part) for part in (task.resource, task.resource_person) if part)]
    if task.resource_by is not None:
        parts.append(pgettext("resource", "by {day}").format(day=date_words(task.resource_by)))
    if task.resource and task.resource_answer is not None:
        parts.append(label(task.resource_answer))
    return " · ".join(part for part in parts if part)


_DATA: dict[int, Callable[[PlanDocument], Iterator[Piece]]] = {
    1: _profile,
    2: _contacts,
    3: potential,
    4: initiatives,
    5: offers,
    6: _goals,
    7: _actions,
}
