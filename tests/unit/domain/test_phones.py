"""By what two phone numbers are the same one."""

from __future__ import annotations

import pytest

from kamtui.domain.phones import phone_key


@pytest.mark.parametrize(
    ("phone", "key"),
    [
        ("8 (495) 100-00-00", "4951000000"),
        ("+7 495 1000000", "4951000000"),
        ("495 100 00 00", "4951000000"),
        ("+7 921 555-01-02 доб. 17", "9215550102#17"),
        ("8 921 5550102, ext 17", "9215550102#17"),
        ("55-01-02", "550102"),
        ("+7 900 1", ""),
        ("", ""),
    ],
)
def test_a_phone_is_its_last_ten_digits_and_its_extension(phone: str, key: str) -> None:
    assert phone_key(phone) == key
