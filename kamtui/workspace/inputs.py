"""Input as people give it, validated per field before it reaches a table. Loaded with the first write.

Each feature has a model here; `validated` returns only the fields that were given, or raises InvalidFields with one
message per field.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, ValidationError
from sqlmodel import SQLModel

from kamtui.domain import words
from kamtui.domain.contacts import Way
from kamtui.domain.initiatives import check_probability, parse_probability
from kamtui.domain.languages import language_code
from kamtui.domain.quarters import Quarter
from kamtui.domain.recurrence import parse as parse_rule
from kamtui.domain.text import clean
from kamtui.domain.today import written_day
from kamtui.errors import InvalidFields, InvalidValue, KamtuiError
from kamtui.i18n import _


def _one_line(value: Any) -> Any:
    return clean(value).strip() if isinstance(value, str) else value


def _many_lines(value: Any) -> Any:
    return clean(value, multiline=True) if isinstance(value, str) else value


def _nothing(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _day(value: Any) -> Any:
    """A day with points, `31.05.2020`, as forms show it in Russian, beside the ISO date that is read anyway."""
    written = re.fullmatch(r"(\d\d?)\.(\d\d?)\.(\d{4})", value.strip()) if isinstance(value, str) else None
    if written is None:
        return _nothing(value)
    day, month, year = map(int, written.groups())
    with contextlib.suppress(ValueError):
        return date(year, month, day)
    return value


def _quarter(value: Any) -> str | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return str(value if isinstance(value, Quarter) else Quarter.parse(str(value)))


def _yes(value: Any) -> Any:
    """A flag as people and files write it."""
    return {"": False, "-": False, "нет": False, "да": True, "x": True, "х": True, "+": True}.get(
        value.strip().casefold() if isinstance(value, str) else "?", value
    )


def _yes_or_open(value: Any) -> Any:
    """A flag that may be left open: nothing, `?` and `-` mean that it is not decided."""
    return None if isinstance(value, str) and value.strip() in ("", "?", "-") else _yes(value)


def _rule(value: Any) -> Any:
    """A rule of repeating as it is stored, from its text; nothing for none."""
    if not isinstance(value, str) or not value.strip():
        return ""
    return str(parse_rule(value))


def _probability(value: Any) -> Any:
    """A probability from a number 0…1, or from text as people write it."""
    if isinstance(value, str):
        return parse_probability(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return check_probability(Decimal(str(value)))
    return value


Name = Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=200)]
Line = Annotated[str, BeforeValidator(_one_line), Field(max_length=200)]
Long = Annotated[str, BeforeValidator(_many_lines), Field(max_length=20_000)]
Day = Annotated[date | None, BeforeValidator(_day)]
TimeOfDay = Annotated[time | None, BeforeValidator(_nothing)]
Level = Annotated[Annotated[int, Field(ge=1, le=5)] | None, BeforeValidator(_nothing)]
Mark = Annotated[Annotated[int, Field(ge=0, le=5)] | None, BeforeValidator(_nothing)]
Days = Annotated[Annotated[int, Field(ge=1, le=1000)] | None, BeforeValidator(_nothing)]
YesNo = Annotated[bool, BeforeValidator(_yes)]
Money = Annotated[Decimal | None, BeforeValidator(_nothing)]
QuarterText = Annotated[str | None, BeforeValidator(_quarter)]


def _mail(value: str) -> str:
    if value and ("@" not in value[1:-1] or " " in value):
        raise ValueError(_("an e-mail address looks like name@company.com"))
    return value


def _language(value: Any) -> Any:
    """A code like `ru` or `pt-BR`, from the code or from the name of a language."""
    return language_code(_one_line(value)) if isinstance(value, str) else value


def _ways(value: Any) -> Any:
    """Ways as `Way`s, without blanks, without repeats, the kind as a word or a member."""
    found = {}
    for way in value or ():
        kind, text, *rest = way
        text, label = _one_line(text), _one_line(rest[0]) if rest else ""
        if not text:
            continue
        if len(text) > 200 or len(label) > 40:
            raise ValueError(_("“{text}” is too long").format(text=text[:60]))
        if kind not in list(words.WayKind):
            raise InvalidValue("ways", kind, expected=", ".join(words.WayKind))
        kind = words.WayKind(kind)
        found[kind, text] = Way(kind, _mail(text) if kind is words.WayKind.EMAIL else text, label)
    return tuple(found.values())


class Input(SQLModel):
    """Base of all inputs: unknown fields are refused, blanks around texts fall away."""

    model_config = ConfigDict(extra="forbid", validate_default=False)  # type: ignore[assignment]


class AccountInput(Input):
    """Fields of an account. `owner`, `deputy` are logins or names, `parent` an account reference."""

    name: Name
    code: Annotated[str | None, BeforeValidator(_one_line), Field(max_length=40)] = None
    category: Annotated[words.Category | None, BeforeValidator(_nothing)] = None
    owner: Annotated[str | None, BeforeValidator(_nothing)] = None
    deputy: Annotated[str | None, BeforeValidator(_nothing)] = None
    parent: Annotated[str | None, BeforeValidator(_nothing)] = None
    industry: Line = ""
    region: Line = ""
    since: Day = None
    strategic: Mark = None
    cadence_days: Days = None
    note: Long = ""


class ContactInput(Input):
    """Fields of a contact. `unit` is a name (made when new), `reports_to` the id of another contact of the account.

    `ways` are further phones, e-mails and messengers, as `Way` or (kind, value, label).
    """

    name: Name
    position: Line = ""
    level: Level = None
    function: Annotated[words.Function | None, BeforeValidator(_nothing)] = None
    roles: tuple[words.Role, ...] = ()
    attitude: words.Attitude = words.Attitude.NEUTRAL
    influence: Annotated[words.Influence | None, BeforeValidator(_nothing)] = None
    strength: words.Strength = words.Strength.NONE
    target_strength: Annotated[words.Strength | None, BeforeValidator(_nothing)] = None
    placeholder: bool = False
    unit: Line = ""
    email: Annotated[Line, AfterValidator(_mail)] = ""
    phone: Line = ""
    birthday: Day = None
    reports_to: Annotated[str | None, BeforeValidator(_nothing)] = None
    categories: tuple[Name, ...] = ()
    note: Long = ""
    level_guessed: bool = False
    function_guessed: bool = False
    language: Annotated[str, BeforeValidator(_language), Field(max_length=40)] = ""
    favours: Annotated[words.Favours | None, BeforeValidator(_nothing)] = None
    competitor: Line = ""
    cadence_ideal: Days = None
    cadence_maximum: Days = None
    chosen: bool = False
    left_to: Line = ""
    ways: Annotated[tuple[Way, ...], BeforeValidator(_ways)] = ()


class TaskInput(Input):
    """Fields of a task. `account_id`, `contact_id`, `progression_id`, `goal_id` are ids, `owner` a login or name."""

    title: Name
    account_id: Annotated[str | None, BeforeValidator(_nothing)] = None
    quarter: QuarterText = None
    due: Day = None
    due_time: TimeOfDay = None
    owner: Annotated[str | None, BeforeValidator(_nothing)] = None
    resource: Line = ""
    priority: words.Priority = words.Priority.NORMAL
    result: Long = ""
    contact_id: str | None = None
    progression_id: str | None = None
    goal_id: str | None = None
    resource_person: Line = ""
    resource_asked_on: Day = None
    resource_by: Day = None
    resource_answer: Annotated[words.Answer | None, BeforeValidator(_nothing)] = None
    resource_answered_on: Day = None
    resource_note: Line = ""
    minutes: Annotated[Annotated[int, Field(ge=1, le=1440)] | None, BeforeValidator(_nothing)] = None
    repeats: Annotated[Line, BeforeValidator(_rule)] = ""


class GoalInput(Input):
    """Fields of a goal."""

    title: Name
    quarter: QuarterText = None
    parent_id: str | None = None
    done: bool = False


class MeetingInput(Input):
    """Fields of a meeting. Without `at` it takes `days` whole days. `people` are names or addresses as typed."""

    title: Name
    on: date
    at: TimeOfDay = None
    minutes: Annotated[int, Field(ge=1, le=1440)] = 60
    days: Annotated[int, Field(ge=1, le=60)] = 1
    account_id: Annotated[str | None, BeforeValidator(_nothing)] = None
    place: Line = ""
    people: tuple[Name, ...] = ()
    note: Long = ""


class TouchInput(Input):
    """Fields of a touch. `people` are names as typed; those of the account's map are linked."""

    on: date
    kind: words.TouchKind = words.TouchKind.CALL
    outcome: Long = ""
    next_step: Line = ""
    people: tuple[Name, ...] = ()
    proactive: bool = True


class PromiseInput(Input):
    """Fields of a promise. `contact_id` and `touch_id` are ids within its account, `owner` a login or name."""

    side: words.PromiseSide
    text: Name
    due: Day = None
    contact_id: str | None = None
    touch_id: str | None = None
    owner: Annotated[str | None, BeforeValidator(_nothing)] = None
    note: Long = ""


class FindingInput(Input):
    """Fields of a finding. `unit` is a name, `text` the problem or the insight."""

    kind: words.FindingKind
    text: Annotated[str, BeforeValidator(_many_lines), Field(min_length=1, max_length=20_000)]
    touch_id: str | None = None
    unit: Line = ""
    product: Line = ""
    result: Long = ""
    improvement: Long = ""
    department: Line = ""
    asked_on: Day = None
    answer: Long = ""
    answered_on: Day = None
    told_on: Day = None


class ProgressInput(Input):
    """A change of one progression at one account. `on` is the day it counts from, `witnesses` are ids of contacts."""

    status: words.ProgressStatus
    evidence: Long = ""
    touch_id: str | None = None
    on: Day = None
    witnesses: tuple[str, ...] = ()
    documents: tuple[Name, ...] = ()


class ProgressionInput(Input):
    """Fields of a progression. `title` and `evidence_hint` are in the chosen language; the others name theirs.

    `retired` is read from files only.
    """

    title: Name
    category: words.ProgressCategory
    weight: Annotated[int, Field(ge=1, le=5)] = 3
    evidence_hint: Line = ""
    expires_months: Annotated[Annotated[int, Field(ge=1, le=120)] | None, BeforeValidator(_nothing)] = None
    code: Annotated[str | None, BeforeValidator(_one_line), Field(max_length=40)] = None
    core: YesNo = False
    title_en: Line = ""
    title_ru: Line = ""
    evidence_en: Line = ""
    evidence_ru: Line = ""
    retired: YesNo = False


class QuarterInput(Input):
    """Fields of a quarter of a plan; money in major units."""

    revenue_plan: Money = None
    base: Money = None


class ReviewInput(Input):
    """Fields of the review of a quarter; money in major units. `head_…` are taken from heads only."""

    cause: Annotated[words.Cause | None, BeforeValidator(_nothing)] = None
    head_cause: Annotated[words.Cause | None, BeforeValidator(_nothing)] = None
    kam_comment: Long = ""
    head_comment: Long = ""
    next_forecast: Money = None


class WalletInput(Input):
    """Fields of a wallet estimate; money in major units. `supplier`: "" for everybody, "us", or a competitor's name."""

    year: Annotated[int, Field(ge=2000, le=2100)]
    amount: Annotated[Decimal, BeforeValidator(_nothing)]
    high: Money = None
    category: Line = ""
    supplier: Line = ""
    source: Line = ""
    on: Day = None


class InitiativeInput(Input):
    """Fields of a client initiative. `relevant` None while it is not decided."""

    title: Name
    source: Line = ""
    touch_id: str | None = None
    contact_id: str | None = None
    progression_id: str | None = None
    relevant: Annotated[bool | None, BeforeValidator(_yes_or_open)] = None
    why: Line = ""
    noted_on: Day = None
    status: words.InitiativeStatus = words.InitiativeStatus.ACTIVE
    note: Long = ""


class NoteInput(Input):
    """Fields of a note. `account_id`, `contact_id` are ids."""

    text: Annotated[Long, Field(min_length=1)]
    account_id: Annotated[str | None, BeforeValidator(_nothing)] = None
    contact_id: Annotated[str | None, BeforeValidator(_nothing)] = None
    on: Day = None


class OpportunityInput(Input):
    """Fields of an opportunity; money in major units, `probability` 0…1, `starts` any day of the first month."""

    title: Name
    amount: Annotated[Decimal, BeforeValidator(_nothing)]
    probability: Annotated[Decimal, BeforeValidator(_probability)]
    category: Line = ""
    product: Line = ""
    monthly: YesNo = False
    starts: Day = None
    months: Annotated[Annotated[int, Field(ge=1, le=120)] | None, BeforeValidator(_nothing)] = None
    quarter: QuarterText = None
    competitor: Line = ""
    next_step: Line = ""
    contact_id: str | None = None
    note: Long = ""
    progressions: tuple[str, ...] = ()


def validated(model: type[Input], values: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
    """The given fields, checked and converted. With `partial` required fields may be absent.

    Raises InvalidFields with one InvalidValue per field.
    """
    try:
        checked = model.model_validate(dict(values))
    except ValidationError as error:
        missing = set() if not partial else {e["loc"][0] for e in error.errors() if e["type"] == "missing"}
        problems = [_problem(model, e) for e in error.errors() if e["loc"][0] not in missing]
        if problems:
            raise InvalidFields(problems) from error
        known = {name: _filler(model, name) for name in missing if isinstance(name, str)}
        checked = model.model_validate({**known, **values})
    return {name: getattr(checked, name) for name in values}


def _filler(model: type[Input], name: str) -> object:
    """Something valid to stand for a required field that a partial change leaves out."""
    enum = _enum_in(model.model_fields[name].annotation)
    return _FILLERS.get(name) or (next(iter(enum)) if enum else "-")


_FILLERS: Mapping[str, object] = {
    "on": date(2000, 1, 1),
    "year": 2000,
    "amount": Decimal(1),
    "probability": Decimal(1),
}


def _problem(model: type[Input], error: Any) -> InvalidValue:
    field, kind, value = str(error["loc"][0]), error["type"], error["input"]
    context = error.get("ctx") or {}
    cause = context.get("error")
    if isinstance(cause, InvalidValue):
        return InvalidValue(field, value, expected=cause.expected)
    if isinstance(cause, KamtuiError | ValueError):
        return InvalidValue(field, value, reason=str(cause))
    if kind in ("missing", "string_too_short", "too_short"):
        return InvalidValue(field, "", reason=_("is needed"))
    if kind == "extra_forbidden":
        return InvalidValue(field, value, reason=_("no such field"), expected=", ".join(model.model_fields))
    if kind in ("string_too_long", "too_long"):
        return InvalidValue(
            field, value, reason=_("is longer than {limit} characters").format(limit=context["max_length"])
        )
    if kind == "enum":
        return InvalidValue(field, value, expected=_allowed(model, field))
    if kind.startswith("bool"):
        return InvalidValue(field, value, expected=_("yes, no"))
    if kind.startswith(("date", "time")):
        example = written_day(date(2026, 11, 21)) if kind.startswith("date") else "15:00"
        return InvalidValue(field, value, expected=example)
    if kind in ("greater_than_equal", "less_than_equal", "int_parsing", "int_type", "int_from_float"):
        return InvalidValue(field, value, expected=_RANGES.get(field, ""))
    return InvalidValue(field, value)


_RANGES = {
    "year": "2000…2100",
    "level": "1…5",
    "strategic": "0…5",
    "cadence_days": "1…1000",
    "cadence_ideal": "1…1000",
    "cadence_maximum": "1…1000",
    "weight": "1…5",
    "expires_months": "1…120",
    "months": "1…120",
    "notice_days": "0…3650",
    "minutes": "1…1440",
    "days": "1…60",
}


def _allowed(model: type[Input], field: str) -> str:
    enum = _enum_in(model.model_fields[field].annotation)
    return ", ".join(str(member.value) for member in enum) if enum else ""


def _enum_in(annotation: Any) -> type[Enum] | None:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _enum_in(inner)
        if found:
            return found
    return None
