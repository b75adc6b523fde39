"""Escalations of an account: against their SLA, solved, confirmed by the client."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.strip import Strip

from kamtui.domain.escalations import Escalation
from kamtui.domain.explained import Explained, Part
from kamtui.domain.today import ago_words, date_words
from kamtui.domain.words import EscalationStatus, Severity
from kamtui.domain.workhours import hours_words
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, blank
from kamtui.ui.screens import account_escalation_forms as forms
from kamtui.ui.screens.account_claims import ClaimList, deleted, facts, texts
from kamtui.ui.widgets.linelist import Row

if TYPE_CHECKING:
    from kamtui.ui.screens.pane import Pane

NEAR_HOURS = 4
_SEVERITY_STYLE = {Severity.CRITICAL: "bad", Severity.HIGH: "warn", Severity.NORMAL: "muted"}


class EscalationList(ClaimList[Escalation]):
    """Open ones first, the SLA that ends first on top."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("list", "escalations")
    ENTITIES: ClassVar[frozenset[str]] = forms.ENTITIES

    def __init__(self, pane: Pane, *, id: str, classes: str | None = None) -> None:
        super().__init__(self._draw_item, header=self._draw_head, empty=self._teach, id=id, classes=classes)
        self._pane = pane

    def reload(self, cursor: str | None = None) -> None:
        """Read and show the escalations."""
        self.set_rows([Row(one.id, one) for one in self.workspace.escalations.of(self.account_id)], cursor=cursor)

    def title_of(self, item: Escalation) -> str:
        """The escalation in a few words."""
        return item.title

    def is_over(self, item: Escalation) -> bool:
        """Whether it was solved."""
        return not item.is_open

    # drawing

    def _draw_head(self, line: Line) -> None:
        known = [row.item for row in self.rows]
        count = sum(one.is_open for one in known)
        waiting = sum(one.status is EscalationStatus.RESOLVED for one in known)
        line.space().add(ngettext("{n} open escalation", "{n} open escalations", count).format(n=count), "muted")
        if waiting:
            text = ngettext("{n} to be confirmed by the client", "{n} to be confirmed by the client", waiting)
            line.add(f" {G.dot} {text.format(n=waiting)}", "muted")

    def _draw_item(self, row: Row[Escalation], line: Line) -> None:
        one = row.item
        sign, said, tone = self._state(one)
        line.space().add(f"{sign} ", tone).cell(said, 24, tone).space()
        line.right(f"  {ago_words(self._day_of(one), self.today, short=True)} ", "muted")
        if one.severity is not Severity.NORMAL:
            line.add(f"{label(one.severity)}  ", _SEVERITY_STYLE[one.severity] if one.is_open else "muted")
        line.add(one.title, "strong" if line.selected else "text" if one.is_open else "muted")

    def _state(self, one: Escalation) -> tuple[str, str, str]:
        if one.is_open:
            tone = "bad" if one.hours_left < 0 else "warn" if one.hours_left < NEAR_HOURS else "text"
            return G.open, one.clock, tone
        if one.status is EscalationStatus.RESOLVED:
            return G.half, _("solved, not confirmed"), "accent"
        return G.done, _("confirmed"), "muted"

    def _day_of(self, one: Escalation) -> Any:
        return self.workspace.settings.work_hours.local_day(one.opened_at)

    def detail(self, width: int) -> list[Strip]:
        """All there is to know of the escalation."""
        one = self.item
        if one is None:
            return []
        work = self.workspace.settings.work_hours

        def moment(instant: Any) -> str:
            here = work.local(instant)
            return f"{date_words(here.date())} {here:%H:%M}"

        sign, said, tone = self._state(one)
        lines = paint.paragraph(one.title, width, "title", indent=1)
        lines.append(Line(width).space().add(f"{sign} {said}", tone).strip())
        if not one.is_open:
            lines.append(Line(width).space().add(one.clock, "good" if one.hours_left >= 0 else "bad").strip())
        lines.append(blank(width))
        confirmed = ""
        if one.confirmed_on is not None:
            confirmed = ", ".join(part for part in (one.confirmed_by, date_words(one.confirmed_on)) if part)
        lines += facts(
            width,
            (
                (_("Severity"), label(one.severity)),
                (_("Opened"), moment(one.opened_at)),
                (_("SLA ends"), moment(one.due_at)),
                (_("Owner"), one.owner_name),
                (_("Raised by"), one.contact_name),
                (_("Our people"), "\n".join(str(person) for person in one.people)),
                (_("Solved"), moment(one.resolved_at) if one.resolved_at else ""),
                (_("Confirmed"), confirmed),
            ),
        )
        return lines + texts(width, ((_("Cause"), one.cause), (_("Resolution"), one.resolution), (_("Note"), one.note)))

    def _teach(self, width: int) -> list[Strip]:
        said = (
            (
                _("An escalation is a claim that ordinary service could not solve. Its clock runs in working hours."),
                "text",
            ),
            (
                _("Press n to open one. Space then takes it on: solved, with cause and resolution; confirmed by whom."),
                "accent",
            ),
        )
        room = min(width - 2, 78)
        return [strip for text, tone in said for strip in paint.paragraph(text, room, tone, indent=2)]

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the list."""
        return (
            (G.open, _("open: the SLA runs")),
            (G.half, _("solved, the client has not confirmed it")),
            (G.done, _("confirmed by the client")),
        )

    def why(self) -> tuple[str, Explained[Any]] | None:
        """The SLA clock with what made it."""
        one = self.item
        if one is None:
            return None
        method, work = self.workspace.method, self.workspace.settings.work_hours
        parts = (
            Part(_("Severity"), label(one.severity)),
            Part(_("Working hours allowed"), method.sla_hours[one.severity]),
            Part(_("Opened"), f"{work.local(one.opened_at):%Y-%m-%d %H:%M}"),
            Part(_("SLA ends"), f"{work.local(one.due_at):%Y-%m-%d %H:%M}"),
            Part(_("Working day"), method.working_hours),
            Part(_("Public holidays"), method.holidays or _("none")),
        )
        rule = _(
            "working hours from now to the end of the SLA; settings working_hours, working_days, holidays, sla_hours"
        )
        return one.clock, Explained(hours_words(one.hours_left), parts, rule)

    # what the keys do

    def action_claim_new(self) -> None:
        """A new escalation."""
        self.kam.open(forms.escalation_form(self.workspace, self.account_id), self.stand_on)

    def action_claim_edit(self) -> None:
        """The form of the escalation."""
        if self.item is not None:
            self.kam.open(forms.escalation_form(self.workspace, self.account_id, self.item), self.stand_on)

    def action_claim_advance(self) -> None:
        """Solved; then confirmed by the client."""
        one = self.item
        if one is None:
            return
        if one.is_open:
            self.kam.open(forms.resolve_form(self.workspace, one), self._told)
        elif one.status is EscalationStatus.RESOLVED:
            self.kam.open(forms.confirm_form(self.workspace, one), self._told)
        else:
            self.kam.say(_("confirmed by the client already; o opens it again"))

    def _told(self, one: Escalation) -> None:
        if one.status is EscalationStatus.RESOLVED:
            self.kam.say(
                _("solved: {title}; space again when the client has confirmed it").format(title=one.title), "good"
            )
        else:
            self.kam.say(_("confirmed by the client: {title}").format(title=one.title), "good")
        self.move_to(one.id)

    def action_claim_reopen(self) -> None:
        """Not solved after all."""
        one, escalations = self.item, self.workspace.escalations
        if one is not None:
            self.do(lambda: escalations.reopen(one.id), lambda now: _("open again: {title}").format(title=now.title))

    def action_claim_delete(self) -> None:
        """Delete the escalation."""
        one, escalations = self.item, self.workspace.escalations
        if one is not None:
            self.do(lambda: escalations.remove(one.id, one.version), lambda _none: deleted(one.title))
