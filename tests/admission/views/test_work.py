"""My work: what waits for each role, and figures that agree with the lists they open."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from admission.rollups import recount
from admission.states import State as S
from tests.admission.reports.readers import html_rows, html_text
from tests.world import make_user
from units.models import Period, Role, TargetBy, Unit
from units.targets import enter_target

pytestmark = pytest.mark.django_db
PAGE, LIST = reverse("admission:my_work"), reverse("admission:candidate_list")


@pytest.fixture
def waiting(w):
    """Files that wait for each role in turn."""
    return {
        state: w.climb(w.file(), to=state)
        for state in (S.SOURCE, S.VERIFYING, S.CERTIFIED, S.SUBMITTED, S.ON_AGENDA)
    }


def told(response):
    return [(task.what, task.url) for task in response.context["tasks"]]


def opened(file):
    return reverse("admission:candidate_detail", kwargs={"pk": file.pk})


def test_each_role_sees_what_waits_for_it(w, waiting, as_user):
    at = {state: opened(file) for state, file in waiting.items()}
    expected = {
        w.secretary: {at[S.SOURCE], at[S.CERTIFIED]},
        w.officer: {at[S.VERIFYING]},
        w.section_officer: set(),
        w.recorder: {at[S.ON_AGENDA]},
        w.board: {at[S.SUBMITTED], at[S.ON_AGENDA]},
        w.auditor: set(),
    }
    seen = {user: {url for _, url in told(as_user(user).get(PAGE))} for user in expected}
    assert seen == expected


def test_counts_agree_with_the_list_that_they_open(w, waiting, as_user):
    w.climb(w.file(), to="probationary")
    client = as_user(w.secretary)
    context = client.get(PAGE).context
    assert context["open"] == len(html_rows(client.get(LIST, {"buoc": "admission"}).content.decode())) - 1
    assert (
        context["probationary"]
        == len(html_rows(client.get(LIST, {"buoc": "probation"}).content.decode())) - 1
    )
    for row in context["pool"]:
        assert row["value"] == len(html_rows(client.get(row["url"]).content.decode())) - 1
    assert context["total"] == len(context["tasks"])


def test_most_urgent_comes_first_and_late_ones_are_counted(w, as_user):
    w.file()
    late = w.climb(w.file(), to="decided")
    response = as_user(w.secretary).get(PAGE)
    assert (told(response)[0][1], response.context["late"]) == (opened(late), 1)
    assert "Quá hạn" in html_text(response.content.decode())


def test_nothing_to_do_says_what_comes_next(w, as_user):
    assert "Không còn việc nào đang chờ" in as_user(w.secretary).get(PAGE).content.decode()
    assert "Hồ sơ đến lượt đồng chí xử lý sẽ hiện ở đây." in as_user(w.auditor).get(PAGE).content.decode()


def test_target_of_the_year_stands_beside_what_was_admitted(w, as_user):
    today = timezone.localdate()
    year = Period.objects.create(
        code="N",
        kind="year",
        name=f"Năm {today.year}",
        starts=date(today.year, 1, 1),
        ends=date(today.year, 12, 31),
    )
    enter_target(
        actor=None,
        unit=w.district,
        period=year,
        by=TargetBy.ASSIGNED,
        value=40,
        decided_on=year.starts,
        decision="1-TB",
    )
    file = w.climb(w.file(), to="appraised", step=0, on=today - timedelta(1))
    session = w.session(today)
    file = w.act(file, "put_on_agenda", today, session=session)
    file = w.act(file, "decide", today, session=session, number="1-QĐ/HU")
    w.act(file, "ceremony", today)
    recount([year])
    shown = as_user(w.board).get(PAGE).context["year"]
    assert (shown["admitted"], shown["target"].value, shown["unit"]) == (1, 40, w.district)


def test_asks_as_much_for_three_files_as_for_one(w, as_user):
    client = as_user(w.secretary)
    w.climb(w.file(), to="dossier")
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE)
    for branch in (w.section_branch, w.base_branch):
        w.climb(w.file(branch), to="dossier")
    with CaptureQueriesContext(connection) as three:
        assert len(told(client.get(PAGE))) == 3
    assert len(three) == len(one)


def test_unit_of_another_district_adds_nothing(w, waiting, as_user):
    other = make_user(Role.BOARD_OFFICER, Unit.objects.get(pk=w.section.pk))
    context = as_user(other).get(PAGE).context
    assert (context["total"], context["open"], context["probationary"]) == (0, 0, 0)
