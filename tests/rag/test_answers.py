"""Answers over the sample library: right, cited, refused when they must be."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest.loaders import load
from rag import phrases
from rag.assistant import Assistant
from rag.citations import marks_in
from rag.doctor import examine
from rag.model import Answer, Answered, Delta, Retrieved, Understood
from rag.settings import Settings, SettingsError, load_settings
from rag.verify import check_quotes, check_sentence
from tests.rag.conftest import gold_questions, turns
from vectorstore.store import Store

# Right and cited by ../shared/tools/score.py on the samples' gold; this floor may only rise.
FLOOR = 40


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> dict[str, Answer]:
    return {row["id"]: assistant.answer(row["question"], turns(row)) for row in gold_questions()}


def test_quotes_stand_at_their_lines_and_numbers_in_their_quotes(
    answers: dict[str, Answer], samples: Path
) -> None:
    lines = {path.name: load(path).text.splitlines() for path in samples.iterdir()}
    cited = 0
    for answer in answers.values():
        assert check_quotes(answer.evidence) == []
        for e in answer.evidence:
            place = "".join(lines[e.file][e.lines[0] - 1 : e.lines[1]])
            assert "".join(e.quote.split()) in "".join(place.split())
        if answer.status == "answered":
            known = {e.n: e for e in answer.evidence}
            for sentence in answer.text.split("\n"):
                assert check_sentence(sentence, known, answer.derived) is None or "。" in sentence[:-1]
                cited += 1
    assert cited > 30


def test_every_figure_question_gets_its_figure(answers: dict[str, Answer]) -> None:
    rows = [row for row in gold_questions() if row["type"] == "fact_number"]
    shorts = {row["id"]: answers[row["id"]].short for row in rows}
    wrong = {i: shorts[i] for row in rows if (i := row["id"]) and shorts[i] not in row["answer_variants"]}
    assert wrong == {}


def test_refusals_and_redactions(answers: dict[str, Answer]) -> None:
    wanted = {"unanswerable": "not_found", "placeholder": "withheld_in_source"}
    rows = [row for row in gold_questions() if row["type"] in wanted]
    assert {r["id"]: answers[r["id"]].status for r in rows} == {r["id"]: wanted[r["type"]] for r in rows}
    for row in rows:
        assert not any(f in answers[row["id"]].text for f in row.get("forbidden_answers", []))


def test_score_on_the_samples(
    answers: dict[str, Answer], shared: Path, samples: Path, tmp_path: Path
) -> None:
    for path in samples.iterdir():
        (tmp_path / path.with_suffix(".txt").name).write_text(load(path).text, encoding="utf-8", newline="")
    found = tmp_path / "answers.jsonl"
    rows = [{"id": i, **answer.row()} for i, answer in answers.items()]
    found.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    gold = Path(__file__).parents[1] / "gold" / "samples_qa.jsonl"
    tool = [
        sys.executable,
        str(shared / "tools" / "score.py"),
        "qa",
        str(gold),
        str(found),
        "--sources",
        str(tmp_path),
    ]
    printed = subprocess.run(tool, capture_output=True, text=True, check=True).stdout
    total = next(line for line in printed.splitlines() if line.startswith("all right"))
    assert int(total.rsplit("right_and_cited ", 1)[1].split("/")[0]) >= FLOOR, printed


def test_events_come_in_order_and_the_deltas_are_the_answer(assistant: Assistant) -> None:
    events = list(assistant.ask("青禾里社区全年排查了多少起矛盾纠纷？"))
    assert [type(e) for e in events[:2]] == [Understood, Retrieved]
    assert isinstance(events[-1], Answered)
    assert all(isinstance(e, Delta) for e in events[2:-1])
    told = "".join(e.text for e in events if isinstance(e, Delta))
    assert told.strip() == events[-1].answer.text
    assert events[-1].answer.short == "96起"


def test_an_unknown_unit_is_named_and_near_names_offered(assistant: Assistant) -> None:
    answer = assistant.answer("青禾外社区培训了多少人？")
    assert answer.status == "not_found"
    assert "青禾外社区" in answer.text
    assert any("青禾里社区" in note for note in answer.notes)
    assert answer.evidence == ()


def test_a_vague_question_gets_advice(assistant: Assistant) -> None:
    assert assistant.answer("多少？").text == phrases.TOO_VAGUE


def test_a_question_that_names_no_unit_is_answered_from_the_whole_library(assistant: Assistant) -> None:
    answer = assistant.answer("6月12日召开了什么会议？")
    assert answer.status == "answered"
    assert "全县防汛抗旱工作会议" in answer.text
    assert answer.evidence[0].unit == "澜江县水务局"


def test_all_units_are_read_for_a_question_about_all(assistant: Assistant) -> None:
    answer = assistant.answer("哪些单位提到了道德讲堂？")
    assert answer.table is not None
    assert {row.unit for row in answer.table.rows} == {e.unit for e in answer.evidence}
    assert answer.notes[0].startswith("库中9个单位，已读9个")


def test_a_comparison_has_a_row_for_each_unit_and_says_what_is_absent(assistant: Assistant) -> None:
    answer = assistant.answer("锦澜产业园区、栖梧街道和砚湖实验学校各有多少注册志愿者？")
    assert answer.mode == "compare"
    assert answer.table is not None
    assert [(r.unit, r.cells[0].status) for r in answer.table.rows] == [
        ("锦澜产业园区", "answered"),
        ("栖梧街道", "answered"),
        ("砚湖实验学校", "not_found"),
    ]


def test_a_matter_told_in_words_is_no_absent_one(assistant: Assistant) -> None:
    answer = assistant.answer("锦澜产业园区和澄湾区市场监督管理局的组织领导情况")
    alone = assistant.answer("澄湾区市场监督管理局的组织领导情况怎么样？")
    assert alone.status == "answered"
    assert answer.table is not None
    cells = {row.unit: row.cells[0].status for row in answer.table.rows}
    assert cells["澄湾区市场监督管理局"] == "answered"


def test_a_difference_is_worked_out_in_code_and_cited(assistant: Assistant) -> None:
    answer = assistant.answer("云岫镇和锦澜产业园区现在各有多少名保洁人员？")
    assert answer.derived[0].formula == "74 - 62"
    quotes = {e.n: e.quote for e in answer.evidence}
    assert ["74名" in quotes[answer.derived[0].inputs[0]], "62名" in quotes[answer.derived[0].inputs[1]]] == [
        True,
        True,
    ]


def test_a_difference_cites_its_own_figures_among_several(assistant: Assistant) -> None:
    answer = assistant.answer("青禾里社区和芷泊社区，哪个社区排查的矛盾纠纷更多？")
    quotes = {e.n: e.quote for e in answer.evidence}
    (derived,) = answer.derived
    for value, n in zip(derived.formula.split(" - "), derived.inputs, strict=True):
        assert f"{value}起" in quotes[n]


def test_a_draft_keeps_to_its_length_and_cites_every_sentence(assistant: Assistant) -> None:
    answer = assistant.answer("参照各单位材料，为“志愿服务”写一段约200字的总结段落。")
    assert (answer.mode, answer.status) == ("draft", "answered")
    assert 120 <= len(answer.text) <= 320
    known = {e.n: e for e in answer.evidence}
    assert len({e.unit for e in answer.evidence}) >= 2
    assert set(known) == set(marks_in(answer.text)), "what was weighed and left out is no evidence"
    assert all(check_sentence(f"{s}。", known) is None for s in answer.text.split("。") if s)


def test_an_empty_library_says_what_to_do(tmp_path: Path, sample_store: Store) -> None:
    encoder = sample_store._encoder
    with Store.open(tmp_path / "empty", encoder, create=True) as store:
        assert Assistant(store).answer("青禾里社区有多少户？").text == phrases.EMPTY_LIBRARY


def test_the_assistant_sees_a_changed_library_at_once(
    tmp_path: Path, sample_store: Store, samples: Path
) -> None:
    from ingest.pipeline import parse_file

    path = samples / "枫渡村精神文明建设工作计划.md"
    with Store.open(tmp_path / "store", sample_store._encoder, create=True) as store:
        assistant = Assistant(store)
        store.add(path, parse_file(path))
        assert assistant.answer("枫渡村计划新建几处健身点？").short == "3处"
        store.remove_file(path)
        assert assistant.answer("枫渡村计划新建几处健身点？").status == "not_found"


def test_doctor_finds_a_healthy_installation_and_a_missing_store(sample_folder: Path, tmp_path: Path) -> None:
    assert all(f.good for f in examine(Settings(store=sample_folder)))
    findings = {f.what: f for f in examine(Settings(store=tmp_path / "none"))}
    assert "扫描件" in findings["文件格式"].found
    assert ".doc" in findings["文件格式"].found
    assert not findings["资料库"].good
    assert findings["资料库"].advice


def test_an_unknown_setting_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUSHI_STOER", "/somewhere")
    with pytest.raises(SettingsError, match="JUSHI_STOER"):
        load_settings()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-m", "rag", *arguments], capture_output=True, text=True, cwd=root, timeout=120
    )


def test_the_command_answers_in_rows_and_in_words(sample_folder: Path, tmp_path: Path) -> None:
    batch, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    batch.write_text('{"id": "1", "question": "青禾里社区全年排查了多少起矛盾纠纷？"}\n', encoding="utf-8")
    done = run("ask", "--batch", str(batch), "--out", str(out), "--store", str(sample_folder))
    assert done.returncode == 0, done.stderr
    row: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    assert (row["id"], row["status"], row["short"], row["mode"]) == ("1", "answered", "96起", "answer")
    assert set(row["evidence"][0]) == {"n", "report_id", "unit", "file", "lines", "quote"}
    missing = run("ask", "多少？", "--store", str(tmp_path / "none"))
    assert missing.returncode == 1
    assert "没有资料库" in missing.stderr
