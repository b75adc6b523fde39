"""Any file of wallet estimates: every row is accounted for, the wallets that come of it fit together, undo is exact."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamtui.clock import Clock
from kamtui.domain.wallet_check import misfit
from kamtui.domain.wallet_rules import latest
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
HEADER = "account,category,supplier,year,amount,source,date"


class Line(NamedTuple):
    """A row as it is written."""

    account: str
    category: str
    supplier: str
    year: str
    amount: str
    source: str
    day: str


LINES = st.lists(
    st.builds(
        Line,
        account=st.sampled_from(["NORD", "NORD", "volga", "NOBODY"]),
        category=st.sampled_from(["", "", "Oils", "oils", "Paper"]),
        supplier=st.sampled_from(["us", "мы", "all", "ChemCo", "CHEMCO", "BoxCo", ""]),
        year=st.sampled_from(["2026", "2026", "2027", "26"]),
        amount=st.sampled_from(["0", "5", "12,5", "30", "40", "40-45", "1 млн", "-3", "x"]).map(
            lambda text: f'"{text}"'
        ),
        source=st.sampled_from(["", "buyer"]),
        day=st.sampled_from(["", "2026-03-01", "01.06.2026", "2027-01-01"]),
    ),
    max_size=9,
)


@given(first=LINES, second=LINES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file(template_db: Path, first: list[Line], second: list[Line]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kamtui.db"
        shutil.copyfile(template_db, path)
        workspace = Workspace(path, Clock(TODAY), "anna")
        try:
            for code in ("NORD", "VOLGA"):
                workspace.accounts.add(name=code.title(), code=code)
            for lines in (first, second):
                check(workspace, Path(folder) / "wallet.csv", lines)
        finally:
            workspace.close()


def check(workspace: Workspace, file: Path, lines: list[Line]) -> None:
    """Import the lines, take that back, do it again, import once more."""
    file.write_text("\n".join([HEADER, *(",".join(line) for line in lines)]) + "\n", encoding="utf-8")
    before, steps = contents(workspace), len(workspace.history.steps(99))
    result = workspace.imports.run("wallet", file)
    after = contents(workspace)
    assert result.read == len(lines) == result.created + result.updated + result.unchanged + result.rejected
    assert {one.line for one in result.rejects} <= set(range(2, len(lines) + 2))
    assert (len(workspace.history.steps(99)) > steps) == bool(result.created or result.updated)
    for account in workspace.accounts.refs():
        for year in (2026, 2027):
            current = latest(workspace.wallet.estimates(account[2], year))
            assert [misfit(current, None, key) for key in current] == [""] * len(current)
    if after != before:
        workspace.history.undo()
        assert contents(workspace) == before
        workspace.history.redo()
        assert contents(workspace) == after
    again = workspace.imports.run("wallet", file)
    assert again.created == 0 or len(lines) > len({line[:4] for line in lines})


def contents(workspace: Workspace) -> list[tuple[object, ...]]:
    """All estimates and categories, as stored."""
    rows = workspace.reader.rows(
        "SELECT id, account_id, year, category_id, supplier, amount, amount_to, source, on_date FROM wallet_estimate"
    )
    return sorted(tuple(row) for row in [*rows, *workspace.reader.rows("SELECT id, name FROM product_category")])
