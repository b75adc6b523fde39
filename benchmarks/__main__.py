"""`python -m benchmarks [GROUP …]`: measure kamtui in a real terminal and print the figures beside their budgets."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from benchmarks.figures import FIGURES, table, verdict
from benchmarks.groups import GROUPS, Results, Run
from benchmarks.measure import machine
from benchmarks.workspaces import REPOSITORY, Workspaces


def main(arguments: list[str]) -> int:
    """Measure the groups asked for, else all. Returns 1 with `--strict` when a figure is over its budget."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("group", nargs="*", help=f"{', '.join(GROUPS)}; default: all")
    parser.add_argument("--runs", type=int, default=5, help="sessions per figure (5)")
    parser.add_argument("--folder", type=Path, help="keep the workspaces made, and use those found there")
    parser.add_argument("--strict", action="store_true", help="fail when a figure is over its budget")
    options = parser.parse_args(arguments)
    unknown = set(options.group) - set(GROUPS)
    if unknown:
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    before = machine()
    results: Results = {}
    with tempfile.TemporaryDirectory(prefix="kamtui-bench-") as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        run = Run(Workspaces(folder.resolve()), options.runs)
        for name in options.group or GROUPS:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            results |= GROUPS[name](run)
    print(table(results, run.notes))
    after = machine()
    for when, state in (("before", before), ("after", after)):
        print(f"machine {when}: " + ", ".join(f"{name} {value}" for name, value in state.items()))
    file = _save(results, run, before, after)
    print(f"written to {file.relative_to(REPOSITORY)}")
    over = [figure for figure in FIGURES if figure.id in results and verdict(figure, results[figure.id]) == "over"]
    return 1 if over and options.strict else 0


def _save(results: Results, run: Run, before: dict[str, object], after: dict[str, object]) -> Path:
    folder = REPOSITORY / "bench-results"
    folder.mkdir(exist_ok=True)
    file = folder / time.strftime("%Y%m%d-%H%M%S.json")
    figures = [
        {**figure._asdict(), "value": results.get(figure.id), "note": run.notes.get(figure.id, "")}
        for figure in FIGURES
    ]
    strokes = {name: [asdict(one) for one in some] for name, some in run.strokes.items()}
    file.write_text(json.dumps({"before": before, "after": after, "figures": figures, "strokes": strokes}, indent=1))
    return file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
