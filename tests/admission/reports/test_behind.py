"""A list is as long as its figure: every unit, every measure, whatever the tree was on the day."""

import itertools
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import QueryDict
from django.urls import resolve

from admission.explorer.answer import Answer
from admission.explorer.question import COLUMNS, Question
from admission.forms.behind import FigureForm
from admission.measures import MEASURES
from admission.models import PUBLISHED, Session
from admission.reports.behind import Figure, figures_to_choose, people
from admission.reports.codes import MEASURES as MEASURE_OF
from admission.rollups import totals_at
from admission.scenario import run
from admission.states import Outcome
from tests.admission.scenario.small import small
from units import hierarchy
from units.levels import LEVELS
from units.models import Period, Unit

pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db]
YEAR = SimpleNamespace(starts=date(2018, 1, 1))


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """A scenario with one of everything, whose tree has changed since, and people of another district."""
    with django_db_blocker.unblock(), transaction.atomic():
        scenario = small()
        run.load(scenario, run.plan_for(scenario, today=date(2019, 5, 20)))
        of = {unit.code.removeprefix("nho-2018/"): unit for unit in Unit.objects.all()}
        how = {"on": date(2018, 7, 1), "decision": "1-QĐ", "actor": None}
        hierarchy.move_unit(of["S"], parent=of["D"], **how)
        hierarchy.move_unit(
            next(of[code] for code in sorted(of) if code.startswith("B")), parent=of["D"], **how
        )
        yield of
        transaction.set_rollback(True)


def counted(unit, measure, as_of, starts=YEAR.starts):
    return people(Figure(unit, starts, as_of, measure)).count()


@pytest.mark.parametrize("as_of", [date(2018, 6, 30), date(2018, 12, 31)])
def test_list_is_as_long_as_the_figure_of_every_unit_and_measure(loaded, as_of):
    totals = totals_at(YEAR, as_of)
    assert len(totals) == len(loaded)
    for unit_id, counts in totals.items():
        unit = Unit.objects.get(pk=unit_id)
        found = {measure: counted(unit, measure, as_of) for measure in MEASURES}
        assert found == {measure: counts[measure] for measure in MEASURES}, unit


def asked(url):
    """The `Figure` that an address leads to."""
    path, _, query = url.partition("?")
    unit = Unit.objects.get(pk=resolve(path).kwargs["pk"])
    return FigureForm(QueryDict(query)).figure(unit)


@pytest.mark.parametrize("as_of", [date(2018, 6, 30), date(2018, 12, 31)])
@pytest.mark.parametrize("rows", ["units", "groups", "months"])
def test_list_is_as_long_as_every_cell_of_the_explorer(loaded, rows, as_of):
    period, levels = Period.objects.get(), LEVELS if rows == "units" else ["children"]
    for level, group in itertools.product(levels, ["", "female"] if rows != "groups" else [""]):
        question = Question(loaded["XL"], period, as_of, rows, level, group, tuple(COLUMNS))
        found = Answer(question)
        lines = [*found.lines(found.rows), *filter(None, [found.rest]), found.whole]
        cells = [cell for line in lines for cell in line.cells if "danh-sach" in cell.url]
        assert cells
        assert [cell for cell in cells if people(asked(cell.url)).count() != cell.value] == []


def test_explorer_counts_what_the_report_counts(loaded):
    as_of, columns = date(2018, 12, 31), tuple(COLUMNS)
    found = Answer(Question(loaded["XL"], Period.objects.get(), as_of, columns=columns))
    totals = totals_at(YEAR, as_of)
    for line in [*found.lines(found.rows), found.whole]:
        counts = totals[line.unit_id]
        for cell in line.cells:
            for measure in ("admitted", "recognised", "recognised_late", "struck_off"):
                if cell.head == COLUMNS[measure]:
                    assert cell.value == counts[measure]
    assert [cell.value for cell in found.whole.cells][:3] == [13, 20, "65,00"]


def test_session_figure_opens_the_files_of_that_session(loaded):
    session = Session.objects.get(status__in=PUBLISHED, held_on=date(2018, 3, 28))
    on, unit = session.held_on, session.unit
    lengths = {outcome: counted(unit, f"session:{outcome}", on, on) for outcome in Outcome}
    assert lengths == {"admit": 4, "defer": 2, "refer": 1, "higher": 0, "refuse": 1}


def test_every_figure_that_a_code_can_name_has_words_and_a_list(loaded):
    for number, words in figures_to_choose():
        assert words.startswith(f"{number}. ")
        counted(loaded["XL"], MEASURE_OF[number], date(2018, 12, 31))
