"""A plan as a paper: whole, or on one page for those who decide."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kamtui.clock import user_day
from kamtui.domain.initiatives import Opportunity
from kamtui.domain.plans import Task
from kamtui.domain.today import date_words
from kamtui.domain.words import InitiativeStatus, OpportunityStatus, TaskStatus
from kamtui.exchange.paper import (
    Beside,
    Bullet,
    Bullets,
    Column,
    Heading,
    Paper,
    Piece,
    Row,
    Table,
    Text,
    line,
)
from kamtui.exchange.plan_document import (
    PlanDocument,
    lead,
    money,
    quarter_name,
    share,
    title_facts,
    verdict_tone,
)
from kamtui.exchange.plan_parts import blocks, goal_bullets, is_late, resource_words, targets, year_table
from kamtui.exchange.plan_pictures import circles
from kamtui.i18n import _, language, ngettext
from kamtui.labels import label

# How much of a list stands on the one page, and how long its texts may be there.
_MOST, _MOST_TASKS, _LONGEST = 5, 8, 90


def plan_paper(document: PlanDocument) -> Paper:
    """The whole plan: what it comes to, the seven blocks, who submitted and approved it."""
    pieces: list[Piece] = [Heading(_("The year at a glance")), year_table(document), *blocks(document)]
    if document.plan.events:
        pieces += [Heading(_("History of the plan")), _events(document)]
    return _paper(document, document.title, tuple(pieces), one_page=False)


def one_page_paper(document: PlanDocument) -> Paper:
    """The plan on one page: the lists cut to what counts most, and how much more there is said."""
    drawn = circles(document)
    whole = year_table(document)
    # without the last column, which says what is closed
    rows = tuple(row._replace(cells=row.cells[:-1]) for row in whole.rows)
    table = whole._replace(columns=whole.columns[:-1], rows=rows)
    top = Beside((drawn,), (table,), 0.36) if drawn is not None else table
    goals = _goals(document)
    pieces: list[Piece] = [top]
    offers, people = _offers(document), _people(document)
    pieces += offers
    if goals and people:
        pieces.append(Beside(tuple(goals), tuple(people)))
    else:
        pieces += [*goals, *people]
    pieces += _tasks(document)
    pieces += _risks(document)
    return _paper(document, _("{title} on one page").format(title=document.title), tuple(pieces), one_page=True)


def _paper(document: PlanDocument, kind: str, pieces: tuple[Piece, ...], *, one_page: bool) -> Paper:
    name = line(document.row.account.name)
    foot = f"{line(name, 60)} · {document.title} · {date_words(document.today)}"
    return Paper(
        language=language(),
        kind=kind,
        name=line(name, 80) if one_page else name,
        facts=title_facts(document),
        lead=lead(document),
        pieces=pieces,
        foot=foot,
        day=document.today,
        tone=verdict_tone(document.circle.verdict),
        one_page=one_page,
    )


def _events(document: PlanDocument) -> Table:
    rows = []
    for event in document.plan.events:
        what = label(event.kind) + (f" Q{event.number}" if event.number else "")
        when = date_words(user_day(event.at))
        rows.append(Row((when, what, document.person(event.user), line(event.note))))
    return Table(
        (Column(_("Day"), 1), Column(_("What"), 1.4), Column(_("Who"), 1.4), Column(_("Note"), 3)), tuple(rows)
    )


def more(shown: int, of: int) -> str:
    """`and 3 more`; nothing when all are shown."""
    rest = of - shown
    return ngettext("and {n} more", "and {n} more", rest).format(n=rest) if rest > 0 else ""


def _offers(document: PlanDocument) -> list[Heading | Table | Bullets]:
    offers = [one for one in document.opportunities if one.relevant and one.status is OpportunityStatus.OPEN]
    offers.sort(key=_worth, reverse=True)
    if offers:
        rows = [
            Row(
                (
                    line(one.title, _LONGEST),
                    line(one.initiative, 60),
                    money(one.amount) + (" " + _("a month") if one.monthly else ""),
                    share(one.probability),
                    quarter_name(one.quarter),
                )
            )
            for one in offers[:_MOST]
        ]
        columns = (
            Column(_("Opportunity"), 2.4),
            Column(_("Initiative of the client"), 2.2),
            Column(_("Amount"), 1.2, True),
            Column(_("Prob."), 0.7, True),
            Column(_("Quarter"), 0.9),
        )
        note = more(min(len(offers), _MOST), len(offers))
        return [Heading(_("What we offer into the client's plans"), 2, note), Table(columns, tuple(rows))]
    found = [
        one for one in document.whole.initiatives if one.status is InitiativeStatus.ACTIVE and one.relevant is not False
    ]
    if not found:
        return []
    bullets = Bullets(tuple(Bullet(line(one.title, _LONGEST)) for one in found[:_MOST]))
    return [Heading(_("What the client is going to do"), 2, more(min(len(found), _MOST), len(found))), bullets]


def _worth(one: Opportunity) -> Decimal:
    """What an offer is worth in a year, weighted."""
    return one.amount * (min(one.months or 12, 12) if one.monthly else 1) * one.probability


def _goals(document: PlanDocument) -> list[Heading | Bullets | Text]:
    goals = document.plan.goals
    if not goals:
        return []
    bullets = goal_bullets(goals, _MOST)
    cut = Bullets(tuple(one._replace(text=line(one.text, _LONGEST)) for one in bullets.items))
    return [Heading(_("Goals"), 2, more(len(cut.items), len(goals))), cut]


def _people(document: PlanDocument) -> list[Heading | Bullets | Text]:
    people = targets(document)
    if not people:
        return []
    found = []
    for one in people[:_MOST]:
        what = (
            _("to meet") if one.placeholder else label(one.target_strength) if one.target_strength is not None else ""
        )
        position = line(one.position, 40)
        found.append(Bullet(f"{line(one.name, 50)}{f', {position}' if position else ''} → {what}"))
    return [Heading(_("Target contacts"), 2, more(len(found), len(people))), Bullets(tuple(found))]


def _tasks(document: PlanDocument) -> list[Heading | Table]:
    tasks = [task for board in document.plan.quarters for task in board.tasks if task.status is TaskStatus.OPEN]
    tasks.sort(key=lambda one: (one.quarter or (9999, 9), one.due or date.max, one.position))
    if not tasks:
        return []
    rows = [_task(document, one) for one in tasks[:_MOST_TASKS]]
    columns = (
        Column(_("Quarter"), 0.8),
        Column(_("Task"), 3),
        Column(_("Due"), 0.9),
        Column(_("Owner"), 1.2),
        Column(_("Help asked from"), 2.2),
    )
    return [Heading(_("Next actions"), 2, more(len(rows), len(tasks))), Table(columns, tuple(rows))]


def _task(document: PlanDocument, task: Task) -> Row:
    due = date_words(task.due) if task.due else ""
    cells = (
        quarter_name(task.quarter),
        line(task.title, _LONGEST),
        due,
        line(document.person(task.owner), 30),
        line(resource_words(task), 75),
    )
    return Row(cells, "bad" if is_late(document, task) else "")


def _risks(document: PlanDocument) -> list[Heading | Bullets]:
    alerts = document.row.alerts
    if not alerts:
        return []
    found = tuple(Bullet(f"{label(one.kind)}: {line(one.text, _LONGEST)}", 0, "!", "warn") for one in alerts[:_MOST])
    return [Heading(_("Risks"), 2, more(len(found), len(alerts))), Bullets(found)]
