"""Fills an empty workspace with the stories, in English, as of the day of the sample. Nothing of it is journaled."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import insert, text
from sqlmodel import Session

from kamtui.db import sales_days, tables
from kamtui.db.sample import network, orders, planning, prospects, relations, reviews
from kamtui.db.sample.alive import UNTIE_GOALS
from kamtui.db.sample.book import Book, Page
from kamtui.db.sample.days import BASE
from kamtui.db.sample.stories import STORIES
from kamtui.db.sample.story import Story, english
from kamtui.db.writer import make_engine
from kamtui.domain.text import search_key

# Of all clients of the company, so that the biggest account is seen to be a fifth of it.
COMPANY_REVENUE = "412000000"


def fill(path: Path) -> None:
    """Write all stories into the workspace at `path`, which holds its first user and the library of progressions."""
    engine = make_engine(path)
    try:
        with Session(engine) as session:
            book = Book(session)
            session.add(tables.Setting(key="company_revenue", value=f'"{COMPANY_REVENUE}"'))
            for number, story in enumerate(STORIES):
                page = _account(book, number, story)
                relations.write_people(book, page, story)
                planning.write_plans(book, page, story)
                planning.write_tasks(book, page, story)
                relations.write_touches(book, page, story)
                relations.write_progress(book, page, story)
                _order_lines(book, page, number, story)
            driver = session.connection().connection.driver_connection
            assert driver is not None
            sales_days.refresh(driver, [page.account for page in book.pages.values()])
            for story in STORIES:
                planning.write_quarters(book, book.pages[story.code], story)
            for story in STORIES:
                network.write_later(book, book.pages[story.code], story)
            book.write_colleagues()
            for story in STORIES:
                network.write_network(book, book.pages[story.code], story)
            for story in STORIES:
                prospects.write_potential(book, book.pages[story.code], story)
                reviews.write_moves(book, book.pages[story.code], story)
                reviews.write_reviews(book, book.pages[story.code], story)
                reviews.write_events(book, book.pages[story.code], story)
            session.connection().execute(text(UNTIE_GOALS))
            session.connection().execute(text("UPDATE journal_step SET session = 'sample', subject = ''"))
            session.commit()
    finally:
        engine.dispose()


def _account(book: Book, number: int, story: Story) -> Page:
    """The account with its legal entities and units."""
    begun = BASE - timedelta(days=1090 - 7 * number)
    name = english(story.name)
    account = tables.Account(
        code=story.code,
        name=name,
        search_key=search_key(name),
        category=story.category,
        owner_id=book.users["anna"],
        deputy_id=book.users.get(story.deputy),
        parent_id=book.pages[story.parent].account if story.parent else None,
        industry=english(story.industry),
        region=english(story.region),
        since=date.fromisoformat(story.since),
        strategic=story.strategic,
        cadence_days=story.cadence,
        progress_set=story.progress_set,
        note=english(story.note),
    )
    book.add(account, begun)
    for told, digits in story.entities:
        name = english(told)
        entity = tables.LegalEntity(
            account_id=account.id, name=name, search_key=search_key(name), inn=with_check_digit(digits)
        )
        book.add(entity, begun)
    units = []
    for told in story.units:
        unit = tables.Unit(account_id=account.id, name=english(told), search_key=search_key(english(told)))
        book.add(unit, begun)
        units.append(unit.id)
    page = book.pages[story.code] = Page(account.id, units)
    return page


def _order_lines(book: Book, page: Page, number: int, story: Story) -> None:
    """The orders of the account, as one import of a file from the accounting system."""
    batch = tables.ImportBatch(
        file_name=f"orders-{story.code.lower()}.xlsx",
        at=datetime.combine(BASE - timedelta(days=1), time(18, number)),
        user_id=book.users["anna"],
    )
    book.session.add(batch)
    book.session.flush()
    rows = [
        {
            "batch_id": batch.id,
            "account_id": page.account,
            "unit_id": page.units[line.unit - 1] if story.trade.units > 1 else None,
            "order_no": f"{story.code[:2]}{'R' if line.returned else ''}-{1000 + line.order}",
            "line_no": line.number,
            "date": line.day,
            "category_id": book.categories[line.category],
            "product": english(line.product.name),
            "quantity": line.quantity,
            "uom": english(line.product.unit),
            "price": line.price,
            "amount": line.amount,
            "margin": line.margin,
            "via": english(story.trade.via) if line.via else "",
        }
        for line in orders.lines(story.trade, BASE, 100 + number)
    ]
    batch.created = len(rows)
    book.session.connection().execute(insert(tables.OrderLine), rows)


def with_check_digit(digits: str) -> str:
    """A Russian tax number (ИНН) of ten digits from its first nine."""
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    return digits + str(sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 % 10)
