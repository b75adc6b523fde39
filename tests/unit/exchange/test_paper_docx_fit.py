"""The size of letters of a Word paper on one page follows from what stands on it."""

from __future__ import annotations

from datetime import date

from kamtui.exchange.paper import (
    Beside,
    Bullet,
    Bullets,
    Circles,
    Column,
    Disc,
    Fact,
    Heading,
    Paper,
    Piece,
    Row,
    Table,
)
from kamtui.exchange.paper_docx_fit import LARGEST, SMALLEST, letters
from kamtui.exchange.paper_docx_parts import new_document

LONG = "Agree with the chief engineer of the new plant on the washing rules and put the trial batch there"


def paper(*pieces: Piece) -> Paper:
    facts = tuple(Fact(name, "something") for name in ("account", "KAM", "deputy", "state", "completeness", "as of"))
    lead = ("Double effect", "The client's purchases go from 118 M to 148 M. " * 3)
    return Paper("en", "Plan", "Nord Foods", facts, lead, pieces, "foot", date(2026, 11, 20), one_page=True)


def table(rows: int, text: str = LONG) -> Table:
    columns = (Column("Task", 3), Column("Due", 1), Column("Owner", 1.2))
    return Table(columns, tuple(Row((text, "20 Nov 2026", "Anna Belova")) for _number in range(rows)))


def disc(year: int) -> Disc:
    return Disc(f"{year}: 118 M RUB", 1.0, 0.36, ("ours 42.3 M, 36 %",))


def test_what_fits_keeps_the_largest_letters() -> None:
    circles = Circles((disc(2026), disc(2027)))
    bullets = Bullets(tuple(Bullet("A goal", depth) for depth in (0, 1, 1)))
    pieces = (Beside((circles,), (table(5, "Q1"),)), Heading("Goals"), bullets, Heading("Tasks"), table(8, "Meet him"))
    assert letters(paper(*pieces)) == LARGEST


def test_more_text_means_smaller_letters_but_never_unreadable_ones() -> None:
    sizes = [letters(paper(Heading("Tasks"), table(rows))) for rows in (5, 25, 32, 40, 400)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == LARGEST
    assert LARGEST > sizes[2] > SMALLEST
    assert sizes[-1] == SMALLEST


def test_the_styles_take_that_size() -> None:
    crowded = paper(Heading("Tasks"), table(32))
    assert new_document(crowded).styles["Normal"].font.size.pt == letters(crowded)
    assert new_document(crowded._replace(one_page=False)).styles["Normal"].font.size.pt == 10
