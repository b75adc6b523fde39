"""The figures of a period on a real file, and the report."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.words import TouchKind
from kamtui.errors import InvalidValue
from kamtui.workspace import Workspace


def test_figures_of_the_week_and_of_the_one_before(workspace: Workspace, nord: Account) -> None:
    workspace.contacts.add(nord.id, name="Ivan Petrov")
    log = workspace.touches.log
    log(nord.id, on=date(2026, 11, 15), people=["Ivan Petrov"], outcome="the first")  # Sunday: the week before
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
    for wanted in ("Month in numbers", "Nord Foods", "visit", "Proactive share", "1 touch"):
        assert wanted in text


def test_what_has_not_begun_and_other_files_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InvalidValue):
        workspace.reports.numbers("week", date(2026, 12, 20))
    with pytest.raises(InvalidValue):
        workspace.reports.write(tmp_path / "report.xlsx")
    assert workspace.reports.numbers("week", date(2026, 11, 22)).now.touches == 0  # this week, though not over
