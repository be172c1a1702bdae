"""Mails (.eml) and saved web pages (.mht): the message under its subject, or the page, without their pictures."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import MIMEPart

from ingest.decode import decode
from ingest.errors import DamagedFile
from ingest.loaders.compose import compose, one_line
from ingest.loaders.web import shown_lines
from ingest.model import Document

# What the email package raises on headers that are not built as they should be.
_MALFORMED = (MessageError, ValueError, LookupError, AttributeError, TypeError)


def load_mail(path: str, data: bytes) -> Document:
    """The document in the bytes of an .eml or .mht file; its warnings name the attachments.

    Raises DamagedFile, EmptyFile and what `ingest.decode.decode` raises.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        body = message.get_body(("html", "plain"))
        subject = one_line(str(message["subject"] or "")).strip()
        attached = [name for part in message.iter_attachments() if (name := part.get_filename())]
    except _MALFORMED as error:
        raise DamagedFile("不是完整的邮件或网页存档，打不开。") from error
    if body is None:
        raise DamagedFile("邮件或网页存档里没有正文，可能已损坏。")
    warnings = (f"附件“{'”“'.join(attached)}”没有读入，请另存后单独添加。",) if attached else ()
    lines = [subject] * bool(subject) + list(_lines(body))
    return compose(path, data, lines, media_type="message/rfc822", warnings=warnings)


def _lines(body: MIMEPart) -> Iterator[str]:
    payload = body.get_payload(decode=True)
    payload = payload if isinstance(payload, bytes) else b""
    stated = (body.get_content_charset() or "").lower()
    try:
        text = payload.decode("gb18030" if stated.startswith("gb") else stated)
    except (LookupError, UnicodeDecodeError):
        text = decode(payload).text
    yield from shown_lines(text) if body.get_content_subtype() == "html" else text.splitlines()
