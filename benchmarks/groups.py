"""The groups of figures: each measures, and returns {figure id: value}."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import scripts, shell
from benchmarks.measure import MS, Stroke, hold, idle, memory_mb, percentile, stroke
from benchmarks.terminal import Terminal
from benchmarks.workspaces import Workspaces

LINES = 1_000_000
Results = dict[str, float]


@dataclass
class Run:
    """What the groups share: how often to repeat, the workspaces, and why a figure could not be measured."""

    workspaces: Workspaces
    runs: int = 5
    notes: dict[str, str] = field(default_factory=dict)
    strokes: dict[str, list[Stroke]] = field(default_factory=lambda: defaultdict(list))


@contextmanager
def opened(run: Run, database: Path) -> Iterator[tuple[Terminal, float]]:
    """kamtui open on a database with Today readable, and how long (ms) that took from the start of the command."""
    with Terminal(run.workspaces.command, env=run.workspaces.env(database), cwd=run.workspaces.folder) as terminal:
        readable = terminal.wait_for(scripts.READY, 20)
        yield terminal, (readable - terminal.started) / MS


def play(terminal: Terminal, steps: Iterable[scripts.Step]) -> dict[str, list[Stroke]]:
    """Press the keys of a script; the strokes of every figure."""
    strokes: dict[str, list[Stroke]] = defaultdict(list)
    for step in steps:
        terminal.wait_quiet(0.3)  # side panels that follow the cursor later belong to no key
        for _ in range(step.times):
            for key, shown in step.keys:
                strokes[step.figure].append(stroke(terminal, key, shown))
    return strokes


def start(run: Run) -> Results:
    """Start on the sample; the first start, which compiles and fills caches, is not counted."""
    starts, first_keys = [], []
    for number in range(run.runs + 1):
        with opened(run, run.workspaces.sample()) as (terminal, took):
            first = stroke(terminal, "down")
            if number:
                starts.append(took)
                first_keys += painted([first])
    return {"start": median(starts), "first_key": median(first_keys)}


def keys(run: Run) -> Results:
    """Keys, switches, dialogs, bytes and memory of a session on the sample."""
    strokes: dict[str, list[Stroke]] = defaultdict(list)
    peaks, shares = [], []
    for _ in range(run.runs):
        with opened(run, run.workspaces.sample()) as (terminal, _took):
            for figure, more in play(terminal, scripts.SAMPLE).items():
                strokes[figure] += more
            peak, share = memory_mb(terminal.pid)
            peaks.append(peak)
            shares.append(share)
    run.strokes.update(strokes)
    results: Results = {}
    for figure in ("cursor_today", "cursor_accounts"):
        results[f"{figure}_p50"] = median(painted(strokes[figure]))
        results[f"{figure}_p95"] = percentile(painted(strokes[figure]), 95)
    dialogs = strokes["dialog"]
    cursor = strokes["cursor_today"] + strokes["cursor_accounts"]
    return results | {
        "worst": max(painted(cursor + strokes["letter"])),
        "switch_shown": median(shown(strokes["switch"])),
        "switch_settled": median(settled(strokes["switch"])),
        "dialog_shown": median(shown(one for one in dialogs if one.key != "esc")),
        "dialog_closed": median(shown(one for one in dialogs if one.key == "esc")),
        "cursor_bytes": median(sizes(cursor)),
        "follow_bytes": median(one.bytes for one in cursor if one.bytes),
        "letter_bytes": median(sizes(strokes["letter"])),
        "memory_peak": max(peaks),
        "memory_share": median(shares),
    }


def scroll(run: Run) -> Results:
    """Keys in a list longer than the screen, and a held key."""
    database = run.workspaces.made(1000)
    with opened(run, database) as (terminal, _took):
        strokes = play(terminal, scripts.LONG)
        lags = [hold(terminal, key) for _ in range(run.runs) for key in ("down", "up")]
    run.strokes.update({name: strokes[name] for name in ("scroll", "page")})
    times = painted(strokes["scroll"])
    return {
        "scroll_p50": median(times),
        "scroll_p95": percentile(times, 95),
        "scroll_bytes": median(sizes(strokes["scroll"])),
        "hold_lag": median(lags),
    }


def contact_map(run: Run) -> Results:
    """The map of an account with 500 people."""
    strokes: dict[str, list[Stroke]] = defaultdict(list)
    for _ in range(run.runs):
        with opened(run, run.workspaces.crowded(500)) as (terminal, _took):
            for figure, more in play(terminal, scripts.MAP).items():
                strokes[figure] += more
    run.strokes.update({name: strokes[name] for name in ("map_cursor", "map_scroll", "map_switch")})
    cursor, scrolling, switch = (strokes[name] for name in ("map_cursor", "map_scroll", "map_switch"))
    return {
        "map_cursor_p50": median(painted(cursor)),
        "map_cursor_p95": percentile(painted(cursor), 95),
        "map_scroll_p50": median(painted(scrolling)),
        "map_scroll_p95": percentile(painted(scrolling), 95),
        "map_shown": median(shown(switch)),
        "map_settled": median(settled(switch)),
    }


def rest(run: Run) -> Results:
    """Nobody touches the program for ten seconds."""
    with opened(run, run.workspaces.sample()) as (terminal, _took):
        written, cpu = idle(terminal)
    return {"idle_bytes": float(written), "idle_cpu": cpu}


def commands(run: Run) -> Results:
    """Commands without screens."""
    database = run.workspaces.sample()
    results: Results = {}
    for figure, argument in (("command_today", "today"), ("command_help", "--help")):
        command = partial(run.workspaces.run, database, argument)
        command()  # the first compiles and fills caches
        results[figure] = 1000 * median(seconds(command) for _ in range(run.runs))
    return results


def imports(run: Run) -> Results:
    """A million order lines, by kamtui and by the sqlite3 shell."""
    database, orders = _large(run), run.workspaces.orders_file(1000, LINES)
    results = {"import": _import_seconds[database]}
    reason = shell.missing()
    if reason:
        run.notes |= {"import_shell": reason, "import_ratio": reason}
        return results
    results["import_shell"] = shell.import_seconds(orders, run.workspaces.folder / "shell.db")
    return results | {"import_ratio": results["import"] / results["import_shell"]}


def scale(run: Run) -> Results:
    """The same keys with 1,000 accounts and a million lines, and with 15 accounts and their share of the lines."""
    large = _large(run)
    small = run.workspaces.made(15)
    run.workspaces.run(small, "import", "orders", run.workspaces.orders_file(15, LINES * 15 // 1000))
    samples: dict[Path, dict[str, list[float]]] = {one: defaultdict(list) for one in (small, large)}
    for number in range(run.runs + 1):
        for database, values in samples.items():  # interleaved: noise meets both
            with opened(run, database) as (terminal, took):
                strokes = play(terminal, scripts.SCALE)
            if number:
                values["start"].append(took)
                values["cursor"] += painted(strokes["cursor_accounts"])
                values["switch"] += painted(strokes["switch"])
    figures = {
        database: {name: median(times) for name, times in values.items()} for database, values in samples.items()
    }
    return {f"scale_{name}": figures[large][name] / figures[small][name] for name in ("start", "cursor", "switch")}


GROUPS: dict[str, Callable[[Run], Results]] = {
    "start": start,
    "keys": keys,
    "scroll": scroll,
    "map": contact_map,
    "idle": rest,
    "commands": commands,
    "import": imports,
    "scale": scale,
}
_import_seconds: dict[Path, float] = {}


def _large(run: Run) -> Path:
    """The workspace of 1,000 accounts with a million order lines; its import is measured when it is made."""
    database = run.workspaces.folder / "large.db"
    if database not in _import_seconds:
        orders = run.workspaces.orders_file(1000, LINES)
        shutil.copy(run.workspaces.made(1000), database)
        _import_seconds[database] = seconds(partial(run.workspaces.run, database, "import", "orders", orders))
    return database


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    before = perf_counter()
    work()
    return perf_counter() - before


def painted(strokes: Iterable[Stroke]) -> list[float]:
    """ms to the first whole frame, of the keys that changed something."""
    return [one.painted for one in strokes if one.painted is not None]


def shown(strokes: Iterable[Stroke]) -> list[float]:
    """ms until what was asked for was there, or else to the first frame."""
    return [time for one in strokes if (time := one.painted if one.shown is None else one.shown) is not None]


def settled(strokes: Iterable[Stroke]) -> list[float]:
    """ms to the last byte."""
    return [one.settled for one in strokes if one.settled is not None]


def sizes(strokes: Iterable[Stroke]) -> list[int]:
    """Bytes of the keys that changed something, without side parts that follow later."""
    return [one.first_bytes for one in strokes if one.first_bytes]
