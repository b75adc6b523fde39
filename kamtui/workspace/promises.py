"""Promises of both sides: noted, changed, kept or broken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kamtui.db import promises as reads
from kamtui.domain.promise_line import PromiseDraft, paired
from kamtui.domain.promises import Promise
from kamtui.domain.text import resolve
from kamtui.domain.words import PromiseSide, PromiseStatus
from kamtui.errors import InvalidValue, NotFound
from kamtui.i18n import _
from kamtui.workspace.base import Feature, apply

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step


class Promises(Feature):
    """`workspace.promises`."""

    def of(self, account_id: str, open_only: bool = False) -> list[Promise]:
        """Promises of an account, open ones first, the earliest day first."""
        return reads.promises(self._reader, account_id, open_only=open_only)

    def all(self, open_only: bool = False) -> list[Promise]:
        """Promises of all accounts, in the same order."""
        return reads.promises(self._reader, open_only=open_only)

    def of_touch(self, touch_id: str) -> list[Promise]:
        """Promises given at a touch."""
        return reads.of_touch(self._reader, touch_id)

    def get(self, promise_id: str) -> Promise:
        """One promise. Raises NotFound."""
        found = reads.promise(self._reader, promise_id)
        if found is None:
            raise NotFound(_("promise"), promise_id)
        return found

    def find(self, account_id: str, ref: str, open_only: bool = False) -> Promise:
        """The promise that a part of its text, or the end of its id, means. Raises NotFound, Ambiguous."""
        from kamtui.workspace.tasks import short_id

        known = [(short_id(one.id), one.text, one) for one in self.of(account_id, open_only)]
        return resolve(ref, known, _("promise"))

    def add(
        self,
        account_id: str,
        *,
        side: PromiseSide | str,
        text: str,
        due: date | None = None,
        contact_id: str | None = None,
        touch_id: str | None = None,
        owner: str | None = None,
        note: str = "",
    ) -> Promise:
        """Note a promise. `owner` (login or name) sees to it, the current user unless said otherwise.

        Raises InvalidFields, InvalidValue (a contact or touch of another account, an unknown user).
        """
        from kamtui.workspace.inputs import PromiseInput, validated

        given = {"side": side, "text": text, "due": due, "contact_id": contact_id, "touch_id": touch_id, "note": note}
        values = validated(PromiseInput, given | ({"owner": owner} if owner else {}))
        with self._ws.step("promise.add", values["text"]) as step:
            row = self.create(step, account_id, values)
        return self.get(row.id)

    def create(self, step: Step, account_id: str, values: Mapping[str, Any]) -> tables.Promise:
        """Within a step: a new promise of validated fields. Raises InvalidValue, NotFound."""
        from kamtui.db import tables

        step.get(tables.Account, account_id, _("account"))
        row = tables.Promise(
            account_id=account_id, side=values["side"].value, text=values["text"], user_id=step.user.id
        )
        self._write(step, row, values)
        step.session.add(row)
        step.session.flush()
        return row

    def create_drafts(
        self, step: Step, account_id: str, drafts: Iterable[PromiseDraft], touch_id: str, contact_id: str | None
    ) -> None:
        """Within a step: the promises that were given at a touch."""
        for draft in drafts:
            values = {"side": draft.side, "text": draft.text, "due": draft.due, "touch_id": touch_id}
            self.create(step, account_id, {**values, "contact_id": contact_id})

    def change(self, promise_id: str, version: int | None = None, **fields: object) -> Promise:
        """Change fields of `inputs.PromiseInput`. Raises InvalidFields, InvalidValue, NotFound, Conflict."""
        from kamtui.workspace.inputs import PromiseInput, validated

        values = validated(PromiseInput, fields, partial=True)
        with self._ws.step("promise.change") as step:
            row = self._seen(step, promise_id, version)
            self._write(step, row, values)
            step.subject = row.text
        return self.get(promise_id)

    def settle(
        self, promise_id: str, status: PromiseStatus | str, on: date | None = None, version: int | None = None
    ) -> Promise:
        """A promise was kept, broken or withdrawn on a day (today), or is open again.

        Raises InvalidValue for a day in the future or another status, NotFound, Conflict.
        """
        if status not in list(PromiseStatus):
            raise InvalidValue("status", status, expected=", ".join(PromiseStatus))
        wanted, today = PromiseStatus(status), self._ws.today_date
        if on is not None and on > today:
            raise InvalidValue("on", on, reason=_("the day lies in the future"))
        with self._ws.step("promise.settle") as step:
            row = self._seen(step, promise_id, version)
            step.subject = row.text
            if wanted is PromiseStatus.OPEN:
                apply(row, {"status": wanted, "settled_on": None})
            elif row.status != wanted or on is not None:
                apply(row, {"status": wanted, "settled_on": on or today})
        return self.get(promise_id)

    def rewrite(self, touch_id: str, side: PromiseSide, drafts: Sequence[PromiseDraft]) -> None:
        """Make `drafts` the open promises of one side that were given at a touch: reworded, added, taken away.

        Settled ones stay as they are. Raises NotFound.
        """
        touch = self._ws.touches.get(touch_id)
        old = [one for one in self.of_touch(touch_id) if one.side is side and one.status is PromiseStatus.OPEN]
        person = touch.contact_ids[0] if touch.contact_ids else None
        for stored, draft in paired(old, drafts):
            if stored is None and draft is not None:
                self.add(
                    touch.account_id, side=side, text=draft.text, due=draft.due, touch_id=touch_id, contact_id=person
                )
            elif stored is not None and draft is None:
                self.remove(stored.id)
            elif stored is not None and draft is not None and (stored.text, stored.due) != (draft.text, draft.due):
                self.change(stored.id, text=draft.text, due=draft.due)

    def remove(self, promise_id: str, version: int | None = None) -> None:
        """Delete a promise. Raises NotFound, Conflict."""
        with self._ws.step("promise.delete") as step:
            row = self._seen(step, promise_id, version)
            step.subject = row.text
            step.session.delete(row)

    def _seen(self, step: Step, promise_id: str, version: int | None) -> tables.Promise:
        from kamtui.db import tables

        row = step.get(tables.Promise, promise_id, _("promise"))
        step.check_version(row, version, row.text)
        return row

    def _write(self, step: Step, row: tables.Promise, values: Mapping[str, Any]) -> None:
        from kamtui.db import tables
        from kamtui.workspace.users import user_id

        plain = dict(values)
        if "owner" in plain:
            plain["user_id"] = user_id(step, plain.pop("owner"), "owner")
        for field, table, what in (
            ("contact_id", tables.Contact, _("contact")),
            ("touch_id", tables.Touch, _("touch")),
        ):
            if plain.get(field) and step.get(table, plain[field], what).account_id != row.account_id:  # type: ignore[attr-defined]
                raise InvalidValue(field, plain[field], reason=_("belongs to another account"))
        apply(row, plain)
