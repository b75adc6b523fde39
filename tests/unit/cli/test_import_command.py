"""`kamtui import`: exit codes, the summary, the rejects file, and an interrupt that leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
REPOSITORY = Path(__file__).parents[3]


def people(path: Path, *rows: str) -> str:
    file = path / "contacts.csv"
    file.write_text("\n".join(["account,name,level", *rows]) + "\n", encoding="utf-8")
    return str(file)


def test_summary_counts_what_came_of_the_rows(seeded: Run, tmp_path: Path) -> None:
    done = seeded("import", "contacts", people(tmp_path, "NORD,Anna Orlova,4", "NORD,Olga Kim,3", "NORD,Boris Lem,9"))
    assert done.code == 0
    assert "3 rows read" in done.out
    assert "created 1, updated 0, unchanged 1, rejected 1" in done.out
    assert "Boris" not in seeded("contacts", "NORD").out


def test_readable_file_is_success_even_when_all_is_rejected(seeded: Run, tmp_path: Path) -> None:
    found = seeded("import", "contacts", people(tmp_path, "NOBODY,Anna Orlova,4"), "--json")
    assert (found.data["read"], found.data["rejected"]) == (1, 1)
    assert seeded("undo").code == 0  # an import that changed nothing is no step: this takes back the seed's last one
    assert seeded("plan", "NORD", "--json").data["quarters"]["Q4"]["tasks"] == []


def test_file_that_cannot_be_read_is_refused(seeded: Run, tmp_path: Path) -> None:
    for name, content in (("none.csv", None), ("picture.xlsx", b"\x89PNG"), ("headless.csv", b"1,2,3\n4,5,6\n")):
        file = tmp_path / name
        if content is not None:
            file.write_bytes(content)
        refused = seeded("import", "contacts", str(file))
        assert (refused.code, refused.out) == (1, ""), name
        assert name in refused.err or "name" in refused.err


def test_dry_run_writes_nothing(seeded: Run, tmp_path: Path) -> None:
    done = seeded("import", "contacts", people(tmp_path, "NORD,Anna Orlova,4"), "--dry-run", "--json")
    assert done.data["created"] == 1
    assert len(seeded("contacts", "NORD", "--json").data["contacts"]) == 2


def test_rejects_are_kept_with_their_reasons(seeded: Run, tmp_path: Path) -> None:
    rejects = tmp_path / "bad.csv"
    seeded("import", "contacts", people(tmp_path, "NORD,Boris Lem,9"), "--rejects", str(rejects))
    header, row = rejects.read_text(encoding="utf-8-sig").splitlines()
    assert header == "account,name,level,reason"
    assert row.startswith("NORD,Boris Lem,9,")


def test_options_reach_the_import(seeded: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("Кто;Уровень\nАнна Орлова;4\n".encode("cp1251"))
    given = ("--map", "name=Кто", "--encoding", "cp1251", "--delimiter", ";", "--account", "северный")
    assert seeded("import", "contacts", str(file), *given).code == 0
    assert "Анна Орлова" in seeded("contacts", "NORD").out


def test_cards_are_imported_and_the_bad_ones_kept(seeded: Run, tmp_path: Path) -> None:
    file, rejects = tmp_path / "people.vcf", tmp_path / "bad.vcf"
    good = "BEGIN:VCARD\nVERSION:3.0\nFN:Анна Орлова\nTITLE:Главный технолог\nORG:Северный Мёд\nEND:VCARD\n"
    file.write_text(good + "BEGIN:VCARD\nFN:Boris Lem\n", encoding="utf-8")
    found = seeded("import", "contacts", str(file), "--rejects", str(rejects), "--json").data
    assert {key: found[key] for key in ("read", "created", "updated", "unchanged", "rejected")} == {
        "read": 2, "created": 1, "updated": 0, "unchanged": 0, "rejected": 1,
    }  # fmt: skip
    assert [(one["line"], one["column"], one["value"]) for one in found["rejects"]] == [(7, "VCARD", "FN:Boris Lem")]
    assert rejects.read_text(encoding="utf-8").splitlines()[2] == "FN:Boris Lem"
    assert seeded("import", "accounts", str(file)).code == 1
    assert seeded("undo").code == 0
    assert seeded("import", "contacts", str(file), "--json").data["created"] == 1


def test_interrupt_leaves_nothing_and_says_so(seeded: Run, db: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "endless.csv"
    os.mkfifo(pipe)
    with (
        subprocess.Popen(
            [sys.executable, "-m", "kamtui", "import", "contacts", str(pipe)],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "KAMTUI_DB": str(db)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process,
        pipe.open("w") as writer,
    ):  # returns when the import has begun to read
        writer.write("account,name\nNORD,Anna Orlova\n")
        writer.flush()
        out, err = interrupted(process)
    assert (process.returncode, out) == (130, "")
    assert "nothing was changed" in err
    assert "Traceback" not in err
    assert len(seeded("contacts", "NORD", "--json").data["contacts"]) == 2


def interrupted(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Press Ctrl-C until the program ends: one that comes just before a blocking read is seen only after it."""
    for _press in range(10):
        process.send_signal(signal.SIGINT)
        try:
            return process.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    return process.communicate()
