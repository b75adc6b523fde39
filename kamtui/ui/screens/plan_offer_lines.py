"""How initiatives and opportunities are drawn, each on its line."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from kamtui.domain.initiatives import Initiative, Opportunity, format_probability
from kamtui.domain.money import format_amount
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import InitiativeStatus, OpportunityStatus
from kamtui.i18n import _, language
from kamtui.labels import label
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span, bar, cells
from kamtui.ui.screens.account_parts import quarter_words

BAR = 5
AMOUNT, PERCENT, QUARTER, RIVAL, STEP = 14, 7, 9, 17, 28
WIDE = 108  # from this width competitor and next step stand on the line itself
Spans = tuple[Span, ...]


def relevance_span(relevant: bool | None) -> Span:
    """The sign of whether we can sell into an initiative."""
    if relevant is None:
        return "?", "warn"
    return (G.done, "good") if relevant else (G.open, "faint")


def status_span(status: OpportunityStatus) -> Span:
    """The sign of where an opportunity stands."""
    return {
        OpportunityStatus.OPEN: (G.arrow, "accent"),
        OpportunityStatus.WON: (G.check, "good"),
        OpportunityStatus.LOST: (G.conflict, "bad"),
        OpportunityStatus.POSTPONED: (G.ghost, "muted"),
    }[status]


def draw_initiative(one: Initiative, line: Line) -> None:
    """Relevance, title, and where we know it from."""
    line.space().add(*relevance_span(one.relevant)).space()
    closed = one.status is not InitiativeStatus.ACTIVE
    source = "; ".join(part for part in (one.source, one.pointed) if part)
    state = f"  {label(one.status)}" if closed else ""
    room = line.left - cell_len(one.title) - cell_len(state) - 4
    if source and room >= 12:
        line.right(" ").right(cells(source, min(cell_len(source), room)), "muted")
    line.add(one.title, "muted" if closed or one.relevant is False else "strong")
    line.add(state, "faint")


def amount_words(one: Opportunity) -> str:
    """The amount, of a monthly one with that word."""
    amount = format_amount(one.amount, language(), short=True)
    return _("{amount}/month").format(amount=amount) if one.monthly else amount


def draw_opportunity(one: Opportunity, line: Line, now: Quarter, indent: int = 3, amount: str = "") -> None:
    """Status, title, category and product, amount, probability, quarter; competitor and next step where wide enough."""
    wide = line.width >= WIDE
    tail = AMOUNT + 1 + BAR + PERCENT + QUARTER + (RIVAL + STEP if wide else 0)
    width = line.width - indent - 2 - tail
    gone = one.status in (OpportunityStatus.LOST, OpportunityStatus.POSTPONED)
    line.space(indent).add(*status_span(one.status)).space()
    goods = " ".join(part for part in (one.category or "", one.product) if part)
    title = one.title
    rest = width - cell_len(title) - 4
    tone = "faint" if gone else "strong" if line.selected else "text"
    if goods and rest >= min(8, cell_len(goods)):
        line.add(title, tone).cell(f"  {goods}", width - cell_len(title), "muted")
    else:
        line.cell(title, width, tone)
    line.cell(amount or amount_words(one), AMOUNT, "faint" if gone else "text", "right").space()
    if one.status is OpportunityStatus.OPEN:
        full, empty = bar(float(one.probability), BAR)
        line.add(full, "accent").add(empty, "faint").cell(format_probability(one.probability), PERCENT, "text", "right")
    else:
        line.cell(label(one.status), BAR + PERCENT, status_span(one.status)[1], "right")
    line.cell(f" {quarter_words(one.quarter, now)}", QUARTER - 1, "muted").space()
    if wide:
        line.cell(_versus(one), RIVAL - 1, "muted").space().add(_next(one), "text")


def detail_spans(one: Opportunity, indent: int) -> Spans:
    """Competitor, next step and reason on a line of their own, for narrow screens; nothing where there are none."""
    parts = [(part, tone) for part, tone in ((_versus(one), "muted"), (_next(one), "muted")) if part]
    if not parts:
        return ()
    spans: list[Span] = [(" " * indent, "text")]
    for place, (text, tone) in enumerate(parts):
        spans += [("   ", "text")] * bool(place) + [(text, tone)]
    return tuple(spans)


def _versus(one: Opportunity) -> str:
    return _("vs {competitor}").format(competitor=one.competitor) if one.competitor else ""


def _next(one: Opportunity) -> str:
    if one.reason and not one.is_open:
        return one.reason
    mark = G.check if one.task_id else G.arrow
    moved = f"  {G.right}{one.times_postponed}" if one.times_postponed > 1 else ""
    return f"{mark} {one.next_step}{moved}" if one.next_step else moved.strip()


def offer_signs() -> Sequence[tuple[str, str]]:
    """The signs of an opportunity, for the help."""
    return (
        *((status_span(status)[0], label(status)) for status in OpportunityStatus),
        (G.full * 3 + G.empty * 2, _("probability; 7 8 9 0 set 10, 30, 60, 90 %, e any other")),
        (f"{G.arrow} {G.check}", _("next step; the check: it is a task already")),
    )
