"""`x` on the plan: one line says the file, its format and how the document is to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamtui.errors import InvalidValue
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.screens.export import Wanted, understood
from kamtui.workspace.exports_plan import PLAN_ENDINGS
from tests.ui.card import card, new_workspace, screen_text, until


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("~/a.pdf", Wanted("~/a.pdf")),
        ("~/My plans/a b.PDF one page ru", Wanted("~/My plans/a b.PDF", True, "ru")),
        ("a.docx одна страница", Wanted("a.docx", True)),
        ("a.docx ~/our own.docx", Wanted("a.docx", template="~/our own.docx")),
        ("v1.docx.pdf en", Wanted("v1.docx.pdf", language="en")),
    ],
)
def test_a_line_is_understood(text: str, wanted: Wanted) -> None:
    assert understood(text, PLAN_ENDINGS) == wanted


@pytest.mark.parametrize(("text", "said"), [("a.doc", ".docx"), ("a", ".docx"), ("a.pdf in colour", "one page")])
def test_what_is_not_understood_says_what_would_be(text: str, said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        understood(text, PLAN_ENDINGS)


async def test_the_line_says_what_comes_out_and_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    async with card(new_workspace(tmp_path), "plan") as pilot:
        await pilot.press("x")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineDialog))
        dialog = pilot.app.screen
        assert isinstance(dialog, LineDialog)
        assert dialog.entry.value == "~/NORD-plan-2026.pdf"
        await until(pilot, lambda: "a PDF to hand over" in screen_text(pilot))
        dialog.entry.take("~/plan.html one page ru")
        dialog.entry_changed("~/plan.html one page ru")
        await until(pilot, lambda: "on one page · in Russian" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "written:" in screen_text(pilot))
    assert '<html lang="ru">' in (home / "plan.html").read_text(encoding="utf-8")
