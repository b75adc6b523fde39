"""Level and function guessed from positions, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.contact_guess import Guess, guess
from kamtui.domain.words import Function

POSITIONS = """
CEO | 5 | management
Owner | 5 | management
Founder & CTO | 5 | management
President | 5 | management
General Director | 5 | management
Managing Director | 5 | management
Chairman of the Board | 5 | management
Member of the board | 5 | management
Chief Executive Officer | 5 | management
Генеральный директор | 5 | management
Ген. директор | 5 | management
гендир | 5 | management
Гендиректор ООО «Север» | 5 | management
Собственник | 5 | management
Учредитель, финансовый директор | 5 | management
Директор | 5 | management
Директор ООО «Ромашка» | 5 | management
и.о. генерального директора | 5 | management
Председатель совета директоров | 5 | management
Член совета директоров | 5 | management
Управляющий партнёр | 5 | management
Финансовый директор и совладелец | 5 | management
CFO | 4 | finance
Chief Financial Officer | 4 | finance
Finance Director | 4 | finance
VP Finance | 4 | finance
Финансовый директор | 4 | finance
финдир | 4 | finance
CTO | 4 | technical
Technical Director | 4 | technical
Технический директор | 4 | technical
CIO | 4 | it
IT-директор | 4 | it
Директор по информационным технологиям | 4 | it
COO | 4 | production
Plant Director | 4 | production
Plant manager | 4 | production
Директор завода | 4 | production
Директор по производству | 4 | production
Chief procurement officer | 4 | procurement
Procurement Director | 4 | procurement
Директор по закупкам | 4 | procurement
Директор департамента снабжения | 4 | procurement
Commercial Director | 4 | sales
Коммерческий директор | 4 | sales
Sales & Marketing Director | 4 | sales
Vice President, Sales | 4 | sales
Вице-президент по логистике | 4 | logistics
Supply Chain Director | 4 | logistics
Директор по качеству | 4 | quality
Директор по правовым вопросам | 4 | legal
General Counsel | 4 | legal
Исполнительный директор | 4 | management
Директор по персоналу | 4 | -
HR Director | 4 | -
Deputy CEO | 4 | management
Заместитель генерального директора | 4 | management
Зам. генерального директора по качеству | 4 | quality
Первый заместитель генерального директора — финансовый директор | 4 | finance
Советник генерального директора | 4 | management
замдиректора | 4 | management
Заместитель директора по закупкам | 3 | procurement
Deputy CFO | 3 | finance
Главный инженер | 3 | technical
гл. инженер завода | 3 | technical
Chief engineer of the new plant | 3 | technical
Chief process engineer | 3 | technical
Главный технолог производства | 3 | technical
Главный энергетик | 3 | technical
Главный бухгалтер | 3 | finance
главбух | 3 | finance
Chief Accountant | 3 | finance
Начальник отдела закупок | 3 | procurement
нач. отдела снабжения | 3 | procurement
Начальник ОМТС | 3 | procurement
начальник отдела материально-технического снабжения | 3 | procurement
Начальник ОТК | 3 | quality
Head of quality | 3 | quality
Head of Procurement | 3 | procurement
Head of IT | 3 | it
Head of R&D | 3 | technical
Head of the legal department | 3 | legal
Руководитель службы логистики | 3 | logistics
Руководитель юридического отдела | 3 | legal
Начальник цеха | 3 | production
Начальник производства | 3 | production
завскладом | 3 | logistics
Зав. лабораторией | 3 | quality
Начальник отдела продаж | 3 | sales
Начальник службы безопасности | 3 | -
Руководитель | 3 | -
Заместитель начальника отдела закупок | 2 | procurement
замначальника производства | 2 | production
зам. главного инженера | 2 | technical
Deputy head of quality | 2 | quality
Менеджер по закупкам | 2 | procurement
Category manager | 2 | procurement
Buyer | 2 | procurement
Закупщик | 2 | procurement
снабженец | 2 | procurement
Ведущий специалист по тендерам | 2 | procurement
Procurement manager | 2 | procurement
Инженер | 2 | technical
Инженер по качеству | 2 | quality
Инженер-технолог | 2 | technical
Инженер службы главного энергетика | 2 | technical
Process engineer | 2 | technical
Главный специалист отдела закупок | 2 | procurement
Экономист | 2 | finance
Бухгалтер | 2 | finance
Юрист | 2 | legal
Юрисконсульт | 2 | legal
Логист | 2 | logistics
Инженер-программист | 2 | it
Системный администратор | 2 | it
Маркетолог | 2 | sales
Key account manager | 2 | sales
Project manager | 2 | -
Менеджер | 2 | -
Мастер цеха | 2 | production
Начальник смены | 2 | production
Оператор линии розлива | 1 | production
Operator | 1 | -
Кладовщик | 1 | logistics
Storekeeper | 1 | logistics
Секретарь | 1 | -
Секретарь генерального директора | 1 | management
Помощник директора по закупкам | 1 | procurement
Assistant to the CFO | 1 | finance
CEO's assistant | 1 | management
Лаборант | 1 | quality
Водитель | 1 | logistics
отдел закупок | - | procurement
отдел снабжения | - | procurement
снаб | - | procurement
логистика | - | logistics
инженерный центр | - | technical
техдир | 4 | technical
комдир | 4 | sales
замгендира по продажам | 4 | sales
главинж | 3 | technical
начотк | 3 | quality
Начальник управления финансов и бюджета | 3 | finance
Менеджер отдела логистики и закупок | 2 | logistics
Директор по развитию | 4 | -
CPO | 4 | procurement
Product owner | 2 | it
Director | 5 | management
Director, Sales | 4 | sales
Treasurer | 3 | finance
Казначей | 3 | finance
Главный пивовар | 3 | production
Head of sanitation | 3 | production
Dispatcher | 2 | logistics
бухгалтерия | - | finance
Deputy | - | -
"""
CASES = [tuple(part.strip() for part in line.split("|")) for line in POSITIONS.strip().splitlines()]


@pytest.mark.parametrize(("position", "level", "function"), CASES, ids=[case[0] for case in CASES])
def test_a_position_tells_level_and_function(position: str, level: str, function: str) -> None:
    expected = Guess(None if level == "-" else int(level), None if function == "-" else Function(function))
    assert guess(position) == expected
    assert guess(position.upper()) == expected
    assert guess(f"  {position.replace('ё', 'е')} ") == expected


@pytest.mark.parametrize(
    "text",
    ["", "  ", "друг семьи", "met at the fair", "замена", "Петров", "headache", "председатель", "omitted", "Директива"],
)
def test_what_says_nothing_is_not_invented(text: str) -> None:
    assert guess(text) == Guess(None, None)


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    level, function = guess(text)
    assert level is None or 1 <= level <= 5
    assert function is None or function in Function


@given(st.sampled_from([case[0] for case in CASES if case[1] not in ("-", "1")]))
def test_a_deputy_is_never_above_the_one_deputised_for(position: str) -> None:
    deputy, chief = guess(f"Deputy {position}").level, guess(position).level
    assert deputy is None or chief is None or deputy <= chief
