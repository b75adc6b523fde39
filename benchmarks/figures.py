"""The figures that are measured, at 120×36 through a real terminal, and their budgets; noise is about ±30 %."""

from __future__ import annotations

from typing import NamedTuple


class Figure(NamedTuple):
    """One figure: `limit` is the most it may be, None where there is no budget."""

    id: str
    title: str
    unit: str
    limit: float | None


FIGURES = (
    Figure("start", "command typed → Today readable", "ms", 350),
    Figure("first_key", "first key after that → painted", "ms", None),
    Figure("cursor_today_p50", "cursor key in Today → painted, p50", "ms", 3),
    Figure("cursor_today_p95", "cursor key in Today → painted, p95", "ms", 5),
    Figure("cursor_accounts_p50", "cursor key in Accounts → painted, p50", "ms", 3),
    Figure("cursor_accounts_p95", "cursor key in Accounts → painted, p95", "ms", 5),
    Figure("scroll_p50", "scrolling key, 1,000 accounts → painted, p50", "ms", 5),
    Figure("scroll_p95", "scrolling key, 1,000 accounts → painted, p95", "ms", 9),
    Figure("map_cursor_p50", "cursor key, map of 500 people → painted, p50", "ms", 3),
    Figure("map_cursor_p95", "cursor key, map of 500 people → painted, p95", "ms", 5),
    Figure("map_scroll_p50", "the same past the edge, p50", "ms", 5),
    Figure("map_scroll_p95", "the same past the edge, p95", "ms", 9),
    Figure("map_shown", "map of 500 people, its views: shown, p50", "ms", 30),
    Figure("map_settled", "map of 500 people, its views: settled, p50", "ms", 80),
    Figure("worst", "worst key of a session", "ms", 15),
    Figure("switch_shown", "tab, account, workspace switch: shown, p50", "ms", 30),
    Figure("switch_settled", "tab, account, workspace switch: settled, p50", "ms", 80),
    Figure("dialog_shown", "dialog shown, p50", "ms", 45),
    Figure("dialog_closed", "dialog closed by esc, p50", "ms", 40),
    Figure("cursor_bytes", "bytes per cursor key, p50", "B", 320),
    Figure("follow_bytes", "the same with the side part that follows it", "B", None),
    Figure("scroll_bytes", "bytes per scrolled line, p50", "B", 550),
    Figure("letter_bytes", "bytes per typed letter, p50", "B", 90),
    Figure("hold_lag", "key held at 30/s: lag after the last", "ms", 10),
    Figure("idle_bytes", "idle 10 s: bytes", "B", 0),
    Figure("idle_cpu", "idle 10 s: CPU", "%", 0.05),
    Figure("memory_peak", "memory of one session, peak", "MB", 75),
    Figure("memory_share", "memory of one session, proportional share", "MB", None),
    Figure("command_today", "kamtui today", "ms", 500),
    Figure("command_help", "kamtui --help", "ms", 200),
    Figure("import", "1,000,000 order lines imported", "s", None),
    Figure("import_shell", "the same by the sqlite3 shell, same indexes", "s", None),
    Figure("import_ratio", "import against the sqlite3 shell", "×", 3),
    Figure("scale_start", "start, 1,000 accounts and 1M lines against 15", "×", 1.3),
    Figure("scale_cursor", "cursor key in Accounts, same", "×", 1.3),
    Figure("scale_switch", "switches, same", "×", 1.3),
)


def verdict(figure: Figure, value: float) -> str:
    """`ok`, `over`, or nothing where there is no budget."""
    if figure.limit is None:
        return ""
    return "ok" if value <= figure.limit else "over"


def table(results: dict[str, float], notes: dict[str, str]) -> str:
    """The figures measured, each with its budget and verdict; `notes` says why one could not be measured."""
    width = max(len(figure.title) for figure in FIGURES)
    lines = [f"{'':{width}}  {'measured':>10}  {'budget':>10}"]
    for figure in FIGURES:
        budget = "" if figure.limit is None else f"≤ {figure.limit:g} {figure.unit}"
        if figure.id in results:
            value = results[figure.id]
            shown = f"{value:.{0 if value >= 100 or figure.unit == 'B' else 2 if value < 10 else 1}f} {figure.unit}"
            lines.append(f"{figure.title:{width}}  {shown:>10}  {budget:>10}  {verdict(figure, value)}".rstrip())
        elif figure.id in notes:
            lines.append(f"{figure.title:{width}}  {'—':>10}  {budget:>10}  {notes[figure.id]}")
    return "\n".join(lines)
