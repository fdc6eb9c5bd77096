"""Báo cáo điều chỉnh: what is no longer as a sealed report says, on paper."""

from django.utils import timezone

from . import labels
from .letterhead import PEN, surroundings
from .render import html_to_pdf, paper

ABOVE = ("Cấp ủy cấp trên trực tiếp (để báo cáo)",)


def to_pdf(sealed, changes, today, letterhead=PEN):
    """`changes`: of `admission.seals`. Raises render.PdfUnavailable where the machine has no pango."""
    return html_to_pdf(paper("reports/restatement.html", context(sealed, changes, today, letterhead)))


def context(sealed, changes, today, letterhead=PEN):
    unit, name = sealed.unit, letterhead.name or sealed.unit.name
    return {
        **surroundings(unit.kind, name, letterhead, recipients=ABOVE),
        "title": f"Báo cáo điều chỉnh - {name}",
        "wide": False,
        "sealed": sealed,
        "unit_name": name,
        "name": labels.inside(sealed.get_kind_display()),
        "period": labels.inside(sealed.period.name),
        "sent": labels.day(timezone.localdate(sealed.sealed_at)),
        "until": labels.day(sealed.as_of),
        "today": labels.day(today),
        "rows": [
            (one.unit, one.figure, _text(one.before), _text(one.after), one.difference) for one in changes
        ],
    }


def _text(value):
    if value is None:
        return labels.NOTHING
    return value if isinstance(value, str) else labels.number(value)
