"""A workspace of the kit's own widgets over a fake workspace: for pilot tests of the kit, and to measure it.

`python -m tests.ui.demo` opens it in a terminal.
"""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.strip import Strip

from kamtui.domain.explained import Explained, Part
from kamtui.domain.quarters import Quarter
from kamtui.errors import InvalidFields, InvalidValue
from kamtui.ui import paint
from kamtui.ui.app import KamApp, ViewSpec
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.view import View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.grid import Card, CardGrid
from kamtui.ui.widgets.linelist import LineList, Row
from kamtui.ui.widgets.tabs import TabStrip

NAMES = (
    "Nord Foods",
    "Volga Dairy",
    "Ural Pack",
    "Baltic Fish",
    "Алтай Зерно",
    "Сибирский сыр",
    "Don Mill",
    "Kama Oil",
)


class FakeHistory:
    """Undo that only says so."""

    def __init__(self) -> None:
        self.undone = 0

    def undo(self) -> str:
        self.undone += 1
        return "task.add"

    def redo(self) -> str:
        return "task.add"


class FakeWorkspace:
    """As much of a workspace as the kit itself touches."""

    def __init__(self, rows: int = 60) -> None:
        self.login = "anna"
        self.today_date = date(2026, 11, 21)
        self.quarter = Quarter(2026, 4)
        self.history = FakeHistory()
        self.others: set[str] = set()
        self.saved: list[dict[str, Any]] = []
        self.people = [
            SimpleNamespace(
                id=str(number),
                name=f"{NAMES[number % len(NAMES)]} {number}",
                revenue=Decimal(1234567 * (number + 1) % 9_876_543),
                share=(number * 7 % 100) / 100,
                months=[(number * k * 13) % 29 for k in range(1, 13)],
            )
            for number in range(rows)
        ]

    def poll(self) -> set[str]:
        found, self.others = self.others, set()
        return found

    def warm_up(self) -> None:
        """Nothing to load."""

    def save(self, values: dict[str, Any]) -> str:
        wrong = []
        if not values["name"]:
            wrong.append(InvalidValue("name", values["name"], reason="a name is needed"))
        if values["level"] == "9":
            wrong.append(InvalidValue("level", "9", expected="1…5"))
        if wrong:
            raise InvalidFields(wrong)
        self.saved.append(values)
        return "saved"


def heading(row: Row[Any], line: Line) -> bool:
    if row.heading:
        line.add(row.item, "muted").space().fill(G.hline)
    return row.heading


class ListView(View):
    """A list with headings beside a document."""

    CONTEXTS = ("accounts",)
    ENTITIES = frozenset({"account"})
    DEFAULT_CSS = "#detail { width: 44; }"

    def compose(self) -> ComposeResult:
        with Horizontal(classes="row"):
            yield LineList(self.draw, header=self.titles, empty="Nobody yet. n adds the first.", id="people")
            yield VRule()
            yield Document(self.detail, focusable=False, id="detail")

    def titles(self, line: Line) -> None:
        line.cell("name", 24, "faint").cell("revenue", 12, "faint", "right").space(2).add("12 months", "faint")

    def draw(self, row: Row[Any], line: Line) -> None:
        if heading(row, line):
            return
        one = row.item
        line.cell(one.name, 24).cell(f"{one.revenue:,}".replace(",", " "), 12, align="right").space(2)
        line.add(paint.spark(one.months), "accent").space(2)
        full, rest = paint.bar(one.share, 10)
        line.add(full, "good").add(rest, "faint").cell(f"{one.share:.0%}", 5, "muted", "right")

    def detail(self, width: int) -> list[Strip]:
        one = self.query_one("#people", LineList).item
        if one is None:
            return []
        return [
            Line(width).space().add(one.name, "title").right("K · score 84 ", "muted").strip(),
            paint.blank(width),
            Line(width).space().cell("last touch", 14, "muted").add("Ivan Petrov, call, 12 d ago").strip(),
            Line(width).space().cell("this quarter", 14, "muted").add("3/5 tasks").strip(),
            *paint.paragraph("careful: one contact in finance, neutral", width, "warn", indent=1),
        ]

    def reload(self) -> None:
        rows: list[Row[Any]] = []
        for index, one in enumerate(self.workspace.people):
            if index % 10 == 0:
                rows.append(Row(f"h{index}", f"Group {index // 10 + 1}", heading=True))
            rows.append(Row(one.id, one))
        self.query_one("#people", LineList).set_rows(rows)

    @on(LineList.Highlighted, "#people")
    def show_detail(self) -> None:
        self.query_one("#detail", Document).redraw(to_top=True)

    def why(self) -> tuple[str, Explained[Any]]:
        parts = (
            Part("revenue, 12 months", Decimal("9876543.21"), "of it 97 % with a known cost"),
            Part("retention", 0.8),
            Part("discount", 0.1),
        )
        return "Projected LTV", Explained(Decimal("2.67"), parts, "m · r / (1 + d − r) on the last 12 months' margin")

    def copy_text(self) -> str:
        return self.query_one("#people", LineList).item.name

    def action_accounts_new(self) -> None:
        fields = [
            Field("name", "Name", hint="as it is written in the contract"),
            Field("position", "Position"),
            Field("level", "Level", value="4", hint="1…5"),
            Field("category", "Category", "choice", "K", [(c, c) for c in "KARNP"]),
            Field(
                "roles",
                "Roles",
                "multi",
                ("buyer",),
                [(r, r) for r in ("decider", "influencer", "buyer", "user", "champion", "blocker", "sponsor", "coach")],
            ),
            Field("since", "Since", preview=lambda text: f"Sat 21 Nov 2026 ({text})"),
            Field("note", "Note", "long"),
        ]
        self.kam.open(
            FormDialog("New person", fields, self.workspace.save, draft="person"),
            lambda text: self.kam.say(text, "good"),
        )


class GridView(View):
    """A contact map and a board."""

    CONTEXTS = ("today",)

    def compose(self) -> ComposeResult:
        yield TabStrip([("map", "Map"), ("plan", "Plan"), ("log", "Log")], "map", id="tabs")
        yield CardGrid(
            self.draw_card,
            draw_column=lambda column, line: line.add(column, "muted") and None,
            draw_row=lambda row, lines: lines[0].add(f" {row}", "muted") and None,
            draw_side=lambda row, lines: lines[0].add("▰▱ 1/2", "good") and None,
            row_width=16,
            side_width=8,
            skip_empty=True,
            id="map",
        )
        yield CardGrid(
            self.draw_task,
            draw_column=lambda column, line: line.add(column, "title").right("3/5 ◐", "muted") and None,
            draw_foot=lambda column, line, index: line.add("revenue 3.1 / 3.0 M", "muted") and None,
            foot_lines=1,
            id="board",
        )

    def draw_card(self, item: str, lines: Any) -> None:
        lines[0].add("▲ ", "good").add(item).add(" ★", "accent")
        lines[1].add("  CEO · 12 d", "muted")

    def draw_task(self, item: str, lines: Any) -> None:
        lines[0].add("● ", "good").add(item)

    def reload(self) -> None:
        cards = {
            ("5 Owners, CEO", "Management"): [Card("ivan", "Ivan Petrov", 2)],
            ("4 Directors", "Procurement"): [Card("anna", "A. Sokolova", 2), Card("boris", "Б. Кузнецов", 2)],
            ("4 Directors", "Finance"): [Card("paul", "P. Weiss", 2)],
            ("3 Heads", "Technical"): [Card("kim", "O. Kim", 2)],
        }
        self.query_one("#map", CardGrid).set_grid(
            ("Management", "Procurement", "Technical", "Finance"), ("5 Owners, CEO", "4 Directors", "3 Heads"), cards
        )
        tasks = {("", f"Q{n}"): [Card(f"{n}-{k}", f"Task {k} of quarter {n}") for k in range(n + 1)] for n in (1, 2, 3)}
        self.query_one("#board", CardGrid).set_grid(("Q1", "Q2", "Q3", "Q4"), ("",), tasks)


VIEWS = (
    ViewSpec("today", "Today", "1", "tests.ui.demo", "ListView"),
    ViewSpec("accounts", "Accounts", "2", "tests.ui.demo", "GridView"),
)


def demo_app(rows: int = 60) -> KamApp:
    """The application over the fake."""
    return KamApp(FakeWorkspace(rows), views=VIEWS)  # type: ignore[arg-type]


def main() -> None:
    paint.use("light" if "light" in sys.argv else "dark", paint.colour_depth())
    demo_app().run()


if __name__ == "__main__":
    import gc

    gc.disable()
    main()
