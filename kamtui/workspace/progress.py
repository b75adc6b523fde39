"""Progressions: where accounts stand, what proves it and what could be next, over accounts, over time; the library."""

from __future__ import annotations

from kamtui.workspace.progress_checklist import Checklist
from kamtui.workspace.progress_portfolio import ProgressPortfolio
from kamtui.workspace.progress_proposals import ProgressProposals
from kamtui.workspace.progress_rows import LibraryRows

__all__ = ["Checklist", "Progress"]


class Progress(ProgressProposals, ProgressPortfolio, LibraryRows):
    """`workspace.progress`."""
