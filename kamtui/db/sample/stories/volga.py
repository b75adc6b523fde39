"""Volga Dairy: the biggest account, and a fifth of the company's revenue."""

from __future__ import annotations

from kamtui.db.sample.story import Aim, Job, Mark, Person, Story, Talk, Trade

# fmt: off
STORY = Story(
    code="VOLGA",
    name="Volga Dairy | Волжское молоко",
    category="K",
    industry="Dairy products | Молочная продукция",
    region="Samara | Самара",
    since="2014-09-02",
    strategic=4,
    domain="volgadairy.example",
    phone="+7 846 555-02",
    entities=(
        ("Volga Dairy Holding JSC | АО «Волжское молоко»", "630072115"),
        ("Saratov Milk Plant LLC | ООО «Саратовский молочный завод»", "640033906"),
    ),
    units=("Samara plant | Завод в Самаре", "Saratov plant | Завод в Саратове", "Ulyanovsk plant | Завод в Ульяновске"),
    deputy="sergey",
    progress_set="full",
    note="A fifth of our revenue: every concession here is dear. "
        "| Пятая часть нашей выручки: любая уступка здесь дорого стоит.",
    people=(
        Person("gordeev", "Viktor Gordeev | Виктор Гордеев", "Chairman, owner | Председатель совета, собственник", 5,
            "management", "approver", 0, "inner_circle", 1, 2, born="1957-12-28"),
        Person("lebedeva", "Irina Lebedeva | Ирина Лебедева", "CEO | Генеральный директор", 5, "management",
            "decider", 1, "inner_circle", 2, 3, "gordeev", born="1974-03-08"),
        Person("morozov", "Sergey Morozov | Сергей Морозов", "Procurement director | Директор по закупкам", 4,
            "procurement", "decider buyer", -1, "inner_circle", 2, 3, "lebedeva", born="1980-07-19",
               note="Bonus for savings; calls a tender at the first chance. "
                   "| Премия — за экономию; при первой возможности объявляет тендер."),
        Person("tikhonov", "Alexey Tikhonov | Алексей Тихонов", "Technical director | Технический директор", 4,
            "technical", "sponsor technical_buyer", 1, "inner_circle", 3, 4, "lebedeva"),
        Person("safina", "Gulnara Safina | Гульнара Сафина", "CFO | Финансовый директор", 4, "finance",
            "economic_buyer", 0, "takes_part", 1, 2, "lebedeva"),
        Person("ershov", "Mikhail Ershov | Михаил Ершов", "Head of CIP and hygiene "
            "| Начальник участка CIP и санитарии", 3, "production", "champion user", 2, "takes_part", 3, 4,
            "tikhonov", 1, "1985-01-22", "clean"),
        Person("vlasova", "Yulia Vlasova | Юлия Власова", "Head of quality | Руководитель службы качества", 3,
            "quality", "influencer", 1, "takes_part", 2, 3, "lebedeva", 1),
        Person("kotov", "Roman Kotov | Роман Котов", "Packaging buyer | Менеджер по закупке упаковки", 2,
            "procurement", "buyer", 0, "takes_part", 2, 2, "morozov", 1, "1993-10-03", "pack"),
        Person("davydova", "Ksenia Davydova | Ксения Давыдова", "Water engineer | Инженер по водоподготовке", 2,
            "technical", "user", 1, "outside", 2, 3, "tikhonov", 2, "", "water"),
        Person("nosov", "Timur Nosov | Тимур Носов", "Storekeeper | Кладовщик", 1, "logistics", "", 0, "", 2, None,
            "kotov", 2),
    ),
    trade=Trade(88_400_000, 0.04, 4.6, 1, (0.12, 6), {"clean": 5.0, "process": 2.4, "water": 1.6, "pack": 2.6, "lube":
        0.7, "dosing": 0.15}, 0.03),
    marks=(
        Mark("K01", "done", 220, "240 M a year over three plants; CFO's report "
            "| 240 млн в год по трём заводам; отчёт финдиректора", -2),
        Mark("K02", "done", 215, "Us 37 %, three competitors share the rest "
            "| Мы 37 %, остальное делят три конкурента", -2),
        Mark("K03", "done", 100, "Yoghurt line in Saratov, nothing new in Samara "
            "| Линия йогуртов в Саратове, в Самаре новостей нет", -1),
        Mark("K04", "going", 35, "Tender calendar promised by S. Morozov | С. Морозов обещал календарь тендеров", 0),
        Mark("K05", "done", 600, "Three plants, two legal entities | Три завода, два юрлица"),
        Mark("K06", "done", 420, "Tender every year, two rounds, owner signs above 20 M "
            "| Тендер раз в год, два тура, свыше 20 млн подписывает собственник"),
        Mark("K07", "done", 210, "Cost per litre, losses, complaints | Себестоимость литра, потери, рекламации"),
        Mark("K08", "done", 640, "CIP schemes of Samara and Saratov | Схемы CIP-мойки Самары и Саратова"),
        Mark("K11", "done", 300, "Own brand instead of private label; chains of the Volga region "
            "| Свой бренд вместо частных марок; сети Поволжья"),
        Mark("C01", "done", 320, "A. Tikhonov, I. Lebedeva, M. Ershov | А. Тихонов, И. Лебедева, М. Ершов"),
        Mark("C02", "done", 800, "S. Morozov, annual tender | С. Морозов, ежегодный тендер"),
        Mark("C03", "done", 760, "A. Tikhonov, start of the evaporator | А. Тихонов, запуск выпарной установки"),
        Mark("C04", "done", 700, "M. Ershov and the shift leaders | М. Ершов и начальники смен"),
        Mark("C05", "going", 60, "One call; a meeting on payment terms is wanted "
            "| Был один звонок; нужна встреча по отсрочке", 0),
        Mark("C06", "done", 290, "I. Lebedeva, opening of the Saratov line | И. Лебедева, открытие линии в Саратове",
            -3),
        Mark("C07", "done", 500, "Yu. Vlasova, audit of suppliers | Ю. Власова, аудит поставщиков"),
        Mark("C11", "going", 25, "Our director is ready, theirs is asked | Наш директор готов, их спросили", 1),
        Mark("I01", "done", 180, "All three plants within one week | Все три завода за одну неделю", -2),
        Mark("I03", "done", 400, "Monthly with the hygiene team | Ежемесячно со службой санитарии"),
        Mark("I04", "done", 38, "With A. Tikhonov: consumption down 6 % | С А. Тихоновым: расход снижен на 6 %"),
        Mark("I05", "done", 150, "Six people in our laboratory | Шесть человек в нашей лаборатории", -1),
        Mark("I06", "done", 170, "Membrane cleaner: flux 9 % higher | Средство для мембран: поток выше на 9 %", -2),
        Mark("I07", "done", 260, "Safe handling of acids, 22 people | Безопасная работа с кислотами, 22 человека", -3),
        Mark("I08", "done", 120, "6 % less cleaner, confirmed by A. Tikhonov "
            "| Расход меньше на 6 %, подтвердил А. Тихонов", -1),
        Mark("I12", "going", 20, "Leaking drums: new closures on trial | Течь бочек: новые крышки на испытании", 0),
        Mark("G01", "done", 420, "Contract until the end of next year | Договор до конца следующего года"),
        Mark("G02", "done", 350, "Preferred supplier of CIP cleaners "
            "| Предпочтительный поставщик средств для CIP-мойки"),
        Mark("G04", "going", 45, "Stock levels agreed for eight items | Согласованы уровни запаса по восьми позициям",
            1),
        Mark("G09", "done", 370, "Response in two hours, one number | Ответ за два часа, единый номер"),
        Mark("G12", "done", 140, "Stock file every Monday | Файл остатков по понедельникам", -1),
    ),
    aims=(
        Aim("Keep the volume, lower the dependence | Сохранить объём и снизить зависимость"),
        Aim("Membrane cleaning in all three plants | Мойка мембран на всех трёх заводах", -1, 0, True),
        Aim("Contract prolonged without a tender | Договор продлён без тендера", 0, 0),
        Aim("Eight items on automatic replenishment | Восемь позиций на автопополнении", 1),
    ),
    jobs=(
        Job(-7, "Win the yearly tender | Выиграть годовой тендер", result="Won three lots of four "
            "| Выиграли три лота из четырёх"),
        Job(-6, "Start dosing control in Samara | Запустить контроль дозирования в Самаре", result="Running, report "
            "every week | Работает, отчёт раз в неделю"),
        Job(-5, "Acid safety training | Обучение безопасной работе с кислотами", result="22 people | 22 человека"),
        Job(-4, "Prolong the contract | Продлить договор", result="Until the end of next year "
            "| До конца следующего года"),
        Job(-3, "Visit the opening of the Saratov line | Приехать на открытие линии в Саратове", result="Met the CEO "
            "| Познакомились с генеральным директором", item="C06"),
        Job(-3, "Train the new shift in acid handling | Обучить новую смену работе с кислотами", result="22 people "
            "trained | Обучили 22 человека", item="I07"),
        Job(-2, "Trial of the membrane cleaner | Испытание средства для мембран", result="Flux 9 % higher "
            "| Поток выше на 9 %", who="davydova", item="I06", ask="Laboratory, two weeks | Лаборатория, две недели"),
        Job(-2, "Wallet by plant with the CFO's report | Кошелёк по заводам из отчёта финдиректора", result="240 M, "
            "our part 37 % | 240 млн, наша доля 37 %", item="K01"),
        Job(-1, "Invite the hygiene team to our laboratory | Пригласить службу санитарии в нашу лабораторию", result="Six guests, two ideas for tests | Шесть гостей, две идеи "
            "испытаний", item="I05"),
        Job(-1, "Membrane cleaner in Ulyanovsk | Средство для мембран в Ульяновске", result="Ordered for the whole "
            "year | Заказали на весь год", goal=1),
        Job(-1, "Lower price for tablet salt | Снизить цену на таблетированную соль", status="dropped", result=
            "Margin too thin, offered a coagulant instead | Слишком тонкая маржа, взамен предложили коагулянт"),
        Job(0, "Quarterly review with A. Tikhonov | Итоги квартала с А. Тихоновым", -38, "done",
            "Consumption down 6 %, decision on Saratov | Расход снижен на 6 %, решение по Саратову", who="tikhonov",
            item="I04"),
        Job(0, "Replace the leaking drums | Заменить протекающие бочки", -15, "done",
            "All 18 drums replaced in two days | Все 18 бочек заменены за два дня", who="nosov", ask="Logistics, 18 "
            "drums | Логистика, 18 бочек", priority="high"),
        Job(0, "Send M. Ershov the report on new closures | Отправить М. Ершову отчёт о новых крышках", 2, who=
            "ershov", item="I12", key="closures"),
        Job(0, "Agree prolongation of the contract with S. Morozov | Согласовать с С. Морозовым продление договора", 18,
            who="morozov", goal=2, priority="high", ask="Head of sales, terms | Руководитель продаж, условия"),
        Job(0, "Get the tender calendar | Получить календарь тендеров", 11, who="morozov", item="K04"),
        Job(0, "Compute what our concessions cost a year | Посчитать, во что обходятся наши уступки за год"),
        Job(1, "Automatic replenishment: first month | Автопополнение: первый месяц", item="G04", goal=3),
        Job(1, "Bring the two directors together | Познакомить двух директоров", item="C11"),
        Job(2, "Dosing for the yoghurt line | Дозирование для линии йогуртов", who="tikhonov"),
        Job(3, "Prepare the yearly tender | Подготовиться к годовому тендеру"),
    ),
    talks=(
        Talk(2, "call", "ershov", "New closures hold; asks for the laboratory report "
            "| Новые крышки держат; просит отчёт лаборатории", "Send M. Ershov the report on new closures "
            "| Отправить М. Ершову отчёт о новых крышках", "closures", False),
        Talk(5, "meeting", "morozov", "Hinted at a tender; asked what a two-year price would be "
            "| Намекнул на тендер; спросил, какой будет цена на два года"),
        Talk(8, "email", "kotov", "Confirmed the film forecast for winter | Подтвердил прогноз по плёнке на зиму"),
        Talk(15, "call", "nosov", "Leaking drums taken back, stock is complete again "
            "| Протекающие бочки забрали, запас снова полный", proactive=False),
        Talk(20, "visit", "ershov vlasova", "Drums leak on the pallet edge; closures to be tested "
            "| Бочки текут у края паллеты; испытаем крышки", proactive=False),
        Talk(27, "message", "davydova", "Water in Saratov within limits, hardness stable "
            "| Вода в Саратове в норме, жёсткость стабильна"),
        Talk(38, "meeting", "tikhonov ershov", "Quarterly review: consumption down 6 %, Saratov is next "
            "| Итоги квартала: расход снижен на 6 %, следующий — Саратов"),
        Talk(47, "call", "lebedeva", "Thanked for the quick exchange of the drums "
            "| Поблагодарила за быструю замену бочек"),
        Talk(58, "meeting", "vlasova", "Supplier audit passed with one remark "
            "| Аудит поставщика прошли с одним замечанием"),
        Talk(75, "call", "morozov", "Prices of raw materials; no increase before winter "
            "| Цены на сырьё; до зимы без повышения"),
        Talk(90, "event", "gordeev lebedeva", "Industry exhibition, a short talk at our stand "
            "| Отраслевая выставка, короткий разговор на нашем стенде", by="dmitry"),
        Talk(112, "call", "safina", "Payment terms stay as they are for now | Отсрочка пока остаётся прежней"),
        Talk(150, "event", "ershov vlasova davydova", "Visit to our laboratory, six people "
            "| Визит в нашу лабораторию, шесть человек"),
        Talk(181, "visit", "tikhonov ershov", "All three plants within one week | Все три завода за одну неделю"),
        Talk(220, "meeting", "morozov safina", "Budget of the year by plant | Бюджет года по заводам"),
        Talk(262, "event", "ershov nosov", "Acid safety training | Обучение безопасной работе с кислотами"),
        Talk(290, "event", "lebedeva tikhonov", "Opening of the Saratov line | Открытие линии в Саратове"),
        Talk(338, "meeting", "morozov", "Results of the tender | Итоги тендера"),
    ),
    this_year={
        1: "Three plants, 240 M of purchases in our categories. We deliver CIP cleaners everywhere and packaging to "
            "Samara. One claim this year, closed in two days. "
        "| Три завода, 240 млн закупок в наших категориях. Средства для CIP-мойки поставляем всем, упаковку — в "
            "Самару. Одна претензия за год, закрыта за два дня.",
        2: "Technical side stands behind us. Procurement is paid for savings. Finance hardly knows us. "
        "| Технический блок за нас. Закупки премируют за экономию. Финансы нас почти не знают.",
        3: "The circle hardly moves; our share is near its limit while packaging stays split. Hold the share, raise "
            "the margin. "
        "| «Круг» почти не движется; доля близка к пределу, пока упаковка поделена. Удерживать долю, поднимать маржу.",
        4: "• Yoghurt line in Saratov\n• Less water per litre of milk\n• Own brand instead of private label "
            "| • Линия йогуртов в Саратове\n• Меньше воды на литр молока\n• Свой бренд вместо частных марок",
        5: "• Membrane cleaning in all plants: 4 M a year\n• Dosing for the yoghurt line: 2 M once "
            "| • Мойка мембран на всех заводах: 4 млн в год\n• Дозирование для линии йогуртов: 2 млн разово",
        6: "Executive pair set up; CFO known; eight items replenished automatically. "
            "| Пара руководителей создана; финдиректор знаком; восемь позиций пополняются автоматически.",
        7: "Laboratory two weeks, logistics for the stock plan. Risk: a tender on price alone; answer with proven "
            "savings. "
            "| Лаборатория — две недели, логистика — план запаса. Риск: тендер только по цене; отвечать "
            "подтверждённой экономией.",
    },
    last_year={
        3: "Volume grows with the third plant, share stays. | Объём растёт с третьим заводом, доля прежняя.",
        6: "Win the tender, prolong the contract. | Выиграть тендер, продлить договор.",
        7: "Dosing control in Samara, training for the shifts. | Контроль дозирования в Самаре, обучение смен.",
    },
)
