"""Keys of records: UUIDv7, so that two copies of a workspace can be merged one day."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

_seeded: random.Random | None = None


def new_id() -> str:
    """A new key, sortable by the time it was made."""
    if _seeded is not None:
        return str(uuid.UUID(int=_seeded.getrandbits(128), version=4))
    import uuid_utils

    return str(uuid_utils.uuid7())


@contextmanager
def seeded_ids(seed: int) -> Iterator[None]:
    """Within the block keys follow from `seed`, so that two runs make the same database."""
    global _seeded
    _seeded = random.Random(seed)
    try:
        yield
    finally:
        _seeded = None
