"""The library as the chat sees it: its size, example questions, the state of the embedding model."""

import logging
import threading
from collections.abc import Sequence

from rag.examples import example_questions
from rag.retrieve import Shelf
from rag.web.ports import EncoderState
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.errors import EncoderError

log = logging.getLogger(__name__)
_FEW = 40


class StoreLibrary:
    """The reports of a store. Safe to use from many threads."""

    def __init__(self, shelf: Shelf, encoder: SentenceTransformerEncoder) -> None:
        self._shelf, self._encoder = shelf, encoder
        self._failure = ""
        self._lock = threading.Lock()
        self._examples: tuple[object, tuple[str, ...]] | None = None

    def counts(self) -> tuple[int, int]:
        """Reports and units in the library; (0, 0) when it is empty."""
        return len(self._shelf.store.reports()), len(self._shelf.refresh().entries)

    def examples(self) -> Sequence[str]:
        """Questions that this library can answer, made from its own words; made anew when it changes."""
        directory = self._shelf.refresh()
        with self._lock:
            if self._examples is None or self._examples[0] is not directory:
                ids = [id for entry in directory.entries for id in entry.report_ids]
                pages = [self._shelf.page(id) for id in ids[:_FEW]]
                self._examples = (directory, example_questions(pages, directory))
            return self._examples[1]

    def encoder_state(self) -> EncoderState:
        """How far the embedding model is; returns at once."""
        if self._encoder.ready:
            return EncoderState(phase="ready")
        if self._failure:
            return EncoderState(phase="failed", reason=self._failure)
        return EncoderState(phase="loading")

    def warm_encoder(self) -> None:
        """Load the embedding model; returns when it is ready or has failed, which `encoder_state` tells."""
        try:
            self._encoder.encode_queries(["预热"])
        except EncoderError as error:
            log.exception("the embedding model could not be loaded")
            self._failure = str(error)
        except Exception:
            # Whatever it was, a page that says 加载中 for ever helps nobody; the log has the rest.
            log.exception("the embedding model could not be loaded")
            self._failure = "语义模型没有载入。请运行 python -m rag doctor 检查安装。"
            raise
