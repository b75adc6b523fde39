"""Before a meeting: the page opens from anywhere, for an account or one person, and is written by x."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.screens.preparation import PreparationView, prepare
from kamtui.workspace import Workspace
from tests.ui.card import answered, app_of, application, new_workspace, nord, screen_text, shown, still, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two people, one of them touched, and a promise."""
    workspace = new_workspace(tmp_path)
    for name in ("Ivan Petrov", "Olga Kim"):
        workspace.contacts.add(nord(workspace), name=name, roles=["buyer"])
    workspace.touches.log_line(nord(workspace), "call Ivan Petrov: likes the film")
    workspace.promises.add(nord(workspace), side="ours", text="send the certificates")
    return workspace


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_key_opens_the_page_and_escape_leads_back(workspace: Workspace, size: tuple[int, int]) -> None:
    async with application(workspace, size, "accounts") as pilot:
        await pilot.press("B")
        await until(pilot, lambda: isinstance(app_of(pilot).view, PreparationView))
        text = await still(pilot)
        assert "Nord" in text
        assert "Ivan Petrov" in text
        assert "What to ask" in text
        assert ("likes the film" in text) == (size[0] >= 110)  # the second column; in a narrow terminal below
        await pilot.press("end")
        assert "Progressions to gain" in await still(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view.name == "accounts")


async def test_from_a_person_the_page_is_about_them_and_w_chooses_another(workspace: Workspace) -> None:
    olga = workspace.contacts.find(nord(workspace), "Kim")
    async with application(workspace, view="person", contact_id=olga.id) as pilot:
        await pilot.press("И")  # B
        await until(pilot, lambda: isinstance(app_of(pilot).view, PreparationView))
        text = await still(pilot)
        assert "Olga Kim" in text
        assert "Ivan Petrov" not in text
        await pilot.press("w")
        await shown(pilot, PickDialog)
        await answered(pilot, "petrov")
        await until(pilot, lambda: "likes the film" in screen_text(pilot))
        subject = app_of(pilot).view.subject()
        assert subject is not None
        assert subject.contact_id == workspace.contacts.find(nord(workspace), "Petrov").id


async def test_what_changes_shows_and_a_person_who_is_gone_leaves_the_account(workspace: Workspace) -> None:
    ivan = workspace.contacts.find(nord(workspace), "Petrov")
    async with application(workspace, view="preparation", account_id=nord(workspace), contact_id=ivan.id) as pilot:
        assert "send the certificates" in await still(pilot)
        app_of(pilot).write(lambda: workspace.contacts.remove(ivan.id))
        await until(pilot, lambda: "Olga Kim" in screen_text(pilot))
        app_of(pilot).write(lambda: workspace.accounts.remove(nord(workspace)))
        await until(pilot, lambda: app_of(pilot).view.name == "today")


async def test_lines_open_where_they_are_worked_on_and_a_question_is_a_task(workspace: Workspace) -> None:
    async with application(workspace, view="preparation", account_id=nord(workspace)) as pilot:
        view = app_of(pilot).view
        await still(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: app_of(pilot).view.name == "person")
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view is view)
        await pilot.press("down", "down")
        subject = view.subject()
        assert subject is not None
        assert subject.title.startswith("Ask: What is the company going to do")
        await pilot.press("tab", "enter")  # the last touch
        await until(pilot, lambda: app_of(pilot).view.name == "account")
        assert "likes the film" in await still(pilot)


async def test_a_progression_to_gain_says_why_and_becomes_a_task_of_the_quarter(workspace: Workspace) -> None:
    async with application(workspace, view="preparation", account_id=nord(workspace)) as pilot:
        view = app_of(pilot).view
        await still(pilot)
        await pilot.press("tab", "end")
        best = workspace.progress.next_best(nord(workspace))[-1]
        explained = view.why()
        assert explained is not None
        assert explained[1].value == best.score
        await pilot.press("t")
        await until(pilot, lambda: bool(workspace.tasks.open(nord(workspace))))
        (task,) = workspace.tasks.open(nord(workspace))
        assert task.progression_id == best.item.progression.id


async def test_coming_back_from_a_touch_the_page_is_still_about_the_person(workspace: Workspace) -> None:
    ivan = workspace.contacts.find(nord(workspace), "Petrov")
    async with application(workspace, view="preparation", account_id=nord(workspace), contact_id=ivan.id) as pilot:
        await still(pilot)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: app_of(pilot).view.name == "account")
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view.name == "preparation")
        assert "Olga Kim" not in await still(pilot)


async def test_brackets_turn_to_the_next_account(workspace: Workspace) -> None:
    workspace.accounts.add(name="Volga Dairy")
    async with application(workspace, view="preparation", account_id=nord(workspace)) as pilot:
        await pilot.press("]")
        await until(pilot, lambda: "Volga Dairy" in screen_text(pilot))
        text = await still(pilot)
        assert "n adds the first person there" in text  # what is empty says what to do
        assert "c logs the first one" in text
        await pilot.press("[")
        await until(pilot, lambda: "Ivan Petrov" in screen_text(pilot))


async def test_x_writes_the_page(workspace: Workspace, tmp_path: Path) -> None:
    async with application(workspace, view="preparation", account_id=nord(workspace)) as pilot:
        await pilot.press("x")
        dialog = await shown(pilot, LineDialog)
        await answered(pilot, str(tmp_path / "page.xlsx"))
        await until(pilot, lambda: ".docx" in screen_text(pilot))
        assert pilot.app.screen is dialog  # what cannot be written stays to be mended
        await answered(pilot, str(tmp_path / "page.md"))
        await until(pilot, lambda: (tmp_path / "page.md").exists())
        assert "send the certificates" in (tmp_path / "page.md").read_text(encoding="utf-8")


async def test_without_anything_selected_it_says_so(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        prepare(app_of(pilot), None)
        assert app_of(pilot).message
        assert app_of(pilot).view.name == "today"
