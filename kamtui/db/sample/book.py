"""What the writers of the sample share: the session, and the keys of what is written already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, select

from kamtui.db import tables
from kamtui.db.sample.days import BASE
from kamtui.db.sample.goods import CATEGORIES
from kamtui.db.sample.story import COLLEAGUES, USERS, english
from kamtui.domain.text import search_key

BEGUN = BASE - timedelta(days=1095)


class Book:
    """The workspace while it is being written. Rows get stamps of their own time and no journal."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.users = self._write_users()
        self.categories = {key: self._category(english(name)) for key, name in CATEGORIES.items()}
        self.library = {row.code: row.id for row in session.exec(select(tables.Progression))}
        self.pages: dict[str, Page] = {}
        self.colleagues: dict[str, str] = {}

    def add(self, row: tables.Edited, day: date, hour: int = 17) -> None:
        """Add a row that was written on `day`."""
        row.created_at = row.updated_at = datetime.combine(day, time(hour))
        self.session.add(row)

    def write_colleagues(self) -> None:
        """Our own people whom contacts know."""
        for key, (told, position, login) in COLLEAGUES.items():
            name = english(told)
            user = self.users.get(login)
            row = tables.Colleague(name=name, search_key=search_key(name), position=english(position), user_id=user)
            self.add(row, BEGUN)
            self.colleagues[key] = row.id

    def person(self, page: Page, key: str) -> str:
        """The key of a contact by what the story of `page` calls them: `key`, or `CODE:key` of another story."""
        code, _colon, name = key.rpartition(":")
        return (self.pages[code] if code else page).people[name]

    def _write_users(self) -> dict[str, str]:
        found = {}
        for login, (name, role) in USERS.items():
            user = self.session.exec(select(tables.User).where(tables.User.login == login)).first()
            user = user or tables.User(login=login, name="")
            user.name, user.role = english(name), role
            self.add(user, BEGUN)
            found[login] = user.id
        return found

    def _category(self, name: str) -> str:
        row = tables.ProductCategory(name=name, search_key=search_key(name))
        self.add(row, BEGUN)
        return row.id


class Page:
    """Keys of what is written of one account, by what its story calls them."""

    def __init__(self, account: str, units: Sequence[str]) -> None:
        self.account, self.units = account, units
        self.people: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.plans: dict[int, str] = {}
        self.goals: list[str] = []
        self.jobs: dict[str, str] = {}
        self.proofs: dict[str, str] = {}
        self.talks: dict[int, str] = {}
