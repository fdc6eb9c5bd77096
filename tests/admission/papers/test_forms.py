"""Every form, blank and with examples: its text is whole, and the same in PDF and in Word."""

from io import BytesIO

import docx
import pypdf
import pytest
from docxtpl import DocxTemplate

from admission.papers import base_docx, render
from admission.papers.build import blank_page, sample_page
from admission.papers.forms import forms
from admission.papers.markup import variables
from admission.papers.page import PEN_LINE, Page, Paragraph
from admission.papers.variables import NAMED
from admission.states import State

from .readers import docx_words, pdf_words

CODES = list(forms())


@pytest.mark.parametrize("code", CODES)
def test_a_form_names_known_places_steps_and_a_source(code):
    form = forms()[code]
    assert variables(form.text) - NAMED.keys() == set()
    assert set(form.steps) <= set(State.values)
    assert form.source.endswith(".")
    assert form.confirmed is False  # until an official file was compared, letter by letter


@pytest.mark.needs("PDF")
@pytest.mark.parametrize("code", CODES)
def test_pdf_and_word_say_the_same(code):
    page = sample_page(forms()[code], forms()[code].text)
    words = pdf_words(render.pdf([page]))
    assert words == docx_words(render.docx(page))
    assert words.count("{{") == 0


@pytest.mark.needs("PDF")
@pytest.mark.django_db
@pytest.mark.parametrize("code", ["4a-KNĐ", "5-KNĐ", "8-KNĐ"])
def test_blank_forms_print_dots_in_both(code):
    page = blank_page(forms()[code])
    words = pdf_words(render.pdf([page]))
    assert words == docx_words(render.docx(page))
    assert words.count(PEN_LINE) == sum(block.count for block in page.blocks if block.kind == "pen")


@pytest.mark.needs("PDF")
@pytest.mark.parametrize("code", ["6-KNĐ", "3-KNĐ"])
def test_only_our_fonts_are_inside(code):
    made = pypdf.PdfReader(BytesIO(render.pdf([sample_page(forms()[code], forms()[code].text)] * 2)))
    fonts = {
        font.get_object()["/BaseFont"].split("+")[1]
        for sheet in made.pages
        for font in sheet["/Resources"]["/Font"].values()
    }
    assert fonts <= {"Tinos", "Tinos-Bold", "Tinos-Italic"}


def test_the_mark_of_an_unconfirmed_wording_is_never_on_the_paper():
    for form in forms().values():
        assert str(sample_page(form, form.text)).count("xác nhận") == 0, form.code


def test_the_word_template_is_what_the_script_makes_and_names_what_the_context_has():
    names = DocxTemplate(render.BASE_DOCX).get_undeclared_template_variables()
    assert names == set(render.context(Page("X", "X")))
    assert docx.Document(render.BASE_DOCX).element.xml == base_docx.build().element.xml


def test_markup_and_ampersands_in_data_survive_in_word():
    page = Page(code="X", title="THỬ", organ="A & B <c>", blocks=(Paragraph("<b>Hoa</b> & {{ x }} {% y %}"),))
    assert " ".join(docx_words(render.docx(page))).endswith("THỬ ----- <b>Hoa</b> & {{ x }} {% y %}")
