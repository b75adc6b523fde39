"""Days as forms show them to be changed, and what is expected, in the language of the user."""

from __future__ import annotations

from datetime import date

import pytest

from kamtui.domain.slot_line import parse_slot
from kamtui.domain.today import written_day
from kamtui.errors import InvalidValue
from kamtui.i18n import speaking


def test_a_day_in_a_form_is_written_as_its_reader_writes_it() -> None:
    with speaking("en"):
        assert written_day(date(2026, 3, 2)) == "2026-03-02"
    with speaking("ru"):
        assert written_day(date(2026, 3, 2)) == "02.03.2026"


def test_what_a_time_is_refused_with_is_said_in_russian() -> None:
    with speaking("ru"), pytest.raises(InvalidValue) as caught:
        parse_slot("25:99")
    assert "45 мин" in str(caught.value)
