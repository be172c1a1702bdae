"""Near-duplicates are versions of one another; last year's report, another unit's, or an excerpt are not."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.corrections import Correction
from ingest.model import Period, Report, Span, Unit
from vectorstore.intake import take_in
from vectorstore.store import Store
from vectorstore.versions import group_versions, likeness, sketch, standing_for

PARAGRAPHS = (
    "今年以来，{unit}认真落实上级部署，围绕中心、服务群众，扎实推进各项工作，取得了较好的成效，现总结如下。",
    "一、抓基础设施。全年投入资金36万元，硬化道路4公里，安装路灯52盏，清理河道7公里，村容村貌焕然一新。",
    "二、抓文化惠民。组织文艺演出18场，放映电影24场，农家书屋新增图书1300册，观众达到6800人次。",
    "三、抓平安建设。排查矛盾纠纷41起，调解成功39起，开展消防演练3次，巡逻860人次，全年没有发生重大事故。",
    "四、抓党的建设。召开党员大会12次，发展党员5名，培训积极分子26人，帮扶困难党员17户，发放慰问金9800元。",
    "总的看，工作中还有不少薄弱环节，干部的本领还要提高，办法还要更多，作风还要更实，群众的期盼还要一件一件去办好。",
)
UNIT = "青禾村"


def report(text: str, *, unit: str = UNIT, period: str | None = None, named: bool = True) -> Report:
    return Report(
        text=text,
        span=Span(start=0, end=len(text)),
        first_line=1,
        unit=Unit(name=unit, named_in_text=named),
        doc_type="总结",
        period=Period(raw=period, normalised=period) if period else None,
    )


WHOLE = "\n".join(PARAGRAPHS).format(unit=UNIT)


def versions(*reports: Report) -> set[frozenset[str]]:
    found = group_versions([sketch(r) for r in reports])
    return {frozenset((id, *others)) for id, others in found.items()}


def test_copies_with_other_punctuation_redaction_and_a_few_words_changed_are_versions() -> None:
    spaced = report(WHOLE.replace("，", ", ").replace("。", "．") + "\n（本文由网站整理）")
    mended = report(WHOLE.replace("36万元", "38万元").replace("焕然一新", "有了新面貌"))
    original = report(WHOLE)
    assert versions(original, spaced, mended) == {frozenset((original.id, spaced.id, mended.id))}


def test_a_copy_that_names_no_unit_is_a_version() -> None:
    nameless = report(WHOLE.replace(UNIT, "某村"), unit="某村", named=False)
    assert versions(report(WHOLE), nameless) == {frozenset((report(WHOLE).id, nameless.id))}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(report(WHOLE.replace(UNIT, "白石村"), unit="白石村"), id="another unit's"),
        pytest.param(report(WHOLE + "\n2022年", period="2022年"), id="another year's"),
        pytest.param(
            report(
                WHOLE.replace("36", "51").replace("52", "80").replace("18", "22").replace("24", "35")
                .replace("1300", "900").replace("6800", "7200").replace("41", "19").replace("39", "18")
                .replace("860", "640").replace("26", "31").replace("9800", "4700")
            ),
            id="other numbers throughout",
        ),
        pytest.param(report("\n".join(PARAGRAPHS[:2]).format(unit=UNIT)), id="an excerpt"),
        pytest.param(report("\n".join(reversed([p[::-1] for p in PARAGRAPHS]))), id="another text"),
    ],
)  # fmt: skip
def test_what_only_resembles_is_no_version(other: Report) -> None:
    assert versions(report(WHOLE, period="2021年"), other) == set()


def test_the_fullest_stands_for_all_and_of_equals_the_last() -> None:
    short = report("\n".join(PARAGRAPHS[:-1]).format(unit=UNIT))
    first, last = report(WHOLE), report(WHOLE.replace("36万元", "38万元"))
    assert standing_for([sketch(r) for r in (first, last, short)]) == last.id
    assert standing_for([sketch(r) for r in (first, short)]) == first.id


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_a_share_and_the_same_both_ways(a: str, b: str) -> None:
    first, second = sketch(report(a)), sketch(report(b))
    assert 0.0 <= likeness(first, second) <= 1.0
    assert likeness(first, second) == likeness(second, first)
    assert likeness(first, replace(first)) == 1.0


def test_what_the_reader_calls_differently_is_no_version(store: Store, tmp_path: Path) -> None:
    for name, text in (
        ("一.txt", WHOLE.replace(UNIT, "我村")),
        ("二.txt", WHOLE.replace(UNIT, "我村") + "！"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        list(take_in(store, [tmp_path / name]))
    first, second = store.reports()
    assert first.version_of == second.id
    store.correct(first.id, Correction(unit="青禾村"))
    assert store.report(first.id).version_of == second.id  # the other one still has no name
    store.correct(second.id, Correction(unit="白石村"))
    assert store.report(first.id).version_of is None
    store.uncorrect(second.id)
    assert store.report(first.id).version_of == second.id


def test_the_library_names_versions_and_forgets_them_with_their_file(store: Store, tmp_path: Path) -> None:
    original, mended, other = (tmp_path / name for name in ("原稿.txt", "改稿.txt", "别的.txt"))
    original.write_text(WHOLE, encoding="utf-8")
    mended.write_text(WHOLE.replace("36万元", "38万元"), encoding="utf-8")
    other.write_text("\n".join(p[::-1] for p in PARAGRAPHS), encoding="utf-8")
    list(take_in(store, [original, mended, other]))
    first, second, third = store.reports()
    assert (first.version_of, second.version_of) == (second.id, None)
    assert set(first.versions) == {second.id}
    assert 0.8 < first.versions[second.id] == second.versions[first.id] < 1.0
    assert (third.versions, third.version_of) == ({}, None)
    store.remove_file(mended)
    assert store.report(first.id).version_of is None
    assert store.report(first.id).versions == {}


@pytest.mark.parametrize("copies", [(2, 3), (5, 2, 2), (1, 29, 4)])
def test_copies_are_found_among_other_reports_however_many(copies: tuple[int, ...]) -> None:
    draw = random.Random(1)
    texts = ["".join(chr(draw.randrange(0x4E00, 0x5E00)) for _ in range(900)) for _ in copies]
    same = [
        [report(f"{text}{chr(0x4E00 + k)}") for k in range(count)]
        for text, count in zip(texts, copies, strict=True)
    ]
    mixed = [one for rank in range(max(copies)) for group in same for one in group[rank : rank + 1]]
    assert versions(*mixed) == {frozenset(r.id for r in group) for group in same if len(group) > 1}
