"""A plan in a company's own Word template: placeholders `{{ account.name }}`, loops `{%tr for task in tasks %}`.

All names that a template may use are those of `context`; docs/templates.md lists them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kamtui.clock import user_day
from kamtui.domain.today import date_words
from kamtui.errors import Refused
from kamtui.exchange import circles
from kamtui.exchange.map_document import function_words, level_words, role_words, strength_words
from kamtui.exchange.paper import Row, Table, line, plain
from kamtui.exchange.plan_document import (
    PlanDocument,
    approval,
    category_words,
    lead,
    money,
    quarter_name,
    share,
    short,
    signed,
    state_words,
)
from kamtui.exchange.plan_parts import resource_words, task_row, year_table
from kamtui.exchange.plan_pictures import circles as drawn_circles
from kamtui.i18n import _
from kamtui.labels import label, level_label

if TYPE_CHECKING:
    from kamtui.exchange.review_document import ReviewDocument

_PICTURE = 110.0  # millimetres that the two circles are wide
_MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ROW_TAG = re.compile(r"unknown tag '(tr|p|tc|r)'")
_QUOTED = re.compile(r"'([^']+)'(?: is undefined)?$")


def render(document: PlanDocument, template: Path, review: ReviewDocument | None = None) -> bytes:
    """The template filled. Raises Refused that names the file, and the placeholder or the line that is at fault."""
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
    from jinja2.sandbox import SandboxedEnvironment

    path = _existing(template)
    try:
        opened = DocxTemplate(io.BytesIO(path.read_bytes()))
        marks = _marks(opened)
    except Exception as error:  # whatever a broken archive or XML makes the library raise
        raise Refused(
            _("{path} cannot be read as a Word template (.docx): {error}").format(path=path, error=error)
        ) from error
    values = context(document, review)
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        opened.render({**_wrapped(values), "circles_picture": _picture(opened, document)}, environment)
    except UndefinedError as error:
        raise Refused(_unknown(path, str(error.message), marks, values)) from error
    except TemplateSyntaxError as error:
        where = _line_of(error.source, error.lineno)
        message = error.message
        if _ROW_TAG.search(message or ""):
            message = _("{%tr … %} stands alone in a row of a table, {%p … %} alone in a paragraph")
        text = _("{path}: {error}; look at “{where}”") if where else _("{path}: {error}")
        raise Refused(text.format(path=path, error=message, where=where)) from error
    except (TemplateError, ArithmeticError, TypeError, ValueError, LookupError) as error:
        raise Refused(_("{path}: {error}").format(path=path, error=error)) from error
    file = io.BytesIO()
    opened.save(file)
    return file.getvalue()


def _existing(template: Path) -> Path:
    try:
        path = template.expanduser()
        if path.is_file():
            return path
    except (OSError, RuntimeError, ValueError):
        path = template
    raise Refused(_("there is no template {path}").format(path=path))


def context(document: PlanDocument, review: ReviewDocument | None = None) -> dict[str, Any]:
    """What placeholders may name, and what stands there: texts, numbers as they are read, lists to loop over."""
    row, account, plan = document.row, document.row.account, document.plan
    currency = document.settings.currency
    event = approval(plan)
    now, then, circle = document.circle.now, document.circle.next, document.circle
    found: dict[str, Any] = {
        "account": {
            "name": line(account.name),
            "code": account.code,
            "category": category_words(document),
            "owner": document.person(account.owner),
            "deputy": document.person(account.deputy),
            "industry": line(account.industry),
            "region": line(account.region),
            "legal_entities": ", ".join(line(one.name) for one in account.legal_entities),
            "revenue_12m": money(row.revenue_12m),
            "margin_12m": money(row.margin_12m),
            "ltv": money(row.ltv),
            "progress": share(row.progress),
            "map_quality": f"{row.map_quality}/3",
            "last_touch": date_words(row.last_touch) if row.last_touch else "",
        },
        "plan": {
            "year": str(plan.year),
            "title": document.title,
            "state": state_words(plan),
            "approved_by": document.person(event.user) if event else "",
            "approved_on": date_words(user_day(event.at)) if event else "",
            "completeness": share(plan.completeness.value),
        },
        "currency": currency,
        "today": date_words(document.today),
        "verdict": lead(document)[0],
        "summary": " ".join(lead(document)[1:]),
        "wallet": {
            "now": short(now.total, currency),
            "next": short(then.total, currency),
            "ours_now": short(now.ours, currency),
            "ours_next": short(then.ours, currency),
            "share_now": share(now.share),
            "share_next": share(then.share),
            "change": signed(circle.delta),
            "change_circle": signed(circle.delta_circle),
            "change_share": signed(circle.delta_share),
            "change_both": signed(circle.delta_both),
        },
        "blocks": [{"number": str(one.number), "title": one.title, "text": plain(one.text)} for one in plan.blocks],
        **{f"text_{one.number}": plain(one.text) for one in plan.blocks},
        "quarters": _named(year_table(document), ("name", "plan", "forecast", "fact", "ratio", "tasks", "state")),
        "initiatives": [
            {
                "title": line(one.title),
                "source": line(one.source),
                "relevant": "" if one.relevant is None else _("yes") if one.relevant else _("no"),
                "state": label(one.status),
            }
            for one in document.whole.initiatives
        ],
        "opportunities": _offers(document),
        "goals": [
            {
                "title": line(one.title),
                "quarter": quarter_name(one.quarter),
                "below": line(next((up.title for up in plan.goals if up.id == one.parent_id), "")),
                "done": _("yes") if one.done else _("no"),
            }
            for one in plan.goals
        ],
        "targets": [
            {
                "name": line(one.name),
                "position": line(one.position),
                "level": f"{one.level} {level_label(one.level)}" if one.level else "",
                "relationship": _("to meet") if one.placeholder else label(one.strength),
                "wanted": label(one.target_strength) if one.target_strength is not None else "",
            }
            for one in document.whole.targets
        ],
        "people": [
            {
                "name": line(one.name),
                "position": line(one.position),
                "level": level_words(one.level),
                "function": function_words(one.function),
                "roles": role_words(one),
                "attitude": "" if one.placeholder else label(one.attitude),
                "relationship": _("to meet") if one.placeholder else strength_words(one),
            }
            for one in sorted(document.map.people, key=lambda one: -(one.level or 0))
        ],
        "tasks": _tasks(document),
        "progressions": [
            {
                "quarter": quarter_name(quarter),
                "code": one.progression.code,
                "title": line(one.progression.title),
                "state": label(one.status),
            }
            for quarter, items in document.whole.planned.items()
            for one in items
        ],
        "risks": [f"{label(one.kind)}: {line(one.text)}" for one in row.alerts],
    }
    if review is not None:
        found["review"] = _review(review)
    return found


def _named(table: Table, names: Sequence[str]) -> list[dict[str, str]]:
    return [dict(zip(names, row.cells, strict=True)) for row in table.rows]


def _offers(document: PlanDocument) -> list[dict[str, str]]:
    return [
        {
            "title": line(one.title),
            "initiative": line(one.initiative),
            "category": line(one.category or ""),
            "amount": money(one.amount) + (" " + _("a month") if one.monthly else ""),
            "probability": share(one.probability),
            "quarter": quarter_name(one.quarter),
            "competitor": line(one.competitor),
            "next_step": line(one.next_step),
            "state": label(one.status),
        }
        for one in document.opportunities
    ]


def _tasks(document: PlanDocument) -> list[dict[str, str]]:
    found = []
    for board in document.plan.quarters:
        for task in board.tasks:
            made: Row = task_row(document, task)
            names = ("title", "due", "owner", "help", "state")
            found.append({"quarter": quarter_name(board.quarter), **dict(zip(names, made.cells, strict=True))})
    return found


def _review(document: ReviewDocument) -> dict[str, Any]:
    review = document.review
    return {
        "quarter": quarter_name(review.quarter),
        "tasks_done": str(review.tasks_done),
        "tasks_planned": str(review.tasks_planned),
        "progressions_done": str(review.items_done),
        "progressions_planned": str(review.items_planned),
        "revenue_plan": money(review.revenue_plan),
        "revenue_fact": money(review.revenue_fact),
        "next_forecast": money(review.next_computed if review.next_forecast is None else review.next_forecast),
        "cause": label(review.cause) if review.cause is not None else "",
        "kam_comment": plain(review.kam_comment),
        "head_comment": plain(review.head_comment),
        "tasks": [
            {
                "title": line(one.title),
                "due": date_words(one.due) if one.due else "",
                "owner": document.person(one.owner),
                "help": resource_words(one),
                "state": label(one.status),
                "result": line(one.result),
            }
            for one in review.tasks
        ],
        "moved": [
            {"title": line(one.title), "to": quarter_name(one.to), "reason": line(one.reason), "times": str(one.times)}
            for one in review.moved
        ],
    }


def _wrapped(value: Any) -> Any:
    """The same with texts of several lines as several lines in Word."""
    from docxtpl import Listing

    if isinstance(value, Mapping):
        return {name: _wrapped(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_wrapped(one) for one in value]
    return Listing(value) if isinstance(value, str) and "\n" in value else value


def _picture(opened: Any, document: PlanDocument) -> Any:
    """The two circles; nothing while no wallet is known."""
    from docx.shared import Mm
    from docxtpl import InlineImage

    found = drawn_circles(document)
    if found is None:
        return ""
    width = _PICTURE if len(found.discs) > 1 else _PICTURE / 2
    return InlineImage(opened, io.BytesIO(circles.png_row(found.discs, width)), width=Mm(width))


def _marks(opened: Any) -> list[str]:
    """Every placeholder of the template as its author wrote it: body, headers, footers."""
    opened.init_docx()
    sources = [opened.patch_xml(opened.get_xml())]
    for uri in (opened.HEADER_URI, opened.FOOTER_URI):
        sources += [opened.patch_xml(xml) for _key, xml in _parts(opened, uri)]
    return [_TAG.sub("", mark) for source in sources for mark in _MARK.findall(source)]


def _parts(opened: Any, uri: str) -> Iterator[tuple[str, str]]:
    for key, part in opened.get_headers_footers(uri):
        yield key, opened.get_part_xml(part)


def _unknown(path: Path, message: str, marks: Sequence[str], values: Mapping[str, Any]) -> str:
    """What is unknown, in which placeholder, and what was perhaps meant."""
    from difflib import get_close_matches

    match = _QUOTED.search(message)
    name = match[1] if match else message
    if name == "review" and "review" not in values:
        return _("{path}: “review.” stands in templates for quarter reviews; export the review").format(path=path)
    word = re.compile(rf"\b{re.escape(name)}\b")
    mark = next((" ".join(one.split()) for one in marks if word.search(one)), name)
    text = _("{path}: the placeholder “{mark}” names something unknown: {name}").format(path=path, mark=mark, name=name)
    known = sorted({*values, *_names(values)})
    near = get_close_matches(name, {_last(one) for one in known}, 3, 0.6)
    meant = sorted((one for one in known if _last(one) in near), key=lambda one: near.index(_last(one)))[:4]
    return text + ("; " + _("nearest: {names}").format(names=", ".join(meant)) if meant else "")


def _last(name: str) -> str:
    """`name` of `account.name`, and of `goals: name`."""
    return re.split(r"\W+", name)[-1]


def _names(value: Any, before: str = "") -> Iterator[str]:
    """Dotted names of all that a placeholder may name."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _names(one, f"{before}.{name}" if before else name)
        return
    yield before
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        for name in value[0]:
            yield f"{before}: {name}"


def _line_of(source: str | None, number: int) -> str:
    """The words of a line of the template."""
    lines = (source or "").splitlines()
    return " ".join(_TAG.sub(" ", lines[number - 1]).split())[:160] if 0 < number <= len(lines) else ""
