"""Escalations, tenders and contracts of the sample, told in both languages as the stories are. No database here."""

from __future__ import annotations

from typing import NamedTuple

from kamtui.domain.words import Severity, TenderStatus


class Claim(NamedTuple):
    """An escalation, `ago` days old; `who` of the client raised it. Days until it was solved and confirmed."""

    account: str
    title: str
    severity: Severity
    ago: int
    who: str
    ours: tuple[tuple[str, str], ...] = ()
    cause: str = ""
    resolution: str = ""
    solved: int | None = None
    confirmed: int | None = None
    note: str = ""


class Bid(NamedTuple):
    """A tender; days count from the day of the sample. `offer` is the title of an opportunity."""

    account: str
    title: str
    status: TenderStatus
    announced: int
    questions: int
    submit: int
    decision: int
    platform: str = ""
    criteria: str = ""
    rivals: str = ""
    offer: str = ""
    reason: str = ""


class Deed(NamedTuple):
    """A contract: from when to when, counted from the day of the sample, and the days of notice."""

    account: str
    title: str
    number: str
    begins: int
    ends: int
    notice: int = 0
    renews: bool = False
    over: bool = False


CLAIMS = (
    Claim(
        "VOLGA",
        "Drums leaked in the store | Потекли канистры на складе",
        Severity.HIGH,
        0,
        "Timur Nosov | Тимур Носов",
        (
            ("Maria Glebova | Мария Глебова", "Logistics | Логистика"),
            ("Igor Samoylov | Игорь Самойлов", "Laboratory | Лаборатория"),
        ),
        note="Six drums of acid cleaner, lot of last week | Шесть канистр кислотного средства, партия прошлой недели",
    ),
    Claim(
        "NORD",
        "Concentrate foams in line 2 | Концентрат пенится на линии 2",
        Severity.NORMAL,
        9,
        "Svetlana Belkina | Светлана Белкина",
        (("Pavel Kiselev | Павел Киселёв", "Technical service | Технический сервис"),),
        "Dosed twice as much as the regulation says | Дозировали вдвое больше регламента",
        "Dosing set anew, two shifts trained | Дозатор перенастроен, обучены две смены",
        solved=2,
    ),
    Claim(
        "KUBAN",
        "Film came without certificates | Плёнка пришла без сертификатов",
        Severity.CRITICAL,
        47,
        "Vera Sidorenko | Вера Сидоренко",
        (("Maria Glebova | Мария Глебова", "Logistics | Логистика"),),
        "Papers stayed at the distributor | Документы остались у дистрибьютора",
        "Certificates sent the same day; now they go with the goods "
        "| Сертификаты отправлены в тот же день, теперь идут с товаром",
        solved=0,
        confirmed=3,
    ),
)

BIDS = (
    Bid(
        "NORD",
        "Cleaning chemicals, new plant in Lipetsk | Моющие средства, новый завод в Липецке",
        TenderStatus.PREPARING,
        -18,
        3,
        11,
        33,
        "The client's own platform | Площадка клиента",
        "Price 50 %, service 30 %, references 20 % | Цена 50 %, сервис 30 %, референсы 20 %",
        "Hygienix | Гигиеникс",
        "Cleaning chemicals for the new plant",
    ),
    Bid(
        "URALMEAT",
        "Cleaners for a year | Моющие средства на год",
        TenderStatus.SUBMITTED,
        -40,
        -26,
        -17,
        9,
        "Electronic platform | Электронная площадка",
        "Price and credit | Цена и отсрочка",
    ),
    Bid(
        "SIBBREW",
        "Cleaners for the malt house | Средства для мойки солода",
        TenderStatus.LOST,
        -310,
        -295,
        -283,
        -255,
        offer="Cleaners for the malt house",
        reason="Second place, 3 % above | Второе место, дороже на 3 %",
    ),
)

DEEDS = (
    Deed("NORD", "Frame contract for chemicals | Рамочный договор на химию", "К-15/24", -690, 52, 30, True),
    Deed("VOLGA", "Supply of packaging | Поставка упаковки", "П-08/25", -410, 240, 60),
    Deed("METROPOL", "Supply for the season | Поставка на сезон", "С-21", -170, 75),
    Deed("KUBAN", "Supply of film, last year | Поставка плёнки, прошлый год", "П-03/24", -700, -335, over=True),
)
