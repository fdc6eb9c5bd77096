"""Nhật ký: who did what, when, on which ground; and who opened whose file."""

from types import SimpleNamespace

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.shortcuts import render

from admission.forms.filters import AuditFilter
from admission.history import ACCESSES, details, doers, told
from admission.models import Candidate, Remark
from admission.rules.book import current
from partytrack.journal.models import Access, Entry
from partytrack.keyset import page_of
from partytrack.text import number_in
from units.permissions import units_for
from units.policy import policy
from units.querysets import within

PAGE = 50


@policy("audit.view")
def audit(request):
    form, user = AuditFilter(request.GET, user=request.user), request.user
    files, units = Candidate.objects.visible_to(user, "audit.view"), units_for(user, "audit.view")
    if form.paths:
        files, units = files.filter(within(form.paths, "unit__path")), units.filter(within(form.paths))
    if form.shows_accesses:
        found, tell = form.narrow(_accesses(files), person="user"), _accesses_told
    else:
        found, tell = form.narrow(_entries(units), person="actor"), _entries_told
    page = page_of(found, request.GET, order=("-pk",), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "rows": tell(list(page), files, units),
        "active": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "admission/audit.html", context)


def _accesses(files):
    keys = files.annotate(key=Concat(Value("candidate:"), Cast("pk", CharField()))).order_by()
    return Access.objects.filter(subject__in=keys.values("key")).select_related("user")


def _entries(units):
    return Entry.objects.filter(unit_id__in=units.values("pk")).select_related("actor")


def _accesses_told(accesses, files, units):
    people = _people(accesses, files.select_related("unit"))
    for access in accesses:
        file = people[_file_id(access)]
        what = ACCESSES.get(access.what, access.what)
        yield SimpleNamespace(what=what, file=file, unit=file.unit, who=access.user, at=access.at, ground=[])


def _entries_told(entries, files, units):
    """A file that has left the auditor's scope since is not named."""
    people, who = _people(entries, files), doers(entries)
    places = units.in_bulk({entry.unit_id for entry in entries})
    remarks = Remark.objects.filter(entry__in=[entry.uid for entry in entries], candidate__in=list(people))
    reasons = {remark.entry_id: remark.text for remark in remarks}
    for entry in entries:
        reason = [f"Lý do: {reasons[entry.uid]}"] if entry.uid in reasons else []
        yield SimpleNamespace(
            what=told(entry), file=people.get(_file_id(entry)), unit=places[entry.unit_id], who=who[entry.seq],
            on=entry.on, at=entry.at, ground=[*details(entry), *reason, *_rules(entry)],
        )  # fmt: skip


def _rules(entry):
    """The rules that judged the act and were kept, each with its clause and the instrument in force on its day."""
    for key in entry.body.get("rules", ()):
        yield f"Đã xét, đạt: {current().citation(key, entry.on)} ({key.partition('@')[0]})"


def _people(rows, files):
    """{id: file} of the files that rows are about."""
    return files.in_bulk({_file_id(row) for row in rows} - {None})


def _file_id(row):
    kind, _, pk = row.subject.partition(":")
    return number_in(pk) if kind == "candidate" else None
