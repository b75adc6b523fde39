"""The vocabulary of the method. The value of each member is what JSON, options and the database hold."""

from enum import IntEnum, StrEnum


class Category(StrEnum):
    """Category of an account: who serves it and how."""

    KEY = "K"
    ACTIVE = "A"
    REGULAR = "R"
    NEW = "N"
    PROBLEM = "P"


class UserRole(StrEnum):
    """What a user of the workspace is."""

    KAM = "kam"
    HEAD = "head"
    DEPUTY = "deputy"


class Function(StrEnum):
    """The function a contact works in."""

    MANAGEMENT = "management"
    PROCUREMENT = "procurement"
    TECHNICAL = "technical"
    PRODUCTION = "production"
    FINANCE = "finance"
    QUALITY = "quality"
    LOGISTICS = "logistics"
    IT = "it"
    LEGAL = "legal"
    SALES = "sales"


class Role(StrEnum):
    """A role in buying; the first six are the common ones."""

    DECIDER = "decider"
    INFLUENCER = "influencer"
    BUYER = "buyer"
    USER = "user"
    CHAMPION = "champion"
    BLOCKER = "blocker"
    INITIATOR = "initiator"
    APPROVER = "approver"
    GATEKEEPER = "gatekeeper"
    ECONOMIC_BUYER = "economic_buyer"
    TECHNICAL_BUYER = "technical_buyer"
    COACH = "coach"
    SPONSOR = "sponsor"


class Attitude(IntEnum):
    """How a contact stands to us, -2…+2."""

    ENEMY = -2
    SCEPTIC = -1
    NEUTRAL = 0
    SUPPORTER = 1
    ALLY = 2


class Influence(StrEnum):
    """How near a contact is to the decision; the last two make a key player."""

    OUTSIDE = "outside"
    TAKES_PART = "takes_part"
    INNER_CIRCLE = "inner_circle"


class Strength(IntEnum):
    """Relationship level, 0…4, now and wanted."""

    NONE = 0
    ACQUAINTED = 1
    WORKING = 2
    CLOSE = 3
    TRUSTED_ADVISER = 4


class ContactStatus(StrEnum):
    """Whether a contact is still at the account."""

    ACTIVE = "active"
    LEFT = "left"


class Favours(StrEnum):
    """Whom a contact would rather buy from; nothing while that is unknown."""

    US = "us"
    COMPETITOR = "competitor"
    NOBODY = "nobody"


class WayKind(StrEnum):
    """A further way to reach a contact, beside the main phone and e-mail."""

    PHONE = "phone"
    EMAIL = "email"
    MESSENGER = "messenger"


class LineKind(StrEnum):
    """A line between two contacts, beside "reports to": the first influences the second, or both are in conflict."""

    INFLUENCES = "influences"
    CONFLICT = "conflict"


class TieKind(StrEnum):
    """How one of our people stands to a contact: owns the relationship, is the executive's pair, or knows them."""

    OWNER = "owner"
    EXECUTIVE_PAIR = "executive_pair"
    KNOWS = "knows"


class ProgressCategory(StrEnum):
    """The four groups of progressions."""

    KNOWLEDGE = "knowledge"
    CONTACTS = "contacts"
    INTERACTION = "interaction"
    INTEGRATION = "integration"


class ProgressStatus(StrEnum):
    """State of one progress item at one account."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


class ProgressSet(StrEnum):
    """Which progressions an account uses."""

    CORE = "core"
    FULL = "full"


class TaskStatus(StrEnum):
    """State of a task."""

    OPEN = "open"
    DONE = "done"
    MOVED = "moved"
    DROPPED = "dropped"


class Priority(StrEnum):
    """The user's own priority; urgency is computed and is something else."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class PlanState(StrEnum):
    """State of a yearly plan."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"


class PlanEventKind(StrEnum):
    """What happened to a plan as a whole."""

    STARTED = "started"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REOPENED = "reopened"
    QUARTER_CLOSED = "quarter_closed"
    QUARTER_REOPENED = "quarter_reopened"


class SnapshotKind(StrEnum):
    """Why a snapshot of a plan was kept."""

    APPROVED = "approved"
    QUARTER_CLOSED = "quarter_closed"
    KEPT = "kept"


class Cause(StrEnum):
    """Why a quarter was under-executed; the last one is the head's to say and to see."""

    UNREALISTIC = "unrealistic"
    SUPPORT = "support"
    EXTERNAL = "external"
    KAM_FIT = "kam_fit"


class Answer(StrEnum):
    """What an internal department answered when its help was asked for."""

    WAITING = "waiting"
    PROMISED = "promised"
    GIVEN = "given"
    REFUSED = "refused"


class InitiativeStatus(StrEnum):
    """State of a client initiative."""

    ACTIVE = "active"
    DONE = "done"
    CANCELLED = "cancelled"


class OpportunityStatus(StrEnum):
    """State of an opportunity; postponed ones have no quarter and are in no forecast."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    POSTPONED = "postponed"


class Verdict(StrEnum):
    """The nine verdicts on the two questions of a plan: the circle first, then our share."""

    UP_UP = "up_up"
    UP_FLAT = "up_flat"
    UP_DOWN = "up_down"
    FLAT_UP = "flat_up"
    FLAT_FLAT = "flat_flat"
    FLAT_DOWN = "flat_down"
    DOWN_UP = "down_up"
    DOWN_FLAT = "down_flat"
    DOWN_DOWN = "down_down"


class TouchKind(StrEnum):
    """Kind of a two-way contact."""

    CALL = "call"
    MESSAGE = "message"
    MEETING = "meeting"
    VISIT = "visit"
    EMAIL = "email"
    EVENT = "event"
    SURVEY = "survey"


class AlertKind(StrEnum):
    """Kinds of alert on an account; part of the command-line contract."""

    OVERDUE = "overdue"
    ESCALATION = "escalation"
    NO_TOUCH = "no_touch"
    SINGLE_THREAD = "single_thread"
    CONTACT_LEFT = "contact_left"
    STALLED = "stalled"
    FALLING_ORDERS = "falling_orders"
    DEPENDENCE = "dependence"
    LOW_MARGIN = "low_margin"
    CONTRACT_NOTICE = "contract_notice"
    REVIEW_DUE = "review_due"


class AgendaKind(StrEnum):
    """Kinds of line on Today."""

    TASK = "task"
    NEXT_STEP = "next_step"
    CADENCE = "cadence"
    STALLED = "stalled"
    EXPIRING = "expiring"
    SINGLE_THREAD = "single_thread"
    NO_TOUCH = "no_touch"
    CONTACT_LEFT = "contact_left"
    FALLING_ORDERS = "falling_orders"
    QUARTER_CLOSING = "quarter_closing"
    BIRTHDAY = "birthday"
    PROMISE = "promise"
    ESCALATION = "escalation"
    TENDER = "tender"
    CONTRACT = "contract"
    ANSWER = "answer"
    MEETING = "meeting"


class PromiseSide(StrEnum):
    """Who promised."""

    OURS = "ours"
    THEIRS = "theirs"


class PromiseStatus(StrEnum):
    """State of a promise."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


class Severity(StrEnum):
    """How bad an escalation is."""

    NORMAL = "normal"
    HIGH = "high"
    CRITICAL = "critical"


class EscalationStatus(StrEnum):
    """State of an escalation; confirmed by the client is its end."""

    OPEN = "open"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"


class TenderStatus(StrEnum):
    """State of a tender."""

    ANNOUNCED = "announced"
    PREPARING = "preparing"
    SUBMITTED = "submitted"
    WON = "won"
    LOST = "lost"
    CANCELLED = "cancelled"
    NO_BID = "no_bid"


class ContractStatus(StrEnum):
    """State of a contract."""

    ACTIVE = "active"
    ENDED = "ended"


class FindingKind(StrEnum):
    """What was learnt from a client: about the use of the product, or for one of our departments."""

    USAGE = "usage"
    INSIGHT = "insight"


class MeetingStatus(StrEnum):
    """State of a meeting of the calendar."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


DMP_LEVELS = (5, 4, 3, 2, 1)
COMMON_ROLES = tuple(Role)[:6]
SUPPORTIVE = (Attitude.SUPPORTER, Attitude.ALLY)
KEY_PLAYER_INFLUENCE = (Influence.TAKES_PART, Influence.INNER_CIRCLE)
