"""A paper as PDF, set by typst. What people wrote reaches it as data, never as markup."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

from kamtui.errors import Refused
from kamtui.exchange import circles
from kamtui.exchange.paper import Beside, Bullets, Circles, Facts, Grid, Heading, Paper, Piece, Table, Text, shares
from kamtui.i18n import _

# Faces that offices have, the first that is there is taken; those at the end fill in the signs it lacks.
_FACES = ("Segoe UI", "Helvetica Neue", "Arial", "Noto Sans", "Liberation Sans", "DejaVu Sans", "Libertinus Serif")
_SIGNS = ("DejaVu Sans", "Noto Sans Symbols 2", "Segoe UI Symbol", "Apple Symbols", "Noto Emoji", "Segoe UI Emoji")
_SIGNS_MORE = ("Noto Sans Hebrew", "Noto Sans Arabic", "Libertinus Serif", "New Computer Modern")


def render(paper: Paper) -> bytes:
    """The whole file. Raises Refused where the typesetter is not installed, or cannot set the paper."""
    typst = _typesetter()
    fonts = typst.Fonts()
    source = files("kamtui").joinpath("data", "paper.typ").read_bytes()
    inputs = {"paper": json.dumps(_data(paper, fonts.families()), ensure_ascii=False)}
    try:
        set_ = typst.Compiler(source, font_paths=fonts, sys_inputs=inputs).compile(
            format="pdf", timestamp=datetime.combine(paper.day, time(), UTC)
        )
    except typst.TypstError as error:
        raise Refused(_("the PDF cannot be made: {error}").format(error=error)) from error
    assert isinstance(set_, bytes)
    return set_


def check() -> None:
    """Raise Refused, with the way out, where PDF cannot be made."""
    _typesetter()


def _typesetter() -> Any:
    try:
        import typst
    except ImportError as error:
        raise Refused(
            _('PDF needs the typesetter, which is not installed: pip install "kamtui[pdf]"; or write .docx or .html')
        ) from error
    return typst


def _data(paper: Paper, families: list[str]) -> dict[str, Any]:
    face = next((name for name in _FACES if name in families), "Libertinus Serif")
    return {
        "language": paper.language,
        "fonts": list(dict.fromkeys([face, *(name for name in (*_SIGNS, *_SIGNS_MORE) if name in families)])),
        "kind": paper.kind,
        "name": paper.name,
        "facts": [one._asdict() for one in paper.facts],
        "lead": list(paper.lead),
        "tone": paper.tone,
        "foot": paper.foot,
        "one_page": paper.one_page,
        "pieces": [_piece(one) for one in paper.pieces],
    }


def _piece(piece: Piece) -> dict[str, Any]:
    match piece:
        case Heading():
            return {"is": "heading", **piece._asdict()}
        case Text():
            return {"is": "text", **piece._asdict()}
        case Bullets(items):
            return {"is": "bullets", "items": [one._asdict() for one in items]}
        case Facts(facts, columns):
            return {"is": "facts", "facts": [one._asdict() for one in facts], "columns": columns}
        case Table(columns, rows, caption):
            widths = shares([one.weight for one in columns])
            heads = [
                {"text": one.text, "right": one.right, "width": width}
                for one, width in zip(columns, widths, strict=True)
            ]
            return {"is": "table", "columns": heads, "rows": [one._asdict() for one in rows], "caption": caption}
        case Circles(discs):
            return {
                "is": "circles",
                "discs": [{"title": one.title, "lines": one.lines, "svg": circles.svg(one, 50)} for one in discs],
            }
        case Grid(columns, rows, cover):
            lines = [
                {**row._asdict(), "cells": [[card._asdict() for card in cell] for cell in row.cells]} for row in rows
            ]
            return {"is": "grid", "columns": columns, "rows": lines, "cover": cover, "wide": piece.wide}
        case Beside(left, right, part):
            return {
                "is": "beside",
                "left": [_piece(one) for one in left],
                "right": [_piece(one) for one in right],
                "part": part,
            }
