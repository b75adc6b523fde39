"""Files written whole or not at all: whoever reads the path sees the old file until the new one is complete."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from kamtui.errors import Refused
from kamtui.i18n import _


def write(path: Path, content: str | bytes) -> Path:
    """Put `content` (text as UTF-8, line ends as they are) into the file at `path`, making or replacing it.

    Returns the path with `~` expanded. Raises Refused, which names the path, when the file cannot be written.
    """
    path = _expanded(path)
    data = content.encode() if isinstance(content, str) else content
    with replacing(path) as temporary:
        temporary.write_bytes(data)
    return path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file in the folder of `path` that takes its place when the block ends well, and goes when it does not.

    An existing file keeps its mode, a new one gets that of the umask; a link stays a link. Raises Refused, which names
    the path, when the file cannot be written.
    """
    path = _expanded(path)
    _check(path)
    target = Path(os.path.realpath(path))
    temporary = target.parent / f".kamtui-{token_hex(6)}{target.suffix}"
    try:
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        try:
            if target.exists():
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            yield temporary
            _to_disk(temporary)
            temporary.replace(target)
            with suppress(OSError):  # some file systems know no fsync of folders
                _to_disk(target.parent)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(_("cannot write {path}: {error}").format(path=path, error=_reason(error))) from error


def _expanded(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise Refused(_("there is no such home folder: {path}").format(path=path)) from error


def _check(path: Path) -> None:
    """Say beforehand, in words, what most often is wrong with a path."""
    try:
        if path.is_dir():
            raise Refused(_("it is a folder, name a file in it: {path}").format(path=path))
        if not path.parent.is_dir():
            raise Refused(_("there is no folder {folder}; make it first or name another").format(folder=path.parent))
        exists = path.exists()
        if exists and not path.is_file():
            raise Refused(_("it is no ordinary file, name another: {path}").format(path=path))
        if not os.access(path if exists else path.parent, os.W_OK):
            raise Refused(_("you have no right to write there: {path}").format(path=path))
    except (OSError, ValueError) as error:  # a name too long, a NUL in it
        raise Refused(_("cannot write {path}: {error}").format(path=path, error=_reason(error))) from error


def _reason(error: OSError | ValueError) -> str:
    """Why, and the way out where there is one; what is rare, as the system says it."""
    code = error.errno if isinstance(error, OSError) else None
    if code in (errno.ENOSPC, errno.EDQUOT):
        return _("the disk is full; make room or name another folder")
    if code == errno.EROFS:
        return _("nothing can be written on this disk; name another folder")
    if code in (errno.EACCES, errno.EPERM):
        return _("you have no right to write there; name another folder")
    return str(getattr(error, "strerror", None) or error)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
