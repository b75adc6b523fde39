"""The review of a quarter as drawn: the bar of steps, tasks and progressions, figures, what closing still lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.clock import user_day
from kamtui.domain.money import format_amount, format_share
from kamtui.domain.plan_review import MovedTask, QuarterReview
from kamtui.domain.plans import Task
from kamtui.domain.progress import ProgressItem
from kamtui.domain.quarters import Quarter
from kamtui.domain.today import date_words, day_words
from kamtui.domain.words import Cause, ProgressStatus, TaskStatus
from kamtui.i18n import _, language, ngettext
from kamtui.labels import label
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, bar, blank, cells, paragraph, rule, wrap
from kamtui.ui.screens.account_board import SIGNS
from kamtui.ui.screens.account_parts import fact, quarter_words
from kamtui.ui.screens.plan_board_verbs import help_spans
from kamtui.ui.widgets.linelist import Row

TASKS, ITEMS, REVENUE, CAUSE, FORECAST, KAM, HEAD, CLOSE = range(8)
STEPS = range(8)
LABEL_WIDTH = 24
FIRST_CAUSE, NO_CAUSE = Cause.UNREALISTIC.value, "none"


class Heading(NamedTuple):
    """A line above a group."""

    title: str


class CauseRow(NamedTuple):
    """A cause to choose, None for none."""

    cause: Cause | None


Item = Task | MovedTask | ProgressItem | CauseRow | Heading


def step_title(step: int) -> str:
    """The name of a step."""
    return (
        _("Tasks"),
        _("Progressions"),
        _("Revenue"),
        _("Cause"),
        _("Forecast"),
        _("KAM's comment"),
        _("Head's comment"),
        _("Close"),
    )[step]


def is_ready(review: QuarterReview, step: int) -> bool:
    """Whether a step leaves nothing to say; the progressions and the revenue may be looked at for long."""
    return {
        TASKS: not review.unfinished,
        ITEMS: review.items_done >= review.items_planned,
        REVENUE: review.revenue_plan is not None,
        CAUSE: review.cause is not None or not review.under_executed,
        FORECAST: review.next_forecast is not None,
        KAM: bool(review.kam_comment.strip()),
        HEAD: bool(review.head_comment.strip()) or review.head_cause is not None,
        CLOSE: review.closed,
    }[step]


def steps_line(review: QuarterReview, current: int, seen: set[int], width: int) -> Strip:
    """The bar: all steps with a sign each; in a narrow terminal only the one where we are has its name."""
    line = Line(width).space()
    names = [step_title(step) for step in STEPS]
    long = sum(map(len, names)) + 6 * len(names) < width
    for step in STEPS:
        ready = is_ready(review, step) or (step in (ITEMS, REVENUE) and step in seen)
        sign, tone = (G.done, "good") if ready else (G.half, "accent") if step == current else (G.open, "faint")
        line.add(f"{step + 1}", "mark" if step == current else "muted").add(sign, tone)
        if long or step == current:
            line.add(f" {names[step]}", "mark" if step == current else "muted")
        line.space(2)
    return line.strip()


# lists


def task_rows(review: QuarterReview) -> list[Row[Item]]:
    """Unfinished tasks first, then what became of the others."""
    rows: list[Row[Item]] = []

    def group(key: str, title: str, items: Sequence[Item], ids: Sequence[str]) -> None:
        if items:
            rows.append(Row(f"-{key}", Heading(title), heading=True))
            rows.extend(Row(id_, item) for id_, item in zip(ids, items, strict=True))

    left = review.unfinished
    text = ngettext(
        "{n} task is open: done, moved or dropped?", "{n} tasks are open: done, moved or dropped?", len(left)
    )
    group("open", text.format(n=len(left)), left, [task.id for task in left])
    for status, title in ((TaskStatus.DONE, _("Done")), (TaskStatus.DROPPED, _("Dropped"))):
        found = [task for task in review.tasks if task.status is status]
        group(status.value, title, found, [task.id for task in found])
    ids = [f"{one.task_id}:{place}" for place, one in enumerate(review.moved)]
    group("moved", _("Carried over"), review.moved, ids)
    return rows


def item_rows(review: QuarterReview) -> list[Row[Item]]:
    """The progressions planned for the quarter, those not done first."""
    ordered = sorted(review.items, key=lambda item: item.status is ProgressStatus.DONE)
    return [Row(item.progression.id, item) for item in ordered]


def cause_rows(head: bool) -> list[Row[Item]]:
    """The causes that the KAM, or the head, may name."""
    causes = [cause for cause in Cause if head or cause is not Cause.KAM_FIT]
    rows: list[Row[Item]] = [Row(cause.value if cause else NO_CAUSE, CauseRow(cause)) for cause in (*causes, None)]
    if head:
        rows.insert(0, Row("-own", Heading(_("The cause as you see it; only heads ever see this")), heading=True))
    return rows


def draw_item(item: Item, line: Line, now: Quarter, today: date, chosen: Cause | None, asked: bool) -> None:
    """A line of a list. `asked`: a cause is wanted, so that none at all is not yet an answer."""
    if isinstance(item, Heading):
        line.add(item.title, "title")
    elif isinstance(item, Task):
        _draw_task(item, line, today)
    elif isinstance(item, MovedTask):
        times = f" {G.arrow}{item.times}" if item.times > 1 else ""
        line.right(f" {G.arrow} {quarter_words(item.to, now)}{times} ", "warn" if times else "muted")
        line.space().add(G.ghost, "faint").space().add(item.title, "muted")
        line.add(f"  {item.reason}" if item.reason else "", "faint")
    elif isinstance(item, ProgressItem):
        done = item.status is ProgressStatus.DONE
        line.space().add(G.done if done else G.half if item.status is ProgressStatus.IN_PROGRESS else G.open)
        line.right(f" {label(item.status)} ", "good" if done else "muted")
        line.add(f" {item.progression.code} ", "muted").add(item.progression.title, "text" if done else "strong")
    else:
        on = item.cause == chosen and not (asked and chosen is None)
        text = label(item.cause) if item.cause is not None else _("none of them, or nothing to explain")
        line.space().add(G.done if on else G.open, "accent" if on else "faint").add(
            f" {text}", "strong" if on else "text"
        )


def _draw_task(task: Task, line: Line, today: date) -> None:
    name, tone = SIGNS[task.status]
    is_open = task.status is TaskStatus.OPEN
    late = is_open and task.due is not None and task.due < today
    line.space().add(getattr(G, name), "bad" if late else tone).space()
    if is_open:
        line.right(" ")
        if task.times_moved > 1:
            line.right(f" {G.arrow}{task.times_moved}", "warn")
        if task.due:
            line.right(f" {day_words(task.due, today, short=True)}", "bad" if late else "muted")
    line.add(task.title, "strong" if line.selected else "text" if is_open else "muted")
    if task.result and not is_open:
        line.add(f"  {task.result.splitlines()[0]}", "faint")


# texts


def task_lines(item: object, width: int, today: date, names: Mapping[str, str]) -> list[Strip]:
    """What is known of the task under the cursor, and the keys that settle it; `names` of users by login."""
    lines = [rule(width)]
    if not isinstance(item, Task):
        return lines
    lines += paragraph(item.title, width, "strong", indent=1)
    about: list[tuple[str, str]] = []
    if item.due:
        about.append((day_words(item.due, today), "bad" if item.due < today else "muted"))
    if item.owner:
        about.append((names.get(item.owner, item.owner), "muted"))
    if item.times_moved:
        times = ngettext("moved {n} time", "moved {n} times", item.times_moved).format(n=item.times_moved)
        about.append((times, "warn" if item.times_moved > 1 else "muted"))
    line = Line(width).space()
    for place, span in enumerate(about):
        line.add(f" {G.dot} " if place else "", "faint").add(*span)
    if item.resource:
        line.add(f" {G.dot} " if about else "", "faint").spans(help_spans(item, today))
    lines.append(line.strip())
    if item.status is TaskStatus.OPEN:
        keys = (
            (_("space"), _("done, with what result")),
            (">", _("next quarter")),
            ("m", _("another quarter, and why")),
            ("w", _("drop, and why")),
        )
        lines += _hints(keys, width)
    elif item.result:
        lines += paragraph(item.result, width, "muted", indent=1)
    return lines


def _hints(keys: Sequence[tuple[str, str]], width: int) -> list[Strip]:
    """Keys and what they do, in as many lines as they need."""
    lines = [Line(width).space()]
    for key, text in keys:
        words = f" {text}"
        if cell_len(key + words) > lines[-1].left:
            lines.append(Line(width).space())
        lines[-1].add(key, "accent").add(words, "muted").add("   " if lines[-1].left > 3 else "")
    return [line.strip() for line in lines]


def all_settled_lines(width: int) -> list[Strip]:
    """Nothing is open any more."""
    text = _("Every task has its place. enter leads on to the progressions.")
    return [rule(width), *paragraph(text, width, "good", indent=1)]


def items_lines(review: QuarterReview, width: int) -> list[Strip]:
    """How many progressions were done of those planned."""
    if not review.items_planned:
        return paragraph(_("No progression was planned for this quarter."), width, "muted", indent=1)
    text = _("{done} of {planned} progressions planned for the quarter are done.")
    lines = [
        rule(width),
        *paragraph(text.format(done=review.items_done, planned=review.items_planned), width, indent=1),
    ]
    return lines + paragraph(_("> plans one for the next quarter."), width, "muted", indent=1)


def revenue_lines(review: QuarterReview, width: int, currency: str) -> list[Strip]:
    """Revenue against its plan."""
    lang = language()
    lines = [blank(width)]
    for name, amount, none in (
        (_("revenue plan"), review.revenue_plan, _("not set")),
        (_("revenue fact"), review.revenue_fact, _("no orders")),
    ):
        text = none if amount is None else f"{format_amount(amount, lang)} {currency}"
        lines += fact(name, [(text, "muted" if amount is None else "strong")], width, LABEL_WIDTH, indent=1)
    plan, done = review.revenue_plan, review.revenue_fact
    if plan:
        share = float((done or Decimal(0)) / plan)
        full, rest = bar(min(1.0, share), 20)
        tone = "good" if share >= 1 else "warn" if share >= 0.8 else "bad"
        spans = [(full, tone), (rest, "faint"), (f" {format_share(share)}", "text")]
        lines += fact(_("fact of plan"), spans, width, LABEL_WIDTH, indent=1)
        gap = (done or Decimal(0)) - plan
        lines += fact(_("difference"), [(f"{format_amount(gap, lang)} {currency}", tone)], width, LABEL_WIDTH, indent=1)
    if not review.ended and not review.closed:
        lines += [
            blank(width),
            *paragraph(_("The quarter has not ended: the fact grows on."), width, "muted", indent=1),
        ]
    if plan is None:
        lines += [blank(width), *paragraph(_("Press e to set the revenue plan."), width, "muted", indent=1)]
    return lines


def forecast_lines(review: QuarterReview, width: int, currency: str, now: Quarter) -> list[Strip]:
    """What is expected of the next quarter: computed, and as the KAM says."""
    lang, lines = language(), [blank(width)]
    name = quarter_words(review.next_quarter, now)
    computed = review.next_computed
    text = _("nothing yet: no base business and no opportunities") if computed is None else ""
    text = text or f"{format_amount(computed, lang)} {currency}"
    title = _("{quarter}, computed").format(quarter=name)
    lines += fact(title, [(text, "muted" if computed is None else "text")], width, LABEL_WIDTH, indent=1)
    said = review.next_forecast
    words = _("not said yet") if said is None else f"{format_amount(said, lang)} {currency}"
    title = _("{quarter}, your forecast").format(quarter=name)
    lines += fact(title, [(words, "warn" if said is None else "strong")], width, LABEL_WIDTH, indent=1)
    lines.append(blank(width))
    if review.closed:
        return lines
    if computed is not None and computed != said:
        lines += paragraph(_("enter confirms what is computed, e takes another figure."), width, "muted", indent=1)
    else:
        lines += paragraph(_("e takes a figure, enter goes on."), width, "muted", indent=1)
    return lines


def comment_lines(text: str, width: int, teach: str) -> list[Strip]:
    """A comment, or what it is for."""
    if text.strip():
        return [blank(width), *paragraph(text, min(width - 1, 100), "text", indent=1)]
    return [blank(width), *paragraph(teach, min(width - 1, 80), "muted", indent=1)]


def close_lines(review: QuarterReview, width: int, seen: set[int], refusal: str) -> list[Strip]:
    """The review on one page, and what closing it means."""
    lines = [blank(width)]
    if review.closed and review.closed_at is not None:
        text = _("closed by {user} on {day}; its figures stay as they were that day.")
        said = text.format(user=review.closed_by or "–", day=date_words(user_day(review.closed_at)))
        first, *rest = wrap(said, width - 4)
        lines.append(Line(width).space().add(f"{G.lock} ", "accent").add(first, "strong").strip())
        lines += [Line(width).space(3).add(text, "strong").strip() for text in rest]
        lines.append(blank(width))
    elif review.reopened is not None:
        text = _("opened again by {user} on {day}: {note}")
        day, who = date_words(user_day(review.reopened.at)), review.reopened.user or "–"
        said = text.format(user=who, day=day, note=" ".join(review.reopened.note.split()))
        lines += [*paragraph(said, min(width - 1, 100), "warn", indent=1), blank(width)]
    lines += _figure_lines(review, width, seen)
    lines.append(blank(width))
    if refusal:
        lines += paragraph(refusal, min(width - 1, 100), "bad", indent=1)
        if review.unfinished:
            lines += paragraph(_("enter leads to the tasks that are open."), width, "text", indent=1)
    elif review.closed:
        lines += paragraph(_("S opens the quarter again, saying why; its snapshot stays."), width, "muted", indent=1)
    elif review.unfinished:
        left = len(review.unfinished)
        text = ngettext(
            "{n} task is open yet: enter leads to it.", "{n} tasks are open yet: enter leads to them.", left
        )
        lines += paragraph(text.format(n=left), width, "warn", indent=1)
    else:
        text = _("S closes the quarter: its figures stay as they are today, and a snapshot of the plan is kept.")
        lines += paragraph(text, min(width - 1, 100), "text", indent=1)
    return lines


def _figure_lines(review: QuarterReview, width: int, seen: set[int]) -> list[Strip]:
    """What was said in each step, a line each."""
    lang, lines = language(), []
    figures = {
        TASKS: f"{review.tasks_done}/{review.tasks_planned}",
        ITEMS: f"{review.items_done}/{review.items_planned}",
        REVENUE: " / ".join(
            format_amount(amount, lang, short=True) for amount in (review.revenue_fact, review.revenue_plan)
        ),
        CAUSE: label(review.cause) if review.cause else "–",
        FORECAST: format_amount(review.next_forecast, lang, short=True),
        KAM: (review.kam_comment.strip() or "–").splitlines()[0],
        HEAD: (review.head_comment.strip() or "–").splitlines()[0],
    }
    room = max(LABEL_WIDTH - 2, *(cell_len(step_title(step)) + 1 for step in figures))
    for step, text in figures.items():
        ready = is_ready(review, step) or (step in (ITEMS, REVENUE) and step in seen)
        line = Line(width).space().add(G.done if ready else G.open, "good" if ready else "faint").space()
        lines.append(line.cell(step_title(step), room, "muted").add(text, "text").strip())
    return lines


def side_lines(review: QuarterReview, width: int, seen: set[int], *, figures: bool) -> list[Strip]:
    """Beside the step where there is room: the review so far, with the comments in full."""
    lines = [rule(width, _("the review so far")), blank(width)] if figures else []
    lines += _figure_lines(review, width, seen) if figures else []
    for title, text in ((step_title(KAM), review.kam_comment), (step_title(HEAD), review.head_comment)):
        if text.strip():
            lines += [blank(width)] * bool(lines)
            lines += [rule(width, title), *paragraph(text, width - 1, "text", indent=1)]
    return lines


def title_line(name: str, review: QuarterReview, now: Quarter, width: int) -> Strip:
    """Whose quarter it is, how much of it was done."""
    line = Line(width).space().add(_("Review of {quarter}").format(quarter=quarter_words(review.quarter, now)), "title")
    line.add(f"  {cells(name, min(len(name) + 8, max(8, width // 3))).rstrip()}", "strong")
    if review.closed:
        line.add(f"   {G.lock} ", "accent").add(_("closed"), "muted")
    done = _("tasks {done} of {planned}").format(done=review.tasks_done, planned=review.tasks_planned)
    return line.right(f"  {done} ", "muted").strip()
