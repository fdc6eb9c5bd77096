"""The ways between the reports of one unit."""

from collections import namedtuple

from django import template
from django.urls import reverse

from admission.domain.seal import may_seal

register = template.Library()
register.simple_tag(may_seal, name="may_seal")  # {% may_seal user unit as sends %}
PAGES = (
    ("report_unit", "Chỉ tiêu"),
    ("official", "Thống kê kết nạp"),
    ("register", "Sổ kết nạp"),
    ("book", "Tập số liệu"),
    ("sealed_list", "Đã gửi"),
    ("explorer", "Phân tích"),
)
Tab = namedtuple("Tab", "label url current count")


@register.inclusion_tag("components/tabs.html")
def report_tabs(unit, query, current):
    """{% report_tabs unit query "official" %}: the reports of the unit, of the period and day in `query`."""
    behind = f"?{query}" if query else ""
    tabs = [
        Tab(label, reverse(f"admission:{page}", args=[unit.pk]) + behind, page == current, None)
        for page, label in PAGES
    ]
    tabs.append(Tab("Tra mã số liệu", reverse("admission:figure_code"), False, None))
    return {"tabs": tabs, "name": "Các báo cáo của đơn vị"}
