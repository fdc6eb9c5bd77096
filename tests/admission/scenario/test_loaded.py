"""One small scenario, loaded once for the tests of this module: what stands in the database then."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import transaction

from admission import rollups
from admission.models import Candidate, Decision, Session
from admission.reports.build import build
from admission.scenario import expectations, run
from partytrack.journal.models import Entry
from partytrack.journal.verify import broken_links
from tests.admission.reports.same import check
from tests.admission.scenario.small import small
from tests.world import make_user
from units import accounts
from units.hierarchy import path_errors
from units.models import Period, Role, Unit, User

pytestmark = pytest.mark.sqlite_too


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        scenario = small()
        plan = run.plan_for(scenario, today=date(2024, 5, 20))
        yield SimpleNamespace(scenario=scenario, plan=plan, result=run.load(scenario, plan))
        transaction.set_rollback(True)


def test_reports_print_every_figure_of_the_file(loaded):
    rows = expectations.check(loaded.scenario)
    assert [row.figures for row in rows if not row.ok] == []
    assert [len(row.figures) for row in rows] == [6, 5, 1]


@pytest.mark.needs("PDF")
def test_page_paper_pdf_workbook_and_json_print_identical_figures(loaded):
    district, year = Unit.objects.get(code="nho-2018/XL"), Period.objects.get(code="nho-2018/Y2018")
    for day in (None, date(2018, 9, 30)):
        figures = build(district, year, as_of=day)
        check(figures)
        assert sum(line.admitted for line in figures.months) == figures.admitted
        assert sum(line.women + line.men for line in figures.pyramid) == figures.admitted
        assert {line.state: line.total for line in figures.waits} == figures.pool | figures.probation


def test_every_act_is_dated_as_planned(loaded):
    for planned in loaded.plan.people:
        file = Candidate.objects.get(full_name=planned.full_name, born_on=planned.born_on)
        decided_on = planned.days["decide"] if planned.outcome == "admit" else None
        days = (
            planned.days["register"],
            decided_on,
            planned.days.get("ceremony"),
            planned.days.get("recognise"),
        )
        assert (file.registered_on, file.decided_on, file.ceremony_on, file.recognised_on) == days
        assert file.unit.code == f"nho-2018/{planned.unit}"


def test_every_file_stands_where_its_plan_ends(loaded):
    ends = {"defer": "appraised", "refer": "submitted", "refuse": "refused"}
    for planned in loaded.plan.people:
        file = Candidate.objects.get(full_name=planned.full_name, born_on=planned.born_on)
        assert file.state == ends.get(planned.outcome, planned.goal)


def test_journal_tree_and_stored_figures_are_in_order(loaded):
    assert list(broken_links()) == []
    assert list(path_errors()) == []
    assert rollups.verify() == []
    district, year = Unit.objects.get(code="nho-2018/XL"), Period.objects.get(code="nho-2018/Y2018")
    assert build(district, year).admitted == 13


def test_every_act_went_through_the_engine(loaded):
    acts = Entry.objects.filter(subject__startswith="candidate:")
    assert loaded.result.acts == acts.count()
    assert sum(Candidate.objects.values_list("version", flat=True)) == acts.count()


@pytest.mark.parametrize("unit", ["XL", "D"])
def test_decisions_are_numbered_through_the_year(loaded, unit):
    made = Decision.objects.filter(authority__code=f"nho-2018/{unit}", decided_on__year=2018)
    numbers = [int(number.partition("-")[0]) for number in made.values_list("number", flat=True)]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_sessions_have_their_agenda_before_the_day(loaded):
    for session in Session.objects.filter(status="released"):
        agenda = Entry.objects.filter(event__contains="on_agenda", body__session=session.pk)
        assert all(entry.on < session.held_on for entry in agenda)
        assert agenda.count() == session.items.count() > 0


def test_a_file_on_the_agenda_waits_for_a_session_to_come(loaded):
    [session] = Session.objects.filter(status="planned")
    assert [item.candidate.state for item in session.items.all()] == ["on_agenda"]


def test_no_young_person_lacks_both_organisation_and_reason(loaded):
    without = Candidate.objects.filter(
        youth_union_on=None, no_youth_organisation=False, born_on__gt=date(1990, 1, 1)
    )
    assert without.count() == 0


def test_who_loads_can_never_sign_in_or_be_let_in(loaded):
    district = Unit.objects.get(code="nho-2018/XL")
    admin = make_user(Role.UNIT_ADMIN, district)
    loaders = User.objects.filter(username__startswith="nap.")
    assert {(user.is_service, user.is_active, user.has_usable_password()) for user in loaders} == {
        (True, False, False)
    }
    assert [accounts.may_change(admin, user) for user in loaders] == [False] * 5
    assert list(accounts.users_of(admin)) == [admin]
    opened = Entry.objects.filter(event="units.period_opened").order_by()
    assert set(opened.values_list("unit_id", flat=True)) == {district.pk}
