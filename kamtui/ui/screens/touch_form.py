"""The form of a touch with all that came of it: promises of both sides, what was learnt, the progressions it proves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kamtui.domain.findings import Finding
from kamtui.domain.promise_line import PromiseDraft, promise_text, read_promises
from kamtui.domain.promises import Promise
from kamtui.domain.today import day_words, written_day
from kamtui.domain.touches import Touch
from kamtui.domain.touchline import NextStep, TouchDraft, read_next_step
from kamtui.domain.words import FindingKind, PromiseSide, PromiseStatus, TouchKind
from kamtui.errors import InvalidValue, KamtuiError
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.glyphs import G
from kamtui.ui.screens.account_contact_form import day_preview, read_day
from kamtui.ui.screens.touch_papers import edit_paper

if TYPE_CHECKING:
    from kamtui.domain.touch_minutes import Minutes
    from kamtui.workspace import Workspace
    from kamtui.workspace.touch_whole import Yield

ENTITIES = frozenset(
    {"touch", "touch_person", "task", "contact", "promise", "finding", "unit", "progress_state", "progress_event"}
)
_USAGE = ("text", "product", "unit", "result", "improvement")
_INSIGHT = ("text", "department", "asked_on", "answer", "told_on")
_SIDES = {"ours": PromiseSide.OURS, "theirs": PromiseSide.THEIRS}
_SHOWN_ITEMS = 4  # progressions before "more…"


class TouchForm(FormDialog[Touch]):
    """The form; ctrl+e writes the minutes in $EDITOR and takes outcome, people, promises and next step from them."""

    def __init__(self, workspace: Workspace, account_id: str, *given: Any, **more: Any) -> None:
        self._workspace, self._account_id = workspace, account_id
        super().__init__(*given, **more)

    def action_dialog_editor(self) -> None:
        """Write the minutes in $VISUAL or $EDITOR."""
        touches, today, values = self._workspace.touches, self._workspace.today_date, self.values
        try:
            text = touches.paper(
                "minutes",
                self._account_id,
                on=read_day("on", str(values["on"]), today) or today,
                kind=TouchKind(values["kind"]),
                people=_names(values["people"]),
                outcome=values["outcome"],
                next_step=values["next_step"],
                promises=[
                    one for name, side in _SIDES.items() for one in read_promises(str(values[name]), side, today)
                ],
            )
        except KamtuiError as error:  # a day that cannot be read, a template of one's own that cannot
            self._told(str(error))
            return
        edit_paper(self.kam, text, lambda written: self._take(touches.read_minutes(written)), self._told)

    def _told(self, error: str) -> None:
        self._note = (error, "bad")
        self.redraw()

    def _take(self, minutes: Minutes) -> None:
        """The form's fields as the minutes say; promises that they do not name are given up."""
        self.values |= {"outcome": minutes.outcome, "next_step": minutes.next_step}
        if minutes.people is not None:
            self.values["people"] = ", ".join(minutes.people)
        for name, side in _SIDES.items():
            self.values[name] = _drafts_text(one for one in minutes.promises if one.side is side)
        self._edit()


def touch_form(workspace: Workspace, touch: Touch) -> TouchForm:
    """A touch that was logged, with what came of it."""
    promises = [one for one in workspace.promises.of_touch(touch.id) if one.status is PromiseStatus.OPEN]
    findings = workspace.findings.of_touch(touch.id)
    proved = tuple(
        item.progression.id
        for item in workspace.touches.provable(touch.account_id, touch.id)
        if item.state.touch_id == touch.id and item.state.done_on is not None
    )
    given = {
        "on": written_day(touch.on),
        "kind": touch.kind.value,
        "people": ", ".join(touch.people),
        "outcome": touch.outcome,
        "next_step": touch.next_step,
        "proactive": touch.proactive,
        "ours": promise_text(_of_side(promises, PromiseSide.OURS)),
        "theirs": promise_text(_of_side(promises, PromiseSide.THEIRS)),
        "proved": proved,
        **_learnt(findings, FindingKind.USAGE, _USAGE),
        **_learnt(findings, FindingKind.INSIGHT, _INSIGHT),
    }
    fields = _fields(workspace, touch.account_id, given, touch.id)

    def save(values: Mapping[str, Any], version: int | None = touch.version) -> Touch:
        changed = {name: value for name, value in values.items() if value != given.get(name)}
        plain, came = _read(workspace, {**given, **changed}, frozenset(changed))
        mine = {name: value for name, value in plain.items() if name in changed}
        return workspace.touches.write(touch.account_id, came, touch.id, version, **mine)

    return TouchForm(
        workspace,
        touch.account_id,
        _("Touch"),
        fields,
        save,
        draft=f"touch:{touch.id}",
        overwrite=lambda changed: save(changed, None),
        entities=ENTITIES,
    )


def new_touch_form(workspace: Workspace, account_id: str, draft: TouchDraft, at: str = "people") -> TouchForm:
    """A touch that is still to be logged, with what a line has said of it already."""
    step = [draft.next_step, str(draft.next_due or ""), f"{draft.next_time:%H:%M}" if draft.next_time else ""]
    step += [f"#{draft.next_quarter}"] if draft.next_quarter else []
    given = {
        "on": written_day(draft.on),
        "kind": draft.kind.value,
        "people": ", ".join(draft.people),
        "outcome": draft.outcome,
        "next_step": " ".join(part for part in step if part),
        "proactive": draft.proactive,
        **{name: _drafts_text(one for one in draft.promises if one.side is side) for name, side in _SIDES.items()},
        "proved": (),
        **_learnt([], FindingKind.USAGE, _USAGE),
        **_learnt([], FindingKind.INSIGHT, _INSIGHT),
    }
    fields = _fields(workspace, account_id, given, None)

    def save(values: Mapping[str, Any]) -> Touch:
        plain, came = _read(workspace, values, frozenset(given))
        known = {workspace.contacts.get(key).name: key for key in draft.contact_ids}
        step = _next_step(workspace, str(plain.pop("next_step")))
        return workspace.touches.write(
            account_id,
            came,
            **plain,
            contact_ids=tuple(known[name] for name in plain["people"] if name in known),
            next_step=step.title,
            next_due=step.due,
            next_time=step.time,
            next_quarter=step.quarter,
        )

    title = _("Touch with {name}").format(name=workspace.accounts.get(account_id).name)
    return TouchForm(
        workspace, account_id, title, fields, save, at=at, draft=f"touch-form:{account_id}", entities=ENTITIES
    )


def _fields(workspace: Workspace, account_id: str, given: Mapping[str, Any], touch_id: str | None) -> list[Field]:
    today = workspace.today_date
    items = workspace.touches.provable(account_id, touch_id)

    def promised(side: PromiseSide) -> Callable[[str], str]:
        return lambda text: promises_words(read_promises(text, side, today, workspace.method.fiscal_start), today)

    def planned(text: str) -> str:
        step = _next_step(workspace, text)
        when = [day_words(step.due, today) if step.due else "", f"{step.time:%H:%M}" if step.time else ""]
        return " ".join(part for part in (step.title, *when, str(step.quarter or "")) if part)

    def day(name: str, text: str, section: str = "") -> Field:
        hint = _("2026-11-21, 21.11, yesterday")
        return Field(name, text, value=given[name], hint=hint, preview=day_preview(name, today), section=section)

    def words(name: str, text: str, hint: str = "", section: str = "") -> Field:
        value = str(given[name])
        return Field(name, text, "long" if "\n" in value else "text", value, hint=hint, section=section)

    begun = ((True, _("us")), (False, _("them")))
    by_semicolon = _("samples by 15.12; price list by Friday")
    fields = [
        day("on", _("Date")),
        Field("kind", _("Kind"), "choice", given["kind"], tuple((k.value, label(k)) for k in TouchKind)),
        Field("people", _("People"), value=given["people"], hint=_("names, separated by commas")),
        Field("outcome", _("Outcome"), "long", given["outcome"], hint=_("enter: write it; ctrl+e: minutes in $EDITOR")),
        Field(
            "next_step",
            _("Next step"),
            value=given["next_step"],
            hint=_("becomes a task: send the offer by 15.12"),
            preview=planned if touch_id is None else None,
        ),
        Field("proactive", _("Begun by"), "choice", given["proactive"], begun),
        Field(
            "ours",
            _("We promised"),
            value=given["ours"],
            hint=by_semicolon,
            preview=promised(PromiseSide.OURS),
            section=_("promises"),
        ),
        Field(
            "theirs", _("They promised"), value=given["theirs"], hint=by_semicolon, preview=promised(PromiseSide.THEIRS)
        ),
        words("usage_text", _("What we saw"), _("the problem, or what works"), _("use of our product")),
        words("usage_product", _("Product")),
        words("usage_unit", _("Where"), _("unit, plant, line")),
        words("usage_result", _("Result")),
        words("usage_improvement", _("To improve"), _("the improvement proposed")),
        words("insight_text", _("Insight"), _("what one of our departments should know"), _("for our departments")),
        words("insight_department", _("Asked"), _("the department; asked today unless the day says otherwise")),
        day("insight_asked_on", _("Asked on")),
        words("insight_answer", _("Answer")),
        day("insight_told_on", _("Client told on")),
    ]
    if items:
        choices = tuple((item.progression.id, f"{item.progression.code} {item.progression.title}") for item in items)
        common = max(_SHOWN_ITEMS, len(given["proved"]))
        fields.append(
            Field(
                "proved",
                _("Proves"),
                "multi",
                given["proved"],
                choices,
                hint=_("space ticks; a progression ticked is done, with this touch as its evidence"),
                common=common,
                section=_("progressions"),
            )
        )
    return fields


def _read(workspace: Workspace, values: Mapping[str, Any], changed: frozenset[str]) -> tuple[dict[str, Any], Yield]:
    """The form's texts as the use case wants them. Raises InvalidValue for a day that cannot be read."""
    from kamtui.workspace.touch_whole import Yield

    today, start = workspace.today_date, workspace.method.fiscal_start
    on = read_day("on", str(values["on"]), today)
    if on is None:
        raise InvalidValue("on", "", reason=_("is needed"))
    plain = {
        "on": on,
        "kind": values["kind"],
        "people": _names(values["people"]),
        "outcome": values["outcome"],
        "next_step": str(values["next_step"]).strip(),
        "proactive": values["proactive"] is not False,
    }

    def promises(name: str) -> list[PromiseDraft] | None:
        return read_promises(str(values[name]), _SIDES[name], today, start) if name in changed else None

    def learnt(kind: FindingKind, names: Sequence[str]) -> dict[str, object] | None:
        whole = [f"{kind.value}_{name}" for name in names]
        if changed.isdisjoint(whole):
            return None
        return {
            name: read_day(field, str(values[field]), today) if name.endswith("_on") else values[field]
            for name, field in zip(names, whole, strict=True)
            if field in changed or not name.endswith("_on")
        }

    came = Yield(
        promises("ours"),
        promises("theirs"),
        learnt(FindingKind.USAGE, _USAGE),
        learnt(FindingKind.INSIGHT, _INSIGHT),
        values["proved"] if "proved" in changed and "proved" in values else None,
    )
    return plain, came


def promises_words(drafts: Sequence[PromiseDraft], today: date) -> str:
    """Promises as they are understood: `samples, 15 Dec 2026 · price list, Friday`."""
    said = [f"{one.text}, {day_words(one.due, today)}" if one.due else one.text for one in drafts]
    return f" {G.dot} ".join(said)


def _names(text: object) -> tuple[str, ...]:
    return tuple(name.strip() for name in str(text).split(",") if name.strip())


def _of_side(promises: Sequence[Promise], side: PromiseSide) -> list[Promise]:
    return [one for one in promises if one.side is side]


def _drafts_text(drafts: Iterable[PromiseDraft]) -> str:
    return "; ".join(f"{one.text} {one.due or ''}".strip() for one in drafts)


def _next_step(workspace: Workspace, text: str) -> NextStep:
    return read_next_step(text, workspace.today_date, workspace.method.fiscal_start)


def _learnt(findings: Sequence[Finding], kind: FindingKind, names: Sequence[str]) -> dict[str, str]:
    """The form's fields of the first finding of a kind."""
    first = next((one for one in findings if one.kind is kind), None)
    return {f"{kind.value}_{name}": str(getattr(first, name, "") or "") for name in names}
