"""What the data say to each block of a plan, beside what the KAM writes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kamtui.domain.contacts import Contact, is_key_player
from kamtui.domain.money import format_amount, format_share
from kamtui.domain.progress import ProgressItem
from kamtui.domain.quarters import year_quarters
from kamtui.domain.words import ContactStatus, ProgressStatus
from kamtui.i18n import _, language, ngettext
from kamtui.labels import label
from kamtui.ui.glyphs import G
from kamtui.ui.paint import spark

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

Fact = tuple[str, str, str]  # label, text, style
NAMED = 5  # people told by name, the others as a number


def block_facts(workspace: Workspace, account_id: str, number: int, year: int) -> list[Fact]:
    """Facts for block 1, 2 or 6: label, text, style. Empty where the data say nothing yet; the others draw theirs."""
    if number == 1:
        return _profile(workspace, account_id)
    if number == 2:
        return _map(workspace, account_id)
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


def _trend(workspace: Workspace, account_id: str, months: list[float]) -> str:
    """A sparkline of 12 months, and this quarter so far against the same one a year ago."""
    figures, text = workspace.sales.of(account_id), spark(months)
    if figures.quarter is None or figures.quarter_year_ago is None:
        return text
    lang = language()
    now, before = (format_amount(each, lang, short=True) for each in (figures.quarter, figures.quarter_year_ago))
    sign = G.up if figures.quarter > figures.quarter_year_ago else G.down
    if figures.quarter == figures.quarter_year_ago:
        sign = G.right
    return f"{text}  " + _("this quarter {now}, a year ago {before} {sign}").format(now=now, before=before, sign=sign)


def _map(workspace: Workspace, account_id: str) -> list[Fact]:
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
    key = [c.name for c in known if is_key_player(c)]
    if key:
        facts.append((_("key players"), _some(key, ", "), "text"))
    if found.missing_roles:
        facts.append((_("missing"), ", ".join(label(role) for role in found.missing_roles), "warn"))
    if found.single_thread:
        facts.append((_("risk"), "; ".join(found.single_thread), "warn"))
    return facts


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
            late = quarter < workspace.quarter and done < len(planned)
            facts.append((name, ", ".join(map(_item_words, planned)), "warn" if late else "text"))
    return facts


def _some(texts: Sequence[str], between: str) -> str:
    """The first of the texts, and how many more there are."""
    rest = len(texts) - NAMED
    if rest <= 1:  # "and 1 more" is no shorter than the one
        return between.join(texts)
    return between.join(texts[:NAMED]) + " " + ngettext("and {n} more", "and {n} more", rest).format(n=rest)


def _target_words(contact: Contact) -> str:
    return f"{contact.name} ({contact.position})" if contact.position else contact.name


def _item_words(item: ProgressItem) -> str:
    sign = {
        ProgressStatus.DONE: G.done,
        ProgressStatus.IN_PROGRESS: G.half,
        ProgressStatus.NOT_APPLICABLE: G.off,
    }.get(item.status, G.open)
    return f"{sign} {item.progression.code} {item.progression.title}"
