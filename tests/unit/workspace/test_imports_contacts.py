from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kamtui.domain.contacts import Contact, Way
from kamtui.domain.words import Favours, WayKind
from kamtui.exchange.report import ImportOptions, ImportResult
from kamtui.workspace import Workspace

PEOPLE = """account,name,position,level,function,roles,attitude,influence,strength,email,phone,birthday,reports_to,\
unit,categories
NORD,Иван Петров,CEO,5,management,"decider, sponsor",союзник,inner_circle,4,ivan@nord.ru,+7 495 100-00-00,15.03.70,,\
Завод 1,"Cleaning; Packaging"
ООО «Норд»,Анна Смирнова,buyer,2,закупки,закупщик,-1,участвует,1,anna@nord.ru,8 (495) 100 00 00,,Пётр Кузнецов,,
7707083893,Петр Кузнецов,head,3,procurement,ЛПР,0,,2,,,,Иван Петров,завод 1,cleaning
"""


@pytest.fixture
def load(workspace: Workspace, tmp_path: Path) -> Callable[..., ImportResult]:
    """Imports a text as a file of contacts, into a workspace with the account NORD."""
    path = tmp_path / "file.csv"
    path.write_text("name,code,legal_entity,inn\nNord,NORD,ООО Норд,7707083893\n", encoding="utf-8")
    workspace.imports.run("accounts", path)

    def run(text: str, **options: Any) -> ImportResult:
        path.write_text(text, encoding="utf-8")
        return workspace.imports.run("contacts", path, ImportOptions(**options))

    return run


def counts(result: ImportResult) -> tuple[int, int, int, int, int]:
    return (result.read, result.created, result.updated, result.unchanged, result.rejected)


def people(workspace: Workspace, account: str = "NORD") -> dict[str, Contact]:
    return {contact.name: contact for contact in workspace.contacts.of(workspace.accounts.find(account).id)}


def test_people_with_all_that_is_known(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    assert counts(load(PEOPLE)) == (3, 3, 0, 0, 0)
    found = people(workspace)
    ivan, anna, peter = found["Иван Петров"], found["Анна Смирнова"], found["Петр Кузнецов"]
    assert (ivan.level, ivan.function, ivan.roles, int(ivan.attitude), ivan.influence, int(ivan.strength)) == (
        5, "management", ("decider", "sponsor"), 2, "inner_circle", 4,
    )  # fmt: skip
    assert (str(ivan.birthday), ivan.unit, set(ivan.categories)) == ("1970-03-15", "Завод 1", {"Cleaning", "Packaging"})
    assert (anna.reports_to, peter.reports_to, ivan.reports_to) == (peter.id, ivan.id, None)
    assert (peter.unit, peter.categories) == ("Завод 1", ("Cleaning",))


def test_importing_again_changes_nothing(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    load(PEOPLE)
    steps = len(workspace.history.steps(50))
    assert counts(load(PEOPLE)) == (3, 0, 0, 3, 0)
    assert len(workspace.history.steps(50)) == steps


def test_matching_by_mail_phone_and_name(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    load("account,name,email,phone\nNORD,Ann,ann@x.ru,\nNORD,Bob,,+7 900 1\nNORD,Cyril,,\n")
    result = load("account,name,email,phone\nNORD,Anna,ANN@X.RU,\nNORD,Robert,,8 900 1\nnord,CYRIL,c@x.ru,\n")
    assert counts(result) == (3, 1, 2, 0, 0)  # 8 900 1 is too short for the Russian 8
    assert set(people(workspace)) == {"Anna", "Bob", "Robert", "CYRIL"}


def test_a_shared_phone_makes_nobody_somebody_else(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    load("account,name,phone\nNORD,Ivan,+7 495 100-00-00\n")
    both = "account,name,phone\nNORD,Petr,84951000000\nNORD,Ivan,84951000000\n"
    assert counts(load(both)) == (2, 1, 1, 0, 0)
    assert counts(load(both)) == (2, 0, 0, 2, 0)
    assert set(people(workspace)) == {"Ivan", "Petr"}


def test_one_match_column_is_taken_at_its_word(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    load("account,name,email\nNORD,Ann,ann@x.ru\n")
    assert load("account,name,email\nNORD,Ann,new@x.ru\n", match="почта").created == 1
    assert load("account,name,email\nNORD,Ann,\n", match="email").rejected == 1
    assert load("account,name,position\nNORD,Ann,CEO\n").rejected == 1
    assert len(workspace.contacts.of(workspace.accounts.find("NORD").id)) == 2


def test_faults_of_a_row_are_all_reported(load: Callable[..., ImportResult]) -> None:
    result = load("account,name,level,roles,email\nNowhere,,9,king,bad\nNORD,Ann,,,\n")
    assert counts(result) == (2, 1, 0, 0, 1)
    assert {one.column for one in result.rejects} == {"account", "name", "level", "roles", "email"}


def test_bosses_have_to_exist_and_make_no_circle(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    result = load(
        "account,name,level,reports_to\nNORD,A,,B\nNORD,B,,A\nNORD,C,,Nobody\nNORD,D,,C\nNORD,E,9,\nNORD,F,,E\n"
    )
    assert (result.created, result.rejected) == (0, 6)
    assert {one.line: one.value for one in result.rejects} == {2: "B", 3: "A", 4: "Nobody", 5: "C", 6: "9", 7: "E"}
    assert "A" in next(one.reason for one in result.rejects if one.line == 3)
    load("account,name,reports_to\nNORD,A,B\nNORD,B,\n")
    circle = load("account,name,reports_to\nNORD,B,A\n")
    assert "B → A → B" in circle.rejects[0].reason


def test_accounts_are_created_only_when_asked(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    text = "account,name,level\nNewcomer,Ann,3\nOther,Bob,9\n"
    assert load(text).rejected == 2
    assert load(text, create_accounts=True).created == 1
    assert people(workspace, "Newcomer")["Ann"].level == 3
    # A rejected row makes no account.
    assert [row.account.name for row in workspace.accounts.rows()] == ["Newcomer", "Nord"]


def test_all_rows_of_one_account(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    assert load("ФИО,Должность\nAnn,CEO\n", account="nor").created == 1
    assert people(workspace)["Ann"].position == "CEO"


def test_undo_takes_the_whole_import_back(load: Callable[..., ImportResult], turned: Any) -> None:
    load("account,name,roles\nNORD,Иван Петров,buyer\n")
    turned(lambda: load(PEOPLE))


def test_dry_run_leaves_no_trace(workspace: Workspace, load: Callable[..., ImportResult], contents: Any) -> None:
    before = contents(workspace)
    assert counts(load(PEOPLE, dry_run=True)) == (3, 3, 0, 0, 0)
    assert contents(workspace) == before


def test_markup_and_control_characters_are_only_data(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    load("account,name,position\nNORD,[bold]Ann[/bold],a\x1b[31mb\x07\u202ec\n")
    assert people(workspace)["[bold]Ann[/bold]"].position == "abc"


def test_thousands_of_people_take_seconds(load: Callable[..., ImportResult]) -> None:
    rows = [f'NORD,Person {n},p{n}@nord.ru,{n % 5 + 1},"decider, buyer",Category {n % 7}\n' for n in range(2000)]
    began = time.process_time()
    result = load("account,name,email,level,roles,categories\n" + "".join(rows))
    assert result.created == 2000
    assert time.process_time() - began < 8


def test_several_ways_in_one_cell(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    text = (
        "ФИО;Телефон;Мобильный;Почта;Мессенджер\n"
        '"Анна";"8 (495) 100-00-00, доб. 12; +7 495 100-00-01";+7 900 555-00-01;"anna@x.ru, a@home.ru";'
        '"Telegram: @anna; +7 900 555-00-01"\n'
        '"Борис";;+7 900 555-00-02;;whatsapp +7 900 555-00-02\n'
    )
    assert counts(load(text, account="NORD", delimiter=";")) == (2, 2, 0, 0, 0)
    anna, boris = people(workspace)["Анна"], people(workspace)["Борис"]
    assert (anna.phone, anna.email) == ("8 (495) 100-00-00, доб. 12", "anna@x.ru")
    assert anna.ways == (
        Way(WayKind.PHONE, "+7 495 100-00-01"),
        Way(WayKind.EMAIL, "a@home.ru"),
        Way(WayKind.PHONE, "+7 900 555-00-01", "mobile"),
        Way(WayKind.MESSENGER, "@anna", "Telegram"),
        Way(WayKind.MESSENGER, "+7 900 555-00-01"),
    )
    assert (boris.phone, boris.ways) == (
        "+7 900 555-00-02", (Way(WayKind.MESSENGER, "+7 900 555-00-02", "WhatsApp"),),
    )  # fmt: skip
    assert counts(load(text, account="NORD", delimiter=";")) == (2, 0, 0, 2, 0)


def test_a_table_says_which_phone_is_the_main_one(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    bob = 'NORD,Bob,,"WhatsApp, Viber: +7 900 5; @bob, @b"\n'
    load(f"account,name,phone,telegram\nNORD,Ann,+7 900 1; +7 900 2,@ann\n{bob}")
    assert people(workspace)["Bob"].ways == (
        Way(WayKind.MESSENGER, "+7 900 5", "WhatsApp, Viber"),
        Way(WayKind.MESSENGER, "@bob", "Telegram"),
        Way(WayKind.MESSENGER, "@b", "Telegram"),
    )
    load("account,name,phone\nNORD,Ann,+7 900 2; +7 900 1\n")
    ann = people(workspace)["Ann"]
    assert (ann.phone, set(ann.ways)) == (
        "+7 900 2", {Way(WayKind.PHONE, "+7 900 1"), Way(WayKind.MESSENGER, "@ann", "Telegram")},
    )  # fmt: skip
    load("account,name,phone\nNORD,Ann,+7 900 3\n")
    assert people(workspace)["Ann"].all_of(WayKind.PHONE) == ("+7 900 3", "+7 900 1")


def test_language_preference_and_note(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    head = "account,name,Язык,Кого предпочитает,Конкурент,Заметка\n"
    load(head + "NORD,Ann,английский,нас,,любит факты\nNORD,Bob,de,,Chemco,\nNORD,Cid,,никого,,\n")
    found = people(workspace)
    assert (found["Ann"].language, found["Ann"].favours, found["Ann"].note) == ("en", Favours.US, "любит факты")
    assert (found["Bob"].language, found["Bob"].favours, found["Bob"].competitor) == ("de", "competitor", "Chemco")
    assert found["Cid"].favours is Favours.NOBODY
    assert load(head + "NORD,Ann,,,,любит факты\n").unchanged == 1
    load(head + "NORD,Ann,,,,пьёт кофе\n")
    assert people(workspace)["Ann"].note == "любит факты\nпьёт кофе"


def test_level_and_function_are_guessed_for_new_people_only(
    workspace: Workspace, load: Callable[..., ImportResult]
) -> None:
    load("account,name,position,level\nNORD,Ann,финансовый директор,\nNORD,Bob,финансовый директор,3\nNORD,Cid,,\n")
    found = people(workspace)
    ann, bob = found["Ann"], found["Bob"]
    assert (ann.level, ann.level_guessed, ann.function, ann.function_guessed) == (4, True, "finance", True)
    assert (bob.level, bob.level_guessed, bob.function, bob.function_guessed) == (3, False, "finance", True)
    load("account,name,position,level\nNORD,Cid,CEO,\nNORD,Ann,,4\n")
    found = people(workspace)
    assert (found["Cid"].position, found["Cid"].level) == ("CEO", None)
    assert (found["Ann"].level, found["Ann"].level_guessed) == (4, False)


def test_unknown_words_list_the_allowed_ones(load: Callable[..., ImportResult]) -> None:
    result = load(
        "account,name,level,function,roles,attitude,favours,language\nNORD,Ann,9,magic,king,loves,them,elvish tongue\n"
    )
    reasons = {one.column: one.reason for one in result.rejects}
    assert set(reasons) == {"level", "function", "roles", "attitude", "favours", "language"}
    for column, allowed in (
        ("level", "5 owners and CEO"), ("level", "1 users"), ("function", "logistics"), ("roles", "gatekeeper"),
        ("attitude", "sceptic"), ("favours", "nobody"), ("language", "ru, en"),
    ):  # fmt: skip
        assert allowed in reasons[column]


def test_namesakes_of_one_file_are_told_apart_by_their_mails(
    workspace: Workspace, load: Callable[..., ImportResult]
) -> None:
    text = "account,name,email\nNORD,Ivan Petrov,ivan@nord.ru\nNORD,Ivan Petrov,i.petrov2@nord.ru\n"
    assert counts(load(text)) == (2, 2, 0, 0, 0)
    assert counts(load(text)) == (2, 0, 0, 2, 0)
    found = workspace.contacts.of(workspace.accounts.find("NORD").id)
    assert {one.email for one in found} == {"ivan@nord.ru", "i.petrov2@nord.ru"}
    assert counts(load("account,name,email\nNORD,Ivan Petrov,\n")) == (1, 0, 0, 0, 1)


def test_a_boss_whose_row_is_rejected_is_said_to_be(load: Callable[..., ImportResult]) -> None:
    result = load("account,name,level,reports_to\nNORD,Anna,3,Boris\nNORD,Boris,9,\nNORD,Clara,3,Nobody\n")
    reasons = {one.line: one.reason for one in result.rejects if one.column == "reports_to"}
    assert reasons == {
        2: "the row of this contact is rejected; mend that one first",
        4: "there is no such contact at the account",
    }


def test_a_category_with_a_comma_stays_one(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    nord = workspace.accounts.find("NORD").id
    anna = workspace.contacts.add(nord, name="Anna", categories=("Pumps, valves", "Seals"))
    load('account,name,categories\nNORD,Anna,"Seals; Pumps, valves"\nNORD,Boris,"Pumps, hoses"\n')
    assert workspace.contacts.get(anna.id).categories == ("Pumps, valves", "Seals")
    assert people(workspace)["Boris"].categories == ("hoses", "Pumps")
    workspace.contacts.change(anna.id, categories=("Pumps", "valves", "Seals"))
    assert workspace.contacts.get(anna.id).categories == ("Pumps, valves", "Seals")
