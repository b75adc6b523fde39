"""The list of accounts: a row is judged when somebody looks at it, and says what the facts of all accounts say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from kamtui.domain.accounts import Account, AccountFacts
from kamtui.domain.words import AlertKind
from kamtui.errors import NotFound
from kamtui.workspace import Workspace
from kamtui.workspace.accounts import Accounts

TODAY = date(2026, 11, 20)


@pytest.fixture
def many(workspace: Workspace, sell: Callable[..., None]) -> list[Account]:
    """More accounts than are read together, each a little different, by name."""
    accounts = [workspace.accounts.add(name=f"Account {n:02}", code=f"A{n:02}") for n in range(30)]
    for number, account in enumerate(accounts):
        for place in range(number % 4):
            influence, attitude = ("takes_part", 1) if place else (None, 0)
            workspace.contacts.add(account.id, name=f"Person {place}", level=3, influence=influence, attitude=attitude)
        if number % 3 == 0:
            workspace.touches.log(account.id, on=TODAY - timedelta(days=number), people=["Person 0"], next_step="write")
        if number % 5 == 0:
            workspace.progress.change(account.id, "K01", status="done", evidence="seen")
    sell(workspace, {account.id: [(TODAY, 100 * n, 0, 0, True)] for n, account in enumerate(accounts) if n % 2})
    return accounts


def test_rows_say_what_the_facts_say(workspace: Workspace, many: list[Account]) -> None:
    facts = workspace.accounts.facts()
    rows = workspace.accounts.rows()
    assert [row.account for row in rows] == [fact.account for fact in facts.values()]
    for number, row in enumerate(rows):
        fact = facts[row.account.id]
        assert workspace.accounts.facts([row.account.id]) == {row.account.id: fact._replace(next_step_ids=ids(fact))}
        assert row.map_quality == (0, 1, 3, 3)[number % 4]
        assert row.last_touch == (TODAY - timedelta(days=number) if number % 3 == 0 else None)
        assert (row.next_step.title if row.next_step else "") == ("write" if number % 3 == 0 else "")
        assert row.revenue_12m == (number if number % 2 else None)
        assert row.progress == workspace.progress.of(row.account.id).share.value
        assert row.alerts == workspace.accounts.alerts(row.account.id)
        assert row == workspace.accounts.row(row.account.id)


def ids(fact: AccountFacts) -> frozenset[str]:
    """The tasks of an account that came from a touch."""
    return fact.next_step_ids & {task.id for task in fact.tasks}


def test_only_what_is_looked_at_is_read(
    workspace: Workspace, many: list[Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = Accounts.facts_of

    def counted(self: Accounts, accounts: Sequence[Account], *rest: Any) -> dict[str, AccountFacts]:
        asked.extend(account.code for account in accounts)
        return real(self, accounts, *rest)

    monkeypatch.setattr(Accounts, "facts_of", counted)
    rows = workspace.accounts.rows()
    assert [row.account.code for row in rows] == [account.code for account in many]
    assert asked == []
    assert AlertKind.NO_TOUCH in {alert.kind for alert in rows[20].alerts}
    assert "A20" in asked
    assert len(asked) < len(many) / 2
    before = len(asked)
    assert rows[20].months is not None
    assert workspace.accounts.row(many[20].id) is rows[20]
    assert len(asked) == before


def test_a_row_has_no_other_fields(workspace: Workspace, many: list[Account]) -> None:
    row: Any = workspace.accounts.rows()[0]
    with pytest.raises(AttributeError, match="nonsense"):
        _ = row.nonsense


def test_briefs_follow_changes_and_end_with_the_account(workspace: Workspace, many: list[Account]) -> None:
    first = workspace.accounts.brief(many[2].id)
    assert workspace.accounts.brief(many[2].id) is first
    workspace.tasks.add(title="Send the offer", account_id=many[2].id, due=TODAY)
    assert "Send the offer" in workspace.accounts.brief(many[2].id).next_step
    assert workspace.accounts.remove(many[2].id) == "deleted"
    with pytest.raises(NotFound):
        workspace.accounts.brief(many[2].id)
