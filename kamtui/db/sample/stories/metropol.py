"""Metropol Catering: much work, hardly any margin."""

from __future__ import annotations

from kamtui.db.sample.potential import Ask
from kamtui.db.sample.potentials.others import METROPOL
from kamtui.db.sample.story import Aim, Job, Later, Mark, Person, Story, Talk, Tie, Trade

# fmt: off
STORY = Story(
    code="METROPOL",
    name="Metropol Catering | Метрополь Кейтеринг",
    category="P",
    industry="Canteens and catering | Столовые и кейтеринг",
    region="Moscow | Москва",
    since="2020-08-10",
    strategic=1,
    domain="metropolcatering.example",
    phone="+7 495 555-08",
    entities=(
        ("Metropol Catering LLC | ООО «Метрополь Кейтеринг»", "770081234"),
        ("Metropol Canteens LLC | ООО «Метрополь Столовые»", "770092218"),
        ("Metropol Events LLC | ООО «Метрополь События»", "770093344"),
    ),
    units=("Central kitchen | Фабрика-кухня",),
    note="Forty small deliveries a year for every big one. | На одну крупную поставку — сорок мелких в год.",
    people=(
        Person("feldman", "Arkady Feldman | Аркадий Фельдман", "Owner | Собственник", 5, "management", "decider", -1,
            "inner_circle", 1, 2),
        Person("krylova", "Snezhana Krylova | Снежана Крылова", "Procurement director | Директор по закупкам", 4,
            "procurement", "decider blocker", -2, "inner_circle", 1, 2, "feldman",
            note="Only the price counts, and that every week. | Важна только цена, и обсуждаем её каждую неделю.",
            favours="nobody"),
        Person("dyachenko", "Maxim Dyachenko | Максим Дьяченко", "Head of production | Начальник производства", 4,
            "production", "user", 0, "takes_part", 2, 2, "feldman", 1, "1981-03-29"),
        Person("vershinina", "Alla Vershinina | Алла Вершинина", "Accountant | Бухгалтер", 3, "finance", "", 0, "", 1,
            None, "feldman"),
        Person("plotnikov", "Igor Plotnikov | Игорь Плотников", "Storekeeper | Кладовщик", 1, "logistics", "", 0, "", 1,
            None, "dyachenko", 1),
    ),
    trade=Trade(9_600_000, 0.03, 6.0, 2, (0.1, 12), {"clean": 2.4, "pack": 3.0, "process": 0.5}, 0.2),
    marks=(
        Mark("K01", "done", 160,
            "About 15 M, order history of three suppliers | Около 15 млн, по истории заказов трёх поставщиков"),
        Mark("K06", "done", 300, "Weekly price request to five suppliers | Еженедельный запрос цен пяти поставщикам"),
        Mark("C03", "n/a", 300, "They have no technical service of their own | Своей технической службы нет"),
        Mark("C06", "done", 210, "A. Feldman, ten minutes | А. Фельдман, десять минут"),
        Mark("I01", "done", 250, "Central kitchen | Фабрика-кухня"),
        Mark("G01", "n/a", 250, "Refuses any contract with volumes | Отказываются от договора с объёмами"),
    ),
    aims=(Aim("Margin above 10 % or a goodbye | Маржа выше 10 % или расстаёмся", 1),),
    jobs=(
        Job(-5, "Offer fewer, larger deliveries | Предложить поставки реже и крупнее", result="Refused | Отказ"),
        Job(-4, "Raise prices of film by the index | Поднять цены на плёнку по индексу", status="dropped",
            result="They would leave; kept the price | Ушли бы; цену оставили"),
        Job(-2, "Count what a delivery costs us | Посчитать, во что обходится одна поставка",
            result="3,800 roubles each | 3 800 рублей каждая",
            ask=Ask("Logistics | Логистика", "", "Maria Glebova | Мария Глебова", "given")),
        Job(-1, "Show the cost of deliveries to the owner | Показать собственнику стоимость поставок",
            result="Listened, promised to think | Выслушал, обещал подумать", who="feldman"),
        Job(0, "Minimum order: agree inside | Минимальный заказ: согласовать у себя", -22, "done",
            "30,000 roubles from next quarter | 30 000 рублей со следующего квартала",
            ask=Ask("Sales management | Руководство продаж", "decision | решение",
                "Dmitry Lavrov | Дмитрий Лавров", "given")),
        Job(0, "Tell S. Krylova about the minimum order | Сообщить С. Крыловой о минимальном заказе", 11, who="krylova",
            priority="high"),
        Job(0, "Move small lots to the distributor | Перевести мелкие партии на дистрибьютора", 27),
        Job(1, "Decide: restructure or drop | Решить: перестраивать или отказаться", goal=0, priority="high",
            ask=Ask("Sales management | Руководство продаж", "", "Dmitry Lavrov | Дмитрий Лавров")),
        Job(2, "Check the margin after the change | Проверить маржу после изменений"),
    ),
    talks=(
        Talk(4, "call", "krylova", "Wants another 3 % off film | Хочет ещё минус 3 % на плёнку", proactive=False),
        Talk(13, "email", "vershinina", "Reconciliation signed | Акт сверки подписан", proactive=False),
        Talk(24, "call", "dyachenko",
            "Likes the foam cleaner, no say in prices | Пенное средство нравится, на цены не влияет"),
        Talk(48, "call", "krylova", "Compared us with four others | Сравнила нас ещё с четырьмя", proactive=False),
        Talk(83, "meeting", "feldman dyachenko", "Cost of deliveries shown | Показали стоимость поставок"),
        Talk(150, "call", "krylova", "Price request again | Опять запрос цен", proactive=False),
        Talk(250, "visit", "dyachenko plotnikov",
            "Central kitchen: small store, daily deliveries | Фабрика-кухня: маленький склад, поставки каждый день",
            proves="I01"),
    ),
    this_year={
        1: "Many small deliveries, three legal entities, margin below 10 %. "
            "| Много мелких поставок, три юрлица, маржа ниже 10 %.",
        3: "The circle grows, but not where we earn. | «Круг» растёт, но не там, где мы зарабатываем.",
        6: "Margin above 10 %, or hand over to a distributor. | Маржа выше 10 % — или передаём дистрибьютору.",
        7: "Minimum order, fewer deliveries. Risk: they leave, and that is acceptable. "
            "| Минимальный заказ, реже поставки. Риск: уйдут, и это приемлемо.",
    },
    last_year={6: "Larger deliveries. | Крупнее поставки."},
    state="submitted",
    potential=METROPOL,
    later=Later(ties=(Tie("glebova", "owner", "plotnikov", 1, "Daily deliveries | Ежедневные поставки"),)),
)
