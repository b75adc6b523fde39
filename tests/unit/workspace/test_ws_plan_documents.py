"""Plans and reviews as documents: every format opened and read back, in both languages, with hostile texts in them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kamtui.domain.words import Answer
from kamtui.errors import InvalidValue, NotFound, Refused
from kamtui.exchange.paper import plain
from kamtui.i18n import _, language
from kamtui.workspace import Workspace
from kamtui.workspace.exports_plan import PAPER_ENDINGS, PLAN_ENDINGS

HOSTILE = "#panic() *b* $x$ <b>&amp;</b> {{ 7*7 }} {% raw %} | \\ `tick` [a](b) =1+1 😀 שלום «ёлка»"
YEAR = 2026


@pytest.fixture
def nord(workspace: Workspace) -> str:
    """An account whose plan has something in every block, some of it hostile."""
    account = workspace.accounts.add(name=f"Nord {HOSTILE}", code="NORD", category="K", owner="anna")
    people = workspace.contacts
    people.add(
        account.id,
        name="Иван Петров",
        position="CEO",
        level=5,
        function="management",
        roles=("decider",),
        attitude=1,
        influence="inner_circle",
        strength=2,
        target_strength=3,
    )
    people.add(account.id, name=HOSTILE, level=4, function="technical", placeholder=True)
    fill(workspace, account.id)
    return account.id


def fill(workspace: Workspace, key: str) -> None:
    """Wallet, initiative, opportunity, goals, tasks and texts."""
    wallet, plans, tasks = workspace.wallet, workspace.plans, workspace.tasks
    for year, amount, ours in ((YEAR, 40_000_000, 12_000_000), (YEAR + 1, 50_000_000, 16_000_000)):
        wallet.add(key, year=year, amount=Decimal(amount), source="CFO")
        wallet.add(key, year=year, amount=Decimal(ours), supplier="us")
    initiative = workspace.initiatives.add(key, title="New plant in Lipetsk", source=HOSTILE, relevant=True)
    workspace.opportunities.add(
        initiative.id,
        title="Cleaning chemicals",
        amount=Decimal(4_200_000),
        probability=Decimal("0.3"),
        quarter="2026-Q4",
        competitor="ChemCo",
    )
    plans.set_quarter(key, "2026-Q4", revenue_plan=Decimal("3500000.50"), base=Decimal(2_000_000))
    goal = plans.add_goal(key, YEAR, title="Win the new plant")
    plans.add_goal(key, YEAR, title=HOSTILE, parent_id=goal.id)
    tasks.add(title=f"Late {HOSTILE}", account_id=key, quarter="2026-Q4", due=date(2026, 11, 1), owner="anna")
    asked = tasks.add(title="Price list", account_id=key, quarter="2026-Q4", due=date(2026, 12, 1))
    tasks.ask(asked.id, department="Logistics", person="Petr", by=date(2026, 11, 25))
    tasks.answer(asked.id, Answer.PROMISED)
    done = tasks.add(title="Meet the engineer", account_id=key, quarter="2026-Q3")
    tasks.done(done.id, "met him")
    plans.write_block(key, YEAR, 3, f"{HOSTILE}\n- first point\n- second point\n\nlast line")


def read_docx(path: Path) -> Any:
    """A Word document, opened."""
    import docx

    return docx.Document(str(path))


def words_of(document: Any) -> str:
    """All words of a Word document: paragraphs, and tables with those within them."""
    found = [each.text for each in document.paragraphs]

    def table(one: Any) -> None:
        for row in one.rows:
            for cell in row.cells:
                found.append(cell.text)
                for inner in cell.tables:
                    table(inner)

    for one in document.tables:
        table(one)
    return "\n".join(found)


def read_pdf(path: Path) -> tuple[int, str]:
    """Pages and words of a PDF, blanks folded."""
    from pypdf import PdfReader

    pages = PdfReader(path).pages
    text = " ".join(page.extract_text() for page in pages)
    return len(pages), " ".join(text.replace("\u00a0", " ").split())


@pytest.mark.parametrize("ending", PLAN_ENDINGS)
def test_every_ending_gives_a_file_of_its_kind(workspace: Workspace, nord: str, tmp_path: Path, ending: str) -> None:
    path = workspace.exports.plan(nord, tmp_path / f"plan{ending.upper()}")
    begins = {
        ".docx": b"PK",
        ".pdf": b"%PDF",
        ".html": b"<!DOCTYPE html>",
        ".md": b"# Nord",
        ".xlsx": b"PK",
        ".json": b"{",
        ".ics": b"BEGIN:VCALENDAR",
    }
    assert path.read_bytes().startswith(begins[ending])


def test_word_says_all_and_shows_hostile_text_as_it_is(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    document = read_docx(workspace.exports.plan(nord, tmp_path / "plan.docx"))
    text = words_of(document)
    for said in (
        "Account development plan 2026",
        f"Nord {plain(HOSTILE)}",
        "New plant in Lipetsk",
        "Cleaning chemicals",
        "4,200,000",
        "ChemCo",
        "3,500,001",
        "Win the new plant",
        "Logistics, Petr · by 25 Nov 2026 · promised",
        "done: met him",
        "second point",
        "Иван Петров ★",
    ):
        assert said in text, said
    assert "49" not in re.findall(r"\d+", text.replace(HOSTILE, ""))  # nothing was computed in a placeholder
    assert len(document.inline_shapes) + len(document.element.body.findall(".//{*}inline")) >= 2
    assert document.core_properties.title.startswith("Nord")
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert "PAGE" in section.footer.paragraphs[0]._p.xml


def test_heads_of_word_tables_come_again_and_rows_stay_whole(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    document = read_docx(workspace.exports.plan(nord, tmp_path / "plan.docx"))
    tasks = next(one for one in document.tables if one.rows[0].cells[0].text == "Task")
    assert "tblHeader" in tasks.rows[0]._tr.xml
    assert all("cantSplit" in row._tr.xml for row in tasks.rows)
    year = next(one for one in document.tables if one.rows[0].cells[0].text == "Quarter")
    assert [cell.paragraphs[0].alignment for cell in year.rows[1].cells[:3]] == [None, 2, 2]


def test_pdf_says_all_and_shows_hostile_text_as_it_is(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    pages, text = read_pdf(workspace.exports.plan(nord, tmp_path / "plan.pdf"))
    assert pages >= 2
    for said in ("#panic() *b* $x$ <b>&amp;</b>", "New plant in Lipetsk", "4,200,000", "«ёлка»", f"1 / {pages}"):
        assert said in text, said


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_one_page_is_one_page_even_of_a_big_account(workspace: Workspace, nord: str, tmp_path: Path, lang: str) -> None:
    for number in range(40):
        title = f"{number} {HOSTILE} " + "a very long title that goes on and on " * 4
        workspace.tasks.add(title=title[:190], account_id=nord, quarter="2026-Q4", due=date(2026, 12, 5))
        workspace.plans.add_goal(nord, YEAR, title=title[:190])
        workspace.contacts.add(nord, name=f"Person {number} {HOSTILE}"[:90], level=3, placeholder=True)
        initiative = workspace.initiatives.add(nord, title=title[:190], relevant=True)
        workspace.opportunities.add(
            initiative.id, title=title[:190], amount=Decimal(10**9), probability=Decimal("0.9"), quarter="2026-Q4"
        )
    pages, text = read_pdf(workspace.exports.plan(nord, tmp_path / "one.pdf", one_page=True, language=lang))
    assert pages == 1
    assert "1 / 1" in text
    assert "5 " + HOSTILE[:20] in text  # the last of the tasks that have room


@pytest.mark.parametrize("ending", PAPER_ENDINGS)
def test_an_empty_account_makes_documents_too(workspace: Workspace, tmp_path: Path, ending: str) -> None:
    key = workspace.accounts.add(name="Empty", code="EMPTY").id
    for one_page in (False, True):
        path = workspace.exports.plan(key, tmp_path / f"plan{one_page}{ending}", one_page=one_page)
        assert path.stat().st_size > 100
    path = workspace.exports.review(key, "2026-Q4", tmp_path / f"review{ending}")
    assert path.stat().st_size > 100


def test_the_language_is_that_of_the_document_alone(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    html = workspace.exports.plan(nord, tmp_path / "ru.html", language="ru").read_text(encoding="utf-8")
    assert '<html lang="ru">' in html
    assert "Карта контактов" in html
    assert "4\u00a0200\u00a0000" in html
    assert language() == "en"
    assert "Contact map" in workspace.exports.plan(nord, tmp_path / "en.html").read_text(encoding="utf-8")
    ru = words_of(read_docx(workspace.exports.plan(nord, tmp_path / "ru.docx", language="ru")))
    assert "Карта контактов" in ru
    assert _("Contact map") == "Contact map"


def test_html_runs_and_fetches_nothing_and_has_circles_to_scale(
    workspace: Workspace, nord: str, tmp_path: Path
) -> None:
    html = workspace.exports.plan(nord, tmp_path / "plan.html").read_text(encoding="utf-8")
    assert "<b>&amp;</b>" not in html
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt;" in html
    assert "default-src 'none'" in html
    assert not re.search(r"https?://(?!www\.w3\.org)", html)
    radii = [float(found) for found in re.findall(r'<circle cx="50.0" cy="50.0" r="([\d.]+)"', html)]
    small, large = radii[0] + 0.5, radii[1] + 0.5
    assert (small / large) ** 2 == pytest.approx(40 / 50, abs=0.001)


def test_markdown_keeps_marks_as_text(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    text = workspace.exports.plan(nord, tmp_path / "plan.md").read_text(encoding="utf-8")
    assert "\\#panic() \\*b\\* \\$x\\$ \\<b\\>" in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    unescaped = [len(re.findall(r"(?<!\\)\|", line)) for line in tables if "Late" in line]
    assert unescaped == [6]


def test_workbook_has_numbers_days_and_no_formulas(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(workspace.exports.plan(nord, tmp_path / "plan.xlsx"))
    names = ["Summary", "Wallet", "Initiatives", "Forecast", "Tasks", "Goals", "Progressions", "Target contacts"]
    assert book.sheetnames == names
    wallet = [[cell.value for cell in row[:5]] for row in book["Wallet"].iter_rows(min_row=2)]
    assert [2026, "all categories", "everybody", 40_000_000, None] in wallet
    assert [2026, "all categories", "we", 12_000_000, 0.3] in wallet
    offer = next(row for row in book["Initiatives"].iter_rows(min_row=2, values_only=True) if row[3])
    assert (offer[5], offer[7], offer[8]) == (4_200_000, 0.3, 1_260_000)
    tasks = list(book["Tasks"].iter_rows(min_row=2, values_only=True))
    assert {row[2].date() if row[2] else None for row in tasks} == {date(2026, 11, 1), date(2026, 12, 1), None}
    quarter = next(row for row in book["Forecast"].iter_rows(min_row=2, values_only=True) if row[0] == "2026-Q4")
    assert (quarter[1], quarter[3], quarter[5]) == (2_000_000, 1_260_000, 3_500_000.5)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_json_is_what_the_plan_command_gives(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    path = workspace.exports.plan(nord, tmp_path / "plan.json")
    assert json.loads(path.read_text(encoding="utf-8")) == workspace.plans.content(nord, YEAR)


def test_the_review_pack_tells_what_became_of_everything(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    plans, tasks = workspace.plans, workspace.tasks
    late = next(one for one in tasks.of(nord, YEAR)[plans.year(nord, YEAR).quarters[3].quarter] if "Late" in one.title)
    tasks.carry(late.id, "2027-Q1", "the tender moved")
    plans.write_review(nord, "2026-Q4", kam_comment=f"{HOSTILE}\nsecond line", cause="external")
    for ending in PAPER_ENDINGS:
        path = workspace.exports.review(nord, "2026-Q4", tmp_path / f"review{ending}")
        assert path.stat().st_size > 500
    text = words_of(read_docx(tmp_path / "review.docx"))
    for said in (
        "Quarter review Q4",
        "the tender moved",
        "external causes",
        "second line",
        "Price list",
        "Tasks of Q1",
    ):
        assert said in text.replace("\u00a0", " "), said
    assert read_pdf(tmp_path / "review.pdf")[0] >= 1


def test_what_only_heads_may_know_is_in_no_pack(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    with workspace.step("test.head") as step:
        from sqlmodel import select

        from kamtui.db import tables

        step.session.exec(select(tables.User)).one().role = "head"
    workspace.plans.write_review(nord, "2026-Q4", head_cause="kam_fit", head_comment="for all to read")
    assert workspace.plans.review(nord, "2026-Q4").head_cause is not None
    for ending in (".md", ".html"):
        text = workspace.exports.review(nord, "2026-Q4", tmp_path / f"r{ending}").read_text(encoding="utf-8")
        assert "for all to read" in text
        assert "does not fit" not in text
        plan = workspace.exports.plan(nord, tmp_path / f"p{ending}").read_text(encoding="utf-8")
        assert "does not fit" not in plan


@pytest.mark.parametrize(("name", "said"), [("plan.doc", ".docx"), ("plan", "no ending")])
def test_another_ending_lists_those_that_will_do(
    workspace: Workspace, nord: str, tmp_path: Path, name: str, said: str
) -> None:
    with pytest.raises(InvalidValue, match=re.escape(said)):
        workspace.exports.plan(nord, tmp_path / name)
    assert not (tmp_path / name).exists()


def test_combinations_that_make_no_sense_are_refused(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    exports = workspace.exports
    with pytest.raises(InvalidValue, match="one page"):
        exports.plan(nord, tmp_path / "plan.xlsx", one_page=True)
    with pytest.raises(InvalidValue, match="template"):
        exports.plan(nord, tmp_path / "plan.pdf", template=tmp_path / "t.docx")
    with pytest.raises(InvalidValue, match="en, ru"):
        exports.plan(nord, tmp_path / "plan.md", language="de")
    with pytest.raises(NotFound):
        exports.plan("nobody", tmp_path / "plan.md")
    assert not list(tmp_path.glob("plan.*"))


def test_what_fails_leaves_the_old_file_whole(
    workspace: Workspace, nord: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workspace.exports.plan(nord, tmp_path / "plan.pdf")
    before = path.read_bytes()
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(Refused, match=re.escape('pip install "kamtui[pdf]"')):
        workspace.exports.plan(nord, path)
    assert path.read_bytes() == before
    with pytest.raises(Refused, match="there is no folder"):
        workspace.exports.plan(nord, tmp_path / "none" / "plan.md")
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".kamtui-")]


def test_the_year_is_measured_where_it_was_planned(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    lines = "NORD,1,2026-02-10,8000000\nNORD,2,2026-10-05,700000.10\n"
    orders.write_text(f"account,order,date,amount\n{lines}", encoding="utf-8")
    workspace.imports.run("orders", orders)
    text = workspace.exports.plan(nord, tmp_path / "plan.md", year=YEAR).read_text(encoding="utf-8")
    assert re.search(r"2026, Q4: revenue plan 3.5\sM.*, fact so far 700\sK", text)
    (year,) = re.findall(r"\| \*\*Year\*\*.*%.*", text)
    assert "8,700,000" in year
    assert re.search(r"20\s%", year)  # of the quarter with a plan alone


def test_days_are_those_of_the_wall(
    workspace: Workspace, nord: str, tmp_path: Path, in_zone: Callable[[str], None]
) -> None:
    workspace.plans.write_block(nord, YEAR, 6, "Win the plant")
    workspace.plans.write_block(nord, YEAR, 7, "Prices may rise")
    workspace.plans.submit(nord, YEAR, "ready")  # on the 20th at nine in Greenwich
    in_zone("Pacific/Honolulu")
    text = workspace.exports.plan(nord, tmp_path / "plan.md", year=YEAR).read_text(encoding="utf-8")
    assert "submitted, Anna, 19 Nov 2026" in text


def test_an_export_is_no_step(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    before = workspace.reader.value("SELECT max(id) FROM journal_step")
    workspace.exports.plan(nord, tmp_path / "plan.md")
    workspace.exports.review(nord, "2026-Q4", tmp_path / "review.md")
    assert workspace.reader.value("SELECT max(id) FROM journal_step") == before


def test_word_has_one_face_whatever_a_program_reads(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    from docx.oxml.ns import qn

    document = read_docx(workspace.exports.plan(nord, tmp_path / "plan.docx"))
    styles = document.styles.element
    (defaults,) = styles.findall(f"{qn('w:docDefaults')}//{qn('w:rFonts')}")
    assert {defaults.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Calibri"}
    for name in ("Heading 1", "Title", "Quote"):  # the style for letters that goes with one for paragraphs
        style = document.styles[name].element
        linked = next(one for one in styles if one.get(qn("w:styleId")) == style.find(qn("w:link")).get(qn("w:val")))
        assert linked.rPr.xml == style.rPr.xml


def test_no_two_tables_of_word_touch(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    from docx.oxml.ns import qn

    for one_page in (False, True):
        document = read_docx(workspace.exports.plan(nord, tmp_path / "plan.docx", one_page=one_page))
        for place in (document.element.body, *document.element.body.iter(qn("w:tc"))):
            tags = [one.tag for one in place if one.tag in (qn("w:tbl"), qn("w:p"))]
            assert (qn("w:tbl"), qn("w:tbl")) not in list(pairwise(tags))
            assert place.tag != qn("w:tc") or tags[-1] == qn("w:p")  # Word refuses a cell that ends with a table


def test_days_of_the_workbook_are_in_the_language_of_the_document(
    workspace: Workspace, nord: str, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    for lang, shown, sheet in (("ru", "dd.mm.yyyy", 4), ("en", "d mmm yyyy", 4)):
        book = load_workbook(workspace.exports.plan(nord, tmp_path / "plan.xlsx", language=lang))
        days = [cell.number_format for row in book.worksheets[sheet].iter_rows() for cell in row if cell.is_date]
        assert days
        assert set(days) == {shown}
        assert all(one.oddFooter.right.text == "&P / &N" for one in book.worksheets)


def test_the_review_pack_marks_what_is_settled_and_late_of_the_next_quarter(
    workspace: Workspace, nord: str, tmp_path: Path
) -> None:
    task = workspace.tasks.add(title="Kick-off", account_id=nord, quarter="2026-Q4")
    workspace.tasks.done(task.id, "held")
    text = workspace.exports.review(nord, "2026-Q3", tmp_path / "review.html").read_text(encoding="utf-8")
    assert re.search(r'<tr class="muted"><td>Kick-off \(done\)</td>', text)
    assert re.search(r'<tr class="bad"><td>Late ', text)


def test_a_full_disk_says_so_with_the_way_out(
    workspace: Workspace, nord: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    def full(*_args: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = workspace.exports.plan(nord, tmp_path / "plan.md")
    before = path.read_bytes()
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Refused, match="the disk is full; make room or name another folder"):
        workspace.exports.plan(nord, path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path).count("plan.md") == 1
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".kamtui-")]
