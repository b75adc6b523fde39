"""The pieces by which sentences are told apart from those that name the matter of an item."""

from __future__ import annotations

import re._parser as parser  # type: ignore[import-not-found]
from typing import Any

import pytest

from kamtui.domain.progress_stems import STEMS
from kamtui.domain.progress_vocabulary import RULES, Rule


def needed(pattern: Any) -> frozenset[str]:
    """Pieces one of which is in every text that a pattern matches; empty when none is sure. The longest are taken."""
    best: frozenset[str] = frozenset()
    run = ""

    def offer(pieces: frozenset[str]) -> None:
        nonlocal best
        if pieces and (not best or min(map(len, pieces)) > min(map(len, best))):
            best = pieces

    for operation, value in pattern:
        if operation is parser.LITERAL:
            run += chr(value)
            continue
        if operation in (parser.AT, parser.ASSERT, parser.ASSERT_NOT):
            continue
        offer(frozenset((run,)) if run else frozenset())
        run = ""
        if operation is parser.SUBPATTERN:
            offer(needed(value[3]))
        elif operation is parser.BRANCH:
            branches = [needed(branch) for branch in value[1]]
            offer(frozenset().union(*branches) if all(branches) else frozenset())
        elif operation in (parser.MAX_REPEAT, parser.MIN_REPEAT) and value[0]:
            offer(needed(value[2]))
    offer(frozenset((run,)) if run else frozenset())
    return best


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.code))
def test_every_match_of_a_matter_holds_a_stem(rule: Rule) -> None:
    pieces = needed(parser.parse(rule.matter))
    assert pieces, f"the matter of {rule.code} has a branch without a sure piece"
    missing = sorted(piece for piece in pieces if not any(stem in piece for stem in STEMS[rule.code]))
    assert not missing, f"STEMS[{rule.code!r}] lacks {missing}"


def test_no_stem_is_left_of_an_item_that_has_no_matter() -> None:
    assert set(STEMS) == {rule.code for rule in RULES}
