"""Nhật ký: who did what, when, on which ground."""

from django.core.paginator import Paginator
from django.shortcuts import render

from admission.history import told
from partytrack.journal.models import Entry
from units.permissions import units_for
from units.policy import policy

PAGE = 50


@policy("audit.view")
def audit(request):
    units = units_for(request.user, "audit.view")
    entries = Entry.objects.filter(unit_id__in=units.values("pk")).select_related("actor").order_by("-seq")
    page = Paginator(entries, PAGE).get_page(request.GET.get("trang"))
    names = dict(units.filter(pk__in={entry.unit_id for entry in page}).values_list("pk", "name"))
    rows = [
        {"entry": entry, "what": told(entry), "unit": names[entry.unit_id], "file": _file_id(entry)}
        for entry in page
    ]
    return render(request, "admission/audit.html", {"page": page, "rows": rows})


def _file_id(entry):
    kind, _, pk = entry.subject.partition(":")
    return int(pk) if kind == "candidate" else None
