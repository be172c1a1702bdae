"""What others' libraries do out of the box with the same files and the same encoder."""

import importlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from langchain_core.embeddings import Embeddings

from ingest.loaders import load
from vectorstore.model import Encoder

HOW_TO_GET = "make bench"

Passage = tuple[str, str]
"""The name of the file that a passage is from, and its text."""


class Retriever(Protocol):
    """Finds passages for a question, best first."""

    def __call__(self, question: str, k: int, /) -> list[Passage]: ...


class _Embeddings(Embeddings):
    """The encoder as LangChain asks for it."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        found: list[list[float]] = self._encoder.encode_passages(texts).tolist()
        return found

    def embed_query(self, text: str) -> list[float]:
        found: list[float] = self._encoder.encode_queries([text])[0].tolist()
        return found


def langchain_usual(files: Sequence[Path], encoder: Encoder, folder: Path) -> tuple[str, Retriever]:
    """LangChain's usual chain: recursive splitter 1000/200, Chroma by similarity. Raises ImportError."""
    splitters: Any = importlib.import_module("langchain_text_splitters")
    chroma: Any = importlib.import_module("langchain_chroma")
    splitter = splitters.RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    texts = [load(file).text for file in files]
    documents = splitter.create_documents(texts, metadatas=[{"source": file.name} for file in files])
    store = chroma.Chroma.from_documents(documents, _Embeddings(encoder), persist_directory=str(folder))

    def retrieve(question: str, k: int) -> list[Passage]:
        return [(d.metadata["source"], d.page_content) for d in store.similarity_search(question, k=k)]

    return f"LangChain's usual ({version('langchain-chroma')}, {len(documents)} chunks)", retrieve


def llama_index_default(files: Sequence[Path], encoder: Encoder) -> tuple[str, Retriever]:
    """LlamaIndex's default: its sentence splitter and VectorStoreIndex as they come. Raises ImportError."""
    core: Any = importlib.import_module("llama_index.core")
    splitter = importlib.import_module("llama_index.core.node_parser").SentenceSplitter()
    documents = [
        core.Document(
            text=load(file).text,
            metadata={"source": file.name},
            excluded_embed_metadata_keys=["source"],
        )
        for file in files
    ]
    embedding = _llama_index_embedding(encoder)
    index = core.VectorStoreIndex.from_documents(documents, embed_model=embedding, transformations=[splitter])

    def retrieve(question: str, k: int) -> list[Passage]:
        found = index.as_retriever(similarity_top_k=k).retrieve(question)
        return [(hit.node.metadata["source"], hit.node.text) for hit in found]

    return (
        f"LlamaIndex's default ({version('llama-index-core')}, {len(index.docstore.docs)} chunks)",
        retrieve,
    )


def _llama_index_embedding(encoder: Encoder) -> Any:
    """The encoder as LlamaIndex asks for it."""
    base: Any = importlib.import_module("llama_index.core.embeddings").BaseEmbedding

    class Embedding(base):  # type: ignore[misc]  # its base is only known at run time
        def _get_query_embedding(self, query: str) -> list[float]:
            return _Embeddings(encoder).embed_query(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return _Embeddings(encoder).embed_documents(texts)

    return Embedding()
