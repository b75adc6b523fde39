"""Values of an account and of its row in the list of accounts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from unicodedata import normalize

from kamtui.domain.contacts import Contact, at_company, no_active_contact, single_thread
from kamtui.domain.explained import Explained, Part
from kamtui.domain.plans import Task
from kamtui.domain.progress import ProgressItem
from kamtui.domain.quarters import Quarter
from kamtui.domain.sales import SalesFigures, falling
from kamtui.domain.settings import MethodSettings
from kamtui.domain.text import search_key
from kamtui.domain.words import AlertKind, Category, ContactStatus, TaskStatus
from kamtui.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class LegalEntity:
    """A legal entity of an account, as accounting systems see it."""

    id: str
    name: str
    inn: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A site, plant or branch of an account."""

    id: str
    name: str


class Account(NamedTuple):
    """A client company. `owner` and `deputy` are logins, `parent` a code; `version` guards edits."""

    id: str
    code: str
    name: str
    category: Category | None = None
    owner: str | None = None
    deputy: str | None = None
    parent: str | None = None
    industry: str = ""
    region: str = ""
    since: date | None = None
    strategic: int | None = None
    cadence_days: int | None = None
    progress_set: str = "core"
    note: str = ""
    archived: bool = False
    version: int = 1
    legal_entities: tuple[LegalEntity, ...] = ()
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """Something about an account that wants attention; `text` is translated."""

    kind: AlertKind
    text: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is agreed to happen next at an account: the open task that is due first."""

    title: str
    due: date | None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the list of accounts. Money in the workspace's currency, shares 0…1, None = unknown.

    `months` is revenue of the last 12 months, oldest first, for a sparkline.
    """

    account: Account
    revenue_12m: Decimal | None = None
    margin_12m: Decimal | None = None
    revenue_share: float | None = None
    ltv: Decimal | None = None
    score: float | None = None
    wallet_share: float | None = None
    progress: float | None = None
    map_quality: int = 0
    last_touch: date | None = None
    next_step: NextStep | None = None
    alerts: tuple[Alert, ...] = ()
    months: tuple[Decimal, ...] = ()


# How long a contact who left asks who replaces them.
LEFT_DAYS = 90
_LEGAL_FORMS = "ооо оао зао пао ао ип нпо гк тд тк фгуп муп llc ltd inc co corp gmbh ag sa plc the jsc company group"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_LATIN = "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh sch . y . e yu ya"


class AccountFacts(NamedTuple):
    """What alerts and the agenda judge of one account.

    `items` are the progressions as they stand, `open_quarters` the quarters with a plan or tasks that are not closed,
    `next_step_ids` the tasks that a touch made, `score` 0…100 or None, `claims` alerts of escalations and contracts.
    """

    account: Account
    contacts: Sequence[Contact] = ()
    tasks: Sequence[Task] = ()
    items: Sequence[ProgressItem] = ()
    figures: SalesFigures = SalesFigures()
    last_touch: date | None = None
    score: float | None = None
    open_quarters: Sequence[Quarter] = ()
    next_step_ids: frozenset[str] = frozenset()
    claims: Sequence[Alert] = ()


def next_step(tasks: Iterable[Task]) -> NextStep | None:
    """The open task due first; one without a date only when no other is left."""
    first = min(
        (task for task in tasks if task.status is TaskStatus.OPEN),
        key=lambda task: (task.due is None, task.due or date.max, task.position),
        default=None,
    )
    return None if first is None else NextStep(first.title, first.due)


def recently_left(contacts: Iterable[Contact], today: date) -> list[Contact]:
    """People who left the account within LEFT_DAYS, or on an unknown day, and of whom it is open who takes over."""
    return [
        contact
        for contact in contacts
        if contact.status is ContactStatus.LEFT
        and not contact.placeholder
        and not contact.left_settled
        and contact.successor is None
        and (contact.left_on is None or (today - contact.left_on).days <= LEFT_DAYS)
    ]


def silence(facts: AccountFacts, settings: MethodSettings, today: date) -> str:
    """Why the account counts as untouched, in words; "" when it does not.

    Nobody on the map is active, or the last touch is older than the account's own cadence.
    """
    days = None if facts.last_touch is None else (today - facts.last_touch).days
    cadence = facts.account.cadence_days
    if days is not None and cadence is not None and days > cadence:
        text = ngettext(
            "{n} day without a touch, wanted every {every}", "{n} days without a touch, wanted every {every}", days
        )
        return text.format(n=days, every=cadence)
    if not no_active_contact(facts.contacts, settings, today):
        return ""
    if is_unmapped(facts):
        return _("nobody is on the map: add whom you speak to")
    if days is None:
        return _("no touch yet")
    if days == 0:
        return _("no active contact, last touch today")
    return ngettext(
        "no active contact, last touch {n} day ago", "no active contact, last touch {n} days ago", days
    ).format(n=days)


def is_unmapped(facts: AccountFacts) -> bool:
    """Whether there have been touches, but nobody of the account is on its map."""
    return facts.last_touch is not None and not any(at_company(contact) for contact in facts.contacts)


def margin_rate(figures: SalesFigures) -> float | None:
    """Gross margin 0…1 of the last 12 months, of the revenue whose cost is known; None while unknown."""
    if figures.margin_12m is None or not figures.revenue_12m or not figures.costed_share:
        return None
    return float(figures.margin_12m) / (float(figures.revenue_12m) * figures.costed_share)


def revenue_share(
    revenue: Decimal | None, settings: MethodSettings, imported_total: Decimal | None
) -> Explained[float]:
    """The account's share 0…1 of the company's revenue; while that is unknown, of all imported revenue."""
    if settings.company_revenue is not None:
        whole, label = Decimal(settings.company_revenue), _("Revenue of the company")
    else:
        whole, label = imported_total or Decimal(0), _("All imported revenue")
    value = float(revenue / whole) if revenue is not None and whole > 0 else None
    rule = _("revenue of 12 months ÷ {whole}").format(whole=label[:1].lower() + label[1:])
    return Explained(value, (Part(_("Revenue of 12 months"), revenue), Part(label, whole or None)), rule)


def alerts(facts: AccountFacts, settings: MethodSettings, today: date) -> tuple[Alert, ...]:
    """What wants attention at the account, one alert of a kind, the pressing kinds first."""
    found: list[Alert] = []
    late = [t for t in facts.tasks if t.status is TaskStatus.OPEN and t.due is not None and t.due < today]
    if late:
        text = ngettext("{n} task overdue", "{n} tasks overdue", len(late)).format(n=len(late))
        found.append(Alert(AlertKind.OVERDUE, text))
    found.extend(facts.claims)
    quiet = silence(facts, settings, today)
    if quiet:
        found.append(Alert(AlertKind.NO_TOUCH, quiet))
    thread = single_thread(facts.contacts, settings, today)
    if thread:
        found.append(Alert(AlertKind.SINGLE_THREAD, "; ".join(thread)))
    gone = recently_left(facts.contacts, today)
    if gone:
        names = ", ".join(contact.name for contact in gone)
        found.append(Alert(AlertKind.CONTACT_LEFT, _("left: {names}; who replaces them?").format(names=names)))
    stalled = [item for item in facts.items if item.stalled and item.in_set]
    if stalled:
        codes = ", ".join(item.progression.code for item in stalled)
        found.append(Alert(AlertKind.STALLED, _("stalled: {codes}").format(codes=codes)))
    fall = falling(facts.figures, settings, today)
    if fall.value:
        found.append(Alert(AlertKind.FALLING_ORDERS, fall.rule))
    if settings.company_revenue is not None:
        part = revenue_share(facts.figures.revenue_12m, settings, None).value
        if part is not None and part >= settings.dependence_share:
            text = _("{percent} % of the company's revenue").format(percent=round(part * 100))
            found.append(Alert(AlertKind.DEPENDENCE, text))
    rate = margin_rate(facts.figures)
    if rate is not None and rate < settings.low_margin:
        found.append(Alert(AlertKind.LOW_MARGIN, _("margin {percent} %").format(percent=round(rate * 100))))
    to_review = quarters_to_review(facts, settings, today)
    if to_review:
        names = ", ".join(str(quarter) for quarter in to_review)
        found.append(Alert(AlertKind.REVIEW_DUE, _("review {quarters}").format(quarters=names)))
    return tuple(found)


def quarters_to_review(facts: AccountFacts, settings: MethodSettings, today: date) -> list[Quarter]:
    """Quarters that have ended and are not closed, earliest first."""
    return sorted(quarter for quarter in facts.open_quarters if quarter.last_day(settings.fiscal_start) < today)


def new_code(name: str, taken: Collection[str]) -> str:
    """A code of 3 to 8 letters and digits for `name`, unlike any of `taken` (in any case)."""
    used = {code.upper() for code in taken}
    forms = _LEGAL_FORMS.split()
    plain = "".join(char if char.isalnum() else " " for char in search_key(name)).split()
    telling = [latin for word in plain if word not in forms and (latin := in_latin(word))]
    telling = telling or [latin for word in plain if (latin := in_latin(word))]
    stem = telling[0] if telling else "ACCOUNT"
    for word in telling[1:]:
        if len(stem) < 3:
            stem += word
    stem = (stem + "XX" if len(stem) < 3 else stem)[:8]
    longer = (stem + "".join(word[0] for word in telling[1:]))[:8]
    for code in (stem, longer):
        if code not in used:
            return code
    number = 2
    while (code := f"{stem[: 8 - len(str(number))]}{number}") in used:
        number += 1
    return code


def in_latin(word: str) -> str:
    """The word in capital ASCII letters and digits; what cannot be written so is left out."""
    latin = dict(zip(_CYRILLIC, _LATIN.split(), strict=True))
    letters = "".join(latin.get(char, char) for char in word)
    return "".join(char for char in normalize("NFKD", letters) if char.isascii() and char.isalnum()).upper()
