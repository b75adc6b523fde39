"""Any sequence of use cases, taken back to the end, leaves the file as it was; done again, as it had become."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from kamtui.clock import Clock
from kamtui.domain.words import (
    FindingKind,
    LineKind,
    ProgressStatus,
    PromiseSide,
    PromiseStatus,
    Role,
    Severity,
    TenderStatus,
    TieKind,
    WayKind,
)
from kamtui.errors import KamtuiError, Refused
from kamtui.workspace import Workspace
from kamtui.workspace.touch_whole import Yield

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
        try:
            use_case(self)
        except KamtuiError as error:
            # A rule may say no; a reference that a use case forgot may not.
            if isinstance(error.__cause__, IntegrityError):
                raise AssertionError(str(error.__cause__)) from error


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
    use("escalations.open", row("account"), title=NAMES, contact_id=MAYBE_CONTACT, people=st.lists(NAMES, max_size=2)),
    use(
        "escalations.change", row("escalation"), severity=st.sampled_from(Severity), people=st.lists(NAMES, max_size=2)
    ),
    use("escalations.resolve", row("escalation"), NAMES, NAMES),
    use("escalations.confirm", row("escalation"), MAYBE_CONTACT),
    use("escalations.reopen", row("escalation")),
    use("escalations.remove", row("escalation")),
    use("tenders.add", row("account"), title=NAMES, submit_until=DAYS, opportunity_id=row("opportunity")),
    use("tenders.change", row("tender"), status=st.sampled_from(TenderStatus), reason=TEXTS, decision_on=DAYS),
    use("tenders.advance", row("tender")),
    use("tenders.win_opportunity", row("tender")),
    use("tenders.remove", row("tender")),
    use("contracts.add", row("account"), title=NAMES, ends_on=DAYS, notice_days=st.integers(-1, 40)),
    use("contracts.change", row("contract"), starts_on=DAYS, renews=st.booleans()),
    use("contracts.remove", row("contract")),
    use(
        "promises.add",
        row("account"),
        side=st.sampled_from(PromiseSide),
        text=NAMES,
        due=DAYS,
        contact_id=MAYBE_CONTACT,
        touch_id=st.one_of(st.none(), row("touch")),
    ),
    use("promises.change", row("promise"), text=NAMES, contact_id=MAYBE_CONTACT),
    use("promises.settle", row("promise"), st.sampled_from(PromiseStatus), on=DAYS),
    use("promises.remove", row("promise")),
    use("notes.add", TEXTS, account_id=row("account"), on=DAYS),
    use("notes.add", NAMES, contact_id=row("contact")),
    use("notes.remove", row("note")),
    use(
        "findings.add",
        row("account"),
        kind=st.sampled_from(FindingKind),
        text=NAMES,
        unit=TEXTS,
        touch_id=st.one_of(st.none(), row("touch")),
        department=TEXTS,
        answer=TEXTS,
        told_on=DAYS,
    ),
    use("findings.change", row("finding"), department=TEXTS, answered_on=DAYS),
    use("findings.remove", row("finding")),
    use("touches.log_line", row("account"), st.sampled_from(["met Petrov: ok; we: samples; they: volumes > call"])),
    use(
        "touches.write",
        row("account"),
        st.builds(Yield, usage=st.fixed_dictionaries({"text": TEXTS, "unit": TEXTS}), ours=st.just([])),
        outcome=TEXTS,
        on=DAYS,
    ),
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
    use(
        "initiatives.add",
        row("account"),
        title=NAMES,
        relevant=st.sampled_from([None, True, False]),
        touch_id=st.one_of(st.none(), row("touch")),
        contact_id=MAYBE_CONTACT,
        progression_id=st.one_of(st.none(), row("progression")),
    ),
    use("initiatives.quick", row("account"), st.sampled_from(["New plant, Nord 4.2M 30% Q3", "! Волга", ""])),
    use("initiatives.change", row("initiative"), title=NAMES, contact_id=MAYBE_CONTACT, source=TEXTS),
    use("initiatives.reorder", row("initiative"), st.integers(-2, 2)),
    use("initiatives.remove", row("initiative")),
    use(
        "opportunities.add",
        row("initiative"),
        title=NAMES,
        amount=st.sampled_from(["100", "-1", "0.005"]),
        probability=st.sampled_from(["0.3", "30", "1.5"]),
        category=TEXTS,
        monthly=st.booleans(),
        starts=DAYS,
        quarter=QUARTERS,
        contact_id=MAYBE_CONTACT,
        progressions=st.lists(row("progression"), max_size=3),
    ),
    use("opportunities.change", row("opportunity"), progressions=st.lists(row("progression"), max_size=2)),
    use("opportunities.set_probability", row("opportunity"), st.sampled_from(["10", "90 %", "200"])),
    use("opportunities.win", row("opportunity"), on=DAYS, amount=st.sampled_from([None, "7"])),
    use("opportunities.lose", row("opportunity"), TEXTS),
    use("opportunities.postpone", row("opportunity"), QUARTERS, TEXTS),
    use("opportunities.reopen", row("opportunity")),
    use("opportunities.make_task", row("opportunity"), title=TEXTS, due=DAYS),
    use("opportunities.remove", row("opportunity")),
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
    use(
        "wallet.add",
        row("account"),
        year=st.sampled_from([2026, 2027]),
        amount=st.sampled_from(["5", "40"]),
        high=st.sampled_from([None, "45"]),
        category=TEXTS,
        supplier=st.sampled_from(["us", "all", "ChemCo"]),
    ),
    use("wallet.start", row("account"), st.just(2026), st.sampled_from(["40-45 млн 30%", "7", "x", "5 M 200%"])),
    use("wallet.change", row("wallet_estimate"), amount=st.sampled_from(["3", "50"]), source=TEXTS),
    use("wallet.remove", row("wallet_estimate")),
    use("tasks.carry", row("task"), st.sampled_from(["2026-Q4", "2027-Q1"]), TEXTS),
    use("tasks.ask", row("task"), department=TEXTS, person=TEXTS, by=DAYS),
    use("tasks.answer", row("task"), st.sampled_from(["promised", "done", "refused"]), note=TEXTS),
    use("plans.start", row("account"), st.sampled_from([2026, 2027])),
    use("plans.set_quarter", row("account"), QUARTERS.filter(bool), base=st.sampled_from([None, "0", "1234.56"])),
    use("plans.submit", row("account"), st.just(2026)),
    use("plans.approve", row("account"), st.just(2026), TEXTS),
    use("plans.reopen", row("account"), st.just(2026), TEXTS),
    use("plans.keep", row("account"), st.just(2026), TEXTS),
    use(
        "plans.write_review",
        row("account"),
        QUARTERS.filter(bool),
        cause=st.sampled_from([None, "external", "kam_fit"]),
        kam_comment=TEXTS,
        next_forecast=st.sampled_from([None, "7", "-7"]),
    ),
    use("plans.close", row("account"), st.sampled_from(["2026-Q1", "2026-Q3"])),
    use("plans.open_quarter", row("account"), st.sampled_from(["2026-Q1", "2026-Q3"]), TEXTS),
)
# Enough to work on, so that most of the random steps that follow find their rows.
BEGINNING: tuple[Callable[[Hand], object], ...] = (
    call("accounts.add", name="Nord"),
    call("contacts.add", RowOf("account", 0), name="Ivan Petrov", level=4, roles=["decider"]),
    call("touches.log", RowOf("account", 0), people=["Petrov"], next_step="Send offer", next_due=TODAY),
    call("progress.change", RowOf("account", 0), "K01", status="done", touch_id=RowOf("touch", 0)),
    call(
        "initiatives.add",
        RowOf("account", 0),
        title="New plant",
        touch_id=RowOf("touch", 0),
        contact_id=RowOf("contact", 0),
    ),
    call(
        "opportunities.add",
        RowOf("initiative", 0),
        title="Cleaning",
        amount="100",
        probability="0.3",
        next_step="Call",
        contact_id=RowOf("contact", 0),
        progressions=[RowOf("progression", 0)],
    ),
    call("opportunities.make_task", RowOf("opportunity", 0)),
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
