"""What the features of a workspace share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kamtui.workspace import Workspace


class Feature:
    """One member of the workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace
        self._reader = workspace.reader


def apply(row: Any, values: Mapping[str, Any]) -> None:
    """Set the attributes of a table row that differ from `values`, so that an unchanged row stays unchanged."""
    for name, value in values.items():
        plain = getattr(value, "value", value)
        if getattr(row, name) != plain:
            setattr(row, name, plain)
