"""What the agenda has of promises, escalations, tenders, contracts and answers owed: a query of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kamtui.db import promises as promise_reads
from kamtui.db import tenders as tender_reads
from kamtui.domain import today_claims as rules
from kamtui.domain.plans import Task
from kamtui.domain.promises import promise_lines
from kamtui.domain.today import Line
from kamtui.domain.today_groups import is_in_day

if TYPE_CHECKING:
    from kamtui.workspace import Workspace


def lines(
    ws: Workspace, account_ids: Sequence[str], tasks: Mapping[str | None, Sequence[Task]]
) -> dict[str | None, list[Line]]:
    """Lines by account: of these accounts, and of their open `tasks`; under None what the user does elsewhere."""
    found: dict[str | None, list[Line]] = {}
    for account_id, line in _lines(ws, account_ids, tasks):
        found.setdefault(account_id, []).append(line)
    return found


def _lines(
    ws: Workspace, account_ids: Sequence[str], tasks: Mapping[str | None, Sequence[Task]]
) -> Iterator[tuple[str | None, Line]]:
    settings, today = ws.method, ws.today_date
    for account_id, escalations in ws.escalations.unfinished(account_ids).items():
        for line in rules.escalation_lines(escalations, ws.settings.work_hours, today):
            yield account_id, line
    for tender in tender_reads.open_among(ws.reader, account_ids):
        for line in rules.tender_lines([tender], settings, today):
            yield tender.account_id, line
    for account_id, contracts in ws.contracts.ending(account_ids).items():
        for line in rules.contract_lines(contracts, settings, today):
            yield account_id, line
    for account_id, promises in promise_reads.open_by_account(ws.reader, account_ids).items():
        for line in promise_lines(promises, today):
            yield account_id, line
    for owner, waiting in tasks.items():
        here = owner in account_ids
        mine = waiting if here else [task for task in waiting if is_in_day(task.owner, ws.login, None)]
        for line in rules.answer_lines(mine, today):
            yield owner if here else None, line
