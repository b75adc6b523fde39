"""Writes what came onto the maps later: further people, lines between people, our side, ways to reach them."""

from __future__ import annotations

from kamtui.db import tables
from kamtui.db.sample import planning, relations
from kamtui.db.sample.book import Book, Page
from kamtui.db.sample.story import Person, Story, english
from kamtui.domain.words import LineKind


def write_later(book: Book, page: Page, story: Story) -> None:
    """People who came later, with their tasks and touches."""
    later = story.later
    added = story._replace(people=later.people, jobs=later.jobs, talks=later.talks)
    relations.write_people(book, page, added, len(story.people))
    planning.write_tasks(book, page, added, story.jobs)
    relations.write_touches(book, page, added)


def write_network(book: Book, page: Page, story: Story) -> None:
    """What ties people together and to us. Wants the people of all stories and our colleagues."""
    book.session.flush()
    for person in (*story.people, *story.later.people):
        _write_ways(book, page, person)
        _write_moves(book, page, person)
    for line in story.later.lines:
        kind = LineKind.CONFLICT if line.conflict else LineKind.INFLUENCES
        ends = book.person(page, line.source), book.person(page, line.target)
        # A conflict has no direction: it is stored once, whoever is named first.
        source, target = sorted(ends) if line.conflict else ends
        book.session.add(tables.ContactLine(from_id=source, to_id=target, kind=kind.value, note=english(line.why)))
        book.session.flush()
    for tie in story.later.ties:
        for key in tie.who.split():
            row = tables.ContactTie(
                contact_id=book.person(page, key),
                colleague_id=book.colleagues[tie.colleague],
                kind=tie.kind,
                strength=tie.strength,
                note=english(tie.note),
            )
            book.session.add(row)


def _write_ways(book: Book, page: Page, person: Person) -> None:
    for place, way in enumerate(person.ways):
        row = tables.ContactWay(
            contact_id=page.people[person.key],
            kind=way.kind,
            value=way.value,
            label=english(way.label),
            position=place,
        )
        book.session.add(row)


def _write_moves(book: Book, page: Page, person: Person) -> None:
    """Who took over from somebody who left, and the record of the same person at another account."""
    if person.successor or person.former:
        row = book.session.get_one(tables.Contact, page.people[person.key])
        row.successor_id = book.person(page, person.successor) if person.successor else None
        row.former_id = book.person(page, person.former) if person.former else None
