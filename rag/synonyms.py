"""Words that say the same in a question and in a report (掏钱 and 出资), read from synonyms.txt."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files


class SynonymsError(Exception):
    """A row of synonyms that says nothing or says it twice."""


def synonyms(word: str) -> frozenset[str]:
    """The other words of all rows that hold `word` (lower case); none for a word that stands in no row."""
    return _index().get(word, frozenset())


def load_rows() -> tuple[tuple[str, ...], ...]:
    """The rows of synonyms.txt in its order. Raises SynonymsError."""
    return parse_rows(files("rag").joinpath("synonyms.txt").read_text(encoding="utf-8"))


def parse_rows(text: str) -> tuple[tuple[str, ...], ...]:
    """Rows of words from text: a line is a meaning, blanks part its words, a line that begins with # is a comment.

    Words come out in lower case, as passages are compared. Raises SynonymsError for a row with fewer than two
    words or with a word twice, naming its line.
    """
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = tuple(line.lower().split())
        if not words or words[0].startswith("#"):
            continue
        if len(words) < 2:
            raise SynonymsError(f"line {number}: {words[0]} stands alone")
        if len(set(words)) < len(words):
            raise SynonymsError(f"line {number}: a word stands twice in {' '.join(words)}")
        rows.append(words)
    return tuple(rows)


def index_rows(rows: Iterable[Iterable[str]]) -> Mapping[str, frozenset[str]]:
    """For each word the other words of its rows. Rows do not run together where they share a word: 抽查 and 巡查
    are both 检查, but not one another."""
    others: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        words = frozenset(row)
        for word in words:
            others[word] |= words - {word}
    return {word: frozenset(found) for word, found in others.items()}


@cache
def _index() -> Mapping[str, frozenset[str]]:
    return index_rows(load_rows())
