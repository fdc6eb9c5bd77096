"""What the official tables ask of a person, at any step of the file."""

from django.contrib import messages
from django.shortcuts import redirect, render

from admission.domain.statistics import amend_statistics
from admission.forms.statistics import StatisticalFields, stated
from admission.views.files import file_of
from partytrack.errors import Refused
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.policy import policy


@policy("level.branch", load=file_of, methods=("GET", "POST"))
def statistics(request, file):
    """Ghi thông tin cho biểu thống kê."""
    posted = request.POST if request.method == "POST" else None
    form, reasons = StatisticalFields(posted, initial=stated(file)), ()
    if form.is_valid():
        try:
            amend_statistics(file.pk, actor=request.user, stated=form.statistics)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã lưu thông tin cho biểu thống kê.")
            return redirect("admission:candidate_detail", pk=file.pk)
    elif posted is None:
        Access.objects.create(user=request.user, subject=subject_key(file), what="statistics")
    context = {"form": form, "file": file, "reasons": reasons}
    return render(request, "admission/statistics.html", context, status=200 if posted is None else 422)
