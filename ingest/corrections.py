"""What a reader says a report is, in place of what was worked out: its unit, its period, its type."""

from dataclasses import dataclass, replace

from ingest.figures import figures_of
from ingest.headers import stated_period
from ingest.model import DocType, Report
from ingest.units import unit_called


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What is to count for a report; None leaves a field as it was worked out.

    A `period` of "" says that the report states none.
    """

    unit: str | None = None
    period: str | None = None
    doc_type: DocType | None = None

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return any(value is not None for value in (self.unit, self.period, self.doc_type))

    def over(self, earlier: "Correction") -> "Correction":
        """This correction, and the earlier one where this leaves a field alone."""
        return Correction(
            unit=earlier.unit if self.unit is None else self.unit,
            period=earlier.period if self.period is None else self.period,
            doc_type=self.doc_type or earlier.doc_type,
        )


def corrected(report: Report, correction: Correction) -> Report:
    """The report as the reader says it is; its text and id stay. A plan's figures are planned, a summary's are not."""
    if correction.unit:
        report = replace(report, unit=unit_called(correction.unit, report.text))
    if correction.period is not None:
        report = replace(report, period=stated_period(correction.period) if correction.period else None)
    if correction.doc_type and correction.doc_type != report.doc_type:
        kind = correction.doc_type
        figures = figures_of(report.text, report.body, report.outline, doc_type=kind)
        report = replace(report, doc_type=kind, figures=figures)
    return report


def opening(report: Report) -> str:
    """The first words of a report, blanks aside, by which it is known again when the rest of it was edited."""
    return "".join(report.text[report.body :].split())[:120]
