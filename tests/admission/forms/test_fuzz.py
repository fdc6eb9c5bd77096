"""Every form of the product takes every text: it says what is wrong, in Vietnamese, and never fails."""

import inspect
import re
import time
import unicodedata
import uuid
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django import forms as django_forms
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import admission.forms
import units.forms
from admission.domain.engine import ACTS  # noqa: F401 — the forms of acts come with their acts
from admission.forms.meeting import MeetingForm
from admission.models import Meeting
from admission.rules.book import current
from partytrack.forms import DayField, NameField, TextField
from tests.admission.forms.nasty import EVERYTHING, TEXTS
from tests.courses import attend, make_class
from tests.world import world
from units.forms.login import SignInForm
from units.models import Period, Restructuring, StepKind, Target, TargetBy

pytestmark = pytest.mark.django_db
HIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")
SECONDS = 2


def forms_of(package):
    for module in iter_modules(package.__path__):
        found = import_module(f"{package.__name__}.{module.name}")
        for _, form in inspect.getmembers(found, inspect.isclass):
            if issubclass(form, django_forms.BaseForm) and form.__module__ == found.__name__:
                yield form


FORMS = [*forms_of(admission.forms), *forms_of(units.forms)]
TEXT = st.one_of(
    st.sampled_from(EVERYTHING), st.text(max_size=200), st.text(st.characters(min_codepoint=0x300))
)


@pytest.fixture(scope="module")
def place(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        w = world()
        file = w.climb(w.file(), to="on_agenda")
        yield Place(w, file)
        transaction.set_rollback(True)


def _merger(w):
    """A plan that merges a branch which has a target."""
    days = {"starts": date(2020, 1, 1), "ends": date(2030, 12, 31)}
    Target.objects.create(
        unit=w.branch, period=Period.objects.create(code="NK", kind="term", name="Nhiệm kỳ", **days),
        by=TargetBy.ASSIGNED, value=3, decided_on=date(2024, 1, 2), decision="01-TB/HU",
    )  # fmt: skip
    days = {"decided_on": date(2024, 6, 1), "effective_on": date(2024, 7, 1)}
    plan = Restructuring.objects.create(unit=w.commune, title="Sáp nhập", decision="1-QĐ", **days)
    plan.steps.create(
        position=1, kind=StepKind.MERGE, sources=[w.branch.code], target="M.1", name="Chi bộ ấp mới"
    )
    return plan


def _draft(w, file):
    meeting = Meeting.objects.create(
        unit=w.branch, body="branch", held_on=file.since, entitled=9, opened_by_request=uuid.uuid4()
    )
    meeting.items.create(candidate=file, round="admission")
    return meeting


class Place:
    """What the forms ask for when they are made, by the names of their arguments."""

    def __init__(self, w, file):
        self.w, self.file, self.items = w, file, list(file.agenda_items.all())
        self.today = timezone.localdate()
        dossier = w.climb(w.file(), to="dossier")
        self.enrolments = list(
            attend(w, make_class(w), [dossier]).enrolments.select_related("training", "candidate")
        )
        self.meeting = _draft(w, file)
        self.plan = _merger(w)

    def arguments(self, form):
        inits = [base.__init__ for base in form.__mro__ if base is not object]
        wanted = {name for init in inits for name in inspect.signature(init).parameters}
        units = type(self.w.commune).objects.order_by("path")
        values = {
            "file": self.file, "today": self.today, "user": self.w.board, "actor": self.w.admin, "units": units,
            "unit": self.w.commune, "parent": self.w.commune, "items": self.items, "kinds": list(TargetBy),
            "figures": {self.w.commune: None, self.w.branch: Target(value=3)},
            "people": [self.file], "lines": {}, "version": 0, "enrolments": self.enrolments,
            "request": RequestFactory().post("/"),
            "provision": current().provision("DECISION_60_WORKING_DAYS", self.today), "tasks": [],
            "meeting": self.meeting, "unit_body": self.meeting.body, "plan": self.plan, "within": self.w.commune,
            "planned": {"M.1": "Chi bộ ấp mới"}, "shown": {self.w.commune: None, self.w.branch: Target(value=3)},
        }  # fmt: skip
        if form is MeetingForm:
            values["items"] = list(self.meeting.items.all())
        return {name: value for name, value in values.items() if name in wanted}

    def make(self, form, data):
        if (
            form is SignInForm
        ):  # what comes from a browser was decoded from bytes, and holds no lone surrogate
            data = {name: text.encode("utf-8", "replace").decode() for name, text in data.items()}
        return form(data=data, **self.arguments(form))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
@settings(
    max_examples=25, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(data=st.data())
def test_form_takes_any_text(form, place, data):
    blank = place.make(form, {})
    typed = {name: data.draw(TEXT) for name in blank.fields}
    began = time.perf_counter()
    filled = place.make(form, typed)
    filled.is_valid()
    took = time.perf_counter() - began
    assert took < SECONDS
    assert unclean(filled) == []


def unclean(form):
    """Fields whose value would be stored with what nobody sees, or not composed."""
    kept = {name: form.cleaned_data.get(name) for name, field in form.fields.items() if _is_text(field)}
    return [
        name for name, value in kept.items()
        if value and (HIDDEN.search(value) or value != unicodedata.normalize("NFC", value))
    ]  # fmt: skip


def _is_text(field):
    return isinstance(field, TextField | NameField)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_form_says_what_is_wrong_in_vietnamese(form, place):
    fields, told = place.make(form, {}).fields, []
    for kind in ("sql", "markup", "long", "controls"):
        told += place.make(form, dict.fromkeys(fields, TEXTS[kind])).errors.values()
    told += [place.make(form, {}).errors.values()]
    assert (
        re.findall(r"\b(?:Enter|Ensure|This|field|value|valid|characters|Select|not|the)\b", str(told)) == []
    )


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_free_text_is_cleaned(form, place):
    """No plain CharField: what is typed passes through the cleaning of partytrack.text, or through a pattern."""
    plain = {
        name for name, field in place.make(form, {}).fields.items()
        if type(field) is django_forms.CharField and not isinstance(field.widget, django_forms.PasswordInput)
    }  # fmt: skip
    assert plain <= {"citizen_id", "username", "version"}  # twelve digits; letters without accents


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/02/2026", "Tháng 2 năm 2026 không có ngày 31."),
        ("29/02/2023", "Tháng 2 năm 2023 không có ngày 29."),
        ("00/00/0000", "Không có tháng 0."),
        ("12/13/2024", "Không có tháng 13."),
        ("05/03/98", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/03/1998."),
        ("05/03/1898", "Năm 1898 quá xa. Kiểm tra lại năm."),
        ("2024", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/03/1998."),
        ("tháng Giêng", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/03/1998."),
    ],
)
def test_day_that_is_none_is_told_apart(typed, sentence):
    with pytest.raises(django_forms.ValidationError) as refused:
        DayField().clean(typed)
    assert refused.value.messages == [sentence]


@pytest.mark.parametrize("typed", ["29/02/2024", "5-3-1998", "05031998", " 05/03/1998 ", "1998-03-05"])
def test_day_is_taken_as_offices_write_it(typed):
    assert DayField().clean(typed).year in (1998, 2024)
