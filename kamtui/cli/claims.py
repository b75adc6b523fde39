"""What the commands of escalations, tenders and contracts share: lists, one found by its title, its facts in lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from kamtui.cli import options, output
from kamtui.cli.output import Column
from kamtui.cli.session import Run
from kamtui.errors import NotFound
from kamtui.i18n import _


class Claim(Protocol):
    """What is listed, found and deleted."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def account_name(self) -> str: ...


T = TypeVar("T", bound=Claim)


def of(feature: Any, run: Run, account: str | None) -> list[Any]:
    """Those of an account; without one, the open ones of all."""
    found: list[Any] = feature.all(open_only=True) if account is None else feature.of(run.account(account).id)
    return found


def known(feature: Any, account_id: str, title: str, *, needed: bool) -> Any:
    """The one that a title means; None when there is none and a new one may be made. Raises NotFound, Ambiguous."""
    try:
        return feature.find(account_id, title)
    except NotFound:
        if needed:
            raise
        return None


def kept(
    feature: Any, account_id: str, title: str, fields: Mapping[str, Any], *, rename: str | None, remove: bool
) -> tuple[Any, str]:
    """The one that a title means added, changed or deleted, and what was done, in words; empty: nothing was."""
    changes = given({**fields, "title": rename})
    one = known(feature, account_id, title, needed=remove or rename is not None)
    if one is None:
        one, said = feature.add(account_id, **{"title": title, **changes}), _("added {name}")
    elif remove:
        feature.remove(one.id, one.version)
        said = _("deleted {name}")
    elif changes:
        one, said = feature.change(one.id, one.version, **changes), _("changed {name}")
    else:
        return one, ""
    return one, said.format(name=one.title)


def given(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that were given."""
    return {name: value for name, value in fields.items() if value is not None}


def days(run: Run, texts: Mapping[str, str | None], *, past: str) -> dict[str, Any]:
    """Days of options that were given, None for an empty one; that of the field `past` is the nearest not to come."""
    return {
        field: options.day(text, field, run.today, past=field == past) if text.strip() else None
        for field, text in texts.items()
        if text is not None
    }


def table(
    found: Sequence[T], columns: Iterable[Column], cells: Callable[[T], Sequence[str]], *, everywhere: bool, none: str
) -> str:
    """A line each: short id, account where they are of all, title, and what `cells` says under `columns`."""
    from kamtui.workspace.tasks import short_id

    if not found:
        return none
    heads = [Column(_("Id")), Column(_("Title"), least=16), *columns]
    rows = [[short_id(one.id), one.title, *cells(one)] for one in found]
    if everywhere:
        heads.insert(1, Column(_("Account"), least=10))
        for one, row in zip(found, rows, strict=True):
            row.insert(1, one.account_name)
    return output.table(heads, rows)


def whole(title: str, facts: Iterable[tuple[str, str]]) -> str:
    """One with all that is known of it."""
    return "\n".join([title, *(output.paragraph(f"{name}: {text}", indent=2) for name, text in facts if text)])
