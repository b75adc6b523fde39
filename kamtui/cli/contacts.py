"""`kamtui contacts`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import output, session
from kamtui.cli.options import AccountRef, Json, Why
from kamtui.cli.output import Column
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.domain.contacts import Contact
    from kamtui.domain.explained import Explained
    from kamtui.exchange.map_document import MapDocument

_PROPOSALS = 5  # as many as one reads


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    app.command("contacts", cls=cls, help=N_("The contact map of an account."))(contacts)


def contacts(
    context: typer.Context,
    account: AccountRef,
    group: Annotated[
        bool, typer.Option("--group", help=N_("The whole account group: the parent and its daughters."))
    ] = False,
    unit: Annotated[
        str, typer.Option("--unit", metavar="NAME", help=N_("The people of one site, plant or branch only."))
    ] = "",
    json: Json = False,
    why: Why = False,
) -> None:
    """Print the people of an account and what the map says."""
    from kamtui.exchange.map_json import map_json

    run = session.of(context)
    document = run.workspace.exports.document(run.account(account).id, group=group, unit=unit, former=True)
    reasons = _reasons(document) if why else {}
    if json:
        output.emit_json({**map_json(document), **({"why": reasons} if why else {})})
        return
    output.emit(_text(document))
    for name, figure in reasons.items():
        output.emit("\n" + output.explanation(_titles()[name], figure))


def _titles() -> dict[str, str]:
    return {
        "map_quality": _("Map quality"),
        "completeness": _("Completeness"),
        "single_thread": _("Single thread"),
        "uncovered": _("Key players without cover"),
    }


def _reasons(document: MapDocument) -> dict[str, Explained[Any]]:
    """The facts behind each judgement."""
    from kamtui.domain.contacts import is_active
    from kamtui.domain.explained import Explained, Part
    from kamtui.domain.words import Function
    from kamtui.labels import label

    found = document.found
    active = [one for one in found.contacts if is_active(one, document.settings, document.today)]
    functions = [each for each in Function if any(one.function is each for one in active)]
    high = [one for one in active if (one.level or 0) >= 4]
    return {
        "map_quality": found.quality,
        "completeness": found.completeness,
        "single_thread": Explained(
            bool(found.single_thread),
            (
                Part(_("Active contacts"), len(active), _names(active)),
                Part(_("Their functions"), len(functions), ", ".join(label(each) for each in functions)),
                Part(_("Active on level 4 or above"), len(high), _names(high)),
            ),
            _("one active contact, one function only, or nobody active on level 4 or above"),
        ),
        "uncovered": Explained(
            len(found.uncovered),
            tuple(Part(one.contact.name, one.reason) for one in found.uncovered),
            _("key players who are not active, or whose relationship is below working"),
        ),
    }


def _names(people: list[Contact]) -> str:
    return ", ".join(one.name for one in people)


def _text(document: MapDocument) -> str:
    from kamtui.domain.money import DASH
    from kamtui.domain.today import ago_words
    from kamtui.exchange.map_document import role_words, state_words, verdict
    from kamtui.labels import label

    if not document.people:
        if document.found.unit:
            return _("Nobody of {unit} is on the map yet.").format(unit=document.found.unit)
        return _("Nobody on the map yet; `kamtui contact ACCOUNT NAME --level 4` adds the first.")
    columns = (
        Column(_("Lvl"), right=True),
        Column(_("Contact"), least=18),
        *([Column(_("Account"), least=6, rank=1)] if document.is_group else []),
        Column(_("Position"), least=14, rank=4),
        Column(_("Function"), least=10, rank=3),
        Column(_("Roles"), least=10, rank=2),
        Column(_("Attitude"), least=8),
        Column(_("Touch"), right=True),
        Column(_("Active")),
    )
    rows = [
        (
            str(one.level or DASH),
            one.name,
            *([document.account_of(one).code] if document.is_group else []),
            one.position or DASH,
            label(one.function) if one.function else DASH,
            role_words(one) or DASH,
            DASH if one.placeholder else label(one.attitude),
            ago_words(one.last_touch, document.today, short=True) if one.last_touch else DASH,
            state_words(one, document.settings, document.today),
        )
        for one in document.people
    ]
    facts = [(fact.name, fact.text) for fact in verdict(document.found)]
    facts.insert(1, (_("cover, active/wanted"), _cover(document)))
    for account, one in document.proposals[:_PROPOSALS]:
        where = f"{account.code}: " if document.is_group else ""
        facts.append((_("proposed"), f"{where}{one.title} ({one.reason})"))
    return "\n".join([output.table(columns, rows), "", *(output.paragraph(f"{name}: {text}") for name, text in facts)])


def _cover(document: MapDocument) -> str:
    """Active of those wanted on each level, then how many are known there and how many are to be met."""
    from kamtui.exchange.map_document import cover_words

    parts = []
    for level, cover in document.found.coverage.items():
        words, _tone = cover_words(document.found, level)
        beside = [_("{n} known").format(n=cover.known)] if cover.in_use else []
        if cover.placeholders:
            beside.append(_("{n} to meet").format(n=cover.placeholders))
        parts.append(f"{level}: {words}" + (f" ({', '.join(beside)})" if beside else ""))
    return "  ".join(parts)
