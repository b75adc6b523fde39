"""`kamtui config`: personal configuration and settings of the workspace, each with its source."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import output, session
from kamtui.cli.options import Json
from kamtui.cli.output import Column
from kamtui.errors import DatabaseMissing, InvalidValue, KamtuiError, Refused
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.domain.settings import MethodSettings

_PERSONAL = ("db", "lang", "user", "today", "ascii", "theme", "keymap", "calendar_file")


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the group."""
    from kamtui.cli.app import Group

    group = typer.Typer(cls=Group, rich_markup_mode=None, no_args_is_help=True, help=N_("Settings with their source."))
    group.command("show", cls=cls, help=N_("Every setting, its value and where it comes from."))(show)
    group.command("path", cls=cls, help=N_("Where the config file is."))(path)
    group.command("init", cls=cls, help=N_("Write a config file with comments; refuse to overwrite one."))(init)
    group.command("set", cls=cls, help=N_("Change a setting that the workspace shares, or one's own calendar_file."))(
        set_
    )
    app.add_typer(group, name="config")


def show(context: typer.Context, json: Json = False) -> None:
    """Print the settings; those of the workspace too when there is one."""
    run = session.of(context)
    config = run.config
    found = {name: (getattr(config, name), config.source.get(name, "default")) for name in _PERSONAL}
    try:
        stored = run.workspace.settings.stored()
        found |= {
            name: (value, "workspace" if name in stored else "default")
            for name, value in _method(run.workspace.method).items()
        }
    except DatabaseMissing:
        pass
    except KamtuiError as error:
        output.message(str(error))
    for problem in config.problems:
        output.message(problem)
    if json:
        output.emit_json({name: {"value": value, "source": source} for name, (value, source) in found.items()})
        return
    columns = (Column(_("Setting")), Column(_("Value"), least=20), Column(_("Source"), least=10))
    rows = [(name, _value(value), _source(source)) for name, (value, source) in found.items()]
    output.emit(output.table(columns, rows))


def path(context: typer.Context, json: Json = False) -> None:
    """Print the path of the config file, existing or not."""
    run = session.of(context)
    file = run.config.file
    run.show(str(file), {"path": str(file), "exists": file.is_file()}, as_json=json)


def init(context: typer.Context, json: Json = False) -> None:
    """Write the config file with everything commented out."""
    run = session.of(context)
    file = run.config.file
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as new:
            new.write(_template(run))
    except FileExistsError as error:
        raise Refused(_("{path} exists already; nothing was changed").format(path=file)) from error
    except OSError as error:
        raise Refused(_("cannot write {path}: {error}").format(path=file, error=error.strerror)) from error
    run.report(_("wrote {path}").format(path=file), {"path": str(file)}, as_json=json)


def set_(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help=N_("A setting of the workspace."))],
    value: Annotated[str, typer.Argument(metavar="VALUE", help=N_("Its value; lists and levels as JSON."))],
    json: Json = False,
) -> None:
    """Change one setting of the method."""
    run = session.of(context)
    if key == "calendar_file":
        _set_calendar(run, value, json)
        return
    run.workspace.settings.set(key, _parsed(key, value, run.workspace.method.currency))
    now = _method(run.workspace.method)[key]
    run.report(f"{key} = {_value(now)}", {key: now}, as_json=json)


def _set_calendar(run: session.Run, value: str, as_json: bool) -> None:
    """Set, or with an empty value unset, the calendar file of this person, and write it."""
    from kamtui.exchange import atomic

    text = value.strip()
    if text and not text.lower().endswith(".ics"):
        raise InvalidValue("calendar_file", value, expected="~/kamtui.ics")
    file = Path(os.path.expanduser(text)).absolute() if text else None
    if file is not None:
        run.workspace.calendar.keep(file)
    config = run.config.file
    try:
        config.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        before = config.read_text(encoding="utf-8") if config.is_file() else ""
    except OSError as error:
        raise Refused(_("cannot write {path}: {error}").format(path=config, error=error.strerror)) from error
    atomic.write(config, with_key(before, "calendar_file", str(file) if file else ""))
    said = f"calendar_file = {file}" if file else _("no calendar file is written any more")
    run.show(said, {"calendar_file": str(file) if file else None}, as_json=as_json)


def with_key(text: str, key: str, value: str) -> str:
    """A config file with a text under a key of its own, the rest and its comments as they were; none for ""."""
    from json import dumps

    lines = text.splitlines()
    tables = next((number for number, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    line = [f"{key} = {dumps(value, ensure_ascii=False)}"] if value else []
    for number in range(tables):
        if lines[number].partition("=")[0].strip() == key:
            lines[number : number + 1] = line
            return "\n".join(lines) + "\n"
    above = lines[:tables]
    while above and not above[-1].strip():
        above.pop()
    below = lines[tables:]
    return "\n".join([*above, *line, *([""] * bool(below and (above or line))), *below]) + "\n"


def _method(method: MethodSettings) -> dict[str, Any]:
    """Settings of the method as they are written to be set."""
    from kamtui.workspace.settings import encode

    return {field.name: encode(field.name, getattr(method, field.name)) for field in fields(method)}


def _parsed(key: str, text: str, currency: str) -> Any:
    """What a setting is set to: JSON, else the text itself. Raises InvalidValue for levels that cannot be read."""
    from json import loads

    from kamtui.domain.money import parse_number
    from kamtui.workspace.settings import decode

    if key == "company_revenue":
        return f"{parse_number(text, currency=currency, field=key, scaled=True):f}"
    try:
        value = loads(text)
    except ValueError:
        value = text
    try:
        return decode(key, value)
    except (AttributeError, TypeError, ValueError) as error:
        raise InvalidValue(key, text, expected='{"5": [90, 180]}' if key == "cadence" else '{"5": 1}') from error


def _value(value: object) -> str:
    from json import dumps

    from kamtui.domain.money import DASH

    if value is None or value == {}:
        return DASH
    return value if isinstance(value, str) else dumps(output.plain(value), ensure_ascii=False)


def _source(source: str) -> str:
    words = {"default": _("default"), "option": _("option"), "locale": _("locale"), "workspace": _("workspace")}
    return words.get(source, source)


def _template(run: session.Run) -> str:
    lines = (
        _("# Settings of one person. Options and environment variables go before these."),
        _("# Settings of the method belong to the workspace: `kamtui config set KEY VALUE`."),
        "",
        _("# The database; also --db and KAMTUI_DB."),
        f'# db = "{run.path}"',
        "",
        _("# The language, en or ru; without, that of the locale. Also --lang and KAMTUI_LANG."),
        f'# lang = "{run.config.lang}"',
        "",
        _("# Your login in the workspace; without, that of the machine."),
        f'# user = "{run.config.user}"',
        "",
        _("# Plain ASCII signs instead of glyphs."),
        "# ascii = true",
        "",
        _("# The theme, dark or light."),
        f'# theme = "{run.config.theme}"',
        "",
        _("# A calendar of tasks, meetings and dates to subscribe to, written after every change."),
        '# calendar_file = "~/kamtui.ics"',
        "",
        _("# Your own keys, several separated by blanks; `?` in the screens lists the keys of a place."),
        "# [keymap]",
        '# "app.capture" = "ctrl+n"',
    )
    return "\n".join(lines) + "\n"
