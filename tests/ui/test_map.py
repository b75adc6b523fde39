"""The Map tab: every key changes the data as it says, and undo takes it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.contacts import Contact
from kamtui.domain.words import Attitude, Function, Influence, Role
from kamtui.i18n import set_language
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.screens.account_person import PersonDialog
from kamtui.ui.widgets.grid import CardGrid
from kamtui.ui.widgets.linelist import LineList
from kamtui.workspace import Workspace
from tests.ui.card import TODAY, card, new_workspace, nord, screen_text, typed, until


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


async def test_empty_map_teaches_and_n_adds_the_first_person(workspace: Workspace) -> None:
    async with card(workspace, "map") as pilot:
        assert "Who decides here?" in screen_text(pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))
        await typed(pilot, "Olga Kim")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Olga Kim" in people(workspace))
        await until(pilot, lambda: "Olga Kim" in screen_text(pilot))
        assert "level unknown" in screen_text(pilot)  # nobody is invisible
        assert "function unknown" in screen_text(pilot)


async def test_new_person_comes_into_the_cell_under_the_cursor(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map") as pilot:
        await pilot.press("down", "n")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))
        await typed(pilot, "O. Kim")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "O. Kim" in people(workspace))
        kim = people(workspace)["O. Kim"]
        assert (kim.level, kim.function) == (3, Function.TECHNICAL)
        await until(pilot, lambda: grid(pilot).cursor_id == kim.id)


async def test_p_adds_somebody_to_meet_without_a_name(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map") as pilot:
        await pilot.press("p")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))
        await pilot.press("down")
        await typed(pilot, "CFO")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "to meet" in people(workspace))
        assert people(workspace)["to meet"].placeholder
        assert people(workspace)["to meet"].position == "CFO"
        await until(pilot, lambda: "┄ to meet ┄" in screen_text(pilot))


async def test_refused_form_keeps_what_was_typed(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("e")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))
        form = dialog(pilot)
        assert isinstance(form, FormDialog)
        form.values["email"] = "nonsense"
        form.values["birthday"] = "17 May 1980 or so"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "email" in form.errors)
        assert "birthday" in form.errors
        assert (form.values["email"], form.values["birthday"]) == ("nonsense", "17 May 1980 or so")
        assert people(workspace)["Ivan Petrov"].birthday is None
        form.values |= {"email": "petrov@nord.example", "birthday": "17.05.1980"}
        await pilot.press("ctrl+s")
        await until(pilot, lambda: people(workspace)["Ivan Petrov"].email)
        assert people(workspace)["Ivan Petrov"].birthday == date(1980, 5, 17)


async def test_form_says_when_another_session_changed_the_person(workspace: Workspace, petrov: Contact) -> None:
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("e")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))
        other.contacts.change(petrov.id, position="CEO")
        await typed(pilot, " jr")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "changed Ivan Petrov meanwhile" in screen_text(pilot))
        assert "Ivan Petrov jr" in screen_text(pilot)
        assert people(workspace)["Ivan Petrov"].position == "CEO"
    other.close()


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


async def test_russian_layout_has_the_same_keys(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("т")  # n
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))


async def test_delete_and_undo(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: not people(workspace))
        await until(pilot, lambda: "Who decides here?" in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: people(workspace))
        assert people(workspace)["Ivan Petrov"].roles == (Role.DECIDER,)
        await until(pilot, lambda: "Ivan Petrov" in screen_text(pilot))


async def test_who_left_is_hidden_behind_a_key_and_can_come_back(workspace: Workspace, petrov: Contact) -> None:
    workspace.contacts.add(nord(workspace), name="Olga Kim", level=3, function=Function.TECHNICAL)
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("L")
        await until(pilot, lambda: isinstance(dialog(pilot), LineDialog))
        await pilot.press("ctrl+u")
        await typed(pilot, "yesterday")
        await pilot.press("enter")
        await until(pilot, lambda: people(workspace)["Ivan Petrov"].left_on == date(2026, 11, 19))
        await until(pilot, lambda: "1 person has left, hidden" in screen_text(pilot))
        assert "Ivan Petrov ★" not in screen_text(pilot)
        await pilot.press("f")
        await until(pilot, lambda: "left 19 Nov 2026" in screen_text(pilot))
        assert grid(pilot).move_to(petrov.id)
        await pilot.press("L")
        await until(pilot, lambda: people(workspace)["Ivan Petrov"].left_on is None)
        await pilot.press("u", "u")
        await until(pilot, lambda: "Ivan Petrov ★" in screen_text(pilot))


async def test_date_in_the_future_is_refused_and_kept(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("L")
        await until(pilot, lambda: isinstance(dialog(pilot), LineDialog))
        question = dialog(pilot)
        assert isinstance(question, LineDialog)
        assert question.entry.value == "today"
        await pilot.press("ctrl+u")
        await typed(pilot, "2027-05-01")
        await pilot.press("enter")
        await until(pilot, lambda: "future" in screen_text(pilot))
        assert question.entry.value == "2027-05-01"
        assert people(workspace)["Ivan Petrov"].left_on is None


async def test_enter_opens_the_person(workspace: Workspace, petrov: Contact) -> None:
    workspace.touches.log(nord(workspace), on=TODAY, people=("Ivan Petrov",), outcome="likes the sample")
    workspace.tasks.add(title="Send the offer", account_id=nord(workspace), contact_id=petrov.id)
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(dialog(pilot), PersonDialog))
        for text in ("function directors", "likes the sample", "Send the offer", "inner circle"):
            assert text in screen_text(pilot)


async def test_person_stands_beside_the_map_on_a_wide_screen(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map", (200, 50), contact_id=petrov.id) as pilot:
        await until(pilot, lambda: "none yet: c logs the first" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "none yet: c logs the first" not in screen_text(pilot))


async def test_enter_in_an_empty_cell_adds_a_person(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map") as pilot:
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))


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


async def test_late_touch_is_marked(workspace: Workspace, petrov: Contact) -> None:
    workspace.touches.log(nord(workspace), on=date(2026, 8, 1), people=("Ivan Petrov",))
    async with card(workspace, "map") as pilot:
        assert "111 d !" in screen_text(pilot)


async def test_switching_goes_round_grid_tree_and_coverage(workspace: Workspace, petrov: Contact) -> None:
    workspace.contacts.add(nord(workspace), name="Olga Kim", level=3, function=Function.TECHNICAL, reports_to=petrov.id)
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("v")
        await until(pilot, lambda: isinstance(pilot.app.focused, LineList))
        await until(pilot, lambda: "╰─ · Olga Kim" in screen_text(pilot))
        await pilot.press("down", "+")
        await until(pilot, lambda: people(workspace)["Olga Kim"].attitude is Attitude.SUPPORTER)
        await pilot.press("v")
        await until(pilot, lambda: "0/1 neutral" in screen_text(pilot))
        await pilot.press("v")
        await until(pilot, lambda: "Ivan Petrov ★" in screen_text(pilot))


async def test_task_is_about_the_person(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: workspace.tasks.open(nord(workspace)))
        task = workspace.tasks.open(nord(workspace))[0]
        assert (task.title, task.contact_id) == ("Call Ivan Petrov", petrov.id)


async def test_columns_that_do_not_fit_come_with_the_cursor(workspace: Workspace, petrov: Contact) -> None:
    for function in (Function.MANAGEMENT, Function.PROCUREMENT, Function.FINANCE, Function.LOGISTICS):
        last = workspace.contacts.add(nord(workspace), name=f"One of {function}", level=5, function=function)
    first = people(workspace)["One of management"]
    async with card(workspace, "map", (80, 24), contact_id=first.id) as pilot:
        assert "logistics" not in screen_text(pilot)
        await pilot.press("right", "right", "right", "right")
        await until(pilot, lambda: grid(pilot).cursor_id == last.id)
        assert "One of logistics" in screen_text(pilot)


async def test_map_in_russian(workspace: Workspace, petrov: Contact) -> None:
    set_language("ru")
    async with card(workspace, "map") as pilot:
        assert "Ivan Petrov ★" in screen_text(pilot)


async def test_hostile_names_are_only_text(workspace: Workspace) -> None:
    workspace.contacts.add(nord(workspace), name="[b]Ева[/b] \x1b[31m红", level=5, function=Function.FINANCE)
    async with card(workspace, "map") as pilot:
        assert "[b]Ева[/b]" in screen_text(pilot)
        assert "\x1b" not in screen_text(pilot)
