"""The two circles and the contact map, as pieces of a paper."""

from __future__ import annotations

from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact
from kamtui.domain.words import ContactStatus
from kamtui.exchange.map_document import (
    MapDocument,
    attitude_sign,
    cover_words,
    function_words,
    level_words,
    role_words,
)
from kamtui.exchange.paper import Card, Circles, Disc, Grid, GridRow, line
from kamtui.exchange.plan_document import PlanDocument, share, short
from kamtui.i18n import _, ngettext

_MOST_IN_CELL = 6


def circles(document: PlanDocument) -> Circles | None:
    """This year and the next, area in proportion to the wallet; None while no wallet is known."""
    wallets = [one for one in (document.circle.now, document.circle.next) if one.total]
    largest = max((one.total for one in wallets if one.total), default=None)
    if largest is None:
        return None
    currency = document.settings.currency
    discs = []
    for one in wallets:
        assert one.total is not None
        ours = _("ours {amount}, {share}").format(amount=short(one.ours), share=share(one.share))
        title = f"{one.year}: {short(one.total, currency)}"
        if one.low is not None and one.high is not None and one.low != one.high:
            title += f" ({short(one.low)}–{short(one.high)})"
        size = float(one.total / largest) ** 0.5
        discs.append(Disc(title, size, one.share, (ours if one.ours is not None else _("our part is unknown"),)))
    return Circles(tuple(discs))


def grid(document: MapDocument) -> Grid:
    """The map: functions across, levels down; of a crowded cell those who count most."""
    cells, functions = document.cells(), document.functions
    rows = []
    for level in document.levels:
        stacks = tuple(_cards(cells.get((level, function), ())) for function in functions)
        cover, tone = ("", "") if level is None else cover_words(document.found, level)
        rows.append(GridRow(level_words(level), stacks, cover, tone))
    return Grid(tuple(function_words(one) for one in functions), tuple(rows), _("cover"))


def _cards(people: tuple[Contact, ...]) -> tuple[Card, ...]:
    ordered = sorted(people, key=lambda one: (not rules.is_key_player(one), one.placeholder))
    shown = ordered if len(ordered) <= _MOST_IN_CELL else ordered[: _MOST_IN_CELL - 1]
    cards = [_card(one) for one in shown]
    rest = len(ordered) - len(shown)
    if rest:
        cards.append(Card(ngettext("and {n} more", "and {n} more", rest).format(n=rest), (), "", "muted"))
    return tuple(cards)


def _card(one: Contact) -> Card:
    if one.placeholder:
        return Card(line(one.name), tuple(part for part in (line(one.position), _("to meet")) if part), "", "", True)
    sign, tone = attitude_sign(one)
    if one.status is ContactStatus.LEFT:
        tone = "muted"
    star = " ★" if rules.is_key_player(one) else ""
    return Card(
        line(one.name) + star, tuple(part for part in (line(one.position, 60), role_words(one)) if part), sign, tone
    )
