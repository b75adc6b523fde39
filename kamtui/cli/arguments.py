"""Global options, read by hand: they may stand before or after the command, and the screens start without Typer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kamtui.i18n import _

_VALUED = ("--db", "--lang", "--today")
_FLAGS = ("--ascii", "--debug", "--version")


class WrongUsage(Exception):
    """The command line cannot be understood: exit code 2."""


def split(argv: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """Global options by name, and the arguments that are left. What follows `--` is left alone.

    Raises WrongUsage for an option without its value.
    """
    options: dict[str, Any] = {}
    rest: list[str] = []
    given = iter(argv)
    for argument in given:
        name, equals, value = argument.partition("=")
        if argument == "--":
            rest += [argument, *given]
        elif name in _VALUED:
            if not equals:
                value = next(given, "")
            if not value or value.startswith("--"):
                raise WrongUsage(_("the option {name} needs a value").format(name=name))
            options[name[2:]] = value
        elif argument in _FLAGS:
            options[name[2:]] = True
        else:
            rest.append(argument)
    return options, rest
