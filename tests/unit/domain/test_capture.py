from __future__ import annotations

import re
from collections import Counter
from datetime import date, time
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.capture import CaptureKind, Draft, parse_capture, parse_task_line
from kamtui.domain.capture_complete import Choice, complete
from kamtui.domain.capture_names import Book, KnownPerson
from kamtui.domain.capture_work import find_minutes, find_repeat
from kamtui.domain.quarters import Quarter
from kamtui.domain.week import minutes_words
from kamtui.domain.when import find_stretch
from kamtui.domain.words import Priority, Severity
from kamtui.i18n import set_language
from kamtui.labels import label

TODAY = date(2026, 11, 21)
ACCOUNTS = [("NORD", "Nord Foods"), ("WOOD", "Nordic Wood"), ("VOLGA", "Волжский молзавод"), ("НОРД", "Норд Фудс")]
PEOPLE = [
    KnownPerson("1", "Ivan Petrov", "NORD"),
    KnownPerson("2", "Olga Kim", "NORD"),
    KnownPerson("3", "Анна Орлова", "НОРД"),
    KnownPerson("4", "Пётр Орлов", "VOLGA"),
    KnownPerson("5", "Olga Petrov", "WOOD"),
]
BOOK = Book(ACCOUNTS, PEOPLE)


def task_of(draft: Draft) -> tuple[object, ...]:
    """Title, due, time, account, quarter, priority."""
    return draft[:6]


@pytest.mark.parametrize(
    ("line", "title", "account"),
    [
        ("call Petrov tomorrow 15:00 @Nord #Q1 !high", "call Petrov", "NORD"),
        ("звонок Петрову завтра 15:00 @Норд #Q1 !высокий", "звонок Петрову", "НОРД"),
        ("звонок Петрову завтра 15:00 @Норд №Q1 !", "звонок Петрову", "НОРД"),
    ],
)
def test_the_line_of_the_method(line: str, title: str, account: str) -> None:
    expected = (title, date(2026, 11, 22), time(15), account, Quarter(2027, 1), Priority.HIGH)
    assert task_of(parse_task_line(line, ACCOUNTS, TODAY)) == expected
    assert task_of(parse_capture(line, BOOK, TODAY)) == expected


def test_names_of_several_words() -> None:
    assert task_of(parse_task_line("offer @Волжский молзавод до пятницы !низкий", ACCOUNTS, TODAY)) == (
        "offer",
        date(2026, 11, 27),
        None,
        "VOLGA",
        None,
        Priority.LOW,
    )
    urgent = parse_task_line("@Nord Foods send offer, urgent!", ACCOUNTS, TODAY)
    assert (urgent.title, urgent.account) == ("send offer, urgent!", "NORD")
    assert parse_task_line("a @«Волжский молзавод», x", ACCOUNTS, TODAY).account == "VOLGA"
    assert parse_task_line("@Nord, call", ACCOUNTS, TODAY).title == "call"


def test_what_is_not_understood_stays_in_the_title() -> None:
    line = "price list 2026 for tender of 12 months @nobody !soon Q1 report of yesterday"
    draft = parse_task_line(line, ACCOUNTS, TODAY)
    assert task_of(draft) == (line, None, None, None, None, Priority.NORMAL)
    assert draft.taken == ()
    unclear = parse_task_line("call @nor", ACCOUNTS, TODAY)
    assert (unclear.title, unclear.account) == ("call @nor", None)
    assert unclear.unclear == ("Nord Foods (NORD)", "Nordic Wood (WOOD)")


def test_a_line_of_marks_is_its_own_title() -> None:
    draft = parse_task_line("tomorrow 15:00 @Nord", ACCOUNTS, TODAY)
    assert (draft.title, draft.account, draft.time) == ("tomorrow 15:00 @Nord", "NORD", time(15))


def test_a_plain_task_line_leaves_minutes_and_repeats_alone() -> None:
    draft = parse_task_line("call every Monday 30 min", (), TODAY)
    assert (draft.title, draft.minutes, draft.repeats) == ("call every 30 min", None, "")


@pytest.mark.parametrize(
    ("line", "account"),
    [
        ("@Норду прайс", "НОРД"),
        ("для @Волжского молзавода", "VOLGA"),
        ("звонок Норду", "НОРД"),
        ("звонок норду", None),  # without a capital letter it may be any word
        ("Норду звонок", None),  # which at the beginning says nothing
        ("Норд: звонок", "НОРД"),
        ("прайс на Волжский молзавод", "VOLGA"),
        ("прайс на Волжский берег", None),
        ("оплата ООО «Норд Фудс» прошла", "НОРД"),
        ("call Nord", "NORD"),
        ("call Nord Stream", None),
        ("call Metro Nord", None),
        ("call NORD", "NORD"),
        ("compare Nord with Норд", None),
        ("food for the north", None),
    ],
)
def test_accounts_named_in_passing(line: str, account: str | None) -> None:
    assert parse_capture(line, BOOK, TODAY).account == account


@pytest.mark.parametrize(
    ("line", "account"),
    [
        ("call @Кубань", "KUBAN"),
        ("call @Кубанью", "KUBAN"),
        ("call @Куб", "KUBAN"),
        ("call @Сибирь", None),
        ("call @Волжск", "VOLGA"),
    ],
)
def test_a_mark_finds_a_name_that_begins_so(line: str, account: str | None) -> None:
    book = Book([("KUBAN", "Кубанские консервы"), *ACCOUNTS], PEOPLE)
    assert parse_capture(line, book, TODAY).account == account


def test_a_surname_is_no_account() -> None:
    book = Book([("PETROV", "Petrov Mills"), ("NORD", "Nord Foods")], PEOPLE)
    assert parse_capture("call Petrov", book, TODAY).account is None
    assert parse_capture("call Petrov Mills", book, TODAY).account == "PETROV"


def test_the_account_here_is_taken_without_another() -> None:
    assert parse_capture("call Kim", BOOK, TODAY, here="NORD").people == ("Olga Kim",)
    assert parse_capture("call Kim @Норд", BOOK, TODAY, here="NORD").account == "НОРД"
    assert parse_capture("call +Орлова", BOOK, TODAY, here="NORD").account == "НОРД"


@pytest.mark.parametrize(
    ("line", "title", "people", "ids"),
    [
        ("send offer +Petrov @Nord", "send offer", ("Ivan Petrov",), ("1",)),
        ("call +Kim", "call Kim", ("Olga Kim",), ("2",)),
        ("встреча с +Орловой по ценам", "встреча по ценам", ("Анна Орлова",), ("3",)),
        ("встреча с +Орловым по ценам", "встреча по ценам", ("Пётр Орлов",), ("4",)),
        ("discuss +Petrov +Kim @Nord", "discuss Petrov Kim", ("Ivan Petrov", "Olga Kim"), ("1", "2")),
        ("send it +Smith @Nord", "send it Smith", ("Smith",), ()),
        ("send it +Petrov", "send it +Petrov", (), ()),
        ("call +7 999 123-45-67", "call +7 999 123-45-67", (), ()),
        ("ask Petrov and Kim @Nord", "ask Petrov and Kim", ("Ivan Petrov", "Olga Kim"), ("1", "2")),
    ],
)
def test_people(line: str, title: str, people: tuple[str, ...], ids: tuple[str, ...]) -> None:
    draft = parse_capture(line, BOOK, TODAY)
    assert (draft.title, draft.people, draft.person_ids) == (title, people, ids)


def test_a_person_who_may_be_several_is_asked_about() -> None:
    assert parse_capture("send it +Petrov", BOOK, TODAY).unclear == (
        "Ivan Petrov (Nord Foods)",
        "Olga Petrov (Nordic Wood)",
    )


@pytest.mark.parametrize(
    ("line", "kind", "title"),
    [
        ("note: likes fishing", CaptureKind.NOTE, "likes fishing"),
        ("Заметка — склад переезжает завтра !", CaptureKind.NOTE, "склад переезжает завтра !"),
        ("@Nord note: x 30 min", CaptureKind.NOTE, "x 30 min"),
        ("note the price", CaptureKind.TASK, "note the price"),
        ("initiative: new plant", CaptureKind.INITIATIVE, "new plant"),
        ("эскалация: брак 12.11", CaptureKind.ESCALATION, "брак 12.11"),
        ("встретился с Орловой @Норд", CaptureKind.TOUCH, "встретился с Орловой"),
        ("call Kim yesterday", CaptureKind.TOUCH, "call Kim yesterday"),
        ("call Kim tomorrow", CaptureKind.TASK, "call Kim"),
        ("meeting: prepare the agenda", CaptureKind.TASK, "meeting: prepare the agenda"),
        ("method: check", CaptureKind.TASK, "method: check"),
    ],
)
def test_kinds(line: str, kind: CaptureKind, title: str) -> None:
    draft = parse_capture(line, BOOK, TODAY)
    assert (draft.kind, draft.title) == (kind, title)


@pytest.mark.parametrize(
    ("mark", "severity"), [("", Severity.NORMAL), ("!high", Severity.HIGH), ("!критично", Severity.CRITICAL)]
)
def test_the_mark_of_an_escalation_is_its_severity(mark: str, severity: Severity) -> None:
    draft = parse_capture(f"escalation: late {mark}", BOOK, TODAY)
    assert (draft.severity, draft.title) == (severity, "late")


def test_people_after_a_plus_stand_where_the_line_of_a_touch_has_them() -> None:
    draft = parse_capture("met @Nord with +Kim: agreed", BOOK, TODAY)
    assert (draft.account, draft.text, draft.person_ids) == ("NORD", "with Olga Kim, met: agreed", ("2",))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("call 30 min", 30),
        ("звонок 1 ч", 60),
        ("1 ч 30 мин", 90),
        ("1.5 h", 90),
        ("обучение на 2 часа для цеха", 120),
        ("полчаса", 30),
        ("на час", 60),
        ("на час позже", None),
        ("через 30 минут", None),
        ("ответить за 4 ч", None),
        ("reply within 4 hours", None),
        ("в 3 часа", None),
        ("2 часа ждали", None),
        ("99 h", None),
        ("0 min", None),
    ],
)
def test_minutes(text: str, minutes: int | None) -> None:
    found = find_minutes(text)
    assert (found.minutes if found else None) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("10:00-11:30", 90),
        ("9am - 10am", 60),
        ("11am-1pm", 120),
        ("10-2pm", 240),
        ("14.00-15.30", 90),
        ("tomorrow 11-1", 120),
        ("завтра с 10 до 12", 120),
        ("с 10 до 12 часов", 120),
        ("в пятницу с 2 до 4", 120),
        ("from 10 to 12 tomorrow", 120),
        ("10-15", None),
        ("11:00-10:00", None),
        ("tomorrow 2-3 samples", None),
        ("Friday 10-12 %", None),
        ("discount from 10 to 12", None),
        ("скидка с 10 до 12 %", None),
        ("завтра 9-11 декабря", None),
        ("пт 15.12-16.12", None),
    ],
)
def test_lengths(text: str, minutes: int | None) -> None:
    found = find_stretch(text, TODAY)
    assert (found.minutes if found else None) == minutes


def test_minutes_in_words() -> None:
    assert [minutes_words(n) for n in (45, 60, 90)] == ["45 min", "1 h", "1 h 30 min"]


@pytest.mark.parametrize(
    ("text", "rule", "first"),
    [
        ("every Monday", "weekly:mon", date(2026, 11, 23)),
        ("every second Monday", "2 weekly:mon", date(2026, 11, 23)),
        ("every other Friday", "2 weekly:fri", date(2026, 11, 27)),
        ("каждый второй понедельник", "2 weekly:mon", date(2026, 11, 23)),
        ("каждую вторую среду", "2 weekly:wed", date(2026, 11, 25)),
        ("раз в две недели", "2 weekly:sat", TODAY),
        ("every other week", "2 weekly:sat", TODAY),
        ("every fortnight", "2 weekly:sat", TODAY),
        ("раз в полгода", "6 monthly:21", TODAY),
        ("once every three months", "3 monthly:21", TODAY),
        ("on the 5th of every month", "monthly:5", date(2026, 12, 5)),
        ("first of each month", "monthly:1", date(2026, 12, 1)),
        ("every month on the first", "monthly:1", date(2026, 12, 1)),
        ("каждое первое число", "monthly:1", date(2026, 12, 1)),
        ("каждый месяц первого числа", "monthly:1", date(2026, 12, 1)),
        ("двадцать пятого числа каждого месяца", "monthly:25", date(2026, 11, 25)),
        ("по первым числам", "monthly:1", date(2026, 12, 1)),
        ("at the end of every month", "monthly:last", date(2026, 11, 30)),
        ("каждый последний день месяца", "monthly:last", date(2026, 11, 30)),
        ("every last day of the month", "monthly:last", date(2026, 11, 30)),
        ("в конце каждого месяца", "monthly:last", date(2026, 11, 30)),
        ("every Saturday", "weekly:sat", date(2026, 11, 28)),
        ("по вторникам и пятницам", "weekly:tue,fri", date(2026, 11, 24)),
        ("ежемесячно 15-го", "monthly:15", date(2026, 12, 15)),
        ("every month on the 31st", "monthly:31", date(2026, 11, 30)),
        ("в последний день каждого месяца", "monthly:last", date(2026, 11, 30)),
        ("ежегодно 15 марта", "yearly:03-15", date(2027, 3, 15)),
        ("every day", "daily", TODAY),
        ("по будням", "weekdays", date(2026, 11, 23)),
        ("every week", "weekly:sat", TODAY),
        ("каждые 2 недели по пятницам", "2 weekly:fri", date(2026, 11, 27)),
        ("раз в квартал", "quarterly", TODAY),
    ],
)
def test_repeats(text: str, rule: str, first: date) -> None:
    found = find_repeat(text, TODAY)
    assert found is not None
    assert (found.rule, found.first, found.span) == (rule, first, (0, len(text)))


@pytest.mark.parametrize(
    "text",
    [
        "monthly report",
        "ежемесячный отчёт",
        "yearly on 31 February",
        "everyday work",
        "every second Monday of the month",
        "каждый второй понедельник месяца",
        "first Monday of every month",
    ],
)
def test_what_does_not_repeat(text: str) -> None:
    assert find_repeat(text, TODAY) is None


def test_a_repeat_without_a_day_repeats_on_the_day_of_the_line() -> None:
    draft = parse_capture("report every week by 25.11", BOOK, TODAY)
    assert (draft.title, draft.due, draft.repeats) == ("report", date(2026, 11, 25), "weekly:wed")


def offered(text: str, account: str | None = None) -> list[str]:
    priorities = (("high", "high"), ("low", "low"))
    found = complete(text, len(text), BOOK, Quarter(2026, 4), priorities, account)
    return [choice.text for choice in found.choices] if found else []


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("call @no", ["@Nord Foods", "@Nordic Wood"]),
        ("call @Nord F", ["@Nord Foods"]),
        ("call @Nord Foods", []),
        ("@мол", ["@Волжский молзавод"]),
        ("call nor", ["Nord Foods", "Nordic Wood"]),
        ("nor", ["Nord Foods", "Nordic Wood"]),
        ("no", []),
        ("plan #", ["#Q4", "#Q1", "#Q2", "#Q3"]),
        ("plan №к1", ["№Q1"]),
        ("plan !h", ["!high"]),
        ("call +or", []),
        ("call +О", ["+Анна Орлова", "+Пётр Орлов"]),
        ("call @Nord +", ["+Ivan Petrov", "+Olga Kim"]),
        ("mail a@no", []),
    ],
)
def test_completion(text: str, choices: list[str]) -> None:
    assert offered(text) == choices


def test_completion_offers_people_of_the_account_here() -> None:
    assert offered("call +O", "WOOD") == ["+Olga Petrov"]


def test_a_choice_takes_the_place_of_what_was_typed() -> None:
    text = "call @no tomorrow"
    found = complete(text, 8, BOOK, Quarter(2026, 4))
    assert found is not None
    assert found.taken(text, Choice("@Nord Foods")) == ("call @Nord Foods tomorrow", 17)
    assert complete(text, 7, BOOK, Quarter(2026, 4)) is None  # within a word


PIECES = (
    "@Nord @Норду @нет @nor #Q1 №К2 !high ! завтра вчера 15:00 15.12 call met встретился Петрову +Kim +Petrov +Орловой "
    "+Smith 2026 в на с 9 30 min ч « » @ # > : + note: эскалация: initiative: task: Nord Норд Волжский молзавод every "
    "Monday по вторникам ежемесячно 15-го , — полчаса"
)
pieces = st.sampled_from(PIECES.split())
lines = st.lists(pieces | st.text(max_size=5), max_size=9).map(" ".join)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@given(lines)
def test_any_line_is_taken_and_keeps_its_strange_words(line: str) -> None:
    assert "ксенон" in parse_task_line(f"{line} ксенон", ACCOUNTS, TODAY).title
    assert "ксенон" in parse_capture(f"{line} ксенон", BOOK, TODAY).text


@given(lines, st.sampled_from([None, "NORD", "НОРД"]))
def test_nothing_typed_is_lost(line: str, here: str | None) -> None:
    draft = parse_capture(line, BOOK, TODAY, here=here)
    missing = words(line) - words(draft.text) - words(" ".join(draft.taken))
    assert not missing
    if draft.kind is not CaptureKind.TOUCH:
        assert draft.text == draft.title


@given(lines)
def test_completion_offers_only_what_is_not_there_yet(line: str) -> None:
    found = complete(line, len(line), BOOK, Quarter(2026, 4), (("high", "high"),))
    if found:
        assert found.choices
        text, cursor = found.taken(line, found.choices[0])
        assert text.startswith(line[: found.start])
        assert cursor == len(text)


@pytest.mark.parametrize("code", ["en", "ru"])
def test_priorities_and_severities_are_understood_as_they_are_shown(code: str) -> None:
    set_language(code)
    for priority in Priority:
        assert parse_capture(f"call !{label(priority)}", BOOK, TODAY)[:6] == ("call", *[None] * 4, priority)
    for severity in (Severity.HIGH, Severity.CRITICAL):
        assert parse_capture(f"escalation: x !{label(severity)}", BOOK, TODAY).severity is severity


@pytest.mark.parametrize("piece", ["+Ivan ", "@a ", "Mondays and ", "1 h ", "15.12.", " ", "@«", "every Monday and "])
def test_a_long_text_is_read_quickly_and_kept(piece: str) -> None:
    text = f"note: {piece * (9_000 // len(piece))} end @Nord"
    started = perf_counter()
    draft = parse_capture(text, BOOK, TODAY)
    assert perf_counter() - started < 2
    assert draft.title.endswith("end @Nord")


def test_a_long_word_stays_whole() -> None:
    assert parse_capture("x" * 2_000, BOOK, TODAY, here="NORD")[:4] == ("x" * 2_000, None, None, "NORD")
