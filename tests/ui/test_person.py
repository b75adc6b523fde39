"""The screen of a person: all that is known, walked line by line; every key changes the data as it says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from kamtui.clock import Clock
from kamtui.domain.contacts import Contact, Way
from kamtui.domain.words import Attitude, Favours, Function, Influence, LineKind, Role, Strength, TieKind, WayKind
from kamtui.i18n import set_language
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.screens.contact_joins import MergeDialog
from kamtui.ui.screens.person import PersonPage
from kamtui.ui.widgets.walk import Walk
from kamtui.workspace import Workspace
from kamtui.workspace.demo import prepare_demo
from tests.ui.card import (
    TODAY,
    answered,
    app_of,
    application,
    gone,
    new_workspace,
    nord,
    screen_text,
    shown,
    still,
    until,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path)
    workspace.accounts.add(name="Volga", code="VOLGA")
    return workspace


@pytest.fixture
def petrov(workspace: Workspace) -> Contact:
    petrov = workspace.contacts.add(
        nord(workspace),
        name="Ivan Petrov",
        position="CTO",
        level=4,
        function=Function.TECHNICAL,
        roles=(Role.DECIDER,),
        influence=Influence.INNER_CIRCLE,
        strength=Strength.WORKING,
        target_strength=Strength.CLOSE,
        categories=("Cleaners",),
        favours=Favours.COMPETITOR,
        competitor="Diversa",
        language="ru",
        phone="+7 921 555-01-02",
        email="petrov@nord.example",
        ways=(Way(WayKind.MESSENGER, "@petrov", "Telegram"),),
        birthday=date(1980, 12, 1),
        note="Reads every specification himself.",
    )
    workspace.touches.log(nord(workspace), on=date(2026, 11, 8), people=("Ivan Petrov",), outcome="likes the sample")
    workspace.tasks.add(title="Send the offer", account_id=nord(workspace), contact_id=petrov.id)
    return workspace.contacts.get(petrov.id)


@pytest.fixture
def kim(workspace: Workspace, petrov: Contact) -> Contact:
    return workspace.contacts.add(
        nord(workspace), name="Olga Kim", position="Head of quality", level=3, reports_to=petrov.id
    )


def people(workspace: Workspace) -> dict[str, Contact]:
    return {contact.name: contact for contact in workspace.contacts.of(nord(workspace))}


def page(pilot: Pilot[Any]) -> PersonPage:
    view = app_of(pilot).view
    assert isinstance(view, PersonPage)
    return view


async def on_piece(pilot: Pilot[Any], start: str) -> None:
    """Stand on the first piece whose id begins so, wherever it is."""
    for walk in page(pilot).query(Walk):
        for piece in walk.pieces:
            if walk.display and piece.id.startswith(start) and walk.move_to(piece.id):
                pilot.app.screen.set_focus(walk)
                await pilot.pause()
                return
    raise AssertionError(f"nothing begins with {start}")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_everything_known_is_on_the_screen(
    workspace: Workspace, petrov: Contact, kim: Contact, size: tuple[int, int]
) -> None:
    workspace.contacts.link(kim.id, petrov.id, LineKind.CONFLICT)
    workspace.contacts.tie(petrov.id, "Boris Titov", TieKind.EXECUTIVE_PAIR)
    workspace.contacts.change(petrov.id, level=5)
    async with application(workspace, size, "person", contact_id=petrov.id) as pilot:
        seen = screen_text(pilot)
        for _step in range(12):
            await pilot.press("pagedown")
            seen += screen_text(pilot)
        for text in (
            *("Ivan Petrov ★", "CTO · Nord · NORD", "5 · owners and CEO", "technical", "decider", "inner circle"),
            *("working → close", "Cleaners", "Diversa", "Russian", "1 Dec 1980", "in 11 days"),
            *("12 days ago", "90, at most 180 days", "of level 5", "6 Feb 2027"),
            *("+7 921 555-01-02", "petrov@nord.example", "@petrov", "Telegram"),
            *("Boris Titov", "executive pair", "in conflict", "Olga Kim", "Reads every specification"),
            *("Send the offer", "likes the sample", "1 of 2"),
        ):
            assert text in seen, text
        assert "changes" in seen
        assert all(strip.cell_length == size[0] for strip in pilot.app.screen._compositor.render_strips())


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "ru"])
async def test_person_of_the_sample_as_it_looks(
    language: str, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    set_language(language)
    sample = Workspace(prepare_demo(language, TODAY), Clock(TODAY), "anna")
    kim = next(
        person
        for person in sample.contacts.of(nord(sample))
        if person.strength is Strength.CLOSE and Role.CHAMPION in person.roles
    )
    async with application(sample, size, "person", contact_id=kim.id) as pilot:
        assert await still(pilot) == snapshot


async def test_guess_is_marked_and_enter_confirms_it(workspace: Workspace) -> None:
    person = workspace.contacts.add(nord(workspace), name="Anna Orlova", position="CFO")
    assert person.level_guessed
    async with application(workspace, view="person", contact_id=person.id) as pilot:
        assert "function directors?  guessed" in screen_text(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: not people(workspace)["Anna Orlova"].level_guessed)
        assert people(workspace)["Anna Orlova"].level == 4
        assert people(workspace)["Anna Orlova"].function_guessed
        await until(pilot, lambda: "function directors?" not in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: people(workspace)["Anna Orlova"].level_guessed)


async def test_enter_goes_to_a_linked_person_and_esc_comes_back(
    workspace: Workspace, petrov: Contact, kim: Contact
) -> None:
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await on_piece(pilot, "report:")
        await pilot.press("enter")
        await until(pilot, lambda: page(pilot).contact == kim)
        await on_piece(pilot, "boss")
        await pilot.press("enter")
        await until(pilot, lambda: page(pilot).contact == petrov)
        await pilot.press("escape")
        await until(pilot, lambda: page(pilot).contact == kim)
        await pilot.press("escape")
        await until(pilot, lambda: page(pilot).contact == petrov)
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view.name == "today")


async def test_esc_goes_back_to_the_map_standing_on_the_person(
    workspace: Workspace, petrov: Contact, kim: Contact
) -> None:
    async with application(workspace, view="account", account_id=nord(workspace), tab="map") as pilot:
        await until(pilot, lambda: app_of(pilot).query("#pane-map"))
        app_of(pilot).show("person", contact_id=petrov.id)
        await until(pilot, lambda: app_of(pilot).view.name == "person" and page(pilot).contact is not None)
        await pilot.press("]")
        await until(pilot, lambda: page(pilot).contact == kim)
        await pilot.press("[", "]", "escape")
        await until(pilot, lambda: app_of(pilot).view.name == "account")
        await until(
            pilot, lambda: (subject := app_of(pilot).view.subject()) is not None and subject.contact_id == kim.id
        )


async def test_edit_begins_with_the_line_under_the_cursor(workspace: Workspace, petrov: Contact) -> None:
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await on_piece(pilot, "fact:cadence")
        await pilot.press("e")
        form = await shown(pilot, FormDialog)
        assert form.field.name == "cadence"
        await answered(pilot, "60/50", "ctrl+s")
        await until(pilot, lambda: "the ideal is no more days" in screen_text(pilot))
        assert form.values["cadence"] == "60/50"
        await answered(pilot, "20/40", "ctrl+s")
        await gone(pilot)
        now = people(workspace)["Ivan Petrov"]
        assert (now.cadence_ideal, now.cadence_maximum) == (20, 40)
        await until(pilot, lambda: "20, at most 40 days  their own" in screen_text(pilot))


async def test_what_can_be_opened_opens(workspace: Workspace, petrov: Contact) -> None:
    workspace.contacts.tie(petrov.id, "Boris Titov", TieKind.KNOWS)
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        for start, field in (("task:", "title"), ("touch:", "outcome"), ("tie:", "strength"), ("fact:roles", "roles")):
            await on_piece(pilot, start)
            await pilot.press("enter")
            form = await shown(pilot, FormDialog)
            assert field in form.values
            await pilot.press("escape")
            await gone(pilot)


async def test_task_is_done_by_space_and_stands_with_the_closed(workspace: Workspace, petrov: Contact) -> None:
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await on_piece(pilot, "task:")
        await pilot.press("space")
        await until(pilot, lambda: "closed tasks" in screen_text(pilot))
        assert not workspace.tasks.open(nord(workspace))


async def test_copy_takes_the_line_or_all_ways(workspace: Workspace, petrov: Contact) -> None:
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await on_piece(pilot, "fact:ways")
        await pilot.press("y")
        await until(pilot, lambda: app_of(pilot).message == "copied: @petrov")
        pilot.app.screen.set_focus(None)
        text = page(pilot).copy_text()
        assert text == "Ivan Petrov, CTO, +7 921 555-01-02, petrov@nord.example, @petrov"


async def test_attitude_by_plus_and_minus(workspace: Workspace, petrov: Contact) -> None:
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await pilot.press("+", "+", "+", "-")
        await until(pilot, lambda: people(workspace)["Ivan Petrov"].attitude is Attitude.SUPPORTER)
        await until(pilot, lambda: "△ supporter" in screen_text(pilot))


async def test_why_tells_what_makes_an_active_contact(workspace: Workspace, petrov: Contact) -> None:
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await pilot.press("i")
        await shown(pilot, WhyDialog)
        text = screen_text(pilot)
        for words in ("Active contact: Ivan Petrov", "Most days between touches", "90", "key player, holds a role"):
            assert words in text
        assert "06 Feb 2027" in text  # 8 November and 90 days


async def test_touch_and_task_are_about_the_person(workspace: Workspace, petrov: Contact) -> None:
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await pilot.press("c")
        line = await shown(pilot, LineDialog)
        assert line.entry.value == "Ivan Petrov: "
        await pilot.press("escape", "t")
        form = await shown(pilot, FormDialog)
        assert form.values["title"] == "Call Ivan Petrov"


async def test_meeting_somebody_is_a_task_of_the_quarter_at_once(workspace: Workspace) -> None:
    cfo = workspace.contacts.add(nord(workspace), name="CFO", position="CFO", placeholder=True)
    async with application(workspace, view="person", contact_id=cfo.id) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: workspace.tasks.open(nord(workspace)))
        assert workspace.tasks.open(nord(workspace))[0].contact_id == cfo.id
        await until(pilot, lambda: "Meet" in screen_text(pilot))
        await pilot.press("+", "L", "M")  # nothing of that fits somebody unknown
        assert len(pilot.app.screen_stack) == 1
        assert people(workspace)["CFO"].attitude is Attitude.NEUTRAL


async def test_export_asks_where_to(workspace: Workspace, petrov: Contact) -> None:
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await pilot.press("x")
        await shown(pilot, LineDialog)


async def test_left_asks_day_and_where_to_and_then_who_takes_over(
    workspace: Workspace, petrov: Contact, kim: Contact
) -> None:
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await pilot.press("L")
        form = await shown(pilot, FormDialog)
        form.values |= {"left_on": "yesterday", "left_to": "Ural Pack"}
        await pilot.press("ctrl+s")
        await shown(pilot, PickDialog)
        assert "Who takes over from Ivan Petrov?" in screen_text(pilot)
        await answered(pilot, "Pavel Weiss")
        await gone(pilot)
        old, new = people(workspace)["Ivan Petrov"], people(workspace)["Pavel Weiss"]
        assert (old.left_on, old.left_to, old.successor) == (date(2026, 11, 19), "Ural Pack", new.id)
        assert (new.position, new.level, new.roles) == ("CTO", 4, (Role.DECIDER,))
        assert people(workspace)["Olga Kim"].reports_to == new.id
        await until(pilot, lambda: "taken over by" in screen_text(pilot))
        assert "Ural Pack" in screen_text(pilot)
        await pilot.press("L")
        await until(pilot, lambda: people(workspace)["Ivan Petrov"].left_on is None)


async def test_left_in_the_future_is_refused_and_stays(workspace: Workspace, petrov: Contact) -> None:
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await pilot.press("L")
        form = await shown(pilot, FormDialog)
        form.values["left_on"] = "2027-05-01"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "future" in screen_text(pilot))
        assert form.values["left_on"] == "2027-05-01"
        assert people(workspace)["Ivan Petrov"].left_on is None


@pytest.mark.parametrize(
    ("typed_text", "told"), [("meet", "takes over"), ("nobody", "nobody takes over"), ("Kim", "Olga Kim takes over")]
)
async def test_who_takes_over_can_be_asked_later(
    workspace: Workspace, petrov: Contact, kim: Contact, typed_text: str, told: str
) -> None:
    workspace.contacts.mark_left(petrov.id)
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await on_piece(pilot, "ask:succeed")
        await pilot.press("enter")
        await shown(pilot, PickDialog)
        await answered(pilot, typed_text)
        await gone(pilot)
        await until(pilot, lambda: told in app_of(pilot).message)
        await until(pilot, lambda: "who takes over?" not in screen_text(pilot))
        left = people(workspace)["Ivan Petrov"]
        assert bool(left.successor) != left.left_settled


async def test_circle_of_reports_is_refused_in_place(workspace: Workspace, petrov: Contact, kim: Contact) -> None:
    weiss = workspace.contacts.add(nord(workspace), name="Pavel Weiss", level=5)
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await pilot.press("r")
        await shown(pilot, PickDialog)
        await pilot.press("enter")
        await until(pilot, lambda: "Ivan Petrov reports to" in screen_text(pilot))
        await answered(pilot, "Kim")
        await until(pilot, lambda: "a circle of reports" in screen_text(pilot))
        await answered(pilot, "Weiss")
        await gone(pilot)
        assert people(workspace)["Ivan Petrov"].reports_to == weiss.id


async def test_lines_are_drawn_and_taken_away_in_one_dialog(
    workspace: Workspace, petrov: Contact, kim: Contact
) -> None:
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await pilot.press("r")
        await shown(pilot, PickDialog)
        await answered(pilot, "conflict")
        await until(pilot, lambda: "Ivan Petrov is in conflict with" in screen_text(pilot))
        await pilot.press("enter")
        await gone(pilot)
        await until(pilot, lambda: workspace.contacts.person(kim.id).conflicts)
        await until(pilot, lambda: "in conflict" in screen_text(pilot))
        await pilot.press("r")
        await shown(pilot, PickDialog)
        await answered(pilot, "take conflict")
        await gone(pilot)
        await until(pilot, lambda: not workspace.contacts.person(kim.id).conflicts)
        await pilot.press("u")
        await until(pilot, lambda: workspace.contacts.person(kim.id).conflicts)
        await on_piece(pilot, "line:")
        await pilot.press("d")
        await until(pilot, lambda: not workspace.contacts.person(kim.id).conflicts)


async def test_our_side_by_name_with_one_owner(workspace: Workspace, petrov: Contact) -> None:
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        for name in ("Anna", "Boris Titov"):
            await pilot.press("o")
            await shown(pilot, PickDialog)
            await answered(pilot, name)
            form = await shown(pilot, FormDialog)
            form.values |= {"kind": TieKind.OWNER, "strength": Strength.CLOSE}
            await pilot.press("ctrl+s")
            await gone(pilot)
        ties = {tie.name: tie.kind for tie in people(workspace)["Ivan Petrov"].ties}
        assert ties == {"Anna": TieKind.KNOWS, "Boris Titov": TieKind.OWNER}
        await on_piece(pilot, "tie:")
        await pilot.press("enter")
        form = await shown(pilot, FormDialog)
        form.values["kind"] = None
        await pilot.press("ctrl+s")
        await gone(pilot)
        await until(pilot, lambda: len(people(workspace)["Ivan Petrov"].ties) == 1)


async def test_merge_shows_what_is_kept_and_loses_no_touch(workspace: Workspace, petrov: Contact) -> None:
    twin = workspace.contacts.add(nord(workspace), name="I. Petrov", phone="8 921 555-01-02", unit="Plant 2")
    workspace.touches.log(nord(workspace), on=TODAY, contact_ids=(twin.id,), outcome="called from the plant")
    async with application(workspace, view="person", contact_id=twin.id) as pilot:
        assert "looks like Ivan Petrov, CTO" in screen_text(pilot)
        await pilot.press("D")
        await shown(pilot, PickDialog)
        await pilot.press("enter")
        dialog = await shown(pilot, MergeDialog)
        assert dialog.keep.contact.id == petrov.id  # the fuller record
        assert "← Plant 2" in screen_text(pilot)
        assert "1 touch" in screen_text(pilot)
        await pilot.press("space", "space", "enter")
        await gone(pilot)
        await until(pilot, lambda: len(people(workspace)) == 1)
        await until(pilot, lambda: page(pilot).contact_id == petrov.id)
        await until(pilot, lambda: "2 touches" in screen_text(pilot))
        assert people(workspace)["Ivan Petrov"].unit == "Plant 2"
        await pilot.press("u")
        await until(pilot, lambda: len(people(workspace)) == 2)


async def test_move_to_another_account_keeps_the_history(workspace: Workspace, petrov: Contact) -> None:
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await pilot.press("M")
        await shown(pilot, PickDialog)
        await answered(pilot, "Volga")
        await shown(pilot, FormDialog)
        await answered(pilot, "Technical director", "ctrl+s")
        await shown(pilot, PickDialog)
        await until(pilot, lambda: "Who takes over from Ivan Petrov?" in screen_text(pilot))
        await pilot.press("escape")
        await gone(pilot)
        await until(pilot, lambda: page(pilot).contact_id != petrov.id)
        await until(pilot, lambda: "Technical director · Volga · VOLGA" in screen_text(pilot))
        assert "likes the sample" in screen_text(pilot)
        assert "was before" in screen_text(pilot)
        assert people(workspace)["Ivan Petrov"].left_to == "Volga"
        await pilot.press("escape")
        await until(pilot, lambda: page(pilot).contact_id == petrov.id)
        await on_piece(pilot, "later")
        await pilot.press("enter")
        await until(pilot, lambda: "Technical director · Volga · VOLGA" in screen_text(pilot))


async def test_line_has_a_note_that_can_be_typed(workspace: Workspace, petrov: Contact, kim: Contact) -> None:
    workspace.contacts.link(petrov.id, kim.id, LineKind.CONFLICT)
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        for text, keys in (("rivals", ["r"]), ("rivals for one post", [])):
            if keys:
                await pilot.press(*keys)
                await shown(pilot, PickDialog)
                await answered(pilot, "why")
            else:
                await on_piece(pilot, "line:")
                await pilot.press("e")
            await shown(pilot, LineDialog)
            await answered(pilot, text)
            await gone(pilot)
            await until(pilot, lambda text=text: text in screen_text(pilot))
            assert workspace.contacts.person(petrov.id).conflicts[0][0].note == text


async def test_long_name_and_position_can_be_read_in_full(workspace: Workspace, petrov: Contact) -> None:
    name, position = "Anna " * 30 + "End", "Head of " * 12 + "all"
    person = workspace.contacts.add(nord(workspace), name=name, position=position)
    async with application(workspace, (80, 24), view="person", contact_id=person.id) as pilot:
        text = " ".join(screen_text(pilot).split())
        assert "Anna End" in text
        assert "of all" in text


async def test_who_has_many_reports_still_says_what_the_choice_is(workspace: Workspace, petrov: Contact) -> None:
    for number in range(6):
        workspace.contacts.add(nord(workspace), name=f"Somebody with a long name {number}", reports_to=petrov.id)
    async with application(workspace, (80, 24), view="person", contact_id=petrov.id) as pilot:
        await pilot.press("r")
        await shown(pilot, PickDialog)
        assert "has somebody under them …" in screen_text(pilot)


async def test_delete_leads_back_and_undo_brings_the_person(workspace: Workspace, petrov: Contact) -> None:
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: app_of(pilot).view.name == "today")
        assert not people(workspace)
        await pilot.press("u")
        await until(pilot, lambda: people(workspace))


async def test_person_deleted_by_another_session_leads_back(workspace: Workspace, petrov: Contact) -> None:
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        other.contacts.remove(petrov.id)
        await until(pilot, lambda: app_of(pilot).view.name == "today")
    other.close()


async def test_russian_layout_and_language(workspace: Workspace, petrov: Contact) -> None:
    set_language("ru")
    async with application(workspace, view="person", contact_id=petrov.id) as pilot:
        await pilot.press("у")  # e
        await shown(pilot, FormDialog)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_hostile_texts_stay_within_their_lines(workspace: Workspace, size: tuple[int, int]) -> None:
    long = "[red]x[/] 红红红 \x1b[31m" + "very long " * 15
    person = workspace.contacts.add(
        nord(workspace),
        name="[b]Ева[/b] \x1b[31m红",
        position=long,
        unit=long,
        note=long,
        phone=long,
        ways=(Way(WayKind.MESSENGER, long, "x" * 30),),
        categories=(long,),
    )
    workspace.contacts.tie(person.id, long, TieKind.OWNER, position=long, note=long)
    workspace.touches.log(nord(workspace), contact_ids=(person.id,), outcome=long, next_step=long)
    async with application(workspace, size, "person", contact_id=person.id) as pilot:
        for _step in range(8):
            assert all(strip.cell_length == size[0] for strip in pilot.app.screen._compositor.render_strips())
            assert "\x1b" not in screen_text(pilot)
            await pilot.press("pagedown")
        assert "[b]Ева[/b]" in screen_text(pilot)
