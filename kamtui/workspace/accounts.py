"""Key accounts: the list with its figures, the card's brief and overview, and changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kamtui.db import accounts as reads
from kamtui.db import plans as plan_reads
from kamtui.db import today as today_reads
from kamtui.domain import accounts as rules
from kamtui.domain import contacts as contact_rules
from kamtui.domain import today_claims
from kamtui.domain.accounts import Account, AccountFacts, AccountRow, Alert
from kamtui.domain.money import format_amount, format_share, from_minor
from kamtui.domain.sales import SalesFigures
from kamtui.domain.text import resolve, search_key
from kamtui.domain.today import AccountBrief, ago_words, day_words
from kamtui.domain.words import Attitude
from kamtui.errors import InvalidValue, NotFound
from kamtui.i18n import _, language, ngettext
from kamtui.workspace import account_rows
from kamtui.workspace.base import Feature, apply

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step


@dataclass(frozen=True, slots=True)
class Dependents:
    """How many records belong to an account; orders among them forbid deleting it."""

    contacts: int
    touches: int
    tasks: int
    order_lines: int


class Accounts(Feature):
    """`workspace.accounts`."""

    def refs(self, *, archived: bool = False) -> list[tuple[str, str, str]]:
        """(code, name, id) by name: cheap, for pickers and captured lines."""
        return reads.refs(self._reader, archived)

    def get(self, account_id: str) -> Account:
        """One account. Raises NotFound."""
        found = reads.accounts(self._reader, [account_id])
        if not found:
            raise NotFound(_("account"), account_id)
        return found[0]

    def find(self, ref: str) -> Account:
        """The account by code, exact name, or part of the name. Raises NotFound or Ambiguous."""
        active = self.refs()
        try:
            return self.get(resolve(ref, active, _("account")))
        except NotFound:
            return self.get(resolve(ref, self.refs(archived=True), _("account")))

    def facts(self, account_ids: Sequence[str] | None = None) -> dict[str, AccountFacts]:
        """All that rules about accounts need, per id, in the order of names: of these, or of all not archived."""
        with self._reader.snapshot():
            return self.facts_of(reads.accounts(self._reader, account_ids), account_ids)

    def facts_of(self, accounts: Sequence[Account], account_ids: Sequence[str] | None) -> dict[str, AccountFacts]:
        """The facts about accounts that are read already; `account_ids` are theirs, None says that they are all."""
        ws = self._ws
        with self._reader.snapshot():
            people = ws.contacts.by_account(account_ids)
            tasks = ws.tasks.open_by_account(account_ids)
            items = ws.progress.by_account(people, account_ids)
            figures = ws.sales.figures(account_ids)
            touches = reads.last_touches(self._reader, account_ids)
            quarters = plan_reads.open_quarters(self._reader, account_ids, ws.quarter)
            next_steps = ws.tasks.next_step_ids(account_ids)
            claims = today_claims.alerts(
                ws.escalations.unfinished(account_ids), ws.contracts.ending(account_ids), ws.method, ws.today_date
            )
        return {
            account.id: AccountFacts(
                account=account,
                contacts=tuple(people.get(account.id, ())),
                tasks=tuple(tasks.get(account.id, ())),
                items=items.get(account.id, ()),
                figures=figures.get(account.id, SalesFigures()),
                last_touch=touches.get(account.id),
                open_quarters=quarters.get(account.id, ()),
                next_step_ids=next_steps,
                claims=claims.get(account.id, ()),
            )
            for account in accounts
        }

    def rows(self) -> list[AccountRow]:
        """One row per account that is not archived, by name, as of today; kept until something changes.

        Figures of a row are read when the first of them is asked for.
        """
        return self._ws.cached("accounts.rows", lambda: account_rows.rows(self._ws, reads.accounts(self._reader)))

    def row(self, account_id: str) -> AccountRow:
        """The row of one account. Raises NotFound."""
        found = self._ws.cached("accounts.row", lambda: {row.account.id: row for row in self.rows()})
        if account_id not in found:
            raise NotFound(_("account"), account_id)
        row = found[account_id]
        if account_rows.is_read(row):
            return row
        # Its figures alone: in the list those of its neighbours would be read along.
        return self._ws.cached(f"accounts.row {account_id}", lambda: account_rows.rows(self._ws, [row.account])[0])

    def alerts(self, account_id: str) -> tuple[Alert, ...]:
        """What wants attention at an account; nothing at an archived one."""
        fact = self.facts([account_id]).get(account_id)
        return rules.alerts(fact, self._ws.method, self._ws.today_date) if fact and not fact.account.archived else ()

    def brief(self, account_id: str) -> AccountBrief:
        """What a KAM needs before a call; kept until something changes. Raises NotFound."""
        return self._ws.cached(f"accounts.brief {account_id}", lambda: self._brief(account_id))

    def _brief(self, account_id: str) -> AccountBrief:
        fact = self.facts([account_id]).get(account_id)
        if fact is None or fact.account.archived:
            raise NotFound(_("account"), account_id)
        today = self._ws.today_date
        touch = next(iter(self._ws.touches.of(account_id, limit=1)), None)
        step = rules.next_step(fact.tasks)
        board = self._ws.tasks.quarter_figure(account_id, self._ws.quarter)
        people = sorted(
            (c for c in fact.contacts if contact_rules.at_company(c) and contact_rules.is_key_player(c)),
            key=lambda c: -(c.level or 0),
        )
        words: list[str] = []
        if touch is not None:
            who = ", ".join(touch.people)
            words = [part for part in (who, touch.outcome.splitlines()[0] if touch.outcome else "") if part]
        careful = [a.text for a in rules.alerts(fact, self._ws.method, today)]
        careful += [
            _("{name} is against us").format(name=c.name)
            for c in people
            if c.attitude in (Attitude.ENEMY, Attitude.SCEPTIC)
        ]
        return AccountBrief(
            account_id=account_id,
            code=fact.account.code,
            name=fact.account.name,
            category=fact.account.category,
            last_touch="; ".join([ago_words(touch.on, today), *words]) if touch else "",
            next_step=f"{step.title}, {day_words(step.due, today)}"
            if step and step.due
            else step.title
            if step
            else "",
            quarter_done=board[0],
            quarter_planned=board[1],
            progress=self._ws.progress.share_of(fact.items),
            people=tuple(f"{c.name}, {c.position}" if c.position else c.name for c in people[:3]),
            careful=tuple(dict.fromkeys(careful)),
            open_now=self._open_now(account_id),
        )

    def _open_now(self, account_id: str) -> str:
        """The opportunity that is worth most now: `packaging tender, 4.2 M, 40 %`; empty without any."""
        found = today_reads.open_now(self._reader, account_id)
        if found is None:
            return ""
        amount = format_amount(from_minor(found.amount), language(), short=True)
        if found.monthly:
            amount = _("{amount} per month").format(amount=amount)
        text = f"{found.title}, {amount}, {format_share(found.probability)}"
        more = ngettext("and {n} more", "and {n} more", found.others).format(n=found.others)
        return f"{text}; {more}" if found.others else text

    def add(self, **fields: object) -> Account:
        """Add an account; fields of `inputs.AccountInput`, a code is made when none is given. Raises InvalidFields."""
        from kamtui.db import tables
        from kamtui.workspace.inputs import AccountInput, validated

        values = validated(AccountInput, {"name": "", **fields})
        with self._ws.step("account.add", values["name"]) as step:
            row = tables.Account(code="", name=values["name"], search_key="")
            if not values.get("code"):
                values["code"] = rules.new_code(values["name"], [code for code, _name, _id in self.refs(archived=True)])
            if "owner" not in values:
                row.owner_id = step.user.id
            write_account(self, step, row, values)
        return self.get(row.id)

    def change(self, account_id: str, version: int | None = None, **fields: object) -> Account:
        """Change some fields. Raises InvalidFields; Conflict when another session changed the account since."""
        from kamtui.db import tables
        from kamtui.workspace.inputs import AccountInput, validated

        values = validated(AccountInput, fields, partial=True)
        with self._ws.step("account.change") as step:
            row = step.get(tables.Account, account_id, _("account"))
            step.check_version(row, version, row.name)
            write_account(self, step, row, values)
            step.subject = row.name
        return self.get(account_id)

    def dependents(self, account_id: str) -> Dependents:
        """What belongs to an account."""
        return Dependents(*reads.dependents(self._reader, account_id))

    def remove(self, account_id: str, version: int | None = None) -> str:
        """Delete an account with all that belongs to it; one with orders is archived instead.

        Returns "deleted" or "archived". Undo brings everything back.
        """
        from kamtui.db import tables

        if reads.dependents(self._reader, account_id)[3]:
            with self._ws.step("account.archive") as step:
                row = step.get(tables.Account, account_id, _("account"))
                step.check_version(row, version, row.name)
                step.subject, row.archived_at = row.name, self._ws.clock.now()
            return "archived"
        with self._ws.step("account.delete") as step:
            row = step.get(tables.Account, account_id, _("account"))
            step.check_version(row, version, row.name)
            step.subject = row.name
            _delete_account(step, row)
        return "deleted"

    def restore(self, account_id: str) -> Account:
        """Bring an archived account back."""
        from kamtui.db import tables

        with self._ws.step("account.change") as step:
            row = step.get(tables.Account, account_id, _("account"))
            step.subject, row.archived_at = row.name, None
        return self.get(account_id)


def write_account(accounts: Accounts, step: Step, row: tables.Account, values: Mapping[str, Any]) -> None:
    """Write validated fields into an account row. Raises InvalidValue for an unknown user, parent or taken code."""
    from kamtui.workspace.users import user_id

    plain = dict(values)
    for field in ("owner", "deputy"):
        if field in plain:
            plain[f"{field}_id"] = user_id(step, plain.pop(field), field)
    if "parent" in plain:
        plain["parent_id"] = _parent(accounts, row, plain.pop("parent"))
    if "name" in plain:
        plain["search_key"] = search_key(plain["name"])
    if "code" in plain:
        code = plain["code"] or row.code
        taken = {c.casefold(): account_id for c, _name, account_id in accounts.refs(archived=True)}
        if taken.get(code.casefold(), row.id) != row.id:
            raise InvalidValue("code", code, reason=_("is taken by another account"))
        plain["code"] = code
    apply(row, plain)
    step.session.add(row)
    step.session.flush()


def _parent(accounts: Accounts, row: tables.Account, ref: str | None) -> str | None:
    if not ref:
        return None
    parent: Account | None = accounts.find(ref)
    chain = [row.name]
    found = parent
    while parent is not None:
        chain.append(parent.name)
        if parent.id == row.id:
            raise InvalidValue("parent", ref, reason=_("would make a circle: {chain}").format(chain=" → ".join(chain)))
        parent = accounts.find(parent.parent) if parent.parent else None
    return found.id if found else None


def _delete_account(step: Step, row: tables.Account) -> None:
    """Delete everything below an account, children first."""
    from sqlmodel import col, select

    from kamtui.db import tables as t

    session, key = step.session, row.id
    for daughter in session.exec(select(t.Account).where(t.Account.parent_id == key)).all():
        daughter.parent_id = row.parent_id
    former = {c.id: c.former_id for c in session.exec(select(t.Contact).where(t.Contact.account_id == key))}
    contacts = list(former)
    touches = [x.id for x in session.exec(select(t.Touch).where(t.Touch.account_id == key))]
    plans = [p.id for p in session.exec(select(t.Plan).where(t.Plan.account_id == key))]
    own = [p.id for p in session.exec(select(t.Progression).where(t.Progression.account_id == key))]
    tasks = [x.id for x in session.exec(select(t.Task).where(t.Task.account_id == key))]
    offers = [x.id for x in session.exec(select(t.Opportunity).where(t.Opportunity.account_id == key))]
    meetings = [x.id for x in session.exec(select(t.Meeting).where(t.Meeting.account_id == key))]
    escalations = [x.id for x in session.exec(select(t.Escalation).where(t.Escalation.account_id == key))]
    below: list[tuple[type[Any], Any, list[str]]] = [
        (t.EscalationPerson, t.EscalationPerson.escalation_id, escalations),
        (t.Escalation, t.Escalation.account_id, [key]),
        (t.Tender, t.Tender.account_id, [key]),
        (t.Contract, t.Contract.account_id, [key]),
        (t.OpportunityProgression, t.OpportunityProgression.opportunity_id, offers),
        (t.Opportunity, t.Opportunity.account_id, [key]),
        (t.Initiative, t.Initiative.account_id, [key]),
        (t.Note, t.Note.account_id, [key]),
        (t.WalletEstimate, t.WalletEstimate.account_id, [key]),
        (t.Promise, t.Promise.account_id, [key]),
        (t.MeetingPerson, t.MeetingPerson.meeting_id, meetings),
        (t.Meeting, t.Meeting.account_id, [key]),
        (t.Finding, t.Finding.account_id, [key]),
        (t.TaskMove, t.TaskMove.task_id, tasks),
        (t.TouchPerson, t.TouchPerson.touch_id, touches),
        (t.ProgressProof, t.ProgressProof.account_id, [key]),
        (t.ProgressEvent, t.ProgressEvent.account_id, [key]),
        (t.ProgressState, t.ProgressState.account_id, [key]),
        (t.Touch, t.Touch.account_id, [key]),
        (t.Task, t.Task.account_id, [key]),
        (t.Goal, t.Goal.plan_id, plans),
        (t.PlanBlock, t.PlanBlock.plan_id, plans),
        (t.PlanQuarter, t.PlanQuarter.plan_id, plans),
        (t.PlanEvent, t.PlanEvent.plan_id, plans),
        (t.PlanSnapshot, t.PlanSnapshot.plan_id, plans),
        (t.Plan, t.Plan.account_id, [key]),
        (t.ProgressionPast, t.ProgressionPast.progression_id, own),
        (t.Progression, t.Progression.account_id, [key]),
        (t.WavedOff, t.WavedOff.account_id, [key]),
        (t.ContactRole, t.ContactRole.contact_id, contacts),
        (t.ContactCategory, t.ContactCategory.contact_id, contacts),
        (t.ContactWay, t.ContactWay.contact_id, contacts),
        (t.ContactTie, t.ContactTie.contact_id, contacts),
        (t.ContactLine, t.ContactLine.from_id, contacts),
        (t.ContactLine, t.ContactLine.to_id, contacts),
        (t.Contact, t.Contact.account_id, [key]),
        (t.Unit, t.Unit.account_id, [key]),
        (t.LegalEntity, t.LegalEntity.account_id, [key]),
    ]
    # Meetings of others keep the names of these people.
    for person in session.exec(select(t.MeetingPerson).where(col(t.MeetingPerson.contact_id).in_(contacts))).all():
        person.contact_id = None
    for meeting in session.exec(select(t.Meeting).where(col(t.Meeting.touch_id).in_(touches))).all():
        meeting.touch_id = None
    # The same person at another account remembers the record before this one.
    for later in session.exec(select(t.Contact).where(col(t.Contact.former_id).in_(contacts))).all():
        before = former[later.former_id or ""]
        later.former_id = None if before in former else before
    for table, column, keys in below:
        for child in session.exec(select(table).where(column.in_(keys))).all():
            session.delete(child)
    session.delete(row)
