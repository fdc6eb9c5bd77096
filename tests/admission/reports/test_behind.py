"""A list is as long as its figure: every unit, every measure, whatever the tree was on the day."""

import html
import itertools
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import QueryDict
from django.urls import resolve, reverse

from admission.explorer.answer import Answer
from admission.explorer.question import COLUMNS, Question
from admission.forms.behind import FigureForm
from admission.measures import MEASURES
from admission.models import PUBLISHED, Candidate, Session
from admission.reports.behind import Figure, address_asked, counted, figures_to_choose, people, shown_to
from admission.reports.build import build
from admission.reports.codes import MEASURES as MEASURE_OF
from admission.reports.codes import NUMBERS, Asked, Span, read_code
from admission.reports.quota import paper_context
from admission.reports.render import paper
from admission.rollups import CURSOR, totals_at
from admission.scenario import run
from admission.states import Outcome
from partytrack.journal.dispatch import dispatch
from partytrack.journal.models import Cursor
from tests.admission.scenario.small import small
from tests.world import make_user
from units import hierarchy
from units.levels import LEVELS
from units.models import Period, Role, Unit

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
        dispatch()
        yield of
        transaction.set_rollback(True)


def length(unit, measure, as_of, starts=YEAR.starts):
    return people(Figure(unit, starts, as_of, measure)).count()


@pytest.mark.parametrize("as_of", [date(2018, 6, 30), date(2018, 12, 31)])
def test_list_is_as_long_as_the_figure_of_every_unit_and_measure(loaded, as_of):
    totals = totals_at(YEAR, as_of)
    assert len(totals) == len(loaded)
    for unit_id, counts in totals.items():
        unit = Unit.objects.get(pk=unit_id)
        found = {measure: length(unit, measure, as_of) for measure in MEASURES}
        assert found == {measure: counts[measure] for measure in MEASURES}, unit


def asked(url):
    """The `Figure` that an address leads to."""
    path, _, query = url.partition("?")
    unit = Unit.objects.get(pk=resolve(path).kwargs["pk"])
    return FigureForm(QueryDict(query)).figure(unit)


def brought_back(code):
    """The address to which a code leads."""
    return address_asked(read_code(code))


def meant(figure):
    return replace(figure, tree_on=figure.day)


@pytest.mark.parametrize("as_of", [date(2018, 6, 30), date(2018, 12, 31)])
@pytest.mark.parametrize("rows", ["units", "groups", "months"])
def test_list_is_as_long_as_every_cell_of_the_explorer(loaded, rows, as_of):
    period, levels = Period.objects.get(), LEVELS if rows == "units" else ["children"]
    for level, group in itertools.product(levels, ["", "female"] if rows != "groups" else [""]):
        unit = loaded["A" if rows == "months" else "XL"]  # a section of it moves away in July
        question = Question(unit, period, as_of, rows, level, group, tuple(COLUMNS))
        found = Answer(question)
        lines = [*found.lines(found.rows), *filter(None, [found.rest]), found.whole]
        cells = [cell for line in lines for cell in line.cells if "danh-sach" in cell.url]
        assert cells
        figures = [(asked(cell.url), cell.value) for cell in cells]
        firsts = [(line.code, line.cells[0].url) for line in lines if line.cells[0].url]
        assert [url for code, url in firsts if meant(asked(brought_back(code))) != meant(asked(url))] == []
        assert [(figure, n) for figure, n in figures if counted(figure).count() != n] == []
        assert [
            figure for figure, _ in figures if meant(asked(brought_back(figure.code))) != meant(figure)
        ] == []


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
    assert [cell.value for cell in found.whole.cells][:4] == [13, 20, "Chỉ tiêu đăng ký", "65,00"]


def test_stored_answer_of_the_explorer_is_what_a_count_gives(loaded):
    def answers():
        found = [Answer(question) for question in asked]
        tables = [[*one.lines(one.rows), one.rest, one.whole] for one in found]
        return {one.stored for one in found}, [
            line and (line.label, [(cell.head, cell.value) for cell in line.cells])
            for table in tables
            for line in table
        ]

    period = Period.objects.get()
    units = [Unit.objects.get(pk=loaded[code].pk) for code in ("XL", "A", "B-1")]  # B-1 was moved
    asked = [
        Question(unit, period, period.ends, level=level, columns=tuple(COLUMNS), zeros=unit == units[0])
        for unit, level in itertools.product(units, LEVELS)
    ]
    asked += [replace(question, zeros=False) for question in asked if question.zeros]
    is_stored, stored = answers()
    Cursor.objects.filter(name=CURSOR).update(at=None)
    is_still_stored, counted_anew = answers()
    assert (is_stored, is_still_stored) == ({True}, {False})
    assert stored == counted_anew


def test_session_figure_opens_the_files_of_that_session(loaded):
    session = Session.objects.get(status__in=PUBLISHED, held_on=date(2018, 3, 28))
    on, unit = session.held_on, session.unit
    lengths = {outcome: length(unit, f"session:{outcome}", on, on) for outcome in Outcome}
    assert lengths == {"admit": 4, "defer": 2, "refer": 1, "higher": 0, "refuse": 1}


def test_every_figure_that_a_code_can_name_has_words_and_a_list(loaded):
    for number, words in figures_to_choose():
        assert words.startswith(f"{number}. ")
        length(loaded["XL"], MEASURE_OF[number], date(2018, 12, 31))


def numbers_of(page):
    """[(number, address)] of the figures on a page of a report."""
    found = []
    for link in re.finditer(r'<a [^>]*href="([^"]+danh-sach[^"]+)"[^>]*>(.*?)</a>', page, re.DOTALL):
        n = re.search(r"[0-9.]+", re.sub("<[^>]+>", "", link[2]))[0]
        found.append((int(n.replace(".", "")), html.unescape(link[1])))
    return found


@pytest.mark.parametrize("as_of", ["30/06/2018", "31/12/2018"])
def test_every_number_on_a_report_opens_as_many_people(loaded, client, as_of):
    period, checked = Period.objects.get(), set()
    client.force_login(make_user(Role.BOARD_OFFICER, loaded["XL"]))
    for unit in loaded.values():
        page = client.get(reverse("admission:report_unit", args=[unit.pk]), {"ky": period.pk, "ngay": as_of})
        for n, url in numbers_of(page.content.decode()):
            figure = asked(url)
            assert (counted(figure).count(), url) == (n, url)
            checked.add(figure.measure.partition(":")[0])
    assert checked >= {"admitted", "recognised", "pool", "group", "session", "waited", "sent"}


def test_reader_of_any_role_and_unit_is_told_the_same_number_and_shown_their_own_people(loaded):
    """The section moved away after the day: who reads for the commune no longer sees its people."""
    as_of, hidden = date(2018, 6, 30), Counter()
    for code, role in itertools.product(
        ("XL", "A", "S", "F"), (Role.BRANCH_SECRETARY, Role.COMMITTEE_OFFICER, Role.AUDITOR)
    ):
        reader = make_user(role, loaded[code])
        for measure in ("admitted", "pool", "group:female"):
            found = people(Figure(loaded[code], YEAR.starts, as_of, measure))
            shown = {row.candidate_id for row in shown_to(reader, found)}
            visible = set(Candidate.objects.visible_to(reader).values_list("pk", flat=True))
            everybody = set(found.values_list("candidate_id", flat=True))
            assert shown == everybody & visible
            hidden[code] += len(everybody) - len(shown)
    assert [code for code, n in hidden.items() if n] == ["A"]


def test_codes_of_a_paper_bring_back_its_figures(loaded):
    """Every figure printed before the key is in it, by unit and number."""
    figures = build(loaded["XL"], Period.objects.get(), as_of=date(2018, 12, 31))
    context = paper_context(figures)
    paper("reports/quota.html", context)
    codes, index = {name: code for name, _, code in context["index"].codes}, context["index"]
    assert read_code(index.example) == Asked(
        Span(loaded["XL"].pk, YEAR.starts, date(2018, 12, 31)), "admitted"
    )
    assert read_code(codes["Đảng bộ xã A"]).span.unit_id == loaded["A"].pk
    numbers = {number for pair in index.pairs for number, _ in pair}
    assert numbers >= {
        NUMBERS[measure] for measure in ("admitted", "recognised", "pool", "pool:submitted", "group:female")
    }


def test_codes_of_a_paper_bring_back_its_months_and_whoever_is_in_no_unit_below(loaded):
    """The fields of its drawings: a section has moved away in July, and the paper is of the tree of June."""
    figures = build(loaded["A"], Period.objects.get(), as_of=date(2018, 6, 30))
    context = paper_context(figures)
    paper("reports/quota.html", context)
    example = context["index"].example

    def found(part):
        return counted(asked(brought_back(f"{example}{part}"))).count()

    assert len(figures.months) == 6
    months = [(found(f"/T{n}"), found(f"/L{n}")) for n in range(1, 7)]
    assert months == [(line.admitted, line.so_far) for line in figures.months]
    assert (found("/N2018"), found("/C1")) == (figures.admitted, 0)
    for line in figures.pyramid:
        for sex, n in (("female", line.women), ("male", line.men)):
            number = NUMBERS[f"aged:{sex}:{line.group}"]
            assert counted(asked(brought_back(f"{example[:-1]}{number}"))).count() == n


def test_every_row_of_the_official_table_opens_as_many_people(loaded, client):
    client.force_login(make_user(Role.BOARD_OFFICER, loaded["XL"]))
    query, checked = {"ky": Period.objects.get().pk, "ngay": "30/11/2018"}, 0
    of_units = of_unknown = False
    for unit in loaded.values():
        page = client.get(reverse("admission:official", args=[unit.pk]), query).content.decode()
        for n, url in numbers_of(page):
            assert (counted(asked(url)).count(), url) == (n, url)
            checked += 1
        units = [url for _, url in numbers_of(page) if "official%3AIII" in url]
        unknown = [url for _, url in numbers_of(page) if "%3Aunknown" in url]
        of_units |= bool(units)
        of_unknown |= bool(unknown)
    assert (checked > 60, of_units, of_unknown) == (True, True, True)
