"""Volga Dairy: a circle that hardly moves, and a share to be held."""

from __future__ import annotations

from kamtui.db.sample.potential import Guess, Intent, Offer, Potential, Review

_REPORT = "CFO's report over three plants | Отчёт финдиректора по трём заводам"
_CHEMICALS = "Chemtrade Volga | Химтрейд Волга"
_BOXES = "Samara Boxes | Самарский короб"
_OURS = "Our own estimate | Собственная оценка"

# fmt: off
POTENTIAL = Potential(
    wallet=(
        Guess(-1, 440, 232_000, source="Lots of the tender | Лоты тендера"),
        Guess(0, 220, 240_000, source=_REPORT),
        Guess(0, 220, 84_000, "clean", source=_REPORT),
        Guess(0, 220, 35_300, "clean", "us", _REPORT),
        Guess(0, 220, 30_000, "clean", _CHEMICALS, _REPORT),
        Guess(0, 220, 40_000, "process", source=_REPORT),
        Guess(0, 220, 18_000, "process", "us", _REPORT),
        Guess(0, 220, 16_000, "process", _CHEMICALS, _REPORT),
        Guess(0, 220, 24_000, "water", source=_REPORT),
        Guess(0, 220, 11_000, "water", "us", _REPORT),
        Guess(0, 220, 78_000, "pack", source=_REPORT),
        Guess(0, 220, 17_600, "pack", "us", _REPORT),
        Guess(0, 220, 45_000, "pack", _BOXES, "S. Morozov | С. Морозов"),
        Guess(0, 220, 10_000, "lube", source=_REPORT),
        Guess(0, 220, 6_600, "lube", "us", _REPORT),
        Guess(0, 220, 4_000, "dosing", source=_REPORT),
        Guess(0, 220, 300, "dosing", "us", _REPORT),
        Guess(1, 33, 242_000, source="O. Panina, plan of volumes | О. Панина, план объёмов"),
        Guess(1, 33, 89_600, "", "us", _OURS),
    ),
    intents=(
        Intent("Yoghurt line in Saratov | Линия йогуртов в Саратове",
            "Opening of the Saratov line | Открытие линии в Саратове", 290, True, (
                Offer("Dosing for the yoghurt line | Дозирование для линии йогуртов", "dosing", 2_000, 60, 2,
                    then="Dosing points with the shift | Точки дозирования вместе со сменой", job="yoghurt",
                    who="rybakova", needs="I09"),
                Offer("Cleaners for the yoghurt line | Моющие средства для линии йогуртов", "clean", 180, 30, 2, True,
                    2, rival=_CHEMICALS, who="antipov"),
            ), who="tikhonov", item="K03", talk=290),
        Intent("Less water per litre of milk | Меньше воды на литр молока", "O. Panina, A. Tikhonov | "
            "О. Панина, А. Тихонов", 181, True, (
                Offer("Membrane cleaning, Ulyanovsk | Мойка мембран, Ульяновск", "clean", 110, 100, -1, True, -1,
                    who="davydova", status="won", ago=76,
                    reason="Flux 9 % higher in the trial | На испытании поток выше на 9 %"),
                Offer("Membrane cleaning, Samara and Saratov | Мойка мембран, Самара и Саратов", "clean", 220, 60, 1,
                    True, 1, rival=_CHEMICALS, who="tikhonov", needs="I08",
                    then="Show the flux of Ulyanovsk | Показать поток в Ульяновске"),
                Offer("Tablet salt at a lower price | Таблетированная соль по сниженной цене", "water", 700, 60, -1,
                    status="lost", ago=82,
                    reason="Margin too thin, we left it | Слишком тонкая маржа, отказались сами"),
            ), who="panina", item="K11", talk=33),
        Intent("Own brand instead of private label | Свой бренд вместо частных марок",
            "A. Zubov, at the exhibition | А. Зубов, на выставке", 68, True, (
                Offer("Four-colour boxes | Короба в четыре цвета", "pack", 3_600, 30, 1, rival=_BOXES, who="kotov2",
                    job="drawing", then="Send the drawing of the four-colour box | Отправить чертёж короба в четыре "
                        "цвета"),
                Offer("Labels for the own brand | Этикетка для своего бренда", "pack", 1_200, 10, None,
                    status="postponed", ago=30, reason="Design is not chosen yet | Дизайн ещё не выбран",
                    postponed=1),
            ), who="zubov", item="K11", talk=68),
        Intent("Common purchasing with the daughter company | Общие закупки с дочерней компанией", "S. Morozov | "
            "С. Морозов", 75, None, who="morozov"),
        Intent("Own fleet of milk tankers | Собственный парк молоковозов", "L. Akhmetova | Л. Ахметова", 44, False,
            why="Outside our categories | Не наши категории", who="akhmetova", talk=44),
    ),
    reviews={
        -4: Review("Contract prolonged for a year. | Договор продлён на год."),
        -3: Review("Met the CEO, trained the shift. | Познакомились с генеральным, обучили смену."),
        -2: Review("Trial better than promised. Wallet known by plant. "
            "| Испытание лучше обещанного. Кошелёк известен по заводам."),
        -1: Review("Membranes ordered for the year. Salt dropped on purpose: the margin was too thin. "
            "| Мембраны заказаны на год. От соли отказались сознательно: слишком тонкая маржа.", "",
            "Right about the salt. Get the CFO to the table. "
            "| С солью — правильно. Нужна встреча с финансовым директором."),
    },
    approved={
        3: "The circle hardly moves. Raise our share by packaging for Saratov. "
            "| «Круг» почти не движется. Поднять долю за счёт упаковки для Саратова.",
    },
)
