"""What a workspace keeps of its reads, until anybody commits."""

from __future__ import annotations

from kamtui.workspace import Workspace


def test_what_was_read_before_a_commit_is_not_kept_beyond_it(workspace: Workspace) -> None:
    def read() -> str:
        workspace.tasks.add(title="Meanwhile")
        workspace.cached("another", lambda: "read by another thread after the commit")
        return "before"

    assert workspace.cached("one", read) == "before"
    assert workspace.cached("one", lambda: "after") == "after"


def test_people_are_read_once_until_they_change(workspace: Workspace) -> None:
    account_id = workspace.accounts.add(name="Nord").id
    workspace.contacts.add(account_id, name="Kim")
    first = workspace.contacts.of(account_id)
    first.clear()
    assert [contact.name for contact in workspace.contacts.of(account_id)] == ["Kim"]
    workspace.contacts.change(workspace.contacts.of(account_id)[0].id, name="Kim Orlova")
    assert [contact.name for contact in workspace.contacts.of(account_id)] == ["Kim Orlova"]


def test_people_of_many_accounts_are_read_whatever_is_kept(workspace: Workspace) -> None:
    keys = [workspace.accounts.add(name=f"Account {n}").id for n in range(60)]
    for key in keys[::2]:
        workspace.contacts.add(key, name=f"Of {key}")
    for among in (keys[:30], keys[20:50], keys):
        found = workspace.contacts.by_account(among)
        assert {key: people[0].name for key, people in found.items()} == {
            key: f"Of {key}" for key in among if key in keys[::2]
        }
