"""Forms of a progression: where it stands at an account, and an item of the account's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamtui.domain.progress import Progression, ProgressItem
from kamtui.domain.quarters import Quarter
from kamtui.domain.today import date_words
from kamtui.domain.words import ProgressCategory, ProgressStatus
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.screens.account_contact_form import day_preview, read_day
from kamtui.ui.screens.account_parts import quarter_words

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

ENTITIES = frozenset({"progress_state", "progress_event", "progression", "account"})
TOUCHES_OFFERED = 12
QUARTERS_OFFERED = range(-2, 9)


def state_form(workspace: Workspace, account_id: str, item: ProgressItem) -> FormDialog[ProgressItem]:
    """Status, day, evidence, touch and planned quarter in one form."""
    today, now, state = workspace.today_date, workspace.quarter, item.state
    quarters = {now.shifted(step) for step in QUARTERS_OFFERED} | ({state.planned_quarter} - {None})
    touches = workspace.touches.of(account_id, limit=TOUCHES_OFFERED)
    day = state.done_on if state.status is ProgressStatus.DONE else state.started_on
    nothing: tuple[object, str] = (None, "–")
    fields = [
        Field(
            "status", _("Status"), "choice", state.status, tuple((status, label(status)) for status in ProgressStatus)
        ),
        Field("evidence", _("Evidence"), value=state.evidence, hint=item.progression.evidence_hint),
        Field(
            "touch_id",
            _("or a touch"),
            "choice",
            state.touch_id,
            (nothing, *((t.id, f"{date_words(t.on)} {label(t.kind)} {t.outcome}"[:60]) for t in touches)),
        ),
        Field(
            "on",
            _("Since, on"),
            value=day.isoformat() if day else "",
            hint="2026-11-21",
            preview=day_preview("on", today),
        ),
        Field(
            "quarter",
            _("Planned for"),
            "choice",
            state.planned_quarter,
            (nothing, *((quarter, quarter_words(quarter, now)) for quarter in sorted(quarters, key=_order))),
        ),
    ]

    given = {field.name: field.value for field in fields}

    def save(values: dict[str, object], version: int | None = state.version) -> ProgressItem:
        progress, ref = workspace.progress, item.progression.id
        wanted = values["quarter"]
        said = str(values["evidence"] or "").strip()
        on = read_day("on", str(values["on"] or ""), today)
        kept = (state.status, state.evidence, state.touch_id, day)
        found = item
        if (values["status"], said, values["touch_id"], on) != kept:
            # A day that belongs to the status before says nothing about the new one.
            moved = values["status"] is not state.status and on == day
            found = progress.change(
                account_id,
                ref,
                status=ProgressStatus(str(values["status"])),
                evidence=said,
                touch_id=str(values["touch_id"]) if values["touch_id"] else None,
                on=None if moved else on,
                version=version,
            )
            version = found.state.version if version is not None else None
        if wanted != state.planned_quarter:
            found = progress.plan_quarter(
                account_id, ref, wanted if isinstance(wanted, Quarter) else None, version=version
            )
        return found

    title = f"{item.progression.code} {G.dot} {item.progression.title}"
    return FormDialog(
        title,
        fields,
        save,
        draft=f"progress:{account_id}:{item.progression.id}",
        overwrite=lambda changed: save({**given, **changed}, None),
        entities=ENTITIES,
    )


def _order(quarter: Quarter | None) -> tuple[int, ...]:
    return tuple(quarter or ())


def proof_question(workspace: Workspace, account_id: str, item: ProgressItem) -> LineDialog[ProgressItem]:
    """Ask what proves that a progression is done; without it nothing changes."""
    progression = item.progression

    def submit(text: str) -> ProgressItem:
        return workspace.progress.change(
            account_id, progression.id, status=ProgressStatus.DONE, evidence=text, version=item.state.version
        )

    return LineDialog(
        _("{code} done: what proves it?").format(code=progression.code),
        submit,
        understand=lambda text: f"{G.done} {progression.title}: {text}",
        history=f"evidence:{account_id}:{progression.id}",
        hint=progression.evidence_hint,
        entities=ENTITIES,
    )


def reason_question(workspace: Workspace, account_id: str, item: ProgressItem) -> LineDialog[ProgressItem]:
    """Ask why a progression does not apply."""
    progression = item.progression

    def submit(text: str) -> ProgressItem:
        return workspace.progress.change(
            account_id, progression.id, status=ProgressStatus.NOT_APPLICABLE, evidence=text, version=item.state.version
        )

    return LineDialog(
        _("{code} does not apply: why?").format(code=progression.code),
        submit,
        understand=lambda text: f"{G.off} {progression.title}: {text}",
        history=f"reason:{account_id}:{progression.id}",
        hint=_("it then counts neither as done nor as lacking"),
        entities=ENTITIES,
    )


def own_item_form(workspace: Workspace, account_id: str, category: ProgressCategory) -> FormDialog[Progression]:
    """The form of an item of the account's own."""
    fields = [
        Field("title", _("Title"), hint=_("an event or a piece of knowledge that shows a deeper relationship")),
        Field("category", _("Group"), "choice", category, tuple((value, label(value)) for value in ProgressCategory)),
        Field("weight", _("Weight"), "choice", 3, tuple((weight, str(weight)) for weight in range(1, 6))),
        Field("evidence_hint", _("What proves it")),
        Field("expires_months", _("Expires after, months"), hint=_("empty: never")),
    ]
    return FormDialog(
        _("Progression of this account's own"),
        fields,
        lambda values: workspace.progress.add_item(account_id, **values),
        draft=f"progression:{account_id}",
        entities=ENTITIES,
    )
