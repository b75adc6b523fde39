"""A touch with all that came of it: promises of both sides, what was learnt, the progressions it proves; one step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from kamtui.domain.progress import COMPUTED, ProgressItem
from kamtui.domain.touches import Touch
from kamtui.domain.words import FindingKind, ProgressStatus, PromiseSide
from kamtui.errors import InvalidFields, InvalidValue
from kamtui.workspace.touch_papers import TouchPapers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kamtui.domain.findings import Finding
    from kamtui.domain.promise_line import PromiseDraft


class Yield(NamedTuple):
    """What came of a touch beside its outcome; None leaves as it is what is stored.

    `ours` and `theirs` are the open promises of each side. `usage` and `insight` are fields of `inputs.FindingInput`
    of the first finding of each kind; without a text it is taken away. `proved` are ids of progressions.
    """

    ours: Sequence[PromiseDraft] | None = None
    theirs: Sequence[PromiseDraft] | None = None
    usage: Mapping[str, object] | None = None
    insight: Mapping[str, object] | None = None
    proved: Collection[str] | None = None


class WholeTouches(TouchPapers):
    """The part of `workspace.touches` that writes a touch with what came of it."""

    def provable(self, account_id: str, touch_id: str | None = None) -> list[ProgressItem]:
        """What a touch may prove: what it proves already, then what is in progress, then what is still to begin.

        Of the chosen set, in the order of the library. Raises NotFound.
        """
        ranks = {ProgressStatus.IN_PROGRESS: 1, ProgressStatus.NOT_STARTED: 2}
        found = []
        for item in self._ws.progress.of(account_id).items:
            if touch_id is not None and _proved_by(item, touch_id):
                found.append((0, item))
            elif item.in_set and item.progression.code != COMPUTED and item.status in ranks:
                found.append((ranks[item.status], item))
        return [item for _rank, item in sorted(found, key=lambda one: one[0])]

    def write(
        self,
        account_id: str,
        came: Yield,
        touch_id: str | None = None,
        version: int | None = None,
        **fields: Any,
    ) -> Touch:
        """Log a touch with what came of it, or change the one of `touch_id`; `fields` as `log` and `change` take them.

        A progression proved is done on the day of the touch; one that is proved no more is in progress again. Raises
        InvalidFields and InvalidValue (of a finding under `usage_…` and `insight_…`), Refused, Conflict, NotFound.
        """
        touches, findings = self._ws.touches, self._ws.findings
        with self._ws.together("touch.change"):
            if touch_id is None:
                touch = touches.log(account_id, **fields)
            else:
                touch = touches.change(touch_id, version, **fields)
            for side, drafts in ((PromiseSide.OURS, came.ours), (PromiseSide.THEIRS, came.theirs)):
                if drafts is not None:
                    self._ws.promises.rewrite(touch.id, side, drafts)
            stored = findings.of_touch(touch.id)
            for kind, wanted in ((FindingKind.USAGE, came.usage), (FindingKind.INSIGHT, came.insight)):
                if wanted is not None:
                    with _named(kind):
                        self._learn(touch, kind, next((one for one in stored if one.kind is kind), None), wanted)
            if came.proved is not None:
                self._prove(touch, came.proved)
        return touches.get(touch.id)

    def _learn(self, touch: Touch, kind: FindingKind, stored: Finding | None, wanted: Mapping[str, object]) -> None:
        findings = self._ws.findings
        given = {name: value for name, value in wanted.items() if value not in ("", None)}
        if stored is not None and given:
            findings.change(stored.id, None, **wanted)
        elif stored is not None:
            findings.remove(stored.id)
        elif given:
            findings.add(touch.account_id, **{"text": "", **given, "kind": kind, "touch_id": touch.id})  # type: ignore[arg-type]

    def _prove(self, touch: Touch, wanted: Collection[str]) -> None:
        progress = self._ws.progress
        for item in progress.of(touch.account_id).items:
            key, proved = item.progression.id, _proved_by(item, touch.id)
            if key in wanted and not proved:
                progress.change(
                    touch.account_id, key, status=ProgressStatus.DONE, touch_id=touch.id, on=touch.on,
                    version=item.state.version,
                )  # fmt: skip
            elif proved and key not in wanted:
                progress.change(touch.account_id, key, status=ProgressStatus.IN_PROGRESS, version=item.state.version)


def _proved_by(item: ProgressItem, touch_id: str) -> bool:
    return item.state.status is ProgressStatus.DONE and item.state.touch_id == touch_id


@contextmanager
def _named(kind: FindingKind) -> Iterator[None]:
    """Refusals of a finding name its fields with its kind: a touch may have one of each."""
    try:
        yield
    except InvalidFields as error:
        raise InvalidFields([_under(kind, one) for one in error.errors]) from error
    except InvalidValue as error:
        raise _under(kind, error) from error


def _under(kind: FindingKind, error: InvalidValue) -> InvalidValue:
    return InvalidValue(f"{kind.value}_{error.field}", error.value, error.expected, error.reason)
