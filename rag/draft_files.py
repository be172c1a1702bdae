"""A draft as a file of the kind that its name ends with: .docx, .md or .txt."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from ingest.errors import ReaderError
from rag import phrases
from rag.draft_document import Citations, draft_docx
from rag.draft_text import draft_markdown, plain_text
from rag.model import Answer

Write = Callable[[Answer, Citations], bytes]


class UnwritableDraft(ReaderError):
    """The file cannot be written, with the reason and what to do."""

    advice = ""


def _word(answer: Answer, citations: Citations) -> bytes:
    return draft_docx(answer, citations=citations)


def _markdown(answer: Answer, citations: Citations) -> bytes:
    return draft_markdown(answer, marked=citations != "none").encode()


def _text(answer: Answer, citations: Citations) -> bytes:
    return (plain_text(answer, marked=citations != "none") + "\n").encode()


WAYS: Mapping[str, Write] = MappingProxyType({".docx": _word, ".md": _markdown, ".txt": _text})
"""What writes a draft, by the end of the file's name."""


def check_name(path: Path) -> None:
    """Raises UnwritableDraft where a file of that name cannot be written: before the work of drafting."""
    if path.suffix.lower() not in WAYS:
        raise UnwritableDraft(phrases.DRAFT_FILE_KIND.format(path=path))
    try:
        free = not path.is_dir() and path.absolute().parent.is_dir()
    except OSError:  # a name too long to be one
        free = False
    if not free:
        raise UnwritableDraft(phrases.DRAFT_FILE_PLACE.format(path=path))


def write_draft_file(answer: Answer, path: Path, citations: Citations = "footnotes") -> None:
    """Write the draft to `path`. Notes stand in Word alone: a .md has its own footnotes and a .txt marks, or both
    nothing for "none". Raises UnwritableDraft, and NoDraft where the answer is no draft."""
    check_name(path)
    content = WAYS[path.suffix.lower()](answer, citations)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UnwritableDraft(phrases.DRAFT_FILE_PLACE.format(path=path)) from error
