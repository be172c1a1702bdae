"""Reports and chunks come back from the catalog exactly as they went in."""

import sqlite3
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ingest.model import (
    Chunk,
    DocType,
    Figure,
    Period,
    Removal,
    Report,
    Section,
    Span,
    Unit,
)
from ingest.parsed import ParsedReport
from vectorstore.rows import (
    CHUNK_COLUMNS,
    REPORT_COLUMNS,
    chunk_of,
    chunk_row,
    report_digest,
    report_of,
    report_row,
)

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
SPANS = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda p: Span(start=min(p), end=max(p)))
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)
UNITS = st.builds(
    Unit,
    name=TEXT,
    aliases=st.tuples(TEXT, TEXT),
    kind=TEXT,
    place=st.none() | TEXT,
    named_in_text=st.booleans(),
)
PERIODS = st.builds(Period, raw=TEXT, normalised=st.none() | TEXT, withheld=st.booleans())
REMOVALS = st.builds(Removal, span=SPANS, kind=st.sampled_from(["byline", "site_ad"]), text=TEXT)
FIGURES = st.builds(
    Figure,
    value=st.none() | DECIMALS,
    measure=TEXT,
    subject=TEXT,
    span=SPANS,
    raw=TEXT,
    clause=SPANS,
    upper=st.none() | DECIMALS,
    approximate=st.booleans(),
    withheld=st.booleans(),
    planned=st.booleans(),
    parent=st.none() | SPANS,
)
SECTIONS = st.recursive(
    st.builds(Section, marker=TEXT, title=TEXT, heading=SPANS, span=SPANS, level=st.integers(1, 5)),
    lambda inner: st.builds(
        Section,
        marker=TEXT,
        title=TEXT,
        heading=SPANS,
        span=SPANS,
        level=st.integers(1, 5),
        children=st.lists(inner, max_size=2).map(tuple),
    ),
    max_leaves=4,
)
KINDS: st.SearchStrategy[DocType] = st.sampled_from(["总结", "计划", "其他"])
REPORTS = st.builds(
    Report,
    text=TEXT,
    span=SPANS,
    first_line=st.integers(1, 99),
    unit=UNITS,
    doc_type=KINDS,
    title=st.none() | TEXT,
    period=st.none() | PERIODS,
    body=st.integers(0, 12),
    removed=st.lists(REMOVALS, max_size=2).map(tuple),
    outline=st.lists(SECTIONS, max_size=2).map(tuple),
    figures=st.lists(FIGURES, max_size=2).map(tuple),
)
CHUNKS = st.builds(
    Chunk,
    report_id=TEXT,
    span=SPANS,
    text=TEXT,
    kind=st.sampled_from(["heading", "sentence"]),
    heading_path=st.lists(TEXT, max_size=2).map(tuple),
)


def through_sqlite(columns: tuple[str, ...], values: tuple[object, ...]) -> sqlite3.Row:
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    try:
        db.execute(f"CREATE TABLE t ({', '.join(columns)})")
        db.execute(f"INSERT INTO t VALUES ({', '.join('?' * len(columns))})", values)
        row: sqlite3.Row = db.execute("SELECT * FROM t").fetchone()
        return row
    finally:
        db.close()


@given(REPORTS)
def test_a_report_survives_the_catalog(report: Report) -> None:
    row = through_sqlite(REPORT_COLUMNS, report_row(ParsedReport(report=report, chunks=())))
    back = report_of(row, start=report.span.start, end=report.span.end, first_line=report.first_line)
    assert back == report
    assert [str(figure.value) for figure in back.figures] == [str(figure.value) for figure in report.figures]


@given(CHUNKS)
def test_a_chunk_survives_the_catalog(chunk: Chunk) -> None:
    assert chunk_of(through_sqlite(CHUNK_COLUMNS, chunk_row(chunk, 0))) == chunk


def test_the_digest_changes_with_figures_and_chunks_but_not_with_the_place() -> None:
    figure = Figure(
        value=Decimal("1.50"),
        measure="元",
        subject="",
        span=Span(start=0, end=1),
        raw="1",
        clause=Span(start=0, end=1),
    )
    base = {"text": "正文", "unit": Unit(name="青禾镇"), "doc_type": "总结"}
    here = Report(**base, span=Span(start=0, end=2), first_line=1)  # type: ignore[arg-type]
    there = Report(**base, span=Span(start=9, end=11), first_line=4)  # type: ignore[arg-type]
    counted = Report(**base, span=Span(start=0, end=2), first_line=1, figures=(figure,))  # type: ignore[arg-type]
    chunk = Chunk(report_id=here.id, span=Span(start=0, end=2), text="正文")
    digests = [report_digest(ParsedReport(report=report, chunks=())) for report in (here, there, counted)]
    assert digests[0] == digests[1] != digests[2]
    assert report_digest(ParsedReport(report=here, chunks=(chunk,))) != digests[0]
