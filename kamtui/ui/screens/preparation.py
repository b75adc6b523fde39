"""Before a meeting: the page for an account and its people, or for one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.errors import NotFound
from kamtui.exchange.preparation_paper import Prepared, first_part, lead, meeting_words, second_part, tone
from kamtui.i18n import _
from kamtui.ui.dialogs.pick import Choice, PickDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, rule
from kamtui.ui.screens.export import export_preparation
from kamtui.ui.screens.paper_lines import paper_lines
from kamtui.ui.view import Subject, View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp

WIDE_FROM = 110  # cells of the screen from which the page stands in two columns


def prepare(kam: KamApp, subject: Subject | None) -> None:
    """Show the page for what is selected."""
    if subject is None or not subject.account_id:
        kam.say(_("Stand on an account or a person first."), "warn")
        return
    kam.show("preparation", account_id=subject.account_id, contact_id=subject.contact_id or "")


class PreparationView(View):
    """Two documents beside each other, in a narrow terminal one below the other in one."""

    CONTEXTS = ("preparation",)
    ENTITIES: ClassVar[frozenset[str]] = frozenset(
        {"account", "contact", "contact_role", "touch", "touch_person", "task", "promise", "progress_state"}
        | {"initiative", "opportunity", "wallet_estimate", "escalation", "tender", "finding", "meeting"}
        | {"meeting_person", "plan", "plan_block", "setting"}
    )

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.account_id, self.contact_id = "", ""
        self._prepared: Prepared | None = None
        self._anew = True

    def compose(self) -> ComposeResult:
        """Whom it is about and what weighs most; the page."""
        self._head = Document(self._draw_head, focusable=False, id="preparation-head")
        self._first = Document(self._draw_first, id="preparation-first")
        self._rule = VRule()
        self._second = Document(self._draw_second, id="preparation-second")
        yield Container(
            self._head,
            Container(self._first, self._rule, self._second, classes="row"),
            classes="column",
        )

    def enter(self, **where: Any) -> None:
        """`account_id`, and `contact_id` for a meeting with one person; coming back without them shows the same."""
        wanted = where.get("account_id", self.account_id), where.get("contact_id", self.contact_id)
        self._anew = self._anew or wanted != (self.account_id, self.contact_id)
        self.account_id, self.contact_id = wanted

    def reload(self) -> None:
        """Read the page; of a person who is gone, that of the account; of an account that is gone, nothing."""
        exports = self.workspace.exports
        try:
            chosen = [self.contact_id] if self.contact_id else []
            try:
                self._prepared = exports.prepared(self.account_id, chosen)
            except NotFound:
                self.contact_id = ""
                self._prepared = exports.prepared(self.account_id)
        except NotFound:
            self._prepared = None
            self.kam.call_later(self._gone)
            return
        self._fit()
        anew, self._anew = self._anew, False
        for part in (self._head, self._first, self._second):
            part.redraw(to_top=anew)
        self.refresh_bindings()

    def _gone(self) -> None:
        if self.kam.view is self and self._prepared is None:
            self.kam.say(_("That account is gone."), "warn")
            self.action_preparation_back()

    @property
    def _wide(self) -> bool:
        return self.kam.size.width >= WIDE_FROM

    def _fit(self) -> None:
        self._second.display = self._rule.display = self._wide
        if not self._wide and self.screen.focused is self._second:
            self.screen.set_focus(self._first, scroll_visible=False)

    def on_resize(self, event: events.Resize) -> None:
        """Side by side where there is room."""
        self._fit()
        self._first.redraw()

    # drawing

    def _draw_head(self, width: int) -> list[Strip]:
        prepared = self._prepared
        if prepared is None:
            return []
        page = prepared.page
        line = Line(width).space().add(_("Before the meeting"), "muted").add(f"  {page.row.account.name}", "title")
        if page.chosen:
            line.add(f" {G.dot} " + ", ".join(one.name for one in page.chosen), "strong")
        if page.meeting is not None:
            line.add(f"  {G.due} {meeting_words(page.meeting, prepared.today)}", "accent")
        title, *rest = lead(prepared)
        told = Line(width).space().add(title, tone(prepared))
        told.add("  " + " ".join(rest), "muted")
        return [line.strip(), told.strip(), rule(width)]

    def _draw_first(self, width: int) -> list[Strip]:
        prepared = self._prepared
        if prepared is None:
            return []
        pieces = [*first_part(prepared)]
        if not self._wide:
            pieces += second_part(prepared)
        return paper_lines(pieces, width)

    def _draw_second(self, width: int) -> list[Strip]:
        return paper_lines(second_part(self._prepared), width) if self._prepared is not None else []

    # what is selected

    def subject(self) -> Subject | None:
        """The account, with the person chosen."""
        if self._prepared is None:
            return None
        name = self._prepared.page.chosen[0].name if self._prepared.page.chosen else ""
        title = _("Call {name}").format(name=name) if name else ""
        return Subject(self.account_id, contact_id=self.contact_id or None, title=title)

    def copy_text(self) -> str:
        """The questions."""
        return "\n".join(one.text for one in self._prepared.page.questions) if self._prepared is not None else ""

    # actions

    def action_preparation_with(self) -> None:
        """Choose whom one meets, or everybody again."""
        if self._prepared is None:
            return
        from kamtui.domain.preparation import people_for

        people = people_for(self.workspace.contacts.of(self.account_id), self._prepared.page.here)
        choices = [Choice("", _("all of the account")), *(Choice(one.id, one.name, one.position) for one in people)]
        self.kam.open(PickDialog(_("Whom do you meet?"), choices), self._chosen)

    def _chosen(self, contact_id: str) -> None:
        self.enter(contact_id=contact_id)
        self.refresh_data()

    def action_preparation_export(self) -> None:
        """Write the page to a file."""
        export_preparation(self.kam, self.account_id, self.contact_id)

    def action_preparation_back(self) -> None:
        """Back to where one came from."""
        self.kam.back()
