"""Progressions over accounts and over time, on a real file."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamtui.clock import Clock
from kamtui.db import progress as progress_reads
from kamtui.db import progress_history
from kamtui.domain.accounts import Account
from kamtui.domain.progress_history import replay
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressStatus
from kamtui.errors import InvalidValue, KamtuiError, NotFound
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)


def by_quarter(workspace: Workspace, account_id: str | None = None) -> dict[str, Any]:
    return {str(share.quarter): share for share in workspace.progress.dynamics(account_id)}


def replayed(workspace: Workspace) -> bool:
    """Whether the events of every account give the state that is stored."""
    keys = [key for _code, _name, key in workspace.accounts.refs()]
    events = progress_history.events(workspace.reader, keys)
    return all(
        replay(events.get(key, {}).get(progression, ()))[:3] == state[:3]
        for key, states in progress_reads.states(workspace.reader, keys).items()
        for progression, state in states.items()
    )


def test_accounts_read_at_once_are_as_read_one_by_one(workspace: Workspace, nord: Account) -> None:
    other = workspace.accounts.add(name="Other")
    workspace.progress.change(nord.id, "K01", status="done", evidence="seen", on=date(2026, 2, 3))
    workspace.progress.plan_quarter(other.id, "I01", "2026-Q4")
    together = workspace.progress.dynamics_by_account()
    assert together == {key: workspace.progress.dynamics(key) for key in (nord.id, other.id)}
    assert together[nord.id] != together[other.id]


def test_the_last_eight_quarters_come_from_events(workspace: Workspace, nord: Account) -> None:
    progress = workspace.progress
    assert list(by_quarter(workspace, nord.id)) == [str(Quarter(2026, 4).shifted(n)) for n in range(-7, 1)]
    progress.change(nord.id, "K01", status="done", evidence="x", on=date(2025, 3, 31))
    progress.change(nord.id, "I01", status="done", evidence="x", on=date(2026, 9, 30))
    progress.change(nord.id, "G01", status="not_applicable", evidence="x", on=date(2026, 10, 1))
    found = by_quarter(workspace, nord.id)
    whole = sum(item.progression.weight for item in progress.of(nord.id).items if item.in_set)
    # K01 weighs 5 and expires after 12 months, on the last day of a quarter.
    assert [found[q].share for q in ("2025-Q1", "2025-Q4", "2026-Q1", "2026-Q3")] == [
        5 / whole, 5 / whole, 0, 4 / whole
    ]  # fmt: skip
    assert found["2026-Q4"].share == progress.of(nord.id).share.value
    assert found["2026-Q4"].applicable == 11
    assert by_quarter(workspace)["2026-Q4"] == found["2026-Q4"]
    with pytest.raises(NotFound):
        progress.dynamics("nobody")


def test_the_library_of_the_time_measures_the_past(
    workspace: Workspace, nord: Account, open_workspace: Callable[..., Workspace]
) -> None:
    earlier = open_workspace(today=date(2026, 3, 1))
    earlier.progress.change(nord.id, "K01", status="done", evidence="x")
    before = by_quarter(workspace, nord.id)["2026-Q1"]
    library = {item.code: item for item in workspace.progress.library_items()}
    workspace.progress.change_item(library["K01"].id, weight=1)
    workspace.progress.retire_item(library["K02"].id)
    workspace.progress.change_item(library["G02"].id, core=True)
    workspace.progress.add_item(None, title="New", category="knowledge", core=True, weight=5)
    assert by_quarter(workspace, nord.id)["2026-Q1"] == before
    found = by_quarter(workspace, nord.id)["2026-Q4"]
    assert found.share == workspace.progress.of(nord.id).share.value
    assert (found.done, found.applicable) == (1, 13)
    workspace.progress.bring_back_item(library["K02"].id)
    assert by_quarter(workspace, nord.id)["2026-Q1"] == before


def test_c12_of_the_past_is_the_map_of_the_past(
    nord: Account, open_workspace: Callable[..., Workspace], workspace: Workspace
) -> None:
    workspace.progress.choose_set(nord.id, "full")
    earlier = open_workspace(today=date(2026, 2, 1))
    boss = earlier.contacts.add(nord.id, name="Boss", level=5, roles=("sponsor", "decider", "champion"))
    earlier.touches.log(nord.id, people=("Boss",))
    workspace.contacts.mark_left(boss.id, date(2026, 11, 1))
    found = by_quarter(workspace, nord.id)
    assert [found[q].done for q in ("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")] == [0, 1, 1, 0, 0]


def test_planned_against_kept_remembers_what_was_moved(
    nord: Account, open_workspace: Callable[..., Workspace], workspace: Workspace
) -> None:
    summer = open_workspace(today=date(2026, 8, 1))
    for code in ("K01", "K02", "K03"):
        summer.progress.plan_quarter(nord.id, code, "2026-Q3")
    summer.progress.change(nord.id, "K01", status="done", evidence="x")
    workspace.progress.plan_quarter(nord.id, "K02", "2026-Q4")
    found = by_quarter(workspace, nord.id)
    assert (found["2026-Q3"].planned, found["2026-Q3"].kept) == (3, 1)
    assert (found["2026-Q4"].planned, found["2026-Q4"].kept) == (1, 0)
    assert workspace.progress.of(nord.id).quarter == (1, 0)


def test_a_plan_from_before_the_journal_stays_missed_when_it_is_moved(workspace: Workspace, nord: Account) -> None:
    """A filled-in workspace has states without a journal."""
    key = workspace.progress.item(nord.id, "K01").progression.id
    with sqlite3.connect(workspace.path) as connection:
        connection.execute(
            "INSERT INTO progress_state (id, account_id, progression_id, status, evidence, planned_quarter, version,"
            " created_at, updated_at) VALUES ('s', ?, ?, 'not_started', '', '2026-Q3', 1, ?, ?)",
            (nord.id, key, "2026-01-01 09:00:00", "2026-01-01 09:00:00"),
        )
        connection.execute("UPDATE account SET created_at = '2026-01-01 09:00:00'")
    connection.close()
    assert by_quarter(workspace, nord.id)["2026-Q3"].planned == 1
    workspace.progress.plan_quarter(nord.id, "K01", "2026-Q4")
    found = by_quarter(workspace, nord.id)
    assert [(found[q].planned, found[q].kept) for q in ("2026-Q3", "2026-Q4")] == [(1, 0), (1, 0)]


def test_time_taken(workspace: Workspace, nord: Account) -> None:
    workspace.progress.change(nord.id, "K01", status="in_progress", on=date(2026, 9, 1))
    workspace.progress.change(nord.id, "K01", status="done", evidence="x", on=date(2026, 9, 11))
    workspace.progress.change(nord.id, "K02", status="done", evidence="x")
    assert workspace.progress.durations(nord.id) == {workspace.progress.item(nord.id, "K01").progression.id: 10}


def test_growth_beside_progress(
    workspace: Workspace, nord: Account, sell: Callable[[Workspace, dict[str, list[Any]]], None]
) -> None:
    other = workspace.accounts.add(name="Volga")
    for item in workspace.progress.of(nord.id).items:
        if item.in_set:
            workspace.progress.change(nord.id, item.progression.id, status="done", evidence="x")
    assert workspace.progress.growth_by_progress().value is None
    days = [date(2025, 1, 10), date(2026, 1, 10)]
    sell(
        workspace,
        {
            nord.id: [(day, 1000, margin, 1000, True) for day, margin in zip(days, (100, 150), strict=True)],
            other.id: [(day, 1000, margin, 1000, True) for day, margin in zip(days, (100, 90), strict=True)],
        },
    )
    value = workspace.progress.growth_by_progress().value
    assert value is not None
    assert {name: float(growth or 0) for name, growth in value.items()} == {"beyond": 0.5, "below": -0.1}


def test_matrix_of_the_portfolio(workspace: Workspace, nord: Account) -> None:
    volga = workspace.accounts.add(name="Volga")
    workspace.progress.add_item(volga.id, title="Own", category="knowledge")
    workspace.progress.change(nord.id, "K01", status="in_progress", on=date(2026, 7, 1), quarter="2026-Q3")
    found = workspace.progress.matrix(sort="stalled")
    assert [name for _id, _code, name in found.accounts] == ["Nord Foods", "Volga"]
    assert (len(found.rows), found.rows[0].progression.code, found.rows[0].systematic.value) == (49, "K01", True)
    assert found.shares == (0, 0)
    one = workspace.progress.matrix([volga.id])
    assert (len(one.accounts), len(one.rows[0].cells)) == (1, 1)
    with pytest.raises(InvalidValue):
        workspace.progress.matrix(sort="size")


CHANGE = st.tuples(
    st.sampled_from(["change", "change", "change", "advance", "undo", "redo", "plan"]),
    st.sampled_from(["K01", "K09", "C12", "I01"]),
    st.sampled_from(ProgressStatus),
    st.sampled_from([None, "", "seen"]),
    st.one_of(st.none(), st.integers(-500, 3).map(lambda days: TODAY + timedelta(days=days))),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CHANGE, min_size=1, max_size=10))
def test_replaying_the_events_of_any_changes_gives_the_state(template_db: Path, steps: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kamtui.db"
        shutil.copyfile(template_db, path)
        workspace = Workspace(path, Clock(TODAY), "anna")
        try:
            key = workspace.accounts.add(name="Nord").id
            progress = workspace.progress
            for verb, code, status, evidence, on in steps:
                with contextlib.suppress(KamtuiError):
                    if verb == "change":
                        progress.change(key, code, status=status, evidence=evidence, on=on)
                    elif verb == "advance":
                        progress.advance(key, code, evidence)
                    elif verb == "plan":
                        progress.plan_quarter(key, code, Quarter(2026, 4))
                    else:
                        getattr(workspace.history, verb)()
                assert replayed(workspace)
            if workspace.accounts.refs():
                now = by_quarter(workspace, key)["2026-Q4"]
                checklist = progress.of(key)
                assert now.share == checklist.share.value
                assert now.done == sum(share.done for share in checklist.categories.values())
                assert now.applicable == sum(share.applicable for share in checklist.categories.values())
                assert (now.planned, now.kept) == checklist.quarter
        finally:
            workspace.close()
