"""The workspaces that are measured: the sample, and made ones of any size, always the same."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
TODAY = date(2026, 11, 21)
_FUNCTIONS = (
    *("management", "procurement", "technical", "production", "finance"),
    *("quality", "logistics", "it", "legal", "sales"),
)
_CATEGORIES = ("Cleaners", "Disinfectants", "Drums", "Films", "Lubricants", "Solvents")


class Workspaces:
    """Makes workspaces in `folder` and knows how kamtui is started on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        installed = Path(sys.executable).with_name("kamtui")
        self.command = [str(installed)] if installed.exists() else [sys.executable, "-m", "kamtui"]

    def env(self, database: Path) -> dict[str, str]:
        """The whole environment of a kamtui on this database: a user's, with the day held still."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LANG": "en_US.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "USER": "anna",
            "KAMTUI_DB": str(database),
            "KAMTUI_TODAY": TODAY.isoformat(),
        }

    def run(self, database: Path, *arguments: str | Path) -> str:
        """Run one command to its end; its output. Raises CalledProcessError when it fails."""
        done = subprocess.run(
            [*self.command, *map(str, arguments)],
            env=self.env(database),
            cwd=self.folder,
            check=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def sample(self) -> Path:
        """A private copy of the sample, without what a killed session left beside the one before."""
        copy = self.folder / "sample-copy.db"
        for suffix in ("-wal", "-shm"):
            Path(f"{copy}{suffix}").unlink(missing_ok=True)
        return Path(shutil.copy(REPOSITORY / "sample.db", copy))

    def made(self, accounts: int) -> Path:
        """A workspace of so many accounts, five contacts each, without orders; made once."""
        database = self.folder / f"{accounts}.db"
        if not database.exists():
            self.run(database, "init", "--kam", "anna")
            self.run(database, "import", "accounts", self.accounts_file(accounts))
            self.run(database, "import", "contacts", self.contacts_file(accounts))
        return database

    def crowded(self, people: int) -> Path:
        """A workspace of one account with so many contacts, in all cells of the map; made once."""
        database = self.folder / f"crowded-{people}.db"
        if not database.exists():
            self.run(database, "init", "--kam", "anna")
            self.run(database, "import", "accounts", self.accounts_file(1))
            self.run(database, "import", "contacts", self.crowd_file(people))
        return database

    def crowd_file(self, people: int) -> Path:
        """A CSV of the contacts of one account: more of them on the lower levels, ten functions, names of two words."""
        levels = (5, 4, 4, 3, 3, 3, 2, 2, 2, 2, 1, 1)
        rows: Iterator[list[object]] = (
            [
                *("A0000", f"Given{n % 31:02} Family{n:03}", f"Position {n % 40}", levels[n * 7 % len(levels)]),
                *(_FUNCTIONS[n % len(_FUNCTIONS)], ("", "buyer", "user", "decider")[n % 4], n % 5 - 2),
            ]
            for n in range(people)
        )
        header = ["account", "name", "position", "level", "function", "roles", "attitude"]
        return self._write(f"crowd-{people}.csv", header, rows)

    def accounts_file(self, accounts: int) -> Path:
        """A CSV of accounts."""
        rows = ([f"A{n:04}", account_name(n), "KARNP"[n % 5], n % 6] for n in range(accounts))
        return self._write(f"accounts-{accounts}.csv", ["code", "name", "category", "strategic"], rows)

    def contacts_file(self, accounts: int) -> Path:
        """A CSV of five contacts per account, one per level."""
        roles = ("user", "influencer", "buyer", "champion", "decider")
        rows = (
            [f"A{n:04}", f"Contact {n:04}-{level}", level, roles[level - 1], (n + level) % 5 - 2]
            for n in range(accounts)
            for level in range(1, 6)
        )
        return self._write(f"contacts-{accounts}.csv", ["account", "name", "level", "roles", "attitude"], rows)

    def orders_file(self, accounts: int, lines: int) -> Path:
        """A CSV of order lines over three years, five lines an order."""
        first = TODAY - timedelta(days=3 * 365)
        days = (TODAY - first).days

        def rows() -> Iterator[list[object]]:
            for n in range(lines):
                order, line = divmod(n, 5)
                day = first + timedelta(days=order * 7919 % days)
                amount, account = 1000 + n * 37 % 90_000, order % accounts
                category = _CATEGORIES[n % len(_CATEGORIES)]
                cells = [f"A{account:04}", f"O{order:07}", line + 1, day.isoformat(), category, f"Product {n % 400}"]
                yield [*cells, 1 + n % 50, f"{amount}.{n % 100:02}", f"{amount * 7 // 10}.00"]

        header = ["account", "order", "line", "date", "category", "product", "quantity", "amount", "cost"]
        return self._write(f"orders-{accounts}-{lines}.csv", header, rows())

    def _write(self, name: str, header: list[str], rows: Iterator[list[object]]) -> Path:
        path = self.folder / name
        if not path.exists():
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(header)
                writer.writerows(rows)
        return path


def account_name(number: int) -> str:
    """The name of a made account: sorts as its number does."""
    return f"Account {number:04} Works"
