"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from kamtui.domain.plan_snapshots import Words

_TOKENS = re.compile(r"\s+|[^\s]+")


def words_between(before: str, after: str) -> tuple[Words, ...]:
    """The runs of words that lead from one text to the other; nothing when the texts are equal.

    Runs with " " and "-" together are `before`, those with " " and "+" together `after`, to the last blank.
    """
    if before == after:
        return ()
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    # Long texts mostly agree at both ends, and comparing grows with the square of the rest.
    head = _agreeing(old, new)
    tail = _agreeing(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    runs = [(" ", old[:head])]
    # A blank alone is no place where two texts meet, but belongs to the words beside it.
    for tag, i, j, k, m in SequenceMatcher(str.isspace, middle_old, middle_new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append((" ", middle_old[i:j]))
        else:
            runs += [("-", middle_old[i:j]), ("+", middle_new[k:m])]
    runs.append((" ", old[len(old) - tail :]))
    found: list[Words] = []
    for sign, tokens in runs:
        text = "".join(tokens)
        if text and found and found[-1].sign == sign:
            found[-1] = Words(sign, found[-1].text + text)
        elif text:
            found.append(Words(sign, text))
    return tuple(found)


def _agreeing(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words the two have in common from the start on."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
