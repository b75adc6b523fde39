"""First start, with no database: look at the demo, start empty, or bring in the company's spreadsheets."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from textual import on
from textual.app import ComposeResult
from textual.strip import Strip

from kamtui.config import Config
from kamtui.domain.settings import MethodSettings
from kamtui.errors import InvalidValue, KamtuiError, Refused
from kamtui.i18n import N_, _, ngettext
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.keymap import Action
from kamtui.ui.paint import Line, blank, paragraph
from kamtui.ui.shell import Shell, ViewSpec
from kamtui.ui.view import View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.linelist import LineList, Row
from kamtui.workspace import create, discard

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

DEMO = "demo"
IMPORTED = ("accounts", "contacts", "orders")  # in the order in which they are imported


class Choice(NamedTuple):
    """One way to begin; texts are marked, and translated when drawn."""

    name: str
    title: str
    detail: str


CHOICES = (
    Choice("demo", N_("Look at the demo"), N_("nine accounts of a chemicals supplier, alive today")),
    Choice("empty", N_("Start empty"), N_("your name and currency, then the first account")),
    Choice("import", N_("Import my files"), N_("accounts, contacts and orders from CSV, XLSX or vCard")),
)


class Stopped(Refused):
    """The form was closed while an import was running."""


class FirstStart(Shell):
    """Ends with the path of the workspace made, with DEMO, or with None when the user leaves."""

    def __init__(self, config: Config, path: Path) -> None:
        super().__init__((ViewSpec("start", "", "", "kamtui.ui.first_start", "FirstStartView"),), debug=config.debug)
        self.config, self.path = config, path
        self.notes: tuple[str, ...] = ()  # what the imports left out, to be said once the workspace is open
        self.done = ""  # what they brought

    def actions_here(self, *, without_key: bool = False) -> list[Action]:
        """As everywhere; `enter` chooses, for there are no details to open."""
        found = super().actions_here(without_key=without_key)
        return [action._replace(label=N_("choose")) if action.id == "list.open" else action for action in found]


_COUNTS: dict[str, Callable[[int], str]] = {
    "accounts": lambda n: ngettext("{n} account", "{n} accounts", n).format(n=n),
    "contacts": lambda n: ngettext("{n} contact", "{n} contacts", n).format(n=n),
    "orders": lambda n: ngettext("{n} order line", "{n} order lines", n).format(n=n),
}


class FirstStartView(View):
    """The three choices."""

    def compose(self) -> ComposeResult:
        """A greeting, the choices, where the data will lie."""
        yield Document(self._draw_greeting, focusable=False, id="greeting")
        self._list: LineList[Choice] = LineList(self._draw, id="choices")
        yield self._list
        yield Document(self._draw_place, focusable=False, id="place")

    @property
    def _shell(self) -> FirstStart:
        return cast("FirstStart", self.app)

    def reload(self) -> None:
        """The choices never change."""
        self._list.set_rows([Row(choice.name, choice) for choice in CHOICES])

    @staticmethod
    def _draw_greeting(width: int) -> list[Strip]:
        text = _(
            "A workspace for your key accounts: what to do today and why, who decides and how they stand to you, "
            "the plan of the year by quarters. All of it stays in one file on this computer."
        )
        return [
            blank(width),
            Line(width).space(2).add("kamtui", "title").strip(),
            blank(width),
            *paragraph(text, min(width - 2, 86), "text", indent=2),
            blank(width),
        ]

    @staticmethod
    def _draw(row: Row[Choice], line: Line) -> None:
        line.space(2).cell(_(row.item.title), 22, "strong" if line.selected else "text")
        line.add(_(row.item.detail), "muted")

    def _draw_place(self, width: int) -> list[Strip]:
        text = _("Your workspace will lie in {path}").format(path=self._shell.path)
        return paragraph(text, width - 2, "faint", indent=2)

    @on(LineList.Selected, "#choices")
    def _chosen(self, event: LineList.Selected) -> None:
        if event.row.id == DEMO:
            self.app.exit(DEMO)
        elif event.row.id == "empty":
            self._form(())
        else:
            self._form(IMPORTED)

    def _form(self, kinds: tuple[str, ...]) -> None:
        defaults = MethodSettings()
        months = [(month, f"{month:02}") for month in range(1, 13)]
        labels = {"accounts": _("Accounts file"), "contacts": _("Contacts file"), "orders": _("Orders file")}
        hint = _("path of a CSV or XLSX file; empty: none")
        hints = {"contacts": _("path of a CSV, XLSX or vCard file; empty: none")}
        orders = ((None, _("tell me if it is unclear")), ("dmy", _("day first")), ("mdy", _("month first")))
        fields = [
            Field("name", _("Your name"), value=self._shell.config.user),
            Field("currency", _("Currency"), value=defaults.currency, hint="RUB, EUR, USD…"),
            Field("fiscal_start", _("Year starts in month"), "choice", defaults.fiscal_start, months),
            *(Field(kind, labels[kind], hint=hints.get(kind, hint), preview=_found) for kind in kinds),
            *([Field("dates", _("Dates like 03/04"), "choice", None, orders)] if kinds else ()),
        ]
        title = _("Import my files") if kinds else _("Start empty")
        shell = self._shell

        def progress(file: Path, rows: int, total: int) -> None:
            if not form.is_active:
                raise Stopped(_("Stopped: nothing was imported."))
            text = _("{file}: {rows} of about {total} rows").format(file=file.name, rows=rows, total=max(rows, total))
            shell.call_later(form.tell, text)

        def save(values: dict[str, Any]) -> Path:
            shell.call_later(form.tell, _("making the workspace…"))
            path = make(shell, values, kinds, progress)
            if not form.is_active:
                discard(path)
                raise Stopped(_("Stopped: nothing was imported."))
            return path

        form: FormDialog[Path] = FormDialog(title, fields, save, draft=title, entities=())
        self.kam.open(form, shell.exit)


def _found(text: str) -> str:
    """The file that a typed path means; raises InvalidValue when there is none."""
    path = Path(os.path.expanduser(os.path.expandvars(text.strip().strip("'\""))))
    if not os.path.isfile(path):
        raise InvalidValue("file", text, reason=_("there is no such file: {path}").format(path=path.absolute()))
    return str(path.absolute())


def make(
    shell: FirstStart, values: dict[str, Any], kinds: tuple[str, ...], progress: Callable[[Path, int, int], None]
) -> Path:
    """Make the workspace and import the files into it; if anything is refused, nothing is left behind."""
    files: dict[str, Path] = {}
    for kind in kinds:
        text = str(values[kind] or "").strip()
        if text:
            try:
                files[kind] = Path(_found(text))
            except InvalidValue as error:
                raise InvalidValue(kind, text, reason=error.reason) from error
    if kinds and not files:
        raise InvalidValue(kinds[0], "", reason=_("name at least one file"))
    from kamtui.clock import Clock

    name = str(values["name"]).strip()
    workspace = create(
        shell.path,
        Clock(shell.config.today),
        shell.config.user,
        name=name,
        currency=str(values["currency"]).strip().upper(),
        fiscal_start=values["fiscal_start"],
    )
    try:
        reports = [
            _import(workspace, kind, file, values, "accounts" not in files, progress) for kind, file in files.items()
        ]
    except BaseException:
        workspace.close()
        discard(shell.path)
        raise
    workspace.close()
    left = [report for _taken, report in reports if report]
    counts = [_COUNTS[kind](taken) for kind, (taken, _report) in zip(files, reports, strict=True)]
    if counts:
        shell.done = _("imported: {counts} — u takes back the last file").format(counts=", ".join(counts))
    if left:
        shell.notes = (_("Rows not taken, with the reasons, beside your files: {left}").format(left="; ".join(left)),)
    return shell.path


def _import(
    workspace: Workspace,
    kind: str,
    file: Path,
    values: dict[str, Any],
    create_accounts: bool,
    progress: Callable[[Path, int, int], None],
) -> tuple[int, str]:
    """Import one file; returns how many rows were taken, and of those that were not how many and where, else "".

    A refusal is told under the field of the file, but for dates that may be read in two ways: under their own.
    """
    from kamtui.exchange.dates import AmbiguousDates
    from kamtui.exchange.report import ImportOptions

    mapping: tuple[str, ...] = ()
    ending = ".vcf" if file.suffix.lower() in (".vcf", ".vcard") else ".csv"
    rejects = file.with_name(f"{file.stem}-rejects{ending}")
    there = rejects.exists()
    while True:
        options = ImportOptions(create_accounts=create_accounts, mapping=mapping, rejects=rejects)
        try:
            result = workspace.imports.run(kind, file, options, lambda rows, total: progress(file, rows, total))
        except AmbiguousDates as error:
            order = values["dates"]
            taken = (f"{error.field}={error.column}:{order}",)
            if order is None or taken[0] in mapping:
                text = _("“{example}” in “{column}” of {file} can be read in two ways; say what comes first")
                reason = text.format(example=error.example, column=error.column, file=file.name)
                raise InvalidValue("dates", error.example, reason=reason) from error
            mapping += taken
        except Stopped:
            raise
        except KamtuiError as error:
            raise InvalidValue(kind, str(file), reason=str(error)) from error
        else:
            break
    if not result.rejected:
        if not there:
            rejects.unlink(missing_ok=True)
        return result.read, ""
    left = _("{n} of {read} in {rejects}").format(n=result.rejected, read=result.read, rejects=rejects.name)
    return result.read - result.rejected, left
