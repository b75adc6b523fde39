"""What a document about a plan says, whatever its format: the facts it is made from, and the plan as a paper."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kamtui.clock import user_day
from kamtui.domain.accounts import AccountRow
from kamtui.domain.initiatives import Opportunity
from kamtui.domain.money import DASH, format_amount, format_share, format_whole
from kamtui.domain.plans import Plan, PlanEvent
from kamtui.domain.settings import MethodSettings
from kamtui.domain.today import date_words
from kamtui.domain.wallet import Circle, YearWallet
from kamtui.domain.words import PlanEventKind, PlanState, Verdict
from kamtui.exchange.map_document import MapDocument
from kamtui.exchange.paper import Fact, line, unbroken
from kamtui.i18n import _, language, pgettext
from kamtui.labels import label

if TYPE_CHECKING:
    from datetime import date

    from kamtui.domain.quarters import Quarter
    from kamtui.workspace.plan_whole import WholePlan


class PlanDocument(NamedTuple):
    """Everything that a document about a plan may say. `names` are the names of users by login."""

    whole: WholePlan
    map: MapDocument
    names: Mapping[str, str]
    settings: MethodSettings
    today: date

    @property
    def row(self) -> AccountRow:
        """The account with its figures."""
        return self.whole.account

    @property
    def plan(self) -> Plan:
        """The plan of the year."""
        return self.whole.plan

    @property
    def circle(self) -> Circle:
        """The wallet of the year and the next."""
        return self.whole.circle

    @property
    def opportunities(self) -> tuple[Opportunity, ...]:
        """All offers, in the order of their initiatives."""
        return tuple(offer for initiative in self.whole.initiatives for offer in initiative.opportunities)

    @property
    def title(self) -> str:
        """What the document is, without the account."""
        return _("Account development plan {year}").format(year=self.plan.year)

    def person(self, login: str | None) -> str:
        """The name of a user."""
        return line(self.names.get(login or "", login or ""))


def money(amount: Decimal | None) -> str:
    """An amount in whole units, as a table has it."""
    return format_whole(amount, language())


def short(amount: Decimal | None, currency: str = "") -> str:
    """An amount in two or three digits, with the currency: `4.2 M RUB`."""
    return unbroken(" ".join(part for part in (format_amount(amount, language(), short=True), currency) if part))


def signed(amount: Decimal | None) -> str:
    """A short change with its sign."""
    text = short(amount)
    return f"+{text}" if amount is not None and amount > 0 else text.replace("-", "−")


def money_signed(amount: Decimal | None) -> str:
    """A change in whole units with its sign, beside amounts written by `money`."""
    text = money(amount)
    return f"+{text}" if amount is not None and amount > 0 else text.replace("-", "−")


def share(value: float | Decimal | None) -> str:
    """A share in whole per cent."""
    return unbroken(format_share(None if value is None else float(value)))


def quarter_name(quarter: Quarter | None) -> str:
    """`Q3 2027`."""
    return unbroken(f"Q{quarter.number} {quarter.year}") if quarter is not None else ""


def short_quarter(quarter: Quarter) -> str:
    """`Q3`, where the year is known."""
    return f"Q{quarter.number}"


def summed(amounts: list[Decimal | None]) -> Decimal | None:
    """The sum of those known; None when none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def of_plan(fact: Decimal | None, plan: Decimal | None) -> str:
    """The fact in per cent of the plan."""
    return share(float(fact / plan)) if fact is not None and plan else DASH


def state_words(plan: Plan) -> str:
    """The state of the plan in a word."""
    return _("not begun") if plan.state is None else label(plan.state)


def approval(plan: Plan) -> PlanEvent | None:
    """Who approved the plan and when, while it is approved; else who submitted it, while it is that."""
    kind = {PlanState.APPROVED: PlanEventKind.APPROVED, PlanState.SUBMITTED: PlanEventKind.SUBMITTED}
    wanted = kind.get(plan.state) if plan.state is not None else None
    return next((event for event in plan.events if event.kind is wanted), None) if wanted else None


def title_facts(document: PlanDocument) -> tuple[Fact, ...]:
    """The title block: whose account, who answers for it, the state of the plan and who gave it that."""
    account = document.row.account
    plan = document.plan
    state = state_words(plan)
    event = approval(plan)
    if event is not None:
        day = date_words(user_day(event.at))
        who = document.person(event.user)
        state = f"{state}, {who}, {day}" if who else f"{state}, {day}"
        if plan.changed:
            state += " · " + _("changed since")
    found = [
        Fact(_("account"), " · ".join(part for part in (account.code, category_words(document)) if part)),
        Fact(_("KAM"), document.person(account.owner) or _("nobody")),
        Fact(_("deputy"), document.person(account.deputy) or _("nobody")),
        Fact(pgettext("plan", "state"), state, "good" if plan.state is PlanState.APPROVED else ""),
        Fact(_("completeness"), share(plan.completeness.value)),
        Fact(_("as of"), date_words(document.today)),
    ]
    return tuple(found)


def category_words(document: PlanDocument) -> str:
    """The category of the account in a word."""
    category = document.row.account.category
    return f"{category.value}, {label(category)}" if category is not None else ""


GOOD = {Verdict.UP_UP, Verdict.UP_FLAT, Verdict.FLAT_UP}
BAD = {Verdict.FLAT_DOWN, Verdict.DOWN_FLAT, Verdict.DOWN_DOWN, Verdict.UP_DOWN}


def verdict_tone(verdict: Verdict | None) -> str:
    """How good a verdict is."""
    return "muted" if verdict is None else "good" if verdict in GOOD else "bad" if verdict in BAD else "warn"


def lead(document: PlanDocument) -> tuple[str, ...]:
    """The message of the plan: the verdict, what circle and share do, what that means in money, plan against fact."""
    circle, currency = document.circle, document.settings.currency
    now, then = circle.now, circle.next
    title = _("Potential is not estimated yet")
    if circle.verdict is not None:
        words = label(circle.verdict)
        title = words[:1].upper() + words[1:]
    found = [title]
    if now.total is not None and then.total is not None:
        found.append(
            _("The client's purchases go from {now} to {then} ({change}).").format(
                now=short(now.total), then=short(then.total, currency), change=_change(now, then)
            )
        )
    elif now.total is not None:
        text = _("The client buys for {now} in {year}; next year is not estimated yet.")
        found.append(text.format(now=short(now.total, currency), year=now.year))
    if now.share is not None and then.share is not None:
        text = _("Our share goes from {now} to {then}.")
        found.append(text.format(now=share(now.share), then=share(then.share)))
    elif now.share is not None:
        found.append(_("Our share is {now}.").format(now=share(now.share)))
    if circle.delta is not None:
        found.append(
            _(
                "Our part changes by {delta}: {circle} from the circle, {share} from the share, {both} from both."
            ).format(
                delta=signed(circle.delta),
                circle=signed(circle.delta_circle),
                share=signed(circle.delta_share),
                both=signed(circle.delta_both),
            )
        )
    return (*found, *_revenue_words(document))


def _change(now: YearWallet, then: YearWallet) -> str:
    if not now.total or then.total is None:
        return DASH
    ratio = float(then.total / now.total) - 1
    text = share(ratio)
    return f"+{text}" if ratio > 0 else text.replace("-", "−")


def _revenue_words(document: PlanDocument) -> list[str]:
    """The year in a sentence: revenue plan, forecast, fact so far; of those quarters alone that have a revenue plan."""
    quarters = [one for one in document.plan.quarters if one.revenue_plan is not None] or document.plan.quarters
    forecast = document.whole.forecast.total
    year = str(document.plan.year)
    if len(quarters) < len(document.plan.quarters):
        of = {one.quarter for one in quarters}
        forecast = summed([one.total for one in document.whole.forecast.quarters if one.quarter in of])
        year += ", " + ", ".join(short_quarter(one.quarter) for one in quarters)
    plan = summed([one.revenue_plan for one in quarters])
    fact = summed([one.revenue_fact for one in quarters])
    currency = document.settings.currency
    parts = []
    if plan is not None:
        parts.append(_("revenue plan {amount}").format(amount=short(plan, currency)))
    if forecast is not None:
        parts.append(_("forecast {amount}").format(amount=short(forecast, currency)))
    if fact is not None:
        ended = all(one.closed for one in quarters)
        text = _("fact {amount}") if ended else _("fact so far {amount}")
        parts.append(text.format(amount=short(fact, currency)))
    return [_("{year}: {parts}.").format(year=year, parts=", ".join(parts))] if parts else []
