"""The office files of the sample sites, built and read back."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Callable
from zipfile import ZipFile

import dochan
import docx
import pdfplumber
import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from crawler.sample import SampleError
from crawler.sample.content import FOLDER, Enclosure, publications
from crawler.sample.offices import build
from crawler.sample.papers import Block, Paper
from crawler.sample.plans import plan_paper

Rows = list[list[str]]
ROWS = (("사업명", "담당부서", "예산", "기간"), ("청년 월세 지원", "청년정책과", "1,250", "2025. 1. ~ 12."))
PAPER = Paper(
    "2025년 주요업무계획",
    (
        Block("chapter", "Ⅰ. 일반현황"),
        Block("section", "전략 1. 돌봄 & 건강"),
        Block("text", "‘따옴표’와 「조례」, <꺾쇠>를 그대로 둔다."),
        Block("item", "총사업비: 3억원"),
        Block("table", rows=ROWS),
    ),
    date(2025, 1, 17),
)
PLAN_FILES = [
    pytest.param(file, id=file.name)
    for one in publications()
    if one.board == "plan"
    for enclosure in one.enclosures
    for file in (enclosure.members or (enclosure,))
]


def _hwpx(body: bytes, folder: Path) -> tuple[str, Rows]:
    (folder / "a.hwpx").write_bytes(body)
    read = dochan.Dochan(str(folder / "a.hwpx"))
    assert not read.errors
    lines = [line for line in read.to_markdown().splitlines() if line.startswith("| ")]
    return read.to_plain_text(), [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def _docx(body: bytes, folder: Path) -> tuple[str, Rows]:
    read = docx.Document(BytesIO(body))
    rows = [[cell.text for cell in row.cells] for table in read.tables for row in table.rows]
    return "\n".join(paragraph.text for paragraph in read.paragraphs), rows


def _pdf(body: bytes, folder: Path) -> tuple[str, Rows]:
    read = pypdfium2.PdfDocument(body)
    text = "\n".join(page.get_textpage().get_text_range() for page in read)
    with pdfplumber.open(BytesIO(body)) as opened:
        tables = [table for page in opened.pages for table in page.extract_tables()]
    return text, [[(cell or "").replace("\n", "") for cell in row] for table in tables for row in table]


def _xlsx(body: bytes, folder: Path) -> tuple[str, Rows]:
    book = CalamineWorkbook.from_filelike(BytesIO(body))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    printed = [[f"{cell:,.0f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    return "\n".join(" ".join(row) for row in printed), printed


READERS: dict[str, Callable[[bytes, Path], tuple[str, Rows]]] = {
    "hwpx": _hwpx, "docx": _docx, "pdf": _pdf, "xlsx": _xlsx
}


def read(file: Enclosure, folder: Path) -> tuple[str, Rows]:
    return READERS[file.name.rpartition(".")[2]](build(file), folder)


@pytest.mark.parametrize("suffix", READERS)
def test_text_and_rows_come_back_from_every_format(suffix: str, tmp_path: Path) -> None:
    text, rows = read(Enclosure(f"계획.{suffix}", PAPER), tmp_path)
    for block in PAPER.blocks:
        assert block.text in text
    assert PAPER.title in text
    for row in ROWS:
        assert list(row) in [found[: len(row)] for found in rows]


@pytest.mark.parametrize("file", PLAN_FILES)
def test_every_project_of_a_plan_is_in_its_files(file: Enclosure, tmp_path: Path) -> None:
    text, rows = read(file, tmp_path)
    squeezed = "".join(text.split())
    for block in file.paper.blocks:
        assert "".join(block.text.split()) in squeezed
        for row in block.rows:
            assert "".join("".join(row).split()) in {"".join("".join(found).split()) for found in rows}


@pytest.mark.parametrize("suffix", [*READERS, "zip"])
def test_the_same_content_gives_the_same_bytes(suffix: str) -> None:
    members = (Enclosure("가.hwpx", PAPER), Enclosure("나.xlsx", PAPER)) if suffix == "zip" else ()
    file = Enclosure(f"계획.{suffix}", PAPER, members)
    assert build(file) == build(file)


def test_an_archive_holds_its_members_under_cp949_names_without_a_flag() -> None:
    body = build(Enclosure("묶음.zip", PAPER, (Enclosure("본문 계획.docx", PAPER), Enclosure("총괄표.xlsx", PAPER))))
    with ZipFile(BytesIO(body), metadata_encoding="cp949") as archive:
        assert archive.namelist() == ["본문 계획.docx", "총괄표.xlsx"]
        assert all(not member.flag_bits & 0x800 for member in archive.infolist())
        assert archive.testzip() is None
        assert docx.Document(BytesIO(archive.read("본문 계획.docx"))).paragraphs[0].text == PAPER.title


@pytest.mark.parametrize("name", ["계획.txt", "계획"])
def test_a_format_without_a_writer_is_named(name: str) -> None:
    with pytest.raises(SampleError, match=name):
        build(Enclosure(name, PAPER))


def test_files_state_the_day_of_the_plan_and_not_of_the_build(tmp_path: Path) -> None:
    metadata = pypdfium2.PdfDocument(build(Enclosure("계획.pdf", PAPER))).get_metadata_dict()
    assert metadata["CreationDate"].startswith("D:20250117")
    described = docx.Document(BytesIO(build(Enclosure("계획.docx", PAPER)))).core_properties
    assert described.created and described.created.date() == PAPER.dated
    with ZipFile(BytesIO(build(Enclosure("계획.hwpx", PAPER)))) as archive:
        assert b"2025-01-17" in archive.read("Contents/content.hpf")
        assert archive.read("Preview/PrvText.txt").decode().startswith(PAPER.title)
        assert archive.namelist()[0] == "mimetype"


@pytest.mark.parametrize("path", sorted((FOLDER / "plans").glob("*.toml")), ids=lambda path: path.stem)
def test_the_shares_of_a_budget_add_up(path: Path) -> None:
    plan = tomllib.loads(path.read_text("utf-8"))
    projects = [project for strategy in plan["strategies"] for project in strategy["projects"]]
    assert 6 <= len(projects) <= 8
    for project in projects:
        shares = re.findall(r"비 ([\d,.]*\d)", project.get("shares", ""))
        amount = 0.0 if project["budget"] == "비예산" else float(project["budget"].replace(",", ""))
        assert sum(float(share.replace(",", "")) for share in shares) == pytest.approx(amount), project["name"]


def _plan(layout: str) -> Paper:
    project = {
        "name": "청년 월세 지원", "department": "청년정책과", "budget": "450", "shares": "국비 225, 시비 225",
        "period": "2025. 1. ~ 12.", "about": "월세를 지원한다.", "lines": ["대상: 100명"],
    }
    free = project | {"name": "안내 정비", "budget": "비예산"}
    del free["shares"]
    return plan_paper(
        {
            "title": "2025년 주요업무계획", "year": 2025, "published": date(2025, 1, 17), "unit": "백만원",
            "layout": layout, "status": "현황", "results": "- 성과", "aims": "방향",
            "strategies": [{"name": "돌봄", "projects": [project, free]}],
        }
    )


def test_a_plan_states_money_with_its_unit_beside_it_or_above_the_table() -> None:
    sections = [block.text for block in _plan("sections").blocks]
    assert "사업비: 450백만원 (국비 225, 시비 225)" in sections
    assert "사업비: 비예산" in sections
    table = _plan("table").blocks[-2:]
    assert table[0] == Block("text", "(단위: 백만원)")
    assert [row[1:4] for row in table[1].rows] == [
        ("사업명", "담당부서", "예산"), ("청년 월세 지원", "청년정책과", "450"), ("안내 정비", "청년정책과", "비예산")
    ]


@pytest.mark.parametrize(
    "layout, chapters",
    [
        ("sections", ["Ⅰ. 일반현황", "Ⅱ. 2024년 주요 성과", "Ⅲ. 2025년 추진 전략", "Ⅳ. 2025년 주요업무 추진계획"]),
        ("table", ["Ⅰ. 일반현황", "Ⅱ. 2024년 주요 성과", "Ⅲ. 2025년 추진 전략", "Ⅳ. 주요사업 총괄표"]),
    ],
)
def test_chapters_of_a_plan_are_numbered_in_order(layout: str, chapters: list[str]) -> None:
    assert [block.text for block in _plan(layout).blocks if block.kind == "chapter"] == chapters
