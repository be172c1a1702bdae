"""Everything that can go wrong with a file, each with the next step for the reader.

IngestError
├── FileMissing          no such file or folder, or no right to read it
├── EmptyFile            no bytes, or nothing but blanks
├── UnsupportedFormat    a kind of file that no loader reads
├── MisnamedFile         the name's ending says one format, the bytes are another; or the name is no Unicode
├── DamagedFile          cut short, or not built as its format demands
├── EncryptedFile        locked by a password
├── OversizedFile        more inside than is sensible to unpack
├── ScannedPages         pages that are pictures, and their words could not be read
├── ConverterMissing     a format that only an office program opens, and there is none, or it failed
├── UndecodableText      bytes that are Chinese text in no known encoding
└── NoReportFound        text, but nothing that could be a report
"""


class ReaderError(Exception):
    """What can be told to the reader: `message` says what is wrong, `advice` what to do; both in Chinese.

    The root of every package's errors, so that an edge (a command, the page) shows any of them alike.
    """

    advice = "请检查后重试。"

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if advice is not None:
            self.advice = advice

    def __str__(self) -> str:
        return f"{self.message}{self.advice}"


class IngestError(ReaderError):
    """A file that could not be taken in."""

    advice = "请检查该文件后重试。"


class FileMissing(IngestError):
    """No such file or folder, or no right to read it."""

    advice = "请核对路径和访问权限。"


class EmptyFile(IngestError):
    """No bytes, or nothing but blanks."""

    advice = "请确认文件已保存完整，再重新添加。"


class UnsupportedFormat(IngestError):
    """A kind of file that no loader reads."""

    advice = (
        "目前可读 .txt .md .docx .doc .wps .rtf .odt .pdf .ofd .html .htm .mht .eml .csv .xlsx .xls .et、"
        "图片 .png .jpg .jpeg .tif .tiff 和装着它们的 .zip，请另存为其中一种后再添加。"
    )


class MisnamedFile(IngestError):
    """The name's ending says one format, the bytes are another; or the name is no Unicode."""

    advice = "请改正扩展名后再添加。"


class DamagedFile(IngestError):
    """Cut short, or not built as its format demands."""

    advice = "请用相应软件打开核对，另存一份或重新获取后再添加。"


class EncryptedFile(IngestError):
    """Locked by a password."""

    advice = "请用相应软件打开，取消密码后另存，再重新添加。"


class OversizedFile(IngestError):
    """More inside than is sensible to unpack."""

    advice = "请核对文件来源；确实需要时，请拆成较小的文件后再添加。"


class ScannedPages(IngestError):
    """Pages that are pictures, and their words could not be read."""

    advice = (
        '请安装文字识别组件（pip install "jushi[ocr]"）后重新添加，或用扫描软件做文字识别（OCR），'
        "另存为带文字的 PDF 或 .docx 后再添加。"
    )


class ConverterMissing(IngestError):
    """A format that only an office program opens, and there is none, or it failed."""

    advice = "请用 WPS 或 Office 打开，另存为 .docx（表格存为 .xlsx）后再添加。"


class UndecodableText(IngestError):
    """Bytes that are Chinese text in no known encoding."""

    advice = "请用记事本打开，另存为 UTF-8 编码后再添加。"


class NoReportFound(IngestError):
    """Text, but nothing that could be a report."""

    advice = "请确认文件里有总结、计划或汇报的正文。"
