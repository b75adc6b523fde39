"""Accounts: all of them on one screen, with the figures that say where to look."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.domain.accounts import AccountRow
from kamtui.domain.explained import Explained, Part
from kamtui.domain.money import format_amount, format_share
from kamtui.domain.today import ago_words, day_words
from kamtui.domain.words import AlertKind
from kamtui.errors import NotFound
from kamtui.i18n import _, language, pgettext
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, bar, blank, paragraph, rule, spark
from kamtui.ui.screens.today_brief import brief_lines
from kamtui.ui.view import Subject, View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row

SEVERE = {AlertKind.OVERDUE, AlertKind.ESCALATION, AlertKind.FALLING_ORDERS, AlertKind.NO_TOUCH}
ORDER = ("name", "revenue", "spark", "ltv", "share", "wallet", "progress", "map", "touch", "next", "alerts")
LEAD = 4  # cells before the name: the category
LEAST_STEP = 18  # cells that the next step has at least
BRIEF_LINES = (8, 14)  # the least and the most that a brief below the list takes


class AccountsView(View):
    """Workspace 2."""

    CONTEXTS = ("accounts",)
    ENTITIES = frozenset(
        {
            "account",
            "contact",
            "task",
            "touch",
            "progress_state",
            "initiative",
            "opportunity",
            "progression",
            "order_line",
            "wallet_estimate",
            "plan_quarter",
            "setting",
        }
    )

    def compose(self) -> ComposeResult:
        """The list, and on a wide screen the brief of the selected account."""
        self._list: LineList[AccountRow] = LineList(
            self._draw, header=self._draw_header, empty=self._empty, id="accounts", classes="main"
        )
        self._shares: dict[str, float | None] = {}
        self._brief = Document(self._draw_brief, focusable=False, id="account-brief", classes="side")
        yield Container(self._list, VRule(classes="split wide-only"), self._brief, classes="columns")

    def on_resize(self) -> None:
        """Another place for the brief, and perhaps room for the wallet share."""
        self._place_brief()
        self.call_after_refresh(self._read_shares)

    def _place_brief(self) -> None:
        """The brief stands at the right of a wide screen, else below the list, if the accounts leave room."""
        wide = self.kam.width_class == "wide"
        free = self.size.height - len(self._list.rows) - 1
        self._brief.display = bool(self._list.rows) and (wide or free >= BRIEF_LINES[0])
        self._brief.styles.height = None if wide else min(free, BRIEF_LINES[1])

    def enter(self, **where: Any) -> None:
        """`account_id`: stand on it."""
        self._wanted = where.get("account_id")

    def reload(self) -> None:
        """Read the rows."""
        rows = self.workspace.accounts.rows()
        self._longest = max((cell_len(row.account.name) for row in rows), default=0)
        self._list.set_rows([Row(row.account.id, row) for row in rows], cursor=self._wanted)
        self._wanted = None
        self._place_brief()
        self._brief.redraw()
        self.call_after_refresh(self._read_shares)

    def _read_shares(self) -> None:
        """Shares of wallets may need many orders: they come after the frame, if there is room to show them."""
        if "wallet" not in dict(self._columns(self._list.size.width)):
            return
        shares = self.workspace.wallet.shares([row.id for row in self._list.rows])
        if shares != self._shares:
            self._shares = shares
            self._list.redraw()

    @on(LineList.Highlighted, "#accounts")
    def _moved(self) -> None:
        if self._brief.display:
            self._brief.redraw(to_top=True)

    def _columns(self, width: int) -> list[tuple[str, int]]:
        """Names and widths of the columns that fit, in order; name and next step share what the others leave."""
        fixed = {"revenue": 10, "progress": 10, "map": 6, "touch": 13, "alerts": cell_len(_("alerts")) + 1}
        if width >= 100:
            fixed |= {"spark": 13, "ltv": 9}
        if width >= 130:
            fixed |= {"share": 7, "progress": 12}
        free = width - LEAD - sum(fixed.values())
        steps = width >= 110
        # The wallet share comes where it cuts no name short.
        wallet, least = max(5, cell_len(pgettext("column", "wallet"))) + 1, LEAST_STEP if steps else 0
        if width >= 100 and free - wallet - least >= self._longest:
            fixed["wallet"], free = wallet, free - wallet
        name = min(max(14, self._longest + 1), free - least) if steps else free
        fixed |= {"name": name, **({"next": free - name} if steps else {})}
        return [(column, fixed[column]) for column in ORDER if column in fixed]

    def _draw_header(self, line: Line) -> None:
        titles = {
            "name": _("Account"),
            "revenue": _("12 months"),
            "spark": "",
            "ltv": _("LTV"),
            "share": _("share"),
            "wallet": pgettext("column", "wallet"),
            "progress": _("progress"),
            "map": _("map"),
            "touch": _("touch"),
            "next": _("next step"),
            "alerts": _("alerts"),
        }
        columns = self._columns(line.width)
        line.cell("", LEAD)
        for name, size in columns:
            right = name in ("revenue", "ltv", "share", "wallet", "touch")
            indent = {"map": 1, "alerts": 1, "progress": 1, "next": 2}.get(name, 0)
            line.space(indent)
            line.cell(titles[name], size - indent, "muted", "right" if right else "left")

    def _draw(self, row: Row[AccountRow], line: Line) -> None:
        view, account = row.item, row.item.account
        columns = self._columns(line.width)
        category = account.category or "·"
        line.space().cell(category, 3, "accent" if account.category in ("K", "A") else "muted")
        today = self.workspace.today_date
        for name, width in columns:
            if name == "name":
                line.cell(account.name, width, "strong" if line.selected else "text")
            elif name == "revenue":
                line.cell(format_amount(view.revenue_12m, language(), short=True), width, "text", "right")
            elif name == "spark":
                line.space().cell(spark([float(m) for m in view.months]), width - 1, "accent")
            elif name == "ltv":
                line.cell(format_amount(view.ltv, language(), short=True), width, "muted", "right")
            elif name == "share":
                line.cell(format_share(view.revenue_share), width, "muted", "right")
            elif name == "wallet":
                line.cell(format_share(self._shares.get(account.id)), width, "text", "right")
            elif name == "progress":
                self._draw_progress(line, view.progress, width)
            elif name == "map":
                line.space().add(G.full * view.map_quality, "good" if view.map_quality == 3 else "accent")
                line.cell(G.empty * (3 - view.map_quality), width - 1 - view.map_quality, "rule")
            elif name == "touch":
                words = ago_words(view.last_touch, today, short=True) if view.last_touch else "–"
                line.cell(words, width, "muted", "right")
            elif name == "next":
                self._draw_next(line, view, width)
            elif name == "alerts":
                severe = any(alert.kind in SEVERE for alert in view.alerts)
                mark = "!" * min(3, len(view.alerts)) if view.alerts else ""
                line.space().cell(mark, width - 1, "bad" if severe else "warn")

    @staticmethod
    def _draw_progress(line: Line, share: float | None, width: int) -> None:
        text = format_share(share)
        good = share is not None and share >= 0.7
        full, empty = bar(share, width - 7)
        line.space().cell(text, 5, "good" if good else "text", "right").space()
        line.add(full, "good" if good else "accent").add(empty, "rule")

    def _draw_next(self, line: Line, view: AccountRow, width: int) -> None:
        step = view.next_step
        line.space(2)
        if step is None:
            line.cell("–", width - 2, "faint")
            return
        today = self.workspace.today_date
        when = day_words(step.due, today, short=True) if step.due else ""
        late = step.due is not None and step.due < today
        when_width = Line(width).add(when).used
        line.cell(step.title, width - 3 - when_width).space().add(when, "bad" if late else "muted")

    def _empty(self, width: int) -> list[Strip]:
        text = _(
            "Here your 5–15 key accounts will stand, all on one screen: revenue, progress, the contact map, the next "
            "step. Press n to add one by hand, or leave and run `kamtui import accounts FILE` to bring them in from a "
            "spreadsheet."
        )
        return [blank(width), *paragraph(text, min(width - 2, 76), "muted", indent=1)]

    def _draw_brief(self, width: int) -> list[Strip]:
        row = self._list.item
        if row is None:
            return []
        try:
            brief = self.workspace.accounts.brief(row.account.id)
        except NotFound:  # deleted a moment ago; the list is about to follow
            return []
        if self.kam.width_class == "wide":
            return brief_lines(brief, width)
        return [rule(width), *brief_lines(brief, width, short=self._brief.size.height <= BRIEF_LINES[0])]

    # what is selected

    def subject(self) -> Subject | None:
        """The account."""
        row = self._list.item
        return Subject(row.account.id, title=row.account.name) if row else None

    def why(self) -> tuple[str, Explained[Any]] | None:
        """The figures of the line with their sources."""
        row = self._list.item
        if row is None:
            return None
        parts = [
            Part(
                _("revenue, last 12 months"), format_amount(row.revenue_12m, language()), self.workspace.method.currency
            ),
            Part(
                _("margin, last 12 months"), format_amount(row.margin_12m, language()), self.workspace.method.currency
            ),
            Part(_("share of revenue"), format_share(row.revenue_share), _("of all imported revenue")),
            Part(
                _("share of the wallet"),
                format_share(row.wallet_share),
                _("our part of what the client buys this year"),
            ),
            Part(
                _("LTV to date"),
                format_amount(row.ltv, language()),
                _("by margin") if self.workspace.method.ltv_basis == "margin" else _("by revenue"),
            ),
            Part(_("progress"), format_share(row.progress), _("weighted, of the chosen set")),
            Part(_("map quality"), row.map_quality, _("0 nobody … 3 a supportive key player")),
            *(Part("!", alert.text) for alert in row.alerts),
        ]
        return row.account.name, Explained(None, tuple(parts), "")

    def copy_text(self) -> str:
        """Code and name."""
        row = self._list.item
        return f"{row.account.code} {row.account.name}" if row else ""

    # actions

    @on(LineList.Selected, "#accounts")
    def _open(self, event: LineList.Selected) -> None:
        self.kam.show("account", account_id=event.row.id)

    def action_accounts_new(self) -> None:
        """New account."""
        from kamtui.ui.screens.account_form import account_form

        account_form(self.kam, then=lambda account: self.kam.show("accounts", account_id=account.id))

    def action_accounts_edit(self) -> None:
        """Edit the account."""
        from kamtui.ui.screens.account_form import account_form

        row = self._list.item
        if row is not None:
            account_form(self.kam, self.workspace.accounts.get(row.account.id))

    def action_accounts_delete(self) -> None:
        """Delete or archive."""
        row = self._list.item
        if row is None:
            return
        name = row.account.name

        def told(how: str) -> None:
            text = (
                _("archived: {name}, because it has orders — u brings it back")
                if how == "archived"
                else _("deleted: {name} with all that belongs to it — u brings it back")
            )
            self.kam.say(text.format(name=name))

        self.kam.write(lambda: self.workspace.accounts.remove(row.account.id, row.account.version), told, entities=None)
