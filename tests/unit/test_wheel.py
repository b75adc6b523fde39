"""What `pip install` puts on a user's machine: the wheel, built from a copy of the repository, and looked into."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PACKAGE = REPOSITORY / "kamtui"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built without a network by the backend of this environment."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for path in REPOSITORY.glob("*"):
        if path.is_file():
            shutil.copy(path, source)
    shutil.copytree(PACKAGE, source / "kamtui", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--no-index"]
    built = subprocess.run([*command, "--wheel-dir", target, source], capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = target.glob("kamtui-*.whl")
    return zipfile.ZipFile(path)


def test_files_from_the_top_of_the_repository_are_inside(wheel: zipfile.ZipFile) -> None:
    assert wheel.read("kamtui/kamtui.tcss") == (REPOSITORY / "kamtui.tcss").read_bytes()
    assert wheel.read("kamtui/data/sample.db") == (REPOSITORY / "sample.db").read_bytes()


@pytest.mark.parametrize("pattern", ["**/*.py", "data/*.csv", "db/migrations/**/*.py", "locale/*/LC_MESSAGES/*.mo"])
def test_files_of_the_package_are_inside(wheel: zipfile.ZipFile, pattern: str) -> None:
    wanted = {path.relative_to(REPOSITORY).as_posix() for path in PACKAGE.glob(pattern)}
    assert wanted
    assert wanted <= set(wheel.namelist())


def test_both_languages_are_inside(wheel: zipfile.ZipFile) -> None:
    assert {f"kamtui/locale/{code}/LC_MESSAGES/kamtui.mo" for code in ("en", "ru")} <= set(wheel.namelist())


def test_nothing_else_is_inside(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"kamtui"}
    assert not [name for name in wheel.namelist() if name.endswith((".pyc", ".db-wal", ".db-shm"))]


def test_command_and_licence_are_named(wheel: zipfile.ZipFile) -> None:
    (info,) = {name.split("/")[0] for name in wheel.namelist() if ".dist-info/" in name}
    assert "kamtui = kamtui.__main__:main" in wheel.read(f"{info}/entry_points.txt").decode()
    assert wheel.read(f"{info}/licenses/LICENSE") == (REPOSITORY / "LICENSE").read_bytes()
