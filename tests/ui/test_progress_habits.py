"""Habits of the progress screens that a newcomer leans on: keys in bursts, signs explained, why for every figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import current_thread
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.clock import Clock
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressStatus
from kamtui.ui.dialogs.entry import Entry
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.help import HelpDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.screens.account_progress import ProgressPane
from kamtui.ui.screens.account_progress_best import BestList
from kamtui.ui.screens.account_progress_evidence import EvidenceDialog
from kamtui.ui.screens.account_progress_facts import FactList
from kamtui.ui.screens.dynamics import DynamicsPane
from kamtui.ui.widgets.linelist import LineList
from kamtui.ui.widgets.matrix import Matrix
from kamtui.workspace import Workspace
from tests.ui.card import app_of, application, card, gone, new_workspace, nord, screen_text, shown, still, typed, until

CORE = 12


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


def matrix(pilot: Pilot[Any]) -> Matrix:
    return pilot.app.screen_stack[0].query_one("#matrix", Matrix)


def explained(pilot: Pilot[Any]) -> dict[str, tuple[object, str]]:
    screen = pilot.app.screen
    assert isinstance(screen, WhyDialog)
    return {part.label: (part.value, part.note) for part in screen.explained.parts}


async def test_an_entry_may_begin_with_a_text(workspace: Workspace) -> None:
    async with card(workspace, "progress"):
        assert Entry("120 M").value == "120 M"


async def test_keys_in_a_burst_on_a_cell_are_no_conflict(workspace: Workspace) -> None:
    async with application(workspace, (120, 36), "progress") as pilot:
        await until(pilot, lambda: matrix(pilot).sheet is not None)
        cell = app_of(pilot).view.matrix  # type: ignore[attr-defined]
        cell.action_progress_advance()  # both before the first is written
        cell.action_progress_advance()
        state = lambda: workspace.progress.item(nord(workspace), "K01").state  # noqa: E731
        await until(pilot, lambda: state().status is ProgressStatus.IN_PROGRESS)
        assert "in progress" in await still(pilot)
        assert app_of(pilot).message == "K01 · in progress"
        for _press in range(3):
            cell.action_progress_later()
        await until(pilot, lambda: state().planned_quarter == Quarter(2027, 2))
        await until(pilot, lambda: app_of(pilot).message == "K01 · planned for Q2 2027")


async def test_a_quarter_outside_the_plan_is_refused_in_words_on_a_cell(workspace: Workspace) -> None:
    workspace.progress.plan_quarter(nord(workspace), "K01", "2031-Q4")
    async with application(workspace, (80, 24), "progress") as pilot:
        await until(pilot, lambda: matrix(pilot).sheet is not None)
        await pilot.press(">")
        await until(pilot, lambda: "outside the plans" in app_of(pilot).message)
        assert not app_of(pilot).message.startswith("quarter")
        assert workspace.progress.item(nord(workspace), "K01").state.planned_quarter == Quarter(2031, 4)


async def test_what_is_planned_outside_the_core_set_is_seen(workspace: Workspace) -> None:
    async with application(workspace, (80, 24), "progress") as pilot:
        await until(pilot, lambda: matrix(pilot).sheet is not None)
        item = workspace.progress.item(nord(workspace), "K05").progression
        assert matrix(pilot).move_to(item.id, nord(workspace))
        await pilot.press(">")
        await until(pilot, lambda: "·4" in screen_text(pilot))


async def test_another_order_begins_at_its_first_row(workspace: Workspace) -> None:
    workspace.progress.change(nord(workspace), "G01", status="in_progress", on=date(2026, 6, 1))
    async with application(workspace, (80, 24), "progress") as pilot:
        await until(pilot, lambda: matrix(pilot).sheet is not None)
        await pilot.press("down", "down", "s")
        text = await still(pilot)
        assert "G01" in text
        assert matrix(pilot).place == (workspace.progress.item(nord(workspace), "G01").progression.id, nord(workspace))


async def test_the_library_opens_at_the_row(workspace: Workspace) -> None:
    item = workspace.progress.item(nord(workspace), "I05").progression
    async with application(workspace, (80, 24), "progress") as pilot:
        await until(pilot, lambda: matrix(pilot).sheet is not None)
        for _time in range(2):  # also when it was open before
            assert matrix(pilot).move_to(item.id, nord(workspace))
            await pilot.press("E")
            await until(pilot, lambda: app_of(pilot).view.name == "library" and pilot.app.query("#library-list"))
            rows = pilot.app.query_one("#library-list", LineList)
            await until(pilot, lambda rows=rows: rows.cursor_id == item.id)
            await pilot.press("home", "escape")
            await until(pilot, lambda: app_of(pilot).view.name == "progress")


async def test_without_accounts_no_key_is_offered_that_does_nothing(workspace: Workspace) -> None:
    workspace.accounts.remove(nord(workspace))
    async with application(workspace, (80, 24), "progress") as pilot:
        await until(pilot, lambda: matrix(pilot).sheet is not None)
        text = await still(pilot)
        assert "advance" not in text.splitlines()[-1]
        assert "library" in text.splitlines()[-1]
        await pilot.press("v")
        await until(pilot, lambda: pilot.app.query(DynamicsPane))
        assert "quarter by quarter" in " ".join((await still(pilot)).split())


@pytest.mark.parametrize("keys", [(), ("v",)])
async def test_help_explains_the_signs_of_all_accounts(workspace: Workspace, keys: tuple[str, ...]) -> None:
    async with application(workspace, (120, 36), "progress") as pilot:
        await until(pilot, lambda: matrix(pilot).sheet is not None)
        await pilot.press(*keys, "?")
        await shown(pilot, HelpDialog)
        assert "Signs" in await still(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, HelpDialog)
        words = dict(screen.signs)["!"]
        assert words == (
            "planned for that quarter and not done by its end" if keys else "stalled, or its quarter missed"
        )


async def test_help_explains_the_signs_of_the_checklist(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await pilot.press("?")
        await shown(pilot, HelpDialog)
        text = await still(pilot)
        assert "○ ◐ ● ⊘" in text
        assert "facts propose something" in text


async def test_why_of_the_checklist_has_the_barriers(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await pilot.press("i")
        await shown(pilot, WhyDialog)
        found = explained(pilot)
        assert found["Barrier: knowledge"] == ("0 %", "weakest")
        assert found["Barrier: map"] == ("0/3", "")


async def test_why_of_the_quarters_is_about_the_line(workspace: Workspace) -> None:
    account = nord(workspace)
    workspace.progress.change(account, "K01", status="done", evidence="120 M", on=date(2026, 3, 10))
    workspace.accounts.add(name="Volga", code="VOLGA")
    async with application(workspace, (120, 36), "progress") as pilot:
        await until(pilot, lambda: matrix(pilot).sheet is not None)
        await pilot.press("v", "down", "i")
        await shown(pilot, WhyDialog)
        screen = pilot.app.screen
        assert isinstance(screen, WhyDialog)
        last = workspace.progress.dynamics(account)[-1]
        assert last.share is not None
        assert screen.explained.value == f"{round(last.share * 100)} %"
        assert explained(pilot)["Q1"] == (f"{round(last.share * 100)} %", f"1 of {CORE} done")
        assert "Nord" in await still(pilot)


async def test_why_of_a_row_has_the_figures_beside_and_below(workspace: Workspace) -> None:
    workspace.progress.change(nord(workspace), "K01", status="done", evidence="120 M")
    async with application(workspace, (80, 24), "progress") as pilot:
        await until(pilot, lambda: matrix(pilot).sheet is not None)
        await pilot.press("i")
        await shown(pilot, WhyDialog)
        found = explained(pilot)
        assert found["Done, of the accounts where it applies"][0] == "1 of 1"
        assert str(found["Progress of Nord"][0]).endswith(" %")


async def test_the_checklist_shows_what_stands_above_the_item_it_was_opened_at(workspace: Workspace) -> None:
    item = workspace.progress.item(nord(workspace), "K03").progression
    async with application(workspace, (80, 24), "progress") as pilot:
        await until(pilot, lambda: matrix(pilot).sheet is not None)
        assert matrix(pilot).move_to(item.id, nord(workspace))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.query("#progress-list"))
        await until(pilot, lambda: pilot.app.query_one("#progress-list", LineList).cursor_id == item.id)
        text = await still(pilot)
        assert " K01 " in text
        assert " 0 of 5 done" in text  # the heading of the group


async def test_the_field_follows_when_the_terminal_is_resized(workspace: Workspace) -> None:
    workspace.progress.advance(nord(workspace), "K01")
    async with card(workspace, "progress") as pilot:
        await pilot.press("space")
        dialog = await shown_evidence(pilot)
        await typed(pilot, "120 M")
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: pilot.app.size.width == 80)
        await still(pilot)
        assert dialog.entry.size.width == dialog.inner_width - 16
        line = next(line for line in screen_text(pilot).splitlines() if " evidence " in line)
        assert "120 M" in line
        assert "│" in line[-4:]
        await pilot.press("enter")
        await gone(pilot)
        await until(pilot, lambda: workspace.progress.item(nord(workspace), "K01").status is ProgressStatus.DONE)


async def shown_evidence(pilot: Pilot[Any]) -> EvidenceDialog:
    await until(pilot, lambda: isinstance(pilot.app.screen, EvidenceDialog) and pilot.app.screen.is_running)
    screen = pilot.app.screen
    assert isinstance(screen, EvidenceDialog)
    return screen


async def test_what_somebody_else_changed_meanwhile_stays_where_the_form_did_not(workspace: Workspace) -> None:
    account = nord(workspace)
    workspace.progress.change(account, "K01", status="in_progress", evidence="a guess")
    async with card(workspace, "progress") as pilot:
        await pilot.press("e")
        await shown(pilot, FormDialog)
        await pilot.press("tab")
        await typed(pilot, ", mine")
        workspace.progress.change(
            account, "K01", status="done", evidence="120 M", documents=["note 7"], on="2026-11-02"
        )
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "save once more" in screen_text(pilot))
        assert "a guess, mine" in screen_text(pilot)
        await pilot.press("ctrl+s")
        await gone(pilot)
        now = workspace.progress.item(account, "K01")
        assert (now.status, now.state.evidence) == (ProgressStatus.DONE, "a guess, mine")
        assert now.state.done_on == date(2026, 11, 2)
        assert workspace.progress.proofs(account, "K01").documents == ("note 7",)


async def test_f_goes_to_the_item_that_was_asked_for(workspace: Workspace) -> None:
    item = workspace.progress.item(nord(workspace), "G12").progression
    async with application(workspace, (80, 24), "progress") as pilot:
        await until(pilot, lambda: matrix(pilot).sheet is not None)
        assert matrix(pilot).move_to(item.id, nord(workspace))
        await pilot.press("enter")
        await until(pilot, lambda: "f shows the full library" in app_of(pilot).message)
        await pilot.press("f")
        rows = pilot.app.query_one("#progress-list", LineList)
        await until(pilot, lambda: rows.cursor_id == item.id)
        await still(pilot)
        await pilot.press("up", "space")  # once there, the cursor is free again
        await until(pilot, lambda: workspace.progress.item(nord(workspace), "G11").status is ProgressStatus.IN_PROGRESS)
        await still(pilot)
        assert rows.cursor_id == workspace.progress.item(nord(workspace), "G11").progression.id


async def test_proposals_are_taken_one_after_another_as_fast_as_keys_come(workspace: Workspace) -> None:
    account = nord(workspace)
    person = workspace.contacts.add(account, name="Ivan Petrov", position="Chief engineer")
    workspace.touches.log(account, kind="visit", on=date(2026, 11, 2), outcome="the plant", contact_ids=[person.id])
    proposed = [proposal.code for proposal in workspace.progress.proposals(account)]
    assert len(proposed) == 2
    async with card(workspace, "progress") as pilot:
        await pilot.press("p")
        await until(pilot, lambda: "Proposed by facts" in screen_text(pilot))
        facts = pilot.app.query_one("#progress-facts", FactList)
        facts.action_facts_accept()  # both before the first is written
        facts.action_facts_accept()
        facts.action_facts_accept()
        done = lambda code: workspace.progress.item(account, code).status is ProgressStatus.DONE  # noqa: E731
        await until(pilot, lambda: all(done(code) for code in proposed))
        await until(pilot, lambda: "Facts propose nothing now" in screen_text(pilot))


async def test_what_is_worth_most_is_read_anew_before_it_is_shown(workspace: Workspace) -> None:
    account = nord(workspace)
    workspace.progress.change(account, "K01", status="in_progress", evidence="a guess")
    async with card(workspace, "progress") as pilot:
        pane = pilot.app.query_one("#pane-progress", ProgressPane)
        bests = pilot.app.query_one("#progress-best", BestList)
        await until(pilot, lambda: bests.item is not None and bests.item.item.progression.code == "K01")
        workspace.progress.change(account, "K01", status="done", evidence="120 M")
        pane.reload()
        pane.action_progress_best()  # at once
        assert bests.item is not None
        assert bests.item.item.progression.code != "K01"


async def test_a_proposal_that_is_gone_is_told_in_words(workspace: Workspace) -> None:
    account = nord(workspace)
    person = workspace.contacts.add(account, name="Ivan Petrov", position="Chief engineer")
    workspace.touches.log(account, kind="visit", on=date(2026, 11, 2), outcome="the plant", contact_ids=[person.id])
    async with card(workspace, "progress") as pilot:
        await pilot.press("p")
        await until(pilot, lambda: "Proposed by facts" in screen_text(pilot))
        facts = pilot.app.query_one("#progress-facts", FactList)
        assert facts.item is not None
        workspace.progress.accept(account, facts.item.key)
        facts.action_facts_accept()
        await until(pilot, lambda: app_of(pilot).message == "facts propose that no longer")
        await until(pilot, lambda: len(facts.rows) == 1)


async def test_the_status_of_a_cell_is_whole_beside_a_long_name(workspace: Workspace) -> None:
    workspace.accounts.change(nord(workspace), name="A name of a customer with many plants and a holding " + "x" * 40)
    workspace.progress.plan_quarter(nord(workspace), "K01", "2027-Q1")
    async with application(workspace, (80, 24), "progress") as pilot:
        await until(pilot, lambda: matrix(pilot).sheet is not None)
        text = await still(pilot)
        assert "…  ○ not started, planned for Q1 2027" in text


async def test_the_orm_is_loaded_by_the_thread_that_writes(tmp_path: Path) -> None:
    threads: list[str] = []

    class Watched(Workspace):
        def warm_up(self) -> None:
            threads.append(current_thread().name)
            super().warm_up()

    made = new_workspace(tmp_path)
    made.close()
    watched = Watched(tmp_path / "kamtui.db", Clock(date(2026, 11, 20)), "anna")
    async with application(watched, (80, 24), "progress") as pilot:
        await until(pilot, lambda: threads)
        assert threads[0].startswith("kamtui-writer")
