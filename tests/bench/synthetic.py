"""A library of any size to measure on: reports of invented units, recombined from the clauses of real ones.

Sentences are drawn from the given reports, half of them with the tail of another sentence; numbers are redrawn and
units renamed. Their vectors are not computed anew, which would take hours: a passage's is the mean of what the real
encoder gave to its clauses where they came from, moved a little by noise that depends on the text. All else is real:
parsing, catalog, Chroma and Tantivy, questions and their vectors.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count
from pathlib import Path
from zlib import crc32

import numpy as np

from ingest.clauses import clauses
from ingest.model import Document, Report, Source, line_starts
from ingest.parsed import ParsedFile, ParsedReport
from ingest.pipeline import discover, parse_document, parse_file
from ingest.sentences import split_sentences
from vectorstore.model import Encoder, EncoderIdentity, Part, Vectors
from vectorstore.store import Store

_SYLLABLES = "棠汐砚霁芷泊湄澜栖梧岫枫渡苔璃菱漪荻蔚朔槿茗岚皋汀墨菖蒲檀桐鹭鸢杉柏蓼萱浔沅澧湛溆琅璞珩"
_KINDS = ("社区", "社区", "社区", "村", "村", "镇", "镇", "街道", "乡", "小学", "中学")
_BUREAUS = ("财政局", "教育局", "水务局", "民政局", "交通局", "司法局", "审计局", "统计局")
_NAME = re.compile(rf"[{_SYLLABLES}]{{2}}(?:区(?:{'|'.join(_BUREAUS)})|{'|'.join(sorted(set(_KINDS)))})")
_UNIT = "\0"
_COMMA = re.compile(r"[，,](?!\d)")
_SHORTEST, _PER_FILE = 10, 40
_NOISES, _NOISE = 4096, 0.1


@dataclass(frozen=True, kw_only=True)
class Material:
    """What is recombined: sentences and headings, the unit's name in them replaced by a mark; their clauses."""

    sentences: tuple[str, ...]
    headings: tuple[str, ...]

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause once, numbers and units left open."""
        texts = (*self.sentences, *self.headings)
        return tuple(dict.fromkeys(_open(span.of(text)) for text in texts for span in clauses(text)))


def material(folders: Sequence[Path]) -> Material:
    """What the reports in these folders have to offer."""
    sentences: dict[str, None] = {}
    headings: dict[str, None] = {}
    for path in discover(folders):
        for report in (parsed.report for parsed in parse_file(path).reports):
            names = [n for n in (report.unit.name, *report.unit.aliases) if len(n) > 2]
            named = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)")
            for span in split_sentences(report.text, start=report.body):
                text = named.sub(_UNIT, report.clean(span))
                if len(text) >= _SHORTEST and text.endswith("。"):
                    sentences[text] = None
            headings |= dict.fromkeys(
                s.title for s in report.sections() if 4 <= len(s.title) <= 30 and "。" not in s.title
            )
    return Material(sentences=tuple(sentences), headings=tuple(headings))


def files(given: Material, *, chunks: int, seed: int = 4) -> Iterator[ParsedFile]:
    """Parsed compilations of invented reports with at least so many chunks together; always the same for a seed."""
    draw = random.Random(seed)
    units = _units(draw)
    made = 0
    for number in count(1):
        reports: list[ParsedReport] = []
        text = ""
        while len(reports) < _PER_FILE and made < chunks:
            unit = next(units)
            for year in draw.sample(range(2019, 2025), draw.choice((1, 2, 2, 3))):
                parsed = _parsed(_report(given, draw, unit, year), at=text)
                text = f"{text}{parsed.report.text}\n"
                reports.append(parsed)
                made += len(parsed.chunks)
        if not reports:
            return
        yield ParsedFile(document=_document(text, f"汇编{number:03}.txt"), reports=tuple(reports))


def build(store: Store, given: Material, folder: Path, *, chunks: int) -> Iterator[int]:
    """Fill a store, the files in `folder`; yields how many chunks are in after each file."""
    folder.mkdir(parents=True, exist_ok=True)
    done = 0
    with store.writing():
        for parsed in files(given, chunks=chunks):
            path = folder / parsed.document.source.path
            path.write_text(parsed.document.text, encoding="utf-8")
            done += store.add(path, parsed).chunks
            yield done


class RecombiningEncoder:
    """The real encoder for questions; for passages its vectors of the clauses that they were recombined from."""

    def __init__(self, encoder: Encoder, given: Material) -> None:
        self._encoder = encoder
        names = given.clauses
        self._places = {name: place for place, name in enumerate(names)}
        self._known = encoder.encode_passages([name.replace(_UNIT, "本单位") for name in names])
        noise = np.random.default_rng(0).normal(size=(_NOISES, encoder.identity.dimension))
        self._noises = (noise / np.linalg.norm(noise, axis=1, keepdims=True)).astype(np.float32)

    @property
    def identity(self) -> EncoderIdentity:
        return self._encoder.identity

    def encode_queries(self, texts: Sequence[str], /) -> Vectors:
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str], parts: Sequence[Part] = (), /) -> Vectors:
        words = [*texts, *(span.of(texts[text]) for text, span in parts)]
        vectors = np.array([self._vector(text) for text in words], dtype=np.float32)
        normalised: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return normalised

    def _vector(self, text: str) -> Vectors:
        number = crc32(text.encode())
        names = (_open(span.of(text)) for span in clauses(text))
        places = [self._places[name] for name in names if name in self._places]
        places = places or [number % len(self._known)]
        noise = self._noises[number % _NOISES] + self._noises[number // _NOISES % _NOISES]
        moved: Vectors = self._known[places].mean(axis=0) + _NOISE * noise
        return moved


def _open(clause: str) -> str:
    return re.sub(r"\d+", "0", _NAME.sub(_UNIT, clause)).strip()


def _units(draw: random.Random) -> Iterator[str]:
    """Names without repetition: communities, towns and schools, and one in four a bureau of a district."""
    taken = set()
    while True:
        place = "".join(draw.sample(_SYLLABLES, 2))
        name = (
            f"{place}区{draw.choice(_BUREAUS)}" if draw.random() < 0.25 else f"{place}{draw.choice(_KINDS)}"
        )
        if name not in taken:
            taken.add(name)
            yield name


def _report(given: Material, draw: random.Random, unit: str, year: int) -> str:
    kind = draw.choice(("工作总结", "工作汇报"))
    lines = [f"{unit}{year}年{kind}", f"{year}年，{unit}认真完成各项任务，现将工作情况总结如下。"]
    for marker in "一二三四五六七八"[: draw.randint(4, 8)]:
        lines.append(f"{marker}、{draw.choice(given.headings)}")
        said = "".join(_sentence(given, draw, year) for _ in range(draw.randint(4, 10)))
        lines.append(said.replace(_UNIT, unit))
    return "\n".join(lines)


def _sentence(given: Material, draw: random.Random, year: int) -> str:
    text = draw.choice(given.sentences)
    heads, tails = (_COMMA.split(sentence) for sentence in (text, draw.choice(given.sentences)))
    if draw.random() < 0.5 and len(heads) > 1 < len(tails):
        text = "，".join([*heads[: len(heads) // 2], *tails[len(tails) // 2 :]])
    text = re.sub(r"(?:19|20)\d\d(?=年)", str(year), text)
    return re.sub(r"\d+(?!年)", lambda m: _number(m.group(), draw), text)


def _number(digits: str, draw: random.Random) -> str:
    """Other digits, as many, the first of them not 0 unless it was."""
    first = "0" if digits[0] == "0" else draw.choice("123456789")
    return first + "".join(draw.choice("0123456789") for _ in digits[1:])


def _parsed(text: str, *, at: str) -> ParsedReport:
    """A report parsed by itself, as if it stood behind what a compilation holds already."""
    (parsed,) = parse_document(_document(text, "报告.txt")).reports[:1]
    report: Report = parsed.report
    moved = replace(report, span=report.span.shift(len(at)), first_line=report.first_line + at.count("\n"))
    return replace(parsed, report=moved)


def _document(text: str, name: str) -> Document:
    digest = sha256(text.encode()).hexdigest()
    source = Source(path=name, sha256=digest, encoding="utf-8", media_type="text/plain")
    return Document(source=source, text=text, line_starts=line_starts(text))
