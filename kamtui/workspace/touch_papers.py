"""Agenda and minutes of a touch: templates filled with what is known, to be written on in an editor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from kamtui import paths
from kamtui.domain.words import PromiseSide, TouchKind
from kamtui.errors import KamtuiError
from kamtui.i18n import _, language
from kamtui.workspace.base import Feature

if TYPE_CHECKING:
    from kamtui.domain.promise_line import PromiseDraft
    from kamtui.domain.touch_minutes import Minutes

Paper = Literal["agenda", "minutes"]
_PROGRESSIONS = 5


class TouchPapers(Feature):
    """The part of `workspace.touches` that prepares texts."""

    def paper(
        self,
        name: Paper,
        account_id: str,
        *,
        on: date | None = None,
        kind: TouchKind = TouchKind.MEETING,
        people: Sequence[str] = (),
        outcome: str = "",
        next_step: str = "",
        promises: Sequence[PromiseDraft] = (),
    ) -> str:
        """The agenda or the minutes of a touch, in the chosen language, from the user's own template if there is one.

        Raises NotFound (no such account), KamtuiError (a template of one's own that cannot be read).
        """
        from kamtui.domain.today import date_words
        from kamtui.domain.touch_minutes import filled
        from kamtui.labels import label

        ws = self._ws
        template = _template(name)
        account = ws.accounts.get(account_id)
        values = {
            "account": account.name,
            "code": account.code,
            "date": date_words(on or ws.today_date),
            "kind": label(kind).capitalize(),
            "people": ", ".join(people),
            "outcome": outcome,
            "next": next_step,
        }
        for field, side in (("we", PromiseSide.OURS), ("they", PromiseSide.THEIRS)):
            given = [f"{one.text} {one.due or ''}".strip() for one in promises if one.side is side]
            values[field] = "; ".join(given)
        if "{progressions}" in template:
            items = ws.touches.provable(account_id)[:_PROGRESSIONS]
            values["progressions"] = _list(f"{one.progression.code} {one.progression.title}" for one in items)
        if "_promises}" in template:
            known = ws.promises.of(account_id, open_only=True)
            for field, side in (("our_promises", PromiseSide.OURS), ("their_promises", PromiseSide.THEIRS)):
                values[field] = _list(
                    ", ".join(part for part in (one.text, date_words(one.due) if one.due else "", one.contact) if part)
                    for one in known
                    if one.side is side
                )
        if "{opportunities}" in template:
            values["opportunities"] = _list(
                ", ".join([one.title, *(offer.title for offer in one.opportunities)])
                for one in ws.initiatives.of(account_id)
                if one.relevant is not False and one.status.value == "active"
            )
        if "{last}" in template:
            last = next(iter(ws.touches.of(account_id, 1)), None)
            said = [date_words(last.on), label(last.kind), *last.people, last.outcome.split("\n")[0]] if last else []
            values["last"] = ", ".join(part for part in said if part) or _("none yet")
        return filled(template, values)

    def read_minutes(self, text: str) -> Minutes:
        """What minutes say."""
        from kamtui.domain.text import clean
        from kamtui.domain.touch_minutes import read_minutes

        return read_minutes(clean(text, multiline=True), self._ws.today_date, self._ws.method.fiscal_start)


def template_files(name: Paper) -> list[str]:
    """Names of a template of one's own in the config folder: of the chosen language first."""
    return [f"{name}.{language()}.md", f"{name}.md"]


def _template(name: Paper) -> str:
    folder = paths.config_file().parent
    file = next((folder / one for one in template_files(name) if (folder / one).is_file()), None)
    try:
        return (file or paths.data_file(f"{name}.{language()}.md")).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KamtuiError(_("cannot read the template {path}: {error}").format(path=file, error=error)) from error


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines) or f"- {_('none')}"
