"""The lines of the overview: what wants attention, figures, people, tasks, and who the client is.

A line that leads somewhere carries the tab (and what to stand on there); one with a number carries its explanation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from kamtui.domain import contacts as people_rules
from kamtui.domain.accounts import Account, AccountFacts, AccountRow
from kamtui.domain.contacts import Contact
from kamtui.domain.explained import Explained
from kamtui.domain.money import format_amount, format_share
from kamtui.domain.plans import Task
from kamtui.domain.today import ago_words, date_words, day_words
from kamtui.domain.words import AlertKind, ProgressCategory
from kamtui.i18n import _, language, ngettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.ui.screens.account_map_cards import role_words
from kamtui.ui.screens.account_overview_why import Figures
from kamtui.ui.screens.account_parts import LABEL_WIDTH, attitude_span, freshness, name_span, quarter_words, task_line
from kamtui.ui.screens.account_progress_lines import goal_bar
from kamtui.ui.widgets.linelist import Row

TASKS_SHOWN, PEOPLE_SHOWN = 12, 8
# Where an alert is dealt with; those of money open their explanation instead.
ALERT_TABS = {
    AlertKind.OVERDUE: "plan",
    AlertKind.NO_TOUCH: "log",
    AlertKind.SINGLE_THREAD: "map",
    AlertKind.CONTACT_LEFT: "map",
    AlertKind.STALLED: "progress",
    AlertKind.REVIEW_DUE: "plan",
    AlertKind.ESCALATION: "log",
    AlertKind.CONTRACT_NOTICE: "log",
}
# The lists of the log that these open stand on their first row, which presses most.
ALERT_LISTS = {AlertKind.ESCALATION: {"escalation_id": "first"}, AlertKind.CONTRACT_NOTICE: {"contract_id": "first"}}
EDIT = "edit"
SEVERE = frozenset({AlertKind.OVERDUE, AlertKind.ESCALATION, AlertKind.FALLING_ORDERS, AlertKind.NO_TOUCH})


class Entry(NamedTuple):
    """A line of the page. `tab`: where enter leads (EDIT: the form of the account), `where`: what to stand on there."""

    draw: Callable[[Line], object]
    tab: str = ""
    where: Mapping[str, str] = {}
    why: Callable[[], tuple[str, Explained[Any]]] | None = None
    task: Task | None = None
    contact: Contact | None = None


class Page(NamedTuple):
    """What the page is drawn from."""

    row: AccountRow
    facts: AccountFacts
    figures: Figures
    users: Mapping[str, str]


Rows = list[Row[Entry]]


def heading(key: str, title: str, first: bool = False) -> Rows:
    """A title over a group of lines, with an empty line above unless it is the first."""
    rows: Rows = [] if first else [Row(f"-{key}", Entry(lambda line: line), heading=True)]
    rows.append(
        Row(
            f"+{key}",
            Entry(lambda line: line.add(title, "title").space().fill(G.hline, until=line.width - 1)),
            heading=True,
        )
    )
    return rows


def _fact(name: str, spans: Sequence[Span]) -> Callable[[Line], object]:
    return lambda line: line.cell(name, LABEL_WIDTH, "muted").spans(spans)


def attention(page: Page) -> Rows:
    """Alerts in words; each leads to where it is dealt with."""
    rows = heading("alerts", _("Wants attention"), first=True)
    for alert in page.row.alerts:
        style = "bad" if alert.kind in SEVERE else "warn"
        draw = partial(_alert, alert.text, style)
        why = page.figures.of_alert(alert.kind)
        entry = Entry(draw, ALERT_TABS.get(alert.kind, ""), ALERT_LISTS.get(alert.kind, {}), why)
        rows.append(Row(f"alert:{alert.kind}", entry))
    if not page.row.alerts:
        rows.append(
            Row("alert:", Entry(lambda line: line.add(f"{G.check} ", "good").add(_("nothing"), "muted"), "plan"))
        )
    return rows


def _alert(text: str, style: str, line: Line) -> None:
    line.add(f"{G.late} ", style).add(text, "text")


def figures(page: Page) -> Rows:
    """Money, progress, map, last touch and next step."""
    row, why = page.row, page.figures
    today = why.today
    rows = heading("figures", _("Where we stand"))
    unknown: Span = (_("unknown: no orders imported"), "faint")
    revenue: list[Span] = [unknown]
    if row.revenue_12m is not None:
        revenue = [(_amount(row.revenue_12m), "strong"), ("  ", "text")]
        revenue.append((paint.spark([float(month) for month in row.months]), "accent"))
        if row.revenue_share is not None:
            revenue.append((f"  {format_share(row.revenue_share)} {why.share_of}", "muted"))
    margin: list[Span] = [unknown if row.revenue_12m is None else (_("unknown: no costs imported"), "faint")]
    if row.margin_12m is not None:
        margin = [(_amount(row.margin_12m), "text"), (f"  {format_share(why.margin_rate)}", "muted")]
    ltv: list[Span] = (
        [(_amount(row.ltv), "text"), (f"  {why.ltv_basis}", "muted")] if row.ltv is not None else [unknown]
    )
    goal = why.settings.progress_goal
    progress = [*goal_bar(row.progress, 10, goal), (f" {format_share(row.progress)}", "strong")]
    progress.append(("  " + (_("core set") if page.row.account.progress_set == "core" else _("full library")), "muted"))
    style = ("bad", "bad", "warn", "good")[row.map_quality]
    filled, rest = paint.bar(row.map_quality / 3, 3)
    quality: list[Span] = [(filled + rest, style), (f"  {people_rules.quality_words(row.map_quality)}", "text")]
    touch: list[Span] = [(_("none yet: c logs the first"), "warn")]
    if row.last_touch is not None:
        touch = [(ago_words(row.last_touch, today), "text"), (f"  {date_words(row.last_touch)}", "faint")]
    step: list[Span] = [(_("none: n makes one"), "warn")]
    if row.next_step is not None:
        due = row.next_step.due
        late = "bad" if due and due < today else "muted"
        step = [(row.next_step.title, "text"), (f"  {day_words(due, today)}" if due else "", late)]
    rows += [
        Row("revenue", Entry(_fact(_("revenue 12 m"), revenue), why=why.revenue)),
        Row("margin", Entry(_fact(_("margin 12 m"), margin), why=why.margin)),
        Row("ltv", Entry(_fact(_("LTV"), ltv), why=why.ltv)),
        Row("progress", Entry(_fact(_("progress"), progress), "progress", why=why.progress)),
        Row("map", Entry(_fact(_("map"), quality), "map", why=why.map)),
        Row("barriers", Entry(_fact(_("barriers"), _barriers(page)), "progress", why=why.barriers)),
        Row("touch", Entry(_fact(_("last touch"), touch), "log")),
        Row("step", Entry(_fact(_("next step"), step), "plan")),
    ]
    return rows


def _barriers(page: Page) -> list[Span]:
    """What keeps competitors out, side by side; the weakest stands out."""
    found = page.figures.found_barriers
    shown = (
        ("knowledge", label(ProgressCategory.KNOWLEDGE), format_share(found.knowledge)),
        ("integration", label(ProgressCategory.INTEGRATION), format_share(found.integration)),
        ("map_quality", _("map"), f"{found.map_quality}/3"),
    )
    spans: list[Span] = []
    for name, words, value in shown:
        weakest = name == found.weakest
        text = f"{words} {value}" + (f" {G.late}" if weakest else "")
        spans += [(f" {G.dot} " if spans else "", "faint"), (text, "warn" if weakest else "muted")]
    return spans


def _amount(amount: Any) -> str:
    return format_amount(amount, language(), short=True)


def key_people(page: Page) -> Rows:
    """Key players and role holders first, the highest first; each leads to the map."""
    people = [person for person in page.facts.contacts if people_rules.at_company(person)]
    people.sort(key=lambda person: (not people_rules.is_key_player(person), not person.roles, -(person.level or 0)))
    rows = heading("people", _("Key people"))
    for person in people[:PEOPLE_SHOWN]:
        draw = partial(_person, person, page.figures)
        rows.append(Row(f"person:{person.id}", Entry(draw, "map", {"contact_id": person.id}, contact=person)))
    if not people:
        rows.append(Row("person:", Entry(lambda line: line.add(_("nobody on the map yet"), "warn"), "map")))
    elif len(people) > PEOPLE_SHOWN:
        more = len(people) - PEOPLE_SHOWN
        text = ngettext("{n} more on the map", "{n} more on the map", more).format(n=more)
        rows.append(Row("person:more", Entry(lambda line: line.space(2).add(text, "faint"), "map")))
    return rows


def _person(person: Contact, figures: Figures, line: Line) -> None:
    words, style = freshness(person, figures.settings, figures.today)
    line.right(f" {words} ", style)
    line.spans([attitude_span(person), (" ", "text"), name_span(person)])
    if people_rules.is_key_player(person):
        line.add(f" {G.star}", "accent")
    about = ", ".join(part for part in (person.position, role_words(person)) if part)
    line.add(f"  {about}", "muted")


def open_tasks(page: Page) -> Rows:
    """Open tasks, due first ones first; each leads to the plan."""
    tasks = page.facts.tasks
    rows = heading("tasks", _("Open tasks"))
    for task in tasks[:TASKS_SHOWN]:
        draw = partial(_task, task, page.figures)
        rows.append(Row(f"task:{task.id}", Entry(draw, "plan", {"task_id": task.id}, task=task)))
    if not tasks:
        rows.append(Row("task:", Entry(lambda line: line.add(_("none: n makes one"), "muted"), "plan")))
    elif len(tasks) > TASKS_SHOWN:
        more = len(tasks) - TASKS_SHOWN
        text = ngettext("{n} more in the plan", "{n} more in the plan", more).format(n=more)
        rows.append(Row("task:more", Entry(lambda line: line.space(2).add(text, "faint"), "plan")))
    return rows


def _task(task: Task, figures: Figures, line: Line) -> None:
    quarter = quarter_words(task.quarter, figures.quarter)
    line.right(" ")
    if quarter and line.width > 50:
        line.right(f" {quarter:>4}", "faint")
    task_line(task, figures.today, line)


def about(page: Page, width: int) -> Rows:
    """Who the client is; every line leads to the form."""
    account = page.row.account
    rows = heading("about", _("About the client"))
    for name, text, style in _vitals(account, page.users):
        rows.append(Row(f"about:{name}", Entry(_fact(name, [(text, style)]), EDIT)))
    for index, entity in enumerate(account.legal_entities):
        inn = [("  " + _("INN {inn}").format(inn=entity.inn), "muted")] if entity.inn else []
        name = _("legal entities") if index == 0 else ""
        rows.append(Row(f"entity:{entity.id}", Entry(_fact(name, [(entity.name, "text"), *inn]), EDIT)))
    for index, unit in enumerate(account.units):
        name = _("units") if index == 0 else ""
        rows.append(Row(f"unit:{unit.id}", Entry(_fact(name, [(unit.name, "text")]), EDIT)))
    if account.note:
        for index, text in enumerate(paint.wrap(account.note, max(20, width - LABEL_WIDTH - 2))):
            name = _("note") if index == 0 else ""
            rows.append(Row(f"note:{index}", Entry(_fact(name, [(text, "text")]), EDIT)))
    return rows


def _vitals(account: Account, users: Mapping[str, str]) -> list[tuple[str, str, str]]:
    category = f"{account.category.value} {G.dot} {label(account.category)}" if account.category else ""
    nobody = _("nobody: who takes over?")
    facts = [
        (_("category"), category or _("not chosen"), "text" if category else "faint"),
        (_("KAM"), users.get(account.owner or "", account.owner or "") or _("nobody"), "text"),
        (
            _("deputy"),
            users.get(account.deputy or "", account.deputy or "") or nobody,
            "text" if account.deputy else "warn",
        ),
    ]
    more = (
        (_("parent"), account.parent or ""),
        (_("industry"), account.industry),
        (_("region"), account.region),
        (_("client since"), date_words(account.since) if account.since else ""),
        (_("strategic"), _("{mark} of 5").format(mark=account.strategic) if account.strategic is not None else ""),
    )
    facts += [(name, text, "text") for name, text in more if text]
    return facts
