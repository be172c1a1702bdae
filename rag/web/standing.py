"""How the library stands just now, as the page asks every few seconds."""

import logging
from dataclasses import dataclass

from rag.web.ports import EncoderState, Library, advice_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Reports and units, the embedding model's state, and why the library cannot be read where it cannot."""

    counts: tuple[int, int] = (0, 0)
    encoder: EncoderState
    trouble: str = ""

    @property
    def empty(self) -> bool:
        """Whether the library was read and holds nothing."""
        return self.counts[0] == 0 and not self.trouble


def look(library: Library) -> Standing:
    """The library's standing. Raises nothing: what went wrong is logged and said in `trouble`."""
    encoder = library.encoder_state()
    try:
        return Standing(counts=library.counts(), encoder=encoder)
    except Exception as error:
        log.exception("the library could not be read")
        reason = advice_of(error) or "请运行 python -m rag doctor 查看原因。"
        return Standing(encoder=encoder, trouble=f"资料库读不出来：{reason}")
