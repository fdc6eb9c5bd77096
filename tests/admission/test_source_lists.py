"""What the source list shows: groups, sums of the units below, introductions against targets; and the list on paper."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from admission import source_lists
from admission.domain.intake import register_candidate
from admission.domain.sources import Line, save_review
from admission.models import Candidate, Standing
from admission.reports.behind import Figure
from admission.reports.behind import people as people_behind
from admission.reports.build import build
from admission.reports.lists import source_page
from admission.states import SOURCES
from admission.states import State as S
from tests.admission.reports.same import check
from tests.world import START, person
from units.models import Period, TargetBy
from units.targets import enter_target

pytestmark = pytest.mark.django_db
MONTH = date(2024, 3, 1)


def brought(w, name, group="", by="", on=START, branch=None, **changes):
    """A person on the list, with an origin where one is given."""
    origin = {"group": group, "introduced_by": by, "introduced_on": on if by else None} if group else None
    return register_candidate(
        actor=w.secretary, unit=branch or w.branch, request_id=uuid.uuid4(), on=START, origin=origin,
        **person(full_name=name, **changes),
    ).file  # fmt: skip


def names(files):
    return [file.full_name for file in files]


@pytest.fixture
def people(w):
    return [
        brought(w, "Nguyễn Thị Hà", "youth", "youth_union"),
        brought(w, "Trần Văn Ân", "demobilised", "veterans", date(2025, 1, 1)),
        brought(w, "Lê Thị An", occupation="farmer"),
        brought(w, "Vũ Văn Bình", "worker", "youth_union", branch=w.section_branch),
        brought(w, "Bùi Văn Cường", "worker", "trade_union", branch=w.base_branch),
    ]


def test_group_is_stated_or_that_of_the_occupation(w, people):
    listed = source_lists.people(source_lists.narrowed(w.branch, SOURCES), START)
    assert [(one.file.full_name, one.group, one.stated, one.introduced) for one in listed] == [
        ("Lê Thị An", "Nông dân", False, ""),
        ("Trần Văn Ân", "Quân nhân hoàn thành nghĩa vụ", True, "Hội Cựu chiến binh"),
        ("Nguyễn Thị Hà", "Thanh niên", True, "Đoàn Thanh niên"),
    ]


def test_list_is_narrowed_by_step_group_and_organisation(w, people):
    w.climb(people[0], to=S.DOSSIER)
    assert names(source_lists.narrowed(w.branch, SOURCES)) == ["Lê Thị An", "Trần Văn Ân"]
    assert names(source_lists.narrowed(w.branch, [S.DOSSIER])) == ["Nguyễn Thị Hà"]
    assert names(source_lists.narrowed(w.commune, SOURCES, group="farmer")) == ["Lê Thị An"]
    assert names(source_lists.narrowed(w.commune, SOURCES, introduced_by="youth_union")) == ["Vũ Văn Bình"]


def reviewed(w, *files):
    lines = {file.pk: Line("keep", file.version) for file in files}
    save_review(
        files[0].unit, lines, actor=w.secretary, on=date(2024, 3, 9), version=0, request_id=uuid.uuid4()
    )


def test_units_below_are_summed_and_say_who_has_reviewed(w, people):
    w.act(people[0], "assign_helper", START)
    reviewed(w, *(Candidate.objects.get(pk=file.pk) for file in people[:2]))
    reviewed(w, people[3])
    rows, total = source_lists.below(w.district, MONTH)
    told = [(row.unit, row.source, row.nurtured, row.waiting, row.reviewed, row.branches) for row in rows]
    assert told == [(w.commune, 3, 1, 1, 1, 2), (w.base_branch, 1, 0, 1, 0, 1)]
    assert (total.people, total.waiting, total.reviewed, total.branches) == (5, 2, 1, 3)


def test_month_without_reviews_has_everybody_waiting(w, people):
    reviewed(w, *people[:3])
    _, total = source_lists.below(w.district, date(2024, 4, 1))
    assert (total.waiting, total.reviewed, total.branches) == (5, 0, 3)


@pytest.fixture
def year():
    days = {"starts": date(2024, 1, 1), "ends": date(2024, 12, 31)}
    return Period.objects.create(code="N2024", kind="year", name="Năm 2024", **days)


def test_introductions_of_a_period_are_measured_by_the_targets_of_the_unit(w, people, year):
    decided = {"decided_on": date(2024, 1, 2), "decision": "02-TB"}
    for unit, by, value in ((w.commune, TargetBy.ASSIGNED, 3), (w.commune, TargetBy.REGISTERED, 2),
                            (w.district, TargetBy.ASSIGNED, 9)):  # fmt: skip
        enter_target(
            actor=None, unit=unit, period=year, by=by, of="introduced:youth_union", value=value, **decided
        )
    rows, total = source_lists.introductions(w.commune, year, START)
    said = [
        (row.organisation, row.count, row.kind, row.asked, row.target and row.target.percent) for row in rows
    ]
    assert said == [
        ("Chi bộ", 0, "", "", None),
        ("Đoàn Thanh niên", 2, "Chỉ tiêu giao", "3", "66,67"),
        ("Đoàn Thanh niên", 2, "Chỉ tiêu đăng ký", "2", "100,00"),
        ("Công đoàn", 0, "", "", None),
        ("Hội Liên hiệp Phụ nữ", 0, "", "", None),
        ("Hội Cựu chiến binh", 0, "", "", None),
        ("Hội Nông dân", 0, "", "", None),
        ("Mặt trận Tổ quốc", 0, "", "", None),
    ]
    assert total == 2


def test_introductions_stand_in_the_report_with_their_target_and_their_people(w, people, year):
    w.climb(people[0], to="nurtured")
    here = Standing.objects.get(candidate=people[3])
    Standing.objects.filter(pk=here.pk).update(valid_to=START + timedelta(9))
    moved = {"unit": w.base_branch, "state": here.state, "entry": here.entry}
    Standing.objects.create(candidate=people[3], valid_from=START + timedelta(9), **moved)
    enter_target(
        actor=None, unit=w.commune, period=year, by=TargetBy.ASSIGNED, of="introduced:youth_union", value=8,
        decided_on=date(2024, 1, 2), decision="02-TB",
    )  # fmt: skip
    days = START - timedelta(1), START + timedelta(30)
    before, figures = (build(w.commune, year, as_of=day) for day in days)
    assert [(line.achieved, line.percent) for line in (*before.targets, *figures.targets)] == [
        (0, "0,00"), (2, "25,00"),
    ]  # fmt: skip
    assert (before.introduced, figures.introduced) == ({}, {"youth_union": 2})
    assert [child.introduced for child in figures.children] == [{"youth_union": 1}, {"youth_union": 1}]
    behind = people_behind(Figure(w.commune, year.starts, START, "introduced:youth_union"))
    assert sorted((row.candidate.full_name, row.on) for row in behind) == [
        ("Nguyễn Thị Hà", START), ("Vũ Văn Bình", START),
    ]  # fmt: skip
    check(replace(figures, grassroots=None))  # of a commune, which is its only base organisation


def test_introduction_before_somebody_came_to_the_list_counts_where_they_came_to(w, year):
    brought(w, "Nguyễn Thị Hà", "youth", "youth_union", START - timedelta(3))
    assert build(w.branch, year, as_of=START).introduced == {"youth_union": 1}


def test_list_on_paper_holds_every_person_once(w, people):
    page = source_page(
        w.commune, source_lists.people(source_lists.narrowed(w.commune, SOURCES), START), START
    )
    table = page.blocks[0]
    assert [(row[0], row[1], row[3], row[6]) for row in table.rows] == [
        ("1", "Vũ Văn Bình", "Công nhân", "Chi bộ Đội 1"),
        ("2", "Lê Thị An", "Nông dân", "Chi bộ ấp Bảo Định"),
        ("3", "Trần Văn Ân", "Quân nhân hoàn thành nghĩa vụ", "Chi bộ ấp Bảo Định"),
        ("4", "Nguyễn Thị Hà", "Thanh niên", "Chi bộ ấp Bảo Định"),
    ]
    assert page.day == "……………, ngày 08 tháng 01 năm 2024"
