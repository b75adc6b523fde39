"""Progress by quarter: of the portfolio and of each account, planned against done, and margin growth beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.domain.explained import Explained, Part
from kamtui.domain.money import format_amount, format_share
from kamtui.domain.progress_history import QuarterShare
from kamtui.domain.quarters import Quarter
from kamtui.i18n import _, language, pgettext
from kamtui.ui import paint
from kamtui.ui.bound import Bound
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Align, Line
from kamtui.ui.screens.account_parts import quarter_words
from kamtui.ui.screens.account_progress_lines import goal_bar
from kamtui.ui.screens.account_progress_panel import quarter_note
from kamtui.ui.view import Subject
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

QUARTER = 6  # cells of a quarter in the list
CHANGE = 8
PLAN = 9
BAR = 16
AXIS = 6  # cells of the axis before the bars
SIDE_FROM = 160  # cells from which the picture stands beside the list
MOST_BAR, MOST_BAR_LINES = 6, 20
PORTFOLIO = ""
PICTURE_LINES = 11  # of the picture below the list, at least


class Course(NamedTuple):
    """The quarters of an account, or (`account_id` empty) of all together."""

    account_id: str
    name: str
    quarters: tuple[QuarterShare, ...]


class DynamicsPane(Bound, Container, inherit_css=False):
    """A line per account; the bars of the selected one; growth of margin of those beyond the mark and of the others."""

    CONTEXTS = ("dynamics",)

    def __init__(self) -> None:
        super().__init__(id="dynamics", classes="column")
        self._growth: Explained[Mapping[str, Decimal | None]] | None = None
        self._widest = 0

    def compose(self) -> ComposeResult:
        """List and picture; the style of the box says whether beside or below each other."""
        self._list: LineList[Course] = LineList(self._draw_course, header=self._draw_header, id="courses")
        self._rule = VRule()
        self._picture = Document(self._draw_picture, focusable=False, id="course")
        self._box = Container(self._list, self._rule, self._picture, classes="row")
        yield self._box

    @property
    def workspace(self) -> Workspace:
        """The open workspace."""
        return self.kam.workspace

    def on_mount(self) -> None:
        """Read at once: it was asked for."""
        self._fit()
        self.reload()
        self.screen.set_focus(self._list, scroll_visible=False)

    def on_resize(self) -> None:
        """Beside or below."""
        self._fit()

    def _fit(self) -> None:
        width, height = self.size
        beside = width >= SIDE_FROM
        self._box.styles.layout = "horizontal" if beside else "vertical"
        self._rule.display = beside
        self._list.styles.width = self._list_width() if beside else "1fr"
        lines = min(len(self._list.rows) + 1, max(5, height - PICTURE_LINES))
        self._list.styles.height = "1fr" if beside else lines
        self._picture.redraw()

    def _list_width(self) -> int:
        """Cells that the list needs beside the picture."""
        return 4 + self._widest + len(self._quarters) * QUARTER + CHANGE + PLAN

    @property
    def _quarters(self) -> Sequence[QuarterShare]:
        return self._list.rows[0].item.quarters if self._list.rows else ()

    def reload(self, account_id: str = "") -> None:
        """Read the quarters and show them; the cursor goes to the account, if one is given."""
        progress = self.workspace.progress
        found = progress.dynamics_by_account()
        courses = [Course(PORTFOLIO, _("All accounts"), progress.dynamics())]
        courses += [
            Course(key, name, found[key]) for _code, name, key in self.workspace.accounts.refs() if key in found
        ]
        self._growth = progress.growth_by_progress()
        self._widest = max(cell_len(course.name) for course in courses)
        self._list.set_rows([Row(course.account_id or "-", course) for course in courses], cursor=account_id or None)
        self._fit()

    def first_focus(self) -> LineList[Course]:
        """The list."""
        return self._list

    # the list

    def _columns(self, width: int) -> tuple[int, int, int]:
        """Cells of the name, of what was planned and done, and of the bar; what does not fit has none."""
        rest = width - len(self._quarters) * QUARTER - CHANGE - 1
        plan = PLAN if rest - PLAN > self._widest else 0
        bar = BAR + 4 if rest - plan - BAR - 4 > self._widest else 0
        return min(self._widest + 1, rest), plan, bar

    def _draw_header(self, line: Line) -> None:
        name, plan, _bar = self._columns(line.width)
        now = self.workspace.quarter
        line.cell(_("progress, %"), name, "muted")
        for one in self._quarters:
            line.cell(_short(one.quarter), QUARTER, "accent" if one.quarter == now else "muted", "right")
        line.cell(_("a year"), CHANGE, "muted", "right")
        line.cell(_("Q{number} plan").format(number=now.number), plan, "muted", "right")

    def _draw_course(self, row: Row[Course], line: Line) -> None:
        course = row.item
        name, plan, bar = self._columns(line.width)
        line.cell(course.name, name, "strong" if line.selected or not course.account_id else "text")
        goal = self.workspace.method.progress_goal
        for one in course.quarters:
            good = one.share is not None and one.share >= goal
            text = format_share(one.share).removesuffix(" %")
            line.cell((G.check if good else "") + text, QUARTER, "good" if good else "text", "right")
        change = _change(course.quarters)
        style = "faint" if not change else "good" if change > 0 else "bad"
        line.cell("–" if change is None else f"{change:+d}", CHANGE, style, "right")
        last = course.quarters[-1]
        line.cell(f"{last.kept}/{last.planned}" if last.planned else "–", plan, "muted", "right")
        if bar:
            line.space(3).spans(goal_bar(last.share, BAR, goal))

    @on(LineList.Highlighted, "#courses")
    def _moved(self) -> None:
        self._picture.redraw(to_top=True)

    @on(LineList.Selected, "#courses")
    def _opened(self, event: LineList.Selected) -> None:
        course = event.row.item
        if course.account_id:
            self.kam.show("account", account_id=course.account_id, tab="progress")

    # the picture

    def _draw_picture(self, width: int) -> list[Strip]:
        course = self._list.item
        if course is None:
            return []
        if len(self._list.rows) == 1:  # all together, and nobody
            text = _(
                "Here the progress of all accounts will stand quarter by quarter, what was planned and what was done, "
                "and beside it how their margin grew. Press 2 and n to add an account."
            )
            return [paint.blank(width), *paint.paragraph(text, min(width - 2, 76), "muted", indent=2)]
        inner, height, below = width - 2, self._picture.size.height, self.size.width < SIDE_FROM
        roomy = height > PICTURE_LINES + 4  # for blank lines, and the shares once more under their bars
        gap = [paint.blank(inner)] * roomy
        text = _("{name}: progress at the end of each quarter").format(name=course.name)
        head = [*([paint.rule(inner)] if below else ()), Line(inner).add(text, "title").strip(), *gap]
        growth = [*gap, *self._growth_lines(inner)]
        room = height - len(head) - len(growth) - 3 - roomy
        bars = self._bars(course.quarters, inner, max(3, min(MOST_BAR_LINES, room)), roomy)
        return [Strip.join([paint.blank(1), strip, paint.blank(1)]) for strip in (*head, *bars, *growth)]

    def _bars(self, quarters: Sequence[QuarterShare], width: int, height: int, shares: bool) -> list[Strip]:
        """Bars over the names of the quarters, what was planned and done in each, and if asked for the shares."""
        cell = max(QUARTER, min(12, (width - AXIS) // max(1, len(quarters))))
        goal = self.workspace.method.progress_goal
        at_goal = min(height, int(goal * height) + 1)
        strips = []
        for level in range(height, 0, -1):
            line = Line(width)
            marked = level == at_goal
            text = format_share(goal if marked else 1.0) if marked or level == height else ""
            line.cell(text, AXIS - 1, "faint", "right").space()
            for one in quarters:
                self._bar(one, line, level, height, cell, goal, marked)
            strips.append(line.strip())
        names, percents = Line(width).cell("", AXIS), Line(width).cell("%", AXIS, "muted")
        planned, kept = (
            Line(width).cell(_("plan"), AXIS, "muted"),
            Line(width).cell(pgettext("beside plan", "done"), AXIS, "muted"),
        )
        for one in quarters:
            present = one.quarter == self.workspace.quarter
            good = one.share is not None and one.share >= goal
            names.cell(_short(one.quarter), cell, "accent" if present else "muted", "center")
            percents.cell(format_share(one.share).removesuffix(" %"), cell, "good" if good else "strong", "center")
            planned.cell(str(one.planned) if one.planned else G.dot, cell, "text" if one.planned else "faint", "center")
            missed = one.planned > one.kept and not present
            text = f"{one.kept}{G.late if missed else ''}" if one.planned else G.dot
            kept.cell(text, cell, "warn" if missed else "text" if one.planned else "faint", "center")
        return [*strips, names.strip(), *([percents.strip()] if shares else ()), planned.strip(), kept.strip()]

    @staticmethod
    def _bar(one: QuarterShare, line: Line, level: int, height: int, cell: int, goal: float, marked: bool) -> None:
        """One bar's part of a line of the picture."""
        size = min(MOST_BAR, cell - 2)
        before = (cell - size) // 2
        eighths = len(G.sparks)
        filled = round((one.share or 0) * height * eighths)
        part = max(0, min(eighths, filled - (level - 1) * eighths))
        style = "good" if one.share is not None and one.share >= goal else "accent"
        back = G.ghost if marked else " "
        line.add(back * before, "faint")
        line.add(G.sparks[part - 1] * size if part else back * size, style if part else "faint")
        line.add(back * (cell - size - before), "faint")

    def _groups(self) -> list[tuple[Part, Decimal | None, float]]:
        """Beyond the mark and below it: the part, its growth, and that as a share of the larger one."""
        found = self._growth
        if found is None or found.value is None:
            return []
        growths = list(found.value.values())
        most = max((abs(growth) for growth in growths if growth is not None), default=Decimal(0)) or Decimal(1)
        parts = [part for part in found.parts if part.note]
        return [
            (part, growth, float(abs(growth) / most) if growth is not None else 0.0)
            for part, growth in zip(parts, growths, strict=True)
        ]

    def _growth_lines(self, width: int) -> list[Strip]:
        """Margin growth of both groups, a line each."""
        groups = self._groups()
        strips = [paint.rule(width, _("margin growth over 12 months: a correlation, not a forecast"))]
        name = max((cell_len(part.label) for part, _growth, _size in groups), default=0) + 2
        for part, growth, size in groups:
            line = Line(width).cell(part.label, min(name, width - 24)).cell(_growth_text(growth), 9, *_tone(growth))
            line.right(f"  {part.note}", "muted")
            line.space(2).add(G.full * round(max(0, min(40, line.left)) * size), _tone(growth)[0])
            strips.append(line.strip())
        return strips if groups else strips + paint.paragraph(_no_growth(), width, "muted")

    # what is selected

    def subject(self) -> Subject | None:
        """The account."""
        course = self._list.item
        return Subject(course.account_id, title=course.name) if course and course.account_id else None

    def why(self) -> tuple[str, Explained[Any]] | None:
        """The quarters of the line under the cursor, newest first, and how the growth was computed."""
        course, found = self._list.item, self._growth
        if course is None or found is None:
            return None
        present = self.workspace.quarter
        parts = [Part(quarter_words(one.quarter, present), *quarter_note(one)) for one in reversed(course.quarters)]
        parts.append(Part(_("Margin growth and progress"), None, found.rule))
        parts += [replace(part, value=self._figure(part)) for part in found.parts]
        share = course.quarters[-1].share
        rule = _("weight of what is done ÷ weight of all that apply, with the set and the weights of that time")
        return course.name, Explained(format_share(share), tuple(parts), rule)

    def _figure(self, part: Part) -> object:
        """A growth (it comes with the number of accounts), money, or a number."""
        if part.note:
            return _growth_text(part.value)
        return format_amount(part.value, language()) if isinstance(part.value, Decimal) else part.value

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the quarters."""
        return (
            (G.check, _("at the mark or beyond it")),
            (G.late, _("planned for that quarter and not done by its end")),
            (f"{G.full}{G.vline}{G.empty}", _("a bar with the mark")),
        )

    def copy_text(self) -> str:
        """The name and its shares."""
        course = self._list.item
        if course is None:
            return ""
        return f"{course.name}: " + ", ".join(
            f"{_short(one.quarter)} {format_share(one.share)}" for one in course.quarters
        )

    # actions

    def action_matrix_view(self) -> None:
        """To the matrix."""
        from kamtui.ui.screens.matrix import ProgressView

        self.query_ancestor(ProgressView).turn()

    def action_dynamics_back(self) -> None:
        """To the matrix."""
        self.action_matrix_view()


def _short(quarter: Quarter) -> str:
    """`Q4'26`."""
    return _("Q{number}").format(number=quarter.number) + f"'{quarter.year % 100:02}"


def _change(quarters: Sequence[QuarterShare]) -> int | None:
    """Percentage points from the same quarter of the year before; None when that is not known."""
    before, now = quarters[-5].share, quarters[-1].share
    return None if before is None or now is None else round(now * 100) - round(before * 100)


def _no_growth() -> str:
    return _("No account has a margin in both years yet.")


def _tone(growth: Decimal | None) -> tuple[str, Align]:
    """The style of a growth, for a cell at the right."""
    return "muted" if growth is None else "good" if growth > 0 else "bad", "right"


def _growth_text(value: object) -> str:
    if not isinstance(value, Decimal):
        return "–"
    text = f"{value * 100:+.1f} %"
    return text.replace(".", ",") if language() == "ru" else text
