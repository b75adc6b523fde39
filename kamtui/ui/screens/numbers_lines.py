"""Lines of the numbers: figures with their course, attention beside potential, and the plot at the side."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain.numbers import FAR_OFF, WEEK, Attention, Pick, What, course
from kamtui.domain.words import TouchKind
from kamtui.exchange.numbers_paper import change_words, figure_names, period_words, potential_amount
from kamtui.exchange.plan_document import share
from kamtui.i18n import _, pgettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.widgets.linelist import Row
from kamtui.workspace.reports import Report

_NUMBER, _COUNT, _AMOUNT, _NAME, _BAR = 7, 9, 12, 22, 12
_DONE, _ATTENTION = "done", "attention"
_LEAST_FULL = 5.0  # so many fill a bar at least, lest one touch looks like much


class Figure(NamedTuple):
    """A line: how many of a part there are now and were before, and in each period; or an account's attention.

    `share`: the line is the share of proactive touches, not their number. `title` is of a heading.
    """

    pick: Pick
    name: str
    now: int = 0
    before: int = 0
    course: tuple[int, ...] = ()
    attention: Attention | None = None
    share: bool = False


def rows(report: Report) -> list[Row[Figure]]:
    """What was done, touches by kind, attention beside potential; headings between."""
    found = [_heading(_DONE, _("What was done"))]
    names = figure_names() | {What.MOVED: _("Tasks moved"), What.GAINED: _("Contacts gained")}  # short: for one line
    for what, name in names.items():
        found.append(_row(report, Pick(what), name, getattr(report.now, what), getattr(report.before, what)))
        if what is What.PROACTIVE:
            share_row = found[-1].item._replace(name=_("Proactive share"), share=True)
            found[-1] = Row(what, share_row)
    found.append(_heading("kinds", _("Touches by kind")))
    kinds = [kind for kind in TouchKind if any(kind in one.kinds for _period, one in report.course)]
    for kind in kinds:
        pick = Pick(What.TOUCHES, kind)
        found.append(_row(report, pick, label(kind), report.now.kinds.get(kind, 0), report.before.kinds.get(kind, 0)))
    if not kinds:
        found.pop()
    if report.attention:
        found.append(_heading(_ATTENTION, pgettext("heading", "Attention")))
    for one in report.attention:
        row = _row(report, Pick(What.TOUCHES, account_id=one.account_id), one.name, one.touches, 0)
        found.append(Row(f"account:{one.account_id}", row.item._replace(attention=one)))
    return found


def _heading(part: str, title: str) -> Row[Figure]:
    return Row(f"heading:{part}", Figure(Pick(What.TOUCHES), title), heading=True)


def _row(report: Report, pick: Pick, name: str, now: int, before: int) -> Row[Figure]:
    counts = tuple(course(report.tallies, report.periods, pick))
    return Row(f"{pick.what}:{pick.kind or ''}", Figure(pick, name, now, before, counts))


def proactive_shares(report: Report) -> list[float | None]:
    """The share of proactive touches in each period."""
    return [figures.proactive_share for _period, figures in report.course]


def draw(row: Row[Figure], line: Line, report: Report) -> None:
    """One line of the list."""
    one = row.item
    if row.heading:
        _draw_heading(row.id.removeprefix("heading:"), one.name, line)
    elif one.attention is not None:
        _draw_attention(one.attention, line)
    else:
        _draw_figure(one, line, report)


def _draw_heading(part: str, title: str, line: Line) -> None:
    """A title on a rule, with the names of its columns where these are."""
    line.add(f"{title} ", "muted")
    if part == _DONE:
        names, start = [(_("Now"), _COUNT), (_("Before"), _COUNT), ("+/−", _COUNT)], _name_width(line.width)
    elif part == _ATTENTION:
        start = _NAME
        names = [(_("Touches"), _NUMBER + 1), (_("Share"), _NUMBER), (_("Potential"), _AMOUNT), (_("Share"), _NUMBER)]
    else:
        names, start = [], 0
    for name, cells in names:
        start += cells
        line.fill(G.hline, until=start - cell_len(name) - 1).add(f" {name}", "faint")
    line.space(bool(names)).fill(G.hline)


def _name_width(width: int) -> int:
    """Cells of the name of a figure before its three numbers."""
    return max(8, min(_NAME + 8, width - 3 * _COUNT))


def _draw_figure(one: Figure, line: Line, report: Report) -> None:
    line.cell(one.name, _name_width(line.width), "strong" if line.selected else "text")
    if one.share:
        line.cell(share(report.now.proactive_share), _COUNT, "strong", "right")
        line.cell(share(report.before.proactive_share), _COUNT, "muted", "right").cell("", _COUNT)
        heights = [value or 0.0 for value in proactive_shares(report)]
    else:
        gap = one.now - one.before
        line.cell(str(one.now), _COUNT, "strong", "right").cell(str(one.before), _COUNT, "muted", "right")
        line.cell(change_words(one.now, one.before), _COUNT, "muted" if not gap else "text", "right")
        heights = [float(count) for count in one.course]
    if line.left > len(heights) + 1:
        line.space(2).add(paint.spark(heights), "accent")


def _draw_attention(one: Attention, line: Line) -> None:
    short = one.gap is not None and one.gap <= -FAR_OFF
    tone = "bad" if short else "text"
    line.cell(
        f"{one.name}{' ' + G.late if short else ''}", _NAME, "bad" if short else "strong" if line.selected else "text"
    )
    line.cell(str(one.touches), _NUMBER + 1, tone, "right").cell(share(one.share), _NUMBER, tone, "right")
    line.cell(potential_amount(one), _AMOUNT, "muted", "right")
    line.cell(share(one.potential_share), _NUMBER, "muted", "right")
    if line.left > _BAR + 2:
        line.space(2).spans(bullet(one, min(line.left - 2, 2 * _BAR)))


def bullet(one: Attention, width: int) -> list[tuple[str, str]]:
    """The share of attention as a bar of a whole of half of all, or more; a mark is where that of potential ends."""
    whole = max(0.5, one.share or 0, one.potential_share or 0)
    filled, empty = paint.bar((one.share or 0) / whole, width)
    short = one.gap is not None and one.gap <= -FAR_OFF
    signs = [(char, "bad" if short else "accent") for char in filled] + [(char, "faint") for char in empty]
    if one.potential_share is not None:
        signs[min(width - 1, int(one.potential_share / whole * width))] = (G.vline, "warn")
    return signs


def plot(one: Figure, report: Report, width: int, shown: int) -> list[Strip]:
    """The last periods below each other with a bar each: of touches the proactive part is filled, the rest is not."""
    names = [period_words(period) for period in report.periods]
    column = max(*map(cell_len, names), cell_len(_("Potential"))) + 1
    whole = one.share
    values = [100 * (value or 0) for value in proactive_shares(report)] if whole else [float(n) for n in one.course]
    split = one.pick.what is What.TOUCHES
    begun = course(report.tallies, report.periods, one.pick._replace(what=What.PROACTIVE)) if split else one.course
    most = 100.0 if whole else max(*values, _LEAST_FULL)
    room = max(4, width - column - 8)
    lines = [Line(width).space().add(plot_title(one, report), "strong").strip()]
    if one.attention is not None:
        lines += _two_bars(one.attention, width, column, room)
    for at, (name, value) in list(enumerate(zip(names, values, strict=True)))[-shown:]:
        last = at == len(names) - 1
        line = Line(width).space().cell(name, column, "accent" if last else "muted")
        text = share(proactive_shares(report)[at]) if whole else str(one.course[at])
        line.cell(text, 6, "strong" if last else "text", "right").space()
        cells = max(value > 0, round(value / most * room))
        filled = min(cells, round(begun[at] / most * room)) if split else cells
        line.add(G.full * filled, "accent").add(G.empty * (cells - filled), "accent")
        lines.append(line.strip())
    if split:
        lines.append(Line(width).space().add(f"{G.full} ", "accent").add(_("we began"), "muted")
                     .add(f"  {G.empty} ", "accent").add(_("they began"), "muted").strip())  # fmt: skip
    return lines


def _two_bars(one: Attention, width: int, column: int, room: int) -> list[Strip]:
    """The share of attention above that of potential, to one scale, and what they say together."""
    most = max(one.share or 0, one.potential_share or 0) or 1.0
    names = (pgettext("heading", "Attention"), one.share), (_("Potential"), one.potential_share)
    lines = []
    for name, part in names:
        line = Line(width).space().cell(name, column, "muted").cell(share(part), 6, "text", "right").space()
        lines.append(line.add(G.full * round((part or 0) / most * room), "warn").strip())
    return [*lines, Line(width).space().add(attention_words(one), "text").strip()]


def plot_title(one: Figure, report: Report) -> str:
    """What the plot shows."""
    name = one.name
    if one.attention is not None:
        name = _("Touches with {name}").format(name=one.name)
    elif one.pick.kind is not None:
        name = _("Touches: {kind}").format(kind=one.name)
    told = _("{what}, week by week") if report.period.kind == WEEK else _("{what}, month by month")
    return told.format(what=name)


def attention_words(one: Attention) -> str:
    """Whether attention follows potential, in a sentence."""
    if one.potential_share is None:
        return _("What the account could bring is not known.")
    if one.gap is None:
        return _("Nobody got any attention.")
    if one.gap <= -FAR_OFF:
        return _("Gets less attention than it is worth.")
    return _("Gets more attention than it is worth.") if one.gap >= FAR_OFF else _("Attention follows potential.")
