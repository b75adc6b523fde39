from __future__ import annotations

import pytest

from kamtui.errors import InvalidValue, Refused
from kamtui.exchange.columns import field_named, read_header
from kamtui.exchange.fields import KINDS, fields_of
from kamtui.exchange.report import header_notes


@pytest.mark.parametrize("kind", KINDS)
def test_both_own_names_of_every_field_are_known(kind: str) -> None:
    for field in fields_of(kind):
        english, russian = field.names[:2]
        assert field_named(kind, english) == field.name
        assert field_named(kind, field.name.upper()) == field.name
        if field.name not in ("first_name", "middle_name"):
            assert field_named(kind, russian) == field.name


def test_headers_of_an_accounting_system() -> None:
    header = read_header(
        "orders",
        ["№", "Контрагент", "ИНН/КПП", "Дата документа", "Номенклатура", "Кол-во", "Ед. изм.", "Сумма с НДС, руб.",
         "Себестоимость (руб.)", "Менеджер", "Маржа, %"],
    )  # fmt: skip
    assert dict(header.at) == {
        "order": 0, "account": 1, "inn": 2, "date": 3, "product": 4, "quantity": 5, "uom": 6, "amount": 7, "cost": 8,
    }  # fmt: skip
    assert header_notes(header) == ["columns left out: Менеджер, Маржа, %"]


def test_headers_of_a_crm() -> None:
    header = read_header("orders", ["Invoice No.", "CustomerName", "Invoice_Date", "Qty", "Unit price", "Line #"])
    assert dict(header.at) == {"order": 0, "account": 1, "date": 2, "quantity": 3, "price": 4, "line": 5}


def test_the_better_name_wins_whatever_the_order() -> None:
    for titles in (["Контрагент", "Клиент"], ["Клиент", "Контрагент"]):
        header = read_header("accounts", titles)
        assert header.title("name") == "Клиент"
        assert header.title("legal_entity") == "Контрагент"
    assert read_header("accounts", ["Контрагент"]).title("name") == "Контрагент"
    net = read_header("orders", ["клиент", "заказ", "дата", "Сумма с НДС", "Сумма"])
    assert net.title("amount") == "Сумма"


def test_name_in_parts() -> None:
    header = read_header("contacts", ["Компания", "Имя", "Фамилия", "Отчество"])
    assert dict(header.at) == {"account": 0, "first_name": 1, "last_name": 2, "middle_name": 3}
    assert read_header("contacts", ["Компания", "Имя"]).title("name") == "Имя"


def test_missing_columns_are_named_with_the_way_out() -> None:
    with pytest.raises(Refused) as caught:
        read_header("orders", ["Foo", "Bar"])
    text = str(caught.value)
    for expected in ("account", "order", "date", "amount", "Foo, Bar", "--map"):
        assert expected in text
    read_header("orders", ["order", "date", "quantity", "price"], given=["account"])


def test_mapping_names_fields_in_either_language() -> None:
    titles = ["A", "B=C", "When", "Sum: total", "Customer"]
    mapping = ["заказ=A", "Линия=B=C", "date=When:DMY", "amount=sum: TOTAL"]
    with pytest.raises(InvalidValue, match="Линия"):
        read_header("orders", titles, mapping)
    mapping[1] = "строка=B=C"
    header = read_header("orders", titles, mapping)
    assert dict(header.at) == {"order": 0, "line": 1, "date": 2, "amount": 3, "account": 4}
    assert dict(header.hints) == {"date": "dmy"}
    with pytest.raises(InvalidValue, match="no column"):
        read_header("orders", titles, ["order=Nope"])


def test_order_of_the_date_without_naming_the_column() -> None:
    header = read_header("orders", ["account", "order", "date", "amount"], ["date=:mdy"])
    assert (header.at["date"], header.hints["date"]) == (2, "mdy")
