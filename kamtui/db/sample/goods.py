"""What the supplier of the sample sells: categories with their products."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Product(NamedTuple):
    """`pack` is what is sold at once, in `unit`; `price` in roubles per unit, `margin` its share of the price."""

    name: str
    unit: str
    pack: int
    price: float
    margin: float


KG, LITRE, PIECE, ROLL, PACK = "kg | кг", "l | л", "pcs | шт.", "roll | рулон", "pack | упак."

CATEGORIES: Mapping[str, str] = {
    "clean": "Cleaning and disinfection | Моющие и дезинфицирующие средства",
    "process": "Process chemicals | Технологическая химия",
    "water": "Water treatment | Водоподготовка",
    "pack": "Packaging | Упаковка",
    "lube": "Conveyor lubricants | Смазки для конвейеров",
    "dosing": "Dosing equipment and service | Дозирующее оборудование и сервис",
}

GOODS: Mapping[str, tuple[Product, ...]] = {
    "clean": (
        Product("Alkaline CIP cleaner, 24 kg | Щелочное средство для CIP-мойки, 24 кг", KG, 24, 142, 0.34),
        Product("Acid CIP cleaner, 24 kg | Кислотное средство для CIP-мойки, 24 кг", KG, 24, 156, 0.33),
        Product("Foam cleaner, chlorinated, 22 kg | Пенное моющее средство с хлором, 22 кг", KG, 22, 168, 0.36),
        Product("Peracetic acid 15 %, 30 kg | Надуксусная кислота 15 %, 30 кг", KG, 30, 214, 0.31),
        Product("Surface disinfectant, 5 l | Дезинфектант для поверхностей, 5 л", LITRE, 5, 320, 0.41),
        Product("Hand sanitiser, 5 l | Антисептик для рук, 5 л", LITRE, 5, 285, 0.43),
        Product("Enzyme cleaner for membranes, 20 kg | Ферментное средство для мембран, 20 кг", KG, 20, 690, 0.46),
        Product("Allergen removal cleaner, 20 kg | Средство для удаления аллергенов, 20 кг", KG, 20, 540, 0.48),
    ),
    "process": (
        Product("Caustic soda, flakes, 25 kg | Натр едкий чешуированный, 25 кг", KG, 25, 96, 0.14),
        Product("Citric acid, food grade, 25 kg | Лимонная кислота пищевая, 25 кг", KG, 25, 138, 0.17),
        Product("Calcium chloride, food grade, 25 kg | Хлорид кальция пищевой, 25 кг", KG, 25, 74, 0.19),
        Product("Lactic acid 80 %, 25 kg | Молочная кислота 80 %, 25 кг", KG, 25, 246, 0.22),
        Product("Antifoam, food grade, 20 kg | Пеногаситель пищевой, 20 кг", KG, 20, 412, 0.33),
        Product("Sodium nitrite mix, 25 kg | Нитритная смесь, 25 кг", KG, 25, 88, 0.18),
    ),
    "water": (
        Product("Scale inhibitor, 25 kg | Ингибитор накипи, 25 кг", KG, 25, 298, 0.38),
        Product("Biocide for cooling towers, 20 kg | Биоцид для градирен, 20 кг", KG, 20, 372, 0.37),
        Product("Tablet salt, 25 kg | Соль таблетированная, 25 кг", KG, 25, 24, 0.16),
        Product("Coagulant, 30 kg | Коагулянт, 30 кг", KG, 30, 66, 0.24),
        Product("Antiscalant for reverse osmosis, 20 kg | Антискалант для обратного осмоса, 20 кг", KG, 20, 465, 0.42),
    ),
    "pack": (
        Product("Shrink film, 500 mm | Плёнка термоусадочная, 500 мм", ROLL, 1, 5400, 0.19),
        Product("Stretch film, machine, 23 mic | Стрейч-плёнка машинная, 23 мкм", ROLL, 1, 2950, 0.15),
        Product("Barrier film, printed | Плёнка барьерная с печатью", ROLL, 1, 12800, 0.24),
        Product("Tray, 187×137 mm | Лоток 187×137 мм", PACK, 10, 860, 0.21),
        Product("Corrugated box, four-colour | Гофрокороб с печатью в четыре цвета", PIECE, 200, 38, 0.18),
        Product("Bag-in-box, 10 l | Пакет для упаковки «бэг-ин-бокс», 10 л", PIECE, 50, 64, 0.23),
    ),
    "lube": (
        Product("Dry conveyor lubricant, 20 kg | Сухая смазка для конвейеров, 20 кг", KG, 20, 395, 0.39),
        Product("Wet conveyor lubricant, 200 kg | Жидкая смазка для конвейеров, 200 кг", KG, 200, 188, 0.32),
        Product("Food-grade grease, 400 g | Смазка с пищевым допуском, 400 г", PIECE, 12, 980, 0.36),
    ),
    "dosing": (
        Product("Dosing pump, 30 l/h | Насос-дозатор, 30 л/ч", PIECE, 1, 68500, 0.21),
        Product("Foam station, wall-mounted | Пеногенераторная станция настенная", PIECE, 1, 43200, 0.23),
        Product("Dosing service visit | Выезд сервисного инженера", PIECE, 1, 14500, 0.52),
        Product("Conductivity probe | Датчик электропроводности", PIECE, 1, 27400, 0.26),
    ),
}
