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
    from kamtui.db.sample.claims import write_claims
    from kamtui.db.sample.fill import fill
    from kamtui.db.sample.learnt import write_learnt
    from kamtui.db.sample.meetings import write_meetings
    from kamtui.db.sample.pack import pack

    with TemporaryDirectory(dir=path.absolute().parent) as folder, seeded_ids(days.BASE.toordinal()):
        made = Path(folder, path.name)
        workspace.create(made, Clock(days.BASE), "anna").close()
        fill(made)
        _keep_plans(made)
        write_claims(made)
        write_meetings(made)
        write_learnt(made)
        pack(made)
        os.chmod(made, 0o644)
        os.replace(made, path)


def _keep_plans(path: Path) -> None:
    """Snapshots of plans as they were when they were approved and when their quarters were closed.

    What they hold is what `Plans.content` gives in a copy that is taken back in time, later ones first.
    """
    import json
    import shutil
    from datetime import date

    from kamtui.clock import Clock
    from kamtui.db.sample import days, snapshots
    from kamtui.i18n import speaking
    from kamtui.workspace import Workspace

    found = []
    copy = path.with_name("earlier.db")
    shutil.copyfile(path, copy)
    for one in snapshots.wanted(path):
        snapshots.go_back(copy, one.at)
        opened = Workspace(copy, Clock(date.fromisoformat(one.at[:10])), "anna")
        with speaking("en"):
            content = opened.plans.content(one.account, days.HOME.year)
        opened.close()
        found.append((one, json.dumps(content, ensure_ascii=False)))
    snapshots.write(path, found)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
