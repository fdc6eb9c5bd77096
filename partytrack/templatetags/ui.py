"""Small words and marks that templates need everywhere. Components live in templates/components/."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()

SOON = 7  # days before a due date from which it is shown as near


@register.simple_tag
@cache
def icon(name):
    """{% icon "home" %}: a decoration beside words, silent for screen readers. Names: static/icons.svg."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("icons.svg"), name
    )


@register.simple_tag
def badge(text, tone="off"):
    """{% badge "Đã thẩm định" "ok" %}; tones: off, ok, warn, bad, info."""
    return format_html('<span class="tag {}">{}</span>', tone, text)


@register.simple_tag
def deadline(due_on, today):
    """{% deadline task.due_on today %}: how long is left, in words and in a tone. Nothing when nothing is due."""
    if due_on is None:
        return ""
    days = (due_on - today).days
    return format_html(
        '<time class="tag {}" datetime="{}" title="Hạn: {}">{}</time>',
        due_tone(days),
        due_on.isoformat(),
        vi_date(due_on),
        due_words(days),
    )


@register.filter
def due_words(days):
    """Days left as words: -3 → "Quá hạn 3 ngày", 0 → "Hôm nay", 2 → "Còn 2 ngày"."""
    if days < 0:
        return f"Quá hạn {number(-days)} ngày"
    return f"Còn {number(days)} ngày" if days else "Hôm nay"


@register.filter
def due_tone(days):
    """Days left as a tone: past is bad, within a week is warn, later is ok."""
    if days < 0:
        return "bad"
    return "warn" if days <= SOON else "ok"


@register.filter(expects_localtime=True)
def vi_date(day):
    """05/03/1998, or "—" when there is no date."""
    return day.strftime("%d/%m/%Y") if day else "—"


@register.filter
def number(value):
    """1166 → "1.166"; "—" for None."""
    return "—" if value is None else f"{value:,}".replace(",", ".")


@register.filter
def count_of(value, noun):
    """{{ 71|count_of:"hồ sơ" }} → "71 hồ sơ". Vietnamese has no plural."""
    return f"{number(value)}\N{NO-BREAK SPACE}{noun}"


@register.filter
def initials(name):
    """First and last word: "Nguyễn Văn Hòa" → "NH"."""
    words = name.split()
    return "".join(word[0].upper() for word in words[:1] + words[1:][-1:])


@register.simple_tag
def bar(value, scale):
    """A horizontal bar from 0 to `scale`. Decoration: the figures stand beside it."""
    return format_html(
        '<svg class="bar" viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true">'
        '<rect y="2" width="{}" height="10"/></svg>',
        _share(value, scale),
    )


def _share(value, scale):
    return min(1000, int(1000 * value / scale)) if scale else 0


@register.filter
def groups(form):
    """Visible fields of a form as [(legend, [field, …])].

    A form orders them with `groups = [("Nhân thân", ["full_name", "born_on"]), …]`; fields that it does not name, and
    all fields of a form without groups, come last under no legend.
    """
    rest = {field.name: field for field in form.visible_fields()}
    named = []
    for legend, names in getattr(form, "groups", ()):
        named.append((legend, [rest.pop(name) for name in names if name in rest]))
    return [(legend, fields) for legend, fields in [*named, ("", list(rest.values()))] if fields]


@register.filter
def broken_fields(form):
    """Visible fields with something to correct, in the order of the page."""
    return [field for _, fields in groups(form) for field in fields if field.errors]
