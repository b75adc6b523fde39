"""The views of the Log tab, promises settled by keys, and a touch written in full or in an editor."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from kamtui.domain.words import ProgressStatus, PromiseSide, PromiseStatus
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.dialogs.text import TextDialog
from kamtui.ui.screens.account_log import LOG_VIEWS
from kamtui.ui.widgets.linelist import LineList
from kamtui.workspace import Workspace
from tests.ui.card import answered, card, gone, new_workspace, nord, screen_text, shown, typed, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path)
    key = nord(workspace)
    ivan = workspace.contacts.add(key, name="Ivan Petrov", level=5)
    workspace.touches.log_line(key, "met Petrov: likes it; they: volumes by 25.11")
    workspace.promises.add(key, side="ours", text="send samples", due=date(2026, 11, 17), contact_id=ivan.id)
    workspace.findings.add(key, kind="insight", text="They build a second plant")
    return workspace


def view(pilot: Pilot[Any], name: str) -> LineList[Any]:
    return pilot.app.screen_stack[0].query_one(f"#{name}", LineList)


def promise(workspace: Workspace, text: str) -> PromiseStatus:
    return next(one.status for one in workspace.promises.of(nord(workspace)) if one.text == text)


async def test_v_turns_to_every_view_and_round(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        for spec in (*LOG_VIEWS[1:], LOG_VIEWS[0]):
            await pilot.press("v")
            await until(pilot, lambda name=spec.name: view(pilot, name).has_focus)  # type: ignore[misc]
            assert view(pilot, spec.name).display
        await pilot.press("м")  # v
        await until(pilot, lambda: "they promised" in screen_text(pilot))
        text = screen_text(pilot)
        assert "2 promises open" in text
        assert "3 d late" in text
        assert "19 touches" not in text


async def test_a_narrow_screen_names_all_views(workspace: Workspace) -> None:
    async with card(workspace, "log", size=(80, 24)) as pilot:
        await until(pilot, lambda: "contracts" in screen_text(pilot))
        assert "they: volumes" in screen_text(pilot)  # the touch below, with what was promised


async def test_space_keeps_b_breaks_and_undo_opens_again(workspace: Workspace) -> None:
    async with card(workspace, "log", promise_id=workspace.promises.of(nord(workspace))[0].id) as pilot:
        await until(pilot, lambda: view(pilot, "promises").has_focus)
        assert view(pilot, "promises").item.text == "send samples"
        await pilot.press("space")
        await until(pilot, lambda: promise(workspace, "send samples") is PromiseStatus.KEPT)
        await until(pilot, lambda: "1 promise open · 1 settled" in screen_text(pilot))
        await pilot.press("b")
        await until(pilot, lambda: promise(workspace, "volumes") is PromiseStatus.BROKEN)
        await pilot.press("u")
        await until(pilot, lambda: promise(workspace, "volumes") is PromiseStatus.OPEN)
        await pilot.press("f")
        await until(pilot, lambda: "kept" in screen_text(pilot))
        await pilot.press("G", "space")
        await until(pilot, lambda: promise(workspace, "send samples") is PromiseStatus.OPEN)


async def test_promises_in_one_line_edited_and_deleted(workspace: Workspace) -> None:
    key = nord(workspace)
    async with card(workspace, "log") as pilot:
        await pilot.press("v")
        await until(pilot, lambda: view(pilot, "promises").has_focus)
        await pilot.press("n")
        await shown(pilot, LineDialog)
        await typed(pilot, "price list by Friday; they: a visit")
        await until(pilot, lambda: "we: price list, in 7 days; they: a visit" in screen_text(pilot))
        await pilot.press("enter")
        await gone(pilot)
        known = {one.text: one for one in workspace.promises.of(key)}
        assert (known["price list"].due, known["a visit"].side) == (date(2026, 11, 27), PromiseSide.THEIRS)
        await until(pilot, lambda: view(pilot, "promises").item.text == "price list")
        await pilot.press("e")
        form = await shown(pilot, FormDialog)
        form.values |= {"text": "new price list", "due": "somewhen"}
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "due" in form.errors)
        form.values["due"] = "1.12"
        await pilot.press("ctrl+s")
        await gone(pilot)
        changed = workspace.promises.get(known["price list"].id)
        assert (changed.text, changed.due) == ("new price list", date(2026, 12, 1))
        await until(pilot, lambda: "new price list" in screen_text(pilot))
        await pilot.press("d")
        await until(pilot, lambda: len(workspace.promises.of(key)) == 3)


async def test_an_insight_is_asked_answered_told(workspace: Workspace) -> None:
    key = nord(workspace)
    async with card(workspace, "log", finding_id=workspace.findings.of(key)[0].id) as pilot:
        await until(pilot, lambda: "to be asked" in screen_text(pilot))
        await pilot.press("space")
        await shown(pilot, LineDialog)
        await answered(pilot, "Production")
        await until(pilot, lambda: "waits for Production" in screen_text(pilot))
        await pilot.press("space")
        await shown(pilot, LineDialog)
        await answered(pilot, "yes we can")
        await until(pilot, lambda: "tell the client" in screen_text(pilot))
        await pilot.press("space")
        await until(pilot, lambda: workspace.findings.of(key)[0].told_on == date(2026, 11, 20))


async def test_notes_and_findings_are_written(workspace: Workspace) -> None:
    key = nord(workspace)
    async with card(workspace, "log") as pilot:
        await pilot.press("v", "v")
        await until(pilot, lambda: view(pilot, "notes").has_focus)
        await pilot.press("n")
        await shown(pilot, TextDialog)
        await typed(pilot, "likes tea")
        await pilot.press("escape")
        await gone(pilot)
        await until(pilot, lambda: "likes tea" in screen_text(pilot))
        await pilot.press("N")
        form = await shown(pilot, FormDialog)
        form.values |= {"text": "pumps foam", "unit": "Plant 1"}
        await pilot.press("ctrl+s")
        await gone(pilot)
        assert sorted(one.text for one in workspace.findings.of(key)) == ["They build a second plant", "pumps foam"]
        await until(pilot, lambda: view(pilot, "notes").item.text == "pumps foam")
        await pilot.press("d")
        await until(pilot, lambda: len(workspace.findings.of(key)) == 1)


async def test_the_line_goes_on_in_the_form_and_all_is_one_step(workspace: Workspace) -> None:
    key = nord(workspace)
    item = workspace.touches.provable(key)[0].progression
    async with card(workspace, "log") as pilot:
        await pilot.press("c")
        line = await shown(pilot, LineDialog)
        line.entry.take("they called yesterday: a leak; we: new drums by 25.11 > call tomorrow 10:00")
        await pilot.press("ctrl+f")
        form = await shown(pilot, FormDialog)
        assert (form.values["on"], form.values["proactive"]) == ("2026-11-19", False)
        assert (form.values["ours"], form.values["outcome"]) == ("new drums 2026-11-25", "a leak")
        form.values |= {
            "people": "Petrov",
            "usage_text": "drums leak",
            "insight_text": "x",
            "insight_told_on": "2126-01-01",
        }
        form.values["proved"] = (item.id,)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "insight_told_on" in form.errors)
        form.values |= {"insight_text": "", "insight_told_on": ""}
        await pilot.press("ctrl+s")
        await gone(pilot)
        touch = next(one for one in workspace.touches.of(key) if one.outcome == "a leak")
        assert (touch.on, touch.proactive, touch.people) == (date(2026, 11, 19), False, ("Ivan Petrov",))
        assert [one.text for one in workspace.promises.of_touch(touch.id)] == ["new drums"]
        assert [one.text for one in workspace.findings.of_touch(touch.id)] == ["drums leak"]
        assert workspace.progress.item(key, item.id).status is ProgressStatus.DONE
        task = workspace.tasks.get(touch.task_id or "")
        assert (task.title, task.due) == ("call", date(2026, 11, 21))
        await pilot.press("G")
        await until(pilot, lambda: f"proves {item.code}" in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: len(workspace.touches.of(key)) == 1)
        assert workspace.progress.item(key, item.id).status is ProgressStatus.NOT_STARTED
        assert len(workspace.promises.of(key)) == 2


async def test_conflict_overwrites_only_what_was_changed_here(workspace: Workspace) -> None:
    key = nord(workspace)
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with card(workspace, "log") as pilot:
        await pilot.press("e")
        form = await shown(pilot, FormDialog)
        assert form.values["theirs"] == "volumes 2026-11-25"
        touch = workspace.touches.of(key)[0]
        other.touches.change(touch.id, outcome="likes it much")
        form.values |= {"theirs": "volumes by 26.11; a visit", "kind": "visit"}
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "boris changed" in screen_text(pilot))
        await pilot.press("ctrl+s")
        await gone(pilot)
        now = workspace.touches.get(touch.id)
        assert (now.outcome, now.kind.value) == ("likes it much", "visit")
        assert [(one.text, one.due) for one in workspace.promises.of_touch(touch.id)] == [
            ("volumes", date(2026, 11, 26)),
            ("a visit", None),
        ]
    other.close()


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that puts the text of a file over what it is given, in a terminal that lends itself."""
    text = tmp_path / "typed.md"
    monkeypatch.setenv("VISUAL", f"cp {text}")
    monkeypatch.setattr(App, "suspend", lambda _app: nullcontext())
    return text


async def test_minutes_from_the_editor_fill_the_form(workspace: Workspace, editor: Path) -> None:
    editor.write_text("# x\npeople: Petrov, a guest\nall is well\nwe: drums by 1.12\nnext: offer by 2.12\n")
    async with card(workspace, "log") as pilot:
        await pilot.press("c")
        line = await shown(pilot, LineDialog)
        line.entry.take("met Petrov: fine > call Friday")
        await pilot.press("ctrl+e")
        await shown(pilot, PickDialog)
        await pilot.press("enter")
        form = await shown(pilot, FormDialog)
        assert (form.values["outcome"], form.values["kind"]) == ("all is well", "meeting")
        assert (form.values["people"], form.values["ours"]) == ("Petrov, a guest", "drums 2026-12-01")
        editor.write_text("all is very well\n")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: form.values["outcome"] == "all is very well")
        assert (form.values["people"], form.values["ours"]) == ("Petrov, a guest", "")
        form.values["next_step"] = "offer by 2.12"
        await pilot.press("ctrl+s")
        await gone(pilot)
        touch = next(one for one in workspace.touches.of(nord(workspace)) if one.outcome == "all is very well")
        assert touch.people == ("Ivan Petrov", "a guest")
        assert workspace.tasks.get(touch.task_id or "").due == date(2026, 12, 2)


async def test_a_note_of_which_nothing_was_written_is_left_by_escape(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        await pilot.press("v", "v")
        await until(pilot, lambda: view(pilot, "notes").has_focus)
        await pilot.press("n")
        await shown(pilot, TextDialog)
        await pilot.press("enter", "escape")
        await gone(pilot)
        assert not workspace.notes.of(nord(workspace))


async def test_a_long_text_refused_names_no_field_of_the_program(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        await pilot.press("v", "v")
        await until(pilot, lambda: view(pilot, "notes").has_focus)
        await pilot.press("n")
        dialog = await shown(pilot, TextDialog)
        dialog.area.load_text("x" * 30_000)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "longer than" in screen_text(pilot))
        assert "text:" not in screen_text(pilot)


async def test_the_agenda_is_kept_as_a_note(workspace: Workspace, editor: Path) -> None:
    editor.write_text("what we want:\n- the second plant\n")
    async with card(workspace, "log") as pilot:
        await pilot.press("c")
        await shown(pilot, LineDialog)
        await pilot.press("ctrl+e")
        await shown(pilot, PickDialog)
        await pilot.press("down", "enter")
        await until(pilot, lambda: workspace.notes.of(nord(workspace)))
        assert workspace.notes.of(nord(workspace))[0].title == "what we want:"


async def test_a_terminal_that_cannot_lend_itself_says_so(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        await pilot.press("c")
        line = await shown(pilot, LineDialog)
        line.entry.take("met Petrov: fine")
        await pilot.press("ctrl+e")
        await shown(pilot, PickDialog)
        await pilot.press("enter")
        await until(pilot, lambda: "cannot lend itself" in screen_text(pilot))
        assert line.entry.value == "met Petrov: fine"
