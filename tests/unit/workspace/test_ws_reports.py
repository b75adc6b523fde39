"""The figures of a period on a real file, and the report."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from kamtui.clock import Clock
from kamtui.domain.accounts import Account
from kamtui.domain.numbers import Pick, Scope, What
from kamtui.domain.words import TouchKind
from kamtui.errors import InvalidValue, NotFound
from kamtui.workspace import Workspace, create


def test_figures_of_the_week_and_of_the_one_before(workspace: Workspace, nord: Account) -> None:
    workspace.contacts.add(nord.id, name="Ivan Petrov")
    log = workspace.touches.log
    log(nord.id, on=date(2026, 11, 13), people=["Ivan Petrov"], outcome="the first")  # Friday: the week before
    log(nord.id, on=date(2026, 11, 16), people=["Ivan Petrov"], outcome="again")
    log(nord.id, on=date(2026, 11, 20), kind="visit", outcome="claim", proactive=False)
    done = workspace.tasks.add(title="Done", account_id=nord.id)
    workspace.tasks.done(done.id, on=date(2026, 11, 18))
    late = workspace.tasks.add(title="Late", account_id=nord.id, quarter="2026-Q4")
    workspace.tasks.carry(late.id, "2027-Q1", "no answer")
    progress = workspace.progress
    progress.change(nord.id, "K01", status="done", evidence="told", on=date(2026, 11, 19))
    report = workspace.reports.numbers("week")
    assert (report.period.first, report.period.last, report.until) == (
        date(2026, 11, 16), date(2026, 11, 22), date(2026, 11, 20),
    )  # fmt: skip
    now, before = report.now, report.before
    assert (now.touches, now.proactive_share, dict(now.kinds)) == (2, 0.5, {TouchKind.CALL: 1, TouchKind.VISIT: 1})
    assert (now.done, now.moved, now.dropped, now.gained, now.progressions) == (1, 1, 0, 0, 1)
    assert (before.touches, before.gained, before.done) == (1, 1, 0)
    month = workspace.reports.numbers("month")
    assert (month.now.touches, month.now.gained, month.before.touches) == (3, 1, 0)
    assert [one.touches for _period, one in report.course][-3:] == [0, 1, 2]
    names = {what: [one.text for one in workspace.reports.happenings(Pick(what), "week")] for what in What}
    assert names == {
        What.TOUCHES: ["visit", "call, Ivan Petrov"],
        What.PROACTIVE: ["call, Ivan Petrov"],
        What.DONE: ["Done"],
        What.MOVED: ["Late"],
        What.DROPPED: [],
        What.GAINED: [],
        What.PROGRESSIONS: [names[What.PROGRESSIONS][0]],
    }
    (moved,) = workspace.reports.happenings(Pick(What.MOVED), "week")
    assert (moved.note, moved.account, moved.ref) == ("2026-Q4 → 2027-Q1 no answer", "Nord Foods", f"task:{late.id}")


def test_a_running_month_stands_beside_as_many_days_of_the_one_before(workspace: Workspace, nord: Account) -> None:
    for day in (date(2026, 10, 20), date(2026, 10, 21), date(2026, 9, 30)):
        workspace.touches.log(nord.id, on=day, outcome="talk")
    report = workspace.reports.numbers("month")
    assert (report.against.last, report.before.touches) == (date(2026, 10, 20), 1)
    over = workspace.reports.numbers("month", date(2026, 10, 1))
    assert (over.against.last, over.now.touches, over.before.touches) == (date(2026, 9, 30), 2, 1)


def test_a_task_counts_as_dropped_on_the_day_it_was_dropped(tmp_path: Path) -> None:
    path = tmp_path / "days.db"
    workspace = create(path, Clock(date(2026, 10, 5)), "anna")
    early, again = (workspace.tasks.add(title=title) for title in ("Early", "Again"))
    for task in (early, again):
        workspace.tasks.drop(task.id, "nobody wants it")
    workspace.close()
    workspace = Workspace(path, Clock(date(2026, 11, 10)), "anna")
    workspace.tasks.change(early.id, title="Renamed long after")
    workspace.tasks.reopen(again.id)
    workspace.tasks.drop(again.id, "again")

    def dropped(day: date) -> list[tuple[date, str]]:
        found = workspace.reports.happenings(Pick(What.DROPPED), "month", day)
        assert len(found) == workspace.reports.numbers("month", day).now.dropped
        return [(one.on, one.text) for one in found]

    assert dropped(date(2026, 10, 1)) == [(date(2026, 10, 5), "Renamed long after")]
    assert dropped(date(2026, 11, 1)) == [(date(2026, 11, 10), "Again")]
    workspace.history.undo()
    workspace.history.undo()  # dropped again and reopened: as it was dropped first
    assert [day for day, _text in dropped(date(2026, 10, 1))] == [date(2026, 10, 5)] * 2
    workspace.close()


def test_whose_figures_they_are(workspace: Workspace, nord: Account) -> None:
    other = workspace.accounts.add(name="Volga Dairy", owner=None)
    workspace.touches.log(nord.id, on=date(2026, 11, 19), outcome="talk")
    workspace.touches.log(other.id, on=date(2026, 11, 19), outcome="talk")
    workspace.touches.log(other.id, on=date(2026, 11, 20), outcome="talk")
    reports = workspace.reports
    assert reports.scope() == Scope(owner="anna")
    assert (reports.numbers().now.touches, reports.numbers().of) == (1, "Anna")
    assert reports.numbers(scope=Scope()).now.touches == 3
    one = reports.numbers(scope=Scope(account_id=other.id))
    assert (one.now.touches, one.of, [each.code for each in one.attention]) == (2, "Volga Dairy", [other.code])
    assert one.attention[0].share == pytest.approx(2 / 3)  # of all touches, for nobody serves it
    workspace.tasks.done(workspace.tasks.add(title="Of no account").id)
    assert (reports.numbers().now.done, one.now.done) == (1, 0)
    with pytest.raises(NotFound):
        reports.numbers(scope=Scope(owner="nobody"))
    with pytest.raises(NotFound):
        reports.numbers(scope=Scope(account_id="nothing"))


def test_archived_accounts_have_no_part(workspace: Workspace, nord: Account) -> None:
    workspace.touches.log(nord.id, on=date(2026, 11, 20), outcome="bye")
    with workspace.step("account.change") as step:
        from kamtui.db import tables

        step.session.get_one(tables.Account, nord.id).archived_at = workspace.clock.now()
    report = workspace.reports.numbers("month")
    assert report.now.touches == 0
    assert report.attention == ()


def test_potential_comes_from_the_wallet_of_next_year(workspace: Workspace, nord: Account) -> None:
    workspace.touches.log(nord.id, on=date(2026, 11, 20), outcome="talk")
    (unknown,) = workspace.reports.numbers().attention
    assert (unknown.potential, unknown.share, unknown.potential_share, unknown.basis) == (None, 1.0, None, "revenue")
    workspace.wallet.add(nord.id, year=2027, amount="1000000", source="CFO")
    (known,) = workspace.reports.numbers().attention
    assert (known.potential, known.potential_share, known.basis) == (1000000, 1.0, "wallet")


@pytest.mark.parametrize("ending", [".md", ".docx"])
def test_the_report_is_written(workspace: Workspace, nord: Account, tmp_path: Path, ending: str) -> None:
    workspace.touches.log(nord.id, on=date(2026, 11, 20), kind="visit", outcome="talk")
    path = workspace.reports.write(tmp_path / f"report{ending}", "month")
    text = (
        zipfile.ZipFile(path).read("word/document.xml").decode()
        if ending == ".docx"
        else path.read_text(encoding="utf-8")
    )
    for wanted in ("Month in numbers", "Nord Foods", "visit", "Proactive share", "1 touch", "Month by month", "▰▰▰"):
        assert wanted in text


def test_what_has_not_begun_and_other_files_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InvalidValue):
        workspace.reports.numbers("week", date(2026, 12, 20))
    with pytest.raises(InvalidValue):
        workspace.reports.write(tmp_path / "report.xlsx")
    assert workspace.reports.numbers("week", date(2026, 11, 22)).now.touches == 0  # this week, though not over
