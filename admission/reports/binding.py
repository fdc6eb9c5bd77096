"""Many PDFs to one, with page numbers that run through."""

from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

FONT = NameObject("/PageNumber")
SIZE = 12  # points
FROM_EDGE = 28  # points: 10 mm, as papers of the Party have it
DIGIT = 0.5  # width of a digit of Times, in its size


def bound(pdfs, *, numbered=False):
    """One PDF. With `numbered`, every sheet but the first gets its number at the top, in the middle."""
    whole, out = PdfWriter(), BytesIO()
    for pdf in pdfs:
        whole.append(BytesIO(pdf))
    if numbered:
        _number(whole)
    whole.compress_identical_objects()  # the fonts, once for all
    whole.write(out)
    return out.getvalue()


def _number(whole):
    """Behind what a sheet shows comes one stream more: a renderer can count only the sheets of its own part."""
    font = whole._add_object(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Times-Roman"),
            }
        )
    )
    keep = whole._add_object(_stream("q\n"))
    for at, sheet in enumerate(whole.pages[1:], 2):
        resources = sheet.setdefault(NameObject("/Resources"), DictionaryObject()).get_object()
        resources.setdefault(NameObject("/Font"), DictionaryObject()).get_object()[FONT] = font
        x = float(sheet.mediabox.width) / 2 - len(str(at)) * DIGIT * SIZE / 2
        y = float(sheet.mediabox.height) - FROM_EDGE - SIZE / 2
        stamp = whole._add_object(_stream(f"\nQ BT {FONT} {SIZE} Tf {x:.1f} {y:.1f} Td ({at}) Tj ET\n"))
        content = sheet.raw_get("/Contents")
        shown = content.get_object()
        sheet[NameObject("/Contents")] = ArrayObject(
            [keep, *(shown if isinstance(shown, list) else [content]), stamp]
        )


def _stream(text):
    stream = StreamObject()
    stream.set_data(text.encode())
    return stream
