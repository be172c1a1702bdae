"""How alike words of an answer and of its source are: by the pairs of neighbouring characters that carry meaning."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rag.claims import Amount, amounts

_FILLER = re.compile(
    r"[\d.%,，。；;：:、()（）“”《》·\-x_]|[的了和与及在是为有共其中并等对从由到达将把于以各该全年今累计分别合]"
)
_ALIGNED = 0.3
_BELONGS = 0.6


@lru_cache(maxsize=4096)
def pairs(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters that carry meaning."""
    runs = re.findall("[\u3400-\u9fff]+", _FILLER.sub(" ", words))
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def belongs_elsewhere(amount: Amount, matched: Sequence[Amount], sources: Sequence[Amount]) -> Amount | None:
    """The amount that the source gives for just these words, where those of the one that matches say less of them.

    Words that stand with the matching amount alone (物业 of 物业类33起) prove that it is the one meant.
    """
    wanted = pairs(amount.piece)
    own = [pairs(m.piece) & wanted for m in matched]
    if not wanted or any(not pairs(m.piece) for m in matched):
        return None
    for source in sources:
        theirs = pairs(source.piece) & wanted
        rival = source.measure == amount.measure and not source.same_value(amount)
        elsewhere = source.piece not in [m.piece for m in matched]
        told_better = len(theirs) >= _BELONGS * len(wanted) and all(shared < theirs for shared in own)
        if rival and elsewhere and told_better:
            return source
    return None


def aligned(words: str, clauses: Sequence[str]) -> tuple[str, ...]:
    """The clauses of the source that `words` tell: those with its amounts, else the one most alike."""
    said = [a for a in amounts(words) if a.value is not None]
    wanted = pairs(words)
    shares = [(len(wanted & pairs(c)), c) for c in clauses]
    by_amount = [(share, c) for share, c in shares if any(a.same_value(s) for a in said for s in amounts(c))]
    if by_amount:
        best = max(share for share, _ in by_amount)
        return tuple(c for share, c in by_amount if share == best)
    best, clause = max(shares, default=(0, ""))
    return (clause,) if wanted and best >= _ALIGNED * len(wanted) else ()
