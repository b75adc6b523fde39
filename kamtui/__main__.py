"""`kamtui` and `python -m kamtui`: the screens start straight from here, commands go through Typer."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import Any

from kamtui import i18n
from kamtui.errors import InvalidValue, KamtuiError
from kamtui.i18n import _


def main(argv: Sequence[str] | None = None) -> int:
    """Run kamtui with these arguments (default: of the process); returns the exit code: 0, 1, 2, or 130."""
    collecting = gc.isenabled()
    gc.disable()  # a short run makes little garbage, and the start is what people wait for
    try:
        return _main(sys.argv[1:] if argv is None else argv)
    finally:
        if collecting:
            gc.enable()


def _main(argv: Sequence[str]) -> int:
    from kamtui.cli import arguments

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    i18n.set_language(os.environ.get("KAMTUI_LANG") or i18n.language_from_environment())
    try:
        options, rest = arguments.split(argv)
    except arguments.WrongUsage as error:
        return _fail(str(error), code=2)
    if options.get("lang"):
        i18n.set_language(options["lang"])  # what is wrong with the other options is said in it, too
    try:
        return _run(options, rest)
    except KamtuiError as error:
        if options.get("debug"):
            raise
        wrong_option = (
            isinstance(error, InvalidValue) and error.field in options and error.value == options[error.field]
        )
        return _fail(str(error), code=2 if wrong_option else 1)
    except KeyboardInterrupt:
        return _fail(_("interrupted"), code=130)
    except Exception as error:
        if options.get("debug"):
            raise
        return _fail(
            _("unexpected error: {kind}: {error}; `--debug` shows where").format(kind=type(error).__name__, error=error)
        )


def _run(options: dict[str, Any], rest: list[str]) -> int:
    if options.get("version"):
        from kamtui import __version__

        print(f"kamtui {__version__}")
        return 0
    from kamtui import config

    chosen = config.load(options)
    i18n.set_language(chosen.lang)
    if not rest or rest == ["demo"]:
        from kamtui.cli import screens

        return screens.demo(chosen) if rest else screens.show(chosen)
    from kamtui.cli import app, output

    output.use_ascii(chosen.ascii)
    if rest[0] not in ("config", "doctor"):
        for problem in chosen.problems:
            output.message(problem)
    return app.run(rest, chosen)


def _fail(text: str, code: int = 1) -> int:
    from kamtui.cli import output

    output.message(text)
    return code


if __name__ == "__main__":
    sys.exit(main())
