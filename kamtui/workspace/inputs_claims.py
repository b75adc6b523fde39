"""Input of escalations, tenders and contracts. Loaded with the first write."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from kamtui.domain import words
from kamtui.domain.escalations import OurPerson
from kamtui.domain.text import clean
from kamtui.i18n import _
from kamtui.workspace.inputs import Day, Input, Line, Long, Name, YesNo


def _our_people(value: Any) -> tuple[OurPerson, ...]:
    """People from names, `name, department` or pairs of them; one name once."""
    found: dict[str, OurPerson] = {}
    for each in value or ():
        parts = each.split(",", 1) if isinstance(each, str) else tuple(each)
        name, department = (clean(str(part)).strip() for part in (*parts, "")[:2])
        if not name:
            continue
        if len(name) > 200 or len(department) > 200:
            raise ValueError(_("“{text}” is too long").format(text=name[:60]))
        found[name.casefold()] = OurPerson(name, department)
    return tuple(found.values())


def _no_days(value: Any) -> Any:
    return 0 if value is None or (isinstance(value, str) and not value.strip()) else value


class EscalationInput(Input):
    """Fields of an escalation. `owner` is a login or name, `people` are ours: `name` or `name, department`."""

    title: Name
    severity: words.Severity = words.Severity.NORMAL
    contact_id: str | None = None
    owner: str | None = None
    people: Annotated[tuple[OurPerson, ...], BeforeValidator(_our_people)] = ()
    cause: Long = ""
    resolution: Long = ""
    note: Long = ""


class TenderInput(Input):
    """Fields of a tender. `owner` is a login or name, `opportunity_id` one of the account."""

    title: Name
    platform: Line = ""
    announced_on: Day = None
    questions_until: Day = None
    submit_until: Day = None
    decision_on: Day = None
    criteria: Long = ""
    competitors: Line = ""
    status: words.TenderStatus = words.TenderStatus.ANNOUNCED
    reason: Line = ""
    owner: str | None = None
    opportunity_id: str | None = None
    note: Long = ""


class ContractInput(Input):
    """Fields of a contract."""

    title: Name
    number: Line = ""
    starts_on: Day = None
    ends_on: Day = None
    notice_days: Annotated[int, BeforeValidator(_no_days), Field(ge=0, le=3650)] = 0
    renews: YesNo = False
    status: words.ContractStatus = words.ContractStatus.ACTIVE
    note: Long = ""
