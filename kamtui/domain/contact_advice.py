"""What lacks on a contact map, as tasks proposed: whom to call, whom to meet, whom to win for a role.

Rules: section "Contact map" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kamtui.domain.contact_cover import silence_words, uncovered
from kamtui.domain.contacts import Contact, LevelCover, at_company, coverage, is_active, is_key_player, missing_roles
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import Attitude, ContactStatus, Function, Role, Strength
from kamtui.i18n import _


class Proposal(NamedTuple):
    """A task that would close a gap of the map; `title` and `reason` are translated.

    `kind` is meet_level, wake, role, key_player, category or target; `key` names the proposal, like `role:sponsor`.
    `contact_id` is whom it is about, `category` the name of a category.
    """

    key: str
    title: str
    reason: str
    kind: str
    level: int | None = None
    function: Function | None = None
    role: Role | None = None
    contact_id: str | None = None
    category: str = ""


class Bought(NamedTuple):
    """A category that the account buys and no contact owns.

    `known_by` says from what: "orders" of the last 12 months, "wallet" where an estimate says so, "white" where it says
    that all of it comes from others.
    """

    id: str
    name: str
    known_by: str = "orders"


# What is shown at once: few enough to be read, and some of every kind.
MOST, MOST_OF_A_KIND = 8, 2
# Levels where knowing nobody is a gap, although the level is not in use.
_ALWAYS_WANTED = (5, 4)
# Where to look on a level when the map itself gives no hint.
_USUAL = {
    5: (Function.MANAGEMENT,),
    4: (Function.FINANCE, Function.PROCUREMENT, Function.PRODUCTION, Function.TECHNICAL),
    3: (Function.PROCUREMENT, Function.TECHNICAL, Function.QUALITY, Function.PRODUCTION),
    2: (Function.PROCUREMENT, Function.TECHNICAL, Function.QUALITY, Function.LOGISTICS),
}


def advice(
    contacts: Sequence[Contact],
    settings: MethodSettings,
    today: date,
    *,
    bought: Sequence[Bought] = (),
    origins: Collection[str] = (),
    planned: Collection[str] = (),
    waved: Collection[str] = (),
) -> tuple[Proposal, ...]:
    """A proposal for every gap of the map, the most valuable first.

    Left out is what somebody works at: `origins` are keys that open tasks were made from, `planned` ids of contacts
    whom an open task names. `waved` are keys the user does not want to see.
    """
    present = [contact for contact in contacts if contact.status is not ContactStatus.LEFT]
    cover = coverage(present, settings, today)
    found = [
        *_key_players(present, settings, today),
        *_levels(present, cover, settings, today, {*planned}, {*waved}),
        *_roles(present),
        *_targets(present),
        *_categories(bought),
        *(_meet(level, present, settings, today) for level in _ALWAYS_WANTED if _unknown(cover[level])),
    ]
    hidden = {*origins, *waved}
    busy = {f"{kind}:{key}" for key in planned for kind in ("wake", "key_player", "target")}
    return tuple(p for p in found if p.key not in hidden and p.key not in busy)


def foremost(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The MOST to be shown, in the same order: MOST_OF_A_KIND of each kind, then whatever there is room for."""
    first = [p for n, p in enumerate(proposals) if sum(o.kind == p.kind for o in proposals[:n]) < MOST_OF_A_KIND]
    rest = [p for p in proposals if p not in first]
    shown = [*first, *rest][:MOST]
    return tuple(p for p in proposals if p in shown)


def target_key(contact_id: str) -> str:
    """The key of "meet this one"."""
    return f"target:{contact_id}"


def target_title(contact: Contact) -> str:
    """What to do about a target contact; of somebody to meet the position is the name."""
    return _("Meet {name}").format(name=(contact.placeholder and contact.position) or contact.name)


def _unknown(cover: LevelCover) -> bool:
    return cover.wanted > 0 and not cover.in_use


def _key_players(contacts: Sequence[Contact], settings: MethodSettings, today: date) -> Iterator[Proposal]:
    for contact, reason in uncovered(contacts, settings, today):
        quiet = not is_active(contact, settings, today)
        title = _("Call {name}") if quiet else _("Deepen the relationship with {name}")
        reason = _("key player without cover: {reason}").format(reason=reason)
        yield _about(contact, "key_player", title, reason)


def _about(contact: Contact, kind: str, title: str, reason: str) -> Proposal:
    return Proposal(
        key=f"{kind}:{contact.id}",
        title=title.format(name=contact.name),
        reason=reason,
        kind=kind,
        level=contact.level,
        function=contact.function,
        contact_id=contact.id,
    )


def _levels(
    contacts: Sequence[Contact],
    cover: dict[int, LevelCover],
    settings: MethodSettings,
    today: date,
    planned: set[str],
    waved: set[str],
) -> Iterator[Proposal]:
    """For every active contact that lacks on a level in use: wake one known there, else meet another."""
    for level, have in cover.items():
        lacking = have.wanted - have.active
        if lacking <= 0 or not have.in_use:
            continue
        need = _("level {level}: {active} of {wanted} active").format(
            level=level, active=have.active, wanted=have.wanted
        )
        asleep = [
            contact
            for contact in contacts
            if contact.level == level and at_company(contact) and not is_active(contact, settings, today)
        ]
        for contact in sorted(asleep, key=_worth_waking):
            if f"wake:{contact.id}" in waved or f"key_player:{contact.id}" in waved:
                continue
            if lacking > 0 and not is_key_player(contact) and contact.id not in planned:
                yield _about(contact, "wake", _("Call {name}"), f"{need}; {silence_words(contact, settings, today)}")
            lacking -= 1
        # Whoever is to be met there already will cover the level.
        if lacking > have.placeholders:
            yield _meet(level, contacts, settings, today)._replace(reason=need)


def _worth_waking(contact: Contact) -> tuple[bool, bool, Strength | int, int, str]:
    days = contact.last_touch.toordinal() if contact.last_touch else 0
    return not is_key_player(contact), not contact.roles, -contact.strength, -days, contact.name


def _meet(level: int, contacts: Sequence[Contact], settings: MethodSettings, today: date) -> Proposal:
    from kamtui.labels import label

    function = _blind_function(level, contacts, settings, today)
    return Proposal(
        key=f"meet_level:{level}",
        title=_("Meet somebody in {function} on level {level}").format(function=label(function), level=level),
        reason=_("nobody is known on level {level}").format(level=level),
        kind="meet_level",
        level=level,
        function=function,
    )


def _blind_function(level: int, contacts: Sequence[Contact], settings: MethodSettings, today: date) -> Function:
    """Where to look on a level: a function with most people but nobody on it, else a usual one without anybody.

    The one function on which the whole relation hangs is passed over.
    """
    if level == 5:
        return Function.MANAGEMENT
    there = {contact.function for contact in contacts if contact.level == level}
    active = {contact.function for contact in contacts if is_active(contact, settings, today)}
    passed = there | (active if len(active) == 1 else set()) | {Function.MANAGEMENT}
    used = [contact.function for contact in contacts if contact.function is not None]
    blind = [function for function in Function if function in used and function not in passed]
    if blind:
        return max(blind, key=used.count)
    usual = _USUAL.get(level, tuple(Function))
    return next((function for function in usual if function not in passed), usual[0])


def _roles(contacts: Sequence[Contact]) -> Iterator[Proposal]:
    """Wanted roles that nobody holds; on an empty map there is nobody yet to find them among."""
    people = [contact for contact in contacts if at_company(contact)]
    if not people:
        return
    expected = {role for contact in contacts if contact.placeholder for role in contact.roles}
    order = (Role.DECIDER, Role.SPONSOR, Role.CHAMPION)
    for role in sorted(missing_roles(contacts), key=order.index):
        if role in expected:
            continue
        best = max((c for c in people if _fits(role, c)), key=lambda c: _worth_winning(role, c), default=None)
        titles = {
            Role.DECIDER: (_("Find the decider"), _("Find the decider: {name}?")),
            Role.SPONSOR: (_("Find a sponsor"), _("Find a sponsor: {name}?")),
            Role.CHAMPION: (_("Find a champion"), _("Find a champion: {name}?")),
        }[role]
        yield Proposal(
            key=f"role:{role.value}",
            title=titles[best is not None].format(name=best.name if best else ""),
            reason=_("nobody holds this role"),
            kind="role",
            role=role,
            level=best.level if best else None,
            function=best.function if best else None,
            contact_id=best.id if best else None,
        )


def _fits(role: Role, contact: Contact) -> bool:
    """Whether somebody could hold a role that nobody holds."""
    if role is Role.DECIDER:
        return is_key_player(contact) or (contact.level or 0) >= 4
    if Role.BLOCKER in contact.roles:
        return False
    if role is Role.SPONSOR:
        return (contact.level or 0) >= 4 and contact.attitude >= Attitude.NEUTRAL
    return contact.attitude >= Attitude.SUPPORTER


def _worth_winning(role: Role, contact: Contact) -> tuple[int, ...]:
    level, key = contact.level or 0, int(is_key_player(contact))
    if role is Role.DECIDER:
        return level, key, contact.attitude
    if role is Role.SPONSOR:
        return contact.attitude, contact.strength, level, key
    return contact.attitude, contact.strength, key, level


def _targets(contacts: Sequence[Contact]) -> Iterator[Proposal]:
    for contact in sorted((c for c in contacts if c.placeholder), key=lambda c: (-(c.level or 0), c.name)):
        reason = _("to meet, and no task is open for it")
        yield _about(contact, "target", "", reason)._replace(key=target_key(contact.id), title=target_title(contact))


def _categories(bought: Sequence[Bought]) -> Iterator[Proposal]:
    reasons = {
        "orders": _("bought in the last 12 months, and nobody on the map buys it"),
        "wallet": _("in the client's wallet, and nobody on the map buys it"),
        "white": _("white spot: the client buys it, but not from us, and nobody on the map buys it"),
    }
    for category in bought:
        yield Proposal(
            key=f"category:{category.id}",
            title=_("Find who buys {category}").format(category=category.name),
            reason=reasons[category.known_by],
            kind="category",
            level=2,
            function=Function.PROCUREMENT,
            category=category.name,
        )
