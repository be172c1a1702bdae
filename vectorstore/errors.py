"""Everything that can go wrong with a store, each with the next step for the reader.

StoreError
├── StoreMissing          no store in this folder
├── StoreDamaged          a store whose parts are gone or of another version
├── StoreBusy             another program is writing to it
├── NotInStore            no such file or report in it
├── CannotCut             reports cannot be parted or joined there
└── EncoderError
    ├── EncoderMismatch   the store was built by another encoder
    ├── EncoderMissing    the store was opened without an encoder, and one is needed
    └── EncoderFailed     the model is absent, damaged or does not fit what it says of itself
"""

from ingest.errors import ReaderError


class StoreError(ReaderError):
    """Something a store could not do."""

    advice = "请运行 python -m ingest check 查看资料库的状况。"


class StoreMissing(StoreError):
    """No store in this folder."""

    advice = "请核对资料库的位置，或先用 python -m ingest add 添加报告文件。"


class StoreDamaged(StoreError):
    """A store whose parts are gone or of another version."""


class StoreBusy(StoreError):
    """Another program is writing to the store."""

    advice = "请等它结束后再试；查询不受影响。"


class NotInStore(StoreError):
    """No such file or report in the store."""

    advice = "请用 python -m ingest list 查看库里有哪些文件和报告。"


class CannotCut(StoreError):
    """Reports cannot be parted or joined there."""


class EncoderError(StoreError):
    """Something about the model that turns text into vectors."""


class EncoderMismatch(EncoderError):
    """The store was built by another encoder."""


class EncoderMissing(EncoderError):
    """The store was opened without an encoder, and one is needed."""

    advice = "请在打开资料库时给出向量模型。"


class EncoderFailed(EncoderError):
    """The model is absent, damaged or does not fit what it says of itself."""
