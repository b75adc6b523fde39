"""Siberian Breweries: much was begun, little moves."""

from __future__ import annotations

from kamtui.db.sample.story import Aim, Job, Mark, Person, Story, Talk, Trade

# fmt: off
STORY = Story(
    code="SIBBREW",
    name="Siberian Breweries | Сибирские пивовары",
    category="A",
    industry="Beer and soft drinks | Пиво и безалкогольные напитки",
    region="Novosibirsk | Новосибирск",
    since="2018-11-06",
    strategic=3,
    domain="sibbrew.example",
    phone="+7 383 555-04",
    entities=(("Siberian Breweries LLC | ООО «Сибирские пивовары»", "540029984"),),
    units=("Novosibirsk brewery | Пивоварня в Новосибирске", "Omsk brewery | Пивоварня в Омске"),
    progress_set="full",
    people=(
        Person("kuznetsov", "Boris Kuznetsov | Борис Кузнецов", "CEO | Генеральный директор", 5, "management",
            "decider", 0, "inner_circle", 1, 2, born="1963-08-01"),
        Person("yakovleva", "Tatiana Yakovleva | Татьяна Яковлева", "Procurement director | Директор по закупкам", 4,
            "procurement", "decider buyer", -1, "inner_circle", 1, 3, "kuznetsov"),
        Person("lapin", "Evgeny Lapin | Евгений Лапин", "Technical director | Технический директор", 4, "technical",
            "sponsor", 0, "takes_part", 2, 3, "kuznetsov"),
        Person("shubina", "Daria Shubina | Дарья Шубина", "Chief brewer | Главный пивовар", 3, "production",
            "champion", 1, "takes_part", 3, 3, "lapin", 1, "1987-02-27", "clean process"),
        Person("gusev", "Konstantin Gusev | Константин Гусев", "Head of maintenance | Начальник службы ремонта", 3,
            "technical", "user", 0, "outside", 2, 2, "lapin", 1),
        Person("ilyina", "Nina Ilyina | Нина Ильина", "Buyer | Менеджер по закупкам", 2, "procurement", "buyer", 0,
            "takes_part", 2, 2, "yakovleva", 1),
        Person("cfo", "CFO | Финансовый директор", "CFO | Финансовый директор", 4, "finance", "economic_buyer", 0,
            "takes_part", 0, 2, "kuznetsov", to_meet=True),
    ),
    trade=Trade(27_300_000, 0.02, 9.5, 4, (0.24, 7), {"clean": 4.2, "process": 1.2, "water": 1.8, "lube": 2.4, "pack":
        0.8, "dosing": 0.15}, 0.02),
    marks=(
        Mark("K01", "done", 210, "58 M a year, told by N. Ilyina | 58 млн в год, со слов Н. Ильиной"),
        Mark("K02", "going", 76, "Two rivals named, their shares not yet | Названы два конкурента, доли пока нет", 0),
        Mark("K03", "going", 118, "Promised by the technical director, not given "
            "| Технический директор обещал, но не дал", -1),
        Mark("K06", "done", 400, "Committee of three, once a month | Комитет из трёх человек, раз в месяц"),
        Mark("K08", "done", 560, "Brewhouse, fermentation, filling | Варочный цех, брожение, розлив"),
        Mark("K09", "done", 95, "Lubricant smells on the can line | Смазка пахнет на линии банки"),
        Mark("C01", "done", 250, "E. Lapin, B. Kuznetsov, D. Shubina | Е. Лапин, Б. Кузнецов, Д. Шубина"),
        Mark("C02", "done", 620, "T. Yakovleva, at the tender | Т. Яковлева, на тендере"),
        Mark("C03", "done", 540, "E. Lapin, start of the line | Е. Лапин, запуск линии"),
        Mark("C05", "planned", 0, "", 1),
        Mark("C06", "done", 330, "B. Kuznetsov, exhibition | Б. Кузнецов, выставка"),
        Mark("I01", "done", 300, "Novosibirsk; Omsk not yet | Новосибирск; Омск ещё нет"),
        Mark("I04", "going", 70, "Date postponed twice by procurement | Закупки дважды переносили дату", 0),
        Mark("I06", "going", 104, "Dry lubricant: stands in the store, no line time "
            "| Сухая смазка: лежит на складе, нет времени линии", -1),
        Mark("G01", "going", 62, "Draft with their lawyers | Проект у их юристов", 0),
        Mark("G09", "n/a", 300, "They use the service desk of the group | Работают через службу поддержки группы"),
    ),
    aims=(Aim("Get moving again: three decisions by the end of the year "
        "| Сдвинуть с места: три решения до конца года"), Aim("Dry lubricant on the can line "
        "| Сухая смазка на линии банки", 0, 0)),
    jobs=(
        Job(-6, "Tender for CIP cleaners | Тендер на средства для CIP-мойки", result="Second place, kept two items "
            "| Второе место, две позиции сохранили"),
        Job(-4, "Agree the trial of dry lubricant | Договориться об испытании сухой смазки", result="Agreed with "
            "the chief brewer | Договорились с главным пивоваром"),
        Job(-3, "Visit the Novosibirsk brewery | Побывать на пивоварне в Новосибирске", result="Can line loses time "
            "on washing | Линия банки теряет время на мойке", item="I01"),
        Job(-2, "Deliver lubricant for the trial | Поставить смазку на испытание", result="200 kg in the store "
            "| 200 кг на складе"),
        Job(-2, "Start the trial on the can line | Начать испытание на линии банки", status="moved", result="Moved: "
            "high season, no line time | Перенесено: высокий сезон, нет времени линии", item="I06"),
        Job(-1, "Quarterly review with procurement | Итоги квартала с закупками", status="moved", result="Moved at "
            "T. Yakovleva's request | Перенесено по просьбе Т. Яковлевой", item="I04"),
        Job(-1, "Send the framework contract | Отправить рамочный договор", result="With their lawyers "
            "| У их юристов", item="G01"),
        Job(0, "Compare prices of malt cleaners | Сравнить цены на средства для мойки солода", -28, "done",
            "We are 3 % above, dosing makes up for it | Мы дороже на 3 %, но выигрываем на дозировке", who="ilyina"),
        Job(0, "Ask E. Lapin for the development plan | Попросить у Е. Лапина план развития", -3, who="lapin", item=
            "K03", priority="high", moved=1),
        Job(0, "Trial of dry lubricant: fix the day | Испытание сухой смазки: назначить день", 13, who="shubina", item=
            "I06", goal=1, moved=2, ask="Technologist, two days | Технолог, два дня"),
        Job(0, "Quarterly review with T. Yakovleva | Итоги квартала с Т. Яковлевой", 19, who="yakovleva", item="I04",
            moved=1),
        Job(1, "Sign the framework contract | Подписать рамочный договор", item="G01"),
        Job(1, "Meet the CFO | Познакомиться с финансовым директором", who="cfo", item="C05"),
        Job(2, "Visit the Omsk brewery | Побывать на пивоварне в Омске"),
        Job(3, "Offer cooling tower treatment | Предложить обработку градирен"),
    ),
    talks=(
        Talk(8, "call", "shubina", "Line time only after maintenance; she asks again "
            "| Время линии — только после ремонта; спросит ещё раз"),
        Talk(16, "email", "ilyina", "Sent the consumption by month | Прислала расход по месяцам", proactive=False),
        Talk(28, "call", "gusev ilyina", "Prices compared item by item | Сравнили цены по позициям"),
        Talk(36, "meeting", "shubina lapin", "Trial is wanted, nobody gives the line "
            "| Испытание нужно, но линию никто не даёт"),
        Talk(53, "call", "yakovleva", "Asked to move the review once more | Попросила ещё раз перенести встречу"),
        Talk(79, "meeting", "lapin", "Promised the development plan after the holidays "
            "| Обещал план развития после отпусков"),
        Talk(98, "visit", "shubina gusev", "Lubricant smells on the can line | Смазка пахнет на линии банки"),
        Talk(126, "call", "kuznetsov", "Short call, wants fewer stops of the can line "
            "| Короткий звонок: хочет меньше остановок линии банки"),
        Talk(190, "visit", "shubina", "Dry lubricant delivered for the trial | Сухая смазка привезена на испытание"),
        Talk(255, "meeting", "yakovleva ilyina", "Results of the tender | Итоги тендера"),
        Talk(300, "visit", "lapin shubina", "Tour of the Novosibirsk brewery | Обход пивоварни в Новосибирске"),
    ),
    this_year={
        1: "Two breweries, we know one of them. Stable orders, no growth. "
            "| Две пивоварни, знаем одну. Заказы стабильны, роста нет.",
        2: "The chief brewer is for us, procurement stays at arm's length, finance unknown. "
            "| Главный пивовар за нас, закупки держат дистанцию, финансы не знаем.",
        3: "The circle is flat; our share can grow by lubricants and Omsk. "
            "| «Круг» не растёт; доля может вырасти за счёт смазок и Омска.",
        6: "Three decisions: trial, contract, review. | Три решения: испытание, договор, итоги квартала.",
        7: "Technologist two days for the trial. Help of the head is needed with procurement. Risk: it stalls for "
            "another year. "
        "| Технолог — два дня на испытание. С закупками нужна помощь руководителя. Риск: простоим ещё год.",
    },
    last_year={
        3: "Hold the share after the tender. | Удержать долю после тендера.",
        6: "Trial of dry lubricant. | Испытание сухой смазки.",
        7: "Technologist, one visit a quarter. | Технолог, один визит в квартал.",
    },
    state="submitted",
)
