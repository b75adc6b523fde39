"""`kamtui opportunity`: our offers into what a client is going to do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import options, session
from kamtui.cli.options import AccountRef, Json
from kamtui.errors import InvalidValue, NotFound
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.domain.initiatives import Opportunity

Text = str | None
LATER = "later"


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    text = N_("Our opportunities at a client; with a title, add or change one, win it, lose it, put it off.")
    app.command("opportunity", cls=cls, help=text)(opportunity)


def opportunity(
    context: typer.Context,
    account: AccountRef,
    title: Annotated[
        Text, typer.Argument(metavar="[TITLE]", help=N_("A known one (part of it will do, or its id), or a new one."))
    ] = None,
    initiative: Annotated[
        Text, typer.Option("--initiative", metavar="TITLE", help=N_("Into which initiative; a new one needs it."))
    ] = None,
    amount: Annotated[Text, typer.Option("--amount", metavar="AMOUNT", help=N_("What it brings: `4.2 M`."))] = None,
    monthly: Annotated[
        bool | None, typer.Option("--monthly/--once", help=N_("The amount is per month, or comes once."))
    ] = None,
    starts: Annotated[
        Text, typer.Option("--from", metavar="MONTH", help=N_("A monthly one: from this month on, 2027-04."))
    ] = None,
    months: Annotated[
        int | None, typer.Option("--months", metavar="N", min=1, max=120, help=N_("And for so many months."))
    ] = None,
    probability: Annotated[Text, typer.Option("--probability", metavar="SHARE", help=N_("0.3, 30 or 30 %."))] = None,
    quarter: Annotated[Text, typer.Option("--quarter", metavar="2026-Q4", help=N_("When it is decided."))] = None,
    category: Annotated[Text, typer.Option("--category", metavar="NAME", help=N_("Our category."))] = None,
    product: Annotated[Text, typer.Option("--product", metavar="NAME", help=N_("Our product."))] = None,
    competitor: Annotated[Text, typer.Option("--competitor", metavar="NAME", help=N_("Against whom."))] = None,
    next_step: Annotated[Text, typer.Option("--next", metavar="TEXT", help=N_("The next step."))] = None,
    person: Annotated[Text, typer.Option("--person", metavar="NAME", help=N_("The contact it hangs on."))] = None,
    needs: Annotated[
        list[str] | None,
        typer.Option("--needs", metavar="CODE", help=N_("A progression it needs first; may be repeated.")),
    ] = None,
    note: Annotated[Text, typer.Option("--note", metavar="TEXT", help=N_("Note."))] = None,
    rename: Annotated[Text, typer.Option("--rename", metavar="TEXT", help=N_("A new title."))] = None,
    win: Annotated[bool, typer.Option("--win", help=N_("It is ours."))] = False,
    lose: Annotated[bool, typer.Option("--lose", help=N_("It is lost; --reason says why."))] = False,
    postpone: Annotated[
        Text, typer.Option("--postpone", metavar="QUARTER", help=N_("Put it off to a quarter, or `later`."))
    ] = None,
    reopen: Annotated[bool, typer.Option("--reopen", help=N_("It is open again."))] = False,
    task: Annotated[bool, typer.Option("--task", help=N_("Make a task of the next step."))] = False,
    remove: Annotated[bool, typer.Option("--remove", help=N_("Delete it."))] = False,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Why it was won, lost or put off."))] = "",
    on: Annotated[Text, typer.Option("--on", metavar="DATE", help=N_("The day it was decided."))] = None,
    due: Annotated[Text, typer.Option("--due", metavar="DATE", help=N_("When the task is due."))] = None,
    json: Json = False,
) -> None:
    """Add or change the opportunity that TITLE means, or list all."""
    acts = {"--win": win, "--lose": lose, "--postpone": postpone is not None, "--reopen": reopen, "--task": task}
    act = options.one_of(acts | {"--remove": remove})
    run = session.of(context)
    owner, known = run.account(account), run.workspace.opportunities
    if title is None:
        from kamtui.cli.plan_text import offers

        found = known.of(owner.id)
        said = offers(found) or _("no opportunities yet")
        run.show(said, [opportunity_json(one) for one in found] if json else None, as_json=json)
        return
    start = run.workspace.method.fiscal_start
    fields: dict[str, Any] = {
        "title": rename,
        "monthly": monthly,
        "months": months,
        "category": category,
        "product": product,
        "competitor": competitor,
        "next_step": next_step,
        "note": note,
    }
    fields = {name: value for name, value in fields.items() if value is not None}
    if amount is not None:
        fields["amount"] = options.amount(amount, "amount", run)
    if probability is not None:
        from kamtui.domain.initiatives import parse_probability

        fields["probability"] = parse_probability(probability)
    if quarter is not None:
        fields["quarter"] = options.quarter(quarter, run.today, start) if quarter.strip() else None
    if starts is not None:
        fields["starts"] = _month(starts, run.today) if starts.strip() else None
    if person is not None:
        fields["contact_id"] = run.workspace.contacts.find(owner.id, person).id if person.strip() else None
    if needs is not None:
        fields["progressions"] = tuple(
            run.workspace.progress.item(owner.id, code).progression.id for code in options.listed(needs)
        )
    into = run.workspace.initiatives.find(owner.id, initiative).id if initiative else None
    try:
        one = known.find(owner.id, title)
    except NotFound:
        if act not in (None, "--win", "--task") or rename:
            raise
        if into is None:
            raise InvalidValue("initiative", "", reason=_("say into which initiative it is an offer")) from None
        one = None
    day = options.day(on, "on", run.today, past=True) if on else None
    with run.workspace.together("opportunity.change"):
        if one is None:
            if "amount" not in fields:
                raise InvalidValue("amount", "", reason=_("is needed"))
            lowest = min(run.workspace.method.probabilities)
            one = known.add(into or "", **{"title": title, "probability": Decimal(str(lowest)), **fields})
            said = _("added {name}").format(name=one.title)
        else:
            if into is not None and into != one.initiative_id:
                raise InvalidValue("initiative", initiative, reason=_("it is an offer into another one"))
            said = (_("changed {name}") if fields else _("{name} is as it was")).format(name=rename or one.title)
            one = known.change(one.id, one.version, **fields) if fields else one
        if act == "--win":
            one, said = known.win(one.id, on=day, reason=reason), _("won: {name}").format(name=one.title)
        elif act == "--lose":
            one, said = known.lose(one.id, reason, on=day), _("lost: {name}").format(name=one.title)
        elif act == "--postpone":
            later = None if (postpone or "").strip().casefold() in ("", LATER) else postpone
            to = options.quarter(later, run.today, start) if later else None
            one, said = known.postpone(one.id, to, reason), _("put off: {name}").format(name=one.title)
        elif act == "--reopen":
            one, said = known.reopen(one.id), _("open again: {name}").format(name=one.title)
        elif act == "--task":
            dated: dict[str, Any] = {"due": options.day(due, "due", run.today)} if due else {}
            made = known.make_task(one.id, **dated)
            one, said = known.get(one.id), _("added the task {title}").format(title=made.title)
        elif act == "--remove":
            known.remove(one.id)
            said = _("deleted {name}").format(name=one.title)
    run.report(said, opportunity_json(one), as_json=json)


def _month(text: str, today: date) -> date:
    """A month as `2027-04`, or by any day of it. Raises InvalidValue."""
    try:
        return date.fromisoformat(f"{text.strip()}-01")
    except ValueError:
        return options.day(text, "starts", today)


def opportunity_json(one: Opportunity) -> dict[str, Any]:
    """An opportunity as the document of a plan has it, and where it belongs."""
    return {
        "id": one.id,
        "account": one.account_code,
        "initiative": one.initiative_id,
        "title": one.title,
        "relevant": one.relevant,
        "category": one.category,
        "product": one.product or None,
        "amount": one.amount,
        "monthly": one.monthly,
        "starts": one.starts,
        "months": one.months,
        "probability": float(one.probability),
        "quarter": one.quarter,
        "competitor": one.competitor or None,
        "next_step": one.next_step or None,
        "task": one.task_id,
        "contact": one.contact or None,
        "status": one.status,
        "decided_on": one.decided_on,
        "reason": one.reason or None,
        "times_postponed": one.times_postponed,
        "note": one.note or None,
    }
