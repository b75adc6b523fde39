"""The plan as a whole: its state with who and when, how complete it is, what has happened; and the next state of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.clock import user_day
from kamtui.domain.explained import Explained, Part
from kamtui.domain.money import format_share
from kamtui.domain.plans import Block, Plan, PlanEvent, block_names
from kamtui.domain.today import date_words
from kamtui.domain.words import PlanEventKind, PlanState
from kamtui.errors import InvalidValue
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span, bar, blank, cells, paragraph, rule
from kamtui.ui.screens.plan_board_verbs import help_legend

if TYPE_CHECKING:
    from kamtui.ui.screens.account_plan import PlanPane

ENTITIES = frozenset({"plan", "plan_event", "plan_snapshot", "plan_block", "plan_quarter", "goal"})
_TONES = {None: "faint", PlanState.DRAFT: "muted", PlanState.SUBMITTED: "accent", PlanState.APPROVED: "good"}
_KINDS = {
    PlanState.SUBMITTED: (PlanEventKind.SUBMITTED,),
    PlanState.APPROVED: (PlanEventKind.APPROVED,),
    PlanState.DRAFT: (PlanEventKind.REOPENED, PlanEventKind.STARTED),
}
_SHOWN = 12


def state_span(plan: Plan) -> Span:
    """The state in a word, in its colour."""
    return _("not begun") if plan.state is None else label(plan.state), _TONES[plan.state]


def state_event(plan: Plan) -> PlanEvent | None:
    """What brought the plan into its state."""
    if plan.state is None:
        return None
    return next((event for event in plan.events if event.kind in _KINDS[plan.state]), None)


def changed_words(plan: Plan) -> str:
    """How much differs from what was approved; nothing where nothing was approved, or nothing differs."""
    if not plan.changed:
        return ""
    text = ngettext("{n} change since approved", "{n} changes since approved", plan.changed)
    return text.format(n=plan.changed)


def completeness_spans(plan: Plan, width: int) -> list[Span]:
    """A bar and the share."""
    share = plan.completeness.value or 0.0
    full, rest = bar(share, width)
    return [(full, "good" if share >= 1 else "accent"), (rest, "faint"), (f" {format_share(share)}", "text")]


def draw_block(block: Block, line: Line, today_days: int | None) -> None:
    """A line of the list of blocks; `today_days`: days since it was touched, None for never."""
    line.space().add(str(block.number), "muted").space()
    words = "" if today_days is None else _("{n} d").format(n=today_days) if today_days > 0 else _("today")
    words = cells(words, cell_len(_("{n} d").format(n=100)), "right")  # the shares stand under one another
    line.right(" " + words, "warn" if block.stale else "faint").right(G.late if block.stale else " ", "warn")
    if block.filled:
        sign, tone = G.done, "good"
    elif block.share > 0 or block.text.strip():
        sign, tone = G.half, "warn"
    else:
        sign, tone = G.open, "faint"
    line.add(sign, tone).space().add(block_names()[block.number], "strong" if line.selected else "text")
    part = format_share(block.share)
    if 0 < block.share < 1 and line.left > cell_len(part):  # filled is what submitting needs, and not yet all
        line.right(part, "faint")


def draw_year(plan: Plan, line: Line, *, turns: bool, whole: bool) -> None:
    """The line above the blocks; `whole`: with all that is told under them where there is room for that."""
    text, tone = state_span(plan)
    line.space().add(_("ADP {year}").format(year=plan.year), "title").add(f" {G.dot} ", "faint").add(text, tone)
    if turns:
        line.right(" < > ", "faint")
    if whole and plan.state is not None:
        line.add("   ").spans(completeness_spans(plan, 8))
        if plan.changed:
            line.add("   " + ngettext("{n} change", "{n} changes", plan.changed).format(n=plan.changed), "warn")
        event = state_event(plan)
        if event is not None:
            note = f": {' '.join(event.note.split())}" if event.note else ""
            line.add(f"   {event.user}, {_day(event.at, plan.year)}{note}", "muted")
    elif whole:
        line.add("   " + _("S starts it"), "muted")


def state_lines(plan: Plan, width: int, to_carry: int) -> list[Strip]:
    """Under the blocks: how complete, who and when, the next state, what has happened."""
    lines = [blank(width), rule(width)]
    if plan.state is None:
        lines += paragraph(_("There is no plan for {year} yet.").format(year=plan.year), width, "muted", indent=1)
        text = _("S starts it; nothing of last year's prose is copied, it stays readable beside.")
        if to_carry:
            text = ngettext(
                "S starts it with {n} goal of last year that was not reached; its texts stay readable beside.",
                "S starts it with {n} goals of last year that were not reached; its texts stay readable beside.",
                to_carry,
            ).format(n=to_carry)
        return lines + paragraph(text, width, "text", indent=1)
    lines.append(Line(width).space().spans(completeness_spans(plan, max(6, min(16, width - 16)))).strip())
    event, (text, tone) = state_event(plan), state_span(plan)
    line = Line(width).space().add(text, tone)
    who = f"{event.user}, {_day(event.at, plan.year)}" if event is not None else ""
    if who and cell_len(who) + 3 <= line.left:
        line.add(f" {G.dot} {who}", "muted")
        who = ""
    lines.append(line.strip())
    lines += [Line(width).space().add(who, "muted").strip()] if who else []
    changed = changed_words(plan)
    if changed:
        lines.append(Line(width).space().add(f"{G.late} {changed}", "warn").strip())
    verb = {
        PlanState.DRAFT: _("submit"),
        PlanState.SUBMITTED: _("approve, or back to draft"),
        PlanState.APPROVED: _("reopen"),
    }[plan.state]
    lines.append(Line(width).space().add("S", "accent").add(f" {verb}", "muted").strip())
    if plan.events:
        lines += [blank(width), Strip.join([blank(1), rule(width - 1, _("what has happened"))])]
    for one in plan.events[:_SHOWN]:
        line = Line(width).space().add(_what(one), "text").right(f" {_day(one.at, plan.year)} ", "faint")
        lines.append(line.add(f" {G.dot} {one.user}", "muted").strip())
        if one.note:
            lines += paragraph(one.note, width, "faint", indent=3)[:2]
    return lines


def why(plan: Plan) -> Explained[float]:
    """How complete the plan is, and what has happened to it, with all that was said."""
    happened = (Part(f"{_what(one)}, {one.user}", _day(one.at, plan.year), one.note) for one in plan.events[:_SHOWN])
    return replace(plan.completeness, parts=(*plan.completeness.parts, *happened))


def _what(event: PlanEvent) -> str:
    what = label(event.kind)
    return what if event.number is None else f"{_('Q{number}').format(number=event.number)}: {what}"


def _day(at: datetime, year: int) -> str:
    """The day; without the year where that is the plan's."""
    return date_words(user_day(at)).removesuffix(f".{year}").removesuffix(f" {year}")


def legend() -> list[tuple[str, str]]:
    """The signs of blocks and of the board."""
    return [
        (G.open, _("block: empty")),
        (G.half, _("block: begun")),
        (G.done, _("block: filled")),
        (G.late, _("block: nothing changed for long")),
        (f"{G.arrow}2", _("task: moved twice")),
        (G.ghost, _("task: carried over, here no more")),
        (G.lock, _("quarter: closed")),
        *help_legend(),
    ]


def next_state(pane: PlanPane) -> None:
    """Start, submit, approve or reopen: what comes next for this plan, said afterwards."""
    plan = pane.plan
    if plan.state is None:
        _start(pane)
    elif plan.state is PlanState.DRAFT:
        _submit(pane)
    elif plan.state is PlanState.SUBMITTED:
        _approve_or_back(pane)
    else:
        _reopen(pane)


def _start(pane: PlanPane) -> None:
    plans, account_id, year, version = pane.workspace.plans, pane.account_id, pane.plan.year, pane.plan.version

    def told(plan: Plan) -> None:
        text = _("the plan of {year} is begun — u takes it back").format(year=year)
        if plan.goals:
            carried = ngettext("{n} goal carried over", "{n} goals carried over", len(plan.goals))
            text += f"; {carried.format(n=len(plan.goals))}"
        pane.kam.say(text, "good")

    pane.kam.write(lambda: plans.start(account_id, year, version), told, entities=ENTITIES)


def _submit(pane: PlanPane) -> None:
    plans, account_id, year, version = pane.workspace.plans, pane.account_id, pane.plan.year, pane.plan.version

    def told(_plan: Plan) -> None:
        pane.kam.say(_("the plan is submitted — u takes it back"), "good")

    pane.kam.write(lambda: plans.submit(account_id, year, version=version), told, entities=ENTITIES)


def _approve_or_back(pane: PlanPane) -> None:
    from kamtui.ui.dialogs.pick import Choice, PickDialog

    plans, account_id, year, version = pane.workspace.plans, pane.account_id, pane.plan.year, pane.plan.version

    def chosen(choice: str) -> None:
        if choice == "back":
            _reopen(pane)
            return

        def told(_plan: Plan) -> None:
            pane.kam.say(_("the plan is approved, a snapshot of it is kept"), "good")

        pane.kam.write(lambda: plans.approve(account_id, year, version=version), told, entities=ENTITIES)

    choices = [Choice("back", _("back to draft"), _("says what is to be mended"))]
    title, heads = _("The submitted plan of {year}"), plans.approvers()
    if heads:
        title = _("The plan of {year} waits for approval by {heads}")
    else:
        choices.insert(0, Choice("approve", _("approve"), _("keeps a snapshot")))
    pane.kam.open(PickDialog(title.format(year=year, heads=", ".join(heads)), choices), chosen)


def _reopen(pane: PlanPane) -> None:
    plans, account_id, year, version = pane.workspace.plans, pane.account_id, pane.plan.year, pane.plan.version

    def reopen(note: str) -> Plan:
        if not note.strip():
            raise InvalidValue("note", note, reason=_("say in a few words why it is reopened"))
        return plans.reopen(account_id, year, note=note.strip(), version=version)

    def told(_plan: Plan) -> None:
        pane.kam.say(_("the plan is a draft again"), "good")

    pane.kam.open(
        LineDialog(
            _("Why is the plan of {year} reopened?").format(year=year),
            reopen,
            history="reopen",
            draft=f"reopen:{account_id}:{year}",
            empty=True,
            entities=ENTITIES,
        ),
        told,
    )
