"""Ural Meat: the buyer has left and orders fall."""

from __future__ import annotations

from kamtui.db.sample.story import Aim, Job, Mark, Person, Story, Talk, Trade

# fmt: off
STORY = Story(
    code="URALMEAT",
    name="Ural Meat | Уральский мясной двор",
    category="A",
    industry="Meat and sausages | Мясо и колбасы",
    region="Yekaterinburg | Екатеринбург",
    since="2018-02-12",
    strategic=3,
    domain="uralmeat.example",
    phone="+7 343 555-06",
    entities=(("Ural Meat JSC | АО «Уральский мясной двор»", "660047718"), ("Ural Meat Trade LLC | ООО «УМД-Трейд»",
        "660050293")),
    units=("Yekaterinburg plant | Завод в Екатеринбурге", "Chelyabinsk plant | Завод в Челябинске"),
    people=(
        Person("khasanov", "Ruslan Khasanov | Руслан Хасанов", "CEO | Генеральный директор", 5, "management",
            "decider", 0, "inner_circle", 2, 3, born="1970-01-16"),
        Person("nekrasov", "Stanislav Nekrasov | Станислав Некрасов", "Procurement director | Директор по закупкам", 4,
            "procurement", "decider champion", 1, "inner_circle", 3, 3, "khasanov", left=41,
               note="Went to a retail chain; stays in touch. | Ушёл в торговую сеть; на связи."),
        Person("ushakov", "Fedor Ushakov | Фёдор Ушаков", "Production director | Директор по производству", 4,
            "production", "influencer", 0, "takes_part", 2, 3, "khasanov", 1),
        Person("drozdova", "Inna Drozdova | Инна Дроздова", "Chief process engineer | Главный технолог", 3,
            "technical", "influencer", 1, "takes_part", 3, 3, "ushakov", 1, "1982-09-21"),
        Person("pashkova", "Galina Pashkova | Галина Пашкова", "Acting head of procurement "
            "| И. о. начальника закупок", 3, "procurement", "buyer", -1, "takes_part", 1, 3, "khasanov", 1),
        Person("lisina", "Zoya Lisina | Зоя Лисина", "Head of sanitation | Начальник санитарной службы", 2,
            "production", "user", 1, "outside", 2, 2, "ushakov", 1),
        Person("new", "Procurement director | Директор по закупкам", "Procurement director, to be appointed "
            "| Директор по закупкам, ещё не назначен", 4, "procurement", "decider", 0, "inner_circle", 0, 2,
            "khasanov", to_meet=True),
    ),
    trade=Trade(15_600_000, -0.05, 9.0, 38, (0.08, 12), {"clean": 3.8, "process": 2.6, "pack": 1.5, "dosing": 0.1},
        fall=(130, 0.42)),
    marks=(
        Mark("K01", "done", 150, "46 M a year, S. Nekrasov | 46 млн в год, С. Некрасов"),
        Mark("K02", "done", 140, "Us 42 %, a new distributor enters | Мы 42 %, заходит новый дистрибьютор"),
        Mark("K04", "going", 50, "Slicing workshop, date unclear | Цех нарезки, срок неясен", 0),
        Mark("K06", "done", 430, "Procurement director alone up to 3 M | До 3 млн решает директор по закупкам"),
        Mark("C01", "going", 41, "The decider and champion has left | ЛПР и внутренний адвокат ушёл", 0),
        Mark("C03", "done", 390, "I. Drozdova and the chief engineer | И. Дроздова и главный инженер"),
        Mark("C06", "done", 280, "R. Khasanov, trade fair | Р. Хасанов, выставка"),
        Mark("I01", "done", 200, "Yekaterinburg, boning room | Екатеринбург, цех обвалки"),
        Mark("G01", "done", 460, "Contract ends next summer | Договор до следующего лета"),
    ),
    aims=(Aim("Win the orders back | Вернуть заказы", 1),),
    jobs=(
        Job(-6, "Nitrite mix: fix the price | Нитритная смесь: зафиксировать цену", result="Fixed for half a year "
            "| Зафиксировали на полгода"),
        Job(-4, "Contract with both legal entities | Договор с обоими юрлицами", result="Signed | Подписан"),
        Job(-3, "Visit the boning room | Побывать в цехе обвалки", result="Foam cleaning wanted | Нужна пенная мойка",
            item="I01"),
        Job(-2, "Offer foam stations | Предложить пеногенераторы", result="Put off by the budget "
            "| Отложили из-за бюджета"),
        Job(-1, "Check why orders go down | Выяснить, почему снижаются заказы", result="A distributor gave them 60 "
            "days of credit | Дистрибьютор дал отсрочку 60 дней", who="nekrasov"),
        Job(0, "Thank S. Nekrasov and ask for an introduction | Поблагодарить С. Некрасова и попросить познакомить",
            -33, "done", "Introduced us to G. Pashkova by phone | Познакомил с Г. Пашковой по телефону"),
        Job(0, "Meet the CEO about the way forward | Встретиться с генеральным о дальнейшей работе", 9, who=
            "khasanov", priority="high", ask="Head, joint visit | Руководитель, совместный визит"),
        Job(0, "Check claims, debt, stock and price | Проверить претензии, долг, склад и цену", 8, priority="high", key=
            "check"),
        Job(0, "Answer to the 60 days of credit | Наш ответ на отсрочку 60 дней", 24, ask="Finance, limit "
            "| Финансы, лимит"),
        Job(1, "Foam cleaning: show the saving | Пенная мойка: показать экономию", who="ushakov"),
        Job(1, "Meet the new procurement director | Познакомиться с новым директором по закупкам", who="new", goal=0),
        Job(2, "Prolong the contract | Продлить договор", priority="high"),
    ),
    talks=(
        Talk(7, "call", "pashkova", "Cool; says stock is enough until the new year "
            "| Прохладно; говорит, запаса хватит до нового года", "Check claims, debt, stock and price "
            "| Проверить претензии, долг, склад и цену", "check", False),
        Talk(17, "call", "drozdova", "The other cleaner foams worse; the shift complains "
            "| Другое средство пенится хуже, смена жалуется"),
        Talk(33, "call", "nekrasov", "Has left; advises to go straight to the CEO "
            "| Ушёл; советует идти прямо к генеральному"),
        Talk(35, "call", "lisina pashkova", "Introduced by phone, asked to write "
            "| Познакомились по телефону, просит написать"),
        Talk(56, "visit", "ushakov lisina", "Orders lower since summer; a rival stands in the store "
            "| Заказы ниже с лета; на складе стоит конкурент"),
        Talk(93, "meeting", "nekrasov", "A distributor offers 60 days of credit "
            "| Дистрибьютор предлагает отсрочку 60 дней"),
        Talk(120, "call", "khasanov", "Expects savings from all suppliers | Ждёт экономии от всех поставщиков"),
        Talk(200, "visit", "drozdova ushakov", "Boning room: foam cleaning wanted | Цех обвалки: нужна пенная мойка"),
        Talk(282, "event", "khasanov nekrasov", "Trade fair, talk on prices | Выставка, разговор о ценах"),
    ),
    this_year={
        1: "Orders fall since summer; the buyer who knew us has left. "
            "| С лета заказы падают; закупщик, который нас знал, ушёл.",
        2: "CEO known, procurement to be won anew, process engineers on our side. "
            "| Генерального знаем, закупки надо завоёвывать заново, технологи на нашей стороне.",
        3: "The circle is flat, our share falls to a distributor with long credit. "
            "| «Круг» не растёт, долю забирает дистрибьютор с длинной отсрочкой.",
        6: "Win back the orders; a new door in procurement. | Вернуть заказы; новая дверь в закупках.",
        7: "Head: joint visit to the CEO. Finance: answer on credit. Risk: contract ends and is not prolonged. "
            "| Руководитель: совместный визит к генеральному. Финансы: ответ по отсрочке. Риск: договор закончится, "
            "и его не продлят.",
    },
    last_year={3: "Share grows by packaging. | Доля растёт за счёт упаковки.", 6:
        "One contract for both legal entities. | Один договор на оба юрлица."},
    state="approved",
)
