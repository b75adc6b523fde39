"""What `kamtui progress` prints without an account: progressions × accounts, by quarter, and growth beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kamtui.cli import output, session
from kamtui.cli.progress_account import dynamics_json, dynamics_text
from kamtui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from kamtui.domain.explained import Explained
    from kamtui.domain.progress_matrix import MatrixCell, MatrixRow, ProgressMatrix

# Cells of a line beside those of the accounts: code, weight, stalled of planned, the mark; and least of a title.
_BESIDE, _TITLE = 27, 18


def show(run: session.Run, sort: str, json: bool, why: bool) -> None:
    """Print the progressions of all accounts. Raises InvalidValue for an unknown order."""
    progress = run.workspace.progress
    found = progress.matrix(sort=sort)
    quarters, growth = progress.dynamics(), progress.growth_by_progress()
    if json:
        data: dict[str, Any] = {
            "accounts": [
                {"code": code, "name": name, "share": share}
                for (_id, code, name), share in zip(found.accounts, found.shares, strict=True)
            ],
            "items": [_row_json(row, found) for row in found.rows],
            "dynamics": dynamics_json(quarters),
            "growth": _growth_json(growth, run.workspace.method.progress_goal),
        }
        if why:
            systematic = {row.progression.code: row.systematic for row in found.rows if row.systematic.value}
            data["why"] = {"growth": growth, "systematic": systematic}
        output.emit_json(data)
        return
    if not found.accounts:
        output.emit(_("No accounts yet; `kamtui import accounts FILE` brings them in."))
        return
    output.emit("\n".join(_matrix_lines(found)))
    output.emit("\n" + dynamics_text(quarters))
    output.emit("\n" + output.paragraph(_growth_words(growth, run.workspace.method.progress_goal)))
    if why:
        output.emit(
            "\n" + output.explanation(_("Margin growth"), _growth_told(growth, run.workspace.method.progress_goal))
        )
        for row in found.rows:
            if row.systematic.value:
                output.emit("\n" + output.explanation(row.progression.code, row.systematic))


def _row_json(row: MatrixRow, found: ProgressMatrix) -> dict[str, Any]:
    cells = {
        code: cell.status
        for (_id, code, _name), cell in zip(found.accounts, row.cells, strict=True)
        if cell is not None and cell.in_set
    }
    return {
        "code": row.progression.code,
        "title": row.progression.title,
        "category": row.progression.category,
        "weight": row.progression.weight,
        "cells": cells,
        "stalled": row.stalled,
        "planned": row.planned,
        "systematic": row.systematic.value,
    }


def _growth_json(growth: Explained[Mapping[str, Decimal | None]], goal: float) -> dict[str, Any]:
    groups = growth.value or {}
    shares = {name: None if groups.get(name) is None else float(groups[name] or 0) for name in ("beyond", "below")}
    return {**shares, "mark": goal, "kind": "correlation"}


def _growth_words(growth: Explained[Mapping[str, Decimal | None]], goal: float) -> str:
    if growth.value is None:
        return _("Margin growth beside progress: no account has a margin in both years.")
    text = _("Margin growth of 12 months: {beyond} at {goal} and beyond, {below} below. A correlation, not a forecast.")
    return text.format(**_growth_shares(growth.value, goal))


def _growth_told(growth: Explained[Mapping[str, Decimal | None]], goal: float) -> Explained[str]:
    """The growth of both groups as words, with the parts behind them."""
    from kamtui.domain.explained import Explained

    text = None if growth.value is None else _("{beyond} at {goal} and beyond, {below} below")
    return Explained(text and text.format(**_growth_shares(growth.value or {}, goal)), growth.parts, growth.rule)


def _growth_shares(groups: Mapping[str, Decimal | None], goal: float) -> dict[str, str]:
    from kamtui.domain.money import format_share

    shares = {name: format_share(None if value is None else float(value)) for name, value in groups.items()}
    return {**shares, "goal": format_share(goal)}


def _matrix_lines(found: ProgressMatrix) -> Iterator[str]:
    """Blocks of as many accounts as fit beside the titles; accounts go by number, the numbers stand below."""
    from kamtui.domain.money import format_share

    fit = output.width()
    step = len(str(len(found.accounts))) + 1
    room = max(1, (fit - _BESIDE - _TITLE) // step)
    rows = [row for row in found.rows if any(cell is not None and cell.in_set for cell in row.cells)]
    for first in range(0, len(found.accounts), room):
        numbers = range(first, min(first + room, len(found.accounts)))
        title = min(44, fit - _BESIDE - step * len(numbers))
        heads = "".join(f"{number + 1:>{step}}" for number in numbers)
        titles = _("Code"), _("Progression"), _("Wt"), _("Stalled/planned")
        beside = f"  {_fit(titles[2], 4)}{_fit(titles[3], 16)}"
        yield f"{_fit(titles[0], 6)}{_fit(titles[1], title)}{heads}{beside}".rstrip()
        for row in rows:
            cells = "".join(f"{_glyph(row.cells[number]):>{step}}" for number in numbers)
            mark = " !!" if row.systematic.value else ""
            counts = f"{row.stalled}/{row.planned}" if row.planned or row.stalled else ""
            item = row.progression
            yield f"{_fit(item.code, 6)}{_fit(item.title, title)}{cells}  {item.weight}   {counts}{mark}".rstrip()
        yield ""
    for number, ((_id, code, name), share) in enumerate(zip(found.accounts, found.shares, strict=True), 1):
        yield output.paragraph(f"{number:>{step}}  {format_share(share):>6}  {code}  {name}")
    legend = _(
        "○ not started, ◐ in progress, ◑ stalled, ● done, ⊘ does not apply; !! stuck in half of those that planned"
    )
    yield output.paragraph(legend)


def _glyph(cell: MatrixCell | None) -> str:
    from kamtui.domain.words import ProgressStatus

    if cell is None or not cell.in_set:
        return " "
    if cell.stalled:
        return "◑"
    return {
        ProgressStatus.NOT_STARTED: "○",
        ProgressStatus.IN_PROGRESS: "◐",
        ProgressStatus.DONE: "●",
        ProgressStatus.NOT_APPLICABLE: "⊘",
    }[cell.status]


def _fit(text: str, cells: int) -> str:
    """`text` in `cells` cells, the last of them blank."""
    return output.fitted(text, cells - 1) + " "
