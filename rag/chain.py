"""LangChain's view of 据实: the retriever as a BaseRetriever, the whole assistant as a Runnable.

The assistant takes a question with the messages before it and gives an `AIMessage`: its text is the verified answer
with its marks, its `response_metadata` the answer's row, evidence included. `stream` and `astream` give one chunk a
verified sentence, the last with the row.

```python
from langchain_core.messages import AIMessage, HumanMessage

from rag.assemble import assemble
from rag.chain import ReportRetriever, answer_chain
from rag.settings import load_settings

application = assemble(load_settings(), create=False)
chain = answer_chain(application.assistant)

reply = chain.invoke({"question": "青禾里社区全年排查了多少起矛盾纠纷？"})
print(reply.text)
for e in reply.response_metadata["evidence"]:
    print(e["n"], e["unit"], e["file"], e["lines"], e["quote"])

history = [HumanMessage("青禾里社区全年排查了多少起矛盾纠纷？"), AIMessage(reply.text)]
for sentence in chain.stream({"question": "其中物业类的有几起？", "history": history}):
    print(sentence.text, end="")

retriever = ReportRetriever(store=application.store, k=4)
for passage in retriever.invoke("矛盾纠纷调解"):
    print(passage.metadata["unit"], passage.metadata["lines"], passage.page_content)
application.close()
```
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, NotRequired, TypedDict

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import run_in_executor
from pydantic import ConfigDict, PrivateAttr

from ingest.model import Chunk, Span
from rag import phrases
from rag.assistant import Assistant
from rag.model import Answer, Answered, Delta
from rag.retrieve import Shelf
from rag.understand import read_question
from vectorstore.model import Hit
from vectorstore.store import Store


class ReportRetriever(BaseRetriever):
    """Passages of the reports for a query, best first: hybrid search, dense and BM25 fused by rank.

    `k` passages are given, each a sentence; its `metadata` says unit, file, lines, page, report_id, headings and
    score, and the exact words found as `quote`. `report_ids` are the only reports searched. Where it is None and
    `scoped`, a query that names units of the library (青禾里社区的矛盾纠纷, 各社区的培训) is answered from their
    reports alone, and what is searched for is the rest of it; `scoped=False` searches the whole library for the query
    as it stands. With `whole_paragraphs` the text of a passage is the paragraph that the sentence stands in, each
    once, for its best sentence.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    k: int = 8
    report_ids: tuple[str, ...] | None = None
    scoped: bool = True
    whole_paragraphs: bool = False
    _shelf: Shelf = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        """Keep the units of the library from one query to the next; they are made anew when it changes."""
        self._shelf = Shelf(self.store)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        wanted, report_ids = self._scope(query)
        depth = self.k
        while True:
            hits = self._shelf.search(wanted, n=depth, report_ids=report_ids)
            chunks = {c.id: c for c in self.store.chunks_by_id([h.chunk_id for h in hits])}
            found: dict[tuple[str, Span], Document] = {}
            for hit in hits:
                chunk = chunks[hit.chunk_id]
                passage = self._passage(chunk)
                found.setdefault((hit.report_id, passage), self._document(hit, chunk, passage))
            # Sentences of one paragraph leave room for others.
            if len(found) >= self.k or len(hits) < depth:
                return list(found.values())[: self.k]
            depth *= 2

    def _scope(self, query: str) -> tuple[str, tuple[str, ...] | None]:
        """What is to be searched for, and in which reports; None for all."""
        directory = self._shelf.refresh()
        if self.report_ids is not None or not self.scoped:
            return query, self.report_ids
        question = read_question(query, directory)
        if not question.units:
            return query, None
        return question.topic or query, tuple(i for unit in question.units for i in unit.report_ids)

    def _passage(self, chunk: Chunk) -> Span:
        if not self.whole_paragraphs:
            return chunk.span
        return self._shelf.page(chunk.report_id).paragraph(chunk.span)

    def _document(self, hit: Hit, chunk: Chunk, passage: Span) -> Document:
        cataloged = self._shelf.report(hit.report_id)
        return Document(
            page_content=passage.of(cataloged.report.text),
            id=chunk.id,
            metadata={
                "unit": cataloged.report.unit.name,
                "file": cataloged.file,
                "lines": list(cataloged.report.lines(chunk.span)),
                "page": cataloged.report.page(chunk.span),
                "report_id": hit.report_id,
                "headings": list(chunk.heading_path),
                "score": hit.score,
                "quote": chunk.text,
            },
        )


class ChainInput(TypedDict):
    """What the chain takes: a question, and the messages before it, oldest first."""

    question: str
    history: NotRequired[Sequence[BaseMessage]]


class AnswerChain(Runnable[ChainInput, AIMessage]):
    """The assistant as a Runnable, sentence by sentence where it is streamed. Safe to use from many threads."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.name = "jushi"

    def invoke(self, input: ChainInput, config: RunnableConfig | None = None, **kwargs: Any) -> AIMessage:
        """The whole answer."""
        return self._call_with_config(self._reply, input, config)

    def stream(
        self, input: ChainInput, config: RunnableConfig | None = None, **kwargs: Any | None
    ) -> Iterator[AIMessage]:
        """The verified sentences as they come; the last chunk holds no text but the answer's row. What was told
        before a language model's answer was given up is expressly taken back."""
        yield from self._transform_stream_with_config(iter([input]), self._sentences, config)

    async def astream(
        self, input: ChainInput, config: RunnableConfig | None = None, **kwargs: Any | None
    ) -> AsyncIterator[AIMessage]:
        """As `stream`; the work is done in a thread."""
        sentences = self.stream(input, config)
        while (sentence := await run_in_executor(config, next, sentences, None)) is not None:
            yield sentence

    def _reply(self, input: ChainInput) -> AIMessage:
        answer = self._assistant.answer(input["question"], input.get("history", ()))
        return AIMessage(answer.text, name="jushi", response_metadata=answer.row())

    def _sentences(self, inputs: Iterator[ChainInput]) -> Iterator[AIMessage]:
        for given in inputs:
            told = ""
            for event in self._assistant.ask(given["question"], given.get("history", ())):
                if isinstance(event, Delta):
                    told += event.text
                    yield AIMessageChunk(content=event.text)
                elif isinstance(event, Answered):
                    yield _last(event.answer, told)


def answer_chain(assistant: Assistant) -> Runnable[ChainInput, AIMessage]:
    """The assistant as a Runnable: `invoke` gives the verified answer as a message."""
    return AnswerChain(assistant)


def _last(answer: Answer, told: str) -> AIMessageChunk:
    """What is still to be said of an answer of which some was told, with its row."""
    if told.strip() == answer.text.strip():
        rest = ""
    elif told.strip():
        rest = f"\n\n{phrases.TAKEN_BACK}\n\n{answer.text}"
    else:
        rest = answer.text
    return AIMessageChunk(content=rest, response_metadata=answer.row(), chunk_position="last")
