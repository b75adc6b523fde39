"""Puts the files that lie at the top of the repository into the package, where an installed kamtui finds them."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

TOP_LEVEL = {"kamtui.tcss": "kamtui/kamtui.tcss", "sample.db": "kamtui/data/sample.db"}


class BuildWithTopLevel(build_py):
    """An editable install builds nothing: there kamtui looks one folder up."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            for source, target in TOP_LEVEL.items():
                path = Path(self.build_lib, target)
                path.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, path)


setup(cmdclass={"build_py": BuildWithTopLevel})
