"""Plans in a company's own Word template: what it may name, and what a faulty one is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from kamtui.errors import Refused
from kamtui.workspace import Workspace

Template = Callable[..., Path]
HOSTILE = "{{ 7*7 }} <w:p/> & {% for %} «ёлка»"


@pytest.fixture
def nord(workspace: Workspace) -> str:
    """An account with a wallet, tasks and a text of several lines."""
    key = workspace.accounts.add(name=f"Nord {HOSTILE}", code="NORD", owner="anna").id
    workspace.wallet.add(key, year=2026, amount=Decimal(40_000_000))
    workspace.wallet.add(key, year=2026, amount=Decimal(12_000_000), supplier="us")
    workspace.tasks.add(title=HOSTILE, account_id=key, quarter="2026-Q4")
    workspace.tasks.add(title="Second", account_id=key, quarter="2026-Q4")
    workspace.plans.write_block(key, 2026, 3, "first line\nsecond line")
    return key


@pytest.fixture
def template(tmp_path: Path) -> Template:
    """Makes a template of these paragraphs, and of a table of these rows."""

    def make(*paragraphs: str, rows: Sequence[Sequence[str]] = (), footer: str = "") -> Path:
        document = docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        if rows:
            table = document.add_table(0, len(rows[0]))
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        document.sections[0].footer.paragraphs[0].text = footer
        path = tmp_path / "company.docx"
        document.save(str(path))
        return path

    return make


def filled(workspace: Workspace, key: str, path: Path) -> list[str]:
    """Paragraphs of the document, then the words of its rows, then the footer."""
    document = docx.Document(str(workspace.exports.plan(key, path.with_name("out.docx"), template=path)))
    rows = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return [*(each.text for each in document.paragraphs), *rows, document.sections[0].footer.paragraphs[0].text]


def test_names_lists_and_footers_are_filled(workspace: Workspace, nord: str, template: Template) -> None:
    path = template(
        "{{ account.name }} {{ plan.year }}: {{ wallet.now }}, {{ wallet.share_now }}",
        "{{ text_3 }}",
        rows=[("{%tr for task in tasks %}", ""), ("{{ task.title }}", "{{ task.quarter }}"), ("{%tr endfor %}", "")],
        footer="{{ account.code }}",
    )
    assert filled(workspace, nord, path) == [
        f"Nord {HOSTILE} 2026: 40.0\u00a0M\u00a0RUB, 30\u00a0%",
        "first line\nsecond line",
        f"{HOSTILE} | Q4\u00a02026",
        "Second | Q4\u00a02026",
        "NORD",
    ]


def test_the_circles_come_as_a_picture(workspace: Workspace, nord: str, template: Template) -> None:
    path = template("{{ circles_picture }}")
    document = docx.Document(str(workspace.exports.plan(nord, path.with_name("out.docx"), template=path)))
    assert len(document.inline_shapes) == 1
    empty = workspace.accounts.add(name="Empty", code="EMPTY").id
    assert filled(workspace, empty, path)[0] == ""


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_example_can_be_used_as_it_is(workspace: Workspace, nord: str, tmp_path: Path, language: str) -> None:
    path = workspace.exports.template(tmp_path / "example.docx", language=language)
    document = docx.Document(str(workspace.exports.plan(nord, tmp_path / "out.docx", template=path)))
    words = "\n".join(each.text for each in document.paragraphs)
    rows = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert f"Nord {HOSTILE}" in words
    assert "Second" in rows
    assert not re.search(r"\{\{ [a-z_]+\.|\{%tr", words + "".join(rows))


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("{{ account.nmae }}", "“{{ account.nmae }}” names something unknown: nmae; nearest: account.name"),
        ("{{ acount }}", "“{{ acount }}” names something unknown: acount"),
        ("{%p for t in taskz %}", "unknown: taskz; nearest: quarters: tasks, tasks"),
        ("{{ account.name", "company.docx:"),
        ("{% for task in tasks %}{{ task.title }}", "company.docx:"),
        ("{{ account.name | shout }}", "shout"),
        ("{{ ''.__class__.__mro__ }}", "company.docx"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{% for one in range(10**9) %}x{% endfor %}", "Range too big"),
    ],
)
def test_a_faulty_template_is_told_where(
    workspace: Workspace, nord: str, template: Template, mark: str, said: str
) -> None:
    marks = (mark, "{%p endfor %}") if mark.startswith("{%p for") else (mark,)
    path = template("fine {{ account.code }}", *marks)
    with pytest.raises(Refused) as refused:
        workspace.exports.plan(nord, path.with_name("out.docx"), template=path)
    assert said in str(refused.value)
    assert not path.with_name("out.docx").exists()


def test_a_line_with_a_fault_is_shown(workspace: Workspace, nord: str, template: Template) -> None:
    path = template("fine {{ account.code }}", "here {{ account.name }} is {{ the fault }}")
    with pytest.raises(Refused, match="the fault"):
        workspace.exports.plan(nord, path.with_name("out.docx"), template=path)


def test_what_is_no_template_is_said(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no template"):
        workspace.exports.plan(nord, tmp_path / "out.docx", template=tmp_path / "none.docx")
    (tmp_path / "text.docx").write_text("no archive")
    with pytest.raises(Refused, match="cannot be read as a Word template"):
        workspace.exports.plan(nord, tmp_path / "out.docx", template=tmp_path / "text.docx")


def test_a_review_has_names_of_its_own(workspace: Workspace, nord: str, template: Template) -> None:
    path = template("{%p if review is defined %}", "{{ review.quarter }} {{ review.tasks_planned }}", "{%p endif %}")
    out = workspace.exports.review(nord, "2026-Q4", path.with_name("out.docx"), template=path)
    assert [each.text for each in docx.Document(str(out)).paragraphs] == ["Q4\u00a02026 2"]
    assert filled(workspace, nord, path) == [""]


def test_names_of_reviews_in_a_plan_lead_to_the_review(workspace: Workspace, nord: str, template: Template) -> None:
    made = template("{{ review.quarter }}")
    with pytest.raises(Refused, match=r"“review\.” stands in templates for quarter reviews"):
        workspace.exports.plan(nord, made.parent / "nord.docx", template=made)
    guarded = template("{%p if review is defined %}", "{{ review.quarter }}", "{%p endif %}", "{{ account.code }}")
    assert "NORD" in filled(workspace, nord, guarded)


def test_a_loop_of_rows_outside_a_table_is_explained(workspace: Workspace, nord: str, template: Template) -> None:
    made = template("{%tr for one in tasks %} {{ one.title }}")
    with pytest.raises(Refused, match="stands alone in a row of a table"):
        workspace.exports.plan(nord, made.parent / "nord.docx", template=made)


def test_the_people_of_the_map_can_be_listed(workspace: Workspace, nord: str, template: Template) -> None:
    workspace.contacts.add(nord, name="Olga Kim", position="Engineer", level=3, roles=("champion",), strength=2)
    workspace.contacts.add(nord, name="Head of quality", level=4, placeholder=True)
    made = template(
        "{%p for one in people %}", "{{ one.name }}, {{ one.level }}, {{ one.relationship }}", "{%p endfor %}"
    )
    assert filled(workspace, nord, made) == [
        "Head of quality, 4 function directors, to meet",
        "Olga Kim, 3 department heads, working",
        "",
    ]
