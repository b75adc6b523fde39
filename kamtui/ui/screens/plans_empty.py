"""What the portfolio of plans says where it has nothing to show: what the place is for, or which filter hides all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.strip import Strip

from kamtui.i18n import _, ngettext
from kamtui.ui.paint import blank, paragraph
from kamtui.ui.screens.plans_filter import BOARD, DEPARTMENTS, TASKS, Filter

if TYPE_CHECKING:
    from kamtui.ui.screens.plans import PlansView

WIDEST = 76


def what_hides(view: PlansView, shown: Sequence[object]) -> list[str]:
    """Where nothing is `shown`: each part of the filter that hides something, with the key that takes it off.

    A filter of one part alone is taken off by esc, which is said anyway.
    """
    if shown:
        return []
    quarter = view.quarter if view.mode == TASKS else None

    def count(chosen: Filter) -> int:
        return len(view.asked(chosen) if view.mode == DEPARTMENTS else view.read(chosen).tasks(quarter))

    lines = []
    for name, key, without in view.filter.parts if len(view.filter.parts) > 1 else ():
        tasks = count(without)
        if tasks:
            text = ngettext("without “{part}” {n} task: {key}", "without “{part}” {n} tasks: {key}", tasks)
            lines.append(text.format(part=name, n=tasks, key=key if key == "!" else f"{key}, {name}"))
    beyond = len(view.board.tasks()) if quarter is not None else 0
    if beyond:
        lines.append(
            ngettext("in the whole year {n} task: 0", "in the whole year {n} tasks: 0", beyond).format(n=beyond)
        )
    return lines


def lines(view: PlansView, width: int, hiding: list[str]) -> list[Strip]:
    """The words, and the lines of `what_hides` below them."""
    room = min(width - 2, WIDEST)
    found = [blank(width), *paragraph(_words(view), room, "muted", indent=2)]
    if hiding:
        found.append(blank(width))
    for line in hiding:
        found += paragraph(line, room, "text", indent=2)
    return found


def _words(view: PlansView) -> str:
    chosen = view.filter.words
    if not view.workspace.accounts.refs():
        return _(
            "Here the plans of all accounts will stand side by side, a column for each quarter: tasks done of "
            "those planned, revenue against plan, what is late and which reviews are due. Press 2 and n to add an "
            "account."
        )
    if chosen and view.mode == BOARD and view.board.rows:
        return _("No task in this quarter is like that ({filter}).").format(filter=chosen)
    if chosen:
        return _("Nothing is like that now ({filter}). esc shows all again.").format(filter=chosen)
    if view.mode == DEPARTMENTS:
        return _(
            "Nobody is asked for help. On a task R asks a department: laboratory, logistics, legal — who, by when. "
            "Here all that is asked stands by department, until it is answered: A notes the answer."
        )
    if view.mode == TASKS:
        return _(
            "No task here yet. n writes one, v shows the accounts side by side, [ and ] turn the quarter, 0 shows "
            "the whole year."
        )
    return _("No task in this quarter. n writes the first one, enter opens the plan of the account.")
