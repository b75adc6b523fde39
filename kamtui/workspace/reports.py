"""A week or a month in numbers, and as the report to the boss."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from kamtui.db import numbers as reads
from kamtui.domain import numbers as rules
from kamtui.domain.numbers import Attention, Figures, Period, Potential
from kamtui.errors import InvalidValue
from kamtui.i18n import _, speaking
from kamtui.workspace.base import Feature
from kamtui.workspace.exports_paths import checked
from kamtui.workspace.exports_plan import PAPER_ENDINGS, check_kind, check_language, rendered


class Report(NamedTuple):
    """Figures of a period and of the one before; the attention that accounts got beside what they could bring.

    `until` is the day up to which a period that has not ended is counted.
    """

    period: Period
    until: date
    now: Figures
    before: Figures
    attention: tuple[Attention, ...]
    currency: str
    user: str


class Reports(Feature):
    """`workspace.reports`."""

    def numbers(self, kind: str = rules.MONTH, day: date | None = None) -> Report:
        """The week or month (`kind`) that a day (today) lies in, over all accounts that are not archived.

        Raises InvalidValue for one that has not begun.
        """
        ws = self._ws
        period = Period.of(day or ws.today_date, kind)
        if period.first > ws.today_date:
            raise InvalidValue("of", day, reason=_("the day lies in the future"))
        with self._reader.snapshot():
            touches = reads.touches(self._reader, period.first, period.last)
            return Report(
                period=period,
                until=min(period.last, ws.today_date),
                now=rules.figures(touches, **reads.counts(self._reader, period.first, period.last)),
                before=self._figures(period.before),
                attention=rules.attention(touches, self._potentials()),
                currency=ws.method.currency,
                user=ws.users.current().name,
            )

    def write(
        self, path: Path | str, kind: str = rules.MONTH, day: date | None = None, *, language: str | None = None
    ) -> Path:
        """Write the report to `path`, of PAPER_ENDINGS, whole or not at all; returns it with `~` expanded.

        Raises InvalidValue for an ending or language there is not, Refused when the file cannot be written.
        """
        from kamtui.exchange.atomic import write
        from kamtui.exchange.numbers_paper import numbers_paper

        path, ending = checked(path, PAPER_ENDINGS)
        check_kind(ending, None, False)
        with speaking(check_language(language)):
            return write(path, rendered(numbers_paper(self.numbers(kind, day)), ending))

    def _figures(self, period: Period) -> Figures:
        touches = reads.touches(self._reader, period.first, period.last)
        return rules.figures(touches, **reads.counts(self._reader, period.first, period.last))

    def _potentials(self) -> list[Potential]:
        ws, found = self._ws, []
        year = ws.quarter.year
        for row in ws.accounts.rows():
            wallet = ws.wallet.circle(row.account.id, year).next.total
            amount, basis = rules.potential_of(wallet, row.revenue_12m)
            found.append(Potential(row.account.id, row.account.code, row.account.name, amount, basis))
        return found
