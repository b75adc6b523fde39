"""What is done to one progression of an account, from the card and from the matrix alike."""

from __future__ import annotations

from collections.abc import Callable

from kamtui.domain import progress as rules
from kamtui.domain.progress import ProgressItem
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressStatus
from kamtui.errors import KamtuiError
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.app import KamApp
from kamtui.ui.glyphs import G
from kamtui.ui.screens import account_progress_form as forms
from kamtui.ui.screens.account_parts import quarter_words


def told(kam: KamApp, item: ProgressItem) -> None:
    """Say which status an item has now."""
    kam.say(f"{item.progression.code} {G.dot} {label(item.status)}", "good")


def computed(kam: KamApp, item: ProgressItem) -> bool:
    """Whether only the map can change the item; says so."""
    only_map = item.progression.code == rules.COMPUTED and item.progression.account_id is None
    if only_map:
        text = _("{code} is computed from the contact map: i on the map says what lacks")
        kam.say(text.format(code=item.progression.code), "warn")
    return only_map


def advance(kam: KamApp, account_id: str, item: ProgressItem) -> None:
    """Next status; done asks for its evidence."""
    wanted = rules.next_status(item.status)
    if wanted is item.status:
        kam.say(_("done already: e edits, 0 if it does not apply"))
    elif item.status is not ProgressStatus.NOT_APPLICABLE and computed(kam, item):
        return
    elif wanted is ProgressStatus.DONE:
        kam.open(forms.proof_question(kam.workspace, account_id, item), lambda done: told(kam, done))
    else:
        put(kam, account_id, item, wanted)


def put(kam: KamApp, account_id: str, item: ProgressItem, status: ProgressStatus) -> None:
    """Give an item a status that needs no words."""
    progress, ref = kam.workspace.progress, item.progression.id

    def work() -> ProgressItem:
        now = progress.item(account_id, ref)  # keys come in bursts: the one before may have done it
        if now.state.status is status:
            return now
        return progress.change(account_id, ref, status=status, version=item.state.version)

    kam.write(work, lambda now: told(kam, now), entities=forms.ENTITIES)


def off(kam: KamApp, account_id: str, item: ProgressItem) -> None:
    """Does not apply, asking why; or applies again."""
    if item.status is ProgressStatus.NOT_APPLICABLE:
        put(kam, account_id, item, ProgressStatus.NOT_STARTED)
    else:
        kam.open(forms.reason_question(kam.workspace, account_id, item), lambda done: told(kam, done))


def edit(kam: KamApp, account_id: str, item: ProgressItem) -> None:
    """The form of the item."""
    kam.open(forms.state_form(kam.workspace, account_id, item), lambda done: told(kam, done))


def plan(kam: KamApp, account_id: str, item: ProgressItem, step: Callable[[Quarter | None], Quarter | None]) -> None:
    """Plan for what `step` makes of the quarter as it is when the write comes to its turn, and say which it is."""
    progress, ref = kam.workspace.progress, item.progression.id

    def work() -> ProgressItem:
        state = progress.item(account_id, ref).state
        return progress.plan_quarter(account_id, ref, step(state.planned_quarter), version=state.version)

    def planned(now: ProgressItem) -> None:
        words = quarter_words(now.state.planned_quarter, kam.workspace.quarter)
        text = _("planned for {quarter}").format(quarter=words) if words else _("no quarter")
        kam.say(f"{now.progression.code} {G.dot} {text}", "good")

    def refused(error: KamtuiError) -> None:
        kam.say(forms.without_field(error), "bad")

    kam.write(work, planned, refused, forms.ENTITIES)


def shift(kam: KamApp, account_id: str, item: ProgressItem, by: int) -> None:
    """So many quarters later; without a quarter the first press plans for the present one."""
    now = kam.workspace.quarter
    plan(kam, account_id, item, lambda planned: planned.shifted(by) if planned else now)
