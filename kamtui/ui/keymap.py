"""Every action of every place, with its keys; the only place where keys are given. Latin keys only: twins are derived.

The order is the order of the footer. Actions that follow each other with the same label share one entry there.
"""

from __future__ import annotations

from typing import NamedTuple

from kamtui.i18n import N_


class Action(NamedTuple):
    """One thing a key does.

    `keys`: the first is shown; `label`: one or two words for the footer; `help`: a line for the help screen and the
    palette; `contexts`: names of places, separated by blanks; `show`: whether the footer has it.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    contexts: str
    show: bool = True

    @property
    def method(self) -> str:
        """The name that Textual calls: `action_` + this."""
        return self.id.replace(".", "_")


ACTIONS: tuple[Action, ...] = (
    # moving
    Action("list.up", ("up", "k"), N_("up"), N_("One line up"), "list", False),
    Action("list.down", ("down", "j"), N_("down"), N_("One line down"), "list", False),
    Action("list.page_up", ("pageup",), N_("page up"), N_("One page up"), "list", False),
    Action("list.page_down", ("pagedown",), N_("page down"), N_("One page down"), "list", False),
    Action("list.first", ("home", "g"), N_("first"), N_("First line"), "list", False),
    Action("list.last", ("end", "G"), N_("last"), N_("Last line"), "list", False),
    Action("list.open", ("enter",), N_("details"), N_("Open the line under the cursor"), "list"),
    Action("grid.up", ("up", "k"), N_("up"), N_("One card up"), "grid", False),
    Action("grid.down", ("down", "j"), N_("down"), N_("One card down"), "grid", False),
    Action("grid.left", ("left", "h"), N_("left"), N_("One column left"), "grid", False),
    Action("grid.right", ("right", "l"), N_("right"), N_("One column right"), "grid", False),
    Action("grid.page_up", ("pageup",), N_("page up"), N_("One page up"), "grid", False),
    Action("grid.page_down", ("pagedown",), N_("page down"), N_("One page down"), "grid", False),
    Action("grid.first", ("home",), N_("first"), N_("First card"), "grid", False),
    Action("grid.last", ("end",), N_("last"), N_("Last card"), "grid", False),
    Action("grid.open", ("enter",), N_("details"), N_("Open the card under the cursor"), "grid"),
    Action("document.up", ("up", "k"), N_("up"), N_("Scroll up"), "document", False),
    Action("document.down", ("down", "j"), N_("down"), N_("Scroll down"), "document", False),
    Action("document.page_up", ("pageup",), N_("page up"), N_("One page up"), "document", False),
    Action("document.page_down", ("pagedown",), N_("page down"), N_("One page down"), "document", False),
    Action("document.first", ("home", "g"), N_("top"), N_("To the top"), "document", False),
    Action("document.last", ("end", "G"), N_("bottom"), N_("To the bottom"), "document", False),
    # Today
    Action("today.done", ("space",), N_("done"), N_("Mark the task done, or the step taken"), "today"),
    Action("today.new", ("n",), N_("new task"), N_("New task"), "today"),
    Action("today.edit", ("e",), N_("edit"), N_("Edit the task"), "today"),
    Action("today.delete", ("d",), N_("delete"), N_("Delete the task"), "today"),
    Action("today.sooner", ("<",), N_("day"), N_("One day earlier"), "today"),
    Action("today.later", (">",), N_("day"), N_("To tomorrow, or one day later"), "today"),
    Action("today.slot", ("p",), N_("time"), N_("Plan into a time of the day"), "today"),
    Action("today.priority", ("!",), N_("priority"), N_("High priority, or normal again"), "today", False),
    # Accounts
    Action("accounts.new", ("n",), N_("new account"), N_("New account"), "accounts"),
    Action("accounts.edit", ("e",), N_("edit"), N_("Edit the account"), "accounts overview"),
    Action(
        "accounts.delete", ("d",), N_("delete"), N_("Delete the account, or archive it when it has orders"), "accounts"
    ),
    # the account card
    Action("overview.task", ("n",), N_("new task"), N_("New task for this account"), "overview"),
    Action("overview.left", ("left", "h"), N_("left"), N_("To the figures"), "overview", False),
    Action("overview.right", ("right", "l"), N_("right"), N_("To people and tasks"), "overview", False),
    Action("map.new", ("n",), N_("add person"), N_("Add a person: name, position and attitude in one line"), "map"),
    Action(
        "map.placeholder", ("p",), N_("to meet"), N_("Add somebody to meet: the role is known, not the person"), "map"
    ),
    Action("map.met", ("m",), N_("met"), N_("You have met: say who it is; the tasks stay"), "map"),
    Action("map.switch", ("v",), N_("view"), N_("Switch between grid, tree and coverage"), "map"),
    Action("map.blind", ("b",), N_("blind spots"), N_("What the map lacks, as tasks proposed"), "map"),
    Action("map.edit", ("e",), N_("edit"), N_("Edit the person"), "map"),
    Action("map.relate", ("r",), N_("line"), N_("Reports, influence, conflict: a line to another person"), "map"),
    Action("map.warmer", ("+", "="), N_("attitude"), N_("A better attitude towards us"), "map"),
    Action("map.cooler", ("-",), N_("attitude"), N_("A worse attitude towards us"), "map"),
    Action("map.raise", ("shift+up",), N_("level"), N_("One decision level up"), "map"),
    Action("map.lower", ("shift+down",), N_("level"), N_("One decision level down"), "map"),
    Action("map.earlier", ("shift+left",), N_("function"), N_("To the function at the left"), "map"),
    Action("map.later", ("shift+right",), N_("function"), N_("To the function at the right"), "map"),
    Action("map.ours", ("o",), N_("our side"), N_("Who of us owns the relationship or knows the person"), "map"),
    Action("map.unit", ("s",), N_("unit"), N_("Show the people of one unit: plant, branch, site"), "map"),
    Action(
        "map.group", ("w",), N_("whole group"), N_("Show the parent and all daughters, or this account alone"), "map"
    ),
    Action("map.former", ("f",), N_("former"), N_("Show or hide those who left the company"), "map"),
    Action("map.leave", ("L",), N_("has left"), N_("The person left the company, or is back"), "map"),
    Action("map.move", ("M",), N_("moved"), N_("The person moved to another of our accounts"), "map"),
    Action("map.merge", ("D",), N_("duplicate"), N_("Merge with a record of the same person"), "map"),
    Action("map.delete", ("d",), N_("delete"), N_("Delete the person"), "map"),
    Action("map.form", ("N",), N_("full form"), N_("Add a person in the full form"), "map", False),
    Action("map.export", ("x",), N_("export"), N_("Write the map to a file: page, sheet, text, cards"), "map"),
    Action("blind.accept", ("space",), N_("make task"), N_("Make the proposal a task of this quarter"), "blind"),
    Action("blind.wave", ("d",), N_("wave off"), N_("Do not propose this again"), "blind"),
    Action("blind.close", ("escape",), N_("back"), N_("Back to the map"), "blind"),
    # progressions, in the card and at all accounts
    Action("matrix.view", ("v",), N_("view"), N_("Switch between the matrix and the quarters"), "matrix dynamics"),
    Action("matrix.sort", ("s",), N_("order"), N_("Order by group, stalled, weight or code"), "matrix"),
    Action("matrix.filter", ("f",), N_("filter"), N_("Show all, planned, stalled, or the core set"), "matrix"),
    Action("dynamics.back", ("escape",), N_("back"), N_("Back to the matrix"), "dynamics"),
    Action(
        "progress.advance",
        ("space",),
        N_("advance"),
        N_("Next status; done asks for the evidence"),
        "progress matrix",
    ),
    Action(
        "progress.off",
        ("0",),
        N_("not applicable"),
        N_("Does not apply to this account, or does again"),
        "progress matrix",
    ),
    Action("progress.edit", ("e",), N_("edit"), N_("Edit status, day, evidence and quarter"), "progress matrix"),
    Action("progress.sooner", ("<",), N_("quarter"), N_("Plan a quarter earlier"), "progress matrix"),
    Action("progress.later", (">",), N_("quarter"), N_("Plan a quarter later"), "progress matrix"),
    Action("progress.unplan", ("backspace",), N_("no quarter"), N_("Plan for no quarter"), "progress matrix", False),
    Action("progress.view", ("v",), N_("view"), N_("Switch between checklist and board by status"), "progress"),
    Action("progress.new", ("n",), N_("own item"), N_("Add an item of this account's own"), "progress"),
    Action("progress.accept", ("A",), N_("accept"), N_("Accept what facts propose for the item"), "progress"),
    Action("progress.proposals", ("p",), N_("proposed"), N_("What facts propose: accept or wave off"), "progress"),
    Action("progress.best", ("b",), N_("next best"), N_("The three progressions worth most now"), "progress"),
    Action("progress.right", ("right", "l"), N_("board"), N_("Into the board beside the checklist"), "progress", False),
    Action("progress.set", ("f",), N_("core/full"), N_("Switch between the core set and the full library"), "progress"),
    Action("progress.delete", ("d",), N_("delete"), N_("Take an item of this account's own out of use"), "progress"),
    Action("facts.accept", ("space",), N_("accept"), N_("Accept the proposal with its evidence"), "facts"),
    Action("facts.edit", ("e",), N_("edit"), N_("Edit the evidence, then accept"), "facts"),
    Action("facts.wave", ("d",), N_("wave off"), N_("Do not propose this again"), "facts"),
    Action("facts.close", ("escape",), N_("back"), N_("Back to the progressions"), "facts"),
    Action("best.task", ("space",), N_("make task"), N_("Make it a task of this quarter"), "best"),
    Action("best.close", ("escape",), N_("back"), N_("Back to the progressions"), "best"),
    Action("funnel.back", ("H",), N_("status"), N_("To the status before"), "funnel"),
    Action("funnel.forward", ("L",), N_("status"), N_("To the next status; done asks for the evidence"), "funnel"),
    Action("progress.library", ("E",), N_("library"), N_("Edit the library of progressions"), "progress matrix"),
    Action("plan.edit", ("e",), N_("edit text"), N_("Edit the text of the block"), "plan"),
    Action("plan.blocks", ("b",), N_("blocks"), N_("To the list of blocks and back"), "plan"),
    Action("plan.earlier", ("<",), N_("year"), N_("The plan of the year before"), "plan"),
    Action("plan.later", (">",), N_("year"), N_("The plan of the next year"), "plan"),
    Action("plan.new", ("n",), N_("add"), N_("New task, or new goal, in the block"), "plan"),
    Action("plan.into", ("right", "l"), N_("into"), N_("Into the block"), "plan", False),
    Action("plan.out", ("left", "h"), N_("out"), N_("To the list of blocks"), "plan", False),
    Action("goals.new", ("n",), N_("new goal"), N_("New goal of the year"), "goals"),
    Action("goals.below", ("N",), N_("sub-goal"), N_("New goal under the selected one"), "goals"),
    Action("goals.edit", ("e",), N_("edit"), N_("Reword the goal"), "goals"),
    Action("goals.done", ("space",), N_("reached"), N_("The goal is reached, or open again"), "goals"),
    Action("goals.delete", ("d",), N_("delete"), N_("Delete the goal"), "goals"),
    Action("board.new", ("n",), N_("new task"), N_("New task in this quarter"), "board"),
    Action("board.edit", ("e",), N_("edit"), N_("Edit the task"), "board"),
    Action("board.delete", ("d",), N_("delete"), N_("Delete the task"), "board"),
    Action("board.advance", ("space",), N_("status"), N_("Next status of the task"), "board"),
    Action("board.sooner", ("H", "<"), N_("quarter"), N_("Move the task to the quarter before"), "board"),
    Action("board.later", ("L", ">"), N_("quarter"), N_("Move the task to the next quarter"), "board"),
    Action("board.lower", ("J",), N_("order"), N_("Move the task down"), "board"),
    Action("board.raise", ("K",), N_("order"), N_("Move the task up"), "board"),
    Action("board.drop", ("w",), N_("drop"), N_("Drop the task, saying why"), "board"),
    Action("board.money", ("m",), N_("revenue plan"), N_("Set the revenue plan of the quarter"), "board"),
    Action("log.new", ("n",), N_("new touch"), N_("Log a touch"), "log"),
    Action("log.edit", ("e",), N_("edit"), N_("Edit the touch"), "log"),
    Action("log.delete", ("d",), N_("delete"), N_("Delete the touch"), "log"),
    Action("log.find", ("f",), N_("search"), N_("Search in the log"), "log"),
    # the library of progressions
    Action("library.new", ("n",), N_("new item"), N_("New item of the library"), "library"),
    Action("library.edit", ("e",), N_("edit"), N_("Edit the item, both languages side by side"), "library"),
    Action("library.heavier", ("+", "="), N_("weight"), N_("A greater weight"), "library"),
    Action("library.lighter", ("-",), N_("weight"), N_("A smaller weight"), "library"),
    Action("library.core", ("space",), N_("core"), N_("Into the core set, or out of it"), "library"),
    Action("library.retire", ("d",), N_("retire"), N_("Take the item out of use, or bring it back"), "library"),
    Action("library.lower", ("J",), N_("order"), N_("Move the item down in its group"), "library"),
    Action("library.raise", ("K",), N_("order"), N_("Move the item up in its group"), "library"),
    Action("library.retired", ("f",), N_("retired"), N_("Show or hide retired items"), "library"),
    Action("library.export", ("x",), N_("export"), N_("Write the library to a file"), "library"),
    Action(
        "library.import", ("I",), N_("import"), N_("Bring in a file of items, or a library of one's own"), "library"
    ),
    Action("library.back", ("escape",), N_("back"), N_("Back to where you came from"), "library"),
    Action("account.next_tab", ("tab",), N_("tab"), N_("Next tab"), "account"),
    Action("account.previous_tab", ("shift+tab",), N_("previous tab"), N_("Previous tab"), "account", False),
    Action("account.previous", ("[",), N_("account"), N_("Previous account"), "account"),
    Action("account.next", ("]",), N_("account"), N_("Next account"), "account"),
    Action("account.back", ("escape",), N_("back"), N_("Back to where you came from"), "account"),
    # the person
    Action("person.edit", ("e",), N_("edit"), N_("Edit the person, at the line under the cursor"), "person"),
    Action("person.met", ("m",), N_("met"), N_("You have met: say who it is; the tasks stay"), "person"),
    Action("person.done", ("space",), N_("done"), N_("The task is done, or open again"), "person"),
    Action("person.warmer", ("+", "="), N_("attitude"), N_("A better attitude towards us"), "person"),
    Action("person.cooler", ("-",), N_("attitude"), N_("A worse attitude towards us"), "person"),
    Action("person.relate", ("r",), N_("line"), N_("Reports, influence, conflict: a line to another person"), "person"),
    Action("person.ours", ("o",), N_("our side"), N_("Who of us owns the relationship or knows the person"), "person"),
    Action("person.previous", ("[",), N_("person"), N_("Previous person of the account"), "person"),
    Action("person.next", ("]",), N_("person"), N_("Next person of the account"), "person"),
    Action("person.back", ("escape",), N_("back"), N_("Back to where you came from"), "person"),
    Action("person.leave", ("L",), N_("has left"), N_("The person left the company, or is back"), "person"),
    Action("person.move", ("M",), N_("moved"), N_("The person moved to another of our accounts"), "person"),
    Action("person.merge", ("D",), N_("duplicate"), N_("Merge with a record of the same person"), "person"),
    Action("person.export", ("x",), N_("export"), N_("Write the map to a file: page, sheet, text, cards"), "person"),
    Action("person.delete", ("d",), N_("delete"), N_("Delete the line under the cursor, else the person"), "person"),
    # dialogs
    Action("dialog.next", ("down", "tab"), N_("next"), N_("Next field or line"), "dialog", False),
    Action("dialog.previous", ("up", "shift+tab"), N_("previous"), N_("Previous field or line"), "dialog", False),
    Action("dialog.left", ("left",), N_("choose"), N_("Choice before"), "dialog", False),
    Action("dialog.right", ("right",), N_("choose"), N_("Next choice"), "dialog", False),
    Action("dialog.toggle", ("space",), N_("tick"), N_("Tick the choice, or take it off"), "dialog", False),
    Action("dialog.accept", ("enter",), N_("accept"), N_("Next field; on the last one, save"), "dialog"),
    Action("dialog.save", ("ctrl+s",), N_("save"), N_("Save"), "dialog"),
    Action("dialog.form", ("ctrl+f",), N_("full form"), N_("The full form, with what was typed"), "dialog"),
    Action("dialog.reset", ("ctrl+z",), N_("reset"), N_("Back to what the form was opened with"), "dialog", False),
    Action("dialog.editor", ("ctrl+e",), N_("editor"), N_("Write in your own editor ($EDITOR)"), "dialog"),
    Action("dialog.close", ("escape",), N_("close"), N_("Close; what you typed is kept"), "dialog"),
    # everywhere
    Action("app.capture", ("a",), N_("capture"), N_("Write down anything in one line"), "app"),
    Action("app.touch", ("c",), N_("log touch"), N_("Log a touch in one line"), "app"),
    Action("app.task", ("t",), N_("task"), N_("Make a task out of what is selected"), "app"),
    Action("app.why", ("i",), N_("why"), N_("Show the facts behind a number"), "app"),
    Action("app.find", ("/",), N_("find"), N_("Go to an account or person"), "app"),
    Action("app.undo", ("u",), N_("undo"), N_("Take back your last change"), "app"),
    Action("app.redo", ("U",), N_("redo"), N_("Make the undone change again"), "app", False),
    Action("app.copy", ("y",), N_("copy"), N_("Copy what is selected to the clipboard"), "app", False),
    Action("app.today", ("1",), N_("today"), N_("Go to Today"), "app", False),
    Action("app.accounts", ("2",), N_("accounts"), N_("Go to Accounts"), "app", False),
    Action("app.progress", ("4",), N_("progress"), N_("Go to Progress"), "app", False),
    Action("app.next_pane", ("tab",), N_("pane"), N_("Next pane"), "app", False),
    Action("app.previous_pane", ("shift+tab",), N_("previous pane"), N_("Previous pane"), "app", False),
    Action("app.palette", (":", "ctrl+p"), N_("commands"), N_("All commands"), "app"),
    Action("app.help", ("?",), N_("help"), N_("Keys of this place"), "app"),
    Action("app.quit", ("q", "ctrl+q", "ctrl+c"), N_("quit"), N_("Leave kamtui; everything is saved"), "app", False),
)
