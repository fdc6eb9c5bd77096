"""Papers: a template to one self-contained page, and that page to PDF.

WeasyPrint is imported here and in `admission.papers.render` only.
"""

import gc
from contextlib import suppress
from functools import cache
from io import BytesIO

from django.conf import settings
from django.template.loader import render_to_string

from partytrack import checks

STATIC = settings.ROOT / "static"
BASE = "https://paper.invalid/css/"  # where the style sheet pretends to be, so that ../fonts/ has a name
FONTS = {
    f"https://paper.invalid/fonts/{name}": STATIC / "fonts" / name
    for name in (
        "tinos-400-normal.woff2",
        "tinos-400-italic.woff2",
        "tinos-700-normal.woff2",
        "tinos-700-italic.woff2",
    )
}


class PdfUnavailable(Exception):
    """This machine cannot write PDF; the text says in Vietnamese what to install."""


def paper(template, context):
    """The page of a paper, with its style sheet inside."""
    css = (STATIC / "css" / "paper.css").read_text(encoding="utf-8")
    return render_to_string(template, {**context, "css": css})


def with_footer(html, text):
    """The page of a paper with a small line at the foot of every sheet."""
    said = text.replace("\\", "").replace('"', "").replace("<", "")
    rule = f'@page {{ @bottom-center {{ content: "{said}"; font: italic 9pt Tinos; vertical-align: top; }} }}'
    return html.replace("</style>", f"{rule}</style>", 1)


def html_to_pdf(html):
    """PDF of a page that `paper` made. Of all addresses in it only our four fonts are opened, from disk."""
    fetcher = own_fonts()
    from weasyprint import HTML  # takes a second, and needs pango: only when a PDF is wanted

    return HTML(string=html, base_url=BASE, url_fetcher=fetcher).write_pdf()


def warm_up():
    """Pay before anybody waits what the first paper of a process costs: a second for the library, half of one for the
    fonts. What lies in memory by then stays there, so that collecting garbage passes it over: a tenth of the time of a
    paper. Does nothing on a machine without pango."""
    with suppress(PdfUnavailable):
        html_to_pdf(paper("base_print.html", {"title": "", "recipients": []}))
        gc.collect()
        gc.freeze()


def own_fonts():
    """The fetcher of WeasyPrint that opens our four fonts and nothing else. Raises PdfUnavailable."""
    if reason := checks.pdf_unavailable():
        raise PdfUnavailable(reason)
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFonts(URLFetcher):
        def fetch(self, url, headers=None):
            if url not in FONTS:
                raise ValueError(f"papers open nothing but their own fonts, not {url}")
            return URLFetcherResponse(url, _unpacked(url), {"Content-Type": "font/ttf"})

    return OwnFonts()


@cache
def _unpacked(url):
    """One of our fonts as the renderer needs it, which would unpack all four anew for each PDF."""
    from fontTools.ttLib import woff2

    font = BytesIO()
    woff2.decompress(BytesIO(FONTS[url].read_bytes()), font)
    return font.getvalue()
