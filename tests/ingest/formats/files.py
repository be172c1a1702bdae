"""Small files of each format, written by their libraries or by hand, with text of invented units."""

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from PIL import Image, ImageDraw, ImageFont

from ingest.loaders import load


def save(word: "docx.document.Document", path: Path) -> Path:
    word.save(str(path))
    return path


def lines_of(word: "docx.document.Document", folder: Path) -> list[str]:
    return load(save(word, folder / "总结.docx")).text.split("\n")


Shown = str | tuple[int, int, str]


def pdf_of(pages: Sequence[Sequence[Shown]], path: Path, *, drawn: Sequence[str] = ()) -> Path:
    """A PDF whose font maps the codes of UTF-16 to themselves, in type of 12 points.

    A line stands 20 points under the one before, its first blanks an indent, or where (x, y, line) says, from the
    bottom left; `drawn` are operators that draw on each page.
    """
    cmap = "1 begincodespacerange <0000><FFFF> endcodespacerange 1 beginbfrange <0000><FFFF><0000> endbfrange"
    font = "<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    objects.append(
        "<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>"
    )
    objects += [font, f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream"]
    kids = []
    for number, lines in enumerate(pages):
        content = (drawn[number] if number < len(drawn) else "") + " BT /F 12 Tf "
        for at, line in enumerate(lines):
            if isinstance(line, str):
                x, y, text = 50 + 12 * (len(line) - len(line.lstrip())), 800 - 20 * at, line.lstrip()
            else:
                x, y, text = line
            content += f"1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj "
        content += "ET"
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R/Resources<</Font<</F 3 0 R>>>>>>"
        )
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    path.write_bytes(data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode())
    return path


def page_of(lines: Sequence[str], font: Path, *, dots_per_inch: int = 150) -> Image.Image:
    """A picture of an A4 page with these lines in type of 14 points."""
    picture = Image.new("L", (int(8.27 * dots_per_inch), int(11.69 * dots_per_inch)), 255)
    size = int(14 / 72 * dots_per_inch)
    drawing, type = ImageDraw.Draw(picture), ImageFont.truetype(str(font), size)
    for at, line in enumerate(lines):
        drawing.text((dots_per_inch, dots_per_inch + at * size * 1.7), line, font=type, fill=0)
    return picture


def ofd_of(objects: str, path: Path, *, template: str = "", picture: bytes | None = None) -> Path:
    """An OFD file of one page with these text objects over a template with those, or with a picture and a second
    page that has them."""
    namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    page = "<ofd:Content><ofd:Layer ID='2'>{}</ofd:Layer></ofd:Content></ofd:Page>"
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {namespace}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/T/C.xml": f"<ofd:Page {namespace}>{page.format(template)}",
        "Doc_0/P/C.xml": f"<ofd:Page {namespace}><ofd:Template TemplateID='7'/>{page.format(objects)}",
    }
    scan = resources = ""
    if picture is not None:
        scan, resources = "<ofd:Page ID='3' BaseLoc='S.xml'/>", "<ofd:DocumentRes>Res.xml</ofd:DocumentRes>"
        image = "<ofd:ImageObject ResourceID='9'/>"
        parts["Doc_0/S.xml"] = f"<ofd:Page {namespace}>{page.format(image)}"
        parts["Doc_0/Res.xml"] = (
            f"<ofd:Res {namespace} BaseLoc='Res'><ofd:MultiMedias><ofd:MultiMedia ID='9'><ofd:MediaFile>I.png"
            "</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
        )
        parts["Doc_0/Res/I.png"] = picture
    parts["DOC_0/Document.xml"] = (
        f"<ofd:Document {namespace}><ofd:CommonData>{resources}<ofd:TemplatePage ID='7' BaseLoc='T/C.xml'/>"
        f"</ofd:CommonData><ofd:Pages>{scan}<ofd:Page ID='1' BaseLoc='P\\C.xml'/></ofd:Pages></ofd:Document>"
    )
    with ZipFile(path, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return path


def text_object(x: float, y: float, text: str) -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} {5 * len(text)} 6" Size="5">'
        f'<ofd:TextCode X="0" Y="5">{text}</ofd:TextCode></ofd:TextObject>'
    )


def gbk_archive(path: Path, members: dict[str, bytes]) -> Path:
    """An archive as Windows makes them in China: names in GBK, no mark that says so."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for at, (name, data) in enumerate(members.items()):
            archive.writestr(f"{at}" * len(name.encode("gbk")), data)
    data = path.read_bytes()
    for at, name in enumerate(members):
        raw = name.encode("gbk")
        data = data.replace(f"{at}".encode() * len(raw), raw)
    path.write_bytes(data)
    return path
