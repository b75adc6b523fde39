"""Snapshots of plans, and what differs between two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kamtui.domain.text import clean
from kamtui.domain.words import SnapshotKind
from kamtui.errors import InvalidValue, NotFound, Refused
from kamtui.i18n import _
from kamtui.workspace.plan_reviews import PlanReviews

if TYPE_CHECKING:
    from kamtui.db.plan_snapshots import Kept
    from kamtui.domain.plan_snapshots import Difference, Snapshot
    from kamtui.workspace.plan_whole import WholePlan

_LONGEST_NOTE = 200


class PlanSnapshots(PlanReviews):
    """The part of `workspace.plans` that shows plans whole, keeps them and compares them."""

    def whole(self, account_id: str, year: int) -> WholePlan:
        """All that a plan says and all that the data say beside it, for documents. Raises NotFound."""
        from kamtui.workspace.plan_whole import whole

        return whole(self._ws, account_id, year)

    def content(self, account_id: str, year: int) -> dict[str, Any]:
        """The plan as `kamtui plan --json` prints it: plain JSON data. Raises NotFound."""
        from kamtui.workspace.plan_content import content

        return content(self._ws, account_id, year)

    def snapshots(self, account_id: str, year: int) -> tuple[Snapshot, ...]:
        """Snapshots of a plan without their contents, newest first."""
        from kamtui.db import plan_snapshots as reads

        return reads.snapshots(self._reader, account_id, year)

    def snapshot(self, snapshot_id: str) -> Snapshot:
        """One snapshot with its content. Raises NotFound."""
        return self._kept(snapshot_id).snapshot

    def keep(self, account_id: str, year: int, note: str = "") -> Snapshot:
        """Keep the plan as it is now. Raises Refused while there is none, InvalidValue for too long a note."""
        said = clean(note).strip()
        if len(said) > _LONGEST_NOTE:
            raise InvalidValue("note", "", reason=_("is longer than {limit} characters").format(limit=_LONGEST_NOTE))
        with self._joined(), self._ws.step("plan.snapshot") as step:
            kept = self._snapshot(step, account_id, year, SnapshotKind.KEPT, note=said)
            step.subject = self._subject(step, account_id, year)
        return self.snapshot(kept)

    def compare(self, before_id: str, after_id: str | None = None) -> tuple[Difference, ...]:
        """What differs between two snapshots of an account, or (None) between one and the plan as it is now.

        Raises NotFound, Refused when they are of two accounts.
        """
        from kamtui.domain.plan_compare import differences

        before = self._kept(before_id)
        if after_id is None:
            content = self.content(before.account_id, before.year)
        else:
            after = self._kept(after_id)
            if after.account_id != before.account_id:
                raise Refused(_("these snapshots are of two accounts; choose two of one"))
            content = dict(after.snapshot.content or {})
        return differences(before.snapshot.content or {}, content)

    def _kept(self, snapshot_id: str) -> Kept:
        from kamtui.db import plan_snapshots as reads

        found = reads.snapshot(self._reader, snapshot_id)
        if found is None:
            raise NotFound(_("snapshot"), snapshot_id)
        return found
