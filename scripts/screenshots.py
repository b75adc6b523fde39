"""Draw the pictures of the documentation from the demo: `python -m scripts.screenshots`, or `make screenshots`."""

from __future__ import annotations

import asyncio
import re
from datetime import date
from pathlib import Path

from kamtui.clock import Clock
from kamtui.ui import paint
from kamtui.ui.app import KamApp
from kamtui.workspace import Workspace
from kamtui.workspace.demo import prepare_demo

DOCS = Path(__file__).parents[1] / "docs"
DAY = date(2026, 11, 20)
SIZE = (120, 30)
PICTURES: dict[str, dict[str, str]] = {"today": {}, "map": {"tab": "map"}, "plan": {"tab": "plan"}}


async def draw(name: str, where: dict[str, str]) -> None:
    """Write one picture, without the web fonts that Rich would have it load."""
    workspace = Workspace(prepare_demo("en", DAY), Clock(DAY), "anna")
    nord = workspace.accounts.find("NORD").id
    app = KamApp(workspace)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        if where:
            app.show("account", account_id=nord, **where)
            pane = f"pane-{where['tab']}"
            while app.focused is None or all(node.id != pane for node in app.focused.ancestors):
                await pilot.pause(0.01)
        await pilot.pause(0.3)
        svg = app.export_screenshot(title="kamtui")
    workspace.close()
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono").replace(
        "<!-- Generated with Rich https://www.textualize.io -->", ""
    )
    (DOCS / f"{name}.svg").write_text(svg, encoding="utf-8")


def main() -> None:
    """All pictures."""
    paint.use("dark", "truecolor")
    for name, where in PICTURES.items():
        asyncio.run(draw(name, where))


if __name__ == "__main__":
    main()
