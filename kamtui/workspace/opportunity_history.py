"""What happened to an initiative or an opportunity, from the journal, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from kamtui.domain.initiatives import format_probability
from kamtui.domain.money import format_amount, from_minor
from kamtui.domain.words import InitiativeStatus, OpportunityStatus
from kamtui.i18n import N_, _, language
from kamtui.labels import label

if TYPE_CHECKING:
    from kamtui.workspace import Workspace
    from kamtui.workspace.history import HistoryStep

_STEPS = 12
_SILENT = frozenset({"times_postponed", "position", "decided_on", "task_id", "account_id", "initiative_id"})


class OfferChange(NamedTuple):
    """What somebody changed: when (UTC), who, and in words."""

    at: datetime
    user: str
    text: str


def offer_history(workspace: Workspace, record: str) -> tuple[OfferChange, ...]:
    """The last changes of an initiative or an opportunity, newest first, without what was undone or means nothing."""
    found = []
    for step in workspace.history.steps(_STEPS, record):
        text = "" if step.kind != "do" or step.undone else _text(step)
        if text:
            found.append(OfferChange(step.at, step.user, text))
    return tuple(found)


def _text(step: HistoryStep) -> str:
    parts: list[str] = []
    for table, columns in step.changes:
        if table not in ("initiative", "opportunity"):
            continue
        if columns.get("title", ("", ""))[0] is None:
            return _("written down")
        for name, (before, after) in columns.items():
            if name in _SILENT:
                continue
            parts.append(_change(name, before, after) or _("edited"))
    return "; ".join(dict.fromkeys(parts))


def _change(name: str, before: Any, after: Any) -> str:
    """One column in words; nothing for what is no more than edited."""
    say = _SAY.get(name)
    if say is None:
        return ""
    title, words = say
    old, new = (words(value) if value not in (None, "") else "" for value in (before, after))
    if name == "status":
        return new
    change = f"{old} → {new}" if old and new else new or _("{before}: taken away").format(before=old)
    return f"{_(title)} {change}" if title else change


def _amount(minor: Any) -> str:
    return format_amount(from_minor(int(minor)), language(), short=True)


def _likely(minor: Any) -> str:
    return format_probability(Decimal(int(minor)) / 10_000)


def _status(code: Any) -> str:
    known: Mapping[str, Any] = {str(one.value): one for one in (*InitiativeStatus, *OpportunityStatus)}
    return label(known[str(code)]) if str(code) in known else str(code)


def _yes(value: Any) -> str:
    return _("relevant") if value else _("not relevant")


_SAY: Mapping[str, tuple[str, Callable[[Any], str]]] = {
    "title": ("", str),
    "probability": ("", _likely),
    "amount": ("", _amount),
    "quarter": ("", str),
    "status": ("", _status),
    "relevant": ("", _yes),
    "reason": (N_("because"), str),
    "competitor": (N_("competitor"), str),
    "next_step": (N_("next step"), str),
}
