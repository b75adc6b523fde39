"""The page for a meeting on a real file, and its documents."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from kamtui.domain.accounts import Account
from kamtui.errors import InvalidValue, NotFound
from kamtui.i18n import set_language
from kamtui.workspace import Workspace


@pytest.fixture
def full(workspace: Workspace, nord: Account) -> Account:
    """Two people, a touch with one of them, a late promise of ours, a meeting with the other."""
    ivan = workspace.contacts.add(nord.id, name="Ivan Petrov", position="Buyer", roles=["buyer"])
    olga = workspace.contacts.add(nord.id, name="Olga Kim", position="CFO", attitude=-1)
    workspace.touches.log(nord.id, kind="call", on=date(2026, 11, 17), people=[ivan.name], outcome="Likes | the film")
    workspace.promises.add(nord.id, side="ours", text="send samples", due=date(2026, 11, 18))
    workspace.tasks.add(title="Prepare the offer", account_id=nord.id, due="2026-11-25")
    workspace.meetings.add(title="Review", account_id=nord.id, on="2026-11-23", at="10:00", people=[olga.name])
    return nord


def test_an_empty_account_has_a_page_that_says_what_lacks(workspace: Workspace, nord: Account) -> None:
    page = workspace.preparation.page(nord.id)
    assert (page.people, page.touches, page.promises, page.tasks, page.meeting) == ((), (), (), (), None)
    assert {one.about for one in page.questions} >= {"wallet", "map", "initiative", "plan"}


def test_the_page_has_people_touches_promises_tasks_and_the_next_meeting(workspace: Workspace, full: Account) -> None:
    page = workspace.preparation.page(full.id)
    assert [one.name for one in page.people] == ["Olga Kim", "Ivan Petrov"]  # who is invited stands first
    assert page.here == {page.people[0].id}
    assert page.meeting is not None
    assert page.meeting.title == "Review"
    assert [one.outcome for one in page.touches] == ["Likes | the film"]
    assert [one.text for one in page.promises] == ["send samples"]
    assert [one.title for one in page.tasks] == ["Prepare the offer"]
    assert page.best


def test_with_one_person_the_page_is_about_them(workspace: Workspace, full: Account) -> None:
    ivan, olga = (workspace.contacts.find(full.id, name).id for name in ("Petrov", "Kim"))
    with_ivan, with_olga = workspace.preparation.page(full.id, [ivan]), workspace.preparation.page(full.id, [olga])
    assert [one.name for one in with_ivan.people] == ["Ivan Petrov"]
    assert with_ivan.meeting is None
    assert len(with_ivan.touches) == 1
    assert with_olga.meeting is not None
    assert with_olga.touches == ()


def test_strangers_and_unknown_accounts_are_refused(workspace: Workspace, full: Account) -> None:
    other = workspace.accounts.add(name="Volga")
    stranger = workspace.contacts.add(other.id, name="Pavel Orlov")
    with pytest.raises(NotFound):
        workspace.preparation.page(full.id, [stranger.id])
    with pytest.raises(NotFound):
        workspace.preparation.page("none")


def test_the_lead_says_what_weighs_most(workspace: Workspace, full: Account) -> None:
    from kamtui.exchange.preparation_paper import lead, tone

    prepared = workspace.exports.prepared(full.id)
    assert (lead(prepared)[0], tone(prepared)) == ("We are late with our word: send samples", "warn")
    workspace.escalations.open(full.id, title="Foam", severity="critical")
    prepared = workspace.exports.prepared(full.id)
    assert (lead(prepared)[0], tone(prepared)) == ("An escalation is open: Foam", "bad")


@pytest.mark.parametrize("ending", [".md", ".html", ".docx"])
def test_documents_say_what_the_page_says(workspace: Workspace, full: Account, tmp_path: Path, ending: str) -> None:
    path = workspace.exports.preparation(full.id, tmp_path / f"page{ending}")
    if ending == ".docx":
        text = zipfile.ZipFile(path).read("word/document.xml").decode()
    else:
        text = path.read_text(encoding="utf-8")
    for wanted in ("Ivan Petrov", "send samples", "Prepare the offer", "What to ask", "Review"):
        assert wanted in text
    if ending == ".md":
        assert r"Likes \| the film" in text  # what a person wrote breaks no table


def test_the_language_of_the_document_and_wrong_files(workspace: Workspace, full: Account, tmp_path: Path) -> None:
    set_language("en")
    with pytest.raises(InvalidValue):
        workspace.exports.preparation(full.id, tmp_path / "page.xlsx")
    with pytest.raises(InvalidValue):
        workspace.exports.preparation(full.id, tmp_path / "page.md", language="de")
    path = workspace.exports.preparation(full.id, tmp_path / "page.md", language="ru")
    assert "покупатель" in path.read_text(encoding="utf-8") or "закупщик" in path.read_text(encoding="utf-8")
