"""Files as a telephone, an office scanner and an ill-wisher send them."""

import io
import zipfile
import zlib

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject


def image(kind="JPEG", size=(40, 60), **options):
    buffer = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(buffer, kind, **options)
    return buffer.getvalue()


def photograph():
    """A JPEG on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn right to see it upright
    exif[0x010F] = "zq-maker"
    exif.get_ifd(0x8825)[2] = (10.0, 46.0, 12.0)  # latitude
    return image(exif=exif, comment=b"zq-comment")


def pdf(pages=1, *, password="", change=None):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    if change:
        change(writer)
    if password:
        writer.encrypt(password)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def pdf_of(size):
    """A PDF of exactly so many bytes."""

    def stuffed(weight):
        def change(writer):
            stream = StreamObject()
            stream.set_data(b"x" * weight)
            writer._add_object(stream)

        return pdf(change=change)

    weight = size - 2_000
    return stuffed(weight + size - len(stuffed(weight)))


def archive():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        book.writestr("a.txt", "a")
    return buffer.getvalue()


def huge_png(width=20_000, height=20_000):
    """What claims to be so large, in a few bytes."""
    content = bytearray(image("PNG", (1, 1)))
    content[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    return bytes(content)


def _opening(kind, key, value):
    """What a PDF does when it is opened."""

    def change(writer):
        action = DictionaryObject(
            {NameObject("/S"): NameObject(kind), NameObject(key): TextStringObject(value)}
        )
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return change


HOSTILE = {  # name: (content, code of the refusal)
    "nothing": (b"", "SCAN_EMPTY"),
    "html": (b"<!doctype html><script>alert(1)</script>", "SCAN_KIND"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "SCAN_KIND"),
    "zip": (archive(), "SCAN_KIND"),
    "gif": (image("GIF"), "SCAN_KIND"),
    "html before a pdf": (b"<html>" + pdf(), "SCAN_KIND"),
    "zip behind a pdf": (pdf() + archive(), "SCAN_POLYGLOT"),
    "html called a pdf": (b"%PDF-1.7\n<script>alert(1)</script>", "SCAN_BROKEN"),
    "html ending as a pdf": (b"%PDF-1.7\n<script>alert(1)</script>%%EOF", "SCAN_BROKEN"),
    "script in a pdf": (pdf(change=_opening("/JavaScript", "/JS", "app.alert(1)")), "SCAN_ACTIVE"),
    "launch in a pdf": (pdf(change=_opening("/Launch", "/F", "calc.exe")), "SCAN_ACTIVE"),
    "file in a pdf": (pdf(change=lambda writer: writer.add_attachment("a.exe", b"MZ")), "SCAN_ACTIVE"),
    "password": (pdf(password="bi-mat"), "SCAN_ENCRYPTED"),
    "no pages": (pdf(0), "SCAN_PAGES"),
    "too many pages": (pdf(201), "SCAN_PAGES"),
    "half a pdf": (pdf(5)[:300], "SCAN_BROKEN"),
    "half a photograph": (image(size=(300, 300))[:4000], "SCAN_BROKEN"),
    "only a magic number": (b"\xff\xd8\xff", "SCAN_BROKEN"),
    "magic of a png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "SCAN_BROKEN"),
    "huge picture": (huge_png(), "SCAN_PIXELS"),
    "large picture": (huge_png(8_000, 8_000), "SCAN_PIXELS"),
}
