"""How the matrix of progressions is drawn: its lines, cells and feet, and a cell in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain.explained import Explained, Part
from kamtui.domain.money import format_share
from kamtui.domain.progress import ProgressItem
from kamtui.domain.progress_matrix import MatrixCell, MatrixRow, ProgressMatrix
from kamtui.domain.quarters import Quarter
from kamtui.domain.settings import MethodSettings
from kamtui.domain.today import date_words
from kamtui.domain.words import ProgressStatus
from kamtui.i18n import _, ngettext, pgettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.ui.screens.account_parts import fact, quarter_words, section
from kamtui.ui.screens.account_progress_lines import STYLES, goal_bar, status_glyph
from kamtui.ui.widgets.matrix import Entry

LEAST_TITLE, MOST_TITLE = 16, 40
CODE, WEIGHT = 4, 3
FIGURE = 3  # cells of a figure at the end of a line
WORDS_FROM = 9  # cells of a cell from which it has words
FACT = 14
OVER = (ProgressStatus.DONE, ProgressStatus.NOT_APPLICABLE)


class ProgressSheet:
    """Progressions × accounts for the matrix widget. `rows` are in order; `grouped`: under headings of their groups."""

    foot_lines = 2
    side_width = 3 * FIGURE + 3  # done, planned, stalled, and the mark of what is systematic

    def __init__(
        self,
        matrix: ProgressMatrix,
        rows: Sequence[MatrixRow],
        *,
        grouped: bool,
        note: str,
        quarter: Quarter,
        settings: MethodSettings,
    ) -> None:
        self.matrix, self.note, self.quarter, self.goal = matrix, note, quarter, settings.progress_goal
        self.rows: list[MatrixRow | str] = []
        self.lines: list[Entry] = []
        last = None
        for row in rows:
            category = row.progression.category
            if grouped and category is not last:
                last = category
                self.rows.append(label(category).capitalize())
                self.lines.append(Entry(f"-{category}", heading=True))
            self.rows.append(row)
            self.lines.append(Entry(row.progression.id))
        self.columns = [Entry(key, code) for key, code, _name in matrix.accounts]
        self._longest = max((cell_len(row.progression.title) for row in rows), default=0)

    # widths

    @property
    def title_widths(self) -> tuple[int, int]:
        """Code, title and weight."""
        fixed = 1 + CODE + WEIGHT + 1
        return fixed + LEAST_TITLE, fixed + max(LEAST_TITLE, min(MOST_TITLE, self._longest))

    # head

    def draw_corner(self, y: int, line: Line) -> None:
        """What is shown, and in which order; titles of the columns of the titles."""
        line.space()
        if y == 0:
            line.right(f" {_('weight')}", "muted")
            line.add(_("progression"), "muted")
        elif y == 1:
            line.add(self.note, "muted")
        else:
            text = "  ".join(_figures())
            line.add(text if cell_len(text) <= line.left else "", "faint")

    def draw_side_head(self, line: Line) -> None:
        """Signs of the figures."""
        for sign in _figure_signs():
            line.cell(sign, FIGURE, "muted", "right")

    # body

    def row(self, at: int) -> MatrixRow | None:
        """The progression on a line."""
        row = self.rows[at]
        return None if isinstance(row, str) else row

    def cell(self, at: int, column: int) -> MatrixCell | None:
        """The progression on a line at an account; None when it is another account's own."""
        row = self.row(at)
        return row.cells[column] if row else None

    def draw_heading(self, at: int, line: Line) -> None:
        """The group."""
        line.space().add(str(self.rows[at]), "title").space()
        line.fill(G.hline, "rule", line.width - 1)

    def draw_title(self, at: int, line: Line) -> None:
        """Code, title, weight."""
        row = self.row(at)
        if row is None:
            return
        item = row.progression
        line.space().cell(item.code, CODE, "strong" if line.selected else "muted")
        line.right(" ").right(paint.cells(str(item.weight), WEIGHT, "right"), "faint")
        line.add(item.title, "strong" if line.selected else "warn" if row.systematic.value else "text")

    def cell_spans(self, at: int, column: int, width: int) -> tuple[Span, ...]:
        """The sign of the status; `!` when stalled or missed, `~` when expired, else the quarter it is planned for."""
        cell = self.cell(at, column)
        if cell is None:
            return ()
        wordy = width >= WORDS_FROM
        sign, (mark, style) = cell_spans(cell, self.quarter, words=wordy)
        apart = wordy and len(mark) + 2 <= width
        return (sign, (f" {mark}" if apart else mark, style)) if mark else (sign,)

    def draw_side(self, at: int, line: Line) -> None:
        """At how many accounts it is done, planned, stalled."""
        row = self.row(at)
        if row is None:
            return
        for count, style in ((done_count(row), "text"), (row.planned, "muted"), (row.stalled, "bad")):
            line.cell(str(count) if count else G.dot, FIGURE, style if count else "faint", "right")
        line.add(f" {G.late}{G.late}" if row.systematic.value else "", "bad")

    # foot

    def draw_foot_title(self, y: int, line: Line) -> None:
        """What the figures are."""
        beyond = sum(share is not None and share >= self.goal for share in self.matrix.shares)
        line.space()
        if y == 0:
            line.add(_("progress, % by weight"), "muted")
        else:
            text = _("{percent} reached: {n} of {all}")
            line.add(text.format(percent=format_share(self.goal), n=beyond, all=len(self.matrix.shares)), "muted")

    def draw_foot(self, column: int, y: int, line: Line, width: int) -> None:
        """The account's progress; a bar with the mark, or a tick where it is reached."""
        share = self.matrix.shares[column]
        good = share is not None and share >= self.goal
        if y == 0:
            text = format_share(share)
            text = text if width > 5 else text.removesuffix(" %")
            line.space(width > 5).cell(
                text, width - (width > 5), "good" if good else "text", "left" if width > 5 else "right"
            )
        elif width > 8:
            line.space().spans(goal_bar(share, width - 3, self.goal)).space()
        else:
            line.space().cell(G.check if good else "", width - 1, "good")

    def empty(self, width: int) -> Sequence[Strip]:
        """What this place is for, or that nothing passed the filter."""
        if not self.matrix.accounts:
            text = _(
                "Here all progressions of all accounts will stand side by side, so that it shows where the whole "
                "portfolio is stuck. Press 2 and n to add an account: its core set of twelve comes with it."
            )
        else:
            text = _("No progression is like that now ({filter}). f shows others.").format(filter=self.note)
        return [paint.blank(width), *paint.paragraph(text, min(width - 2, 76), "muted", indent=2)]


def _figure_signs() -> tuple[str, str, str]:
    """Done, planned, stalled."""
    return G.done, G.arrow, G.late


def _figures() -> tuple[str, ...]:
    """The figures at the end of a line, signs with words."""
    words = pgettext("at accounts", "done"), pgettext("at accounts", "planned"), pgettext("at accounts", "stalled")
    return tuple(f"{sign} {word}" for sign, word in zip(_figure_signs(), words, strict=True))


def done_count(row: MatrixRow) -> int:
    """At how many accounts it counts and is done."""
    return sum(cell is not None and cell.in_set and cell.status is ProgressStatus.DONE for cell in row.cells)


def done_words(row: MatrixRow) -> str:
    """That, of the accounts where it counts and applies."""
    counted = [one for one in row.cells if one and one.in_set and one.status is not ProgressStatus.NOT_APPLICABLE]
    return _("{n} of {all}").format(n=done_count(row), all=len(counted))


def cell_spans(cell: MatrixCell, quarter: Quarter, words: bool = False) -> tuple[Span, Span]:
    """The sign of a cell and what stands beside it, with `words` days or the quarter."""
    glyph = status_glyph(cell.status)
    if not cell.in_set:
        glyph = G.dot if cell.status is ProgressStatus.NOT_STARTED else glyph
        if cell.planned is None or cell.status in OVER:
            return (glyph, "faint"), ("", "faint")
        return (glyph, "faint"), (quarter_words(cell.planned, quarter) if words else str(cell.planned.number), "faint")
    style = STYLES[cell.status]
    days = _("{n} d").format(n=cell.days) if words and cell.days is not None else ""
    if cell.stalled:
        return (glyph, "bad"), (G.late + days, "bad")
    if cell.expired:
        return (glyph, "warn"), (G.guess + days, "warn")
    planned = cell.planned
    if planned is None or cell.status in OVER:
        return (glyph, style), (days, "muted")
    when = quarter_words(planned, quarter) if words else ""
    if cell.missed:
        return (glyph, "warn"), (G.late + when, "warn")
    return (glyph, style), (when or str(planned.number), "accent" if planned == quarter else "faint")


def signs() -> tuple[tuple[str, str, str], ...]:
    """The signs of the matrix, each with its style and what it says."""
    return (
        (f"{G.open} {G.half} {G.done} {G.off}", "text", _("not started, in progress, done, not applicable")),
        (G.late, "bad", _("stalled, or its quarter missed")),
        (G.guess, "warn", _("known once, expired")),
        ("4", "accent", _("planned for that quarter")),
        (G.dot, "faint", _("not in the core set of the account")),
        (G.late * 2, "bad", _("systematic: in half or more of those that planned it")),
    )


def legend(width: int) -> list[Strip]:
    """What the signs mean."""
    strips = []
    for sign, style, words in signs():
        for index, text in enumerate(paint.wrap(words, max(8, width - 9))):
            strips.append(Line(width).cell("" if index else sign, 9, style).add(text, "muted").strip())
    return strips


def cell_words(cell: MatrixCell | None, name: str, quarter: Quarter) -> list[Span]:
    """A cell in a line of words."""
    spans: list[Span] = [(name, "title"), ("  ", "text")]
    if cell is None:
        return [*spans, (_("another account's own item"), "muted")]
    (glyph, style), _mark = cell_spans(cell, quarter)
    spans.append((f"{glyph} {label(cell.status)}", style))
    if cell.days is not None:
        days = ngettext("{n} day", "{n} days", cell.days).format(n=cell.days)
        spans.append((", " + days + (f" {G.late}" if cell.stalled else ""), "bad" if cell.stalled else "muted"))
    if cell.expired:
        spans.append((", " + _("expired"), "warn"))
    if cell.planned and cell.status not in OVER:
        words = _("{quarter} missed") if cell.missed else _("planned for {quarter}")
        text = ", " + words.format(quarter=quarter_words(cell.planned, quarter))
        spans.append((text, "warn" if cell.missed else "accent" if cell.planned == quarter else "muted"))
    if not cell.in_set:
        spans.append((", " + _("not in its core set"), "faint"))
    return spans


def cell_lines(
    item: ProgressItem | None,
    cell: MatrixCell | None,
    row: MatrixRow,
    account: str,
    evidence: str,
    quarter: Quarter,
    settings: MethodSettings,
    today: date,
    width: int,
) -> list[Strip]:
    """A cell in full: where the progression stands at the account, and at all accounts."""
    progression = row.progression
    head = f"{progression.code} {G.dot} {label(progression.category)} {G.dot} "
    strips = [Line(width).add(head + _("weight {n} of 5").format(n=progression.weight), "muted").strip()]
    strips += paint.paragraph(progression.title, width, "title")
    strips += section(account, width)
    if item is None or cell is None:
        strips += paint.paragraph(_("another account's own item"), width, "muted")
    else:
        strips += _standing(item, cell, evidence, quarter, settings, today, width)
    strips += section(_("all accounts"), width)
    done_name, planned_words, stalled_words = _figures()
    strips += fact(done_name, [(done_words(row), "text")], width, FACT)
    strips += fact(planned_words, [(str(row.planned), "text")], width, FACT)
    strips += fact(stalled_words, [(str(row.stalled), "bad" if row.stalled else "text")], width, FACT)
    if row.systematic.value:
        text = f"{G.late}{G.late} " + _("systematically stalled: i says where and for how long")
        strips += paint.paragraph(text, width, "bad")
    return strips


def _standing(
    item: ProgressItem,
    cell: MatrixCell,
    evidence: str,
    quarter: Quarter,
    settings: MethodSettings,
    today: date,
    width: int,
) -> list[Strip]:
    state = item.state
    (glyph, style), _mark = cell_spans(cell._replace(in_set=True), quarter)
    facts: list[tuple[str, list[Span]]] = [(_("status"), [(f"{glyph} {label(cell.status)}", style)])]
    if cell.status is ProgressStatus.IN_PROGRESS and cell.days is not None:
        since = item.expires_on if item.expired else state.started_on
        if since:
            facts.append((_("since"), [(date_words(since), "text")]))
        days = ngettext("{n} day", "{n} days", cell.days).format(n=cell.days)
        late = f" {G.late} " + _("stalls after {n}").format(n=settings.stalled_days) if cell.stalled else ""
        facts.append((_("in progress"), [(days + late, "bad" if cell.stalled else "text")]))
    elif cell.status is ProgressStatus.DONE and state.done_on:
        facts.append((_("done on"), [(date_words(state.done_on), "text")]))
    if item.expired:
        facts.append((_("expired"), [(_("find out anew"), "warn")]))
    elif item.expires_on:
        near = (item.expires_on - today).days <= settings.expiry_notice_days
        facts.append((_("expires"), [(date_words(item.expires_on), "warn" if near else "text")]))
    if cell.status not in OVER:
        words = quarter_words(cell.planned, quarter) or _("no quarter")
        late = f" {G.late} " + _("missed") if cell.missed else ""
        facts.append((_("planned"), [(words + late, "warn" if cell.missed else "text")]))
    if not cell.in_set:
        facts.append((_("counts"), [(_("no, not in its core set"), "muted")]))
    strips = [strip for name, spans in facts for strip in fact(name, spans, width, FACT)]
    if evidence:
        reason = cell.status is ProgressStatus.NOT_APPLICABLE
        lines = paint.wrap(evidence, width)
        strips.append(Line(width).add(_("why it does not apply") if reason else _("evidence"), "muted").strip())
        strips += [Line(width).add(line, "text").strip() for line in lines[:4]]
    elif cell.status is not ProgressStatus.DONE and item.progression.evidence_hint:
        strips.append(Line(width).add(_("what proves it"), "muted").strip())
        strips += paint.paragraph(item.progression.evidence_hint, width, "faint")
    return strips


def stuck(row: MatrixRow, accounts: Sequence[tuple[str, str, str]]) -> Explained[str]:
    """Whether a progression is systematically stalled, with the accounts and days; and where else it is stalled."""
    told = {part.label for part in row.systematic.parts}
    more = tuple(
        Part(name, cell.days, _("stalled, not planned"))
        for cell, (_key, _code, name) in zip(row.cells, accounts, strict=True)
        if cell is not None and cell.in_set and cell.stalled and name not in told
    )
    words = {True: _("systematically stalled"), False: _("not systematic"), None: _("planned nowhere")}
    return Explained(words[row.systematic.value], (*row.systematic.parts, *more), row.systematic.rule)
