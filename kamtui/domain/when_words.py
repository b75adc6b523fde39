"""The words for days, English and Russian, with slips of the fingers that are common."""

from __future__ import annotations

RELATIVE = {
    "day after tomorrow": 2,
    "day before yesterday": -2,
    "tomorrow": 1,
    "tmrw": 1,
    "tmr": 1,
    "today": 0,
    "yesterday": -1,
    "послезавтра": 2,
    "позавчера": -2,
    "завтра": 1,
    "сегодня": 0,
    "вчера": -1,
}
_MISSPELT = {
    "tomorow": 1,
    "tommorow": 1,
    "tommorrow": 1,
    "tomorrrow": 1,
    "tomorrw": 1,
    "tommorw": 1,
    "yesterdy": -1,
    "yestarday": -1,
    "завтар": 1,
    "зватра": 1,
    "завтро": 1,
    "зафтра": 1,
    "послезавтар": 2,
    "после завтра": 2,
    "поза вчера": -2,
    "сегодн": 0,
    "севодня": 0,
    "сёдня": 0,
    "вчерв": -1,
}
RELATIVE |= _MISSPELT
WEEKDAYS = (
    ("monday", "mon", "понедельник", "понедельника", "понедельнику", "понедельнк", "пн"),
    ("tuesday", "tue", "tues", "teusday", "tusday", "вторник", "вторника", "вторнику", "вт"),
    ("wednesday", "wed", "wednsday", "wensday", "wendesday", "среда", "среду", "среды", "среде", "ср"),
    (
        "thursday",
        "thu",
        "thur",
        "thurs",
        "thrusday",
        "thursaday",
        "четверг",
        "четврег",
        "чертверг",
        "четверга",
        "четвергу",
        "чт",
    ),
    ("friday", "fri", "firday", "frday", "пятница", "пятницу", "пятницы", "пятнице", "пятнцу", "пятниу", "пт"),
    ("saturday", "sat", "saterday", "суббота", "субботу", "субботы", "субботе", "сб"),
    ("sunday", "sun", "воскресенье", "воскресенья", "воскресенью", "воскресение", "воскресения", "вс"),
)
_MONTH_NAMES = (
    ("january", "jan", "января", "янв"),
    ("february", "feb", "февраля", "фев"),
    ("march", "mar", "марта", "мар"),
    ("april", "apr", "апреля", "апр"),
    ("may", "мая"),
    ("june", "jun", "июня", "июн"),
    ("july", "jul", "июля", "июл"),
    ("august", "aug", "августа", "авг"),
    ("september", "sept", "sep", "сентября", "сент", "сен"),
    ("october", "oct", "октября", "окт"),
    ("november", "nov", "ноября", "ноя", "нояб"),
    ("december", "dec", "декабря", "дек"),
)
WEEKDAY = {word: number for number, words in enumerate(WEEKDAYS) for word in words}
MONTHS = {word: number for number, words in enumerate(_MONTH_NAMES, 1) for word in words}
# Short weekdays that are words of their own, too.
WEAK = frozenset(("sun", "sat", "wed", "mon", "ср", "вс", "сб", "вт", "пт", "чт", "пн"))
COUNTS = {
    **dict.fromkeys(("a", "an", "one", "один", "одну"), 1),
    **dict.fromkeys(("two", "couple of", "a couple of", "пару", "два", "две"), 2),
    **dict.fromkeys(("three", "три"), 3),
    **dict.fromkeys(("four", "четыре"), 4),
    **dict.fromkeys(("five", "пять"), 5),
    **dict.fromkeys(("six", "шесть"), 6),
    **dict.fromkeys(("seven", "семь"), 7),
    **dict.fromkeys(("eight", "восемь"), 8),
    **dict.fromkeys(("nine", "девять"), 9),
    **dict.fromkeys(("ten", "десять"), 10),
    **dict.fromkeys(("twelve", "двенадцать"), 12),
}
ONE_AND_A_HALF = ("полтора", "полторы")
