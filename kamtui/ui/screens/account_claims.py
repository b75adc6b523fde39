"""What the lists of escalations, tenders and contracts of an account share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from rich.cells import cell_len
from textual import on
from textual.strip import Strip

from kamtui.domain.explained import Explained
from kamtui.domain.today import ago_words, date_words, day_words, written_day
from kamtui.i18n import _
from kamtui.ui.dialogs.form import Field
from kamtui.ui.paint import Line, blank, paragraph, wrap
from kamtui.ui.screens.account_contact_form import day_preview, read_day
from kamtui.ui.view import Subject
from kamtui.ui.widgets.linelist import LineList, T

if TYPE_CHECKING:
    from kamtui.ui.screens.pane import Pane
    from kamtui.workspace import Workspace

R = TypeVar("R")
NOTHING: tuple[object, str] = (None, "–")
Pairs = Sequence[tuple[str, str]]


class ClaimList(LineList[T]):
    """A list of one account; subclasses read their rows in `reload`, draw them, and know what the keys do.

    `detail(width)` draws the row under the cursor whole, for a pane beside the list.
    """

    ENTITIES: ClassVar[frozenset[str]] = frozenset()
    _pane: Pane
    account_id = ""

    def set_account(self, account_id: str, cursor: str | None = None) -> None:
        """Show what an account has, with the cursor on a row."""
        self.account_id = account_id
        self.reload(cursor)

    def reload(self, cursor: str | None = None) -> None:
        """Read and show the rows."""
        raise NotImplementedError

    def detail(self, width: int) -> list[Strip]:
        """The row under the cursor, whole."""
        raise NotImplementedError

    def title_of(self, item: T) -> str:
        """The row in a few words."""
        raise NotImplementedError

    def is_over(self, item: T) -> bool:
        """Whether it can be opened again."""
        return False

    @property
    def workspace(self) -> Workspace:
        """The open workspace."""
        return self._pane.workspace

    @property
    def today(self) -> date:
        """The user's day."""
        return self.workspace.today_date

    def subject(self) -> Subject | None:
        """The account, and a title for a task made of the row."""
        return Subject(self.account_id, title=self.title_of(self.item) if self.item is not None else "")

    def why(self) -> tuple[str, Explained[Any]] | None:
        """What `i` explains, if the row has a number."""
        return None

    def copy_text(self) -> str:
        """The row in a line."""
        return self.title_of(self.item) if self.item is not None else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is done to a row needs one."""
        if action in ("claim_edit", "claim_advance", "claim_delete"):
            return self.item is not None
        if action == "claim_reopen":
            return self.item is not None and self.is_over(self.item)
        return super().check_action(action, parameters)

    @on(LineList.Highlighted)
    def _moved(self) -> None:
        self.screen.refresh_bindings()  # what the keys do depends on the line

    @on(LineList.Selected)
    def _opened(self, event: LineList.Selected) -> None:
        event.stop()
        self.action_claim_edit()

    def action_claim_edit(self) -> None:
        """The form of the row."""
        raise NotImplementedError

    def do(self, work: Callable[[], R], text: Callable[[R], str]) -> None:
        """Write, and say what was done."""
        self.kam.write(work, lambda result: self.kam.say(text(result), "good"), entities=self.ENTITIES)

    def stand_on(self, one: Any) -> None:
        """Put the cursor on what a form has made or changed."""
        self.move_to(one.id)


def day_field(name: str, label: str, day: date | None, today: date, *, past: bool = False, section: str = "") -> Field:
    """A field for a day: as people type it, with how it is understood."""
    shown = written_day(day) if day else ""
    return Field(name, label, value=shown, preview=day_preview(name, today, past=past), section=section)


def read_days(
    values: dict[str, Any], names: Sequence[str], today: date, *, past: Collection[str] = ()
) -> dict[str, Any]:
    """The values of a form with the days of these fields read, those of `past` as the nearest not to come.

    A field is in `past` when its `day_field` is of the past, or it would be read otherwise than shown. Raises
    InvalidValue.
    """
    return {
        name: read_day(name, str(value or ""), today, past=name in past) if name in names else value
        for name, value in values.items()
    }


def people_of(workspace: Workspace, account_id: str) -> list[tuple[object, str]]:
    """The contacts of an account, to be picked from."""
    found = workspace.contacts.of(account_id)
    return [NOTHING, *((c.id, f"{c.name}, {c.position}" if c.position else c.name) for c in found)]


def users_of(workspace: Workspace) -> list[tuple[object, str]]:
    """Who of us may own it."""
    return [NOTHING, *((user.login, user.name) for user in workspace.users.all())]


def day_text(day: date | None, today: date, due: bool = True) -> str:
    """A day with how far away it is: `24 Nov 2026, Tuesday`; a past one is late where something was due on it."""
    if day is None:
        return ""
    exact, said = date_words(day), day_words(day, today) if due or day >= today else ago_words(day, today)
    return exact if exact == said else f"{exact}, {said}"


def facts(width: int, pairs: Pairs) -> list[Strip]:
    """Facts under each other, their values in a column; those without a value are left out."""
    shown = [(name, value) for name, value in pairs if value]
    column = min(max((cell_len(name) for name, _value in shown), default=0) + 3, max(12, width // 2))
    lines: list[Strip] = []
    for name, value in shown:
        parts = [part for line in value.split("\n") for part in wrap(line, max(8, width - column - 1))]
        for place, part in enumerate(parts):
            line = Line(width).space().cell("" if place else name, column - 1, "muted")
            lines.append(line.add(part).strip())
    return lines


def texts(width: int, pairs: Pairs) -> list[Strip]:
    """Longer texts, each under its name; empty ones are left out."""
    lines: list[Strip] = []
    for name, value in pairs:
        if value.strip():
            lines += [blank(width), Line(width).space().add(name, "muted").strip()]
            lines += paragraph(value, width, "text", indent=1)
    return lines


def deleted(title: str) -> str:
    """What is said when a row was deleted."""
    return _("deleted: {title} — u brings it back").format(title=title)
