"""Numbers of reports that stand for people."""

from django import template
from django.utils.html import format_html

from admission.reports.behind import address_in, address_of_row
from admission.reports.official import words
from partytrack.templatetags.ui import number

register = template.Library()


@register.simple_tag(takes_context=True)
def figure(context, unit_id, key, n, *, direct=False):
    """{% figure unit.pk "admitted" 137 %}: a number with the name of the people it counts (`admission.reports.keys`),
    those of the report `figures` in the context. `direct`: only of those in no unit below.

    On a page it opens their list; on a paper, where there is an `index`, its code is printed there.
    """
    index = context.get("index")
    if index is not None and n:
        index.add(unit_id, key, direct=direct)
    if index is not None or not n:
        return number(n)
    url = address_in(context["figures"], unit_id, key, n, direct=direct)
    return format_html('<a class="fig" href="{}">{}</a>', url, number(n))


@register.simple_tag
def row_figure(unit_id, line, cell, starts, as_of):
    """One number of the official table, over these days: of `line` (`official.figures.Line`), its `cell` or None. What
    it counts and of whom nobody knows lead to lists of their own."""
    known, unknown = words.parts(cell, line)
    urls = (
        address_of_row(unit_id, line.key, cell and cell.value, starts, as_of),
        address_of_row(unit_id, line.key, cell and cell.unknown, starts, as_of, unknown=True),
    )
    known, unknown = (
        format_html('<a class="fig" href="{}">{}</a>', url, text) if url else text
        for url, text in zip(urls, (known, unknown), strict=True)
    )
    return format_html("{} ({})", known, unknown) if known and unknown else known or unknown


@register.simple_tag(takes_context=True)
def figure_url(context, unit_id, key, n):
    """The address of the same list, for a tile; "" for nobody."""
    return address_in(context["figures"], unit_id, key, n)
