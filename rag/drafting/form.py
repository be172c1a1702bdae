"""How long a draft is to be, in which form and tone, as a request says it."""

import re

from ingest.numerals import parse_number
from rag.drafting.model import Form, Tone

TONES: tuple[tuple[Tone, re.Pattern[str]], ...] = (
    ("讲话", re.compile("(?:讲话|发言|演讲)(?:稿)?的?(?:口[吻气]|语[气调]|风格)|口语化?")),
    ("汇报", re.compile("汇报(?:材料)?的?(?:口[吻气]|语[气调]|风格)|正式|严肃|公文|书面")),
    ("简洁", re.compile("简洁|简练|精炼|干练")),
    ("平实", re.compile("平实|朴实|朴素|总结的?(?:口[吻气]|语[气调])")),
)
DEFAULT_LENGTH, SECTION_LENGTH, DOCUMENT_LENGTH, DEFAULT_POINTS, PER_POINT = 200, 500, 1000, 3, 70
_LONGEST, _SHORTEST = 4000, 40
_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}
_N = r"[\d一二两三四五六七八九十百千]+"
_LENGTH = re.compile(rf"({_N})\s*(?:[-—~～至到]\s*({_N})\s*)?(?:来|多|余)?个?字(?!的?数)")
_AT_MOST = re.compile(rf"(?:不超过|不多于|最多|控制在)\s*{_N}\s*个?字|{_N}\s*个?字(?:以内|之内|以下)")
_POINTS = re.compile(
    r"(?:写|列|讲|说|分)?(?:成|出|为)?(?P<n>[两二三四五六七八\d])(?:点|条|个方面)(?!钟|半)|分(?:点|条)|逐条|列(?:点|条)"
)
_WHOLE = re.compile(
    "全文|全篇|整篇|完整|[一1]篇|(?:一份|1份|份|个)(?=[^，。段]*(?:总结|计划|汇报|报告|材料|讲话|发言))"
)
_PARAGRAPH = re.compile("[一1几两]?(?:小|整)?段(?!时间)")
_SECTION = re.compile("[一1]?(?:个)?(?:部分|小节|章节|一节)|分层次|带小标题|[（(]一[）)]")


def length_in(text: str) -> int | None:
    """The number of characters asked for: the middle of a range, a little less than a bound; None where none is."""
    found = _LENGTH.search(text)
    if found is None:
        return None
    low = parse_number(found[1])
    high = parse_number(found[2]) if found[2] else low
    if low is None or high is None:
        return None
    length = int((low + high) / 2)
    if _AT_MOST.search(text):
        length = round(length * 0.92)
    return max(_SHORTEST, min(_LONGEST, length))


def is_bounded(length: int) -> bool:
    """Whether a length is the least or the most that is written, whatever was asked for."""
    return length in (_SHORTEST, _LONGEST)


def points_in(text: str) -> int:
    """How many points are asked for; 0 where none are."""
    found = _POINTS.search(_LENGTH.sub("", text))
    if found is None:
        return 0
    n = found["n"]
    count = DEFAULT_POINTS if not n else int(n) if n.isdigit() else _NUMERALS[n]
    return min(8, max(2, count))


def tone_in(text: str) -> Tone | None:
    """The tone asked for; None where none is."""
    return next((tone for tone, pattern in TONES if pattern.search(text)), None)


def form_in(asks: str, points: int, length: int | None) -> Form:
    """The form asked for, by a request without what it says to follow."""
    if points:
        return "points"
    if re.search("全文|全篇|整篇|完整|[一1]篇", asks) or (length or 0) >= DOCUMENT_LENGTH * 0.7:
        return "document"
    if _PARAGRAPH.search(asks):
        return "paragraph"
    if _SECTION.search(asks):
        return "section"
    return "document" if length is None and _WHOLE.search(asks) else "paragraph"


def usual_length(form: Form, points: int) -> int:
    """How long a draft is where the request does not say."""
    if form == "points":
        return max(DEFAULT_LENGTH, PER_POINT * points)
    return {"paragraph": DEFAULT_LENGTH, "section": SECTION_LENGTH, "document": DOCUMENT_LENGTH}[form]


def without_form(text: str) -> str:
    """A request without what it says of length and form."""
    for pattern in (_AT_MOST, _LENGTH, _POINTS, _WHOLE, _SECTION):
        text = pattern.sub("", text)
    return text
