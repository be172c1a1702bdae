"""The list and the opened report as HTML, without a browser; corrections as words."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from ingest.corrections import Correction
from ingest.model import Figure, Period, Removal, RemovalKind, Span
from ingest.pipeline import parse_file
from rag.web import mending
from rag.web.list_view import list_html
from rag.web.listing import PAGE, Sought, find
from rag.web.report_view import ASIDE, Opened, report_html, text_html, value_words
from tests.web.scripted import ScriptedLibrarian
from vectorstore.errors import StoreBusy
from vectorstore.model import CatalogedReport

TOWN = (
    "青禾镇2031年工作总结\n\n今年以来，青禾镇党委、政府围绕中心工作，扎实推进各项任务。\n\n"
    "一、基础设施\n\n青禾镇全年新修水渠12公里，惠及农户近300户。\n\n（一）道路\n\n硬化道路20__米。\n\n"
    "二、下一步打算\n\n计划植树2000株。\n\n青禾镇人民政府\n"
)
HOSTILE = "<script>x</script>_斜_*粗*"


@pytest.fixture
def town(tmp_path: Path) -> CatalogedReport:
    path = tmp_path / "青禾镇.txt"
    path.write_text(TOWN, encoding="utf-8")
    return CatalogedReport(report=parse_file(path).reports[0].report, path=str(path))


def named(found: CatalogedReport, n: int, **unit: object) -> CatalogedReport:
    """The report as another one, of another unit."""
    report = replace(found.report, text=f"{found.report.text}{n}", unit=replace(found.report.unit, **unit))  # type: ignore[arg-type]
    return replace(found, report=report)


class TestListing:
    def test_every_word_must_be_met_in_some_fact(self, town: CatalogedReport) -> None:
        other = replace(named(town, 1, name="白石社区", aliases=("白石",)), path="/x/汇编.txt")
        reports = (town, other)
        assert [r.path for r in find(reports, Sought(words="白石")).rows] == [other.path]
        assert find(reports, Sought(words="总结 青禾镇.TXT")).rows == (town,)
        assert find(reports, Sought(words="工作总结")).found == 2
        assert find(reports, Sought(words="没有的")).rows == ()

    def test_two_thousand_reports_come_in_pages(self, town: CatalogedReport) -> None:
        reports = [named(town, n, name=f"第{n}村") for n in range(2000)]
        last = find(reports, Sought(page=999))
        assert last.sought.page == last.pages - 1
        assert last.rows[-1] is reports[-1]
        shown = list_html(find(reports, Sought(page=1)))
        assert shown.count("data-open") == PAGE
        assert f"现为第{PAGE + 1}–{2 * PAGE}份" in shown
        assert 'data-page="0"' in shown
        assert 'data-page="2"' in shown

    def test_conditions(self, town: CatalogedReport) -> None:
        guessed = named(town, 1, name="某局", named_in_text=False)
        confirmed = replace(guessed, correction=Correction(unit="某局"))
        version = replace(town, versions={guessed.id: 0.9}, version_of=guessed.id)
        reports = (town, guessed)
        assert find(reports, Sought(only="单位为推断")).rows == (guessed,)
        assert find((confirmed,), Sought(only="单位为推断")).rows == ()
        assert find((confirmed, town), Sought(only="更正过")).rows == (confirmed,)
        assert find((town, version), Sought(only="有相近版本")).rows == (version,)

    def test_a_row_says_what_is_inferred_withheld_and_repeated(self, town: CatalogedReport) -> None:
        report = replace(
            named(town, 1, name=HOSTILE, named_in_text=False).report,
            period=Period(raw="20__年", withheld=True),
            title=HOSTILE,
        )
        shown = list_html(find([replace(town, report=report, versions={"a": 0.95, "b": 0.9})], Sought()))
        for words in ("推断", "20__年", "原文缺失", "2个相近版本，问答用这一份", "第1–"):
            assert words in shown
        assert "<script>" not in shown
        assert "&lt;script&gt;x&lt;/script&gt;_斜_*粗*" in shown

    def test_an_empty_library_and_an_empty_search_say_what_to_do(self, town: CatalogedReport) -> None:
        assert "拖到" in list_html(find([], Sought()))
        assert "请换个词" in list_html(find([town], Sought(words="没有的")))


class TestReport:
    def test_every_line_stands_under_its_number_in_the_file(self, town: CatalogedReport) -> None:
        report = replace(town.report, first_line=41)
        shown = text_html(report)
        for n, line in enumerate(TOWN.splitlines(), 41):
            assert f'id="L{n}"' in shown
            assert line in shown
        assert f'id="L{41 + len(TOWN.splitlines())}"' not in shown

    def test_what_was_set_aside_is_greyed_and_nothing_is_lost(self, town: CatalogedReport) -> None:
        text = f"{HOSTILE}广告\n{TOWN}"
        report = replace(
            town.report,
            text=text,
            removed=(Removal(span=Span(start=2, end=len(HOSTILE) + 2), kind="site_ad", text=""),),
            outline=(),
            figures=(),
        )
        shown = text_html(report)
        assert 'class="aside" title="没有收入：网站广告"' in shown
        assert "<script>" not in shown

    def test_in_a_file_of_pages_the_pages_are_told(self, town: CatalogedReport) -> None:
        report = replace(town.report, text="第一行\n\f第二行\n第三行", first_page=4, outline=(), figures=())
        shown = text_html(report)
        assert shown.count('class="page"') == 2
        assert shown.index("第4页") < shown.index("第一行") < shown.index("第5页") < shown.index("第二行")
        assert "\f" not in shown

    def test_every_kind_of_removal_has_a_name(self) -> None:
        assert set(get_args(RemovalKind)) == set(ASIDE)

    def test_outline_figures_and_versions(self, town: CatalogedReport) -> None:
        twin = replace(named(town, 1), path="/x/转载.txt", version_of=town.id)
        shown = report_html(Opened(found=replace(town, versions={twin.id: 0.97}), versions=((twin, 0.97),)))
        assert shown.count('<ul class="outline">') == 2, "a heading under a heading"
        for words in (
            "道路",
            "第5行",
            "12公里",
            "约数",
            "计划",
            "原文缺失",
            "转载.txt",
            "相同 97%",
            "问答用这一份",
        ):
            assert words in shown

    @pytest.mark.parametrize(
        ("value", "upper", "words"),
        [("12000", None, "12000元"), ("2", "3", "2–3元"), ("5.460", None, "5.46元"), (None, None, "—")],
    )
    def test_values(self, value: str | None, upper: str | None, words: str) -> None:
        span = Span(start=0, end=1)
        figure = Figure(
            value=None if value is None else Decimal(value),
            upper=None if upper is None else Decimal(upper),
            measure="元",
            subject="",
            span=span,
            raw="",
            clause=span,
        )
        assert value_words(figure) == words


class TestMending:
    def test_only_what_differs_is_corrected(self, town: CatalogedReport) -> None:
        librarian = ScriptedLibrarian(held=(town,))
        period = town.report.period.raw if town.report.period else ""
        done = mending.correct(librarian, town.id, unit=" 翠屏镇 ", period=period, doc_type="总结")
        assert not done.failed
        assert "单位改为“翠屏镇”" in done.message
        assert librarian.report(town.id).correction == Correction(unit="翠屏镇")
        again = mending.correct(librarian, town.id, unit="翠屏镇", period="", doc_type="计划")
        assert "期间改为“未写明”，类型改为“计划”" in again.message
        assert (
            "没有改动"
            in mending.correct(librarian, town.id, unit="翠屏镇", period="", doc_type="计划").message
        )

    def test_an_inferred_unit_is_confirmed_by_saving_it(self, town: CatalogedReport) -> None:
        guessed = named(town, 1, name="某局", named_in_text=False)
        librarian = ScriptedLibrarian(held=(guessed,))
        period = town.report.period.raw if town.report.period else ""
        done = mending.correct(librarian, guessed.id, unit="某局", period=period, doc_type="总结")
        assert "单位确认为“某局”" in done.message
        assert librarian.report(guessed.id).correction == Correction(unit="某局")

    def test_what_cannot_be_done_says_what_to_do(
        self, town: CatalogedReport, caplog: pytest.LogCaptureFixture
    ) -> None:
        librarian = ScriptedLibrarian(held=(town,))

        def busy() -> mending.Done:
            raise StoreBusy("另一个程序正在写入这个资料库。")

        def broken() -> mending.Done:
            raise ValueError("a fault for the test")

        assert "请等它结束后再试" in mending.attempt(town.id, busy, busy=False).message
        told = mending.attempt(town.id, broken, busy=False).message
        assert "a fault" not in told
        assert told.split("编号 ")[1][:6] in caplog.text
        assert mending.attempt(town.id, broken, busy=True).message == mending.BUSY
        assert mending.split(librarian, town.id, None).failed
        assert mending.merge(librarian, town.id).failed
        assert mending.correct(librarian, town.id, unit=" ", period="", doc_type="总结").failed

    def test_deleting_says_what_went(self, town: CatalogedReport) -> None:
        twin = named(town, 1)
        librarian = ScriptedLibrarian(held=(town, twin))
        assert "共有2份报告" in mending.delete_question(town, 2)
        done = mending.remove(librarian, town.id, whole_file=True)
        assert done.report_id is None
        assert "其中的2份报告" in done.message
        assert librarian.held == ()
