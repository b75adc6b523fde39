"""Nord Foods: a new plant in another region, a new quality standard, trouble with the packaging supplier."""

from __future__ import annotations

from kamtui.db.sample.potential import Ask
from kamtui.db.sample.potentials.nord import POTENTIAL
from kamtui.db.sample.story import Aim, Job, Later, Line, Mark, Person, Story, Talk, Tie, Trade, Way

# fmt: off
STORY = Story(
    code="NORD",
    name="Nord Foods | Норд Фудс",
    category="K",
    industry="Frozen vegetables and ready meals | Замороженные овощи и готовые блюда",
    region="Saint Petersburg | Санкт-Петербург",
    since="2017-03-14",
    strategic=5,
    domain="nordfoods.example",
    phone="+7 812 555-01",
    entities=(("Nord Foods LLC | ООО «Норд Фудс»", "780051237"), ("Nord Foods Lipetsk LLC | ООО «Норд Фудс Липецк»",
        "480018842")),
    units=(
        "Saint Petersburg plant | Завод в Санкт-Петербурге",
        "Vologda plant | Завод в Вологде",
        "Lipetsk plant, under construction | Завод в Липецке, строится",
    ),
    deputy="sergey",
    progress_set="full",
    note="They build in Lipetsk: whoever cleans the pilot line there will clean the whole plant. "
        "| Строятся в Липецке: кто отмоет там пилотную линию, тот и будет мыть весь завод.",
    people=(
        Person("petrov", "Ivan Petrov | Иван Петров", "CEO | Генеральный директор", 5, "management", "sponsor", 1,
            "inner_circle", 2, 3, born="1968-02-11",
            note="Counts in cost per tonne of product; likes figures on one page. "
                "| Считает в рублях на тонну продукции, любит цифры на одной странице.",
            every=(30, 60), ways=(Way("phone", "+7 921 555-01-11", "mobile | мобильный"),)),
        Person("sokolova", "Marina Sokolova | Марина Соколова", "Procurement director | Директор по закупкам", 4,
            "procurement", "decider", 0, "inner_circle", 3, 3, "petrov", born="1979-06-30"),
        Person("weiss", "Pavel Weiss | Павел Вайс", "Technical director | Технический директор", 4, "technical",
            "technical_buyer", -1, "takes_part", 2, 3, "petrov", born="1971-09-05",
            note="Was let down by a dosing pump years ago and remembers it. "
                "| Когда-то его подвёл наш насос-дозатор, и он это помнит.",
            language="de", favours="Hygienix | Гигиеникс", ways=(Way("messenger", "+7 921 555-01-25", "WhatsApp"),)),
        Person("fomin", "Artem Fomin | Артём Фомин", "CFO | Финансовый директор", 4, "finance", "economic_buyer", 0,
            "takes_part", 1, 2, "petrov", favours="nobody"),
        Person("kim", "Elena Kim | Елена Ким", "Chief process engineer | Главный технолог", 3, "technical",
            "champion influencer", 2, "takes_part", 3, 4, "weiss", 1, "1983-04-17", "clean process",
            language="ru", favours="us",
            ways=(Way("phone", "+7 921 555-01-38", "mobile | мобильный"),
                Way("messenger", "@elena_kim_lab", "Telegram"))),
        Person("gromov", "Oleg Gromov | Олег Громов", "Chief engineer, Lipetsk | Главный инженер, Липецк", 3,
            "technical", "influencer initiator", 1, "takes_part", 2, 3, "weiss", 3, "1976-08-23",
            ways=(Way("phone", "+7 910 555-01-45", "site | стройка"), Way("messenger", "@gromov_lipetsk", "Telegram"))),
        Person("orlov", "Denis Orlov | Денис Орлов", "Buyer | Менеджер по закупкам", 2, "procurement", "buyer", 0,
            "takes_part", 2, 3, "sokolova", 1, "1991-05-12", "pack clean",
            favours="nobody", ways=(Way("email", "packaging@nordfoods.example", "department | отдел"),)),
        Person("belkina", "Svetlana Belkina | Светлана Белкина", "Sanitation foreman | Мастер участка санобработки", 2,
            "production", "user", 1, "outside", 2, 2, "kim", 2),
        Person("zaitseva", "Olga Zaitseva | Ольга Зайцева", "Assistant to the CEO | Помощник генерального директора", 1,
            "management", "gatekeeper", 1, "", 2, None, "petrov"),
        Person("quality", "Head of quality | Руководитель службы качества",
            "Head of quality | Руководитель службы качества", 3, "quality", "influencer approver", 0, "takes_part", 0,
            2, "petrov", 1, to_meet=True,
            note="The new one starts this month; the auditor of the standard will report to this person. "
                "| Новый руководитель выходит в этом месяце; аудит по стандарту пойдёт через него."),
        Person("director", "Director of the Lipetsk plant | Директор завода в Липецке",
            "Plant director | Директор завода", 4, "production", "decider", 0, "inner_circle", 0, 2, "petrov", 3,
            to_meet=True),
    ),
    trade=Trade(42_600_000, 0.11, 6.2, 2, (0.16, 8), {"clean": 5.2, "process": 2.2, "water": 1.3, "lube": 0.8,
        "dosing": 0.35}, units=2),
    marks=(
        Mark("K01", "done", 200,
            "118 M a year in our categories; budget shown by M. Sokolova "
                "| 118 млн в год в наших категориях; бюджет показала М. Соколова", -2),
        Mark("K02", "done", 185,
            "Us 36 %, a federal distributor 30 %, a film plant 22 %, others 12 % "
                "| Мы 36 %, федеральный дистрибьютор 30 %, плёночный завод 22 %, прочие 12 %", -2),
        Mark("K03", "done", 250,
            "Third plant, two new lines of ready meals, export to the east "
                "| Третий завод, две новые линии готовых блюд, экспорт на восток", -3),
        Mark("K04", "done", 190,
            "Lipetsk: commissioning tender, equipment chosen, chemicals open "
                "| Липецк: тендер на пусконаладку, оборудование выбрано, химия свободна", -2),
        Mark("K05", "done", 380, "Three plants entered on the map | Три завода занесены на карту"),
        Mark("K06", "done", 300,
            "Technical approval, trial, procurement committee; six weeks "
                "| Техсогласование, испытание, закупочный комитет; шесть недель", -3),
        Mark("K08", "done", 420,
            "Walked both lines with the chief process engineer | Прошли обе линии с главным технологом"),
        Mark("K09", "done", 60,
            "Film tears on the new packing machine; the supplier is silent "
                "| Плёнка рвётся на новом упаковщике, поставщик молчит"),
        Mark("K10", "going", 40,
            "Counting water and hours saved by a shorter wash | Считаем экономию воды и часов на короткой мойке", 0),
        Mark("K12", "done", 150,
            "Process engineers for us, the technical director wary | Технологи за нас, технический директор осторожен"),
        Mark("C01", "done", 270, "I. Petrov, M. Sokolova, E. Kim | И. Петров, М. Соколова, Е. Ким", -3),
        Mark("C02", "done", 700, "Met at the annual negotiations | Познакомились на годовых переговорах"),
        Mark("C03", "done", 260, "P. Weiss, meeting at the plant | П. Вайс, встреча на заводе", -3),
        Mark("C04", "done", 400, "S. Belkina, tour of the workshop | С. Белкина, обход цеха"),
        Mark("C06", "done", 240,
            "I. Petrov, forty minutes, about the cost per tonne | И. Петров, сорок минут, о себестоимости тонны", -3),
        Mark("C07", "going", 55,
            "The old head left, the new one starts this month | Прежний руководитель ушёл, новый выходит в этом месяце",
            0),
        Mark("C08", "done", 280, "O. Gromov, Lipetsk plant | О. Громов, завод в Липецке", -3),
        Mark("C09", "done", 170,
            "E. Kim defended our trial before the committee | Е. Ким защитила нашу опытную мойку перед комитетом", -2),
        Mark("I01", "done", 330,
            "Both plants seen; condensate on the packing line | Обошли оба завода; конденсат на линии упаковки"),
        Mark("I03", "done", 160,
            "Every other Thursday with the process engineers | Раз в две недели, по четвергам, с технологами", -2),
        Mark("I04", "done", 45,
            "With M. Sokolova: deliveries on time 98 %, trial agreed "
                "| С М. Соколовой: поставки в срок 98 %, испытание согласовано"),
        Mark("I06", "done", 80,
            "Trial wash in Vologda: 17 minutes instead of 25 | Опытная мойка в Вологде: 17 минут вместо 25", -1),
        Mark("I07", "done", 130, "Foam cleaning, 14 people | Пенная мойка, 14 человек", -1),
        Mark("I08", "going", 30, "Waiting for the signed report from Vologda | Ждём подписанный отчёт из Вологды", 0),
        Mark("I09", "going", 50,
            "Gromov asks for our part of the commissioning specification | Громов просит нашу часть ТЗ на пусконаладку",
            0),
        Mark("I10", "planned", 0, "", 1),
        Mark("G01", "done", 310, "Framework contract for two years | Рамочный договор на два года", -3),
        Mark("G07", "going", 70,
            "Draft of the washing regulation with our cleaner | Проект регламента мойки с нашим средством", 1),
        Mark("G03", "n/a", 500,
            "Their system is being replaced, no links before that | Меняют учётную систему, до этого связей не будет"),
        Mark("G09", "done", 120,
            "Answer within four hours, S. Titov on duty | Ответ в течение четырёх часов, дежурный С. Титов", -1),
    ),
    aims=(
        Aim("Supplier of choice for the Lipetsk plant | Стать основным поставщиком завода в Липецке"),
        Aim("Chief engineer and head of quality are met | Знакомы с главным инженером и руководителем качества", -3, 0,
            True),
        Aim("Plant and standard solutions presented | Решения для завода и стандарта представлены", -2, 0, True),
        Aim("A first order of packaging | Первый заказ упаковки", -1),
        Aim("Commissioning tender won | Выигран тендер на пусконаладку", 0, 0),
        Aim("Lipetsk washes with our cleaners | Липецк моет нашими средствами", 2),
    ),
    jobs=(
        Job(-7, "Agree prices for the year | Согласовать цены на год",
            result="Up 4 %, volume bonus kept | Плюс 4 %, бонус за объём сохранили"),
        Job(-7, "Walk the Vologda lines with the process engineers | Обойти линии в Вологде с технологами",
            result="Three places with overdosing found | Нашли три места с передозировкой"),
        Job(-6, "Offer the foam station on trial | Предложить пеногенератор на испытание",
            result="Two stations bought | Купили две станции"),
        Job(-6, "Show the auditor's checklist to E. Kim | Показать Е. Ким чек-лист аудитора",
            result="Used it for the internal audit | Применили на внутреннем аудите", who="kim"),
        Job(-5, "Put cooling water on a contract | Перевести воду охлаждения на договор",
            result="Signed for 12 months | Подписан на 12 месяцев"),
        Job(-5, "Compare our film with the present one | Сравнить нашу плёнку с нынешней", status="dropped",
            result="No machine time in the season; back to it with the new packer "
                "| В сезон нет машинного времени; вернёмся с новым упаковщиком"),
        Job(-4, "Find out who decides in Lipetsk | Узнать, кто решает в Липецке",
            result="Chief engineer writes the requirements, committee signs "
                "| Требования пишет главный инженер, подписывает комитет"),
        Job(-4, "Year review with the CEO | Итоги года с генеральным директором",
            result="Asked for a saving plan of 3 % | Попросил план экономии на 3 %", who="petrov"),
        Job(-3, "Meet the chief engineer of the new plant | Познакомиться с главным инженером нового завода",
            result="Met on site; he wants one supplier for the whole washing "
                "| Встретились на стройке; хочет одного поставщика на всю мойку", who="gromov", item="C08", goal=1,
            priority="high"),
        Job(-3, "Meet the head of quality | Познакомиться с руководителем качества", status="moved",
            result="Moved: the head of quality left, a new one is coming "
                "| Перенесено: руководитель качества ушёл, ждём нового", item="C07", goal=1),
        Job(-3, "Get the development plan of the company | Получить план развития компании",
            result="Third plant confirmed, budget approved | Третий завод подтверждён, бюджет утверждён", item="K03"),
        Job(-3, "Sign the framework contract | Подписать рамочный договор",
            result="Signed for two years | Подписан на два года", item="G01", priority="high"),
        Job(-2, "Present cleaners for the new plant | Представить моющие средства для нового завода",
            result="Shortlisted, asked for a trial | Вошли в короткий список, просят испытание", goal=2,
            ask=Ask("Technical service | Технический сервис", "one day | один день",
                "Pavel Kiselev | Павел Киселёв", "given")),
        Job(-2, "Present premium cleaners for the standard | Представить премиальную линейку под стандарт",
            result="E. Kim proposes them for the allergen zone | Е. Ким предлагает их для зоны аллергенов", who="kim",
            goal=2),
        Job(-2, "Ask what hurts with the packaging supplier | Узнать, что не так с поставщиком упаковки",
            result="Film tears, claims unanswered for weeks | Плёнка рвётся, на претензии не отвечают неделями",
            who="orlov"),
        Job(-1, "Trial wash in Vologda | Опытная мойка в Вологде",
            result="17 minutes instead of 25 | 17 минут вместо 25", item="I06", goal=3,
            ask=Ask("Technical service | Технический сервис", "three days | три дня",
                "Pavel Kiselev | Павел Киселёв", "given"), priority="high"),
        Job(-1, "Film samples for the new packing machine | Образцы плёнки для нового упаковщика",
            result="Two of three samples run without tears | Два образца из трёх идут без обрывов", who="orlov", goal=3,
            ask=Ask("Packaging team | Отдел упаковки", "samples | образцы", "",
                "given")),
        Job(-1, "Train the night shift in foam cleaning | Обучить ночную смену пенной мойке",
            result="14 people trained | Обучили 14 человек", who="belkina", item="I07"),
        Job(0, "Prepare the packaging price list with the plant | Согласовать с производством прайс на упаковку", -24,
            "done", "Price agreed for two volumes | Цена согласована для двух объёмов", goal=3),
        Job(0, "Quarterly review with M. Sokolova | Итоги квартала с М. Соколовой", -45, "done",
            "Deliveries on time 98 %; trial report accepted | Поставки в срок 98 %; отчёт об испытании принят",
            who="sokolova", item="I04"),
        Job(0, "Send the packaging offer | Отправить предложение по упаковке", -2, who="orlov", goal=3, priority="high",
            ask=Ask("Packaging team | Отдел упаковки", "price for two volumes | цена для двух объёмов",
                "", "promised", 16),
            moved=("Price of our plant came late | Цена нашего производства пришла поздно",), key="offer"),
        Job(0, "Meet the new head of quality | Познакомиться с новым руководителем качества", 0, at="15:00",
            who="quality", item="C07",
            moved=("The new head starts only this quarter | Новый руководитель выходит только в этом квартале",),
            priority="high"),
        Job(0, "Give O. Gromov our part of the specification | Передать О. Громову нашу часть ТЗ", 9, who="gromov",
            item="I09", goal=4, key="spec"),
        Job(0, "Tender for the new plant: commercial offer | Тендер по новому заводу: коммерческое предложение", 16,
            goal=4, priority="high", ask=Ask("Sales management | Руководство продаж",
                "discount of 4 % | скидка 4 %", "Dmitry Lavrov | Дмитрий Лавров", "waiting", 5), key="tender"),
        Job(0, "Show the saving on water to the CFO | Показать финансовому директору экономию воды", 12, who="fomin",
            item="K10"),
        Job(0, "Meet the director of the Lipetsk plant | Познакомиться с директором завода в Липецке", who="director"),
        Job(1, "Trial delivery of film, one line | Пробная поставка плёнки на одну линию", who="orlov", item="I10"),
        Job(1, "Put our cleaner into the washing regulation | Внести наше средство в регламент мойки", who="kim",
            item="G07", key="regulation"),
        Job(1, "Plan the start-up stock for Lipetsk | Рассчитать пусковой запас для Липецка",
            ask=Ask("Logistics | Логистика", "stock plan | план запаса",
                "Maria Glebova | Мария Глебова", "promised", 20)),
        Job(2, "Commission dosing in Lipetsk | Запустить дозирование в Липецке", goal=5,
            ask=Ask("Technical service | Технический сервис", "two engineers | два инженера",
                "Pavel Kiselev | Павел Киселёв")),
        Job(2, "Train the Lipetsk sanitation team | Обучить санитарную службу в Липецке", goal=5),
        Job(3, "Audit of the standard: stand by on the day | Аудит по стандарту: быть на связи в этот день", who="kim"),
    ),
    talks=(
        Talk(1, "call", "orlov",
            "Film supplier promised a visit and did not come; he waits for our offer "
                "| Поставщик плёнки обещал приехать и не приехал; ждёт наше предложение"),
        Talk(4, "meeting", "gromov kim",
            "Washing zones of the new plant drawn together; they want one dosing system "
                "| Вместе нарисовали зоны мойки нового завода; хотят единую систему дозирования",
            "Give O. Gromov our part of the specification | Передать О. Громову нашу часть ТЗ", "spec"),
        Talk(9, "email", "sokolova",
            "Confirmed that packaging may go under the framework contract "
                "| Подтвердила, что упаковку можно вести по рамочному договору", proactive=False),
        Talk(12, "call", "petrov",
            "Congratulated on the second line; asked what Lipetsk will cost per tonne "
                "| Поздравила со второй линией; спросил, во что обойдётся тонна в Липецке"),
        Talk(18, "visit", "kim belkina",
            "Checked the foam station; two nozzles replaced on the spot "
                "| Проверили пеногенератор, два сопла заменили на месте"),
        Talk(23, "message", "orlov", "Sent volumes of film by month | Прислал объёмы плёнки по месяцам",
            "Send the packaging offer | Отправить предложение по упаковке", "offer"),
        Talk(31, "meeting", "weiss",
            "Reserved about a single supplier; wants a guarantee on pumps "
                "| К единому поставщику относится осторожно, хочет гарантию на насосы"),
        Talk(45, "meeting", "sokolova orlov",
            "Quarterly review: deliveries 98 % on time, claims none "
                "| Итоги квартала: 98 % поставок в срок, претензий нет", proves="I04"),
        Talk(52, "call", "fomin",
            "Short talk on payment terms; open to a saving calculation "
                "| Коротко об отсрочке; готов посмотреть расчёт экономии"),
        Talk(66, "visit", "kim",
            "Results of the trial wash in Vologda shown to the shift | Показали смене итоги опытной мойки в Вологде"),
        Talk(80, "visit", "kim belkina",
            "Trial wash in Vologda: 17 minutes instead of 25 | Опытная мойка в Вологде: 17 минут вместо 25",
            by="sergey", proves="I06"),
        Talk(104, "meeting", "gromov",
            "On site in Lipetsk; foundations ready, equipment on its way "
                "| На стройке в Липецке: фундаменты готовы, оборудование едет"),
        Talk(131, "event", "belkina", "Training in foam cleaning, 14 people | Обучение пенной мойке, 14 человек",
            proves="I07"),
        Talk(171, "meeting", "kim weiss",
            "Premium cleaners for the allergen zone presented | Представили премиальные средства для зоны аллергенов"),
        Talk(205, "meeting", "sokolova",
            "Budget for our categories shown; wants fewer suppliers "
                "| Показала бюджет по нашим категориям; хочет меньше поставщиков", proves="K01"),
        Talk(240, "meeting", "petrov",
            "Forty minutes on the cost per tonne and the third plant "
                "| Сорок минут о себестоимости тонны и третьем заводе", by="dmitry", proves="C06"),
        Talk(281, "visit", "gromov",
            "First meeting in Lipetsk; he writes the requirements himself "
                "| Первая встреча в Липецке; требования пишет сам", proves="C08"),
        Talk(330, "visit", "kim weiss",
            "Tour of both plants; condensate on the packing line | Обход обоих заводов; конденсат на линии упаковки",
            proves="I01"),
    ),
    this_year={
        1: "Two plants, a third one being built in Lipetsk. Buys cleaning, process and water chemicals from us; "
            "packaging from others. Deliveries are in order, prices are agreed until the end of the year. "
            "| Два завода, третий строится в Липецке. Берут у нас моющие средства, технологическую химию и "
            "водоподготовку, упаковку — у других. Поставки без сбоев, цены согласованы до конца года.",
        2: "Strong with the process engineers, working level in procurement, thin in finance. Missing: the new head of "
            "quality and the director of the Lipetsk plant. P. Weiss must be won over by guarantees, not by words. "
            "| С технологами крепко, с закупками рабочие отношения, с финансами тонко. Не хватает нового руководителя "
            "качества и директора завода в Липецке. П. Вайса убедят гарантии, а не слова.",
        3: "The circle grows by a quarter with the new plant and by the packaging we do not sell them yet. Our share "
            "rises if we enter both; if not, they grow past us. "
            "| С новым заводом «круг» вырастет на четверть, и ещё есть упаковка, которую мы пока им не продаём. "
            "Войдём в оба проекта — вырастет и доля, не войдём — клиент растёт мимо нас.",
        4: "• A new plant in another region (trade press, confirmed by O. Gromov)\n• Certification under a new quality "
            "standard (E. Kim)\n• Trouble with the packaging supplier (D. Orlov) "
            "| • Новый завод в другом регионе (отраслевая пресса, подтвердил О. Громов)\n• Сертификация по новому "
            "стандарту качества (Е. Ким)\n• Проблемы с поставщиком упаковки (Д. Орлов)",
        5: "• Cleaning chemicals for the new plant: our category, 9 M a year\n• Premium cleaners for the standard: 2.5 "
            "M a year\n• Film and trays: a new category here, 6 M a year "
            "| • Моющие средства для нового завода: наша категория, 9 млн в год\n• Премиальная линейка под стандарт: "
            "2,5 млн в год\n• Плёнка и лотки: новая для клиента категория, 6 млн в год",
        6: "Chief engineer of the new plant: met, bring to close. Head of quality: meet. Buyer: deepen to packaging. "
            "Progress to 70 % by the end of the year. "
            "| Главный инженер нового завода: знакомы, выйти на тесные отношения. Руководитель качества: "
            "познакомиться. Закупщик: углубить до упаковки. Прогрессы — 70 % к концу года.",
        7: "Technologist three days a quarter, packaging team for samples, service for the start-up. Risk: a federal "
            "distributor offers chemicals together with equipment. Control: review with the head every month. "
            "| Технолог — три дня в квартал, отдел упаковки — образцы, сервис — запуск. Риск: федеральный "
            "дистрибьютор предлагает химию вместе с оборудованием. Контроль: ежемесячно с руководителем.",
    },
    last_year={
        1: "Two plants, stable buyers of cleaning and process chemicals; growth by water treatment. "
            "| Два завода, стабильно берут моющие средства и технологическую химию; рост за счёт водоподготовки.",
        3: "The circle is flat, our share may grow by cooling water and foam cleaning. "
            "| «Круг» не растёт, доля может вырасти за счёт воды охлаждения и пенной мойки.",
        6: "Find a champion among the process engineers; meet the technical director. "
            "| Найти внутреннего адвоката среди технологов; познакомиться с техническим директором.",
        7: "Two foam stations on trial, a contract for cooling water. Risk: no machine time in the season. "
            "| Два пеногенератора на испытание, договор на воду охлаждения. Риск: в сезон нет машинного времени.",
    },
    next_year={
        3: "Lipetsk at full load doubles their washing. To be estimated with O. Gromov. "
            "| Липецк на полной мощности удвоит объём мойки. Оценить вместе с О. Громовым.",
        6: "Lipetsk runs on our dosing; packaging is a regular category. "
            "| Липецк работает на нашем дозировании, упаковка стала постоянной категорией.",
    },
    potential=POTENTIAL,
    later=Later(
        people=(
            Person("makarov", "Kirill Makarov | Кирилл Макаров", "Head of utilities | Начальник энергетической службы",
                3, "technical", "user", 1, "outside", 3, 3, "gromov", 3, "1982-01-30", "water",
                guessed="level function", former="SIBBREW:makarov", phone="+7 913 555-04-84",
                ways=(Way("messenger", "@makarov_utilities", "Telegram"),),
                note="Came from Siberian Breweries; knows our water treatment from there. "
                    "| Пришёл из «Сибирских пивоваров»; нашу водоподготовку знает ещё оттуда."),
        ),
        talks=(
            Talk(16, "call", "makarov",
                "Two months in Lipetsk; asks for the water scheme of the brewery "
                    "| Два месяца в Липецке; просит схему водоподготовки, как на пивоварне", proactive=False),
        ),
        lines=(
            Line("kim", "weiss",
                "He trusts her figures more than our words | Её цифрам верит больше, чем нашим словам"),
            Line("gromov", "weiss",
                "Writes the requirements that he signs | Пишет требования, которые тот подписывает"),
            Line("belkina", "kim", "Tells first how a cleaner works on the shift "
                "| Первой говорит, как средство ведёт себя на смене"),
            Line("zaitseva", "petrov", "Decides what reaches his desk | Решает, что попадёт к нему на стол"),
            Line("fomin", "weiss", "The spare pumps for Lipetsk were cut from the budget "
                "| Резервные насосы для Липецка вычеркнули из бюджета", True),
        ),
        ties=(
            Tie("anna", "owner", "sokolova", 3),
            Tie("anna", "owner", "kim", 3),
            Tie("anna", "owner", "gromov orlov", 2),
            Tie("anna", "knows", "petrov weiss", 2),
            Tie("dmitry", "executive_pair", "petrov", 2,
                "Forty minutes on the cost per tonne | Сорок минут о себестоимости тонны"),
            Tie("kiselev", "owner", "weiss", 2, "Repaired the pump that had let him down | Починил тот самый насос"),
            Tie("kiselev", "owner", "belkina", 3),
            Tie("kiselev", "knows", "kim gromov", 3),
            Tie("samoylov", "knows", "kim", 2, "Joint report on the trial wash | Общий отчёт об опытной мойке"),
            Tie("ignatova", "knows", "fomin", 1, "Same course at the university | Вместе учились"),
            Tie("glebova", "knows", "orlov", 2),
            Tie("sergey", "knows", "sokolova kim belkina", 2),
        ),
    ),
)
