"""Promises of an account: what we promised, what they promised, and what became of earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.strip import Strip

from kamtui.domain.promise_line import read_promises, take_promises
from kamtui.domain.promises import Promise, is_late
from kamtui.domain.today import ago_words, date_words, day_words
from kamtui.domain.words import PromiseSide, PromiseStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, blank, paragraph
from kamtui.ui.screens.account_claims import (
    ClaimList,
    day_field,
    day_text,
    deleted,
    facts,
    people_of,
    read_days,
    texts,
    users_of,
)
from kamtui.ui.screens.pane import Pane
from kamtui.ui.screens.touch_form import promises_words
from kamtui.ui.view import Subject
from kamtui.ui.widgets.linelist import Row

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

_SIGNS = {PromiseStatus.KEPT: "good", PromiseStatus.BROKEN: "bad", PromiseStatus.WITHDRAWN: "faint"}


class PromiseList(ClaimList[Promise | str]):
    """The list; settled ones are shown on demand."""

    CONTEXTS = ("list", "promises")
    ENTITIES = frozenset({"promise"})

    def __init__(self, pane: Pane, *, id: str) -> None:
        self._pane = pane
        self._all = False
        self._settled = 0
        super().__init__(self._draw_row, header=self._draw_head, empty=self._teach, id=id)

    def reload(self, cursor: str | None = None) -> None:
        """Read the promises, those of each side under a heading."""
        known = self.workspace.promises.of(self.account_id)
        settled = [one for one in known if one.status is not PromiseStatus.OPEN]
        self._settled = len(settled)
        self._all = self._all or any(one.id == cursor for one in settled)
        groups: Sequence[tuple[str, list[Promise]]] = (
            (_("we promised"), [one for one in known if one not in settled and one.side is PromiseSide.OURS]),
            (_("they promised"), [one for one in known if one not in settled and one.side is PromiseSide.THEIRS]),
            (_("settled"), sorted(settled, key=lambda one: str(one.settled_on), reverse=True) if self._all else []),
        )
        rows: list[Row[Promise | str]] = []
        for title, promises in groups:
            if promises:
                rows.append(Row(f"-{title}", title, heading=True))
                rows += [Row(one.id, one) for one in promises]
        self.set_rows(rows, cursor=cursor)

    @property
    def promise(self) -> Promise | None:
        """The promise under the cursor."""
        return self.item if isinstance(self.item, Promise) else None

    def title_of(self, item: Promise | str) -> str:
        """The promise in a few words."""
        return item.text if isinstance(item, Promise) else item

    def subject(self) -> Subject | None:
        """The account, the person, and the promise as a title."""
        one = self.promise
        return Subject(self.account_id, contact_id=one.contact_id, title=one.text) if one else Subject(self.account_id)

    # drawing

    def _draw_head(self, line: Line) -> None:
        count = sum(isinstance(row.item, Promise) and row.item.status is PromiseStatus.OPEN for row in self.rows)
        line.space().add(ngettext("{n} promise open", "{n} promises open", count).format(n=count), "muted")
        if self._settled and not self._all:
            text = ngettext("{n} settled (f shows)", "{n} settled (f shows)", self._settled)
            line.add(f" {G.dot} " + text.format(n=self._settled), "faint")

    def _draw_row(self, row: Row[Promise | str], line: Line) -> None:
        one = row.item
        if isinstance(one, str):
            line.space().add(one, "faint").space().fill(G.hline)
            return
        sign, said, tone = self._state(one)
        line.space().add(f"{sign} ", tone).cell(said, 14, tone).space()
        if one.contact and line.width > 60:
            line.right(f"  {one.contact} ", "muted")
        settled = one.status is not PromiseStatus.OPEN
        line.add(one.text, "strong" if line.selected else "muted" if settled else "text")

    def _state(self, one: Promise) -> tuple[str, str, str]:
        if one.status is not PromiseStatus.OPEN:
            sign = G.done if one.status is PromiseStatus.KEPT else G.off
            return sign, label(one.status), _SIGNS[one.status]
        if one.due is None:
            return G.open, _("no date"), "muted"
        late = is_late(one, self.today)
        near = (one.due - self.today).days <= 2
        return G.open, day_words(one.due, self.today, short=True), "bad" if late else "warn" if near else "text"

    def detail(self, width: int) -> list[Strip]:
        """All there is to know of the promise."""
        one = self.promise
        if one is None:
            return []
        sign, said, tone = self._state(one)
        lines = paragraph(one.text, width, "title", indent=1)
        lines.append(Line(width).space().add(f"{sign} {said}", tone).strip())
        lines.append(blank(width))
        who = _("We") if one.side is PromiseSide.OURS else one.contact or _("They")
        settled = f"{label(one.status)}, {date_words(one.settled_on)}" if one.settled_on else ""
        touch = self.workspace.touches.get(one.touch_id) if one.touch_id else None
        told = f"{label(touch.kind)}, {ago_words(touch.on, self.today)}" if touch else ""
        lines += facts(
            width,
            (
                (_("Promised by"), who),
                (_("To"), one.contact if one.side is PromiseSide.OURS else ""),
                (_("Due"), day_text(one.due, self.today)),
                (_("Given on"), date_words(one.made_on) if one.made_on else ""),
                (_("Touch"), told),
                (_("Sees to it"), one.owner_name),
                (_("State"), settled),
            ),
        )
        return lines + texts(width, ((_("Note"), one.note),))

    def _teach(self, width: int) -> list[Strip]:
        if self._settled:
            text = _("No promise is open. f shows those that were kept or broken.")
        else:
            text = _(
                "What they and we said we would do, by when. Promises come with touches: c, then met Petrov: likes the "
                "sample; we: offer by Friday; they: volumes by 15.12. Or press n here. Those that are due stand on "
                "Today, and space keeps them."
            )
        return [blank(width), *paragraph(text, min(width - 2, 76), "muted", indent=1)]

    # actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is done to a promise needs one."""
        if action in ("promise_keep", "promise_break", "promise_withdraw"):
            return self.promise is not None
        return super().check_action(action, parameters)

    def action_promise_new(self) -> None:
        """A promise in one line; ours unless it begins with `they:`."""
        today, start = self.today, self.workspace.method.fiscal_start

        def read(line: str) -> list[Any]:
            taken = take_promises(line, today, fiscal_start=start)
            return [*read_promises(taken.rest, PromiseSide.OURS, today, start), *taken.promises]

        def submit(line: str) -> Promise:
            drafts = read(line)
            if not drafts:
                raise InvalidValue("text", line, reason=_("is needed"))
            promises = self.workspace.promises
            with self.workspace.together():
                made = [promises.add(self.account_id, side=one.side, text=one.text, due=one.due) for one in drafts]
            return made[0]

        def understand(line: str) -> str:
            return "; ".join(f"{label(one.side)}: {promises_words([one], today)}" for one in read(line))

        hint = _("we: samples by 15.12; they: volumes by Friday")
        dialog = LineDialog(
            _("New promise"), submit, understand=understand, hint=hint, history="promise", entities=self.ENTITIES
        )
        self.kam.open(dialog, self.stand_on)

    def action_claim_edit(self) -> None:
        """The form."""
        one = self.promise
        if one is not None:
            self.kam.open(promise_form(self.workspace, one), self.stand_on)

    def action_promise_keep(self) -> None:
        """Kept, or open again."""
        self._settle(PromiseStatus.KEPT)

    def action_promise_break(self) -> None:
        """Broken, or open again."""
        self._settle(PromiseStatus.BROKEN)

    def action_promise_withdraw(self) -> None:
        """Withdrawn, or open again."""
        self._settle(PromiseStatus.WITHDRAWN)

    def _settle(self, status: PromiseStatus) -> None:
        one = self.promise
        if one is not None:
            wanted = PromiseStatus.OPEN if one.status is status else status
            self.do(
                lambda: self.workspace.promises.settle(one.id, wanted, version=one.version),
                lambda now: _("{title}: {state} — u takes it back").format(title=now.text, state=label(now.status)),
            )

    def action_promise_all(self) -> None:
        """Show those that were settled, or hide them."""
        self._all = not self._all
        self.reload()

    def action_claim_delete(self) -> None:
        """Delete the promise."""
        one = self.promise
        if one is not None:
            self.do(lambda: self.workspace.promises.remove(one.id, one.version), lambda _none: deleted(one.text))


def promise_form(workspace: Workspace, one: Promise) -> FormDialog[Promise]:
    """The form of a promise."""
    sides = tuple((side, label(side)) for side in PromiseSide)
    fields = [
        Field("side", _("Promised by"), "choice", one.side, sides),
        Field("text", _("What"), value=one.text),
        day_field("due", _("Due"), one.due, workspace.today_date),
        Field("contact_id", _("Contact"), "pick", one.contact_id, people_of(workspace, one.account_id)),
        Field("owner", _("Sees to it"), "pick", one.owner, users_of(workspace)),
        Field("note", _("Note"), "long", one.note),
    ]

    def save(values: dict[str, Any], version: int | None = one.version) -> Promise:
        return workspace.promises.change(one.id, version, **read_days(values, ("due",), workspace.today_date))

    return FormDialog(
        _("Promise"), fields, save, draft=f"promise:{one.id}",
        overwrite=lambda changed: save(changed, None), entities={"promise"},
    )  # fmt: skip
