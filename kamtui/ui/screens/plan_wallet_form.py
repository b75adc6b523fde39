"""The form of a wallet estimate, and how its amount is typed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamtui.domain.money import format_amount
from kamtui.domain.today import written_day
from kamtui.domain.wallet import US, WHOLE, Estimate
from kamtui.domain.wallet_line import parse_amount
from kamtui.i18n import _, language
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.screens.account_contact_form import day_preview, read_day
from kamtui.ui.screens.plan_wallet_rows import supplier_words

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

ENTITIES = frozenset({"wallet_estimate", "product_category"})
_NAMES_SHOWN = 6


def estimate_form(
    workspace: Workspace,
    account_id: str,
    estimate: Estimate | None = None,
    *,
    year: int = 0,
    category: str | None = None,
    supplier: str = WHOLE,
    at: str = "",
) -> FormDialog[Estimate]:
    """The form of an estimate, opened on the field `at`; of a new one for a year, category and supplier."""
    wallet, currency, today, lang = workspace.wallet, workspace.method.currency, workspace.today_date, language()
    known_categories, known_suppliers = wallet.names()
    start = estimate or Estimate("", year, Decimal(0), today, category=category, supplier=supplier)
    others = [name for name in known_suppliers if name not in (WHOLE, US)]
    if start.supplier not in (WHOLE, US, *others):
        others.append(start.supplier)
    amount = ""
    if estimate is not None:
        ends = (estimate.amount,) if estimate.high is None else (estimate.amount, estimate.high)
        amount = " – ".join(format_amount(end, lang) for end in ends)
    years = sorted({start.year, year or start.year, *range(start.year - 1, start.year + 2)})

    def preview(text: str) -> str:
        low, high = parse_amount("amount", text, currency)
        if high is None:
            return f"{format_amount(low, lang)} {currency}"
        middle = format_amount((low + high) / 2, lang)
        return _("{low} to {high} {currency}; its middle counts: {middle}").format(
            low=format_amount(low, lang), high=format_amount(high, lang), currency=currency, middle=middle
        )

    fields = [
        Field("year", _("Year"), "choice", start.year, tuple((one, str(one)) for one in years)),
        Field(
            "category",
            _("Category"),
            value=start.category or "",
            hint=_("empty: all our categories; known: {names}").format(names=_some(known_categories)),
        ),
        Field(
            "supplier",
            _("Bought from"),
            "choice",
            start.supplier,
            tuple((name, supplier_words(name)) for name in (WHOLE, US, *others)),
            common=_NAMES_SHOWN,
        ),
        Field("competitor", _("or from"), hint=_("the name of a competitor that is not in the list")),
        Field("amount", _("Amount"), value=amount, hint=_("42 M, or a range: 40-45 M"), preview=preview),
        Field("source", _("Source"), value=start.source, hint=_("who said it, or where it was read")),
        Field("on", _("As of"), value=written_day(start.on), hint=written_day(today), preview=day_preview("on", today)),
    ]
    given = {field.name: field.value for field in fields}

    def read(values: dict[str, Any]) -> dict[str, Any]:
        found = {name: value for name, value in values.items() if name in ("year", "category", "source")}
        if str(values.get("competitor") or "").strip():
            found["supplier"] = str(values["competitor"]).strip()
        elif "supplier" in values:
            found["supplier"] = values["supplier"]
        if "amount" in values:
            found["amount"], found["high"] = parse_amount("amount", str(values["amount"]), currency)
        if "on" in values:
            found["on"] = read_day("on", str(values["on"] or ""), today) or today
        return found

    def save(values: dict[str, Any]) -> Estimate:
        if estimate is None:
            return wallet.add(account_id, **read(values))
        changed = {name: value for name, value in values.items() if value != given[name]}
        return wallet.change(estimate.id, estimate.version, **read(changed))

    return FormDialog(
        _("Estimate") if estimate else _("New estimate"),
        fields,
        save,
        at=at or ("" if estimate is None and category is None and supplier == WHOLE else "amount"),
        draft=f"estimate:{estimate.id}" if estimate else f"estimate:{account_id}:{year}:{category}:{supplier}",
        overwrite=(lambda changed: wallet.change(estimate.id, None, **read(changed))) if estimate else None,
        entities=ENTITIES,
    )


def _some(names: list[str]) -> str:
    """The first of known names."""
    shown = names[: _NAMES_SHOWN + 2]
    return ", ".join(shown) + (" …" if len(names) > len(shown) else "") if names else "–"
