"""`kamtui contacts` and `kamtui contact`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import options, output, session
from kamtui.cli.options import AccountRef, Json, Why
from kamtui.cli.output import Column
from kamtui.errors import NotFound
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.domain.contacts import Contact
    from kamtui.domain.explained import Explained
    from kamtui.workspace.contact_map import ContactMap


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the commands."""
    app.command("contacts", cls=cls, help=N_("The contact map of an account."))(contacts)
    app.command("contact", cls=cls, help=N_("Add or change a contact of an account."))(contact)


def contacts(context: typer.Context, account: AccountRef, json: Json = False, why: Why = False) -> None:
    """Print the people of an account and what the map says."""
    run = session.of(context)
    found = run.workspace.contacts.map(run.account(account).id)
    reasons: dict[str, Explained[Any]] = (
        {"map_quality": found.quality, "completeness": found.completeness} if why else {}
    )
    if json:
        output.emit_json({**_map_json(found, run), **({"why": reasons} if why else {})})
        return
    output.emit(_map_text(found, run))
    titles = {"map_quality": _("Map quality"), "completeness": _("Completeness")}
    for name, figure in reasons.items():
        output.emit("\n" + output.explanation(titles[name], figure))


def contact(
    context: typer.Context,
    account: AccountRef,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=N_("A contact on the map, or a new one; part of a name will do."))
    ],
    position: Annotated[str | None, typer.Option("--position", metavar="TEXT", help=N_("Position."))] = None,
    level: Annotated[str | None, typer.Option("--level", metavar="1…5", help=N_("Level of decision."))] = None,
    function: Annotated[str | None, typer.Option("--function", metavar="WORD", help=N_("Function."))] = None,
    role: Annotated[
        list[str] | None, typer.Option("--role", metavar="WORD", help=N_("Role in buying; may be repeated."))
    ] = None,
    attitude: Annotated[
        str | None, typer.Option("--attitude", metavar="WORD", help=N_("Attitude, a word or -2…2."))
    ] = None,
    influence: Annotated[str | None, typer.Option("--influence", metavar="WORD", help=N_("Influence."))] = None,
    strength: Annotated[
        str | None, typer.Option("--strength", metavar="WORD", help=N_("Relationship level, a word or 0…4."))
    ] = None,
    target_strength: Annotated[
        str | None, typer.Option("--target-strength", metavar="WORD", help=N_("Relationship level wanted."))
    ] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="NAME", help=N_("Site, plant or branch."))] = None,
    email: Annotated[str | None, typer.Option("--email", metavar="ADDRESS", help=N_("E-mail."))] = None,
    phone: Annotated[str | None, typer.Option("--phone", metavar="NUMBER", help=N_("Phone."))] = None,
    birthday: Annotated[str | None, typer.Option("--birthday", metavar="DATE", help=N_("Birthday."))] = None,
    reports_to: Annotated[
        str | None, typer.Option("--reports-to", metavar="NAME", help=N_("Whom the person reports to."))
    ] = None,
    placeholder: Annotated[
        bool, typer.Option("--placeholder", help=N_("Somebody to meet: the role is known, not the person."))
    ] = False,
    left: Annotated[bool, typer.Option("--left", help=N_("The person has left the company."))] = False,
    rename: Annotated[str | None, typer.Option("--rename", metavar="NAME", help=N_("A new name."))] = None,
    json: Json = False,
) -> None:
    """Change the contact that NAME means, or add a new one. An empty value clears a field."""
    from kamtui.domain import words

    run = session.of(context)
    key = run.account(account).id
    people = run.workspace.contacts
    fields: dict[str, Any] = {
        name: value
        for name, value in {
            "name": rename,
            "position": position,
            "level": level,
            "function": _word(words.Function, function),
            "attitude": _word(words.Attitude, attitude),
            "influence": _word(words.Influence, influence),
            "strength": _word(words.Strength, strength),
            "target_strength": _word(words.Strength, target_strength),
            "unit": unit,
            "email": email,
            "phone": phone,
            "birthday": options.day(birthday, "birthday", run.today, past=True) if birthday else birthday,
            "placeholder": placeholder or None,
        }.items()
        if value is not None
    }
    if role is not None:
        fields["roles"] = tuple(_word(words.Role, word) for word in options.listed(role))
    if reports_to is not None:
        fields["reports_to"] = people.find(key, reports_to).id if reports_to else None
    try:
        found = people.find(key, name)
    except NotFound:
        changed = people.add(key, **{"name": name, **fields})
        said = _("added {name}")
    else:
        changed = people.change(found.id, found.version, **fields) if fields else found
        said = _("changed {name}") if fields or left else _("{name} is as it was")
    if left and changed.left_on is None:
        changed = people.mark_left(changed.id)
    run.report(said.format(name=changed.name), contact_json(changed, run), as_json=json)


def contact_json(found: Contact, run: session.Run) -> dict[str, Any]:
    """A contact as the contract names it; what is not known is null."""
    from kamtui.domain.contacts import is_active

    return {
        "name": found.name,
        "position": found.position or None,
        "unit": found.unit or None,
        "function": found.function,
        "level": found.level,
        "roles": found.roles,
        "attitude": found.attitude.name.lower(),
        "influence": found.influence,
        "strength": found.strength.name.lower(),
        "target_strength": found.target_strength.name.lower() if found.target_strength is not None else None,
        "status": found.status,
        "placeholder": found.placeholder,
        "last_touch": found.last_touch,
        "active": is_active(found, run.workspace.method, run.today),
        "email": found.email or None,
        "phone": found.phone or None,
        "id": found.id,
    }


def _map_json(found: ContactMap, run: session.Run) -> dict[str, Any]:
    return {
        "contacts": [contact_json(each, run) for each in found.contacts],
        "coverage": {
            str(level): {"known": cover.known, "active": cover.active, "placeholders": cover.placeholders}
            for level, cover in found.coverage.items()
        },
        "map_quality": found.quality.value,
        "missing_roles": found.missing_roles,
        "single_thread": bool(found.single_thread),
        "reasons": found.single_thread,
    }


def _word(enum: Any, text: str | None) -> Any:
    """The member that an option means; None when it was not given, empty when it is to be cleared."""
    from kamtui.labels import parse_word

    return parse_word(enum, text) if text else text


def _map_text(found: ContactMap, run: session.Run) -> str:
    from kamtui.domain.money import DASH
    from kamtui.domain.today import ago_words
    from kamtui.labels import label

    if not found.contacts:
        return _("Nobody on the map yet; `kamtui contact ACCOUNT NAME --level 4` adds the first.")
    columns = (
        Column(_("Lvl"), right=True),
        Column(_("Contact"), least=18),
        Column(_("Position"), least=14, rank=3),
        Column(_("Function"), least=10, rank=2),
        Column(_("Roles"), least=10, rank=1),
        Column(_("Attitude"), least=8),
        Column(_("Touch"), right=True),
        Column(_("Active")),
    )
    rows = [
        (
            str(each.level or DASH),
            each.name,
            each.position or DASH,
            label(each.function) if each.function else DASH,
            ", ".join(label(role) for role in each.roles) or DASH,
            label(each.attitude),
            ago_words(each.last_touch, run.today, short=True) if each.last_touch else DASH,
            _state(each, run),
        )
        for each in found.contacts
    ]
    cover = "  ".join(
        f"{level}: {cover.active}/{cover.known}" + (f"+{cover.placeholders}" if cover.placeholders else "")
        for level, cover in found.coverage.items()
    )
    lines = [
        output.table(columns, rows),
        "",
        output.paragraph(_("Cover (active/known+to meet)  {cover}").format(cover=cover)),
        output.paragraph(_("Map quality {quality} of 3").format(quality=found.quality.value)),
    ]
    if found.missing_roles:
        names = ", ".join(label(role) for role in found.missing_roles)
        lines.append(output.paragraph(_("Roles that nobody holds: {names}").format(names=names)))
    lines += [output.paragraph(_("Single thread: {reason}").format(reason=reason)) for reason in found.single_thread]
    return "\n".join(lines)


def _state(found: Contact, run: session.Run) -> str:
    from kamtui.domain.contacts import is_active
    from kamtui.domain.words import ContactStatus
    from kamtui.labels import label

    if found.status is ContactStatus.LEFT:
        return label(found.status)
    if found.placeholder:
        return _("to meet")
    return _("yes") if is_active(found, run.workspace.method, run.today) else _("no")
