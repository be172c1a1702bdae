"""Vectors for parts of a text, out of the pass that makes the text's own (late chunking: Günther et al. 2024,
arXiv 2409.04701).

A model that averages its tokens has read every token in the light of the whole text; the average over those of a
part is the part's vector, at no cost worth counting.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ingest.model import Span
from vectorstore.model import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

OFFSETS = "offset_mapping"
"""The feature that says which characters each token stands for: integers of shape (texts, tokens, 2)."""
WANTED: dict[str, Any] = {
    "output_value": None,
    "processing_kwargs": {"text": {"return_offsets_mapping": True}},
}
"""Options of `SentenceTransformer.encode` with which it gives all its features, `OFFSETS` among them."""


def averages_tokens(model: "SentenceTransformer") -> bool:
    """Whether a text's vector is the mean over its tokens, and the tokenizer tells where each of them stands."""
    _, *rest = model
    kinds = [type(module).__name__ for module in rest]
    mean = kinds[:1] == ["Pooling"] and set(kinds[1:]) <= {"Normalize"} and rest[0].pooling_mode == "mean"
    return mean and getattr(model.tokenizer, "is_fast", True)  # Tokenizers of onnx_model know no slow kind


def document_prompt(model: "SentenceTransformer") -> str:
    """What `encode_document` puts in front of every text."""
    named = [name for name in ("document", "passage", "corpus") if name in model.prompts]
    name = named[0] if named else model.default_prompt_name
    return (model.prompts[name] or "") if name else ""


def means(features: dict[str, Any], parts: Sequence[Span], *, in_front: int) -> Vectors:
    """A row for each part of a text whose features these are, not normalised; zeros where a part has no tokens.

    `in_front` is the number of characters that were put in front of the text.
    """
    tokens: Vectors = features["token_embeddings"].float().cpu().numpy()
    first, last = features[OFFSETS].cpu().numpy().T - in_front
    starts, ends = np.array([(part.start, part.end) for part in parts]).reshape(-1, 2).T[:, :, np.newaxis]
    inside = (np.maximum(first, starts) < np.minimum(last, ends)).astype(np.float32)
    found: Vectors = inside @ tokens / np.maximum(inside.sum(axis=1, keepdims=True), 1)
    return found
