"""Questions over all units in a conversation: 那镇呢, 只看社区, 第一名是谁, 其余的呢 after one of them."""

import re
from dataclasses import replace

from rag.asked_measure import topic_terms
from rag.directory import Directory, UnitEntry
from rag.followups import other_kind
from rag.number_asked import first_of
from rag.overall import Aim, Overall, of_figures, over_all, ranked, thing_in
from rag.table_request import without_table
from rag.understand import read_question
from rag.unit_kinds import GROUP_KINDS

_OTHER_KIND = re.compile(
    rf"^(?:那么?|只?看一?下?|换成?|改成|再?看看|只[看要问留]|限于?|光看?|其中的?)*(?:各|所有的?|的)?(?P<kind>{GROUP_KINDS})(?:的|里面?|当?中|级)*(?:有哪些|有几个|情况|呢|吧|吗)*[？?。]*$"
)
_RANK = re.compile(
    r"^(?:那么?|其中|这里面|里面)?(?:的|，)?(?:(?:排|是)?(?:第[一二三四五]|前(?P<first>[二两三四五六七八九十\d]+))[名位个]?(?:的)?(?:是|呢)?(?:谁|哪个|哪家|哪一?个?单位)?|(?:谁|哪个|哪家|哪一个|哪个\w{1,3})?(?:的)?(?P<way>最多|最少|最高|最低)(?:的)?(?:是|呢)?(?:谁|哪个|哪家|哪一?个?\w{0,3})?)(?:呢|啊)?[？?。]*$"
)
_SUM = re.compile(
    r"^(?:那么?)?(?:他们|它们|这些单位)?(?:一共|总共|合计|加起来|共计|总数|总和)(?:是|有|呢)*(?:多少\w{0,3}|几\w{0,2})?(?:呢)?[？?。]*$"
)
_REST = re.compile(
    r"^(?:那么?)?(?:其余|其他|其它|剩下|别|另外)的?(?:几个|几家|单位)?(?:呢|是哪些|有哪些|都有谁|怎么样|情况)*[？?。]*$"
)
_SILENT = re.compile(
    r"^(?:那么?)?(?:哪些|哪几个|谁|有谁)?(?:单位|社区|镇)?(?:没有?|未)(?:提到|说到|写到|写|提|说|讲|做|办|开展)?(?:的|过)?(?:是|有)?(?:呢|哪些|谁|单位)*[？?。]*$"
)
_EXCEPT = re.compile(
    r"^(?:那么?)?(?:除了?|不算|去掉|不含|除去)(?P<names>[^，,？?]{2,30}?)(?:以外|之外|外)?(?:，)?(?:呢|的话|还有谁|还有哪些)*[？?。]*$"
)
_THING = re.compile(r"^(?:那么?|换成|再看看|还有)?(?P<thing>[^，。？?]{2,12}?)(?:的)?呢[？?。]*$")
_HOW_MANY = re.compile(
    r"^(?:那么?)?(?:一共|总共|共)?(?:有)?(?:几个|几家|多少个|多少家)(?:单位)?(?:呢)?[？?。]*$"
)
_WHICH = re.compile(r"^(?:那么?|分别|都|各)*(?:是|有)?(?:谁|哪些|哪几个|哪几份)(?:单位)?(?:呢)?[？?。]*$")
_WITH_FIGURES: tuple[Aim, ...] = ("most", "least", "sum", "figures")


def in_turn(
    text: str, before: Overall | None, topic_before: str | None, directory: Directory
) -> Overall | None:
    """A message as a question over all units, after such a question `before` it, if there was one; None where it is
    of another sort. `topic_before` is what the last question was about, whatever its sort; None at the beginning."""
    text = text.strip()
    # 其他社区呢 is for the conversation, which knows who was spoken of; 那镇呢 puts the question to other units.
    others = topic_before is not None and other_kind(text)
    if others and (before is None or before.kind == others or not text.startswith("那")):
        return None
    if before is not None and not without_table(text):
        return replace(before, text=text, from_history=True)
    if before is not None and (following := _following(text, before, directory)):
        return replace(following, text=text, from_history=True)
    thing = before.thing if before else _spoken_of(topic_before or "")
    overall = over_all(text, directory, spoken_of=thing)
    return None if overall and read_question(text, directory).mode == "draft" else overall


def _spoken_of(topic: str) -> str:
    """What a question was about, for 还有哪些单位提到."""
    words = re.sub(
        r"(?:有没有|是否|多少|几|什么|怎么样?|如何|哪些|开展|提到|举办|办)[了过个次场]?", "，", topic
    )
    return thing_in(max(words.split("，"), key=len))


def _following(text: str, before: Overall, directory: Directory) -> Overall | None:
    """The question before with one thing of it changed; None where the message says something of its own."""
    if before.aim == "holdings":
        return _of_holdings(text, before, directory)
    if kind := _OTHER_KIND.match(text):
        units = tuple(u for u in directory.of_kind(kind["kind"]) if u not in before.left_out)
        return _reworded(before, kind=kind["kind"], units=units)
    if rank := _RANK.match(text):
        way = rank["way"] or ("最少" if before.aim == "least" else "最多")
        about = before.thing if before.aim not in ("sum", "figures") else before.question.topic
        if before.aim in _WITH_FIGURES:
            aim: Aim = "least" if way in ("最少", "最低") else "most"
            return _reworded(replace(before, first=first_of(text)), aim=aim)
        again = ranked(text, before.kind, before.units, about, least=way in ("最少", "最低"))
        return again and _reworded(again)
    if _SUM.match(text) and before.aim in _WITH_FIGURES:
        return _reworded(before, aim="sum")
    if _SUM.match(text):
        return _reworded(of_figures(text, "sum", before.kind, before.units, before.thing))
    if _REST.match(text) and before.aim == "mention" and len(before.units) < len(directory.entries):
        others = tuple(u for u in directory.entries if u not in before.units and u not in before.left_out)
        return _reworded(before, kind="单位", units=others, left_out=before.units)
    if _REST.match(text):
        return (
            _reworded(before, aim="figures")
            if before.aim in _WITH_FIGURES
            else _reworded(before, aim="silent")
        )
    if before.aim in ("mention", "silent", "practices"):
        return _about_mentions(text, before, directory)
    return _left_out(text, before, directory)


def _of_holdings(text: str, before: Overall, directory: Directory) -> Overall | None:
    """只看社区, 都有谁 after a question about the library itself."""
    kind = _OTHER_KIND.match(text)
    if before.holding is None or not (kind or _WHICH.match(text)):
        return None
    named = kind["kind"] if kind else before.kind
    holding = replace(before.holding, kind=named)
    return replace(
        before,
        kind=named,
        units=directory.of_kind(named),
        holding=holding,
        standalone=f"{named}：{before.standalone}" if kind else before.standalone,
    )


def _about_mentions(text: str, before: Overall, directory: Directory) -> Overall | None:
    if _SILENT.match(text):
        return _reworded(before, aim="silent")
    if _HOW_MANY.match(text):
        return _reworded(before, aim="mention")
    if (excepted := _left_out(text, before, directory)) is not None:
        return excepted
    found = _THING.match(text)
    if found and not directory.resolve(text).entries and topic_terms(found["thing"]):
        thing = thing_in(found["thing"])
        question = replace(before.question, topic=thing, terms=topic_terms(thing))
        return _reworded(replace(before, thing=thing, question=question))
    return None


def _left_out(text: str, before: Overall, directory: Directory) -> Overall | None:
    found = _EXCEPT.match(text)
    named = directory.resolve(found["names"]).entries if found else ()
    if not named:
        return None
    units = tuple(u for u in before.units if u not in named)
    return _reworded(before, units=units, left_out=(*before.left_out, *named))


def _reworded(
    overall: Overall,
    *,
    aim: Aim | None = None,
    kind: str | None = None,
    units: tuple[UnitEntry, ...] | None = None,
    left_out: tuple[UnitEntry, ...] | None = None,
) -> Overall:
    """The question with something exchanged, and as it reads without the conversation."""
    aim, kind = aim or overall.aim, kind or overall.kind
    members = overall.units if units is None else units
    bound = overall.bound if aim == overall.aim else None
    changed = replace(
        overall, aim=aim, kind=kind, units=members, bound=bound, left_out=overall.left_out if left_out is None else left_out,
        question=replace(overall.question, units=members, group=kind),
    )  # fmt: skip
    return replace(changed, standalone=_as_asked(changed))


def _as_asked(overall: Overall) -> str:
    thing, kind = overall.thing, overall.kind
    number = overall.question.topic.rstrip("？?")
    words = {
        "mention": f"哪些{kind}提到了{thing}？",
        "silent": f"哪些{kind}没有提到{thing}？",
        "practices": f"各{kind}的{thing}是怎么做的？",
        "most": f"哪个{kind}的{thing}最多？",
        "least": f"哪个{kind}的{thing}最少？",
        "sum": f"各{kind}合计{number}？",
        "figures": f"各{kind}{number}？",
    }.get(overall.aim, overall.text)
    left_out = "、".join(u.name for u in overall.left_out)
    return f"除{left_out}外，{words}" if left_out else words
