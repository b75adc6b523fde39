"""A week or a month in numbers as a paper: the report to the boss."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kamtui.domain.money import DASH
from kamtui.domain.numbers import BY_REVENUE, FAR_OFF, WEEK, Attention
from kamtui.domain.today import date_words
from kamtui.domain.words import TouchKind
from kamtui.exchange.paper import BAR, Column, Fact, Heading, Paper, Piece, Row, Table, Text, line
from kamtui.exchange.plan_document import share, short
from kamtui.i18n import _, language, ngettext
from kamtui.labels import label

if TYPE_CHECKING:
    from kamtui.workspace.reports import Report

_LONGEST_BAR = 20


def numbers_paper(report: Report) -> Paper:
    """The whole report."""
    period = report.period
    kind = _("Week in numbers") if period.kind == WEEK else _("Month in numbers")
    days = f"{date_words(period.first)} – {date_words(period.last)}"
    facts = [Fact(_("KAM"), line(report.user)), Fact(_("days"), days)]
    if report.until < period.last:
        facts.append(Fact(_("as of"), date_words(report.until)))
    return Paper(
        language=language(),
        kind=kind,
        name=days,
        facts=tuple(facts),
        lead=_lead(report),
        pieces=tuple(_pieces(report)),
        foot=f"{kind} · {days}",
        day=report.until,
    )


def _lead(report: Report) -> tuple[str, ...]:
    now = report.now
    count = ngettext("{n} touch", "{n} touches", now.touches).format(n=now.touches)
    found = [f"{count} ({_change(now.touches, report.before.touches)})"]
    if now.proactive_share is not None:
        found.append(_("{share} of them we began ourselves.").format(share=share(now.proactive_share)))
    short_of = [one for one in report.attention if one.gap is not None and one.gap <= -FAR_OFF]
    if short_of:
        names = ", ".join(line(one.name, 40) for one in short_of[:3])
        found.append(_("Less attention than they are worth got: {names}.").format(names=names))
    return tuple(found)


def _pieces(report: Report) -> Iterator[Piece]:
    now, before = report.now, report.before
    yield Heading(_("What was done"))
    columns = (
        Column("", 3),
        Column(_("Now"), 1, True),
        Column(_("Before"), 1, True),
        Column(_("Change"), 1, True),
    )
    counted = (
        (_("Touches"), now.touches, before.touches),
        (_("of them proactive"), now.proactive, before.proactive),
        (_("Tasks done"), now.done, before.done),
        (_("Tasks moved to another quarter"), now.moved, before.moved),
        (_("Tasks dropped"), now.dropped, before.dropped),
        (_("Contacts gained (first touch)"), now.gained, before.gained),
        (_("Progressions done"), now.progressions, before.progressions),
    )
    rows = [Row((name, str(one), str(other), _change(one, other))) for name, one, other in counted]
    rows.insert(2, Row((_("Proactive share"), share(now.proactive_share), share(before.proactive_share), "")))
    yield Table(columns, tuple(rows))
    yield Heading(_("Touches by kind"))
    kinds = [kind for kind in TouchKind if kind in now.kinds or kind in before.kinds]
    if kinds:
        most = max((*now.kinds.values(), *before.kinds.values()))
        found = []
        for kind in kinds:
            one, other = now.kinds.get(kind, 0), before.kinds.get(kind, 0)
            found.append(Row((label(kind), str(one), str(other), BAR * max(one > 0, round(one / most * _LONGEST_BAR)))))
        yield Table((*columns[:3], Column("", 2)), tuple(found))
    else:
        yield Text(_("none"), "muted")
    yield Heading(_("Attention beside potential"))
    if report.attention:
        attention = (
            Column(_("Account"), 2.4),
            Column(_("Touches"), 1, True),
            Column(_("Share"), 0.9, True),
            Column(_("Potential"), 1.2, True),
            Column(_("Share"), 0.9, True),
            Column(_("Basis"), 1),
        )
        yield Table(attention, tuple(_attention(one, report.currency) for one in report.attention))
        yield Text(
            _(
                "Potential: the wallet of next year less our last 12 months; where that wallet is not estimated, "
                "our revenue of the last 12 months stands for it."
            ),
            "muted",
        )
    else:
        yield Text(_("no account has touches or potential"), "muted")


def _attention(one: Attention, currency: str) -> Row:
    basis = "" if one.potential is None else _("revenue") if one.basis == BY_REVENUE else _("wallet")
    amount = short(one.potential, currency) if one.potential is not None else DASH
    look = "bad" if one.gap is not None and one.gap <= -FAR_OFF else ""
    cells = (line(one.name, 60), str(one.touches), share(one.share), amount, share(one.potential_share), basis)
    return Row(cells, look)


def _change(now: int, before: int) -> str:
    gap = now - before
    return f"+{gap}" if gap > 0 else f"−{-gap}" if gap < 0 else "0"
