"""Settings of working time, and the public holidays of a country."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kamtui.errors import InvalidValue
from kamtui.i18n import set_language
from kamtui.paths import cache_folder
from kamtui.workspace import Workspace, create
from kamtui.workspace.settings_workhours import _public_days


def test_settings_are_kept_in_the_form_of_the_domain(workspace: Workspace) -> None:
    workspace.settings.set("working_hours", "8:00 - 17:00")
    workspace.settings.set("working_days", "1-4, 6")
    workspace.settings.set("days_off", ["2026-12-31"])
    workspace.settings.set("sla_hours", {"critical": 2, "high": 6, "normal": 20})
    method = workspace.method
    assert (method.working_hours, method.working_days, method.days_off) == (
        "08:00-17:00",
        (1, 2, 3, 4, 6),
        ("2026-12-31",),
    )
    assert method.sla_hours["critical"] == 2
    work = workspace.settings.work_hours
    assert work.is_working(date(2026, 11, 21))
    assert not work.is_working(date(2026, 12, 31))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("working_hours", "18-9"),
        ("working_days", []),
        ("working_days", "8"),
        ("days_off", "tomorrow"),
        ("holidays", "XX"),
        ("sla_hours", {"critical": 4}),
        ("sla_hours", {"critical": 0, "high": 8, "normal": 24}),
        ("sla_hours", {"critical": 4, "high": 8, "normal": "long"}),
    ],
)
def test_what_cannot_be_working_time_is_refused(workspace: Workspace, key: str, value: object) -> None:
    before = workspace.method
    with pytest.raises(InvalidValue, match=key):
        workspace.settings.set(key, value)
    assert workspace.method == before


def test_public_holidays_are_those_of_the_country_and_are_kept_aside(workspace: Workspace) -> None:
    _public_days.cache_clear()
    workspace.settings.set("holidays", "ru")
    work = workspace.settings.work_hours
    assert not work.is_working(date(2026, 11, 4))
    assert not work.is_working(date(2026, 1, 5))
    assert work.is_working(date(2026, 11, 5))
    (file,) = cache_folder().glob("holidays-RU-2026-*.json")
    days, worked = json.loads(file.read_text())
    assert "2026-11-04" in days
    assert worked == []
    file.write_text('[["2026-11-05"], ["2026-11-07"]]')
    _public_days.cache_clear()
    assert not work.is_working(date(2026, 11, 5)), "the table is read from the cache"
    assert work.is_working(date(2026, 11, 7))
    file.write_text("{broken")
    _public_days.cache_clear()
    assert work.is_working(date(2026, 11, 5)), "a broken cache is made again"
    _public_days.cache_clear()


def test_the_library_of_holidays_is_loaded_by_nobody_who_does_not_need_it(workspace: Workspace) -> None:
    code = (
        "import sys; from kamtui.workspace import Workspace; from datetime import date;"
        f"w = Workspace({str(workspace.path)!r}); w.settings.work_hours.is_working(date(2026, 11, 4));"
        "w.today.agenda();"
        "print('holidays' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_workspace_begun_in_russian_keeps_the_holidays_of_russia(tmp_path: Path) -> None:
    set_language("ru")
    made = create(tmp_path / "ru.db", login="anna")
    own = create(tmp_path / "own.db", login="anna", holidays="")
    set_language("en")
    plain = create(tmp_path / "en.db", login="anna")
    assert [one.method.holidays for one in (made, own, plain)] == ["RU", "", ""]
    for one in (made, own, plain):
        one.close()
