"""What a client is going to do, and our offers into it.

Rules: section "ADP" of docs/method.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kamtui.domain.money import parse_number
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import InitiativeStatus, OpportunityStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _, language

SURE = Decimal(1)
_STEP = Decimal("0.0001")  # the finest probability that is kept: a hundredth of a per cent


@dataclass(frozen=True, slots=True)
class Opportunity:
    """Our offer into an initiative. `amount` in major units, once or (`monthly`) per month from the month `starts` on.

    `months` None: a monthly one runs on and on. `probability` 0…1. `quarter` is when it is decided. `relevant` is that
    of the initiative. `progressions` are ids of the items it needs.
    """

    id: str
    account_id: str
    initiative_id: str
    title: str
    amount: Decimal
    probability: Decimal
    initiative: str = ""
    relevant: bool | None = None
    account_code: str = ""
    account_name: str = ""
    category: str | None = None
    product: str = ""
    monthly: bool = False
    starts: date | None = None
    months: int | None = None
    quarter: Quarter | None = None
    competitor: str = ""
    next_step: str = ""
    task_id: str | None = None
    contact_id: str | None = None
    contact: str = ""
    status: OpportunityStatus = OpportunityStatus.OPEN
    decided_on: date | None = None
    reason: str = ""
    times_postponed: int = 0
    note: str = ""
    progressions: tuple[str, ...] = ()
    position: int = 0
    version: int = 1
    initiative_status: InitiativeStatus = InitiativeStatus.ACTIVE

    @property
    def is_open(self) -> bool:
        """Neither decided nor put off without a quarter."""
        return self.status is OpportunityStatus.OPEN

    @property
    def expected(self) -> Decimal:
        """The amount by its probability, in major units: of a monthly one that of a month. Won counts whole."""
        return self.amount * weight(self)


@dataclass(frozen=True, slots=True)
class Initiative:
    """What a client is going to do; `relevant` None while that is not decided.

    The source is a text, and may point to a touch, a person or a progression: `pointed` says that one in words.
    """

    id: str
    account_id: str
    title: str
    noted_on: date
    source: str = ""
    touch_id: str | None = None
    contact_id: str | None = None
    progression_id: str | None = None
    pointed: str = ""
    relevant: bool | None = None
    why: str = ""
    status: InitiativeStatus = InitiativeStatus.ACTIVE
    note: str = ""
    opportunities: tuple[Opportunity, ...] = ()
    position: int = 0
    version: int = 1


def counts(opportunity: Opportunity) -> bool:
    """Whether it has a part in the forecast: on a relevant initiative, open or won; a cancelled one leaves the won."""
    if not opportunity.relevant or opportunity.status not in (OpportunityStatus.OPEN, OpportunityStatus.WON):
        return False
    return opportunity.status is OpportunityStatus.WON or opportunity.initiative_status is not (
        InitiativeStatus.CANCELLED
    )


def weight(opportunity: Opportunity) -> Decimal:
    """By what its amount is multiplied: won 1, lost and postponed 0, else the probability."""
    if opportunity.status is OpportunityStatus.WON:
        return SURE
    return opportunity.probability if opportunity.status is OpportunityStatus.OPEN else Decimal(0)


def check_probability(value: Decimal) -> Decimal:
    """The probability to a hundredth of a per cent. Raises InvalidValue unless it is 0…1."""
    if not value.is_finite() or not 0 <= value <= 1:
        raise InvalidValue(
            "probability", value, expected=_("0…1, or 0…100 %"), reason=_("a probability is between 0 and 1")
        )
    return value.quantize(_STEP)


def parse_probability(text: str) -> Decimal:
    """A probability as people write it: `0.3`, `0,3`, `30 %`, and without the sign `30`; 1 is certain.

    Raises InvalidValue for what is beyond 0…1, and for `1.5`, which may be meant as either.
    """
    body = text.strip()
    percent = body.endswith("%")
    try:
        value = parse_number(body.removesuffix("%"), field="probability")
    except InvalidValue as error:
        raise InvalidValue("probability", text, expected=_("0…1, or 0…100 %")) from error
    return check_probability(value / 100 if percent or 2 <= value <= 100 else value)


def format_probability(value: Decimal) -> str:
    """A probability as whole per cent, or with as many decimals as it has: `30 %`, `12.5 %`."""
    percent = f"{(value * 100).normalize():f}"
    return f"{percent.replace('.', ',') if language() == 'ru' else percent} %"
