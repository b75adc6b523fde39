"""Options and arguments that several commands share, and the reading of their values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from kamtui.errors import InvalidValue
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from decimal import Decimal

    from kamtui.cli.session import Run
    from kamtui.domain.quarters import Quarter

AccountRef = Annotated[str, typer.Argument(metavar="ACCOUNT", help=N_("Code, or any part of the name."))]
Json = Annotated[bool, typer.Option("--json", help=N_("Print one JSON document."))]
Year = Annotated[
    int | None,
    typer.Option("--year", metavar="YEAR", min=2000, max=2100, help=N_("Fiscal year; without, the current one.")),
]
Why = Annotated[bool, typer.Option("--why", help=N_("Add the facts behind the figures."))]


def day(text: str, field: str, today: date, *, past: bool = False) -> date:
    """A day as people write it: `2026-11-21`, `21.11`, `tomorrow`. Raises InvalidValue for anything else.

    `past`: a day without a year is the nearest one that is not in the future.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        from kamtui.domain.today import written_day
        from kamtui.domain.when import find_date, without

        found = find_date(text, today, past=past)
        if found is None or found.day is None or without(text, found.spans):
            raise InvalidValue(field, text, expected=written_day(date(2026, 11, 21))) from None
        return found.day


def quarter(text: str, today: date, fiscal_start: int) -> Quarter:
    """`2026-Q4`, or `Q4` for the nearest one that has not ended. Raises InvalidValue."""
    from kamtui.domain.quarters import Quarter
    from kamtui.domain.when import find_quarter, without

    try:
        return Quarter.parse(text)
    except InvalidValue:
        found = find_quarter(text, today, fiscal_start)
        if found is None or without(text, [found.span]):
            raise
        return found.quarter


def amount(text: str, field: str, run: Run) -> Decimal | None:
    """An amount as people write it: `1 234,56`, `4.2 M`; None for an empty text. Raises InvalidValue."""
    from kamtui.domain.money import parse_number

    currency = run.workspace.method.currency
    return parse_number(text, currency=currency, field=field, scaled=True) if text.strip() else None


def one_of(given: dict[str, bool]) -> str | None:
    """The one option that was given, if any. Raises BadParameter when there are two that exclude each other."""
    chosen = [name for name, there in given.items() if there]
    if len(chosen) > 1:
        raise typer.BadParameter(_("only one of these at a time"), param_hint=" ".join(chosen))
    return chosen[0] if chosen else None


def listed(values: list[str] | None) -> list[str]:
    """The values of an option that may be repeated, or hold several separated by commas."""
    return [part.strip() for value in values or [] for part in value.split(",") if part.strip()]
