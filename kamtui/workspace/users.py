"""Who works in the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kamtui.errors import InvalidValue
from kamtui.i18n import _
from kamtui.workspace.base import Feature

if TYPE_CHECKING:
    from kamtui.db.writer import Step


class UserView(NamedTuple):
    """A user: login of the machine, name, role (kam, head, deputy)."""

    id: str
    login: str
    name: str
    role: str


class Users(Feature):
    """`workspace.users`."""

    def all(self) -> list[UserView]:
        """All users by name."""
        return [UserView(*row) for row in self._reader.rows("SELECT id, login, name, role FROM user_ ORDER BY name")]

    def current(self) -> UserView:
        """The user of this session; one who never wrote here has an empty id."""
        row = self._reader.row("SELECT id, login, name, role FROM user_ WHERE login = :login", login=self._ws.login)
        return UserView(*row) if row is not None else UserView("", self._ws.login, self._ws.login, "kam")


def user_id(step: Step, login: str | None, field: str, *, create: bool = False) -> str | None:
    """Id of the user with this login or name, within a step. Raises InvalidValue when unknown and not to be created."""
    if not login:
        return None
    from sqlmodel import or_, select

    from kamtui.db.tables import User

    user = step.session.exec(select(User).where(or_(User.login == login, User.name == login))).first()
    if user is None and create:
        user = User(login=login, name=login)
        step.session.add(user)
        step.session.flush()
    if user is None:
        known = ", ".join(step.session.exec(select(User.login)).all())
        raise InvalidValue(field, login, reason=_("no such user"), expected=known)
    return user.id
