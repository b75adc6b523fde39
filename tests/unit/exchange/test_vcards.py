from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.contacts import Contact, Way
from kamtui.domain.words import ContactStatus, WayKind
from kamtui.exchange.person_names import joined_name, split_name
from kamtui.exchange.values import cell_text
from kamtui.exchange.vcard_ways import way_key
from kamtui.exchange.vcards import Card, read, write
from kamtui.i18n import set_language

DATA = Path(__file__).parents[2] / "data" / "vcards"
PHONE, EMAIL, MESSENGER = WayKind.PHONE, WayKind.EMAIL, WayKind.MESSENGER


def one(*lines: str, version: str = "3.0", encoding: str = "utf-8", end: str = "\r\n") -> Card:
    text = end.join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])
    (card,) = read(text.encode(encoding))
    return card


def of_file(name: str) -> Card:
    return next(read((DATA / name).read_bytes()))


def test_an_old_phone_writes_quoted_printable_and_no_full_name() -> None:
    card = of_file("nokia-21.vcf")
    assert (card.name, card.company, card.unit) == ("Ларионова Мария Олеговна", "Невский Пекарь", "Завод № 2")
    assert (card.position, card.birthday) == ("Начальник отдела закупок", date(1979, 4, 12))
    assert (card.phone, card.email) == ("+79165550101", "larionova@pekar.example")
    assert card.ways == (Way(PHONE, "84955550102", "work"), Way(PHONE, "84955550103", "fax"))


def test_outlook_writes_windows_1251_and_pictures() -> None:
    card = of_file("outlook-21.vcf")
    assert (card.name, card.company, card.unit) == ("Гаврилов Олег Петрович", "ООО «Невский Пекарь»", "Склад")
    assert (card.position, card.birthday) == ("Директор по логистике", date(1968, 2, 29))
    assert (card.phone, card.email) == ("+7 (812) 555-02-01", "gavrilov@pekar.example")
    assert card.ways == (Way(PHONE, "+7 (921) 555-02-02", "mobile"),)
    assert card.note == "Звонить после обеда.\nНе любит писем; отвечает сам, обычно на следующий день"


def test_an_iphone_labels_what_it_knows_and_omits_the_year() -> None:
    card = of_file("iphone-30.vcf")
    assert (card.name, card.unit) == ("Дарья Игоревна Соколова", "Лаборатория качества")
    assert card.position == "Руководитель лаборатории контроля качества и пищевой безопасности"
    assert (card.phone, card.email, card.birthday) == ("+7 911 555-03-01", "sokolova@pekar.example", None)
    assert card.ways == (
        Way(EMAIL, "daria.s@home.example", "home"),
        Way(PHONE, "+7 812 555-03-02", "дача"),
        Way(PHONE, "+7 812 555-03-03", "main"),
        Way(MESSENGER, "@daria_s", "Telegram"),
        Way(MESSENGER, "daria.sokolova", "VK"),
    )
    assert card.note == "Пьёт чай, не кофе.\nСпрашивать про срок годности\nBirthday: 15.09"


def test_google_writes_many_cards_with_groups() -> None:
    weber, luc = read((DATA / "google-30.vcf").read_bytes())
    assert (weber.line, weber.name, weber.position) == (1, "Anton Weber", "Chief Financial Officer")
    assert (weber.email, weber.phone) == ("weber@baltic.example", "+49 170 5550401")
    assert weber.ways == (
        Way(EMAIL, "a.weber@baltic.example", "work"),
        Way(PHONE, "+49 30 5550402", "work"),
        Way(MESSENGER, "aweber", "Telegram"),
        Way(MESSENGER, "anton.weber", "Skype"),
    )
    assert (luc.line, luc.name, luc.unit, luc.position, luc.language) == (20, "Jean-Luc d'Arc", "Berlin", "Buyer", "fr")
    assert luc.note == "Two lines\nof text, with a comma"


def test_android_breaks_letters_softly() -> None:
    card = of_file("android-21.vcf")
    assert (card.name, card.position) == ("Мещеряков Константин Александрович", "Технолог")
    assert card.note == "Первая строка\nВторая строка; с точкой с запятой\nBirthday: 07.01"
    assert [(way.label, way.value) for way in card.ways] == [
        ("", "+74955550502"), ("Telegram", "@kostya_m"), ("WhatsApp", "+79265550501"),
    ]  # fmt: skip


def test_version_four_speaks_in_uris() -> None:
    card = of_file("card-40.vcf")
    assert (card.name, card.company, card.unit) == ("Алсу Рашитовна Галиева", "Невский Пекарь", "Финансы")
    assert (card.position, card.language, card.birthday) == ("Финансовый директор", "ru", date(1981, 6, 30))
    assert (card.phone, card.email) == ("+7-843-555-06-01 ext. 117", "galieva@pekar.example")
    assert card.ways == (
        Way(PHONE, "+7-843-555-06-02", "home"),
        Way(EMAIL, "alsu@home.example", "home"),
        Way(MESSENGER, "alsu@chat.example", "Jabber"),
        Way(MESSENGER, "alsu.galieva", "Skype"),
    )


def test_broken_cards_are_told_with_their_line_and_the_others_taken() -> None:
    cards = list(read((DATA / "broken.vcf").read_bytes()))
    assert [card.name for card in cards if not card.faults] == [
        "Вера Целая", "Ирина Ничья", "Пётр Чужой", "Нина Последняя",
    ]  # fmt: skip
    told = {card.line: (card.faults[0].value, card.faults[0].reason) for card in cards if card.faults}
    assert list(told) == [6, 10, 14, 20]
    assert told[6] == ("FN:Без Конца", "the card has no END:VCARD; it may be cut off")
    assert told[10][1] == "the card names nobody"
    assert told[14] == ("FN:Сергей Сломан", "line 17 is no property: “это не свойство”")
    assert "company" in told[20][1]


@pytest.mark.parametrize(
    ("encoding", "lines"),
    [
        ("utf-8", ("FN:Пётр Чайка",)),
        ("utf-8-sig", ("FN:Пётр Чайка",)),
        ("utf-16", ("FN:Пётр Чайка",)),
        ("utf-16-le", ("FN:Пётр Чайка",)),
        ("utf-16-be", ("FN:Пётр Чайка",)),
        ("cp1251", ("FN:Пётр Чайка",)),
        ("cp1251", ("FN;CHARSET=utf-8:Пётр Чайка",)),
        ("cp1251", ("FN;CHARSET=nonsense:Пётр Чайка",)),
        ("koi8-r", ("FN;CHARSET=KOI8-R:Пётр Чайка",)),
        ("cp866", ("FN;CHARSET=IBM866:Пётр Чайка",)),
        ("ascii", ("N;CHARSET=KOI8-R;ENCODING=QUOTED-PRINTABLE:=FE=C1=CA=CB=C1;=F0=A3=D4=D2",)),
        ("ascii", ("N;ENCODING=QUOTED-PRINTABLE:=D7=E0=E9=EA=E0;=CF=B8=F2=F0",)),
        ("ascii", ("FN;ENCODING=BASE64;CHARSET=UTF-8:0J/RkdGC0YAg0KfQsNC50LrQsA==",)),
        ("ascii", ("FN;QUOTED-PRINTABLE;CHARSET=UTF-8:=D0=9F=D1=91=D1=82=D1=80=20=D0=A7=D0=B0=", "=D0=B9=D0=BA=D0=B0")),
        ("ascii", ("FN;QUOTED-PRINTABLE;CHARSET=UTF-8:=D0=9F=D1=91=D1=82=D1=80=20=D0=A7=D0=B0", "=D0=B9=D0=BA=D0=B0")),
    ],
)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_no_name_in_cyrillic_is_lost(encoding: str, lines: tuple[str, ...], end: str) -> None:
    assert one(*lines, version="2.1", encoding=encoding, end=end).name == "Пётр Чайка"


def test_lines_may_be_folded_within_a_letter() -> None:
    raw = "FN:Константин Константинопольский".encode()
    folded = b"\r\n ".join(raw[at : at + 4] for at in range(0, len(raw), 4))
    (card,) = read(b"BEGIN:VCARD\r\nVERSION:3.0\r\n" + folded + b"\r\nEND:VCARD")
    assert card.name == "Константин Константинопольский"


def test_a_bad_byte_does_not_spoil_the_rest() -> None:
    (card,) = read("BEGIN:VCARD\nFN:Пётр Чайка\nNOTE:обещал ".encode() + b"\xd0\nEND:VCARD\n")
    assert (card.name, card.note) == ("Пётр Чайка", "обещал")


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("FN:Иван Петров", "N:Петров;Иван;;;"), "Иван Петров"),
        (("N:Петров;Иван;Ильич;г-н;",), "Петров Иван Ильич"),
        (("N:Smith;John;Q.",), "John Q. Smith"),
        (("N:Петров;Иван",), "Иван Петров"),
        (("FN:+7 900", "N:Петров;Иван"), "Иван Петров"),
        (("FN:", "NICKNAME:Ваня"), "Ваня"),
        (("FN:Петров;Иван",), "Петров Иван"),
        ((r"FN:Петров\; Иван",), "Петров; Иван"),
        (("FN:Иван\x1b[31m Петров\x07\u202e",), "Иван Петров"),
        (("FN:[bold]Ann[/bold]",), "[bold]Ann[/bold]"),
    ],
)
def test_names(lines: tuple[str, ...], name: str) -> None:
    assert one(*lines).name == name


@pytest.mark.parametrize(
    ("line", "birthday", "note"),
    [
        ("BDAY:1980-05-15", date(1980, 5, 15), ""),
        ("BDAY:19800515", date(1980, 5, 15), ""),
        ("BDAY;VALUE=date:1980-05-15T00:00:00Z", date(1980, 5, 15), ""),
        ("BDAY:15.05.1980", date(1980, 5, 15), ""),
        ("BDAY:--0515", None, "Birthday: 15.05"),
        ("BDAY:--05-15", None, "Birthday: 15.05"),
        ("BDAY:1604-05-15", None, "Birthday: 15.05"),
        ("BDAY:1981-02-31", None, "Birthday: 1981-02-31"),
        ("BDAY;VALUE=text:around Easter", None, "Birthday: around Easter"),
        ("BDAY:", None, ""),
    ],
)
def test_birthdays(line: str, birthday: date | None, note: str) -> None:
    card = one("FN:A", line)
    assert (card.birthday, card.note) == (birthday, note)


def test_the_preferred_one_goes_first_and_none_twice() -> None:
    card = one(
        "FN:A", "TEL;TYPE=FAX,PREF:+7 495 000-00-01", "TEL;HOME:+7 495 000-00-02", "TEL;TYPE=CELL;PREF=2:+79000000003",
        "TEL;TYPE=WORK;PREF=1:+7 495 000-00-04", "TEL:8 (900) 000-00-03", "EMAIL:bad address", "EMAIL:A@x.example",
        "EMAIL;TYPE=pref:mailto:b@x.example", "EMAIL:a@X.example",
    )  # fmt: skip
    assert (card.phone, card.email) == ("+7 495 000-00-04", "b@x.example")
    assert [way.value for way in card.ways] == [
        "+7 495 000-00-01", "+7 495 000-00-02", "+79000000003", "A@x.example",
    ]  # fmt: skip
    assert card.note == "E-mail: bad address"


def test_one_number_of_two_messengers_is_one_way() -> None:
    assert one("FN:A", "X-WHATSAPP:+79000000001", "IMPP:viber:+79000000001").ways == (
        Way(MESSENGER, "+79000000001", "WhatsApp, Viber"),
    )


def test_cards_within_cards_are_left_out() -> None:
    agents = ("AGENT:", "BEGIN:VCARD", "FN:Agent", "TEL:+7 900 000-00-09", "END:VCARD")
    assert one("FN:Boss", *agents, "TITLE:CEO", version="2.1")[2:8] == ("Boss", "", "", "CEO", "", "")
    inline = one("FN:Boss", r"AGENT:BEGIN:VCARD\nFN:Agent\nEND:VCARD\n", "TITLE:CEO")
    assert (inline.name, inline.position) == ("Boss", "CEO")


def test_old_cards_escape_less() -> None:
    assert one("FN:A", r"NOTE:C:\new\; folder", version="2.1").note == r"C:\new; folder"
    assert one("FN:A", r"NOTE:two\nlines\; one\\").note == "two\nlines; one\\"


def test_hostile_lines_take_no_time() -> None:
    began = time.process_time()
    card = one("FN:A", "TEL;A" + "," * 50_000 + "x", "X;" + '"' * 50_000 + ":1", "NOTE:a", *[" b"] * 50_000)
    assert card.note == "a" + "b" * 50_000
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Иванов Пётр Петрович", ("Иванов", "Пётр", "Петрович")),
        ("Пётр Петрович Иванов", ("Иванов", "Пётр", "Петрович")),
        ("Анна Сергеевна", ("", "Анна", "Сергеевна")),
        ("Иван Петрович", ("", "Иван", "Петрович")),
        ("Иван Войнович", ("Войнович", "Иван", "")),
        ("Анна Петрович", ("Петрович", "Анна", "")),
        ("Войнович Анна Ильинична", ("Войнович", "Анна", "Ильинична")),
        ("Алиев Вагиф Гасан оглы", ("Алиев", "Вагиф", "Гасан оглы")),
        ("Иванов Пётр", ("Иванов", "Пётр", "")),
        ("Пётр Иванов", ("Иванов", "Пётр", "")),
        ("Кадыров Ахмат", ("Кадыров", "Ахмат", "")),
        ("Петров И.С.", ("Петров", "И.С.", "")),
        ("И. С. Петров", ("Петров", "И. С.", "")),
        ("Petrov, Ivan", ("Petrov", "Ivan", "")),
        ("Ivan Petrovich Sidorov", ("Sidorov", "Ivan", "Petrovich")),
        ("John Fitzgerald Smith", ("Smith", "John Fitzgerald", "")),
        ("Jan van der Berg", ("van der Berg", "Jan", "")),
        ("Мадонна", ("", "Мадонна", "")),
    ],
)
def test_names_in_parts(name: str, parts: tuple[str, str, str]) -> None:
    assert split_name(name) == parts


def test_parts_as_a_name() -> None:
    assert joined_name(["Иванов", "Пётр", "Петрович", "", ""]) == "Иванов Пётр Петрович"
    assert joined_name(["Smith", "John"]) == "John Smith"
    assert joined_name([]) == ""


PETROV = Contact(
    "c1", "a1", "Петров Иван Ильич", "Директор, владелец", unit="Завод; 1", email="ivan@nord.example",
    phone="+7 921 555-01-02", birthday=date(1970, 3, 15), language="ru", note="Любит рыбалку;\nне любит ждать",
    ways=(
        Way(PHONE, "+7 495 555-01-03", "work"), Way(PHONE, "+7 495 555-01-04", "дача"), Way(EMAIL, "i@home.example"),
        Way(MESSENGER, "@petrov", "Telegram"), Way(MESSENGER, "petrov 1", "Пейджер"),
    ),
)  # fmt: skip


def test_what_is_written() -> None:
    text = write([PETROV], "Норд, ООО", made=datetime(2026, 11, 21, 9, 30, tzinfo=UTC))
    assert text.replace("\r\n ", "").split("\r\n") == [
        "BEGIN:VCARD", "VERSION:3.0", "N:Петров;Иван;Ильич;;", "FN:Петров Иван Ильич", r"ORG:Норд\, ООО;Завод\; 1",
        r"TITLE:Директор\, владелец", "TEL;TYPE=CELL,VOICE,PREF:+7 921 555-01-02",
        "EMAIL;TYPE=INTERNET,PREF:ivan@nord.example", "TEL;TYPE=WORK,VOICE:+7 495 555-01-03",
        "item2.TEL;TYPE=VOICE:+7 495 555-01-04", "item2.X-ABLabel:дача", "EMAIL;TYPE=INTERNET:i@home.example",
        "IMPP;X-SERVICE-TYPE=Telegram:telegram:@petrov", "X-TELEGRAM:@petrov", "item5.IMPP:im:petrov%201",
        "item5.X-ABLabel:Пейджер", "BDAY:1970-03-15", "X-LANG:ru", r"NOTE:Любит рыбалку\;\nне любит ждать", "UID:c1",
        "REV:20261121T093000Z", "END:VCARD", "",
    ]  # fmt: skip


def test_another_program_reads_the_same() -> None:
    card = vobject.readOne(write([PETROV], "Норд, ООО"))
    assert (card.n.value.family, card.n.value.given, card.n.value.additional) == ("Петров", "Иван", "Ильич")
    assert (card.fn.value, card.org.value, card.title.value) == (
        "Петров Иван Ильич", ["Норд, ООО", "Завод; 1"], "Директор, владелец",
    )  # fmt: skip
    assert [tel.value for tel in card.tel_list] == ["+7 921 555-01-02", "+7 495 555-01-03", "+7 495 555-01-04"]
    assert card.tel_list[0].type_paramlist == ["CELL", "VOICE", "PREF"]
    assert [mail.value for mail in card.email_list] == ["ivan@nord.example", "i@home.example"]
    assert (card.note.value, card.bday.value) == ("Любит рыбалку;\nне любит ждать", "1970-03-15")


def test_who_is_written() -> None:
    people = [
        Contact("1", "a", "Here"), Contact("2", "b", "Gone", status=ContactStatus.LEFT),
        Contact("3", "a", "To meet", placeholder=True),
    ]  # fmt: skip
    assert [card.name for card in read(write(people, "Nord").encode())] == ["Here"]
    both = list(read(write(people, {"a": "Nord", "b": "Nord Pack"}, left=True).encode()))
    assert [(card.name, card.company) for card in both] == [("Here", "Nord"), ("Gone", "Nord Pack")]


# Texts as the workspace keeps them: one line without control characters, or several.
LINES = st.text(max_size=90).map(cell_text)
NAMES = LINES.filter(lambda text: any(char.isalpha() for char in text))
NOTES = st.lists(LINES, max_size=4).map(lambda lines: "\n".join(lines).strip())
PHONES = st.from_regex(r"\+?[0-9][0-9 ()-]{5,16}[0-9]", fullmatch=True).map(cell_text)
EMAILS = st.from_regex(r"[\w.+'-]{1,30}@[\w-]{1,20}\.example", fullmatch=True).map(cell_text)
MESSENGERS = LINES.filter(bool)
LABELS = st.one_of(st.sampled_from(["", "work", "mobile", "рабочий", "Telegram", "telegram", "Skype", "дача"]), LINES)
WAYS = st.one_of(
    st.builds(Way, st.just(PHONE), PHONES, LABELS.map(lambda text: cell_text(text[:40]))),
    st.builds(Way, st.just(EMAIL), EMAILS, LABELS.map(lambda text: cell_text(text[:40]))),
    st.builds(Way, st.just(MESSENGER), MESSENGERS, LABELS.map(lambda text: cell_text(text[:40]))),
)


@given(
    company=LINES, phone=PHONES, email=EMAILS, ways=st.lists(WAYS, max_size=5, unique_by=way_key),
    facts=st.fixed_dictionaries({
        "name": NAMES, "position": LINES, "unit": LINES, "note": NOTES,
        "language": st.sampled_from(["", "ru", "pt-BR"]),
        "birthday": st.none() | st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    }),
    language=st.sampled_from(["en", "ru"]),
)  # fmt: skip
def test_everything_comes_back(
    company: str, phone: str, email: str, ways: list[Way], facts: dict[str, Any], language: str
) -> None:
    set_language(language)
    main = {way_key(Way(PHONE, phone)), way_key(Way(EMAIL, email))}
    contact = Contact(
        "id", "a", phone=phone, email=email, ways=tuple(w for w in ways if way_key(w) not in main), **facts
    )
    text = write([contact], company)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (card,) = read(text.encode())
    assert card._replace(line=1, raw=b"") == Card(
        1, b"", company=company, phone=phone, email=email, ways=contact.ways, **facts
    )  # fmt: skip
    other = vobject.readOne(text)
    assert (other.fn.value, other.org.value[0] if company else "") == (contact.name, company)
    assert (other.note.value if contact.note else "") == contact.note


@given(st.binary(max_size=400), st.sampled_from(["2.1", "3.0", "4.0"]))
def test_no_bytes_are_too_odd(noise: bytes, version: str) -> None:
    data = (
        f"BEGIN:VCARD\nVERSION:{version}\nFN:A\n".encode() + noise + b"\nEND:VCARD\nBEGIN:VCARD\nFN:Last\nEND:VCARD\n"
    )
    assert list(read(data))[-1].name == "Last"
