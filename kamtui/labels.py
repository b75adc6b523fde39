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
    Answer,
    Attitude,
    Category,
    Cause,
    ContactStatus,
    ContractStatus,
    EscalationStatus,
    Favours,
    FindingKind,
    Function,
    Influence,
    InitiativeStatus,
    LineKind,
    MeetingStatus,
    OpportunityStatus,
    PlanEventKind,
    PlanState,
    Priority,
    ProgressCategory,
    ProgressSet,
    ProgressStatus,
    PromiseSide,
    PromiseStatus,
    Role,
    Severity,
    SnapshotKind,
    Strength,
    TaskStatus,
    TenderStatus,
    TieKind,
    TouchKind,
    UserRole,
    Verdict,
    WayKind,
)
from kamtui.errors import InvalidValue
from kamtui.i18n import language, pgettext
from kamtui.labels_accepted import ACCEPTED

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
        raise InvalidValue(_field(enum), text, expected=", ".join(_wanted(member) for member in enum))
    return found


def _wanted(member: Enum) -> str:
    """The word to write for a member: the one that options take, in Russian the Russian one where there is one."""
    words = _words(type(member))
    said = _labels(language()).get(type(member), {}).get(member, "") if language() == "ru" else ""
    return said if said and words.get(_word_key(said)) is member else _plain(member)


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
        for word in (str(member.value), member.name, *ACCEPTED.get(enum, {}).get(member, ())):
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
        PlanEventKind: {
            PlanEventKind.STARTED: pgettext("plan event", "started"),
            PlanEventKind.SUBMITTED: pgettext("plan event", "submitted"),
            PlanEventKind.APPROVED: pgettext("plan event", "approved"),
            PlanEventKind.REOPENED: pgettext("plan event", "reopened"),
            PlanEventKind.QUARTER_CLOSED: pgettext("plan event", "quarter closed"),
            PlanEventKind.QUARTER_REOPENED: pgettext("plan event", "quarter reopened"),
        },
        SnapshotKind: {
            SnapshotKind.APPROVED: pgettext("snapshot", "approved"),
            SnapshotKind.QUARTER_CLOSED: pgettext("snapshot", "quarter closed"),
            SnapshotKind.KEPT: pgettext("snapshot", "kept"),
        },
        Cause: {
            Cause.UNREALISTIC: pgettext("cause", "unrealistic tasks"),
            Cause.SUPPORT: pgettext("cause", "the KAM needs support"),
            Cause.EXTERNAL: pgettext("cause", "external causes"),
            Cause.KAM_FIT: pgettext("cause", "the KAM does not fit"),
        },
        Answer: {
            Answer.WAITING: pgettext("answer", "no answer yet"),
            Answer.PROMISED: pgettext("answer", "promised"),
            Answer.GIVEN: pgettext("answer", "given"),
            Answer.REFUSED: pgettext("answer", "refused"),
        },
        InitiativeStatus: {
            InitiativeStatus.ACTIVE: pgettext("initiative", "active"),
            InitiativeStatus.DONE: pgettext("initiative", "done"),
            InitiativeStatus.CANCELLED: pgettext("initiative", "cancelled"),
        },
        OpportunityStatus: {
            OpportunityStatus.OPEN: pgettext("opportunity", "open"),
            OpportunityStatus.WON: pgettext("opportunity", "won"),
            OpportunityStatus.LOST: pgettext("opportunity", "lost"),
            OpportunityStatus.POSTPONED: pgettext("opportunity", "postponed"),
        },
        Verdict: {
            Verdict.UP_UP: pgettext("verdict", "double effect"),
            Verdict.UP_FLAT: pgettext("verdict", "growing with the client"),
            Verdict.UP_DOWN: pgettext("verdict", "the client is growing past us"),
            Verdict.FLAT_UP: pgettext("verdict", "displacing competitors"),
            Verdict.FLAT_FLAT: pgettext("verdict", "holding"),
            Verdict.FLAT_DOWN: pgettext("verdict", "losing share"),
            Verdict.DOWN_UP: pgettext("verdict", "winning back by share"),
            Verdict.DOWN_FLAT: pgettext("verdict", "shrinking with the client"),
            Verdict.DOWN_DOWN: pgettext("verdict", "worst: both fall"),
        },
        PromiseSide: {
            PromiseSide.OURS: pgettext("promise side", "we"),
            PromiseSide.THEIRS: pgettext("promise side", "they"),
        },
        PromiseStatus: {
            PromiseStatus.OPEN: pgettext("promise", "open"),
            PromiseStatus.KEPT: pgettext("promise", "kept"),
            PromiseStatus.BROKEN: pgettext("promise", "broken"),
            PromiseStatus.WITHDRAWN: pgettext("promise", "withdrawn"),
        },
        Severity: {
            Severity.NORMAL: pgettext("severity", "normal"),
            Severity.HIGH: pgettext("severity", "high"),
            Severity.CRITICAL: pgettext("severity", "critical"),
        },
        EscalationStatus: {
            EscalationStatus.OPEN: pgettext("escalation", "open"),
            EscalationStatus.RESOLVED: pgettext("escalation", "resolved"),
            EscalationStatus.CONFIRMED: pgettext("escalation", "confirmed by the client"),
        },
        TenderStatus: {
            TenderStatus.ANNOUNCED: pgettext("tender", "announced"),
            TenderStatus.PREPARING: pgettext("tender", "in preparation"),
            TenderStatus.SUBMITTED: pgettext("tender", "submitted"),
            TenderStatus.WON: pgettext("tender", "won"),
            TenderStatus.LOST: pgettext("tender", "lost"),
            TenderStatus.CANCELLED: pgettext("tender", "cancelled"),
            TenderStatus.NO_BID: pgettext("tender", "no bid"),
        },
        ContractStatus: {
            ContractStatus.ACTIVE: pgettext("contract", "active"),
            ContractStatus.ENDED: pgettext("contract", "ended"),
        },
        FindingKind: {
            FindingKind.USAGE: pgettext("finding", "use of the product"),
            FindingKind.INSIGHT: pgettext("finding", "insight"),
        },
        MeetingStatus: {
            MeetingStatus.PLANNED: pgettext("meeting", "planned"),
            MeetingStatus.HELD: pgettext("meeting", "held"),
            MeetingStatus.CANCELLED: pgettext("meeting", "cancelled"),
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
            AgendaKind.PROMISE: pgettext("agenda", "promise"),
            AgendaKind.ESCALATION: pgettext("agenda", "escalation"),
            AgendaKind.TENDER: pgettext("agenda", "tender"),
            AgendaKind.CONTRACT: pgettext("agenda", "contract"),
            AgendaKind.ANSWER: pgettext("agenda", "answer owed"),
            AgendaKind.MEETING: pgettext("agenda", "meeting"),
        },
    }
