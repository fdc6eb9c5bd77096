"""Hỏi quy tắc: may we? Judged by the rules of the files, of facts that lie in no file."""

from datetime import date
from types import SimpleNamespace

from django.shortcuts import render
from django.utils import timezone

from admission.bench import CaseErrors, judge_case
from admission.explain import explain
from admission.forms.bench import BenchForm, SpanForm
from admission.rules.book import current
from admission.rules.spans import working_span
from admission.views.files import file_with_clocks
from partytrack.errors import Reason
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.policy import policy


@policy("unit.view")
def bench(request):
    """The question stands in the address, so that an answer can be sent on and nothing is kept."""
    asked = "act" in request.GET
    form, verdict = BenchForm(request.GET if asked else None), None
    if asked and form.is_valid():
        try:
            verdict = _told(judge_case(form.stated))
        except CaseErrors as refusal:
            form.add_error(None, refusal.errors)
    return render(request, "admission/bench.html", {"form": form, "verdict": verdict})


def _told(verdict):
    fields = ("code", "sentence", "remedy", "instrument", "clause")
    book = current()
    return SimpleNamespace(
        allowed=verdict["allowed"],
        unmet=list(
            {
                one["sentence"]: Reason(**{name: one[name] for name in fields}) for one in verdict["unmet"]
            }.values()
        ),
        met=[_titled(book, code) for code in verdict["met"]],
        not_judged=[_titled(book, code) for code in verdict["not_judged"]],
        due=[{**one, "by": date.fromisoformat(one["by"])} for one in verdict["due"]],
    )


def _titled(book, code):
    return book.provisions[code][-1].title


@policy("unit.view")
def span(request):
    """The last day of a span of working days, and the days that do not count."""
    asked = "start" in request.GET
    form, end, skipped = SpanForm(request.GET if asked else None), None, ()
    if asked and form.is_valid():
        end, skipped = working_span(form.cleaned_data["start"], form.cleaned_data["days"])
    return render(request, "admission/span.html", {"form": form, "end": end, "skipped": skipped})


@policy("candidate.view", load=file_with_clocks)
def why(request, file):
    """Why not, and why yes, for every act that is open at the file's step."""
    today = timezone.localdate()
    Access.objects.create(user=request.user, subject=subject_key(file), what="why")
    found = explain(file, today)
    context = {
        "file": file,
        "today": today,
        "judged": [one for one in found if one.is_judged],
        "free": [one for one in found if not one.is_judged],
    }
    return render(request, "admission/explain.html", context)
