from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamtui.domain.contacts import Contact, Way
from kamtui.domain.words import WayKind
from kamtui.errors import InvalidValue, Refused
from kamtui.exchange.report import ImportOptions, ImportResult
from kamtui.exchange.tables import UnreadableFile
from kamtui.exchange.vcards import write
from kamtui.i18n import set_language
from kamtui.workspace import Workspace

DATA = Path(__file__).parents[2] / "data" / "vcards"
PHONE, EMAIL, MESSENGER = WayKind.PHONE, WayKind.EMAIL, WayKind.MESSENGER
Load = Callable[..., ImportResult]


@pytest.fixture
def load(workspace: Workspace, tmp_path: Path) -> Load:
    """Imports cards, or a file of the test data, into a workspace with the account «Невский Пекарь»."""
    workspace.accounts.add(name="Невский Пекарь", code="PEKAR", category="K")

    def run(*cards: str, file: str = "", **options: Any) -> ImportResult:
        path = DATA / file
        if not file:
            path = tmp_path / "people.vcf"
            path.write_text("".join(cards), encoding="utf-8", newline="")
        return workspace.imports.run("contacts", path, ImportOptions(**options))

    return run


def card(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


def pekar(name: str, *lines: str) -> str:
    return card(f"FN:{name}", "ORG:Невский Пекарь", *lines)


def counts(result: ImportResult) -> tuple[int, int, int, int, int]:
    return (result.read, result.created, result.updated, result.unchanged, result.rejected)


def people(workspace: Workspace, account: str = "PEKAR") -> dict[str, Contact]:
    return {contact.name: contact for contact in workspace.contacts.of(workspace.accounts.find(account).id)}


def test_a_card_becomes_a_contact_with_guesses(workspace: Workspace, load: Load) -> None:
    assert counts(load(file="nokia-21.vcf")) == (1, 1, 0, 0, 0)
    maria = people(workspace)["Ларионова Мария Олеговна"]
    assert (maria.position, maria.unit, maria.birthday) == ("Начальник отдела закупок", "Завод № 2", date(1979, 4, 12))
    assert (maria.level, maria.level_guessed, maria.function, maria.function_guessed) == (3, True, "procurement", True)
    assert (maria.phone, maria.email) == ("+79165550101", "larionova@pekar.example")
    assert maria.ways == (Way(PHONE, "84955550102", "work"), Way(PHONE, "84955550103", "fax"))


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.vcf")))
def test_every_file_twice_changes_nothing(workspace: Workspace, load: Load, contents: Any, name: str) -> None:
    first = load(file=name, create_accounts=True)
    before, steps = contents(workspace), len(workspace.history.steps(50))
    again = load(file=name, create_accounts=True)
    assert counts(again) == (first.read, 0, 0, first.created, first.rejected)
    assert contents(workspace) == before
    assert len(workspace.history.steps(50)) == steps


def test_an_import_is_one_step(load: Load, turned: Any) -> None:
    load(pekar("Вера Целая", "EMAIL:vera@pekar.example", "TEL:+7 900 555-00-01"))
    turned(lambda: load(file="android-21.vcf"))
    turned(lambda: load(pekar("Вера Целая", "EMAIL:vera@pekar.example", "TEL:+7 900 555-00-02", "NOTE:новый номер")))


def test_a_dry_run_leaves_no_trace(workspace: Workspace, load: Load, contents: Any) -> None:
    before = contents(workspace)
    assert counts(load(file="google-30.vcf", create_accounts=True, dry_run=True)) == (2, 2, 0, 0, 0)
    assert contents(workspace) == before


def test_broken_cards_reject_themselves_only(workspace: Workspace, load: Load) -> None:
    result = load(file="broken.vcf")
    assert counts(result) == (8, 2, 0, 0, 6)
    assert [(one.line, one.column) for one in result.rejects] == [
        (6, "VCARD"), (10, "FN"), (14, "VCARD"), (20, "FN"), (27, "ORG"), (32, "ORG"),
    ]  # fmt: skip
    assert "--account" in result.rejects[4].reason
    assert "--create-accounts or --account" in result.rejects[5].reason
    assert set(people(workspace)) == {"Вера Целая", "Нина Последняя"}


def test_an_account_may_be_given_or_made(workspace: Workspace, load: Load) -> None:
    stranger = card("FN:Пётр Чужой", "ORG:Чужие;Цех")
    assert load(stranger).rejected == 1
    assert counts(load(stranger, card("FN:Ирина Ничья"), account="пекарь")) == (2, 2, 0, 0, 0)
    assert people(workspace)["Пётр Чужой"].unit == "Цех"
    assert load(stranger, create_accounts=True).created == 1
    assert set(people(workspace, "Чужие")) == {"Пётр Чужой"}


def test_known_people_are_found_by_any_mail_or_phone_of_either_side(workspace: Workspace, load: Load) -> None:
    load(
        pekar("Анна Орлова", "EMAIL:anna@pekar.example", "EMAIL:a@home.example"),
        pekar("Борис Лемешев", "TEL:+7 900 555-00-01", "TEL:+7 900 555-00-02"),
        pekar("Вера Целая"),
    )
    result = load(
        pekar("Анна Орлова-Ким", "EMAIL:new@pekar.example", "EMAIL:A@HOME.example"),
        pekar("Б. Лемешев", "TEL:+7 900 555-00-09", "TEL;CELL:8 900 555 00 02"),
        pekar("Целая Вера", "TITLE:Технолог"),
    )
    assert counts(result) == (3, 0, 3, 0, 0)
    found = people(workspace)
    assert set(found) == {"Анна Орлова-Ким", "Б. Лемешев", "Целая Вера"}
    assert found["Анна Орлова-Ким"].all_of(EMAIL) == ("new@pekar.example", "a@home.example", "anna@pekar.example")
    assert found["Б. Лемешев"].all_of(PHONE) == ("+7 900 555-00-09", "+7 900 555-00-02", "+7 900 555-00-01")


def test_a_signature_with_the_switchboard_is_nobody_else(workspace: Workspace, load: Load) -> None:
    load(pekar("Анна Орлова", "TEL:+7 812 555-00-00"))
    assert load(pekar("Борис Лемешев", "TEL:8 (812) 555-00-00")).created == 1
    assert load(pekar("Orlova A.", "TEL:8 (812) 555-00-00")).updated == 1
    assert set(people(workspace)) == {"Orlova A.", "Борис Лемешев"}


def test_a_card_takes_nothing_away(workspace: Workspace, load: Load) -> None:
    load(
        card("FN:Целая Вера Ильинична", "ORG:Невский Пекарь;Цех 1", "EMAIL:vera@pekar.example", "TEL:+7 900 555-00-01",
             "TITLE:Технолог", "X-TELEGRAM:@vera", "BDAY:1980-01-02", "LANG:ru", "NOTE:любит точность"),
    )  # fmt: skip
    vera = people(workspace)["Целая Вера Ильинична"]
    workspace.contacts.change(vera.id, level=4, attitude=2, note="любит точность\nпьёт кофе")
    assert counts(load(pekar("Вера Целая", "EMAIL:vera@pekar.example", "NOTE:любит точность"))) == (1, 0, 0, 1, 0)
    assert load(pekar("Вера Целая", "EMAIL:vera@pekar.example", "TITLE:Директор", "NOTE:уехала")).updated == 1
    after = people(workspace)["Целая Вера Ильинична"]
    assert (after.position, after.level, after.level_guessed, int(after.attitude)) == ("Директор", 4, False, 2)
    assert (after.phone, after.ways) == ("+7 900 555-00-01", (Way(MESSENGER, "@vera", "Telegram"),))
    assert (after.unit, after.language, after.birthday) == ("Цех 1", "ru", date(1980, 1, 2))
    assert after.note == "любит точность\nпьёт кофе\nуехала"


def test_the_user_chooses_the_main_phone(workspace: Workspace, load: Load) -> None:
    both = pekar("Вера Целая", "TEL;PREF:+7 900 555-00-01", "TEL;CELL:+7 900 555-00-02")
    load(both)
    vera = people(workspace)["Вера Целая"]
    workspace.contacts.change(vera.id, phone="+7 900 555-00-02", ways=[("phone", "+7 900 555-00-01", "приёмная")])
    assert load(both).unchanged == 1
    after = people(workspace)["Вера Целая"]
    assert (after.phone, after.ways) == ("+7 900 555-00-02", (Way(PHONE, "+7 900 555-00-01", "приёмная"),))


def test_policies_for_known_people(workspace: Workspace, load: Load) -> None:
    load(pekar("Вера Целая"))
    changed = pekar("Вера Целая", "TITLE:Технолог")
    assert load(changed, on_duplicate="skip").unchanged == 1
    assert load(changed, on_duplicate="error").rejected == 1
    assert people(workspace)["Вера Целая"].position == ""
    assert load(changed, match="email").rejected == 1
    assert load(pekar("Вера Целая", "EMAIL:v@pekar.example"), match="email").created == 1


def test_rejected_cards_can_be_mended_and_imported(workspace: Workspace, load: Load, tmp_path: Path) -> None:
    rejects = tmp_path / "bad.vcf"
    load(file="broken.vcf", rejects=rejects)
    data = rejects.read_bytes()
    assert data.count(b"BEGIN:VCARD") == 6
    assert b"X-KAMTUI-REASON;CHARSET=UTF-8:FN: the card names nobody\r\n" in data
    assert b"TEL:+7 900 555-07-01" in data
    again = load(data.decode(), rejects=rejects)
    assert counts(again) == (6, 0, 0, 0, 6)
    assert rejects.read_bytes() == data  # the old reasons made way for the same new ones
    mended = (
        data.decode().replace("это не свойство", "ORG:Невский Пекарь").replace("Неизвестная фирма", "Невский Пекарь")
    )
    assert load(mended).created == 2


def test_rejected_cards_of_an_old_file_keep_their_bytes(load: Load, tmp_path: Path) -> None:
    rejects = tmp_path / "bad.vcf"
    load(file="outlook-21.vcf", rejects=rejects, account="")  # the legal form makes it another name
    lines = rejects.read_bytes().split(b"\r\n")
    was = (DATA / "outlook-21.vcf").read_bytes().split(b"\r\n")
    assert [line for line in lines if not line.startswith(b"X-KAMTUI")] == [*was, b""]


def test_rejects_may_be_a_table(workspace: Workspace, load: Load, tmp_path: Path) -> None:
    rejects = tmp_path / "bad.csv"
    load(card("FN:Пётр Чужой", "ORG:Чужие;Цех", "TEL:1234567", "TEL:7654321", "X-SKYPE:petr"), rejects=rejects)
    header, row = rejects.read_text(encoding="utf-8-sig").splitlines()
    assert header == "account,name,position,unit,phone,email,messenger,birthday,language,note,reason"
    assert row.startswith('Чужие,Пётр Чужой,,Цех,1234567; 7654321,,Skype: petr,,,,"ORG: ')
    done = workspace.imports.run("contacts", rejects, ImportOptions(create_accounts=True))
    assert (done.created, people(workspace, "Чужие")["Пётр Чужой"].ways) == (
        1, (Way(PHONE, "7654321"), Way(MESSENGER, "petr", "Skype")),
    )  # fmt: skip


def test_files_that_are_no_cards_of_contacts(workspace: Workspace, load: Load, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="as contacts"):
        workspace.imports.run("accounts", DATA / "nokia-21.vcf")
    with pytest.raises(UnreadableFile, match="BEGIN:VCARD"):
        load("just a text")
    with pytest.raises(InvalidValue, match="map"):
        load(pekar("A"), mapping=("name=FN",))
    odd = tmp_path / "people.txt"
    odd.write_bytes(pekar("Вера Целая").encode("utf-16"))
    assert workspace.imports.run("contacts", odd).created == 1


def test_an_encoding_that_nothing_tells(workspace: Workspace, load: Load, tmp_path: Path) -> None:
    path = tmp_path / "people.vcf"
    path.write_bytes(pekar("Вера Целая").encode("koi8-r"))
    assert workspace.imports.run("contacts", path, ImportOptions(encoding="koi8-r")).created == 1
    assert set(people(workspace)) == {"Вера Целая"}


def test_what_is_exported_is_known_again(workspace: Workspace, load: Load) -> None:
    for name in ("nokia-21.vcf", "iphone-30.vcf", "card-40.vcf"):
        load(file=name)
    for language in ("en", "ru"):
        set_language(language)
        account = workspace.accounts.find("PEKAR")
        assert counts(load(write(workspace.contacts.of(account.id), account.name))) == (3, 0, 0, 3, 0)


def test_thousands_of_cards(load: Load) -> None:
    cards = [pekar(f"Person {n}", f"EMAIL:p{n}@pekar.example", f"TEL:+7900{n:07}", "TITLE:Buyer") for n in range(2000)]
    assert load(*cards).created == 2000
