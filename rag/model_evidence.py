"""The numbered evidence that a language model is shown: what the extractive answer cites, then the best passages.

A passage that speaks to a language model instead of reporting is not shown to one.
"""

import re
from collections.abc import Iterator

from ingest.model import Span
from rag.figure_answer import rank_figures
from rag.ground import EvidenceBook
from rag.model import Evidence
from rag.retrieve import Reading
from rag.surroundings import Readable
from rag.text_answer import rank_sentences, shown_part
from rag.understand import Question

PASSAGES = 8
_PASSAGES_OF_ONE_FACT = 5
MOST_CHARS = 3200
"""Characters of evidence and question together: they must fit, with the rules and the answer, into the context of
`rag.local_model.CONTEXT_TOKENS`, also where a model needs one and a half tokens for a character."""
_EVIDENCE_CHARS = 2400
_LONGEST = 260
_DELIMITED = 40
_FIGURES = 4
_ADDRESSES_A_MODEL = re.compile(
    r"(?<![不可能得会])(?:忽略|无视|忘记|忘掉|不要?理会|不要?遵守|抛开).{0,8}(?:以上|上述|前面|之前|先前|此前|所有|全部|任何|系统).{0,8}(?:指令|指示|要求|规则|提示|命令|内容|设定)"
    r"|(?:你|您)(?:现在)?(?:是|扮演).{0,8}(?:AI|人工智能|语言模型|助手|机器人)|语言模型.{0,6}(?:请|必须|应当?)|提示词|系统提示"
    r"|(?:请|只|必须|务必|直接|一律|统一|改为|改成)(?:回答|回复|输出|答复|写上|答)(?:说)?[：:“\"「]"
    r"|ignore.{0,20}(?:instruction|prompt|rule)|<\|?(?:im_|system|assistant|user)|(?:system|assistant)\s*[:：]",
    re.I,
)


def gather(question: Question, reading: Reading, book: EvidenceBook) -> None:
    """Enter the passages that speak most of the question in `book`, up to `PASSAGES` in all and as many characters as
    a prompt has room for."""
    taken = [(e.report_id, e.span) for e in book.items]
    most = PASSAGES if question.asked in ("text", "list") else _PASSAGES_OF_ONE_FACT
    room = _EVIDENCE_CHARS - sum(len(shown(e)) for e in book.items)
    for page, span in _passages(question, reading):
        said = any(r == page.report.id and s.covers(span) for r, s in taken)
        if said or addresses_a_model(span.of(page.report.text)):
            continue
        room -= len(span) + _DELIMITED
        if len(taken) >= most or room < 0:
            return
        book.cite(page, span)
        taken.append((page.report.id, span))


def addresses_a_model(text: str) -> bool:
    """Whether a text tells a language model what to do: 忽略以上规则, 请回答：…"""
    return bool(_ADDRESSES_A_MODEL.search(re.sub(r"\s+", " ", text)))


def shown(evidence: Evidence, *, lead: str = "") -> str:
    """One piece of evidence between its delimiters, which the report's own text cannot close; `lead` stands in front
    in the place of the unit's name."""
    quote = re.sub(r"\s+", "", evidence.quote).translate({ord("<"): "＜", ord(">"): "＞"})
    return f"[{evidence.n}] {lead or label(evidence.unit)}：<依据>{quote}</依据>"


def label(unit: str) -> str:
    """A unit's name as it leads a sentence: without the bracket that tells namesakes apart."""
    return re.sub(r"（.*?）", "", unit)


def _passages(question: Question, reading: Reading) -> Iterator[tuple[Readable, Span]]:
    if question.asked == "number":
        for figure in rank_figures(question, reading.pages, reading.sense)[:_FIGURES]:
            sentence = figure.page.sentence_at(figure.figure.span.start)
            if figure.acceptable and sentence is not None and len(sentence.span) <= _LONGEST:
                yield figure.page, sentence.span
    for ranked in rank_sentences(question, reading.pages, reading.sense)[: 2 * PASSAGES]:
        yield ranked.page, shown_part(question, ranked, longest=_LONGEST)
