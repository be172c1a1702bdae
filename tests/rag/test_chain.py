"""The library seen from LangChain; every example in the documentation is run."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.chat_history import InMemoryChatMessageHistory
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage, SystemMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.runnables.history import RunnableWithMessageHistory

import rag.chain
from rag import phrases
from rag.assistant import Assistant
from rag.chain import AnswerChain, ChainInput, ReportRetriever, answer_chain
from rag.extractive import Draft, ExtractiveWriter
from rag.ground import EvidenceBook
from rag.retrieve import Reading
from rag.understand import Question
from vectorstore.store import Store

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = {
    "README.md": (ROOT / "README.md").read_text(encoding="utf-8"),
    "README.zh.md": (ROOT / "README.zh.md").read_text(encoding="utf-8"),
    "rag/chain.py": rag.chain.__doc__ or "",
}
EXAMPLES = [
    pytest.param(block, id=f"{name}-{n}")
    for name, text in DOCUMENTS.items()
    for n, block in enumerate(re.findall(r"^```python\n(.*?)^```", text, re.M | re.S), start=1)
]
ASKED: ChainInput = {"question": "云岫镇全年举办文艺演出多少场次？"}
NEXT = "其中庙会有几场？"


def test_every_document_has_an_example() -> None:
    assert {str(e.id).rsplit("-", 1)[0] for e in EXAMPLES} == set(DOCUMENTS)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_documentation_run(
    example: str, sample_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JUSHI_STORE", str(sample_folder))
    exec(compile(example, "example", "exec"), {"__name__": "example"})
    printed = capsys.readouterr().out
    assert re.search(r"青禾里社区：全年排查矛盾纠纷96起\[1\]。|全镇茶园面积达到3600亩\[1\]。", printed)


def test_the_retriever_is_a_langchain_retriever(sample_store: Store) -> None:
    retriever = ReportRetriever(store=sample_store, k=4)
    documents = retriever.invoke("第二水厂扩建投资")
    assert len(documents) == 4
    assert "3860万元" in documents[0].page_content
    assert documents[0].metadata["unit"] == "澜江县水务局"
    assert documents[0].metadata["lines"] == [37, 37]
    assert asyncio.run(retriever.ainvoke("第二水厂扩建投资")) == documents


@pytest.mark.parametrize(
    ("query", "units"),
    [
        ("芷泊社区开展了多少次培训？", {"芷泊社区"}),
        ("青禾里社区和云岫镇的培训", {"青禾里社区", "云岫镇"}),
        ("云岫镇", {"云岫镇"}),
    ],
)
def test_passages_are_of_the_units_that_the_query_names(
    sample_store: Store, query: str, units: set[str]
) -> None:
    retriever = ReportRetriever(store=sample_store, k=12)
    assert {d.metadata["unit"] for d in retriever.invoke(query)} == units
    everywhere = ReportRetriever(store=sample_store, k=12, scoped=False).invoke(query)
    assert not {d.metadata["unit"] for d in everywhere} <= units


def test_a_named_unit_is_searched_for_the_rest_of_the_query(sample_store: Store) -> None:
    scoped = ReportRetriever(store=sample_store, k=4)
    found = scoped.invoke("青禾里社区的矛盾纠纷调解")
    report_id = found[0].metadata["report_id"]
    there = ReportRetriever(store=sample_store, k=4, report_ids=(report_id,))
    assert found == there.invoke("矛盾纠纷调解")
    assert all(d.metadata["report_id"] == report_id for d in there.invoke("云岫镇茶园面积"))
    unscoped = ReportRetriever(store=sample_store, k=4, scoped=False)
    assert scoped.invoke("矛盾纠纷调解") == unscoped.invoke("矛盾纠纷调解")


def test_whole_paragraphs_are_given_once_with_the_words_found_in_them(sample_store: Store) -> None:
    query = "志愿服务活动"
    sentences = ReportRetriever(store=sample_store, k=20).invoke(query)
    assert all(d.page_content == d.metadata["quote"] for d in sentences)
    paragraphs = ReportRetriever(store=sample_store, k=20, whole_paragraphs=True).invoke(query)
    assert len(paragraphs) == 20
    places = [(d.metadata["file"], *d.metadata["lines"], d.page_content) for d in paragraphs]
    assert len(set(places)) == len(places)
    reports = {r.id: r.report for r in sample_store.reports()}
    for d in paragraphs:
        before, words, after = reports[d.metadata["report_id"]].text.partition(d.page_content)
        assert words
        assert before.rstrip(" \u3000")[-1:] in ("", "\n", "\r")
        assert after.lstrip(" \u3000")[:1] in ("", "\n", "\r")
        assert d.metadata["quote"] in words
    assert paragraphs[0].metadata == sentences[0].metadata
    assert any(len(d.page_content) > len(d.metadata["quote"]) for d in paragraphs)


def test_the_assistant_is_a_langchain_runnable(assistant: Assistant) -> None:
    history = [SystemMessage("请用中文。"), HumanMessage(ASKED["question"]), AIMessage("52场次。")]
    reply = answer_chain(assistant).invoke({"question": NEXT, "history": history})
    assert "24场次" in reply.text
    row = reply.response_metadata
    assert row["short"] == "24场次"
    assert row["focus"] == {"units": ["云岫镇"], "group": "", "period": ""}
    assert "云岫镇" in row["standalone"]


@pytest.mark.parametrize("question", ["澜江县水务局有哪些主要做法？", "云岫镇的GDP是多少？", "培训"])
def test_what_is_streamed_adds_up_to_the_answer(assistant: Assistant, question: str) -> None:
    chain = answer_chain(assistant)
    whole = chain.invoke({"question": question})
    pieces = list(chain.stream({"question": question}))
    assert all(isinstance(piece, AIMessageChunk) for piece in pieces)
    assert "".join(piece.text for piece in pieces).strip() == whole.text
    assert {**pieces[-1].response_metadata, "elapsed_ms": 0} == {**whole.response_metadata, "elapsed_ms": 0}
    sentences = [piece for piece in pieces[:-1] if piece.text.strip()]
    assert all(re.search(r"\[\d+\]", sentence.text) for sentence in sentences)


def test_it_is_asynchronous_too(assistant: Assistant) -> None:
    chain = answer_chain(assistant)

    async def both() -> tuple[AIMessage, str]:
        whole = await chain.ainvoke(ASKED)
        return whole, "".join([piece.text async for piece in chain.astream(ASKED)])

    whole, streamed = asyncio.run(both())
    assert streamed.strip() == whole.text == chain.invoke(ASKED).text


def test_it_is_composed_as_any_runnable(assistant: Assistant) -> None:
    told = (answer_chain(assistant) | StrOutputParser()).stream(ASKED)
    assert "52场次" in "".join(told)
    assert [m.text[:4] for m in answer_chain(assistant).batch([ASKED, ASKED])] == ["云岫镇："] * 2


# LangChain points to LangGraph for memory; these two are still what is in use.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_it_remembers_with_langchains_own_history(assistant: Assistant) -> None:
    kept: dict[str, InMemoryChatMessageHistory] = {}
    chain = RunnableWithMessageHistory(
        answer_chain(assistant),  # type: ignore[arg-type]
        lambda session: kept.setdefault(session, InMemoryChatMessageHistory()),
        input_messages_key="question",
        history_messages_key="history",
    )
    here, elsewhere = ({"configurable": {"session_id": s}} for s in ("a", "b"))
    chain.invoke(ASKED, here)  # type: ignore[arg-type]
    assert "24场次" in chain.invoke({"question": NEXT}, here).text  # type: ignore[arg-type]
    streamed = "".join(p.text for p in chain.stream({"question": "那青禾里社区呢？"}, here))  # type: ignore[arg-type]
    assert streamed.startswith(("青禾里社区", "“青禾里社区”"))
    assert [isinstance(m, AIMessage) for m in kept["a"].messages] == [False, True] * 3
    alone = chain.invoke({"question": NEXT}, elsewhere)  # type: ignore[arg-type]
    assert alone.response_metadata["standalone"] == NEXT


class TurnsBack:
    """A writer that gives up what it has begun to tell."""

    name = "turns back"

    def write(self, question: Question, reading: Reading, book: EvidenceBook) -> Draft:
        """See `Writer.write`."""
        return ExtractiveWriter().write(question, reading, book)

    def stream(self, question: Question, reading: Reading, book: EvidenceBook) -> Iterator[str | Draft]:
        """A piece, and then another answer."""
        yield "云岫镇办了演出"
        yield self.write(question, reading, book)


def test_what_was_told_too_early_is_taken_back(sample_store: Store) -> None:
    pieces = list(AnswerChain(Assistant(sample_store, writer=TurnsBack())).stream(ASKED))
    told = "".join(piece.text for piece in pieces)
    assert told.startswith(f"云岫镇办了演出\n\n{phrases.TAKEN_BACK}")
    assert told.endswith(str(pieces[-1].response_metadata["text"]))
