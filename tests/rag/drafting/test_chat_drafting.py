"""Drafts worded by a scripted model: what stands is told, what fails stays the reports' own words."""

import re

from rag.assistant import Assistant
from rag.citations import marks_in, without_marks
from rag.drafting.chat_drafting import ChatDrafting
from rag.model import Answer, Working
from tests.rag.drafting.conversation import talk
from tests.rag.scripted_model import FAIL, HANG, Scripted
from vectorstore.store import Store

REQUEST = "写一段芷泊社区志愿服务的总结，60字"


def plain(store: Store) -> Answer:
    return Assistant(store).answer(REQUEST)


def drafted(store: Store, *scripts: str) -> tuple[Answer, Scripted]:
    model = Scripted(*scripts)
    assistant = Assistant(store, drafter=ChatDrafting(model, seconds=5))
    return assistant.answer(REQUEST), model


def reworded(answer: Answer) -> str:
    """The first sentence put a little otherwise: 共 in front of its first figure."""
    assert answer.draft is not None
    first = re.sub("^[^，]*方面，", "", answer.draft.sentences[0].text)
    return first.replace("开展志愿服务", "共开展志愿服务", 1)


def test_what_stands_before_verification_is_told(sample_store: Store) -> None:
    before = plain(sample_store)
    words = reworded(before)
    assert "共开展" in words
    answer, model = drafted(sample_store, words, "没有出处的话。")
    assert words.rstrip("。") in answer.text
    assert answer.writer == model.name
    assert marks_in(answer.text) == marks_in(before.text)


def test_a_sentence_with_another_number_stays_the_reports(sample_store: Store) -> None:
    before = plain(sample_store)
    wrong = re.sub(r"\d{2,}", "99999", reworded(before), count=1)
    answer, _ = drafted(sample_store, wrong)
    assert answer.text == before.text
    assert answer.writer == "extractive"
    assert any("没有通过核对" in note for note in answer.notes)


def test_a_sentence_that_drops_a_figure_stays_the_reports(sample_store: Store) -> None:
    before = plain(sample_store)
    assert before.draft is not None
    marks = "".join(f"[{n}]" for n in marks_in(before.draft.sentences[0].text))
    answer, _ = drafted(sample_store, f"芷泊社区开展志愿服务活动{marks}。")
    assert answer.text == before.text


def test_what_the_source_hides_is_not_told_by_a_model(sample_store: Store) -> None:
    before = plain(sample_store)
    answer, _ = drafted(sample_store, f"20__年，{reworded(before)}")
    assert answer.text == before.text


def test_a_model_that_fails_leaves_a_whole_draft(sample_store: Store) -> None:
    answer, model = drafted(sample_store, FAIL)
    assert answer.text == plain(sample_store).text
    assert any(model.name in note for note in answer.notes)


def test_stopping_ends_the_model(sample_store: Store) -> None:
    model = Scripted(f"芷泊{HANG}")
    events = Assistant(sample_store, drafter=ChatDrafting(model, seconds=60)).ask(REQUEST)
    assert any(isinstance(event, Working) for event in events)
    events.close()  # type: ignore[attr-defined]
    assert model.chat.ended.wait(2)


def test_a_models_words_outlive_a_change_elsewhere(sample_store: Store) -> None:
    request = "参照各单位材料，为“志愿服务”写一段约200字的总结段落"
    before = Assistant(sample_store).answer(request)
    assert before.draft is not None
    first = re.sub("^[^，]*方面，", "", before.draft.sentences[0].text)
    words = first.replace("成立", "先后成立", 1)
    assert words != first
    model = Scripted(words, *["无依据。"] * 40)
    assistant = Assistant(sample_store, drafter=ChatDrafting(model, seconds=5))
    drafted_, changed = talk(assistant, request, "删掉第二句")
    assert "先后成立" in drafted_.text
    asked = len(model.asked)
    assert changed.draft is not None
    assert "先后成立" in without_marks(changed.draft.sentences[0].text)
    assert asked > 1


def test_neither_a_pattern_nor_the_users_words_are_put_otherwise(sample_store: Store) -> None:
    model = Scripted("我村共做了很多事[1]。")
    assistant = Assistant(sample_store, drafter=ChatDrafting(model, seconds=5))
    answer = assistant.answer("参照这些材料给我们村写一段环境整治，150字")
    assert model.asked == []
    assert answer.text == Assistant(sample_store).answer("参照这些材料给我们村写一段环境整治，150字").text
