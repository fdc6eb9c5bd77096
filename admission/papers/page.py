"""A printed official paper, before anybody knows whether it becomes PDF or Word.

    page = Page(code="6-KNĐ", title="NGHỊ QUYẾT", organ="CHI BỘ ẤP 1", number="Số 05-NQ/CB", blocks=(…))
    render.pdf([page]), render.docx(page)

Every text is printed as it stands: capitals, dotted blanks and ends of sentences are made before.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

BLANK = "……………"  # to fill in by pen
PEN_LINE = "…" * 33  # a whole line to fill in by pen, at the text width of A4 with the usual margins

# heading: the lines at the top, the last one with a rule as long as itself
CRESTS = {
    "party": ("", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    "personal": ("", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    "state": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    "youth": ("", "ĐOÀN TNCS HỒ CHÍ MINH"),
}


@dataclass(frozen=True)
class Paragraph:
    text: str
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class Heading:
    """A bold line within the body: "I. ƯU ĐIỂM"."""

    text: str
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Centred:
    """A bold line in the middle: "QUYẾT ĐỊNH"."""

    text: str
    kind: ClassVar[str] = "centred"


@dataclass(frozen=True)
class Article:
    lead: str  # "Điều 1."
    text: str
    kind: ClassVar[str] = "article"


@dataclass(frozen=True)
class Item:
    text: str
    kind: ClassVar[str] = "item"


@dataclass(frozen=True)
class PenLines:
    """Dotted lines over the whole width."""

    count: int
    kind: ClassVar[str] = "pen"

    @property
    def lines(self):
        return [PEN_LINE] * self.count


@dataclass(frozen=True)
class Table:
    """`widths` are shares of the text width, one for each column; the last `counts` columns are numbers, centred."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    counts: int = 0
    kind: ClassVar[str] = "table"

    @property
    def shares(self):
        """Of the text width, adding up to 1."""
        return [width / sum(self.widths) for width in self.widths]

    @property
    def columns(self):
        """Widths as a style sheet says them: "12.5%"."""
        return [f"{100 * share:.4g}%" for share in self.shares]


@dataclass(frozen=True)
class Signature:
    """`lines` above the name, the first one bold: ("T/M CHI BỘ", "BÍ THƯ"); `day` in italics above them."""

    lines: tuple[str, ...]
    name: str = ""
    note: str = ""  # "(Ký, ghi rõ họ và tên)"
    day: str = ""


@dataclass(frozen=True)
class Signatures:
    """One row under a text: recipients or a signature at the left, a signature at the right."""

    right: Signature | None = None
    left: Signature | None = None
    recipients: tuple[str, ...] = ()
    kind: ClassVar[str] = "signatures"


Block = Paragraph | Heading | Centred | Article | Item | PenLines | Table | Signatures


@dataclass(frozen=True)
class Page:
    """One paper, of however many sheets. `on` is its day, None for a blank; `day` says it in words with the place."""

    code: str
    title: str
    subject: str = ""
    heading: str = "party"
    organ_above: str = ""
    organ: str = ""
    number: str = ""
    day: str = ""
    on: date | None = None
    mark: str = ""  # "Mẫu 6-KNĐ", in the corner
    blocks: tuple[Block, ...] = ()
    closing: Signatures = Signatures()

    @property
    def crest(self):
        return CRESTS[self.heading]

    @property
    def is_letter(self):
        """A công văn has no title: its subject stands under its number, in italics."""
        return not self.title

    @property
    def has_organ(self):
        return self.heading != "personal"
