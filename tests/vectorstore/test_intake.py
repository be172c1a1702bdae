"""Files are taken in one after the other, each with an outcome, and whoever watches sees how far the work is."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.vectorstore.bigrams import BigramEncoder
from tests.vectorstore.test_corrections import BUREAU, VILLAGE
from vectorstore.errors import EncoderFailed
from vectorstore.intake import take_in
from vectorstore.model import IntakeProgress, Part, Vectors
from vectorstore.store import Store


def test_every_file_has_an_outcome_and_progress_counts_up_to_the_end(store: Store, tmp_path: Path) -> None:
    good, empty, more = (tmp_path / name for name in ("好.txt", "空.txt", "又.txt"))
    good.write_text(BUREAU, encoding="utf-8")
    empty.write_bytes(b"")
    more.write_text(VILLAGE, encoding="utf-8")
    seen: list[IntakeProgress] = []
    outcomes = list(take_in(store, [good, empty, more], progress=seen.append))
    assert [outcome.kind for outcome in outcomes] == ["added", "failed", "added"]
    assert outcomes[1].error
    assert outcomes[1].advice
    assert {progress.stage for progress in seen} == {"reading", "encoding", "indexing"}
    assert [p.files_done for p in seen] == sorted(p.files_done for p in seen)
    assert [p.characters for p in seen] == sorted(p.characters for p in seen)
    last = seen[-1]
    assert (last.files_done, last.files, last.reports) == (3, 3, 2)
    assert last.characters == sum(len(found.report.text) for found in store.reports())
    assert last.seconds_left == pytest.approx(0)
    assert seen[0].seconds_left is None  # nothing is known yet
    assert all(p.seconds_left is not None and p.seconds_left >= 0 for p in seen if p.done)
    assert [outcome.kind for outcome in take_in(store, [good, more])] == ["unchanged", "unchanged"]


class Worn(BigramEncoder):
    """Fails from its second file on."""

    def encode_passages(self, texts: Sequence[str], parts: Sequence[Part] = (), /) -> Vectors:
        if self.encoded:
            raise EncoderFailed("向量模型停了。", advice="请重新启动。")
        return super().encode_passages(texts, parts)


def test_a_store_that_fails_leaves_no_file_without_outcome(tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.txt" for n in range(3)]
    for n, file in enumerate(files):
        file.write_text(BUREAU.replace("85件", f"{n + 85}件"), encoding="utf-8")
    with Store.open(tmp_path / "store", Worn(), create=True) as store:
        outcomes = list(take_in(store, files))
        assert [outcome.kind for outcome in outcomes] == ["added", "failed", "failed"]
        assert [outcome.path for outcome in outcomes] == [str(file) for file in files]
        assert outcomes[2].error == "向量模型停了。"
        assert store.check().clean
