"""Asking for a table: the words of a question that say how the answer is to look, not what is asked."""

import re

_OF_WORDS = r"表(?:格)?(?![率彰扬示现态决演达面明述白])(?:的?(?:形式|方式|样式))?"
_MADE = r"(?:列|做|出|制|画|弄|整理|汇总|归纳)"
_SHOW = r"(?:列(?:出来|出|一下)?|对比|比较|比一比|展示|呈现|表示|说明|汇总|整理|回答|给我|看看)(?:一下)?"
_ONE = r"(?:一个|一张|一份|个|张|份)?(?:对比|比较|对照|汇总)?"
_IN_A_TABLE = rf"(?:用|以|按|通过){_ONE}{_OF_WORDS}"
_A_TABLE = rf"{_MADE}(?:出|成|为)?{_ONE}{_OF_WORDS}"
_AT_END = re.compile(
    rf"[，,。；;\s]*(?:请|并|并且|最好|帮我|给我)*(?:{_IN_A_TABLE}(?:来)?(?:{_SHOW})?|{_A_TABLE})(?:吧|可以吗|好吗)?[。？?！!\s]*$"
)
_AT_START = re.compile(
    rf"^(?:请|帮我|给我)*(?:{_IN_A_TABLE}(?:来)?|{_A_TABLE})[，,]?(?={_SHOW}|各|所有|.{{4}})"
)
_COMPARING = re.compile(r"^(?:请|帮我|给我|把|将)*(?:对比|比较|比一比)(?:一下)?(?=[^，。的地]{2})")


def without_table(text: str) -> str:
    """A question without the request for a table at its beginning or end: "" for one that is nothing else."""
    return _AT_START.sub("", _AT_END.sub("", text.strip()))


def without_comparing(text: str) -> str:
    """A question without the 比较 that it begins with, where the compared follows: 比较甲镇和乙镇的培训."""
    return _COMPARING.sub("", text)
