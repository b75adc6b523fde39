"""What people do to a program without meaning to: no key, click or typed value ends it, and what was typed stays."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual import events
from textual.geometry import Region

from kamtui.config import Config
from kamtui.errors import Refused
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.dialogs.help import HelpDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.panel import Dialog
from kamtui.ui.dialogs.pick import Choice, PickDialog
from kamtui.ui.dialogs.text import TextDialog
from kamtui.ui.first_start import FirstStart
from tests.ui.card import TODAY, answered, app_of, application, gone, new_workspace, nord, screen_text, shown, until


@pytest.fixture
def unexpected_ends() -> None:
    """As a user has it: an error of ours is a message."""


def fail(*_arguments: Any) -> None:
    raise LookupError("no such thing")


async def test_an_error_of_ours_leaves_a_line_and_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with application(new_workspace(tmp_path), view="library") as pilot:
        await pilot.press("I")
        line = await shown(pilot, LineDialog)
        monkeypatch.setattr(line, "_submit", fail)
        await answered(pilot, "some.csv")
        await until(pilot, lambda: "LookupError: no such thing" in screen_text(pilot))
        assert line.is_active
        assert line.entry.value == "some.csv"


async def test_an_error_of_ours_in_an_action_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with application(new_workspace(tmp_path), view="library") as pilot:
        monkeypatch.setattr(app_of(pilot).view, "why", fail)
        await pilot.press("i")
        await until(pilot, lambda: "LookupError: no such thing" in app_of(pilot).message)
        await pilot.press("1")
        await until(pilot, lambda: app_of(pilot).view.name == "today")


async def test_with_debug_an_error_of_ours_ends_the_application(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> None:
        async with application(new_workspace(tmp_path), view="library") as pilot:
            app_of(pilot).show_tracebacks = True
            monkeypatch.setattr(app_of(pilot).view, "why", fail)
            await pilot.press("i")
            await pilot.pause()

    with pytest.raises(LookupError):
        await work()


async def test_double_clicks_beside_a_dialog_select_nothing(tmp_path: Path) -> None:
    async with application(new_workspace(tmp_path)) as pilot:
        await pilot.press("question_mark")
        await shown(pilot, HelpDialog)
        await pilot.click(offset=(3, 3), times=2)
        await pilot.click(offset=(3, 3), times=3)
        await pilot.press("escape")
        assert len(app_of(pilot).screen_stack) == 1
    assert pilot.app.is_running is False


async def test_a_file_with_a_name_too_long_is_refused_in_place(tmp_path: Path) -> None:
    async with application(new_workspace(tmp_path), view="library") as pilot:
        await pilot.press("I")
        line = await shown(pilot, LineDialog)
        await answered(pilot, "x" * 300)
        await until(pilot, lambda: "cannot read" in screen_text(pilot))
        assert line.is_active
        assert line.entry.value == "x" * 300


async def test_a_choice_without_choices_takes_its_keys(tmp_path: Path) -> None:
    async with application(new_workspace(tmp_path)) as pilot:
        saved: list[dict[str, Any]] = []
        fields = [Field("who", "Who", "multi", (), ()), Field("one", "One", "choice", None, ())]
        app_of(pilot).open(FormDialog("Nobody yet", fields, saved.append))
        await shown(pilot, FormDialog)
        await pilot.press("left", "right", "space", "down", "left", "right", "space", "ctrl+s")
        await until(pilot, lambda: saved)
        assert saved == [{"who": (), "one": None}]


async def test_a_paste_keeps_all_its_lines_and_nothing_that_a_terminal_obeys(tmp_path: Path) -> None:
    async with application(new_workspace(tmp_path)) as pilot:
        await pilot.press("slash")
        await until(pilot, lambda: len(app_of(pilot).screen_stack) == 2)
        entry = app_of(pilot).screen.focused
        assert entry is not None
        entry.post_message(events.Paste("\none two\r\n\x1b[31mthree\x00\tfour\n"))
        await until(pilot, lambda: entry.value == "one two three four")
        entry.post_message(events.Paste(" "))
        await until(pilot, lambda: entry.value == "one two three four ")


class Slow:
    """A save that takes until it may go on, as one that waits for another session; counts how often it is asked."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.may, self.asked, self.refuses = Event(), 0, refuses

    def __call__(self, _given: object) -> str:
        self.asked += 1
        assert self.may.wait(20)
        if self.refuses:
            raise Refused("somebody else was quicker")
        return "saved"


def dialogs(save: Slow) -> list[tuple[Dialog[Any], str]]:
    """One of each kind, with the key that saves."""
    return [
        (LineDialog("A line", save, value="text"), "enter"),
        (FormDialog("A form", [Field("name", "Name", value="text")], save), "ctrl+s"),
        (PickDialog("A list", [Choice("a", "Anna")], submit=save), "enter"),
    ]


@pytest.mark.parametrize("kind", range(3))
@pytest.mark.parametrize("refuses", [False, True])
async def test_a_dialog_may_be_left_while_it_saves(tmp_path: Path, kind: int, refuses: bool) -> None:
    async with application(new_workspace(tmp_path)) as pilot:
        app, save = app_of(pilot), Slow(refuses=refuses)
        dialog, key = dialogs(save)[kind]
        app.open(HelpDialog(app.actions_here()))
        await shown(pilot, HelpDialog)
        app.open(dialog)
        await shown(pilot, type(dialog))
        await pilot.press(key, "escape")
        assert isinstance(app.screen, HelpDialog)
        save.may.set()
        await until(pilot, lambda: not app._writing)
        assert isinstance(app.screen, HelpDialog)  # what is on top now is not taken away
        assert ("somebody else was quicker" in app.message) is refuses


@pytest.mark.parametrize("kind", range(3))
async def test_a_key_that_saves_pressed_twice_saves_once(tmp_path: Path, kind: int) -> None:
    async with application(new_workspace(tmp_path)) as pilot:
        app, save = app_of(pilot), Slow()
        dialog, key = dialogs(save)[kind]
        app.open(dialog)
        await shown(pilot, type(dialog))
        await pilot.press(key, key, key)
        save.may.set()
        await gone(pilot)
        assert save.asked == 1


async def test_leaving_a_long_text_twice_saves_it_once(tmp_path: Path) -> None:
    async with application(new_workspace(tmp_path)) as pilot:
        app, save = app_of(pilot), Slow()
        app.open(TextDialog("A text", "", save))
        await shown(pilot, TextDialog)
        await pilot.press("x", "escape", "escape")
        save.may.set()
        await gone(pilot)
        assert save.asked == 1


async def test_a_form_that_is_saved_while_a_text_lies_over_it_goes_with_it(tmp_path: Path) -> None:
    async with application(new_workspace(tmp_path)) as pilot:
        app, save = app_of(pilot), Slow()
        app.open(FormDialog("A form", [Field("note", "Note", "long")], save))
        await shown(pilot, FormDialog)
        await pilot.press("ctrl+s", "enter")
        await shown(pilot, TextDialog)
        save.may.set()
        await until(pilot, lambda: not app._writing)
        assert isinstance(app.screen, TextDialog)
        await pilot.press("escape")
        await gone(pilot)


async def test_a_meeting_that_another_session_deleted_is_told_when_it_is_opened(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    meeting = workspace.meetings.add(title="Review", account_id=nord(workspace), on="2026-11-20", at="10:00")
    async with application(workspace, view="week") as pilot:
        await until(pilot, lambda: "Review" in screen_text(pilot))
        workspace.meetings.remove(meeting.id)  # no poll has told the screen
        await pilot.press("enter")
        await until(pilot, lambda: "not there any more" in app_of(pilot).message)
        assert app_of(pilot).view.name == "week"


async def test_a_dialog_has_lines_for_a_terminal_that_is_larger_than_it_knows_yet(tmp_path: Path) -> None:
    async with application(new_workspace(tmp_path), size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        dialog = await shown(pilot, HelpDialog)
        lines = dialog.render_lines(Region(0, 0, 120, 36))
        assert [line.cell_length for line in lines] == [120] * 36


async def test_the_first_start_knows_no_file_in_the_home_of_nobody(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    start = FirstStart(Config(str(path), "en", "anna", TODAY), path)
    async with start.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: start.focused is not None)
        await pilot.press("down", "down", "enter")
        form = await shown(pilot, FormDialog)
        for text in ("~nobody-here/a.csv", "x" * 300):
            form.values["accounts"] = text
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "there is no such file" in form.errors.get("accounts", ""))
            form.errors.clear()
            assert form.is_active
    assert not path.exists()
