"""Find anything: every kind of record, what it shows, and that the index follows whatever is written."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamtui.db import tables
from kamtui.domain.accounts import Account
from kamtui.domain.search import Hit, Kind
from kamtui.i18n import set_language
from kamtui.workspace import Workspace

DAY, NOW = date(2026, 3, 2), datetime(2026, 3, 2, 9)


@pytest.fixture
def put(workspace: Workspace) -> Callable[[tables.Keyed], str]:
    """Writes a row as a step of its own."""

    def run(row: tables.Keyed) -> str:
        with workspace.step("test.put", "test") as step:
            step.session.add(row)
        return row.id

    return run


def found(workspace: Workspace, text: str) -> list[tuple[str, str]]:
    """Kinds and titles of what is found."""
    return [(hit.kind.value, hit.title) for hit in workspace.search.find(text)]


def one(workspace: Workspace, text: str) -> Hit:
    """The only hit."""
    [hit] = workspace.search.find(text)
    return hit


def shown(text: str, marks: tuple[tuple[int, int], ...]) -> list[str]:
    """The marked parts."""
    return [text[start:end] for start, end in marks]


def test_days_are_those_of_the_wall(
    workspace: Workspace, nord: Account, put: Any, in_zone: Callable[[str], None]
) -> None:
    in_zone("Asia/Vladivostok")
    late = datetime(2026, 3, 1, 23, 30)
    key = {"account_id": nord.id}
    put(tables.Meeting(title="Vega breakfast", starts_at=late, ends_at=late, uid="u1", **key))
    put(tables.Meeting(title="Altair fair", starts_at=datetime(2026, 3, 2), ends_at=NOW, all_day=True, uid="u2", **key))
    assert [one(workspace, text).on for text in ("vega", "altair")] == [DAY, DAY]


def test_an_account_by_all_that_it_is_called(workspace: Workspace, nord: Account, put: Any) -> None:
    put(tables.LegalEntity(account_id=nord.id, name="ООО «Норд Фудс»", search_key="x", inn="7701234567"))
    put(tables.Unit(account_id=nord.id, name="Завод в Липецке", search_key="y"))
    workspace.accounts.change(nord.id, None, note="Платят точно в срок", region="Тверь")
    for text in ("nord", "NORD", "норд", "фудс", "7701234567", "770123", "липецк", "сроки платят", "тверь"):
        assert found(workspace, text) == [("account", "Nord Foods")], text
    hit = one(workspace, "липецке")
    assert (hit.account_code, hit.account_name, hit.where) == ("NORD", "Nord Foods", "site")
    assert shown(hit.snippet, hit.marks) == ["Липецке"]


def test_a_person_by_name_position_and_phone(workspace: Workspace, nord: Account, put: Any) -> None:
    person = workspace.contacts.add(
        nord.id, name="Пётр Соколов", position="Главный технолог", phone="+7 (916) 123-45-67", email="p.sokolov@nord.ru"
    )
    put(tables.ContactWay(contact_id=person.id, kind="email", value="technologist@plant.example"))
    for text in ("петр", "Соколову", "соколов п", "технологи", "89161234567", "1234567", "sokolov", "technologist"):
        assert found(workspace, text) == [("contact", "Пётр Соколов")], text
    hit = one(workspace, "петру")
    assert shown(hit.title, hit.title_marks) == ["Пётр"]
    assert (hit.where, hit.snippet) == ("position", "Главный технолог")
    assert hit.ref["id"] == person.id


def test_every_kind_of_record(workspace: Workspace, nord: Account, put: Any) -> None:
    key = {"account_id": nord.id}
    plan = put(tables.Plan(year=2026, **key))
    put(tables.PlanBlock(plan_id=plan, number=4, text="Квазар: ждём решения"))
    put(tables.Goal(plan_id=plan, title="Квазар — поставщик номер один"))
    put(tables.PlanQuarter(plan_id=plan, number=3, head_comment="Квазар не случился: решали без нас"))
    initiative = put(tables.Initiative(title="Линия Квазар", noted_on=DAY, **key))
    put(tables.Opportunity(title="Плёнка для Квазара", amount=1, probability=1, initiative_id=initiative, **key))
    item = workspace.progress.of(nord.id).items[0]
    put(tables.ProgressState(progression_id=item.progression.id, evidence="видели Квазар", **key))
    put(tables.ProgressProof(progression_id=item.progression.id, document="протокол.docx", **key))
    category = put(tables.ProductCategory(name="Плёнка", search_key="пленка"))
    put(
        tables.WalletEstimate(
            year=2026, category_id=category, amount=5, supplier="Квазар", source="x", on_date=DAY, **key
        )
    )
    touch = workspace.touches.log(nord.id, on=DAY, kind="call", people=["А. Орлов"], outcome="Квазар встал на ремонт")
    workspace.tasks.add(title="Спросить про Квазар", account_id=nord.id)
    workspace.tasks.add(title="Квазар без клиента")
    put(tables.Promise(side="ours", text="Прислать образцы для Квазара", **key))
    put(tables.Note(text="Квазар — кличка линии\nвторая строка", on_date=DAY, **key))
    put(tables.Note(text="Квазар вообще", on_date=DAY))
    put(tables.Finding(kind="usage", text="рвётся на Квазаре", product="Плёнка", **key))
    escalation = put(tables.Escalation(title="Квазар стоит", opened_at=NOW, due_at=NOW, **key))
    put(tables.EscalationPerson(escalation_id=escalation, name="Семён Рощин", department="Сервис"))
    put(tables.Tender(title="Тендер: Квазар", **key))
    put(tables.Contract(title="Договор Квазар", number="17/К", **key))
    meeting = put(tables.Meeting(title="О Квазаре", starts_at=NOW, ends_at=NOW, uid="u1", **key))
    put(tables.MeetingPerson(meeting_id=meeting, name="Игорь Дёмин"))

    hits = workspace.search.find("квазар", 100)
    kinds = [hit.kind for hit in hits]
    assert set(kinds) == set(Kind) - {Kind.ACCOUNT, Kind.CONTACT}
    assert [kind for kind in Kind if kind in kinds] == list(dict.fromkeys(kinds))
    assert all("вазар" in hit.title + hit.snippet for hit in hits)
    assert all(shown(hit.title, hit.title_marks) + shown(hit.snippet, hit.marks) for hit in hits)
    without = [hit for hit in hits if hit.account_id is None]
    assert [(hit.kind, hit.account_code) for hit in without] == [(Kind.TASK, ""), (Kind.NOTE, "")]

    assert one(workspace, "кличка").title == "Квазар — кличка линии"
    assert one(workspace, "рощин").title == "Квазар стоит"
    assert one(workspace, "Дёмину").title == "О Квазаре"
    assert one(workspace, "17/К").title == "Договор Квазар 17/К"
    assert one(workspace, "протоколы").ref["progression_id"] == item.progression.id
    hit = one(workspace, "орлов")
    assert (hit.kind, hit.title, hit.ref["id"], hit.on) == (Kind.TOUCH, "call, А. Орлов", touch.id, DAY)
    hit = one(workspace, "решали")
    assert (hit.kind, hit.title, hit.where, hit.ref["said"]) == (Kind.REVIEW, "2026-Q3", "the head's comment", "head")
    assert one(workspace, "ждём").title == "2026, 4 Client initiatives"
    set_language("ru")
    assert one(workspace, "ждём").title == "2026, 4 Инициативы клиента"


def test_the_index_follows_changes_undo_and_other_sessions(workspace: Workspace, nord: Account) -> None:
    assert found(workspace, "образцы") == []
    task = workspace.tasks.add(title="Прислать образцы", account_id=nord.id)
    assert found(workspace, "образцов") == [("task", "Прислать образцы")]
    workspace.tasks.change(task.id, None, title="Прислать пробы")
    assert found(workspace, "образцы") == []
    assert found(workspace, "проб") == [("task", "Прислать пробы")]
    workspace.history.undo()
    assert found(workspace, "образцы") == [("task", "Прислать образцы")]
    workspace.history.undo()
    assert found(workspace, "образцы") == []
    workspace.history.redo()
    assert found(workspace, "образцы") == [("task", "Прислать образцы")]
    other = Workspace(workspace.path, workspace.clock, login="boris")
    other.touches.log(nord.id, kind="call", people=["Орлов"], outcome="образцы получены")
    assert len(found(workspace, "образцы")) == 2
    assert len(found(other, "образцы")) == 2
    other.close()


def test_the_parts_of_a_record_are_followed_too(workspace: Workspace, nord: Account, put: Any) -> None:
    person = workspace.contacts.add(nord.id, name="Anna Kern")
    way = put(tables.ContactWay(contact_id=person.id, kind="email", value="buyer@x.example"))
    assert found(workspace, "buyer") == [("contact", "Anna Kern")]
    with workspace.step("test.drop", "x") as step:
        step.session.delete(step.session.get(tables.ContactWay, way))
    assert found(workspace, "buyer") == []
    entity = put(tables.LegalEntity(account_id=nord.id, name="ООО Полюс", search_key="полюс"))
    assert found(workspace, "полюса") == [("account", "Nord Foods")]
    with workspace.step("test.change", "x") as step:
        row = step.session.get(tables.LegalEntity, entity)
        assert row is not None
        row.name = "ООО Север"
    assert found(workspace, "полюс") == []
    assert found(workspace, "север") == [("account", "Nord Foods")]
    item = workspace.progress.of(nord.id).items[0]
    put(tables.ProgressState(account_id=nord.id, progression_id=item.progression.id, evidence="показали цех"))
    with workspace.step("test.change", "x") as step:
        library = step.session.get(tables.Progression, item.progression.id)
        assert library is not None
        library.title_ru = "Экскурсия по заводу"
    assert one(workspace, "экскурсию").ref["progression_id"] == item.progression.id


def test_notes_on_ties_and_reasons_of_moves_are_found_with_what_they_are_of(
    workspace: Workspace, nord: Account, put: Any
) -> None:
    anna, boris = (workspace.contacts.add(nord.id, name=name) for name in ("Anna Kern", "Boris Vogt"))
    ours = put(tables.Colleague(name="Pavel Orlov", search_key="pavel orlov"))
    tie = put(tables.ContactTie(contact_id=anna.id, colleague_id=ours, kind="owner", note="studied in Kazan"))
    assert found(workspace, "requirement") == []
    put(tables.ContactLine(from_id=boris.id, to_id=anna.id, kind="influences", note="writes the requirements"))
    task = workspace.tasks.add(title="Ask for a trial", account_id=nord.id, quarter="2026-Q1")
    put(
        tables.TaskMove(
            task_id=task.id, from_quarter="2026-Q1", to_quarter="2026-Q2", on_date=DAY, reason="line was stopped"
        )
    )
    assert found(workspace, "kazan") == [("contact", "Anna Kern")]
    assert sorted(found(workspace, "requirement")) == [("contact", "Anna Kern"), ("contact", "Boris Vogt")]
    assert (one(workspace, "stopping").title, one(workspace, "stopping").where) == ("Ask for a trial", "why moved")
    with workspace.step("test.drop", "x") as step:
        step.session.delete(step.session.get(tables.ContactTie, tie))
    assert found(workspace, "kazan") == []


def test_an_account_put_away_takes_its_records_along(workspace: Workspace, nord: Account) -> None:
    workspace.tasks.add(title="Прислать образцы", account_id=nord.id)
    workspace.contacts.add(nord.id, name="Anna Kern")
    assert len(found(workspace, "образцы")) == len(found(workspace, "kern")) == 1
    with workspace.step("account.archive", "x") as step:
        row = step.session.get(tables.Account, nord.id)
        assert row is not None
        row.archived_at = NOW
    assert found(workspace, "образцы") == found(workspace, "kern") == found(workspace, "nord") == []
    workspace.history.undo()
    assert len(found(workspace, "образцы")) == len(found(workspace, "kern")) == len(found(workspace, "nord")) == 1


def test_an_import_is_found_and_its_undo_forgotten(workspace: Workspace, nord: Account, tmp_path: Path) -> None:
    path = tmp_path / "touches.csv"
    path.write_text("account,title,quarter\n" + "".join(f"NORD,Задание {n} по вентилям,2026-Q4\n" for n in range(30)))
    assert found(workspace, "вентиль") == []
    workspace.imports.run("tasks", path)
    assert len(workspace.search.find("вентилей", 100)) == 30
    workspace.history.undo()
    assert found(workspace, "вентиль") == []


def test_texts_are_data(workspace: Workspace, nord: Account) -> None:
    for title in ("[bold]жирно[/bold] [link=x]", 'кавычки " AND OR NOT * ^ NEAR(', "100% _подчёркнуто_ 'x'; DROP"):
        workspace.tasks.add(title=title, account_id=nord.id)
    assert one(workspace, "[bold]").title == "[bold]жирно[/bold] [link=x]"
    for text in (
        '"',
        "*",
        "AND",
        'кавычки" OR "x',
        "NEAR(кавычки",
        "%",
        "_",
        "'",
        "-- ",
        "()",
        "^кавычки*",
        "\x00",
        "🙂",
    ):
        workspace.search.find(text)
    assert one(workspace, 'кавычки " AND').title.startswith("кавычки")
    assert one(workspace, "подчеркнуто").title.startswith("100%")
    assert workspace.search.find("") == workspace.search.find("  …") == ()


def test_slips_of_the_keyboard_and_parts_of_words(workspace: Workspace, nord: Account) -> None:
    workspace.tasks.add(title="Обсудить договоры поставки", account_id=nord.id)
    for text in ("догаворы", "договры", "поствки", "обсудит договоы", "говор", "оставк"):
        assert found(workspace, text) == [("task", "Обсудить договоры поставки")], text
    hit = one(workspace, "догаворы")
    assert shown(hit.title, hit.title_marks) == ["договоры"]
    assert found(workspace, "экскаватор") == []


def test_words_that_name_an_account_or_a_kind_narrow_the_rest(workspace: Workspace, nord: Account) -> None:
    kern = workspace.accounts.add(name="Kern Dairy", code="K1")
    for account in (nord, kern):
        workspace.tasks.add(title="Packaging offer", account_id=account.id)
        workspace.escalations.open(account.id, title="Drums leaked", severity="normal")
    hits = workspace.search.find("nord packaging")
    assert [(hit.kind, hit.account_id) for hit in hits] == [(Kind.TASK, nord.id)]
    hits = workspace.search.find("escalations kern")
    assert [(hit.kind, hit.account_id) for hit in hits] == [(Kind.ESCALATION, kern.id)]
    hits = workspace.search.find("escalation leaked")
    assert {(hit.kind, hit.account_id) for hit in hits} == {(Kind.ESCALATION, nord.id), (Kind.ESCALATION, kern.id)}
    assert found(workspace, "kern excavator") == []


def test_the_name_spelled_most_alike_comes_first(workspace: Workspace, nord: Account) -> None:
    for name in ("Сергей Морозов", "Артур Петросян", "Иван Петров", "Борис Петросов"):
        workspace.contacts.add(nord.id, name=name)
    assert found(workspace, "петрв")[0] == ("contact", "Иван Петров")


def test_letters_that_changed_places(workspace: Workspace, nord: Account) -> None:
    workspace.accounts.add(name="Dairy products", code="DAIRY")
    assert found(workspace, "nrod")[0] == ("account", "Nord Foods")


def test_the_nearest_name_comes_before_another_kind(workspace: Workspace, nord: Account) -> None:
    workspace.accounts.add(name="Metropol", code="METRO")
    workspace.contacts.add(nord.id, name="Ivan Petrov")
    assert found(workspace, "petrow") == [("contact", "Ivan Petrov"), ("account", "Metropol")]


def test_touches_by_their_kind(workspace: Workspace, nord: Account) -> None:
    workspace.touches.log(nord.id, on=DAY, kind="call", people=["Пётр Соколов"], outcome="о ценах")
    workspace.touches.log(nord.id, on=DAY, kind="visit", people=["Пётр Соколов"], outcome="цех показан")
    assert one(workspace, "calls соколову").title == "call, Пётр Соколов"
    set_language("ru")
    hit = one(workspace, "звонки Соколову")
    assert (hit.title, hit.snippet) == ("звонок, Пётр Соколов", "о ценах")
    assert len(found(workspace, "соколов")) == 2


def test_what_was_typed_in_the_other_layout(workspace: Workspace, nord: Account) -> None:
    workspace.contacts.add(nord.id, name="Иван Петров")
    assert found(workspace, "gtnhjd") == [("contact", "Иван Петров")]
    assert found(workspace, "тщкв ащщвы") == [("account", "Nord Foods")]


def test_the_best_come_first_and_every_kind_has_its_share(workspace: Workspace, nord: Account) -> None:
    for number in range(30):
        workspace.touches.log(
            nord.id, on=date(2026, 1, number + 1), kind="call", people=["X"], outcome=f"Kern said {number}"
        )
    workspace.tasks.add(title="Ask Kern", account_id=nord.id)
    workspace.contacts.add(nord.id, name="Anna Kern")
    kern = workspace.accounts.add(name="Kern", code="K1")
    hits = workspace.search.find("kern", 8)
    assert [hit.kind.value for hit in hits] == ["account", "contact", "task", *["touch"] * 5]
    assert hits[0].account_id == kern.id
    assert [hit.snippet for hit in hits[3:]] == [f"Kern said {number}" for number in (29, 28, 27, 26, 25)]


def test_names_are_found_at_once(workspace: Workspace, nord: Account) -> None:
    workspace.tasks.add(title="Nord task", account_id=nord.id)
    workspace.contacts.add(nord.id, name="Nord Petrov")
    assert [hit.kind for hit in workspace.search.find_names("nord")] == [Kind.ACCOUNT, Kind.CONTACT]


def test_nothing_is_opened_before_the_first_question(workspace: Workspace) -> None:
    code = (
        "import sys; from pathlib import Path; from kamtui.workspace import Workspace;"
        f" Workspace(Path({str(workspace.path)!r})).accounts.refs();"
        " assert not {'kamtui.db.search', 'kamtui.domain.search', 'snowballstemmer'} & set(sys.modules)"
    )
    import subprocess

    subprocess.run([sys.executable, "-c", code], check=True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.text(st.sampled_from("абвгдежзиклмнопрстуabcdefghiklmnoprstu"), min_size=3, max_size=12),
        min_size=1,
        max_size=4,
        unique=True,
    ),
    data=st.data(),
)
def test_what_is_written_is_found_and_what_is_gone_is_not(
    workspace: Workspace, nord: Account, words: list[str], data: st.DataObject
) -> None:
    from kamtui.domain.search import stem

    tasks = [workspace.tasks.add(title=f"про {word} и", account_id=nord.id) for word in words]
    for task, word in zip(tasks, words, strict=True):
        for text in (word, stem(word), word.upper()):
            assert task.id in [hit.ref["id"] for hit in workspace.search.find(text, 500)], text
    gone = data.draw(st.sampled_from(tasks))
    for task in tasks:
        if task is gone:
            workspace.tasks.remove(task.id)
    left = {hit.ref["id"] for word in words for hit in workspace.search.find(word, 500)}
    assert gone.id not in left
    for task in tasks:
        if task is not gone:
            workspace.tasks.remove(task.id)


@pytest.mark.parametrize("text", ["x" * 1_500, "x" * 10_000, "8" * 10_000, "слово " * 2_000])
def test_a_long_paste_finds_nothing_and_leaves_the_index_as_it_is(
    workspace: Workspace, nord: Account, text: str
) -> None:
    assert workspace.search.find(text) == ()
    assert not workspace.search.index.in_memory
    assert [hit.title for hit in workspace.search.find("Nord")]
