"""One line that makes a task, a touch, a note, an initiative or an escalation, in English or Russian.

`call Petrov tomorrow 15:00 @Nord #Q1 !high`, `заметка: Петров любит рыбалку @Норд`. What is not understood stays in the
title, and so does what the kind has no place for. Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple

from kamtui.domain.capture_names import Book, FoundAccount, FoundPerson, KnownPerson
from kamtui.domain.capture_work import find_minutes, find_repeat
from kamtui.domain.quarters import Quarter
from kamtui.domain.text import search_key
from kamtui.domain.touchline import NEXT_STEP
from kamtui.domain.when import Span, find_date, find_day, find_quarter, find_stretch, without
from kamtui.domain.words import Priority, Severity


class CaptureKind(StrEnum):
    """What a captured line becomes; part of the command-line contract."""

    TASK = "task"
    TOUCH = "touch"
    NOTE = "note"
    INITIATIVE = "initiative"
    ESCALATION = "escalation"


class Draft(NamedTuple):
    """What one line says. `account` is a code; `unclear` names the accounts or people that a mark may mean.

    `people` are names (of those on a map as there, of others as typed), `person_ids` those on a map. `minutes` is the
    work, `repeats` a rule of repeating. `text` is what a line for touches or initiatives is to be read from, `taken`
    the pieces that were understood and cut from the title. `guessed` is how the account was misspelt.
    """

    title: str
    due: date | None = None
    time: time | None = None
    account: str | None = None
    quarter: Quarter | None = None
    priority: Priority = Priority.NORMAL
    unclear: tuple[str, ...] = ()
    kind: CaptureKind = CaptureKind.TASK
    people: tuple[str, ...] = ()
    person_ids: tuple[str, ...] = ()
    minutes: int | None = None
    repeats: str = ""
    severity: Severity = Severity.NORMAL
    text: str = ""
    taken: tuple[str, ...] = ()
    guessed: str = ""


_PRIORITIES = {
    "": Priority.HIGH,
    "!": Priority.HIGH,
    "!!": Priority.HIGH,
    "high": Priority.HIGH,
    "высокий": Priority.HIGH,
    "высокая": Priority.HIGH,
    "срочно": Priority.HIGH,
    "важно": Priority.HIGH,
    "normal": Priority.NORMAL,
    "обычный": Priority.NORMAL,
    "средний": Priority.NORMAL,
    "low": Priority.LOW,
    "низкий": Priority.LOW,
    "низкая": Priority.LOW,
}
_CRITICAL = frozenset(("critical", "критично", "критическая", "критический", "!!"))
_PRIORITY = re.compile(r"(?<!\S)!([!\w]*)(?!\S)")
_KINDS = {
    CaptureKind.TASK: "task todo задача дело",
    CaptureKind.TOUCH: "touch log касание",
    CaptureKind.NOTE: "note заметка",
    CaptureKind.INITIATIVE: "initiative инициатива",
    CaptureKind.ESCALATION: "escalation complaint эскалация жалоба рекламация претензия",
}
_KIND = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_KIND_WORD = re.compile(rf"\s*(?P<word>{'|'.join(_KIND)})\s*(?::|—|–|-\s)\s*", re.IGNORECASE)
# Words that tell what has happened begin a touch ...
_ADVERB = r"(?:(?:just|finally|also|уже|сейчас|только\s+что|сегодня|вчера|снова|опять)\s+)?"
_HAPPENED = re.compile(
    r"(?:(?:they|he|she|we|i|они|он|она|мы|я)\s+)?" + _ADVERB + r"(?:met|called|phoned|rang|texted|messaged|wrote"
    r"|emailed|e-mailed|mailed|visited|spoke|talked"
    r"|(?:по)?звонил[аи]?|перезвонил[аи]?|созвонил(?:ся|ась|ись)|(?:по|пере)?говорил[аи]?|обсудил[аи]?"
    r"|встре(?:ти|ча)л(?:ся|ась|ись)|(?:на|от)?писал[аи]?|списал(?:ся|ась|ись)|посетил[аи]?|(?:при|за|съ)ездил[аи]?"
    r"|приехал[аи]?|приезжал[аи]?|заехал[аи]?|пров[её]л[аи]? (?:встречу|звонок|презентацию)"
    r")(?!\w)(?!\s+off\b)",
    re.IGNORECASE,
)
# These lead a touch where the account is known: a call from the bank is none.
_HELD = re.compile(
    r"(?:(?:we|i|мы|я)\s+)?(?:(?:had|got)\s+an?\s+(?:\w+\s+)?(?:call|meeting|chat|visit|message|e-?mail|letter)"
    r"|(?:был[аои]?|прош[её]л|прошл[аои]|состоял(?:ся|ась|ось|ись)) (?:звонок|созвон|встреча|визит|переписка))(?!\w)",
    re.IGNORECASE,
)
# "Kim wrote about prices", but "Kim wrote the spec".
_BY_NAME = re.compile(
    r"\s*(?:(?:called|phoned|rang|(?:по|пере)?звонил[аи]?)(?!\w)(?!\s+off\b)"
    r"|(?:texted|messaged|wrote|emailed|e-mailed|visited|came|(?:на)?писал[аи]?|приехал[аи]?|приезжал[аи]?|заехал[аи]?"
    r"|посетил[аи]?)(?=\s*(?:$|[:,.;>@—–-])|\s+(?:us|me|back|about|re|regarding|to|that|today|yesterday|on|at|by|via|in"
    r"|нам|мне|про|об?|насч[её]т|что|чтобы|сегодня|вчера|позавчера|в|во|на|по|с|к|из)(?!\w)))",
    re.IGNORECASE,
)
# ... and so do the words for a touch itself, when the day is past or a next step follows.
_TOUCH_NOUN = re.compile(
    r"(?P<theirs>(?:incoming|inbound|входящ(?:ий|ее|ая))\s+)?(?:call|meeting|visit|message|e-?mail|letter|звонок|созвон|встреча|визит|сообщение|письмо|переписка)(?!\w)(?P<sent>\s+(?:from|от)\s)?",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(?<!\w)(?:with|to|for|from|at|of|by|in|с|со|к|ко|у|в|во|на|для|из|от|по|and|и)\s+$", re.IGNORECASE
)
_OR = re.compile(r"\s+(?:or|или|либо)\s", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:[:—–,]|-(?=\s))\s*")
_READ = 800  # characters
_HIDDEN = "\x00"  # stands for what is understood and stays: neither a blank nor a letter


def parse_task_line(text: str, accounts: Sequence[tuple[str, str]], today: date, fiscal_start: int = 1) -> Draft:
    """The task that a line says, by its marks and its date only; never fails. `accounts` are (code, name).

    The due date is a day not past, unless its year is written. A line of marks only is its own title.
    """
    line = _Line(text)
    found = Book(accounts).marked_account(text)
    if found and found.code:
        line.cut(found.span)
    return _task(line, _Named(found.code if found else None, found.unclear if found else ()), today, fiscal_start)


def parse_capture(text: str, book: Book, today: date, fiscal_start: int = 1, here: str | None = None) -> Draft:
    """What a line says; never fails. `here` is the code of the account that a line without one belongs to.

    The kind is said by its word and a colon ("note:", "эскалация:"), or by words for what has happened ("met …",
    "позвонил …"): then it is a touch; else it is a task. Of a long text only the beginning is read for marks.
    """
    if len(text) > _READ:
        at = text.rfind(" ", 0, _READ) + 1
        if not text[:at].strip():
            return Draft(text.strip(), account=here, text=text.strip())
        draft = parse_capture(text[:at], book, today, fiscal_start, here)
        return draft._replace(title=f"{draft.title} {text[at:]}", text=f"{draft.text} {text[at:]}")
    line = _Line(text)
    marked = book.marked_account(text)
    if marked and marked.code:
        line.cut(_with_preposition(text, _led(text, marked.span)))
    named = book.named_account(line.rest) if not (marked and marked.code) else None
    code = (marked and marked.code) or (named and named.code) or None
    people, code = _people(line.rest, book, code, here)
    kind = _kind(line, [each.span for each in people], named, today, fiscal_start, book, code)
    who = _Named(code, (marked.unclear if marked else ()) or tuple(n for each in people for n in each.unclear))
    who = who._replace(guessed=marked.guessed if marked else "")
    if named:
        _take_named(line, named, kind)
    for each in people:
        line.hide((each.span[0] + 1, each.span[1]))  # the mark ends what stands before it
    if kind is CaptureKind.TOUCH:
        return _touch(line, who, people)
    mentioned = book.named_people(line.rest, code) if code else []
    known = [*(each.person for each in people if each.person), *mentioned]
    names = [each.person.name if each.person else each.typed for each in people if not each.unclear]
    every = tuple(dict.fromkeys([*names, *(person.name for person in mentioned)]))
    who = who._replace(people=every, known=known, marked=people)
    if kind is CaptureKind.TASK:
        return _task(line, who, today, fiscal_start, work=True)
    if kind is CaptureKind.ESCALATION:
        return _escalation(line, who)
    return _draft(line, who, kind=kind)


class _Named(NamedTuple):
    """Account and people of a line."""

    account: str | None
    unclear: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    known: Sequence[KnownPerson] = ()
    marked: Sequence[FoundPerson] = ()
    guessed: str = ""


class _Line:
    """A line whose understood pieces are blanked in `rest`, so that places stay as typed; `spans` are cut."""

    def __init__(self, text: str) -> None:
        self.text = self.rest = text
        self.spans: list[Span] = []

    def hide(self, span: Span, sign: str = _HIDDEN) -> None:
        """A piece is understood; it stays in the title."""
        self.rest = self.rest[: span[0]] + sign * (span[1] - span[0]) + self.rest[span[1] :]

    def cut(self, span: Span) -> None:
        """A piece is understood and does not belong to the title; what stood around it is beside each other."""
        self.hide(span, " ")
        self.spans.append(span)

    @property
    def title(self) -> str:
        """What is left of the line; a line of marks only is its own title."""
        return without(self.text, self.spans).strip(" ,;") or " ".join(self.text.split())


def _led(text: str, span: Span) -> Span:
    """With the colon or dash after a name that begins the line."""
    separator = _SEPARATOR.match(text, span[1]) if not text[: span[0]].strip() else None
    return (span[0], separator.end()) if separator else span


def _with_preposition(text: str, span: Span) -> Span:
    found = _PREPOSITION.search(text, 0, span[0])
    return (found.start(), span[1]) if found else span


def _people(text: str, book: Book, code: str | None, here: str | None) -> tuple[list[FoundPerson], str | None]:
    """Everybody after a `+`, and the account: that of the line, else of these people, else `here`."""
    people = book.marked_people(text, code or here)
    if code or (here and all(each.person for each in people)):
        return people, code or here
    anywhere = book.marked_people(text, None)
    homes = {each.person.account for each in anywhere if each.person}
    if len(homes) == 1:
        return anywhere, homes.pop()
    return (people if here else [each._replace(person=None) for each in anywhere]), here


def _kind(
    line: _Line,
    people: Sequence[Span],
    named: FoundAccount | None,
    today: date,
    fiscal_start: int,
    book: Book,
    code: str | None,
) -> CaptureKind:
    """The kind that the beginning of the line says, after the names that may stand before it."""
    text = line.rest
    for span in people:
        text = text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]
    if named and not text[: named.span[0]].strip():
        end = _led(text, named.span)[1]
        text = " " * end + text[end:]
    word = _KIND_WORD.match(text)
    if word:
        line.cut((word.start("word"), word.end()))
        return _KIND[search_key(word["word"])]
    said = text.lstrip(" ,")
    if _HAPPENED.match(said):
        return CaptureKind.TOUCH
    noun = _TOUCH_NOUN.match(said)
    if noun:
        head, colon, rest = said.partition(":")
        if noun["theirs"] or (noun["sent"] and colon and rest.strip()):
            return CaptureKind.TOUCH
        day = find_day(head, today, fiscal_start=fiscal_start)
        if (day and day.day < today) or (colon and NEXT_STEP.search(rest)):
            return CaptureKind.TOUCH
    subject = book.named_first(said, code) if code else 0
    if (code and _HELD.match(said)) or (subject and _BY_NAME.match(said, subject)):
        return CaptureKind.TOUCH
    return CaptureKind.TASK


def _take_named(line: _Line, named: FoundAccount, kind: CaptureKind) -> None:
    """An account named in passing stays in the title, unless it leads the line or stands in the head of a touch."""
    span = _led(line.text, named.span)
    if span != named.span:
        line.cut(span)
    elif kind is CaptureKind.TOUCH:
        head = min(at for at in (line.text.find(":"), line.text.find(">"), len(line.text)) if at >= 0)
        if named.span[0] < head:
            line.cut(_with_preposition(line.text, named.span))
    else:
        line.hide(named.span)


def _cut_people(line: _Line, people: Sequence[FoundPerson]) -> None:
    """One person on a map is linked and leaves the title, where that says something without; else the names stay."""
    if len(people) == 1 and people[0].person:
        span = _with_preposition(line.text, people[0].span)
        if len(without(line.text, [*line.spans, span]).split()) > 1:
            line.cut(span)
            return
    line.spans += [(each.span[0], each.span[0] + 1) for each in people if not each.unclear]


def _draft(line: _Line, who: _Named, **more: object) -> Draft:
    _cut_people(line, who.marked)
    title = line.title
    draft = Draft(
        title=title,
        account=who.account,
        unclear=who.unclear,
        people=who.people,
        person_ids=tuple(dict.fromkeys(person.id for person in who.known)),
        text=title,
        guessed=who.guessed,
        taken=tuple(line.text[start:end].strip() for start, end in sorted(line.spans)),
    )
    return draft._replace(**more)  # type: ignore[arg-type]


def _task(line: _Line, who: _Named, today: date, fiscal_start: int, work: bool = False) -> Draft:
    """A task with its priority, quarter and date; with `work` also with its minutes and how it repeats."""
    priority = Priority.NORMAL
    for match in _PRIORITY.finditer(line.rest):
        if match[1].lower() in _PRIORITIES:
            priority = _PRIORITIES[match[1].lower()]
            line.cut(match.span())
            break
    quarter = find_quarter(line.rest, today, fiscal_start, marked=True)
    if quarter:
        line.cut(quarter.span)
    stretch = find_stretch(line.rest, today, fiscal_start) if work else None
    if stretch:
        line.cut(stretch.span)
    minutes = find_minutes(line.rest) if work and not stretch else None
    if minutes:
        line.cut(minutes.span)
    said = line.rest
    repeat = find_repeat(said, today) if work else None
    if repeat:
        line.cut(repeat.span)
    when = find_date(line.rest, today, strict=True, fiscal_start=fiscal_start)
    due, moment = (when.day, when.time) if when else (today if stretch else None, None)
    if repeat:
        day = find_day(line.rest, today, strict=True, fiscal_start=fiscal_start)
        repeat = find_repeat(said, today, day.day if day else None) or repeat
        due = repeat.first
    for span in when.spans if when else ():
        if _OR.match(line.text, span[1]):  # "tomorrow or Friday": the first of them, and both are told
            line.hide(span)
        else:
            line.cut(span)
    if work and not minutes and not stretch and (minutes := find_minutes(line.rest)):
        line.cut(minutes.span)  # what stood after it was a date
    return _draft(
        line,
        who,
        due=due,
        time=stretch.start if stretch else moment,
        quarter=quarter.quarter if quarter else None,
        priority=priority,
        minutes=stretch.minutes if stretch else minutes.minutes if minutes else None,
        repeats=repeat.rule if repeat else "",
    )


def _escalation(line: _Line, who: _Named) -> Draft:
    severity = Severity.NORMAL
    for match in _PRIORITY.finditer(line.rest):
        word = match[1].lower()
        if word in _CRITICAL or _PRIORITIES.get(word) is Priority.HIGH:
            severity = Severity.CRITICAL if word in _CRITICAL else Severity.HIGH
            line.cut(match.span())
            break
    priority = Priority.NORMAL if severity is Severity.NORMAL else Priority.HIGH
    return _draft(line, who, kind=CaptureKind.ESCALATION, severity=severity, priority=priority)


def _touch(line: _Line, who: _Named, people: Sequence[FoundPerson]) -> Draft:
    """The line of a touch: people after a `+` stand at its beginning, where such a line has them."""
    names = [each.person.name if each.person else each.typed for each in people if not each.unclear]
    for each in people:
        if not each.unclear:
            line.cut(_with_preposition(line.text, each.span))
    text = line.title
    if names:
        text = f"with {', '.join(names)}, {text.lstrip(' :,')}" if without(line.text, line.spans).strip(" ,;") else text
    known = [each.person for each in people if each.person]
    return _draft(line, who._replace(people=tuple(names), known=known), kind=CaptureKind.TOUCH, text=text)
