"""The journal on a real file: every step undone and redone, refused when somebody was there since."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import update
from sqlmodel import select

from kamtui.db import tables
from kamtui.errors import Conflict, Refused
from kamtui.workspace import Workspace

STAMPS = {"version", "created_at", "updated_at"}


def dump(workspace: Workspace, table: str) -> list[dict[str, object]]:
    rows = workspace.reader.rows(f"SELECT * FROM {table} ORDER BY 1")
    return [{k: row[k] for k in row.keys() if k not in STAMPS} for row in rows]  # noqa: SIM118


def test_every_change_of_a_step_is_undone_and_redone_at_once(workspace: Workspace) -> None:
    account = workspace.accounts.add(name="Nord Foods")
    before = {table: dump(workspace, table) for table in ("contact", "contact_role", "unit", "product_category")}
    workspace.contacts.add(
        account.id, name="Ivan Petrov", unit="Plant 2", roles=("decider", "sponsor"), categories=("Packaging",)
    )
    after = {table: dump(workspace, table) for table in before}

    assert workspace.history.undo() == "added the contact Ivan Petrov"
    assert {table: dump(workspace, table) for table in before} == before
    workspace.history.redo()
    assert {table: dump(workspace, table) for table in before} == after


def test_before_image_holds_what_was_in_the_file_even_after_attributes_expired(workspace: Workspace) -> None:
    account = workspace.accounts.add(name="Nord Foods", region="North")
    with workspace.step("account.change") as step:
        row = step.session.get(tables.Account, account.id)
        assert row is not None
        step.session.expire(row)
        row.region = "South"
    workspace.history.undo()
    assert workspace.accounts.get(account.id).region == "North"


def test_deleting_takes_children_and_undo_brings_all_of_them_back(workspace: Workspace) -> None:
    account = workspace.accounts.add(name="Nord Foods")
    boss = workspace.contacts.add(account.id, name="Boss", roles=("sponsor",))
    workspace.contacts.add(account.id, name="Report", reports_to=boss.id)
    everything = {t: dump(workspace, t) for t in ("account", "contact", "contact_role")}

    workspace.accounts.remove(account.id)
    assert dump(workspace, "contact") == []
    workspace.history.undo()
    assert {t: dump(workspace, t) for t in everything} == everything


def test_a_step_that_changed_nothing_is_no_step(workspace: Workspace) -> None:
    account = workspace.accounts.add(name="Nord Foods", region="North")
    count = len(workspace.history.steps())
    workspace.accounts.change(account.id, region="North")
    assert len(workspace.history.steps()) == count


def test_an_error_inside_a_step_keeps_nothing(workspace: Workspace) -> None:
    def add_and_fail() -> None:
        with workspace.step("account.add") as step:
            step.session.add(tables.Account(code="X", name="X", search_key="x"))
            step.session.flush()
            raise Refused("no")

    with pytest.raises(Refused):
        add_and_fail()
    assert dump(workspace, "account") == []


def test_bulk_update_is_refused_because_the_journal_would_not_see_it(workspace: Workspace) -> None:
    def bulk() -> None:
        with workspace.step("account.change") as step:
            step.session.exec(update(tables.Account).values(region="x"))  # type: ignore[call-overload]

    with pytest.raises(RuntimeError, match="journal"):
        bulk()


def test_undo_takes_only_my_own_step(open_workspace: Callable[..., Workspace]) -> None:
    anna, boris = open_workspace("anna"), open_workspace("boris")
    anna.accounts.add(name="Nord Foods")
    boris.accounts.add(name="Volga Dairy")
    anna.history.undo()
    assert [a.account.name for a in boris.accounts.rows()] == ["Volga Dairy"]


def test_undo_refuses_when_somebody_changed_the_row_since_and_says_who(
    open_workspace: Callable[..., Workspace],
) -> None:
    anna, boris = open_workspace("anna"), open_workspace("boris")
    account = anna.accounts.add(name="Nord Foods", region="North")
    boris.accounts.change(account.id, region="South")
    with pytest.raises(Refused, match="boris changed “Nord Foods”"):
        anna.history.undo()
    assert anna.accounts.get(account.id).region == "South"


def test_a_new_step_ends_what_could_be_redone(workspace: Workspace) -> None:
    workspace.accounts.add(name="One")
    workspace.history.undo()
    workspace.accounts.add(name="Two")
    with pytest.raises(Refused, match="nothing to redo"):
        workspace.history.redo()


def test_a_step_that_another_one_left_behind_is_not_redone_when_that_one_is_undone(workspace: Workspace) -> None:
    workspace.accounts.add(name="Left behind")
    workspace.history.undo()
    workspace.accounts.add(name="Nord")
    workspace.history.undo()
    workspace.history.redo()
    assert [row.account.name for row in workspace.accounts.rows()] == ["Nord"]
    with pytest.raises(Refused):
        workspace.history.redo()


def test_several_steps_undone_and_redone_come_back_in_order(workspace: Workspace) -> None:
    account = workspace.accounts.add(name="Nord Foods")
    for region in ("A", "B", "C"):
        workspace.accounts.change(account.id, region=region)
    for expected in ("B", "A", ""):
        workspace.history.undo()
        assert workspace.accounts.get(account.id).region == expected
    for expected in ("A", "B", "C"):
        workspace.history.redo()
        assert workspace.accounts.get(account.id).region == expected


def test_the_first_step_of_a_workspace_cannot_be_undone(workspace: Workspace) -> None:
    with pytest.raises(Refused, match="nothing to undo"):
        workspace.history.undo()


def test_history_of_a_record_names_who_changed_which_columns(open_workspace: Callable[..., Workspace]) -> None:
    anna, boris = open_workspace("anna"), open_workspace("boris")
    account = anna.accounts.add(name="Nord Foods", region="North")
    boris.accounts.change(account.id, region="South")
    newest = anna.history.steps(record=account.id)[0]
    assert newest.user == "boris"
    assert newest.changes == (("account", {"region": ("North", "South")}),)


def test_the_second_to_change_a_row_is_told_and_nothing_of_the_first_is_lost(
    open_workspace: Callable[..., Workspace],
) -> None:
    anna, boris = open_workspace("anna"), open_workspace("boris")
    seen = anna.accounts.add(name="Nord Foods")
    boris.accounts.change(seen.id, seen.version, region="South")
    with pytest.raises(Conflict, match="boris changed Nord Foods"):
        anna.accounts.change(seen.id, seen.version, region="North")
    assert anna.accounts.get(seen.id).region == "South"


def test_another_session_sees_what_was_saved_and_not_its_own(open_workspace: Callable[..., Workspace]) -> None:
    anna, boris = open_workspace("anna"), open_workspace("boris")
    assert anna.poll() == set()
    assert boris.poll() == set()
    anna.accounts.add(name="Nord Foods")
    assert anna.poll() == set()
    assert boris.poll() == {"account"}
    assert boris.poll() == set()


def test_what_was_saved_before_the_first_look_is_seen_too(open_workspace: Callable[..., Workspace]) -> None:
    anna, boris = open_workspace("anna"), open_workspace("boris")
    anna.accounts.add(name="Nord Foods")
    assert boris.poll() == {"account"}


def test_images_survive_dates_times_and_numbers(workspace: Workspace) -> None:
    account = workspace.accounts.add(name="Nord Foods", since="2020-02-29", cadence_days=30)
    workspace.accounts.remove(account.id)
    workspace.history.undo()
    restored = workspace.accounts.get(account.id)
    assert (restored.since, restored.cadence_days) == (account.since, 30)
    with workspace.step("check") as step:
        assert step.session.exec(select(tables.Account)).one().since == account.since
