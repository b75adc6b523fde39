"""Forms of an escalation: the claim itself, how it was solved, who confirmed it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from kamtui.domain.escalations import Escalation
from kamtui.domain.today import date_words
from kamtui.domain.words import Severity
from kamtui.domain.workhours import hours_words
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.screens.account_claims import day_field, people_of, read_days, users_of

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

ENTITIES = frozenset({"escalation", "escalation_person"})


def escalation_form(
    workspace: Workspace, account_id: str, escalation: Escalation | None = None
) -> FormDialog[Escalation]:
    """The form of an escalation: what, how bad, from whom, and who of us sees to it."""
    escalations = workspace.escalations
    severity = escalation.severity if escalation else Severity.NORMAL
    owner = escalation.owner if escalation else workspace.users.current().login
    hours = workspace.method.sla_hours
    fields = [
        Field("title", _("What went wrong"), value=escalation.title if escalation else ""),
        Field(
            "severity",
            _("Severity"),
            "choice",
            severity,
            tuple((one, f"{label(one)} ({hours_words(hours[one])})") for one in Severity),
            hint=_("working hours until it has to be solved"),
        ),
        Field(
            "contact_id",
            _("Raised by"),
            "pick",
            escalation.contact_id if escalation else None,
            people_of(workspace, account_id),
        ),
        Field("owner", _("Owner"), "pick", owner, users_of(workspace)),
        Field(
            "people",
            _("Our people"),
            value="; ".join(str(one) for one in escalation.people) if escalation else "",
            hint=_("name, department; the next one"),
        ),
        Field(
            "opened_at",
            _("Opened"),
            value=_moment(workspace, escalation.opened_at) if escalation else "",
            hint=_("when the client raised it: yesterday 16:00; empty: now"),
            preview=lambda text: _moment_words(workspace, escalations.understand_opening(text)) if text.strip() else "",
        ),
        Field("note", _("Note"), "long", escalation.note if escalation else ""),
    ]
    if escalation is not None and not escalation.is_open:
        fields += [
            Field("cause", _("Cause"), "long", escalation.cause),
            Field("resolution", _("Resolution"), "long", escalation.resolution),
        ]
    given = {field.name: field.value for field in fields}

    def read(values: dict[str, Any]) -> dict[str, Any]:
        found = dict(values)
        if "people" in found:
            found["people"] = tuple(str(found["people"]).split(";"))
        if "opened_at" in found:
            found["opened_at"] = escalations.understand_opening(str(found["opened_at"]))
        return found

    def save(values: dict[str, Any]) -> Escalation:
        if escalation is None:
            return escalations.open(account_id, **read(values))
        changed = {name: value for name, value in values.items() if value != given[name]}
        return escalations.change(escalation.id, escalation.version, **read(changed))

    return FormDialog(
        _("Escalation"),
        fields,
        save,
        draft=f"escalation:{escalation.id if escalation else account_id}",
        overwrite=(lambda changed: escalations.change(escalation.id, None, **read(changed))) if escalation else None,
        entities=ENTITIES,
    )


def _moment(workspace: Workspace, instant: datetime) -> str:
    """An instant as it is typed: `2026-11-20 16:00`."""
    return f"{workspace.settings.work_hours.local(instant):%Y-%m-%d %H:%M}"


def _moment_words(workspace: Workspace, instant: datetime) -> str:
    here = workspace.settings.work_hours.local(instant)
    return f"{date_words(here.date())} {here:%H:%M}"


def resolve_form(workspace: Workspace, escalation: Escalation) -> FormDialog[Escalation]:
    """How it was solved: cause and resolution, both needed."""

    def save(values: dict[str, Any]) -> Escalation:
        return workspace.escalations.resolve(
            escalation.id, str(values["cause"]), str(values["resolution"]), escalation.version
        )

    return FormDialog(
        _("Solved: {title}").format(title=escalation.title),
        [
            Field("cause", _("Cause"), value=escalation.cause, hint=_("why it happened")),
            Field("resolution", _("Resolution"), value=escalation.resolution, hint=_("what was done")),
        ],
        save,
        draft=f"escalation:{escalation.id}:solved",
        entities=ENTITIES,
    )


def confirm_form(workspace: Workspace, escalation: Escalation) -> FormDialog[Escalation]:
    """Who of the client confirmed the solution, and when."""
    today = workspace.today_date

    def save(values: dict[str, Any]) -> Escalation:
        read = read_days(values, ("on",), today, past=("on",))
        return workspace.escalations.confirm(escalation.id, read["contact_id"], read["on"], escalation.version)

    return FormDialog(
        _("Confirmed by the client: {title}").format(title=escalation.title),
        [
            Field(
                "contact_id",
                _("By whom"),
                "pick",
                escalation.contact_id,
                people_of(workspace, escalation.account_id),
            ),
            day_field("on", _("On"), today, today, past=True),
        ],
        save,
        draft=f"escalation:{escalation.id}:confirmed",
        entities=ENTITIES,
    )
