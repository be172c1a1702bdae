"""Plain text and Markdown: characters exactly as decoded, so that quotes stand in the file as they are."""

from ingest.decode import decode
from ingest.loaders.compose import whole
from ingest.model import Document


def load_plain(path: str, data: bytes) -> Document:
    """The document in the bytes of a text file. Raises what `ingest.decode.decode` raises."""
    decoded = decode(data)
    return whole(path, data, decoded.text, media_type="text/plain", encoding=decoded.encoding)


def load_markdown(path: str, data: bytes) -> Document:
    """The document in the bytes of a Markdown file, its markup left standing."""
    decoded = decode(data)
    return whole(path, data, decoded.text, media_type="text/markdown", encoding=decoded.encoding)
