"""Drawing: widths in cells, ellipses, colour depths, glyph sets."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from kamtui.ui import paint
from kamtui.ui.glyphs import G, wants_ascii
from kamtui.ui.paint import Line
from kamtui.ui.widgets.footer import message_sign


@pytest.mark.parametrize("text", ["", "abc", "Петров Иван Сергеевич", "日本語テキスト", "é́", "a\x1b[31mb\tc"])
@pytest.mark.parametrize("width", [1, 2, 5, 30])
@pytest.mark.parametrize("align", ["left", "right", "center"])
def test_cells_are_exactly_as_wide_as_asked(text: str, width: int, align: paint.Align) -> None:
    assert cell_len(paint.cells(text, width, align)) == width


def test_cells_cut_with_an_ellipsis() -> None:
    assert paint.cells("Petrov", 4) == "Pet…"
    assert paint.cells("Petrov", 8, "right") == "  Petrov"


def test_nothing_comes_after_an_ellipsis() -> None:
    line = Line(6).add("ab ", "text").add(" cde", "muted").add("fg", "text")
    assert line.strip().text == "ab  c…"
    assert Line(6).add("ab c defg").add("h").strip().text == "ab c… "
    assert Line(5).add("红红红").add("x").strip().text == "红红…"


def test_nothing_that_a_terminal_obeys_is_drawn() -> None:
    assert paint.clean("a\x1b[2Jb\r\nc\x9b") == "a[2Jb c"
    assert paint.clean("1\u202f234\xa0₽") == "1 234 ₽"


def test_a_line_is_always_as_wide_as_asked() -> None:
    line = Line(20).add("a long text that does not fit").right("123")
    strip = line.strip()
    assert strip.cell_length == 20
    assert strip.text.endswith("123")
    assert "…" in strip.text


def test_right_parts_stack_from_the_edge() -> None:
    assert Line(10).add("ab").right("z").right("y").strip().text == "ab      yz"


def test_wrapping_keeps_line_breaks_and_breaks_long_words() -> None:
    assert paint.wrap("one two\nthree", 7) == ["one two", "three"]
    assert paint.wrap("abcdefgh", 3) == ["abc", "def", "gh"]


def test_bars_and_sparklines() -> None:
    assert paint.bar(0.62, 10) == ("▰▰▰▰▰▰", "▱▱▱▱")
    assert paint.bar(None, 3) == ("", "▱▱▱")
    assert paint.bar(1.4, 3) == ("▰▰▰", "")
    assert paint.spark([0, 5, 10]) == "▁▅█"
    assert paint.spark([0, -3]) == "▁▁"


def test_colour_depth_is_told_by_the_environment() -> None:
    assert paint.colour_depth({"TERM": "xterm-256color", "COLORTERM": "truecolor"}) == "truecolor"
    assert paint.colour_depth({"TERM": "screen-256color"}) == "256"
    assert paint.colour_depth({"TERM": "xterm"}) == "16"
    assert paint.colour_depth({"TERM": "xterm", "COLORTERM": "truecolor", "NO_COLOR": ""}) == "none"


def test_without_colour_the_cursor_is_reversed_and_signs_are_bold() -> None:
    paint.use("dark", "none")
    assert paint.style("text", "cursor").reverse
    assert paint.style("bad").bold
    assert paint.style("bad").color is None


@pytest.mark.parametrize(
    ("environ", "ascii_only"),
    [
        ({}, False),
        ({"LANG": "C"}, False),
        ({"TERM": "linux"}, True),
        ({"TERM": "dumb", "LANG": "en_US.UTF-8"}, True),
        ({"TERM": "linux", "LANG": "ru_RU.UTF-8"}, False),
        ({"LANG": "ru_RU.KOI8-R"}, True),
        ({"LANG": "ru_RU.KOI8-R", "LC_ALL": "ru_RU.utf8"}, False),
        ({"LANG": "C.UTF-8"}, False),
    ],
)
def test_ascii_is_for_terminals_that_cannot_do_better(environ: dict[str, str], ascii_only: bool) -> None:
    assert wants_ascii(environ) is ascii_only


def test_the_ascii_set_reaches_every_drawn_text() -> None:
    G.use(ascii_only=True)
    line = Line(12).add("12 d · «late»… and more")
    assert line.strip().text.isascii()
    assert all(glyph.isascii() for name, glyph in vars(G).items() if name != "ascii")


def test_all_glyphs_are_one_cell_wide() -> None:
    for ascii_only in (False, True):
        G.use(ascii_only)
        glyphs = {name: glyph for name, glyph in vars(G).items() if name not in ("ascii", "sparks")}
        assert {name: cell_len(glyph) for name, glyph in glyphs.items()} == dict.fromkeys(glyphs, 1)


@pytest.mark.parametrize("kind", ["info", "good", "warn", "bad"])
def test_messages_of_the_footer_have_signs_of_the_set(kind: str) -> None:
    assert message_sign("good") == "✓"
    G.use(ascii_only=True)
    assert message_sign(kind).isascii()


def test_empty_lines_are_cut_as_any_other() -> None:
    line, same = paint.blank(10, "panel"), Line(10, "panel").strip()
    assert line == same
    for cuts in ([10], [3, 10], [3, 7], [4, 12]):
        assert list(line.divide(cuts)) == list(same.divide(cuts))
        assert [strip.cell_length for strip in line.divide(cuts)] == [s.cell_length for s in same.divide(cuts)]
