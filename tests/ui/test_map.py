"""The Map tab: every key changes the data as it says, and undo takes it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.contacts import Contact
from kamtui.domain.words import Attitude, Function, Influence, Role
from kamtui.ui.dialogs.entry import Entry
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.help import HelpDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.panel import Dialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.widgets.grid import CardGrid
from kamtui.workspace import Workspace
from tests.ui.card import TODAY, app_of, card, new_workspace, nord, screen_text, shown, typed, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


@pytest.fixture
def petrov(workspace: Workspace) -> Contact:
    return workspace.contacts.add(
        nord(workspace),
        name="Ivan Petrov",
        position="CTO",
        level=4,
        function=Function.TECHNICAL,
        roles=(Role.DECIDER,),
        influence=Influence.INNER_CIRCLE,
    )


def people(workspace: Workspace) -> dict[str, Contact]:
    return {contact.name: contact for contact in workspace.contacts.of(nord(workspace))}


def grid(pilot: Pilot[Any]) -> CardGrid[Any]:
    return pilot.app.screen_stack[0].query_one("#map-grid", CardGrid)


def dialog(pilot: Pilot[Any]) -> object:
    return pilot.app.screen


async def test_shift_arrows_move_a_person_and_the_cursor_goes_along(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("shift+up", "shift+up", "shift+right")  # level 5 is the highest
        await until(pilot, lambda: people(workspace)["Ivan Petrov"].function is Function.PRODUCTION)
        assert people(workspace)["Ivan Petrov"].level == 5
        await until(pilot, lambda: grid(pilot).place == ("5", "production"))
        await pilot.press("shift+left", "shift+down", "shift+down")
        await until(pilot, lambda: grid(pilot).place == ("3", "technical"))
        assert grid(pilot).cursor_id == petrov.id


async def test_level_below_the_lowest_is_unknown(workspace: Workspace, petrov: Contact) -> None:
    workspace.contacts.change(petrov.id, level=1)
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("shift+down")
        await until(pilot, lambda: people(workspace)["Ivan Petrov"].level is None)
        await until(pilot, lambda: grid(pilot).place == ("?", "technical"))


async def test_plus_and_minus_change_the_attitude(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("+", "+", "+")
        await until(pilot, lambda: people(workspace)["Ivan Petrov"].attitude is Attitude.ALLY)
        await until(pilot, lambda: "▲ Ivan Petrov ★" in screen_text(pilot))
        await pilot.press("-")
        await until(pilot, lambda: people(workspace)["Ivan Petrov"].attitude is Attitude.SUPPORTER)
        await pilot.press("u")
        await until(pilot, lambda: people(workspace)["Ivan Petrov"].attitude is Attitude.ALLY)


async def test_delete_and_undo(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: not people(workspace))
        await until(pilot, lambda: "Who decides here?" in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: people(workspace))
        assert people(workspace)["Ivan Petrov"].roles == (Role.DECIDER,)
        await until(pilot, lambda: "Ivan Petrov" in screen_text(pilot))


async def test_foot_says_quality_what_lacks_and_single_thread(workspace: Workspace, petrov: Contact) -> None:
    workspace.touches.log(nord(workspace), on=TODAY, people=("Ivan Petrov",))
    async with card(workspace, "map", (80, 24)) as pilot:
        text = screen_text(pilot)
        assert "2/3 a key player, but none on our side" in text
        assert "sponsor · champion · 1 active contact" in text
        assert "only one active contact: Ivan Petrov" in text
        await pilot.press("i")
        await until(pilot, lambda: isinstance(dialog(pilot), WhyDialog))
        assert "Key players" in screen_text(pilot)


async def test_cover_of_a_level_stands_at_its_side(workspace: Workspace, petrov: Contact) -> None:
    workspace.touches.log(nord(workspace), on=TODAY, people=("Ivan Petrov",))
    async with card(workspace, "map", (80, 24)) as pilot:
        assert "▰▱ 1/2" in screen_text(pilot)
        assert "cover" in screen_text(pilot)


async def test_cover_beyond_what_is_wanted_is_one_number(workspace: Workspace, petrov: Contact) -> None:
    names = ["Ivan Petrov", "Olga Kim", "Pavel Weiss"]
    for name in names[1:]:
        workspace.contacts.add(nord(workspace), name=name, level=4, function=Function.FINANCE)
    workspace.touches.log(nord(workspace), on=TODAY, people=names)
    async with card(workspace, "map", (80, 24)) as pilot:
        assert "▰▰ 3 " in screen_text(pilot)
        assert "3/2" not in screen_text(pilot)


async def test_map_of_people_who_all_left_says_how_to_see_them(workspace: Workspace, petrov: Contact) -> None:
    workspace.contacts.mark_left(petrov.id, date(2026, 11, 19))
    async with card(workspace, "map", (80, 24)) as pilot:
        assert "f  shows those who left" in screen_text(pilot)
        await pilot.press("f")
        await until(pilot, lambda: grid(pilot).cursor_id == petrov.id)
        assert app_of(pilot).message == "1 person has left, shown: f hides them"


async def test_help_says_what_the_signs_mean_and_cuts_nothing_off(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map", (80, 24)) as pilot:
        await pilot.press("question_mark")
        help_dialog = await shown(pilot, HelpDialog)
        lines = "\n".join(strip.text for strip in help_dialog.panel.body)
        for sign in ("▼ ▽ · △ ▲", "★ ☆", "~ ", "↑ ↓", "→ ←", "✕", "▰▱→3", "▰▱ 1/2"):
            assert f"\n{sign}" in lines
        assert "…" not in lines


@pytest.mark.parametrize("key", ["e", "n", "L", "D"])
async def test_terminal_may_change_its_size_under_a_dialog(workspace: Workspace, petrov: Contact, key: str) -> None:
    workspace.contacts.add(nord(workspace), name="Olga Kim", level=3, function=Function.TECHNICAL)
    async with card(workspace, "map", (120, 36), contact_id=petrov.id) as pilot:
        await pilot.press(key)
        opened = await shown(pilot, Dialog)
        for size in ((60, 20), (80, 24), (200, 50), (40, 12), (90, 30)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda size=size: opened.panel.region.right <= size[0] and opened.panel.area.width > 30)
            await until(pilot, lambda: opened.panel.region.contains_region(opened.query_one(Entry).region))
            await until(pilot, lambda: "2 Accounts" in screen_text(pilot))  # what lies behind has the new size too
        await pilot.press("escape")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)


async def test_late_touch_is_marked(workspace: Workspace, petrov: Contact) -> None:
    workspace.touches.log(nord(workspace), on=date(2026, 8, 1), people=("Ivan Petrov",))
    async with card(workspace, "map") as pilot:
        assert "111 d !" in screen_text(pilot)


async def test_task_is_about_the_person(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: workspace.tasks.open(nord(workspace)))
        task = workspace.tasks.open(nord(workspace))[0]
        assert (task.title, task.contact_id) == ("Call Ivan Petrov", petrov.id)


async def test_hostile_names_are_only_text(workspace: Workspace) -> None:
    workspace.contacts.add(nord(workspace), name="[b]Ева[/b] \x1b[31m红", level=5, function=Function.FINANCE)
    async with card(workspace, "map") as pilot:
        assert "[b]Ева[/b]" in screen_text(pilot)
        assert "\x1b" not in screen_text(pilot)


async def test_empty_map_teaches_and_n_adds_the_first_person_in_one_line(workspace: Workspace) -> None:
    async with card(workspace, "map") as pilot:
        assert "Who decides here?" in screen_text(pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(dialog(pilot), LineDialog))
        await typed(pilot, "Olga Kim, +")
        await pilot.press("enter")
        await until(pilot, lambda: "Olga Kim" in people(workspace))
        await until(pilot, lambda: "△ Olga Kim" in screen_text(pilot))
        assert "level unknown" in screen_text(pilot)  # nobody is invisible
        assert "function unknown" in screen_text(pilot)


async def test_position_tells_the_place_and_the_card_says_that_it_was_guessed(
    workspace: Workspace, petrov: Contact
) -> None:
    async with card(workspace, "map") as pilot:
        await pilot.press("n")
        await until(pilot, lambda: isinstance(dialog(pilot), LineDialog))
        await typed(pilot, "Anna Orlova, CFO")
        await pilot.press("enter")
        await until(pilot, lambda: "Anna Orlova ~" in screen_text(pilot))
        orlova = people(workspace)["Anna Orlova"]
        assert (orlova.level, orlova.function) == (4, Function.FINANCE)
        await until(pilot, lambda: grid(pilot).cursor_id == orlova.id)


async def test_new_person_comes_into_the_empty_cell_under_the_cursor(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map") as pilot:
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(dialog(pilot), LineDialog))
        await typed(pilot, "O. Kim, CEO")
        await pilot.press("enter")
        await until(pilot, lambda: "O. Kim" in people(workspace))
        kim = people(workspace)["O. Kim"]
        assert (kim.level, kim.function, kim.level_guessed) == (3, Function.TECHNICAL, False)
        await until(pilot, lambda: grid(pilot).cursor_id == kim.id)


async def test_p_adds_somebody_to_meet_and_m_turns_them_into_a_person(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map") as pilot:
        await pilot.press("p")
        await until(pilot, lambda: isinstance(dialog(pilot), LineDialog))
        await typed(pilot, "CFO")
        await pilot.press("enter")
        await until(pilot, lambda: any(contact.placeholder for contact in people(workspace).values()))
        await until(pilot, lambda: getattr(grid(pilot).item, "placeholder", False))
        await pilot.press("m")
        await until(pilot, lambda: isinstance(dialog(pilot), LineDialog))
        await typed(pilot, "Anna Orlova")
        await pilot.press("enter")
        await until(pilot, lambda: "Anna Orlova" in people(workspace))
        assert people(workspace)["Anna Orlova"].position == "CFO"
        assert not people(workspace)["Anna Orlova"].placeholder


async def test_the_full_form_and_the_form_of_a_person(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("N")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog) and "New person" in screen_text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(dialog(pilot), FormDialog))
        await pilot.press("e")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))
        await typed(pilot, " jr")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Ivan Petrov jr" in people(workspace))


async def test_russian_layout_has_the_same_keys(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("т")  # n
        await until(pilot, lambda: isinstance(dialog(pilot), LineDialog))


async def test_who_left_is_hidden_behind_a_key_and_can_come_back(workspace: Workspace, petrov: Contact) -> None:
    workspace.contacts.add(nord(workspace), name="Olga Kim", level=3, function=Function.TECHNICAL)
    workspace.contacts.mark_left(petrov.id, date(2026, 11, 19))
    async with card(workspace, "map") as pilot:
        await until(pilot, lambda: "1 person has left, hidden" in screen_text(pilot))
        assert "Ivan Petrov ★" not in screen_text(pilot)
        await pilot.press("f")
        await until(pilot, lambda: "⊘ Ivan Petrov" in screen_text(pilot))
        assert grid(pilot).move_to(petrov.id)
        await pilot.press("L")
        await until(pilot, lambda: isinstance(dialog(pilot), PickDialog))
        assert "who takes over …" in screen_text(pilot)
        await typed(pilot, "again")
        await pilot.press("enter")
        await until(pilot, lambda: people(workspace)["Ivan Petrov"].left_on is None)
        await until(pilot, lambda: "Ivan Petrov ★" in screen_text(pilot))


async def test_leaving_asks_since_when(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("L")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: people(workspace)["Ivan Petrov"].left_on == TODAY)


@pytest.mark.parametrize("key", ["r", "o", "D", "M"])
async def test_verbs_of_the_person_work_here(workspace: Workspace, petrov: Contact, key: str) -> None:
    workspace.accounts.add(name="South", code="SOUTH")
    workspace.contacts.add(nord(workspace), name="Ivan Petrov", level=4, function=Function.TECHNICAL)
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: isinstance(dialog(pilot), Dialog))


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_enter_opens_the_screen_of_the_person(
    workspace: Workspace, petrov: Contact, size: tuple[int, int]
) -> None:
    async with card(workspace, "map", size, contact_id=petrov.id) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: app_of(pilot).view.name == "person")
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view.name == "account" and grid(pilot).cursor_id == petrov.id)


async def test_person_stands_beside_the_map_on_a_wide_screen(workspace: Workspace, petrov: Contact) -> None:
    workspace.contacts.add(nord(workspace), name="Olga Kim", position="Buyer", level=4, function=Function.FINANCE)
    async with card(workspace, "map", (200, 50), contact_id=petrov.id) as pilot:
        await until(pilot, lambda: "inner circle" in screen_text(pilot))
        await pilot.press("right")
        await until(pilot, lambda: getattr(grid(pilot).item, "name", "Olga Kim") == "Olga Kim")
        await until(pilot, lambda: "inner circle" not in screen_text(pilot))


async def test_somebody_to_meet_becomes_a_task_of_the_quarter_at_once(workspace: Workspace) -> None:
    target = workspace.contacts.add(
        nord(workspace), name="to meet", position="CFO", level=4, function=Function.FINANCE, placeholder=True
    )
    async with card(workspace, "map", contact_id=target.id) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: workspace.tasks.open(nord(workspace)))
        task = workspace.tasks.open(nord(workspace))[0]
        assert (task.contact_id, str(task.quarter)) == (target.id, str(workspace.quarter))
        await until(pilot, lambda: "task of Q4" in screen_text(pilot))
        await pilot.press("t")
        await until(pilot, lambda: "is a task already" in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: not workspace.tasks.open(nord(workspace)))
