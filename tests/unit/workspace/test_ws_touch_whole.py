"""A touch with all that came of it is one step; its agenda and minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamtui import paths
from kamtui.domain.accounts import Account
from kamtui.domain.promise_line import PromiseDraft
from kamtui.domain.words import FindingKind, ProgressStatus, PromiseSide
from kamtui.errors import InvalidFields, InvalidValue, KamtuiError
from kamtui.i18n import set_language
from kamtui.workspace import Workspace
from kamtui.workspace.touch_whole import Yield

Turned = Callable[[Callable[[], Any]], Any]
OURS, THEIRS = PromiseSide.OURS, PromiseSide.THEIRS
ON = date(2026, 11, 18)


def first_item(workspace: Workspace, account: Account) -> str:
    return workspace.touches.provable(account.id)[0].progression.id


def whole(workspace: Workspace, account: Account) -> Yield:
    return Yield(
        ours=[PromiseDraft(OURS, "samples", date(2026, 12, 15))],
        theirs=[PromiseDraft(THEIRS, "volumes")],
        usage={"text": "foam", "unit": "Plant 1", "product": "", "result": "", "improvement": ""},
        insight={"text": "a second plant", "department": "Production"},
        proved=(first_item(workspace, account),),
    )


def test_all_that_came_of_it_is_one_step(workspace: Workspace, nord: Account, turned: Turned) -> None:
    ivan = workspace.contacts.add(nord.id, name="Ivan Petrov")
    key = first_item(workspace, nord)
    touch = turned(
        lambda: workspace.touches.write(
            nord.id, whole(workspace, nord), on=ON, kind="visit", people=("Petrov",), outcome="seen", next_step="Offer"
        )
    )
    assert workspace.history.steps()[0].action == "touch.log"
    promises = workspace.promises.of_touch(touch.id)
    assert [(one.side, one.text, one.contact_id) for one in promises] == [
        (OURS, "samples", ivan.id), (THEIRS, "volumes", ivan.id),
    ]  # fmt: skip
    usage, insight = workspace.findings.of_touch(touch.id)
    assert (usage.kind, usage.unit, insight.kind, insight.asked_on) == (
        FindingKind.USAGE, "Plant 1", FindingKind.INSIGHT, date(2026, 11, 20),
    )  # fmt: skip
    item = workspace.progress.item(nord.id, key)
    assert (item.status, item.state.touch_id, item.state.done_on) == (ProgressStatus.DONE, touch.id, ON)
    assert workspace.touches.provable(nord.id, touch.id)[0].progression.id == key


def test_what_is_not_given_stays_and_what_is_emptied_goes(workspace: Workspace, nord: Account, turned: Turned) -> None:
    touch = workspace.touches.write(nord.id, whole(workspace, nord), on=ON, outcome="seen")
    key = workspace.touches.provable(nord.id, touch.id)[0].progression.id
    turned(lambda: workspace.touches.write(nord.id, Yield(), touch.id, touch.version, outcome="seen again"))
    assert len(workspace.promises.of_touch(touch.id)) == len(workspace.findings.of_touch(touch.id)) == 2
    gone = Yield(ours=[], usage={"text": "", "unit": ""}, insight={"text": "a third plant"}, proved=())
    turned(lambda: workspace.touches.write(nord.id, gone, touch.id))
    assert [one.text for one in workspace.promises.of_touch(touch.id)] == ["volumes"]
    assert [one.text for one in workspace.findings.of_touch(touch.id)] == ["a third plant"]
    assert workspace.progress.item(nord.id, key).status is ProgressStatus.IN_PROGRESS


def test_a_refusal_keeps_nothing_and_names_the_field(workspace: Workspace, nord: Account) -> None:
    came = whole(workspace, nord)
    wrong = {"text": "", "department": "Production"}
    with pytest.raises(InvalidFields, match=r"^insight_text:"):
        workspace.touches.write(nord.id, came._replace(insight=wrong), on=ON, outcome="x")
    future = {"text": "x", "told_on": date(2027, 1, 1)}
    with pytest.raises(InvalidValue, match=r"^insight_told_on:"):
        workspace.touches.write(nord.id, came._replace(insight=future), on=ON, outcome="x")
    assert workspace.touches.of(nord.id) == []
    assert workspace.promises.all() == []


def test_the_minutes_are_filled_and_read_back(workspace: Workspace, nord: Account) -> None:
    text = workspace.touches.paper(
        "minutes", nord.id, on=ON, people=("Ivan Petrov",), outcome="seen", next_step="Offer",
        promises=[PromiseDraft(OURS, "samples", date(2026, 12, 15)), PromiseDraft(THEIRS, "volumes")],
    )  # fmt: skip
    assert text.startswith("# Meeting, Nord Foods, 18 Nov 2026\n")
    minutes = workspace.touches.read_minutes(text)
    assert (minutes.outcome, minutes.people, minutes.next_step) == ("seen", ("Ivan Petrov",), "Offer")
    assert [(one.side, one.text, one.due) for one in minutes.promises] == [
        (OURS, "samples", date(2026, 12, 15)), (THEIRS, "volumes", None),
    ]  # fmt: skip
    blank = workspace.touches.read_minutes(workspace.touches.paper("minutes", nord.id))
    assert blank == ("", (), "", ())


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_agenda_has_what_is_open(workspace: Workspace, nord: Account, language: str) -> None:
    set_language(language)
    workspace.touches.log_line(nord.id, "call Petrov: likes it; we: samples by 25.11")
    workspace.initiatives.add(nord.id, title="New plant", relevant=True)
    text = workspace.touches.paper("agenda", nord.id, people=("Petrov",))
    assert "Nord Foods" in text
    assert "- samples, " in text
    assert "- New plant" in text
    assert "likes it" in text
    assert "{" not in text


def test_a_template_of_ones_own(workspace: Workspace, nord: Account) -> None:
    folder = paths.config_file().parent
    folder.mkdir(parents=True)
    (folder / "minutes.md").write_text("{code} {people}! {of_mine}", encoding="utf-8")
    assert workspace.touches.paper("minutes", nord.id, people=("A", "B")) == "NORD A, B! {of_mine}"
    (folder / "minutes.en.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KamtuiError, match=str(Path("minutes.en.md"))):
        workspace.touches.paper("minutes", nord.id)
