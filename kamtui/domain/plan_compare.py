"""What differs between two contents of a plan: word by word in texts, item by item in lists, figure by figure.

Contents are the documents of `kamtui plan --json`. Items are known by their ids, so that one whose title was changed,
or that was carried to another quarter, is changed, and not gone and new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from kamtui.domain.money import DASH, format_share, format_whole
from kamtui.domain.plan_snapshots import Difference
from kamtui.domain.plan_words import words_between
from kamtui.domain.plans import BLOCKS, Plan, Task
from kamtui.domain.today import date_words
from kamtui.domain.words import (
    Answer,
    Cause,
    InitiativeStatus,
    OpportunityStatus,
    PlanState,
    Priority,
    ProgressStatus,
    Strength,
    TaskStatus,
    Verdict,
)
from kamtui.i18n import N_, _, language

Content = Mapping[str, Any]
Say = Callable[[Any], str]
Fields = Sequence[tuple[str, str, Say]]
QUARTERS = ("Q1", "Q2", "Q3", "Q4")


def differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """What differs, in the order of the plan; nothing when the contents say the same.

    When a block was touched, whether it is stale, and the events of the plan are left aside.
    """
    return tuple(_differences(before, after))


def changed_since(approved: Content, plan: Plan) -> int:
    """How many things of what was approved are another way now: texts, goals, revenue plans, tasks.

    Work that is done, dropped with its reason, or answered is the plan carried out, not changed.
    """
    texts = {block["number"]: block["text"] for block in approved.get("blocks", ())}
    count: int = sum(block.text != texts.get(block.number, "") for block in plan.blocks)
    goals = {goal.id: (goal.title, str(goal.quarter or ""), goal.parent_id) for goal in plan.goals}
    count += _uneven(
        goals,
        {goal["id"]: (goal["title"], goal["quarter"] or "", goal["parent"]) for goal in approved.get("goals", ())},
    )
    tasks: dict[str, object] = {}
    then: dict[str, object] = {}
    for board in plan.quarters:
        name = f"Q{board.quarter.number}"
        quarter = approved.get("quarters", {}).get(name, {})
        planned = quarter.get("revenue_plan")
        count += int(board.revenue_plan != (None if planned is None else Decimal(planned)))
        tasks |= {task.id: _promised(name, task) for task in board.tasks}
        then |= {task["id"]: (name, task["title"], task["due"], task["owner"]) for task in quarter.get("tasks", ())}
    return count + _uneven(tasks, then)


def _promised(name: str, task: Task) -> tuple[object, ...]:
    return name, task.title, task.due.isoformat() if task.due else None, task.owner


def _uneven(now: Mapping[str, object], then: Mapping[str, object]) -> int:
    return sum(now.get(key) != then.get(key) for key in now.keys() | then.keys())


def _differences(before: Content, after: Content) -> Iterator[Difference]:
    plan = _("plan")
    yield from _figure(plan, _("state"), before.get("state"), after.get("state"), _word(PlanState))
    texts = [{block["number"]: block["text"] for block in content.get("blocks", ())} for content in (before, after)]
    titles = {block["number"]: block["title"] for content in (before, after) for block in content.get("blocks", ())}
    for number in BLOCKS:
        words = words_between(texts[0].get(number, ""), texts[1].get(number, ""))
        if words:
            sign = "~" if texts[0].get(number) and texts[1].get(number) else "+" if texts[1].get(number) else "-"
            part = _("block {number}").format(number=number)
            yield Difference(sign, part, titles.get(number, ""), words=words)
    yield from _record(_("map"), before.get("map"), after.get("map"), _MAP)
    yield from _items(_("target contacts"), *_lists(before, after, "map", "targets"), _TARGET)
    yield from _record(_("circle"), before.get("circle"), after.get("circle"), _CIRCLE)
    yield from _items(_("circle by category"), *_categories(before, after), _CATEGORY)
    yield from _items(_("initiatives"), *_lists(before, after, "initiatives"), _INITIATIVE)
    yield from _items(_("opportunities"), *_lists(before, after, "opportunities"), _OPPORTUNITY)
    yield from _record(_("forecast"), before.get("forecast"), after.get("forecast"), _FORECAST)
    yield from _items(_("goals"), _goals(before), _goals(after), _GOAL)
    yield from _record(_("progressions"), before.get("progress"), after.get("progress"), _PROGRESS)
    yield from _items(_("progressions"), *_lists(before, after, "progress", "planned"), _ITEM)
    for name in QUARTERS:
        one, other = (content.get("quarters", {}).get(name, {}) for content in (before, after))
        yield from _record(name, one, other, _QUARTER)
        yield from _record(_("review {quarter}").format(quarter=name), one.get("review"), other.get("review"), _REVIEW)
        yield from _comments(name, one.get("review") or {}, other.get("review") or {})
    yield from _tasks(before, after)


def _goals(content: Content) -> list[Content]:
    """Goals, each with the title of the one above it."""
    goals: Sequence[Content] = content.get("goals", ())
    titles = {goal["id"]: goal["title"] for goal in goals}
    return [{**goal, "above": titles.get(goal["parent"])} for goal in goals]


def _tasks(before: Content, after: Content) -> Iterator[Difference]:
    """Tasks of the year, each under the quarter where it stands now, else stood."""
    old, new = (
        {task["id"]: {**task, "quarter": name} for name in QUARTERS for task in _of_quarter(content, name)}
        for content in (before, after)
    )
    for name in QUARTERS:
        keys = [key for key, task in new.items() if task["quarter"] == name]
        keys += [key for key, task in old.items() if task["quarter"] == name and key not in new]
        one, other = ([tasks[key] for key in keys if key in tasks] for tasks in (old, new))
        yield from _items(_("tasks {quarter}").format(quarter=name), one, other, _TASK)


def _of_quarter(content: Content, name: str) -> Sequence[Content]:
    found: Sequence[Content] = content.get("quarters", {}).get(name, {}).get("tasks", ())
    return found


def _comments(name: str, before: Content, after: Content) -> Iterator[Difference]:
    part = _("review {quarter}").format(quarter=name)
    for key, what in (("kam_comment", _("the KAM's comment")), ("head_comment", _("the head's comment"))):
        old, new = before.get(key) or "", after.get(key) or ""
        words = words_between(old, new)
        if words:
            yield Difference("~" if old and new else "+" if new else "-", part, what, words=words)


def _lists(before: Content, after: Content, *path: str) -> tuple[Sequence[Content], Sequence[Content]]:
    """The lists at `path` in both contents; one that is not there is empty."""
    found: list[Any] = [before, after]
    for name in path:
        found = [(each or {}).get(name) for each in found]
    return found[0] or (), found[1] or ()


def _categories(before: Content, after: Content) -> tuple[list[Content], list[Content]]:
    one, other = (
        [
            {**each, "id": f"{each['year']} {each['category']}", "title": f"{each['category'] or DASH} {each['year']}"}
            for each in part
        ]
        for part in _lists(before, after, "circle", "categories")
    )
    return list(one), list(other)


def _items(part: str, before: Sequence[Content], after: Sequence[Content], fields: Fields) -> Iterator[Difference]:
    """Items of a list that are new, gone or changed: those there are in their order, then those that are gone."""
    old, new = ({_key(item): item for item in items} for items in (before, after))
    for key, item in new.items():
        if key not in old:
            yield Difference("+", part, _name(item), after=_said(item, fields))
            continue
        changed = [field for field in fields if field[2](old[key].get(field[0])) != field[2](item.get(field[0]))]
        if changed:
            yield Difference("~", part, _name(item), _said(old[key], changed, True), _said(item, changed, True))
    for key, item in old.items():
        if key not in new:
            yield Difference("-", part, _name(item), before=_said(item, fields))


def _key(item: Content) -> str:
    return str(item.get("id") or item.get("code"))


def _name(item: Content) -> str:
    return str(item.get("title") or item.get("name") or "")


def _said(item: Content, fields: Fields, everything: bool = False) -> str:
    """Fields of an item in words; those that say nothing only with `everything`, the title never but then."""
    return "; ".join(
        f"{_(label)}: {say(item.get(name))}"
        for name, label, say in fields
        if everything or (name not in ("title", "name") and item.get(name) not in (None, "", False, []))
    )


def _record(part: str, before: Content | None, after: Content | None, fields: Fields) -> Iterator[Difference]:
    for name, label, say in fields:
        yield from _figure(part, _(label), (before or {}).get(name), (after or {}).get(name), say)


def _figure(part: str, what: str, before: Any, after: Any, say: Say) -> Iterator[Difference]:
    if before != after and say(before) != say(after):
        yield Difference("~", part, what, say(before), say(after))


def _text(value: Any) -> str:
    return DASH if value in (None, "") else str(value)


def _amount(value: Any) -> str:
    return DASH if value is None else format_whole(Decimal(value), language())


def _share(value: Any) -> str:
    return format_share(value)


def _yes(value: Any) -> str:
    return DASH if value is None else _("yes") if value else _("no")


def _date(value: Any) -> str:
    return DASH if value is None else date_words(date.fromisoformat(value))


def _word(enum: type[Enum]) -> Say:
    """Says a member of an enum by its label; of one that is numbered, by its name."""

    def say(value: Any) -> str:
        from kamtui.labels import label

        if value is None:
            return DASH
        numbered = isinstance(next(iter(enum)).value, int)
        return label(enum[value.upper()] if numbered else enum(value))

    return say


_MAP: Fields = (("quality", N_("map quality"), _text),)
_TARGET: Fields = (
    ("name", N_("name"), _text),
    ("position", N_("position"), _text),
    ("placeholder", N_("to meet"), _yes),
    ("strength", N_("now"), _word(Strength)),
    ("target_strength", N_("wanted"), _word(Strength)),
)
_CIRCLE: Fields = (
    ("wallet_now", N_("wallet this year"), _amount),
    ("wallet_next", N_("wallet next year"), _amount),
    ("share_now", N_("our share this year"), _share),
    ("share_next", N_("our share next year"), _share),
    ("verdict", N_("verdict"), _word(Verdict)),
    ("delta", N_("change of our revenue"), _amount),
)
_CATEGORY: Fields = (("total", N_("wallet"), _amount), ("ours", N_("ours"), _amount))
_INITIATIVE: Fields = (
    ("title", N_("title"), _text),
    ("source", N_("source"), _text),
    ("relevant", N_("relevant"), _yes),
    ("why", N_("why"), _text),
    ("status", N_("status"), _word(InitiativeStatus)),
)
_OPPORTUNITY: Fields = (
    ("title", N_("title"), _text),
    ("category", N_("category"), _text),
    ("product", N_("product"), _text),
    ("amount", N_("amount"), _amount),
    ("monthly", N_("per month"), _yes),
    ("starts", N_("from"), _date),
    ("months", N_("months"), _text),
    ("probability", N_("probability"), _share),
    ("quarter", N_("quarter"), _text),
    ("competitor", N_("competitor"), _text),
    ("next_step", N_("next step"), _text),
    ("status", N_("status"), _word(OpportunityStatus)),
    ("reason", N_("reason"), _text),
)
_FORECAST: Fields = (*((name, name, _amount) for name in QUARTERS), ("year", N_("year"), _amount))
_GOAL: Fields = (
    ("title", N_("title"), _text),
    ("quarter", N_("quarter"), _text),
    ("above", N_("below the goal"), _text),
    ("done", N_("reached"), _yes),
)
_PROGRESS: Fields = (("share", N_("progress"), _share),)
_ITEM: Fields = (("quarter", N_("quarter"), _text), ("status", N_("status"), _word(ProgressStatus)))
_QUARTER: Fields = (
    ("revenue_plan", N_("revenue plan"), _amount),
    ("revenue_fact", N_("revenue fact"), _amount),
    ("base", N_("base business"), _amount),
    ("closed", N_("closed"), _yes),
)
_REVIEW: Fields = (
    ("next_forecast", N_("next forecast"), _amount),
    ("cause", N_("cause"), _word(Cause)),
)
_TASK: Fields = (
    ("title", N_("title"), _text),
    ("quarter", N_("quarter"), _text),
    ("due", N_("due"), _date),
    ("owner", N_("owner"), _text),
    ("status", N_("status"), _word(TaskStatus)),
    ("priority", N_("priority"), _word(Priority)),
    ("resource", N_("resource"), _text),
    ("resource_answer", N_("answer"), _word(Answer)),
    ("result", N_("result"), _text),
)
