"""`/`: from anywhere to anything that was found, where it is worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kamtui.domain.search import Hit, Kind
from kamtui.i18n import _

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp

# Records of the tab Log, and the word by which it is told where to stand.
_LOGGED = {
    Kind.TOUCH: "touch_id",
    Kind.PROMISE: "promise_id",
    Kind.NOTE: "note_id",
    Kind.FINDING: "finding_id",
    Kind.ESCALATION: "escalation_id",
    Kind.TENDER: "tender_id",
    Kind.CONTRACT: "contract_id",
}


def find(kam: KamApp) -> None:
    """Ask, and go there."""
    from kamtui.ui.dialogs.find import FindDialog

    kam.open(FindDialog(), lambda hit: go_to(kam, hit))


def go_to(kam: KamApp, hit: Hit) -> None:
    """Show the record where it is worked on, with the cursor on it; one that has no place in a list, in its dialog."""
    key = str(hit.ref["id"])
    if hit.kind is Kind.CONTACT:
        kam.show("person", contact_id=key)
    elif hit.kind is Kind.REVIEW:
        from kamtui.ui.screens.plan_review_lines import HEAD, KAM

        step = KAM if hit.ref.get("said") == "kam" else HEAD
        kam.show("review", account_id=hit.account_id, quarter=hit.title, step=step)
    elif hit.account_id is not None and (where := _place(hit, key)):
        kam.show("account", account_id=hit.account_id, **where)
    elif hit.kind is Kind.TASK:
        from kamtui.ui.screens.quick import task_form

        task_form(kam, kam.workspace.tasks.get(key))
    elif hit.kind is Kind.MEETING:
        from kamtui.ui.screens.meeting_form import meeting_form

        meeting_form(kam, kam.workspace.meetings.get(key))
    else:
        _open_note(kam, key)


def _place(hit: Hit, key: str) -> dict[str, Any]:
    """The tab of the card, and what to stand on there; empty for what is on none."""
    match hit.kind:
        case Kind.ACCOUNT:
            return {"tab": "overview"}
        case Kind.TASK:
            on_board = hit.ref.get("quarter") or hit.ref.get("state") == "open"
            return {"tab": "plan", "task_id": key} if on_board else {}
        case Kind.PLAN:
            return {"tab": "plan", "year": hit.ref["year"], "block": hit.ref["number"]}
        case Kind.GOAL:
            return {"tab": "plan", "year": hit.ref["year"], "block": 6, "row_id": key}
        case Kind.WALLET:
            return {"tab": "plan", "year": hit.ref["year"], "block": 3, "row_id": key}
        case Kind.INITIATIVE | Kind.OPPORTUNITY:
            return {"tab": "plan", "block": 4, "row_id": key}
        case Kind.PROGRESSION:
            return {"tab": "progress", "progression_id": hit.ref["progression_id"]}
        case Kind.MEETING:
            return {"tab": "log", "touch_id": hit.ref["touch_id"]} if hit.ref.get("touch_id") else {}
        case _:
            return {"tab": "log", _LOGGED[hit.kind]: key}


def _open_note(kam: KamApp, note_id: str) -> None:
    """A note that belongs to nobody, to read and to write on."""
    from kamtui.ui.dialogs.text import TextDialog

    notes = kam.workspace.notes
    note = notes.get(note_id)
    kam.open(
        TextDialog(
            _("Note"),
            note.text,
            lambda text: notes.change(note_id, note.version, text=text),
            draft=f"note:{note_id}",
            entities={"note"},
        )
    )
