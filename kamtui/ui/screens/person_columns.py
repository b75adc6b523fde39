"""Which part of a person stands in which column: one column at 80 cells, two at 120, three at 200."""

from __future__ import annotations

from kamtui.ui.screens import person_history as history
from kamtui.ui.screens import person_lines as lines
from kamtui.ui.screens.account_person import Person
from kamtui.ui.widgets.walk import Piece

Columns = tuple[list[Piece], list[Piece], list[Piece]]


def columns(person: Person, room: str) -> Columns:
    """Facts, what joins the person with others, what happened; `room` is narrow, normal or wide."""
    facts, note = lines.facts_part(person), lines.note_part(person)
    joined = [*lines.lines_part(person), *lines.records_part(person)]
    proofs, closed = history.evidence_part(person), history.done_part(person)
    changes, promises = history.history_part(person), history.promises_part(person)
    if room == "narrow":
        tasks, touches = history.tasks_part(person), history.touches_part(person)
        sides = lines.sides_part(person)
        first = [*facts, *tasks, *promises, *sides, *joined, *note, *touches, *proofs, *closed, *changes]
        return first, [], []
    if room == "normal":
        timeline = [*history.tasks_part(person, first=True), *promises, *history.touches_part(person)]
        return [*facts, *lines.sides_part(person), *joined, *note], [], [*timeline, *proofs, *closed, *changes]
    middle = [*lines.sides_part(person, first=True), *joined, *history.tasks_part(person), *promises, *closed, *note]
    return facts, middle, [*history.touches_part(person, first=True), *proofs, *changes]
