"""What a reader says of reports counts at once, and still after every later taking in of the file."""

import sqlite3
from pathlib import Path

import pytest

from ingest.corrections import Correction
from ingest.model import Period
from tests.vectorstore.bigrams import BigramEncoder
from vectorstore.errors import CannotCut, NotInStore
from vectorstore.intake import take_in
from vectorstore.store import Store

FILLING = "年初定下方案，年中逐项检查，年末考核评比，大事小事都有人管，群众看得见、摸得着、得实惠，满意的人一年比一年多。"
BUREAU = f"""一年来，我局在县委、县政府的坚强领导下，真抓实干，各项工作取得新进展，现将工作总结如下：
一、抓队伍
全局培训职工40人次，选派干部驻村6名。{FILLING}
二、抓服务
办理群众来信85件，办结率100%。{FILLING}
今后，我局将再接再厉，争取更好的成绩。"""
VILLAGE = f"""今年以来，我村在镇党委的领导下，发动群众，建设家园，现将全年工作汇报如下：
一、修路
全村新修水泥路3公里，受益农户120户。{FILLING}
二、植树
栽种树苗5000株。{FILLING}"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "年终材料.txt"
    path.write_text(f"{BUREAU}\n{VILLAGE}", encoding="utf-8")
    return path


@pytest.fixture
def stocked(store: Store, file: Path) -> Store:
    assert [outcome.kind for outcome in take_in(store, [file])] == ["added"]
    assert len(store.reports()) == 2
    return store


def test_a_correction_counts_at_once_and_can_be_taken_back(stocked: Store) -> None:
    before = stocked.reports()[0]
    said = Correction(unit="澜江县水务局", period="2021年", doc_type="汇报")
    assert stocked.correct(before.id, said) == before.id
    found = stocked.report(before.id)
    assert found.report.unit.name == "澜江县水务局"
    assert {"澜江水务局", "水务局", "县水务局"} <= set(found.report.unit.aliases)
    assert (found.report.unit.kind, found.report.unit.named_in_text) == ("局", False)
    assert found.report.period == Period(raw="2021年", normalised="2021年")
    assert found.report.doc_type == "汇报"
    assert found.correction == said
    assert found.report.text == before.report.text
    stocked.correct(before.id, Correction(period="20__年"))
    found = stocked.report(before.id)
    assert found.report.unit.name == "澜江县水务局"
    assert found.report.period == Period(raw="20__年", withheld=True)
    stocked.correct(before.id, Correction(period=""))
    assert stocked.report(before.id).report.period is None
    stocked.uncorrect(before.id)
    assert stocked.report(before.id) == before


def test_the_figures_of_a_report_called_a_plan_are_planned(stocked: Store) -> None:
    village = stocked.reports()[1]
    assert not any(figure.planned for figure in village.report.figures)
    stocked.correct(village.id, Correction(doc_type="计划"))
    planned = stocked.report(village.id).report.figures
    assert [figure.raw for figure in planned] == [figure.raw for figure in village.report.figures]
    assert all(figure.planned for figure in planned)


def test_a_correction_outlives_reading_the_file_anew_editing_it_and_removing_it(
    stocked: Store, file: Path, tmp_path: Path, encoder: BigramEncoder
) -> None:
    id = stocked.reports()[0].id
    stocked.correct(id, Correction(unit="澜江县水务局"))
    assert [o.kind for o in take_in(stocked, [file], force=True)] == ["replaced"]
    assert stocked.report(id).report.unit.name == "澜江县水务局"
    file.write_text(f"{BUREAU}\n{VILLAGE}".replace("85件", "86件"), encoding="utf-8")
    assert [o.kind for o in take_in(stocked, [file])] == ["replaced"]
    edited = stocked.reports()[0]
    assert edited.id != id
    assert edited.report.unit.name == "澜江县水务局"
    stocked.remove_file(file)
    assert stocked.reports() == ()
    with Store.open(tmp_path / "store", encoder) as again:
        list(take_in(again, [file]))
        assert again.reports()[0].report.unit.name == "澜江县水务局"
        assert again.reports()[1].correction is None
        again.uncorrect(again.reports()[0].id)
        assert again.reports()[0].correction is None


def test_an_unknown_report_is_not_corrected(stocked: Store) -> None:
    with pytest.raises(NotInStore):
        stocked.correct("0" * 16, Correction(unit="某局"))


def line_of(file: Path, words: str) -> int:
    return next(n for n, x in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if words in x)


def test_a_report_is_split_at_a_line_and_stays_so(stocked: Store, file: Path) -> None:
    first, second = stocked.reports()
    line = line_of(file, "二、植树")
    head, tail = stocked.split(second.id, line)
    assert [found.id for found in stocked.reports()] == [first.id, head, tail]
    assert stocked.report(tail).first_line == line
    assert stocked.report(head).report.text + "\n" + stocked.report(tail).report.text == second.report.text
    assert stocked.check().clean
    assert stocked.check().complete
    assert [o.kind for o in take_in(stocked, [file], force=True)] == ["replaced"]
    assert [found.id for found in stocked.reports()] == [first.id, head, tail]
    # A line more in front of it: the cut is found by its words.
    file.write_text("（一份草稿）\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    list(take_in(stocked, [file]))
    assert stocked.report(tail).first_line == line + 1


def test_split_and_joined_again_is_as_before(stocked: Store, file: Path) -> None:
    before = [found.id for found in stocked.reports()]
    head, tail = stocked.split(before[1], line_of(file, "二、植树"))
    assert stocked.merge(head, tail) == before[1]
    assert [found.id for found in stocked.reports()] == before


def test_two_neighbours_are_made_one_and_stay_so(stocked: Store, file: Path) -> None:
    first, second = stocked.reports()
    merged = stocked.merge(first.id, second.id)
    (whole,) = stocked.reports()
    assert whole.id == merged
    assert whole.report.text == f"{first.report.text}\n{second.report.text}"
    list(take_in(stocked, [file], force=True))
    assert [found.id for found in stocked.reports()] == [merged]


def test_a_cut_whose_line_is_gone_is_told(stocked: Store, file: Path) -> None:
    stocked.split(stocked.reports()[1].id, line_of(file, "二、植树"))
    file.write_text(file.read_text(encoding="utf-8").replace("二、植树", "二、造林"), encoding="utf-8")
    (outcome,) = take_in(stocked, [file])
    assert len(stocked.reports()) == 2
    assert "二、植树" in outcome.warnings[0]
    assert stocked.files()[0].warnings == outcome.warnings


def test_a_cut_that_cannot_be_made_is_refused_with_a_reason(stocked: Store, file: Path) -> None:
    first, second = stocked.reports()
    with pytest.raises(CannotCut, match="第 1 行不能作为新的开头"):
        stocked.split(first.id, 1)
    with pytest.raises(CannotCut, match="不相邻"):
        stocked.merge(second.id, first.id)
    assert [found.id for found in stocked.reports()] == [first.id, second.id]


def test_a_line_that_becomes_a_title_opens_its_report(stocked: Store, file: Path) -> None:
    file.write_text(f"{BUREAU}\n石桥村的一年\n{VILLAGE}", encoding="utf-8")
    list(take_in(stocked, [file]))
    title_line = line_of(file, "石桥村的一年")
    owner = next(f for f in stocked.reports() if f.first_line <= title_line <= f.report.last_line)
    if owner.first_line < title_line:
        _, tail = stocked.split(owner.id, title_line)
        owner = stocked.report(tail)
    assert owner.report.title == "石桥村的一年"
    assert owner.report.text[owner.report.body :].startswith("今年以来")


def test_a_store_of_the_version_before_is_brought_up_to_date(
    stocked: Store, file: Path, tmp_path: Path, encoder: BigramEncoder
) -> None:
    ids = [found.id for found in stocked.reports()]
    stocked.close()
    db = sqlite3.connect(tmp_path / "store" / "catalog.sqlite3")
    db.executescript(
        "DROP TABLE corrections; ALTER TABLE files DROP COLUMN cuts; ALTER TABLE files DROP COLUMN warnings;"
        "ALTER TABLE occurrences DROP COLUMN first_page; ALTER TABLE windows ADD COLUMN text TEXT;"
        "UPDATE meta SET value = '2' WHERE key = 'version';"
    )
    db.close()
    with Store.open(tmp_path / "store", encoder) as again:
        assert [found.id for found in again.reports()] == ids
        again.correct(ids[0], Correction(unit="澜江县水务局"))
        assert [outcome.kind for outcome in take_in(again, [file])] == ["unchanged"]
        assert again.reports()[0].report.unit.name == "澜江县水务局"
        assert again.check().clean
