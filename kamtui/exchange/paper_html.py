"""A paper as one self-contained HTML file that prints well."""

from __future__ import annotations

from html import escape

from kamtui.exchange import circles
from kamtui.exchange.paper import (
    Beside,
    Bullets,
    Card,
    Circles,
    Facts,
    Grid,
    Heading,
    Paper,
    Piece,
    Row,
    Table,
    Text,
    shares,
)
from kamtui.exchange.paper_style import ONE_PAGE, STYLE


def render(paper: Paper) -> str:
    """The whole file."""
    facts = "".join(
        f"<div><dt>{escape(one.name)}</dt><dd{_class(one.tone)}>{escape(one.text)}</dd></div>" for one in paper.facts
    )
    lead = "".join(f"<p>{escape(text)}</p>" for text in paper.lead)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{paper.language}">',
            "<head>",
            '<meta charset="utf-8">',
            # whatever a text holds, nothing is fetched and nothing runs
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="generator" content="kamtui">',
            f"<title>{escape(paper.name)} · {escape(paper.kind)}</title>",
            f"<style>{STYLE}{ONE_PAGE if paper.one_page else ''}</style>",
            "</head>",
            "<body>",
            f'<header><p class="kind">{escape(paper.kind)}</p><h1>{escape(paper.name)}</h1>'
            f'<dl class="title">{facts}</dl></header>',
            f'<div class="lead {paper.tone}">{lead}</div>',
            *(_piece(one) for one in paper.pieces),
            f"<footer>{escape(paper.foot)}</footer>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _class(tone: str) -> str:
    return f' class="{tone}"' if tone else ""


def _piece(piece: Piece) -> str:
    match piece:
        case Heading(text, level, note):
            small = f"<small>{escape(note)}</small>" if note else ""
            return f"<h{level}>{small}{escape(text)}</h{level}>"
        case Text(text, tone, judgement):
            names = " ".join(name for name in (tone, "judgement" if judgement else "") if name)
            return f'<p dir="auto"{_class(names)}>{escape(text)}</p>'
        case Bullets(items):
            return (
                "<ul>"
                + "".join(
                    f"<li{_class(f'inner {one.tone}'.strip() if one.depth else one.tone)}>"
                    f"<i>{escape(one.mark)}</i>{escape(one.text)}</li>"
                    for one in items
                )
                + "</ul>"
            )
        case Facts(facts, columns):
            inner = "".join(
                f"<dt>{escape(one.name)}</dt><dd{_class(one.tone)}>{escape(one.text)}</dd>" for one in facts
            )
            return f'<dl class="facts{" two" if columns == 2 else ""}">{inner}</dl>'
        case Table():
            return _table(piece)
        case Circles(discs):
            return (
                '<div class="circles">'
                + "".join(
                    f"<figure>{circles.svg(one, 50)}<figcaption><b>{escape(one.title)}</b>"
                    f"{escape(' · '.join(one.lines))}</figcaption></figure>"
                    for one in discs
                )
                + "</div>"
            )
        case Grid():
            return _grid(piece)
        case Beside(left, right, part):
            halves = "".join(f"<div>{''.join(_piece(one) for one in half)}</div>" for half in (left, right))
            return f'<div class="beside" style="grid-template-columns:{part:.2f}fr {1 - part:.2f}fr">{halves}</div>'


def _table(table: Table) -> str:
    widths = shares([one.weight for one in table.columns])
    columns = "".join(f'<col style="width:{width:.1%}">' for width in widths)
    heads = "".join(f"<th{_class('number' if one.right else '')}>{escape(one.text)}</th>" for one in table.columns)
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    rows = "".join(_row(row, table) for row in table.rows)
    return f"<table>{caption}<colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _row(row: Row, table: Table) -> str:
    if row.look == "group":
        return f'<tr class="group"><td colspan="{len(table.columns)}">{escape(row.cells[0])}</td></tr>'
    cells = "".join(
        f"<td{_class('number' if column.right else '')}>{escape(text)}</td>"
        for column, text in zip(table.columns, row.cells, strict=True)
    )
    return f"<tr{_class(row.look)}>{cells}</tr>"


def _grid(grid: Grid) -> str:
    heads = "".join(f"<th>{escape(one)}</th>" for one in (*grid.columns, grid.cover))
    rows = "".join(
        f"<tr><th>{escape(row.head)}</th>"
        + "".join(f"<td>{''.join(_card(one) for one in cell)}</td>" for cell in row.cells)
        + f"<td{_class(row.tone)}>{escape(row.cover)}</td></tr>"
        for row in grid.rows
    )
    names = "map wide" if grid.wide else "map"
    return f'<table class="{names}"><thead><tr><th></th>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _card(card: Card) -> str:
    sign = f"<i{_class(card.tone)}>{escape(card.sign)}</i> " if card.sign else ""
    lines = "".join(f"<span>{escape(text)}</span>" for text in card.lines)
    return f'<div class="card{" ghost" if card.ghost else ""}">{sign}<b>{escape(card.name)}</b>{lines}</div>'
