"""Forms and lines of the library of progressions: an item in both languages, the file to import or to write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kamtui.domain.progress import LibraryItem, Progression
from kamtui.domain.words import ProgressCategory
from kamtui.errors import InvalidValue
from kamtui.i18n import _, language, ngettext
from kamtui.labels import label
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.workspace.progress_library import is_computed

if TYPE_CHECKING:
    from kamtui.exchange.report import ImportResult
    from kamtui.workspace import Workspace

ENTITIES = frozenset({"progression", "progression_past", "progress_state", "progress_event"})
REPLACE = "--replace"


def item_form(workspace: Workspace, item: LibraryItem) -> FormDialog[Progression]:
    """The form of an item that is there; the rule of the computed one is left out."""
    progress = workspace.progress
    computed = is_computed(item)
    fields = _fields(item, rule=not computed, shared=item.account_id is None)
    note = _("What is done stays done; past quarters keep the weight of their time.")
    if computed:
        note = _("It is computed from the contact map: its group and expiry stay. ") + note
    return FormDialog(
        f"{item.code}  {title_of(item)}",
        fields,
        lambda values: progress.change_item(item.id, item.version, **values),
        overwrite=lambda values: progress.change_item(item.id, **values),
        draft=f"library:{item.id}",
        note=note,
        entities=ENTITIES,
    )


def new_form(workspace: Workspace, category: ProgressCategory) -> FormDialog[Progression]:
    """The form of a new item of the library."""
    blank = LibraryItem("", "", category, "", "", "", "", 3, False, None)
    fields = [
        Field("code", _("Code"), hint=_("empty: the next free one")),
        *_fields(blank, rule=True, shared=True),
    ]

    def save(values: dict[str, Any]) -> Progression:
        if not (values["title_en"] or values["title_ru"]):
            raise InvalidValue("title_ru" if language() == "ru" else "title_en", "", reason=_("is needed"))
        return workspace.progress.add_item(None, **{k: v for k, v in values.items() if v or k != "code"})

    return FormDialog(_("New item of the library"), fields, save, draft="library:new", entities=ENTITIES)


def _fields(item: LibraryItem, *, rule: bool, shared: bool) -> list[Field]:
    """Both languages side by side, then what counts. `rule`: group and expiry can be changed."""
    same = _("empty: as in the other language")
    proof = _("what proves it, in a few words")
    fields = [
        Field("title_en", _("Title, English"), value=item.title_en, hint=same),
        Field("title_ru", _("Title, Russian"), value=item.title_ru, hint=same),
        Field("evidence_en", _("Evidence, English"), value=item.evidence_en, hint=proof),
        Field("evidence_ru", _("Evidence, Russian"), value=item.evidence_ru, hint=proof),
        Field("weight", _("Weight"), value=str(item.weight), hint="1…5", preview=_weight_words),
    ]
    if rule:
        groups = tuple((value, label(value)) for value in ProgressCategory)
        fields.append(Field("category", _("Group"), "choice", item.category, groups))
    if shared:
        fields.append(Field("core", _("Core set"), "choice", item.core, ((True, _("yes")), (False, _("no")))))
    if rule:
        expiry = str(item.expires_months or "")
        fields.append(Field("expires_months", _("Expires after, months"), value=expiry, hint=_("empty: never")))
    return fields


def _weight_words(text: str) -> str:
    if text not in ("1", "2", "3", "4", "5"):
        raise InvalidValue("weight", text, expected="1…5")
    return _("{weight} of 5").format(weight=text)


def title_of(item: LibraryItem) -> str:
    """The title in the chosen language."""
    return item.title_ru if language() == "ru" else item.title_en


def export_line(workspace: Workspace) -> LineDialog[tuple[Path, int]]:
    """Ask where to, then write the library there."""
    from kamtui.exchange.progressions import ENDINGS

    hint = _("the ending says the format: {endings}").format(endings=" ".join(ENDINGS))

    def understand(text: str) -> str:
        path = Path(text)
        if path.suffix.lower() not in ENDINGS:
            raise InvalidValue("to", text, reason=hint)
        words = _("the library and the own items of accounts, both languages; it can be imported back")
        return words + "\n" + _("replaces the file that is there") if _exists(path) else words

    return LineDialog(
        _("Library of progressions to the file"),
        lambda text: workspace.exports.progressions(text),
        understand=understand,
        history="export",
        value=f"~/progressions-{workspace.today_date}.csv",
        hint=hint,
        draft="export:library",
        entities=(),
    )


def import_line(workspace: Workspace) -> LineDialog[ImportResult]:
    """Ask for a file, say what would come of it, then bring it in as one step."""
    hint = _("CSV or XLSX; `{option}` after the name retires what is not in the file").format(option=REPLACE)

    def understand(text: str) -> str:
        path, _replace = split(text)
        if not _exists(path) or path.is_dir():
            raise InvalidValue("file", text, reason=_("there is no such file"))
        return result_words(_run(workspace, text, dry_run=True))

    return LineDialog(
        _("Progressions from the file"),
        lambda text: _run(workspace, text),
        understand=understand,
        history="import",
        hint=hint,
        draft="import:library",
        entities=ENTITIES,
    )


def split(text: str) -> tuple[Path, bool]:
    """The path in an import line, and whether the file replaces the library."""
    name, option, rest = text.rpartition(REPLACE)
    replaces = bool(option) and not rest.strip()
    path = Path((name if replaces else text).strip().strip("\"'"))
    try:
        return path.expanduser(), replaces
    except RuntimeError as error:
        raise InvalidValue("file", text, reason=_("there is no such file")) from error


def _run(workspace: Workspace, text: str, *, dry_run: bool = False) -> ImportResult:
    from kamtui.exchange.report import ImportOptions

    path, replaces = split(text)
    return workspace.imports.run("progressions", path, ImportOptions(dry_run=dry_run, replace=replaces))


def result_words(result: ImportResult) -> str:
    """Counts in one line; after a line break the first reasons why rows are not taken."""
    counted: list[tuple[int, Callable[[int], str]]] = [
        (result.created, lambda n: ngettext("{n} new", "{n} new", n)),
        (result.updated, lambda n: ngettext("{n} changed", "{n} changed", n)),
        (result.unchanged, lambda n: ngettext("{n} unchanged", "{n} unchanged", n)),
        (result.retired or 0, lambda n: ngettext("{n} not in the file retired", "{n} not in the file retired", n)),
        (result.rejected, lambda n: ngettext("{n} row refused", "{n} rows refused", n)),
    ]
    text = ", ".join(words(count).format(n=count) for count, words in counted if count) or _("no rows")
    reasons: list[Any] = [
        _("line {line}, {column}: {reason}").format(line=one.line, column=one.column, reason=one.reason)
        for one in result.rejects[:3]
    ]
    if len(result.rejects) > len(reasons):
        more = len(result.rejects) - len(reasons)
        reasons.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return text + ("\n" + "; ".join(reasons) if reasons else "")


def _exists(path: Path) -> bool:
    try:
        return path.expanduser().exists()
    except (OSError, RuntimeError, ValueError):  # a name too long, no such home: opening will say what is wrong
        return False
