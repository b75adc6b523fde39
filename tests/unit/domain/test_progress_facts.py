"""Facts that propose a progression."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from kamtui.domain import progress, progress_words
from kamtui.domain.contacts import Contact, Link, Tie
from kamtui.domain.progress import Progression, ProgressItem, ProgressState
from kamtui.domain.progress_facts import FactProposal, facts, proposals
from kamtui.domain.progress_ground import ClosedTask, Fact, FirstPurchase, Ground, UnitPeople
from kamtui.domain.settings import MethodSettings
from kamtui.domain.touches import Touch
from kamtui.domain.words import (
    Attitude,
    ContactStatus,
    Function,
    Influence,
    LineKind,
    ProgressCategory,
    ProgressStatus,
    Role,
    TieKind,
    TouchKind,
)

TODAY = date(2026, 11, 20)
KNOWLEDGE, CONTACTS, INTERACTION, INTEGRATION = ProgressCategory
NOT_STARTED, IN_PROGRESS, DONE, NOT_APPLICABLE = ProgressStatus


def person(key: str, **fields: Any) -> Contact:
    return Contact(key, "a", key, **fields)


def touch(key: str, kind: TouchKind, *people: str, on: date = date(2026, 11, 10), outcome: str = "") -> Touch:
    return Touch(key, "a", on, kind, outcome, people=people, contact_ids=people)


def found(code: str, **ground: Any) -> list[Fact]:
    return [fact for fact in facts(Ground(**ground), 1, TODAY) if fact.code == code]


def statuses(code: str, **ground: Any) -> set[ProgressStatus]:
    return {fact.status for fact in found(code, **ground)}


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("C02", {"function": Function.PROCUREMENT, "level": 3}),
        ("C02", {"position": "Начальник отдела закупок"}),
        ("C03", {"function": Function.TECHNICAL, "level": 4}),
        ("C03", {"position": "Главный инженер"}),
        ("C04", {"function": Function.PRODUCTION, "level": 2}),
        ("C05", {"function": Function.FINANCE, "level": 4}),
        ("C05", {"position": "CFO"}),
        ("C06", {"function": Function.MANAGEMENT, "level": 5}),
        ("C06", {"position": "Собственник"}),
        ("C07", {"function": Function.QUALITY, "level": 3}),
    ],
)
def test_somebody_is_met_face_to_face(code: str, fields: dict[str, Any]) -> None:
    people = [person("Petrov", **fields)]
    for kind in TouchKind:
        met = found(code, contacts=people, touches=[touch("t", kind, "Petrov", outcome="agreed the trial")])
        assert bool(met) == (kind in (TouchKind.MEETING, TouchKind.VISIT, TouchKind.EVENT)), kind
        for fact in met:
            assert (fact.status, fact.touch_id, fact.contact_ids) == (DONE, "t", ("Petrov",))
            assert "agreed the trial" in fact.evidence


def test_lower_people_left_people_and_placeholders_were_not_met() -> None:
    for fields in (
        {"level": 2},
        {"level": 3, "status": ContactStatus.LEFT},
        {"level": 3, "placeholder": True},
    ):
        people = [person("Petrov", function=Function.PROCUREMENT, **fields)]
        assert not found("C02", contacts=people, touches=[touch("t", TouchKind.MEETING, "Petrov")])
    technologist = [person("Kim", function=Function.TECHNICAL, level=5)]
    assert not found("C06", contacts=technologist, touches=[touch("t", TouchKind.MEETING, "Kim")])


def test_roles_on_the_map() -> None:
    boss = person("Boss", roles=(Role.SPONSOR, Role.DECIDER))
    begun = found("C01", contacts=[boss])[0]
    assert (begun.status, "champion" in begun.reason) == (IN_PROGRESS, True)
    done = found("C01", contacts=[boss, person("Kim", roles=(Role.CHAMPION,))])[0]
    assert (done.status, done.contact_ids) == (DONE, ("Boss", "Kim"))


def test_a_champion_is_tested_by_a_touch_and_an_attitude() -> None:
    kim = person("Kim", roles=(Role.COACH,))
    ally = kim._replace(attitude=Attitude.ALLY)
    called = [touch("t", TouchKind.CALL, "Kim", outcome="brought us to the CEO")]
    assert statuses("C09", contacts=[kim], touches=called) == {IN_PROGRESS}
    assert statuses("C09", contacts=[ally]) == {IN_PROGRESS}
    assert statuses("C09", contacts=[ally], touches=called) == {DONE}


def test_a_new_unit_is_one_reached_after_others() -> None:
    people = [person("A", unit="Plant 1"), person("B", unit="Plant 2"), person("C", unit="Plant 2")]
    first, second = touch("t1", TouchKind.CALL, "A", on=date(2026, 1, 1)), touch("t2", TouchKind.CALL, "B")
    facts_found = found("C08", contacts=people, touches=[second, first, touch("t3", TouchKind.CALL, "C")])
    assert [(fact.touch_id, fact.contact_ids) for fact in facts_found] == [("t2", ("B",))]
    assert not found("C08", contacts=people, touches=[touch("t", TouchKind.CALL, "A", "B")])


def test_an_introduction_is_a_first_touch_together_with_somebody_known() -> None:
    people = [person("Buyer", level=3), person("Director", level=4)]
    earlier = touch("t1", TouchKind.CALL, "Buyer", on=date(2026, 1, 1))
    together = touch("t2", TouchKind.MEETING, "Buyer", "Director")
    assert [fact.contact_ids for fact in found("C10", contacts=people, touches=[earlier, together])] == [
        ("Buyer", "Director")
    ]
    assert not found("C10", contacts=people, touches=[together])
    known = touch("t0", TouchKind.CALL, "Director", on=date(2025, 1, 1))
    assert not found("C10", contacts=people, touches=[known, earlier, together])


def test_an_executive_pair_is_done_once_it_has_met() -> None:
    boss = person("Boss", level=5, ties=(Tie("tie", "c", "Our CEO", TieKind.EXECUTIVE_PAIR),))
    assert statuses("C11", contacts=[boss]) == {IN_PROGRESS}
    assert statuses("C11", contacts=[boss], touches=[touch("t", TouchKind.EVENT, "Boss")]) == {DONE}
    assert not statuses("C11", contacts=[boss._replace(ties=())])


def test_units_with_people_are_a_structure() -> None:
    one, two, empty = (UnitPeople(name, n, TODAY) for name, n in (("One", 2), ("Two", 1), ("Three", 0)))
    assert statuses("K05", units=[one, two]) == {DONE}
    assert statuses("K05", units=[one, two, empty]) == statuses("K05", units=[one]) == {IN_PROGRESS}
    assert not statuses("K05")


def test_attitudes_and_conflicts_are_politics() -> None:
    ally = person("Ally", influence=Influence.INNER_CIRCLE, attitude=Attitude.ALLY)
    foe = person("Foe", influence=Influence.TAKES_PART, attitude=Attitude.ENEMY)
    quiet = [person(f"Q{n}", influence=Influence.TAKES_PART) for n in range(3)]
    done = found("K12", contacts=[ally, foe])[0]
    assert (done.status, "Opponents: Foe" in done.evidence) == (DONE, True)
    assert statuses("K12", contacts=[ally, foe, *quiet]) == {IN_PROGRESS}
    assert not statuses("K12", contacts=quiet)
    conflict = [Link("l", "Ally", "Q0", LineKind.CONFLICT)]
    friend = person("Friend", influence=Influence.TAKES_PART, attitude=Attitude.SUPPORTER)
    assert statuses("K12", contacts=[ally, friend, quiet[0]]) == {IN_PROGRESS}
    assert statuses("K12", contacts=[ally, friend, quiet[0]], links=conflict) == {DONE}


def test_a_visit_is_to_them_unless_they_came_to_us() -> None:
    assert statuses("I01", touches=[touch("t", TouchKind.VISIT, outcome="saw the line")]) == {DONE}
    came = [touch("t", TouchKind.VISIT, outcome="Three technologists visited our site")]
    assert not statuses("I01", touches=came)
    assert statuses("I05", touches=came) == {DONE}
    assert statuses("I01", touches=[touch("t", TouchKind.MEETING, outcome="walked the workshop")]) == {DONE}
    assert not statuses("I01", touches=[touch("t", TouchKind.MEETING, outcome="price")])


@pytest.mark.parametrize(
    "outcome",
    [
        "Visit cancelled", "The visit was called off, a breakdown", "did not go", "Meeting postponed to Friday",
        "CEO did not come", "Cancelled", "Визит отменён", "не поехали", "Не поехали: новая авария на линии",
        "Визит перенесли на декабрь", "Поездка не состоялась", "Директор не пришёл", "Отмена",
    ],
)  # fmt: skip
def test_a_meeting_that_did_not_take_place_is_none(outcome: str) -> None:
    boss = person("Boss", level=5, function=Function.MANAGEMENT, unit="Plant")
    for kind in (TouchKind.VISIT, TouchKind.MEETING):
        met = Ground(contacts=[boss], touches=[touch("t", kind, "Boss", outcome=outcome)])
        assert not facts(met, 1, TODAY), kind


@pytest.mark.parametrize(
    "outcome",
    [
        "Saw the line; the next visit postponed to May", "Прошли по цеху. Следующую встречу перенесли на май",
        "They cancelled the tender of a competitor", "не нашли замечаний", "",
    ],
)  # fmt: skip
def test_what_else_was_put_off_leaves_the_visit_a_visit(outcome: str) -> None:
    assert statuses("I01", touches=[touch("t", TouchKind.VISIT, outcome=outcome)]) == {DONE}


def test_what_was_said_though_the_meeting_fell_through_still_counts() -> None:
    met = [touch("t", TouchKind.MEETING, outcome="Встречу отменили. Прислали план развития на 2027")]
    assert statuses("K03", touches=met) == {DONE}


@pytest.mark.parametrize(
    ("ago", "regular"),
    [
        ((5, 35, 64), True),
        ((5, 35, 64, 66), True),
        ((5, 33, 61, 150), True),
        ((5, 12, 120), False),
        ((5, 35), False),
        ((100, 130, 160), False),
        ((5, 300, 600), False),
    ],
)
def test_a_rhythm_is_three_meetings_at_like_gaps(ago: Iterable[int], regular: bool) -> None:
    met = [touch(f"t{days}", TouchKind.MEETING, on=TODAY - timedelta(days=days)) for days in ago]
    assert statuses("I03", touches=met) == ({DONE} if regular else set())


@pytest.mark.parametrize(
    ("on", "role", "outcome", "status"),
    [
        (date(2026, 10, 20), (Role.DECIDER,), "Итоги квартала: рост 4 %", DONE),
        (date(2026, 10, 20), (Role.DECIDER,), "QBR held, two decisions", DONE),
        (date(2026, 10, 20), (), "QBR held, two decisions", IN_PROGRESS),
        (date(2026, 9, 20), (Role.DECIDER,), "QBR held", None),
        (date(2026, 10, 20), (Role.DECIDER,), "price talk", None),
        (date(2026, 10, 20), (Role.DECIDER,), "they do not want a quarterly review", None),
    ],
)
def test_a_quarterly_review(on: date, role: tuple[Role, ...], outcome: str, status: ProgressStatus | None) -> None:
    met = [touch("t", TouchKind.MEETING, "Boss", on=on, outcome=outcome)]
    assert statuses("I04", contacts=[person("Boss", roles=role)], touches=met) == ({status} if status else set())


def test_a_new_category_comes_after_the_first_month() -> None:
    first = FirstPurchase("c1", "Cleaners", date(2026, 1, 1), "1")
    soon = FirstPurchase("c2", "Foils", date(2026, 1, 31), "2")
    new = FirstPurchase("c3", "Drums", date(2026, 2, 1), "3")
    assert [fact.source for fact in found("I10", purchases=[first, soon, new])] == ["c3"]
    old = [FirstPurchase("c1", "Cleaners", date(2020, 1, 1), "1"), FirstPurchase("c2", "Foils", date(2022, 1, 1), "2")]
    assert not found("I10", purchases=old)


@pytest.mark.parametrize(
    ("text", "code", "status"),
    [
        ("Signed the framework contract no. 17 until 2028", "G01", DONE),
        ("Подписали рамочный договор № 17", "G01", DONE),
        ("Хотят подписать рамочный договор", "G01", IN_PROGRESS),
        ("The framework contract is not signed", "G01", IN_PROGRESS),
        ("Получили статус предпочтительного поставщика", "G02", DONE),
        ("EDI is live since May", "G03", DONE),
        ("VMI запущен по 14 позициям", "G04", DONE),
        ("Совместное планирование: раз в месяц", "G05", DONE),
        ("Доработали упаковку под их линию", "G06", DONE),
        ("Наш продукт внесли в ТУ", "G07", DONE),
        ("Рабочая группа создана", "G08", DONE),
        ("готовы подписать SLA", "G09", IN_PROGRESS),
        ("SLA agreed", "G09", DONE),
        ("Начали совместную разработку", "G10", DONE),
        ("Joint plan approved", "G11", DONE),
        ("Они присылают остатки на складе каждую неделю", "G12", DONE),
        ("Приезжали к нам на завод", "I05", DONE),
        ("пилот завершён, замечаний нет", "I06", DONE),
        ("Опытную партию поставили", "I06", DONE),
        ("Dry lubricant for the trial", "I06", IN_PROGRESS),
        ("Прошло обучение 12 операторов", "I07", DONE),
        ("Они подтвердили экономию 8 %", "I08", DONE),
        ("Asked us to help with the specification", "I09", DONE),
        ("Дали отзыв на бланке", "I11", DONE),
        ("Рекламация закрыта", "I12", DONE),
        ("Получили план развития на 2027", "K03", DONE),
        ("Годовой объём закупок 80 млн", "K01", DONE),
        ("Поставщик этикетки срывает сроки", "K09", DONE),
        ("Рассчитали экономический эффект", "K10", DONE),
        ("Познакомил нас с главным инженером", "C10", DONE),
        ("Took part in their strategy session", "I02", DONE),
        ("Визит к нам прошёл хорошо", "I05", DONE),
        ("Training of operators scheduled for May", "I07", IN_PROGRESS),
        ("Signed the framework contract? Yes. Framework contract signed on Monday", "G01", DONE),
        ("Договорились встречаться раз в месяц", "I03", DONE),
    ],
)
def test_words_of_outcomes(text: str, code: str, status: ProgressStatus) -> None:
    assert dict(progress_words.mentions(progress_words.sentences(text))).get(code) is status


@pytest.mark.parametrize(
    "text",
    [
        "в ту среду включим свет", "price list 2026", "отзыв партии", "a claim came in", "no reference to the mail",
        "Framework contract signed?", "Рамочный договор подписали?", "SLA agreed? waiting",
        "framework contract signed with a competitor", "Рамочный договор подписан с конкурентом",
        "VMI works badly at the competitor", "Pilot cancelled", "Пилот отменили", "Пилот сорван",
        "visit to our plant in March", "Визит к нам в марте", "Пригласил на экскурсию по нашему заводу",
        "Годовой бюджет утвердят 12 декабря", "Yearly volume unknown until 15 May", "hardly confirmed the saving",
        "подтвердят экономию в мае",
    ],
)  # fmt: skip
def test_words_that_only_look_alike(text: str) -> None:
    assert not dict(progress_words.mentions(progress_words.sentences(text)))


def test_a_closed_task_proposes_what_it_was_about() -> None:
    task = ClosedTask("k", "Get the plan", "they sent it", TODAY, "p-K03")
    (fact,) = [fact for fact in facts(Ground(tasks=[task]), 1, TODAY) if fact.progression_id]
    assert (fact.progression_id, fact.status) == ("p-K03", DONE)
    still = facts(Ground(tasks=[task], open_tasks={"p-K03"}), 1, TODAY)
    assert [fact.status for fact in still if fact.progression_id] == [IN_PROGRESS]
    worded = ClosedTask("k", "Sign the framework contract", "signed on Monday", TODAY)
    assert statuses("G01", tasks=[worded]) == {DONE}
    assert statuses("G01", tasks=[worded._replace(result="")]) == {IN_PROGRESS}


def entry(code: str = "I01", category: ProgressCategory = INTERACTION, **fields: Any) -> Progression:
    return Progression(f"p-{code}", code, category, f"Title {code}", "", 3, True, fields.pop("expires", None), **fields)


def stand(status: ProgressStatus, of: Progression | None = None, chosen: bool = True, **fields: Any) -> ProgressItem:
    return progress.item(of or entry(), ProgressState(status, **fields), chosen, MethodSettings(), TODAY)


def propose(item: ProgressItem, *visits: date, waved: Iterable[str] = (), **more: Any) -> tuple[FactProposal, ...]:
    touches = [touch(f"t{on}", TouchKind.VISIT, on=on) for on in visits]
    ground = Ground(touches=touches)
    undone = more.pop("undone", {})
    return proposals([item], facts(ground, 1, TODAY), set(waved), undone, TODAY, **more)


def test_the_newest_fact_is_proposed_once() -> None:
    (made,) = propose(stand(NOT_STARTED), date(2026, 1, 5), date(2026, 3, 5))
    assert (made.code, made.title, made.status, made.on) == ("I01", "Title I01", DONE, date(2026, 3, 5))
    assert made.touch_id == "t2026-03-05"


def test_what_is_done_does_not_apply_or_lies_outside_is_not_proposed() -> None:
    visit = date(2026, 1, 5)
    assert not propose(stand(DONE, done_on=TODAY), visit)
    assert not propose(stand(NOT_APPLICABLE), visit)
    assert not propose(stand(NOT_STARTED, chosen=False), visit)
    assert propose(stand(NOT_STARTED, chosen=False), visit, outside=True)
    assert propose(stand(IN_PROGRESS, started_on=TODAY), visit)


def test_waved_off_stays_away_until_something_newer() -> None:
    item, old, new = stand(NOT_STARTED), date(2026, 1, 5), date(2026, 3, 5)
    key = propose(item, old, new)[0].key
    assert not propose(item, old, new, waved=[key])
    (made,) = propose(item, old, new, date(2026, 4, 5), waved=[key])
    assert made.on == date(2026, 4, 5)


def test_what_was_taken_back_or_expired_needs_a_newer_fact() -> None:
    taken_back = {"p-I01": date(2026, 2, 1)}
    assert not propose(stand(IN_PROGRESS, started_on=TODAY), date(2026, 1, 5), undone=taken_back)
    assert propose(stand(IN_PROGRESS, started_on=TODAY), date(2026, 3, 5), undone=taken_back)
    expiring = entry(expires=6)
    expired = stand(DONE, expiring, done_on=date(2026, 1, 5))
    assert expired.expired
    assert not propose(expired, date(2026, 1, 5))
    assert propose(expired, date(2026, 8, 5))
    assert not propose(stand(NOT_STARTED, expiring), date(2025, 1, 5)), "it would have expired already"


def test_a_code_of_another_library_and_own_items_are_no_standard_items() -> None:
    visit = date(2026, 1, 5)
    assert not propose(stand(NOT_STARTED, entry("I01", KNOWLEDGE)), visit)
    assert not propose(stand(NOT_STARTED, entry(account_id="a")), visit)
