"""The wording of a form: lines of text with places to fill, in a sandbox.

# NGHỊ QUYẾT                      type of the paper
## đề nghị kết nạp đảng viên      what it is about
Căn cứ Điều 4, Điều lệ Đảng;      a paragraph
= QUYẾT ĐỊNH                      in the middle, bold
+ I. KẾT QUẢ                      a bold line
Điều 1. Kết nạp {{ ho_ten }}      an article
- Chuyên môn: {{ chuyen_mon }}    an item of a list
~ 3 {{ uu_diem }}                 what is to be filled in, or three lines for the pen
| 8: STT | 60: Họ và tên |        a table: first its head with widths, then its rows
@ {{ dang_uy_co_so }} (báo cáo)   a recipient
"""

import re
from dataclasses import dataclass

from jinja2 import StrictUndefined, TemplateError, meta
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from admission.papers.page import BLANK, Article, Centred, Heading, Item, Paragraph, PenLines, Table

LINE, BAR = (
    "\u2028",
    "\ue000",
)  # stand for a new line and a bar within what is filled in, until the text is cut up
ARTICLE = re.compile(r"(Điều \d+\.)\s+(.+)")
PEN = re.compile(r"~ (\d{1,2})\s*(.*)")
TOO_LONG = 100_000


class Blank(str):
    """What is not known: prints dots for the pen, and counts as empty in a condition."""

    def __new__(cls, dots=BLANK):
        return super().__new__(cls, dots)

    def __bool__(self):
        return False


class _Sandbox(ImmutableSandboxedEnvironment):
    """Fills in, repeats, asks whether there is something; computes nothing."""

    intercepted_binops = frozenset({"*", "**", "%", "//", "/"})

    def call_binop(self, context, operator, left, right):
        raise SecurityError("a form computes nothing")


def _one_line(value):
    return str(value).replace("\n", LINE).replace("|", BAR)


_sandbox = _Sandbox(undefined=StrictUndefined, finalize=_one_line)
_sandbox.globals = {}
_sandbox.filters = {name: _sandbox.filters[name] for name in ("upper", "lower")}


@dataclass(frozen=True)
class Wording:
    """A filled form, cut up."""

    title: str
    subject: str
    blocks: tuple
    recipients: tuple[str, ...]


class BadText(Exception):
    """The text cannot be filled in; says why in Vietnamese."""


def variables(text):
    """Names of the places to fill. Raises BadText when the text cannot be read."""
    try:
        return meta.find_undeclared_variables(_sandbox.parse(text))
    except TemplateError as error:
        raise BadText(f"Dòng {getattr(error, 'lineno', 1)} viết sai cú pháp của chỗ điền.") from None


def fill(text, context):
    """The `Wording` of a text filled with a context. Raises BadText."""
    try:
        filled = _sandbox.from_string(text).render(context)
    except TemplateError as error:
        raise BadText(f"Không điền được mẫu: {error}") from None
    except (TypeError, ValueError, AttributeError, ArithmeticError, LookupError):
        raise BadText("Không điền được mẫu: có chỗ điền dùng sai cách.") from None
    if len(filled) > TOO_LONG:
        raise BadText("Mẫu quá dài.")
    return cut_up(filled)


def cut_up(filled):
    title, subject, recipients, blocks, table = "", "", [], [], []
    for line in [*filter(None, map(str.strip, filled.split("\n"))), ""]:
        if line.startswith("|"):
            table.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if table:
            blocks.append(_table(table))
            table = []
        if line.startswith("## "):
            subject = _plain(line[3:])
        elif line.startswith("# "):
            title = _plain(line[2:])
        elif line.startswith("@ "):
            recipients.append(_plain(line[2:]))
        elif line:
            blocks += _blocks(line)
    if not title or not blocks:
        raise BadText("Mẫu phải có một dòng tên loại bắt đầu bằng # và phần nội dung.")
    return Wording(title, subject, tuple(blocks), tuple(recipients))


def _plain(text):
    return " ".join(text.replace(LINE, " ").replace(BAR, "|").split())


def _blocks(line):
    if pen := PEN.fullmatch(line):
        known = pen[2].strip() not in ("", BLANK)
        return _paragraphs(pen[2]) if known else [PenLines(int(pen[1]))]
    for start, kind in (("= ", Centred), ("+ ", Heading), ("- ", Item)):
        if line.startswith(start):
            return [kind(_plain(line[2:]))]
    if article := ARTICLE.fullmatch(line):
        return [Article(article[1], _plain(article[2]))]
    return _paragraphs(line)


def _paragraphs(text):
    return [Paragraph(_plain(part)) for part in text.split(LINE) if part.strip()]


def _table(lines):
    header, *rows = lines
    heads = [re.fullmatch(r"(?:(\d{1,3}):)?\s*(.*)", cell) for cell in header]
    if any(len(row) != len(header) for row in rows):
        raise BadText("Các dòng của bảng phải có cùng số cột.")
    return Table(
        header=tuple(_plain(head[2]) for head in heads),
        rows=tuple(tuple(_plain(cell) for cell in row) for row in rows),
        widths=tuple(int(head[1] or 10) or 1 for head in heads),
    )
