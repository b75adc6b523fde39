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
        ("a.docx ru ~/our own.docx", Wanted("a.docx", language="ru", template="~/our own.docx")),
        ("a.docx ~/our own.docx en", Wanted("a.docx", language="en", template="~/our own.docx")),
        ("~/company.docx template ru", Wanted("~/company.docx", language="ru", example=True)),
        ("~/шаблон.docx шаблон", Wanted("~/шаблон.docx", example=True)),
        ("v1.docx.pdf en", Wanted("v1.docx.pdf", language="en")),
    ],
)
def test_a_line_is_understood(text: str, wanted: Wanted) -> None:
    assert understood(text, PLAN_ENDINGS) == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a.doc", ".docx"),
        ("a", ".docx"),
        ("a.pdf in colour", "one page"),
        ("a.pdf template", "company.docx template"),
        ("a.docx one page template", "company.docx template"),
    ],
)
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


async def test_an_example_of_a_template_and_a_plan_by_it_come_by_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with card(new_workspace(tmp_path), "plan") as pilot:
        for line, said in (
            ("~/company.docx template", "an example of a template"),
            ("~/nord.docx ru ~/company.docx", "in the template ~/company.docx · in Russian"),
        ):
            await pilot.press("x")
            await until(pilot, lambda: isinstance(pilot.app.screen, LineDialog))
            dialog = pilot.app.screen
            assert isinstance(dialog, LineDialog)
            dialog.entry.take(line)
            dialog.entry_changed(line)
            await until(pilot, lambda said=said: said in screen_text(pilot))
            await pilot.press("enter")
            await until(pilot, lambda: not isinstance(pilot.app.screen, LineDialog))
    assert (tmp_path / "nord.docx").is_file()


async def test_a_review_takes_no_word_for_an_example(tmp_path: Path) -> None:
    from kamtui.ui.screens.export import _paper

    with pytest.raises(InvalidValue, match="template"):
        _paper("a.docx template", template=True)
