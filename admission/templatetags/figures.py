"""Numbers of reports that stand for people."""

from django import template

from partytrack.templatetags.ui import number

register = template.Library()


@register.simple_tag(takes_context=True)
def figure(context, unit_id, key, n):
    """{% figure unit.pk "admitted" 137 %}: a number with the name of the people it counts (`admission.reports.keys`),
    those of the report `figures` in the context."""
    return number(n)
