"""Whole texts: an outline from the library, its sections drafted one by one, put together."""

import re

from rag.assistant import Assistant
from rag.citations import marks_in, without_marks
from tests.rag.drafting.conversation import talk

OUTLINE = "写一份社区工作总结的提纲"


def headings(text: str) -> list[str]:
    return [line.removeprefix("## ") for line in text.split("\n") if line.startswith("## ")]


def test_an_outline_cites_who_has_such_a_section(assistant: Assistant) -> None:
    (answer,) = talk(assistant, OUTLINE)
    assert answer.draft is not None
    found = headings(answer.text)
    assert 3 <= len(found) <= 7
    assert [h[:2] for h in found] == [f"{n}、" for n in "一二三四五六七"[: len(found)]]
    outlined = [s for s in answer.draft.sentences if s.kind == "outline"]
    assert outlined
    assert all(marks_in(s.text) for s in outlined)


def test_sections_are_written_one_by_one(assistant: Assistant) -> None:
    outline, first, second, whole = talk(assistant, OUTLINE, "写第一部分", "接着写", "按提纲写全文")
    assert headings(outline.text) == headings(first.text) == headings(second.text) == headings(whole.text)
    parts = [[p.strip() for p in re.split("## .*\n?", a.text)[1:]] for a in (first, second, whole)]
    assert without_marks(parts[0][0]) == without_marks(parts[1][0]) == without_marks(parts[2][0])
    assert without_marks(parts[1][1]) == without_marks(parts[2][1])
    assert whole.draft is not None
    assert all(s.kind != "outline" for s in whole.draft.sentences)


def test_an_outline_is_changed_before_it_is_written(assistant: Assistant) -> None:
    first, changed, fewer = talk(assistant, OUTLINE, "第二部分改成志愿服务", "去掉第一部分")
    assert "志愿" in headings(changed.text)[1]
    assert headings(changed.text)[0] == headings(first.text)[0]
    assert len(headings(fewer.text)) == len(headings(changed.text)) - 1
    assert "志愿" in headings(fewer.text)[0]


def test_a_whole_text_is_near_its_length_and_says_nothing_twice(assistant: Assistant) -> None:
    (answer,) = talk(assistant, "写一篇社区工作总结，1000字")
    assert answer.draft is not None
    assert answer.draft.title == "社区工作总结"
    assert 800 <= len(without_marks(answer.text)) <= 1200
    spoken = [without_marks(s.text) for s in answer.draft.sentences]
    assert len(spoken) == len(set(spoken))
    assert [r for r in answer.draft.remarks if r.kind in ("序号", "重复")] == []


def test_in_a_text_of_ours_each_section_begins_with_us(assistant: Assistant) -> None:
    (answer,) = talk(assistant, "以芷泊社区的名义写一份年度工作总结，800字")
    assert answer.draft is not None
    first = [line.sentences[0] for line in answer.draft.lines if line.sentences]
    assert sum(s.text.startswith("我社区") for s in first if s.kind == "own") >= 3


def test_what_is_amiss_and_what_is_to_come_stand_in_their_sections(assistant: Assistant) -> None:
    (answer,) = talk(assistant, "写一篇社区工作总结，1000字")
    sections = dict(zip(headings(answer.text), re.split("## .*\n", answer.text)[1:], strict=True))
    amiss = next(text for head, text in sections.items() if "问题" in head)
    to_come = next(text for head, text in sections.items() if "打算" in head)
    assert re.search("不足|差距|不够|薄弱", amiss)
    assert re.search("力争|将|推进|新建|争取|继续", to_come)
