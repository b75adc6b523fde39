"""A document may speak another language than the screens, in its own thread alone."""

from __future__ import annotations

from threading import Thread

import pytest

from kamtui.i18n import _, is_speaking, language, set_language, speaking


def test_only_the_block_and_its_thread_speak_otherwise() -> None:
    set_language("en")
    heard: list[str] = []
    with speaking("ru"):
        thread = Thread(target=lambda: heard.append(f"{language()} {_('Map')}"))
        thread.start()
        thread.join()
        assert (language(), _("Map"), is_speaking()) == ("ru", "Карта", True)
        with speaking("en"):
            assert _("Map") == "Map"
        assert _("Map") == "Карта"
    assert heard == ["en Map"]
    assert (language(), _("Map"), is_speaking()) == ("en", "Map", False)


def test_an_error_ends_it_and_nothing_chosen_changes_nothing() -> None:
    set_language("ru")
    with pytest.raises(ValueError, match="broken"), speaking("en"):
        raise ValueError("broken")
    assert language() == "ru"
    with speaking(None):
        assert (language(), is_speaking()) == ("ru", False)
