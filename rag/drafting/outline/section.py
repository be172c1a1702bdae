"""A section of an outline as a message names it: 志愿服务, 存在的问题, or a whole heading."""

import re
from collections.abc import Sequence

from rag.drafting.outline.pieces import parts_in
from rag.drafting.outline.proposing import Section
from rag.drafting.outline.topics import load_outlines, topic_named, topic_of

FILLS = re.compile(
    r"^(?:关于|有关|一?个|写|讲|的)+|(?:的?(?:这|那)?[一]?个?(?:部分|内容|方面|一块|小?节|板块)|吧|了|”)+$"
)
"""What a message puts around the name of a section."""
_NO_SECTION = re.compile(
    r"口[吻气]|语[气调]|风格|\d+字|百字|[一二三四五六七八两\d]+(?:点|条|段|句)|^句|^段|^点|^些|^一下|^得|^好|^完|数字$|数据|例子|事例|出处|依据|材料$|具体|详细|展开|简短|通顺|的?单位$|^字|篇幅"
)
LEAST_NAMED, HEADING = 2, 8
"""How short a name may be, and from how many characters on it is a heading itself."""


def section_on(words: str, beside: Sequence[Section]) -> Section | None:
    """A section on what a message names, headed as reports usually head it; None where the words name nothing that
    could be one. The `beside` tell whether the text is a plan."""
    words = FILLS.sub("", words.strip('“”"《》：: 的'))
    if not LEAST_NAMED <= len(words) <= 3 * HEADING or _NO_SECTION.search(words):
        return None
    planned = bool(beside) and all(s.planned or s.problems for s in beside)
    part = parts_in(words) if len(words) <= HEADING + 2 else ()
    if part == ("problems",):
        return Section(heading=_usual_heading(words, "存在的主要问题"), theme="", problems=True)
    if part == ("plan",):
        return Section(heading=_usual_heading(words, "下一步工作打算"), theme="", planned=True)
    if part and part[0] in ("guide", "goal", "safeguard", "intro"):
        return Section(heading=words, theme=words, planned=planned or part[0] != "intro")
    topics = load_outlines().topics
    topic = topic_named(words) or topic_of(words, topics)
    if "，" in words or len(words) >= HEADING:
        return Section(heading=words, theme=topic.name if topic else words, planned=planned)
    taken = {s.heading for s in beside}
    told = topic is not None and any(
        2 * len(c) >= len(words) for cue in topic.cues for c in cue if c in words
    )
    headings = (*load_outlines().things.get(words, ()), *(topic.headings if topic and told else ()))
    usual = next(
        (h for h in headings if h not in taken and "{" not in h), f"扎实做好{words.removesuffix('工作')}工作"
    )
    return Section(heading=usual, theme=words, planned=planned)


def _usual_heading(words: str, usual: str) -> str:
    """存在的主要问题 for 问题; what is longer is meant as it stands (存在的困难和问题)."""
    return words if len(words) > HEADING // 2 else usual


def before_the_end(sections: Sequence[Section]) -> int:
    """Where among sections one on the work itself goes: in front of what is amiss, what is to come, who sees to it."""
    to = len(sections)
    while to and (sections[to - 1].problems or parts_in(sections[to - 1].heading)):
        to -= 1
    return to
