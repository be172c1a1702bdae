"""What is written, told as events: pieces as they come, signs of work while there are none, the answer at the end."""

import time
from collections.abc import Generator, Iterator
from contextlib import closing
from typing import TypeVar

from rag.citations import cited_sentences
from rag.extractive import Draft
from rag.model import Answer, Answered, Delta, Event, Working

T = TypeVar("T", Draft, Answer)
WORKING_SECONDS = 0.5
"""How often it is told that a language model is at work."""


def as_written(
    pieces: Generator[str | T, None, None],
) -> Generator[Event, None, tuple[T, bool]]:
    """The pieces of a streaming writer as events; then what it made, and whether pieces were told on the way. Closing
    it closes the writer."""
    streamed = False
    started = told = time.monotonic()
    with closing(pieces):
        for piece in pieces:
            if not isinstance(piece, str):
                return piece, streamed
            now = time.monotonic()
            if piece:
                streamed, told = True, now
                yield Delta(text=piece)
            elif now - told >= WORKING_SECONDS:
                told = now
                yield Working(seconds=now - started)
    raise RuntimeError("the pieces of an answer ended without a draft")


def as_answered(answer: Answer, *, streamed: bool = False) -> Iterator[Event]:
    """An answer sentence by sentence, unless that was told already, then whole."""
    if answer.status == "answered" and not streamed:
        for line in answer.text.split("\n"):
            for sentence in cited_sentences(line):
                yield Delta(text=sentence)
            yield Delta(text="\n")
    yield Answered(answer=answer)


def answer_of(events: Iterator[Event]) -> Answer:
    """The answer that events end with."""
    *_, last = events
    if not isinstance(last, Answered):
        raise RuntimeError("the events of an answer ended without Answered")
    return last.answer
