"""What accounts buy in our categories from everybody, and our share in it: estimates, years, the two questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kamtui.db import wallet as reads
from kamtui.domain import wallet_check
from kamtui.domain import wallet_rules as rules
from kamtui.domain.money import to_minor
from kamtui.domain.text import search_key
from kamtui.domain.wallet import CategoryWallet, Circle, Estimate, YearWallet
from kamtui.errors import InvalidFields, InvalidValue, NotFound
from kamtui.i18n import _
from kamtui.workspace.base import Feature, apply

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.domain.explained import Explained
    from kamtui.domain.wallet_line import WalletLine

_BLANK: dict[str, object] = {"high": None, "category": "", "supplier": "", "source": "", "on": None}


class Wallet(Feature):
    """`workspace.wallet`. Years are fiscal years."""

    def year(self, account_id: str, year: int) -> YearWallet:
        """The wallet of a year, from the estimates that count and our orders; what is not known is None."""
        with self._reader.snapshot():
            estimates, orders = reads.estimates(self._reader, account_id, year), self._orders(account_id, year)
        return rules.year_wallet(year, estimates, orders, so_far=year >= self._this_year)

    def circle(self, account_id: str, year: int) -> Circle:
        """The two questions: this `year` against the next one."""
        from kamtui.domain.wallet_circle import circle

        with self._reader.snapshot():
            return circle(self.year(account_id, year), self.year(account_id, year + 1), self._ws.method)

    def estimates(self, account_id: str, year: int | None = None) -> tuple[Estimate, ...]:
        """All estimates that were ever made, of a year or of all, newest first."""
        return reads.estimates(self._reader, account_id, year)

    def names(self) -> tuple[list[str], list[str]]:
        """(our categories, suppliers named so far), for completion."""
        categories, suppliers = reads.names(self._reader)
        return categories, sorted(suppliers, key=str.casefold)

    def shares(self, account_ids: Sequence[str] | None = None) -> dict[str, float | None]:
        """Our share of the wallet of this fiscal year, by account; None where it is not known. None: of all accounts.

        It is the share that `year` gives. Only a wallet divided into categories needs orders by category, which are
        many rows.
        """
        year, sales = self._this_year, self._ws.sales
        with self._reader.snapshot():
            wanted = [key for _code, _name, key in self._ws.accounts.refs()] if account_ids is None else account_ids
            estimates = reads.of_year(self._reader, account_ids, year)
            whole = [key for key in wanted if key in estimates and not rules.is_divided(estimates[key])]
            divided = [key for key in wanted if key in estimates and key not in whole]
            orders: dict[str, rules.Orders | None] = {**sales.by_category(divided, year)}
            orders |= {key: {None: amount} for key, amount in sales.of_year(whole, year).items()}
        return {
            key: rules.year_wallet(year, estimates[key], orders.get(key)).share if key in estimates else None
            for key in wanted
        }

    def share(self, account_id: str) -> Explained[float]:
        """Our share of the wallet of this fiscal year, with its facts."""
        from kamtui.domain.wallet_circle import explained_share

        return explained_share(self.year(account_id, self._this_year))

    def bought(self, account_id: str) -> tuple[CategoryWallet, ...]:
        """Categories that the client buys from anybody, by the estimates of this fiscal year, else of the next one."""
        found: dict[str, CategoryWallet] = {}
        with self._reader.snapshot():
            for year in (self._this_year, self._this_year + 1):
                if reads.estimates(self._reader, account_id, year):
                    for one in self.year(account_id, year).categories:
                        found.setdefault(search_key(one.category or ""), one)
        return tuple(one for one in found.values() if one.total)

    def add(self, account_id: str, **fields: object) -> Estimate:
        """Note an estimate; fields of `inputs.WalletInput`, `on` is today when silent, a new category is made.

        Amounts may be texts as people write them: `40-45 млн`. Raises InvalidFields, InvalidValue (a part above its
        total, a range upside down, a day to come).
        """
        from kamtui.db import tables

        values = self._checked({**_BLANK, **fields})
        with self._ws.step("wallet.add") as step:
            account = step.get(tables.Account, account_id, _("account"))
            row = tables.WalletEstimate(account_id=account_id, year=0, amount=0, on_date=self._ws.today_date)
            self._write(step, account, [(row, values)])
        return self._get(row.id)

    def change(self, estimate_id: str, version: int | None = None, **fields: object) -> Estimate:
        """Correct an estimate; an amount without its upper end is no range any more.

        Raises InvalidFields, InvalidValue, Conflict, NotFound.
        """
        from kamtui.db import tables

        values = self._checked(fields, partial=True)
        if "amount" in values:
            values.setdefault("high", None)
        with self._ws.step("wallet.change") as step:
            row = step.get(tables.WalletEstimate, estimate_id, _("estimate"))
            account = step.get(tables.Account, row.account_id, _("account"))
            step.check_version(row, version, account.name)
            known = self._get(estimate_id)
            plain = {name: getattr(known, name) for name in ("year", "amount", "high", "supplier", "source", "on")}
            self._write(step, account, [(row, {**plain, "category": known.category or "", **values})])
        return self._get(estimate_id)

    def remove(self, estimate_id: str, version: int | None = None) -> None:
        """Take an estimate away; an older one of the same category and supplier counts again. Raises Conflict."""
        from kamtui.db import tables

        with self._ws.step("wallet.delete") as step:
            row = step.get(tables.WalletEstimate, estimate_id, _("estimate"))
            account = step.get(tables.Account, row.account_id, _("account"))
            step.check_version(row, version, account.name)
            step.subject = f"{account.name} {row.year}"
            step.session.delete(row)

    def understand(self, line: str) -> str:
        """How `start` understands a line, in words. Raises InvalidValue."""
        return self._line(line).words()

    def start(self, account_id: str, year: int, line: str, *, source: str = "", on: date | None = None) -> YearWallet:
        """The wallet of a year in one line, `40-45 млн 30%`: what is bought from everybody, and our part in it.

        A share alone is that of the total known already. What was said the same day is replaced. Raises InvalidValue.
        """
        from kamtui.db import tables

        said = self._line(line)
        common = self._checked({"year": year, "amount": 0, **_BLANK, "source": source, "on": on})
        with self._ws.step("wallet.add") as step:
            account = step.get(tables.Account, account_id, _("account"))
            known = None if said.total else self.year(account_id, year).total
            day = common["on"] or self._ws.today_date
            same_day = {
                one.supplier: one.id
                for one in reversed(self.estimates(account_id, year))
                if one.category is None and one.on == day
            }
            rows = []
            for supplier, (low, high) in said.amounts(known).items():
                row = tables.WalletEstimate(account_id=account_id, year=0, amount=0, on_date=day)
                if supplier in same_day:
                    row = step.get(tables.WalletEstimate, same_day[supplier], _("estimate"))
                rows.append((row, {**common, "supplier": supplier, "amount": low, "high": high}))
            self._write(step, account, rows)
        return self.year(account_id, year)

    @property
    def _this_year(self) -> int:
        return self._ws.quarter.year

    def _orders(self, account_id: str, year: int) -> rules.Orders | None:
        return self._ws.sales.by_category([account_id], year)[account_id]

    def _line(self, line: str) -> WalletLine:
        from kamtui.domain.text import clean
        from kamtui.domain.wallet_line import parse_wallet_line

        return parse_wallet_line(clean(line), self._ws.method.currency)

    def _get(self, estimate_id: str) -> Estimate:
        found = reads.estimate(self._reader, estimate_id)
        if found is None:
            raise NotFound(_("estimate"), estimate_id)
        return found

    def _checked(self, fields: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
        """The fields, validated; amounts that are texts are read as people write them, a range gives both ends."""
        from kamtui.domain.wallet_line import parse_amount
        from kamtui.workspace.inputs import WalletInput, validated

        given = {name: value for name, value in fields.items() if value is not None or name in _BLANK}
        for name in ("high", "amount"):
            said = given.get(name)
            if isinstance(said, str) and said.strip():
                low, high = parse_amount(name, said, self._ws.method.currency)
                given[name] = low
                if high is not None and name == "amount":
                    given["high"] = high
        lacking = [name for name in ("year", "amount") if given.get(name, "" if not partial else 0) in ("", None)]
        if lacking:
            raise InvalidFields([InvalidValue(name, "", reason=_("is needed")) for name in lacking])
        values = validated(WalletInput, given, partial=partial)
        return values

    def _write(
        self,
        step: Step,
        account: tables.Account,
        wanted: Sequence[tuple[tables.WalletEstimate, dict[str, Any]]],
    ) -> None:
        """Write validated estimates of one account and year into their rows. Raises InvalidValue."""
        from kamtui.workspace.contact_writes import category_id

        made = [self._made(row.id, values) for row, values in wanted]
        rows = {row.id for row, _values in wanted}
        year = made[0].year
        others = [one for one in self.estimates(account.id, year) if one.id not in rows]
        wallet_check.check(others, made, self._orders(account.id, year))
        step.subject = f"{account.name} {year}"
        for (row, _values), one in zip(wanted, made, strict=True):
            apply(row, columns(one))
            apply(row, {"category_id": category_id(step, one.category) if one.category else None})
            step.session.add(row)

    def _made(self, key: str, values: dict[str, Any]) -> Estimate:
        """The estimate that validated values make. Raises InvalidValue for what no estimate can be."""
        estimate = Estimate(
            id=key,
            year=values["year"],
            amount=values["amount"],
            on=values["on"] or self._ws.today_date,
            high=values["high"],
            category=values["category"] or None,
            supplier=self._supplier(values["supplier"]),
            source=values["source"],
        )
        return wallet_check.sound(estimate, self._ws.today_date)

    def _supplier(self, text: str) -> str:
        """The supplier as it is written already, if it is."""
        meant = rules.supplier_of(text)
        key = search_key(meant)
        return next((name for name in self.names()[1] if search_key(name) == key), meant)


def columns(estimate: Estimate) -> dict[str, Any]:
    """An estimate as columns of its table, without account and category."""
    return {
        "year": estimate.year,
        "supplier": estimate.supplier,
        "amount": to_minor(estimate.amount),
        "amount_to": None if estimate.high is None else to_minor(estimate.high),
        "source": estimate.source,
        "on_date": estimate.on,
    }
