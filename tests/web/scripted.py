"""An assistant, a library and a librarian that behave: events in the real order, from a script, at any pace."""

import shutil
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from langchain_core.messages import BaseMessage

from ingest.corrections import Correction, corrected
from ingest.model import Span
from rag.model import Answer, Answered, Delta, Event, Evidence, Retrieved, Understood
from rag.web.ports import EncoderState
from vectorstore.errors import NotInStore
from vectorstore.model import CatalogedReport, FileOutcome, IntakeProgress, Removed

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
        Understood(
            standalone=reply.standalone,
            mode=reply.mode,
            units=units,
            resolved_from_history=resolved,
            focus=reply.focus,
        ),
        Retrieved(passages=max(1, len(reply.evidence) * 3), reports=max(1, len(units))),
        *pieces,
        Answered(answer=reply),
    ]


@dataclass
class ScriptedAssistant:
    """Plays the script of the question it is asked; an exception in a script is raised where it stands."""

    scripts: Mapping[str, Sequence[Script]]
    pause: float = 0.0
    heard: list[tuple[str, tuple[BaseMessage, ...]]] = field(default_factory=list)

    def ask(self, question: str, history: Sequence[BaseMessage]) -> Iterator[Event]:
        """The scripted events."""
        self.heard.append((question, tuple(history)))
        for event in self.scripts[question]:
            time.sleep(self.pause)
            if isinstance(event, Exception):
                raise event
            yield event


@dataclass
class ScriptedLibrary:
    """A library whose size and encoder the test sets."""

    size: tuple[int, int] = (23, 21)
    questions: Sequence[str] = ()
    encoder: EncoderState = field(default_factory=lambda: EncoderState(phase="ready"))

    def counts(self) -> tuple[int, int]:
        """Reports and units."""
        return self.size

    def examples(self) -> Sequence[str]:
        """The questions given, once there are reports."""
        return self.questions if self.size[0] else ()

    def encoder_state(self) -> EncoderState:
        """The state the test set."""
        return self.encoder

    def warm_encoder(self) -> None:
        """Ready at once."""
        self.encoder = EncoderState(phase="ready")


@dataclass
class ScriptedLibrarian:
    """A librarian over reports in memory. Files are taken in without being read: one whose name begins with 坏
    fails, the others are added and put `after` reports and units into the library."""

    library: ScriptedLibrary = field(default_factory=ScriptedLibrary)
    held: tuple[CatalogedReport, ...] = ()
    after: tuple[int, int] = (8, 8)
    pause: float = 0.0
    refuses: Exception | None = None
    taken: list[str] = field(default_factory=list)
    tidied: list[Path] = field(default_factory=list)

    def reports(self) -> tuple[CatalogedReport, ...]:
        """The reports held."""
        return self.held

    def report(self, report_id: str) -> CatalogedReport:
        """One report."""
        for found in self.held:
            if found.id == report_id:
                return found
        raise NotInStore(f"资料库里没有编号为 {report_id} 的报告。")

    def next_in_file(self, report_id: str) -> CatalogedReport | None:
        """The one behind it, of the same file."""
        at = self.held.index(self.report(report_id)) + 1
        return self.held[at] if at < len(self.held) and self.held[at].path == self.held[at - 1].path else None

    def samples(self) -> tuple[Path, ...]:
        """Three files."""
        return tuple(Path(__file__).with_name(name) for name in ("conftest.py", "scripted.py", "test_app.py"))

    def keep(self, path: Path, name: str) -> Path:
        """A copy beside it."""
        kept = path.parent / "kept" / name
        kept.parent.mkdir(exist_ok=True)
        return Path(shutil.copyfile(path, kept))

    def take_in(
        self, paths: Sequence[Path], progress: Callable[[IntakeProgress], None]
    ) -> Generator[FileOutcome]:
        """One outcome a file."""
        for n, path in enumerate(paths):
            progress(
                IntakeProgress(
                    file=str(path),
                    stage="reading",
                    done=0,
                    total=1,
                    files_done=n,
                    files=len(paths),
                    reports=n,
                    characters=n * 100,
                    seconds_left=None,
                )
            )
            time.sleep(self.pause)
            if self.refuses is not None:
                raise self.refuses
            self.taken.append(path.name)
            if path.name.startswith("坏"):
                yield FileOutcome(path=str(path), kind="failed", error="文件已损坏。", advice="请另存一份。")
            else:
                self.library.size = self.after
                yield FileOutcome(path=str(path), kind="added", reports=1)

    def tidy(self, paths: Sequence[Path]) -> None:
        """Remembers them."""
        self.tidied += paths

    def correct(self, report_id: str, correction: Correction) -> str:
        """The report as the reader says it is."""
        found = self.report(report_id)
        merged = correction.over(found.correction or Correction())
        changed = replace(found, report=corrected(found.report, merged), correction=merged)
        self.held = tuple(changed if r is found else r for r in self.held)
        return report_id

    def uncorrect(self, report_id: str) -> None:
        """Forgets that it was corrected."""
        found = self.report(report_id)
        self.held = tuple(replace(r, correction=None) if r is found else r for r in self.held)

    def split(self, report_id: str, line: int) -> tuple[str, str]:
        """Not in memory."""
        raise NotInStore("这份报告的文件不在了。")

    def merge(self, first_id: str, second_id: str) -> str:
        """Not in memory."""
        raise NotInStore("这份报告的文件不在了。")

    def remove_report(self, report_id: str) -> Removed:
        """Without it."""
        self.held = tuple(r for r in self.held if r.id != report_id)
        return Removed(reports=(report_id,))

    def remove_file(self, report_id: str) -> Removed:
        """Without any of its file."""
        path = self.report(report_id).path
        gone = tuple(r.id for r in self.held if r.path == path)
        self.held = tuple(r for r in self.held if r.path != path)
        return Removed(files=(path,), reports=gone)
