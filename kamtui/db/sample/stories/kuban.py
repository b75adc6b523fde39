"""Kuban Preserves: the account as it should be."""

from __future__ import annotations

from kamtui.db.sample.story import Aim, Job, Mark, Person, Story, Talk, Trade

# fmt: off
STORY = Story(
    code="KUBAN",
    name="Kuban Preserves | Кубанские консервы",
    category="K",
    industry="Canned vegetables, sauces | Овощные консервы, соусы",
    region="Krasnodar | Краснодар",
    since="2015-05-20",
    strategic=5,
    domain="kubanpreserves.example",
    phone="+7 861 555-03",
    entities=(("Kuban Preserves JSC | АО «Кубанские консервы»", "230064471"),),
    units=("Krymsk plant | Завод в Крымске", "Sauce workshop | Соусный цех"),
    deputy="sergey",
    progress_set="full",
    people=(
        Person("sheremet", "Andrey Sheremet | Андрей Шеремет", "Owner and CEO | Собственник, генеральный директор", 5,
            "management", "decider", 1, "inner_circle", 3, 4, born="1966-06-14"),
        Person("bondar", "Larisa Bondar | Лариса Бондарь", "Operations director | Операционный директор", 4,
            "production", "sponsor", 2, "inner_circle", 4, 4, "sheremet", born="1972-10-09"),
        Person("melnik", "Nikolai Melnik | Николай Мельник", "Procurement director | Директор по закупкам", 4,
            "procurement", "decider", 1, "takes_part", 3, 3, "sheremet"),
        Person("avetisyan", "Karina Avetisyan | Карина Аветисян", "CFO | Финансовый директор", 4, "finance",
            "economic_buyer", 1, "takes_part", 2, 3, "sheremet"),
        Person("ponomarev", "Ilya Ponomarev | Илья Пономарёв", "Chief process engineer | Главный технолог", 3,
            "technical", "champion", 2, "takes_part", 4, 4, "bondar", 1, "1984-11-24", "clean process"),
        Person("sidorenko", "Vera Sidorenko | Вера Сидоренко", "Head of quality | Руководитель службы качества", 3,
            "quality", "influencer", 1, "takes_part", 3, 3, "bondar", 1),
        Person("tkach", "Alina Tkach | Алина Ткач", "Buyer | Менеджер по закупкам", 2, "procurement", "buyer", 1,
            "takes_part", 3, 3, "melnik", 1, "1994-04-02", "pack clean"),
        Person("ruban", "Stepan Ruban | Степан Рубан", "Logistics planner | Специалист по логистике", 2, "logistics",
            "user", 0, "outside", 2, 2, "bondar", 1),
    ),
    trade=Trade(36_200_000, 0.14, 9.0, 3, (0.3, 8), {"clean": 3.6, "process": 1.6, "water": 1.2, "pack": 2.8, "lube":
        0.9, "dosing": 0.25}),
    marks=(
        Mark("K01", "done", 150, "64 M a year; opened by the CFO | 64 млн в год; показала финдиректор", -1),
        Mark("K02", "done", 150, "Us 57 %, a film plant 25 %, others 18 % "
            "| Мы 57 %, плёночный завод 25 %, прочие 18 %", -1),
        Mark("K03", "done", 120, "Tomato line, glass instead of tin | Линия томатов, стекло вместо жести", -1),
        Mark("K04", "done", 200, "Boiler house; tender in spring | Котельная; тендер весной", -2),
        Mark("K05", "done", 500, "Plant and sauce workshop | Завод и соусный цех"),
        Mark("K06", "done", 520, "Technologist, director, one signature | Технолог, директор, одна подпись"),
        Mark("K07", "done", 190, "Cost per thousand jars, complaints | Себестоимость тысячи банок, рекламации"),
        Mark("K08", "done", 610, "From the washing of raw material to the steriliser "
            "| От мойки сырья до стерилизатора"),
        Mark("K09", "done", 50, "Film plant is late in the season | Плёночный завод срывает сроки в сезон"),
        Mark("K10", "done", 230, "1.9 M a year by a shorter wash | 1,9 млн в год на короткой мойке", -2),
        Mark("K11", "done", 260, "Export of sauces, two chains | Экспорт соусов, две сети"),
        Mark("K12", "done", 140, "Operations and quality together, finance neutral "
            "| Производство и качество заодно, финансы нейтральны"),
        Mark("C01", "done", 600, "L. Bondar, A. Sheremet, I. Ponomarev | Л. Бондарь, А. Шеремет, И. Пономарёв"),
        Mark("C02", "done", 720, "N. Melnik, framework contract | Н. Мельник, рамочный договор"),
        Mark("C03", "done", 720, "I. Ponomarev, first trial | И. Пономарёв, первое испытание"),
        Mark("C04", "done", 700, "Workshop managers of both shifts | Начальники цеха обеих смен"),
        Mark("C05", "done", 300, "K. Avetisyan, saving calculation | К. Аветисян, расчёт экономии"),
        Mark("C06", "done", 560, "A. Sheremet, dinner after the season | А. Шеремет, ужин после сезона"),
        Mark("C07", "done", 480, "V. Sidorenko, audit | В. Сидоренко, аудит"),
        Mark("C09", "done", 400, "I. Ponomarev warned us of a rival's trial "
            "| И. Пономарёв предупредил об испытании конкурента"),
        Mark("C10", "done", 540, "L. Bondar introduced us to A. Sheremet | Л. Бондарь познакомила с А. Шереметом"),
        Mark("C11", "done", 210, "D. Lavrov and A. Sheremet | Д. Лавров и А. Шеремет", -2),
        Mark("I01", "done", 90, "Season walk with the shift leaders | Обход в сезон с начальниками смен", -1),
        Mark("I02", "done", 240, "Strategy day, the part on packaging | Стратегическая сессия, часть об упаковке", -3),
        Mark("I03", "done", 450, "First Tuesday of the month | Первый вторник месяца"),
        Mark("I04", "done", 32, "With A. Sheremet: effect of the year confirmed "
            "| С А. Шереметом: эффект за год подтверждён"),
        Mark("I06", "done", 330, "Dry lubricant on the jar conveyor | Сухая смазка на банкоконвейере"),
        Mark("I07", "done", 100, "Washing before the season, 31 people | Мойка перед сезоном, 31 человек", -1),
        Mark("I08", "done", 40, "1.9 M, letter signed by the CFO | 1,9 млн, письмо подписала финдиректор", 0),
        Mark("I10", "done", 280, "Printed boxes for sauces | Короба с печатью для соусов", -3),
        Mark("I11", "done", 110, "Case for our site with figures | Кейс с цифрами для нашего сайта", -1),
        Mark("G01", "done", 380, "Three years, prices by formula | Три года, цена по формуле"),
        Mark("G02", "done", 370, "Letter of preferred supplier | Письмо о предпочтительном поставщике"),
        Mark("G04", "done", 180, "14 items | 14 позиций", -2),
        Mark("G05", "done", 160, "Season plan every month | План на сезон каждый месяц", -2),
        Mark("G06", "done", 340, "Cleaner without odour for sauces | Средство без запаха для соусов"),
        Mark("G07", "done", 310, "Washing regulation of the sauce workshop | Регламент мойки соусного цеха"),
        Mark("G03", "going", 30, "Test messages pass | Тестовые сообщения проходят", 0),
        Mark("G09", "done", 365, "Two hours, one number | Два часа, единый номер"),
        Mark("G11", "done", 250, "Signed with L. Bondar | Подписан с Л. Бондарь", -3),
    ),
    aims=(
        Aim("Joint plan carried out in full | Совместный план выполнен полностью"),
        Aim("Effect of the year confirmed in writing | Эффект за год подтверждён письменно", 0, 0, True),
        Aim("Orders by EDI | Заказы по EDI", 0, 0),
        Aim("Boiler house on our water treatment | Котельная на нашей водоподготовке", 2),
    ),
    jobs=(
        Job(-7, "Dry lubricant on the jar conveyor | Сухая смазка на банкоконвейере", result="Water use down by half "
            "| Расход воды вдвое меньше"),
        Job(-6, "Wash regulation for the sauce workshop | Регламент мойки соусного цеха", result="Our cleaner is in it "
            "| Наше средство внесено"),
        Job(-5, "Season stock on their site | Сезонный запас на их складе", result="No stoppage during the season "
            "| За сезон ни одной остановки"),
        Job(-4, "Contract with prices by formula | Договор с ценой по формуле", result="Signed for three years "
            "| Подписан на три года"),
        Job(-3, "Take part in the strategy day | Принять участие в стратегической сессии", result="Invited to the "
            "packaging group | Пригласили в группу по упаковке", item="I02"),
        Job(-3, "Agree the joint plan with L. Bondar | Согласовать совместный план с Л. Бондарь", result="Signed by "
            "both sides | Подписан обеими сторонами", item="G11"),
        Job(-2, "Automatic replenishment for 14 items | Автопополнение по 14 позициям", result="Works since the "
            "start of the season | Работает с начала сезона", item="G04"),
        Job(-2, "Executive pair: first meeting | Пара руководителей: первая встреча", result="D. Lavrov met A. "
            "Sheremet | Д. Лавров встретился с А. Шереметом", item="C11"),
        Job(-1, "Train the season workers | Обучить сезонных рабочих", result="31 people in three days "
            "| 31 человек за три дня", item="I07"),
        Job(-1, "Write the case with figures | Подготовить кейс с цифрами", result="Published with their logo "
            "| Опубликован с их логотипом", item="I11"),
        Job(-1, "Walk the lines at the height of the season | Обойти линии в разгар сезона", result="Two ideas for "
            "the tomato line | Две идеи для линии томатов", item="I01"),
        Job(0, "Get the effect confirmed in writing | Получить письменное подтверждение эффекта", -40, "done",
            "1.9 M a year, letter of the CFO | 1,9 млн в год, письмо финдиректора", who="avetisyan", item="I08",
            goal=1),
        Job(0, "Quarterly review with the owner | Итоги квартала с собственником", -32, "done",
            "Plan of next year welcomed | План на следующий год одобрен", who="sheremet", item="I04"),
        Job(0, "Season results: consumption by line | Итоги сезона: расход по линиям", -12, "done",
            "Sent, two lines below the norm | Отправлено, две линии ниже нормы", who="ponomarev"),
        Job(0, "EDI: ten real orders without a fault | EDI: десять боевых заказов без ошибок", 14, who="ruban", item=
            "G03", goal=2, ask="IT, two days | ИТ, два дня"),
        Job(0, "Draft the joint plan for next year | Подготовить проект совместного плана на следующий год", 23, who=
            "bondar"),
        Job(1, "Water analysis for the boiler house | Анализ воды для котельной", ask="Laboratory, samples "
            "| Лаборатория, пробы"),
        Job(1, "Offer glass jar washing | Предложить мойку стеклобанки", who="ponomarev"),
        Job(2, "Tender for the boiler house | Тендер по котельной", goal=3, priority="high"),
        Job(3, "Season stock, one month ahead | Сезонный запас за месяц до старта"),
    ),
    talks=(
        Talk(3, "call", "ponomarev", "Tomato line: wants to try the new acid in winter "
            "| Линия томатов: зимой хочет попробовать новую кислоту"),
        Talk(6, "message", "tkach", "December order fixed, two trucks | Зимний заказ закреплён, две машины"),
        Talk(11, "email", "avetisyan bondar", "Season results sent to both; questions about the boiler house "
            "| Итоги сезона отправлены обеим; вопросы по котельной"),
        Talk(18, "visit", "ponomarev sidorenko", "Winter washing plan agreed line by line "
            "| План зимней мойки согласован по линиям"),
        Talk(25, "call", "melnik", "Formula works, price of caustic soda follows the index "
            "| Формула работает, цена на щёлочь идёт за индексом"),
        Talk(32, "meeting", "sheremet bondar", "Quarterly review: effect confirmed, plan of next year begun "
            "| Итоги квартала: эффект подтверждён, начали план на следующий год", by="dmitry"),
        Talk(40, "meeting", "avetisyan", "Saving of the year counted together: 1.9 M "
            "| Вместе посчитали экономию за год: 1,9 млн"),
        Talk(46, "call", "ruban tkach", "Test of electronic orders passed | Тест электронных заказов прошёл"),
        Talk(61, "visit", "bondar ponomarev", "End of the season, tour of both workshops "
            "| Конец сезона, обход обоих цехов"),
        Talk(88, "visit", "ponomarev sidorenko ruban", "Height of the season: two ideas for the tomato line "
            "| Разгар сезона: две идеи для линии томатов"),
        Talk(101, "event", "sidorenko", "Training of season workers, 31 people "
            "| Обучение сезонных рабочих, 31 человек"),
        Talk(125, "meeting", "bondar melnik", "Season plan checked against stock | План на сезон сверен с запасом"),
        Talk(162, "meeting", "tkach ruban", "Replenishment started for 14 items "
            "| Автопополнение запущено по 14 позициям"),
        Talk(211, "meeting", "sheremet", "First meeting of the two directors | Первая встреча двух директоров", by=
            "dmitry"),
        Talk(241, "event", "sheremet bondar melnik", "Strategy day: packaging and export "
            "| Стратегическая сессия: упаковка и экспорт"),
        Talk(302, "meeting", "avetisyan", "First saving calculation | Первый расчёт экономии"),
    ),
    this_year={
        1: "One plant and a sauce workshop; season from June to October. We deliver four categories of five. No "
            "claims for two years. "
        "| Завод и соусный цех; сезон с июня по октябрь. Поставляем четыре категории из пяти. Два года без претензий.",
        2: "People on every level; L. Bondar opens any door, I. Ponomarev warns of rivals. "
            "| Люди на всех уровнях; Л. Бондарь открывает любую дверь, И. Пономарёв предупреждает о конкурентах.",
        3: "The circle grows with the tomato line; our share grows by water treatment. Double effect. "
            "| «Круг» растёт с линией томатов, доля — с водоподготовкой. Двойной эффект.",
        4: "• Tomato line\n• Glass instead of tin\n• New boiler house "
            "| • Линия томатов\n• Стекло вместо жести\n• Новая котельная",
        5: "• Water treatment of the boiler house: 3 M a year\n• Washing of glass jars: 1.2 M a year "
            "| • Водоподготовка котельной: 3 млн в год\n• Мойка стеклобанки: 1,2 млн в год",
        6: "Orders by EDI; effect confirmed; joint plan for next year signed early. "
            "| Заказы по EDI; эффект подтверждён; совместный план на следующий год подписан заранее.",
        7: "IT two days, laboratory for water samples. Risk: comfort; every quarter one new idea. "
            "| ИТ — два дня, лаборатория — пробы воды. Риск: привычка; каждый квартал — одна новая идея.",
    },
    last_year={
        1: "Stable account, one plant, three categories of ours. | Стабильный клиент, один завод, три наших категории.",
        3: "Share grows by packaging for sauces. | Доля растёт за счёт упаковки для соусов.",
        6: "Long contract, first order of printed boxes. | Длинный договор, первый заказ коробов с печатью.",
        7: "Stock on their site in the season; dry lubricant. | Запас на их складе в сезон; сухая смазка.",
    },
    next_year={3: "Boiler house and glass: the circle grows by a tenth. "
        "| Котельная и стекло: «круг» вырастет на десятую часть."},
)
