"""The Typer application: which module has which command, help in the chosen language, and what errors look like."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from kamtui.cli import output
from kamtui.cli.session import Run
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.config import Config

# In the order of the help. A run imports only the module of its own command.
COMMANDS = {
    "demo": "start",
    "init": "start",
    "import": "imports",
    "export": "exports",
    "today": "today",
    "accounts": "accounts",
    "contacts": "contacts",
    "contact": "contact",
    "progress": "progress",
    "wallet": "wallet",
    "initiative": "initiatives",
    "opportunity": "opportunities",
    "plan": "plans",
    "plans": "plan_board",
    "review": "review",
    "add": "capture",
    "task": "tasks",
    "resource": "resources",
    "done": "tasks",
    "meetings": "calendar",
    "meeting": "calendar",
    "prepare": "preparation",
    "log": "touches",
    "promises": "promises",
    "promise": "promises",
    "note": "notes",
    "findings": "notes",
    "escalation": "escalations",
    "tender": "tenders",
    "contract": "contracts",
    "report": "reports",
    "search": "search",
    "undo": "history",
    "redo": "history",
    "history": "history",
    "backup": "backup",
    "restore": "backup",
    "doctor": "doctor",
    "config": "settings",
}


class _Translated:
    """Help in the chosen language: texts are marked where they stand and translated when they are shown."""

    help: str | None
    epilog: str | None

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, with their help translated."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if param.name == "help":
                param.help = _("Show this help.")
            elif getattr(param, "help", None):
                param.help = _(param.help)
        return params

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line of usage."""
        names = [
            name if param.required else f"[{name}]"
            for param, name in ((param, _metavar(param)) for param in self.get_params(ctx))
            if param.param_type_name == "argument"
        ]
        if isinstance(self, TyperGroup):
            names.append(_("COMMAND …"))
        formatter.write_usage(ctx.command_path, " ".join([*names, _("[OPTIONS]")]), prefix=_("Usage:") + " ")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Arguments and options, a line each."""
        records: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for param in self.get_params(ctx):
            record = (
                (_metavar(param), param.help or "")
                if param.param_type_name == "argument"
                else param.get_help_record(ctx)
            )
            if record is not None:
                name, text = record
                text = text.replace("[default: ", f"[{_('default')}: ").replace("[required]", _("[required]"))
                records[param.param_type_name].append((name, text))
        for title, kind in ((_("Arguments"), "argument"), (_("Options"), "option")):
            if records[kind]:
                with formatter.section(title):
                    formatter.write_dl(records[kind])

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """What the command does."""
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_(self.help))

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """A last word."""
        if self.epilog:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_(self.epilog))


def _metavar(param: Any) -> str:
    return str(param.metavar or param.name.upper())


class Command(_Translated, TyperCommand):
    """A command with translated help."""


class Group(_Translated, TyperGroup):
    """Commands under one name, with translated help."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Options, then the commands with the first words of their help."""
        _Translated.format_options(self, ctx, formatter)
        with formatter.section(_("Commands")):
            formatter.write_dl(
                [(name, _(command.help) if command.help else "") for name, command in self.commands.items()]
            )


def options(
    db: Annotated[str, typer.Option("--db", metavar="PATH", help=N_("The database (KAMTUI_DB)."))] = "",
    lang: Annotated[str, typer.Option("--lang", metavar="en|ru", help=N_("The language (KAMTUI_LANG)."))] = "",
    today: Annotated[
        str, typer.Option("--today", metavar="YYYY-MM-DD", help=N_("The day to work on (KAMTUI_TODAY)."))
    ] = "",
    ascii_only: Annotated[bool, typer.Option("--ascii", help=N_("Plain ASCII signs only."))] = False,
    debug: Annotated[bool, typer.Option("--debug", help=N_("Show the traceback of an error."))] = False,
    version: Annotated[bool, typer.Option("--version", help=N_("Show the version and leave."))] = False,
) -> None:
    """Declare the global options for the help; `arguments.split` has taken them before Typer looks."""


def build(names: Sequence[str]) -> typer.Typer:
    """The application with the commands of these names."""
    app = typer.Typer(
        cls=Group,
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        help=N_("A keyboard workspace for key account managers. Without a command: the screens."),
        epilog=N_("The global options may also stand after the command."),
    )
    app.callback()(options)
    for module in dict.fromkeys(COMMANDS[name] for name in names):
        import_module(f"kamtui.cli.{module}").add_to(app, Command)
    order = list(COMMANDS)
    app.registered_commands.sort(key=lambda command: order.index(command.name or ""))
    return app


def _nothing() -> None:
    """What a command does that is only listed."""


def run(arguments: Sequence[str], config: Config) -> int:
    """Run one command; returns the exit code. Raises KamtuiError when it is refused or fails."""
    known = arguments[0] in COMMANDS
    app = build([arguments[0]] if known else list(COMMANDS))
    if not known:  # the commands are listed, not run: reading all their parameters takes longer than all the rest
        for listed in app.registered_commands:
            listed.callback = _nothing
    command = typer.main.get_command(app)
    this = Run(config)
    try:
        code = command.main(args=list(arguments), prog_name="kamtui", standalone_mode=False, obj=this)
    except typer.Abort:
        code = 130
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        return _wrong_usage(error)
    finally:
        this.close()
    if code == 130:
        output.message(_("interrupted") if this.done else _("interrupted; nothing was changed"))
    return code or 0


def _wrong_usage(error: Any) -> int:
    """Say what is wrong with the command line: exit code 2."""
    context = getattr(error, "ctx", None)
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        print(error.format_message(), file=sys.stderr)
        return 2
    if context is not None:
        print(context.get_usage(), file=sys.stderr)
    output.message(_in_words(error, kind))
    if context is not None:
        output.message(_("see `{command} --help`").format(command=context.command_path))
    return 2


def _in_words(error: Any, kind: str) -> str:
    """The fault of a command line in the chosen language; Typer knows English only."""
    text = str(error.format_message())
    if kind == "MissingParameter" and error.param is not None:
        named = error.param.param_type_name == "option"
        return _("{name} is missing").format(name=error.param.opts[0] if named else _metavar(error.param))
    if kind == "NoSuchOption":
        text = _("there is no option {name}").format(name=error.option_name)
        if error.possibilities:
            text += "; " + _("nearest: {names}").format(names=", ".join(sorted(error.possibilities)))
    elif kind == "BadOptionUsage":
        needs = "requires" in text
        told = _("the option {name} needs a value") if needs else _("the option {name} takes no value")
        text = told.format(name=error.option_name)
    elif kind == "BadParameter" and error.param is None:
        text = f"{error.param_hint}: {error.message}"
    elif kind == "BadParameter":
        least, most = (getattr(error.param.type, name, None) for name in ("min", "max"))
        wanted = _("a whole number") if least is None or most is None else f"{least}…{most}"
        name = error.param.opts[0] if error.param.param_type_name == "option" else _metavar(error.param)
        text = f"{name}: " + _("expected: {expected}").format(expected=wanted)
    elif text.startswith("No such command"):
        text = _("there is no command {name}").format(name=text.split("'")[1])
    elif text.startswith("Got unexpected extra"):
        text = _("too many words: {words}").format(words=text.partition("(s) (")[2].removesuffix(")"))
    return text
