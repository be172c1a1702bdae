"""A comparison as a paragraph for a report: readable, every clause cited, plans and gaps told as what they are."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from ingest.model import Span
from rag import phrases
from rag.assistant import Assistant
from rag.citations import cited_sentences, marks_in
from rag.comparison.paragraph import Paragraph, paragraph_of
from rag.model import Answer, Cell, Evidence, Quantity, Row, Table
from rag.present import answer_html
from rag.verify import check_sentence

ABSENT = Cell(text=phrases.STATUS_ABSENT, status="not_found")


def quote(n: int, unit: str, words: str, *headings: str) -> Evidence:
    """A quote that is its whole paragraph."""
    span = Span(start=0, end=len(words))
    return Evidence(
        n=n, report_id=f"r{n}", unit=unit, file="甲.txt", lines=(n, n), quote=words, span=span,
        paragraph=words, highlight=span, heading_path=headings,
    )  # fmt: skip


def cell(*quotes: tuple[int, str], quantities: tuple[Quantity, ...] = ()) -> Cell:
    """A cell that quotes these words under these numbers."""
    return Cell(
        text="；".join(words for _, words in quotes), status="answered",
        citations=tuple(n for n, _ in quotes), quantities=quantities,
    )  # fmt: skip


def number(
    raw: str, value: int, measure: str, n: int, subject: str, *, planned: bool = False, period: str = ""
) -> Quantity:
    return Quantity(
        value=Decimal(value), measure=measure, raw=raw, n=n, subject=subject, planned=planned, period=period
    )


def volunteers(*given_by: tuple[str, int]) -> tuple[Table, list[Evidence]]:
    """A table of how many volunteers each unit has registered."""
    evidence, rows = [], []
    for n, (unit, count) in enumerate(given_by, start=1):
        words = f"注册志愿者{count}人"
        evidence.append(quote(n, unit, words))
        quantity = number(f"{count}人", count, "人", n, "注册志愿者")
        rows.append(Row(unit=unit, cells=(cell((n, words), quantities=(quantity,)),)))
    return Table(columns=("志愿者人数",), rows=tuple(rows)), evidence


def is_borne_out(paragraph: Paragraph, evidence: list[Evidence]) -> bool:
    """Whether no sentence would be held back."""
    known = {e.n: e for e in evidence}
    return all(check_sentence(s, known, paragraph.derived) is None for s in cited_sentences(paragraph.text))


def talk(assistant: Assistant, *messages: str) -> list[Answer]:
    """The answers to messages said one after the other."""
    history: list[BaseMessage] = []
    answers = []
    for message in messages:
        answers.append(assistant.answer(message, history))
        history += [HumanMessage(message), AIMessage(answers[-1].text)]
    return answers


@pytest.mark.parametrize(
    "question",
    [
        "把各社区的志愿服务、培训人数、文化活动列个表",
        "青禾里社区和云岫镇的文艺演出、藏书、矛盾纠纷调解对比一下",
        "对比云岫镇、栖梧街道和枫渡村的志愿者人数、下一步打算",
        "水务局、市场监管局和锦澜产业园区的宣传活动、检查次数、罚款金额比较一下",
        "各单位的志愿服务、矛盾纠纷、图书室列个表",
        "对比青禾里社区、云岫镇、栖梧街道的环境整治和养老服务做法",
    ],
)
def test_a_table_is_told_as_a_paragraph(assistant: Assistant, question: str) -> None:
    table, told = talk(assistant, question, "写成一段话")
    assert table.table is not None
    assert (told.mode, told.status, told.table) == ("compare", "answered", None)
    assert "\n" not in told.text
    assert not any("未通过核验" in note for note in told.notes)
    known = {e.n: e for e in told.evidence}
    assert [check_sentence(s, known, told.derived) for s in cited_sentences(told.text)] == [None] * len(
        cited_sentences(told.text)
    )
    quoted = {n: e.quote for n, e in ((e.n, e) for e in table.evidence)}
    assert all(quoted[n] == known[n].quote for n in marks_in(told.text))


def test_the_units_of_the_table_are_all_named(assistant: Assistant) -> None:
    table, told = talk(assistant, "把青禾里社区、云岫镇和枫渡村的志愿者人数、培训人数列个表", "写成一段话")
    assert table.table is not None
    assert all(row.unit in told.text for row in table.table.rows)
    assert "枫渡村提出志愿者人数由86人增加到150人的目标" in told.text
    assert "未提及培训人数" in told.text.rpartition("；")[2]


def test_a_turned_table_reads_the_same(assistant: Assistant) -> None:
    _, told, *_ = talk(assistant, "把各社区的志愿服务、培训人数列个表", "写成一段话")
    *_, turned = talk(assistant, "把各社区的志愿服务、培训人数列个表", "行列互换", "写成一段话")
    assert turned.text == told.text


def test_what_has_no_formula_is_not_shown_as_worked_out(assistant: Assistant) -> None:
    *_, told = talk(assistant, "对比云岫镇、栖梧街道和枫渡村的志愿者人数、培训人数", "写成一段话")
    assert any(not d.formula for d in told.derived)
    assert "据此算得" not in answer_html(told, 1)


def test_who_leads_is_said_where_the_figures_allow_it() -> None:
    table, evidence = volunteers(("柳汀镇", 120), ("枕河社区", 450), ("桐荫里社区", 300), ("澄田村", 80))
    told = paragraph_of(table, evidence)
    assert told.text == (
        "在志愿者人数方面，最多的是枕河社区，注册志愿者450人[2]；其次是桐荫里社区，注册志愿者300人[3]；"
        "再次是柳汀镇，注册志愿者120人[1]。澄田村注册志愿者80人[4]。"
    )
    assert told.derived[0].formula == "450 > 300 > 120"
    assert is_borne_out(told, evidence)


def test_two_are_set_against_each_other() -> None:
    table, evidence = volunteers(("柳汀镇", 120), ("枕河社区", 450))
    told = paragraph_of(table, evidence)
    assert "枕河社区注册志愿者450人[2]；相比之下，柳汀镇注册志愿者120人[1]。" in told.text


def test_nobody_leads_of_equals_or_past_a_figure_that_cannot_be_ranked() -> None:
    equal, evidence = volunteers(("柳汀镇", 120), ("枕河社区", 450), ("桐荫里社区", 450))
    assert "最多" not in paragraph_of(equal, evidence).text
    table, evidence = volunteers(("柳汀镇", 120), ("枕河社区", 450), ("桐荫里社区", 300))
    evidence.append(quote(4, "澄田村", "上半年注册志愿者600人"))
    half = number("600人", 600, "人", 4, "注册志愿者", period="上半年")
    row = Row(unit="澄田村", cells=(cell((4, "上半年注册志愿者600人"), quantities=(half,)),))
    told = paragraph_of(Table(columns=table.columns, rows=(*table.rows, row)), evidence)
    assert "最多" not in told.text
    assert "上半年注册志愿者600人[4]" in told.text


def test_plans_are_told_as_plans_and_the_unit_is_named_once() -> None:
    evidence = [
        quote(1, "柳汀镇", "全镇新建村道12公里", "主要工作"),
        quote(2, "柳汀镇", "新建村道20公里", "下一步打算"),
        quote(3, "澄田村", "村道硬化率达到95%", "工作目标"),
    ]
    done = number("12公里", 12, "公里", 1, "村道")
    to_come = number("20公里", 20, "公里", 2, "村道", planned=True)
    goal = number("95%", 95, "%", 3, "村道硬化率", planned=True)
    rows = (
        Row(
            unit="柳汀镇",
            cells=(cell((1, "全镇新建村道12公里"), (2, "计划：新建村道20公里"), quantities=(done, to_come)),),
        ),
        Row(unit="澄田村", cells=(cell((3, "村道硬化率达到95%"), quantities=(goal,)),)),
    )
    told = paragraph_of(Table(columns=("村道建设",), rows=rows), evidence)
    assert (
        "柳汀镇新建村道12公里[1]，并计划新建村道20公里[2]；澄田村提出村道硬化率达到95%的目标[3]。"
        in told.text
    )
    assert is_borne_out(told, evidence)


def test_what_is_missing_is_one_clause_at_the_end() -> None:
    hidden = Cell(
        text=phrases.STATUS_WITHHELD.format(raw="x人"), status="withheld_in_source", citations=(2,),
        quantities=(Quantity(value=None, measure="人", raw="x人", n=2),),
    )  # fmt: skip
    evidence = [quote(1, "柳汀镇", "培训居民60人"), quote(2, "澄田村", "培训x人")]
    trained = cell((1, "培训居民60人"), quantities=(number("60人", 60, "人", 1, "培训居民"),))
    rows = (
        Row(unit="柳汀镇", cells=(trained, ABSENT)),
        Row(unit="枕河社区", cells=(ABSENT, ABSENT)),
        Row(unit="澄田村", cells=(hidden, ABSENT)),
    )
    told = paragraph_of(Table(columns=("培训人数", "文艺演出"), rows=rows), evidence)
    assert told.text == (
        "在培训人数方面，柳汀镇培训居民60人[1]；材料中，柳汀镇、澄田村未提及文艺演出，"
        "枕河社区未提及培训人数、文艺演出，澄田村的培训人数原文缺失。"
    )
    assert is_borne_out(told, evidence)


def test_units_that_give_no_number_are_named_together() -> None:
    table, evidence = volunteers(("柳汀镇", 120), ("枕河社区", 450))
    evidence.append(quote(3, "澄田村", "村里成立了志愿服务队"))
    words = phrases.CELL_NO_NUMBER.format(words="村里成立了志愿服务队")
    row = Row(unit="澄田村", cells=(Cell(text=words, status="answered", citations=(3,)),))
    told = paragraph_of(Table(columns=table.columns, rows=(*table.rows, row)), evidence)
    assert told.text.endswith("；材料中，澄田村没有写明志愿者人数的数字。")
    assert is_borne_out(told, evidence)


def test_two_years_of_a_unit_are_told_apart() -> None:
    table, evidence = volunteers(("柳汀镇2022年", 120), ("柳汀镇2023年", 450))
    evidence = [replace(e, unit="柳汀镇") for e in evidence]
    told = paragraph_of(table, evidence)
    assert "柳汀镇2023年注册志愿者450人[2]；相比之下，柳汀镇2022年注册志愿者120人[1]。" in told.text
    assert is_borne_out(told, evidence)


def test_nothing_stated_is_no_paragraph() -> None:
    table = Table(columns=("培训人数",), rows=(Row(unit="柳汀镇", cells=(ABSENT,)),))
    assert paragraph_of(table, []) == Paragraph(text="", derived=())


def test_long_words_are_cut_at_a_clause_and_keep_the_figure() -> None:
    words = (
        "在镇党委的正确领导下，坚持把志愿服务摆在突出位置，多次召开会议专题研究，层层压实责任，广泛发动群众参与，"
        "形成了人人关心、人人支持、人人参与的良好氛围，全年开展志愿服务活动132次，受到群众好评"
    )
    evidence = [quote(1, "柳汀镇", words)]
    table = Table(
        columns=("志愿服务",),
        rows=(
            Row(
                unit="柳汀镇",
                cells=(cell((1, words), quantities=(number("132次", 132, "次", 1, "志愿服务活动"),)),),
            ),
        ),
    )
    told = paragraph_of(table, evidence).text
    assert "领导下" not in told
    assert "全年开展志愿服务活动132次" in told
    assert len(told) < 110


def test_the_same_words_are_told_once() -> None:
    words = "举办文艺演出12场次"
    evidence = [quote(1, "柳汀镇", words), quote(2, "柳汀镇", words)]
    row = Row(unit="柳汀镇", cells=(cell((1, words)), cell((2, words))))
    told = paragraph_of(Table(columns=("文艺演出", "文化活动"), rows=(row,)), evidence).text
    assert told.count(words) == 1


@given(st.lists(st.integers(min_value=1, max_value=99999), min_size=1, max_size=9))
def test_every_figure_stands_whole_behind_its_unit_and_cited(counts: list[int]) -> None:
    table, evidence = volunteers(*((f"第{'甲乙丙丁戊己庚辛壬'[n]}社区", c) for n, c in enumerate(counts)))
    told = paragraph_of(table, evidence)
    assert is_borne_out(told, evidence)
    assert sorted(marks_in(told.text)) == list(range(1, len(counts) + 1))
    for item in evidence:
        assert f"{item.quote}[{item.n}]" in told.text
        assert told.text.index(item.unit) < told.text.index(f"[{item.n}]")
