"""The kit in a running application: moving, forms, pickers, Russian keys, the change signal, quiet when idle."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from kamtui.errors import Conflict, KamtuiError, Refused
from kamtui.ui.actions import registry
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.help import HelpDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import Choice, PickDialog
from kamtui.ui.dialogs.text import TextDialog, edit_outside
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.widgets.footer import Footer
from kamtui.ui.widgets.grid import CardGrid
from kamtui.ui.widgets.linelist import LineList, Row
from tests.ui.demo import FakeWorkspace, demo_app


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Let the application work until something holds."""
    for _ in range(400):
        if condition():
            return
        await pilot.pause(0.005)
    raise AssertionError("it did not come about")


@pytest.fixture
async def pilot() -> AsyncIterator[Pilot[Any]]:
    async with demo_app().run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "Nord Foods 0" in screen_text(pilot))
        yield pilot


def people(pilot: Pilot[Any]) -> LineList[Any]:
    return pilot.app.screen_stack[0].query_one("#people", LineList)


def workspace(pilot: Pilot[Any]) -> FakeWorkspace:
    return pilot.app.workspace  # type: ignore[attr-defined,no-any-return]


def screen_text(pilot: Pilot[Any]) -> str:
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


async def test_arrows_and_vi_keys_move_and_skip_headings(pilot: Pilot[Any]) -> None:
    assert people(pilot).cursor_id == "0"
    await pilot.press("down", "j")
    assert people(pilot).cursor_id == "2"
    await pilot.press("up", "k", "k")
    assert people(pilot).cursor_id == "0"
    await pilot.press(*["down"] * 10)
    assert people(pilot).cursor_id == "10"
    assert people(pilot).rows[people(pilot).cursor - 1].heading


async def test_a_move_repaints_two_lines_only(pilot: Pilot[Any]) -> None:
    drawn: list[str] = []
    lines = people(pilot)
    draw = lines.draw
    lines.draw = lambda row, line: (drawn.append(row.id), draw(row, line))[1]
    await pilot.press("down")
    assert drawn == ["0", "1"]


async def test_ends_and_pages(pilot: Pilot[Any]) -> None:
    await pilot.press("end")
    assert people(pilot).cursor_id == "59"
    assert people(pilot).top > 0
    await pilot.press("home")
    assert people(pilot).cursor_id == "0"
    assert people(pilot).top == 0
    await pilot.press("pagedown")
    assert people(pilot).cursor > 20


async def test_russian_layout_moves_and_opens(pilot: Pilot[Any]) -> None:
    await pilot.press("о", "о", "л")
    assert people(pilot).cursor_id == "1"
    await pilot.press("т")
    assert isinstance(pilot.app.screen, FormDialog)


async def test_a_reload_keeps_the_cursor_on_its_row(pilot: Pilot[Any]) -> None:
    await pilot.press("down", "down", "down")
    workspace(pilot).people.insert(0, workspace(pilot).people.pop())
    workspace(pilot).others = {"account"}
    await until(pilot, lambda: people(pilot).rows[1].id == "59")
    assert people(pilot).cursor_id == "3"


async def test_a_removed_row_leaves_the_cursor_in_its_place(pilot: Pilot[Any]) -> None:
    lines = people(pilot)
    lines.draw = lambda row, line: None
    lines.set_rows([Row("a", None, True), Row("b", None), Row("c", None), Row("d", None)], "c")
    assert lines.cursor_id == "c"
    lines.set_rows([Row("a", None, True), Row("b", None), Row("d", None)])
    assert lines.cursor_id == "d"
    lines.set_rows([])
    assert lines.cursor_id is None


async def test_highlight_comes_once_after_a_burst(pilot: Pilot[Any]) -> None:
    seen: list[str | None] = []
    lines = people(pilot)
    await until(pilot, lambda: lines._announced == "0")
    post = lines.post_message

    def spy(message: Any) -> bool:
        if isinstance(message, LineList.Highlighted):
            seen.append(message.row.id if message.row else None)
        return post(message)

    lines.post_message = spy  # type: ignore[method-assign]
    for _ in range(5):
        lines.action_list_down()
    await until(pilot, lambda: seen)
    assert seen == ["5"]


async def test_an_empty_list_teaches(pilot: Pilot[Any]) -> None:
    workspace(pilot).people.clear()
    pilot.app.changed({"account"})  # type: ignore[attr-defined]
    await pilot.pause()
    assert "n adds the first" in screen_text(pilot)
    await pilot.press("down", "enter", "end")


async def test_a_change_of_other_records_reloads_nothing(pilot: Pilot[Any]) -> None:
    workspace(pilot).people.clear()
    pilot.app.changed({"touch"})  # type: ignore[attr-defined]
    await pilot.pause()
    assert people(pilot).rows


async def test_a_form_saves_what_was_typed(pilot: Pilot[Any]) -> None:
    await pilot.press("n", *"Ivan", "down", "down", "down", "right", "down", "space", "ctrl+s")
    await until(pilot, lambda: not isinstance(pilot.app.screen, FormDialog))
    (saved,) = workspace(pilot).saved
    assert saved["name"] == "Ivan"
    assert saved["level"] == "4"
    assert saved["category"] == "A"
    assert saved["roles"] == ("decider", "buyer")
    await until(pilot, lambda: pilot.app.message == "saved")  # type: ignore[attr-defined]


async def test_a_form_with_errors_keeps_the_text_and_shows_them_in_place(pilot: Pilot[Any]) -> None:
    await pilot.press("n", "down", *"CEO", "down", "backspace", "9", "ctrl+s")
    await until(pilot, lambda: pilot.app.screen.errors)  # type: ignore[attr-defined]
    text = screen_text(pilot)
    assert "a name is needed" in text
    assert "1…5" in text
    assert "CEO" in text
    form = pilot.app.screen
    assert isinstance(form, FormDialog)
    assert form.field.name == "name"
    await pilot.press(*"Ivan")
    assert "a name is needed" not in screen_text(pilot)
    await pilot.press("down", "down", "backspace", "3", "ctrl+s")
    await until(pilot, lambda: workspace(pilot).saved)
    assert workspace(pilot).saved[0]["position"] == "CEO"


async def test_a_closed_form_offers_its_text_again(pilot: Pilot[Any]) -> None:
    await pilot.press("n", *"Ivan", "escape")
    await pilot.press("n")
    form = pilot.app.screen
    assert isinstance(form, FormDialog)
    assert form.values["name"] == "Ivan"
    assert form.entry.value == "Ivan"
    await pilot.press("ctrl+z")
    assert form.values["name"] == ""


async def test_keys_typed_ahead_reach_what_they_open(pilot: Pilot[Any]) -> None:
    for key in ("n", *"Ivan", "enter", *"CEO", "enter", "enter", "right", "enter", "space"):
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await until(pilot, lambda: getattr(pilot.app.screen, "values", {}).get("roles") == ("decider", "buyer"))
    form = pilot.app.screen
    assert isinstance(form, FormDialog)
    assert [form.values[name] for name in ("name", "position", "level", "category")] == ["Ivan", "CEO", "4", "A"]
    await pilot.press("escape")
    for key in ("2", "down"):
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await until(pilot, lambda: isinstance(pilot.app.focused, CardGrid) and pilot.app.focused.cursor_id == "anna")


async def test_a_conflict_is_said_at_the_foot_of_the_form(pilot: Pilot[Any]) -> None:
    def save(values: dict[str, Any]) -> str:
        raise Conflict("Ivan", "boris", "CEO")

    form = FormDialog("Edit", [*demo_fields()], save)
    pilot.app.open(form)  # type: ignore[attr-defined]
    await pilot.press(*"x", "ctrl+s")
    await until(pilot, lambda: "boris" in screen_text(pilot))
    assert form.values["name"] == "x"


def demo_fields() -> list[Any]:
    from kamtui.ui.dialogs.form import Field

    return [Field("name", "Name")]


async def test_letters_typed_in_a_form_are_text(pilot: Pilot[Any]) -> None:
    await pilot.press("n", *"q1u")
    form = pilot.app.screen
    assert isinstance(form, FormDialog)
    assert form.values["name"] == "q1u"


async def test_the_picker_filters_as_one_types(pilot: Pilot[Any]) -> None:
    got: list[str] = []
    choices = [Choice("1", "Nord Foods"), Choice("2", "Ёлкин и сыновья"), Choice("3", "Volga Dairy", also="7701")]
    pilot.app.open(PickDialog("Go to", choices), got.append)  # type: ignore[attr-defined]
    await until(pilot, lambda: isinstance(pilot.app.screen, PickDialog))
    picker = pilot.app.screen
    assert isinstance(picker, PickDialog)
    await pilot.press(*"елк")
    assert [choice.id for choice in picker.found] == ["2"]
    await pilot.press(*["backspace"] * 3, *"770")
    assert [choice.id for choice in picker.found] == ["3"]
    await pilot.press(*["backspace"] * 3, "down", "enter")
    await until(pilot, lambda: got)
    assert got == ["2"]


async def test_a_prompt_understands_and_remembers(pilot: Pilot[Any]) -> None:
    said: list[str] = []

    def submit(text: str) -> str:
        if text == "bad":
            raise Refused("cannot read that")
        said.append(text)
        return text

    def prompt() -> LineDialog[str]:
        return LineDialog("Touch", submit, understand=lambda text: f"call: {text}", history="touch")

    pilot.app.open(prompt())  # type: ignore[attr-defined]
    await pilot.press(*"bad")
    await until(pilot, lambda: "call: bad" in screen_text(pilot))
    await pilot.press("enter")
    await until(pilot, lambda: "cannot read that" in screen_text(pilot))
    await pilot.press("2", "enter")
    await until(pilot, lambda: said == ["bad2"])
    pilot.app.open(prompt())  # type: ignore[attr-defined]
    await pilot.press("up")
    assert pilot.app.screen.entry.value == "bad2"  # type: ignore[attr-defined]


async def test_leaving_a_long_text_saves_it(pilot: Pilot[Any]) -> None:
    saved: list[str] = []
    pilot.app.open(TextDialog("Block 3", "old", saved.append))  # type: ignore[attr-defined]
    await pilot.press("!", "escape")
    await until(pilot, lambda: saved == ["old!"])
    await until(pilot, lambda: not isinstance(pilot.app.screen, TextDialog))


async def test_a_long_text_that_is_refused_is_kept(pilot: Pilot[Any]) -> None:
    def save(text: str) -> None:
        raise Conflict("block 3", "boris")

    pilot.app.open(TextDialog("Block 3", "old", save))  # type: ignore[attr-defined]
    await pilot.press("!", "escape")
    await until(pilot, lambda: "boris" in screen_text(pilot))
    await pilot.press("escape")
    await until(pilot, lambda: not isinstance(pilot.app.screen, TextDialog))
    pilot.app.open(TextDialog("Block 3", "old", save))  # type: ignore[attr-defined]
    await until(pilot, lambda: pilot.app.screen.area.text == "old!")  # type: ignore[attr-defined]


async def test_why_shows_the_parts(pilot: Pilot[Any]) -> None:
    await pilot.press("i")
    assert isinstance(pilot.app.screen, WhyDialog)
    text = screen_text(pilot)
    assert "9,876,543.21" in text
    assert "of it 97 %" in text
    await pilot.press("escape")
    assert not isinstance(pilot.app.screen, WhyDialog)


async def test_help_lists_the_keys_of_the_place(pilot: Pilot[Any]) -> None:
    await pilot.press("?")
    assert isinstance(pilot.app.screen, HelpDialog)
    assert "New account" in screen_text(pilot)
    assert "New task" not in screen_text(pilot)


async def test_the_palette_runs_what_it_names(pilot: Pilot[Any]) -> None:
    await pilot.press("ctrl+p")
    await pilot.press(*"new acc", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, FormDialog))


async def test_switching_keeps_views_and_focus(pilot: Pilot[Any]) -> None:
    await pilot.press("down", "2")
    await until(pilot, lambda: isinstance(pilot.app.focused, CardGrid))
    await pilot.press("1")
    await until(pilot, lambda: pilot.app.focused is people(pilot))
    assert people(pilot).cursor_id == "1"


async def test_cards_are_walked_one_by_one(pilot: Pilot[Any]) -> None:
    await pilot.press("2")
    await until(pilot, lambda: isinstance(pilot.app.focused, CardGrid))
    grid = pilot.app.focused
    assert isinstance(grid, CardGrid)
    walk = []
    for key in ("down", "right", "left", "up", "up"):
        await pilot.press(key)
        walk.append(grid.cursor_id)
    assert walk == ["anna", "kim", "boris", "anna", "ivan"]


async def test_an_empty_column_of_a_board_can_be_stood_on(pilot: Pilot[Any]) -> None:
    await pilot.press("2")
    await until(pilot, lambda: isinstance(pilot.app.focused, CardGrid))
    await pilot.press("tab", "right", "right", "right")
    grid = pilot.app.focused
    assert isinstance(grid, CardGrid)
    assert grid.place == ("", "Q4")
    assert grid.item is None


async def test_the_footer_says_what_works_here(pilot: Pilot[Any]) -> None:
    footer = pilot.app.screen.query_one(Footer)
    await until(pilot, lambda: "new account" in footer.render_line(0).text)
    await pilot.press("2")
    await until(pilot, lambda: "new account" not in footer.render_line(0).text)
    assert footer.render_line(0).text.rstrip().endswith("? help")


async def test_a_message_goes_away_after_a_few_keys(pilot: Pilot[Any]) -> None:
    await pilot.press("u")
    await until(pilot, lambda: "undone" in pilot.app.message)  # type: ignore[attr-defined]
    assert workspace(pilot).history.undone == 1
    await pilot.press("down", "down")
    assert pilot.app.message  # type: ignore[attr-defined]
    await pilot.press("down")
    assert not pilot.app.message  # type: ignore[attr-defined]


async def test_a_refusal_goes_with_its_place(pilot: Pilot[Any]) -> None:
    app = pilot.app
    app.say("Stand on an account first.", "warn")  # type: ignore[attr-defined]
    await pilot.press("2")
    await until(pilot, lambda: not app.message)  # type: ignore[attr-defined]
    app.say("saved", "good")  # type: ignore[attr-defined]
    await pilot.press("1")
    assert app.message == "saved"  # type: ignore[attr-defined]


async def test_a_refused_write_is_a_message(pilot: Pilot[Any]) -> None:
    def refuse() -> None:
        raise Refused("there is nothing to undo")

    pilot.app.write(refuse)  # type: ignore[attr-defined]
    await until(pilot, lambda: "nothing to undo" in screen_text(pilot))


async def test_writes_run_one_after_another_and_finish_before_leaving() -> None:
    done: list[int] = []
    app = demo_app()
    async with app.run_test():
        for number in range(20):
            app.write(lambda number=number: done.append(number))  # type: ignore[misc]
        app.exit()
    assert done == list(range(20))


async def test_a_remap_works_in_the_application() -> None:
    registry.configure({"accounts.new": "b"})
    async with demo_app().run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: pilot.app.screen.focused is not None)
        await pilot.press("n")
        assert not isinstance(pilot.app.screen, FormDialog)
        await pilot.press("и")
        assert isinstance(pilot.app.screen, FormDialog)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50), (40, 10), (20, 5)])
@pytest.mark.parametrize("keys", [[], ["n"], ["?"], [":"], ["i"], ["2"]])
async def test_every_line_is_as_wide_as_the_screen(size: tuple[int, int], keys: list[str]) -> None:
    async with demo_app().run_test(size=size) as pilot:
        await until(pilot, lambda: pilot.app.screen.focused is not None)
        await pilot.press(*keys)
        await pilot.pause()
        strips = pilot.app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {size[0]}
        assert len(strips) == size[1]


async def test_a_resize_is_followed(pilot: Pilot[Any]) -> None:
    await pilot.press("end", "n")
    await pilot.resize_terminal(80, 24)
    await pilot.pause()
    assert {strip.cell_length for strip in pilot.app.screen._compositor.render_strips()} == {80}
    await pilot.press("escape")
    lines = people(pilot)
    assert lines.top <= lines.cursor < lines.top + lines.page


def test_an_outside_editor_gives_its_text_back(tmp_path: Path) -> None:
    editor = tmp_path / "my editor.sh"
    editor.write_text('#!/bin/sh\necho "$(cat "$2") и ещё" > "$2"\n')
    editor.chmod(0o700)
    assert edit_outside("начало", f"'{editor}' --wait") == "начало и ещё"


def test_an_editor_that_fails_is_said_in_words() -> None:
    with pytest.raises(KamtuiError, match="no-such-editor"):
        edit_outside("text", "no-such-editor")


async def test_ctrl_e_is_the_editor_also_in_a_text(pilot: Pilot[Any]) -> None:
    pilot.app.open(TextDialog("Block 3", "old", lambda text: text))  # type: ignore[attr-defined]
    await pilot.press("home", "ctrl+e")
    await until(pilot, lambda: "cannot lend itself" in screen_text(pilot))


def test_screen_and_containers_keep_their_stylesheet() -> None:
    from kamtui.ui.shell import Frame
    from kamtui.ui.widgets.drawn import Box

    assert {"Screen", "Frame"} <= Frame._css_type_names
    assert {"Container", "Box"} <= Box._css_type_names
