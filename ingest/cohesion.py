"""How alike the text before and after a line is: in its words, and in what it calls itself.

Both are compared in windows of fixed size on either side, as in TextTiling (Hearst 1997), but by Bhattacharyya's
coefficient: on concatenated reports it told joints from other lines better than the cosine of tf or tf-idf
(area under the curve 0.86 against 0.84 and 0.75).
"""

import math
import re
from collections import Counter
from itertools import islice

from ingest.lines import Line
from ingest.words import search_words

_WINDOW = 200
_VOICE = re.compile(
    r"(?:我|本|全)(社区|街道|镇|乡|村|县|区|市|省|局|委|校|院|园区|中心|公司|集团|处|站|所|系统|行|厂|馆|厅)"
)
_NAMED_VOICE = re.compile(
    r"(?<![各的个农])(社区|学校|园区|公司|医院|街道|村|镇|乡|局)(?:两委|党委|党组|居委会|党总支|干部)|(?<![各的个农])(学校|园区|公司|医院|社区|中心)(?=[，、先成领始积组还把将]|领导|按照|对)|(学生|教师|职工|村民|居民|患者|病人|读者|民警|纳税人|客户|市民|农民)"
)
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")


class Cohesion:
    """The words of a text's lines, ready to be compared around any of them."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self._starts: list[int] = []
        self._words: list[str] = []
        for line in lines:
            self._starts.append(len(self._words))
            self._words += [w for w in search_words(line.text) if _WORD.fullmatch(w)]
        self._said = [_said(line.text) for line in lines]
        self._sizes = [len(line.text) for line in lines]

    def likeness(self, i: int) -> float:
        """The affinity, 0 to 1, of the words before line i and from line i on."""
        at = self._starts[i]
        return _affinity(
            Counter(self._words[max(0, at - _WINDOW) : at]), Counter(self._words[at : at + _WINDOW])
        )

    def evidence(self, i: int) -> float:
        """How much of a full window, 0 to 1, there is on the shorter side of line i."""
        at = self._starts[i]
        return min(at, len(self._words) - at, _WINDOW) / _WINDOW

    def voice_change(self, i: int, reach: int = 1500) -> float:
        """How far the text before and after line i speaks as different kinds of unit (我局, 我社区): 0 to 1."""
        before = self._voice(range(i - 1, -1, -1), reach)
        after = self._voice(range(i, len(self._said)), reach)
        if not before or not after:
            return 0.0
        evidence = min(before.total(), after.total())
        return (1 - _affinity(before, after)) * evidence / (evidence + 2)

    def _voice(self, rows: range, reach: int) -> Counter[str]:
        voice: Counter[str] = Counter()
        size = 0
        for row in islice(rows, 40):
            voice += self._said[row]
            size += self._sizes[row]
            if size > reach:
                break
        return voice


def _affinity(one: Counter[str], other: Counter[str]) -> float:
    """Bhattacharyya's coefficient of two distributions: 1 if they are the same, 0 if they share nothing."""
    size = math.sqrt(one.total() * other.total())
    return sum(math.sqrt(one[w] * other[w]) for w in one.keys() & other.keys()) / size if size else 0.0


def _said(text: str) -> Counter[str]:
    said = [*_VOICE.findall(text), *("".join(found) for found in _NAMED_VOICE.findall(text))]
    return Counter(kind.replace("学校", "校").replace("医院", "院") for kind in said)
