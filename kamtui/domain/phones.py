"""By what two phone numbers are the same one."""

from __future__ import annotations

import re
from functools import lru_cache

_FEWEST, _KEPT = 6, 10
_EXTENSION = r"(?:ext|x|доб|вн|#)\D*(\d+)\s*$"


@lru_cache(maxsize=4096)
def phone_key(phone: str) -> str:
    """The digits that tell a phone: the last ten, so that +7 and 8 are one, with the extension; "" for too few."""
    found = re.search(_EXTENSION, phone, re.IGNORECASE)
    digits = re.sub(r"\D", "", phone[: found.start()] if found else phone)
    if len(digits) < _FEWEST:
        return ""
    return digits[-_KEPT:] + (f"#{found[1]}" if found else "")
