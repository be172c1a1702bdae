"""An assistant and a library that behave: real events in the real order, from a script, at any pace."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.model import Span
from rag.model import Answer, Answered, Delta, Event, Evidence, Retrieved, Turn, Understood
from rag.web.ports import EncoderState

Script = Event | Exception


def evidence(n: int, *, unit: str, quote: str, before: str = "", after: str = "", **more: object) -> Evidence:
    """A quote in its paragraph; `more` overrides the rest."""
    facts: dict[str, object] = {
        "report_id": f"r{unit}",
        "file": "2031年工作总结汇编.txt",
        "lines": (n * 10, n * 10),
        "heading_path": ("二、主要工作",),
    }
    facts.update(more)
    return Evidence(
        n=n,
        unit=unit,
        quote=quote,
        span=Span(start=0, end=len(quote)),
        paragraph=before + quote + after,
        highlight=Span(start=len(before), end=len(before) + len(quote)),
        **facts,  # type: ignore[arg-type]
    )


def answer(text: str, **more: object) -> Answer:
    """An answer of that text; `more` overrides the rest."""
    facts: dict[str, object] = {"question": "", "standalone": "", "mode": "answer", "status": "answered"}
    facts.update(more)
    return Answer(text=text, **facts)  # type: ignore[arg-type]


def events(reply: Answer, *, resolved: bool = False) -> list[Script]:
    """What an assistant yields on its way to `reply`: the text comes in pieces of eight characters."""
    units = tuple(dict.fromkeys(e.unit for e in reply.evidence))
    pieces = [Delta(text=reply.text[i : i + 8]) for i in range(0, len(reply.text), 8)]
    return [
        Understood(standalone=reply.standalone, mode=reply.mode, units=units, resolved_from_history=resolved),
        Retrieved(passages=max(1, len(reply.evidence) * 3), reports=max(1, len(units))),
        *pieces,
        Answered(answer=reply),
    ]


@dataclass
class ScriptedAssistant:
    """Plays the script of the question it is asked; an exception in a script is raised where it stands."""

    scripts: Mapping[str, Sequence[Script]]
    pause: float = 0.0
    heard: list[tuple[str, tuple[Turn, ...]]] = field(default_factory=list)

    def ask(self, question: str, history: Sequence[Turn]) -> Iterator[Event]:
        """The scripted events."""
        self.heard.append((question, tuple(history)))
        for event in self.scripts[question]:
            time.sleep(self.pause)
            if isinstance(event, Exception):
                raise event
            yield event


@dataclass
class ScriptedLibrary:
    """A library whose size and encoder the test sets; loading the samples fills it."""

    size: tuple[int, int] = (23, 21)
    questions: Sequence[str] = ()
    encoder: EncoderState = field(default_factory=lambda: EncoderState(phase="ready"))
    after_samples: tuple[int, int] = (8, 8)
    pause: float = 0.0
    refuses: Exception | None = None
    loaded: int = 0

    def counts(self) -> tuple[int, int]:
        """Reports and units."""
        return self.size

    def examples(self) -> Sequence[str]:
        """The questions given, once there are reports."""
        return self.questions if self.size[0] else ()

    def load_samples(self) -> Iterator[str]:
        """Three steps, then the library has its reports."""
        for step in range(1, 4):
            time.sleep(self.pause)
            if self.refuses is not None:
                raise self.refuses
            yield f"正在载入示例材料：第{step}份，共3份"
        self.size = self.after_samples
        self.loaded += 1

    def encoder_state(self) -> EncoderState:
        """The state the test set."""
        return self.encoder

    def warm_encoder(self) -> None:
        """Ready at once."""
        self.encoder = EncoderState(phase="ready")
