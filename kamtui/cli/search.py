"""`kamtui search`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import output, session
from kamtui.cli.options import Json
from kamtui.cli.output import Column
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.domain.search import Hit


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    app.command("search", cls=cls, help=N_("Find anything by words, their forms and slips of them."))(search)


def search(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("Words, parts of words, a phone, ИНН."))],
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help=N_("At most so many."))] = 50,
    json: Json = False,
) -> None:
    """Print what answers a text, best first."""
    run = session.of(context)
    hits = run.workspace.search.find(text, limit)
    if json:
        output.emit_json([_json(hit) for hit in hits])
        return
    output.emit(_text(hits) if hits else _("Nothing has these words."))


def _json(hit: Hit) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "account": hit.account_code or None,
        "title": hit.title,
        "snippet": hit.snippet,
        "where": hit.where,
        "date": hit.on,
        "ref": hit.ref,
    }


def _text(hits: tuple[Hit, ...]) -> str:
    from rich.cells import cell_len

    from kamtui.domain.money import DASH
    from kamtui.domain.search import in_sight
    from kamtui.domain.search_words import kind_words

    columns = (
        Column(_("What"), least=8),
        Column(_("Account"), least=8),
        Column(_("Title"), least=20),
        Column("", least=20),
    )
    names = [(kind_words(hit.kind), hit.account_code or DASH) for hit in hits]
    taken = max(cell_len(kind) for kind, _code in names) + max(cell_len(code) for _kind, code in names)
    room = max(columns[2].least, (output.width() - taken) // 2 - 4)
    rows = []
    for hit, name in zip(hits, names, strict=True):
        where = f"{hit.where}: " if hit.where and hit.snippet else ""
        title, _title = in_sight(hit.title, hit.title_marks, room, cell_len)
        snippet, _snippet = in_sight(hit.snippet, hit.marks, room - cell_len(where), cell_len)
        rows.append((*name, title, f"{where}{snippet}"))
    return output.table(columns, rows)
