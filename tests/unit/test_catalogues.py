"""Every text of the program is in both catalogues, Russian is complete, and the compiled files are fresh."""

from __future__ import annotations

import pytest

from scripts.catalogues import LANGUAGES, faults, texts_of_program


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_no_fault(language: str) -> None:
    assert list(faults(language, texts_of_program())) == []
