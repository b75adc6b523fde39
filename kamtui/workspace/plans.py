"""The account development plan: texts, goals, states, quarter reviews, snapshots, and the board of all accounts."""

from __future__ import annotations

from kamtui.workspace.plan_board import PlanPortfolio
from kamtui.workspace.plan_snapshots import PlanSnapshots


class Plans(PlanSnapshots, PlanPortfolio):
    """`workspace.plans`."""
