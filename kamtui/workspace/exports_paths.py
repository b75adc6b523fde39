"""Where an export goes to, and which format that means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kamtui.errors import InvalidValue
from kamtui.i18n import _


def checked(path: Path | str, endings: Sequence[str]) -> tuple[Path, str]:
    """The path, and its ending in small letters. Raises InvalidValue for one that no format has."""
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in endings:
        reason = _("the ending of the file says the format") if ending else _("the file has no ending")
        raise InvalidValue("to", path, reason=reason, expected=" ".join(endings))
    return path, ending
