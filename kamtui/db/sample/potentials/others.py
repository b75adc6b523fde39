"""The six other accounts: little is known of some, little is to be won at others."""

from __future__ import annotations

from kamtui.db.sample.potential import Guess, Intent, Offer, Potential, Review

_OURS = "Our own estimate | Собственная оценка"
_RIVAL = "Ural Supply | Уралснаб"
_PRINTER = "Altai Print | Алтайпринт"

# fmt: off
SIBBREW = Potential(
    wallet=(
        Guess(0, 210, 58_000, source="N. Ilyina | Н. Ильина"),
        Guess(0, 36, 27_600, "", "us", _OURS),
        Guess(0, 36, 9_000, "lube", source="D. Shubina | Д. Шубина"),
        Guess(0, 36, 5_700, "lube", "us", _OURS),
        Guess(1, 36, 58_500, source="E. Lapin | Е. Лапин"),
        Guess(1, 36, 30_400, "", "us", "With lubricants and Omsk | Со смазками и Омском"),
    ),
    intents=(
        Intent("More cans, fewer bottles | Больше банки, меньше бутылки", "D. Shubina | Д. Шубина", 190, True, (
                Offer("Dry lubricant on the can line | Сухая смазка на линии банки", "lube", 200, 30, 1, True, 1,
                    job="trial", who="shubina", needs="I06", postponed=2,
                    then="Trial of dry lubricant: fix the day | Испытание сухой смазки: назначить день"),
                Offer("Cleaners for the malt house | Средства для мойки солода", "clean", 1_400, 30, -3, status="lost",
                    ago=255, reason="Second place, 3 % above | Второе место, дороже на 3 %"),
            ), who="shubina", item="K09", talk=98),
        Intent("Omsk brewery is modernised | Модернизация пивоварни в Омске", "B. Kuznetsov | Б. Кузнецов", 126, True, (
                Offer("CIP cleaners for Omsk | Средства для CIP-мойки в Омске", "clean", 5_400, 10, 3, who="omsk",
                    needs="C08", then="Visit the Omsk brewery | Побывать на пивоварне в Омске", job="omsk"),
                Offer("Cooling tower treatment | Обработка градирен", "water", 120, 10, None, True,
                    status="postponed", ago=79, postponed=1,
                    reason="Their head of utilities has left | У них ушёл начальник энергетической службы"),
            ), who="kuznetsov", talk=126),
        Intent("Service desk of the group | Служба поддержки группы", "N. Ilyina | Н. Ильина", 300, False,
            why="Theirs alone | Только для своих"),
    ),
    reviews={
        -4: Review("Trial agreed. | Об испытании договорились."),
        -3: Review("Visit done, nothing decided. | Визит состоялся, решений нет."),
        -2: Review("No line time in the high season. | В высокий сезон линию не дают.", "external"),
        -1: Review("Procurement moves every date. I need the head for one meeting. "
            "| Закупки переносят каждую дату. Нужен руководитель на одну встречу.", "support",
            "Agreed; find a day this quarter. | Согласен; найди день в этом квартале.", "support"),
    },
    base=0.98,
    reopened="Trial moved twice: quarters planned anew | Испытание перенесено дважды: кварталы планируем заново",
)
BALTIC = Potential(
    wallet=(
        Guess(0, 45, 25_000, upto=35_000, source="G. Antonov guesses, no document | Оценка Г. Антонова, документа нет"),
    ),
    intents=(
        Intent("Longer shelf life of smoked fish | Дольше срок хранения копчёной рыбы", "G. Antonov | Г. Антонов", 62,
            True, (
                Offer("Barrier film for retail packs | Барьерная плёнка для розничной упаковки", "pack", 1_500, 30, 1,
                    who="antonov", needs="C03"),
                Offer("Brine chemicals | Химия для рассола", "process", 60, 10, 2, True, 3, who="technical",
                    needs="C03 K08"),
            ), who="antonov", talk=62),
        Intent("The plant may move out of the town | Завод может переехать за город", "Local press | Местная пресса",
            90, None),
    ),
    reviews={-2: Review("The buyer keeps us to himself. | Закупщик никого к нам не подпускает.", "external")},
    base=None,
    behind=True,
)
URALMEAT = Potential(
    wallet=(
        Guess(0, 140, 46_000, source="S. Nekrasov | С. Некрасов"),
        Guess(0, 140, 19_300, "", "us", "S. Nekrasov | С. Некрасов"),
        Guess(0, 33, 13_500, "", "us", "Orders since the credit of the rival | Заказы с тех пор, как дали отсрочку"),
        Guess(0, 33, 12_000, "", _RIVAL, "S. Nekrasov | С. Некрасов"),
        Guess(1, 30, 46_000, source=_OURS),
        Guess(1, 30, 9_500, "", "us", "If nothing changes | Если ничего не изменится"),
    ),
    intents=(
        Intent("Slicing workshop | Цех нарезки", "I. Drozdova | И. Дроздова", 56, True, (
                Offer("Film for sliced meat | Плёнка для нарезки", "pack", 1_200, 10, 2, who="ushakov", rival=_RIVAL),
                Offer("Foam stations for the boning room | Пеногенераторы для цеха обвалки", "dosing", 900, 30, None,
                    status="postponed", ago=150, postponed=1, reason="Put off by the budget | Отложили из-за бюджета",
                    who="ushakov"),
            ), who="drozdova", item="K04", talk=56),
        Intent("Savings from all suppliers | Экономия на всех поставщиках", "R. Khasanov | Р. Хасанов", 120, True, (
                Offer("Yearly volume of cleaners | Годовой объём моющих средств", "clean", 6_000, 60, -1, rival=_RIVAL,
                    status="lost", ago=93, reason="60 days of credit from the distributor | Дистрибьютор дал отсрочку "
                        "60 дней", who="nekrasov"),
                Offer("Cleaners on a longer credit | Моющие средства с длинной отсрочкой", "clean", 400, 30, 0, True, 1,
                    6, _RIVAL, "Answer to the 60 days of credit | Наш ответ на отсрочку 60 дней", "credit",
                    "khasanov"),
            ), who="khasanov", talk=120),
    ),
    reviews={
        -3: Review("Foam cleaning is wanted. | Пенная мойка нужна."),
        -2: Review("Budget stopped the stations. | Пеногенераторы остановил бюджет.", "external"),
        -1: Review("Orders fall: a distributor gives 60 days of credit. | Заказы падают: дистрибьютор даёт отсрочку 60 "
            "дней.", "external", "Let us visit the CEO together. | Поедем к генеральному вместе.", "external"),
    },
    base=0.6,
)
ZAVOLGA = Potential(
    wallet=(
        Guess(0, 30, 10_000, upto=12_000, source="P. Samarin, to be checked | П. Самарин, надо уточнить"),
    ),
    intents=(
        Intent("Moulds are to be washed by machine | Формы будут мыть машиной", "V. Stroganov | В. Строганов", 50, True,
            (
                Offer("Cleaner and dosing for moulds | Средство и дозирование для форм", "clean", 60, 60, 1, True, 1,
                    job="moulds", who="arkhipova",
                    then="Washing of moulds: propose a scheme | Мойка форм: предложить схему"),
            ), who="stroganov", talk=50),
        Intent("Purchasing joins the parent company | Закупки переходят в головную компанию", "P. Samarin | П. Самарин",
            30, None, who="samarin", talk=30),
    ),
    base=None,
)
METROPOL = Potential(
    wallet=(
        Guess(0, 160, 15_000, source="Order history of three suppliers | История заказов трёх поставщиков"),
        Guess(0, 160, 9_200, "", "us", _OURS),
        Guess(1, 40, 16_500, source="M. Dyachenko | М. Дьяченко"),
        Guess(1, 40, 9_000, "", "us", "With the minimum order | С минимальным заказом"),
    ),
    intents=(
        Intent("Three more canteens | Ещё три столовые", "M. Dyachenko | М. Дьяченко", 24, True, (
                Offer("Foam cleaner for canteens | Пенное средство для столовых", "clean", 45, 30, 1, True, 1,
                    who="dyachenko"),
                Offer("Film at the price of last year | Плёнка по прошлогодней цене", "pack", 1_800, 30, -1,
                    status="lost", ago=83, reason="Below our cost | Ниже нашей себестоимости", who="krylova"),
            ), who="dyachenko", talk=24),
        Intent("Own delivery service | Собственная доставка", "A. Feldman | А. Фельдман", 83, False,
            why="No margin for anybody | Никому не приносит маржи", who="feldman", talk=83),
    ),
    reviews={
        -4: Review("Price rise refused. | От повышения цен отказались.", "unrealistic"),
        -2: Review("A delivery costs 3,800 roubles. | Одна поставка стоит 3 800 рублей.", "", "", "kam_fit"),
        -1: Review("The owner thinks. | Собственник думает.", "external"),
    },
    base=0.9,
)
ALTAI = Potential(
    wallet=(
        Guess(0, 170, 19_000, source="V. Popova | В. Попова"),
        Guess(0, 170, 11_200, "", "us", "V. Popova | В. Попова"),
        Guess(0, 170, 7_800, "", _PRINTER, "V. Popova | В. Попова"),
        Guess(1, 42, 20_500, upto=21_500, source="V. Popova, second line | В. Попова, вторая линия"),
        Guess(1, 42, 12_400, "", "us", _OURS),
    ),
    intents=(
        Intent("Second packing line | Вторая линия фасовки", "V. Popova | В. Попова", 112, True, (
                Offer("Film for the second line | Плёнка для второй линии", "pack", 150, 90, 1, True, 1, rival=_PRINTER,
                    job="film", who="popova",
                    then="First film for the second line | Первая плёнка для второй линии"),
            ), who="popova", item="K03", talk=112),
        Intent("New design of the packs | Новый дизайн упаковки", "A. Yudin | А. Юдин", 380, True, (
                Offer("Printed film, new design | Плёнка с новым дизайном", "pack", 800, 100, -6, status="won", ago=510,
                    reason="Printed in time | Напечатали в срок"),
            ), who="yudin", status="done"),
    ),
    reviews={-1: Review("Calm and on time. | Спокойно и в срок.")},
    base=0.99,
)
