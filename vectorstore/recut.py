"""From what a reader wants parted or joined to a cut of the file, or a clear no."""

from collections.abc import Sequence

from ingest.lines import Line, read_lines
from ingest.model import Report
from ingest.parsed import Cut, ParsedFile
from vectorstore.errors import CannotCut
from vectorstore.model import CatalogedFile, CatalogedReport


def splitting(found: CatalogedReport, line: int) -> Cut:
    """The cut that lets a new report begin at a 1-based line of the file. Raises `CannotCut`."""
    report = found.report
    first, last = report.first_line, report.last_line
    if not first < line <= last:
        raise CannotCut(
            f"第 {line} 行不能作为新的开头：这份报告从第 {first} 行到第 {last} 行。",
            advice=f"请给出 {first + 1} 到 {last} 之间、新报告开头的那一行。" if first < last else "",
        )
    here = _line(report, line)
    if here is None:
        raise CannotCut(f"第 {line} 行是空行。", advice="请给出新报告开头的那一行。")
    return Cut(kind="split", line=line, words=here.text)


def joining(first: CatalogedReport, second: CatalogedReport, file: CatalogedFile) -> Cut:
    """The cut that lets no report begin where the second of two neighbours does. Raises `CannotCut`."""
    places = [i for i, id in enumerate(file.reports) if id == first.id]
    if first.path != second.path or not any(file.reports[i + 1 : i + 2] == (second.id,) for i in places):
        raise CannotCut(
            "这两份报告在文件里不相邻，不能合并。",
            advice="只能把一份报告和同一文件里紧跟在它后面的一份合并。",
        )
    opening = read_lines(second.report.text)[0]
    return Cut(kind="join", line=second.first_line + opening.index, words=opening.text)


def with_cut(cuts: Sequence[Cut], cut: Cut) -> tuple[Cut, ...]:
    """The cuts of a file and a new one, which takes the place of one at the same line."""
    return (*(c for c in cuts if (c.line, c.words) != (cut.line, cut.words)), cut)


def around(parsed: ParsedFile, line: int) -> tuple[Report | None, Report | None]:
    """The report that ends in front of a 1-based line of the file, and the one that begins at it."""
    reports = [p.report for p in parsed.reports]
    for i, report in enumerate(reports):
        if report.first_line == line:
            return (reports[i - 1] if i else None), report
    return None, None


def _line(report: Report, line: int) -> Line | None:
    return next((x for x in read_lines(report.text) if x.index == line - report.first_line), None)
