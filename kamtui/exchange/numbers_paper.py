"""A week or a month in numbers as a paper: the report to the boss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kamtui.domain.money import DASH
from kamtui.domain.numbers import BY_REVENUE, FAR_OFF, WEEK, Attention, Figures, Happening, Period, What
from kamtui.domain.today import date_words
from kamtui.domain.words import TouchKind
from kamtui.exchange.paper import BAR, Bullet, Bullets, Column, Fact, Heading, Paper, Piece, Row, Table, Text, line
from kamtui.exchange.plan_document import share, short
from kamtui.i18n import _, language, ngettext
from kamtui.labels import label

if TYPE_CHECKING:
    from kamtui.workspace.reports import Report

Facts = Mapping[What, Sequence[Happening]]
_LONGEST_BAR, _COURSE_BAR, _SHARE_BAR = 20, 12, 10
_MOST_FACTS = 15


def numbers_paper(report: Report, facts: Facts | None = None) -> Paper:
    """The whole report; with `facts`, what stands behind its figures is named."""
    period = report.period
    days = days_words(period)
    scope = report.scope
    name = _("account") if scope.account_id else _("KAM") if scope.owner else _("accounts")
    told = [Fact(name, line(report.of) or of_words(report)), Fact(_("days"), days)]
    if report.of != report.user:
        told.append(Fact(_("prepared by"), line(report.user)))
    if report.until < period.last:
        told.append(Fact(_("as of"), date_words(report.until)))
    kind = kind_words(report)
    return Paper(
        language=language(),
        kind=kind,
        name=days,
        facts=tuple(told),
        lead=lead(report),
        pieces=tuple(_pieces(report, facts or {})),
        foot=f"{kind} · {days}",
        day=report.until,
    )


def kind_words(report: Report) -> str:
    """What the report is."""
    return _("Week in numbers") if report.period.kind == WEEK else _("Month in numbers")


def days_words(period: Period) -> str:
    """`1 Nov 2026 – 30 Nov 2026`."""
    return f"{date_words(period.first)} – {date_words(period.last)}"


def of_words(report: Report) -> str:
    """Whose figures they are."""
    scope = report.scope
    if scope.account_id:
        return report.of
    return _("those of {name}").format(name=report.of) if scope.owner else _("all accounts")


def against_words(report: Report) -> str:
    """What the figures are compared with, in words."""
    if report.against == report.period.before:
        return _("Before: {days}.").format(days=days_words(report.against))
    return _("Before: {days}, as many days as have passed.").format(days=days_words(report.against))


def lead(report: Report) -> tuple[str, ...]:
    """How much was done, how much of it by ourselves, and who got less attention than they are worth."""
    now = report.now
    count = ngettext("{n} touch", "{n} touches", now.touches).format(n=now.touches)
    found = [f"{count} ({change_words(now.touches, report.before.touches)})"]
    if now.proactive_share is not None:
        found.append(_("{share} of them we began ourselves.").format(share=share(now.proactive_share)))
    short_of = [one for one in report.attention if one.gap is not None and one.gap <= -FAR_OFF]
    if short_of:
        names = ", ".join(line(one.name, 40) for one in short_of[:3])
        found.append(_("Less attention than they are worth got: {names}.").format(names=names))
    return tuple(found)


def figure_names() -> dict[What, str]:
    """What is counted, in words, in the order in which it is shown."""
    return {
        What.TOUCHES: _("Touches"),
        What.PROACTIVE: _("of them proactive"),
        What.DONE: _("Tasks done"),
        What.MOVED: _("Tasks moved to another quarter"),
        What.DROPPED: _("Tasks dropped"),
        What.GAINED: _("Contacts gained (first touch)"),
        What.PROGRESSIONS: _("Progressions done"),
    }


def change_words(now: int, before: int) -> str:
    """`+3`, `−2`, `0`."""
    gap = now - before
    return f"+{gap}" if gap > 0 else f"−{-gap}" if gap < 0 else "0"


def period_words(period: Period) -> str:
    """A period in a few cells: `Nov 2026`; a week by its Monday, `16 Nov`."""
    day = date_words(period.first)
    if period.kind == WEEK:
        return day[: -len(" 2026")]
    return day.replace(".", " ", 1).partition(" ")[2]


def _pieces(report: Report, facts: Facts) -> Iterator[Piece]:
    yield Heading(_("What was done"))
    yield _done(report)
    yield Text(against_words(report), "muted")
    yield Heading(_("Week by week") if report.period.kind == WEEK else _("Month by month"))
    yield _course(report)
    yield Heading(_("Touches by kind"))
    yield _kinds(report)
    yield Heading(_("Attention beside potential"))
    yield from _attention(report)
    for what, title in (
        (What.DONE, _("Tasks that were done")),
        (What.GAINED, _("People met for the first time")),
        (What.PROGRESSIONS, _("Progressions that were done")),
    ):
        if found := facts.get(what):
            rest = len(found) - _MOST_FACTS
            yield Heading(title, 2, ngettext("and {n} more", "and {n} more", rest).format(n=rest) if rest > 0 else "")
            yield Bullets(tuple(_fact(one) for one in found[:_MOST_FACTS]))


def _done(report: Report) -> Table:
    now, before = report.now, report.before
    columns = (
        Column("", 3),
        Column(_("Now"), 1, True),
        Column(_("Before"), 1, True),
        Column(_("Change"), 1, True),
    )
    rows = []
    for what, name in figure_names().items():
        one, other = getattr(now, what), getattr(before, what)
        rows.append(Row((name, str(one), str(other), change_words(one, other))))
        if what is What.PROACTIVE:
            rows.append(Row((_("Proactive share"), share(now.proactive_share), share(before.proactive_share), "")))
    return Table(columns, tuple(rows))


def _course(report: Report) -> Table:
    """The periods since the first that has something, the touches as bars."""
    course = list(report.course)
    while len(course) > 1 and course[0][1] == Figures():
        course.pop(0)
    most = max(figures.touches for _period, figures in course) or 1
    columns = (
        Column("", 1.1),
        Column(_("Touches"), 0.9, True),
        Column("", 2),
        Column(_("Proactive share"), 1.2, True),
        Column(_("Done"), 1, True),
        Column(_("Moved"), 1.3, True),
        Column(_("Contacts gained"), 1.1, True),
    )
    rows = [
        Row(
            (
                period_words(period),
                str(one.touches),
                _bar(one.touches / most, _COURSE_BAR),
                share(one.proactive_share),
                str(one.done),
                str(one.moved),
                str(one.gained),
            )
        )
        for period, one in course
    ]
    return Table(columns, tuple(rows))


def _kinds(report: Report) -> Piece:
    now, before = report.now, report.before
    kinds = [kind for kind in TouchKind if kind in now.kinds or kind in before.kinds]
    if not kinds:
        return Text(_("none"), "muted")
    most = max((*now.kinds.values(), *before.kinds.values()))
    found = []
    for kind in kinds:
        one, other = now.kinds.get(kind, 0), before.kinds.get(kind, 0)
        found.append(Row((label(kind), str(one), str(other), _bar(one / most, _LONGEST_BAR))))
    columns = (Column("", 3), Column(_("Now"), 1, True), Column(_("Before"), 1, True), Column("", 2.6))
    return Table(columns, tuple(found))


def _attention(report: Report) -> Iterator[Piece]:
    if not report.attention:
        yield Text(_("no account has touches or potential"), "muted")
        return
    columns = (
        Column(_("Account"), 2.2),
        Column(_("Touches"), 0.9, True),
        Column(_("Share"), 0.8, True),
        Column("", 1.2),
        Column(_("Potential"), 1.3, True),
        Column(_("Share"), 0.8, True),
        Column("", 1.2),
    )
    most = max(max(one.share or 0, one.potential_share or 0) for one in report.attention) or 1.0
    yield Table(columns, tuple(_attended(one, report.currency, most) for one in report.attention))
    yield Text(potential_words(), "muted")


def potential_words() -> str:
    """What potential is."""
    return _(
        "Potential: the wallet of next year less our last 12 months; marked *, where that wallet is not estimated: "
        "our revenue of the last 12 months."
    )


def potential_amount(one: Attention, currency: str = "") -> str:
    """The potential of an account; marked where it is only our revenue."""
    if one.potential is None:
        return DASH
    return short(one.potential, currency) + ("*" if one.basis == BY_REVENUE else "")


def _attended(one: Attention, currency: str, most: float) -> Row:
    """The two shares as bars to one scale."""
    look = "bad" if one.gap is not None and one.gap <= -FAR_OFF else ""
    cells = (
        line(one.name, 60),
        str(one.touches),
        share(one.share),
        _bar((one.share or 0) / most, _SHARE_BAR),
        potential_amount(one, currency),
        share(one.potential_share),
        _bar((one.potential_share or 0) / most, _SHARE_BAR),
    )
    return Row(cells, look)


def _bar(part: float, longest: int) -> str:
    """A bar; what is not nothing has one sign at least."""
    return BAR * max(part > 0, round(part * longest))


def _fact(one: Happening) -> Bullet:
    text = f"{line(one.text, 120)}: {line(one.note, 160)}" if one.note else line(one.text, 120)
    return Bullet(", ".join(part for part in (date_words(one.on), line(one.account, 60), text) if part))
