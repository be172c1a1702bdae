"""Plain text and Markdown: characters exactly as decoded, so that quotes stand in the file as they are."""

from hashlib import sha256

from ingest.decode import decode
from ingest.model import Document, Source, line_starts


def load_plain(path: str, data: bytes) -> Document:
    """The document in the bytes of a text file. Raises what `ingest.decode.decode` raises."""
    return _document(path, data, "text/plain")


def load_markdown(path: str, data: bytes) -> Document:
    """The document in the bytes of a Markdown file, its markup left standing."""
    return _document(path, data, "text/markdown")


def _document(path: str, data: bytes, media_type: str) -> Document:
    decoded = decode(data)
    source = Source(
        path=path, sha256=sha256(data).hexdigest(), encoding=decoded.encoding, media_type=media_type
    )
    return Document(source=source, text=decoded.text, line_starts=line_starts(decoded.text))
