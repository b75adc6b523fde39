"""Meetings of the sample, and which tasks repeat, told in both languages as the stories are. No database here."""

from __future__ import annotations

from typing import NamedTuple


class Talk(NamedTuple):
    """A meeting, so many days `ahead` of the day of the sample; without `at` it takes the whole day.

    `who` are people of the account by name, as the stories tell it.
    """

    account: str
    title: str
    ahead: int
    at: str = ""
    minutes: int = 60
    place: str = ""
    who: tuple[str, ...] = ()


class Rhythm(NamedTuple):
    """A task that repeats, by its account and the English of its title; the rule takes its day from the due date."""

    account: str
    title: str
    rule: str
    minutes: int


RHYTHMS = (
    Rhythm("SIBBREW", "Quarterly review with T. Yakovleva", "quarterly", 90),
    Rhythm("VOLGA", "Send M. Ershov the report on new closures", "monthly", 45),
    Rhythm("VOLGA", "Get the tender calendar", "quarterly", 15),
)

TALKS = (
    Talk(
        "NORD",
        "New plant: cleaning scheme | Новый завод: схема мойки",
        2,
        "10:00",
        90,
        "Lipetsk, site office | Липецк, штаб стройки",
        ("Oleg Gromov", "Elena Kim"),
    ),
    Talk(
        "VOLGA",
        "Call about deliveries in December | Созвон о поставках в декабре",
        3,
        "11:30",
        30,
        "",
        ("Sergey Morozov", "Lilia Akhmetova"),
    ),
    Talk(
        "SIBBREW",
        "Trial of dry lubricant: results so far | Испытание сухой смазки: что получилось",
        5,
        "15:00",
        60,
        "Video call | Видеозвонок",
        ("Konstantin Gusev",),
    ),
    Talk(
        "URALMEAT",
        "Terms of payment: the way forward | Условия оплаты: как дальше",
        9,
        "12:00",
        60,
        "Yekaterinburg, head office | Екатеринбург, офис",
        ("Ruslan Khasanov", "Galina Pashkova"),
    ),
    Talk("BALTIC", "Food fair, Saint Petersburg | Продовольственная выставка, Санкт-Петербург", 12),
    Talk(
        "NORD",
        "Results of the year with the CEO | Итоги года с генеральным директором",
        20,
        "14:00",
        120,
        "Moscow, head office | Москва, головной офис",
        ("Ivan Petrov", "Marina Sokolova"),
    ),
)
