"""The contact map as one self-contained HTML file: it looks like the screen, dark or light, and prints on A4."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact
from kamtui.domain.words import DMP_LEVELS, Attitude, Function, Strength
from kamtui.exchange.map_document import (
    MapDocument,
    attitude_sign,
    cell_tone,
    cover_words,
    freshness,
    function_words,
    level_words,
    lines,
    role_words,
    strength_words,
    verdict,
)
from kamtui.exchange.map_style import STYLE
from kamtui.i18n import _, language
from kamtui.labels import label, level_label


def render(document: MapDocument) -> str:
    """The whole file."""
    title = escape(f"{document.title} · {document.subtitle}")
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{language()}">',
        "<head>",
        '<meta charset="utf-8">',
        # whatever a name holds, nothing is fetched and nothing runs
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="dark light">',
        '<meta name="generator" content="kamtui">',
        f"<title>{title}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        f"<header><h1>{escape(document.title)}</h1><p>{escape(document.subtitle)}</p></header>",
        _grid(document) if document.people else "<p>" + escape(_("Nobody on the map yet.")) + "</p>",
        _legend(),
        '<div class="below">',
        *_sections(document),
        "</div>",
        "</body>",
        "</html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _sections(document: MapDocument) -> Iterable[str]:
    facts = "".join(
        f'<dt>{escape(fact.name)}</dt><dd class="{fact.tone}">{escape(fact.text)}</dd>'
        for fact in verdict(document.found)
    )
    yield _section(_("Verdict"), f"<dl>{facts}</dl>{_why(document)}")
    if document.found.contacts:
        yield _section(_("Coverage"), _heat_map(document))
    if document.proposals:
        items = "".join(
            f"<li><b>{escape(one.title)}</b>"
            + (f" <i>{escape(account.name)}</i>" if document.is_group else "")
            + (f"<span>{escape(one.reason)}</span>" if one.reason else "")
            + "</li>"
            for account, one in document.proposals
        )
        yield _section(_("What to do next"), f"<ul>{items}</ul>")
    drawn = lines(document)
    if drawn:
        items = "".join(
            f"<li><b>{escape(one.source)}</b> <em{' class=bad' if one.conflict else ''}>{escape(one.words)}</em> "
            f"<b>{escape(one.target)}</b>" + (f"<span>{escape(one.note)}</span>" if one.note else "") + "</li>"
            for one in drawn
        )
        yield _section(_("Lines between people"), f'<ul class="lines">{items}</ul>', "wide")


def _section(title: str, body: str, kind: str = "") -> str:
    return f'<section class="{kind}"><h2>{escape(title)}</h2>{body}</section>'


def _why(document: MapDocument) -> str:
    """The facts behind map quality and completeness, in small print."""
    rows = [
        f"<li>{escape(part.label)}: {escape(_value(part.value))}"
        + (f" ({escape(part.note)})" if part.note else "")
        + "</li>"
        for part in (*document.found.quality.parts, *document.found.completeness.parts)
    ]
    return f'<ul class="why">{"".join(rows)}</ul>'


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


# the grid


def _grid(document: MapDocument) -> str:
    cells, functions = document.cells(), document.functions
    head = "".join(f'<th scope="col">{escape(function_words(one))}</th>' for one in functions)
    rows = []
    for level in document.levels:
        body = "".join(
            f"<td>{''.join(_card(one, document) for one in cells.get((level, function), ()))}</td>"
            for function in functions
        )
        side = f'<td class="cover">{_cover(document, level)}</td>'
        rows.append(f'<tr><th scope="row">{_level(level)}</th>{body}{side}</tr>')
    kind = "many" if len(functions) > 6 else "some" if len(functions) > 4 else "few"
    side = f'<th scope="col" class="cover">{escape(_("cover"))}</th>'
    return (
        f'<table class="map {kind}"><thead><tr><td></td>{head}{side}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _level(level: int | None) -> str:
    if level is None:
        return f'<b class="warn">?</b> <span>{escape(_("level unknown"))}</span>'
    return f"<b>{level}</b> <span>{escape(level_label(level))}</span>"


def _cover(document: MapDocument, level: int | None) -> str:
    if level is None:
        return ""
    words, tone = cover_words(document.found, level)
    cover = document.found.coverage[level]
    filled = min(cover.wanted, cover.active) if cover.in_use else 0
    bar = _bar(filled, cover.wanted if cover.in_use else 0)
    return f'<span class="{tone}">{bar} {escape(words)}</span>'


def _bar(filled: int, size: int) -> str:
    return "▰" * filled + "▱" * (size - filled)


def _card(one: Contact, document: MapDocument) -> str:
    here, sign, tone = rules.at_company(one), *attitude_sign(one)
    kind = "ghost" if one.placeholder else "" if here else "gone"
    star = f' <span class="star" title="{escape(_("key player"))}">★</span>' if _shines(one) else ""
    mark = "" if one.placeholder else f'<span class="{tone}" title="{escape(label(one.attitude))}">{sign}</span> '
    inner = [f'<div class="name">{mark}<b>{escape(one.name)}</b>{star}</div>']
    where = " · ".join(part for part in (one.position, one.unit if not document.found.unit else "") if part)
    if document.is_group and one.account_id != document.account.id:
        where = " · ".join(part for part in (where, document.account_of(one).name) if part)
    if where:
        inner.append(f'<div class="position">{escape(where)}</div>')
    if one.roles:
        inner.append(f'<div class="roles">{escape(role_words(one))}</div>')
    if one.placeholder:
        inner.append(f'<div class="foot"><span>{escape(_("to meet"))}</span></div>')
    else:
        fresh, fresh_tone = freshness(one, document.settings, document.today)
        depth = escape(_("relationship: {words}").format(words=strength_words(one)))
        inner.append(
            f'<div class="foot"><span title="{depth}">{_strength(one)}</span>'
            f'<span class="{fresh_tone}" title="{escape(_("last touch"))}">{escape(fresh)}</span></div>'
        )
    guess = _guessed(one)
    if guess:
        inner.append(f'<div class="guess">{escape(guess)}</div>')
    return f'<div class="card {kind}">{"".join(inner)}</div>'


def _shines(one: Contact) -> bool:
    return rules.is_key_player(one) and (one.placeholder or rules.at_company(one))


def _guessed(one: Contact) -> str:
    if one.level_guessed and one.function_guessed:
        return _("level and function guessed")
    return _("level guessed") if one.level_guessed else _("function guessed") if one.function_guessed else ""


def _strength(one: Contact) -> str:
    """A bar of four: the relationship now filled, the way to the one that is wanted in the accent."""
    top = max(Strength)
    now, wanted = int(one.strength), int(one.target_strength if one.target_strength is not None else one.strength)
    rest = max(0, wanted - now)
    missing = f'<i class="accent">{"▱" * rest}</i>' if rest else ""
    return f'<span class="bar">{"▰" * now}{missing}<i>{"▱" * (top - now - rest)}</i></span>'


# the heat-map


def _heat_map(document: MapDocument) -> str:
    found = document.found
    levels = [*DMP_LEVELS, *([None] if any(level is None for level, _function in found.cells) else [])]
    functions = [*Function, *([None] if any(function is None for _level, function in found.cells) else [])]
    head = "".join(f'<th scope="col"><span>{escape(function_words(one))}</span></th>' for one in functions)
    rows = []
    for level in levels:
        body = "".join(_heat(document, level, function) for function in functions)
        rows.append(f'<tr><th scope="row" title="{escape(level_words(level))}">{level or "?"}</th>{body}</tr>')
    note = escape(_("active of known · white: we know nobody there · +1: somebody to meet"))
    return (
        f'<table class="heat"><thead><tr><td></td>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
        f'<p class="note">{note}</p>'
    )


def _heat(document: MapDocument, level: int | None, function: Function | None) -> str:
    cell = document.found.cells.get((level, function))
    if cell is None or not (cell.known or cell.placeholders):
        return '<td class="white"></td>'
    more = f"<i>+{cell.placeholders}</i>" if cell.placeholders else ""
    if not cell.known:
        return f'<td class="white">{more}</td>'
    depth = "" if cell.active else " pale"
    return f'<td class="{cell_tone(cell)}{depth}">{cell.active}/{cell.known}{more}</td>'


def _legend() -> str:
    signs = []
    for attitude in Attitude:
        sign, tone = attitude_sign(Contact("", "", "", attitude=attitude))
        signs.append(f'<span><i class="{tone}">{sign}</i> {escape(label(attitude))}</span>')
    signs += [
        f'<span><i class="accent">★</i> {escape(_("key player"))}</span>',
        '<span><i class="bar">▰▰</i><i class="accent">▱</i> ' + escape(_("relationship now, and wanted")) + "</span>",
        '<span><i class="good">12</i> <i class="warn">40</i> <i class="bad">90 !</i> '
        + escape(_("days since the last touch: fresh, due, late"))
        + "</span>",
        f'<span><i class="dash"></i> {escape(_("to meet"))}</span>',
    ]
    return f'<p class="legend">{"".join(signs)}</p>'
