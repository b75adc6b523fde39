"""Blocks 3, 4 and 5 of a plan as pieces of a paper: circle and share, what the client is going to do, our offers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kamtui.domain.money import DASH, format_amount
from kamtui.domain.today import date_words
from kamtui.domain.wallet import US, CategoryWallet
from kamtui.domain.words import OpportunityStatus
from kamtui.exchange.paper import Column, Piece, Row, Table, Text, line
from kamtui.exchange.plan_document import (
    PlanDocument,
    money,
    money_signed,
    quarter_name,
    share,
    short_quarter,
    summed,
)
from kamtui.exchange.plan_pictures import circles
from kamtui.i18n import _, language
from kamtui.labels import label


def potential(document: PlanDocument) -> Iterator[Piece]:
    circle = document.circle
    now, then = circle.now, circle.next
    if now.total is None and then.total is None:
        return
    drawn = circles(document)
    if drawn is not None:
        yield drawn
    rows = [_year_facts(_("Wallet"), now.total, then.total), _year_facts(_("Our part"), now.ours, then.ours)]
    rows.append(Row((_("Our share"), share(now.share), share(then.share), _points(now.share, then.share))))
    if circle.delta is not None:
        for name, amount in (
            (_("Change of our part"), circle.delta),
            (_("Because the circle changes"), circle.delta_circle),
            (_("Because our share changes"), circle.delta_share),
            (_("Because both change"), circle.delta_both),
        ):
            rows.append(Row((name, "", "", money_signed(amount)), "total" if amount is circle.delta else "muted"))
    columns = (Column("", 2.4), Column(str(now.year), 1.4, True), Column(str(then.year), 1.4, True))
    caption = _("Circle and share, {currency}").format(currency=document.settings.currency)
    yield Table((*columns, Column(_("Change"), 1.2, True)), tuple(rows), caption)
    if now.categories:
        yield _categories(document, now.categories)
    for wallet in (now, then):
        for warning in wallet.warnings:
            yield Text(f"{wallet.year}: {line(warning)}", "warn")
    sources = [
        f"{one.year}: {line(one.source)}, {date_words(one.on)}" if one.source else f"{one.year}: {date_words(one.on)}"
        for one in (now, then)
        if one.on is not None
    ]
    if sources:
        yield Text(_("Estimates: {sources}.").format(sources="; ".join(sources)), "muted")
    if now.computed:
        yield Text(_("Our part of {year} is computed from orders.").format(year=now.year), "muted")


def _year_facts(name: str, now: Decimal | None, then: Decimal | None) -> Row:
    change = then - now if now is not None and then is not None else None
    return Row((name, money(now), money(then), money_signed(change)))


def _points(now: float | None, then: float | None) -> str:
    if now is None or then is None:
        return DASH
    points = (then - now) * 100
    number = format_amount(Decimal(str(round(abs(points), 1))), language()).rstrip("0").rstrip(",.")
    sign = "+" if round(points, 1) > 0 else "−" if round(points, 1) < 0 else ""
    return _("{points} pts").format(points=f"{sign}{number or 0}")


def _categories(document: PlanDocument, found: tuple[CategoryWallet, ...]) -> Table:
    rows = []
    for one in found:
        others = ", ".join(
            f"{line(part.supplier)} {share(part.share)}" for part in one.parts if part.supplier != US and part.amount
        )
        if one.white:
            others = " · ".join(part for part in (_("white space"), others) if part)
        name = line(one.category) if one.category else _("all categories")
        rows.append(Row((name, money(one.total), money(one.ours), share(one.share), others)))
    return Table(
        (
            Column(_("Category"), 1.8),
            Column(_("Wallet"), 1.2, True),
            Column(_("Ours"), 1.2, True),
            Column(_("Share"), 0.8, True),
            Column(_("Competitors"), 2.4),
        ),
        tuple(rows),
        _("Wallet {year} by category, {currency}").format(
            year=document.circle.now.year, currency=document.settings.currency
        ),
    )


def initiatives(document: PlanDocument) -> Iterator[Piece]:
    if not document.whole.initiatives:
        return
    rows = []
    for one in document.whole.initiatives:
        relevant = DASH if one.relevant is None else _("yes") if one.relevant else _("no")
        source = " · ".join(line(part, 90) for part in (one.source, one.pointed) if part)
        amount = summed([offer.amount for offer in one.opportunities])
        rows.append(Row((line(one.title), source, relevant, label(one.status), money(amount) if amount else DASH)))
    yield Table(
        (
            Column(_("What the client is going to do"), 2.4),
            Column(_("Source"), 2.9),
            Column(_("Relevant"), 1.1),
            Column(_("State"), 1.1),
            Column(_("Offers"), 1.2, True),
        ),
        tuple(rows),
    )


def offers(document: PlanDocument) -> Iterator[Piece]:
    if document.opportunities:
        rows = []
        for one in document.opportunities:
            what = " · ".join(line(part) for part in (one.category or "", one.product) if part)
            title = f"{line(one.title)} ({what})" if what and what.casefold() not in one.title.casefold() else one.title
            amount = money(one.amount) + (" " + _("a month") if one.monthly else "")
            state = label(one.status)
            if one.status is not OpportunityStatus.OPEN and one.reason:
                state += f": {line(one.reason)}"
            after = line(one.next_step) if one.status is OpportunityStatus.OPEN and one.next_step else state
            look = "" if one.status is OpportunityStatus.OPEN and one.relevant else "muted"
            cells = (
                line(title),
                amount,
                share(one.probability),
                quarter_name(one.quarter),
                line(one.competitor),
                after,
            )
            rows.append(Row(cells, look))
        yield Table(
            (
                Column(_("Opportunity"), 2.7),
                Column(_("Amount"), 1.3, True),
                Column(_("Prob."), 0.6, True),
                Column(_("Quarter"), 0.8),
                Column(_("Competitor"), 1.1),
                Column(_("Next step or outcome"), 2.3),
            ),
            tuple(rows),
            _("Opportunities, {currency}").format(currency=document.settings.currency),
        )
    if document.whole.forecast.total is not None or document.opportunities:
        yield from _forecast(document)


def _forecast(document: PlanDocument) -> Iterator[Piece]:
    """Base business and weighted opportunities by quarter, beside the plan and past years."""
    forecast = document.whole.forecast
    years = sorted({year for one in forecast.quarters for year, _amount in one.history}, reverse=True)[:2]
    rows = []
    for quarter in forecast.quarters:
        past = dict(quarter.history)
        weighted = quarter.weighted if quarter.expected else None
        cells = (short_quarter(quarter.quarter), money(quarter.base), money(weighted), money(quarter.total))
        rows.append(Row((*cells, money(quarter.target), *(money(past.get(year)) for year in years))))
    totals = (
        _("Year"),
        money(summed([one.base for one in forecast.quarters])),
        money(summed([one.weighted if one.expected else None for one in forecast.quarters])),
        money(forecast.total),
        money(forecast.target),
        *(money(summed([dict(one.history).get(year) for one in forecast.quarters])) for year in years),
    )
    rows.append(Row(totals, "total"))
    yield Table(
        (
            Column(_("Quarter"), 0.9),
            Column(_("Base business"), 1.3, True),
            Column(_("Opportunities, weighted"), 1.5, True),
            Column(_("Forecast"), 1.3, True),
            Column(_("Revenue plan"), 1.3, True),
            *(Column(_("Fact {year}").format(year=year), 1.3, True) for year in years),
        ),
        tuple(rows),
        _("Forecast, {currency}").format(currency=document.settings.currency),
    )
    if years:
        yield Text(_("Past years stand beside the forecast; they are not extrapolated into it."), "muted")
