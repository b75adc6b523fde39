"""Writes people, touches and progressions of a story."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from kamtui.db import tables
from kamtui.db.sample.book import Book, Page
from kamtui.db.sample.days import BASE, HOME, workday
from kamtui.db.sample.story import Mark, Person, Story, Talk, english
from kamtui.domain.quarters import Quarter
from kamtui.domain.text import search_key
from kamtui.domain.words import ContactStatus, Favours, ProgressStatus

_STATUS = {
    "done": ProgressStatus.DONE,
    "going": ProgressStatus.IN_PROGRESS,
    "planned": ProgressStatus.NOT_STARTED,
    "n/a": ProgressStatus.NOT_APPLICABLE,
}


_FAVOURS = {"": None, "us": Favours.US, "nobody": Favours.NOBODY}


def write_people(book: Book, page: Page, story: Story, first: int = 0) -> None:
    """The contact map; a boss is told before those who report. `first` people are on it already."""
    for place, person in enumerate(story.people, first):
        row = _contact(place, person, page, story)
        book.add(row, BASE - timedelta(days=1000 - 11 * place))
        page.people[person.key] = row.id
        page.names[person.key] = row.name
        for role in person.roles.split():
            book.session.add(tables.ContactRole(contact_id=row.id, role=role))
        for category in person.buys.split():
            book.session.add(tables.ContactCategory(contact_id=row.id, category_id=book.categories[category]))


def _contact(place: int, person: Person, page: Page, story: Story) -> tables.Contact:
    name = english(person.name)
    words = search_key(name).split()
    favours = _FAVOURS.get(person.favours, Favours.COMPETITOR)
    return tables.Contact(
        account_id=page.account,
        unit_id=page.units[person.unit - 1] if person.unit else None,
        name=name,
        search_key=search_key(name),
        position=english(person.position),
        level=person.level,
        function=person.function,
        attitude=person.attitude,
        influence=person.influence or None,
        strength=person.strength,
        target_strength=person.target,
        status=(ContactStatus.ACTIVE if person.left is None else ContactStatus.LEFT).value,
        placeholder=person.to_meet,
        left_on=None if person.left is None else workday(BASE - timedelta(days=person.left)),
        email="" if person.to_meet else person.email or f"{words[0][0]}.{words[-1]}@{story.domain}",
        phone="" if person.to_meet else person.phone or f"{story.phone}-{10 + 7 * place % 90}",
        birthday=date.fromisoformat(person.born) if person.born else None,
        reports_to_id=page.people[person.boss] if person.boss else None,
        note=english(person.note),
        level_guessed="level" in person.guessed.split(),
        function_guessed="function" in person.guessed.split(),
        language=person.language,
        favours=favours.value if favours else None,
        competitor=english(person.favours) if favours is Favours.COMPETITOR else "",
        cadence_ideal=person.every[0] if person.every else None,
        cadence_maximum=person.every[1] if person.every else None,
        chosen=person.chosen,
        left_to=english(person.left_to),
    )


def write_touches(book: Book, page: Page, story: Story) -> None:
    """Touches with those who took part, the oldest first."""
    for place, talk in enumerate(sorted(story.talks, key=lambda talk: -talk.ago)):
        row = _touch(book, page, talk)
        book.add(row, row.on_date, 10 + place % 8)
        page.talks[talk.ago] = row.id
        if talk.proves:
            page.proofs[talk.proves] = row.id
        for key in talk.who.split():
            book.session.add(tables.TouchPerson(touch_id=row.id, contact_id=page.people[key], name=page.names[key]))


def _touch(book: Book, page: Page, talk: Talk) -> tables.Touch:
    return tables.Touch(
        account_id=page.account,
        on_date=workday(BASE - timedelta(days=talk.ago)),
        kind=talk.kind,
        outcome=english(talk.outcome),
        next_step=english(talk.then),
        proactive=talk.proactive,
        user_id=book.users[talk.by],
        task_id=page.jobs[talk.job] if talk.job else None,
    )


def write_progress(book: Book, page: Page, story: Story) -> None:
    """Where progressions stand, and how they came there."""
    for place, mark in enumerate(story.marks):
        status = _STATUS[mark.status]
        day = workday(BASE - timedelta(days=mark.ago))
        done = status is ProgressStatus.DONE
        begun = workday(day - timedelta(days=21 + 13 * (place % 4))) if done else day
        started = begun if status in (ProgressStatus.DONE, ProgressStatus.IN_PROGRESS) else None
        quarter = None if mark.quarter is None else HOME.shifted(mark.quarter)
        if done and quarter is not None and Quarter.of(day) != quarter:
            raise ValueError(f"{story.code}: {mark.code} was done on {day}, outside {quarter}")
        state = tables.ProgressState(
            account_id=page.account,
            progression_id=book.library[mark.code],
            status=status.value,
            started_on=started,
            done_on=day if done else None,
            evidence=english(mark.evidence),
            touch_id=page.proofs.get(mark.code),
            planned_quarter=None if quarter is None else str(quarter),
        )
        book.add(state, day)
        _write_events(book, page, mark, status, started, day)


def _write_events(book: Book, page: Page, mark: Mark, status: ProgressStatus, started: date | None, day: date) -> None:
    steps = []
    if started is not None:
        steps.append((started, ProgressStatus.NOT_STARTED, ProgressStatus.IN_PROGRESS))
    if status is ProgressStatus.DONE:
        steps.append((day, ProgressStatus.IN_PROGRESS, status))
    elif status is ProgressStatus.NOT_APPLICABLE:
        steps.append((day, ProgressStatus.NOT_STARTED, status))
    for on, before, after in steps:
        book.session.add(
            tables.ProgressEvent(
                account_id=page.account,
                progression_id=book.library[mark.code],
                user_id=book.users["anna"],
                at=datetime.combine(on, time(16, 30)),
                on_date=on,
                from_status=before.value,
                to_status=after.value,
                evidence=english(mark.evidence) if after is status else "",
            )
        )
