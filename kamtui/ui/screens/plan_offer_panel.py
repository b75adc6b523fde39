"""An initiative or an opportunity in full, beside the list: its worth, what it needs, where it comes from, its past."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.clock import user_day
from kamtui.domain.forecast import why_left_out
from kamtui.domain.initiatives import Initiative, Opportunity, format_probability, weight
from kamtui.domain.money import format_amount
from kamtui.domain.offer_worth import paid, worth_of_all
from kamtui.domain.plans import Task
from kamtui.domain.progress_offers import Wanted, yearly
from kamtui.domain.quarters import Quarter
from kamtui.domain.today import date_words
from kamtui.domain.words import InitiativeStatus, TaskStatus
from kamtui.errors import NotFound
from kamtui.i18n import _, language, ngettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span, bar
from kamtui.ui.screens.account_parts import due_span, fact, quarter_words, section
from kamtui.ui.screens.account_progress_lines import status_span as item_span
from kamtui.ui.screens.plan_offer_lines import BAR, relevance_span, status_span

if TYPE_CHECKING:
    from kamtui.workspace import Workspace
    from kamtui.workspace.opportunity_history import OfferChange

_FACT = 13
_CHANGES = 6
_MONTH = "%Y-%m"


class OfferView(NamedTuple):
    """All that is shown of an opportunity, or (None) of an initiative alone."""

    initiative: Initiative
    opportunity: Opportunity | None
    wanted: tuple[Wanted, ...]
    task: Task | None
    history: tuple[OfferChange, ...]
    quarter: Quarter
    today: date
    currency: str
    fiscal_start: int


def read_offer(
    workspace: Workspace,
    initiative: Initiative,
    opportunity: Opportunity | None,
    wanted: tuple[Wanted, ...] = (),
) -> OfferView:
    """Read what belongs to an opportunity, else to the initiative."""
    task = None
    if opportunity is not None and opportunity.task_id is not None:
        try:
            task = workspace.tasks.get(opportunity.task_id)
        except NotFound:
            task = None
    return OfferView(
        initiative,
        opportunity,
        wanted,
        task,
        workspace.opportunities.history((opportunity or initiative).id),
        workspace.quarter,
        workspace.today_date,
        workspace.method.currency,
        workspace.method.fiscal_start,
    )


def offer_lines(view: OfferView, width: int) -> list[Strip]:
    """The opportunity in full and its initiative in short; or the initiative in full."""
    one, strips = view.opportunity, []
    if one is not None:
        strips += paint.paragraph(one.title, width, "title")
        for name, spans in _offer_facts(view, one, width - _FACT):
            strips += fact(name, spans, width, _FACT)
        strips += _wanted_lines(view, width)
        if one.note:
            strips += [*section(_("note"), width), *paint.paragraph(one.note, width)]
        strips += section(_("client initiative"), width)
        strips += paint.paragraph(view.initiative.title, width, "strong")
    else:
        strips += paint.paragraph(view.initiative.title, width, "title")
    for name, spans in _initiative_facts(view):
        strips += fact(name, spans, width, _FACT)
    if one is None:
        strips += _offers_lines(view.initiative, width)
    if one is None and view.initiative.note:
        strips += [*section(_("note"), width), *paint.paragraph(view.initiative.note, width)]
    return strips + _history_lines(view, width)


def _short(amount: Decimal) -> str:
    return format_amount(amount, language(), short=True)


def _offer_facts(view: OfferView, one: Opportunity, room: int) -> list[tuple[str, list[Span]]]:
    glyph, tone = status_span(one.status)
    facts: list[tuple[str, list[Span]]] = []
    state: list[Span] = [(f"{glyph} {label(one.status)}", tone)]
    if one.decided_on:
        state.append((f"  {date_words(one.decided_on)}", "muted"))
    facts.append((_("status"), state))
    if one.reason:
        facts.append((_("because"), [(one.reason, "text")]))
    goods = ", ".join(part for part in (one.category or "", one.product) if part)
    if goods:
        facts.append((_("what"), [(goods, "text")]))
    facts.append((_("amount"), [(_amount(view, one), "text")]))
    if one.is_open:
        full, empty = bar(float(one.probability), BAR)
        spans = [(full, "accent"), (empty, "faint"), (f" {format_probability(one.probability)}", "text")]
        facts.append((_("probability"), spans))
    facts += _worth_facts(view, one, room)
    when = quarter_words(one.quarter, view.quarter) or _("no quarter")
    late = one.is_open and one.quarter is not None and one.quarter < view.quarter
    decided: list[Span] = [(when + (f" {G.late}" if late else ""), "bad" if late else "text")]
    if one.times_postponed:
        moved = ngettext("put off {n} time", "put off {n} times", one.times_postponed).format(n=one.times_postponed)
        decided.append((f"  {moved}", "warn"))
    facts.append((_("decided in"), decided))
    if one.contact:
        facts.append((_("decided by"), [(one.contact, "text")]))
    if one.competitor:
        facts.append((_("against"), [(one.competitor, "text")]))
    facts.append((_("next step"), _next_spans(one)))
    if view.task is not None:
        facts.append((_("its task"), _task_spans(view.task, view.today)))
    return facts


def _amount(view: OfferView, one: Opportunity) -> str:
    words = f"{_short(one.amount)} {view.currency}"
    if not one.monthly:
        return words
    words = _("{amount} each month").format(amount=words)
    if one.starts is not None:
        words += " " + _("from {month}").format(month=one.starts.strftime(_MONTH))
    if one.months is not None:
        words += ", " + ngettext("{n} month", "{n} months", one.months).format(n=one.months)
    return words


def _worth_facts(view: OfferView, one: Opportunity, room: int) -> list[tuple[str, list[Span]]]:
    """Amount × probability by quarters that it pays in; or why it counts nowhere."""
    reason = why_left_out(one)
    if reason:
        return [(_("forecast"), [(reason, "warn" if one.is_open else "muted")])]
    facts: list[tuple[str, list[Span]]] = []
    for place, (quarter, amount, weighted) in enumerate(paid(one, view.fiscal_start)[:4]):
        words = f"{quarter_words(quarter, view.quarter)} +{_short(weighted)}"
        how = f"  {_short(amount)} × {format_probability(weight(one))}"
        spans: list[Span] = [(words, "accent"), (how, "muted")]
        facts.append((_("forecast") if place == 0 else "", spans if cell_len(words + how) <= room else spans[:1]))
    return facts


def _next_spans(one: Opportunity) -> list[Span]:
    if not one.next_step:
        return [(_("none yet; e writes it") if one.is_open else "–", "warn" if one.is_open else "faint")]
    return [(one.next_step, "text")]


def _task_spans(task: Task, today: date) -> list[Span]:
    if task.status is not TaskStatus.OPEN:
        return [(f"{G.done} {label(task.status)}", "good" if task.status is TaskStatus.DONE else "muted")]
    words, tone = due_span(task.due, today)
    return [(f"{G.open} {label(task.status)}", "text"), (f"  {words}", tone)]


def _wanted_lines(view: OfferView, width: int) -> list[Strip]:
    """The progressions that it names, then those that its state suggests, each with where it stands."""
    if not view.wanted:
        return []
    lacking = sum(one.lacking for one in view.wanted)
    title = (
        _("progressions it needs: {n} to gain").format(n=lacking) if lacking else _("progressions it needs: all gained")
    )
    strips = section(title, width)
    for one in view.wanted:
        glyph, tone = item_span(one.item)
        line = Line(width).add(f"{glyph} ", tone)
        planned = quarter_words(one.item.state.planned_quarter, view.quarter) if one.lacking else ""
        if planned:
            line.right(f" {planned}", "muted")
        line.add(f"{one.item.progression.code} ", "muted").add(
            one.item.progression.title, "text" if one.named and one.lacking else "muted"
        )
        strips.append(line.strip())
        if not one.named:
            strips += paint.paragraph(one.label, width, "faint", indent=2)
    return strips


def _initiative_facts(view: OfferView) -> list[tuple[str, list[Span]]]:
    one = view.initiative
    glyph, tone = relevance_span(one.relevant)
    words = {True: _("yes, we can sell into it"), False: _("no"), None: _("not decided; space decides")}
    facts: list[tuple[str, list[Span]]] = [(_("relevant"), [(f"{glyph} {words[one.relevant]}", tone)])]
    if one.why:
        facts.append((_("why"), [(one.why, "text")]))
    if one.source:
        facts.append((_("source"), [(one.source, "text")]))
    if one.pointed:
        facts.append(("" if one.source else _("source"), [(one.pointed, "text")]))
    if not one.source and not one.pointed:
        facts.append((_("source"), [(_("not known; e writes who said it"), "warn")]))
    facts.append((_("noted on"), [(date_words(one.noted_on), "text")]))
    if one.status is not InitiativeStatus.ACTIVE:
        facts.append((_("status"), [(label(one.status), "muted")]))
    if view.opportunity is not None:
        return facts
    offers = one.opportunities
    if not offers:
        hint = _("none yet; N adds our offer") if one.relevant is not False else "–"
        return [*facts, (_("offers"), [(hint, "warn" if one.relevant else "muted")])]
    expected = worth_of_all(one).value or Decimal(0)
    count = ngettext("{n} opportunity", "{n} opportunities", len(offers)).format(n=len(offers))
    facts.append((_("offers"), [(count, "text")]))
    worth = _("{amount} {currency} in twelve months").format(amount=_short(expected), currency=view.currency)
    facts.append((_("expected"), [(worth, "accent")]))
    return facts


def _offers_lines(one: Initiative, width: int) -> list[Strip]:
    """What each of its opportunities brings in twelve months, and what comes next."""
    if not one.opportunities:
        return []
    strips = section(_("our offers, by probability"), width)
    for offer in one.opportunities:
        line = Line(width).add(*status_span(offer.status)).space()
        counted = not why_left_out(offer)
        line.right(
            f" +{_short(yearly(offer))}" if counted else f" {label(offer.status)}", "accent" if counted else "muted"
        )
        strips.append(line.add(offer.title, "text" if counted else "muted").strip())
        if offer.is_open and offer.next_step:
            strips += paint.paragraph(offer.next_step, width, "muted", indent=2)
    return strips


def _history_lines(view: OfferView, width: int) -> list[Strip]:
    if not view.history:
        return []
    strips = section(_("history"), width)
    for change in view.history[:_CHANGES]:
        head = Line(width).add(date_words(user_day(change.at)), "muted")
        strips.append(head.right(f" {change.user}", "faint").strip())
        strips += paint.paragraph(change.text, width, "text", indent=2)
    return strips


def cut(strips: Sequence[Strip], width: int, height: int) -> list[Strip]:
    """The first lines, the last of them a word that there is more, where not all of them fit."""
    if height < 1 or len(strips) <= height:
        return list(strips)
    return [*strips[: height - 1], Line(width).add(f"{G.ellipsis} " + _("more: enter or i"), "faint").strip()]
