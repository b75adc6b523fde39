"""Every error that a user may see. Each says what, where and how to mend it; texts are translated when shown."""

from __future__ import annotations

from collections.abc import Sequence

from kamtui.i18n import _

_TOLD = 60  # characters of a value that a message repeats
_BLANKED = {**dict.fromkeys(range(32), " "), **dict.fromkeys(range(127, 160), " ")}


def told(value: object) -> str:
    """A value as a message repeats it: on one line, without control characters, and not whole when it is long."""
    text = str(value).translate(_BLANKED)
    return text if len(text) <= _TOLD else text[: _TOLD - 1] + "…"


class KamtuiError(Exception):
    """Base of all errors shown to a user as one message, never as a traceback."""


class Refused(KamtuiError):
    """The request is understood and refused; nothing was changed."""


class InvalidValue(Refused):
    """One value of one field cannot be taken.

    `field` is the snake_case name of the field, `value` what was given, `expected` what would do.
    """

    def __init__(self, field: str, value: object, expected: str = "", reason: str = "") -> None:
        self.field, self.value, self.expected, self.reason = field, value, expected, reason
        parts = [f"{field}: {reason or _('cannot read “{value}”').format(value=told(value))}"]
        if expected:
            parts.append(_("expected: {expected}").format(expected=expected))
        super().__init__("; ".join(parts))


class InvalidFields(Refused):
    """Several fields of one record cannot be taken; `errors` has one InvalidValue per field."""

    def __init__(self, errors: Sequence[InvalidValue]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in errors))


class NotFound(Refused):
    """Nothing matches what was asked for; `ref` is what a user wrote, or the id of a record that was there."""

    def __init__(self, what: str, ref: str, near: Sequence[str] = ()) -> None:
        self.what, self.ref, self.near = what, ref, tuple(near)
        text = _("no {what} matches “{ref}”").format(what=what, ref=told(ref))
        if len(ref) == 36 and ref.count("-") == 4 and " " not in ref:
            text = _("{what}: this record is not there any more, it was deleted or taken back").format(what=what)
        if near:
            text += "; " + _("nearest: {names}").format(names=", ".join(near))
        super().__init__(text)


class Ambiguous(Refused):
    """Several records match; `candidates` lists them as a user would write them."""

    def __init__(self, what: str, ref: str, candidates: Sequence[str]) -> None:
        self.what, self.ref, self.candidates = what, ref, tuple(candidates)
        super().__init__(
            _("“{ref}” matches several: {names}. Write more of the name, or the code.").format(
                ref=told(ref), names=", ".join(candidates)
            )
        )


class Conflict(Refused):
    """Another session changed the record since it was read; `who` did it, `current` is the value now."""

    def __init__(self, what: str, who: str, current: str = "") -> None:
        self.what, self.who, self.current = what, who, current
        text = _("{who} changed {what} meanwhile").format(who=who or _("another session"), what=what)
        if current:
            text += "; " + _("it is now: {current}").format(current=current)
        super().__init__(text)


class Busy(Refused):
    """Another session holds the write lock for longer than we wait."""


class DatabaseError(KamtuiError):
    """The database file cannot be used as it is; it was left untouched."""


class DatabaseMissing(DatabaseError):
    """There is no database at the path."""


class DatabaseNewer(DatabaseError):
    """The database was made by a newer kamtui."""
