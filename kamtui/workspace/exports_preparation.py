"""The page for a meeting as a document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kamtui.i18n import speaking
from kamtui.workspace.exports_paths import checked
from kamtui.workspace.exports_plan import PAPER_ENDINGS, PlanExports, check_kind, check_language, rendered

if TYPE_CHECKING:
    from kamtui.exchange.preparation_paper import Prepared


class PreparationExports(PlanExports):
    """The part of `workspace.exports` that writes pages for meetings."""

    def prepared(self, account_id: str, contact_ids: Sequence[str] = ()) -> Prepared:
        """The page of `workspace.preparation` as documents and screens want it. Raises NotFound."""
        from kamtui.exchange.preparation_paper import Prepared

        page = self._ws.preparation.page(account_id, contact_ids)
        owner = page.row.account.owner or ""
        return Prepared(page, self._ws.method, self._ws.today_date, self._names().get(owner, owner))

    def preparation(
        self, account_id: str, path: Path | str, contact_ids: Sequence[str] = (), *, language: str | None = None
    ) -> Path:
        """Write the page for a meeting to `path`, of PAPER_ENDINGS, whole or not at all; else as `plan`."""
        from kamtui.exchange.atomic import write
        from kamtui.exchange.preparation_paper import preparation_paper

        path, ending = checked(path, PAPER_ENDINGS)
        check_kind(ending, None, False)
        with speaking(check_language(language)):
            return write(path, rendered(preparation_paper(self.prepared(account_id, contact_ids)), ending))
