"""Files out of the screens: a path is asked for in one line, the ending says the format."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kamtui.errors import InvalidValue
from kamtui.i18n import LANGUAGES, _
from kamtui.ui.dialogs.line import LineDialog
from kamtui.workspace.exports import MAP_ENDINGS
from kamtui.workspace.exports_plan import PAPER_ENDINGS, PLAN_ENDINGS

if TYPE_CHECKING:
    from datetime import date

    from kamtui.domain.numbers import Scope
    from kamtui.domain.quarters import Quarter
    from kamtui.ui.app import KamApp


def export_map(kam: KamApp, account_id: str, group: bool = False, unit: str = "", former: bool = False) -> None:
    """Ask where to, then write the contact map there; what cannot be done is said under the line, which stays.

    `former`: those who left are in it.
    """
    workspace = kam.workspace
    account = workspace.accounts.get(account_id)

    def understand(text: str) -> str:
        words = _format_words().get(Path(text).suffix.lower())
        if words is None:
            raise InvalidValue("to", text, reason=_endings_hint(MAP_ENDINGS))
        return words + "\n" + _("replaces the file that is there") if _is_there(text) else words

    def submit(text: str) -> Path:
        return workspace.exports.contacts(account_id, text, group=group, unit=unit, former=former)

    _ask(
        kam,
        _("Contact map of {name} to the file").format(name=account.name),
        submit,
        understand,
        f"~/{_file_name(account.code)}-map-{workspace.today_date}.html",
        f"export:{account_id}",
        MAP_ENDINGS,
    )


def export_plan(kam: KamApp, account_id: str, year: int) -> None:
    """Ask where to, then write the plan of the year there; words after the name choose one page and the language."""
    workspace = kam.workspace
    account = workspace.accounts.get(account_id)

    def submit(text: str) -> Path:
        wanted = understood(text, PLAN_ENDINGS)
        if wanted.example:
            return workspace.exports.template(wanted.path, language=wanted.language)
        return workspace.exports.plan(
            account_id,
            wanted.path,
            year=year,
            one_page=wanted.one_page,
            template=wanted.template,
            language=wanted.language,
        )

    def understand(text: str) -> str:
        wanted = understood(text, PLAN_ENDINGS)
        words = _plan_words()[Path(wanted.path).suffix.lower()]
        if wanted.example:
            words = _("an example of a template of your own, to be changed in Word")
        elif wanted.template:
            words = _("the plan in the template {template}").format(template=wanted.template)
        return _told(wanted, words)

    _ask(
        kam,
        _("Plan {year} of {name} to the file").format(year=year, name=account.name),
        submit,
        understand,
        f"~/{_file_name(account.code)}-plan-{year}{_paper_ending()}",
        f"export:plan:{account_id}:{year}",
        PLAN_ENDINGS,
    )


def export_review(kam: KamApp, account_id: str, quarter: Quarter) -> None:
    """Ask where to, then write the pack of a quarter review there."""
    workspace = kam.workspace
    account = workspace.accounts.get(account_id)

    def submit(text: str) -> Path:
        wanted = _paper(text, template=True)
        return workspace.exports.review(
            account_id, quarter, wanted.path, language=wanted.language, template=wanted.template
        )

    def understand(text: str) -> str:
        wanted = _paper(text, template=True)
        return _told(wanted, _("the review: plan and fact, tasks, progressions, what follows"))

    _ask(
        kam,
        _("Review {quarter} of {name} to the file").format(quarter=quarter, name=account.name),
        submit,
        understand,
        f"~/{_file_name(account.code)}-review-{quarter}{_paper_ending()}",
        f"export:review:{account_id}:{quarter}",
        PAPER_ENDINGS,
    )


def export_preparation(kam: KamApp, account_id: str, contact_id: str = "") -> None:
    """Ask where to, then write the page for a meeting there."""
    workspace = kam.workspace
    account = workspace.accounts.get(account_id)

    def submit(text: str) -> Path:
        wanted = _paper(text)
        people = [contact_id] if contact_id else []
        return workspace.exports.preparation(account_id, wanted.path, people, language=wanted.language)

    def understand(text: str) -> str:
        wanted = _paper(text)
        return _told(wanted, _("the page: whom one meets, what to ask, promises, touches, next steps"))

    _ask(
        kam,
        _("Page for the meeting with {name} to the file").format(name=account.name),
        submit,
        understand,
        f"~/{_file_name(account.code)}-meeting-{workspace.today_date}{_paper_ending()}",
        f"export:preparation:{account_id}",
        PAPER_ENDINGS,
    )


def export_report(kam: KamApp, kind: str, day: date | None, scope: Scope | None = None) -> None:
    """Ask where to, then write the week or month in numbers there."""
    workspace = kam.workspace

    def submit(text: str) -> Path:
        wanted = _paper(text)
        return workspace.reports.write(wanted.path, kind, day, language=wanted.language, scope=scope)

    def understand(text: str) -> str:
        wanted = _paper(text)
        return _told(wanted, _("the report: figures, touches by kind, attention beside potential"))

    _ask(
        kam,
        _("Report to the file"),
        submit,
        understand,
        f"~/report-{kind}-{day or workspace.today_date}{_paper_ending()}",
        f"export:report:{kind}",
        PAPER_ENDINGS,
    )


def _paper_ending() -> str:
    """What one hands over: PDF where it can be made, else Word."""
    return ".pdf" if find_spec("typst") else ".docx"


class Wanted(NamedTuple):
    """A line understood: the file, and how the document is to be."""

    path: str
    one_page: bool = False
    language: str | None = None
    template: str | None = None
    example: bool = False


def understood(text: str, endings: tuple[str, ...]) -> Wanted:
    """`~/nord.pdf one page ru`, `~/nord.docx ~/company.docx` by a template, `~/company.docx template` for an example.

    Raises InvalidValue.
    """
    known = "|".join(re.escape(ending) for ending in endings)
    match = re.match(rf"(.+?(?:{known}))(?:\s+(.*))?$", text.strip(), re.IGNORECASE | re.DOTALL)
    if match is None:
        raise InvalidValue("to", text, reason=_endings_hint(endings))
    language, rest = _language_of(match[2] or "")
    if rest.lower().endswith(".docx"):
        return Wanted(match[1], language=language, template=rest)
    one_page = example = False
    for word in rest.lower().replace("-", " ").split():
        if word in LANGUAGES:
            language = word
        elif word in _ONE_PAGE:
            one_page = True
        elif word in _EXAMPLE:
            example = True
        else:
            expected = _("“one page”, en, ru, or a template .docx")
            raise InvalidValue("to", word, expected=expected)
    if example and (one_page or Path(match[1]).suffix.lower() != ".docx"):
        raise InvalidValue("to", text, expected=_("company.docx template"))
    return Wanted(match[1], one_page, language, example=example)


def _language_of(text: str) -> tuple[str | None, str]:
    """A language before or after what else was said, and that."""
    first, _blank, after = text.partition(" ")
    if first.lower() in LANGUAGES:
        return first.lower(), after.strip()
    before, _blank, last = text.rpartition(" ")
    return (last.lower(), before.strip()) if last.lower() in LANGUAGES else (None, text.strip())


def _paper(text: str, *, template: bool = False) -> Wanted:
    """A line for a document that has no short form, and a template only where it takes one. Raises InvalidValue."""
    wanted = understood(text, PAPER_ENDINGS)
    if wanted.one_page or wanted.example or (wanted.template and not template):
        expected = _("after the file: en or ru, or a template .docx") if template else _("after the file: en or ru")
        raise InvalidValue("to", text, expected=expected)
    return wanted


_EXAMPLE = frozenset({"template", "шаблон"})
_ONE_PAGE = frozenset({"one", "page", "1", "на", "одной", "странице", "одна", "страница"})


def _told(wanted: Wanted, words: str) -> str:
    """What will be written, and below it what to beware of."""
    if wanted.one_page:
        words += " · " + _("on one page")
    if wanted.language:
        words += " · " + {"en": _("in English"), "ru": _("in Russian")}[wanted.language]
    return words + "\n" + _("replaces the file that is there") if _is_there(wanted.path) else words


def _is_there(path: str) -> bool:
    try:
        return Path(path).expanduser().exists()
    except (OSError, RuntimeError, ValueError):  # writing will say what is wrong
        return False


def _file_name(code: str) -> str:
    return re.sub(r"[^\w.-]+", "-", code).strip("-.") or "contact"


def _endings_hint(endings: tuple[str, ...]) -> str:
    return _("the ending says the format: {endings}").format(endings=" ".join(endings))


def _ask(
    kam: KamApp,
    title: str,
    submit: Callable[[str], Path],
    understand: Callable[[str], str],
    value: str,
    draft: str,
    endings: tuple[str, ...],
) -> None:
    kam.open(
        LineDialog(
            title,
            submit,
            understand=understand,
            history="export",
            value=value,
            hint=_endings_hint(endings),
            draft=draft,
            entities=(),
        ),
        lambda path: kam.say(_("written: {path}").format(path=path), "good"),
    )


def _plan_words() -> dict[str, str]:
    """What comes out of each ending, of a plan."""
    return {
        ".docx": _(
            "a Word document; after it a template of your own, “one page”, en or ru; “template” makes an example of one"
        ),
        ".pdf": _("a PDF to hand over; after it “one page”, en or ru"),
        ".html": _("a page to open in a browser or print; after it “one page”, en or ru"),
        ".md": _("text with tables, Markdown"),
        ".xlsx": _("an Excel workbook: summary, wallet, initiatives, forecast, tasks, goals, progressions"),
        ".json": _("everything, for programs"),
        ".ics": _("the tasks, for a calendar"),
    }


def _format_words() -> dict[str, str]:
    """What comes out of each ending."""
    return {
        ".html": _("a page that looks like the map, to open in a browser or print"),
        ".md": _("text with tables, Markdown"),
        ".xlsx": _("an Excel workbook: map, people, coverage"),
        ".csv": _("a table of the people that can be imported back"),
        ".json": _("everything, for programs"),
        ".vcf": _("cards for phones and Outlook"),
    }
