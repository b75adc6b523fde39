"""A week or a month in numbers, and as the report to the boss."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from kamtui.db import numbers as reads
from kamtui.domain import numbers as rules
from kamtui.domain.numbers import Attention, Figures, Happening, Period, Pick, Potential, Scope, Tally, What
from kamtui.errors import InvalidValue, NotFound
from kamtui.i18n import _, speaking
from kamtui.workspace.base import Feature
from kamtui.workspace.exports_paths import checked
from kamtui.workspace.exports_plan import PAPER_ENDINGS, check_kind, check_language, rendered


class Report(NamedTuple):
    """Figures of a period, and of the same days of the one before; the attention that accounts got beside what they
    could bring.

    `until` is the day up to which a period that has not ended is counted, `against` the days of the one before that
    it is compared with. `course` has the figures of whole periods one after another, this one the last; `tallies` are
    what they were counted from, summed by period. `scope` says whose figures they are, `of` in words (empty: those of
    all accounts).
    """

    period: Period
    until: date
    against: Period
    now: Figures
    before: Figures
    attention: tuple[Attention, ...]
    course: tuple[tuple[Period, Figures], ...]
    tallies: tuple[Tally, ...]
    scope: Scope
    of: str
    currency: str
    user: str

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of the course."""
        return tuple(period for period, _figures in self.course)


class Reports(Feature):
    """`workspace.reports`."""

    def scope(self) -> Scope:
        """Whose figures are shown when nothing is said: of the accounts that the user serves, if any, else of all."""
        login = self._ws.users.current().login
        serves = any(row.account.owner == login for row in self._ws.accounts.rows())
        return Scope(owner=login) if serves else Scope()

    def numbers(self, kind: str = rules.MONTH, day: date | None = None, scope: Scope | None = None) -> Report:
        """The week or month (`kind`) that a day (today) lies in, over the accounts of a scope that are not archived.

        Attention to one account is its share of all that the accounts of its owner got. Raises InvalidValue for a
        period that has not begun, NotFound for an account or owner there is not.
        """
        ws = self._ws
        period = self._period(kind, day)
        until = min(period.last, ws.today_date)
        with self._reader.snapshot():
            scope = self.scope() if scope is None else scope
            owner, of = self._named(scope)
            periods = period.run(rules.COURSE)
            counted = reads.tallies(self._reader, periods[0].first, period.last, Scope(owner=owner), self._local)
            potentials = self._potentials(owner)
        touches: dict[str, int] = {}
        for one in rules.within(counted, period.first, period.last):
            if one.what is What.TOUCHES and one.account_id:
                touches[one.account_id] = touches.get(one.account_id, 0) + one.number
        shares = rules.attention(touches, potentials)
        if scope.account_id:
            counted = [one for one in counted if one.account_id == scope.account_id]
            shares = tuple(one for one in shares if one.account_id == scope.account_id)
        summed = rules.by_period(counted, periods)
        course = [(each, rules.figures(rules.within(summed, each.first, each.last))) for each in periods]
        against = period.same_days(until)
        return Report(
            period=period,
            until=until,
            against=against,
            now=course[-1][1],
            before=rules.figures(rules.within(counted, against.first, against.last)),
            attention=shares,
            course=tuple(course),
            tallies=tuple(summed),
            scope=scope,
            of=of,
            currency=ws.method.currency,
            user=ws.users.current().name,
        )

    def happenings(
        self, pick: Pick, kind: str = rules.MONTH, day: date | None = None, scope: Scope | None = None
    ) -> tuple[Happening, ...]:
        """What a part of the figures of a week or month counts, the latest first, at most a few hundred."""
        period = self._period(kind, day)
        with self._reader.snapshot():
            wanted = self.scope() if scope is None else scope
            found = reads.happenings(self._reader, period.first, period.last, wanted, pick, self._local)
        return tuple(found)

    def write(
        self,
        path: Path | str,
        kind: str = rules.MONTH,
        day: date | None = None,
        *,
        language: str | None = None,
        scope: Scope | None = None,
    ) -> Path:
        """Write the report to `path`, of PAPER_ENDINGS, whole or not at all; returns it with `~` expanded.

        Raises InvalidValue for an ending or language there is not, Refused when the file cannot be written.
        """
        from kamtui.exchange.atomic import write
        from kamtui.exchange.numbers_paper import numbers_paper

        path, ending = checked(path, PAPER_ENDINGS)
        check_kind(ending, None, False)
        with speaking(check_language(language)):
            report = self.numbers(kind, day, scope)
            named = [What.DONE, What.GAINED, What.PROGRESSIONS]
            facts = {what: self.happenings(Pick(what), kind, day, report.scope) for what in named}
            return write(path, rendered(numbers_paper(report, facts), ending))

    def _period(self, kind: str, day: date | None) -> Period:
        period = Period.of(day or self._ws.today_date, kind)
        if period.first > self._ws.today_date:
            raise InvalidValue("of", day, reason=_("the day lies in the future"))
        return period

    @property
    def _local(self) -> reads.LocalDay:
        return self._ws.settings.work_hours.local_day

    def _named(self, scope: Scope) -> tuple[str, str]:
        """The owner (login, empty: all) whose accounts are read, and whose figures they are in words."""
        if scope.account_id:
            account = self._ws.accounts.get(scope.account_id)
            return account.owner or "", account.name
        if not scope.owner:
            return "", ""
        user = next((one for one in self._ws.users.all() if one.login == scope.owner), None)
        if user is None:
            raise NotFound(_("user"), scope.owner)
        return user.login, user.name

    def _potentials(self, owner: str) -> list[Potential]:
        ws, found = self._ws, []
        year = ws.quarter.year
        accounts = [row.account for row in ws.accounts.rows() if not owner or row.account.owner == owner]
        figures = ws.sales.figures([account.id for account in accounts])
        for account in accounts:
            wallet = ws.wallet.circle(account.id, year).next.total
            amount, basis = rules.potential_of(wallet, figures[account.id].revenue_12m)
            found.append(Potential(account.id, account.code, account.name, amount, basis))
        return found
