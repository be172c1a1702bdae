"""Everything that can go wrong with a file, each with the next step for the reader.

IngestError
├── FileMissing          no such file or folder, or no right to read it
├── EmptyFile            no bytes, or nothing but blanks
├── UnsupportedFormat    a kind of file that no loader reads
├── UndecodableText      bytes that are Chinese text in no known encoding
└── NoReportFound        text, but nothing that could be a report
"""


class IngestError(Exception):
    """A file that could not be taken in. `message` says what is wrong, `advice` what to do; both in Chinese."""

    advice = "请检查该文件后重试。"

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if advice is not None:
            self.advice = advice

    def __str__(self) -> str:
        return f"{self.message}{self.advice}"


class FileMissing(IngestError):
    """No such file or folder, or no right to read it."""

    advice = "请核对路径和访问权限。"


class EmptyFile(IngestError):
    """No bytes, or nothing but blanks."""

    advice = "请确认文件已保存完整，再重新添加。"


class UnsupportedFormat(IngestError):
    """A kind of file that no loader reads."""

    advice = "目前可读 .txt 和 .md，请另存为纯文本后再添加。"


class UndecodableText(IngestError):
    """Bytes that are Chinese text in no known encoding."""

    advice = "请用记事本打开，另存为 UTF-8 编码后再添加。"


class NoReportFound(IngestError):
    """Text, but nothing that could be a report."""

    advice = "请确认文件里有总结、计划或汇报的正文。"
