"""How people are entered: in one line with guesses shown at once, in the full form, and by meeting a placeholder."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.contacts import Contact, Way
from kamtui.domain.words import Attitude, Favours, Function, Role, WayKind
from kamtui.errors import InvalidValue
from kamtui.i18n import set_language
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.screens import contact_verbs as verbs
from kamtui.ui.screens.account_contact_form import read_cadence
from kamtui.ui.screens.contact_verbs import PersonLine
from kamtui.workspace import Workspace
from tests.ui.card import answered, app_of, application, gone, new_workspace, nord, screen_text, shown, typed, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


def people(workspace: Workspace) -> dict[str, Contact]:
    return {contact.name: contact for contact in workspace.contacts.of(nord(workspace))}


async def line(
    pilot: Pilot[Any], level: int | None = None, function: Function | None = None, **more: Any
) -> PersonLine:
    """The line for a new person of Nord, open."""
    app = app_of(pilot)
    verbs.add_line(app, nord(app.workspace), level, function, **more)
    return await shown(pilot, PersonLine)


async def form(pilot: Pilot[Any], contact: Contact | None = None) -> FormDialog[Any]:
    """The full form, open."""
    app = app_of(pilot)
    if contact is None:
        verbs.full_form(app, nord(app.workspace), None, None)
    else:
        verbs.edit(app, contact)
    return await shown(pilot, FormDialog)


# one line


async def test_line_says_what_it_understands_and_marks_guesses(workspace: Workspace) -> None:
    added: list[Contact] = []
    async with application(workspace) as pilot:
        await line(pilot, done=added.append)
        assert "ctrl+f: the full form" in screen_text(pilot)
        await typed(pilot, "Ivan Petrov, CEO, +")
        await until(
            pilot, lambda: "Ivan Petrov · CEO · level 5? · general management? · △ supporter" in screen_text(pilot)
        )
        assert not people(workspace)
        await pilot.press("enter")
        await gone(pilot)
        await until(pilot, lambda: added)
        petrov = people(workspace)["Ivan Petrov"]
        assert (petrov.position, petrov.level, petrov.function) == ("CEO", 5, Function.MANAGEMENT)
        assert (petrov.attitude, petrov.level_guessed, petrov.function_guessed) == (Attitude.SUPPORTER, True, True)
        assert "guessed: level 5, general management; e corrects" in app_of(pilot).message
        await pilot.press("u")
        await until(pilot, lambda: not people(workspace))


async def test_level_and_function_of_the_cell_stand(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await line(pilot, 3, Function.QUALITY)
        await typed(pilot, "Olga Kim, CEO")
        await until(pilot, lambda: "level 3 · quality" in screen_text(pilot))
        await pilot.press("enter")
        await gone(pilot)
        kim = people(workspace)["Olga Kim"]
        assert (kim.level, kim.function, kim.level_guessed) == (3, Function.QUALITY, False)


async def test_possible_duplicate_is_said_before_it_is_saved(workspace: Workspace) -> None:
    workspace.contacts.add(nord(workspace), name="Ivan Petrov", position="CEO", phone="+7 921 555-01-02")
    async with application(workspace) as pilot:
        await line(pilot)
        await typed(pilot, "I. Petrov, plant director, +7 921 555-01-02")
        await until(pilot, lambda: "looks like Ivan Petrov, CEO" in screen_text(pilot))
        assert "saved as new, D merges" in screen_text(pilot)
        await pilot.press("enter")
        await gone(pilot)
        assert len(people(workspace)) == 2


async def test_position_is_enough_for_somebody_to_meet(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await line(pilot, placeholder=True)
        await typed(pilot, "CFO")
        await until(pilot, lambda: "to meet · CFO · level 4? · finance?" in screen_text(pilot))
        await pilot.press("enter")
        await gone(pilot)
        (contact,) = people(workspace).values()
        assert (contact.placeholder, contact.position, contact.level) == (True, "CFO", 4)


async def test_line_goes_on_in_the_full_form(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await line(pilot)
        await typed(pilot, "Ivan Petrov, CEO, +")
        await pilot.press("ctrl+f")
        opened = await shown(pilot, FormDialog)
        assert (opened.values["name"], opened.values["position"]) == ("Ivan Petrov", "CEO")
        assert opened.values["attitude"] is Attitude.SUPPORTER
        assert opened.values["level"] == 5
        assert "(guessed)" in screen_text(pilot)
        await pilot.press("ctrl+s")
        await gone(pilot)
        assert people(workspace)["Ivan Petrov"].level_guessed


async def test_full_form_left_by_esc_loses_neither_line_nor_form(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        for number in range(2):
            opened_line = await line(pilot)
            if number == 0:
                await typed(pilot, "Ivan Petrov, CEO, +")
            assert opened_line.entry.value == "Ivan Petrov, CEO, +"
            await pilot.press("ctrl+f")
            opened = await shown(pilot, FormDialog)
            if number == 0:
                await pilot.press("down")
                await answered(pilot, "CTO", "escape")
                await gone(pilot)
        assert opened.values["position"] == "CTO"
        await pilot.press("ctrl+s")
        await gone(pilot)
        assert people(workspace)["Ivan Petrov"].position == "CTO"
        assert (await line(pilot)).entry.value == ""


async def test_line_left_by_esc_is_offered_again(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await line(pilot)
        await typed(pilot, "Ivan P")
        await pilot.press("escape")
        await gone(pilot)
        again = await line(pilot)
        assert again.entry.value == "Ivan P"


async def test_line_in_russian(workspace: Workspace) -> None:
    set_language("ru")
    async with application(workspace) as pilot:
        await line(pilot)
        await typed(pilot, "Иванов Пётр Петрович, начальник ОТК, скептик")
        await pilot.press("enter")
        await gone(pilot)
        person = people(workspace)["Иванов Пётр Петрович"]
        assert (person.level, person.function, person.attitude) == (3, Function.QUALITY, Attitude.SCEPTIC)


# meeting


async def test_met_puts_in_the_name_and_keeps_tasks_and_place(workspace: Workspace) -> None:
    cfo = workspace.contacts.add(
        nord(workspace), name="CFO", position="CFO", level=4, function=Function.FINANCE, placeholder=True
    )
    workspace.tasks.add(title="Meet CFO", account_id=nord(workspace), contact_id=cfo.id)
    async with application(workspace, view="person", contact_id=cfo.id) as pilot:
        await pilot.press("m")
        await typed(pilot, "Anna Orlova, +")
        await until(pilot, lambda: "Anna Orlova · CFO · level 4 · finance · △ supporter" in screen_text(pilot))
        assert "looks like" not in screen_text(pilot)  # the placeholder itself
        await pilot.press("enter")
        await gone(pilot)
        met = people(workspace)["Anna Orlova"]
        assert (met.id, met.placeholder, met.level, met.attitude) == (cfo.id, False, 4, Attitude.SUPPORTER)
        assert [task.contact_id for task in workspace.tasks.open(nord(workspace))] == [cfo.id]
        await pilot.press("u")
        await until(pilot, lambda: people(workspace)["CFO"].placeholder)


async def test_met_needs_a_name(workspace: Workspace) -> None:
    cfo = workspace.contacts.add(nord(workspace), name="CFO", position="CFO", placeholder=True)
    async with application(workspace, view="person", contact_id=cfo.id) as pilot:
        await pilot.press("m")
        await typed(pilot, ", +")
        await pilot.press("enter")
        await until(pilot, lambda: "is needed" in screen_text(pilot))
        assert people(workspace)["CFO"].placeholder


# the form


async def test_form_guesses_from_the_position_until_a_level_is_chosen(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        opened = await form(pilot)
        await typed(pilot, "Olga Kim")
        await pilot.press("down")
        await typed(pilot, "Head of quality")
        await until(pilot, lambda: "3 department heads (guessed)" in screen_text(pilot))
        assert "quality (guessed)" in screen_text(pilot)
        await pilot.press("down", "down")  # over the attitude to the level
        assert opened.field.name == "level"
        await pilot.press("left")
        assert opened.values["level"] == 4
        await pilot.press("up", "up", "ctrl+u")
        await typed(pilot, "Buyer")
        await until(pilot, lambda: "procurement (guessed)" in screen_text(pilot))
        assert opened.values["level"] == 4
        await pilot.press("ctrl+s")
        await gone(pilot)
        kim = people(workspace)["Olga Kim"]
        assert (kim.level, kim.level_guessed) == (4, False)
        assert (kim.function, kim.function_guessed) == (Function.PROCUREMENT, True)


async def test_rare_roles_are_folded_and_chosen_ones_always_seen(workspace: Workspace) -> None:
    coach = workspace.contacts.add(nord(workspace), name="Olga Kim", roles=(Role.COACH,))
    async with application(workspace) as pilot:
        opened = await form(pilot, coach)
        text = screen_text(pilot)
        assert "more…" in text
        assert "coach" in text
        assert "gatekeeper" not in text
        while opened.field.name != "roles":
            await pilot.press("down")
        await pilot.press("left", "space")  # round to "more…"
        await until(pilot, lambda: "gatekeeper" in screen_text(pilot))
        assert "more…" not in screen_text(pilot)
        await pilot.press("space", "ctrl+s")
        await gone(pilot)
        assert people(workspace)["Olga Kim"].roles == (Role.INITIATOR, Role.COACH)


async def test_further_ways_are_understood_while_typed_and_refused_in_place(workspace: Workspace) -> None:
    petrov = workspace.contacts.add(nord(workspace), name="Ivan Petrov")
    async with application(workspace) as pilot:
        opened = await form(pilot, petrov)
        while opened.field.name != "ways":
            await pilot.press("down")
        await typed(pilot, "+7 921 555-01-02 work; @petrov telegram; nothing")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "ways" in opened.errors)
        assert opened.values["ways"].endswith("nothing")
        await answered(pilot, "+7 921 555-01-02 work; @petrov telegram", "end")
        await until(pilot, lambda: "phone +7 921 555-01-02 work · messenger @petrov telegram" in screen_text(pilot))
        await pilot.press("ctrl+s")
        await gone(pilot)
        assert people(workspace)["Ivan Petrov"].ways == (
            Way(WayKind.PHONE, "+7 921 555-01-02", "work"),
            Way(WayKind.MESSENGER, "@petrov", "telegram"),
        )


async def test_every_fact_of_the_form_is_saved(workspace: Workspace) -> None:
    boss = workspace.contacts.add(nord(workspace), name="Pavel Weiss")
    petrov = workspace.contacts.add(nord(workspace), name="Ivan Petrov")
    async with application(workspace, (80, 24)) as pilot:
        opened = await form(pilot, petrov)
        while opened.field.name != "reports_to":
            await pilot.press("down")
        await pilot.press("space")
        await shown(pilot, PickDialog)
        await answered(pilot, "Weiss")
        await shown(pilot, FormDialog)
        opened.values |= {
            "favours": Favours.COMPETITOR,
            "competitor": "Diversa",
            "language": "Russian",
            "cadence": "20/40",
            "chosen": True,
            "birthday": "17.05.1980",
            "categories": "Cleaners, Packaging",
        }
        await pilot.press("ctrl+s")
        await gone(pilot)
        now = people(workspace)["Ivan Petrov"]
        assert (now.reports_to, now.favours, now.competitor) == (boss.id, Favours.COMPETITOR, "Diversa")
        assert (now.language, now.cadence_ideal, now.cadence_maximum, now.chosen) == ("ru", 20, 40, True)
        assert (now.birthday, now.categories) == (date(1980, 5, 17), ("Cleaners", "Packaging"))


async def test_long_form_scrolls_on_a_small_screen_with_its_hint_in_view(workspace: Workspace) -> None:
    async with application(workspace, (80, 24)) as pilot:
        opened = await form(pilot)
        for field in opened.fields:
            assert opened.field is field
            text = screen_text(pilot)
            assert field.label in text
            if field.kind == "text" and field.hint and not opened.values[field.name]:
                assert field.hint in text
            await pilot.press("down")


async def test_unedited_guess_stays_a_guess(workspace: Workspace) -> None:
    orlova = workspace.contacts.add(nord(workspace), name="Anna Orlova", position="CFO")
    async with application(workspace) as pilot:
        opened = await form(pilot, orlova)
        opened.values["unit"] = "Plant 2"
        await pilot.press("ctrl+s")
        await gone(pilot)
        now = people(workspace)["Anna Orlova"]
        assert (now.unit, now.level, now.level_guessed) == ("Plant 2", 4, True)


async def test_form_over_a_change_of_another_session(workspace: Workspace) -> None:
    orlova = workspace.contacts.add(nord(workspace), name="Anna Orlova", position="CFO")
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with application(workspace) as pilot:
        opened = await form(pilot, orlova)
        other.contacts.change(orlova.id, level=5)
        opened.values["unit"] = "Plant 2"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "boris changed Anna Orlova meanwhile" in screen_text(pilot))
        await pilot.press("ctrl+s")
        await gone(pilot)
        now = people(workspace)["Anna Orlova"]
        assert (now.unit, now.level, now.level_guessed) == ("Plant 2", 5, False)
    other.close()


@pytest.mark.parametrize(
    ("text", "days"), [("", (None, None)), ("45", (None, 45)), ("30/45", (30, 45)), (" 30 / ", (30, None))]
)
def test_own_cadence_as_typed(text: str, days: tuple[int | None, int | None]) -> None:
    assert read_cadence(text) == days


@pytest.mark.parametrize("text", ["often", "50/40", "0/10", "30/2000", "-5"])
def test_cadence_that_cannot_be(text: str) -> None:
    with pytest.raises(InvalidValue, match="cadence"):
        read_cadence(text)
