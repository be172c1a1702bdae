"""A pasted text checked: which messages bring one, and where its numbers stand in the library."""

import random
import re

import pytest

from ingest.figures import extract_figures
from ingest.model import Span
from rag.citations import marks_in, without_marks
from rag.drafting.proof.check_request import asks_check
from rag.drafting.proof.number_sources import NumberFinder, sources_of_numbers
from rag.drafting.proof.outdated import load_terms
from rag.drafting.proof.pasted import check_pasted, write_check
from rag.ground import EvidenceBook
from rag.retrieve import Shelf
from rag.understand import read_question
from vectorstore.store import Store

TEXT = "全年开展活动12次，参与300余人。"


@pytest.mark.parametrize(
    "message",
    [
        f"检查一下这段话：{TEXT}", f"帮我看看这段有没有问题：{TEXT}", f"校对：{TEXT}", f"核对下面这段的数字：{TEXT}",
        f"请帮我检查下面这段文字的数字有没有出处：\n{TEXT}", f"{TEXT}\n帮我检查一下", f"这段话帮我看看有没有错误：{TEXT}",
        f"麻烦您校对一下以下材料：{TEXT}", f"检查：“{TEXT}”", f"这段话的数字核对一下：{TEXT}", f"请检查以下内容\n{TEXT}",
    ],
)  # fmt: skip
def test_a_message_that_brings_a_text_to_check_gives_the_text(message: str) -> None:
    assert asks_check(message) == TEXT


@pytest.mark.parametrize(
    "message",
    [
        "检查一下", "检查一下草稿", "云岫镇检查了多少次？", "检查情况：良好", "安全生产检查：全年检查了多少家企业？", "对比一下：云岫镇和芷泊社区的志愿服务",
        "帮我写一段：志愿服务总结，约200字", "看看：哪些单位提到了环境整治？", "核对一下云岫镇的数字：志愿者有多少人？", "生成Word", "看看出处：第一句",
        "第二句改成：我社区培训居民一百二十人", TEXT,
    ],
)  # fmt: skip
def test_other_messages_give_none(message: str) -> None:
    assert asks_check(message) is None


@pytest.fixture(scope="module")
def shelf(sample_store: Store) -> Shelf:
    return Shelf(sample_store)


@pytest.fixture
def book(shelf: Shelf) -> EvidenceBook:
    return EvidenceBook(shelf.files, [e.unit for e in shelf.refresh().entries])


def outcomes(text: str, shelf: Shelf) -> dict[str, str]:
    return {s.raw: s.outcome for s in sources_of_numbers(text, shelf)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云岫镇组建志愿服务队9支，在册志愿者870人。", {"9支": "found", "870人": "found"}),
        ("全镇组建志愿服务队9支，在册志愿者880人。", {"9支": "found", "880人": "otherwise"}),
        ("云岫镇参加志愿者1.1万人次。", {"1.1万人次": "bound"}),
        ("云岫镇参加志愿者1.1万余人。", {"1.1万余人": "measure"}),
        ("芷泊社区组建志愿服务队9支。", {"9支": "of_other"}),
        ("全镇新建码头77座。", {"77座": "nowhere"}),
        ("云岫镇垃圾桶由原来的540个增加到260个。", {"540个": "turned", "260个": "turned"}),
        ("云岫镇在册志愿者x人。", {}),
        ("火星市水务局组建志愿服务队9支。", {"9支": "of_other"}),
        ("联合县公安局组建志愿服务队9支。", {"9支": "found"}),
    ],
)
def test_numbers_are_found_where_reports_say_the_same_and_only_there(
    text: str, expected: dict[str, str], shelf: Shelf
) -> None:
    assert outcomes(text, shelf) == expected


def test_what_reports_say_is_found_and_what_they_do_not_is_not(shelf: Shelf) -> None:
    """Every sentence of the library as it stands, and with its numbers changed."""
    finder, chance = NumberFinder(shelf), random.Random(7)
    kept: list[str] = []
    changed: list[str] = []
    for report_id in (i for e in shelf.refresh().entries for i in e.report_ids):
        page = shelf.page(report_id)
        for sentence in page.sentences:
            words = sentence.span.of(page.report.text)
            kept += [s.outcome for s in finder.sources(words, Span(start=0, end=len(words)))]
            other = re.sub(
                r"(?<![\d.])\d{2,4}(?=[\u4e00-\u9fff])(?!年|月|日)",
                lambda m: str(int(m[0]) + chance.randint(1, 9)),
                words,
            )
            same = {f.raw for f in extract_figures(words)}
            found = finder.sources(other, Span(start=0, end=len(other)))
            changed += [s.outcome for s in found if s.raw not in same]
    assert len(kept) > 300
    assert kept.count("found") >= 0.98 * len(kept)
    assert len(changed) > 150
    assert "found" not in changed


def test_the_text_stays_as_it_is_with_marks_behind_what_was_found(shelf: Shelf, book: EvidenceBook) -> None:
    text = "一、队伍建设\n全镇组建志愿服务队9支，在册志愿者880人，会同工商局，，检查[7]。"
    sheet = check_pasted(text, shelf, book, load_terms())
    shown = "\n".join(line.text for line in sheet.lines)
    assert without_marks(shown) == without_marks(text)
    assert "9支[1]，" in shown
    known = {e.n: e for e in book.items}
    assert set(marks_in(shown)) <= set(known)
    assert "9支" in known[1].quote
    assert [r.kind for r in sheet.remarks] == ["数字与库中不一致", "过时的说法", "标点重复"]
    assert "“870人”" in sheet.remarks[0].advice
    assert "[2]" in sheet.remarks[0].advice
    assert "870人" in known[2].quote
    assert [c.name for c in sheet.sentences[0].checks] == ["数字一致（1个）", "数字待核对（1个）"]


def test_the_answer_says_how_many_numbers_were_found_in_whose_reports(
    shelf: Shelf, book: EvidenceBook
) -> None:
    question = read_question("检查一下", shelf.refresh())
    text = "云岫镇组建志愿服务队9支，新建码头77座，发放帽子300余顶。"
    answer = write_check(question, text, shelf, book, ())
    assert answer.status == "answered"
    assert answer.draft is not None
    assert answer.draft.shows == "remarks"
    assert answer.notes == (
        "这段文字里有2个数字：1个与云岫镇的报告一致，已注明出处，1个在库中没有找到；“300余顶”的计量单位没有认出来，没有核对；文字上没有发现问题。",
    )


def test_a_text_without_numbers_is_checked_for_its_words(shelf: Shelf, book: EvidenceBook) -> None:
    sheet = check_pasted("加强学习，，改进作风。", shelf, book, ())
    assert sheet.brief == "这段文字里没有可以核对的数字；另有1处文字要看一看。"
