"""What the data say to each block of a plan, beside what the KAM writes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kamtui.domain.contacts import Contact, is_key_player
from kamtui.domain.money import format_amount, format_share
from kamtui.domain.progress import ProgressItem
from kamtui.domain.quarters import year_quarters
from kamtui.domain.today import ago_words, day_words
from kamtui.domain.words import ContactStatus, ProgressStatus
from kamtui.i18n import _, language, ngettext
from kamtui.labels import label
from kamtui.ui.glyphs import G, attitude_glyph
from kamtui.ui.paint import spark
from kamtui.ui.screens.account_parts import freshness

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

Fact = tuple[str, str, str]  # label, text, style
NAMED = 5  # people told by name, the others as a number
PLAYERS = 8  # key players that have a line of their own


def block_facts(workspace: Workspace, account_id: str, number: int, year: int, roomy: bool = False) -> list[Fact]:
    """Facts for block 1, 2 or 6: label, text, style. Empty where the data say nothing yet; the others draw theirs.

    `roomy`: there are lines for what is bought and worth, and for every key player.
    """
    if number == 1:
        return [*_profile(workspace, account_id), *(_state(workspace, account_id, year) if roomy else ())]
    if number == 2:
        return _map(workspace, account_id, roomy)
    return _targets(workspace, account_id, year) if number == 6 else []


def _profile(workspace: Workspace, account_id: str) -> list[Fact]:
    row = workspace.accounts.row(account_id)
    account, lang, currency = row.account, language(), workspace.method.currency
    facts: list[Fact] = []
    if account.category:
        facts.append((_("category"), f"{account.category.value} {label(account.category)}", "text"))
    where = ", ".join(part for part in (account.industry, account.region) if part)
    if where:
        facts.append((_("industry, region"), where, "text"))
    if account.units:
        facts.append((_("units"), ", ".join(unit.name for unit in account.units), "text"))
    if account.legal_entities:
        names = ", ".join(f"{e.name} ({e.inn})" if e.inn else e.name for e in account.legal_entities)
        facts.append((_("legal entities"), names, "text"))
    if row.revenue_12m is not None:
        margin = format_amount(row.margin_12m, lang, short=True)
        text = _("{revenue} {currency} in 12 months, margin {margin}").format(
            revenue=format_amount(row.revenue_12m, lang, short=True), currency=currency, margin=margin
        )
        facts.append((_("revenue"), text, "text"))
    if any(row.months):
        facts.append((_("by month"), _trend(workspace, account_id, [float(month) for month in row.months]), "text"))
    return facts


def _state(workspace: Workspace, account_id: str, year: int) -> list[Fact]:
    """The present state: what is bought this year, what the account is worth, when we spoke, what wants attention."""
    row, lang, currency = workspace.accounts.row(account_id), language(), workspace.method.currency
    facts: list[Fact] = []
    bought = workspace.sales.by_category([account_id], year)[account_id] or {}
    named = sorted(((amount, name) for name, amount in bought.items() if name and amount > 0), reverse=True)
    if named:
        words = [f"{name} {format_amount(amount, lang, short=True)}" for amount, name in named]
        facts.append((_("bought in {year}").format(year=year), _some(words, ", "), "text"))
    if row.ltv is not None:
        basis = _("by margin") if workspace.method.ltv_basis == "margin" else _("by revenue")
        facts.append((_("LTV"), f"{format_amount(row.ltv, lang, short=True)} {currency} {basis}", "text"))
    if row.wallet_share is not None:
        facts.append((_("wallet share"), format_share(row.wallet_share), "text"))
    if row.last_touch is not None:
        facts.append((_("last touch"), ago_words(row.last_touch, workspace.today_date), "text"))
    if row.next_step is not None:
        due = row.next_step.due
        when = f", {day_words(due, workspace.today_date)}" if due else ""
        facts.append((_("next step"), f"{row.next_step.title}{when}", "text"))
    if row.alerts:
        facts.append((_("attention"), "; ".join(alert.text for alert in row.alerts), "warn"))
    return facts


def _trend(workspace: Workspace, account_id: str, months: list[float]) -> str:
    """A sparkline of 12 months, and the last 3 of them against the same 3 a year ago."""
    figures, text = workspace.sales.of(account_id), spark(months)
    if figures.quarter is None or figures.quarter_year_ago is None:
        return text
    lang = language()
    now, before = (format_amount(each, lang, short=True) for each in (figures.quarter, figures.quarter_year_ago))
    sign = G.up if figures.quarter > figures.quarter_year_ago else G.down
    if figures.quarter == figures.quarter_year_ago:
        sign = G.right
    return f"{text}  " + _("last 3 months {now}, a year ago {before} {sign}").format(now=now, before=before, sign=sign)


def _map(workspace: Workspace, account_id: str, roomy: bool) -> list[Fact]:
    found = workspace.contacts.map(account_id)
    people = [c for c in found.contacts if c.status is not ContactStatus.LEFT]
    known = [c for c in people if not c.placeholder]
    facts: list[Fact] = [
        (
            _("people"),
            _("{known} known, {wanted} to meet").format(known=len(known), wanted=len(people) - len(known)),
            "text",
        ),
        (_("map quality"), _("{quality} of 3").format(quality=found.quality.value or 0), "text"),
    ]
    key = [c for c in known if is_key_player(c)]
    if roomy:
        levels = {level: cover for level, cover in found.coverage.items() if cover.in_use and cover.wanted}
        words = [f"{level}: {cover.active}/{cover.wanted}" for level, cover in sorted(levels.items(), reverse=True)]
        if words:
            lacking = any(cover.active < cover.wanted for cover in levels.values())
            facts.append((_("active by level"), "  ".join(words), "warn" if lacking else "text"))
        facts += [
            (_("key players") if place == 0 else "", _player_words(workspace, one), "text")
            for place, one in enumerate(key[:PLAYERS])
        ]
        if len(key) > PLAYERS:
            rest = len(key) - PLAYERS
            facts.append(("", ngettext("and {n} more", "and {n} more", rest).format(n=rest), "muted"))
    elif key:
        facts.append((_("key players"), _some([c.name for c in key], ", "), "text"))
    if found.missing_roles:
        facts.append((_("missing"), ", ".join(label(role) for role in found.missing_roles), "warn"))
    if found.single_thread:
        facts.append((_("risk"), "; ".join(found.single_thread), "warn"))
    return facts


def _player_words(workspace: Workspace, one: Contact) -> str:
    """A key player: attitude, who, how close now and as wanted, when we last spoke."""
    close = label(one.strength)
    if one.target_strength is not None and one.target_strength > one.strength:
        close += f" {G.right} {label(one.target_strength)}"
    spoken = freshness(one, workspace.method, workspace.today_date)[0]
    return f"{attitude_glyph(one.attitude)} " + ", ".join((_target_words(one), close, spoken))


def _targets(workspace: Workspace, account_id: str, year: int) -> list[Fact]:
    """Whom to meet, whose relationship shall be stronger, which progressions are planned for which quarter."""
    facts: list[Fact] = []
    people = workspace.contacts.of(account_id, left=False)
    targets = [_target_words(c) for c in people if c.placeholder]
    if targets:
        facts.append((_("to meet"), _some(targets, ", "), "text"))
    stronger = [
        f"{c.name}: {label(c.strength)} {G.right} {label(c.target_strength)}"
        for c in sorted(people, key=lambda c: not is_key_player(c))
        if not c.placeholder and c.target_strength is not None and c.target_strength > c.strength
    ]
    if stronger:
        facts.append((_("to strengthen"), _some(stronger, "; "), "text"))
    checklist = workspace.progress.of(account_id)
    facts.append((_("progress"), format_share(checklist.share.value), "text"))
    for quarter in year_quarters(year):
        planned = [item for item in checklist.items if item.state.planned_quarter == quarter]
        if planned:
            done = sum(item.status is ProgressStatus.DONE for item in planned)
            name = _("Q{number}: {done} of {planned}").format(number=quarter.number, done=done, planned=len(planned))
            past = quarter < workspace.quarter
            late = past and done < len(planned)
            facts.append((name, _planned_words(planned, past), "warn" if late else "muted" if past else "text"))
    return facts


def _planned_words(planned: Sequence[ProgressItem], past: bool) -> str:
    """What is still to gain, in full, before what is gained; of a quarter that has ended that by its code alone."""
    gained = [item for item in planned if item.status is ProgressStatus.DONE]
    words = [_item_words(item) for item in planned if item not in gained]
    if past and gained:
        return "; ".join([*words, f"{G.done} " + ", ".join(item.progression.code for item in gained)])
    return "; ".join([*words, *map(_item_words, gained)])


def _some(texts: Sequence[str], between: str) -> str:
    """The first of the texts, and how many more there are."""
    rest = len(texts) - NAMED
    if rest <= 1:  # "and 1 more" is no shorter than the one
        return between.join(texts)
    return between.join(texts[:NAMED]) + " " + ngettext("and {n} more", "and {n} more", rest).format(n=rest)


def _target_words(contact: Contact) -> str:
    named = not contact.position or contact.name.casefold().startswith(contact.position.casefold())
    return contact.name if named else f"{contact.name} ({contact.position})"


def _item_words(item: ProgressItem) -> str:
    sign = {
        ProgressStatus.DONE: G.done,
        ProgressStatus.IN_PROGRESS: G.half,
        ProgressStatus.NOT_APPLICABLE: G.off,
    }.get(item.status, G.open)
    return f"{sign} {item.progression.code} {item.progression.title}"
