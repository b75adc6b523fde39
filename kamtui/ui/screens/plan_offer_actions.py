"""What the keys of blocks 4 and 5 do to the initiative or opportunity under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on
from textual.strip import Strip

from kamtui.domain.explained import Explained
from kamtui.domain.initiatives import Initiative, Opportunity, format_probability
from kamtui.domain.money import format_amount
from kamtui.domain.offer_worth import worth, worth_of_all
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import OpportunityStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _, language
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import Choice, PickDialog
from kamtui.ui.screens import plan_offer_forms as forms
from kamtui.ui.screens.account_parts import quarter_words
from kamtui.ui.view import Subject
from kamtui.ui.widgets.linelist import LineList, T

if TYPE_CHECKING:
    from kamtui.domain.progress_offers import Wanted
    from kamtui.ui.screens.pane import Pane
    from kamtui.workspace import Workspace

W = TypeVar("W")
QUARTERS_AHEAD = 9
NO_QUARTER = "none"


class OfferList(LineList[T]):
    """A list with opportunities in it; subclasses say which initiative and opportunity is under the cursor."""

    COMFORT: ClassVar[int] = 60  # cells that the list wants beside its panel

    _pane: Pane
    account_id = ""
    _wanted: dict[str, tuple[Wanted, ...]] | None = None  # by opportunity; read with the first look at the panel

    def set_data(self, account_id: str, year: int) -> None:
        """Read and show an account in a year."""
        raise NotImplementedError

    @property
    def opportunity(self) -> Opportunity | None:
        """The opportunity under the cursor."""
        raise NotImplementedError

    @property
    def initiative(self) -> Initiative | None:
        """The initiative under the cursor: that of the opportunity, or itself."""
        raise NotImplementedError

    @property
    def quarter(self) -> Quarter | None:
        """The quarter that a new opportunity is decided in."""
        return None

    @property
    def workspace(self) -> Workspace:
        """The open workspace."""
        return self._pane.workspace

    def subject(self) -> Subject | None:
        """The account; with an opportunity the next step that `t` makes a task of."""
        one = self.opportunity
        if one is None:
            initiative = self.initiative
            return Subject(self.account_id, title=initiative.title if initiative else "")
        return Subject(self.account_id, one.contact_id, title=one.next_step or one.title, opportunity_id=one.id)

    def copy_text(self) -> str:
        """The opportunity or the initiative in a line."""
        one = self.opportunity
        if one is None:
            return self.initiative.title if self.initiative else ""
        when = quarter_words(one.quarter, self.workspace.quarter)
        amount = f"{format_amount(one.amount, language(), short=True)} {self.workspace.method.currency}"
        return ", ".join(part for part in (one.title, amount, format_probability(one.probability), when) if part)

    def why(self) -> tuple[str, Explained[Any]] | None:
        """What the opportunity, or the initiative, is worth."""
        one, initiative = self.opportunity, self.initiative
        if one is not None:
            return _("{title}: what it is worth").format(title=one.title), worth(
                one, self.workspace.method.fiscal_start
            )
        if initiative is None or not initiative.opportunities:
            return None
        return _("{title}: what it is worth").format(title=initiative.title), worth_of_all(initiative)

    def panel_lines(self, width: int) -> list[Strip]:
        """What is under the cursor, in full."""
        from kamtui.ui.screens.plan_offer_panel import offer_lines, read_offer

        one, initiative = self.opportunity, self.initiative
        if initiative is None:
            return []
        if self._wanted is None and one is not None:
            self._wanted = self.workspace.opportunities.wanted(self.account_id)
        wanted = (self._wanted or {}).get(one.id, ()) if one is not None else ()
        return offer_lines(read_offer(self.workspace, initiative, one, wanted), width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the line under the cursor can do; without an opportunity `<` and `>` turn the year."""
        one = self.opportunity
        if action in ("offer_first", "offer_second", "offer_third", "offer_fourth", "offer_sooner", "offer_later"):
            return one is not None and one.is_open
        if action in ("offer_win", "offer_lose", "offer_postpone"):
            return one is not None and one.status in (OpportunityStatus.OPEN, OpportunityStatus.POSTPONED)
        if action == "offer_reopen":
            return one is not None and not one.is_open
        if action == "offer_new":
            return self.initiative is not None
        if action in ("offer_edit", "offer_delete"):
            return one is not None or self._edits_initiative
        return super().check_action(action, parameters)

    @property
    def _edits_initiative(self) -> bool:
        return self.initiative is not None

    @on(LineList.Highlighted)
    def _moved(self) -> None:
        self.screen.refresh_bindings()  # what the keys do depends on the line

    @on(LineList.Selected)
    def _opened(self, event: LineList.Selected) -> None:
        event.stop()
        if self.check_action("offer_edit", ()):
            self.action_offer_edit()

    def _do(self, work: Callable[[], W], text: Callable[[W], str]) -> None:
        """Write, and say what was done."""
        self.kam.write(work, lambda result: self.kam.say(text(result), "good"), entities=forms.ENTITIES)

    def _stand_on(self, one: Opportunity | Initiative) -> None:
        self.move_to(one.id)

    # opportunities

    def action_offer_new(self) -> None:
        """An opportunity in the initiative under the cursor."""
        form = forms.opportunity_form(self.workspace, self.account_id, self.initiative, quarter=self.quarter)
        self.kam.open(form, self._stand_on)

    def action_offer_edit(self) -> None:
        """The form of the opportunity, else of the initiative."""
        if self.opportunity is not None:
            form = forms.opportunity_form(self.workspace, self.account_id, None, self.opportunity)
            self.kam.open(form, self._stand_on)
        elif self.initiative is not None:
            self.kam.open(forms.initiative_form(self.workspace, self.account_id, self.initiative), self._stand_on)

    def action_offer_delete(self) -> None:
        """Delete the opportunity; of an initiative its opportunities too."""
        one, initiative = self.opportunity, self.initiative
        workspace = self.workspace
        if one is not None:
            text = _("deleted: {title} — u brings it back").format(title=one.title)
            self._do(lambda: workspace.opportunities.remove(one.id, one.version), lambda _none: text)
        elif initiative is not None:
            text = _("deleted: {title} — u brings it back").format(title=initiative.title)
            if initiative.opportunities:
                text = _("deleted with its opportunities: {title} — u brings it back").format(title=initiative.title)
            self._do(lambda: workspace.initiatives.remove(initiative.id, initiative.version), lambda _none: text)

    def _likely(self, place: int) -> None:
        one, workspace = self.opportunity, self.workspace
        if one is None:
            return
        value = Decimal(str(workspace.method.probabilities[place]))
        self._do(
            lambda: workspace.opportunities.set_probability(one.id, value),
            lambda now: f"{now.title}: {format_probability(now.probability)}",
        )

    def action_offer_first(self) -> None:
        """The least of the four probabilities."""
        self._likely(0)

    def action_offer_second(self) -> None:
        """The second of the four probabilities."""
        self._likely(1)

    def action_offer_third(self) -> None:
        """The third of the four probabilities."""
        self._likely(2)

    def action_offer_fourth(self) -> None:
        """The greatest of the four probabilities."""
        self._likely(3)

    def action_offer_win(self) -> None:
        """It is ours."""
        one, opportunities = self.opportunity, self.workspace.opportunities
        if one is not None:
            text = _("won: {title} — u takes it back")
            self._do(lambda: opportunities.win(one.id), lambda now: text.format(title=now.title))

    def action_offer_lose(self) -> None:
        """It is not ours; asks why."""
        one, opportunities = self.opportunity, self.workspace.opportunities
        if one is None:
            return

        def lose(reason: str) -> Opportunity:
            if not reason.strip():
                raise InvalidValue("reason", reason, reason=_("say why the opportunity is lost"))
            return opportunities.lose(one.id, reason, version=one.version)

        dialog = LineDialog(
            _("Why is “{title}” lost?").format(title=one.title),
            lose,
            hint=_("price, delivery, another supplier, no budget …"),
            history="lost",
            draft=f"lost:{one.id}",
            empty=True,
            entities=forms.ENTITIES,
        )
        self.kam.open(dialog, lambda now: self.kam.say(_("lost: {title} — u takes it back").format(title=now.title)))

    def action_offer_postpone(self) -> None:
        """To another quarter, or to nobody knows when; asks to which."""
        one, workspace = self.opportunity, self.workspace
        if one is None:
            return
        now = workspace.quarter
        ahead = [now.shifted(step) for step in range(QUARTERS_AHEAD) if now.shifted(step) != one.quarter]
        choices = [Choice(str(quarter), quarter_words(quarter, now), str(quarter)) for quarter in ahead]
        choices.append(Choice(NO_QUARTER, _("nobody knows when: out of the forecast")))

        def postpone(chosen: str) -> Opportunity:
            return workspace.opportunities.postpone(
                one.id, None if chosen == NO_QUARTER else chosen, version=one.version
            )

        def told(chosen: str) -> None:
            where = _("no quarter") if chosen == NO_QUARTER else quarter_words(Quarter.parse(chosen), now)
            self.kam.say(_("{title}: to {quarter}").format(title=one.title, quarter=where), "good")
            self.move_to(one.id)

        title = _("Postpone “{title}” to …").format(title=one.title)
        self.kam.open(PickDialog(title, choices, submit=postpone, entities=forms.ENTITIES), told)

    def action_offer_reopen(self) -> None:
        """Open again."""
        one, opportunities = self.opportunity, self.workspace.opportunities
        if one is not None:
            text = _("open again: {title}")
            self._do(lambda: opportunities.reopen(one.id), lambda now: text.format(title=now.title))

    def action_offer_sooner(self) -> None:
        """Decided a quarter earlier."""
        self._shift(-1)

    def action_offer_later(self) -> None:
        """Decided a quarter later."""
        self._shift(1)

    def _shift(self, step: int) -> None:
        one, workspace = self.opportunity, self.workspace
        if one is None:
            return

        def told(now: Opportunity) -> str:
            where = quarter_words(now.quarter, workspace.quarter)
            return _("{title}: to {quarter}").format(title=now.title, quarter=where)

        self._do(lambda: workspace.opportunities.shift(one.id, step), told)
