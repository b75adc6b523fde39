"""Escalations, tenders, contracts and answers owed: their days, their words, their lines on Today, their alerts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain import contracts, tenders
from kamtui.domain import today_claims as rules
from kamtui.domain.contracts import Contract, ContractDate
from kamtui.domain.escalations import Escalation, sla_due
from kamtui.domain.plans import Task
from kamtui.domain.settings import MethodSettings
from kamtui.domain.tenders import Tender, TenderDate
from kamtui.domain.words import (
    AgendaKind,
    AlertKind,
    Answer,
    ContractStatus,
    EscalationStatus,
    Priority,
    Severity,
    TaskStatus,
    TenderStatus,
)
from kamtui.domain.workhours import WorkHours
from kamtui.errors import InvalidValue

TODAY = date(2026, 11, 20)
SETTINGS = MethodSettings()
WORK = WorkHours(zone=ZoneInfo("UTC"))
OPENED = datetime(2026, 11, 19, 17)


def day(ahead: int) -> date:
    return TODAY + timedelta(days=ahead)


def escalation(left: float, severity: Severity = Severity.NORMAL, **fields: object) -> Escalation:
    due = sla_due(OPENED, severity, SETTINGS, WORK)
    made = Escalation("e", "a", "A", "Nord", "Drums leaked", severity, EscalationStatus.OPEN, OPENED, due)
    return made._replace(hours_left=left, **fields)  # type: ignore[arg-type]


def tender(**fields: object) -> Tender:
    return Tender("t", "a", "A", "Nord", "Packaging 2027")._replace(**fields)  # type: ignore[arg-type]


def contract(**fields: object) -> Contract:
    return Contract("c", "a", "A", "Nord", "Frame")._replace(**fields)  # type: ignore[arg-type]


# escalations


def test_the_sla_is_counted_in_working_hours_by_severity() -> None:
    due = {severity: sla_due(OPENED, severity, SETTINGS, WORK) for severity in Severity}
    assert due == {
        Severity.CRITICAL: datetime(2026, 11, 20, 12),
        Severity.HIGH: datetime(2026, 11, 20, 16),
        Severity.NORMAL: datetime(2026, 11, 24, 14),
    }


@pytest.mark.parametrize(("left", "words"), [(4.2, "SLA 4 h left"), (-3.9, "SLA 3 h over"), (0.25, "SLA 15 min left")])
def test_an_open_escalation_says_what_is_left(left: float, words: str) -> None:
    (line,) = rules.escalation_lines([escalation(left)], WORK, TODAY)
    assert (line.kind, line.title, line.reason) == (AgendaKind.ESCALATION, "Escalation: Drums leaked", words)
    assert dict(line.parts)["sla"] > 0
    assert (line.due, line.due_time) == (date(2026, 11, 24), datetime(2026, 11, 24, 14).time())


@given(st.floats(-500, 500), st.floats(-500, 500), st.sampled_from(list(Severity)))
def test_the_less_is_left_the_more_urgent(one: float, other: float, severity: Severity) -> None:
    less, more = sorted((one, other))
    urgency = [
        sum(value for _name, value in line.parts)
        for line in rules.escalation_lines([escalation(less, severity), escalation(more, severity)], WORK, TODAY)
    ]
    assert urgency[0] >= urgency[1] >= 40


def test_a_solved_escalation_waits_for_the_client_and_a_confirmed_one_for_nobody() -> None:
    solved = escalation(2, status=EscalationStatus.RESOLVED, resolved_at=datetime(2026, 11, 19, 18))
    (line,) = rules.escalation_lines([solved], WORK, TODAY)
    assert line.reason == "solved yesterday, the client has not confirmed it"
    assert solved.clock == "solved within the SLA"
    assert solved._replace(hours_left=-2.5).clock == "solved 2 h after the SLA"
    assert not list(rules.escalation_lines([solved._replace(status=EscalationStatus.CONFIRMED)], WORK, TODAY))


# tenders


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"questions_until": day(2), "submit_until": day(9)}, TenderDate("questions_until", day(2))),
        ({"questions_until": day(-1), "submit_until": day(9)}, TenderDate("submit_until", day(9))),
        ({"submit_until": day(-2), "decision_on": day(9)}, TenderDate("submit_until", day(-2))),
        (
            {"submit_until": day(-2), "decision_on": day(9), "status": TenderStatus.SUBMITTED},
            TenderDate("decision_on", day(9)),
        ),
        ({"decision_on": day(9), "status": TenderStatus.WON}, None),
        ({}, None),
    ],
)
def test_the_day_of_a_tender_to_mind(fields: dict[str, object], found: TenderDate | None) -> None:
    assert tenders.next_date(tender(**fields), TODAY) == found


def test_tenders_come_to_today_in_time() -> None:
    far, near = tender(submit_until=day(15)), tender(submit_until=day(14))
    assert not list(rules.tender_lines([far], SETTINGS, TODAY))
    (line,) = rules.tender_lines([near], SETTINGS, TODAY)
    assert (line.title, line.reason, line.due) == ("Tender: Packaging 2027", "submission: in 14 days", day(14))
    (missed,) = rules.tender_lines([tender(submit_until=day(-1))], SETTINGS, TODAY)
    assert missed.reason == "submission: 1 day late"
    assert dict(missed.parts)["due"] > 60
    waiting = tender(decision_on=day(4), status=TenderStatus.SUBMITTED)
    assert not list(rules.tender_lines([waiting], SETTINGS, TODAY))
    (soon,) = rules.tender_lines([waiting._replace(decision_on=day(3))], SETTINGS, TODAY)
    assert soon.reason == "decision: Monday"
    (silent,) = rules.tender_lines([tender(decision_on=day(-3), status=TenderStatus.SUBMITTED)], SETTINGS, TODAY)
    assert silent.reason == "decision was due 3 days ago: ask for it"


def test_dates_of_a_tender_come_in_order_and_an_end_has_a_reason() -> None:
    with pytest.raises(InvalidValue, match="submit_until: lies before the day “Questions until”"):
        tenders.check({"questions_until": day(3), "submit_until": day(2), "decision_on": None})
    tenders.check({"announced_on": day(-9), "submit_until": day(2), "decision_on": day(2)})
    for status in tenders.NEEDS_REASON:
        with pytest.raises(InvalidValue, match="say why"):
            tenders.check({"status": status, "reason": ""})
    tenders.check({"status": TenderStatus.WON, "reason": ""})


# contracts


@pytest.mark.parametrize(
    ("fields", "found", "words"),
    [
        ({"ends_on": day(40), "notice_days": 30}, ContractDate(day(10), False), "notice due in 10 days"),
        (
            {"ends_on": day(40), "notice_days": 30, "renews": True},
            ContractDate(day(10), False),
            "notice due in 10 days, or it renews",
        ),
        ({"ends_on": day(20), "notice_days": 30}, ContractDate(day(20), True), "ends in 20 days"),
        ({"ends_on": day(20), "notice_days": 30, "renews": True}, None, ""),
        ({"ends_on": day(0)}, ContractDate(day(0), True), "ends today"),
        ({"ends_on": day(0), "renews": True}, ContractDate(day(0), False), "notice due today, or it renews"),
        ({"ends_on": day(-5)}, ContractDate(day(-5), True), "ended 5 days ago: agree a new one or close it"),
        ({"ends_on": day(-5), "renews": True}, ContractDate(day(-5), True), "renewed 5 days ago: write its new end"),
        ({"ends_on": day(5), "status": ContractStatus.ENDED}, None, ""),
        ({"notice_days": 30}, None, ""),
    ],
)
def test_the_day_of_a_contract_to_mind(fields: dict[str, object], found: ContractDate | None, words: str) -> None:
    one = contract(**fields)
    assert contracts.next_date(one, TODAY) == found
    assert rules.contract_words(one, SETTINGS, TODAY) == words
    assert len(list(rules.contract_lines([one], SETTINGS, TODAY))) == bool(words)


def test_the_notice_day_and_how_far_ahead_it_is_shown() -> None:
    one = contract(ends_on=date(2027, 1, 31), notice_days=31)
    assert one.notice_on == date(2026, 12, 31)
    assert not list(rules.contract_lines([one], SETTINGS, TODAY))
    (line,) = rules.contract_lines([one], MethodSettings(contract_ahead_days=41), TODAY)
    assert (line.kind, line.due, line.reason) == (AgendaKind.CONTRACT, date(2026, 12, 31), "notice due 31 Dec 2026")
    with pytest.raises(InvalidValue, match="ends before it starts"):
        contracts.check_days(day(2), day(1))


# answers


def test_colleagues_owe_an_answer_once_their_day_has_passed() -> None:
    asked = Task("t", "Trial batch", resource="Production", resource_person="Ivan", resource_by=day(-3))
    (line,) = rules.answer_lines([asked], TODAY)
    assert (line.kind, line.ref) == (AgendaKind.ANSWER, "t")
    assert (line.title, line.reason) == (
        "Production, Ivan owes an answer: Trial batch",
        "3 days without an answer",
    )
    from dataclasses import replace

    quiet = [
        replace(asked, resource_by=TODAY),
        replace(asked, resource_by=None),
        replace(asked, resource_answer=Answer.GIVEN),
        replace(asked, resource_answer=Answer.REFUSED),
        replace(asked, status=TaskStatus.DONE),
    ]
    assert not list(rules.answer_lines(quiet, TODAY))
    promised = replace(asked, resource_answer=Answer.PROMISED, priority=Priority.HIGH)
    assert dict(next(rules.answer_lines([promised], TODAY)).parts) == {"answer": 28.0, "priority": 10.0}


# alerts


def test_alerts_name_the_worst_escalation_and_each_contract() -> None:
    late = escalation(-3)._replace(id="l", title="Wrong labels", due_at=datetime(2026, 11, 19, 18))
    found = rules.alerts(
        {"a": [escalation(4), late], "b": [escalation(1, status=EscalationStatus.RESOLVED)]},
        {"a": [contract(ends_on=day(3)), contract(ends_on=day(300))]},
        SETTINGS,
        TODAY,
    )
    assert [(alert.kind, alert.text) for alert in found["a"]] == [
        (AlertKind.ESCALATION, "Wrong labels: SLA 3 h over; and 1 more"),
        (AlertKind.CONTRACT_NOTICE, "Frame: ends Monday"),
    ]
    assert "b" not in found
