"""`/`: hits as one types, and the way to each of them; the palette, by any word of an action."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from threading import Event

import pytest

from kamtui.db import tables
from kamtui.domain.search import Hit
from kamtui.i18n import set_language
from kamtui.ui.dialogs.find import FindDialog
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.palette import PaletteDialog
from kamtui.ui.dialogs.pick import SCATTERED, folded
from kamtui.ui.dialogs.text import TextDialog
from kamtui.ui.keymap import ACTIONS
from kamtui.workspace import Workspace
from tests.ui.card import app_of, application, gone, new_workspace, nord, screen_text, shown, typed, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path)
    workspace.accounts.add(name="Volga", code="VOLGA")
    return workspace


async def test_it_goes_to_an_account(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("/")
        await shown(pilot, FindDialog)
        await typed(pilot, "volg")
        await pilot.press("enter")
        await until(pilot, lambda: app_of(pilot).view.name == "account" and "VOLGA" in screen_text(pilot))


async def test_it_goes_to_a_person(workspace: Workspace) -> None:
    person = workspace.contacts.add(nord(workspace), name="Ivan Petrov", level=5, function="management")
    async with application(workspace) as pilot:
        await pilot.press(".")  # /
        await shown(pilot, FindDialog)
        await typed(pilot, "petrov")
        await pilot.press("enter")
        await until(pilot, lambda: app_of(pilot).view.name == "person" and "Ivan Petrov" in screen_text(pilot))
        assert app_of(pilot).view.contact_id == person.id


async def test_hits_stand_under_their_kinds_with_their_words(workspace: Workspace) -> None:
    key = nord(workspace)
    workspace.contacts.add(key, name="Anna Kern", position="Head of [b]quality[/b]")
    workspace.tasks.add(title="Ask for the quality report", account_id=key, quarter="2026-Q4", due=date(2026, 11, 18))
    workspace.touches.log(key, kind="call", people=["Anna Kern"], outcome="the quality is better")
    async with application(workspace) as pilot:
        await pilot.press("/")
        dialog = await shown(pilot, FindDialog)
        await typed(pilot, "qualities")
        await until(pilot, lambda: "Touches" in screen_text(pilot))
        lines = [line.strip("│ ▎").strip() for line in screen_text(pilot).splitlines()]
        at = next(index for index, line in enumerate(lines) if line.startswith("People"))
        assert [line.split("  ")[0].split(" ─")[0] for line in lines[at : at + 6]] == [
            *("People", "· Anna Kern", "Tasks", "○ Ask for the quality report", "Touches", "· call, Anna Kern")
        ]
        assert "position: Head of [b]quality[/b]" in lines[at + 1]
        assert lines[at + 3].endswith("2 d ago")
        assert "3 found" in screen_text(pilot)
        strips = dialog.content(dialog.inner_width)
        loud = {s.text for strip in strips for s in strip if s.style and s.style.bold and "qualit" in s.text.lower()}
        assert loud == {"quality"}


async def test_what_was_found_is_seen_on_a_narrow_screen(workspace: Workspace) -> None:
    key = nord(workspace)
    workspace.tasks.add(title="Find out what has become of the old offer for Zeta", account_id=key)
    result = "Invited to the steering group of their new works in the south, for zeta of all things"
    workspace.tasks.add(title="Take part in the strategy session", account_id=key, result=result)
    workspace.tasks.add(title="Zeta", account_id=key, result="They said that it could wait")
    async with application(workspace, size=(80, 24)) as pilot:
        await pilot.press("/")
        dialog = await shown(pilot, FindDialog)
        await typed(pilot, "zeta")
        await until(pilot, lambda: "3 found" in screen_text(pilot))
        lines = [strip.text for strip in dialog.content(dialog.inner_width)]
        assert sum("zeta" in line.lower() for line in lines) == 3


async def test_pages_of_hits_are_turned(workspace: Workspace) -> None:
    for number in range(40):
        workspace.tasks.add(title=f"Zeta {number}", account_id=nord(workspace))
    async with application(workspace) as pilot:
        await pilot.press("/")
        dialog = await shown(pilot, FindDialog)
        await typed(pilot, "zeta")
        await until(pilot, lambda: "40 found" in screen_text(pilot))
        await pilot.press("pagedown")
        assert dialog.cursor > 10
        await pilot.press("pagedown", "pagedown", "pagedown")
        assert dialog.cursor == 39
        await pilot.press("pageup", "pageup", "pageup", "pageup")
        assert dialog.cursor == 0
        assert "Tasks" in screen_text(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_each_hit_leads_to_its_place(workspace: Workspace, size: tuple[int, int]) -> None:
    key = nord(workspace)
    task = workspace.tasks.add(title="Alpha offer", account_id=key, quarter="2026-Q4")
    for number in range(30):
        workspace.touches.log(key, on=date(2026, 10, number + 1), kind="call", people=["A"], outcome=f"talk {number}")
    touch = workspace.touches.log(key, on=date(2026, 1, 5), kind="call", people=["A"], outcome="Beta was mentioned")
    goal = workspace.plans.add_goal(key, 2026, title="Gamma is sold")
    with workspace.step("test", "x") as step:
        for title in ("Zero", "Delta line"):
            initiative = tables.Initiative(account_id=key, title=title, noted_on=date(2026, 1, 1))
            step.session.add(initiative)
    item = [one for one in workspace.progress.of(key).items if one.in_set][3].progression
    workspace.progress.change(key, item.code, status="done", evidence="Epsilon was shown")
    loose = workspace.tasks.add(title="Omega of nobody")
    async with application(workspace, size=size) as pilot:
        app = app_of(pilot)

        async def go(text: str) -> None:
            await pilot.press("/")
            await shown(pilot, FindDialog)
            await typed(pilot, text)
            await pilot.press("enter")
            await gone(pilot)

        await go("alpha")
        await until(pilot, lambda: app.query("#board") and app.query_one("#board").cursor_id == task.id)
        assert app.focused is app.query_one("#board")
        await go("beta")
        await until(pilot, lambda: app.query("#log") and app.query_one("#log").cursor_id == touch.id)
        await go("gamma")
        await until(pilot, lambda: app.focused is app.query_one("#goals"))
        assert app.query_one("#goals").cursor_id == goal.id
        await go("delta")
        await until(pilot, lambda: app.query("#block-4") and app.focused is app.query_one("#block-4"))
        assert app.query_one("#block-4").cursor_id == initiative.id
        await go("epsilon")
        await until(pilot, lambda: app.query("#progress-list") and app.focused is app.query_one("#progress-list"))
        assert app.query_one("#progress-list").cursor_id == item.id
        await pilot.press("/")
        await shown(pilot, FindDialog)
        await typed(pilot, "omega")
        await pilot.press("enter")
        form = await shown(pilot, FormDialog)
        assert form.values["title"] == loose.title


async def test_a_part_of_the_wallet_and_a_comment_of_a_review_are_stood_on(workspace: Workspace) -> None:
    key = nord(workspace)
    workspace.wallet.add(key, year=2026, amount="40 M", source="tender board")
    wanted = workspace.wallet.add(key, year=2026, amount="5 M", supplier="Theta Films", source="their buyer")
    workspace.plans.write_review(key, "2026-Q3", None, kam_comment="Iota came late")
    async with application(workspace) as pilot:
        app = app_of(pilot)
        await pilot.press("/")
        await shown(pilot, FindDialog)
        await typed(pilot, "theta")
        await pilot.press("enter")
        await until(pilot, lambda: app.query("#block-3") and app.focused is app.query_one("#block-3"))
        assert app.query_one("#block-3").cursor_id == wanted.id
        await pilot.press("/")
        await shown(pilot, FindDialog)
        await typed(pilot, "iota")
        await pilot.press("enter")
        await until(pilot, lambda: app.view.name == "review" and "Iota came late" in screen_text(pilot))


@pytest.mark.parametrize("kind", ["promises", "notes", "escalations", "tenders", "contracts"])
async def test_records_of_the_log_are_stood_on(workspace: Workspace, kind: str) -> None:
    key, when = nord(workspace), datetime(2026, 11, 2, 9)
    with workspace.step("test", "x") as step:
        for title in ("Kappa", "Lambda", "Sigma"):
            row: tables.Keyed = {
                "promises": lambda title=title: tables.Promise(account_id=key, side="ours", text=title),
                "notes": lambda title=title: tables.Note(account_id=key, text=title, on_date=when.date()),
                "escalations": lambda title=title: tables.Escalation(
                    account_id=key, title=title, opened_at=when, due_at=when
                ),
                "tenders": lambda title=title: tables.Tender(account_id=key, title=title),
                "contracts": lambda title=title: tables.Contract(account_id=key, title=title),
            }[kind]()
            step.session.add(row)
            if title == "Lambda":
                wanted = row.id
    async with application(workspace) as pilot:
        await pilot.press("/")
        await shown(pilot, FindDialog)
        await typed(pilot, "lambda")
        await pilot.press("enter")
        await gone(pilot)
        app = app_of(pilot)
        await until(pilot, lambda: app.query(f"#{kind}") and app.query_one(f"#{kind}").cursor_id == wanted)
        await until(pilot, lambda: app.focused is app.query_one(f"#{kind}"))


async def test_a_note_of_nobody_is_shown_whole(workspace: Workspace) -> None:
    with workspace.step("test", "x") as step:
        step.session.add(tables.Note(text="Omicron\nand the rest of it", on_date=date(2026, 11, 2)))
    async with application(workspace) as pilot:
        await pilot.press("/")
        await shown(pilot, FindDialog)
        await typed(pilot, "omicron")
        await pilot.press("enter")
        await shown(pilot, TextDialog)
        await until(pilot, lambda: "and the rest of it" in screen_text(pilot))
        await pilot.press("escape")
        await gone(pilot)


async def test_earlier_searches_are_offered_again(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        for text in ("volga", "nord"):
            await pilot.press("/")
            await shown(pilot, FindDialog)
            await typed(pilot, text)
            await pilot.press("enter")
            await gone(pilot)
        await pilot.press("/")
        dialog = await shown(pilot, FindDialog)
        await until(pilot, lambda: "what you looked for before" in screen_text(pilot))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "VOLGA" in screen_text(pilot) and dialog.entry.value == "volga")
        await pilot.press("ctrl+u")
        await until(pilot, lambda: "what you looked for before" in screen_text(pilot))
        await pilot.press("up", "enter")
        await until(pilot, lambda: dialog.entry.value == "volga" and "1 found" in screen_text(pilot))
        await pilot.press("escape")
        await gone(pilot)


async def test_answers_to_what_was_typed_before_are_dropped(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, asked = Event(), []
    find = workspace.search.find

    def slow(text: str, limit: int) -> tuple[Hit, ...]:
        asked.append(text)
        if text == "n":
            release.wait(10)
        return find(text, limit)

    monkeypatch.setattr(workspace.search, "find", slow)
    async with application(workspace) as pilot:
        await pilot.press("/")
        dialog = await shown(pilot, FindDialog)
        await until(pilot, lambda: dialog._ready)
        await typed(pilot, "n")
        await until(pilot, lambda: asked == ["n"])
        await pilot.press("backspace")
        await typed(pilot, "vol")  # keys are taken while the answer is on its way
        assert dialog.entry.value == "vol"
        await pilot.press("enter")
        assert pilot.app.screen is dialog
        release.set()
        await gone(pilot)
        assert asked == ["n", "vol"]
        await until(pilot, lambda: app_of(pilot).view.name == "account" and "VOLGA" in screen_text(pilot))


async def test_names_are_there_while_the_rest_is_read(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.tasks.add(title="Volga task", account_id=nord(workspace))
    release = Event()
    prepare = workspace.search.prepare

    def slow() -> None:
        release.wait(10)
        prepare()

    monkeypatch.setattr(workspace.search, "prepare", slow)
    async with application(workspace) as pilot:
        await pilot.press("/")
        await shown(pilot, FindDialog)
        await typed(pilot, "volga")
        await until(
            pilot, lambda: "accounts and people so far" in screen_text(pilot) and "Accounts" in screen_text(pilot)
        )
        assert "Volga task" not in screen_text(pilot)
        release.set()
        await until(pilot, lambda: "Volga task" in screen_text(pilot))
        await pilot.press("escape")
        await gone(pilot)


async def test_what_is_nowhere_is_said(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("/")
        await shown(pilot, FindDialog)
        await until(pilot, lambda: "type a part of a word" in " ".join(screen_text(pilot).split()))
        await typed(pilot, "zzzzqqqq")
        await until(pilot, lambda: "Nothing has these words." in screen_text(pilot))
        await pilot.press("enter", "escape")
        await gone(pilot)


async def test_a_dialog_closed_while_it_looks_is_forgotten(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        for _ in range(3):
            await pilot.press("/", "n", "escape")
        await gone(pilot)
        await pilot.press("/")
        await shown(pilot, FindDialog)


@pytest.mark.parametrize("code", ["en", "ru"])
def test_the_palette_finds_every_action_by_its_words(code: str) -> None:
    set_language(code)
    dialog = PaletteDialog(ACTIONS)
    texts = {choice.id: dialog._folded[index] for index, choice in enumerate(dialog.choices)}
    assert texts.keys() == {action.id for action in ACTIONS} - {"app.palette"}
    for choice in dialog.choices:
        for word in folded(choice.label).split():
            part = word[: max(3, len(word) // 2 + 1)]
            found = dialog.rank(texts[choice.id], part)
            assert found is not None, (choice.id, part)
            assert found < SCATTERED, (choice.id, part)


def test_the_palette_understands_word_forms_and_english() -> None:
    set_language("ru")
    dialog = PaletteDialog(ACTIONS)
    for query, action in (("касания", "app.touch"), ("записать касания", "app.touch"), ("undo", "app.undo")):
        place = [choice.id for choice in dialog.choices].index(action)
        found = dialog.rank(dialog._folded[place], query)
        assert found is not None, query
        assert found < SCATTERED, query


async def test_the_palette_has_what_has_lost_its_key(workspace: Workspace) -> None:
    async with application(workspace, view="account", account_id=nord(workspace), tab="log") as pilot:
        app = app_of(pilot)
        assert "app.next_pane" not in [action.id for action in app.actions_here()]
        await pilot.press(":")
        await shown(pilot, PaletteDialog)
        await typed(pilot, "previous account")
        await pilot.press("enter")
        await until(pilot, lambda: "VOLGA" in screen_text(pilot))
        assert "app.next_pane" in [action.id for action in app.actions_here(without_key=True)]
