"""Forms of a progression: where it stands at an account, and an item of the account's own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from kamtui.domain.progress import Progression, ProgressItem
from kamtui.domain.quarters import Quarter
from kamtui.domain.today import date_words, written_day
from kamtui.domain.words import ProgressCategory, ProgressStatus
from kamtui.errors import InvalidValue, KamtuiError
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.screens.account_contact_form import day_preview, read_day
from kamtui.ui.screens.account_parts import quarter_words

if TYPE_CHECKING:
    from kamtui.domain.progress_proof import Proofs
    from kamtui.ui.screens.account_progress_evidence import EvidenceDialog
    from kamtui.workspace import Workspace

ENTITIES = frozenset({"progress_state", "progress_event", "progress_proof", "progression", "account"})
QUARTERS_OFFERED = range(-2, 9)
PEOPLE_SHOWN = 4


def state_form(workspace: Workspace, account_id: str, item: ProgressItem) -> FormDialog[ProgressItem]:
    """Status, day, evidence (text, touch, people, documents) and planned quarter in one form."""
    today, now, state = workspace.today_date, workspace.quarter, item.state
    progress, ref = workspace.progress, item.progression.id
    quarters = {now.shifted(step) for step in QUARTERS_OFFERED} | ({state.planned_quarter} - {None})
    found = progress.candidates(account_id, ref)
    proofs = progress.proofs(account_id, ref)
    touches = [*found.touches, *([proofs.touch] if proofs.touch and proofs.touch not in found.touches else [])]
    people = {contact.id: contact.name for contact in (*proofs.witnesses, *found.contacts) if not contact.placeholder}
    day = state.done_on if state.status is ProgressStatus.DONE else state.started_on
    nothing: tuple[object, str] = (None, "–")
    given = _values(item, proofs)
    fields = [
        Field(
            "status",
            _("Status"),
            "choice",
            given["status"],
            tuple((status, label(status)) for status in ProgressStatus),
        ),
        Field("evidence", _("Evidence"), value=given["evidence"], hint=item.progression.evidence_hint),
        Field(
            "touch_id",
            _("or a touch"),
            "pick",
            given["touch_id"],
            (nothing, *((t.id, f"{date_words(t.on)} {label(t.kind)} {t.outcome}"[:60]) for t in touches)),
        ),
        Field(
            "witnesses",
            _("or people"),
            "multi",
            given["witnesses"],
            tuple(people.items()),
            common=PEOPLE_SHOWN,
        ),
        Field(
            "documents",
            _("or documents"),
            value=given["documents"],
            hint=_("a path, a number or a name; several with ; between"),
        ),
        Field(
            "on",
            _("Since, on"),
            value=given["on"],
            hint=written_day(date(2026, 11, 21)),
            preview=day_preview("on", today),
        ),
        Field(
            "quarter",
            _("Planned for"),
            "choice",
            given["quarter"],
            (nothing, *((quarter, quarter_words(quarter, now)) for quarter in sorted(quarters, key=_order))),
        ),
    ]

    def save(values: dict[str, Any], version: int | None = state.version) -> ProgressItem:
        values["evidence"] = str(values["evidence"] or "").strip()
        on = read_day("on", str(values["on"] or ""), today)
        wanted, status = values["quarter"], ProgressStatus(str(values["status"]))
        changed = {name for name, value in values.items() if value != given[name]} - {"quarter", "on"}
        if on != day:
            changed.add("on")
        replanned = wanted != state.planned_quarter
        result = item
        if changed:
            # A day that belongs to the status before says nothing about the new one.
            moved = status is not state.status and on == day
            documents = [name.strip() for name in str(values["documents"]).split(";")]
            result = progress.change(
                account_id, ref, status=status, evidence=values["evidence"], on=None if moved else on, version=version,
                touch_id=values["touch_id"] or None, witnesses=values["witnesses"],
                documents=[name for name in documents if name], quarter=wanted if replanned else None,
            )  # fmt: skip
            version = result.state.version if version is not None else None
        if replanned and (wanted is None or not changed):
            result = progress.plan_quarter(account_id, ref, wanted, version=version)
        return result

    def over(changed: dict[str, Any]) -> ProgressItem:
        """What was changed here, over the item as somebody else has made it meanwhile."""
        fresh = progress.item(account_id, ref)
        return save({**_values(fresh, progress.proofs(account_id, ref)), **changed}, None)

    title = f"{item.progression.code} {G.dot} {item.progression.title}"
    return FormDialog(
        title,
        fields,
        save,
        draft=f"progress:{account_id}:{item.progression.id}",
        overwrite=over,
        entities=ENTITIES,
    )


def _values(item: ProgressItem, proofs: Proofs) -> dict[str, Any]:
    """What the form of an item shows, by field."""
    state = item.state
    day = state.done_on if state.status is ProgressStatus.DONE else state.started_on
    return {
        "status": state.status,
        "evidence": state.evidence,
        "touch_id": state.touch_id,
        "witnesses": tuple(contact.id for contact in proofs.witnesses),
        "documents": "; ".join(proofs.documents),
        "on": written_day(day) if day else "",
        "quarter": state.planned_quarter,
    }


def _order(quarter: Quarter | None) -> tuple[int, ...]:
    return tuple(quarter or ())


def proof_question(workspace: Workspace, account_id: str, item: ProgressItem) -> EvidenceDialog:
    """Ask what proves that a progression is done; without it nothing changes."""
    from kamtui.ui.screens.account_progress_evidence import EvidenceDialog

    return EvidenceDialog(workspace, account_id, item)


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
        empty=True,
        entities=ENTITIES,
    )


def own_item_form(workspace: Workspace, account_id: str, category: ProgressCategory) -> FormDialog[Progression]:
    """The form of an item of the account's own."""
    fields = [
        Field("title", _("Title"), hint=_("an event or a piece of knowledge that shows a deeper relationship")),
        Field("category", _("Group"), "choice", category, tuple((value, label(value)) for value in ProgressCategory)),
        Field("weight", _("Weight"), value="3", hint=_("1 to 5: how much it says about the relationship")),
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


def without_field(error: KamtuiError) -> str:
    """What a refusal says, without the name of the field where that is plain."""
    text = str(error)
    return text.removeprefix(f"{error.field}: ") if isinstance(error, InvalidValue) else text
