"""Find anything: accounts, people and all that was written about them, by words, their forms and slips of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kamtui import paths
from kamtui.domain.search import (
    NAMES,
    Hit,
    Kind,
    Marks,
    Term,
    Tier,
    alike,
    excerpt,
    farness,
    marks,
    naming,
    number_of,
    order,
    other_layout,
    plain,
    share_out,
    stem,
    terms_of,
    tier,
)
from kamtui.domain.search_words import field_words, kind_words
from kamtui.domain.words import TouchKind
from kamtui.i18n import _, language
from kamtui.labels import label

if TYPE_CHECKING:
    from kamtui.db.search import Found, SearchIndex
    from kamtui.workspace import Workspace

LIMIT = 50
OF_A_KIND = 40  # of the newest records of a kind that answer a query, the best are shown
ENOUGH = 8  # answers, after which nobody looks within words
TITLE_ROOM, SNIPPET_ROOM = 80, 160

# Fields that the title is made of; of other kinds that is the title.
_IN_TITLE = {
    Kind.ACCOUNT: ("name",),
    Kind.CONTACT: ("name",),
    Kind.TOUCH: ("people", "sort"),
    Kind.PROGRESSION: ("code", "title_en", "title_ru"),
    Kind.WALLET: ("supplier", "category"),
    Kind.CONTRACT: ("title", "number"),
}

Forms = tuple[str, ...]
Answer = dict[int, Tier]  # by the key of the record


class Narrowed(NamedTuple):
    """Words of a query that are left, to be looked for in records of these accounts and kinds; none of them: of any."""

    terms: tuple[Term, ...]
    accounts: Sequence[str]
    kinds: Sequence[Kind]


class Search:
    """The search of a workspace. Any thread may ask."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._index: SearchIndex | None = None
        self._names: SearchIndex | None = None

    @property
    def index(self) -> SearchIndex:
        """The index of everything; of the demo in memory, for nothing of it should stay."""
        if self._index is None:
            from kamtui.db.search import SearchIndex
            from kamtui.workspace.demo import is_demo

            path = self._workspace.path
            self._index = SearchIndex(path, None if is_demo(path) else paths.search_index(path))
        return self._index

    def prepare(self) -> None:
        """Make the index, or bring it up to date: seconds for a large workspace seen for the first time."""
        self.index.refresh()

    def find(self, text: str, limit: int = LIMIT) -> tuple[Hit, ...]:
        """What answers `text`, best first, of every kind its share; nothing for a text without letters and digits."""
        self.prepare()
        return self._find(self.index, text, limit)

    def find_names(self, text: str, limit: int = LIMIT) -> tuple[Hit, ...]:
        """The accounts and people among the answers, at once: no large index is waited for."""
        if self._names is None:
            from kamtui.db.search import SearchIndex

            self._names = SearchIndex(self._workspace.path, None, NAMES)
        self._names.refresh()
        return self._find(self._names, text, limit)

    def close(self) -> None:
        """Close the indexes."""
        for index in (self._index, self._names):
            if index is not None:
                index.close()

    def _find(self, index: SearchIndex, text: str, limit: int) -> tuple[Hit, ...]:
        number = number_of(text)
        terms = tuple(map(_of_touches, terms_of(text)))
        if number:
            one = (Term(number[0], number),)
            answer = _answer(index, text, one, limit)
            if answer or len(terms) < 2:
                return self._hits(index, answer, one, (), limit)
        similar: list[Forms] = []
        far: dict[int, int] = {}
        answer = _answer(index, text, terms, limit, self._narrowed(terms))
        if not answer:
            similar = [_similar(index, term.word) for term in terms]
            wider = [[*term.stems, *forms] for term, forms in zip(terms, similar, strict=True)]
            near = index.matching(wider, OF_A_KIND)
            answer = {key: Tier.LIKE for key, _head in near}
            far = {key: farness(head, terms) for key, head in near}
        if not answer and (other := terms_of(other_layout(text))) and other != terms:
            terms = other
            answer = _answer(index, other_layout(text), terms, limit, self._narrowed(terms))
        return self._hits(index, answer, terms, tuple(form for forms in similar for form in forms), limit, far)

    def _narrowed(self, terms: Sequence[Term]) -> list[Narrowed]:
        """What is left of a query whose words say of which account (`nord packaging`) or what (`tender Lipetsk`)."""
        if len(terms) < 2:
            return []
        named = [(key, naming(terms, f"{code} {name}")) for code, name, key in self._workspace.accounts.refs()]
        most = max((len(said) for _key, said in named), default=0)
        accounts = [key for key, said in named if most and len(said) == most]
        of_account = frozenset().union(*(said for key, said in named if key in accounts))
        narrowed: list[Narrowed] = []
        if accounts and len(of_account) < len(terms):
            narrowed.append(Narrowed(tuple(term for term in terms if term not in of_account), accounts, []))
        for kind in Kind:
            said = naming(terms, kind_words(kind)) - of_account
            if said:
                rest = tuple(term for term in terms if term not in of_account | said)
                narrowed.append(Narrowed(rest, accounts, [kind]))
        return narrowed

    def _hits(
        self,
        index: SearchIndex,
        answer: Answer,
        terms: Sequence[Term],
        similar: Forms,
        limit: int,
        far: Mapping[int, int] = {},
    ) -> tuple[Hit, ...]:
        from kamtui.db.search import kind_of

        ranked = sorted(answer, key=lambda key: order(kind_of(key), answer[key], key, far.get(key, 0)))
        keys = [ranked[place] for place in share_out([kind_of(key) for key in ranked], limit)]
        records = index.records(keys)
        codes = {key: (code, name) for code, name, key in self._workspace.accounts.refs()}
        return tuple(_hit(answer[key], records[key], terms, similar, codes) for key in keys if key in records)


def _answer(
    index: SearchIndex, text: str, terms: Sequence[Term], limit: int, narrowed: Sequence[Narrowed] = ()
) -> Answer:
    """Stage by stage, until there is enough: words as typed, their other forms, those of an account or of a kind that
    other words name, within words."""
    from kamtui.db.search import kind_of

    query = plain(text).strip()
    answer: Answer = {}

    def look(stage: Tier, words: Sequence[Sequence[str]]) -> None:
        for key, head in index.matching(words, OF_A_KIND):
            if key not in answer:
                answer[key] = tier(kind_of(key), head, query, terms, stage)

    look(Tier.WORDS, [[term.word] for term in terms])
    if len(answer) < limit:
        look(Tier.FORM, [term.stems for term in terms])
    for rest, accounts, kinds in narrowed if len(answer) < ENOUGH else ():
        for key, _head in index.matching([term.stems for term in rest], OF_A_KIND, (accounts, kinds)):
            answer.setdefault(key, Tier.FORM)
    if len(answer) < ENOUGH:
        look(Tier.INSIDE, [[*term.stems, *index.containing(term.word)] for term in terms])
    return answer


def _of_touches(term: Term) -> Term:
    """A word for a kind of touch (`звонок`) as one that is also found by the kind, which touches are kept with."""
    kinds = (kind.value for kind in TouchKind if naming((term,), label(kind)))
    return term._replace(stems=(*term.stems, *kinds))


def _similar(index: SearchIndex, word: str) -> Forms:
    near = alike(word, index.near(word))
    forms = (form for one in near for form in (one, stem(one)) if len(form) >= len(word) - 2)
    return tuple(dict.fromkeys(forms))


def _hit(found: Tier, one: Found, terms: Sequence[Term], similar: Forms, codes: dict[str, tuple[str, str]]) -> Hit:
    code, name = codes.get(one.account_id or "", ("", ""))
    forms = tuple(form for term in terms for form in (term.word, *term.stems)) + similar
    inside = found is Tier.INSIDE

    def marked(text: str) -> Marks:
        return marks(text, forms, inside)

    fields = dict(one.fields)
    title = _title(one, fields)
    in_title = marked(title)
    quoted = [
        (field, text, marked(text))
        for field, text in one.fields
        if text != title and field not in _IN_TITLE.get(one.kind, ("title",))
    ]
    best = max(quoted, key=lambda part: _count(part[1], part[2], terms, inside), default=("", "", ()))
    if _count(title, in_title, terms, inside) == len(terms):  # it needs no reason: say what it is
        best = next(iter(quoted), best)
    snippet, snippet_marks = excerpt(best[1], best[2], SNIPPET_ROOM)
    title, title_marks = excerpt(title, in_title, TITLE_ROOM)
    return Hit(
        kind=one.kind,
        account_id=one.account_id,
        account_code=code,
        account_name=name,
        title=title,
        title_marks=title_marks,
        snippet=snippet,
        marks=snippet_marks,
        where=field_words(best[0]),
        on=date.fromisoformat(one.day) if one.day else None,
        ref={"id": one.row_id, **one.ref},
    )


def _count(text: str, places: Marks, terms: Sequence[Term], inside: bool) -> int:
    """How many words of the query a text answers; one that was guessed counts too."""
    words = [text[start:end] for start, end in places]
    exact = sum(any(marks(word, (term.word, *term.stems), inside) for word in words) for term in terms)
    return exact or bool(words)


def _title(one: Found, fields: dict[str, str]) -> str:
    """What a record is called in a list."""
    match one.kind:
        case Kind.CONTACT | Kind.ACCOUNT:
            return fields["name"]
        case Kind.TOUCH:
            people = fields.get("people", "")
            kind = label(TouchKind(one.ref["sort"]))
            return f"{kind}, {people}" if people else kind
        case Kind.PLAN:
            from kamtui.domain.plans import block_titles

            number = one.ref["number"]
            return f"{one.ref['year']}, {number} {block_titles()[number]}"
        case Kind.REVIEW:
            return f"{one.ref['year']}-Q{one.ref['number']}"
        case Kind.PROGRESSION:
            return f"{fields['code']} {fields['title_ru' if language() == 'ru' else 'title_en']}"
        case Kind.WALLET:
            parts = (fields.get("supplier"), fields.get("category") or _("all categories"))
            return f"{one.ref['year']}, " + ", ".join(part for part in parts if part)
        case Kind.CONTRACT:
            return " ".join(part for part in (fields["title"], fields.get("number")) if part)
        case Kind.PROMISE | Kind.NOTE | Kind.FINDING:
            return fields["text"].split("\n")[0]
        case _:
            return fields["title"]
