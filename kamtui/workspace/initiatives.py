"""Client initiatives: what clients are going to do, where we know it from, and whether we can sell into it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamtui.db import initiatives as reads
from kamtui.domain.initiatives import Initiative, check_probability, format_probability
from kamtui.domain.money import format_amount
from kamtui.domain.plans import moved_positions
from kamtui.domain.text import clean, resolve
from kamtui.domain.today import date_words
from kamtui.domain.words import InitiativeStatus, OpportunityStatus, TouchKind
from kamtui.errors import InvalidValue, NotFound, Refused
from kamtui.i18n import _, language, ngettext
from kamtui.workspace.base import Feature, apply

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.domain.initiative_line import InitiativeDraft, OfferDraft

_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s?%")


class Initiatives(Feature):
    """`workspace.initiatives`."""

    def of(self, account_id: str, *, closed: bool = True) -> tuple[Initiative, ...]:
        """Initiatives of an account in their order, each with its opportunities; without `closed` active ones only."""
        found = [_with_words(*each) for each in reads.initiatives(self._reader, [account_id])]
        return tuple(each for each in found if closed or each.status is InitiativeStatus.ACTIVE)

    def get(self, initiative_id: str) -> Initiative:
        """One initiative. Raises NotFound."""
        found = reads.initiative(self._reader, initiative_id)
        if found is None:
            raise NotFound(_("initiative"), initiative_id)
        return _with_words(*found)

    def find(self, account_id: str, ref: str) -> Initiative:
        """The initiative by id, by the end of it as printed, or by part of its title. Raises NotFound or Ambiguous."""
        known = reads.titles(self._reader, account_id)
        for key, _title in known:
            if key == ref.strip():
                return self.get(key)
        return self.get(resolve(ref, [(key[-6:], title, key) for key, title in known], _("initiative")))

    def add(self, account_id: str, **fields: object) -> Initiative:
        """Add an initiative at the end; fields of `inputs.InitiativeInput`, noted today unless said otherwise.

        Raises InvalidFields, InvalidValue, NotFound.
        """
        from kamtui.workspace.inputs import InitiativeInput, validated

        values = validated(InitiativeInput, {"title": "", **fields})
        with self._ws.step("initiative.add", values["title"]) as step:
            row = self.create(step, account_id, values)
        return self.get(row.id)

    def create(self, step: Step, account_id: str, values: Mapping[str, Any]) -> tables.Initiative:
        """Within a step: a new initiative of validated fields."""
        from kamtui.db import tables

        step.get(tables.Account, account_id, _("account"))
        row = self.make(step, account_id, values, self._end(step, account_id))
        step.session.flush()
        return row

    def make(self, step: Step, account_id: str, values: Mapping[str, Any], position: int) -> tables.Initiative:
        """As `create`, at a place of the account that is known: of many, the caller flushes."""
        from kamtui.db import tables

        row = tables.Initiative(account_id=account_id, title=values["title"], noted_on=self._ws.today_date)
        row.position = position
        self._write(step, row, values)
        step.session.add(row)
        return row

    def rewrite(self, step: Step, row: tables.Initiative, values: Mapping[str, Any]) -> bool:
        """Within a step: write validated fields of a stored initiative; whether anything changed."""
        step.session.flush()
        self._write(step, row, values)
        return step.session.is_modified(row)

    def change(self, initiative_id: str, version: int | None = None, **fields: object) -> Initiative:
        """Change some fields. Raises InvalidFields, InvalidValue, NotFound, Conflict."""
        from kamtui.workspace.inputs import InitiativeInput, validated

        values = validated(InitiativeInput, fields, partial=True)
        with self._ws.step("initiative.change") as step:
            self._write(step, self._seen(step, initiative_id, version), values)
        return self.get(initiative_id)

    def reorder(self, initiative_id: str, delta: int, version: int | None = None) -> Initiative:
        """Move an initiative up (negative) or down; it stops at either end. Raises NotFound, Conflict."""
        with self._ws.step("initiative.move") as step:
            row = self._seen(step, initiative_id, version)
            column = {each.id: each for each in self._column(step, row.account_id)}
            for key, position in moved_positions(list(column), initiative_id, delta).items():
                apply(column[key], {"position": position})
        return self.get(initiative_id)

    def remove(self, initiative_id: str, version: int | None = None) -> None:
        """Delete an initiative and its opportunities, in one step. Raises NotFound, Conflict.

        Refused when one of them is won: that is what happened, and stays in the forecast of its year.
        """
        from sqlmodel import select

        from kamtui.db import tables

        with self._ws.step("initiative.delete") as step:
            row = self._seen(step, initiative_id, version)
            offers = step.session.exec(
                select(tables.Opportunity).where(tables.Opportunity.initiative_id == initiative_id)
            ).all()
            won = next((offer.title for offer in offers if offer.status == OpportunityStatus.WON), None)
            if won is not None:
                raise Refused(
                    _("“{title}” was won here; mark the initiative as done or cancelled instead").format(title=won)
                )
            for offer in offers:
                self._ws.opportunities.delete(step, offer)
            step.session.delete(row)

    def forget_contact(self, step: Step, contact: tables.Contact) -> None:
        """Within the step that deletes a contact: what was known from them keeps the name as its source."""
        self._forget(step, "contact_id", contact.id, contact.name)

    def forget_touch(self, step: Step, touch: tables.Touch) -> None:
        """Within the step that deletes a touch: what was known from it says so in words."""
        self._forget(step, "touch_id", touch.id, _touch_words(TouchKind(touch.kind), touch.on_date))

    def _forget(self, step: Step, column: str, key: str, words: str) -> None:
        from sqlmodel import select

        from kamtui.db.tables import Initiative as Row

        for row in step.session.exec(select(Row).where(getattr(Row, column) == key)).all():
            apply(row, {column: None, "source": row.source or words})

    def quick(self, account_id: str, line: str, *, strict: bool = False) -> Initiative:
        """Make what one line says: an initiative and, where it has an amount, its opportunity, in one step.

        Without a probability the opportunity has the lowest of the four keys. Raises InvalidValue when it is empty, and
        with `strict` for an offer of a probability over 100 % or in a quarter that has ended.
        """
        from kamtui.workspace.inputs import InitiativeInput, OpportunityInput, validated

        draft = self.draft(line)
        if strict:
            self._check(draft)
        values = validated(InitiativeInput, {"title": draft.title[:200], "relevant": draft.relevant})
        with self._ws.step("initiative.add", values["title"]) as step:
            row = self.create(step, account_id, values)
            if draft.offer is not None:
                offer = {**draft.offer._asdict(), "probability": self._chance(draft.offer)}
                self._ws.opportunities.create(step, row.id, validated(OpportunityInput, offer))
        return self.get(row.id)

    def understand(self, account_id: str, line: str, *, strict: bool = False) -> str:
        """How a line will be taken, in words; empty for an empty line. Raises InvalidValue as `quick` does."""
        if not line.strip():
            return ""
        draft = self.draft(line)
        if strict:
            self._check(draft)
        relevance = {True: _("relevant"), False: _("not relevant"), None: ""}[draft.relevant]
        said = [_("initiative: {title}").format(title=draft.title), relevance]
        if draft.offer is not None:
            said += self._offer_words(draft.offer)
        return " · ".join(part for part in said if part)

    def _offer_words(self, offer: OfferDraft) -> list[str]:
        amount = format_amount(offer.amount, language(), short=True)
        if offer.monthly:
            amount = _("{amount} per month").format(amount=amount)
            if offer.starts:
                amount += " " + _("from {month}").format(month=f"{offer.starts:%m.%Y}")
            if offer.months:
                amount += " " + ngettext("for {n} month", "for {n} months", offer.months).format(n=offer.months)
        return [
            _("opportunity: {title}").format(title=offer.title),
            amount,
            format_probability(self._chance(offer)),
            str(offer.quarter) if offer.quarter else _("no quarter yet, so not in the forecast"),
            _("against {competitor}").format(competitor=offer.competitor) if offer.competitor else "",
            _("next: {step}").format(step=offer.next_step) if offer.next_step else "",
        ]

    def draft(self, line: str) -> InitiativeDraft:
        """What a line says. Raises InvalidValue when it is empty."""
        from kamtui.domain.initiative_line import Known, parse_initiative_line

        text = clean(line)
        if not text:
            raise InvalidValue("text", line, reason=_("is needed"))
        with self._reader.snapshot():
            names = reads.category_names(self._reader), reads.competitors(self._reader)
        method = self._ws.method
        return parse_initiative_line(text, Known(*names, method.currency), self._ws.today_date, method.fiscal_start)

    def _check(self, draft: InitiativeDraft) -> None:
        """Refuse an offer that cannot be, although its line can be read. Raises InvalidValue."""
        offer = draft.offer
        if offer is None:
            return
        for number in _PERCENT.findall(draft.title):
            check_probability(Decimal(number.replace(",", ".")) / 100)
        if offer.quarter is not None and offer.quarter < self._ws.quarter:
            reason = _("{quarter} has ended").format(quarter=offer.quarter)
            raise InvalidValue("quarter", offer.quarter, reason=reason, expected=f"≥ {self._ws.quarter}")

    def _chance(self, offer: OfferDraft) -> Decimal:
        return Decimal(str(min(self._ws.method.probabilities))) if offer.probability is None else offer.probability

    def _seen(self, step: Step, initiative_id: str, version: int | None) -> tables.Initiative:
        from kamtui.db import tables

        row = step.get(tables.Initiative, initiative_id, _("initiative"))
        step.check_version(row, version, row.title)
        step.subject = row.title
        return row

    def _end(self, step: Step, account_id: str) -> int:
        from sqlmodel import func, select

        from kamtui.db.tables import Initiative

        with step.session.no_autoflush:
            last = step.session.exec(
                select(func.max(Initiative.position)).where(Initiative.account_id == account_id)
            ).one()
        return 0 if last is None else last + 1

    def _column(self, step: Step, account_id: str) -> list[tables.Initiative]:
        from sqlmodel import col, select

        from kamtui.db import tables

        table = tables.Initiative
        found = select(table).where(table.account_id == account_id).order_by(col(table.position), col(table.id))
        with step.session.no_autoflush:
            return list(step.session.exec(found))

    def _write(self, step: Step, row: tables.Initiative, values: Mapping[str, Any]) -> None:
        """Write validated fields after checking what they point to. Raises InvalidValue, NotFound."""
        from kamtui.db import tables

        plain = dict(values)
        if "noted_on" in plain:
            plain["noted_on"] = plain["noted_on"] or self._ws.today_date
            if plain["noted_on"] > self._ws.today_date:
                raise InvalidValue("noted_on", plain["noted_on"], reason=_("the day lies in the future"))
        found: dict[str, Any] = {}
        if plain.get("touch_id"):
            found["touch_id"] = step.get(tables.Touch, plain["touch_id"], _("touch")).account_id
        if plain.get("contact_id"):
            found["contact_id"] = step.get(tables.Contact, plain["contact_id"], _("contact")).account_id
        if plain.get("progression_id"):
            progression = step.get(tables.Progression, plain["progression_id"], _("progression"))
            found["progression_id"] = progression.account_id or row.account_id
        for field, owner in found.items():
            if owner != row.account_id:
                raise InvalidValue(field, plain[field], reason=_("belongs to another account"))
        apply(row, plain)


def _with_words(initiative: Initiative, pointed: reads.Pointed) -> Initiative:
    """With what its source points to, in words."""
    said = []
    if pointed.kind is not None and pointed.on is not None:
        outcome = pointed.outcome.split("\n", 1)[0]
        told = _touch_words(TouchKind(pointed.kind), pointed.on)
        said.append(f"{told}: {outcome}" if outcome else told)
    said += [each for each in (pointed.contact, pointed.progression) if each]
    return replace(initiative, pointed="; ".join(said)) if said else initiative


def _touch_words(kind: TouchKind, on: date) -> str:
    from kamtui.labels import label

    return f"{label(kind)}, {date_words(on)}"
