"""Drafts to be written into files: a paragraph, three points, a whole document; and LibreOffice to set them."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from ingest.model import Span
from rag.drafting.model import Check, Line, Sentence, SentenceKind, Sheet
from rag.model import Answer, Evidence

QUOTES = (
    ("云栖镇", "全年组织志愿服务活动86场次，参与志愿者1240人次，累计时长超过3000小时"),
    ("松溪社区", "注册志愿者326人"),
    ("青禾村", "组建邻里互助队4支，上门服务独居老人520人次"),
)
NUMBERS, UNITS = Check(name="数字一致"), Check(name="单位一致")
PATTERN = "借鉴做法，请核实"
OPENING = "一年来，各单位以群众需求为导向，推动志愿服务经常化、制度化。"
needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")


def evidence(n: int, unit: str, quote: str) -> Evidence:
    whole = Span(start=0, end=len(quote))
    return Evidence(
        n=n, report_id=f"r{n}", unit=unit, file=f"{unit}总结.txt", lines=(n, n), quote=quote, span=whole,
        paragraph=quote, highlight=whole,
    )  # fmt: skip


CITED = (
    *(evidence(n, unit, quote) for n, (unit, quote) in enumerate(QUOTES, start=1)),
    replace(evidence(4, "秀水社区", "今年培训志愿者120人"), report_id="", file="您在对话里说的"),
)


def said(text: str, kind: SentenceKind = "told", *checks: Check) -> Sentence:
    return Sentence(text=text, kind=kind, checks=checks)


def drafted(*lines: Line, title: str = "志愿服务工作总结", brief: str = "") -> Answer:
    return Answer(
        question="写一段总结", standalone="写一段总结", mode="draft", status="answered",
        text="\n".join(line.text for line in lines), evidence=CITED,
        draft=Sheet(title=title, brief=brief, lines=lines),
    )  # fmt: skip


def paragraph() -> Answer:
    """Its marks are not in the order of their numbers, and one comes twice."""
    return drafted(
        Line(
            sentences=(
                said(OPENING),
                said("松溪社区注册志愿者326人[2]，云栖镇累计时长超过3000小时[1]。", "told", NUMBERS, UNITS),
                said(
                    "青禾村组建邻里互助队4支，与云栖镇一道开展活动[3][1]。",
                    "told", NUMBERS, Check(name="推断", passed=False),
                ),
                said("本社区培训志愿者120人[4]，其中党员【待补：党员人数】。", "stated", Check(name="本单位提供")),
            )
        ),
        brief="总结，约200字",
    )  # fmt: skip


def points() -> Answer:
    practices = (
        "壮大志愿队伍，做到社区有队伍。",
        "组建邻里互助队【待补：队伍数】，上门服务独居老人[3]。",
        "组织志愿服务活动【待补：活动场次】[1]。",
    )
    heads = ("一是", "二是", "三是")
    return drafted(
        *(Line(heading=h, sentences=(said(p, "pattern"),)) for h, p in zip(heads, practices, strict=True)),
        title="秀水社区志愿服务工作计划",
    )


def document() -> Answer:
    """All four levels of headings, over several pages."""
    told = (
        said(
            "云栖镇全年组织志愿服务活动86场次，参与志愿者1240人次，累计时长超过3000小时[1]。", "told", NUMBERS
        ),
        said("松溪社区注册志愿者326人[2]，青禾村组建邻里互助队4支[3]。", "told", NUMBERS),
        said("本社区培训志愿者【待补：培训人数】，做到服务有记录、成效有反馈、经验可推广。", "gap"),
    )
    lines: list[Line] = []
    for number, name in zip("一二三四", ("主要做法", "主要成效", "存在问题", "下一步打算"), strict=True):
        lines += [
            Line(heading=f"{number}、{name}", level=1),
            Line(heading="（一）壮大队伍。", level=2, sentences=told),
            Line(heading="（二）丰富活动", level=2),
            Line(heading="1.突出节日重点。", level=3, sentences=(told[0], told[2])),
            Line(heading="（1）落实责任", level=4),
            Line(sentences=told),
        ]
    return drafted(*lines, title="秀水社区居民委员会2023年新时代文明实践志愿服务工作情况总结")


def pages(content: bytes, folder: Path) -> pypdfium2.PdfDocument:
    """The pages as LibreOffice sets them."""
    (folder / "draft.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "draft.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return pypdfium2.PdfDocument(folder / "draft.pdf")


def words_of(page: pypdfium2.PdfPage) -> str:
    return str(page.get_textpage().get_text_bounded())
