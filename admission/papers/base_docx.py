"""Makes base.docx, the Word template of every paper: `python -m admission.papers.base_docx`.

Its loops print the blocks of a `Page` in their order; an office that wants other fonts edits the file in Word.
"""

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from admission.papers.render import BASE_DOCX

FONT = "Times New Roman"
TEXT_MM = 165  # between the usual margins


def build():
    """The template as a python-docx document."""
    document = Document()
    _set_up(document)
    _line(document, "{%p if page.mark %}")
    _line(document, "{{ page.mark }}", ALIGN.RIGHT, size=12)
    _line(document, "{%p endif %}")
    _letterhead(document)
    _when(document, "page.title", "{{ page.title }}", bold=True, size=16, before=14)
    _when(document, "page.subject and page.title", "{{ page.subject }}", bold=True)
    _when(document, "page.has_organ and page.title", "-----")
    _line(document, "", size=6)
    _line(document, "{%p for block in blocks %}")
    _blocks(document)
    _line(document, "{%p endfor %}")
    return document


def _set_up(document):
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(14), RGBColor(0, 0, 0)
    fonts = normal.element.rPr.rFonts
    for script in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    normal.element.rPr.append(_element("w:lang", val="vi-VN", eastAsia="vi-VN"))
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    core = document.core_properties
    core.author = core.title = core.comments = ""
    core.language = "vi-VN"


def _page_number(paragraph):
    paragraph.alignment = ALIGN.CENTER
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        run.font.size = Pt(14)
        if kind:
            run._r.append(_element("w:fldChar", fldCharType=kind))
        else:
            code = OxmlElement("w:instrText")
            code.text = "PAGE"
            run._r.append(code)


def _letterhead(document):
    _line(document, "{%p if page.has_organ %}")
    left, right = _table(document, (71, 94)).rows[0].cells
    _when(left, "page.organ_above", "{{ page.organ_above }}")
    _line(left, "{{ page.organ }}", ALIGN.CENTER, bold=True)
    _line(left, "*", ALIGN.CENTER)
    _when(left, "page.number", "{{ page.number }}")
    _when(left, "page.is_letter", "{{ page.subject }}", italic=True, size=12)
    _drop_first(left)
    _crest(right)
    _drop_first(right)
    _line(document, "{%p else %}")
    _crest(document)
    _line(document, "{%p endif %}")


def _crest(where):
    _when(where, "page.crest[0]", "{{ page.crest[0] }}", bold=True, size=12)
    _line(where, "{{ page.crest[1] }}", ALIGN.CENTER, bold=True, underline=True, size=15)
    _when(where, "page.day", "{{ page.day }}", italic=True, before=6)


def _blocks(document):
    _case(document, "if", "paragraph")
    _body(document, "{{ block.text }}")
    _case(document, "elif", "heading")
    _body(document, "{{ block.text }}", bold=True, before=6).paragraph_format.keep_with_next = True
    _case(document, "elif", "centred")
    centred = _line(document, "{{ block.text }}", ALIGN.CENTER, bold=True, before=6)
    centred.paragraph_format.space_after = Pt(6)
    centred.paragraph_format.keep_with_next = True
    _case(document, "elif", "article")
    _body(document, "{{ block.lead }}", bold=True).add_run(" {{ block.text }}")
    _case(document, "elif", "item")
    _body(document, "- {{ block.text }}")
    _case(document, "elif", "pen")
    _line(document, "{%p for line in block.lines %}")
    _pitch(_line(document, "{{ line }}"))
    _line(document, "{%p endfor %}")
    _case(document, "elif", "table")
    _grid(document)
    _line(document, "", size=4)
    _case(document, "elif", "signatures")
    _signatures(document)
    _line(document, "{%p endif %}")


def _grid(document):
    table = _table(document, (10, 145, 10), rows=4, style="Table Grid")
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="70", type="dxa"))
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
    for cell, text in zip(table.rows[0].cells, _loop("c", "block.header"), strict=True):
        _line(cell, text, ALIGN.CENTER, bold=True, size=12)
        _drop_first(cell)
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    _line(table.rows[1].cells[0], "{%tr for row in block.rows %}")
    for cell, text in zip(table.rows[2].cells, _loop("c", "row"), strict=True):
        _line(cell, text, size=12)
        _drop_first(cell)
    _line(table.rows[3].cells[0], "{%tr endfor %}")


def _loop(name, of):
    return f"{{%tc for {name} in {of} %}}", f"{{{{ {name} }}}}", "{%tc endfor %}"


def _signatures(document):
    table = _table(document, (80, 85))
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    left, right = table.rows[0].cells
    _line(left, "{%p if block.recipients %}")
    _line(left, "Nơi nhận:", underline=True)
    _line(left, "{%p for line in block.recipients %}")
    _line(left, "- {{ line }}", size=12)
    _line(left, "{%p endfor %}")
    _line(left, "{%p endif %}")
    for cell, side in ((left, "left"), (right, "right")):
        _signature(cell, f"block.{side}")
        _line(cell, "", size=2)
        _drop_first(cell)


def _signature(cell, name):
    _line(cell, f"{{%p if {name} %}}")
    _when(cell, f"{name}.day", f"{{{{ {name}.day }}}}", italic=True)
    _line(cell, f"{{%p for line in {name}.lines %}}")
    _line(cell, "{%p if loop.first %}")
    _line(cell, "{{ line }}", ALIGN.CENTER, bold=True)
    _line(cell, "{%p else %}")
    _line(cell, "{{ line }}", ALIGN.CENTER)
    _line(cell, "{%p endif %}")
    _line(cell, "{%p endfor %}")
    _when(cell, f"{name}.note", f"{{{{ {name}.note }}}}", italic=True)
    _line(cell, f"{{{{ {name}.name }}}}", ALIGN.CENTER, bold=True, before=62)
    _line(cell, "{%p endif %}")


def _when(where, condition, text, **look):
    _line(where, f"{{%p if {condition} %}}")
    _line(where, text, ALIGN.CENTER, **look)
    _line(where, "{%p endif %}")


def _case(document, word, kind):
    _line(document, f'{{%p {word} block.kind == "{kind}" %}}')


def _body(document, text, **look):
    paragraph = _line(document, text, ALIGN.JUSTIFY, **look)
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.space_after = Pt(4)
    return _pitch(paragraph)


def _pitch(paragraph):
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    paragraph.paragraph_format.line_spacing = Pt(19)
    return paragraph


def _line(where, text, align=ALIGN.LEFT, *, bold=False, italic=False, underline=False, size=14, before=0):
    paragraph = where.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.underline = bold or None, italic or None, underline or None
    run.font.size = Pt(size)
    return paragraph


def _table(document, widths, *, rows=1, style=None):
    """A table over the whole text width, columns in millimetres."""
    table = document.add_table(rows, len(widths), style)
    table.autofit = False
    width = table._tbl.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    for column, mm in zip(table.columns, widths, strict=True):
        column.width = Mm(mm)
    return table


def _drop_first(cell):
    """A new cell comes with an empty paragraph."""
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def _element(tag, **values):
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    return element


if __name__ == "__main__":
    build().save(BASE_DOCX)
