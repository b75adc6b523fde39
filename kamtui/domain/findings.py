"""What was learnt from a client: how the product is used, and insights for our own departments.

An insight goes a way of three steps: the department is asked, it answers, the client is told. Rules: section "A KAM's
day" of docs/method.md.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, NamedTuple

from kamtui.domain.words import FindingKind
from kamtui.errors import InvalidValue
from kamtui.i18n import _

Step = Literal["ask", "answer", "tell", ""]


class Finding(NamedTuple):
    """One finding. `text` is the problem or the insight; `on` the day of its touch, else of writing; `unit` a name."""

    id: str
    account_id: str
    kind: FindingKind
    text: str
    on: date
    touch_id: str | None = None
    unit: str = ""
    product: str = ""
    result: str = ""
    improvement: str = ""
    department: str = ""
    asked_on: date | None = None
    answer: str = ""
    answered_on: date | None = None
    told_on: date | None = None
    account_code: str = ""
    account_name: str = ""
    version: int = 1

    @property
    def title(self) -> str:
        """The first line."""
        return self.text.split("\n", 1)[0]


def next_step(finding: Finding) -> Step:
    """What an insight waits for: to be asked about, an answer, that the client is told; "" when that is done.

    The use of a product waits for nothing.
    """
    if finding.kind is not FindingKind.INSIGHT or finding.told_on is not None:
        return ""
    if finding.answered_on is not None:
        return "tell"
    return "answer" if finding.asked_on is not None else "ask"


def completed(values: dict[str, Any], stored: dict[str, Any], today: date) -> dict[str, Any]:
    """New values of a finding with the days that follow from them: a department named was asked today, an answer came
    today.

    Raises InvalidValue for days in the future or against the order of asking, answer and telling.
    """
    whole = {**stored, **values}
    if whole.get("department") and whole.get("asked_on") is None and "asked_on" not in values:
        values["asked_on"] = whole["asked_on"] = today
    if values.get("answer") and whole.get("answered_on") is None and "answered_on" not in values:
        values["answered_on"] = whole["answered_on"] = today
    before: date | None = None
    for field in ("asked_on", "answered_on", "told_on"):
        day = whole.get(field)
        if day is None:
            continue
        if day > today:
            raise InvalidValue(field, day, reason=_("the day lies in the future"))
        if before is not None and day < before:
            raise InvalidValue(field, day, reason=_("lies before the step that it follows"))
        before = day
    if whole.get("answered_on") is not None and not whole.get("department"):
        raise InvalidValue("department", "", reason=_("say which department was asked"))
    return values
