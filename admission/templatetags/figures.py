"""Numbers of reports that stand for people."""

from django import template
from django.utils.html import format_html

from admission.reports.behind import address_in, address_of_row
from partytrack.templatetags.ui import number

register = template.Library()


@register.simple_tag(takes_context=True)
def figure(context, unit_id, key, n, *, direct=False):
    """{% figure unit.pk "admitted" 137 %}: a number with the name of the people it counts (`admission.reports.keys`),
    those of the report `figures` in the context. `direct`: only of those in no unit below.

    On a page it opens their list; on a paper, where there is an `index`, its code is printed there.
    """
    index = context.get("index")
    if index is not None and n and not direct:
        index.add(unit_id, key)
    if index is not None or not n:
        return number(n)
    url = address_in(context["figures"], unit_id, key, n, direct=direct)
    return format_html('<a class="fig" href="{}">{}</a>', url, number(n))


@register.simple_tag
def row_figure(unit_id, key, cell, text, starts, as_of):
    """One number of the official table: `cell` (`admission.reports.official.figures.Cell` or None) in the words `text`,
    over these days."""
    url = cell and address_of_row(unit_id, key, cell.value, starts, as_of)
    return format_html('<a class="fig" href="{}">{}</a>', url, text) if url else text


@register.simple_tag(takes_context=True)
def figure_url(context, unit_id, key, n):
    """The address of the same list, for a tile; "" for nobody."""
    return address_in(context["figures"], unit_id, key, n)
