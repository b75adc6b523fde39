"""The contact map as Markdown: verdict, table of levels × functions, people, coverage, lines, proposals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact
from kamtui.domain.words import DMP_LEVELS, ContactStatus
from kamtui.exchange.map_document import (
    MapDocument,
    attitude_sign,
    cover_words,
    freshness,
    function_words,
    level_words,
    lines,
    role_words,
    state_words,
    strength_words,
    verdict,
)
from kamtui.i18n import _, pgettext
from kamtui.labels import label

_SIGNS = re.compile(r"([\\`*_{}\[\]<>|~#])")


def render(document: MapDocument) -> str:
    """The whole text."""
    blocks = [f"# {_plain(document.title)}", _plain(document.subtitle)]
    blocks.append("\n".join(f"- **{_plain(one.name)}**: {_plain(one.text)}" for one in verdict(document.found)))
    if document.people:
        blocks += [f"## {_('Map')}", _grid(document), f"## {pgettext('map', 'People')}", _people(document)]
    blocks += [f"## {_('Coverage')}", _coverage(document)]
    drawn = lines(document)
    if drawn:
        blocks += [
            f"## {_('Lines between people')}",
            _list(
                f"{_plain(one.source)} *{_plain(one.words)}* {_plain(one.target)}" + _note(one.note) for one in drawn
            ),
        ]
    if document.proposals:
        blocks += [
            f"## {_('What to do next')}",
            _list(
                f"{_plain(one.title)}" + (f" ({_plain(account.name)})" if document.is_group else "") + _note(one.reason)
                for account, one in document.proposals
            ),
        ]
    return "\n\n".join(blocks) + "\n"


def _plain(text: str) -> str:
    """Text that means nothing to Markdown, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def _note(text: str) -> str:
    return f": {_plain(text)}" if text else ""


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are Markdown already."""
    body = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell or " " for cell in row) + " |" for row in body)


def _grid(document: MapDocument) -> str:
    cells, functions = document.cells(), document.functions
    rows = []
    for level in document.levels:
        people = ["<br>".join(_card(one) for one in cells.get((level, function), ())) for function in functions]
        cover = "" if level is None else cover_words(document.found, level)[0]
        rows.append([f"**{_plain(level_words(level))}**", *people, cover])
    return _table(["", *(_plain(function_words(one)) for one in functions), _plain(_("cover"))], rows)


def _card(one: Contact) -> str:
    if one.placeholder:
        return f"*{_plain(one.name)}* ({_plain(_('to meet'))})"
    if one.status is ContactStatus.LEFT:
        return f"~~{_plain(one.name)}~~"
    star = " ★" if rules.is_key_player(one) else ""
    return f"{attitude_sign(one)[0]} {_plain(one.name)}{star}"


def _people(document: MapDocument) -> str:
    head = [
        *([_("Account")] if document.is_group else []),
        *(_("Level"), pgettext("person", "Name"), _("Position"), _("Function"), _("Roles"), _("Attitude")),
        *(_("Relationship"), _("Last touch"), _("Active"), _("Our side")),
    ]
    rows = [
        [
            *([_plain(document.account_of(one).name)] if document.is_group else []),
            str(one.level or "?"),
            _plain(one.name) + (" ★" if rules.is_key_player(one) else ""),
            _plain(" · ".join(part for part in (one.position, one.unit) if part)),
            _plain(label(one.function)) if one.function else "",
            _plain(role_words(one)),
            "" if one.placeholder else _plain(label(one.attitude)),
            "" if one.placeholder else _plain(strength_words(one)),
            _plain(freshness(one, document.settings, document.today)[0]),
            _plain(state_words(one, document.settings, document.today)),
            _plain(one.owner.name) if one.owner else "",
        ]
        for one in document.people
    ]
    return _table([_plain(one) for one in head], rows)


def _coverage(document: MapDocument) -> str:
    rows = []
    for level in DMP_LEVELS:
        cover = document.found.coverage[level]
        wanted = str(cover.wanted) if cover.in_use and cover.wanted else ""
        rows.append([_plain(level_words(level)), str(cover.active), wanted, str(cover.known), str(cover.placeholders)])
    return _table([_("Level"), pgettext("coverage", "Active"), _("Wanted"), _("Known"), _("To meet")], rows)
