"""What becomes of an unfinished task in a review: done, carried to a later quarter, dropped; each saved at once."""

from __future__ import annotations

from collections.abc import Callable

from kamtui.domain.plans import Task
from kamtui.domain.progress import ProgressItem
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import TaskStatus
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import Choice, PickDialog
from kamtui.ui.screens.account_parts import quarter_words
from kamtui.ui.screens.plan_board_verbs import Place, drop_task
from kamtui.ui.screens.task_repeats import done_words

ENTITIES = frozenset({"task", "task_move"})
_AHEAD = 6  # quarters to choose from


def later(place: Place, task: Task, quarter: Quarter) -> None:
    """To a later quarter at once."""
    tasks, now = place.workspace.tasks, place.workspace.quarter

    def told(moved: Task) -> None:
        text = _("{title}: to {quarter} — u takes it back")
        place.kam.say(text.format(title=moved.title, quarter=quarter_words(moved.quarter, now)), "good")

    place.kam.write(lambda: tasks.carry(task.id, quarter, "", task.version), told, entities=ENTITIES)


def choose_quarter(place: Place, task: Task, after: Quarter) -> None:
    """To a quarter that is chosen, with a reason if there is one."""
    now = place.workspace.quarter
    quarters = [after.shifted(step) for step in range(1, _AHEAD + 1)]
    choices = [Choice(str(one), quarter_words(one, now)) for one in quarters]

    def chosen(quarter: str) -> None:
        _ask(
            place,
            _("Why does “{title}” go to {quarter}? (may stay empty)").format(
                title=task.title, quarter=quarter_words(Quarter.parse(quarter), now)
            ),
            lambda reason: place.workspace.tasks.carry(task.id, quarter, reason, task.version),
            "carry",
            task,
        )

    place.kam.open(PickDialog(_("“{title}” goes to").format(title=task.title), choices), chosen)


def done(place: Place, task: Task) -> None:
    """Done, with what came of it."""
    _ask(
        place,
        _("What came of “{title}”? (may stay empty)").format(title=task.title),
        lambda result: place.workspace.tasks.done(task.id, result, version=task.version),
        "result",
        task,
        lambda now: place.kam.say(done_words(place.kam, now), "good"),
    )


def _ask(
    place: Place,
    prompt: str,
    work: Callable[[str], Task],
    history: str,
    task: Task,
    told: Callable[[Task], None] | None = None,
) -> None:
    place.kam.open(
        LineDialog(
            prompt,
            lambda text: work(text.strip()),
            history=history,
            draft=f"{history}:{task.id}",
            empty=True,
            entities=ENTITIES,
        ),
        told,
    )


def what_becomes(place: Place, task: Task, quarter: Quarter) -> None:
    """All that can become of it, to choose from."""
    now = place.workspace.quarter
    following = quarter_words(quarter.shifted(1), now)
    choices = [
        Choice("done", label(TaskStatus.DONE), _("with what result")),
        Choice("later", _("to {quarter}").format(quarter=following)),
        Choice("move", _("to another quarter"), _("and why")),
        Choice("drop", _("dropped"), _("and why")),
    ]

    def chosen(choice: str) -> None:
        if choice == "done":
            done(place, task)
        elif choice == "later":
            later(place, task, quarter.shifted(1))
        elif choice == "move":
            choose_quarter(place, task, quarter)
        else:
            drop_task(place, task)

    place.kam.open(PickDialog(_("What becomes of “{title}”?").format(title=task.title), choices), chosen)


def plan_later(place: Place, item: ProgressItem, quarter: Quarter) -> None:
    """A progression for the next quarter."""
    account_id, progress, now = place.account_id, place.workspace.progress, place.workspace.quarter
    key, code, version = item.progression.id, item.progression.code, item.state.version

    def told(_item: ProgressItem) -> None:
        place.kam.say(_("{code}: planned for {quarter}").format(code=code, quarter=quarter_words(quarter, now)), "good")

    place.kam.write(
        lambda: progress.plan_quarter(account_id, key, quarter, version), told, entities=frozenset({"progress_state"})
    )
