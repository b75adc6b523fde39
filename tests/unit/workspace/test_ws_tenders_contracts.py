"""Tenders and contracts: added, changed, taken on, ended; their lines and alerts; links that go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.words import AgendaKind, AlertKind, ContractStatus, OpportunityStatus, TenderStatus
from kamtui.errors import Conflict, InvalidFields, InvalidValue, Refused
from kamtui.workspace import Workspace

Turned = Callable[[Callable[[], Any]], Any]


def agenda(workspace: Workspace, kind: AgendaKind) -> list[tuple[str, str]]:
    return [(item.title, item.reason) for item in workspace.today.agenda() if item.kind is kind]


def offer(workspace: Workspace, account_id: str) -> str:
    initiative = workspace.initiatives.add(account_id, title="New plant", relevant=True)
    made = workspace.opportunities.add(
        initiative.id, title="Packaging", amount="4200000", probability="0.3", quarter="2026-Q4"
    )
    return made.id


def test_a_tender_from_announced_to_won(workspace: Workspace, nord: Account, turned: Turned) -> None:
    key = offer(workspace, nord.id)
    one = turned(
        lambda: workspace.tenders.add(
            nord.id,
            title="Packaging 2027",
            platform="ETP",
            questions_until="2026-11-23",
            submit_until=date(2026, 12, 1),
            competitors="ChemCo",
            opportunity_id=key,
        )
    )
    assert (one.status, one.owner, one.opportunity, one.opportunity_open) == (
        TenderStatus.ANNOUNCED,
        "anna",
        "Packaging",
        True,
    )
    assert agenda(workspace, AgendaKind.TENDER) == [("Tender: Packaging 2027", "questions: Monday")]
    with pytest.raises(Refused, match="is not won"):
        workspace.tenders.win_opportunity(one.id)
    assert turned(lambda: workspace.tenders.advance(one.id, one.version)).status is TenderStatus.PREPARING
    assert turned(lambda: workspace.tenders.advance(one.id)).status is TenderStatus.SUBMITTED
    with pytest.raises(Refused, match="won or lost"):
        workspace.tenders.advance(one.id)
    with pytest.raises(InvalidValue, match="say why"):
        workspace.tenders.change(one.id, status="lost")
    won = turned(lambda: workspace.tenders.change(one.id, status="won", reason="price"))
    assert not won.is_open
    assert agenda(workspace, AgendaKind.TENDER) == []
    assert won.opportunity_open, "a won tender wins nothing by itself"
    turned(lambda: workspace.tenders.win_opportunity(one.id))
    assert workspace.opportunities.get(key).status is OpportunityStatus.WON
    with pytest.raises(Refused, match="no open opportunity"):
        workspace.tenders.win_opportunity(one.id)
    turned(lambda: workspace.tenders.remove(one.id))


def test_a_tender_keeps_its_days_in_order_and_its_links_at_home(workspace: Workspace, nord: Account) -> None:
    one = workspace.tenders.add(nord.id, title="Packaging", questions_until="2026-12-01")
    with pytest.raises(InvalidValue, match="lies before the day “Questions until”"):
        workspace.tenders.change(one.id, submit_until="2026-11-30")
    other = workspace.accounts.add(name="Ural", code="URAL")
    with pytest.raises(InvalidValue, match="another account"):
        workspace.tenders.add(other.id, title="x", opportunity_id=offer(workspace, nord.id))
    with pytest.raises(InvalidFields, match="decision_on"):
        workspace.tenders.change(one.id, decision_on="soon")
    workspace.tenders.change(one.id, platform="ETP")
    with pytest.raises(Conflict):
        workspace.tenders.change(one.id, one.version, platform="EIS")
    assert workspace.tenders.get(one.id).platform == "ETP"


def test_an_opportunity_that_goes_leaves_its_tender(workspace: Workspace, nord: Account, turned: Turned) -> None:
    key = offer(workspace, nord.id)
    one = workspace.tenders.add(nord.id, title="Packaging", opportunity_id=key)
    turned(lambda: workspace.opportunities.remove(key))
    assert workspace.tenders.get(one.id).opportunity_id is None
    workspace.history.undo()
    assert workspace.tenders.get(one.id).opportunity_id == key


def test_open_tenders_come_first_by_their_day(workspace: Workspace, nord: Account) -> None:
    for title, day, status in (
        ("b", "2026-12-10", "preparing"),
        ("lost", "2026-01-01", "lost"),
        ("a", "2026-12-01", "submitted"),
    ):
        workspace.tenders.add(nord.id, title=title, submit_until=day, status=status, reason="x")
    workspace.tenders.add(nord.id, title="no day")
    assert [one.title for one in workspace.tenders.of(nord.id)] == ["a", "b", "no day", "lost"]
    assert [one.title for one in workspace.tenders.all(open_only=True)] == ["a", "b", "no day"]
    assert workspace.tenders.find(nord.id, "no d").title == "no day"


def test_a_contract_before_its_notice_day(workspace: Workspace, nord: Account, turned: Turned) -> None:
    one = turned(
        lambda: workspace.contracts.add(
            nord.id, title="Frame 2026", number="15/2026", ends_on="2026-12-31", notice_days="30", renews="yes"
        )
    )
    assert (one.notice_on, one.renews) == (date(2026, 12, 1), True)
    words = "notice due in 11 days, or it renews"
    assert agenda(workspace, AgendaKind.CONTRACT) == [("Contract: Frame 2026", words)]
    alerts = [alert.text for alert in workspace.accounts.alerts(nord.id) if alert.kind is AlertKind.CONTRACT_NOTICE]
    assert alerts == [f"Frame 2026: {words}"]
    workspace.settings.set("contract_ahead_days", 10)
    assert agenda(workspace, AgendaKind.CONTRACT) == []
    assert workspace.contracts.find(nord.id, "15/2026").id == one.id
    ended = turned(lambda: workspace.contracts.change(one.id, one.version, status="ended"))
    assert ended.status is ContractStatus.ENDED
    assert workspace.contracts.all(open_only=True) == []
    turned(lambda: workspace.contracts.remove(one.id))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "title"),
        ({"notice_days": -1}, "0…3650"),
        ({"notice_days": "soon"}, "0…3650"),
        ({"starts_on": "2026-12-01", "ends_on": "2026-11-30"}, "ends before it starts"),
        ({"status": "asleep"}, "status"),
    ],
)
def test_what_cannot_be_a_contract_is_refused(
    workspace: Workspace, nord: Account, fields: dict[str, Any], words: str
) -> None:
    with pytest.raises((InvalidFields, InvalidValue), match=words):
        workspace.contracts.add(nord.id, **{"title": "Frame", **fields})
    assert workspace.contracts.all() == []


def test_an_answer_owed_is_on_today(workspace: Workspace, nord: Account) -> None:
    task = workspace.tasks.add(title="Trial batch", account_id=nord.id)
    workspace.tasks.ask(task.id, department="Production", on=date(2026, 11, 10), by=date(2026, 11, 18))
    assert agenda(workspace, AgendaKind.ANSWER) == [
        ("Production owes an answer: Trial batch", "2 days without an answer")
    ]
    workspace.tasks.answer(task.id, "given")
    assert agenda(workspace, AgendaKind.ANSWER) == []


def test_an_answer_owed_is_awaited_by_who_does_the_task(
    workspace: Workspace, nord: Account, open_workspace: Callable[..., Workspace]
) -> None:
    sergey = open_workspace("sergey")
    ural = sergey.accounts.add(name="Ural", code="URAL", owner="sergey")
    workspace.accounts.change(nord.id, owner="anna")
    task = workspace.tasks.add(title="Trial batch", account_id=nord.id)
    workspace.tasks.ask(task.id, department="Production", on=date(2026, 11, 10), by=date(2026, 11, 18))
    assert not agenda(sergey, AgendaKind.ANSWER)
    workspace.tasks.change(task.id, owner="sergey")
    assert len(agenda(sergey, AgendaKind.ANSWER)) == 1
    assert not agenda(workspace, AgendaKind.ANSWER)
    assert ural.owner == "sergey"
