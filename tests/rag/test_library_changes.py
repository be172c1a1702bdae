"""Answers follow the library: versions are not counted twice, corrections count at once, pages are named."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.corrections import Correction
from ingest.loaders import load
from ingest.pipeline import parse_document
from rag.assistant import Assistant
from rag.chain import ReportRetriever
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.intake import take_in
from vectorstore.store import Store

REPORT = """云溪社区2023年工作总结
今年以来，云溪社区在街道党工委的领导下，认真落实各项部署，扎实推进社区工作，现将一年来的工作总结如下：
一、信访工作
全年接待来访群众45人次，化解矛盾纠纷23起，办结率100%，辖区没有发生一起越级上访。
二、安全工作
开展消防演练3次，检查沿街商铺260家，发放宣传单1800份，整改隐患41处。
三、文化工作
组织广场舞比赛2场，邻里节活动1场，参加居民900余人，图书室新增图书350册。
总之，社区的工作还有不少差距，明年要更加努力，把各项工作做得更好。"""


@pytest.fixture(scope="module")
def encoder() -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder()


@pytest.fixture
def store(tmp_path: Path, encoder: SentenceTransformerEncoder) -> Iterator[Store]:
    """A store with one report."""
    (tmp_path / "总结.txt").write_text(REPORT, encoding="utf-8")
    with Store.open(tmp_path / "store", encoder, create=True) as opened:
        list(take_in(opened, [tmp_path / "总结.txt"]))
        yield opened


def test_of_two_versions_one_answers(store: Store, tmp_path: Path) -> None:
    assistant = Assistant(store)
    assert assistant.answer("云溪社区接待来访群众多少人次？").short == "45人次"
    (tmp_path / "总结（改）.txt").write_text(REPORT.replace("45人次", "47人次"), encoding="utf-8")
    list(take_in(store, [tmp_path / "总结（改）.txt"]))
    answer = assistant.answer("云溪社区接待来访群众多少人次？")
    assert answer.short == "47人次"
    assert {e.file for e in answer.evidence} == {"总结（改）.txt"}
    listed = assistant.answer("各社区的消防演练列个表")
    assert listed.table is not None
    assert [row.unit for row in listed.table.rows] == ["云溪社区"]
    found = ReportRetriever(store=store, k=12).invoke("消防演练")
    assert {document.metadata["file"] for document in found} == {"总结（改）.txt"}
    store.remove_file(tmp_path / "总结（改）.txt")
    assert assistant.answer("云溪社区接待来访群众多少人次？").short == "45人次"


def test_a_unit_corrected_is_asked_for_by_its_new_name(store: Store) -> None:
    assistant = Assistant(store)
    assert assistant.answer("白石社区开展消防演练几次？").status == "not_found"
    (report,) = store.reports()
    store.correct(report.id, Correction(unit="白石社区"))
    answer = assistant.answer("白石社区开展消防演练几次？")
    assert answer.short == "3次"
    assert {e.unit for e in answer.evidence} == {"白石社区"}


def test_a_file_of_pages_is_cited_by_page(
    encoder: SentenceTransformerEncoder, tmp_path: Path, store: Store
) -> None:
    paged = tmp_path / "扫描.txt"
    paged.write_text(
        REPORT.replace("云溪", "白石").replace("\n二、", "\n\f二、").replace("\n三、", "\n\f三、")
    )
    document = load(paged)
    document = replace(document, source=replace(document.source, media_type="application/pdf"))
    store.add(paged, parse_document(document))
    answer = Assistant(store).answer("白石社区新增图书多少册？")
    assert answer.short == "350册"
    assert [(e.page, e.place) for e in answer.evidence] == [(3, "第3页")]
    assert answer.row()["evidence"][0]["page"] == 3
    (line,) = Assistant(store).answer("云溪社区新增图书多少册？").evidence
    assert line.page is None
    assert "page" not in line.row()


def test_where_two_places_disagree_both_are_shown(
    encoder: SentenceTransformerEncoder, tmp_path: Path, store: Store
) -> None:
    text = REPORT.replace("云溪", "白石").replace(
        "总之，", "全年接待来访群众46人次，居民反映较好；开展消防演练3次。\n总之，"
    )
    (tmp_path / "另一份.txt").write_text(text, encoding="utf-8")
    list(take_in(store, [tmp_path / "另一份.txt"]))
    answer = Assistant(store).answer("白石社区接待来访群众多少人次？")
    assert {e.quote[-4:] for e in answer.evidence} == {"45人次", "46人次"}
    (note,) = answer.notes
    assert "不一致" in note
    assert all(value in note for value in ("45人次", "46人次"))
    assert Assistant(store).answer("白石社区开展消防演练几次？").notes == ()
