"""Quy tắc: every rule with its figures, clause and confidence; and the changes that an installation makes ahead."""

from types import SimpleNamespace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from admission.domain.rulebook import (
    add_instrument,
    add_moved_day,
    draft_change,
    drop_change,
    switch_on,
)
from admission.figures_in_words import in_words
from admission.forms.rulebook import ChangeForm, InstrumentForm, MovedDayForm
from admission.models import AddedInstrument, Candidate, ChangeStatus, MovedDay, RuleChange
from admission.models.rulebook import Confidence
from admission.rulebook import provision_of
from admission.rules import RULE
from admission.rules.book import current, shipped_moved_days, subjects
from admission.steps import WORDS
from admission.what_if import differences
from partytrack.errors import Refused
from units.permissions import may, rules_unit
from units.policy import policy

TONES = {"C": "ok", "S": "info", "K": "warn", "U": "bad"}


def administered(user, **kwargs):
    """Loader: the topmost unit for which the user administers the rules, with what the address names."""
    unit = rules_unit(user)
    if unit is None:
        raise PermissionDenied
    thing = SimpleNamespace(unit=unit, **kwargs)
    if "code" in kwargs and kwargs["code"] not in current().provisions:
        raise Http404
    if "pk" in kwargs:
        thing.change = get_object_or_404(RuleChange, pk=kwargs["pk"])
    return thing


@policy("unit.view")
def rule_list(request):
    """Every rule as it is in force today."""
    today = timezone.localdate()
    drafts = RuleChange.objects.filter(status=ChangeStatus.DRAFT)
    manages = rules_unit(request.user) is not None
    context = {
        "subjects": [(name, [_row(code, today) for code in codes]) for name, codes in subjects().items()],
        "drafts": drafts if manages else (),
        "manages": manages,
        "instruments": [_instrument(one, today) for one in current().keys.values()],
        "moved": _moved_days(),
        "levels": [(TONES[code], label) for code, label in Confidence.choices],
    }
    return render(request, "admission/rule_list.html", context)


def _row(code, day):
    book = current()
    provision = book.provision(code, day)
    return SimpleNamespace(
        code=code,
        title=provision.title,
        figures=in_words(provision.figures),
        body=provision.body,
        instrument=book.instrument(code, day),
        clause=provision.clause,
        since=None if provision.since.year == 1 else provision.since,
        confidence=Confidence(provision.confidence).label,
        tone=TONES[provision.confidence],
        note=provision.note,
        acts=[WORDS[act].title for act in RULE[code].acts if act in WORDS] if code in RULE else [],
        sentence=RULE[code].reason(day).sentence if code in RULE else "",
        remedy=RULE[code].remedy if code in RULE else "",
    )


def _instrument(one, today):
    series = current().instruments[one.series]
    after = [other.since for other in series if other.since > one.since]
    return SimpleNamespace(
        label=one.label, since=one.since, until=min(after, default=None), note=one.note, tone=TONES[one.confidence],
        confidence=Confidence(one.confidence).label, key=one.key,
        in_force=one.since <= today and not any(since <= today for since in after),
    )  # fmt: skip


def _moved_days():
    added = [(row.rests, row.works, row.decision) for row in MovedDay.objects.all()]
    return sorted([*added, *((rests, works, "") for rests, works in shipped_moved_days())], reverse=True)


@policy("unit.view", load=lambda user, *, code: code, allows=lambda user, code: may(user, "unit.view"))
def rule_detail(request, code):
    """One rule: what it says in words, every row of it through time, and what was changed here."""
    if code not in current().provisions:
        raise Http404
    rows = []
    for provision in reversed(current().provisions[code]):
        day = max(provision.since, current().instruments["statute"][0].since)
        rows.append(_row(code, day))
    context = {
        "rule": _row(code, timezone.localdate()),
        "rows": rows,
        "changes": RuleChange.objects.filter(code=code).select_related("entered_by").order_by("-id"),
        "manages": rules_unit(request.user) is not None,
    }
    return render(request, "admission/rule_detail.html", context)


@policy("rules.manage", load=administered, allows=lambda user, thing: True, methods=("GET", "POST"))
def rule_change(request, thing):
    """Soạn một thay đổi: a corrected figure, or the successor of a rule."""
    provision = current().provision(thing.code, timezone.localdate())
    form, reasons = ChangeForm(request.POST or None, provision=provision), ()
    if form.is_valid():
        data = form.cleaned_data
        own = {name: data[name] for name in ("since", "source", "clause", "confidence", "note")}
        try:
            change = draft_change(actor=request.user, code=thing.code, figures=form.figures, **own)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            return redirect("admission:rule_draft", pk=change.pk)
    context = {"form": form, "reasons": reasons, "rule": _row(thing.code, timezone.localdate())}
    return render(request, "admission/rule_change.html", context, status=422 if request.POST else 200)


@policy("rules.manage", load=administered, allows=lambda user, thing: True, methods=("GET", "POST"))
def rule_draft(request, thing):
    """What the change would do to open files; then switch it on, or drop it."""
    change, reasons = thing.change, ()
    if request.method == "POST":
        try:
            if "drop" in request.POST:
                drop_change(change, actor=request.user)
                messages.success(request, "Đã bỏ thay đổi đang soạn.")
            else:
                switch_on(change, actor=request.user)
                messages.success(request, f"Đã bật: áp dụng từ ngày {change.since:%d/%m/%Y}.")
            return redirect("admission:rule_detail", code=change.code)
        except Refused as refusal:
            reasons = refusal.reasons
    found, all_of_them = differences(provision_of(change), Candidate.objects.visible_to(request.user))
    today = timezone.localdate()
    context = {
        "change": change,
        "rule": _row(change.code, today),
        "figures": in_words(change.figures),
        "instrument": current().keys.get(change.source) or current().instruments[change.source][-1],
        "found": [(one, WORDS[one.act].title) for one in found],
        "all_of_them": all_of_them,
        "is_draft": change.status == ChangeStatus.DRAFT,
        "reasons": reasons,
    }
    return render(request, "admission/rule_draft.html", context, status=422 if reasons else 200)


def _added(request, form, add, done, heading):
    """A form that adds one row to the rules."""
    reasons = ()
    if form.is_valid():
        try:
            add(actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, done)
            return redirect("admission:rule_list")
    context = {"form": form, "reasons": reasons, "heading": heading}
    return render(request, "admission/rule_add.html", context, status=422 if request.POST else 200)


@policy("rules.manage", load=administered, allows=lambda user, thing: True, methods=("GET", "POST"))
def instrument_add(request, thing):
    form = InstrumentForm(request.POST or None, instance=AddedInstrument())
    return _added(request, form, add_instrument, "Đã ghi văn bản mới.", "Thêm văn bản")


@policy("rules.manage", load=administered, allows=lambda user, thing: True, methods=("GET", "POST"))
def moved_day_add(request, thing):
    form = MovedDayForm(request.POST or None, instance=MovedDay())
    return _added(request, form, add_moved_day, "Đã ghi ngày nghỉ hoán đổi.", "Thêm ngày nghỉ hoán đổi")
