"""What one key costs, and what a process costs: times in ms, sizes in bytes or MB."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter_ns as now

from benchmarks.terminal import SECOND, NotShown, Terminal

MS = 1_000_000
QUIET = 0.1
SIDE = 50 * MS  # ns; what comes later is a side part that follows the cursor, and belongs to no key
_FRAME, _FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"


@dataclass(frozen=True)
class Stroke:
    """One key press: `painted` when its first frame was complete, `shown` when the text asked for was there, `settled`
    at the last byte before a silence of 100 ms. All ms after the key, None when nothing came. `first_bytes` came within
    50 ms, before side parts that follow the cursor."""

    key: str
    painted: float | None
    shown: float | None
    settled: float | None
    bytes: int
    first_bytes: int


def stroke(terminal: Terminal, key: str, shown: str = "", silence: float = 0.5) -> Stroke:
    """Press `key` and measure the answer; `shown` is a text that must come, `!text` one that must go.

    A key that changes nothing is given up after `silence` seconds. Raises NotShown when `shown` does not come true.
    """
    terminal.wait_quiet(0.01)
    terminal.lines  # noqa: B018 - shows what came before, so that it is not taken for the answer
    first = len(terminal.received)
    start = now()
    terminal.press(key)
    if terminal.read(5 if shown else silence):
        while terminal.read(QUIET):
            pass
    chunks = terminal.received[first:]
    seen = _wait(terminal, shown) if shown else None
    return Stroke(
        key,
        painted=_ms(_first_frame(chunks), start),
        shown=_ms(seen, start),
        settled=_ms(chunks[-1][0] if chunks else None, start),
        bytes=sum(len(data) for _, data in chunks),
        first_bytes=sum(len(data) for at, data in chunks if at - start < SIDE),
    )


def hold(terminal: Terminal, key: str, times: int = 60, rate: float = 30) -> float:
    """Press `key` at a fixed rate as a held one repeats; how long (ms) after the last press it still moves.

    Every press must change something, as in a list that is long enough.
    """
    terminal.wait_quiet(QUIET)
    start = now()
    for number in range(times):
        due = start + int(number * SECOND / rate)
        while (left := due - now()) > 0:
            terminal.read(left / SECOND)
        terminal.press(key)
    last_press = now()
    while terminal.read(SIDE / SECOND):
        pass
    return max(0.0, (terminal.last_byte - last_press) / MS)


def idle(terminal: Terminal, seconds: float = 10) -> tuple[int, float]:
    """Bytes written and per cent of a CPU used while nobody touches the program."""
    terminal.wait_quiet(3)  # what is loaded behind the first screen is not idling
    first, cpu, end = len(terminal.received), cpu_seconds(terminal.pid), now() + int(seconds * SECOND)
    while (left := end - now()) > 0:
        terminal.read(left / SECOND)
    used = cpu_seconds(terminal.pid) - cpu
    return sum(len(data) for _, data in terminal.received[first:]), 100 * used / seconds


def cpu_seconds(pid: int) -> float:
    """CPU time of a process so far, to the nanosecond where the system has a clock per process (Linux)."""
    return time.clock_gettime(~pid << 3 | 2)


def memory_mb(pid: int) -> tuple[float, float]:
    """Peak resident memory, and the proportional share now, of a process (Linux)."""
    folder = Path("/proc", str(pid))
    return _kilobytes(folder / "status", "VmHWM:") / 1024, _kilobytes(folder / "smaps_rollup", "Pss:") / 1024


def speed_of_machine() -> float:
    """ms that a fixed piece of Python takes now: figures of two days compare only beside this."""
    best = float("inf")
    for _ in range(5):
        start = now()
        total = 0
        for number in range(200_000):
            total = (total * 31 + number) & 0xFFFF
        best = min(best, (now() - start) / MS)
    return best


def percentile(values: list[float], per_cent: float) -> float:
    """The nearest-rank percentile of at least one value."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(per_cent) // 100) - 1)]


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    return {"cpus": os.cpu_count(), "load": round(os.getloadavg()[0], 2), "loop_ms": round(speed_of_machine(), 1)}


def _first_frame(chunks: list[tuple[int, bytes]]) -> int | None:
    """When the first frame was whole: a small one comes in one piece, a larger one is marked."""
    data = b""
    for at, more in chunks:
        data += more
        if _FRAME not in data or _FRAME_END in data:
            return at
    return chunks[0][0] if chunks else None


def _wait(terminal: Terminal, shown: str) -> int:
    return terminal.wait_gone(shown[1:], 5) if shown.startswith("!") else terminal.wait_for(shown, 5)


def _ms(at: int | None, start: int) -> float | None:
    return None if at is None else max(0.0, (at - start) / MS)


def _kilobytes(file: Path, name: str) -> float:
    for line in file.read_text().splitlines():
        if line.startswith(name):
            return float(line.split()[1])
    raise NotShown(f"{file} has no {name}")
