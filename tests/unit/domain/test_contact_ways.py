"""Further ways to reach a contact: read from one line of text, and written back as it."""

from __future__ import annotations

import pytest

from kamtui.domain.contact_ways import parse_ways, ways_text
from kamtui.domain.contacts import Way
from kamtui.domain.words import WayKind
from kamtui.errors import InvalidValue

PHONE, EMAIL, MESSENGER = WayKind.PHONE, WayKind.EMAIL, WayKind.MESSENGER


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("", ()),
        ("+7 921 555-01-02", (Way(PHONE, "+7 921 555-01-02"),)),
        ("work: (812) 555-01-02 ext. 12", (Way(PHONE, "(812) 555-01-02 ext. 12", "work"),)),
        ("+7 921 555-01-02 мобильный", (Way(PHONE, "+7 921 555-01-02", "мобильный"),)),
        ("@petrov telegram", (Way(MESSENGER, "@petrov", "telegram"),)),
        ("WhatsApp +7 921 555-01-02", (Way(MESSENGER, "+7 921 555-01-02", "WhatsApp"),)),
        ("skype: ivan.petrov", (Way(MESSENGER, "ivan.petrov", "skype"),)),
        ("t.me/petrov", (Way(MESSENGER, "t.me/petrov"),)),
        ("ivan@home.example home", (Way(EMAIL, "ivan@home.example", "home"),)),
        ("1234567 ; ;\n a@b.example", (Way(PHONE, "1234567"), Way(EMAIL, "a@b.example"))),
    ],
)
def test_ways_are_read_and_written_back(text: str, ways: tuple[Way, ...]) -> None:
    assert parse_ways(text) == ways
    assert parse_ways(ways_text(ways)) == ways


@pytest.mark.parametrize("text", ["nothing", "telegram", "12", "@", "+7 921 555-01-02; hm"])
def test_what_is_no_way_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InvalidValue, match=r"ways.*expected"):
        parse_ways(text)


def test_a_way_known_before_stays_what_it_is() -> None:
    known = (Way(MESSENGER, "ivan.petrov"), Way(PHONE, "+7 921 555-01-02", "telegram"))
    assert parse_ways(ways_text(known), known) == known
