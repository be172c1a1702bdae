"""Headings for a section: those of reports without what is theirs alone, and the usual ones, the best first."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

from ingest.places import find_places
from ingest.words import tagged_words
from rag.drafting.outline.topics import Topic
from rag.likeness import pairs
from rag.unit_kinds import same_kind

_LONGEST_CLAUSE, _SHORTEST_CLAUSE = 8, 5
_LEAST, _MOST = 8, 17
_HELD = re.compile(
    r"[\d_〇“”\"'《》〈〉（）()\[\]【】]|xx|XX|××|某|了|今年|去年|上半年|下半年|明年|一年来|[一二三四五六七八九]个"
)
_FRONT = re.compile(
    r"^(?:坚持|以|围绕|按照|通过|立足|结合)[^，]{2,24}(?:相结合(?:的原则)?|为[^，]{2,6}|实际)，"
)
_EARNEST = re.compile(
    r"^(?:切实|进一步|不断|坚持不懈地?|努力|继续|认真|扎实|着力|突出抓好|狠抓|大力|积极|深入|广泛)(?=[\u4e00-\u9fff]{4,})"
)
_SCOPE = re.compile(r"(?:全|我|本)(?:镇|乡|区|县|市|省|局|村|街道|社区|校|园区)(?:的)?")
_TRAILS = re.compile("(?:方面|工作情况|情况|的工作)$")
_OF_A_KIND: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("社区", re.compile("社区|居民|小区")),
    ("村", re.compile("村民|农民|乡村|农村|镇村|村庄|美丽家园|乡风")),
    ("学校", re.compile("学生|师生|班主任|班级|校园|办学|教师")),
    ("园区", re.compile("园区")),
    ("局", re.compile("机关|窗口|监管|执法|职工")),
)
"""Words of a heading that fit units of a kind alone; those of a village fit a town."""
_CANNOT_OPEN = re.compile("[的是和与以]|围绕|通过|按照|利用|结合|作为|根据|针对|成立|修订|是")
_OPENS = frozenset("va")
# The dictionary has some of the verbs of headings as other words.
_VERBS = re.compile("深化|强化|优化|夯实|做[实优强]|建强|抓[实牢]|擦亮|厚植|赋能")
_USUAL = 1.0


def heading_for(
    topic: Topic,
    written: Mapping[str, str],
    kind: str,
    names: Collection[str],
    taken: Collection[str] = (),
) -> str:
    """The best heading for a topic: one of those `written` by reports (by report id), where it reads well without what
    is theirs alone (`names` of units, numbers, years) and is typical of them, else the topic's usual one. `kind` is the
    writer's; headings beginning like those `taken` come last. Where but one report has such a section, its words hold."""
    titles = tuple(written.values())
    cleaned = {h: None for w in titles if (h := generalised(w, names)) and h not in taken}
    alone = 0.3 * (len(written) == 1)
    real = [(worth_of(h, topic, titles, kind) + alone, h) for h in cleaned]
    usual = [(_USUAL - 0.01 * n, h) for n, h in enumerate(topic.headings) if h not in taken]
    opens = {t[:2] for t in taken}
    ranked = sorted((*real, *usual), key=lambda r: -(r[0] - 0.1 * (r[1][:2] in opens)))
    return ranked[0][1] if ranked else f"扎实做好{topic.name}工作".replace("工作工作", "工作")


def generalised(title: str, names: Collection[str] = ()) -> str:
    """A heading as another unit could use it: one or two clauses without what only leads up to them; "" for one that
    holds a name, a number or a year."""
    words = unicodedata.normalize("NFKC", title).replace(",", "，").replace(";", "，").replace("；", "，")
    words = re.sub(r"\s+", "", words)
    words = _TRAILS.sub("", _SCOPE.sub("", _FRONT.sub("", words)))
    if _HELD.search(words) or any(n in words for n in names) or any(m.full for m in find_places(words)):
        return ""
    clauses = [_EARNEST.sub("", c) for c in re.split("[，、]", words) if c]
    if not clauses or any(_CANNOT_OPEN.match(c) for c in clauses[:2]):
        return ""
    joined = "，".join(clauses[:2])
    joined = joined if _LEAST <= len(joined) <= _MOST else clauses[0]
    fits = _LEAST - 2 <= len(joined) <= _MOST
    opens = _VERBS.match(joined) or tagged_words(joined)[0].tag[:1] in _OPENS
    return joined if fits and opens else ""


def worth_of(heading: str, topic: Topic, written: Sequence[str], kind: str) -> float:
    """How well a heading serves a topic: two clauses of one length, its words said, typical of what reports write."""
    clauses = heading.split("，")
    own = pairs(heading)
    typical = [p for p in own if any(p in pairs(w) for w in written if own - pairs(w))]
    usual = [p for p in own if any(p in pairs(h) for h in topic.headings)]
    shared = len({*typical, *usual}) / max(1, len(own))
    foreign = any(p.search(heading) and not _fits(k, kind) for k, p in _OF_A_KIND)
    repeats = len(clauses) == 2 and bool(pairs(clauses[0]) & pairs(clauses[1]))
    return (
        0.5 * _evenness(clauses)
        + 0.25 * bool(topic.pattern.search(clauses[0]))
        + 0.1 * bool(topic.pattern.search(heading))
        + 0.4 * shared
        - 0.6 * foreign
        - 0.3 * repeats
    )


def _evenness(clauses: Sequence[str]) -> float:
    """1 for two clauses of five to eight characters each, less for others."""
    lengths = [len(c) for c in clauses]
    if len(lengths) != 2 or max(lengths) > _LONGEST_CLAUSE:
        return 0.4
    even = 1.0 if lengths[0] == lengths[1] else 0.85 if abs(lengths[0] - lengths[1]) == 1 else 0.6
    return even if min(lengths) >= _SHORTEST_CLAUSE else even - 0.15


def _fits(kind: str, writer: str) -> bool:
    return same_kind(kind, writer) or (kind == "村" and writer in ("镇", "乡", "乡镇", "县"))
