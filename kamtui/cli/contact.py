"""`kamtui contact`: everything that can be said about one person, in one line."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kamtui.cli import contact_words as words
from kamtui.cli import options, output, session
from kamtui.cli.options import AccountRef, Json
from kamtui.i18n import N_, _

Text = str | None
Texts = list[str] | None


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    text = N_("Add or change a contact of an account. An empty value clears a fact.")
    app.command("contact", cls=cls, help=text)(contact)


def contact(
    context: typer.Context,
    account: AccountRef,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=N_("A contact on the map, or a new one; part of a name will do."))
    ],
    position: Annotated[Text, typer.Option("--position", metavar="TEXT", help=N_("Position."))] = None,
    level: Annotated[Text, typer.Option("--level", metavar="1…5", help=N_("Level of decision."))] = None,
    function: Annotated[Text, typer.Option("--function", metavar="WORD", help=N_("Function."))] = None,
    guess: Annotated[
        bool, typer.Option("--guess", help=N_("Guess level and function from the position once more."))
    ] = False,
    role: Annotated[Texts, typer.Option("--role", metavar="WORD", help=N_("Role in buying; may be repeated."))] = None,
    attitude: Annotated[Text, typer.Option("--attitude", metavar="WORD", help=N_("Attitude, a word or -2…2."))] = None,
    influence: Annotated[Text, typer.Option("--influence", metavar="WORD", help=N_("Influence."))] = None,
    strength: Annotated[
        Text, typer.Option("--strength", metavar="WORD", help=N_("Relationship level, a word or 0…4."))
    ] = None,
    target_strength: Annotated[
        Text, typer.Option("--target-strength", metavar="WORD", help=N_("Relationship level wanted."))
    ] = None,
    favours: Annotated[
        Text, typer.Option("--favours", metavar="WORD", help=N_("Whom the person would rather buy from."))
    ] = None,
    competitor: Annotated[Text, typer.Option("--competitor", metavar="NAME", help=N_("Which competitor."))] = None,
    buys: Annotated[
        Texts, typer.Option("--buys", metavar="CATEGORY", help=N_("A category the person buys; may be repeated."))
    ] = None,
    cadence: Annotated[
        Text, typer.Option("--cadence", metavar="IDEAL/MAX", help=N_("Days between touches, of this person's own."))
    ] = None,
    chosen: Annotated[
        bool | None, typer.Option("--chosen/--not-chosen", help=N_("Remind about this person whatever the role."))
    ] = None,
    unit: Annotated[Text, typer.Option("--unit", metavar="NAME", help=N_("Site, plant or branch."))] = None,
    email: Annotated[Text, typer.Option("--email", metavar="ADDRESS", help=N_("E-mail."))] = None,
    phone: Annotated[Text, typer.Option("--phone", metavar="NUMBER", help=N_("Phone."))] = None,
    add_email: Annotated[Texts, typer.Option("--add-email", metavar="ADDRESS", help=N_("One more e-mail."))] = None,
    add_phone: Annotated[
        Texts, typer.Option("--add-phone", metavar="NUMBER", help=N_("One more phone; `mobile: +7…` says which."))
    ] = None,
    messenger: Annotated[
        Texts, typer.Option("--messenger", metavar="NAME", help=N_("One more messenger: `Telegram: @olga`."))
    ] = None,
    language: Annotated[Text, typer.Option("--language", metavar="CODE", help=N_("Language: ru, en, de…"))] = None,
    birthday: Annotated[Text, typer.Option("--birthday", metavar="DATE", help=N_("Birthday."))] = None,
    note: Annotated[Text, typer.Option("--note", metavar="TEXT", help=N_("Note."))] = None,
    reports_to: Annotated[
        Text, typer.Option("--reports-to", metavar="NAME", help=N_("Whom the person reports to."))
    ] = None,
    influences: Annotated[
        Texts, typer.Option("--influences", metavar="NAME", help=N_("Whom the person influences; may be repeated."))
    ] = None,
    conflict: Annotated[
        Texts, typer.Option("--conflict", metavar="NAME", help=N_("With whom there is a conflict; may be repeated."))
    ] = None,
    owner: Annotated[
        Text, typer.Option("--owner", metavar="COLLEAGUE", help=N_("Who of our people owns the relationship."))
    ] = None,
    pair: Annotated[
        Text, typer.Option("--pair", metavar="COLLEAGUE", help=N_("Which of our executives is the counterpart."))
    ] = None,
    placeholder: Annotated[
        bool, typer.Option("--placeholder", help=N_("Somebody to meet: the role is known, not the person."))
    ] = False,
    becomes: Annotated[
        str, typer.Option("--becomes", metavar="NAME", help=N_("Somebody to meet has been met and has this name."))
    ] = "",
    left: Annotated[
        bool | None, typer.Option("--left/--back", help=N_("The person has left the company, or is back."))
    ] = None,
    left_on: Annotated[str, typer.Option("--left-on", metavar="DATE", help=N_("On which day."))] = "",
    left_to: Annotated[Text, typer.Option("--left-to", metavar="TEXT", help=N_("Where the person went."))] = None,
    successor: Annotated[
        Text, typer.Option("--successor", metavar="NAME", help=N_("Who took over; an empty name: nobody will."))
    ] = None,
    moved_to: Annotated[
        str, typer.Option("--moved-to", metavar="ACCOUNT", help=N_("Now works at another of our accounts."))
    ] = "",
    merge: Annotated[
        str,
        typer.Option("--merge", metavar="NAME", help=N_("A duplicate of the person, taken in with all its touches.")),
    ] = "",
    rename: Annotated[Text, typer.Option("--rename", metavar="NAME", help=N_("A new name."))] = None,
    json: Json = False,
) -> None:
    """Change the contact that NAME means, or add a new one."""
    from kamtui.cli.contact_change import Change
    from kamtui.domain.words import Attitude, Favours, Function, Influence, LineKind, Role, Strength, TieKind
    from kamtui.exchange.map_document import names_of
    from kamtui.exchange.map_json import contact_json

    _one_at_a_time({"--becomes": becomes, "--left": left, "--moved-to": moved_to, "--merge": merge, "--rename": rename})
    run = session.of(context)
    key = run.account(account).id
    given: dict[str, Any] = {
        "name": rename,
        "position": None if moved_to else position,
        "level": words.level(level),
        "function": words.word(Function, function),
        "attitude": words.word(Attitude, attitude),
        "influence": words.word(Influence, influence),
        "strength": words.word(Strength, strength),
        "target_strength": words.word(Strength, target_strength),
        "favours": Favours.COMPETITOR if competitor and favours is None else words.word(Favours, favours),
        "competitor": competitor,
        "chosen": chosen,
        "unit": unit,
        "email": email,
        "phone": phone,
        "language": language,
        "birthday": options.day(birthday, "birthday", run.today, past=True) if birthday else birthday,
        "note": note,
        "placeholder": placeholder or None,
    }
    fields = {field: value for field, value in given.items() if value is not None} | words.cadence(cadence)
    if role is not None:
        fields["roles"] = tuple(words.word(Role, each) for each in options.listed(role))
    if buys is not None:
        fields["categories"] = tuple(options.listed(buys))
    day = options.day(left_on, "left_on", run.today, past=True) if left_on else None
    events = (becomes, merge, moved_to, left_on, left_to, successor, left)
    change = Change(run, key, name, must_exist=any(each not in (None, "") for each in events))
    if reports_to is not None:
        fields["reports_to"] = change.other(reports_to, field="reports_to").id if reports_to else None
    fields |= words.ways(change.person, {"phone": add_phone, "email": add_email, "messenger": messenger})
    if guess:
        own = change.person.position if change.person and position is None else position or ""
        guesses = words.guessed(own, fields)
        fields |= guesses
        if not guesses:
            output.message(_("the position says neither level nor function"))
    change.draw(LineKind.INFLUENCES, influences)
    change.draw(LineKind.CONFLICT, conflict)
    change.join(TieKind.OWNER, owner)
    change.join(TieKind.EXECUTIVE_PAIR, pair)
    if merge:
        change.merge(merge)
    if moved_to:
        change.move(moved_to, day, position or "")
    else:
        change.leave(left, day, left_to, successor)
    person, said = change.apply(fields, becomes)
    data: object = None
    if json:
        found = run.workspace.contacts.map(person.account_id, group=True)
        data = contact_json(person, found.links, names_of(found.contacts), run.workspace.method, run.today)
    run.report(said, data, as_json=json)


def _one_at_a_time(options: dict[str, object]) -> None:
    """Raise BadParameter when two things are to happen to a person at once that cannot."""
    given = [name for name, value in options.items() if value not in (None, "")]
    if len(given) > 1:
        raise typer.BadParameter(_("only one of these at a time"), param_hint=" ".join(given))
