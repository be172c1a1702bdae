"""Terms that are out of date, read from outdated_terms.txt and from the clerk's own list, and found in a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from ingest.decode import decode
from ingest.errors import IngestError, ReaderError
from ingest.model import Span
from rag.drafting.proof.flaws import Flaw

OWN_LIST = "过时用语.txt"
"""The clerk's own list in the folder of the library, where no setting names another file."""

OUTDATED = "过时的说法"
_KEEP = "保留"
_BARS = re.compile(r"[|｜]")
_FIELDS = "过时的说法 | 现在的说法 | 哪一年改的 | 为什么 | 不算的情形"
_MOST_FIELDS = 5
_BODY = re.compile("(?:[局委部办会队]|办公室)$")
_YEAR = re.compile(r"(?:19|20)\d\d")
# 原工商局, 当时的农业局: whoever writes so knows.
_FORMER = re.compile(r"(?:原|原先的|原来的|前|时任|当时的|改革前的|旧称|曾用名)[“（(]?$")


class TermsError(ReaderError):
    """A list of terms out of date that cannot be read."""

    advice = f"请按“{_FIELDS}”改好这一行，后三项可以不写。"


@dataclass(frozen=True, kw_only=True, slots=True)
class OutdatedTerm:
    """A term that is out of date: what is said `now`, `since` which year (None: not known) and why; longer words that
    hold it and are not out of date are `excepted`."""

    term: str
    now: str
    since: int | None = None
    why: str = ""
    excepted: tuple[str, ...] = ()


def load_terms(own: Path | None = None) -> tuple[OutdatedTerm, ...]:
    """The built-in terms with those of the clerk's own list, which holds for the terms that both name.

    Raises TermsError where a line says nothing, says it twice or cannot be read, naming it.
    """
    builtin = parse_terms(
        files("rag.drafting.proof").joinpath("outdated_terms.txt").read_text(encoding="utf-8"), "内置"
    )
    if own is None:
        return _kept(builtin)
    try:
        text = decode(own.read_bytes()).text
    except OSError as error:
        raise TermsError(
            f"打不开过时用语表“{own.name}”。", advice="请核对设置 JUSHI_TERMS 里的文件路径和访问权限。"
        ) from error
    except IngestError as error:
        raise TermsError(f"读不懂过时用语表“{own.name}”：{error.message}", advice=error.advice) from error
    mine = parse_terms(text, own.name)
    named = {t.term for t in mine}
    return _kept((*(t for t in builtin if t.term not in named), *mine))


def own_list(setting: Path | None, library: Path) -> Path | None:
    """The clerk's own list: the file of the setting, else 过时用语.txt in the library's folder where there is one."""
    if setting is not None:
        return setting
    beside = library / OWN_LIST
    return beside if beside.is_file() else None


def parse_terms(text: str, name: str) -> tuple[OutdatedTerm, ...]:
    """The terms of a list called `name`: a line is an entry, its fields parted by bars, terms that share it by 、.

    A line that begins with # is a comment. Raises TermsError, naming the line.
    """
    terms: dict[str, OutdatedTerm] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.strip().startswith("#"):
            continue
        for entry in _entries(line, f"过时用语表“{name}”第{number}行"):
            if entry.term in terms:
                raise TermsError(
                    f"过时用语表“{name}”第{number}行：“{entry.term}”前面已经有了。", advice="请删去其中一处。"
                )
            terms[entry.term] = entry
    return tuple(terms.values())


def _entries(line: str, where: str) -> Iterator[OutdatedTerm]:
    fields = [field.strip() for field in _BARS.split(line)]
    if len(fields) < 2 or not fields[1]:
        raise TermsError(f"{where}没有写现在的说法：“{line.strip()}”。")
    if len(fields) > _MOST_FIELDS:
        raise TermsError(f"{where}竖线太多：“{line.strip()}”。")
    words, now, since, why, excepted = (*fields, "", "", "")[:_MOST_FIELDS]
    if since and not _YEAR.fullmatch(since.removesuffix("年")):
        raise TermsError(
            f"{where}的年份看不懂：“{since}”。", advice="请写成四位数字，例如 2018，或空着不写。"
        )
    old = words.split("、")
    new = now.split("、") if now.count("、") == len(old) - 1 and "（" not in now else [now] * len(old)
    for term, today in zip(old, new, strict=True):
        if len(term.strip()) < 2:
            raise TermsError(
                f"{where}过时的说法太短：“{term.strip()}”。", advice="请写至少两个字，以免误报。"
            )
        yield OutdatedTerm(
            term=term.strip(), now=today.strip(), since=int(since.removesuffix("年")) if since else None, why=why,
            excepted=tuple(e.strip() for e in excepted.split("、") if e.strip()),
        )  # fmt: skip


def _kept(terms: Sequence[OutdatedTerm]) -> tuple[OutdatedTerm, ...]:
    """The terms without those that a list wants kept, the longest first, so that 国家税务局 goes before 税务局."""
    return tuple(sorted((t for t in terms if t.now != _KEEP), key=lambda t: (-len(t.term), t.term)))


def terms_in(text: str, terms: Sequence[OutdatedTerm]) -> tuple[tuple[OutdatedTerm, Span], ...]:
    """Each term out of date in a text with its place, in order; not those within a longer word that is not, nor those
    that are said to be former (原工商局)."""
    found: list[tuple[OutdatedTerm, Span]] = []
    taken: list[Span] = []
    for term in sorted(terms, key=lambda t: -len(t.term)):
        for match in re.finditer(re.escape(term.term), text):
            span = Span(start=match.start(), end=match.end())
            if any(span.overlaps(other) for other in taken):
                continue
            taken.append(span)
            if not _FORMER.search(text[: span.start]) and not _within_excepted(text, span, term):
                found.append((term, span))
    return tuple(sorted(found, key=lambda f: f[1]))


def _within_excepted(text: str, span: Span, term: OutdatedTerm) -> bool:
    """Whether the term stands in one of the longer words that are in use."""
    return any(
        Span(start=m.start(), end=m.end()).covers(span)
        for word in term.excepted
        for m in re.finditer(re.escape(word), text)
    )


def is_of_its_time(term: OutdatedTerm, text: str) -> bool:
    """Whether a text names years and all of them lie before the change: 2012年 … 工商局 was its name then."""
    years = [int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?=年)", text)]
    return term.since is not None and bool(years) and max(years) < term.since


def called_otherwise(term: OutdatedTerm, span: Span, text: str, *, quoted: bool) -> Flaw:
    """What is said of a term out of date at a place of a text; more mildly where the source that is cited says it
    (`quoted`), or the text tells of the time before."""
    changed = "，".join(filter(None, (f"{term.since}年" if term.since else "", term.why)))
    now = term.now.strip("（）") if term.now.startswith("（") else f"现称“{term.now}”"
    told = f"{now}（{changed}）" if changed else now
    if quoted:
        advice = f"原文如此，{told}。写当时的事可以保留，写现在的事请改用现在的说法。"
    elif is_of_its_time(term, text):
        advice = f"写的是当时的事，可以保留；{told}，写现在的事请改用现在的说法。"
    else:
        then = f"可以写“原{term.term}”" if _BODY.search(term.term) else "可以保留"
        advice = f"{told}，请改用现在的说法；写的是当时的事，{then}。"
    return Flaw(at=span.start, kind=OUTDATED, words=term.term, advice=advice)
