"""Forms of blocks 4 and 5: a client initiative, and an opportunity in it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamtui.domain.initiatives import Initiative, Opportunity, format_probability, parse_probability
from kamtui.domain.money import format_amount, parse_number
from kamtui.domain.quarters import Quarter
from kamtui.domain.today import date_words, written_day
from kamtui.domain.words import InitiativeStatus, ProgressStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _, language
from kamtui.labels import label
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.screens.account_contact_form import day_preview, read_day
from kamtui.ui.screens.account_parts import quarter_words

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

ENTITIES = frozenset(
    {"initiative", "opportunity", "opportunity_progression", "product_category", "plan_quarter", "task"}
)
QUARTERS_OFFERED = range(8)
ITEMS_SHOWN = 3
NAMES_SHOWN = 8
_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)|(?P<first>\d\d?)[./](?P<last>\d{4})")
_NOTHING: tuple[object, str] = (None, "–")


def initiative_form(
    workspace: Workspace, account_id: str, initiative: Initiative | None = None
) -> FormDialog[Initiative]:
    """The form of an initiative: what, where we know it from, whether we can sell into it."""
    today, initiatives = workspace.today_date, workspace.initiatives
    start = initiative or Initiative("", account_id, "", today)
    touches = [(t.id, f"{date_words(t.on)} {label(t.kind)} {t.outcome}"[:70]) for t in workspace.touches.of(account_id)]
    people = [
        (c.id, ", ".join(part for part in (c.name, c.position) if part)) for c in workspace.contacts.of(account_id)
    ]
    items = workspace.progress.of(account_id).items
    progressions = [(item.progression.id, f"{item.progression.code} {item.progression.title}") for item in items]
    fields = [
        Field("title", _("What the client is going to do"), value=start.title),
        Field(
            "relevant",
            _("Relevant"),
            "choice",
            start.relevant,
            ((None, _("not decided")), (True, _("yes, we can sell into it")), (False, _("no"))),
        ),
        Field("why", _("Why"), value=start.why, hint=_("why we can sell into it, or cannot")),
        Field("source", _("Source"), value=start.source, hint=_("who said it, or where it was read")),
        Field(
            "touch_id", _("a touch"), "pick", start.touch_id, (_NOTHING, *touches), section=_("Where we know it from")
        ),
        Field("contact_id", _("a person"), "pick", start.contact_id, (_NOTHING, *people)),
        Field("progression_id", _("a progression"), "pick", start.progression_id, (_NOTHING, *progressions)),
        Field(
            "noted_on", _("Noted on"), value=written_day(start.noted_on), preview=day_preview("noted_on", today),
        ),
        Field("status", _("Status"), "choice", start.status, tuple((one, label(one)) for one in InitiativeStatus)),
        Field("note", _("Note"), "long", start.note),
    ]  # fmt: skip
    given = {field.name: field.value for field in fields}

    def read(values: dict[str, Any]) -> dict[str, Any]:
        found = dict(values)
        if "noted_on" in found:
            found["noted_on"] = read_day("noted_on", str(found["noted_on"] or ""), today)
        return found

    def save(values: dict[str, Any]) -> Initiative:
        if initiative is None:
            return initiatives.add(account_id, **read(values))
        changed = {name: value for name, value in values.items() if value != given[name]}
        return initiatives.change(initiative.id, initiative.version, **read(changed))

    return FormDialog(
        _("Client initiative"),
        fields,
        save,
        draft=f"initiative:{start.id or account_id}",
        overwrite=(lambda changed: initiatives.change(initiative.id, None, **read(changed))) if initiative else None,
        entities=ENTITIES,
    )


def read_amount(text: str, currency: str, field: str = "amount") -> Decimal:
    """An amount as typed, `4.2 M` too. Raises InvalidValue, for a negative one as well."""
    amount = parse_number(text, currency=currency, field=field, scaled=True)
    if amount < 0:
        raise InvalidValue(field, text, reason=_("an amount is not negative"))
    return amount


def opportunity_form(
    workspace: Workspace,
    account_id: str,
    initiative: Initiative | None,
    opportunity: Opportunity | None = None,
    *,
    quarter: Quarter | None = None,
    at: str = "",
) -> FormDialog[Opportunity]:
    """The form of an opportunity, opened on the field `at`; of a new one in an initiative and a quarter."""
    opportunities, today, lang = workspace.opportunities, workspace.today_date, language()
    currency, now = workspace.method.currency, workspace.quarter
    likely = Decimal(str(workspace.method.probabilities[1]))
    initiative_id = opportunity.initiative_id if opportunity else initiative.id if initiative else ""
    start = opportunity or Opportunity(
        "",
        account_id,
        initiative_id,
        initiative.title if initiative else "",
        Decimal(0),
        likely,
        quarter=quarter or now,
    )
    quarters = sorted({now.shifted(step) for step in QUARTERS_OFFERED} | ({start.quarter} - {None}))  # type: ignore[type-var]
    known_categories, known_suppliers = workspace.wallet.names()
    rivals = [name for name in known_suppliers if name not in ("", "us")]
    people = [
        (c.id, ", ".join(part for part in (c.name, c.position) if part)) for c in workspace.contacts.of(account_id)
    ]
    items = [
        (item.progression.id, f"{item.progression.code} {item.progression.title}")
        for item in workspace.progress.of(account_id).items
        if item.progression.id in start.progressions or (item.in_set and item.status is not ProgressStatus.DONE)
    ]
    fields = [
        Field("title", _("What we offer"), value=start.title),
        Field(
            "amount",
            _("Amount"),
            value=format_amount(start.amount, lang) if opportunity else "",
            hint=_("4.2 M, or 350 K each month"),
            preview=lambda text: f"{format_amount(read_amount(text, currency), lang)} {currency}",
        ),
        Field(
            "probability",
            _("Probability"),
            value=format_probability(start.probability),
            hint=_("30 %, or any other between 0 and 100"),
            preview=lambda text: format_probability(parse_probability(text)),
        ),
        Field(
            "quarter",
            _("Decided in"),
            "choice",
            start.quarter,
            (*((one, quarter_words(one, now)) for one in quarters), (None, _("none"))),
        ),
        Field("category", _("Category"), value=start.category or "", hint=_some(known_categories)),
        Field("product", _("Product"), value=start.product),
        Field("competitor", _("Competitor"), value=start.competitor, hint=_some(rivals)),
        Field("next_step", _("Next step"), value=start.next_step, hint=_("t then makes a task of it")),
        Field("contact_id", _("Decided by"), "pick", start.contact_id, (_NOTHING, *people)),
        Field(
            "monthly",
            _("Paid"),
            "choice",
            start.monthly,
            ((False, _("once")), (True, _("every month"))),
            section=_("How it is paid"),
        ),
        Field(
            "starts",
            _("First month"),
            value=start.starts.isoformat()[:7] if start.starts else "",
            hint=_("2027-03; empty: the first month of the quarter"),
        ),
        Field("months", _("Months"), value=str(start.months or ""), hint=_("empty: on and on")),
        Field("progressions", _("Needs"), "multi", start.progressions, tuple(items), common=ITEMS_SHOWN),
        Field("note", _("Note"), "long", start.note),
    ]
    given = {field.name: field.value for field in fields}

    def read(values: dict[str, Any]) -> dict[str, Any]:
        found = dict(values)
        if "amount" in found:
            found["amount"] = read_amount(str(found["amount"]), currency)
        if "probability" in found:
            found["probability"] = parse_probability(str(found["probability"]))
        if "starts" in found:
            found["starts"] = _first_day(str(found["starts"] or "").strip(), today)
        if "months" in found:
            found["months"] = str(found["months"]).strip() or None
        return found

    def save(values: dict[str, Any]) -> Opportunity:
        if opportunity is None:
            return opportunities.add(initiative_id, **read(values))
        changed = {name: value for name, value in values.items() if value != given[name]}
        return opportunities.change(opportunity.id, opportunity.version, **read(changed))

    return FormDialog(
        _("Opportunity in “{title}”").format(title=initiative.title if initiative else start.initiative),
        fields,
        save,
        at=at or ("" if opportunity else "amount" if start.title else ""),
        draft=f"opportunity:{start.id or initiative_id}",
        overwrite=(lambda changed: opportunities.change(opportunity.id, None, **read(changed)))
        if opportunity
        else None,
        entities=ENTITIES,
    )


def _some(names: list[str]) -> str:
    """The first of the names that are known already."""
    return _("known: {names}").format(names=", ".join(names[:NAMES_SHOWN])) if names else ""


def _first_day(text: str, today: date) -> date | str | None:
    """The first day of a month as typed, `2027-03` or `03.2027`; any day of it will do too. Raises InvalidValue."""
    month = _MONTH.fullmatch(text)
    if month is None:
        return read_day("starts", text, today)
    try:
        return date(int(month["year"] or month["last"]), int(month["month"] or month["first"]), 1)
    except ValueError:
        raise InvalidValue("starts", text, expected="2027-03") from None
