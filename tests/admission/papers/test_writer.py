"""The Word files as LibreOffice reads them."""

import subprocess

import pytest

from admission.papers import render
from admission.papers.build import sample_page
from admission.papers.forms import forms

from .readers import pdf_words

pytestmark = pytest.mark.needs("WRITER")


def test_libreoffice_opens_the_word_files_and_prints_the_same_text(tmp_path):
    pages = {code: sample_page(forms()[code], forms()[code].text) for code in ("6-KNĐ", "PC-HS")}
    for page in pages.values():
        (tmp_path / f"{page.code}.docx").write_bytes(render.docx(page))
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), *map(str, tmp_path.glob("*.docx"))],
        capture_output=True, text=True, timeout=100, check=True,
    )  # fmt: skip
    said = [
        line for line in done.stderr.splitlines() if "javaldx" not in line
    ]  # looks for a Java it does not need
    assert said == []
    for code, page in pages.items():
        assert pdf_words((tmp_path / f"{code}.pdf").read_bytes()) == pdf_words(render.pdf([page]))
