"""The action registry: ids, twins, clashes, and the user's own keys."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import kamtui.ui
from kamtui.ui.actions import Registry, clashes, is_key, key_name, shown_key, twins
from kamtui.ui.bound import Bound
from kamtui.ui.keymap import ACTIONS


def bound_classes() -> Iterator[type[Bound]]:
    for module in pkgutil.walk_packages(kamtui.ui.__path__, "kamtui.ui."):
        importlib.import_module(module.name)
    waiting = [Bound]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if one.__module__.startswith("kamtui."):
            yield one


def test_ids_are_unique() -> None:
    ids = [action.id for action in ACTIONS]
    assert len(ids) == len(set(ids))


def test_no_two_actions_of_a_place_share_a_key() -> None:
    assert clashes(ACTIONS) == []


def test_all_keys_are_keys() -> None:
    assert [key for action in ACTIONS for key in action.keys if not is_key(key)] == []


def test_every_action_has_a_handler_in_each_of_its_places() -> None:
    classes = list(bound_classes())
    missing = [
        (action.id, context)
        for action in ACTIONS
        for context in action.contexts.split()
        if not any(context in one.CONTEXTS and hasattr(one, f"action_{action.method}") for one in classes)
    ]
    assert missing == []


def test_every_place_has_actions() -> None:
    known = {context for action in ACTIONS for context in action.contexts.split()}
    assert {context for one in bound_classes() for context in one.CONTEXTS} <= known


def test_letters_and_signs_have_their_russian_twin() -> None:
    pairs = {
        "n": "т",
        "N": "Т",
        "[": "х",
        "]": "ъ",
        "<": "Б",
        ">": "Ю",
        "/": ".",
        "?": ",",
        ":": "Ж",
        "u": "г",
        "U": "Г",
    }
    assert {key: twins(key)[1] for key in pairs} == pairs
    assert twins("ctrl+p") == ("ctrl+p", "ctrl+з")
    assert twins("1") == ("1",)
    assert twins("enter") == ("enter",)


def test_bindings_hold_every_key_and_its_twin() -> None:
    keys = Registry().bindings("map").key_to_bindings
    for key in ("n", "т", "shift+up", "v", "м"):
        assert key in keys
    assert [one.action for one in keys["т"]] == ["map_new"]
    assert {"less_than_sign", "Б"} <= set(Registry().bindings("progress").key_to_bindings)


def test_keys_are_named_as_textual_names_them() -> None:
    assert key_name("[") == "left_square_bracket"
    assert key_name("/") == "slash"
    assert key_name("shift+up") == "shift+up"
    assert shown_key("shift+up") == "shift+↑"
    assert shown_key("escape") == "esc"


def test_a_remap_takes_the_twin_along() -> None:
    registry = Registry()
    assert registry.configure({"map.new": "z"}) == []
    keys = registry.bindings("map").key_to_bindings
    assert "z" in keys
    assert "я" in keys
    assert "n" not in keys
    assert "т" not in keys


def test_a_remap_may_be_nested_as_toml_writes_it() -> None:
    registry = Registry()
    assert registry.configure({"map": {"new": "ctrl+n"}}) == []
    assert registry.get("map.new").keys == ("ctrl+n",)


def test_an_unknown_id_is_reported_with_the_nearest() -> None:
    (message,) = Registry().configure({"map.nwe": "b"})
    assert "map.nwe" in message
    assert "map.new" in message


def test_an_unknown_key_is_reported_and_changes_nothing() -> None:
    registry = Registry()
    (message,) = registry.configure({"map.new": "ctrl+banana"})
    assert "ctrl+banana" in message
    assert registry.get("map.new").keys == ("n",)


def test_a_key_taken_in_the_same_place_is_not_stolen() -> None:
    registry = Registry()
    (message,) = registry.configure({"map.new": "e"})
    assert "map.edit" in message
    assert registry.get("map.new").keys == ("n",)
    assert registry.get("map.edit").keys == ("e",)


def test_a_key_of_the_application_is_not_stolen_even_by_its_twin() -> None:
    registry = Registry()
    (message,) = registry.configure({"map.new": "г"})  # what u types under a Russian layout
    assert "app.undo" in message
    assert registry.get("map.new").keys == ("n",)


def test_two_actions_may_swap_their_keys() -> None:
    registry = Registry()
    assert registry.configure({"map.new": "e", "map.edit": "n"}) == []
    assert registry.get("map.edit").keys == ("n",)


def test_the_good_entries_hold_beside_a_bad_one() -> None:
    registry = Registry()
    assert len(registry.configure({"map.new": "z", "no.such": "x"})) == 1
    assert registry.get("map.new").keys == ("z",)
