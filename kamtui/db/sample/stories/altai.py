"""Altai Grain: quiet and healthy."""

from __future__ import annotations

from kamtui.db.sample.potentials.others import ALTAI
from kamtui.db.sample.story import Aim, Job, Later, Mark, Person, Story, Talk, Tie, Trade

# fmt: off
STORY = Story(
    code="ALTAI",
    name="Altai Grain | Алтайское зерно",
    category="R",
    industry="Flour and pasta | Мука и макаронные изделия",
    region="Barnaul | Барнаул",
    since="2016-10-17",
    strategic=2,
    domain="altaigrain.example",
    phone="+7 385 555-09",
    entities=(("Altai Grain JSC | АО «Алтайское зерно»", "220036645"),),
    units=("Barnaul mill | Мельница в Барнауле", "Pasta factory | Макаронная фабрика"),
    cadence=60,
    people=(
        Person("rogov", "Gennady Rogov | Геннадий Рогов", "CEO | Генеральный директор", 5, "management",
            "decider sponsor", 1, "inner_circle", 2, 3, born="1961-07-25"),
        Person("shishkin", "Egor Shishkin | Егор Шишкин", "Chief engineer | Главный инженер", 4, "technical",
            "technical_buyer champion", 1, "takes_part", 3, 3, "rogov", 1),
        Person("kolesnik", "Raisa Kolesnik | Раиса Колесник", "Chief accountant | Главный бухгалтер", 4, "finance",
            "economic_buyer", 0, "takes_part", 2, 2, "rogov"),
        Person("popova", "Valentina Popova | Валентина Попова", "Head of procurement | Начальник отдела закупок", 3,
            "procurement", "buyer", 1, "takes_part", 3, 3, "rogov", 2, "1978-12-12", "pack"),
        Person("yudin", "Anton Yudin | Антон Юдин", "Packing line leader | Бригадир линии фасовки", 2, "production",
            "user", 0, "outside", 2, 2, "shishkin", 2),
        Person("gorbunov", "Semyon Gorbunov | Семён Горбунов", "Dispatcher | Диспетчер", 2, "logistics", "", 1, "", 2,
            None, "popova", 2, chosen=True),
    ),
    trade=Trade(11_300_000, 0.07, 13.0, 5, (0.1, 10), {"pack": 4.2, "clean": 0.8, "water": 0.7, "lube": 0.4},
        via="Siberian Supply | Сибснаб", units=2),
    marks=(
        Mark("K01", "done", 170, "19 M a year, V. Popova | 19 млн в год, В. Попова", -2),
        Mark("K02", "done", 170, "Us 59 %, a local printer 41 % | Мы 59 %, местная типография 41 %", -2),
        Mark("K03", "done", 110, "A second packing line | Вторая линия фасовки", -1),
        Mark("K06", "done", 500, "V. Popova chooses, the CEO signs | В. Попова выбирает, генеральный подписывает"),
        Mark("C01", "done", 450, "G. Rogov, E. Shishkin | Г. Рогов, Е. Шишкин"),
        Mark("C03", "done", 640, "E. Shishkin, boiler house | Е. Шишкин, котельная"),
        Mark("C06", "done", 350, "G. Rogov, jubilee of the mill | Г. Рогов, юбилей мельницы"),
        Mark("I01", "done", 200, "Pasta factory | Макаронная фабрика", -2),
        Mark("I04", "done", 42, "With V. Popova and G. Rogov | С В. Поповой и Г. Роговым"),
        Mark("G01", "done", 300, "Contract for a year, prolongs itself | Договор на год с автопродлением", -3),
    ),
    aims=(Aim("Film for the second packing line | Плёнка для второй линии фасовки", 1),),
    jobs=(
        Job(-6, "New design of the film | Новый дизайн плёнки", result="Printed in time | Напечатали в срок"),
        Job(-3, "Contract with automatic prolongation | Договор с автопродлением", result="Signed | Подписан",
            item="G01"),
        Job(-2, "Visit the pasta factory | Побывать на макаронной фабрике",
            result="Second line is being bought | Покупают вторую линию", item="I01"),
        Job(-1, "Film tests for the second line | Испытания плёнки для второй линии", result="Passed | Прошли",
            who="yudin"),
        Job(0, "Quarterly review with V. Popova | Итоги квартала с В. Поповой", -42, "done",
            "No claims, forecast received | Претензий нет, прогноз получен", who="popova", item="I04"),
        Job(0, "Price of film for next year | Цена плёнки на следующий год", 17, who="popova"),
        Job(1, "First film for the second line | Первая плёнка для второй линии", goal=0, key="film"),
        Job(2, "Boiler water: yearly check | Вода котельной: ежегодная проверка", who="shishkin"),
    ),
    talks=(
        Talk(10, "call", "popova gorbunov", "Trucks for the next month agreed | Согласовали машины на месяц вперёд"),
        Talk(29, "message", "yudin", "Film runs well, photo from the line | Плёнка идёт хорошо, фото с линии",
            proactive=False),
        Talk(42, "meeting", "popova rogov",
            "Quarterly review: no claims, forecast for half a year "
                "| Итоги квартала: претензий нет, прогноз на полгода", proves="I04"),
        Talk(55, "call", "shishkin kolesnik",
            "Boiler water in order; payment by the month | Вода котельной в норме; оплата помесячно"),
        Talk(112, "call", "popova", "A second packing line is planned | Планируют вторую линию фасовки"),
        Talk(200, "visit", "shishkin yudin", "Tour of the pasta factory | Обход макаронной фабрики", proves="I01"),
        Talk(345, "event", "rogov", "Jubilee of the mill | Юбилей мельницы", by="dmitry"),
    ),
    this_year={
        1: "Mill and pasta factory. Film and cleaners, steady growth. "
            "| Мельница и макаронная фабрика. Плёнка и моющие средства, ровный рост.",
        3: "The circle grows with the second packing line; we keep our share. "
            "| «Круг» растёт со второй линией фасовки; долю держим.",
        6: "Film for the second line. | Плёнка для второй линии.",
        7: "One visit a quarter is enough. Risk: the local printer lowers prices. "
            "| Достаточно одного визита в квартал. Риск: местная типография снизит цены.",
    },
    last_year={3: "Flat; hold. | Без роста; удерживать.",
        6: "A contract that prolongs itself. | Договор с автопродлением."},
    potential=ALTAI,
    later=Later(
        ties=(
            Tie("anna", "owner", "popova shishkin", 3),
            Tie("dmitry", "knows", "rogov", 2, "Jubilee of the mill | Юбилей мельницы"),
        ),
    ),
)
