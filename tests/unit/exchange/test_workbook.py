"""A spreadsheet that cannot be made says so."""

from __future__ import annotations

import io

import pytest
from lxml.etree import SerialisationError
from openpyxl import Workbook, load_workbook

from kamtui.errors import Refused
from kamtui.exchange.workbook import saved


class FullDisk(Workbook):
    """A book whose sheets find no room."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def save(self, filename: object) -> None:
        raise self._error


def test_a_book_is_the_bytes_of_a_file() -> None:
    book = Workbook()
    book.active.append(["Nord"])
    assert load_workbook(io.BytesIO(saved(book))).active["A1"].value == "Nord"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), SerialisationError("IO_EFBIG")])
def test_a_full_disk_is_refused_in_words(error: Exception) -> None:
    with pytest.raises(Refused, match="is the disk full"):
        saved(FullDisk(error))
