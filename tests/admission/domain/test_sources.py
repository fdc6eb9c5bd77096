"""The source list: origins, tasks, and the review of a month: all or nothing, amended while the month lasts."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from admission.domain.intake import register_candidate
from admission.domain.sources import Line, save_review
from admission.models import Candidate, Origin, SourceReview
from admission.states import State as S
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Entry
from tests.admission.domain.refusals import codes_of, why
from tests.world import START, person

pytestmark = pytest.mark.django_db
ON, MONTH = date(2024, 3, 12), date(2024, 3, 1)
DAY = timedelta(1)


@pytest.fixture
def three(w):
    return [w.file(full_name=f"Nguyễn Thị {name}") for name in ("An", "Bình", "Chi")]


def review(w, lines, *, on=ON, version=0, actor=None, request_id=None, unit=None):
    lines = {file.pk: Line(verdict, file.version, *rest) for file, verdict, *rest in lines}
    return save_review(
        unit or w.branch, lines, actor=actor or w.secretary, on=on, version=version,
        request_id=request_id or uuid.uuid4(),
    )  # fmt: skip


def noted(w, month=MONTH):
    lines = SourceReview.objects.get(unit=w.branch, month=month).lines.order_by("candidate__sort_key")
    return [(line.candidate.full_name[-3:].strip(), line.verdict, line.reason, line.note) for line in lines]


def test_origin_is_recorded_with_the_file(w):
    origin = {"group": "demobilised", "introduced_by": "veterans", "introduced_on": START}
    done = register_candidate(
        actor=w.secretary, unit=w.branch, request_id=uuid.uuid4(), on=START, origin=origin, **person()
    )
    row = Origin.objects.get(candidate=done.file)
    assert {name: getattr(row, name) for name in origin} == origin


@pytest.mark.sqlite_too
def test_origin_is_corrected(w):
    file = w.file()
    file = w.act(
        file, "describe_origin", START, group="youth", introduced_by="youth_union", introduced_on=START
    )
    file = w.act(file, "describe_origin", START, group="worker")
    row = Origin.objects.get(candidate=file)
    assert (row.group, row.introduced_by, row.introduced_on) == ("worker", "", None)


def test_task_is_finished_once_and_not_before_it_was_given(w):
    file = w.act(w.file(), "give_task", START + 3 * DAY, text="Vận động thanh niên", due_on=START + 30 * DAY)
    task = file.trial_tasks.get()
    said = {"task": task.pk, "result": "Hoàn thành"}
    assert why(w.act, file, "finish_task", START + 2 * DAY, **said) == ["BACKWARDS"]
    file = w.act(file, "finish_task", START + 9 * DAY, **said)
    task.refresh_from_db()
    assert (task.done_on, task.result, task.due_on) == (START + 9 * DAY, "Hoàn thành", START + 30 * DAY)
    assert why(w.act, file, "finish_task", START + 9 * DAY, **said) == ["NO_TASK"]


@pytest.mark.sqlite_too
def test_review_keeps_pauses_and_stops(w, three):
    an, binh, chi = three
    review(w, [(an, "keep"), (binh, "pause", "health", "Nghỉ thai sản"), (chi, "stop", "withdrew", "Có đơn")])
    assert noted(w) == [
        ("An", "keep", "", ""), ("ình", "pause", "health", "Nghỉ thai sản"), ("Chi", "stop", "withdrew", "Có đơn"),
    ]  # fmt: skip
    chi = Candidate.objects.get(pk=chi.pk)
    assert (chi.state, chi.end_reason, chi.ended_on, chi.remark) == (S.STOPPED, "withdrew", ON, "Có đơn")
    entry = Entry.objects.get(event="admission.sources_reviewed")
    assert entry.body == {"keep": 1, "pause": 1, "stop": 1}
    assert entry.unit_id == w.branch.pk


def test_review_is_amended_within_its_month(w, three):
    an, binh, _ = three
    review(w, [(an, "keep")])
    review(w, [(an, "pause", "away"), (binh, "keep")], on=ON + 9 * DAY, version=1)
    assert noted(w) == [("An", "pause", "away", ""), ("ình", "keep", "", "")]
    review(w, [(an, "keep")], on=date(2024, 4, 1))
    assert noted(w, date(2024, 4, 1)) == [("An", "keep", "", "")]
    assert SourceReview.objects.count() == 2


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("pause", ""), "NO_REASON"),
        (("pause", "withdrew"), "NO_REASON"),
        (("stop", "health"), "NO_REASON"),
        (("keep", "health"), "NO_REASON"),
    ],
)
def test_one_line_without_its_reason_refuses_them_all(w, three, line, code):
    an, binh, chi = three
    with pytest.raises(Refused) as refused:
        review(w, [(an, "keep"), (chi, "stop", "age"), (binh, *line)])
    assert codes_of(refused) == [code]
    assert refused.value.reasons[0].sentence.startswith("Nguyễn Thị Bình: ")
    assert (SourceReview.objects.count(), Candidate.objects.get(pk=chi.pk).state) == (0, S.SOURCE)


def test_nobody_reviewed_is_refused(w):
    assert why(review, w, []) == ["NOTHING_REVIEWED"]


def test_person_who_changed_meanwhile_is_not_stopped_and_nothing_is_noted(w, three):
    an, binh, _ = three
    w.act(an, "assign_helper", START + DAY)
    with pytest.raises(Conflict) as conflict:
        review(w, [(binh, "keep"), (an, "stop", "age")])
    assert conflict.value.reasons[0].sentence.startswith("Nguyễn Thị An: ")
    assert SourceReview.objects.count() == 0


def test_review_of_a_stale_page_is_a_conflict(w, three):
    review(w, [(three[0], "keep")])
    with pytest.raises(Conflict):
        review(w, [(three[1], "keep")])


def test_person_of_another_branch_is_not_reviewed(w):
    assert why(review, w, [(w.file(w.base_branch), "keep")]) == ["NOT_LISTED"]


def test_review_sent_again_has_one_effect(w, three):
    request_id = uuid.uuid4()
    first = review(w, [(three[0], "stop", "age")], request_id=request_id)
    again = review(w, [(three[0], "stop", "age")], request_id=request_id)
    assert (again, again.version) == (first, 1)


@pytest.mark.parametrize("who", ["officer", "board", "auditor"])
def test_only_the_branch_reviews(w, three, who):
    with pytest.raises(PermissionDenied):
        review(w, [(three[0], "keep")], actor=getattr(w, who))


def test_unit_without_people_of_its_own_is_not_reviewed(w):
    with pytest.raises(PermissionDenied):
        review(w, [], unit=w.commune)
