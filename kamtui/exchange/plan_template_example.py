"""An example of a company's template for plans: a Word file with every kind of placeholder, to be changed at will."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from kamtui.domain.plans import block_titles
from kamtui.exchange.paper import Paper, shares
from kamtui.exchange.paper_docx_parts import (
    COLOURS,
    add_run,
    at_page_foot,
    borders,
    fixed_table,
    new_document,
    page_width,
    paragraph,
    repeat_head,
    row_in_one_piece,
)
from kamtui.i18n import N_, _, language, pgettext

_RIGHT = {"amount", "probability", "plan", "forecast", "fact", "tasks"}  # numbers stand at the right
_TABLES: dict[int, tuple[tuple[str, tuple[tuple[str, str, float], ...]], ...]] = {
    2: (
        (
            "person in people",
            (
                (N_("Contact"), "person.name", 2),
                (N_("Position"), "person.position", 2),
                (N_("Level"), "person.level", 1.6),
                (N_("Roles"), "person.roles", 1.8),
                (N_("Relationship"), "person.relationship", 1.6),
            ),
        ),
    ),
    4: (
        (
            "initiative in initiatives",
            (
                (N_("What the client is going to do"), "initiative.title", 3),
                (N_("Source"), "initiative.source", 2),
                (N_("Relevant"), "initiative.relevant", 1),
            ),
        ),
    ),
    5: (
        (
            "offer in opportunities",
            (
                (N_("Opportunity"), "offer.title", 3),
                (N_("Amount"), "offer.amount", 1.3),
                (N_("Prob."), "offer.probability", 0.8),
                (N_("Quarter"), "offer.quarter", 1),
                (N_("Next step"), "offer.next_step", 2),
            ),
        ),
    ),
    6: (
        ("goal in goals", ((N_("Goal"), "goal.title", 4), (N_("Quarter"), "goal.quarter", 1))),
        (
            "person in targets",
            (
                (N_("Contact"), "person.name", 2),
                (N_("Position"), "person.position", 2),
                (N_("Relationship"), "person.relationship", 1.5),
            ),
        ),
    ),
    7: (
        (
            "task in tasks",
            (
                (N_("Quarter"), "task.quarter", 1),
                (N_("Task"), "task.title", 3),
                (N_("Due"), "task.due", 1),
                (N_("Owner"), "task.owner", 1.2),
                (N_("Help asked from"), "task.help", 1.6),
                (N_("State, result"), "task.state", 2.2),
            ),
        ),
    ),
}


def example() -> bytes:
    """The whole file."""
    title = _("Template for account development plans")
    paper = Paper(language(), title, "kamtui", (), (), (), "{{ account.name }} · {{ plan.title }}", date(2000, 1, 1))
    document = new_document(paper)
    paragraph(document, "{{ plan.title }}", style="Subtitle")
    paragraph(document, "{{ account.name }}", style="Title")
    paragraph(document, "{{ account.code }} · {{ account.category }} · {{ account.owner }} · {{ today }}")
    paragraph(document, "{{ plan.state }} {{ plan.approved_by }} {{ plan.approved_on }}", "muted")
    paragraph(document, "{{ verdict }}", style="Heading 2")
    paragraph(document, "{{ summary }}")
    paragraph(document, "{{ circles_picture }}")
    change = "{{ wallet.now }}, {{ wallet.share_now }} → {{ wallet.next }}, {{ wallet.share_next }}"
    paragraph(document, _("Circle and our share") + f": {change}", bold=True)
    _table(
        document,
        "quarter in quarters",
        (
            (_("Quarter"), "quarter.name", 1),
            (_("Revenue plan"), "quarter.plan", 1.4),
            (_("Forecast"), "quarter.forecast", 1.4),
            (pgettext("figures", "Fact"), "quarter.fact", 1.4),
            (_("Tasks done"), "quarter.tasks", 1),
        ),
    )
    titles = block_titles()
    for number, title in titles.items():
        paragraph(document, f"{number}. {title}", style="Heading 1")
        paragraph(document, f"{{{{ text_{number} }}}}")
        for loop, columns in _TABLES.get(number, ()):
            _table(document, loop, tuple((_(head), name, weight) for head, name, weight in columns))
    at_page_foot(document, paper.foot)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _place(cell: Any, name: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if name.rpartition(".")[2] in _RIGHT:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _table(document: object, loop: str, columns: Sequence[tuple[str, str, float]]) -> None:
    """A head, and a row that comes again for each of a list."""
    table = fixed_table(document, shares([weight for _head, _name, weight in columns]), page_width(document))
    head = table.add_row()
    repeat_head(head)
    for cell, (text, name, _weight) in zip(head.cells, columns, strict=True):
        add_run(cell.paragraphs[0], text, "accent", bold=True)
        _place(cell, name)
        borders(cell, bottom=(8, COLOURS["accent"]))
    add_run(table.add_row().cells[0].paragraphs[0], f"{{%tr for {loop} %}}")
    row = table.add_row()
    row_in_one_piece(row)
    for cell, (_text, name, _weight) in zip(row.cells, columns, strict=True):
        add_run(cell.paragraphs[0], f"{{{{ {name} }}}}")
        _place(cell, name)
        borders(cell, bottom=(4, COLOURS["rule"]))
    add_run(table.add_row().cells[0].paragraphs[0], "{%tr endfor %}")
    paragraph(document, "")
