"""Frames as differences: whatever is written, the terminal shows what was meant, and little is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from benchmarks.screen import Screen
from kamtui.ui import paint
from kamtui.ui.frames import Abilities, Frames

WIDTH, HEIGHT = 24, 3
STYLES = [
    Style.parse(text)
    for text in (
        *("#d7d7d7 on #14161b", "bold #ffffff on #14161b", "#5fafff on #273349", "reverse", "underline red", ""),
        *("bold underline #d4d8e0", "bold reverse italic", "strike on #3a3a3a"),
    )
]
TEXTS = (
    *("a", "abc", " ", " " * 12, "————————————", "▰▰▰▱▱", "ддддд", "漢漢漢漢", "e\u0301\u0301\u0301\u0301"),
    *("д", "漢字", "é", "e\u0301x", "!!"),
)
pieces = st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from(STYLES)), max_size=8)
frames = st.lists(st.lists(pieces, min_size=HEIGHT, max_size=HEIGHT), min_size=1, max_size=5)


def terminal() -> Screen:
    """One that does not wrap, as Textual asks it not to."""
    screen = Screen(WIDTH, HEIGHT, lambda _answer: None)
    screen.take(b"\x1b[?7l")
    return screen


def line(parts: list[tuple[str, Style]]) -> Strip:
    return Strip([Segment(text, style) for text, style in parts]).adjust_cell_length(WIDTH, STYLES[0])


def whole(lines: list[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[one] for one in lines], Region(0, 0, WIDTH, HEIGHT))


def plainly(strip: Strip) -> str:
    """All of it, as Textual writes it."""
    return "".join(
        segment.style.render(segment.text, color_system=ColorSystem.TRUECOLOR) if segment.style else segment.text
        for segment in strip
    )


def shown(screen: Screen) -> list[list[tuple[object, ...]]]:
    """Character and look of every cell; a blank has no ink, unless it is lined or reversed."""
    found = []
    for y in range(HEIGHT):
        cells = (screen.buffer[y][x] for x in range(WIDTH))
        found.append(
            [
                (cell.data, cell.bg)
                if cell.data == " " and not (cell.underscore or cell.reverse or cell.strikethrough or cell.italics)
                else (
                    cell.data,
                    cell.fg,
                    cell.bg,
                    cell.bold,
                    cell.underscore,
                    cell.reverse,
                    cell.italics,
                    cell.strikethrough,
                )
                for cell in cells
            ]
        )
    return found


@pytest.mark.parametrize("able", [Abilities(), Abilities(True, True)])
@settings(max_examples=300)
@given(frames)
def test_differences_show_what_writing_everything_shows(
    able: Abilities, content: list[list[list[tuple[str, Style]]]]
) -> None:
    kept, screen = Frames(able), terminal()
    for number, parts in enumerate(content):
        lines = [line(one) for one in parts]
        if number % 2:  # as Textual paints widgets: pieces of the lines that changed
            chops = [{0: one.crop(0, 9), 9: one.crop(9)} for one in lines]
            frame: LayoutUpdate | ChopsUpdate = ChopsUpdate(
                chops, [(y, 0, WIDTH) for y in range(HEIGHT)], [[9, WIDTH]] * 3
            )
            lines = [Strip.join(one.values()) for one in chops]
        else:
            frame = whole(lines)
        screen.take(kept.update(frame, WIDTH, HEIGHT, ColorSystem.TRUECOLOR).encode())
        fresh = terminal()
        fresh.take("\r\n".join(plainly(one) for one in lines).encode())
        assert shown(screen) == shown(fresh)


def test_what_is_shown_already_is_not_written_again() -> None:
    kept = Frames()
    before = whole([line([("one", STYLES[0])]), line([("two", STYLES[0])]), line([])])
    kept.update(before, WIDTH, HEIGHT, ColorSystem.TRUECOLOR)
    assert kept.update(before, WIDTH, HEIGHT, ColorSystem.TRUECOLOR) == ""
    after = whole([line([("one", STYLES[0])]), line([("tow", STYLES[0])]), line([])])
    written = kept.update(after, WIDTH, HEIGHT, ColorSystem.TRUECOLOR)
    assert "ow" in written
    assert "one" not in written
    assert len(written) < 60


def test_after_a_stranger_wrote_everything_is_written() -> None:
    kept = Frames()
    frame = whole([line([("one", STYLES[0])])] * 3)
    first = kept.update(frame, WIDTH, HEIGHT, ColorSystem.TRUECOLOR)
    kept.forget()
    assert kept.update(frame, WIDTH, HEIGHT, ColorSystem.TRUECOLOR) == first


def test_an_absolute_check_of_characters_and_colours() -> None:
    screen = terminal()
    lines = [line([("ab", STYLES[1]), ("漢", STYLES[2]), ("x", STYLES[0])]), line([]), line([])]
    screen.take(Frames(Abilities(True, True)).update(whole(lines), WIDTH, HEIGHT, ColorSystem.TRUECOLOR).encode())
    row = screen.buffer[0]
    assert [row[x].data for x in range(5)] == ["a", "b", "漢", "", "x"]
    assert (row[0].fg, row[0].bg, row[0].bold) == ("ffffff", "14161b", True)
    assert (row[2].bg, row[4].bold, row[WIDTH - 1].bg) == ("273349", False, "14161b")


def test_what_lies_beside_a_painted_span_stays() -> None:
    kept, screen = Frames(), terminal()
    screen.take(kept.update(whole([line([("a title", STYLES[1])])] * 3), WIDTH, HEIGHT, ColorSystem.TRUECOLOR).encode())
    # Textual paints one widget anew: beside it stands the bare ground of the container.
    chops = [{0: line([]).crop(0, 9), 9: line([("side", STYLES[0])]).crop(0, WIDTH - 9)}] * 3
    frame = ChopsUpdate(chops, [(1, 9, WIDTH)], [[9, WIDTH]] * 3)
    screen.take(kept.update(frame, WIDTH, HEIGHT, ColorSystem.TRUECOLOR).encode())
    assert "".join(screen.buffer[1][x].data for x in range(WIDTH)).split() == ["a", "title", "side"]
    assert "side" not in "".join(screen.buffer[0][x].data for x in range(WIDTH))


def test_colours_of_the_palette_are_written_by_their_number() -> None:
    lines = [line([("ab", Style.parse("#5fafff on #14161b")), ("cd", Style.parse("#d7d7d7 on #3a3a3a"))])] * 3
    written = Frames().update(whole(lines), WIDTH, HEIGHT, ColorSystem.TRUECOLOR)
    assert "38;5;75;48;2;20;22;27m" in written
    assert "38;5;188;48;5;237m" in written


@pytest.mark.parametrize("theme", [paint._DARK, paint._LIGHT])
def test_inks_are_colours_of_the_palette(theme: dict[str, paint.Tone]) -> None:
    for name in ("text", "strong", "title", "muted", "faint", "rule", "accent", "good", "warn", "bad"):
        tone = theme[name]
        assert Color.from_ansi(tone.indexed).get_truecolor().hex == tone.rgb, name


def test_an_attribute_more_does_not_say_the_colours_again() -> None:
    lit, reversed_ = Style.parse("#123456 on #654321"), Style.parse("reverse #123456 on #654321")
    written = Frames().update(
        whole([line([("ab", lit), ("c", reversed_), ("de", lit)]), line([]), line([])]),
        WIDTH,
        HEIGHT,
        ColorSystem.TRUECOLOR,
    )
    assert "\x1b[7mc\x1b[27mde" in written


def test_the_cursor_is_left_where_it_is_wanted() -> None:
    kept, screen = Frames(), terminal()
    blank = whole([line([])] * 3)
    screen.take(kept.update(blank, WIDTH, HEIGHT, ColorSystem.TRUECOLOR, (3, 1)).encode())
    assert (screen.cursor.x, screen.cursor.y) == (3, 1)
    typed = whole([line([]), line([("   a", STYLES[0])]), line([])])
    written = kept.update(typed, WIDTH, HEIGHT, ColorSystem.TRUECOLOR, (4, 1))
    screen.take(written.encode())
    assert (screen.cursor.x, screen.cursor.y) == (4, 1)
    assert "\x1b[2;5H" not in written  # it is there already


def test_repeated_signs_are_written_once_where_the_terminal_repeats() -> None:
    rule = whole([line([("—" * 20, STYLES[0])]), line([]), line([])])
    assert "—\x1b[19b" in Frames(Abilities(repeats=True)).update(rule, WIDTH, HEIGHT, ColorSystem.TRUECOLOR)
    assert "—" * 20 in Frames().update(rule, WIDTH, HEIGHT, ColorSystem.TRUECOLOR)
