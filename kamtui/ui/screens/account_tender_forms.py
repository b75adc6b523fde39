"""Forms of a tender: its days and criteria, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kamtui.domain.tenders import DATES, Tender, date_names
from kamtui.domain.words import TenderStatus
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.dialogs.pick import Choice, PickDialog
from kamtui.ui.screens.account_claims import NOTHING, day_field, read_days, users_of

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

ENTITIES = frozenset({"tender", "opportunity", "initiative"})
_ENDS = (TenderStatus.WON, TenderStatus.LOST, TenderStatus.CANCELLED, TenderStatus.NO_BID)
_YES, _NO = "yes", "no"
_PAST = DATES[0]  # the day that has been when people write it down


def tender_form(workspace: Workspace, account_id: str, tender: Tender | None = None) -> FormDialog[Tender]:
    """The form of a tender."""
    tenders, today = workspace.tenders, workspace.today_date
    start = tender or Tender("", account_id, "", "", "", owner=workspace.users.current().login)
    offers = [(one.id, one.title) for one in workspace.opportunities.of(account_id)]
    names = date_names()
    fields = [
        Field("title", _("Tender"), value=start.title, hint=_("lot or subject")),
        Field("platform", _("Platform"), value=start.platform, hint=_("where it is held, or its number")),
        *(
            day_field(
                name, names[name], getattr(start, name), today, past=name == _PAST,
                section=_("Days") if name == DATES[0] else "",
            )
            for name in DATES
        ),
        Field("competitors", _("Competitors"), value=start.competitors, section=_("What decides")),
        Field("criteria", _("Criteria"), "long", start.criteria, hint=_("enter opens the editor")),
        Field("opportunity_id", _("Opportunity"), "pick", start.opportunity_id, (NOTHING, *offers)),
        Field("owner", _("Owner"), "pick", start.owner, users_of(workspace)),
        Field("status", _("Status"), "choice", start.status, tuple((one, label(one)) for one in TenderStatus)),
        Field("reason", _("Why"), value=start.reason, hint=_("why it was won, lost, called off or not bid for")),
        Field("note", _("Note"), "long", start.note),
    ]  # fmt: skip
    given = {field.name: field.value for field in fields}

    def save(values: dict[str, Any]) -> Tender:
        if tender is None:
            return tenders.add(account_id, **read_days(values, DATES, today, past=(_PAST,)))
        changed = {name: value for name, value in values.items() if value != given[name]}
        return tenders.change(tender.id, tender.version, **read_days(changed, DATES, today, past=(_PAST,)))

    return FormDialog(
        _("Tender"),
        fields,
        save,
        draft=f"tender:{start.id or account_id}",
        overwrite=(lambda changed: tenders.change(start.id, None, **read_days(changed, DATES, today, past=(_PAST,))))
        if tender
        else None,
        entities=ENTITIES,
    )


def result_form(workspace: Workspace, tender: Tender) -> FormDialog[Tender]:
    """How a tender ended, and why."""

    def save(values: dict[str, Any]) -> Tender:
        return workspace.tenders.change(tender.id, tender.version, **values)

    return FormDialog(
        _("How did “{title}” end?").format(title=tender.title),
        [
            Field("status", _("Result"), "choice", TenderStatus.WON, tuple((one, label(one)) for one in _ENDS)),
            Field("reason", _("Why"), value=tender.reason, hint=_("price, delivery, quality, a person …")),
        ],
        save,
        draft=f"tender:{tender.id}:result",
        entities=ENTITIES,
    )


def win_dialog(workspace: Workspace, tender: Tender) -> PickDialog:
    """Whether the opportunity of a won tender is won too."""

    def submit(chosen: str) -> object:
        return workspace.tenders.win_opportunity(tender.id) if chosen == _YES else None

    return PickDialog(
        _("The tender is won. The opportunity “{title}” too?").format(title=tender.opportunity),
        [Choice(_YES, _("won, for its amount")), Choice(_NO, _("leave it open"))],
        submit=submit,
        entities=ENTITIES,
    )
