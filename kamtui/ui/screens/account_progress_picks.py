"""What evidence of a progression can be picked from: touches, documents, people."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from kamtui.domain.progress_proof import Candidates
from kamtui.domain.today import date_words
from kamtui.i18n import _
from kamtui.labels import label

RECENT = 5  # touches before people and documents, the older ones after them


class Pick(NamedTuple):
    """Something that can prove. `kind` is touch, contact, document, or new: a document named just now.

    `on` is the day of a touch.
    """

    kind: str
    id: str
    words: str
    detail: str = ""
    on: date | None = None

    @property
    def key(self) -> str:
        """What it is ticked by."""
        return f"{self.kind}:{self.id}"


def picks(found: Candidates) -> list[Pick]:
    """What evidence can be picked from: recent touches, documents, people, then older touches."""
    touches = [
        Pick(
            "touch",
            touch.id,
            " ".join(part for part in (date_words(touch.on), label(touch.kind), touch.outcome) if part),
            ", ".join(touch.people),
            touch.on,
        )
        for touch in found.touches
    ]
    people = [
        Pick("contact", contact.id, contact.name, contact.position)
        for contact in found.contacts
        if not contact.placeholder
    ]
    documents = [Pick("document", name, name) for name in found.documents]
    return [*touches[:RECENT], *documents, *people, *touches[RECENT:]]


def kind_word(pick: Pick) -> str:
    """What kind of proof it is."""
    return {"touch": _("touch"), "contact": _("person")}.get(pick.kind, _("document"))
