"""The views of the map: tree, heat-map, one function at a time; group, unit, lines, blind spots, export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.contacts import Contact
from kamtui.domain.words import Attitude, Function, Influence, LineKind, Role
from kamtui.i18n import set_language
from kamtui.ui import paint
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens.account_map_heat import HeatMap
from kamtui.ui.screens.account_map_proposals import ProposalList
from kamtui.ui.widgets.grid import CardGrid
from kamtui.ui.widgets.linelist import LineList
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


@pytest.fixture
def kim(workspace: Workspace, petrov: Contact) -> Contact:
    return workspace.contacts.add(
        nord(workspace), name="Olga Kim", level=3, function=Function.QUALITY, reports_to=petrov.id, unit="Plant 2"
    )


def people(workspace: Workspace) -> dict[str, Contact]:
    return {contact.name: contact for contact in workspace.contacts.of(nord(workspace))}


def grid(pilot: Pilot[Any]) -> CardGrid[Any]:
    return pilot.app.screen_stack[0].query_one("#map-grid", CardGrid)


def grid_text(pilot: Pilot[Any]) -> str:
    return "\n".join(grid(pilot).render_line(y).text for y in range(grid(pilot).area.height))


def heat(pilot: Pilot[Any]) -> HeatMap:
    return pilot.app.screen_stack[0].query_one(HeatMap)


async def test_switching_goes_round_grid_tree_and_coverage(workspace: Workspace, petrov: Contact, kim: Contact) -> None:
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("v")
        await until(pilot, lambda: isinstance(pilot.app.focused, LineList))
        await until(pilot, lambda: "╰─ · Olga Kim" in screen_text(pilot))
        await pilot.press("down", "+")
        await until(pilot, lambda: people(workspace)["Olga Kim"].attitude is Attitude.SUPPORTER)
        await pilot.press("v")
        await until(pilot, lambda: heat(pilot).has_focus and heat(pilot).cell == (3, Function.QUALITY))
        await pilot.press("v")
        await until(pilot, lambda: grid(pilot).cursor_id == kim.id)


async def test_tree_has_the_other_lines_behind_the_names(workspace: Workspace, petrov: Contact, kim: Contact) -> None:
    weiss = workspace.contacts.add(nord(workspace), name="P. Weiss", level=2, function=Function.LEGAL)
    workspace.contacts.link(weiss.id, kim.id, LineKind.CONFLICT)
    async with card(workspace, "map") as pilot:
        await pilot.press("v")
        await until(pilot, lambda: "not in the tree yet" in screen_text(pilot))
        lines = screen_text(pilot).splitlines()
        assert any("Olga Kim" in line and "✕ P. Weiss" in line for line in lines)


async def test_lines_mark_the_cards_of_others_once_the_cursor_rests(
    workspace: Workspace, petrov: Contact, kim: Contact
) -> None:
    weiss = workspace.contacts.add(nord(workspace), name="P. Weiss", level=2, function=Function.LEGAL)
    workspace.contacts.link(petrov.id, weiss.id, LineKind.INFLUENCES)
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await until(pilot, lambda: "→· P. Weiss" in screen_text(pilot))
        assert "↓· Olga Kim" in screen_text(pilot)
        assert "leads Olga Kim   → influences P. Weiss" in screen_text(pilot)
        assert grid(pilot).move_to(kim.id)
        await until(pilot, lambda: "↑· Ivan Petrov" in screen_text(pilot))
        assert "→· P. Weiss" not in screen_text(pilot)


async def test_only_cards_whose_sign_changes_are_drawn_again(
    workspace: Workspace, petrov: Contact, kim: Contact
) -> None:
    other = workspace.contacts.add(nord(workspace), name="P. Weiss", level=2, function=Function.LEGAL)
    async with card(workspace, "map", contact_id=other.id) as pilot:
        drawn: list[str] = []
        widget = grid(pilot)
        draw = widget.draw_card

        def watched(item: Contact, lines: Sequence[Line]) -> None:
            drawn.append(item.name)
            draw(item, lines)

        widget.draw_card = watched
        widget.move_to(petrov.id)
        await until(pilot, lambda: "↓· Olga Kim" in screen_text(pilot))
        assert sorted(drawn) == ["Ivan Petrov", "Olga Kim", "P. Weiss"]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
@pytest.mark.parametrize("language", ["en", "ru"])
async def test_heat_map_has_all_functions_and_levels_at_every_size(
    workspace: Workspace, petrov: Contact, kim: Contact, size: tuple[int, int], language: str
) -> None:
    set_language(language)
    workspace.touches.log(nord(workspace), on=TODAY, people=("Ivan Petrov",))
    async with card(workspace, "map", size) as pilot:
        await pilot.press("v", "v")
        await until(pilot, lambda: heat(pilot).has_focus)
        await pilot.pause()
        widget = heat(pilot)
        lines = [widget.render_line(y) for y in range(widget.area.height)]
        assert all(line.cell_length == widget.area.width for line in lines)
        text = "\n".join(line.text for line in lines)
        assert text.count("1/1") >= 3  # the cell, its row, its column
        assert "0/1" in text
        assert len(widget.functions) == len(Function)
        assert text.count("[  ") + text.count("╭") >= 48


async def test_heat_map_walks_cells_says_who_is_there_and_adds_there(
    workspace: Workspace, petrov: Contact, kim: Contact
) -> None:
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        await pilot.press("v", "v")
        await until(pilot, lambda: "4 · function directors · technical" in screen_text(pilot))
        assert "0 of 1 known active" in screen_text(pilot)
        await pilot.press("right", "right")
        await until(pilot, lambda: "We know nobody here" in screen_text(pilot))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineDialog))
        await typed(pilot, "Anna Orlova")
        await pilot.press("enter")
        await until(pilot, lambda: "Anna Orlova" in people(workspace))
        assert people(workspace)["Anna Orlova"].function is Function.FINANCE
        assert people(workspace)["Anna Orlova"].level == 4
        await until(pilot, lambda: "Anna Orlova" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: grid(pilot).has_focus and getattr(grid(pilot).item, "name", "") == "Anna Orlova")


async def test_heat_map_needs_neither_colours_nor_unicode(workspace: Workspace, petrov: Contact) -> None:
    workspace.contacts.add(
        nord(workspace), name="to meet", position="CFO", level=4, function=Function.FINANCE, placeholder=True
    )
    G.use(ascii_only=True)
    paint.use("dark", "none")
    try:
        async with card(workspace, "map", (80, 24)) as pilot:
            await pilot.press("v", "v")
            await until(pilot, lambda: heat(pilot).has_focus)
            await pilot.pause()
            body = [heat(pilot).render_line(y) for y in range(heat(pilot).area.height)]
            text = "\n".join(line.text for line in body)
            assert text.isascii()
            assert "0/1" in text
            assert "[   ]" in text
            assert "- 1 -" in text
            assert any(s.style and s.style.reverse and s.text.startswith("[") for line in body for s in line)
    finally:
        G.use(ascii_only=False)
        paint.use()


async def test_one_function_at_a_time_under_a_strip_when_narrow(
    workspace: Workspace, petrov: Contact, kim: Contact
) -> None:
    workspace.touches.log(nord(workspace), on=TODAY, people=("Olga Kim",))
    async with card(workspace, "map", (80, 24), contact_id=petrov.id) as pilot:
        await until(pilot, lambda: "[technical 1!]  quality 1" in screen_text(pilot))
        assert "Olga Kim" not in grid_text(pilot)
        assert "neutral · inner circle" in screen_text(pilot)
        await pilot.press("right")
        await until(pilot, lambda: "[quality 1]" in screen_text(pilot))
        assert grid(pilot).cursor_id == kim.id
        await pilot.press("down", "down", "down", "left")
        await until(pilot, lambda: grid(pilot).cursor_id == petrov.id)


async def test_unit_filter_says_that_it_is_a_part(workspace: Workspace, petrov: Contact, kim: Contact) -> None:
    async with card(workspace, "map") as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, PickDialog))
        await typed(pilot, "Plant")
        await pilot.press("enter")
        await until(pilot, lambda: "only Plant 2" in screen_text(pilot))
        assert "Ivan Petrov" not in grid_text(pilot)
        await pilot.press("s", "down", "down", "enter")
        await until(pilot, lambda: "only people of no unit" in screen_text(pilot))
        assert "Ivan Petrov" in grid_text(pilot)
        assert "Olga Kim" not in grid_text(pilot)
        await pilot.press("s", "enter")
        await until(pilot, lambda: "only people" not in screen_text(pilot) and "Olga Kim" in screen_text(pilot))


async def test_new_person_belongs_to_the_unit_that_is_shown(workspace: Workspace, kim: Contact) -> None:
    async with card(workspace, "map") as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, PickDialog))
        await typed(pilot, "Plant")
        await pilot.press("enter")
        await until(pilot, lambda: "only Plant 2" in screen_text(pilot))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineDialog))
        await typed(pilot, "Nina Lvova, CFO")
        await pilot.press("enter")
        await until(pilot, lambda: grid(pilot).cursor_id == people(workspace)["Nina Lvova"].id)
        assert people(workspace)["Nina Lvova"].unit == "Plant 2"
        assert "only Plant 2" in screen_text(pilot)


async def test_unit_filter_ends_when_it_would_hide_the_person_at_hand(workspace: Workspace, kim: Contact) -> None:
    async with card(workspace, "map", contact_id=kim.id) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, PickDialog))
        await typed(pilot, "Plant")
        await pilot.press("enter")
        await until(pilot, lambda: "only Plant 2" in screen_text(pilot))
        await pilot.press("e")
        form = await shown(pilot, FormDialog)
        form.values["unit"] = "Office"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: people(workspace)["Olga Kim"].unit == "Office")
        await until(pilot, lambda: "only Plant 2" not in screen_text(pilot))
        await until(pilot, lambda: grid(pilot).cursor_id == kim.id)
        assert "all units are shown again" in app_of(pilot).message


async def test_whole_group_shows_codes_and_edits_go_to_the_right_account(workspace: Workspace, petrov: Contact) -> None:
    workspace.accounts.add(name="Nord South", code="SOUTH", parent="NORD")
    south = workspace.accounts.find("SOUTH").id
    lapin = workspace.contacts.add(south, name="E. Lapin", level=4, function=Function.FINANCE)
    async with card(workspace, "map", contact_id=petrov.id) as pilot:
        assert "E. Lapin" not in screen_text(pilot)
        await pilot.press("w")
        await until(pilot, lambda: "Nord and 1 daughter" in screen_text(pilot))
        await until(pilot, lambda: "E. Lapin" in screen_text(pilot))
        assert "SOUTH" in grid_text(pilot)
        assert grid(pilot).move_to(lapin.id)
        await pilot.press("+", "n")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineDialog))
        await typed(pilot, "Vera Belova, head of quality")
        await pilot.press("enter")
        await until(pilot, lambda: "Vera Belova" in {contact.name for contact in workspace.contacts.of(south)})
        assert workspace.contacts.get(lapin.id).attitude is Attitude.SUPPORTER
        await pilot.press("w")
        await until(pilot, lambda: "1 daughter" not in screen_text(pilot))


async def test_an_account_alone_is_no_group(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map") as pilot:
        await pilot.press("w")
        await until(pilot, lambda: "no parent and no daughters" in screen_text(pilot))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_blind_spots_become_tasks_or_are_waved_off(
    workspace: Workspace, petrov: Contact, size: tuple[int, int]
) -> None:
    account = nord(workspace)
    async with card(workspace, "map", size) as pilot:
        first = workspace.contacts.proposals(account)[0]
        await until(pilot, lambda: f"b {first.title}" in screen_text(pilot))
        await pilot.press("b")
        await until(pilot, lambda: isinstance(pilot.app.focused, ProposalList))
        await until(pilot, lambda: first.reason[:30] in screen_text(pilot))
        await pilot.press("space")
        await until(pilot, lambda: workspace.tasks.open(account))
        assert workspace.tasks.open(account)[0].title == first.title
        await until(pilot, lambda: first.key not in [row.id for row in pilot.app.focused.rows])  # type: ignore[union-attr]
        await pilot.press("u")
        await until(pilot, lambda: not workspace.tasks.open(account))
        await until(pilot, lambda: first.key in [row.id for row in pilot.app.focused.rows])  # type: ignore[union-attr]
        waved = pilot.app.focused.cursor_id  # type: ignore[union-attr]
        await pilot.press("d")
        await until(pilot, lambda: waved not in [one.key for one in workspace.contacts.proposals(account)])
        await pilot.press("escape")
        await until(pilot, lambda: grid(pilot).has_focus)


async def test_export_asks_for_a_file(workspace: Workspace, petrov: Contact) -> None:
    async with card(workspace, "map") as pilot:
        await pilot.press("x")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineDialog))


async def test_five_hundred_people_are_walked_and_paged(workspace: Workspace) -> None:
    account = nord(workspace)
    first = workspace.contacts.add(account, name="Person 0", level=2, function=Function.FINANCE)
    for number in range(1, 60):
        workspace.contacts.add(account, name=f"Person {number:02}", level=2, function=Function.FINANCE)
    async with card(workspace, "map", (80, 24), contact_id=first.id) as pilot:
        await pilot.press("pagedown")
        assert grid(pilot).top > 0
        await pilot.press("end")
        await pilot.press("home")
        assert grid(pilot).top == 0
