import random
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decode import decode
from ingest.errors import EmptyFile, UndecodableText, UnsupportedFormat

SIMPLIFIED = (
    "全年共调解矛盾纠纷", "其中物业类", "新建口袋公园", "硬化村道", "发放宣传册",
    "现将工作总结如下：", "一是加强领导，", "“一老一小”", "《工作方案》", "3200余户，",
    "20__年", "x万人次", "\n", "\r\n　　", "有力有序推进。",
)  # fmt: skip
TRADITIONAL = (
    "全年共調解矛盾糾紛", "其中物業類", "新建口袋公園", "硬化村道", "發放宣傳冊",
    "現將工作總結如下：", "一是加強領導，", "「一老一小」", "《工作方案》", "3200餘戶，",
    "20__年", "x萬人次", "\n", "\r\n　　", "有力有序推進。",
)  # fmt: skip


def prose(phrases: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Running text of 20 characters and more, no phrase twice."""
    texts = st.lists(st.sampled_from(phrases), min_size=6, unique=True).map("".join)
    return texts.filter(lambda text: len(text.strip()) >= 20)


@given(prose(SIMPLIFIED), st.sampled_from(["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be"]))
def test_simplified_text_is_read_back_from_each_encoding(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.encoding == encoding.replace("gbk", "gb18030")


@given(prose(TRADITIONAL), st.sampled_from(["utf-8", "gb18030", "big5", "cp950", "utf-16-le", "utf-16-be"]))
def test_traditional_text_is_read_back_from_each_encoding(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.encoding == encoding.replace("big5", "cp950")


@given(prose(SIMPLIFIED), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "gb18030"]))
def test_a_byte_order_mark_decides_and_is_dropped(text: str, encoding: str) -> None:
    decoded = decode(("\ufeff" + text).encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize("text", ["联通", "一一一", "街道2人。", "共35次"])
def test_gbk_text_too_short_to_be_sure_of_is_still_not_taken_for_utf_8(text: str) -> None:
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("text", ["Plan 2024: 3 items", "план работы", "🙂 ok"])
def test_utf_8_without_chinese_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", "　　\n".encode("gb18030")])
def test_a_file_without_words_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        decode(data)


def package(part: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(part, "<x/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (package("word/document.xml"), ".docx"),
        (package("xl/workbook.xml"), ".xlsx"),
        (package("OFD.xml"), ".ofd"),
        (package("notes.txt"), ".zip"),
        (package("word/document.xml")[:40], ".zip"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "WordDocument".encode("utf-16-le"), ".doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "Office"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), ".png"),
        (random.Random(1).randbytes(4000), "二进制"),
        ("全年共调解".encode() + bytes(9), "二进制"),
    ],
)
def test_another_format_under_a_text_name_is_called_by_its_name(data: bytes, said: str) -> None:
    with pytest.raises(UnsupportedFormat, match=said):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        "".join(SIMPLIFIED).encode() + "".join(SIMPLIFIED).encode("gb18030"),
        "".join(SIMPLIFIED).encode()[:-1] + b"\xff",
        b"\xef\xbb\xbf" + "".join(SIMPLIFIED).encode("gb18030"),
        b"\xff\xfe" + "".join(SIMPLIFIED).encode("utf-16-le") + b"\x4e",
    ],
)
def test_text_that_no_encoding_explains_is_refused_not_repaired(data: bytes) -> None:
    with pytest.raises(UndecodableText) as caught:
        decode(data)
    assert "另存为 UTF-8" in str(caught.value)
