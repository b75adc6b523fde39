"""Files out, in the format that the ending says: plans and reviews, tasks, the contact map, the progressions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kamtui.domain.text import resolve
from kamtui.i18n import _
from kamtui.workspace.exports_paths import checked
from kamtui.workspace.exports_preparation import PreparationExports

if TYPE_CHECKING:
    from kamtui.domain.contact_advice import Proposal
    from kamtui.domain.contacts import Contact
    from kamtui.exchange.map_document import MapDocument
    from kamtui.workspace.contact_map import ContactMap, MapAccount

# The module of `exchange` that renders a map for each ending; only the one that is asked for is loaded.
_MAP_FORMATS: Mapping[str, str] = {
    ".html": "map_html",
    ".md": "map_markdown",
    ".xlsx": "map_xlsx",
    ".csv": "map_csv",
    ".json": "map_json",
}
MAP_ENDINGS = (*_MAP_FORMATS, ".vcf")
KINDS = ("plan", "review", "tasks", "contacts", "progressions", "agenda", "meeting", "template")


class Exports(PreparationExports):
    """`workspace.exports`."""

    def document(self, account_id: str, *, group: bool = False, unit: str = "", former: bool = False) -> MapDocument:
        """The map with all that a document says of it. `unit` is a name or a part of one.

        Raises NotFound for an unknown account or unit, Ambiguous for a unit that several match.
        """
        from kamtui.exchange.map_document import MapDocument, names_of

        contacts = self._ws.contacts
        whole = contacts.map(account_id, group=group)
        found = whole
        if unit:
            name = resolve(unit, [("", each, each) for each in whole.units], _("unit"))
            found = contacts.map(account_id, group=group, unit=name)
        account = next(each for each in found.accounts if each.id == account_id)
        return MapDocument(
            account=account,
            found=found,
            names=names_of(whole.contacts),
            proposals=tuple(self._proposals(whole, found)),
            settings=self._ws.method,
            today=self._ws.today_date,
            former=former,
        )

    def _proposals(self, whole: ContactMap, found: ContactMap) -> Iterator[tuple[MapAccount, Proposal]]:
        """What is proposed at each account; of a unit, where it has people, and about none who are elsewhere."""
        people: dict[str, list[Contact]] = {}
        for one in whole.contacts:
            people.setdefault(one.account_id, []).append(one)
        shown = {one.id for one in found.contacts}
        for account in found.accounts:
            known = people.get(account.id, [])
            if found.unit and not any(one.id in shown for one in known):
                continue
            for proposal in self._ws.contacts.proposals(account.id, known):
                if proposal.contact_id is None or proposal.contact_id in shown:
                    yield account, proposal

    def contacts(
        self, account_id: str, path: Path | str, *, group: bool = False, unit: str = "", former: bool = False
    ) -> Path:
        """Write the contact map to `path`, whole or not at all; returns the path with `~` expanded.

        The format follows the ending, one of MAP_ENDINGS. With `former` those who left are in it; in `.json`, which is
        the document of `kamtui contacts --json`, they always are. Raises InvalidValue for another ending, NotFound
        or Ambiguous like `document`, Refused when the file cannot be written.
        """
        from kamtui.exchange.atomic import write

        path, ending = checked(path, MAP_ENDINGS)
        document = self.document(account_id, group=group, unit=unit, former=former)
        if ending == ".vcf":
            return write(path, _cards(document))
        render: Callable[[MapDocument], str | bytes] = import_module(f"kamtui.exchange.{_MAP_FORMATS[ending]}").render
        return write(path, render(document))

    def progressions(self, path: Path | str, account_id: str | None = None) -> tuple[Path, int]:
        """Write the library and the items of single accounts to `path`, or those of one account alone.

        Returns the path with `~` expanded, and how many items are in it. Retired items are; `workspace.imports` reads
        the file back. Raises InvalidValue for an ending other than ENDINGS, NotFound, Refused.
        """
        from kamtui.exchange.atomic import write
        from kamtui.exchange.progressions import ENDINGS, render

        path, ending = checked(path, ENDINGS)
        progress = self._ws.progress
        codes = {key: code for code, _name, key in self._ws.accounts.refs(archived=True)}
        rows = progress.export_library() if account_id is None else []
        owners = dict.fromkeys(item.account_id for item in progress.own_items()) if account_id is None else [account_id]
        for owner in owners:
            rows += [row | {"account": codes[owner or ""]} for row in progress.export_library(owner)]
        return write(path, render(rows, ending)), len(rows)


def _cards(document: MapDocument) -> str:
    """Cards of the people who have been met, each under the name of their company."""
    from kamtui.exchange.vcards import write as cards

    companies = {account.id: account.name for account in document.found.accounts}
    return cards(document.people, companies, left=document.former)
