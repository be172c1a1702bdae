"""The check before handing in: what it finds, what it leaves alone, and that it says what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.markers import ordinal
from ingest.model import Span
from rag.drafting.model import Line, Remark, Sentence
from rag.drafting.proof.numbering_order import chinese
from rag.drafting.proof.outdated import OutdatedTerm
from rag.drafting.proof.pasted_lines import lines_of_text
from rag.drafting.proof.proofreading import proofread, proofread_words
from rag.model import Evidence

OFFICE = OutdatedTerm(
    term="粮管所", now="粮食和物资储备局", since=2018, why="机构改革", excepted=("老粮管所街",)
)


def evidence(n: int, quote: str, unit: str = "云岫镇") -> Evidence:
    span = Span(start=0, end=len(quote))
    return Evidence(
        n=n, report_id="r1", unit=unit, file="云岫镇.txt", lines=(3, 3), quote=quote, span=span,
        paragraph=quote, highlight=span,
    )  # fmt: skip


def drafted(*sentences: str) -> tuple[Line, ...]:
    return (Line(sentences=tuple(Sentence(text=s, kind="told") for s in sentences)),)


def kinds(remarks: tuple[Remark, ...]) -> list[str]:
    return [r.kind for r in remarks]


def of_text(text: str) -> list[str]:
    return kinds(proofread_words(lines_of_text(text), (OFFICE,)))


@pytest.mark.parametrize("number", ["120人", "三百余人", "1.8万余人次", "百分之九十五", "12.5%"])
def test_a_number_without_a_mark_is_found(number: str) -> None:
    (remark,) = proofread(drafted("全镇干部群众积极参与。", f"全年参加培训的达到{number}。"), (), ())
    assert (remark.kind, remark.sentence) == ("没有出处的数字", 2)
    assert remark.words in number
    assert "请" in remark.advice


def test_a_number_that_stands_in_what_is_cited_is_left_alone() -> None:
    cited = (evidence(1, "培训居民1.2万余人次，开展巡逻12次"),)
    assert proofread(drafted("云岫镇培训居民1.2万余人次，开展巡逻12次[1]。"), cited, ()) == ()


@pytest.mark.parametrize(
    ("said", "words"), [("巡逻13次", "13次"), ("培训居民1.2万人次", "1.2万人次"), ("巡逻12场", "12场")]
)
def test_a_number_that_does_not_is_found(said: str, words: str) -> None:
    cited = (evidence(1, "培训居民1.2万余人次，开展巡逻12次"),)
    (remark,) = proofread(drafted(f"云岫镇{said}[1]。"), cited, ())
    assert (remark.kind, remark.words) == ("与出处不符的数字", words)


@pytest.mark.parametrize(
    "text",
    [
        "培训居民【待补：培训人数】人。", "__年以来成效明显。", "20xx年，全镇完成改造。", "组织××社区开展活动。",
        "邀请某某同志作报告。", "接待游客x万人次。", "（此处待补充数据）",
    ],
)  # fmt: skip
def test_placeholders_are_found(text: str) -> None:
    found = of_text(text)
    assert found in (["待补"], ["没有填的空"])


@pytest.mark.parametrize(
    "text", ["二〇〇九年完成3×4米宣传栏。", "开展“1+X”证书试点。", "购置X光机一台。", "安装LED屏。"]
)
def test_what_only_looks_like_a_placeholder_is_left_alone(text: str) -> None:
    assert of_text(text) == []


def test_a_practice_to_be_confirmed_says_what_to_answer() -> None:
    (remark,) = proofread(drafted("组织居民清扫巷道[1]【待核实】。"), (evidence(1, "组织居民清扫巷道"),), ())
    assert "第1句属实" in remark.advice
    assert "删掉第1句" in remark.advice


def test_repeated_sentences_and_half_sentences_are_found_where_they_stand() -> None:
    first = "组织党员干部开展巷道卫生死角清扫活动。"
    near = "组织党员干部、群众开展巷道卫生死角清扫活动。"
    half = "为迎接全市文明城市年度测评，进一步改善群众居住环境，组织党员干部开展巷道卫生死角清扫活动。"
    for again, told in ((first, "完全相同"), (near, "几乎相同"), (half, "这半句")):
        (remark,) = proofread(drafted(first, "加强学习。", again), (), ())
        assert (remark.kind, remark.sentence) == ("重复的话", 3)
        assert told in remark.advice
        assert "第1句" in remark.advice


def test_sentences_alike_in_form_only_are_no_repeats() -> None:
    lines = drafted("甲村组织环境卫生整治活动12次[1]。", "乙村组织环境卫生整治活动15次[1]。")
    cited = (evidence(1, "甲村组织环境卫生整治活动12次，乙村组织环境卫生整治活动15次"),)
    assert proofread(lines, cited, ()) == ()


def test_an_over_long_sentence_is_told_with_its_length_and_where_to_cut_it() -> None:
    clause = "组织开展形式多样的宣传教育活动"
    parts = [f"{chr(0x4E00 + i)}{clause}" for i in range(9)]
    (remark,) = proofread(drafted("，".join(parts) + "[1]。"), (), ())
    assert remark.kind == "句子过长"
    assert f"{len('，'.join(parts)) + 1}字" in remark.advice
    assert f"可在“{parts[4][:8]}”前断成两句" in remark.advice
    assert proofread(drafted("；".join(parts) + "。"), (), ()) == ()


def test_a_term_out_of_date_is_told_once_with_its_count_and_more_mildly_where_the_source_says_it() -> None:
    plain = proofread(drafted("会同粮管所检查。", "粮管所牵头。"), (), (OFFICE,))
    assert [r.kind for r in plain] == ["过时的说法"]
    assert "现称“粮食和物资储备局”（2018年，机构改革）" in plain[0].advice
    assert plain[0].advice.endswith("全文共2处。")
    cited = (evidence(1, "会同粮管所检查"),)
    (mild,) = proofread(drafted("云岫镇会同粮管所检查[1]。"), cited, (OFFICE,))
    assert mild.advice.startswith("原文如此")
    (then,) = proofread(drafted("2015年会同粮管所检查。"), (), (OFFICE,))
    assert then.advice.startswith("写的是当时的事")


@pytest.mark.parametrize("text", ["会同原粮管所检查。", "整治老粮管所街。"])
def test_a_term_said_to_be_former_or_within_a_longer_word_is_left_alone(text: str) -> None:
    assert of_text(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一、学习\n三、宣传", "“一、”后面应为“二、”"),
        ("一、学习\n（一）理论\n（三）业务", "“（一）”后面应为“（二）”"),
        ("1.学习\n3.宣传", "“1.”后面应为“2.”"),
        ("一、学习\n二、宣传\n二、整治", "按顺序应为“三、”"),
        ("二、学习\n三、宣传", "前面没有“一、”"),
        ("主要做法：一是学习；三是宣传。", "“一是”后面应为“二是”"),
        ("1.学习\n一、理论\n二、业务\n2.宣传", "层次依次是"),
    ],
)
def test_numbering_out_of_order_is_found(text: str, found: str) -> None:
    remarks = proofread_words(lines_of_text(text), ())
    assert len(remarks) == 1
    assert found in remarks[0].advice


@pytest.mark.parametrize(
    "text",
    [
        "一、学习\n（一）理论\n1.读书\n2.讲座\n（二）业务\n1.培训\n二、宣传\n（一）上街",
        "一、学习\n1.读书\n2.讲座\n二、宣传\n1.上街",
        "主要做法：一是学习；二是宣传。\n存在问题：一是人少；二是钱少。",
        "一、学习\n一是读书。二是讲座。\n二、宣传\n一是上街。二是入户。",
    ],
)
def test_numbering_in_order_is_left_alone(text: str) -> None:
    assert of_text(text) == []


@given(st.integers(2, 15), st.integers(2, 15))
def test_a_count_without_a_gap_is_never_found_and_one_with_a_gap_always(length: int, gone: int) -> None:
    whole = [f"{chinese(n)}、第{n}项工作内容" for n in range(1, length + 1)]
    assert [ordinal(line.partition("、")[0]) for line in whole] == list(range(1, length + 1))
    assert "序号不连续" not in of_text("\n".join(whole))
    if gone < length:
        assert "序号不连续" in of_text("\n".join(line for n, line in enumerate(whole, 1) if n != gone))


def test_numbers_written_otherwise_are_told_once() -> None:
    (remark,) = proofread_words(lines_of_text("1、学习\n2、宣传"), ())
    assert remark.kind == "序号写法"
    assert "“1、”应为“1.”，全文这样的写法共2处" in remark.advice


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("开展“健康讲堂活动。", "缺一半的括号引号"),
        ("开展“健康讲堂“活动。", "缺一半的括号引号"),
        ("发放资料（宣传册。", "缺一半的括号引号"),
        ("印发方案》。", "缺一半的括号引号"),
        ("加强学习，，改进作风。", "标点重复"),
        ("加强学习。，改进作风。", "标点重复"),
        ("加强学习,改进作风。", "半角标点"),
        ("加强学习(理论)。", "半角标点"),
    ],
)
def test_slips_of_punctuation_are_found(text: str, kind: str) -> None:
    assert of_text(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "印发《关于开展“健康讲堂”活动的通知》（云发〔2024〕3号）。", "真的吗？！是的……", "1）学习。", "参与1,200人。",
        "会议于14:30开始，地址www.example.cn。", "增长12.5%，完成1.2万元。",
    ],
)  # fmt: skip
def test_good_punctuation_is_left_alone(text: str) -> None:
    assert of_text(text) == []


def test_half_width_marks_are_told_once_for_the_whole_text() -> None:
    (remark,) = proofread_words(lines_of_text("加强学习,改进作风。\n加强宣传,营造氛围。"), ())
    assert "全文共2处" in remark.advice


def test_remarks_come_in_the_order_of_the_text() -> None:
    text = "一、学习\n会同粮管所检查，，发放资料（宣传册。\n三、宣传\n__年完成。"
    remarks = proofread_words(lines_of_text(text), (OFFICE,))
    assert kinds(remarks) == ["过时的说法", "标点重复", "缺一半的括号引号", "序号不连续", "没有填的空"]
    assert [r.sentence for r in remarks] == [1, 1, 1, 0, 2]


_TEXTS = st.text(
    alphabet=st.sampled_from("一二三四五、（）1.2。，；“”《》是学习宣传工作【待补：】__xx某\n ,(年0"),
    max_size=120,
)


@given(_TEXTS)
def test_any_text_is_laid_out_whole_and_checked(text: str) -> None:
    lines = lines_of_text(text)
    laid_out = "".join(line.text for line in lines)
    kept = "".join(laid_out.split())
    assert kept == "".join("".join(line.split()) for line in text.splitlines())
    count = sum(len(line.sentences) for line in lines)
    for remark in proofread(lines, (), (OFFICE,)):
        assert remark.advice
        assert remark.words
        assert 0 <= remark.sentence <= count


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("一、学习\n全镇学习12次。", ["一、学习", ""]),
        ("（一）抓学习。全镇学习12次。", ["（一）抓学习。"]),
        ("1.全镇组织学习。", ["1."]),
        ("一是抓学习。二是抓宣传。", ["一是"]),
    ],
)
def test_its_own_numbering_is_recognised(text: str, headings: list[str]) -> None:
    assert [line.heading for line in lines_of_text(text)] == headings


def test_well_written_prose_is_left_alone() -> None:
    text = (
        "一、强化理论武装\n（一）坚持集体学习。全年组织集中学习24次，邀请专家辅导3场次。\n"
        "（二）注重实践锻炼。选派12名干部到一线，帮助解决难题36个。\n"
        "二、优化服务环境\n推行“一窗受理”，办理事项1.2万件，群众满意率达到98.5%。\n"
        "三、下一步打算\n一是持续改进作风；二是拓展服务内容；三是加强队伍建设。"
    )
    assert of_text(text) == []
