"""What the keys of Today do on lines that are no task: each does what settles its kind, or says why it cannot."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kamtui.domain.plans import Task
from kamtui.domain.slot_line import SlotLine
from kamtui.domain.today import AgendaItem
from kamtui.domain.today_groups import CONTACT_KINDS, PROGRESSION_KINDS
from kamtui.domain.words import AgendaKind, EscalationStatus, ProgressStatus, TenderStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.screens import task_verbs

if TYPE_CHECKING:
    from kamtui.domain.escalations import Escalation
    from kamtui.domain.tenders import Tender
    from kamtui.ui.screens.today import TodayView

TOUCHED = (AgendaKind.CADENCE, AgendaKind.BIRTHDAY, AgendaKind.NO_TOUCH)


def done(view: TodayView, line: AgendaItem) -> bool:
    """Take the step that settles a line; whether there is one."""
    kam, workspace, account_id = view.kam, view.workspace, line.account_id or ""
    kind = line.kind
    if kind is AgendaKind.PROMISE:
        task_verbs.keep_promise(kam, line.ref)
    elif kind is AgendaKind.NO_TOUCH and _is_unmapped(view, account_id):
        return False  # there were touches, so what lacks is the map
    elif kind in TOUCHED:
        from kamtui.ui.screens import quick

        quick.log_touch(kam, view.subject())
    elif kind is AgendaKind.ESCALATION:
        _advance_escalation(view, line)
    elif kind is AgendaKind.TENDER:
        return _advance_tender(view, line)
    elif kind is AgendaKind.ANSWER:
        from kamtui.ui.screens.plan_board_verbs import answer_help

        answer_help(view, workspace.tasks.get(line.ref))
    elif kind in PROGRESSION_KINDS:
        _advance_progress(view, line)
    elif kind is AgendaKind.CONTACT_LEFT:
        from kamtui.ui.screens.contact_verbs import succeed

        succeed(kam, workspace.contacts.get(line.ref))
    elif kind is AgendaKind.QUARTER_CLOSING:
        kam.show("review", account_id=account_id, quarter=line.ref)
    else:
        return False
    return True


def _is_unmapped(view: TodayView, account_id: str) -> bool:
    workspace = view.workspace
    return bool(workspace.touches.of(account_id, limit=1)) and not workspace.contacts.of(account_id, left=False)


def _advance_escalation(view: TodayView, line: AgendaItem) -> None:
    from kamtui.ui.screens.account_escalation_forms import confirm_form, resolve_form

    one = view.workspace.escalations.get(line.ref)

    def told(now: Escalation) -> None:
        if now.status is EscalationStatus.RESOLVED:
            text = _("solved: {title}; space again when the client has confirmed it")
        else:
            text = _("confirmed by the client: {title}")
        view.kam.say(text.format(title=now.title), "good")

    form = resolve_form if one.is_open else confirm_form
    view.kam.open(form(view.workspace, one), told)


def _advance_tender(view: TodayView, line: AgendaItem) -> bool:
    """Submitted, or how it ended; the end of questions has no step of its own."""
    from kamtui.domain.tenders import next_date
    from kamtui.ui.screens.account_tender_forms import ENTITIES, result_form, win_dialog

    workspace, kam = view.workspace, view.kam
    one = workspace.tenders.get(line.ref)
    found = next_date(one, workspace.today_date)

    def told(now: Tender) -> None:
        kam.say(f"{now.title}: {label(now.status)}", "good")
        if now.status is TenderStatus.WON and now.opportunity_open:
            kam.open(win_dialog(workspace, now))

    if found is None or found.field == "questions_until":
        return False
    if found.field == "decision_on":
        kam.open(result_form(workspace, one), told)
    else:
        change = workspace.tenders.change
        kam.write(lambda: change(one.id, one.version, status=TenderStatus.SUBMITTED), told, entities=ENTITIES)
    return True


def _advance_progress(view: TodayView, line: AgendaItem) -> None:
    from kamtui.ui.screens import account_progress_verbs as verbs

    item = view.workspace.progress.item(line.account_id or "", line.ref)
    change = verbs.edit if item.status is ProgressStatus.DONE else verbs.advance
    change(view.kam, line.account_id or "", item)


def edit(view: TodayView, line: AgendaItem) -> bool:
    """Open the form of what a line is about; whether there is one."""
    kam, workspace, account_id = view.kam, view.workspace, line.account_id or ""
    kind = line.kind
    if kind is AgendaKind.ESCALATION:
        from kamtui.ui.screens.account_escalation_forms import escalation_form

        kam.open(escalation_form(workspace, account_id, workspace.escalations.get(line.ref)))
    elif kind is AgendaKind.TENDER:
        from kamtui.ui.screens.account_tender_forms import tender_form

        kam.open(tender_form(workspace, account_id, workspace.tenders.get(line.ref)))
    elif kind is AgendaKind.CONTRACT:
        from kamtui.ui.screens.account_contract_forms import contract_form

        kam.open(contract_form(workspace, account_id, workspace.contracts.get(line.ref)))
    elif kind is AgendaKind.PROMISE:
        from kamtui.ui.screens.account_promises import promise_form

        kam.open(promise_form(workspace, workspace.promises.get(line.ref)))
    elif kind is AgendaKind.ANSWER:
        from kamtui.ui.screens import quick

        quick.task_form(kam, workspace.tasks.get(line.ref))
    elif kind in CONTACT_KINDS:
        from kamtui.ui.screens import contact_verbs

        contact_verbs.edit(kam, workspace.contacts.get(line.ref))
    elif kind in PROGRESSION_KINDS:
        from kamtui.ui.screens import account_progress_verbs as verbs

        verbs.edit(kam, account_id, workspace.progress.item(account_id, line.ref))
    else:
        return False
    return True


def slot(view: TodayView, line: AgendaItem) -> None:
    """Plan a line into a time of today: a task comes of it."""
    today = view.workspace.today_date

    def plan(found: SlotLine) -> Task:
        if found.start is None:
            raise InvalidValue("due_time", "", expected=_("15:00, 15:00 30 min"))
        return view.workspace.today.as_task(line, on=today, at=found)

    title = view.workspace.today.task_title(line)
    prompt = _("At what time today? (15:00, 15:00 30 min) {title}").format(title=title)
    task_verbs.ask_slot(view.kam, prompt, today, plan, key=line.key)


def hand(view: TodayView, line: AgendaItem) -> None:
    """Hand a line to somebody: a task of theirs comes of it."""
    today, title = view.workspace.today, view.workspace.today.task_title(line)
    task_verbs.pick_doer(view.kam, title, view.workspace.login, lambda chosen: today.as_task(line, owner=chosen))


def shift(view: TodayView, line: AgendaItem, days: int) -> None:
    """Put a line off by a day, or one that is put off by a day more or less; before tomorrow it is back."""
    from kamtui.ui.screens import today_snooze

    until = view.put_off_until
    today = view.workspace.today_date
    if until is None and days < 0:
        view.kam.say(_("It is in your day already; z puts it off."))
        return
    day = (until or today) + timedelta(days=days)
    if day <= today:
        today_snooze.wake(view.kam, line)
    else:
        today_snooze.put_off_to(view.kam, line, day)
