from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kamtui.domain.contacts import Contact
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
