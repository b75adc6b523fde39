"""Today: what each key does on lines that are no task, the sign of what comes again, and an SLA that runs."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui import workspace as workspaces
from kamtui.clock import Clock
from kamtui.domain.words import (
    AgendaKind,
    Answer,
    EscalationStatus,
    ProgressStatus,
    PromiseStatus,
    TaskStatus,
    TenderStatus,
)
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.screens.today import TodayView
from kamtui.workspace import Workspace
from tests.ui.card import (
    TODAY,
    agenda,
    answered,
    app_of,
    application,
    gone,
    new_workspace,
    nord,
    screen_text,
    shown,
    typed,
    until,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


def stand_on(pilot: Pilot[Any], kind: AgendaKind) -> Any:
    """The cursor on the first line of a kind."""
    row = next(row for row in agenda(pilot).rows if not row.heading and getattr(row.item, "kind", None) is kind)
    agenda(pilot).move_to(row.id)
    return row.item


async def said(pilot: Pilot[Any], key: str, text: str) -> None:
    app_of(pilot).say("")
    await pilot.press(key)
    await until(pilot, lambda: text in app_of(pilot).message)


def late_contact(workspace: Workspace) -> str:
    """Olga Kim, not touched for 120 days."""
    kim = workspace.contacts.add(nord(workspace), name="Olga Kim", level=4, influence="takes_part")
    weiss = workspace.contacts.add(nord(workspace), name="P. Weiss", level=4, influence="takes_part")
    workspace.touches.log(nord(workspace), on=TODAY - timedelta(days=120), people=("Olga Kim",))
    workspace.touches.log(nord(workspace), on=TODAY - timedelta(days=10), people=(weiss.name,))
    return kim.id


async def test_a_line_without_a_day_of_its_own_moves_by_being_put_off(workspace: Workspace) -> None:
    late_contact(workspace)
    async with application(workspace) as pilot:
        stand_on(pilot, AgendaKind.CADENCE)
        assert "120 d" in screen_text(pilot)
        await said(pilot, "<", "It is in your day already")
        await said(pilot, ">", "put off until tomorrow")
        await pilot.press("Z")
        await until(pilot, lambda: agenda(pilot).cursor_id.startswith("off:"))
        await pilot.press("Ю", "Ю")  # > >
        await until(pilot, lambda: workspace.today.put_off()[0][1] == date(2026, 11, 23))
        await pilot.press("<", "<")
        await until(pilot, lambda: workspace.today.put_off()[0][1] == date(2026, 11, 21))
        await said(pilot, "<", "back in the day")
        assert not workspace.today.put_off()


async def test_a_call_is_planned_into_a_time_by_p(workspace: Workspace) -> None:
    kim = late_contact(workspace)
    async with application(workspace) as pilot:
        stand_on(pilot, AgendaKind.CADENCE)
        await pilot.press("p")
        await shown(pilot, LineDialog)
        assert "Get in touch with Olga Kim" in screen_text(pilot)
        await answered(pilot, "20 min")
        await until(pilot, lambda: "15:00 30 min" in screen_text(pilot))  # a time is needed
        await answered(pilot, "15:00 20 min")
        await gone(pilot)
        made = workspace.tasks.find("Get in touch")
        assert (made.contact_id, made.due, made.due_time, made.minutes) == (kim, TODAY, time(15), 20)
        await until(pilot, lambda: "15:00" in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: any("120 days" in getattr(row.item, "reason", "") for row in agenda(pilot).rows))


async def test_the_cursor_follows_a_line_that_comes_back(workspace: Workspace) -> None:
    for title in ("First", "Second", "Third"):
        workspace.tasks.add(title=title, account_id=nord(workspace), due=TODAY)
    async with application(workspace) as pilot:
        await pilot.press("down")
        title = agenda(pilot).item.title
        await said(pilot, "space", "done: ")
        assert agenda(pilot).item.title != title
        await said(pilot, "u", "undone")
        assert agenda(pilot).item.title == title
        await pilot.press("down")
        await said(pilot, "!", "priority high")  # and only once
        assert agenda(pilot).item.title != title


async def test_t_makes_a_task_with_a_title_that_says_what_to_do(workspace: Workspace) -> None:
    late_contact(workspace)
    async with application(workspace) as pilot:
        stand_on(pilot, AgendaKind.CADENCE)
        await pilot.press("t")
        assert (await shown(pilot, FormDialog)).values["title"] == "Get in touch with Olga Kim"


async def test_a_promise_is_handed_edited_kept_and_open_again(workspace: Workspace) -> None:
    workspace.accounts.change(nord(workspace), owner="anna")
    other = Workspace(workspace.path, workspace.clock, "boris")
    other.accounts.add(name="His", owner="boris")
    promise = workspace.promises.add(nord(workspace), side="ours", text="certificates", due=TODAY)
    async with application(workspace) as pilot:
        stand_on(pilot, AgendaKind.PROMISE)
        await pilot.press("e")
        form = await shown(pilot, FormDialog)
        assert form.values["text"] == "certificates"
        await pilot.press("escape")
        await gone(pilot)
        await pilot.press("o")
        await shown(pilot, PickDialog)
        await pilot.press("enter")
        await gone(pilot)
        await until(pilot, lambda: "handed to boris: certificates" in app_of(pilot).message)
        assert [each.title for each in other.today.agenda()] == ["certificates", "Get in touch"]
        await pilot.press("u")
        await until(pilot, lambda: any(getattr(row.item, "ref", "") == promise.id for row in agenda(pilot).rows))
        stand_on(pilot, AgendaKind.PROMISE)
        await said(pilot, "space", "kept: certificates")
        await until(pilot, lambda: "1 done today" in screen_text(pilot))
        await pilot.press("end")
        await said(pilot, "space", "open again: certificates")
        assert workspace.promises.get(promise.id).status is PromiseStatus.OPEN
    other.close()


async def test_space_solves_an_escalation_where_it_stands(workspace: Workspace) -> None:
    workspace.contacts.add(nord(workspace), name="Ivan Petrov")
    claim = workspace.escalations.open(nord(workspace), title="Drums leaked", severity="high")
    async with application(workspace) as pilot:
        stand_on(pilot, AgendaKind.ESCALATION)
        await pilot.press("e")
        assert (await shown(pilot, FormDialog)).values["title"] == "Drums leaked"
        await pilot.press("escape")
        await gone(pilot)
        await pilot.press("space")
        await shown(pilot, FormDialog)
        await typed(pilot, "a bad seal")
        await pilot.press("down")
        await typed(pilot, "new drums sent")
        await pilot.press("ctrl+s")
        await gone(pilot)
        assert workspace.escalations.get(claim.id).status is EscalationStatus.RESOLVED
        await until(pilot, lambda: "1 done today" in screen_text(pilot))
        stand_on(pilot, AgendaKind.ESCALATION)
        await pilot.press("space")
        await until(pilot, lambda: "Confirmed by the client" in screen_text(pilot))


async def test_space_notes_the_answer_of_a_colleague(workspace: Workspace) -> None:
    task = workspace.tasks.add(title="Send the offer", account_id=nord(workspace), quarter="2026-Q4")
    workspace.tasks.ask(task.id, department="laboratory", on=TODAY - timedelta(days=9), by=TODAY - timedelta(days=4))
    async with application(workspace) as pilot:
        stand_on(pilot, AgendaKind.ANSWER)
        assert "4 d late" in screen_text(pilot)
        await pilot.press("space")
        await shown(pilot, PickDialog)
        await pilot.press("enter")
        await until(pilot, lambda: workspace.tasks.get(task.id).resource_answer is Answer.PROMISED)


async def test_space_submits_a_tender_and_says_how_it_ended(workspace: Workspace) -> None:
    tender = workspace.tenders.add(nord(workspace), title="Packaging", submit_until=TODAY, decision_on=TODAY)
    async with application(workspace) as pilot:
        stand_on(pilot, AgendaKind.TENDER)
        await pilot.press("space")
        await until(pilot, lambda: workspace.tenders.get(tender.id).status is TenderStatus.SUBMITTED)
        stand_on(pilot, AgendaKind.TENDER)
        await pilot.press("space")
        await shown(pilot, FormDialog)


async def test_space_asks_for_the_evidence_of_what_is_stalled(workspace: Workspace) -> None:
    workspace.progress.change(nord(workspace), "K03", status=ProgressStatus.IN_PROGRESS)
    workspace.clock._today = TODAY + timedelta(days=100)
    async with application(workspace) as pilot:
        stand_on(pilot, AgendaKind.STALLED)
        await pilot.press("space")
        await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
        assert "K03" in screen_text(pilot)


async def test_keys_that_make_no_sense_here_say_why(workspace: Workspace) -> None:
    workspace.contacts.add(nord(workspace), name="Olga Kim", level=5, influence="takes_part")
    async with application(workspace) as pilot:
        assert agenda(pilot).item.title == "Get in touch"
        await said(pilot, "e", "no form")
        await said(pilot, "!", "Priority is given to tasks")
        await said(pilot, "d", "goes when its cause is settled")
        await pilot.press("space")  # done by a touch
        line = await shown(pilot, LineDialog)
        assert "Nord" in line.panel.title
        await answered(pilot, "call Kim: likes the sample")
        await until(pilot, lambda: "1 done today" in screen_text(pilot))
        await pilot.press("end")
        assert agenda(pilot).item.title == "likes the sample"
        await said(pilot, "p", "It is done")
        await said(pilot, "z", "It is done")


async def test_space_on_an_account_without_people_leads_to_its_map(workspace: Workspace) -> None:
    workspace.touches.log(nord(workspace), on=TODAY - timedelta(days=9), people=("Somebody",), outcome="a letter")
    async with application(workspace) as pilot:
        assert agenda(pilot).item.title == "Put people on the map"
        await pilot.press("space")
        await until(pilot, lambda: app_of(pilot).view.name == "account")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_the_sign_of_what_comes_again_is_never_cut_off(workspace: Workspace, size: tuple[int, int]) -> None:
    title = "A report " + "with a long name " * 9
    workspace.tasks.add(title=title, account_id=nord(workspace), due=TODAY, repeats="weekly:fri")
    async with application(workspace, size) as pilot:
        drawn_line = agenda(pilot).render_line(2).text
        assert "A report" in drawn_line
        assert "↻" in drawn_line
        assert "Nord" in drawn_line


async def test_one_of_a_series_is_deleted_alone(workspace: Workspace) -> None:
    workspace.tasks.add(title="Report", account_id=nord(workspace), due=TODAY, repeats="weekly:fri")
    async with application(workspace) as pilot:
        stand_on(pilot, AgendaKind.TASK)
        await pilot.press("d")
        await shown(pilot, PickDialog)
        await pilot.press("enter")  # this one alone
        await until(pilot, lambda: "deleted: Report" in app_of(pilot).message)
        assert [task.due for task in workspace.tasks.open()] == [date(2026, 11, 27)]
        await pilot.press("u")
        await until(pilot, lambda: [task.due for task in workspace.tasks.open()] == [TODAY])
        await until(pilot, lambda: any(getattr(row.item, "title", "") == "Report" for row in agenda(pilot).rows))
        stand_on(pilot, AgendaKind.TASK)
        await pilot.press("d")
        await shown(pilot, PickDialog)
        await pilot.press("down", "enter")
        await until(pilot, lambda: not workspace.tasks.open())


async def test_a_task_that_is_put_off_can_be_done(workspace: Workspace) -> None:
    task = workspace.tasks.add(title="Report", account_id=nord(workspace), due=TODAY)
    workspace.today.snooze(workspace.today.agenda()[0], TODAY + timedelta(days=2))
    async with application(workspace) as pilot:
        await pilot.press("Z", "space")
        await until(pilot, lambda: workspace.tasks.get(task.id).status is TaskStatus.DONE)


class RunningClock(Clock):
    """A clock that a test sets."""

    moment = datetime(2026, 11, 20, 9)

    def now(self) -> datetime:
        return self.moment


async def test_an_sla_runs_on_an_untouched_screen(tmp_path: Path) -> None:
    clock = RunningClock(TODAY)
    workspace = workspaces.create(tmp_path / "kamtui.db", clock, login="anna", name="Anna")
    workspace.accounts.add(name="Nord", code="NORD", category="K")
    workspace.escalations.open(nord(workspace), title="Drums leaked", severity="high")
    async with application(workspace) as pilot:
        view = app_of(pilot).view
        assert isinstance(view, TodayView)
        before = agenda(pilot).item.reason
        rows = agenda(pilot).rows
        view._aged()
        assert [row.item for row in agenda(pilot).rows] == [row.item for row in rows]
        clock.moment += timedelta(hours=2)
        view._aged()
        assert agenda(pilot).item.reason != before
        assert agenda(pilot).item.reason in screen_text(pilot)
        assert view._ageing is not None  # and so it goes on


async def test_what_a_colleague_does_and_takes_back_is_seen(workspace: Workspace) -> None:
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with application(workspace) as pilot:
        made = other.tasks.add(title="Ask the lab", account_id=nord(workspace), due=TODAY, owner="anna")

        def shows(title: str) -> bool:
            app_of(pilot)._poll()
            return any(getattr(row.item, "title", "") == title for row in agenda(pilot).rows)

        await until(pilot, lambda: shows("Ask the lab"))
        other.history.undo()
        await until(pilot, lambda: not shows("Ask the lab"))
        other.history.redo()
        await until(pilot, lambda: shows("Ask the lab"))
        stand_on(pilot, AgendaKind.TASK)
        other.tasks.done(made.id)
        await until(pilot, lambda: shows("Ask the lab") and "1 done today" in screen_text(pilot))
        other.promises.add(nord(workspace), side="ours", text="certificates", due=TODAY)
        await until(pilot, lambda: shows("We promised: certificates"))
        other.history.undo()
        await until(pilot, lambda: not shows("We promised: certificates"))
    other.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_phone_of_whom_a_line_is_about_stands_beside_it(workspace: Workspace, size: tuple[int, int]) -> None:
    kim = late_contact(workspace)
    workspace.contacts.change(kim, phone="+7 900 123-45-67")
    async with application(workspace, size) as pilot:
        stand_on(pilot, AgendaKind.CADENCE)
        await until(pilot, lambda: "+7 900 123-45-67" in screen_text(pilot))
        stand_on(pilot, AgendaKind.SINGLE_THREAD)
        await until(pilot, lambda: "+7 900 123-45-67" not in screen_text(pilot))


async def test_too_much_for_the_day_is_said(workspace: Workspace) -> None:
    for number in range(3):
        workspace.tasks.add(title=f"Task {number}", account_id=nord(workspace), due=TODAY, minutes=240)
    async with application(workspace, (80, 24)) as pilot:
        assert "planned 12 h of 9 h, 3 h too much" in screen_text(pilot)


async def test_help_says_what_the_signs_mean(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("?")
        await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
        await pilot.press("end")
        await until(pilot, lambda: "a task that comes again" in screen_text(pilot))


async def test_meetings_of_the_day_are_named_where_there_is_no_room_for_its_hours(workspace: Workspace) -> None:
    workspace.meetings.add(title="Quarterly review", on="2026-11-20", at="15:00", minutes=60)
    async with application(workspace, (80, 24)) as pilot:
        await until(pilot, lambda: "planned 1 h of 9 h □ 15:00 Quarterly review" in screen_text(pilot))


async def test_a_brief_drawn_while_the_cursor_passed_by_is_drawn_again(workspace: Workspace) -> None:
    for title in ("First", "Second"):
        workspace.tasks.add(title=title, account_id=nord(workspace), due=TODAY)
    async with application(workspace) as pilot:
        first = agenda(pilot).item.title
        agenda(pilot).action_list_down()
        app_of(pilot).view.reload()  # as a colleague's change does
        agenda(pilot).action_list_up()
        head = pilot.app.query_one("#brief")
        await until(pilot, lambda: first in head.render_line(0).text)


async def test_an_empty_day_offers_only_keys_that_work(workspace: Workspace) -> None:
    workspace.accounts.remove(nord(workspace))
    async with application(workspace) as pilot:
        foot = screen_text(pilot).splitlines()[-1]
        assert "put off" not in foot
        assert "n new task" in foot
        workspace.tasks.add(title="Renew the passport", due=TODAY)
        app_of(pilot).changed({"task"})
        await until(pilot, lambda: "put off" in screen_text(pilot).splitlines()[-1])


async def test_a_reason_stands_once_and_a_task_without_a_day_says_so(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    workspace.tasks.add(title="Sort the archive", account_id=nord(workspace))
    workspace.escalations.open(nord(workspace), title="Drums leak", severity="high")
    async with application(workspace) as pilot:
        await until(pilot, lambda: "Sort the archive" in screen_text(pilot))
        lines = screen_text(pilot).splitlines()
        (leak,) = [line.partition("│")[0] for line in lines if "Escalation: Drums leak" in line.partition("│")[0]]
        assert leak.count("SLA") == 1
        (archive,) = [line.partition("│")[0] for line in lines if "Sort the archive" in line.partition("│")[0]]
        assert archive.count("no date") == 1
        assert "soon" not in archive
