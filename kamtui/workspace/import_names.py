"""Accounts as files name them: by ИНН, code, legal entity or name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kamtui.domain.accounts import Account, new_code
from kamtui.domain.text import search_key
from kamtui.errors import InvalidValue
from kamtui.exchange.values import inn_of
from kamtui.i18n import _

if TYPE_CHECKING:
    from kamtui.db.writer import Step

_QUOTES = re.compile("[«»„“”\"'‘’]")


def name_key(text: str) -> str:
    """A name as it is compared in files: quotes of any kind do not count."""
    return search_key(_QUOTES.sub(" ", text))


class NewAccount:
    """An account that the import is going to make."""

    def __init__(self, account_id: str, name: str, inn: str) -> None:
        self.id, self.name, self.inn = account_id, name, inn


class AccountNames:
    """Finds the account that a row means, and makes new ones when `create` says so. Accounts have numbers from 1."""

    def __init__(self, accounts: Iterable[Account], *, create: bool = False) -> None:
        self._create = create
        self._ids: list[str] = []
        self._shown: list[str] = []
        self._codes: list[str] = []
        self.new: dict[int, NewAccount] = {}
        self._by_inn: dict[str, list[int]] = {}
        self._by_code: dict[str, list[int]] = {}
        self._by_entity: dict[str, list[int]] = {}
        self._by_name: dict[str, list[int]] = {}
        for account in accounts:
            number = self._add(account.id, account.name, account.code)
            _put(self._by_code, search_key(account.code), number)
            for entity in account.legal_entities:
                if entity.inn:
                    _put(self._by_inn, entity.inn, number)
                _put(self._by_entity, name_key(entity.name), number)

    def _add(self, account_id: str, name: str, code: str) -> int:
        self._ids.append(account_id)
        self._shown.append(f"{name} ({code})" if code else name)
        self._codes.append(code)
        number = len(self._ids)
        _put(self._by_name, name_key(name), number)
        return number

    def id_of(self, number: int) -> str:
        """The id of an account by its number."""
        return self._ids[number - 1]

    def number_of(self, account_id: str) -> int:
        """The number of an account by its id."""
        return self._ids.index(account_id) + 1

    def find(self, text: str, inn: str = "") -> int:
        """The number of the account meant by a name (or code, or ИНН) and an ИНН.

        By ИНН, code, legal entity, then name; where one finds several, the next ones choose among them. Raises
        InvalidValue when there is none, or several.
        """
        tax = inn_of(inn) if inn else ""
        key, name = search_key(text), name_key(text)
        steps = (
            self._by_inn.get(tax or inn_of(text), ()),
            self._by_code.get(key, ()),
            self._by_entity.get(name, ()),
            self._by_name.get(name, ()),
        )
        among: Sequence[int] = ()
        for found in steps:
            left = [number for number in found if number in among] if among else found
            if len(left) == 1:
                return left[0]
            among = left or among
        if among:
            names = ", ".join(self._shown[number - 1] for number in among[:5])
            raise InvalidValue("account", text or inn, reason=_("several accounts match: {names}").format(names=names))
        return self._unknown(text, tax)

    def _unknown(self, text: str, inn: str) -> int:
        if not text and not inn:
            raise InvalidValue("account", "", reason=_("is needed"))
        if not self._create:
            reason = _("there is no such account; import accounts first, or use --create-accounts or --account")
            raise InvalidValue("account", text or inn, reason=reason)
        if len(text) > 200:
            raise InvalidValue("account", text, reason=_("longer than {limit} characters").format(limit=200))
        from kamtui.db.ids import new_id

        new = NewAccount(new_id(), text or inn, inn)
        number = self._add(new.id, new.name, "")
        self.new[number] = new
        if inn:
            _put(self._by_inn, inn, number)
        return number

    def code_for(self, name: str) -> str:
        """A code for a new account, unlike all others."""
        code = new_code(name, self._codes)
        self._codes.append(code)
        return code


def _put(index: dict[str, list[int]], key: str, number: int) -> None:
    found = index.setdefault(key, []) if key else []
    if number not in found:
        found.append(number)


def create_account(step: Step, names: AccountNames, number: int) -> None:
    """Create an account that so far only a file names; it belongs to the user who imports."""
    from kamtui.db import tables

    new = names.new[number]
    step.session.add(
        tables.Account(
            id=new.id,
            code=names.code_for(new.name),
            name=new.name,
            search_key=search_key(new.name),
            owner_id=step.user.id,
        )
    )
    if new.inn:
        step.session.add(
            tables.LegalEntity(account_id=new.id, name=new.name, search_key=search_key(new.name), inn=new.inn)
        )
