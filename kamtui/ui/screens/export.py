"""Files out of the screens: a path is asked for in one line, the ending says the format."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from kamtui.errors import InvalidValue
from kamtui.i18n import _
from kamtui.ui.dialogs.line import LineDialog
from kamtui.workspace.exports import MAP_ENDINGS

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp


def export_map(kam: KamApp, account_id: str, group: bool = False, unit: str = "", former: bool = False) -> None:
    """Ask where to, then write the contact map there; what cannot be done is said under the line, which stays.

    `former`: those who left are in it.
    """
    workspace = kam.workspace
    account = workspace.accounts.get(account_id)
    code = re.sub(r"[^\w.-]+", "-", account.code).strip("-.") or "contact"
    hint = _("the ending says the format: {endings}").format(endings=" ".join(MAP_ENDINGS))

    def understand(text: str) -> str:
        path = Path(text)
        words = _format_words().get(path.suffix.lower())
        if words is None:
            raise InvalidValue("to", text, reason=hint)
        try:
            known = path.expanduser().exists()
        except (OSError, RuntimeError, ValueError):  # writing will say what is wrong
            known = False
        return words + "\n" + _("replaces the file that is there") if known else words

    def submit(text: str) -> Path:
        return workspace.exports.contacts(account_id, text, group=group, unit=unit, former=former)

    kam.open(
        LineDialog(
            _("Contact map of {name} to the file").format(name=account.name),
            submit,
            understand=understand,
            history="export",
            value=f"~/{code}-map-{workspace.today_date}.html",
            hint=hint,
            draft=f"export:{account_id}",
            entities=(),
        ),
        lambda path: kam.say(_("written: {path}").format(path=path), "good"),
    )


def _format_words() -> dict[str, str]:
    """What comes out of each ending."""
    return {
        ".html": _("a page that looks like the map, to open in a browser or print"),
        ".md": _("text with tables, Markdown"),
        ".xlsx": _("an Excel workbook: map, people, coverage"),
        ".csv": _("a table of the people that can be imported back"),
        ".json": _("everything, for programs"),
        ".vcf": _("cards for phones and Outlook"),
    }
