"""`kamtui wallet`: what an account buys in our categories from everybody, and our share in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import options, output, session
from kamtui.cli.options import AccountRef, Json, Why, Year
from kamtui.cli.output import Column
from kamtui.errors import InvalidValue
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kamtui.domain.wallet import CategoryWallet, Circle, Estimate, SupplierPart, YearWallet

Text = str | None


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    app.command("wallet", cls=cls, help=N_("The wallet of an account and our share in it, this year and next."))(wallet)


def wallet(
    context: typer.Context,
    account: AccountRef,
    line: Annotated[
        Text, typer.Argument(metavar="[LINE]", help=N_("The total and our share in one step: `40-45 M 30%`."))
    ] = None,
    year: Year = None,
    amount: Annotated[
        Text, typer.Option("--amount", metavar="AMOUNT", help=N_("An estimate: `26 M`, or a range, `40-45 M`."))
    ] = None,
    category: Annotated[str, typer.Option("--category", metavar="NAME", help=N_("Of a category; without, all."))] = "",
    supplier: Annotated[
        str,
        typer.Option("--supplier", metavar="NAME", help=N_("Bought from: us, or a competitor; without, everybody.")),
    ] = "",
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help=N_("Where it is known from."))] = "",
    on: Annotated[Text, typer.Option("--on", metavar="DATE", help=N_("The day of the estimate."))] = None,
    remove: Annotated[Text, typer.Option("--remove", metavar="ID", help=N_("Take an estimate away."))] = None,
    json: Json = False,
    why: Why = False,
) -> None:
    """Print the wallet, or note an estimate."""
    options.one_of({"LINE": line is not None, "--amount": amount is not None, "--remove": remove is not None})
    run = session.of(context)
    owner, purse = run.account(account), run.workspace.wallet
    wanted = year or run.quarter.year
    day = options.day(on, "on", run.today, past=True) if on else None
    said = ""
    if line is not None:
        understood = purse.understand(line)
        purse.start(owner.id, wanted, line, source=source, on=day)
        said = f"{wanted}: {understood}"
    elif amount is not None:
        added = purse.add(
            owner.id, year=wanted, amount=amount, category=category, supplier=supplier, source=source, on=day
        )
        said = _("noted for {year}: {what}").format(year=wanted, what=_name(added))
    elif remove is not None:
        gone = _find(purse.estimates(owner.id), remove)
        purse.remove(gone.id, gone.version)
        said = _("taken away: {what}").format(what=_name(gone))
    elif category or supplier or source or on:
        raise InvalidValue("amount", "", reason=_("is needed"))
    circle = purse.circle(owner.id, wanted)
    data = _json(circle, purse.estimates(owner.id, wanted), owner.code) if json else None
    if said:
        run.report(said, data, as_json=json)
        return
    if json:
        output.emit_json((data or {}) | ({"why": {"circle": circle.why}} if why else {}))
        return
    output.emit("\n".join(_lines(circle, purse.estimates(owner.id), owner.name)))
    if why:
        output.emit("\n" + output.explanation(_("Circle"), circle.why))


def _find(known: Sequence[Estimate], ref: str) -> Estimate:
    """An estimate by id or by the end of it as printed. Raises NotFound, Ambiguous."""
    from kamtui.domain.text import resolve
    from kamtui.workspace.tasks import short_id

    return resolve(ref, [(short_id(one.id), one.id, one) for one in known], _("estimate"))


def supplier_name(supplier: str) -> str:
    """Who it is bought from, in words."""
    from kamtui.domain.wallet import US

    return _("us") if supplier == US else supplier or _("everybody")


def _name(one: Estimate) -> str:
    return f"{one.category or _('all categories')}, {supplier_name(one.supplier)}: {_range(one)}"


def _range(one: Estimate) -> str:
    from kamtui.cli.plan_text import money

    return money(one.amount) + (f"–{money(one.high)}" if one.high is not None else "")


def _lines(circle: Circle, estimates: Sequence[Estimate], name: str) -> Iterator[str]:
    from kamtui.cli.plan_text import circle_lines

    yield output.paragraph(_("Wallet of {name}").format(name=name))
    yield from circle_lines(circle)
    for year in (circle.now, circle.next):
        if year.categories or year.parts:
            yield ""
            yield _table(year)
    if estimates:
        yield ""
        yield _estimates(estimates)


def _table(year: YearWallet) -> str:
    from kamtui.cli.plan_text import money
    from kamtui.domain.money import format_share

    columns = (
        Column(str(year.year), least=14),
        Column(_("Wallet"), right=True),
        Column(_("Ours"), right=True),
        Column(_("Share"), right=True),
        Column(_("Others"), least=12, rank=1),
    )

    def others(parts: Sequence[SupplierPart]) -> str:
        from kamtui.domain.wallet import US

        return ", ".join(f"{part.supplier} {money(part.amount)}" for part in parts if part.supplier != US)

    rows = [
        (
            (each.category or _("all categories")) + (" ○" if each.white else ""),
            money(each.total),
            money(each.ours),
            format_share(each.share),
            others(each.parts),
        )
        for each in year.categories
    ]
    computed = " " + _("(from orders)") if year.computed else ""
    rows.append((_("year"), money(year.total), money(year.ours), format_share(year.share) + computed,
                 others(year.parts)))  # fmt: skip
    return output.table(columns, rows)


def _estimates(estimates: Sequence[Estimate]) -> str:
    from kamtui.workspace.tasks import short_id

    columns = (
        Column(_("Day")),
        Column(_("Year")),
        Column(_("Category"), least=10),
        Column(_("Supplier"), least=8),
        Column(_("Amount"), right=True),
        Column(_("Source"), least=8, rank=2),
        Column(_("Id"), rank=1),
    )
    rows = [
        (
            output.exact(one.on),
            str(one.year),
            one.category or _("all"),
            supplier_name(one.supplier),
            _range(one),
            one.source,
            short_id(one.id),
        )
        for one in estimates
    ]
    return output.table(columns, rows)


def _json(circle: Circle, estimates: Sequence[Estimate], code: str) -> dict[str, Any]:
    return {
        "account": code,
        "year": circle.now.year,
        "now": _year(circle.now),
        "next": _year(circle.next),
        "verdict": circle.verdict,
        "delta": circle.delta,
        "delta_circle": circle.delta_circle,
        "delta_share": circle.delta_share,
        "delta_both": circle.delta_both,
        "estimates": [
            {
                "id": one.id,
                "year": one.year,
                "category": one.category,
                "supplier": one.supplier or None,
                "amount": one.amount,
                "high": one.high,
                "source": one.source or None,
                "on": one.on,
            }
            for one in estimates
        ],
    }


def _year(year: YearWallet) -> dict[str, Any]:
    return {
        "year": year.year,
        "total": year.total,
        "low": year.low,
        "high": year.high,
        "ours": year.ours,
        "share": year.share,
        "computed": year.computed,
        "source": year.source or None,
        "on": year.on,
        "categories": [_category(each) for each in year.categories],
        "suppliers": [_part(part) for part in year.parts],
        "rest": year.rest,
        "warnings": list(year.warnings),
    }


def _category(each: CategoryWallet) -> dict[str, Any]:
    return {
        "category": each.category,
        "total": each.total,
        "ours": each.ours,
        "share": each.share,
        "rest": each.rest,
        "white": each.white,
        "suppliers": [_part(part) for part in each.parts],
    }


def _part(part: SupplierPart) -> dict[str, Any]:
    return {
        "supplier": part.supplier,
        "amount": part.amount,
        "share": part.share,
        "computed": part.computed,
        "source": part.source or None,
        "on": part.on,
    }
