"""Small report files of invented units, parsed the plain way: blank lines part reports, each line is a chunk."""

from hashlib import sha256
from pathlib import Path

from ingest.model import Chunk, Document, Report, Source, Span, Unit, line_starts
from ingest.parsed import ParsedFile, ParsedReport

SPRING = "青禾镇工作总结\n全年新修水渠12公里，惠及农户300户。\n组织春节文艺演出8场次。"
SUMMER = "云溪社区工作总结\n接待来访群众45人次，办结率100%。\n开展消防演练3次。"
AUTUMN = "白石乡工作计划\n计划植树2000株。\n安排党员学习12次。"


def parse(path: Path, *, heading: str = "") -> ParsedFile:
    """A parsed file without the parser: unit named in the first line, one chunk a line."""
    data = path.read_bytes()
    text = data.decode()
    starts = line_starts(text)
    reports, at = [], 0
    for part in text.split("\n\n"):
        report = Report(
            text=part,
            span=Span(start=at, end=at + len(part)),
            first_line=starts.index(at) + 1,
            unit=Unit(name=part.split("工作")[0]),
            doc_type="总结",
            title=part.split("\n")[0],
        )
        reports.append(ParsedReport(report=report, chunks=_lines(report, heading)))
        at += len(part) + 2
    source = Source(
        path=str(path), sha256=sha256(data).hexdigest(), encoding="utf-8", media_type="text/plain"
    )
    return ParsedFile(document=Document(source=source, text=text, line_starts=starts), reports=tuple(reports))


def write(folder: Path, name: str, *reports: str) -> Path:
    """A file of these reports."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes("\n\n".join(reports).encode())
    return path


def _lines(report: Report, heading: str) -> tuple[Chunk, ...]:
    chunks, at = [], 0
    for line in report.text.split("\n"):
        if line:
            span = Span(start=at, end=at + len(line))
            path = (heading,) if heading else ()
            chunks.append(Chunk(report_id=report.id, span=span, text=line, heading_path=path))
        at += len(line) + 1
    return tuple(chunks)
