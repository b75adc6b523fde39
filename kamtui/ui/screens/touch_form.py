"""The form of a touch that was logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamtui.domain.touches import Touch
from kamtui.domain.words import TouchKind
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.dialogs.form import Field, FormDialog

if TYPE_CHECKING:
    from kamtui.workspace import Workspace


def touch_form(workspace: Workspace, touch: Touch) -> FormDialog[Touch]:
    """Day, kind, people, outcome and next step of a touch."""
    fields = [
        Field("on", _("Date"), value=touch.on.isoformat(), hint="2026-11-21"),
        Field("kind", _("Kind"), "choice", touch.kind.value, tuple((k.value, label(k)) for k in TouchKind)),
        Field("people", _("People"), value=", ".join(touch.people), hint=_("names, separated by commas")),
        Field("outcome", _("Outcome"), "long", touch.outcome),
        Field("next_step", _("Next step"), value=touch.next_step),
        Field(
            "proactive",
            _("Begun by"),
            "choice",
            "yes" if touch.proactive else "no",
            (("yes", _("us")), ("no", _("them"))),
        ),
    ]

    def save(values: dict[str, object], version: int | None = touch.version) -> Touch:
        given = dict(values)
        if "people" in given:
            given["people"] = tuple(name.strip() for name in str(given["people"]).split(",") if name.strip())
        if "proactive" in given:
            given["proactive"] = given["proactive"] == "yes"
        return workspace.touches.change(touch.id, version, **given)

    return FormDialog(
        _("Touch"),
        fields,
        save,
        draft=f"touch:{touch.id}",
        overwrite=lambda changed: save(changed, None),
        entities={"touch", "task", "contact"},
    )
