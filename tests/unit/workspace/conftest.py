"""What tests of use cases share: an account, the whole contents of a file, a use case taken back and done again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kamtui.db import sales_days, tables
from kamtui.domain.accounts import Account
from kamtui.workspace import Workspace

Contents = dict[str, list[dict[str, Any]]]
STAMPS = {"version", "created_at", "updated_at"}
NOT_DATA = {"alembic_version", "journal_step", "journal_change"}


def read_contents(workspace: Workspace) -> Contents:
    """Every row of every table but the journal, without version and stamps."""
    names = [
        row[0]
        for row in workspace.reader.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if row[0] not in NOT_DATA and not row[0].startswith("sqlite_")
    ]
    return {
        name: [
            {column: row[column] for column in row.keys() if column not in STAMPS}  # noqa: SIM118
            for row in workspace.reader.rows(f"SELECT * FROM {name} ORDER BY 1, 2")
        ]
        for name in names
    }


@pytest.fixture
def contents() -> Callable[[Workspace], Contents]:
    """Reads the whole contents of a workspace."""
    return read_contents


@pytest.fixture
def turned(workspace: Workspace) -> Callable[[Callable[[], Any]], Any]:
    """Runs a use case, takes it back, does it again; holds that the rows are those before, and those after."""

    def run(use_case: Callable[[], Any]) -> Any:
        before = read_contents(workspace)
        result = use_case()
        after = read_contents(workspace)
        assert after != before, "the use case changed nothing"
        workspace.history.undo()
        assert read_contents(workspace) == before
        workspace.history.redo()
        assert read_contents(workspace) == after
        return result

    return run


@pytest.fixture
def nord(workspace: Workspace) -> Account:
    """An account."""
    return workspace.accounts.add(name="Nord Foods", code="NORD", category="K")


Sold = tuple[date, int, int, int, bool]


@pytest.fixture
def sell() -> Callable[[Workspace, dict[str, list[Sold]]], None]:
    """Brings in days of sales, as an import does: per account (day, revenue, margin, costed, purchase)."""

    def run(workspace: Workspace, sold: dict[str, list[Sold]]) -> None:
        with workspace.step("import.orders", "test") as step:
            batch = tables.ImportBatch(file_name="test", at=workspace.clock.now())
            step.session.add(batch)
            step.session.flush()
            step.batch_id = batch.id
            driver = step.session.connection().connection.driver_connection
            for key, brought in sold.items():
                known = "SELECT day, revenue, margin, costed, purchase FROM sales_day WHERE account_id = ?"
                days = [*driver.execute(known, (key,)), *((day.isoformat(), *sums) for day, *sums in brought)]
                sales_days.store(driver, key, sorted(days))

    return run
