"""Promises, findings and notes of the sample, told in both languages as the stories are. No database here."""

from __future__ import annotations

from typing import NamedTuple

from kamtui.domain.words import FindingKind, PromiseSide, PromiseStatus


class Vow(NamedTuple):
    """A promise given at the touch `ago` days before the day of the sample, due and settled so many days after it."""

    account: str
    side: PromiseSide
    text: str
    ago: int
    who: str
    due: int | None = None
    status: PromiseStatus = PromiseStatus.OPEN
    settled: int | None = None


class Learnt(NamedTuple):
    """What was learnt at the touch `ago` days before; days of asking, answer and telling count back as `ago` does."""

    account: str
    kind: FindingKind
    text: str
    ago: int
    unit: str = ""
    product: str = ""
    result: str = ""
    improvement: str = ""
    department: str = ""
    asked: int | None = None
    answer: str = ""
    answered: int | None = None
    told: int | None = None


class Memo(NamedTuple):
    """A note `ago` days old, of an account or of somebody there."""

    account: str
    text: str
    ago: int
    who: str = ""


_OURS, _THEIRS = PromiseSide.OURS, PromiseSide.THEIRS
_USAGE, _INSIGHT = FindingKind.USAGE, FindingKind.INSIGHT

VOWS = (
    Vow(
        "NORD",
        _OURS,
        "Draft of the dosing scheme for Lipetsk | Черновик схемы дозирования для Липецка",
        4,
        "Oleg Gromov",
        4,
    ),
    Vow("NORD", _THEIRS, "Final list of washing points | Окончательный список точек мойки", 4, "Elena Kim", 6),
    Vow("NORD", _THEIRS, "Last year's prices of film | Прошлогодние цены на плёнку", 23, "Denis Orlov", -3),
    Vow(
        "NORD",
        _OURS,
        "Minutes of the quarterly review | Протокол встречи по итогам квартала",
        45,
        "Marina Sokolova",
        -40,
        PromiseStatus.KEPT,
        -43,
    ),
    Vow(
        "VOLGA",
        _OURS,
        "Laboratory report on the closures | Отчёт лаборатории по крышкам",
        2,
        "Mikhail Ershov",
        5,
    ),
    Vow("VOLGA", _THEIRS, "Forecast of film for a year | Прогноз по плёнке на год", 8, "Roman Kotov", 9),
    Vow(
        "VOLGA",
        _OURS,
        "Take the leaking drums back within a week | Забрать протекающие бочки за неделю",
        20,
        "Mikhail Ershov",
        -13,
        PromiseStatus.KEPT,
        -15,
    ),
    Vow(
        "SIBBREW",
        _THEIRS,
        "Development plan of the brewery | План развития пивоварни",
        79,
        "Evgeny Lapin",
        -49,
        PromiseStatus.BROKEN,
        -36,
    ),
    Vow("SIBBREW", _THEIRS, "Line time for the trial | Время линии под испытание", 8, "Daria Shubina"),
    Vow(
        "KUBAN",
        _OURS,
        "A sample of the new acid, 20 kg | Образец новой кислоты, 20 кг",
        3,
        "Ilya Ponomarev",
        12,
    ),
    Vow(
        "URALMEAT",
        _OURS,
        "Reference from a plant of the same size | Отзыв с завода такого же размера",
        17,
        "Inna Drozdova",
        -4,
        PromiseStatus.WITHDRAWN,
        -7,
    ),
)

LEARNT = (
    Learnt(
        "NORD",
        _USAGE,
        "Two nozzles of the foam station clogged after the night wash "
        "| После ночной мойки забились два сопла пеногенератора",
        18,
        "Vologda plant",
        "Foam cleaner | Пенное моющее",
        "Nozzles replaced on the spot, wash back to 17 minutes | Сопла заменили на месте, мойка снова 17 минут",
        "Strainer before the station | Поставить фильтр перед пеногенератором",
    ),
    Learnt(
        "NORD",
        _INSIGHT,
        "Is there a guarantee on pumps when one supplier doses everything? "
        "| Есть ли гарантия на насосы, если всё дозирует один поставщик?",
        31,
        department="Technical service | Технический сервис",
        asked=30,
        answer="Two years with our own maintenance | Два года при нашем обслуживании",
        answered=24,
    ),
    Learnt(
        "VOLGA",
        _USAGE,
        "Drums leak when they stand on the edge of a pallet | Бочки текут, когда стоят у края паллеты",
        20,
        "Samara plant",
        "Acid cleaner | Кислотное моющее",
        "Closures changed, none leaked in two weeks | Крышки заменили, за две недели протечек нет",
    ),
    Learnt(
        "VOLGA",
        _INSIGHT,
        "They ask for a price for two years | Спрашивают цену на два года",
        5,
        department="Finance | Финансы",
        asked=4,
    ),
    Learnt(
        "KUBAN",
        _USAGE,
        "Tomato skins stay in the corners of the blanching tank | Кожица томатов остаётся в углах бланширователя",
        88,
        "Krymsk plant",
        "Alkaline cleaner | Щелочное моющее",
        "Ten minutes longer at the height of the season | В разгар сезона мойка дольше на десять минут",
        "Try the new acid every third wash | Пробовать новую кислоту каждую третью мойку",
    ),
    Learnt(
        "KUBAN",
        _INSIGHT,
        "Certificates have to come with the goods, not after | Сертификаты нужны вместе с товаром, а не после",
        46,
        department="Logistics | Логистика",
        asked=45,
        answer="They go with the goods now | Теперь идут с товаром",
        answered=42,
        told=40,
    ),
    Learnt(
        "SIBBREW",
        _INSIGHT,
        "Lubricant smells on the can line | Смазка пахнет на линии банки",
        98,
        "Novosibirsk brewery",
    ),
)

MEMOS = (
    Memo(
        "NORD",
        "Decisions on suppliers are made before the budget, in September "
        "| Решения по поставщикам принимают до бюджета, в сентябре",
        45,
    ),
    Memo(
        "NORD",
        "Answers messages before nine in the morning, not later | На сообщения отвечает до девяти утра, позже — нет",
        12,
        "Ivan Petrov",
    ),
    Memo(
        "VOLGA",
        "Never show Saratov's prices in Samara | Цены Саратова в Самаре не показывать",
        38,
    ),
    Memo(
        "SIBBREW",
        "His daughter studies chemistry in Tomsk | Дочь учится на химика в Томске",
        79,
        "Evgeny Lapin",
    ),
    Memo(
        "KUBAN",
        "General wash in the last week of January | Генеральная мойка — в последнюю неделю января",
        18,
    ),
)
