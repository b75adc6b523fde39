"""Workspace 4: progressions × accounts walked cell by cell, what its keys change, and progress by quarter."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from kamtui.clock import Clock
from kamtui.domain.progress import ProgressItem
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressSet, ProgressStatus
from kamtui.i18n import set_language
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.screens.dynamics import DynamicsPane
from kamtui.ui.screens.matrix import MatrixPane
from kamtui.ui.widgets.linelist import LineList
from kamtui.ui.widgets.matrix import Matrix
from kamtui.workspace import Workspace
from kamtui.workspace.demo import prepare_demo
from tests.ui.card import app_of, application, gone, new_workspace, nord, screen_text, shown, still, typed, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path)
    workspace.accounts.add(name="Volga", code="VOLGA", category="A")
    return workspace


@asynccontextmanager
async def progress(workspace: Workspace, size: tuple[int, int] = (120, 36), **where: str) -> AsyncIterator[Pilot[Any]]:
    async with application(workspace, size, "progress", **where) as pilot:
        await until(pilot, lambda: matrix(pilot).sheet is not None)
        await still(pilot)
        yield pilot


def matrix(pilot: Pilot[Any]) -> Matrix:
    return pilot.app.screen_stack[0].query_one("#matrix", Matrix)


def item(workspace: Workspace, code: str, account: str = "NORD") -> ProgressItem:
    return workspace.progress.item(workspace.accounts.find(account).id, code)


def id_of(workspace: Workspace, code: str) -> str:
    return item(workspace, code).progression.id


def place(pilot: Pilot[Any], workspace: Workspace) -> tuple[str, str]:
    """Codes of the progression and the account under the cursor."""
    found = matrix(pilot).place
    assert found is not None
    codes = {key: code for code, _name, key in workspace.accounts.refs()}
    return workspace.progress.item(found[1], found[0]).progression.code, codes[found[1]]


async def stand(pilot: Pilot[Any], workspace: Workspace, code: str, account: str = "NORD") -> None:
    assert matrix(pilot).move_to(id_of(workspace, code), workspace.accounts.find(account).id)
    await pilot.pause()


async def asked(pilot: Pilot[Any]) -> None:
    """Wait for the question what proves it."""
    await until(pilot, lambda: len(pilot.app.screen_stack) == 2 and pilot.app.screen.is_running)
    await until(pilot, lambda: "what proves it?" in screen_text(pilot))


def body(pilot: Pilot[Any], code: str) -> str:
    return next(line for line in screen_text(pilot).splitlines() if line.lstrip().startswith(code + " "))


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36), (200, 50)])
async def test_four_shows_all_progressions_at_all_accounts(workspace: Workspace, size: tuple[int, int]) -> None:
    workspace.progress.change(nord(workspace), "K01", status="done", evidence="120 M")
    async with application(workspace, size) as pilot:
        await pilot.press("4")
        await until(pilot, lambda: app_of(pilot).view.name == "progress")
        text = await still(pilot)
        assert "4 Progress" in text
        assert "NORD" in text
        assert "VOLGA" in text
        assert "●" in body(pilot, "K01")
        assert "○" in body(pilot, "K01")
        assert "70 % reached: 0 of 2" in text
        assert "Nord" in text  # the cell in words, beside or below


async def test_arrows_walk_cells_and_stop_at_the_edges(workspace: Workspace) -> None:
    async with progress(workspace) as pilot:
        assert place(pilot, workspace) == ("K01", "NORD")
        await pilot.press("left", "up")
        assert place(pilot, workspace) == ("K01", "NORD")
        await pilot.press("right", "down")
        assert place(pilot, workspace) == ("K02", "VOLGA")
        await pilot.press("right")
        assert place(pilot, workspace) == ("K02", "VOLGA")
        await pilot.press("end")
        assert place(pilot, workspace) == ("G12", "VOLGA")
        await pilot.press("р")  # h under a Russian layout
        assert place(pilot, workspace) == ("G12", "NORD")


async def test_a_move_paints_only_the_lines_it_leaves_and_enters(workspace: Workspace) -> None:
    async with progress(workspace) as pilot:
        widget = matrix(pilot)
        await pilot.press("down")
        kept = list(widget._painted)
        await pilot.press("down")
        now = widget._painted
        changed = [y for y, (old, new) in enumerate(zip(kept, now, strict=True)) if old is not new]
        assert len(changed) == 2


async def test_enter_opens_the_item_in_its_account_and_esc_comes_back(workspace: Workspace) -> None:
    async with progress(workspace) as pilot:
        await stand(pilot, workspace, "I01", "VOLGA")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.query("#progress-list"))
        rows = pilot.app.query_one("#progress-list", LineList)
        await until(pilot, lambda: rows.has_focus)
        assert app_of(pilot).view.name == "account"
        assert rows.cursor_id == id_of(workspace, "I01")
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view.name == "progress" and matrix(pilot).has_focus)
        assert place(pilot, workspace) == ("I01", "VOLGA")


async def test_space_starts_asks_for_evidence_and_is_undone(workspace: Workspace) -> None:
    async with progress(workspace) as pilot:
        await stand(pilot, workspace, "K02", "VOLGA")
        await pilot.press("space")
        await until(pilot, lambda: item(workspace, "K02", "VOLGA").status is ProgressStatus.IN_PROGRESS)
        await until(pilot, lambda: "◐" in body(pilot, "K02"))
        assert item(workspace, "K02").status is ProgressStatus.NOT_STARTED
        await pilot.press("space")
        await asked(pilot)
        await typed(pilot, "60 % ours")
        await pilot.press("enter")
        await until(pilot, lambda: item(workspace, "K02", "VOLGA").status is ProgressStatus.DONE)
        await until(pilot, lambda: "●" in body(pilot, "K02"))
        assert "60 % ours" in await still(pilot)
        await pilot.press("u")
        await until(pilot, lambda: "◐" in body(pilot, "K02"))


async def test_done_without_evidence_changes_nothing(workspace: Workspace) -> None:
    workspace.progress.advance(nord(workspace), "K01")
    async with progress(workspace) as pilot:
        await pilot.press("space")
        await asked(pilot)
        await pilot.press("escape")
        await gone(pilot)
        assert item(workspace, "K01").status is ProgressStatus.IN_PROGRESS


async def test_computed_item_says_who_computes_it(workspace: Workspace) -> None:
    async with progress(workspace) as pilot:
        await stand(pilot, workspace, "C12")
        await pilot.press("space")
        await until(pilot, lambda: "computed from the contact map" in app_of(pilot).message)


async def test_quarters_are_planned_with_a_digit_in_the_cell(workspace: Workspace) -> None:
    async with progress(workspace) as pilot:
        await pilot.press(">")
        await until(pilot, lambda: item(workspace, "K01").state.planned_quarter == Quarter(2026, 4))
        await until(pilot, lambda: "○4" in body(pilot, "K01"))
        await pilot.press(">")
        await until(pilot, lambda: "○1" in body(pilot, "K01"))
        await pilot.press("<", "<")
        await until(pilot, lambda: item(workspace, "K01").state.planned_quarter == Quarter(2026, 3))
        await until(pilot, lambda: "○!" in body(pilot, "K01"))  # that quarter is over
        await pilot.press("backspace")
        await until(pilot, lambda: item(workspace, "K01").state.planned_quarter is None)


async def test_zero_and_e_work_as_in_the_card(workspace: Workspace) -> None:
    async with progress(workspace) as pilot:
        await pilot.press("0")
        await shown(pilot, LineDialog)
        await typed(pilot, "no plant")
        await pilot.press("enter")
        await until(pilot, lambda: item(workspace, "K01").status is ProgressStatus.NOT_APPLICABLE)
        await until(pilot, lambda: "⊘" in body(pilot, "K01"))
        await pilot.press("0")
        await until(pilot, lambda: item(workspace, "K01").status is ProgressStatus.NOT_STARTED)
        await pilot.press("e")
        await shown(pilot, FormDialog)


async def test_t_makes_a_task_of_the_cell(workspace: Workspace) -> None:
    async with progress(workspace) as pilot:
        await stand(pilot, workspace, "K03", "VOLGA")
        await pilot.press("t")
        await shown(pilot, FormDialog)
        await pilot.press("ctrl+s")
        await gone(pilot)
        volga = workspace.accounts.find("VOLGA").id
        await until(pilot, lambda: workspace.tasks.open(volga))
        assert workspace.tasks.open(volga)[0].progression_id == id_of(workspace, "K03")


async def test_stalled_is_told_by_sign_words_and_why(workspace: Workspace) -> None:
    account = nord(workspace)
    workspace.progress.change(account, "K03", status="in_progress", on=date(2026, 6, 1))
    workspace.progress.plan_quarter(account, "K03", "2026-Q4")
    async with progress(workspace) as pilot:
        await stand(pilot, workspace, "K03")
        text = await still(pilot)
        assert "◐!" in body(pilot, "K03")
        assert "!!" in body(pilot, "K03")
        assert "172 days" in text
        assert "systematically stalled" in text
        await pilot.press("i")
        await shown(pilot, WhyDialog)
        text = await still(pilot)
        assert "Nord" in text
        assert "172 days in progress" in text


async def test_stalled_without_a_plan_is_named_too(workspace: Workspace) -> None:
    workspace.progress.change(nord(workspace), "K03", status="in_progress", on=date(2026, 6, 1))
    async with progress(workspace, (80, 24)) as pilot:
        await stand(pilot, workspace, "K03")
        assert "172 days !" in await still(pilot)
        await pilot.press("i")
        await shown(pilot, WhyDialog)
        text = await still(pilot)
        assert "planned nowhere" in text
        assert "stalled, not planned" in text


async def test_expired_knowledge_has_a_sign_of_its_own(workspace: Workspace) -> None:
    workspace.progress.change(nord(workspace), "K01", status="done", evidence="120 M", on=date(2025, 10, 1))
    async with progress(workspace) as pilot:
        assert "◐~" in body(pilot, "K01")
        assert "find out anew" in await still(pilot)


async def test_s_orders_the_rows(workspace: Workspace) -> None:
    workspace.progress.change(nord(workspace), "I01", status="in_progress", on=date(2026, 6, 1))

    def first() -> str:
        sheet = matrix(pilot).sheet
        assert sheet is not None
        key = next(entry.id for entry in sheet.lines if not entry.heading)
        return workspace.progress.item(nord(workspace), key).progression.code

    async with progress(workspace) as pilot:
        assert "Knowledge" in screen_text(pilot)
        assert first() == "K01"
        await pilot.press("s")
        assert first() == "I01"
        assert place(pilot, workspace)[0] == "I01"
        await pilot.press("s")
        assert workspace.progress.item(nord(workspace), first()).progression.weight == 5
        await pilot.press("s")
        assert first() == "C01"


async def test_f_filters_and_says_when_nothing_passes(workspace: Workspace) -> None:
    workspace.progress.plan_quarter(nord(workspace), "I01", "2027-Q1")
    async with progress(workspace) as pilot:
        await pilot.press("f")
        text = await still(pilot)
        assert "planned only" in text
        assert "I01" in text
        assert "K01" not in text
        await pilot.press("f")
        assert "No progression is like that now (stuck only" in await still(pilot)
        await pilot.press("space", "enter", ">", "i", "t")  # nothing is selected
        await pilot.press("escape", "f")
        await until(pilot, lambda: "core only" in screen_text(pilot))
        assert "K05" not in screen_text(pilot)


async def test_items_outside_the_core_set_are_faint_dots(workspace: Workspace) -> None:
    workspace.progress.choose_set(workspace.accounts.find("VOLGA").id, ProgressSet.FULL)
    async with progress(workspace) as pilot:
        assert body(pilot, "K05").index("·") < body(pilot, "K05").index("○")


async def test_own_item_of_another_account_is_blank(workspace: Workspace) -> None:
    own = workspace.progress.add_item(
        workspace.accounts.find("VOLGA").id, title="Vending pilot", category="interaction"
    )
    async with progress(workspace) as pilot:
        assert matrix(pilot).move_to(own.id, nord(workspace))
        assert "another account's own item" in await still(pilot)
        await pilot.press("space")
        await until(pilot, lambda: "another account's own item" in app_of(pilot).message)


async def test_many_accounts_scroll_sideways_with_whole_codes(workspace: Workspace) -> None:
    for number in range(30):
        workspace.accounts.add(name=f"Works {number:02}", code=f"WORKS{number:02}")
    async with progress(workspace, (80, 24)) as pilot:
        assert "WORKS29" not in screen_text(pilot)
        await pilot.press(*["right"] * 31)
        text = await still(pilot)
        assert "WORKS29" in text
        assert "NORD" not in text.splitlines()[1]
        assert "←" in text
        assert place(pilot, workspace)[1] == "WORKS29"


async def test_fifteen_accounts_fit_at_120(workspace: Workspace) -> None:
    for number in range(13):
        workspace.accounts.add(name=f"Works {number:02}", code=f"WORKS{number:02}")
    async with progress(workspace) as pilot:
        text = await still(pilot)
        assert all(code in text for code, _name, _key in workspace.accounts.refs())


async def test_no_accounts_teaches(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    workspace.accounts.remove(nord(workspace))
    async with progress(workspace, (80, 24)) as pilot:
        assert "Press 2 and n to add an account" in " ".join(screen_text(pilot).split())
        await pilot.press("v")
        await until(pilot, lambda: pilot.app.query(DynamicsPane))
        assert "All accounts" in await still(pilot)


async def test_v_turns_to_the_quarters_and_back(workspace: Workspace) -> None:
    account = nord(workspace)
    workspace.progress.change(account, "K01", status="done", evidence="120 M", on=date(2026, 3, 10))
    workspace.progress.plan_quarter(account, "K02", "2026-Q4")
    async with progress(workspace) as pilot:
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app_of(pilot).view.pane, DynamicsPane))  # type: ignore[attr-defined]
        text = await still(pilot)
        assert "Q1'25" in text
        line = next(line for line in text.splitlines() if line.startswith(" Nord"))
        figures = line.split()
        assert figures[1:5] == ["–", "–", "–", "–"]
        share = workspace.progress.dynamics(account)[-1].share
        assert share is not None
        assert figures[5] == figures[8] == f"{round(100 * share)}"
        assert figures[9:11] == ["–", "0/1"]  # nothing to compare with a year ago; planned and not done
        assert "a correlation, not a forecast" in text
        assert "No account has a margin in both years yet." in text
        await pilot.press("down", "down")
        await until(pilot, lambda: "Volga: progress at the end" in screen_text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app_of(pilot).view.pane, MatrixPane))  # type: ignore[attr-defined]
        await until(pilot, lambda: matrix(pilot).has_focus)
        await pilot.press("м")  # v under a Russian layout
        await until(pilot, lambda: pilot.app.query_one("#courses").has_focus)
        await pilot.press("enter")
        await until(pilot, lambda: app_of(pilot).view.name == "account")


SIZES = [(80, 24), (120, 36), (200, 50)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("what", ["matrix", "dynamics"])
async def test_how_it_looks(what: str, language: str, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    today = date(2026, 11, 20)
    set_language(language)
    workspace = Workspace(prepare_demo(language, today), Clock(today), "anna")
    async with progress(workspace, size) as pilot:
        await pilot.press("down", "down", "right", *(["v"] if what == "dynamics" else []))
        assert await still(pilot) == snapshot


async def test_growth_is_explained_with_its_numbers(workspace: Workspace) -> None:
    workspace.close()
    today = date(2026, 11, 20)
    sample = Workspace(prepare_demo("en", today), Clock(today), "anna")
    async with progress(sample) as pilot:
        await pilot.press("v")
        await until(pilot, lambda: pilot.app.query(DynamicsPane))
        text = await still(pilot)
        found = sample.progress.growth_by_progress()
        assert found.value is not None
        for growth in found.value.values():
            assert f"{growth * 100:+.1f} %" in text  # type: ignore[operator]
        await pilot.press("i")
        await shown(pilot, WhyDialog)
        screen = pilot.app.screen
        assert isinstance(screen, WhyDialog)
        assert any("a correlation, not a forecast" in part.note for part in screen.explained.parts)
        margins = [str(part.value) for part in screen.explained.parts if part.label == "Margin of 12 months"]
        assert all(text[-3] == "." for text in margins), margins  # money, to the hundredth
