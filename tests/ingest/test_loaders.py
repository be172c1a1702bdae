import os
from hashlib import sha256
from pathlib import Path

import pytest

from ingest.errors import EmptyFile, FileMissing, MisnamedFile, UnsupportedFormat
from ingest.loaders import load

TEXT = "一、社区概况\r\n　　常住人口3120人。\n二、主要工作\r全年调解纠纷38起。"


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", ""), ("utf-8", "\ufeff"), ("gb18030", ""), ("utf-16-le", "\ufeff")]
)
def test_a_text_file_keeps_its_words_its_line_ends_and_its_name(
    tmp_path: Path, encoding: str, mark: str
) -> None:
    path = tmp_path / "青禾社区总结.TXT"
    data = (mark + TEXT).encode(encoding)
    path.write_bytes(data)
    document = load(path)
    assert document.text == TEXT
    assert document.source.path == str(path)
    assert document.source.sha256 == sha256(data).hexdigest()
    assert (document.source.encoding, document.source.media_type) == (encoding, "text/plain")
    assert [TEXT[start] for start in document.line_starts] == ["一", "　", "二", "全"]
    assert document.removed == ()


def test_markdown_is_read_with_its_markup(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text("# 工作计划\n\n- 新建健身点2处\n", encoding="utf-8")
    document = load(path)
    assert document.text == "# 工作计划\n\n- 新建健身点2处\n"
    assert document.source.media_type == "text/markdown"


def test_the_path_is_kept_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load(Path("a.txt")).source.path == "a.txt"


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"没有\.txt"):
        load(tmp_path / "没有.txt")
    with pytest.raises(FileMissing, match="是文件夹"):
        load(tmp_path)


@pytest.mark.parametrize(("name", "said"), [("总结.pages", r"\.pages"), ("总结", "没有扩展名")])
def test_an_unknown_kind_of_file_is_refused_by_its_ending(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    with pytest.raises(UnsupportedFormat, match=said):
        load(tmp_path / name)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    with pytest.raises(EmptyFile):
        load(tmp_path / "空.txt")


def test_the_seed_files_are_read(seeds: Path) -> None:
    documents = [load(path) for path in sorted(seeds.glob("*.txt"))]
    assert len(documents) == 5
    assert {document.source.encoding for document in documents} == {"utf-8"}


def test_a_name_in_an_old_encoding_is_told_as_it_was_meant(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("工作总结.txt".encode("gbk"))
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(MisnamedFile, match=r"工作总结\.txt"):
        load(path)
