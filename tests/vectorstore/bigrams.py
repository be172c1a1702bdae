"""An encoder that behaves: deterministic, and texts that share characters are near each other."""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from vectorstore.model import EncoderIdentity, Part, Vectors

DIMENSION = 256


class BigramEncoder:
    """Counts hashed characters and pairs of characters. Remembers which passages it was given."""

    def __init__(self, name: str = "bigrams") -> None:
        self.identity = EncoderIdentity(name=name, dimension=DIMENSION, fingerprint=f"{name}-1")
        self.encoded: list[str] = []

    def encode_queries(self, texts: Sequence[str], /) -> Vectors:
        return np.array([self._vector(text) for text in texts], dtype=np.float32).reshape(-1, DIMENSION)

    def encode_passages(self, texts: Sequence[str], parts: Sequence[Part] = (), /) -> Vectors:
        self.encoded += texts
        return self.encode_queries([*texts, *(span.of(texts[place]) for place, span in parts)])

    def _vector(self, text: str) -> Vectors:
        counts = np.zeros(DIMENSION, dtype=np.float32)
        for piece in (*text, *(text[at : at + 2] for at in range(len(text) - 1))):
            digest = blake2b(f"{self.identity.name}:{piece}".encode(), digest_size=4).digest()
            counts[int.from_bytes(digest) % DIMENSION] += 1
        return counts / max(1.0, float(np.linalg.norm(counts)))
