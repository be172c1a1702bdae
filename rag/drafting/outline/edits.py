"""Changes to an outline in conversation: a section exchanged, added, dropped, moved, headed otherwise, two in one."""

import re
from dataclasses import replace

from ingest.numerals import parse_number
from rag.drafting.outline.pieces import parts_in
from rag.drafting.outline.proposing import Outline, Section
from rag.drafting.outline.section import FILLS, HEADING, LEAST_NAMED, before_the_end, section_on
from rag.drafting.outline.topics import load_outlines, topic_of

_OF = "部分|小?节|大条|大块|板块|块|大点|条|项|点|章"
_N = "[一二三四五六七八九十\\d]{1,2}"
_ORDINAL = rf"(?:第{_N}个?(?:{_OF})|第{_N}(?=[和跟与、]第|的?标题|对调|互换)|最后[一1]?个?(?:{_OF})|[首头][一]?个?(?:{_OF}))"
_NAMED = r"[^，。；和跟与、把将删去掉除不要换改]{2,14}?(?:那|这)?[一个]?(?:部分|节|块|板块)"
_PLACE = rf"(?:{_ORDINAL}|{_NAMED})"
_SETS = "(?:改[成为作叫]?|换[成为作]?|变[成为]|调整[成为]|写成?)"
_SPLIT = re.compile(
    "[，,。；;！!]|然后|接着|同时|另外|(?<=[^，])再(?=[加删去把])|并(?:且|把)?(?=[加删去把将])"
)
_TITLE = re.compile(
    rf"(?:把|将)?(?P<at>{_PLACE})的?(?:小?标题|题目|名[称字])(?:{_SETS}|叫|用|就叫)(?:为|做|成)?(?P<to>.+)"
)
_CHANGE = re.compile(
    rf"(?:把|将)?(?P<at>{_PLACE})(?:的?(?:内容|主题))?(?:{_SETS}|重?写(?!一下)|讲|谈)(?P<to>.+)"
)
_SWAP = re.compile(
    rf"(?:把|将)?(?:第?(?P<a>{_N})[、和跟与]?第?(?P<b>{_N})(?:个|两个?)?(?:{_OF})?|(?P<one>{_PLACE})[和跟与、](?P<two>{_PLACE}))(?:的)?(?:顺序|位置|次序|前后)?(?:互相)?(?:对调|互换|调换|交换|颠倒|倒过来|换一?下|换个?位置|调个?位置|对换|调一下|位置换一?下)"
)
_MERGE = re.compile(
    rf"(?:把|将)?(?:第?(?P<a>{_N})[、和跟与]?第?(?P<b>{_N})(?:个|两个?)?(?:{_OF})?|(?P<one>{_PLACE})[和跟与、](?P<two>{_PLACE}))(?:合并|合[成为到]|并[成为到]|合在一起|放在?一起写)"
)
_DROP = re.compile(
    rf"(?:把|将)?(?P<at>{_PLACE}(?:[和跟与、]{_PLACE})*)(?:都|就|可以)?(?:不要了?|不写了?|去掉|删掉|删了|删除|删去|拿掉|取消|砍掉|去了)(?:吧)?$|(?:请)?(?:去掉|删掉|删除|删去|删|不要|拿掉|取消|砍掉|去除|不写|不用写)(?P<too>[^，。]{{2,24}}?)(?:了|吧)?$|(?P<bare>[^，。]{{2,12}}?)(?:不要了?|不写了?|去掉|删掉|删了|删去)$"
)
_KEEP = re.compile(rf"只?(?:保留|留下?|要)前(?P<n>[两二三四五六七八\d])个?(?:{_OF})")
_MOVE = re.compile(
    rf"(?:把|将)?(?P<at>{_PLACE})(?:放|挪|移|提|调|搬|排)(?:到|在|至)?(?:(?P<front>最前面?|开头|第一个?(?:部分)?$|首位|前面$)|(?P<end>最后面?|末尾|结尾|后面$)|(?P<to>{_PLACE})的?(?P<side>前面?|后面?|之前|之后))"
)
_ADD = re.compile(
    rf"(?:(?:在|到)?(?P<at>{_PLACE})的?(?P<side>前面?|后面?|之前|之后)|(?P<front>(?:在)?(?:最前面?|开头))|(?P<end>(?:在)?(?:最后|末尾|结尾)))?"
    rf"(?:请|再|还要|还|也|要|想|另)*(?:加上?|增加|添加?|补充?|增写|补写|增设|新增|插入)(?:进去|一下|入|进)?"
    rf"(?P<one>(?:上)?(?:[一1]个?|个)?(?:部分|小?节|块|板块|章|大?项|大?条|大?点(?!儿)|个))?(?:是|：|:|叫|写|讲|关于|“)*(?P<what>[^，。；]{{2,24}})"
)  # fmt: skip

_EMPTY = re.compile(r"^(?:那|请|麻烦|还是|就|也|可以|帮我|好的?|嗯)+|[“”\"]|[吧呗呢]$")
_POLITE = re.compile("谢|可以|行了?$|看看|怎么样|这样|其[他它余]|不[变动]|先|吗|内容")
_HEADS = re.compile(f"(?:{_SETS}|叫|加|增|补).*[^，]{{4,}}$")
_CLAUSE = range(4, 13)
_LISTED = re.compile(rf"第({_N})[、和跟与]({_N})(?:个|两个?)?({_OF})")
_PATTERNS = (_TITLE, _CHANGE, _SWAP, _MERGE, _DROP, _KEEP, _MOVE, _ADD)

_Numbered = list[tuple[int, Section]]


def outline_edits(message: str, outline: Outline) -> Outline | None:
    """The outline as a message changes it; None where it changes nothing. Numbers are those of the outline as shown."""
    held: _Numbered = list(enumerate(outline.sections, start=1))
    changed = False
    for words in _requests(message):
        after = next((made for act in _ACTS if (made := act(words, held)) is not None), None)
        if after is not None:
            held, changed = after, True
    return replace(outline, sections=tuple(s for _, s in held)) if changed and held else None


def _requests(message: str) -> list[str]:
    """What a message asks, one by one; a comma inside a heading (标题改成强化领导，压实责任) parts nothing."""
    found: list[str] = []
    for piece in _SPLIT.split(message.strip()):
        words = _EMPTY.sub("", piece.strip())
        if not words:
            continue
        behind = bool(found) and len(words) in _CLAUSE and not _POLITE.search(words)
        if behind and not any(p.match(words) for p in _PATTERNS) and _HEADS.search(found[-1]):
            found[-1] += f"，{words}"
        else:
            found.append(_LISTED.sub(lambda m: f"第{m[1]}{m[3]}和第{m[2]}{m[3]}", words))
    return found


def _renamed(words: str, held: _Numbered) -> _Numbered | None:
    found = _TITLE.fullmatch(words)
    at = _find(found["at"], held) if found else None
    to = found["to"].strip('“”"：: ') if found else ""
    if at is None or len(to) < LEAST_NAMED:
        return None
    return [(n, replace(s, heading=to) if i == at else s) for i, (n, s) in enumerate(held)]


def _exchanged(words: str, held: _Numbered) -> _Numbered | None:
    found = _CHANGE.fullmatch(words)
    at = _find(found["at"], held) if found else None
    if found is None or at is None:
        return None
    made = section_on(found["to"], [s for i, (_, s) in enumerate(held) if i != at])
    return [(n, made if i == at else s) for i, (n, s) in enumerate(held)] if made else None


def _swapped(words: str, held: _Numbered) -> _Numbered | None:
    pair = _pair(_SWAP.match(words), held)
    if pair is None:
        return None
    a, b = pair
    order = list(held)
    order[a], order[b] = order[b], order[a]
    return order


def _merged(words: str, held: _Numbered) -> _Numbered | None:
    pair = _pair(_MERGE.match(words), held)
    if pair is None:
        return None
    a, b = sorted(pair)
    one, two = held[a][1], held[b][1]
    both = replace(
        one,
        heading=_both_headings(one.heading, two.heading),
        theme="、".join(dict.fromkeys(t for t in (one.theme, two.theme) if t)),
        like=tuple(dict.fromkeys((*one.like, *two.like))),
        units=tuple(dict.fromkeys((*one.units, *two.units))),
        places=(*one.places, *two.places),
        planned=one.planned or two.planned,
        problems=one.problems or two.problems,
    )
    return [(n, both if i == a else s) for i, (n, s) in enumerate(held) if i != b]


def _both_headings(one: str, two: str) -> str:
    """The first halves of two headings; 存在的主要问题和下一步工作打算 where they have but one."""
    joint = "，" if "，" in one and "，" in two else "和"
    return joint.join(dict.fromkeys(h.split("，")[0] for h in (one, two)))


def _dropped(words: str, held: _Numbered) -> _Numbered | None:
    if kept := _KEEP.fullmatch(words):
        count = _number(kept["n"])
        return list(held[:count]) if 0 < count < len(held) else None
    found = _DROP.fullmatch(words)
    if found is None:
        return None
    named = [
        _find(p, held) for p in re.split("[和跟与、]", found["at"] or found["too"] or found["bare"]) if p
    ]
    out = {at for at in named if at is not None}
    # What names no section of the outline (不要金川区的) is meant otherwise.
    return [one for i, one in enumerate(held) if i not in out] if out and None not in named else None


def _moved(words: str, held: _Numbered) -> _Numbered | None:
    found = _MOVE.fullmatch(words)
    at = _find(found["at"], held) if found else None
    if found is None or at is None:
        return None
    one, rest = held[at], [s for i, s in enumerate(held) if i != at]
    if found["front"] or found["end"]:
        return [one, *rest] if found["front"] else [*rest, one]
    to = _find(found["to"], rest)
    if to is None:
        return None
    to += found["side"][-1] in "后" or "后" in found["side"]
    return [*rest[:to], one, *rest[to:]]


def _added(words: str, held: _Numbered) -> _Numbered | None:
    found = _ADD.fullmatch(words)
    made = section_on(found["what"], [s for _, s in held]) if found else None
    if found is None or made is None or any(s.heading == made.heading for _, s in held):
        return None
    if found["at"]:
        near = _find(found["at"], held)
        if near is None:
            return None
        to = near + ("后" in found["side"])
    elif found["front"]:
        to = 0
    elif found["end"] or (made.planned and not all(s.planned or s.problems for _, s in held)):
        to = len(held)
    else:
        to = before_the_end([s for _, s in held])
    return [*held[:to], (0, made), *held[to:]]


_ACTS = (_renamed, _swapped, _merged, _moved, _added, _dropped, _exchanged)


def _pair(found: re.Match[str] | None, held: _Numbered) -> tuple[int, int] | None:
    if found is None:
        return None
    first, second = (
        (_find(f"第{found['a']}部分", held), _find(f"第{found['b']}部分", held))
        if found["a"]
        else (_find(found["one"], held), _find(found["two"], held))
    )
    return None if first is None or second is None or first == second else (first, second)


def _find(words: str, held: _Numbered) -> int | None:
    """Where in the outline a section stands: by its number as shown, as the first or last, or by its words."""
    words = words.strip()
    if found := re.fullmatch(rf"第({_N})个?(?:{_OF})?", words):
        number = _number(found[1])
        return next((i for i, (n, _) in enumerate(held) if n == number), None)
    if re.match("最后", words):
        return len(held) - 1
    if re.fullmatch(rf"[首头]一?个?(?:{_OF})", words):
        return 0
    core = FILLS.sub("", words)
    if len(core) < LEAST_NAMED:
        return None
    said = [
        i
        for i, (_, s) in enumerate(held)
        if core in s.heading or core == s.theme or (s.theme and core in s.theme)
    ]
    if not said and (part := parts_in(core)):
        said = [i for i, (_, s) in enumerate(held) if parts_in(s.heading)[:1] == part[:1]]
    if not said and len(core) <= HEADING and (topic := topic_of(core, load_outlines().topics)):
        said = [i for i, (_, s) in enumerate(held) if topic_of(s.heading, load_outlines().topics) is topic]
    return said[0] if len(said) == 1 else None


def _number(words: str) -> int:
    return int(parse_number(words) or 0)
