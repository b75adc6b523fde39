"""Finding by words: word forms, slips of the keyboard, numbers, excerpts."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain import search
from kamtui.domain.search import Kind, Term, Tier

WORDS = st.text(st.sampled_from("абвгдеёжзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz"), min_size=3, max_size=14)


def answers(query: str, *texts: str) -> bool:
    """Whether the texts have every word of the query, in any form."""
    body = search.searchable(texts)
    return all(any(f" {form}" in body for form in term.stems) for term in search.terms_of(query))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("упаковка", "Прислали образцы упаковок"),
        ("упаковок", "Новая упаковка для сыра"),
        ("бочка", "Двадцать бочек"),
        ("Соколова", "встреча с Соколовой"),
        ("соколовой", "А. Соколова"),
        ("Петров", "Позвонить Петрову"),
        ("Пётр", "Петру отправить"),
        ("отчет", "Отчёты за квартал"),
        ("отчёт", "отчета нет"),
        ("Павел", "обсудили с Павлом"),
        ("договоры", "Подписали договор"),
        ("companies", "the company"),
        ("meeting", "we have met; meetings go on"),
        ("dying", "to die"),
        ("die", "a dying market"),
        ("tests", "Tested on line 2"),
        ("NORD foods", "nord FOODS"),
        ("Тетра-Пак", "линия тетра пак"),
    ],
)
def test_a_word_is_found_in_its_other_forms(query: str, text: str) -> None:
    assert answers(query, text)


@pytest.mark.parametrize(
    ("query", "text"), [("договор", "разговоры"), ("film", "quality"), ("упаковка", "паковать"), ("Петру", "Петербург")]
)
def test_other_words_are_not_taken_for_forms(query: str, text: str) -> None:
    assert not answers(query, text)


@given(word=WORDS, before=WORDS, after=WORDS)
def test_any_word_is_found_by_itself_and_by_its_stem(word: str, before: str, after: str) -> None:
    text = f"{before}, {word.upper()}! {after}"
    assert answers(word, text)
    [folded] = search.words_of(word)
    assert answers(search.stem(folded), text)


@given(word=WORDS, cut=st.integers(2, 13))
def test_a_word_is_found_while_it_is_typed(word: str, cut: int) -> None:
    [folded] = search.words_of(word)
    typed = folded[: min(cut, len(folded))]
    assert f" {typed}" in search.searchable([f"x {word} y"])


@pytest.mark.parametrize(
    ("typed", "meant", "other"),
    [
        ("догаворы", "договоры", "доходы"),
        ("packging", "packaging", "parking"),
        ("Скоолова", "соколова", "смирнова"),
        ("презнтация", "презентация", "интеграция"),
        ("petorv", "petrov", "peter"),
    ],
)
def test_slips_of_the_keyboard(typed: str, meant: str, other: str) -> None:
    assert search.alike(search.words_of(typed)[0], [other, meant])[:1] == [meant]


@given(WORDS.filter(lambda word: len(word) >= 6), st.data())
def test_one_letter_less_is_no_other_word(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(2, len(word) - 1))
    assert word in search.alike(word[:place] + word[place + 1 :], [word])


@given(WORDS, WORDS)
def test_distance_is_a_distance(one: str, other: str) -> None:
    assert (search.distance(one, other, 20) == 0) == (one == other)
    assert search.distance(one, other, 20) == search.distance(other, one, 20)
    assert search.distance(one, other, 1) == min(2, search.distance(one, other, 20))


def test_numbers_are_found_however_they_are_written() -> None:
    body = search.searchable(["тел. +7 (916) 123-45-67"])
    for query in ("+7 916 123-45-67", "8 (916) 123 45 67", "9161234567", "8916123"):
        assert any(f" {form}" in body for form in search.number_of(query)), query
    assert search.number_of("call 9161234567") == ()
    assert search.number_of("12") == ()


def test_the_domain_of_an_address_is_within_a_word() -> None:
    body = search.searchable(["i.petrov@nordfoods.example"])
    assert " petrov" in body
    assert " nord" not in body
    assert "nordfoods" in body


def test_marks_stand_on_the_words_of_the_text() -> None:
    text = "Позвонил Петрову: УПАКОВКУ согласовали"
    found = search.marks(text, ("петров", "упаковк"))
    assert [text[start:end] for start, end in found] == ["Петров", "УПАКОВК"]
    assert search.marks("разговор", ("говор",)) == ()
    assert search.marks("разговор", ("говор",), inside=True) == ((3, 8),)


@given(st.text(), WORDS, st.text(), st.integers(20, 200))
def test_an_excerpt_shows_the_first_word_that_was_found(before: str, word: str, after: str, room: int) -> None:
    text = f"{before} {word} {after}"
    folded = search.words_of(word)[0]
    whole = search.marks(text, (folded,))
    snippet, marks = search.excerpt(text, whole, room)
    assert "\n" not in snippet
    assert len(snippet) <= room + 2
    assert marks
    for start, end in marks:
        assert 0 <= start < end <= len(snippet) or end - start > room // 2
    assert search.words_of(snippet[slice(*marks[0])])[0][:3] == search.words_of(text[slice(*whole[0])])[0][:3]


def test_names_come_before_texts_and_newer_before_older() -> None:
    terms = (Term("nord", ("nord",)),)
    head = search.plain("Nord Foods") + "\n" + search.plain("NORD")
    assert search.tier(Kind.ACCOUNT, head, "nord", terms, Tier.WORDS) is Tier.EXACT
    assert search.tier(Kind.ACCOUNT, search.plain("Nord Foods"), "nord", terms, Tier.WORDS) is Tier.START
    assert search.tier(Kind.CONTACT, search.plain("Ivan Nord"), "nord", terms, Tier.WORDS) is Tier.NAMED
    assert search.tier(Kind.TASK, search.plain("Nord first"), "nord", terms, Tier.WORDS) is Tier.NAMED
    assert search.tier(Kind.TOUCH, search.plain("Nord"), "nord", terms, Tier.WORDS) is Tier.NAMED
    assert search.tier(Kind.TOUCH, "", "nord", terms, Tier.WORDS) is Tier.WORDS
    hits = [
        (Kind.TOUCH, Tier.WORDS, 9),
        (Kind.TOUCH, Tier.WORDS, 8),
        (Kind.TASK, Tier.INSIDE, 7),
        (Kind.TASK, Tier.WORDS, 5),
        (Kind.CONTACT, Tier.FORM, 3),
        (Kind.CONTACT, Tier.EXACT, 1),
    ]
    ranked = sorted(hits, key=lambda hit: search.order(*hit))
    assert [hits.index(hit) for hit in ranked] == [5, 4, 3, 0, 1, 2]


@given(st.lists(st.sampled_from(list(Kind)), max_size=60), st.integers(0, 80))
def test_places_are_shared_fairly(kinds: list[Kind], limit: int) -> None:
    shown = search.share_out(kinds, limit)
    assert len(shown) == min(limit, len(kinds))
    assert shown == sorted(set(shown))
    counts = {kind: sum(kinds[place] is kind for place in shown) for kind in set(kinds)}
    most = max(counts.values(), default=0)
    assert all(count >= most - 1 or count == kinds.count(kind) for kind, count in counts.items())


def test_words_are_stemmed_alike_in_all_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [
        f"{head}{tail}" for head in ("договор", "поставк", "завод") for tail in ("ами", "ов", "ам", "ах", "у", "и")
    ]
    words += ["deliveries", "contracts", "planning", "agreed"]
    expected = [search.stem(word) for word in words]
    search._languages.cache_clear()
    for name in [name for name in sys.modules if name.startswith("snowballstemmer")]:
        monkeypatch.delitem(sys.modules, name)
    together = Barrier(8)

    def stemmed(_number: int) -> list[str]:
        together.wait()
        return [search.stem.__wrapped__(word) for word in words * 30]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(stemmed, range(8)))
    finally:
        sys.setswitchinterval(interval)
    assert found == [expected * 30] * 8
