"""Circles to scale: a disc whose area is in proportion to a wallet, and our slice in it. As SVG and as PNG."""

from __future__ import annotations

import io
from collections.abc import Sequence
from math import cos, pi, sin

from kamtui.exchange.paper import Disc

OURS, REST, RIM = "#1f4e79", "#d3dce6", "#8a9bb0"
_DPI, _FINER = 300, 4
_INCH = 25.4
_FILLS = 0.94  # of its square that the larger circle fills in PNG


def svg(disc: Disc, millimetres: float) -> str:
    """The disc as an SVG picture as large as the larger circle, `millimetres` across. It holds no text."""
    side = 100.0
    radius = max(0.5, side / 2 * disc.size - 0.5)
    middle = side / 2
    parts = [f'<circle cx="{middle}" cy="{middle}" r="{radius:.3f}" fill="{REST}" stroke="{RIM}" stroke-width="0.6"/>']
    share = disc.share
    if share is not None and share >= 0.9999:
        parts.append(f'<circle cx="{middle}" cy="{middle}" r="{radius:.3f}" fill="{OURS}"/>')
    elif share is not None and share > 0:
        angle = 2 * pi * share
        x, y = middle + radius * sin(angle), middle - radius * cos(angle)
        large = 1 if share > 0.5 else 0
        parts.append(
            f'<path d="M{middle} {middle} L{middle} {middle - radius:.3f} '
            f'A{radius:.3f} {radius:.3f} 0 {large} 1 {x:.3f} {y:.3f} Z" fill="{OURS}"/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{millimetres:g}mm" height="{millimetres:g}mm" '
        f'viewBox="0 0 {side:g} {side:g}">{"".join(parts)}</svg>'
    )


def png(disc: Disc, millimetres: float) -> bytes:
    """The same picture at 300 dots per inch, on white."""
    return png_row((disc,), millimetres)


def png_row(discs: Sequence[Disc], millimetres: float) -> bytes:
    """Pictures side by side in one, `millimetres` wide in all."""
    from PIL import Image, ImageDraw

    side = round(millimetres / _INCH * _DPI / len(discs))
    fine = side * _FINER
    image = Image.new("RGB", (fine * len(discs), fine), "white")
    draw = ImageDraw.Draw(image)
    for at, disc in enumerate(discs):
        radius = max(_FINER, fine / 2 * disc.size * _FILLS - _FINER)
        middle = fine / 2 + at * fine
        box = (middle - radius, fine / 2 - radius, middle + radius, fine / 2 + radius)
        draw.ellipse(box, fill=REST, outline=RIM, width=2 * _FINER)
        if disc.share is not None and disc.share > 0:
            draw.pieslice(box, -90, -90 + 360 * min(1.0, disc.share), fill=OURS)
    file = io.BytesIO()
    image.resize((side * len(discs), side), Image.Resampling.LANCZOS).save(file, "PNG", dpi=(_DPI, _DPI))
    return file.getvalue()
