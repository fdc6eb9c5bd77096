"""What the official tables ask of a person, at any step of the file."""

from django.contrib import messages
from django.shortcuts import redirect, render

from admission.domain.statistics import amend_statistics
from admission.forms.statistics import StatisticsForm
from admission.views.answers import conflict
from admission.views.files import file_of
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.policy import policy


@policy("level.branch", load=file_of, methods=("GET", "POST"))
def statistics(request, file):
    """Ghi thông tin cho biểu thống kê."""
    posted = request.POST if request.method == "POST" else None
    form, reasons = StatisticsForm(posted, file=file), ()
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            amend_statistics(file.pk, actor=request.user, version=version, stated=form.statistics)
        except Conflict as refusal:
            return conflict(request, refusal, file, form)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã lưu thông tin cho biểu thống kê.")
            return redirect("admission:candidate_detail", pk=file.pk)
    elif posted is None:
        Access.objects.create(user=request.user, subject=subject_key(file), what="statistics")
    context = {"form": form, "file": file, "reasons": reasons}
    return render(request, "admission/statistics.html", context, status=200 if posted is None else 422)
