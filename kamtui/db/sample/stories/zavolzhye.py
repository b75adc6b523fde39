"""Zavolzhye Cheese: new, bought by Volga Dairy, still to become stable."""

from __future__ import annotations

from kamtui.db.sample.potential import Ask
from kamtui.db.sample.potentials.others import ZAVOLGA
from kamtui.db.sample.story import Aim, Job, Later, Line, Mark, Person, Story, Talk, Tie, Trade, Way

# fmt: off
STORY = Story(
    code="ZAVOLGA",
    name="Zavolzhye Cheese | Заволжский сыродел",
    category="N",
    industry="Cheese | Сыроделие",
    region="Saratov | Саратов",
    since="2026-06-18",
    strategic=3,
    domain="zavolgacheese.example",
    phone="+7 845 555-07",
    entities=(("Zavolzhye Cheese LLC | ООО «Заволжский сыродел»", "640041157"),),
    units=("Engels cheese plant | Сырзавод в Энгельсе",),
    parent="VOLGA",
    note="Bought by Volga Dairy this year; keeps its own procurement for now. "
        "| В этом году куплен «Волжским молоком»; закупки пока свои.",
    people=(
        Person("samarin", "Pyotr Samarin | Пётр Самарин", "Director | Директор", 5, "management", "decider", 1,
            "inner_circle", 2, 3, born="1969-05-03", favours="us"),
        Person("stroganov", "Vadim Stroganov | Вадим Строганов", "Chief engineer | Главный инженер", 4, "technical",
            "technical_buyer", 0, "takes_part", 1, 2, "samarin", 1,
            ways=(Way("phone", "+7 917 555-07-17", "mobile | мобильный"),)),
        Person("arkhipova", "Lyudmila Arkhipova | Людмила Архипова", "Chief cheesemaker | Главный технолог-сыродел", 3,
            "production", "influencer", 1, "takes_part", 2, 3, "samarin", 1),
        Person("chernova", "Polina Chernova | Полина Чернова", "Buyer | Менеджер по закупкам", 2, "procurement",
            "buyer", 0, "takes_part", 2, 2, "samarin", 1),
        Person("quality", "Head of the laboratory | Заведующий лабораторией",
            "Head of the laboratory | Заведующий лабораторией", 3, "quality", "influencer", 0, "", 0, 2, "samarin", 1,
            to_meet=True),
    ),
    trade=Trade(7_600_000, 0.0, 11.0, 6, (0.05, 10), {"clean": 3.0, "process": 1.6, "water": 0.6, "dosing": 0.2},
        begun=152),
    marks=(
        Mark("K01", "going", 30,
            "About 11 M, to be checked with the parent company | Около 11 млн, уточнить в головной компании", 0),
        Mark("K06", "done", 40,
            "Director signs, the buyer collects three offers | Подписывает директор, закупщик собирает три предложения",
            0),
        Mark("C03", "done", 75, "V. Stroganov, start of deliveries | В. Строганов, начало поставок"),
        Mark("C06", "done", 120, "P. Samarin, first meeting | П. Самарин, первая встреча"),
        Mark("I01", "done", 100, "Brine baths, washing of moulds | Солильные бассейны, мойка форм"),
        Mark("I04", "planned", 0, "", 1),
        Mark("G01", "planned", 0, "", 2),
    ),
    aims=(Aim("A stable buyer: orders without reminders | Стабильный клиент: заказы без напоминаний", 1),),
    jobs=(
        Job(0, "Collect feedback on the first deliveries | Собрать отзывы о первых поставках", -18, "done",
            "Content; labels in larger type | Довольны; просят шрифт крупнее на этикетках", who="chernova"),
        Job(0, "Washing of moulds: propose a scheme | Мойка форм: предложить схему", 15, who="arkhipova",
            ask=Ask("Technical service | Технический сервис", "one day | один день",
                "Pavel Kiselev | Павел Киселёв", "waiting", 8), key="moulds"),
        Job(0, "Ask the parent company about common procurement | Узнать в головной компании об общих закупках", 20),
        Job(1, "Meet the head of the laboratory | Познакомиться с заведующим лабораторией", who="quality"),
        Job(1, "First quarterly review with the director | Первая встреча по итогам квартала с директором",
            who="samarin", item="I04"),
        Job(2, "Offer a yearly contract | Предложить годовой договор", item="G01", goal=0),
        Job(3, "Decide who serves them on: a KAM or regular sales | Решить, кто ведёт дальше: КАМ или обычные продажи"),
    ),
    talks=(
        Talk(9, "call", "chernova",
            "Next order in two weeks, wants one more pallet of acid "
                "| Следующий заказ через две недели, нужна ещё паллета кислоты"),
        Talk(18, "visit", "arkhipova chernova",
            "Feedback on the first deliveries: content | Отзывы о первых поставках: довольны"),
        Talk(30, "call", "samarin",
            "The parent company may join purchasing next year "
                "| Головная компания может объединить закупки в следующем году"),
        Talk(50, "visit", "stroganov arkhipova",
            "Dosing pump set up, moulds are washed by hand | Насос-дозатор настроен, формы моют вручную"),
        Talk(75, "meeting", "stroganov",
            "Start of deliveries, points of dosing marked | Начало поставок, отмечены точки дозирования", proves="C03"),
        Talk(100, "visit", "arkhipova", "First tour: brine baths, moulds | Первый обход: солильные бассейны, формы",
            proves="I01"),
        Talk(120, "meeting", "samarin chernova",
            "First meeting; trial order agreed | Первая встреча; договорились о пробном заказе", proves="C06"),
        Talk(148, "call", "samarin", "Recommended by Volga Dairy | По рекомендации «Волжского молока»"),
    ),
    this_year={
        1: "A cheese plant of 60 people, bought by Volga Dairy. First orders of cleaners went well. "
            "| Сырзавод на 60 человек, куплен «Волжским молоком». Первые заказы моющих средств прошли хорошо.",
        6: "Rhythm of orders; contact in the laboratory. | Ритм заказов; контакт в лаборатории.",
        7: "Technologist one day. Risk: purchasing goes to the parent company. "
            "| Технолог — один день. Риск: закупки уйдут в головную компанию.",
    },
    state="draft",
    potential=ZAVOLGA,
    later=Later(
        lines=(
            Line("arkhipova", "samarin",
                "Nothing touches the curd without her word | Без её слова к сгустку ничто не прикоснётся"),
        ),
        ties=(
            Tie("anna", "owner", "samarin chernova", 2),
            Tie("kiselev", "owner", "stroganov", 1),
        ),
    ),
)
