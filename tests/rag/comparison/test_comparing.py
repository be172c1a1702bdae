"""Comparisons as a clerk has them: a table of units and aspects, changed message by message."""

from pathlib import Path

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from ingest.pipeline import parse_file
from rag.assistant import Assistant
from rag.citations import cited_sentences, marks_in
from rag.model import Answer, Table, Understood
from rag.verify import check_sentence
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.store import Store

THREE = "比较青禾里社区、芷泊社区和云岫镇的志愿者人数、矛盾纠纷、图书室藏书"
QUESTIONS = (
    THREE,
    "各社区志愿者人数、矛盾纠纷、图书室藏书，列个表",
    "从志愿服务、环境整治、文化活动三个方面比较云岫镇和栖梧街道",
    "比较青禾里社区和芷泊社区",
    "对比一下几个单位的主要工作",
    "把三个社区的志愿服务列个对比表",
    "云岫镇的保洁人员是锦澜产业园区的几倍？",
    "芷泊社区、青禾里社区排查矛盾纠纷各占多少？",
    "青禾里社区和火星社区的矛盾纠纷谁多？",
    "青禾里社区、枫渡村和澜江县水务局的志愿服务和党员教育都是怎么做的",
)


def talk(assistant: Assistant, *questions: str) -> list[Answer]:
    history: list[BaseMessage] = []
    answers = []
    for question in questions:
        answers.append(assistant.answer(question, history))
        history += [HumanMessage(question), AIMessage(answers[-1].text)]
    return answers


def table_of(answer: Answer) -> Table:
    assert answer.table is not None
    return answer.table


def units(answer: Answer) -> list[str]:
    return [row.unit for row in table_of(answer).rows]


def words(answer: Answer, unit: str, column: str) -> str:
    table = table_of(answer)
    (row,) = [row for row in table.rows if row.unit == unit]
    return row.cells[table.columns.index(column)].text


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_cell_and_sentence_stands_in_what_it_cites(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    table = table_of(answer)
    known = {e.n: e for e in answer.evidence}
    assert answer.status == "answered"
    for row in table.rows:
        for cell in row.cells:
            assert bool(cell.citations) == (cell.status in ("answered", "withheld_in_source"))
            assert set(cell.citations) <= set(known)
            for quantity in cell.quantities:
                assert quantity.raw in known[quantity.n].quote
                assert quantity.n in cell.citations
                assert known[quantity.n].unit == row.unit
    for sentence in cited_sentences(answer.text):
        assert check_sentence(sentence, known, answer.derived, ()) is None
    assert not any("未通过核验" in note for note in answer.notes)


def test_several_aspects_stand_side_by_side(assistant: Assistant) -> None:
    answer = assistant.answer(THREE)
    assert table_of(answer).columns == ("志愿者人数", "矛盾纠纷", "图书室藏书")
    assert units(answer) == ["青禾里社区", "芷泊社区", "云岫镇"]
    assert "326人" in words(answer, "青禾里社区", "志愿者人数")
    assert "118起" in words(answer, "芷泊社区", "矛盾纠纷")
    assert 2 <= len(cited_sentences(answer.text)) <= 5
    assert "志愿者人数最多的是云岫镇（870人）" in "".join(answer.text.split("[")[0])
    assert answer.plan.startswith("对比3个（青禾里社区、芷泊社区、云岫镇）；看3个方面")
    assert answer.notes[0] == "库中9个单位，已读3个，提及3个。"


def test_the_plan_is_told_before_anything_is_read(assistant: Assistant) -> None:
    first = next(iter(assistant.ask(THREE)))
    assert isinstance(first, Understood)
    assert (first.mode, first.units) == ("compare", ("青禾里社区", "芷泊社区", "云岫镇"))


def test_a_unit_that_the_library_does_not_hold_is_a_row_not_looked_up(assistant: Assistant) -> None:
    answer = assistant.answer("青禾里社区和火星社区的矛盾纠纷谁多？")
    cells = {row.unit: row.cells[0].status for row in table_of(answer).rows}
    assert cells == {"青禾里社区": "answered", "火星社区": "not_read"}
    assert "未检索：火星社区（库中没有“火星社区”的报告）。" in answer.notes


def test_what_is_not_alike_is_not_ranked_and_told(assistant: Assistant) -> None:
    answer = assistant.answer("青禾里社区和栖梧街道，谁培训的人次多？")
    assert "最多" not in answer.text
    assert any("半年的数不与全年的数比" in note for note in answer.notes)


def test_times_and_shares_are_worked_out_with_their_formulas(assistant: Assistant) -> None:
    times = assistant.answer("云岫镇的保洁人员是锦澜产业园区的几倍？")
    # 由35名增加到62名: the later figure is the present one.
    assert [(d.text, d.formula) for d in times.derived if "倍" in d.text] == [
        ("云岫镇是锦澜产业园区的1.2倍", "74 ÷ 62 ≈ 1.19")
    ]
    shares = assistant.answer("芷泊社区、青禾里社区排查矛盾纠纷各占多少？")
    assert "芷泊社区占2个单位合计的55.1%" in shares.text
    for derived in (*times.derived, *shares.derived):
        assert len(derived.inputs) == 2


def test_a_broad_theme_is_opened_into_what_the_reports_speak_of(assistant: Assistant) -> None:
    answer = assistant.answer("比较青禾里社区和芷泊社区")
    table = table_of(answer)
    assert len(table.columns) >= 3
    assert "从报告中找出" in answer.plan
    for n, column in enumerate(table.columns):
        assert any(row.cells[n].status == "answered" for row in table.rows), column


def test_a_comparison_goes_on_from_message_to_message(assistant: Assistant) -> None:
    _, more, fewer, another, ranked, turned = talk(
        assistant,
        THREE,
        "再加上枫渡村",
        "去掉青禾里社区",
        "再加一列志愿服务",
        "按志愿者人数从少到多排",
        "行列互换",
    )
    assert units(more) == ["青禾里社区", "芷泊社区", "云岫镇", "枫渡村"]
    assert units(fewer) == ["芷泊社区", "云岫镇", "枫渡村"]
    assert table_of(another).columns[-1] == "志愿服务"
    volunteers = [units(ranked).index(u) for u in ("芷泊社区", "云岫镇")]
    assert volunteers == sorted(volunteers)
    assert table_of(turned).turned
    assert table_of(turned).columns == tuple(units(ranked))
    assert units(turned) == ["志愿者人数", "矛盾纠纷", "图书室藏书", "志愿服务"]


def test_rows_without_figures_are_left_out_and_named(assistant: Assistant) -> None:
    _, only = talk(assistant, "比较青禾里社区、枫渡村和澜江县水务局的矛盾纠纷", "只看有数字的")
    assert units(only) == ["青禾里社区"]
    assert any("枫渡村" in note for note in only.notes)


def test_a_question_in_between_does_not_end_the_comparison(assistant: Assistant) -> None:
    *_, between, after = talk(assistant, THREE, "云岫镇的垃圾桶增加到多少个？", "去掉图书室藏书这一列")
    assert between.short == "540个"
    assert table_of(after).columns == ("志愿者人数", "矛盾纠纷")


def test_the_next_question_goes_on_about_the_changed_units(assistant: Assistant) -> None:
    *_, changed = talk(assistant, THREE, "去掉云岫镇")
    assert changed.focus.units == ("青禾里社区", "芷泊社区")


def test_a_unit_taken_off_the_chips_is_off_the_table(assistant: Assistant) -> None:
    *_, after = talk(assistant, THREE, "不看云岫镇了", "再加上枫渡村")
    assert units(after) == ["青禾里社区", "芷泊社区", "枫渡村"]


def test_what_cannot_be_changed_is_said_beside_the_table(assistant: Assistant) -> None:
    _, same = talk(assistant, THREE, "去掉栖梧街道")
    assert units(same) == ["青禾里社区", "芷泊社区", "云岫镇"]
    assert any(note.startswith("表里没有“栖梧街道”") for note in same.notes)


def test_another_unit_is_asked_for_all_aspects(assistant: Assistant) -> None:
    _, other = talk(assistant, THREE, "那枫渡村呢？")
    assert units(other) == ["枫渡村"]
    assert table_of(other).columns == ("志愿者人数", "矛盾纠纷", "图书室藏书")


def test_a_new_comparison_after_another_is_its_own(assistant: Assistant) -> None:
    _, fresh = talk(assistant, THREE, "栖梧街道和枫渡村的志愿服务比一比")
    assert units(fresh) == ["栖梧街道", "枫渡村"]


def test_a_table_of_all_units_is_changed_too(assistant: Assistant) -> None:
    _, narrowed = talk(assistant, "各单位的志愿者人数、矛盾纠纷，列个表", "只留青禾里社区和芷泊社区")
    assert units(narrowed) == ["青禾里社区", "芷泊社区"]


def test_a_chart_is_asked_for(assistant: Assistant) -> None:
    first, charted = talk(assistant, THREE, "画成图")
    assert (first.charted, charted.charted) == (False, True)
    assert units(charted) == units(first)


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("years")
    said = {
        "2022": "全年举办技能培训4期，培训居民86人。社区注册志愿者120人，开展志愿活动18次。",
        "2023": "全年举办技能培训5期，培训居民106人。社区注册志愿者95人，开展志愿活动21次。",
    }
    texts = {
        f"{year}.txt": f"桐荫里社区{year}年工作总结\n\n{year}年，桐荫里社区在街道党工委的领导下，围绕中心工作，"
        f"扎实推进各项任务，现将全年工作总结如下。\n\n一、服务居民\n\n{words}\n\n二、存在的问题\n\n"
        f"一是停车位不足，二是部分楼道照明损坏，需要继续争取资金。\n\n桐荫里社区居民委员会\n{year}年12月25日\n"
        for year, words in said.items()
    }
    store = Store.open(folder / "store", SentenceTransformerEncoder(), create=True)
    for name, text in texts.items():
        path: Path = folder / name
        path.write_text(text, encoding="utf-8")
        store.add(path, parse_file(path))
    return Assistant(store)


def test_two_years_of_one_unit_and_how_it_changed(two_years: Assistant) -> None:
    answer = two_years.answer("桐荫里社区2022年和2023年的培训人数比一比")
    assert units(answer) == ["桐荫里社区2022年", "桐荫里社区2023年"]
    change = next(d for d in answer.derived if "由" in d.text)
    assert "86人" in change.text
    assert "增加20人" in change.text
    quotes = {e.n: e.quote for e in answer.evidence}
    assert ["86人" in quotes[change.inputs[0]], "106人" in quotes[change.inputs[1]]] == [True, True]
    assert set(change.inputs) <= set(marks_in(answer.text))


def test_a_fall_is_told_as_one(two_years: Assistant) -> None:
    answer = two_years.answer("桐荫里社区2022年和2023年的志愿者人数有什么变化？")
    assert "减少25人" in answer.text


def test_how_many_of_each_is_asked_in_the_questions_own_words(assistant: Assistant) -> None:
    answer = assistant.answer("青禾里社区和芷泊社区各举办了几期职业技能培训？")
    cells = {row.unit: row.cells[0].text for row in table_of(answer).rows}
    assert "5期" in cells["青禾里社区"]
    assert "3期" in cells["芷泊社区"]


def test_each_unit_may_be_asked_for_something_of_its_own(assistant: Assistant) -> None:
    answer = assistant.answer("青禾里社区的矛盾纠纷、芷泊社区的注册志愿者分别有多少？")
    cells = {row.unit: row.cells[0].text for row in table_of(answer).rows}
    assert "96起" in cells["青禾里社区"]
    assert "513名" in cells["芷泊社区"]


def test_people_of_a_kind_are_not_people_near_them(assistant: Assistant) -> None:
    answer = assistant.answer("青禾里社区和栖梧街道的党员人数、志愿者人数")
    table = table_of(answer)
    for row in table.rows:
        for quantity in row.cells[table.columns.index("党员人数")].quantities:
            assert "党员" in next(e.quote for e in answer.evidence if e.n == quantity.n)


def test_how_the_table_is_shown_may_end_the_question(assistant: Assistant) -> None:
    answer = assistant.answer("青禾里社区、芷泊社区的志愿者人数、矛盾纠纷，画成图")
    assert answer.charted
    assert table_of(answer).columns == ("志愿者人数", "矛盾纠纷")
