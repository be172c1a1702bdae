from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.errors import IngestError
from ingest.loaders import load


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_mail_is_read_under_its_subject_and_attachments_are_named(tmp_path: Path, charset: str) -> None:
    mail = EmailMessage()
    mail["Subject"] = "青禾社区2023年工作总结"
    mail.set_content("全年调解纠纷38起。\n走访困难家庭62户。", charset=charset)
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="附表.pdf")
    (tmp_path / "总结.eml").write_bytes(mail.as_bytes())
    document = load(tmp_path / "总结.eml")
    assert document.text.split("\n") == ["青禾社区2023年工作总结", "全年调解纠纷38起。", "走访困难家庭62户。"]
    assert "附表.pdf" in document.warnings[0]


def test_a_saved_web_page_is_read_like_the_page(tmp_path: Path) -> None:
    page = EmailMessage()
    html = "<html><head><title>题</title></head><body><p>全年调解纠纷<b>38</b>起。</p><p>走访62户。</p></body></html>"
    page.set_content(html, subtype="html", charset="gb2312", cte="base64")
    page.add_related(b"x", maintype="image", subtype="png")
    (tmp_path / "总结.mht").write_bytes(page.as_bytes())
    document = load(tmp_path / "总结.mht")
    assert document.text.split("\n") == ["全年调解纠纷38起。", "走访62户。"]
    assert document.warnings == ()


@pytest.mark.parametrize(
    "data", [b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\n", b"\0\1"]
)
def test_a_mail_without_a_message_says_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "坏.eml").write_bytes(data)
    with pytest.raises(IngestError):
        load(tmp_path / "坏.eml")
