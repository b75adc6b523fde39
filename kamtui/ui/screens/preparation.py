"""Before a meeting: the page for an account and its people, or for one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.domain.contacts import Contact
from kamtui.domain.explained import Explained
from kamtui.errors import NotFound
from kamtui.exchange.preparation_paper import (
    Prepared,
    first_part,
    lead,
    meeting_words,
    people_groups,
    people_part,
    question,
    second_part,
    tone,
)
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.dialogs.pick import Choice, PickDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, rule
from kamtui.ui.screens.account_parts import attitude_span, freshness, name_span
from kamtui.ui.screens.export import export_preparation
from kamtui.ui.screens.paper_lines import heading, paper_pieces, piece_id
from kamtui.ui.screens.paper_places import open_ref
from kamtui.ui.view import Subject, View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.walk import Piece, Walk

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
    """Two columns of lines that can be opened, in a narrow terminal one below the other in one."""

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
        self._first = Walk(id="preparation-first")
        self._rule = VRule()
        self._second = Walk(id="preparation-second")
        yield Container(
            self._head,
            Container(self._first, self._rule, self._second, classes="row"),
            classes="column",
        )

    def enter(self, **where: Any) -> None:
        """`account_id`, and `contact_id` for a meeting with one person; whoever comes back sees what was shown."""
        if "account_id" in where:  # a person whose line was opened leads back with a contact only
            same = where["account_id"] == self.account_id
            wanted = where["account_id"], where.get("contact_id", self.contact_id if same else "")
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
        anew, self._anew = self._anew, False
        self._fill(to_top=anew)
        self._head.redraw(to_top=anew)
        self.refresh_bindings()

    def _gone(self) -> None:
        if self.kam.view is self and self._prepared is None:
            self.kam.say(_("That account is gone."), "warn")
            self.action_preparation_back()

    @property
    def _wide(self) -> bool:
        return self.kam.size.width >= WIDE_FROM

    def _fill(self, *, to_top: bool = False) -> None:
        """The pieces into the columns there is room for."""
        prepared = self._prepared
        if prepared is None:
            return
        wide = self._wide
        self._second.display = self._rule.display = wide
        if not wide and self.screen.focused is self._second:
            self.screen.set_focus(self._first, scroll_visible=False)
        first = [*_people(prepared), *paper_pieces(first_part(prepared), first=False)]
        second = paper_pieces(second_part(prepared), _hints(), first=wide)
        self._first.set_pieces(first if wide else [*first, *second], to_top=to_top)
        self._second.set_pieces(second if wide else [], to_top=to_top)

    def on_resize(self, event: events.Resize) -> None:
        """Side by side where there is room."""
        if self._wide != bool(self._second.display):
            self._fill()

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

    # what is selected

    @property
    def _piece(self) -> Piece | None:
        """What the cursor stands on."""
        return (self._second if self._second.has_focus else self._first).piece

    @property
    def _ref(self) -> tuple[str, str]:
        """Kind and key of the record under the cursor; both empty where there is none."""
        kind, _colon, key = str(self._piece.item if self._piece is not None and self._piece.item else "").partition(":")
        return kind, key

    def subject(self) -> Subject | None:
        """The account with the record under the cursor, else with the person chosen; of a question a task to ask it."""
        if self._prepared is None:
            return None
        page, piece, (kind, key) = self._prepared.page, self._piece, self._ref
        asked = next((one for one in page.questions if piece is not None and piece.id == piece_id(question(one))), None)
        if asked is not None:
            title = _("Ask: {question}").format(question=asked.text)
            return Subject(self.account_id, contact_id=self.contact_id or None, title=title)
        match kind:
            case "task":
                task = next((one for one in page.tasks if one.id == key), None)
                return Subject(self.account_id, task_id=key or None, title=task.title if task is not None else "")
            case "progression":
                return Subject(self.account_id, progression_id=key, target=True)
            case "opportunity":
                return Subject(self.account_id, opportunity_id=key)
        person = next((one for one in page.people if kind == "contact" and one.id == key), None)
        person = person or next(iter(page.chosen), None)
        if person is None:
            return Subject(self.account_id)
        return Subject(self.account_id, person.id, title=_("Call {name}").format(name=person.name))

    def why(self) -> tuple[str, Explained[Any]] | None:
        """What makes a progression worth most now."""
        kind, key = self._ref
        if self._prepared is None or kind != "progression":
            return None
        best = next((one for one in self._prepared.page.best if one.item.progression.id == key), None)
        return (f"{best.item.progression.code} {best.item.progression.title}", best.parts) if best is not None else None

    def copy_text(self) -> str:
        """The questions."""
        return "\n".join(one.text for one in self._prepared.page.questions) if self._prepared is not None else ""

    # actions

    @on(Walk.Selected)
    def _opened(self, event: Walk.Selected) -> None:
        event.stop()
        open_ref(self.kam, self.account_id, str(event.piece.item))

    def action_preparation_previous(self) -> None:
        """The page for the previous account."""
        self._go(-1)

    def action_preparation_next(self) -> None:
        """The page for the next account."""
        self._go(1)

    def _go(self, step: int) -> None:
        ids = [row.account.id for row in self.workspace.accounts.rows()]
        if self.account_id in ids:
            self.enter(account_id=ids[(ids.index(self.account_id) + step) % len(ids)])
            self.refresh_data()

    def action_preparation_with(self) -> None:
        """Choose whom one meets, or everybody again."""
        if self._prepared is None:
            return
        from kamtui.domain.preparation import people_for

        people = people_for(self.workspace.contacts.of(self.account_id), self._prepared.page.here)
        choices = [Choice("", _("all of the account")), *(Choice(one.id, one.name, one.position) for one in people)]
        self.kam.open(PickDialog(_("Whom do you meet?"), choices), self._chosen)

    def _chosen(self, contact_id: str) -> None:
        self.enter(account_id=self.account_id, contact_id=contact_id)
        self.refresh_data()

    def action_preparation_export(self) -> None:
        """Write the page to a file."""
        export_preparation(self.kam, self.account_id, self.contact_id)

    def action_preparation_back(self) -> None:
        """Back to where one came from."""
        self.kam.back()


def _hints() -> dict[str, str]:
    """What can be done where there is nothing yet, by the ref of the text that says so."""
    return {
        "log:": _("c logs the first one."),
        "task:": _("t makes a task."),
        "map:": _("enter opens the map; n adds the first person there."),
    }


def _people(prepared: Prepared) -> list[Piece]:
    """A line per person: how they stand to us, what they are, when we last spoke; their roles beside or below."""
    if not prepared.page.people:
        return paper_pieces(people_part(prepared), _hints())
    found: list[Piece] = []
    for title, people in people_groups(prepared.page):
        found.append(heading(title.text, title.note, first=not found))
        found += [Piece(f"contact:{one.id}", _person(one, prepared), f"contact:{one.id}") for one in people]
    return found


def _person(one: Contact, prepared: Prepared) -> Callable[[int, str], list[Strip]]:
    roles = ", ".join(label(role) for role in one.roles)
    name, position = name_span(one), f"  {one.position}" if one.position else ""

    def draw(width: int, on: str) -> list[Strip]:
        last, tone = freshness(one, prepared.settings, prepared.today)
        sign, colour = attitude_span(one)
        line = Line(width, on).add(f"{sign} ", colour).spans([name]).right(f" {last}", tone)
        if cell_len(f"{position}  {roles}") <= line.left:
            return [line.add(position, "text").add(f"  {roles}" if roles else "", "muted").strip()]
        below = paint.paragraph(roles, width, "muted", indent=2, on=on) if roles else []
        return [line.add(position, "text").strip(), *below]

    return draw
