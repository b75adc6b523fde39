"""How the portfolio of plans is drawn: accounts, their quarters, totals, and one quarter in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain.money import format_amount, format_share
from kamtui.domain.plan_board import PlanBoard, PlanCell, PlanRow, Total
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import PlanState
from kamtui.i18n import _, language, ngettext
from kamtui.labels import label
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span, bar, paragraph
from kamtui.ui.screens.account_parts import fact, quarter_words

MOST_BAR = 10
WORDY_FROM = 100
PLAN_FROM, BOTH_FROM = 19, 25  # cells from which a cell has the revenue plan instead of, or beside, the per cent
FACT = 12
_STATES = {None: "faint", PlanState.DRAFT: "muted", PlanState.SUBMITTED: "accent", PlanState.APPROVED: "good"}


def draw_account(row: PlanRow, lines: Sequence[Line]) -> None:
    """The gutter: category and name; state and completeness of the plan."""
    lines[0].space().cell(row.category or G.dot, 2, "accent" if row.category in ("K", "A") else "muted")
    lines[0].add(row.name, "text")
    share = row.completeness.value or 0.0
    lines[1].space(3).right(f" {format_share(share)} ", "good" if share >= 1 else "muted")
    lines[1].spans([state_span(row)])


def state_span(row: PlanRow) -> Span:
    """The state of the plan in a word."""
    return _("no plan") if row.state is None else label(row.state), _STATES[row.state]


def draw_quarter(quarter: Quarter, total: Total, current: Quarter, line: Line) -> None:
    """The head of a column: the quarter, and all accounts together: closer, then as a share, where it is narrow."""
    here = quarter == current
    line.add(_("Q{number}").format(number=quarter.number), "mark" if here else "strong")
    late = f" {G.late}{total.late}" if total.late else ""
    leads = (f" {G.prompt}  ", f" {G.prompt} ", G.prompt) if here else ("  ", " ", " ")
    ways = [(f" {G.prompt}" if here else "", "")]
    if total.planned:
        done = f"{total.done}/{total.planned}"
        ways[:0] = [*((lead, done) for lead in leads), (leads[-1], format_share(total.done / total.planned))]
    lead, figure = next((way for way in ways if cell_len("".join(way) + late) <= line.left), ways[-1])
    line.add(lead, "accent").add(figure, "muted").add(late, "bad")


def draw_cell(cell: PlanCell, current: Quarter, lines: Sequence[Line]) -> None:
    """A quarter of an account: done of planned with a bar, late ones, closed or review due; money below."""
    first, second = lines
    sign, style = sign_span(cell)
    if sign:
        first.right(f" {sign}", style)
    if cell.late:
        first.right(f" {G.late}{cell.late}", "bad")
    if cell.planned:
        whole = cell.done == cell.planned
        figure = f"{cell.done}/{cell.planned} "
        first.add(figure, "good" if whole else "strong" if cell.quarter == current else "text")
        full, rest = bar(cell.done / cell.planned, min(MOST_BAR, first.left))
        first.add(full, "good" if whole else "accent" if cell.quarter == current else "muted").add(rest, "rule")
    else:
        first.add(G.dot, "faint")
    second.spans(money_spans(cell, second.width))


def sign_span(cell: PlanCell) -> Span:
    """The sign of a quarter that is closed, or whose review is due."""
    if cell.closed:
        return G.lock, "accent"
    return (G.due, "warn") if cell.review_due else ("", "text")


def money_spans(cell: PlanCell, width: int) -> list[Span]:
    """Fact, or of a quarter to come the forecast, against the revenue plan; nothing where nothing is known."""
    amount, style = (cell.revenue_fact, "text") if cell.begun else (cell.forecast, "muted")
    plan = cell.revenue_plan
    if amount is None and plan is None:
        return []
    reached = cell.ended and amount is not None and plan is not None and amount >= plan
    sign = "" if cell.begun or amount is None else G.guess
    text = sign + format_amount(amount, language(), short=True)
    spans = [(text, "good" if reached else style)]
    if plan is None:
        return spans
    if amount is None:
        return [(f"{text} / {format_amount(plan, language(), short=True)}", "muted")]
    share = f" {_per_cent(amount, plan)}"
    if width >= PLAN_FROM:
        against = f" / {format_amount(plan, language(), short=True)}"
        share = against + (share if width >= BOTH_FROM else "")
    elif cell_len(text + share) > width:
        return spans  # half a share would be read as another one
    return [*spans, (share, "muted")]


def _per_cent(amount: Decimal | None, plan: Decimal) -> str:
    return (
        "" if amount is None or not plan else format_share(float(amount / plan)).replace("\u00a0", "").replace(" ", "")
    )


def total_spans(total: Total, width: int) -> list[Span]:
    """The year, or a quarter, over all accounts in a line; `width` is that of the screen."""
    done = _("{done} of {all} tasks done").format(done=total.done, all=total.planned)
    spans: list[Span] = [(done if total.planned else _("no tasks"), "text" if total.planned else "muted")]
    if total.late:
        late = ngettext("{n} late", "{n} late", total.late).format(n=total.late)
        spans += [(f" {G.dot} ", "faint"), (f"{G.late}{late}", "bad")]
    known = total.revenue_fact is not None
    amount = total.revenue_fact if known else total.forecast
    if total.revenue_plan is not None and amount is not None:
        text = _("revenue {fact} of {plan}") if known else _("forecast {fact} of {plan}")
        text = text if width >= WORDY_FROM else _("{fact} of {plan}")
        plan, reached = (format_amount(one, language(), short=True) for one in (total.revenue_plan, amount))
        spans += [(f" {G.dot} ", "faint"), (text.format(fact=reached, plan=plan), "muted")]
    return spans


def review_line(board: PlanBoard, width: int) -> Strip | None:
    """The reviews that are due, as many as there is room for; None when none is."""
    due = board.reviews_due
    if not due:
        return None
    words = ngettext("{n} review due", "{n} reviews due", len(due)).format(n=len(due))
    line = Line(width).space().add(f"{G.due} {words}: ", "warn")
    line.right("  " + _("r goes there") + " ", "faint")
    names = [f"{row.name} {quarter_words(cell.quarter, board.current)}" for row, cell in due]
    for place, name in enumerate(names):
        rest = len(names) - place
        more = f" +{rest}" if rest > 1 else ""
        text = f" {G.dot} {name}" if place else name
        if cell_len(text) + (len(f" +{rest - 1}") if rest > 1 else 0) > line.left:
            line.add(more, "muted")
            break
        line.add(text, "text")
    return line.strip()


def cell_lines(row: PlanRow, cell: PlanCell, board: PlanBoard, width: int) -> list[Strip]:
    """A quarter of an account in full."""
    title = f"{row.name} {G.dot} {quarter_words(cell.quarter, board.current)}"
    strips = paragraph(title, width, "title")[:2]
    state, style = state_span(row)
    share = format_share(row.completeness.value)
    strips += fact(_("plan"), [(state, style), (" " + _("{share} complete").format(share=share), "muted")], width, FACT)
    done = _("{done} of {all} done").format(done=cell.done, all=cell.planned) if cell.planned else _("none")
    spans: list[Span] = [(done, "text")]
    if cell.late:
        spans.append((f" {G.late}" + ngettext("{n} late", "{n} late", cell.late).format(n=cell.late), "bad"))
    if cell.carried:
        carried = ngettext("{n} carried over", "{n} carried over", cell.carried).format(n=cell.carried)
        spans.append((f" {G.arrow}{carried}", "warn"))
    strips += fact(_("tasks"), spans, width, FACT)
    strips += [strip for name, words in money_facts(cell) for strip in fact(name, words, width, FACT)]
    strips += fact(_("review"), [review_span(cell)], width, FACT)
    return strips


def money_facts(cell: PlanCell) -> list[tuple[str, list[Span]]]:
    """Revenue and forecast against the plan, each under its label; the plan alone where neither is known."""
    plan = cell.revenue_plan
    of_plan = _("of {plan}").format(plan=format_amount(plan, language(), short=True)) if plan is not None else ""
    found: list[tuple[str, list[Span]]] = []
    for name, amount, wanted in (
        (_("revenue"), cell.revenue_fact, cell.begun),
        (_("forecast"), cell.forecast, not cell.ended),
    ):
        if not wanted or amount is None:
            continue
        percent = f" {format_share(float(amount / plan))}" if plan else ""
        text = format_amount(amount, language(), short=True)
        found.append((name, [(text, "text"), (f" {of_plan}{percent}" if of_plan else "", "muted")]))
    if not found and plan is not None:
        found.append((_("revenue plan"), [(format_amount(plan, language(), short=True), "text")]))
    return found


def review_span(cell: PlanCell) -> Span:
    """Where the review of the quarter stands."""
    if cell.closed:
        return f"{G.lock} " + _("closed"), "accent"
    if cell.review_due:
        return f"{G.due} " + _("due"), "warn"
    return (_("quarter runs"), "muted") if cell.begun else (_("not begun"), "faint")


def cell_words(row: PlanRow, cell: PlanCell, board: PlanBoard, width: int) -> list[Strip]:
    """A quarter of an account in two lines, where there is no room for more."""
    top = Line(width).space().add(row.name, "title").add(f"  {quarter_words(cell.quarter, board.current)}", "text")
    top.add("  ").spans([review_span(cell)])
    if row.owner:
        top.right(f" {row.owner} ", "faint")
    low = Line(width).space()
    for name, words in money_facts(cell):
        low.add(f"{name} ", "muted").spans(words).add("   ")
    if cell.carried:
        carried = ngettext("{n} carried over", "{n} carried over", cell.carried).format(n=cell.carried)
        low.add(f"{G.arrow}{carried}", "warn")
    return [top.strip(), low.strip()]


def legend() -> Sequence[tuple[str, str]]:
    """The signs of the board."""
    return [
        ("3/5", _("tasks done, of those planned; dropped ones and those carried over do not count")),
        (f"{G.late}2", _("late: past the due date, or left open in a quarter that ended")),
        (G.due, _("the quarter ended, its review is due")),
        (G.lock, _("the quarter is closed")),
        (f"{G.guess}3.6 M / 3.4 M", _("forecast against the revenue plan; without the sign revenue from orders")),
    ]
