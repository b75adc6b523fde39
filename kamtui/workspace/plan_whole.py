"""A plan with all that the data say beside it, for documents and for `kamtui plan --json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kamtui.domain.accounts import AccountRow
from kamtui.domain.contacts import Contact
from kamtui.domain.forecast import Forecast
from kamtui.domain.initiatives import Initiative
from kamtui.domain.plan_review import QuarterReview
from kamtui.domain.plans import Plan
from kamtui.domain.progress import ProgressItem
from kamtui.domain.quarters import Quarter, year_quarters
from kamtui.domain.wallet import Circle
from kamtui.domain.words import ContactStatus
from kamtui.workspace import account_rows
from kamtui.workspace.contact_map import ContactMap
from kamtui.workspace.progress_checklist import Checklist

if TYPE_CHECKING:
    from kamtui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class WholePlan:
    """The plan of one account for one fiscal year, and the data of its seven blocks.

    `initiatives` are all of the account, in their order, each with its opportunities; `targets` are people to meet or
    to come closer to, by level; `planned` progressions of the year by quarter; `reviews` one per quarter.
    """

    account: AccountRow
    plan: Plan
    map: ContactMap
    circle: Circle
    initiatives: tuple[Initiative, ...]
    forecast: Forecast
    checklist: Checklist
    targets: tuple[Contact, ...]
    planned: dict[Quarter, tuple[ProgressItem, ...]]
    reviews: tuple[QuarterReview, ...]


def whole(workspace: Workspace, account_id: str, year: int) -> WholePlan:
    """The whole plan of an account, archived or not, of one moment. Raises NotFound."""
    ws = workspace
    with ws.reader.snapshot():
        account = ws.accounts.get(account_id)
        (row,) = account_rows.rows(ws, [account])
        found = ws.contacts.map(account_id)
        checklist = ws.progress.of(account_id)
        quarters = year_quarters(year)
        planned = {
            quarter: tuple(item for item in checklist.items if item.in_set and item.state.planned_quarter == quarter)
            for quarter in quarters
        }
        return WholePlan(
            account=row,
            plan=ws.plans.year(account_id, year),
            map=found,
            circle=ws.wallet.circle(account_id, year),
            initiatives=ws.initiatives.of(account_id),
            forecast=ws.opportunities.forecast(account_id, year),
            checklist=checklist,
            targets=tuple(contact for contact in found.contacts if is_target(contact)),
            planned=planned,
            reviews=tuple(ws.plans.review(account_id, quarter) for quarter in quarters),
        )


def is_target(contact: Contact) -> bool:
    """Whether the plan wants to meet somebody, or to come closer to them."""
    if contact.status is ContactStatus.LEFT:
        return False
    closer = contact.target_strength is not None and contact.target_strength > contact.strength
    return contact.placeholder or closer
