"""The embedded model for onnxruntime, as the first module of a sentence-transformers model.

Its graph is written once, beside the checkpoint, into a folder with a manifest like the checkpoint's. Measured in
one run on the seeds' chunks: torch float32 2,600 tokens/s, the float32 graph 6,300, the 8-bit graph 11,400; the
vectors of the latter have a cosine of at least 0.998 to those of float32.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import InputModule, Normalize, Pooling
from tokenizers import Tokenizer

from vectorstore import embedded_model
from vectorstore.late import OFFSETS

if TYPE_CHECKING:
    from sentence_transformers.base.modality_types import PairInput, SingleInput


def load(folder: Path) -> SentenceTransformer:
    """The embedded model on this computer's processor, from the folder that `embedded_model.graph` made."""
    pooling = Pooling(embedded_model.IDENTITY.dimension, pooling_mode="mean")
    return SentenceTransformer(
        modules=[OnnxTransformer(folder), pooling, Normalize()],
        prompts=dict(embedded_model.PROMPTS),
        device="cpu",
    )


class OnnxTransformer(InputModule):
    """Texts to token ids and, by onnxruntime, to a vector for each token."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds the graph and its tokenizer; see `embedded_model.graph`."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.tokenizer = Tokenizer.from_file(str(folder / embedded_model.TOKENIZER))
        self.tokenizer.enable_truncation(embedded_model.MAX_TOKENS)
        self.max_seq_length = embedded_model.MAX_TOKENS
        self._session = onnxruntime.InferenceSession(
            str(folder / embedded_model.GRAPH), _options(), providers=["CPUExecutionProvider"]
        )

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text. A hundredth of the time that encoding takes."""
        return [len(encoding) for encoding in self.tokenizer.encode_batch(list(texts))]

    def preprocess(
        self, inputs: "Sequence[SingleInput | PairInput]", prompt: str | None = None, **kwargs: Any
    ) -> dict[str, torch.Tensor | Any]:
        """Token ids and mask of shape (texts, longest), and the characters of each token (texts, longest, 2), int64."""
        encodings = self.tokenizer.encode_batch([f"{prompt or ''}{text}" for text in inputs])
        size = (len(encodings), max((len(e) for e in encodings), default=0))
        tokens, mask = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        offsets = np.zeros((*size, 2), dtype=np.int64)
        for row, encoding in enumerate(encodings):
            tokens[row, : len(encoding)] = encoding.ids
            mask[row, : len(encoding)] = 1
            offsets[row, : len(encoding)] = encoding.offsets
        return {
            "input_ids": torch.from_numpy(tokens),
            "attention_mask": torch.from_numpy(mask),
            OFFSETS: torch.from_numpy(offsets),
        }

    def forward(
        self, features: dict[str, torch.Tensor | Any], **kwargs: Any
    ) -> dict[str, torch.Tensor | Any]:
        """Adds `token_embeddings`, float32 of shape (texts, longest, dimension)."""
        given = {
            "input_ids": features["input_ids"].numpy(),
            "attention_mask": features["attention_mask"].numpy().astype(np.int32),
        }
        (vectors,) = self._session.run(None, given)
        return features | {"token_embeddings": torch.from_numpy(vectors)}

    def get_embedding_dimension(self) -> int:
        """The length of a token's vector."""
        return embedded_model.IDENTITY.dimension

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        """Not for keeping: the checkpoint of the same model is the form that others can load."""
        raise NotImplementedError("save the folder of embedded_model.checkpoint() instead")


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    # A number, since onnxruntime would tie threads of its own choosing to processors.
    options.intra_op_num_threads = torch.get_num_threads()
    # Threads that spin while they wait make a question slow as soon as another program wants the processor.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # The graph is written as it is to be run. What else the optimiser knows would make it slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.log_severity_level = 3
    return options
