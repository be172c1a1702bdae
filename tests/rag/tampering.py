"""True sentences with their citations, and the one thing that is changed in each: what verification must catch."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from ingest.model import Report, Span
from rag.citations import MARK, marks_in, with_marks
from rag.ground import EvidenceBook
from rag.model import Evidence
from rag.reading import figure_span, say
from rag.surroundings import Readable

_MEASURES = {"人次": "人", "场次": "次", "户": "人", "人": "户", "名": "场", "场": "次", "次": "场", "个": "万个", "件": "起", "起": "件", "万元": "元", "元": "万元", "%": "个百分点",
             "公里": "米", "亩": "平方米", "册": "套", "份": "人", "支": "人", "家": "人", "处": "个", "期": "场", "吨": "公斤", "盏": "米", "批次": "家", "株": "亩"}  # fmt: skip
_MEASURED = re.compile(rf"(?<=[\d万余多])({'|'.join(sorted(_MEASURES, key=len, reverse=True))})(?![次])")
_OPPOSITE = [("增长", "下降"), ("提高", "降低"), ("提升", "下降"), ("增加", "减少"), ("下降", "增长"), ("减少", "增加"), ("降低", "提高"), ("压缩", "增加")]  # fmt: skip
_NEGATIONS = ("没有", "未", "无一")
_DENIED = {"召开": "未召开", "完成": "没有完成", "举办": "未举办", "开展": "没有开展", "建成": "未建成", "新建": "没有新建", "组建": "未组建", "化解": "未化解", "发放": "没有发放", "清理": "未清理",
           "培训": "没有培训", "达到": "未达到", "获得": "没有获得", "投入": "没有投入", "安装": "未安装", "改造": "没有改造", "调解": "未调解"}  # fmt: skip
_DONE = {"力争明年": "去年已", "计划新建": "新建了", "计划完成": "完成了", "计划征收": "征收了", "计划总投资": "总投资", "力争": "已", "计划": "", "预计": "", "将于": "已于"}  # fmt: skip
_DONE_BY_PLACE = ("新建", "打造", "添置", "改造", "组建", "启动", "新增", "更新", "办好", "完成")
_ADDED = ("，投入{}万元", "，惠及群众{}人", "，同比增长{}%", "，覆盖{}个小区", "，参加{}人次")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cited:
    """A sentence with its marks, the evidence they stand for, and whether its source hides a value."""

    text: str
    evidence: tuple[Evidence, ...]

    @property
    def quoted(self) -> str:
        """The words cited."""
        return "".join(e.quote for e in self.evidence if e.n in marks_in(self.text))


@dataclass(frozen=True, kw_only=True, slots=True)
class Tampered:
    """A sentence made false in one way."""

    kind: str
    text: str
    evidence: tuple[Evidence, ...]
    true: str


def joined_sentences(single: Sequence[Cited]) -> Iterator[Cited]:
    """Sentences of neighbours in `single` from different units, told as one with both marks at its end or each behind its half."""
    for i, (one, two) in enumerate(pairwise(single)):
        names = [re.sub("（.*?）", "", c.evidence[0].unit) for c in (one, two)]
        if (
            names[0] == names[1]
            or names[0] not in one.text
            or names[1] not in two.text
            or len(one.evidence) + len(two.evidence) > 2
        ):
            continue
        first, second = replace(one.evidence[0], n=1), replace(two.evidence[0], n=2)
        a, b = (_body(c.text)["body"] for c in (one, two))
        text = f"{a}[1]；{b}[2]。" if i % 2 else f"{a}；{b}[1][2]。"
        yield Cited(text=text, evidence=(first, second))


def figure_sentences(reports: Sequence[Report]) -> Iterator[Cited]:
    """Every figure's clause said with the unit in front, as the extractive writer says it."""
    for report in reports:
        page, seen = Readable(report), set[Span]()
        for figure in report.figures:
            span = figure_span(page, figure, ())
            if span in seen or page.sentence_at(figure.span.start) is None:
                continue
            seen.add(span)
            book = EvidenceBook({report.id: "a.txt"})
            yield Cited(text=say(page, span, book).text, evidence=book.items)


def told_sentences(reports: Sequence[Report], told: Sequence[tuple[str, str]]) -> Iterator[Cited]:
    """The hand-written tellings, each citing the words it tells."""
    for quote, telling in told:
        report = next(r for r in reports if quote in r.text)
        book = EvidenceBook({report.id: "a.txt"})
        at = report.text.index(quote)
        number = book.cite(Readable(report), Span(start=at, end=at + len(quote)))
        yield Cited(text=with_marks(telling, [number]), evidence=book.items)


def tampered(true: Sequence[Cited], units: Sequence[str], *, seed: int = 4) -> list[Tampered]:
    """Each true sentence changed in every one way that applies to it, once for each way; the same for a seed."""
    random = Random(seed)
    ways: dict[str, Callable[[Cited], str | None]] = {
        "digit": lambda c: _digit(c, random),
        "scale": lambda c: _scale(c, random),
        "measure": lambda c: _measure(c, random),
        "unit": lambda c: _unit(c, units, random),
        "direction": lambda c: _first(c.text, _OPPOSITE),
        "year": lambda c: _year(c, random),
        "added": lambda c: _added(c, random),
        "withheld": lambda c: _filled(c, random),
        "negation_added": lambda c: _first(c.text, list(_DENIED.items())),
        "negation_dropped": lambda c: _first(c.text, [(n, "") for n in _NEGATIONS]),
        "planned": _planned,
        "bound": lambda c: _bound(c, random),
        "swapped": _swapped,
        "crossed": _crossed,
    }
    found = []
    for cited in true:
        for kind, way in ways.items():
            text = way(cited)
            if text is not None and text != cited.text:
                found.append(Tampered(kind=kind, text=text, evidence=cited.evidence, true=cited.text))
        other = random.choice([c for c in true if not set(_words(c.quoted)) & set(_words(cited.quoted))])
        found.append(_elsewhere(cited, other))
    return found


def _words(text: str) -> list[str]:
    """Clauses, so that a mark is not sent to a passage that says the same."""
    return [w for w in re.split(r"[，,。；;：:()（）\s]+", text) if len(w) > 3]


def _elsewhere(cited: Cited, other: Cited) -> Tampered:
    moved = replace(other.evidence[0], n=99)
    text = MARK.sub("[99]", cited.text)
    return Tampered(kind="mark", text=text, evidence=(*cited.evidence, moved), true=cited.text)


def _body(text: str) -> re.Match[str]:
    match = re.fullmatch(r"(?P<body>.*?)(?P<marks>(?:\[\d+\])+。)", text, re.DOTALL)
    assert match is not None
    return match


def _digit(cited: Cited, random: Random) -> str | None:
    body = _body(cited.text)["body"]
    digits = [
        m for m in re.finditer(r"(?<![\d.])\d+(?:\.\d+)?(?=[\u4e00-\u9fff%])", body) if m.group() not in "24"
    ]
    random.shuffle(digits)
    for match in digits:
        at = random.randrange(len(match.group()))
        if not match.group()[at].isdigit():
            at = 0
        old = match.group()[at]
        new = random.choice([d for d in "123456789" if d != old])
        number = match.group()[:at] + new + match.group()[at + 1 :]
        if not re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", cited.quoted):
            return cited.text[: match.start()] + number + cited.text[match.end() :]
    return None


def _scale(cited: Cited, random: Random) -> str | None:
    if "万" in cited.text and re.search(r"\d万", cited.text):
        return re.sub(r"(?<=\d)万", "亿", cited.text, count=1)
    places = list(
        re.finditer(r"(?<=\d)(?=(?:人次|人|元|户|个|份|册|名|场|件|起|家|亩|吨))", _body(cited.text)["body"])
    )
    if not places:
        return None
    at = random.choice(places).start()
    return f"{cited.text[:at]}万{cited.text[at:]}"


def _measure(cited: Cited, random: Random) -> str | None:
    places = list(_MEASURED.finditer(_body(cited.text)["body"]))
    if not places:
        return None
    match = random.choice(places)
    return cited.text[: match.start()] + _MEASURES[match.group()] + cited.text[match.end() :]


def _unit(cited: Cited, units: Sequence[str], random: Random) -> str | None:
    own = re.sub(r"（.*?）", "", cited.evidence[0].unit)
    if own not in cited.text:
        return None
    other = random.choice([u for u in units if u not in own and own not in u and u not in cited.quoted])
    return cited.text.replace(own, other, 1)


def _first(text: str, pairs: Sequence[tuple[str, str]]) -> str | None:
    marks = _body(text)
    for old, new in pairs:
        if old in marks["body"]:
            return marks["body"].replace(old, new, 1) + marks["marks"]
    return None


def _year(cited: Cited, random: Random) -> str | None:
    text = cited.text
    if match := re.search(r"(?<!\d)(\d{1,2})(?=月|日)", text):
        other = random.choice([str(n) for n in range(1, 13) if str(n) not in (match.group(), "1")])
        return f"{text[: match.start()]}{other}{text[match.end() :]}"
    for old, new in (
        ("全年", "2021年"),
        ("去年", "前年"),
        ("上年", "2020年"),
        ("明年", "2031年"),
        ("上半年", "下半年"),
    ):
        if old in text:
            return text.replace(old, new, 1)
    parts = re.match(r"[^：，]{2,14}：", text)
    at = parts.end() if parts else 0
    return f"{text[:at]}{random.choice(['2023年', '2019年，', '去年', '二〇二二年'])}{text[at:]}"


def _added(cited: Cited, random: Random) -> str:
    while True:
        number = str(
            random.choice(
                [random.randrange(11, 99), random.randrange(120, 990), random.randrange(1200, 9000)]
            )
        )
        if number not in cited.quoted:
            break
    body = _body(cited.text)
    return body["body"] + random.choice(_ADDED).format(number) + body["marks"]


def _filled(cited: Cited, random: Random) -> str | None:
    body = _body(cited.text)
    match = re.search(r"(?<![A-Za-z])(\d*)[x_]+(\.[x_]+)?(?=[万千百亿]?[余多]?[\u4e00-\u9fff])", body["body"])
    if match is None:
        return None
    value = (match[1] + str(random.randrange(1, 9))) if match[1] != "20" else "2023"
    return body["body"][: match.start()] + value + body["body"][match.end() :] + body["marks"]


def _planned(cited: Cited) -> str | None:
    # Only words that the source has too: what a telling made clear of itself may be left out again.
    if text := _first(
        cited.text,
        [(w, new) for w, new in _DONE.items() if w in cited.quoted and "年度计划" not in cited.text],
    ):
        return text
    placed = len(cited.evidence) == 1 and any(
        re.search("打算|计划|主要任务|努力方向", h)
        for e in cited.evidence
        for h in (*e.heading_path, e.report_title or "")
    )
    return _first(cited.text, [(w, f"已{w}") for w in _DONE_BY_PLACE]) if placed else None


def _bound(cited: Cited, random: Random) -> str | None:
    """余, 近, 约 or 以上 left out, or 近 put in front of an exact number."""
    body = _body(cited.text)
    text = body["body"]
    if match := re.search(
        r"(?<=[\d万千])[余多](?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?:近|约)(?=\d)|(?<=\d%)以上", text
    ):
        return text[: match.start()] + text[match.end() :] + body["marks"]
    places = list(
        re.finditer(
            r"(?<=[\u4e00-\u9fff])(?<![近约第月年由过足破超])(?=\d+(?:\.\d+)?(?:人|户|元|个|份|册|名|件|起|亩|吨))",
            text,
        )
    )
    if not places or re.search("左右|以上", text):
        return None
    at = random.choice(places).start()
    return f"{text[:at]}{random.choice('近约')}{text[at:]}{body['marks']}"


def _swapped(cited: Cited) -> str | None:
    """Two numbers of one measure that stand in clauses of their own change places."""
    body = _body(cited.text)
    found = list(
        re.finditer(r"(?<![\d.])(\d+(?:\.\d+)?万?)([\u4e00-\u9fff]+?)(?=[，。；,;、()]|$)", body["body"])
    )
    for one, two in pairwise(found):
        between = body["body"][one.end() : two.start()]
        if one[2] == two[2] and one[1] != two[1] and re.search("[，；,;、]", between) and len(between) > 3:
            text = body["body"]
            text = text[: two.start(1)] + one[1] + text[two.end(1) :]
            return text[: one.start(1)] + two[1] + text[one.end(1) :] + body["marks"]
    return None


def _crossed(cited: Cited) -> str | None:
    """Of two units in one sentence, each said to have done what the other did."""
    names = [re.sub("（.*?）", "", e.unit) for e in cited.evidence[:2]]
    if len(set(names)) < 2 or not all(cited.text.count(n) == 1 for n in names) or "\0" in cited.text:
        return None
    return cited.text.replace(names[0], "\0").replace(names[1], names[0]).replace("\0", names[1])
