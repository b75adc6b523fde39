"""Baltic Fish: good business that hangs on one person."""

from __future__ import annotations

from kamtui.db.sample.potential import Ask
from kamtui.db.sample.potentials.others import BALTIC
from kamtui.db.sample.story import Aim, Job, Later, Mark, Person, Story, Talk, Tie, Trade

# fmt: off
STORY = Story(
    code="BALTIC",
    name="Baltic Fish | Балтийская рыба",
    category="A",
    industry="Fish processing | Переработка рыбы",
    region="Kaliningrad | Калининград",
    since="2019-04-22",
    strategic=2,
    domain="balticfish.example",
    phone="+7 401 555-05",
    entities=(("Baltic Fish LLC | ООО «Балтийская рыба»", "390015523"),),
    units=("Svetly plant | Завод в Светлом",),
    people=(
        Person("brandt", "Lev Brandt | Лев Брандт", "Owner | Собственник", 5, "management", "decider", 0,
            "inner_circle", 0, 2, language="de"),
        Person("technical", "Technical director | Технический директор", "Technical director | Технический директор", 4,
            "technical", "technical_buyer", 0, "takes_part", 0, 2, "brandt", to_meet=True),
        Person("antonov", "Gleb Antonov | Глеб Антонов", "Head of procurement | Начальник отдела закупок", 3,
            "procurement", "buyer", 0, "takes_part", 3, 3, "brandt", 1, "1986-07-07",
            note="Our only door; retires from procurement in a year or two. "
                "| Наша единственная дверь; через год-два уйдёт из закупок."),
        Person("mazur", "Rita Mazur | Рита Мазур", "Process engineer | Технолог", 2, "technical", "user", 0, "outside",
            0, 2, "technical", 1),
        Person("chief", "Head of production | Начальник производства", "Head of production | Начальник производства", 3,
            "production", "influencer", 0, "takes_part", 0, 2, "brandt", 1, to_meet=True),
    ),
    trade=Trade(14_100_000, 0.05, 11.0, 5, (0.2, 12), {"clean": 3.5, "pack": 2.6, "process": 0.9, "dosing": 0.15}),
    marks=(
        Mark("K01", "going", 45, "His guess is 30 M, no document | Его оценка — 30 млн, документа нет", 0),
        Mark("K02", "planned", 0, "", 1),
        Mark("K06", "done", 380,
            "G. Antonov compares, the owner signs | Г. Антонов сравнивает, собственник подписывает"),
        Mark("C03", "planned", 0, "", 0),
        Mark("C06", "planned", 0, "", 1),
        Mark("I01", "done", 290, "Brine line, smoke chambers | Линия посола, коптильные камеры"),
        Mark("G01", "n/a", 200, "They work by single orders only | Работают только по разовым заказам"),
    ),
    aims=(Aim("Two more doors beside procurement | Ещё две двери, кроме закупок", 1),),
    jobs=(
        Job(-6, "Send samples of barrier film | Отправить образцы барьерной плёнки",
            result="Taken for smoked fish | Взяли для копчёной рыбы"),
        Job(-4, "Agree on delivery every second week | Договориться о поставках раз в две недели",
            result="Agreed | Договорились"),
        Job(-2, "Ask for a tour of the plant | Попросить об экскурсии по заводу", status="dropped",
            result="G. Antonov prefers to keep us to himself | Г. Антонов предпочитает вести нас сам"),
        Job(-1, "Offer an analysis of brine | Предложить анализ рассола",
            result="Samples taken by the driver | Пробы передали с водителем",
            ask=Ask("Laboratory | Лаборатория", "", "Igor Samoylov | Игорь Самойлов", "given")),
        Job(-1, "Ask G. Antonov for volumes of film | Узнать у Г. Антонова объёмы плёнки", status="open",
            who="antonov"),
        Job(0, "Result of the brine analysis: write it up | Результат анализа рассола: оформить", -20, "done",
            "Two pages, waits for a meeting with engineers | Две страницы, нужна встреча с технологами"),
        Job(0, "Ask G. Antonov to bring the technologist | Попросить Г. Антонова привести технолога", 10, who="antonov",
            item="C03", priority="high"),
        Job(1, "Meet the technical director on site | Познакомиться с техническим директором на заводе",
            who="technical", item="C03", goal=0),
        Job(1, "Invite the owner to our laboratory | Пригласить собственника в нашу лабораторию", who="brandt",
            item="C06"),
        Job(2, "Count the wallet with the technologist | Посчитать кошелёк вместе с технологом", item="K01"),
    ),
    talks=(
        Talk(6, "call", "antonov",
            "Orders for two months are fixed; says all goes through him "
                "| Заказы на два месяца закреплены; говорит, всё идёт через него"),
        Talk(19, "email", "antonov", "Analysis of brine sent | Отправлен анализ рассола"),
        Talk(33, "call", "antonov",
            "Will think about a meeting with the technologist | Подумает о встрече с технологом"),
        Talk(62, "message", "antonov",
            "Asked for a discount on film, got a bigger lot instead "
                "| Просил скидку на плёнку, получил условие на объём", proactive=False),
        Talk(110, "call", "antonov", "Delivery dates for the quarter | Сроки поставок на квартал", proactive=False),
        Talk(205, "meeting", "antonov", "Met at the exhibition | Встретились на выставке"),
        Talk(290, "visit", "antonov", "Short tour of the plant | Короткий обход завода", proves="I01"),
    ),
    this_year={
        1: "Steady orders of cleaners and film through one buyer. "
            "| Ровные заказы моющих средств и плёнки через одного закупщика.",
        2: "One person knows us. If he goes, so does the account. | Нас знает один человек. Уйдёт он — уйдёт и клиент.",
        6: "Two active contacts outside procurement. | Два действующих контакта вне закупок.",
        7: "Laboratory: brine analysis as a reason to meet the engineers. "
            "| Лаборатория: анализ рассола как повод для встречи с технологами.",
    },
    last_year={6: "Put deliveries on a rhythm. | Наладить ритм поставок."},
    state="draft",
    potential=BALTIC,
    later=Later(ties=(Tie("anna", "owner", "antonov", 3), Tie("glebova", "knows", "antonov", 2))),
)
