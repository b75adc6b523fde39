"""Any sequence of use cases, taken back to the end, leaves the file as it was; done again, as it had become."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamtui.clock import Clock
from kamtui.domain.words import LineKind, ProgressStatus, Role, TieKind, WayKind
from kamtui.errors import KamtuiError, Refused
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
TEXTS = st.sampled_from(["", "Nord", "Волга", "Ivan Petrov", "Ёлкин", "Olga\nOrlova", "offer > send"])
NAMES = st.sampled_from(["Nord", "Волга", "Ivan Petrov", "Ёлкин Пётр", "Olga Orlova"])
DAYS = st.one_of(st.none(), st.integers(-200, 200).map(lambda days: TODAY + timedelta(days=days)))
QUARTERS = st.sampled_from([None, "2026-Q1", "2026-Q3", "2026-Q4", "2027-Q1"])
CODES = st.sampled_from(["K01", "K02", "C01", "C12", "X01"])
PICK = st.integers(0, 4)


class RowOf(NamedTuple):
    """One of the rows that a table has by then."""

    table: str
    number: int


class Hand:
    """Does one use case after another; what a rule refuses is refused, and must leave nothing behind."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def pick(self, row: RowOf) -> str:
        keys = [found[0] for found in self.workspace.reader.rows(f"SELECT id FROM {row.table} ORDER BY id")]
        return keys[row.number % len(keys)] if keys else "nothing"

    def do(self, use_case: Callable[[Hand], object]) -> None:
        with contextlib.suppress(KamtuiError):
            use_case(self)


def call(path: str, *arguments: Any, **fields: Any) -> Callable[[Hand], object]:
    """A use case by its path; a RowOf among the arguments stands for the id of that row."""

    def value(hand: Hand, given: Any) -> Any:
        if isinstance(given, list):
            return [value(hand, one) for one in given]
        return hand.pick(given) if isinstance(given, RowOf) else given

    def run(hand: Hand) -> object:
        feature, name = path.split(".")
        use_case = getattr(getattr(hand.workspace, feature), name)
        return use_case(*(value(hand, a) for a in arguments), **{k: value(hand, v) for k, v in fields.items()})

    return run


def row(table: str) -> st.SearchStrategy[RowOf]:
    return st.builds(RowOf, st.just(table), PICK)


def use(path: str, *arguments: Any, **fields: Any) -> st.SearchStrategy[Callable[[Hand], object]]:
    return st.builds(call, st.just(path), *arguments, **fields)


MAYBE_CONTACT = st.one_of(st.none(), row("contact"))
USE_CASES = st.one_of(
    use("accounts.add", name=NAMES, parent=st.none()),
    use("accounts.change", row("account"), name=NAMES, strategic=st.integers(0, 6), since=DAYS),
    use("accounts.remove", row("account")),
    use(
        "contacts.add",
        row("account"),
        name=NAMES,
        level=st.integers(1, 5),
        roles=st.lists(st.sampled_from(Role), max_size=3).map(tuple),
        categories=st.lists(NAMES, max_size=3).map(tuple),
        unit=TEXTS,
        reports_to=MAYBE_CONTACT,
        placeholder=st.booleans(),
        ways=st.lists(st.tuples(st.sampled_from(WayKind), st.sampled_from(["+7 900 1", "a@b.ru"])), max_size=2),
    ),
    use(
        "contacts.change",
        row("contact"),
        name=NAMES,
        reports_to=MAYBE_CONTACT,
        roles=st.lists(st.sampled_from(Role), max_size=3).map(tuple),
    ),
    use("contacts.become", row("contact"), NAMES, roles=st.lists(st.sampled_from(Role), max_size=2).map(tuple)),
    use("contacts.mark_left", row("contact"), DAYS, left_to=TEXTS),
    use("contacts.bring_back", row("contact")),
    use("contacts.succeed", row("contact"), successor_id=MAYBE_CONTACT),
    use("contacts.succeed", row("contact"), name=TEXTS, placeholder=st.booleans()),
    use("contacts.move_away", row("contact"), row("account"), on=DAYS, position=TEXTS),
    use("contacts.merge", row("contact"), row("contact")),
    use("contacts.link", row("contact"), row("contact"), st.sampled_from(LineKind), TEXTS),
    use("contacts.unlink", row("contact_line")),
    use("contacts.tie", row("contact"), NAMES, st.sampled_from(TieKind), strength=st.sampled_from([None, 0, 3])),
    use("contacts.untie", row("contact_tie")),
    use("contacts.remove", row("contact")),
    use("progress.change", row("account"), CODES, status=st.sampled_from(ProgressStatus), evidence=TEXTS, on=DAYS),
    use("progress.change", row("account"), CODES, status=st.just("done"), touch_id=row("touch")),
    use("progress.advance", row("account"), CODES, TEXTS),
    use("progress.plan_quarter", row("account"), CODES, QUARTERS),
    use("progress.choose_set", row("account"), st.sampled_from(["core", "full"])),
    use("progress.add_item", row("account"), title=NAMES, category=st.just("knowledge")),
    use(
        "progress.change",
        row("account"),
        CODES,
        status=st.sampled_from(["in_progress", "done"]),
        witnesses=st.lists(row("contact"), min_size=1, max_size=1),
        documents=st.lists(NAMES, max_size=2),
    ),
    use("progress.next_best_task", row("account"), CODES, QUARTERS),
    use("progress.change_item", row("progression"), weight=st.integers(0, 5), core=st.booleans()),
    use("progress.retire_item", row("progression")),
    use("progress.bring_back_item", row("progression")),
    use("progress.move_item", row("progression"), st.integers(-3, 3)),
    use(
        "tasks.add",
        title=NAMES,
        account_id=st.one_of(st.none(), row("account")),
        due=DAYS,
        quarter=QUARTERS,
        goal_id=st.one_of(st.none(), row("goal")),
        contact_id=MAYBE_CONTACT,
    ),
    use("tasks.change", row("task"), title=NAMES, due=DAYS, account_id=st.one_of(st.none(), row("account"))),
    use("tasks.move", row("task"), QUARTERS),
    use("tasks.reorder", row("task"), st.integers(-3, 3)),
    use("tasks.postpone", row("task"), st.integers(-9, 40)),
    use("tasks.done", row("task"), TEXTS),
    use("tasks.reopen", row("task")),
    use("tasks.drop", row("task"), TEXTS),
    use("tasks.remove", row("task")),
    use(
        "touches.log",
        row("account"),
        on=DAYS,
        people=st.lists(NAMES, max_size=3).map(lambda names: (*names, "Guest", "Guest")),
        outcome=TEXTS,
        next_step=TEXTS,
        next_due=DAYS,
    ),
    use("touches.change", row("touch"), people=st.lists(NAMES, max_size=3), next_step=TEXTS, outcome=TEXTS),
    use("touches.remove", row("touch")),
    use("plans.write_block", row("account"), st.just(2026), st.integers(1, 7), TEXTS),
    use(
        "plans.set_quarter",
        row("account"),
        QUARTERS.filter(bool),
        revenue_plan=st.sampled_from([None, "0", "1234.56", "-1"]),
    ),
    use("plans.set_state", row("account"), st.just(2026), st.sampled_from(["draft", "submitted", "approved"])),
    use("plans.add_goal", row("account"), st.just(2026), title=NAMES, parent_id=st.one_of(st.none(), row("goal"))),
    use("plans.change_goal", row("goal"), done=st.booleans(), parent_id=st.one_of(st.none(), row("goal"))),
    use("plans.remove_goal", row("goal")),
)
# Enough to work on, so that most of the random steps that follow find their rows.
BEGINNING: tuple[Callable[[Hand], object], ...] = (
    call("accounts.add", name="Nord"),
    call("contacts.add", RowOf("account", 0), name="Ivan Petrov", level=4, roles=["decider"]),
    call("touches.log", RowOf("account", 0), people=["Petrov"], next_step="Send offer", next_due=TODAY),
    call("progress.change", RowOf("account", 0), "K01", status="done", touch_id=RowOf("touch", 0)),
    call("plans.add_goal", RowOf("account", 0), 2026, title="Grow"),
    call("tasks.add", title="Trial", account_id=RowOf("account", 0), quarter="2026-Q3", goal_id=RowOf("goal", 0)),
)


@pytest.fixture(scope="module")
def begun_db(template_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace after the first steps."""
    path = tmp_path_factory.mktemp("begun") / "kamtui.db"
    shutil.copyfile(template_db, path)
    workspace = Workspace(path, Clock(TODAY), "anna")
    for step in BEGINNING:
        step(Hand(workspace))
    workspace.close()
    return path


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(USE_CASES, min_size=1, max_size=14))
def test_any_sequence_undone_and_redone(
    begun_db: Path, contents: Callable[[Workspace], Any], steps: list[Callable[[Hand], object]]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kamtui.db"
        shutil.copyfile(begun_db, path)
        workspace = Workspace(path, Clock(TODAY), "anna")
        try:
            states = [contents(workspace)]
            hand = Hand(workspace)
            for step in steps:
                hand.do(step)
                state = contents(workspace)
                if state != states[-1]:
                    states.append(state)
            for state in reversed(states[:-1]):
                workspace.history.undo()
                assert contents(workspace) == state
            for state in states[1:]:
                workspace.history.redo()
                assert contents(workspace) == state
            with pytest.raises(Refused):
                workspace.history.redo()
            assert workspace.reader.rows("PRAGMA foreign_key_check") == []
        finally:
            workspace.close()
