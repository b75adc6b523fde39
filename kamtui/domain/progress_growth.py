"""Margin growth beside progress: a correlation, never a forecast."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kamtui.domain.explained import Explained, Part
from kamtui.domain.money import from_minor
from kamtui.i18n import _, ngettext


def growth_by_progress(
    shares: Mapping[str, float | None], margins: Mapping[str, tuple[int, int]], goal: float
) -> Explained[Mapping[str, Decimal | None]]:
    """Margin growth of the accounts beyond the mark `goal`, and of the others, as shares (0.1 is 10 %).

    `shares` 0…1 and `margins` (last 12 months, the 12 before; minor units) by account. Margins of a group are added
    before they are divided; an account whose earlier margin is not positive, or not known, is left out.
    """
    groups: dict[str, list[tuple[int, int]]] = {"beyond": [], "below": []}
    left_out = 0
    for key, share in shares.items():
        if share is None or key not in margins or margins[key][1] <= 0:
            left_out += 1
            continue
        groups["beyond" if share >= goal else "below"].append(margins[key])
    value: dict[str, Decimal | None] = {}
    parts = []
    percent = round(goal * 100)
    names = {
        "beyond": _("Accounts at {percent} % and beyond").format(percent=percent),
        "below": _("Accounts below {percent} %").format(percent=percent),
    }
    for group, rows in groups.items():
        now, before = sum(row[0] for row in rows), sum(row[1] for row in rows)
        value[group] = (Decimal(now - before) / before).quantize(Decimal("0.0001")) if before else None
        counted = ngettext("{n} account", "{n} accounts", len(rows)).format(n=len(rows))
        parts += [
            Part(names[group], value[group], counted),
            Part(_("Margin of 12 months"), from_minor(now)),
            Part(_("Margin of the 12 before"), from_minor(before)),
        ]
    parts.append(Part(_("Left out: no margin of both years"), left_out))
    rule = _("margin of 12 months ÷ margin of the 12 before − 1; a correlation, not a forecast")
    known = any(growth is not None for growth in value.values())
    return Explained(value if known else None, tuple(parts), rule)
