"""What the portfolio of plans shows: all, or the tasks of one account, owner or department, or late ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from kamtui.domain.plans import Task
from kamtui.domain.text import search_key
from kamtui.i18n import _
from kamtui.ui.dialogs.pick import Choice, PickDialog
from kamtui.ui.glyphs import G

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp
    from kamtui.workspace import Workspace

MODES = BOARD, TASKS, DEPARTMENTS = "board", "tasks", "departments"
_ALL = "all"


class Filter(NamedTuple):
    """Empty parts let everything pass. `account_id` and `owner` (login) have the names shown for them beside."""

    account_id: str = ""
    account: str = ""
    owner: str = ""
    department: str = ""
    late: bool = False
    owner_name: str = ""

    @property
    def words(self) -> str:
        """What is shown only, for the head; empty when all is."""
        return f" {G.dot} ".join(name for name, _key, _without in self.parts)

    @property
    def parts(self) -> list[tuple[str, str, Filter]]:
        """Each part that holds: the words for it, the key that takes it off, and the filter without it."""
        found = [
            (_("late only") if self.late else "", "!", self._replace(late=False)),
            (self.account, "f", self._replace(account_id="", account="")),
            (self.owner_name, "f", self._replace(owner="", owner_name="")),
            (self.department, "f", self._replace(department="")),
        ]
        return [part for part in found if part[0]]

    def passes(self, task: Task) -> bool:
        """Whether a task is shown, lateness aside."""
        return (
            self.account_id in ("", task.account_id)
            and self.owner in ("", task.owner)
            and (not self.department or search_key(self.department) == search_key(task.resource))
        )


def choose(kam: KamApp, now: Filter, then: Callable[[Filter], None]) -> None:
    """Pick one part of the filter; one that holds already is taken off."""
    choices = _choices(kam.workspace, now)

    def chosen(key: str) -> None:
        kind, _colon, value = key.partition(":")
        name = next(choice.label for choice in choices if choice.id == key)
        if kind == _ALL:
            then(Filter())
        elif kind == "late":
            then(now._replace(late=not now.late))
        elif kind == "account":
            same = now.account_id == value
            then(now._replace(account_id="" if same else value, account="" if same else name))
        elif kind == "owner":
            same = now.owner == value
            then(now._replace(owner="" if same else value, owner_name="" if same else name))
        else:
            then(now._replace(department="" if now.department == value else value))

    kam.open(PickDialog(_("Show only …"), choices, hint=_("chosen once more: without it again")), chosen)


def _choices(workspace: Workspace, now: Filter) -> list[Choice]:
    on, kinds = f"{G.check} ", (_("owner"), _("department"), _("account"))
    choices = [Choice(_ALL, _("everything"))] if now.words else []
    choices.append(Choice("late:", _("late tasks"), on if now.late else ""))
    for user in workspace.users.all():
        choices.append(Choice(f"owner:{user.login}", user.name, _mark(user.login == now.owner, kinds[0]), user.login))
    for name in workspace.tasks.departments():
        choices.append(Choice(f"department:{name}", name, _mark(name == now.department, kinds[1])))
    for code, name, key in workspace.accounts.refs():
        choices.append(Choice(f"account:{key}", name, _mark(key == now.account_id, kinds[2]), code))
    return choices


def _mark(chosen: bool, kind: str) -> str:
    return f"{G.check} {kind}" if chosen else kind
