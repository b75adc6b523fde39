"""A spreadsheet as the bytes of a file."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from kamtui.errors import Refused
from kamtui.i18n import _

if TYPE_CHECKING:
    from openpyxl import Workbook


def saved(book: Workbook) -> bytes:
    """The book as .xlsx. Raises Refused when the disk has no room for the sheets, which are written there first."""
    from lxml.etree import SerialisationError  # type: ignore[import-untyped]

    file = BytesIO()
    try:
        book.save(file)
    except (OSError, SerialisationError) as error:
        raise Refused(_("cannot make the spreadsheet: {error}; is the disk full?").format(error=error)) from error
    return file.getvalue()
