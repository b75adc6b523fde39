"""Nord Foods: three initiatives that matter and two that do not, or not yet."""

from __future__ import annotations

from kamtui.db.sample.potential import Guess, Intent, Offer, Potential, Review

_BUDGET = "Budget shown by M. Sokolova | Бюджет показала М. Соколова"
_SHARES = "O. Gromov and D. Orlov, item by item | О. Громов и Д. Орлов, по позициям"
_LIPETSK = "Washing zones of Lipetsk with O. Gromov | Зоны мойки Липецка вместе с О. Громовым"
_RIVAL = "Hygienix | Гигиеникс"
_FILM = "Polyfilm | Полифильм"

# fmt: off
POTENTIAL = Potential(
    wallet=(
        Guess(-1, 420, 108_000, source="History of three suppliers | История трёх поставщиков"),
        Guess(0, 400, 105_000, upto=120_000, source="Our own estimate | Собственная оценка"),
        Guess(0, 205, 118_000, source=_BUDGET),
        Guess(0, 185, 40_000, "clean", source=_BUDGET),
        Guess(0, 185, 22_400, "clean", "us", _SHARES),
        Guess(0, 185, 17_000, "clean", _RIVAL, _SHARES),
        Guess(0, 185, 16_000, "process", source=_BUDGET),
        Guess(0, 185, 9_600, "process", "us", _SHARES),
        Guess(0, 185, 5_400, "process", _RIVAL, _SHARES),
        Guess(0, 185, 11_000, "water", source=_BUDGET),
        Guess(0, 185, 5_900, "water", "us", _SHARES),
        Guess(0, 185, 5_100, "water", _RIVAL, _SHARES),
        Guess(0, 23, 42_000, "pack", source="D. Orlov: volumes of film by month | Д. Орлов: объёмы плёнки по месяцам"),
        Guess(0, 23, 0, "pack", "us"),
        Guess(0, 23, 26_000, "pack", _FILM, "D. Orlov | Д. Орлов"),
        Guess(0, 23, 3_300, "pack", _RIVAL, "D. Orlov | Д. Орлов"),
        Guess(0, 185, 6_000, "lube", source=_BUDGET),
        Guess(0, 185, 4_000, "lube", "us", _SHARES),
        Guess(0, 185, 2_000, "lube", _RIVAL, _SHARES),
        Guess(0, 185, 3_000, "dosing", source=_BUDGET),
        Guess(0, 185, 400, "dosing", "us", _SHARES),
        Guess(0, 185, 2_600, "dosing", _RIVAL, _SHARES),
        Guess(1, 18, 142_000, upto=153_000, source=_LIPETSK),
        Guess(1, 18, 53_000, "clean", source=_LIPETSK),
        Guess(1, 18, 31_500, "clean", "us", "With both projects won | Если выиграем оба проекта"),
        Guess(1, 18, 17_500, "process", source=_LIPETSK),
        Guess(1, 18, 10_300, "process", "us", "Our own estimate | Собственная оценка"),
        Guess(1, 18, 14_000, "water", source=_LIPETSK),
        Guess(1, 18, 7_400, "water", "us", "Our own estimate | Собственная оценка"),
        Guess(1, 18, 48_000, "pack", source="D. Orlov | Д. Орлов"),
        Guess(1, 18, 4_200, "pack", "us", "One packing machine of three | Один упаковщик из трёх"),
        Guess(1, 18, 7_000, "lube", source="Our own estimate | Собственная оценка"),
        Guess(1, 18, 4_600, "lube", "us", "Our own estimate | Собственная оценка"),
        Guess(1, 18, 8_000, "dosing", source=_LIPETSK),
        Guess(1, 18, 2_600, "dosing", "us", "Our own estimate | Собственная оценка"),
    ),
    intents=(
        Intent("New plant in Lipetsk | Новый завод в Липецке",
            "Trade press, confirmed by O. Gromov | Отраслевая пресса, подтвердил О. Громов", 284, True, (
                Offer("Cleaning chemicals for the new plant | Моющие средства для нового завода", "clean", 750, 60, 0,
                    True, 2, None, _RIVAL,
                    "Tender for the new plant: commercial offer | Тендер по новому заводу: коммерческое предложение",
                    "tender", "gromov", "I08 I09"),
                Offer("Start-up wash of the pilot line | Пусковая мойка пилотной линии", "clean", 1_200, 60, 0,
                    rival=_RIVAL, then="Fix the day with O. Gromov | Назначить день с О. Громовым", who="gromov"),
                Offer("Dosing system for the new plant | Система дозирования для нового завода", "dosing", 1_800, 30, 2,
                    rival=_RIVAL, then="Guarantee on pumps for P. Weiss | Гарантия на насосы для П. Вайса",
                    who="weiss", needs="I09"),
                Offer("Water treatment as at the brewery | Водоподготовка, как на пивоварне", "water", 160, 10, 3, True,
                    3, then="Send K. Makarov the water scheme | Отправить К. Макарову схему водоподготовки",
                    who="makarov"),
            ), who="gromov", item="K04", talk=281),
        Intent("Certification under a new quality standard | Сертификация по новому стандарту качества",
            "E. Kim, at the laboratory | Е. Ким, в лаборатории", 175, True, (
                Offer("Premium cleaners for the allergen zone | Премиальные средства для зоны аллергенов", "clean", 210,
                    60, 1, True, 1, None, "",
                    "Put our cleaner into the washing regulation | Внести наше средство в регламент мойки",
                    "regulation", "kim", "C07 G07", product="Allergen removal cleaner, 20 kg | "
                        "Средство для удаления аллергенов, 20 кг"),
                Offer("First lots for the internal audit | Первые партии для внутреннего аудита", "clean", 640, 100, -1,
                    who="kim", status="won", ago=78,
                    reason="Trial wash in Vologda convinced | Убедила опытная мойка в Вологде"),
            ), who="kim", talk=171),
        Intent("Trouble with the packaging supplier | Проблемы с поставщиком упаковки",
            "D. Orlov: film tears, claims unanswered | Д. Орлов: плёнка рвётся, на претензии не отвечают", 150, True, (
                Offer("Film for the new packing machine | Плёнка для нового упаковщика", "pack", 350, 40, 0, True, 1,
                    12, _FILM, "Send the packaging offer | Отправить предложение по упаковке", "offer", "orlov", "I10",
                    postponed=1, product="Shrink film, 500 mm | Плёнка термоусадочная, 500 мм"),
                Offer("Trays for ready meals | Лотки для готовых блюд", "pack", 1_800, 10, None, status="postponed",
                    ago=52, reason="Only after the trial of film | Только после пробной поставки плёнки",
                    who="orlov", postponed=1),
            ), who="orlov", item="K09"),
        Intent("New cartons for frozen vegetables | Новая упаковка для замороженных овощей", "D. Orlov | Д. Орлов", 470,
            True, (
                Offer("Film for the old line | Плёнка для старой линии", "pack", 900, 30, -5, rival=_FILM,
                    status="lost", ago=430,
                    reason="No machine time in the season, price 3 % above "
                        "| В сезон нет машинного времени, цена на 3 % выше"),
            ), who="orlov", status="done"),
        Intent("Export to the east | Экспорт на восток", "M. Sokolova, budget talk | М. Соколова, разговор о бюджете",
            205, None, talk=205),
        Intent("New accounting system | Новая учётная система", "A. Fomin | А. Фомин", 320, False,
            why="Nothing for us to sell; links between systems wait for it "
                "| Продать нам нечего; до неё связей между системами не будет", who="fomin", item="G03"),
    ),
    reviews={
        -5: Review("Cooling water signed; film put off until the new packer comes. "
            "| Вода охлаждения подписана; плёнка ждёт нового упаковщика.", "external"),
        -4: Review("All done. The CEO asked for a saving plan. "
            "| Сделано всё. Генеральный директор попросил план экономии."),
        -3: Review("Contract signed, chief engineer met. The head of quality left before we met. "
            "| Договор подписан, с главным инженером познакомились. Руководитель качества ушёл раньше, чем мы "
            "встретились.", "external", "Good start. Find out who decides in Lipetsk on equipment. "
            "| Хорошее начало. Узнай, кто в Липецке решает по оборудованию."),
        -2: Review("Shortlisted for Lipetsk; the standard opens the premium line. "
            "| По Липецку в коротком списке; стандарт открывает дорогу премиальной линейке."),
        -1: Review("The trial in Vologda went well. The packaging price came late from our own plant. "
            "| Опытная мойка в Вологде прошла хорошо. Цену на упаковку наше производство дало поздно.", "support",
            "I will speak with the packaging team about the price. | С отделом упаковки о цене поговорю сам.",
            "support"),
    },
    approved={
        3: "The circle grows by a fifth with the new plant. Our share holds; the packaging they buy is not ours. "
            "| С новым заводом «круг» вырастет на пятую часть. Долю удержим; упаковку они покупают не у нас.",
        4: "• A new plant in another region (trade press) | • Новый завод в другом регионе (отраслевая пресса)",
        5: "• Cleaning chemicals for the new plant: our category, 7 M a year "
            "| • Моющие средства для нового завода: наша категория, 7 млн в год",
        6: "Chief engineer of the new plant: meet. Head of quality: meet. "
            "Progress to 60 % by the end of the year. "
            "| Главный инженер нового завода: познакомиться. Руководитель качества: познакомиться. "
            "Прогрессы — 60 % к концу года.",
        7: "Technologist three days a quarter, service for the start-up. Risk: a federal distributor offers chemicals "
            "together with equipment. Control: review with the head every quarter. "
            "| Технолог — три дня в квартал, сервис — запуск. Риск: федеральный дистрибьютор предлагает химию вместе с "
            "оборудованием. Контроль: ежеквартально с руководителем.",
    },
    kept=(33, "Before the talk with the head | Перед разговором с руководителем"),
)
