"""Kuban Preserves: circle and share both grow."""

from __future__ import annotations

from kamtui.db.sample.potential import Guess, Intent, Offer, Potential, Review

_CFO = "Opened by K. Avetisyan | Показала К. Аветисян"
_FILM = "Polyfilm | Полифильм"
_PURE = "Pureline | Пьюрлайн"

# fmt: off
POTENTIAL = Potential(
    wallet=(
        Guess(-1, 500, 58_000, source="Joint plan | Совместный план"),
        Guess(0, 135, 64_000, source=_CFO),
        Guess(0, 135, 16_000, "clean", source=_CFO),
        Guess(0, 135, 12_400, "clean", "us", _CFO),
        Guess(0, 135, 8_000, "process", source=_CFO),
        Guess(0, 135, 5_500, "process", "us", _CFO),
        Guess(0, 135, 8_500, "water", source=_CFO),
        Guess(0, 135, 5_400, "water", "us", _CFO),
        Guess(0, 135, 3_100, "water", _PURE, "I. Ponomarev | И. Пономарёв"),
        Guess(0, 135, 27_000, "pack", source=_CFO),
        Guess(0, 135, 10_200, "pack", "us", _CFO),
        Guess(0, 135, 16_000, "pack", _FILM, _CFO),
        Guess(0, 135, 3_500, "lube", source=_CFO),
        Guess(0, 135, 3_000, "lube", "us", _CFO),
        Guess(0, 135, 1_000, "dosing", source=_CFO),
        Guess(0, 135, 200, "dosing", "us", _CFO),
        Guess(1, 32, 70_500, source="Joint plan | Совместный план"),
        Guess(1, 32, 42_600, "", "us", "Joint plan | Совместный план"),
    ),
    intents=(
        Intent("New boiler house | Новая котельная", "I. Ponomarev | И. Пономарёв", 200, True, (
                Offer("Water treatment of the boiler house | Водоподготовка котельной", "water", 250, 60, 2, True, 3,
                    rival=_PURE, then="Water analysis for the boiler house | Анализ воды для котельной",
                    job="water", who="ponomarev", needs="I09"),
            ), who="ponomarev", item="K04"),
        Intent("Glass instead of tin | Стекло вместо жести", "L. Bondar, strategy day | Л. Бондарь, стратегическая "
            "сессия", 241, True, (
                Offer("Washing of glass jars | Мойка стеклобанки", "clean", 100, 60, 1, True, 1, job="glass",
                    then="Offer glass jar washing | Предложить мойку стеклобанки", who="ponomarev"),
            ), who="bondar", item="K03", talk=241),
        Intent("Tomato line | Линия томатов", "A. Sheremet, strategy day | А. Шеремет, стратегическая сессия", 241,
            True, (
                Offer("Dry lubricant for the tomato line | Сухая смазка для линии томатов", "lube", 45, 100, -1, True,
                    -1, who="ponomarev", status="won", ago=86,
                    reason="Works on the jar conveyor | Работает на банкоконвейере"),
                Offer("Shrink film for the tomato line | Термоплёнка для линии томатов", "pack", 140, 30, -1, True, 0,
                    rival=_FILM, who="tkach", status="lost", ago=61,
                    reason="Film plant gave 7 % off for two years | Плёночный завод дал скидку 7 % на два года"),
            ), who="sheremet", item="I02", talk=241, status="done"),
        Intent("Export of sauces | Экспорт соусов", "K. Avetisyan | К. Аветисян", 260, None),
    ),
    reviews={
        -4: Review("Three-year contract signed. | Подписан договор на три года."),
        -3: Review("Joint plan signed in the first month. | Совместный план подписан в первый же месяц."),
        -2: Review("Replenishment works before the season. | Автопополнение работает ещё до сезона."),
        -1: Review("The season went without a stop. Film of the tomato line lost on price. "
            "| Сезон прошёл без остановок. Плёнку для линии томатов проиграли по цене.", "",
            "A model account: write down how it was done. | Образцовый клиент: опиши, как это сделано."),
    },
)
