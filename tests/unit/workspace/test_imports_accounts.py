from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kamtui.errors import InvalidValue, Refused
from kamtui.exchange.dates import AmbiguousDates
from kamtui.exchange.report import ImportOptions, ImportResult
from kamtui.workspace import Workspace

SYSTEM = """Клиент;Код;Юрлицо;ИНН;Категория;КАМ;Замещающий;Головная компания;С;Стратегическая важность;Ритм
Норд;NORD;ООО «Норд»;7707083893;К;anna;boris;Холдинг;01.02.2020;5;30
норд;NORD;АО «Норд-Трейд»;500100732259;;;;;;;
Волга;;ООО Волга;7728168971;активный;;;;;;
Холдинг;H1;;;;;;;;;
"""


@pytest.fixture
def load(workspace: Workspace, tmp_path: Path) -> Callable[..., ImportResult]:
    """Imports a text as a file of accounts."""

    def run(text: str, encoding: str = "utf-8", **options: Any) -> ImportResult:
        path = tmp_path / "accounts.csv"
        path.write_text(text, encoding=encoding)
        return workspace.imports.run("accounts", path, ImportOptions(**options))

    return run


def counts(result: ImportResult) -> tuple[int, int, int, int, int]:
    return (result.read, result.created, result.updated, result.unchanged, result.rejected)


def test_accounts_with_several_legal_entities(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    assert counts(load(SYSTEM, "cp1251")) == (4, 3, 1, 0, 0)
    nord = workspace.accounts.find("nord")
    assert (nord.name, nord.category, nord.owner, nord.deputy, nord.parent) == ("норд", "K", "anna", "boris", "H1")
    assert (str(nord.since), nord.strategic, nord.cadence_days) == ("2020-02-01", 5, 30)
    assert {entity.inn: entity.name for entity in nord.legal_entities} == {
        "7707083893": "ООО «Норд»",
        "500100732259": "АО «Норд-Трейд»",
    }
    volga = workspace.accounts.find("волга")
    assert volga.code
    assert volga.owner == workspace.login
    assert {user.login for user in workspace.users.all()} >= {"anna", "boris"}


def test_importing_again_changes_nothing(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    text = SYSTEM.replace("норд;", "Норд;")
    load(text)
    steps = len(workspace.history.steps(50))
    assert counts(load(text)) == (4, 0, 0, 4, 0)
    assert len(workspace.history.steps(50)) == steps


def test_matching_by_inn_then_code_then_name(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    load("name,code,inn\nNord,N1,7707083893\nVolga,V1,\nUral,U1,\n")
    result = load("name,code,inn,region\nNord Foods,,7707083893,North\nVolga Dairy,v1,,South\nURAL,,,East\n")
    assert counts(result) == (3, 0, 3, 0, 0)
    assert {a.code: (a.name, a.region) for a in (row.account for row in workspace.accounts.rows())} == {
        "N1": ("Nord Foods", "North"),
        "V1": ("Volga Dairy", "South"),
        "U1": ("URAL", "East"),
    }


def test_the_name_of_a_legal_entity_does_not_rename_the_account(
    workspace: Workspace, load: Callable[..., ImportResult]
) -> None:
    load("name,code,legal_entity,inn\nNord,N1,ООО «Норд»,7707083893\n")
    assert counts(load('Контрагент;ИНН\nООО "Норд";7707083893\n'.replace('"', ""))) == (1, 0, 0, 1, 0)
    assert workspace.accounts.find("N1").name == "Nord"


def test_branches_that_share_an_inn_stay_apart(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    text = "name,code,inn\nNord Moscow,M1,7707083893\nNord Ural,U1,7707083893\n"
    assert counts(load(text)) == (2, 2, 0, 0, 0)
    assert counts(load(text)) == (2, 0, 0, 2, 0)


def test_blank_cells_take_nothing_away(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    load(SYSTEM)
    assert counts(load("name,region,category\nВолга,,\n")) == (1, 0, 0, 1, 0)
    assert workspace.accounts.find("Волга").category == "A"


def test_every_fault_is_a_reject_and_the_row_counts_once(load: Callable[..., ImportResult]) -> None:
    result = load(
        "name,category,strategic,since,cadence\nGood,K,5,2020-01-01,7\nBad,X,9,31.02.2020,0\n,K,,,\nUgly,,,soon,\n"
    )
    assert counts(result) == (4, 1, 0, 0, 3)
    assert [(one.line, one.column, one.value) for one in result.rejects] == [
        (3, "category", "X"),
        (3, "strategic", "9"),
        (3, "since", "31.02.2020"),
        (3, "cadence", "0"),
        (4, "name", ""),
        (5, "since", "soon"),
    ]
    assert result.as_json().keys() == {"read", "created", "updated", "unchanged", "rejected", "rejects"}


def test_odd_inn_is_a_note_and_no_reject(load: Callable[..., ImportResult]) -> None:
    result = load("name,inn\nNord,7707083894\n")
    assert counts(result) == (1, 1, 0, 0, 0)
    assert "7707083894" in result.notes[0]


def test_parents_are_found_later_in_the_file_and_circles_refused(
    workspace: Workspace, load: Callable[..., ImportResult]
) -> None:
    result = load("name,code,parent\nA,A1,B\nB,B1,\nC,C1,Nobody\nD,D1,C1\n")
    assert (result.created, result.rejected) == (2, 2)
    # A row that is refused is nobody's parent either.
    assert [(one.line, one.value) for one in result.rejects] == [(4, "Nobody"), (5, "C1")]
    assert workspace.accounts.find("A1").parent == "B1"
    circle = load("name,code,parent\nB,B1,A\n")
    assert circle.rejected == 1
    assert "B → A → B" in circle.rejects[0].reason


@pytest.mark.parametrize(("policy", "expected"), [("update", (1, 0)), ("skip", (0, 0)), ("error", (0, 1))])
def test_what_is_there_already(
    workspace: Workspace, load: Callable[..., ImportResult], policy: str, expected: tuple[int, int]
) -> None:
    load("name,region\nNord,North\n")
    result = load("name,region,legal_entity\nNord,South,\nNew,East,One\nNew,,Two\n", on_duplicate=policy)
    assert (result.updated - 1, result.rejected) == expected
    assert workspace.accounts.find("Nord").region == ("South" if policy == "update" else "North")
    # More legal entities of what the file itself makes are no duplicates.
    assert len(workspace.accounts.find("New").legal_entities) == 2


def test_match_by_one_column(workspace: Workspace, load: Callable[..., ImportResult]) -> None:
    load("name,code\nNord,N1\n")
    assert load("name,code\nNord Foods,N1\n", match="код").updated == 1
    assert load("name,code\nNord Foods,N2\n", match="code").created == 1
    assert load("name,code\nNord Foods,\n", match="code").rejected == 1
    with pytest.raises(InvalidValue, match="inn, code, name"):
        load("name\nNord\n", match="region")


def test_same_names_are_never_guessed(load: Callable[..., ImportResult]) -> None:
    load("name,code\nNord,N1\nNord Ural,N2\n")
    load("name,code\nNord,N2\n", match="code")
    result = load("name,region\nNord,North\n")
    assert result.rejected == 1
    assert "N1" in result.rejects[0].reason
    assert "N2" in result.rejects[0].reason


def test_a_code_is_taken_once(load: Callable[..., ImportResult]) -> None:
    load("name,code,inn\nNord,N1,7707083893\nVolga,V1,\n")
    result = load("name,code,inn\nNord,V1,7707083893\n")
    assert [(one.column, one.value) for one in result.rejects] == [("code", "V1")]


def test_dry_run_leaves_no_trace(workspace: Workspace, load: Callable[..., ImportResult], contents: Any) -> None:
    load("name\nNord\n")
    before, steps = contents(workspace), len(workspace.history.steps(50))
    assert counts(load("name,region,owner\nNord,South,zoe\nVolga,,\n", dry_run=True)) == (2, 1, 1, 0, 0)
    assert contents(workspace) == before
    assert len(workspace.history.steps(50)) == steps


def test_undo_takes_the_whole_import_back(load: Callable[..., ImportResult], turned: Any) -> None:
    load("name,region\nНорд,North\n")
    turned(lambda: load(SYSTEM))


def test_rejects_are_the_rows_as_they_were_and_come_back_mended(
    workspace: Workspace, load: Callable[..., ImportResult], tmp_path: Path
) -> None:
    rejects = tmp_path / "rejects.csv"
    load('Клиент;Категория;Примечание\nНорд;К;"a;b"\nВолга;Ъ;как ""есть""\n', "cp1251", rejects=rejects)
    text = rejects.read_text(encoding="cp1251")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    assert rows[0] == ["Клиент", "Категория", "Примечание", "reason"]
    assert rows[1][:3] == ["Волга", "Ъ", 'как ""есть""']
    assert "K, A, R, N, P" in rows[1][3]
    again = load(text.replace("Ъ", "Р"), "cp1251", rejects=rejects)
    assert counts(again) == (1, 1, 0, 0, 0)
    assert "reason" not in " ".join(again.notes)
    assert rejects.read_text(encoding="cp1251").splitlines() == ["Клиент;Категория;Примечание;reason"]
    assert workspace.accounts.find("Волга").category == "R"


def test_what_cannot_be_read_at_all_changes_nothing(
    workspace: Workspace, load: Callable[..., ImportResult], tmp_path: Path, contents: Any
) -> None:
    before = contents(workspace)
    with pytest.raises(Refused, match="--map"):
        load("foo,bar\n1,2\n")
    with pytest.raises(AmbiguousDates):
        load("name,since\nNord,01/02/2020\n")
    with pytest.raises(InvalidValue):
        load("name\nNord\n", rejects=tmp_path / "nowhere" / "rejects.csv")
    with pytest.raises(Refused, match="overwrite"):
        load("name\nNord\n", rejects=tmp_path / "accounts.csv")
    with pytest.raises(InvalidValue):
        load("name\nNord\n", on_duplicate="merge")
    assert contents(workspace) == before
    assert load("name,since\nNord,01/02/2020\n", mapping=("since=:mdy",)).created == 1
    assert str(workspace.accounts.find("Nord").since) == "2020-01-02"
