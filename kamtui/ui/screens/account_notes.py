"""Notes of an account, and what was learnt from it: the use of our product, insights for our departments."""

from __future__ import annotations

from typing import Any

from textual.strip import Strip

from kamtui.domain.findings import Finding, next_step
from kamtui.domain.notes import Note
from kamtui.domain.today import ago_words, date_words
from kamtui.domain.words import FindingKind
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.text import TextDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, blank, paragraph
from kamtui.ui.screens.account_claims import ClaimList, day_field, deleted, facts, read_days, texts
from kamtui.ui.screens.pane import Pane
from kamtui.ui.view import Subject
from kamtui.ui.widgets.linelist import Row

_DAYS = ("asked_on", "answered_on", "told_on")


class NoteList(ClaimList[Note | Finding]):
    """Notes and findings together, newest first."""

    CONTEXTS = ("list", "notes")
    ENTITIES = frozenset({"note", "finding", "unit"})

    def __init__(self, pane: Pane, *, id: str) -> None:
        self._pane = pane
        super().__init__(self._draw_row, header=self._draw_head, empty=self._teach, id=id)

    def reload(self, cursor: str | None = None) -> None:
        """Read notes and findings."""
        found: list[Note | Finding] = [
            *self.workspace.notes.of(self.account_id),
            *self.workspace.findings.of(self.account_id),
        ]
        found.sort(key=lambda one: one.on, reverse=True)
        self.set_rows([Row(one.id, one) for one in found], cursor=cursor)

    def title_of(self, item: Note | Finding) -> str:
        """The first line."""
        return item.title

    def subject(self) -> Subject | None:
        """The account, and the first line as a title; an insight is to be asked about, or told."""
        one = self.item
        if one is None:
            return Subject(self.account_id)
        title = one.title[:120]
        if isinstance(one, Finding):
            step = next_step(one)
            if step in ("ask", "answer"):
                title = _("Ask {department}: {text}").format(department=one.department or "…", text=title)
            elif step == "tell":
                title = _("Tell the client: {text}").format(text=title)
        return Subject(self.account_id, contact_id=one.contact_id if isinstance(one, Note) else None, title=title)

    # drawing

    def _draw_head(self, line: Line) -> None:
        known = [row.item for row in self.rows]
        notes = sum(isinstance(one, Note) for one in known)
        waiting = sum(isinstance(one, Finding) and bool(next_step(one)) for one in known)
        line.space().add(ngettext("{n} note", "{n} notes", notes).format(n=notes), "muted")
        learnt = len(known) - notes
        line.add(f" {G.dot} " + ngettext("{n} finding", "{n} findings", learnt).format(n=learnt), "muted")
        if waiting:
            text = ngettext("{n} insight on its way", "{n} insights on their way", waiting).format(n=waiting)
            line.add(f" {G.dot} {text}", "warn")

    def _draw_row(self, row: Row[Note | Finding], line: Line) -> None:
        one = row.item
        line.space().cell(ago_words(one.on, self.today, short=True), 13, "muted")
        line.cell(self._what(one), 22, "accent").space()
        if isinstance(one, Finding) and line.width > 60:
            said, tone = step_words(one)
            line.right(f"  {said} " if said else "", tone)
        line.add(one.title, "strong" if line.selected else "text")

    @staticmethod
    def _what(one: Note | Finding) -> str:
        return label(one.kind) if isinstance(one, Finding) else one.contact or _("note")

    def detail(self, width: int) -> list[Strip]:
        """The whole text with what belongs to it."""
        one = self.item
        if one is None:
            return []
        head = Line(width).space().add(self._what(one), "title").add(f"  {date_words(one.on)}", "muted")
        lines = [head.strip(), blank(width), *paragraph(one.text, width, "text", indent=1), blank(width)]
        if isinstance(one, Note):
            return lines + paragraph(one.user, width, "muted", indent=1)
        said, tone = step_words(one)
        if said:
            lines += [Line(width).space().add(said, tone).strip(), blank(width)]
        days = [date_words(day) if day else "" for day in (one.asked_on, one.answered_on, one.told_on)]
        lines += facts(
            width,
            (
                (_("Product"), one.product),
                (_("Where"), one.unit),
                (_("Asked"), ", ".join(part for part in (one.department, days[0]) if part)),
                (_("Answered on"), days[1]),
                (_("Client told on"), days[2]),
            ),
        )
        longer = ((_("Result"), one.result), (_("To improve"), one.improvement), (_("Answer"), one.answer))
        return lines + texts(width, longer)

    def _teach(self, width: int) -> list[Strip]:
        text = _(
            "Notes are what is worth keeping: n writes one. Findings are what you saw at the client: how our product "
            "is used and what hinders, or what one of our departments should know. N writes a finding; space takes an "
            "insight on: asked, answered, the client told."
        )
        return [blank(width), *paragraph(text, min(width - 2, 76), "muted", indent=1)]

    # actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only an insight goes on."""
        if action == "finding_step":
            return isinstance(self.item, Finding) and bool(next_step(self.item))
        return super().check_action(action, parameters)

    def action_finding_note(self) -> None:
        """A new note."""
        key = f"note:{self.account_id}"
        dialog = TextDialog(
            _("New note"),
            "",
            lambda text: self.workspace.notes.add(text, account_id=self.account_id),
            note=_("ctrl+s saves, esc too; ctrl+e: your own editor"),
            draft=key,
            entities=self.ENTITIES,
        )
        self.kam.open(dialog, self.stand_on)

    def action_finding_new(self) -> None:
        """A new finding."""
        self.kam.open(finding_form(self._pane, self.account_id, None), self.stand_on)

    def action_claim_edit(self) -> None:
        """The text of the note, the form of the finding."""
        one = self.item
        if isinstance(one, Note):
            dialog = TextDialog(
                _("Note"),
                one.text,
                lambda text: self.workspace.notes.change(one.id, one.version, text=text),
                draft=f"note:{one.id}",
                entities=self.ENTITIES,
            )
            self.kam.open(dialog, self.stand_on)
        elif isinstance(one, Finding):
            self.kam.open(finding_form(self._pane, self.account_id, one), self.stand_on)

    def action_finding_step(self) -> None:
        """The next step of an insight: whom to ask, what they answered, the client is told today."""
        one = self.item
        step = next_step(one) if isinstance(one, Finding) else ""
        if not isinstance(one, Finding) or not step:
            return
        findings, today = self.workspace.findings, self.today
        if step == "tell":
            self.do(
                lambda: findings.change(one.id, one.version, told_on=today),
                lambda _now: _("the client was told — u takes it back"),
            )
            return
        title = _("Which department do you ask?") if step == "ask" else _("What did {name} answer?")

        def submit(text: str) -> Finding:
            if step == "ask":
                return findings.change(one.id, one.version, department=text, asked_on=today)
            return findings.change(one.id, one.version, answer=text, answered_on=today)

        self.kam.open(
            LineDialog(
                title.format(name=one.department),
                submit,
                value=one.department if step == "ask" else "",
                history=f"finding-{step}",
                draft=f"finding:{step}:{one.id}",
                entities=self.ENTITIES,
            ),
            self.stand_on,
        )

    def action_claim_delete(self) -> None:
        """Delete the note or the finding."""
        one = self.item
        if isinstance(one, Note):
            self.do(lambda: self.workspace.notes.remove(one.id, one.version), lambda _none: deleted(one.title))
        elif isinstance(one, Finding):
            self.do(lambda: self.workspace.findings.remove(one.id, one.version), lambda _none: deleted(one.title))


def step_words(finding: Finding) -> tuple[str, str]:
    """Where an insight is on its way, and the style to say it in."""
    step = next_step(finding)
    if step == "ask":
        return _("to be asked"), "warn"
    if step == "answer":
        return _("waits for {department}").format(department=finding.department), "warn"
    if step == "tell":
        return _("tell the client"), "accent"
    return ("", "muted") if finding.kind is not FindingKind.INSIGHT else (_("the client was told"), "good")


def finding_form(pane: Pane, account_id: str, finding: Finding | None) -> FormDialog[Finding]:
    """A finding, new or known."""
    workspace, today = pane.workspace, pane.workspace.today_date
    kinds = tuple((kind, label(kind)) for kind in FindingKind)

    def text(name: str, title: str, hint: str = "", section: str = "") -> Field:
        return Field(name, title, "long" if name in ("result", "improvement", "answer") else "text",
                     getattr(finding, name, ""), hint=hint, section=section)  # fmt: skip

    def day(name: str, title: str) -> Field:
        return day_field(name, title, getattr(finding, name, None), today, past=True)

    fields = [
        Field("kind", _("Kind"), "choice", finding.kind if finding else FindingKind.USAGE, kinds),
        Field(
            "text", _("What"), "long" if finding and "\n" in finding.text else "text", finding.text if finding else ""
        ),
        text("product", _("Product"), section=_("use of our product")),
        text("unit", _("Where"), _("unit, plant, line")),
        text("result", _("Result")),
        text("improvement", _("To improve"), _("the improvement proposed")),
        text(
            "department",
            _("Asked"),
            _("the department; asked today unless the day says otherwise"),
            _("for our departments"),
        ),
        day("asked_on", _("Asked on")),
        text("answer", _("Answer")),
        day("answered_on", _("Answered on")),
        day("told_on", _("Client told on")),
    ]

    def save(values: dict[str, Any], version: int | None = finding.version if finding else None) -> Finding:
        given = read_days(values, _DAYS, today, past=_DAYS)
        given = {
            name: value for name, value in given.items() if name not in _DAYS or value != getattr(finding, name, None)
        }
        if finding is None:
            return workspace.findings.add(account_id, **given)
        return workspace.findings.change(finding.id, version, **given)

    return FormDialog(
        _("Finding"), fields, save, at="text", draft=f"finding:{finding.id if finding else account_id}",
        overwrite=lambda changed: save(changed, None), entities=NoteList.ENTITIES,
    )  # fmt: skip
