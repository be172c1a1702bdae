"""What a question means in its conversation: follow-ups resolved, units and periods kept until they are dropped."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.words import tagged_words
from rag.asked_measure import asked_measure, topic_terms
from rag.directory import Directory, UnitEntry
from rag.followups import other_kind
from rag.letting_go import let_go
from rag.model import NO_FOCUS, Focus, Mode
from rag.periods import asked_again_for, counted, names_year, period_in, restricted_to
from rag.table_request import without_table
from rag.terms import Term, fold
from rag.understand import Question, asked_for, left_over, read_question

_INSIDE = re.compile(
    r"^(?:那么?)?(?:其中|这里面|那里面|这当中|那当中|当中|这其中|里面|那里头|这些里)(?:的|，|,)?"
)
_BOTH_ASIDE = re.compile(
    r"(?:两|几|这些)(?:家|个)?(?:单位|社区|镇|局)?(?:比一?[下比]|对比一?下?|放在?一起)[。？?]?"
)
_THESE = re.compile(
    r"(?:这|那|上面|前面|刚才)?([两三四几])(?:家|个)(?:单位|社区|镇|村|局)?(?=[^，。]{0,8}(?:比|谁|哪|各|分别|都))|它们|两者"
)
_REMEMBERED = 6
_AGAIN = re.compile(
    r"^(?:请|那|那就)?(?:再|重新)(?:问|查|看|说|来|答|回答)(?:一)?(?:遍|次|下|看)?[。！!？?]?$"
)
_FRAGMENT = re.compile(r"^(?:那么?)?((?:(?!多少|什么|啥)[^，。？?几谁哪]){1,8}?)的?呢[？?]?$")
_PRONOUN = re.compile(
    r"^(?:那么?|它|该单位|这个单位|他们|她们|这家|那家|同样)|它|他们|该(?:社区|镇|局|区|村|园区|单位)"
)
_POINTING = re.compile(
    r"^(?:那|刚才|刚刚|前面|上面)?(?:说|提到?|讲)?的?(?:它们?|他们|该|那个|这个|这家|那家)(?:社区|街道|镇|局|区|村|园区|单位|学校)?(?:的|，|,)?|^(?:社区|街道|镇|局|村|园区|学校)的"
)
_MODIFIERS = "nvabj"
_COUNTS = {"两": 2, "三": 3, "四": 4}
_NUMBERS = ("率", "值", "量", "额", "数", "款", "费", "钱", "收入", "支出", "投资", "面积", "资金", "金额")
_EXCHANGED = re.compile(r"^(?:那)?(?:换成?|改成|改为|换个)([\u4e00-\u9fff“”]{2,12}?)(?:的|吧|呢)?[。？?]?$")
_THEME = re.compile(r"(?:关于|围绕|有关|以)[“]?([\u4e00-\u9fff]{2,12}?)[”]?(?:的|为题|为主题|写|，)")
_TIMES = re.compile(r"^(?:原来|原先|以前|之前|过去|现在|目前|上年|去年|今年|本年|往年)$")
_BARE_END = re.compile(r"的?呢[？?]?$")
_SUBSTITUTE = re.compile(r"^[呢吗啊吧？?！!。，,的、\s]*$")
_BOTH = re.compile(r"(?:两|几|这些)(?:家|个)?(?:单位|社区|镇|局)?(?:比|对比|放在?一起)|[比对]一[下比]")
_VERSUS = re.compile(r"^(?:那|再)?(?:跟|和|与|同|加上|再加上)")


def adds_to_question(message: str) -> bool:
    """Whether a message adds to the question before it (跟枕河社区比呢, 再加上枕河社区)."""
    return bool(_VERSUS.match(message.strip()))


def resolved(text: str, before: Question | None, last_answer: str, directory: Directory) -> Question:
    """What a message asks after the question `before` it and the answer to that."""
    said, dropped, text = text, NO_FOCUS, text.strip()
    if gone := let_go(text, before.focus if before else NO_FOCUS, directory):
        before, text, dropped = _left(before, gone.left), gone.rest.strip(), gone.dropped
        if not text:
            nothing = before or read_question("", directory)
            return replace(
                nothing, text=said, standalone=said, let_go=dropped, asks=False, from_history=False
            )
    question = _of_its_period(text, before, last_answer, directory)
    earlier = before.recent if before else ()
    recent = (*(u for u in earlier if u not in question.units), *question.units)
    return replace(question, text=said, recent=recent[-_REMEMBERED:], let_go=dropped)


def _left(before: Question | None, focus: Focus) -> Question | None:
    """The question before without what was dropped of its focus."""
    if before is None:
        return None
    units = before.units if focus.group else tuple(u for u in before.units if u.name in focus.units)
    return replace(before, units=units, group=focus.group or None, period=focus.period, asks_period=False)


def _of_its_period(text: str, before: Question | None, last_answer: str, directory: Directory) -> Question:
    """The question resolved, with the period it asks for, or else the one that the conversation is about."""
    only = restricted_to(text)
    named, rest = only or (asked_again_for(text), "")
    if named is None:
        question = _read_on(text, before, last_answer, directory)
        if question.period or before is None or not before.period or names_year(question.topic):
            return question
        return _restated(replace(question, period=before.period))
    if rest:
        question = _read_on(rest, before, last_answer, directory)
    elif before is not None:
        question = replace(before, from_history=True)
    elif only:
        question = replace(read_question("", directory), text=text, standalone=text, asks=False)
    else:
        return _read_on(text, before, last_answer, directory)
    written = " ".join(p for unit in question.units or directory.entries for p in unit.periods)
    period = counted(named, before.period if before else "", written)
    return _restated(replace(question, period=period, asks_period=True))


def _restated(question: Question) -> Question:
    """The question with its period in its words, where it asks for that or a unit has a report of it."""
    within = any(unit.within(question.period) for unit in question.units)
    if question.group or not question.units or not (within or question.asks_period):
        return question
    comma = "，" if len(question.units) > 1 else ""
    half = question.period.partition("年")[2]
    topic = question.topic.removeprefix(half) if half else question.topic
    standalone = f"{_names(question.units)}{comma}{question.period}{topic}"
    return replace(question, standalone=standalone, from_history=True)


def _read_on(text: str, before: Question | None, last_answer: str, directory: Directory) -> Question:
    if before is None:
        return read_question(text, directory)
    if kind := other_kind(text):
        return _about_others(text, before, kind, directory)
    if _AGAIN.match(text) or not without_table(text):
        mode: Mode = "compare" if len(before.units) > 1 else before.mode
        return replace(
            before, standalone=f"{_names(before.units)}{before.topic}", mode=mode, from_history=True
        )
    fresh = read_question(text, directory)
    if fresh.units or fresh.strangers or fresh.group:
        return _with_new_units(fresh, before)
    period, rest = period_in(text)
    if any(unit.within(period) for unit in before.units):
        fresh = replace(read_question(rest, directory), text=text, standalone=text, period=period)
    return _with_old_units(fresh, before, last_answer)


def _with_new_units(fresh: Question, before: Question) -> Question:
    """那枕河社区呢？ repeats the question for another unit; 跟…比 adds a unit to those before."""
    leftover = _BOTH_ASIDE.sub("", left_over(fresh.topic))
    # 甲和乙的培训比一比 compares those two; 和乙比一比 adds one to those before.
    together = bool(_BOTH.search(fresh.text)) and (len(fresh.units) == 1 or not fresh.terms)
    versus = (bool(_VERSUS.match(fresh.text)) or together) and bool(before.units)
    asks_nothing = bool(_SUBSTITUTE.match(re.sub(r"比一?比?|相比", "", _VERSUS.sub("", leftover))))
    if not versus and not asks_nothing and fresh.terms:
        return replace(fresh, context=before.terms) if _is_elliptic(fresh) else fresh
    units = tuple(dict.fromkeys((*before.units, *fresh.units))) if versus else fresh.units
    topic = before.topic
    if versus and fresh.terms and not asks_nothing:
        topic = (
            re.sub(r"^[，,比呢的\s]+|它们?", "", _VERSUS.sub("", fresh.topic)).lstrip("比呢，, ")
            or before.topic
        )
    names = _names(units) or "、".join(fresh.strangers) or (fresh.group or "")
    asked = asked_for(topic)
    return replace(
        fresh,
        standalone=f"{names}{'，' if len(units) > 1 else ''}{topic}",
        topic=topic, terms=topic_terms(topic), units=units, asked=asked,
        context=before.terms if versus else before.context,
        mode="compare" if len(units) > 1 else "answer" if before.mode == "compare" else before.mode,
        measure=asked_measure(topic) if asked == "number" else "",
        from_history=True,
    )  # fmt: skip


def _with_old_units(fresh: Question, before: Question, last_answer: str) -> Question:
    """A question that names no unit goes on about those before it."""
    if (theme := _EXCHANGED.match(fresh.text)) and (old := _THEME.search(before.standalone)):
        again = before.standalone.replace(old.group(1), theme.group(1), 1)
        return replace(
            before, standalone=again, topic=theme.group(1),
            terms=topic_terms(theme.group(1)), from_history=True,
        )  # fmt: skip
    if (these := _THESE.search(fresh.text)) and len(before.recent) > 1:
        return _of_these(fresh, before, before.recent[-_COUNTS.get(these.group(1), _REMEMBERED) :])
    if not before.units and not before.group:
        # 其中女性多少 after a unit that the library does not hold is still asked of that one.
        return replace(fresh, strangers=before.strangers) if _is_elliptic(fresh) else fresh
    inside = _INSIDE.match(fresh.text) is not None
    if fragment := _FRAGMENT.match(fresh.text):
        return _reworded(fresh, before, fragment.group(1), last_answer)
    topic = _INSIDE.sub("", fresh.topic).strip("，,的 ")
    topic = _POINTING.sub("", topic)
    if inside and fresh.asked == "text" and before.asked == "number" and (bare := _BARE_END.search(topic)):
        topic = f"{topic[: bare.start()]}的有多少？"
        fresh = replace(fresh, asked="number")
    if not topic_terms(topic) and before.terms:
        # 那原来是多少项？ asks of what was just spoken of.
        return replace(
            fresh, standalone=f"{_names(before.units)}{before.topic.rstrip('？?。')}，{topic}",
            topic=topic, terms=before.terms, units=before.units, group=before.group, mode=before.mode,
            measure=fresh.measure or before.measure, from_history=True,
            inside=last_answer if fresh.asked in ("time", "place", "person") else None,
        )  # fmt: skip
    names = _names(before.units)
    joint = f"{before.topic.rstrip('？?。')}，其中{topic}" if inside else topic
    mode: Mode = fresh.mode if fresh.mode != "answer" else "compare" if len(before.units) > 1 else "answer"
    return replace(
        fresh,
        standalone=f"{names}{joint}", topic=topic, terms=topic_terms(topic), units=before.units,
        group=before.group, mode=mode, context=before.terms if inside or _is_elliptic(fresh) else (),
        inside=last_answer if inside else None, from_history=True,
    )  # fmt: skip


def _about_others(text: str, before: Question, kind: str, directory: Directory) -> Question:
    """还有别的社区吗 asks the question before of all units of the kind that were not spoken of."""
    units = tuple(u for u in directory.of_kind(kind) if u not in (*before.recent, *before.units))
    return replace(
        before, text=text, standalone=f"其他{kind}{before.topic}", mode="compare", units=units, group=kind,
        strangers=(), inside=None, shares=(), period="", from_history=True,
    )  # fmt: skip


def _names(units: Sequence[UnitEntry]) -> str:
    return "和".join(u.name for u in units)


def _of_these(fresh: Question, before: Question, units: tuple[UnitEntry, ...]) -> Question:
    """这两家哪个多 repeats the question for the units just spoken of; 它们各有多少党员 asks another of them."""
    own = _POINTING.sub("", _THESE.sub("", fresh.topic)).strip("，,的比 ")
    topic = own if topic_terms(own) else before.topic
    asked = asked_for(topic)
    return replace(
        fresh, standalone=f"{_names(units)}，{topic}", topic=topic, terms=topic_terms(topic), units=units,
        mode="compare", asked=asked, measure=asked_measure(topic) if asked == "number" else "",
        from_history=True,
    )  # fmt: skip


def _reworded(fresh: Question, before: Question, fragment: str, last_answer: str) -> Question:
    """区级的呢？ after 市级文明单位有几家: the question before with one word exchanged. 产值呢？ after 面积多少亩 asks
    for another number; 原来呢？ adds a word that says nothing by itself."""
    terms, names = topic_terms(fragment), _names(before.units)
    like = _like(fragment, before.topic) if terms else ""
    if not terms and not _TIMES.match(fragment):
        terms = (Term(text=fold(fragment), weight=1.0, exact=True),)
    if like:
        topic = before.topic.replace(like, fragment, 1)
    elif terms and before.asked == "number":
        topic = f"{fragment}{'是' if fragment.endswith(_NUMBERS) else '有'}多少？"
        return replace(
            fresh, standalone=f"{names}{topic}", topic=topic, terms=terms, units=before.units,
            group=before.group, mode=before.mode, asked="number", measure="", context=before.terms,
            inside=last_answer, from_history=True,
        )  # fmt: skip
    else:
        topic = fragment if sum(t.weight for t in terms) >= 2 else f"{fragment}{before.topic}"
    return replace(
        fresh, standalone=f"{names}{topic}", topic=topic, terms=topic_terms(topic), units=before.units,
        group=before.group, mode=before.mode, asked=before.asked, measure=before.measure, from_history=True,
    )  # fmt: skip


def _like(fragment: str, topic: str) -> str:
    """The words of a topic that end as a fragment does and stand where it would: 物业类 for 噪音类, 文明班级 for
    特色班级; "" where there are none."""
    words = tagged_words(topic)
    for end, word in enumerate(words):
        # The cutter takes 物业类有 for 物业 and 类有.
        start, like = end, word.text if len(word.text) < 2 else word.text.rstrip("有是为占")
        if not like.endswith(fragment[-1]) or len(fragment) <= max(1, len(like) - 1):
            continue
        # What is alike in both is not what is exchanged: that stands before it.
        while start and fragment.endswith(like) and words[start - 1].tag[0] in _MODIFIERS:
            start -= 1
            like = words[start].text + like
        if len(like) > 1 and like != fragment:
            return like
    return ""


def _is_elliptic(question: Question) -> bool:
    return (
        bool(_PRONOUN.search(question.text) or _INSIDE.match(question.text))
        or sum(t.weight for t in question.terms) < 1.5
    )
