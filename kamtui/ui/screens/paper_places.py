"""From a line of a page or of a list of facts to where its record is worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp

# Records of the tab Log; it is told where to stand by the word with `_id`.
LOGGED = ("touch", "promise", "finding", "escalation", "tender", "contract")


def open_ref(kam: KamApp, account_id: str, ref: str) -> None:
    """Show what a `ref` of a paper names, `kind:key`, in the card of the account, a person or task in its own place."""
    kind, _colon, key = ref.partition(":")
    if kind == "contact":
        kam.show("person", contact_id=key)
    elif kind in LOGGED:
        kam.show("account", account_id=account_id, tab="log", **{f"{kind}_id": key})
    elif kind == "task" and key:
        _open_task(kam, account_id, key)
    elif kind == "progression":
        kam.show("account", account_id=account_id, tab="progress", progression_id=key)
    elif kind in ("opportunity", "initiative"):
        kam.show("account", account_id=account_id, tab="plan", block=4, row_id=key)
    elif kind == "plan":
        kam.show("account", account_id=account_id, tab="plan", block=int(key))
    else:
        kam.show("account", account_id=account_id, tab=kind if kind in ("map", "log") else "overview")


def _open_task(kam: KamApp, account_id: str, task_id: str) -> None:
    """On the board of its quarter; one that stands in none in its form."""
    task = kam.workspace.tasks.get(task_id)
    if task.quarter is not None and account_id:
        kam.show("account", account_id=account_id, tab="plan", task_id=task_id)
        return
    from kamtui.ui.screens.quick import task_form

    task_form(kam, task)
