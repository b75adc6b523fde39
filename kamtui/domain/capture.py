"""One line that makes a task: `call Petrov tomorrow 15:00 @Nord #Q1 !high`, in English or Russian.

What is not understood stays in the title. Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from typing import NamedTuple

from kamtui.domain.quarters import Quarter
from kamtui.domain.text import resolve
from kamtui.domain.when import Span, find_date, find_quarter, without
from kamtui.domain.words import Priority
from kamtui.errors import Ambiguous, NotFound


class TaskDraft(NamedTuple):
    """A task as understood from one line. `account` is a code; `unclear` names the accounts an `@` may mean."""

    title: str
    due: date | None = None
    time: time | None = None
    account: str | None = None
    quarter: Quarter | None = None
    priority: Priority = Priority.NORMAL
    unclear: tuple[str, ...] = ()


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
_PRIORITY = re.compile(r"(?<!\S)!([!\w]*)(?!\S)")
_ACCOUNT = re.compile(r"(?<!\S)@(?:\"(?P<quoted>[^\"]+)\"|«(?P<angled>[^»]+)»|(?P<plain>\S+))")
_LONGEST_NAME = 5


def parse_task_line(text: str, accounts: Sequence[tuple[str, str]], today: date, fiscal_start: int = 1) -> TaskDraft:
    """What the line says; never fails. `accounts` are (code, name); after `@` a name may have several words.

    The due date is a day not past, unless its year is written. A line of marks only is its own title.
    """
    spans: list[Span] = []
    account, unclear, span = _account(text, accounts)
    if span:
        spans.append(span)
    priority = Priority.NORMAL
    for match in _PRIORITY.finditer(text):
        if match[1].lower() in _PRIORITIES:
            priority = _PRIORITIES[match[1].lower()]
            spans.append(match.span())
            break
    quarter = find_quarter(text, today, fiscal_start, marked=True)
    if quarter:
        spans.append(quarter.span)
    # What is understood is blanked, not cut, so that places in the line stay as typed.
    masked = text
    for start, end in spans:
        masked = masked[:start] + " " * (end - start) + masked[end:]
    when = find_date(masked, today, strict=True, fiscal_start=fiscal_start)
    if when:
        spans.extend(when.spans)
    return TaskDraft(
        title=without(text, spans).strip(" ,;") or " ".join(text.split()),
        due=when.day if when else None,
        time=when.time if when else None,
        account=account,
        quarter=quarter.quarter if quarter else None,
        priority=priority,
        unclear=unclear,
    )


def _account(text: str, accounts: Sequence[tuple[str, str]]) -> tuple[str | None, tuple[str, ...], Span | None]:
    """(code, names it may mean, place) of the first `@account` that is known; the longest name wins."""
    rows = [(code, name, code) for code, name in accounts]
    unclear: tuple[str, ...] = ()
    for match in _ACCOUNT.finditer(text):
        quoted = match["quoted"] or match["angled"]
        if quoted:
            readings = [(quoted, match.end())]
        else:
            words = list(re.finditer(r"\S+", text[match.start() + 1 :]))[:_LONGEST_NAME]
            readings = [
                (text[match.start() + 1 : match.start() + 1 + word.end()], match.start() + 1 + word.end())
                for word in reversed(words)
            ]
        for ref, end in readings:
            bare = ref.rstrip(",.;:!?")
            try:
                return resolve(bare, rows, ""), (), (match.start(), end - (len(ref) - len(bare)))
            except Ambiguous as error:
                unclear = unclear or error.candidates
            except NotFound:
                continue
    return None, unclear, None
