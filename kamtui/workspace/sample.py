"""Makes the sample workspace anew from its stories: `python -m kamtui.workspace.sample sample.db`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory


def make(path: Path) -> None:
    """Write the sample to `path`, replacing the file there. Two runs make the same rows under the same keys."""
    from kamtui import workspace
    from kamtui.clock import Clock
    from kamtui.db.ids import seeded_ids
    from kamtui.db.sample import days
    from kamtui.db.sample.fill import fill
    from kamtui.db.sample.pack import pack

    with TemporaryDirectory(dir=path.absolute().parent) as folder, seeded_ids(days.BASE.toordinal()):
        made = Path(folder, path.name)
        workspace.create(made, Clock(days.BASE), "anna").close()
        fill(made)
        pack(made)
        os.chmod(made, 0o644)
        os.replace(made, path)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
