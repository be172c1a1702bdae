"""Chinese words: the one place that calls rjieba (a dictionary and HMM segmenter, jieba's algorithm in Rust)."""

from dataclasses import dataclass

import rjieba


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A word with its part of speech in jieba's tags (n, ns, v, m …) and where it begins in its text."""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        """Where the word ends in its text."""
        return self.start + len(self.text)


def tagged_words(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; together they are the whole text."""
    words, at = [], 0
    for word, tag in rjieba.tag(text):
        words.append(Word(text=word, tag=tag, start=at))
        at += len(word)
    return tuple(words)


def search_words(text: str) -> tuple[str, ...]:
    """Words as a search index wants them: long words and the shorter ones inside them."""
    return tuple(rjieba.cut_for_search(text))


def known_words(text: str) -> tuple[str, ...]:
    """The words of `text` by the dictionary alone: what it does not hold falls apart into characters."""
    return tuple(rjieba.cut(text, hmm=False))


def is_known(word: str) -> bool:
    """Whether the dictionary holds a word."""
    return bool(rjieba.has_word(word))
