"""Facts of a report as the list and the opened report both show them: chips, period, place in the file."""

from ingest.model import Period
from rag.markup import Html, join, tag
from rag.model import lines_label
from vectorstore.model import CatalogedReport

INFERRED = "报告正文没有写明单位，这是程序推断的，请核对"
WITHHELD = "报告里写到了这一项，但具体内容在原文中就是空缺或被隐去的"


def chip(words: str, kind: str, meaning: str = "") -> Html:
    """A small label; `meaning` shows when one points at it."""
    return tag("span", words, cls=f"chip {kind}", title=meaning or None)


def is_inferred(found: CatalogedReport) -> bool:
    """Whether the unit's name was worked out, neither said by the report nor by a reader."""
    confirmed = found.correction is not None and found.correction.unit is not None
    return not found.report.unit.named_in_text and not confirmed


def unit_html(found: CatalogedReport) -> Html:
    """The unit's name, marked where it is inferred or was corrected."""
    parts: list[str] = [tag("span", found.report.unit.name or "单位未写明", cls="unit")]
    if is_inferred(found):
        parts.append(chip("推断", "inferred", INFERRED))
    if found.correction is not None:
        parts.append(chip("已更正", "corrected", "单位、期间或类型是人工更正过的"))
    return join(parts)


def period_html(period: Period | None) -> Html:
    """The period as stated; that the source hides it, or states none, is said."""
    if period is None:
        return tag("span", "期间未写明", cls="none")
    if period.withheld:
        return join((f"{period.raw} ", chip("原文缺失", "withheld_in_source", WITHHELD)))
    known = period.normalised if period.normalised != period.raw.removesuffix("度") else None
    return tag("span", f"{period.raw}（{known}）" if known else period.raw)


def versions_html(found: CatalogedReport) -> Html:
    """How many versions the report has besides itself, and which of them answers use; nothing where it has none."""
    if not found.versions:
        return Html()
    count = len(found.versions)
    if found.version_of is None:
        return chip(f"{count}个相近版本，问答用这一份", "used", "内容几乎相同的报告，问答时只算一份")
    return chip("相近版本，问答用另一份", "version", "内容几乎相同的报告，问答时只算一份")


def lines_of(found: CatalogedReport) -> str:
    """第3–40行, in a file of pages 第2页起 第3–40行."""
    first, last = found.first_line, max(found.first_line, found.report.last_line)
    page = f"第{found.report.first_page}页起 " if found.report.first_page else ""
    return page + lines_label((first, last))
