"""What a check looks at: whether the indexes hold what the catalog holds, and whether all words can be found."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ingest.model import Report, Span
from vectorstore import queries
from vectorstore.catalog import Catalog
from vectorstore.chroma import DenseIndex
from vectorstore.errors import StoreDamaged
from vectorstore.indexes import Indexes
from vectorstore.model import (
    ENOUGH,
    CatalogedFile,
    CatalogedReport,
    CheckReport,
    Difference,
    SetAside,
    Uncovered,
)
from vectorstore.vectors import vectors_for

_SLICE = 5000
_SAMPLE = 1000
_HALF_DONE = "上次写入中断，下次写入时会自动重建"


def check(catalog: Catalog, store: Path, reports: Iterable[CatalogedReport]) -> CheckReport:
    """Compare catalog, dense and lexical index, and count the report characters that chunks cover.

    For one who holds the store's lock.
    """
    with catalog.reading() as db:
        files, count, chunks = queries.counts(db)
        hashes = queries.chunk_hashes(db)
        unfinished = tuple(sorted(set(queries.unfinished(db).values())))
        all_files = queries.files(db)
    reports = list(reports)
    covered, coverable, holes = 0, 0, []
    thin: dict[str, float] = {}
    for report in reports:
        with catalog.reading() as db:
            spans = queries.spans(db, report.id)
        wanted, missed = coverage(report.report, spans)
        found = wanted - sum(len(span) for span in missed)
        covered, coverable = covered + found, coverable + wanted
        if found < ENOUGH * wanted:
            thin[report.id] = found / wanted
        holes += [_hole(report, span) for span in missed]
    return CheckReport(
        files=files,
        reports=count,
        chunks=chunks,
        covered=covered,
        coverable=coverable,
        differences=tuple(_differences(catalog, store, hashes, safe=not unfinished)),
        uncovered=tuple(holes),
        unfinished=unfinished,
        thin=thin,
        set_aside=tuple(_set_aside(all_files, reports)),
    )


def coverage(report: Report, spans: Iterable[Span]) -> tuple[int, list[Span]]:
    """How many characters of a report ought to be findable, and those stretches of them that `spans` leave out.

    Blank characters, those that cleaning set aside and those before the body do not count; so a stretch
    holds none of them.
    """
    wanted = bytearray(
        at >= report.body and not character.isspace() for at, character in enumerate(report.text)
    )
    for removal in report.removed:
        wanted[removal.span.start : removal.span.end] = bytes(len(removal.span))
    total = sum(wanted)
    for span in spans:
        wanted[span.start : span.end] = bytes(len(span))
    stretches: list[Span] = []
    at = wanted.find(1)
    while at >= 0:
        end = wanted.find(0, at)
        stretches.append(Span(start=at, end=len(wanted) if end < 0 else end))
        at = -1 if end < 0 else wanted.find(1, end)
    return total, stretches


def _set_aside(files: Iterable[CatalogedFile], reports: Iterable[CatalogedReport]) -> Iterator[SetAside]:
    """What cleaning took out of each file; the line is known where a report stands around it."""
    inside: dict[str, list[Report]] = {}
    for found in reports:
        inside.setdefault(found.path, []).append(found.report)
    for file in files:
        for removal in file.removed:
            around = next((r for r in inside.get(file.path, ()) if r.span.covers(removal.span)), None)
            line = None
            if around is not None:
                (line, _) = around.lines(removal.span.shift(-around.span.start))
            yield SetAside(path=file.path, line=line, kind=removal.kind, text=removal.text)


def _hole(report: CatalogedReport, span: Span) -> Uncovered:
    text, lines = span.of(report.report.text), report.report.lines(span)
    return Uncovered(report_id=report.id, path=report.path, lines=lines, text=text)


def _differences(
    catalog: Catalog, store: Path, hashes: Mapping[str, str], *, safe: bool
) -> Iterator[Difference]:
    """`safe` is False where a killed writer may have left files that Chroma crashes on."""
    try:
        indexes = Indexes(store, catalog.generation, dimension=catalog.encoder.dimension)
    except StoreDamaged as error:
        yield Difference(index="dense", trouble=str(error))
        yield Difference(index="lexical", trouble=str(error))
        return
    try:
        yield (
            _dense(catalog, indexes.dense, hashes) if safe else Difference(index="dense", trouble=_HALF_DONE)
        )
    except StoreDamaged as error:
        yield Difference(index="dense", trouble=str(error))
    finally:
        indexes.close()
    missing, unknown = _compared(hashes, indexes.lexical.ids())
    yield Difference(index="lexical", missing=missing, unknown=unknown)


def _dense(catalog: Catalog, dense: DenseIndex, hashes: Mapping[str, str]) -> Difference:
    encoder = catalog.encoder
    stored = dense.ids()
    shared = sorted(stored & hashes.keys())
    every = -(-len(shared) // _SAMPLE) or 1
    altered: list[str] = []
    found = True
    for start in range(0, len(shared), _SLICE):
        part = shared[start : start + _SLICE]
        vectors = vectors_for(
            catalog, encoder.fingerprint, [hashes[id] for id in part], dimension=encoder.dimension
        )
        altered += dense.altered(part, vectors)
        found &= dense.finds(vectors[::every])
    missing, unknown = _compared(hashes, stored)
    trouble = None if found else "抽查时有片段搜不到"
    return Difference(
        index="dense", missing=missing, unknown=unknown, altered=tuple(altered), trouble=trouble
    )


def _compared(hashes: Mapping[str, str], stored: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(sorted(hashes.keys() - stored)), tuple(sorted(stored - hashes.keys()))
