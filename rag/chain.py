"""LangChain's view of 据实: the retriever as a BaseRetriever, the whole assistant as a Runnable.

from rag.assemble import assemble
from rag.chain import answer_chain
from rag.settings import load_settings

chain = answer_chain(assemble(load_settings(), create=False).assistant)
answer = chain.invoke({"question": "枫渡村有多少人？", "history": []})
"""

from collections.abc import Sequence
from typing import Any, TypedDict

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict, PrivateAttr

from rag.assistant import Assistant
from rag.model import Answer, Turn
from rag.retrieve import Shelf
from vectorstore.store import Store


class ReportRetriever(BaseRetriever):
    """Passages of the reports for a query, best first: hybrid search, dense and BM25 fused by rank."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    k: int = 8
    report_ids: tuple[str, ...] | None = None
    _shelf: Shelf = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        """Keep the units of the library from one query to the next; they are made anew when it changes."""
        self._shelf = Shelf(self.store)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        shelf = self._shelf
        shelf.refresh()
        hits = shelf.search(query, n=self.k, report_ids=self.report_ids)
        chunks = {c.id: c for c in self.store.chunks_by_id([h.chunk_id for h in hits])}
        documents = []
        for hit in hits:
            chunk, cataloged = chunks[hit.chunk_id], shelf.report(hit.report_id)
            documents.append(
                Document(
                    page_content=chunk.text,
                    id=chunk.id,
                    metadata={
                        "unit": cataloged.report.unit.name,
                        "file": cataloged.file,
                        "lines": list(cataloged.report.lines(chunk.span)),
                        "page": cataloged.report.page(chunk.span),
                        "report_id": hit.report_id,
                        "headings": list(chunk.heading_path),
                        "score": hit.score,
                    },
                )
            )
        return documents


class ChainInput(TypedDict, total=False):
    """What the chain takes: a question, and the messages before it, oldest first."""

    question: str
    history: Sequence[BaseMessage]


def answer_chain(assistant: Assistant) -> Runnable[ChainInput, Answer]:
    """The assistant as a Runnable: `invoke` gives the verified `Answer`."""

    def ask(given: ChainInput) -> Answer:
        return assistant.answer(given["question"], turns(given.get("history", ())))

    return RunnableLambda(ask, name="jushi")


def turns(messages: Sequence[BaseMessage]) -> tuple[Turn, ...]:
    """LangChain messages as turns; messages that are neither the user's nor the assistant's are left out."""
    roles: dict[type[Any], Any] = {HumanMessage: "user", AIMessage: "assistant"}
    return tuple(
        Turn(role=role, content=str(message.text))
        for message in messages
        for kind, role in roles.items()
        if isinstance(message, kind)
    )
