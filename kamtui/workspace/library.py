"""The standard progression library, shipped as a table."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from kamtui.paths import data_file

if TYPE_CHECKING:
    from sqlmodel import Session


def load_standard_library(session: Session) -> None:
    """Add the 48 standard progressions to an empty workspace."""
    from kamtui.db.tables import Progression

    with data_file("progressions.csv").open(encoding="utf-8", newline="") as file:
        for position, row in enumerate(csv.DictReader(file)):
            session.add(
                Progression(
                    code=row["code"],
                    category=row["category"],
                    core=row["core"] == "yes",
                    weight=int(row["weight"]),
                    expires_months=int(row["expires_months"]) if row["expires_months"] else None,
                    title_en=row["title_en"],
                    title_ru=row["title_ru"],
                    evidence_en=row["evidence_en"],
                    evidence_ru=row["evidence_ru"],
                    position=position,
                )
            )
