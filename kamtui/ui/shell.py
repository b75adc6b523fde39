"""The frame: header, the place of the views and footer; writes in one thread; changes told to the views."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from rich.color import ColorSystem
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App, ComposeResult
from textual.screen import Screen

from kamtui.errors import KamtuiError, told
from kamtui.i18n import _
from kamtui.ui.actions import registry
from kamtui.ui.bound import Bound
from kamtui.ui.driver import driver_class
from kamtui.ui.frames import Frames, abilities
from kamtui.ui.theme import variables
from kamtui.ui.view import View
from kamtui.ui.widgets.drawn import Box, Ground
from kamtui.ui.widgets.footer import Footer
from kamtui.ui.widgets.header import Header

if TYPE_CHECKING:
    from kamtui.ui.keymap import Action

T = TypeVar("T")
KEY_PATIENCE = 0.25  # seconds that a key waits at most for the one before
ONE_PIECE = 1000  # characters that come in one packet, so that a terminal shows them at once without being asked to
SWITCH, SWITCH_OFTEN = 0.005, 0.0001  # seconds after which Python lets another thread run: its own, and ours
SAVING_SHOWN_AFTER = 0.1  # seconds; a write that is quicker does not make the header flicker


class ViewSpec(NamedTuple):
    """A workspace: the module is imported when it is first gone to. One without a key belongs to `parent`."""

    name: str
    label: str
    key: str
    module: str
    cls: str
    parent: str = ""


def _worked(work: Callable[[], T], ahead: Callable[[], object] | None) -> T:
    """A write, and the reads that follow it on screen; in the writer thread."""
    result = work()
    if ahead is not None:
        _read(ahead)
    return result


@contextlib.contextmanager
def giving_way() -> Iterator[None]:
    """Work of another thread than that of the screen: keys pressed meanwhile should not wait for it."""
    sys.setswitchinterval(SWITCH_OFTEN)
    try:
        yield
    finally:
        sys.setswitchinterval(SWITCH)  # not what it was before: that may be of such work at the same time


def _read(ahead: Callable[[], object]) -> None:
    """Read in another thread than that of the screen, which meets what goes wrong by itself: it reads the same."""
    with giving_way(), contextlib.suppress(Exception):
        ahead()


def stylesheet_path() -> Path:
    """The stylesheet: inside the package when installed, else beside it."""
    package = Path(__file__).parent.parent
    inside = package / "kamtui.tcss"
    return inside if inside.is_file() else package.parent / "kamtui.tcss"


class Frame(Ground, Screen[Any]):
    """The screen below all dialogs: header, body, footer."""


class Shell(Bound, App[Any]):
    """What any screen of kamtui stands in, with or without a workspace behind it."""

    CONTEXTS = ("app",)
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False  # lines are drawn, not text of Textual's; `y` copies
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (160, "-wide")]  # noqa: RUF012 - Textual's own shape
    TITLE = "kamtui"

    def __init__(self, views: Iterable[ViewSpec], *, debug: bool = False) -> None:
        super().__init__(driver_class=driver_class(), css_path=stylesheet_path(), ansi_color=True)
        self._disable_tooltips = self._disable_notifications = True  # two widgets less on every screen
        self.show_tracebacks = debug
        self.drafts: dict[str, dict[str, object]] = {}
        self.line_history: dict[str, list[str]] = {}
        self._specs = {spec.name: spec for spec in views}
        self._views: dict[str, View] = {}
        self._current = ""
        self._trail: list[str] = []
        self._writer = ThreadPoolExecutor(1, "kamtui-writer")
        self._writing = 0
        self._mounting: list[Awaitable[object]] = []
        self._header = Header()
        self._footer = Footer()
        self._body = Box(id="body")
        self._frames = Frames()

    def get_default_screen(self) -> Screen[Any]:
        """Textual's; one that is drawn quickly."""
        return Frame(id="_default")

    def get_css_variables(self) -> dict[str, str]:
        """Colours for the stylesheet, from the palette that everything is drawn with."""
        return variables()

    def compose(self) -> ComposeResult:
        """Header, the first view, footer: all in the first frame."""
        yield self._header
        self._current = next(iter(self._specs))
        with self._body:
            yield self._load(self._current, {})
        yield self._footer

    def on_mount(self) -> None:
        """Keys into the footer, whenever they change; and what may wait for the first frame."""
        self._header.show(active=self._current)
        self.screen.bindings_updated_signal.subscribe(self, self._show_keys)
        self._show_keys(self.screen)
        self.call_after_refresh(self._painted)

    def _painted(self) -> None:
        if self.is_running:  # else a key typed ahead has ended it before its first frame
            self.after_first_paint()

    def after_first_paint(self) -> None:
        """Work that may wait until something can be read; here: garbage collection, and asking terminfo."""
        gc.freeze()
        gc.enable()
        self._frames.able = abilities()
        self.app_resume_signal.subscribe(self, self._resumed)

    def _resumed(self, _app: App[Any]) -> None:
        """Back from an editor, or from a stop: the terminal shows nothing of ours."""
        self._frames.forget()
        self.refresh()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        """Textual's; writes only what differs from what the terminal shows."""
        driver = self._driver
        if (
            not isinstance(renderable, LayoutUpdate | ChopsUpdate)
            or driver is None
            or driver.is_inline
            or self.is_headless
            or self._batch_count
            or not self._running
            or self._closed
        ):
            super()._display(screen, renderable)
            return
        system = self.console._color_system or ColorSystem.TRUECOLOR
        x, y = self.screen.outer_size.clamp_offset(self.cursor_position)
        rest = (x, y) if x or y else None  # where an input method shows its window
        text = self._frames.update(renderable, *self.size, system, rest)
        if len(text) > ONE_PIECE and self._sync_available:
            text = f"\x1b[?2026h{text}\x1b[?2026l"
        if text:
            driver.write(text)
            driver.flush()
        self.post_display_hook()

    @property
    def width_class(self) -> str:
        """`narrow`, `normal` or `wide`."""
        return "narrow" if self.size.width < 100 else "normal" if self.size.width < 160 else "wide"

    # workspaces

    @property
    def view(self) -> View:
        """The workspace shown."""
        return self._views[self._current]

    def show(self, name: str, **where: Any) -> None:
        """Go to a workspace; `where` is for its `enter`."""
        if self._current and name != self._current:
            self._trail = [*self._trail[-9:], self._current]
        self._go(name, where)

    def back(self, **where: Any) -> None:
        """Go to the workspace shown before this one."""
        while self._trail:
            name = self._trail.pop()
            if name != self._current:
                self._go(name, where)
                return

    def _go(self, name: str, where: dict[str, Any]) -> None:
        spec = self._specs[name]
        view = self._views.get(name)
        with self.batch_update():
            if self._current and name != self._current:
                self.view.display = False
            self._current = name
            self._header.show(active=spec.parent or name)
            if view is None:
                view = self._load(name, where)
                self.hold_keys(self._body.mount(view))
                return
            view.display = True
            view.enter(**where)
            if where or view.stale:
                view.refresh_data()
            view.focus_first()

    def _load(self, name: str, where: dict[str, Any]) -> View:
        spec = self._specs[name]
        view: View = getattr(import_module(spec.module), spec.cls)(name)
        self._views[name] = view
        view.enter(**where)
        return view

    def _show_keys(self, screen: Screen[Any]) -> None:
        """Put into the footer the keys that work where the focus is."""
        if screen.is_current and screen is self.screen:  # while kamtui ends there is no screen
            self._footer.show_actions(self.actions_here())

    def actions_here(self, *, without_key: bool = False) -> list[Action]:
        """The actions that work where the focus is, nearest first: the place's own, then movement, then everywhere.

        Those whose keys something nearer has taken are left out, unless they are wanted `without_key`.
        """
        screen = self.screen
        nodes = (screen.focused or screen).ancestors_with_self
        found: list[Action] = []
        seen: set[str] = set()
        moving: list[Action] = []
        for node in nodes:
            if not isinstance(node, Bound):
                continue
            for context in node.CONTEXTS:
                for action in registry.of(context):
                    free = without_key or any(key not in seen for key in action.keys)
                    if action in found or action in moving or not free:
                        continue
                    if node.check_action(action.method, ()):
                        (moving if context in ("list", "grid", "document") else found).append(action)
            seen.update(key for context in node.CONTEXTS for action in registry.of(context) for key in action.keys)
            if node.is_modal:
                break
        place = [action for action in found if action.contexts != "app"]
        return [*place, *moving, *(action for action in found if action.contexts == "app")]

    # changes

    def changed(self, entities: Iterable[str] | None = None) -> None:
        """Tell the views that records of these entities have changed (None: any may have)."""
        names = None if entities is None else frozenset(entities)
        with self.batch_update():
            for view in self._views.values():
                if self._concerns(view, names):
                    view.refresh_data()

    @staticmethod
    def _concerns(view: View, entities: frozenset[str] | None) -> bool:
        return entities is None or not view.ENTITIES or bool(entities & view.ENTITIES)

    def write(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        on_error: Callable[[KamtuiError], None] | None = None,
        entities: Iterable[str] | None = None,
    ) -> None:
        """Do a write in the writer thread, one after another; then reload what shows `entities` and call `then`.

        An error that a user may see goes to `on_error`, else to the message line.
        """
        self._writing += 1
        asyncio.get_running_loop().call_later(SAVING_SHOWN_AFTER, self._show_saving)
        names = None if entities is None else frozenset(entities)
        view = self._views.get(self._current)
        ahead = view.ahead() if view is not None and self._concerns(view, names) else None
        future = self._writer.submit(_worked, work, ahead)
        future.add_done_callback(lambda done: self.call_later(self._written, done, then, on_error, names))

    async def behind(self, ahead: Callable[[], object]) -> None:
        """Read something long in a thread of its own: the workspace keeps it for who asks next."""
        await asyncio.get_running_loop().run_in_executor(None, _read, ahead)

    def show_unsaved(self, unsaved: bool) -> None:
        """Say in the header that what is being typed waits to be saved; or that it is as it was saved."""
        if not self._writing:
            self._header.show(saving=_("not saved yet") if unsaved else _("saved"))

    def _show_saving(self) -> None:
        if self._writing:
            self._header.show(saving=_("saving…"))

    def _written(
        self,
        done: Future[T],
        then: Callable[[T], None] | None,
        on_error: Callable[[KamtuiError], None] | None,
        entities: frozenset[str] | None,
    ) -> None:
        self._writing -= 1
        error = done.exception()
        if error is not None and not isinstance(error, KamtuiError):
            error = self.unexpected(error)
        if not self._writing:
            refused = _("not saved") if on_error else ""  # a dialog holds what was typed; else nothing waits
            self._header.show(saving=refused if error else _("saved"))
        if isinstance(error, KamtuiError):
            if on_error:
                on_error(error)
            else:
                self.say(str(error), "bad")
            return
        self.changed(entities)
        if then:
            self.guarded(lambda: then(done.result()))

    def guarded(self, work: Callable[[], object]) -> None:
        """Do something whose refusal is a message, not the end."""
        try:
            work()
        except Exception as error:
            self.say(str(error if isinstance(error, KamtuiError) else self.unexpected(error)), "bad")

    def unexpected(self, error: BaseException) -> KamtuiError:
        """An error of ours in one step, as a refusal: the step is rolled back, what was typed stays, work goes on.

        With `--debug`, and when it is no Exception, raises it.
        """
        if self.show_tracebacks or not isinstance(error, Exception):
            raise error
        text = _("unexpected error: {kind}: {error}; `--debug` shows where")
        return KamtuiError(text.format(kind=type(error).__name__, error=told(error)))

    async def run_action(self, *args: Any, **kwargs: Any) -> bool:
        """Textual's; a refusal in any action is a message."""
        try:
            return await super().run_action(*args, **kwargs)
        except Exception as error:
            self.say(str(error if isinstance(error, KamtuiError) else self.unexpected(error)), "bad")
            return True

    # talking to the user

    def say(self, text: str, kind: str = "info") -> None:
        """Show a message in the footer for a few keys; `kind`: info, good, warn, bad."""
        self._footer.show_message(text.replace("\n", "; "), kind)

    @property
    def message(self) -> str:
        """The message in the footer, if any."""
        return self._footer.message

    def open(self, screen: Screen[T], then: Callable[[T], None] | None = None) -> None:
        """Open a dialog; `then` gets its result, unless it was closed without one."""

        def closed(result: T | None) -> None:
            if result is not None and then is not None:
                self.guarded(lambda: then(result))

        self.hold_keys(self.push_screen(screen, closed))

    def hold_keys(self, mounting: Awaitable[object]) -> None:
        """Let the next key wait until something is mounted, so that it reaches what it was meant for."""
        self._mounting.append(mounting)

    async def on_event(self, event: events.Event) -> None:
        """Keys one after another: each waits for what the one before has opened, so that typing ahead is safe."""
        if isinstance(event, events.Resize):  # also after a stop, when the terminal shows something else
            self._frames.forget()
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        while self._mounting:
            await self._mounting.pop(0)
        self._footer.count_key()
        focused = self.screen.focused
        own = focused is None or isinstance(focused, Bound)
        if own and not (focused and focused.check_consume_key(event.key, event.character)):
            # a key of an action needs no detour by the queues of widgets
            await self._check_bindings(event.key, priority=True) or await self._check_bindings(event.key)
            return
        await super().on_event(event)
        taken = asyncio.Event()
        if focused and focused.call_later(taken.set):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(taken.wait(), KEY_PATIENCE)

    # leaving

    async def on_unmount(self) -> None:
        """Finish the writes that were confirmed on screen."""
        await asyncio.get_running_loop().run_in_executor(None, self._writer.shutdown)

    def _fatal_error(self) -> None:
        """An error of ours: say so without a traceback, unless asked for."""
        if self.show_tracebacks:
            super()._fatal_error()
            return
        from rich.text import Text

        text = _("kamtui met an unexpected error and has stopped. Everything that was shown as saved is saved.")
        hint = _("Start it with --debug to see the details.")
        self.panic(Text(f"{text}\n{hint}\n{type(self._exception).__name__}: {self._exception}"))

    # actions

    def action_app_next_pane(self) -> None:
        """Focus the next pane."""
        self.screen.focus_next()

    def action_app_previous_pane(self) -> None:
        """Focus the previous pane."""
        self.screen.focus_previous()

    def action_app_palette(self) -> None:
        """All commands of this place, by name."""
        from kamtui.ui.dialogs.palette import PaletteDialog

        self.open(PaletteDialog(self.actions_here(without_key=True)), self._run)

    def _run(self, action_id: str) -> None:
        """Run an action as its key would have, from where the focus was."""
        action = registry.get(action_id)
        node = self.screen.focused or self.screen
        for target in node.ancestors_with_self:
            here = isinstance(target, Bound) and set(action.contexts.split()) & set(target.CONTEXTS)
            if here and target.check_action(action.method, ()):
                self.call_later(self.run_action, action.method, target)
                return

    def action_app_help(self) -> None:
        """Keys of this place."""
        from kamtui.ui.dialogs.help import HelpDialog

        self.open(HelpDialog(self.actions_here(), self.view.legend()))

    def action_app_quit(self) -> None:
        """Leave."""
        self.exit()
