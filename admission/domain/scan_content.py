"""What may be kept as a scan: judged by the bytes themselves, never by a name or by what the browser says.

Images are decoded and written anew, so that nothing but the picture is kept: no place where a photograph was taken,
no second file behind the first. A PDF is kept as it is, since it may bear a signature; it is refused when it could do
anything but show pages.
"""

import io
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from admission.models.scan import ScanKind
from partytrack.errors import Reason, Refused

_pillow = Lock()
MAGIC = {b"%PDF-": ScanKind.PDF, b"\xff\xd8\xff": ScanKind.JPEG, b"\x89PNG\r\n\x1a\n": ScanKind.PNG}
FORMATS = {ScanKind.JPEG: "JPEG", ScanKind.PNG: "PNG"}
JPEG_QUALITY = 90
PDF_OBJECTS = 50_000  # more than any scan has; keeps a hostile file from occupying the server
# Names of PDF that make a document do something, or carry a file inside. ISO 32000-1, 12.6 and 7.11.4.
ACTIVE = {
    "/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/AA", "/RichMedia", "/XFA", "/GoToE",
    "/GoToR", "/ImportData", "/SubmitForm", "/Movie", "/Sound", "/Rendition",
}  # fmt: skip

PHOTOGRAPH = "Chụp lại giấy tờ bằng điện thoại, hoặc quét thành tệp PDF."
EMPTY = Reason("SCAN_EMPTY", "Tệp này không có nội dung.", "Chọn lại tệp, hoặc chụp lại.")
WRONG_KIND = Reason(
    "SCAN_KIND", "Tệp này không phải PDF, JPEG hoặc PNG (dù tên tệp có thể ghi như vậy).", PHOTOGRAPH
)
BROKEN = Reason("SCAN_BROKEN", "Tệp này bị hỏng hoặc chưa tải lên hết.", "Gửi lại; nếu vẫn lỗi thì chụp lại.")
ENCRYPTED = Reason(
    "SCAN_ENCRYPTED", "Tệp PDF này có mật khẩu.", "Bỏ mật khẩu rồi gửi lại, hoặc chụp ảnh giấy tờ."
)
DOES_THINGS = Reason(
    "SCAN_ACTIVE",
    "Tệp PDF này có mã lệnh hoặc tệp khác kèm bên trong.",
    "Quét lại từ bản giấy, hoặc chụp ảnh.",
)
TWO_FILES = Reason(
    "SCAN_POLYGLOT", "Tệp PDF này còn chứa một tệp khác ở cuối.", "Quét lại từ bản giấy, hoặc chụp ảnh."
)


@dataclass(frozen=True)
class Checked:
    content: bytes
    kind: ScanKind
    pages: int


def checked(received):
    """The `Checked` content to keep of these bytes. Raises Refused with one reason."""
    if not received:
        raise Refused(EMPTY)
    limit = settings.SCAN_MAX_BYTES
    if len(received) > limit:
        sentence = (
            f"Tệp này nặng {_megabytes(len(received))} MB; mỗi tệp chỉ được tối đa {_megabytes(limit)} MB."
        )
        raise Refused(
            Reason("SCAN_SIZE", sentence, "Chụp lại với độ phân giải thấp hơn, hoặc tách thành nhiều tệp.")
        )
    kind = next((kind for magic, kind in MAGIC.items() if received.startswith(magic)), None)
    if kind is None:
        raise Refused(WRONG_KIND)
    return _pdf(received) if kind == ScanKind.PDF else _image(received, kind)


def _megabytes(size):
    return f"{size / 1024**2:.1f}".replace(".", ",").removesuffix(",0")


def _image(received, kind):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with _whole_images(), Image.open(io.BytesIO(received), formats=[FORMATS[kind]]) as image:
                if image.width * image.height > settings.SCAN_MAX_PIXELS:
                    raise Refused(_too_many_pixels())
                upright = ImageOps.exif_transpose(image)
                return Checked(_written_anew(upright, kind), kind, pages=1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(_too_many_pixels()) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Warning):
        raise Refused(BROKEN) from None


@contextmanager
def _whole_images():
    """WeasyPrint tells Pillow to accept half an image, for the whole process; an upload must be whole."""
    with _pillow:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _written_anew(image, kind):
    image.info = {}
    if kind == ScanKind.JPEG and image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, FORMATS[kind], **({"quality": JPEG_QUALITY} if kind == ScanKind.JPEG else {}))
    return buffer.getvalue()


def _too_many_pixels():
    millions = settings.SCAN_MAX_PIXELS // 1_000_000
    return Reason(
        "SCAN_PIXELS",
        f"Ảnh này quá lớn: tối đa {millions} triệu điểm ảnh.",
        "Chụp lại với độ phân giải thấp hơn.",
    )


def _pdf(received):
    if received.rstrip(b"\0\t\n\r\f ")[-5:] != b"%%EOF":
        raise Refused(TWO_FILES if b"%%EOF" in received else BROKEN)
    try:
        pages, active = _read(received)
    except Refused:
        raise
    except Exception:  # pypdf meets hostile bytes with any error there is; none of them is ours
        raise Refused(BROKEN) from None
    if active:
        raise Refused(DOES_THINGS)
    if not 1 <= pages <= settings.SCAN_MAX_PAGES:
        sentence = f"Tệp PDF này có {pages} trang; mỗi tệp chỉ được từ 1 đến {settings.SCAN_MAX_PAGES} trang."
        raise Refused(Reason("SCAN_PAGES", sentence, "Tách thành nhiều tệp rồi gửi từng tệp."))
    return Checked(received, ScanKind.PDF, pages)


def _read(received):
    """(number of pages, does it do anything but show them) of a PDF."""
    reader = PdfReader(io.BytesIO(received), strict=False)
    if reader.is_encrypted:
        raise Refused(ENCRYPTED)
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > PDF_OBJECTS:
        raise Refused(BROKEN)
    roots = [
        reader.trailer,
        *(reader.get_object(IndirectObject(*number, reader)) for number in sorted(numbers)),
    ]
    active = any(_acts(root) for root in roots)
    return len(reader.pages) if not active else 0, active


def _acts(root):
    """Is there any name of `ACTIVE` in this object? References lead to other objects, which are asked by themselves."""
    waiting, seen = [root], 0
    while waiting:
        thing, seen = waiting.pop(), seen + 1
        if seen > PDF_OBJECTS:
            raise Refused(BROKEN)
        if isinstance(thing, NameObject) and thing in ACTIVE:
            return True
        if isinstance(thing, DictionaryObject):  # a stream is one, too
            waiting += [*thing.keys(), *(dict.__getitem__(thing, key) for key in thing)]
        elif isinstance(thing, ArrayObject):
            waiting += list.__iter__(thing)
    return False
