"""Escalations, tenders and contracts of an account by keys: forms with refusals in place, states, undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.words import ContractStatus, EscalationStatus, OpportunityStatus, Severity, TenderStatus
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.screens.account_claims import ClaimList
from kamtui.ui.screens.account_contracts import ContractList
from kamtui.ui.screens.account_escalations import EscalationList
from kamtui.ui.screens.account_tenders import TenderList
from kamtui.workspace import Workspace
from tests.ui.card import app_of, application, card, drawn, gone, new_workspace, nord, screen_text, shown, typed, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


async def on(pilot: Pilot[Any], kind: type[ClaimList[Any]]) -> Any:
    """The list, shown and with the focus."""
    await until(pilot, lambda: isinstance(pilot.app.focused, kind))
    await drawn(pilot)
    return pilot.app.focused


async def form(pilot: Pilot[Any], key: str) -> FormDialog[Any]:
    await pilot.press(key)
    return await shown(pilot, FormDialog)


async def saved(pilot: Pilot[Any]) -> None:
    await pilot.press("ctrl+s")
    await gone(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_an_escalation_from_n_to_the_clients_word(workspace: Workspace, size: tuple[int, int]) -> None:
    workspace.contacts.add(nord(workspace), name="Ivan Petrov")
    async with card(workspace, "log", size=size, escalation_id="first") as pilot:
        await on(pilot, EscalationList)
        assert "An escalation is a claim" in screen_text(pilot)
        await form(pilot, "n")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "is needed" in screen_text(pilot))
        await typed(pilot, "Drums leaked")
        await pilot.press("down", "right", "right", "down", "down", "down")
        await typed(pilot, "Olga, logistics; Ivan")
        await pilot.press("down")
        await typed(pilot, "tomorrow 10:00")
        await until(pilot, lambda: "lies in the future" in screen_text(pilot))
        await pilot.press("ctrl+u")
        await typed(pilot, "today")
        await saved(pilot)
        (one,) = workspace.escalations.of(nord(workspace))
        assert (one.title, one.severity, len(one.people)) == ("Drums leaked", Severity.CRITICAL, 2)
        await until(pilot, lambda: "SLA 4 h left" in screen_text(pilot))
        assert "1 open escalation" in screen_text(pilot)

        await pilot.press("i")
        await shown(pilot, WhyDialog)
        assert "working hours from now" in screen_text(pilot)
        await pilot.press("escape")
        await gone(pilot)

        await form(pilot, "space")
        await typed(pilot, "bad lids")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "say how it was solved" in screen_text(pilot))
        assert "bad lids" in screen_text(pilot)
        await pilot.press("down")
        await typed(pilot, "new lids")
        await saved(pilot)
        assert workspace.escalations.get(one.id).status is EscalationStatus.RESOLVED

        dialog = await form(pilot, "space")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "say who of the client" in screen_text(pilot))
        dialog._set(dialog.fields[0], workspace.contacts.of(nord(workspace))[0].id)
        await saved(pilot)
        assert workspace.escalations.get(one.id).confirmed_by == "Ivan Petrov"

        await pilot.press("space")
        await until(pilot, lambda: "o opens it again" in app_of(pilot).message)
        await pilot.press("o")
        await until(pilot, lambda: workspace.escalations.get(one.id).is_open)
        await pilot.press("d")
        await until(pilot, lambda: not workspace.escalations.of(nord(workspace)))
        await pilot.press("u")
        await until(pilot, lambda: workspace.escalations.of(nord(workspace)))


async def test_a_tender_to_its_end_and_its_opportunity(workspace: Workspace) -> None:
    initiative = workspace.initiatives.add(nord(workspace), title="New plant", relevant=True)
    offer = workspace.opportunities.add(
        initiative.id, title="Packaging", amount="4200000", probability="0.3", quarter="2026-Q4"
    )
    async with card(workspace, "log", tender_id="first") as pilot:
        await on(pilot, TenderList)
        await form(pilot, "n")
        await typed(pilot, "Packaging 2027")
        await pilot.press("down", "down")
        await typed(pilot, "01.11")
        await until(pilot, lambda: "1 Nov 2026" in screen_text(pilot))
        await pilot.press("down")
        await typed(pilot, "25.11")
        await until(pilot, lambda: "25 Nov 2026" in screen_text(pilot))
        await pilot.press("down")
        await typed(pilot, "24.11")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "lies before the day “Questions until”" in screen_text(pilot))
        await pilot.press("ctrl+u")
        await typed(pilot, "01.12")
        await saved(pilot)
        (one,) = workspace.tenders.of(nord(workspace))
        assert one.announced_on == date(2026, 11, 1), "as the form had said"
        assert (one.questions_until, one.submit_until) == (date(2026, 11, 25), date(2026, 12, 1))
        workspace.tenders.change(one.id, opportunity_id=offer.id)
        await pilot.press("space", "space")
        await until(pilot, lambda: workspace.tenders.get(one.id).status is TenderStatus.SUBMITTED)
        await until(pilot, lambda: "submitted" in screen_text(pilot))

        await form(pilot, "space")
        await pilot.press("right", "ctrl+s")
        await until(pilot, lambda: "say why the tender ended so" in screen_text(pilot))
        await pilot.press("up", "left", "ctrl+s")
        await shown(pilot, PickDialog)
        await pilot.press("enter")
        await gone(pilot)
        assert workspace.tenders.get(one.id).status is TenderStatus.WON
        assert workspace.opportunities.get(offer.id).status is OpportunityStatus.WON
        await pilot.press("o")
        await until(pilot, lambda: workspace.tenders.get(one.id).is_open)


async def test_a_contract_and_its_notice(workspace: Workspace) -> None:
    async with card(workspace, "log", contract_id="first") as pilot:
        await on(pilot, ContractList)
        await form(pilot, "n")
        await typed(pilot, "Frame")
        await pilot.press("down", "down")
        await typed(pilot, "2026-01-01")
        await pilot.press("down")
        await typed(pilot, "2025-12-31")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "ends before it starts" in screen_text(pilot))
        await pilot.press("ctrl+u")
        await typed(pilot, "31.12")
        await pilot.press("down")
        await typed(pilot, "30")
        await pilot.press("down", "right")
        await saved(pilot)
        (one,) = workspace.contracts.of(nord(workspace))
        assert (one.ends_on, one.notice_on, one.renews) == (date(2026, 12, 31), date(2026, 12, 1), True)
        await until(pilot, lambda: "notice due in 11 days, or it renews" in screen_text(pilot))
        await form(pilot, "e")
        await pilot.press("down")
        await typed(pilot, "15/2026")
        await saved(pilot)
        assert workspace.contracts.get(one.id).number == "15/2026"
        await pilot.press("space")
        await until(pilot, lambda: workspace.contracts.get(one.id).status is ContractStatus.ENDED)
        await pilot.press("o")
        await until(pilot, lambda: workspace.contracts.get(one.id).is_active)
        await pilot.press("d")
        await until(pilot, lambda: not workspace.contracts.of(nord(workspace)))


async def test_lines_of_today_lead_to_their_lists(workspace: Workspace) -> None:
    workspace.escalations.open(nord(workspace), title="Old", severity="normal")
    one = workspace.escalations.open(nord(workspace), title="Drums leaked", severity="critical")
    async with application(workspace) as pilot:
        await until(pilot, lambda: "Escalation: Drums leaked" in screen_text(pilot))
        await pilot.press("enter")
        found = await on(pilot, EscalationList)
        assert found.item.id == one.id


async def test_alerts_of_the_overview_lead_to_their_lists(workspace: Workspace) -> None:
    workspace.contracts.add(nord(workspace), title="Frame", ends_on="2026-11-25")
    async with card(workspace, "overview") as pilot:
        page = pilot.app.focused
        assert page is not None
        await until(pilot, lambda: "Frame: ends" in screen_text(pilot))
        for _ in range(20):
            if getattr(page, "cursor_id", "") == "alert:contract_notice":
                break
            await pilot.press("down")
        await pilot.press("enter")
        await on(pilot, ContractList)
