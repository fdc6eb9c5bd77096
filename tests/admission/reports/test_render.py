import http.server
import os
import subprocess
import sys
import threading

import pytest

from admission.reports.render import PdfUnavailable, html_to_pdf, paper
from partytrack import checks, debian

from .readers import pdf, pdf_text

pytestmark = pytest.mark.needs("PDF")
EVERY_LETTER = (
    "Đặng Thị Mỹ Duyên, Nguyễn Phước Hữu, Vừ A Dế, Bùi Quỳnh Như, Lò Thị Ưởng, H’Hen Niê; ẵ ẫ ẳ ỗ ợ ỡ ữ ỹ ỵ"
)


@pytest.fixture
def listener():
    """A local web server; yields its address and the list of paths that were asked for."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def test_a_page_that_names_addresses_gets_none_of_them(listener, tmp_path):
    address, asked = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("không ai được đọc", encoding="utf-8")
    made = html_to_pdf(
        f'<link rel=attachment href="{secret.as_uri()}"><link rel=stylesheet href="{address}/style">'
        f'<style>@import "{address}/import"; p {{ background: url({address}/background) }}</style>'
        f'<img src="{address}/img"><img src="{secret.as_uri()}"><object data="{address}/object"></object>'
        f'<a rel=attachment href="{secret.as_uri()}">x</a><p>Chi bộ</p>'
    )
    assert asked == []
    assert pdf(made).attachments == {}
    assert made.count(b"/EmbeddedFile") == 0


def test_every_vietnamese_letter_prints_without_any_system_font(tmp_path):
    """In a process of its own: fontconfig reads its configuration once."""
    empty = tmp_path / "fonts.conf"
    empty.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
    out = tmp_path / "out.pdf"
    program = (
        "import sys, django; django.setup()\n"
        "from pathlib import Path\n"
        "from admission.reports.render import STATIC, html_to_pdf\n"
        "css = (STATIC / 'css/paper.css').read_text()\n"
        "page = f'<style>{css}</style><main><p>{sys.argv[1]}</p></main>'\n"
        "Path(sys.argv[2]).write_bytes(html_to_pdf(page))\n"
    )
    environment = {
        **os.environ,
        "FONTCONFIG_FILE": str(empty),
        "DJANGO_SETTINGS_MODULE": "partytrack.settings.test",
    }
    subprocess.run([sys.executable, "-c", program, EVERY_LETTER, str(out)], env=environment, check=True)
    assert pdf_text(out.read_bytes()) == EVERY_LETTER


def test_a_paper_carries_its_style_and_asks_for_nothing_outside():
    page = paper(
        "reports/_signatures.html", {"recipients": [], "on_behalf": "", "signer_title": "", "signer": ""}
    )
    assert page.count("<link") == page.count('src="') == 0


@pytest.fixture
def machine_without_a_library(monkeypatch):
    monkeypatch.setitem(debian.PDF, "libabsent0", "libabsent.so.0")
    checks.pdf_unavailable.cache_clear()
    yield
    checks.pdf_unavailable.cache_clear()


@pytest.mark.usefixtures("machine_without_a_library")
def test_without_the_libraries_the_refusal_says_what_to_install():
    with pytest.raises(PdfUnavailable) as refusal:
        html_to_pdf("<p>Chi bộ</p>")
    assert str(refusal.value) == (
        "Máy chủ chưa có thư viện để tạo tệp PDF. Người quản trị cần chạy: "
        "apt-get update && apt-get install -y --no-install-recommends libabsent0"
    )
