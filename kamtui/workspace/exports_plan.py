"""Documents of a plan and of its quarter reviews, and tasks for calendars."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kamtui.domain.quarters import Quarter
from kamtui.errors import InvalidValue, Refused
from kamtui.i18n import LANGUAGES, _, speaking
from kamtui.workspace.base import Feature
from kamtui.workspace.exports_paths import checked

if TYPE_CHECKING:
    from kamtui.domain.plans import Task
    from kamtui.exchange.paper import Paper
    from kamtui.exchange.plan_document import PlanDocument
    from kamtui.exchange.review_document import ReviewDocument

PAPER_ENDINGS = (".docx", ".pdf", ".html", ".md")
PLAN_ENDINGS = (*PAPER_ENDINGS, ".xlsx", ".json", ".ics")
TASK_ENDINGS = (".ics", ".csv", ".xlsx")
TEMPLATE_ENDINGS = (".docx",)


class PlanExports(Feature):
    """The part of `workspace.exports` that writes plans, quarter reviews and tasks."""

    def plan(
        self,
        account_id: str,
        path: Path | str,
        *,
        year: int | None = None,
        one_page: bool = False,
        template: Path | str | None = None,
        language: str | None = None,
    ) -> Path:
        """Write the plan of a fiscal year (this one) to `path`, whole or not at all; returns it with `~` expanded.

        The format follows the ending, one of PLAN_ENDINGS; `.json` is the document of `kamtui plan --json`, `.ics` has
        the tasks. `one_page`: on one page, of PAPER_ENDINGS. `template`: a company's own DOCX with placeholders.
        `language`: en or ru, else that in force. Raises InvalidValue for an ending, language or combination that will
        not do, NotFound, Refused when a template has a fault, PDF cannot be made, or the file cannot be written.
        """
        from kamtui.exchange.atomic import write

        path, ending = checked(path, PLAN_ENDINGS)
        check_kind(ending, template, one_page)
        year = self._ws.quarter.year if year is None else year
        with speaking(check_language(language)):
            if ending == ".json":
                return write(path, self._content(account_id, year))
            if ending == ".ics":
                return write(path, self._ics(self._tasks_of(account_id, year)))
            found = self._plan_document(account_id, year)
            if template is not None:
                from kamtui.exchange.plan_template import render as fill

                return write(path, fill(found, Path(template)))
            if ending == ".xlsx":
                from kamtui.exchange.plan_xlsx import render as book

                return write(path, book(found))
            from kamtui.exchange.plan_paper import one_page_paper, plan_paper

            return write(path, rendered(one_page_paper(found) if one_page else plan_paper(found), ending))

    def review(
        self,
        account_id: str,
        quarter: Quarter | str,
        path: Path | str,
        *,
        language: str | None = None,
        template: Path | str | None = None,
    ) -> Path:
        """Write the pack of a quarter review to `path`, of PAPER_ENDINGS; else as `plan`.

        Nothing of it is for heads alone.
        """
        from kamtui.exchange.atomic import write
        from kamtui.exchange.review_document import review_paper

        path, ending = checked(path, PAPER_ENDINGS)
        check_kind(ending, template, False)
        wanted = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
        with speaking(check_language(language)):
            if template is not None:
                from kamtui.exchange.plan_template import render as fill

                found = self._plan_document(account_id, wanted.year)
                return write(path, fill(found, Path(template), self._review_document(account_id, wanted)))
            return write(path, rendered(review_paper(self._review_document(account_id, wanted)), ending))

    def tasks(self, account_id: str | None, path: Path | str, *, year: int | None = None) -> tuple[Path, int]:
        """Write the tasks of a plan's year, or with None all open tasks, to `path`, of TASK_ENDINGS.

        With an account and no year: its plan of this fiscal year and its open tasks outside it. Returns the path with
        `~` expanded and how many tasks are in the file. Raises InvalidValue, NotFound, Refused.
        """
        from kamtui.exchange.atomic import write

        path, ending = checked(path, TASK_ENDINGS)
        found = self._tasks_of(account_id, year)
        if ending == ".ics":
            return write(path, self._ics(found)), len(found)
        from kamtui.exchange.task_table import render

        return write(path, render(found, ending)), len(found)

    def template(self, path: Path | str, *, language: str | None = None) -> Path:
        """Write an example of a template for plans to `path` (.docx), to be changed at will."""
        from kamtui.exchange.atomic import write
        from kamtui.exchange.plan_template_example import example

        path, _ending = checked(path, TEMPLATE_ENDINGS)
        with speaking(check_language(language)):
            return write(path, example())

    def _content(self, account_id: str, year: int) -> str:
        import json

        return json.dumps(self._ws.plans.content(account_id, year), ensure_ascii=False, indent=2) + "\n"

    def _plan_document(self, account_id: str, year: int) -> PlanDocument:
        from kamtui.exchange.plan_document import PlanDocument

        return PlanDocument(
            whole=self._ws.plans.whole(account_id, year),
            map=self._ws.exports.document(account_id),
            names=self._names(),
            settings=self._ws.method,
            today=self._ws.today_date,
        )

    def _review_document(self, account_id: str, quarter: Quarter) -> ReviewDocument:
        from kamtui.exchange.review_document import ReviewDocument

        following = quarter.shifted(1)
        return ReviewDocument(
            row=self._ws.accounts.row(account_id),
            review=self._ws.plans.review(account_id, quarter),
            next_tasks=self._ws.tasks.of(account_id, following.year)[following],
            names=self._names(),
            settings=self._ws.method,
            today=self._ws.today_date,
        )

    def _names(self) -> Mapping[str, str]:
        return {user.login: user.name for user in self._ws.users.all()}

    def _tasks_of(self, account_id: str | None, year: int | None) -> list[Task]:
        tasks = self._ws.tasks
        if account_id is None:
            return tasks.open()
        wanted = self._ws.quarter.year if year is None else year
        found = [task for column in tasks.of(account_id, wanted).values() for task in column]
        if year is None:
            known = {task.id for task in found}
            found += [task for task in tasks.open(account_id) if task.id not in known]
        return found

    def _ics(self, tasks: list[Task]) -> bytes:
        from kamtui.exchange.task_ics import render

        return render(tasks, self._names(), self._ws.clock.now())


def check_kind(ending: str, template: Path | str | None, one_page: bool) -> None:
    """Refuse what does not go together. Raises InvalidValue, Refused."""
    if template is not None and ending != ".docx":
        raise InvalidValue("to", ending, reason=_("a template makes a .docx"), expected=".docx")
    if template is not None and one_page:
        raise Refused(_("a template has pages of its own: leave out either the template or the one page"))
    if one_page and ending not in PAPER_ENDINGS:
        raise InvalidValue("to", ending, reason=_("one page is made as a document"), expected=" ".join(PAPER_ENDINGS))
    if ending == ".pdf":
        from kamtui.exchange import paper_pdf

        paper_pdf.check()


def check_language(code: str | None) -> str | None:
    """The language of a document. Raises InvalidValue for one there is not."""
    if code is not None and code not in LANGUAGES:
        raise InvalidValue("language", code, expected=", ".join(LANGUAGES))
    return code


def rendered(paper: Paper, ending: str) -> str | bytes:
    """A paper in the format of an ending of PAPER_ENDINGS."""
    from importlib import import_module

    module = {".docx": "paper_docx", ".pdf": "paper_pdf", ".html": "paper_html", ".md": "paper_markdown"}[ending]
    found: str | bytes = import_module(f"kamtui.exchange.{module}").render(paper)
    return found
