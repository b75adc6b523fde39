"""Words of the vocabulary: how a member is shown, and which words a user or a file may write for it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, IntEnum
from functools import lru_cache
from typing import Any, TypeVar

from kamtui.domain.text import search_key
from kamtui.domain.words import (
    AgendaKind,
    AlertKind,
    Attitude,
    Category,
    ContactStatus,
    Favours,
    Function,
    Influence,
    LineKind,
    PlanState,
    Priority,
    ProgressCategory,
    ProgressSet,
    ProgressStatus,
    Role,
    Strength,
    TaskStatus,
    TieKind,
    TouchKind,
    UserRole,
    WayKind,
)
from kamtui.errors import InvalidValue
from kamtui.i18n import language, pgettext

E = TypeVar("E", bound=Enum)


def label(member: Enum) -> str:
    """The word for `member` in the chosen language."""
    return _labels(language())[type(member)][member]


def level_label(level: int) -> str:
    """Who stands on a DMP level 1…5."""
    return {
        5: pgettext("level", "owners and CEO"),
        4: pgettext("level", "function directors"),
        3: pgettext("level", "department heads"),
        2: pgettext("level", "specialists"),
        1: pgettext("level", "users and assistants"),
    }[level]


def parse_word(enum: type[E], text: str) -> E:
    """The member that `text` means: its value, its English or Russian word, or its number; any case, е = ё.

    Raises InvalidValue that lists the values that would do.
    """
    key = _word_key(text)
    found: E | None = _words(enum).get(key)
    if found is None and issubclass(enum, IntEnum):
        found = _by_number(enum, key)
    if found is None:
        raise InvalidValue(_field(enum), text, expected=", ".join(_plain(member) for member in enum))
    return found


def _plain(member: Enum) -> str:
    """A member as options take it: numbers by their names."""
    return member.name.lower() if isinstance(member, IntEnum) else str(member.value)


def _by_number(enum: type[E], key: str) -> E | None:
    try:
        number = float(key.replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
    return next((member for member in enum if member.value == number), None)


def _field(enum: type[Enum]) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in enum.__name__).lstrip("_")


def _word_key(text: str) -> str:
    # A leading minus is a number's.
    return search_key(text if text.strip().startswith("-") else text.replace("_", " ").replace("-", " "))


@lru_cache(maxsize=32)
def _words(enum: type[E]) -> Mapping[str, E]:
    """Every word that means a member of `enum`, by its key."""
    found: dict[str, E] = {}
    for member in enum:
        for word in (str(member.value), member.name, *_ACCEPTED.get(enum, {}).get(member, ())):
            found.setdefault(_word_key(word), member)
    return found


@lru_cache(maxsize=2)
def _labels(_language: str) -> Mapping[type[Enum], Mapping[Any, str]]:
    # Grouped by class: members of different enums with one value are equal, and would be one key.
    return {
        Category: {
            Category.KEY: pgettext("category", "key"),
            Category.ACTIVE: pgettext("category", "active"),
            Category.REGULAR: pgettext("category", "regular"),
            Category.NEW: pgettext("category", "new"),
            Category.PROBLEM: pgettext("category", "problem"),
        },
        UserRole: {
            UserRole.KAM: pgettext("user role", "KAM"),
            UserRole.HEAD: pgettext("user role", "head"),
            UserRole.DEPUTY: pgettext("user role", "deputy"),
        },
        Favours: {
            Favours.US: pgettext("favours", "us"),
            Favours.COMPETITOR: pgettext("favours", "a competitor"),
            Favours.NOBODY: pgettext("favours", "nobody"),
        },
        WayKind: {
            WayKind.PHONE: pgettext("way", "phone"),
            WayKind.EMAIL: pgettext("way", "e-mail"),
            WayKind.MESSENGER: pgettext("way", "messenger"),
        },
        LineKind: {
            LineKind.INFLUENCES: pgettext("line", "influences"),
            LineKind.CONFLICT: pgettext("line", "in conflict with"),
        },
        TieKind: {
            TieKind.OWNER: pgettext("tie", "owns the relationship"),
            TieKind.EXECUTIVE_PAIR: pgettext("tie", "executive pair"),
            TieKind.KNOWS: pgettext("tie", "knows them"),
        },
        Function: {
            Function.MANAGEMENT: pgettext("function", "general management"),
            Function.PROCUREMENT: pgettext("function", "procurement"),
            Function.TECHNICAL: pgettext("function", "technical"),
            Function.PRODUCTION: pgettext("function", "production"),
            Function.FINANCE: pgettext("function", "finance"),
            Function.QUALITY: pgettext("function", "quality"),
            Function.LOGISTICS: pgettext("function", "logistics"),
            Function.IT: pgettext("function", "IT"),
            Function.LEGAL: pgettext("function", "legal"),
            Function.SALES: pgettext("function", "sales and marketing"),
        },
        Role: {
            Role.DECIDER: pgettext("role", "decider"),
            Role.INFLUENCER: pgettext("role", "influencer"),
            Role.BUYER: pgettext("role", "buyer"),
            Role.USER: pgettext("role", "user"),
            Role.CHAMPION: pgettext("role", "champion"),
            Role.BLOCKER: pgettext("role", "blocker"),
            Role.INITIATOR: pgettext("role", "initiator"),
            Role.APPROVER: pgettext("role", "approver"),
            Role.GATEKEEPER: pgettext("role", "gatekeeper"),
            Role.ECONOMIC_BUYER: pgettext("role", "economic buyer"),
            Role.TECHNICAL_BUYER: pgettext("role", "technical buyer"),
            Role.COACH: pgettext("role", "coach"),
            Role.SPONSOR: pgettext("role", "sponsor"),
        },
        Attitude: {
            Attitude.ENEMY: pgettext("attitude", "enemy"),
            Attitude.SCEPTIC: pgettext("attitude", "sceptic"),
            Attitude.NEUTRAL: pgettext("attitude", "neutral"),
            Attitude.SUPPORTER: pgettext("attitude", "supporter"),
            Attitude.ALLY: pgettext("attitude", "ally"),
        },
        Influence: {
            Influence.OUTSIDE: pgettext("influence", "outside"),
            Influence.TAKES_PART: pgettext("influence", "takes part"),
            Influence.INNER_CIRCLE: pgettext("influence", "inner circle"),
        },
        Strength: {
            Strength.NONE: pgettext("strength", "none"),
            Strength.ACQUAINTED: pgettext("strength", "acquainted"),
            Strength.WORKING: pgettext("strength", "working"),
            Strength.CLOSE: pgettext("strength", "close"),
            Strength.TRUSTED_ADVISER: pgettext("strength", "trusted adviser"),
        },
        ContactStatus: {
            ContactStatus.ACTIVE: pgettext("contact status", "at the company"),
            ContactStatus.LEFT: pgettext("contact status", "left"),
        },
        ProgressCategory: {
            ProgressCategory.KNOWLEDGE: pgettext("progress category", "knowledge"),
            ProgressCategory.CONTACTS: pgettext("progress category", "contacts"),
            ProgressCategory.INTERACTION: pgettext("progress category", "interaction"),
            ProgressCategory.INTEGRATION: pgettext("progress category", "integration"),
        },
        ProgressStatus: {
            ProgressStatus.NOT_STARTED: pgettext("progress status", "not started"),
            ProgressStatus.IN_PROGRESS: pgettext("progress status", "in progress"),
            ProgressStatus.DONE: pgettext("progress status", "done"),
            ProgressStatus.NOT_APPLICABLE: pgettext("progress status", "not applicable"),
        },
        ProgressSet: {
            ProgressSet.CORE: pgettext("progress set", "core"),
            ProgressSet.FULL: pgettext("progress set", "full"),
        },
        TaskStatus: {
            TaskStatus.OPEN: pgettext("task status", "open"),
            TaskStatus.DONE: pgettext("task status", "done"),
            TaskStatus.MOVED: pgettext("task status", "moved"),
            TaskStatus.DROPPED: pgettext("task status", "dropped"),
        },
        Priority: {
            Priority.LOW: pgettext("priority", "low"),
            Priority.NORMAL: pgettext("priority", "normal"),
            Priority.HIGH: pgettext("priority", "high"),
        },
        PlanState: {
            PlanState.DRAFT: pgettext("plan state", "draft"),
            PlanState.SUBMITTED: pgettext("plan state", "submitted"),
            PlanState.APPROVED: pgettext("plan state", "approved"),
        },
        TouchKind: {
            TouchKind.CALL: pgettext("touch kind", "call"),
            TouchKind.MESSAGE: pgettext("touch kind", "message"),
            TouchKind.MEETING: pgettext("touch kind", "meeting"),
            TouchKind.VISIT: pgettext("touch kind", "visit"),
            TouchKind.EMAIL: pgettext("touch kind", "e-mail"),
            TouchKind.EVENT: pgettext("touch kind", "event"),
            TouchKind.SURVEY: pgettext("touch kind", "survey"),
        },
        AlertKind: {
            AlertKind.OVERDUE: pgettext("alert", "overdue"),
            AlertKind.ESCALATION: pgettext("alert", "escalation"),
            AlertKind.NO_TOUCH: pgettext("alert", "no touch"),
            AlertKind.SINGLE_THREAD: pgettext("alert", "single thread"),
            AlertKind.CONTACT_LEFT: pgettext("alert", "contact left"),
            AlertKind.STALLED: pgettext("alert", "stalled"),
            AlertKind.FALLING_ORDERS: pgettext("alert", "falling orders"),
            AlertKind.DEPENDENCE: pgettext("alert", "dependence"),
            AlertKind.LOW_MARGIN: pgettext("alert", "low margin"),
            AlertKind.CONTRACT_NOTICE: pgettext("alert", "contract notice"),
            AlertKind.REVIEW_DUE: pgettext("alert", "review due"),
        },
        AgendaKind: {
            AgendaKind.TASK: pgettext("agenda", "task"),
            AgendaKind.NEXT_STEP: pgettext("agenda", "next step"),
            AgendaKind.CADENCE: pgettext("agenda", "cadence"),
            AgendaKind.STALLED: pgettext("agenda", "stalled"),
            AgendaKind.EXPIRING: pgettext("agenda", "expiring"),
            AgendaKind.SINGLE_THREAD: pgettext("agenda", "single thread"),
            AgendaKind.NO_TOUCH: pgettext("agenda", "no touch"),
            AgendaKind.CONTACT_LEFT: pgettext("agenda", "contact left"),
            AgendaKind.FALLING_ORDERS: pgettext("agenda", "falling orders"),
            AgendaKind.QUARTER_CLOSING: pgettext("agenda", "quarter closing"),
            AgendaKind.BIRTHDAY: pgettext("agenda", "birthday"),
        },
    }


# What files and command lines may say beside the values, whatever the language of the screen.
_ACCEPTED: Mapping[type[Enum], Mapping[Any, tuple[str, ...]]] = {
    Category: {
        Category.KEY: ("К", "ключевой", "ключевая"),
        Category.ACTIVE: ("А", "активный", "активная"),
        Category.REGULAR: ("Р", "регулярный", "регулярная"),
        Category.NEW: ("Н", "новый", "новая"),
        Category.PROBLEM: ("П", "проблемный", "проблемная"),
    },
    UserRole: {
        UserRole.KAM: ("КАМ",),
        UserRole.HEAD: ("руководитель",),
        UserRole.DEPUTY: ("замещающий", "заместитель"),
    },
    Favours: {
        Favours.US: ("мы", "нас", "за нас"),
        Favours.COMPETITOR: ("a competitor", "конкурент", "конкурента", "за конкурента"),
        Favours.NOBODY: ("никто", "никого"),
    },
    WayKind: {
        WayKind.PHONE: ("телефон", "мобильный"),
        WayKind.EMAIL: ("почта", "e-mail"),
        WayKind.MESSENGER: ("мессенджер",),
    },
    LineKind: {
        LineKind.INFLUENCES: ("влияет", "влияет на", "influence"),
        LineKind.CONFLICT: ("конфликт", "в конфликте", "in conflict"),
    },
    TieKind: {
        TieKind.OWNER: ("owns", "ведёт отношения", "владелец"),
        TieKind.EXECUTIVE_PAIR: ("pair", "пара руководителей", "пара"),
        TieKind.KNOWS: ("знает", "знаком"),
    },
    Function: {
        Function.MANAGEMENT: ("general management", "общее руководство", "генеральное управление", "руководство"),
        Function.PROCUREMENT: ("purchasing", "закупки", "снабжение"),
        Function.TECHNICAL: ("engineering", "техническая", "технический", "технология"),
        Function.PRODUCTION: ("manufacturing", "operations", "производство"),
        Function.FINANCE: ("финансы", "бухгалтерия"),
        Function.QUALITY: ("качество", "ОТК"),
        Function.LOGISTICS: ("логистика", "склад"),
        Function.IT: ("ИТ", "айти"),
        Function.LEGAL: ("юридическая", "юристы", "право"),
        Function.SALES: (
            "продажи и маркетинг",
            "marketing",
            "sales/marketing",
            "sales and marketing",
            "продажи",
            "маркетинг",
            "продажи/маркетинг",
        ),
    },
    Role: {
        Role.DECIDER: ("decision maker", "ЛПР", "лицо, принимающее решение"),
        Role.INFLUENCER: ("ЛВПР", "влияющий"),
        Role.BUYER: ("закупщик",),
        Role.USER: ("пользователь",),
        Role.CHAMPION: ("внутренний адвокат", "адвокат", "чемпион"),
        Role.BLOCKER: ("противник", "блокер"),
        Role.INITIATOR: ("инициатор",),
        Role.APPROVER: ("утверждающий", "согласующий"),
        Role.GATEKEEPER: ("контролирует доступ",),
        Role.ECONOMIC_BUYER: ("экономический покупатель",),
        Role.TECHNICAL_BUYER: ("технический эксперт", "технический покупатель"),
        Role.COACH: ("коуч", "наставник"),
        Role.SPONSOR: ("спонсор",),
    },
    Attitude: {
        Attitude.ENEMY: ("противник", "враг"),
        Attitude.SCEPTIC: ("skeptic", "скептик"),
        Attitude.NEUTRAL: ("нейтрал", "нейтрален", "нейтральна", "нейтральный", "нейтральное"),
        Attitude.SUPPORTER: ("сторонник", "сторонница"),
        Attitude.ALLY: ("союзник", "союзница"),
    },
    Influence: {
        Influence.OUTSIDE: ("вне круга решений", "вне круга"),
        Influence.TAKES_PART: ("участвует", "участвует в решении"),
        Influence.INNER_CIRCLE: ("ближний круг",),
    },
    Strength: {
        Strength.NONE: ("нет",),
        Strength.ACQUAINTED: ("знакомы", "знаком"),
        Strength.WORKING: ("рабочие",),
        Strength.CLOSE: ("тесные",),
        Strength.TRUSTED_ADVISER: ("trusted advisor", "доверенный советник"),
    },
    ContactStatus: {
        ContactStatus.ACTIVE: ("at the company", "работает"),
        ContactStatus.LEFT: ("ушёл", "ушла", "уволен", "уволена"),
    },
    ProgressCategory: {
        ProgressCategory.KNOWLEDGE: ("знание", "знания"),
        ProgressCategory.CONTACTS: ("контакты",),
        ProgressCategory.INTERACTION: ("взаимодействие",),
        ProgressCategory.INTEGRATION: ("интеграция",),
    },
    ProgressStatus: {
        ProgressStatus.NOT_STARTED: ("не начато", "не начат"),
        ProgressStatus.IN_PROGRESS: ("в работе", "в процессе"),
        ProgressStatus.DONE: ("сделано", "выполнено", "готово"),
        ProgressStatus.NOT_APPLICABLE: ("n/a", "не применимо", "неприменимо"),
    },
    ProgressSet: {
        ProgressSet.CORE: ("основной", "ядро"),
        ProgressSet.FULL: ("полный",),
    },
    TaskStatus: {
        TaskStatus.OPEN: ("открыта", "в работе"),
        TaskStatus.DONE: ("сделана", "сделано", "выполнена", "выполнено", "готово"),
        TaskStatus.MOVED: ("перенесена", "перенесено"),
        TaskStatus.DROPPED: ("снята", "снято", "отменена"),
    },
    Priority: {
        Priority.LOW: ("низкий", "низкая"),
        Priority.NORMAL: ("обычный", "обычная", "средний"),
        Priority.HIGH: ("высокий", "высокая", "срочно"),
    },
    PlanState: {
        PlanState.DRAFT: ("черновик",),
        PlanState.SUBMITTED: ("на согласовании", "подан"),
        PlanState.APPROVED: ("утверждён", "согласован"),
    },
    TouchKind: {
        TouchKind.CALL: ("звонок",),
        TouchKind.MESSAGE: ("сообщение",),
        TouchKind.MEETING: ("встреча",),
        TouchKind.VISIT: ("визит",),
        TouchKind.EMAIL: ("e-mail", "mail", "письмо", "почта"),
        TouchKind.EVENT: ("мероприятие",),
        TouchKind.SURVEY: ("опрос",),
    },
}
