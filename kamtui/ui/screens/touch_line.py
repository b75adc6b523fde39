"""A touch in one line: ten seconds from key to saved; ctrl+f goes on in the full form, ctrl+e in an editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kamtui.domain.touches import Touch
from kamtui.domain.touchline import TouchDraft
from kamtui.errors import KamtuiError
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import Choice, PickDialog
from kamtui.ui.glyphs import G
from kamtui.ui.screens.touch_form import ENTITIES, new_touch_form
from kamtui.ui.screens.touch_papers import edit_paper
from kamtui.ui.view import Subject

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp


class TouchLine(LineDialog[Touch]):
    """The line. `full(draft)` opens the form; what is typed stays kept until that is saved."""

    def __init__(
        self, kam: KamApp, account_id: str, full: Callable[[TouchDraft, TouchLine], None], value: str = ""
    ) -> None:
        self._account_id, self._full = account_id, full
        self._workspace = kam.workspace
        super().__init__(
            _("Touch with {name}").format(name=kam.workspace.accounts.get(account_id).name),
            self._log,
            understand=self._understood,
            hint=_("met Petrov: likes it; we: samples by 15.12; they: volumes > send the offer by Friday"),
            history="touch",
            value=value,
            draft=f"touch:{account_id}",
            entities=ENTITIES,
        )

    def _understood(self, line: str) -> str:
        return self._workspace.touches.understand(self._account_id, line)

    def _log(self, line: str) -> Touch:
        return self._workspace.touches.log_line(self._account_id, line)

    def _draft(self) -> TouchDraft:
        return self._workspace.touches.draft(self._account_id, self.entry.value)

    def action_dialog_form(self) -> None:
        """The full form, with what was typed."""
        draft = self._draft()
        self.action_dialog_close()
        self._full(draft, self)

    def action_dialog_editor(self) -> None:
        """The minutes, or the agenda, in $VISUAL or $EDITOR."""
        choices = [
            Choice("minutes", _("Minutes"), _("what was said and agreed; then the form")),
            Choice("agenda", _("Agenda"), _("what to talk about; kept as a note")),
        ]
        self.kam.open(PickDialog(_("What to write"), choices), self._write)

    def _write(self, name: str) -> None:
        draft = self._draft()
        try:
            text = self._workspace.touches.paper(
                "agenda" if name == "agenda" else "minutes",
                self._account_id,
                on=draft.on,
                kind=draft.kind,
                people=draft.people,
                outcome=draft.outcome,
                next_step=draft.next_step,
                promises=draft.promises,
            )
        except KamtuiError as error:  # a template of one's own that cannot be read
            self._refuse(str(error))
            return
        take = self._keep if name == "agenda" else lambda written: self._go_on(draft, written)
        edit_paper(self.kam, text, take, self._refuse)

    def _refuse(self, error: str) -> None:
        self._say(error, "bad")

    def _keep(self, text: str) -> None:
        """The agenda is a note of the account."""
        self.kam.write(
            lambda: self._workspace.notes.add(text, account_id=self._account_id),
            lambda _note: self.kam.say(_("agenda kept as a note: v in the log shows it"), "good"),
            lambda error: self._refuse(str(error)),
            entities={"note"},
        )

    def _go_on(self, draft: TouchDraft, text: str) -> None:
        """What the minutes say, into the form."""
        said = self._workspace.touches.read_minutes(text)
        step = said.next_step
        draft = draft._replace(
            outcome=said.outcome,
            people=draft.people if said.people is None else said.people,
            promises=said.promises,
            next_step=step,
            **({} if step == draft.next_step else {"next_due": None, "next_time": None, "next_quarter": None}),  # type: ignore[arg-type]
        )
        self.action_dialog_close()
        self._full(draft, self)

    def forget(self) -> None:
        """The line has been used."""
        self.kam.drafts.pop(self._draft_key, None)


def log_touch(kam: KamApp, subject: Subject) -> None:
    """One line becomes a touch with the account, and the person, that is selected."""
    value = ""
    if subject.contact_id:
        contact = kam.workspace.contacts.get(subject.contact_id)
        value = "" if contact.placeholder else f"{contact.name}: "

    def told(touch: Touch) -> None:
        who = ", ".join(touch.people)
        text = _("logged: {kind} {who}").format(kind=label(touch.kind), who=who).strip()
        if touch.next_step:
            text += f" {G.arrow} {touch.next_step}"
        kam.say(text, "good")

    def full(draft: TouchDraft, line: TouchLine) -> None:
        def saved(touch: Touch) -> None:
            line.forget()
            told(touch)

        kam.open(new_touch_form(kam.workspace, subject.account_id, draft), saved)

    kam.open(TouchLine(kam, subject.account_id, full, value), told)
