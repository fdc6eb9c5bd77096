"""My work: what waits for each role, in which week, and figures that agree with the lists they open."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from admission import todo
from admission.counts import files_by_step, open_files
from admission.domain.intake import register_candidate
from admission.events import clocks_for
from admission.rollups import recount
from admission.rules.deadlines import add_working_days
from admission.states import State as S
from admission.todo import When
from admission.views import work
from tests.admission.reports.readers import html_rows, html_text
from tests.world import START, make_unit, make_user, person
from units.models import Kind, Period, Role, TargetBy, Unit
from units.targets import enter_target

pytestmark = pytest.mark.django_db
PAGE, LIST = reverse("admission:my_work"), reverse("admission:candidate_list")
TABS = ("", "qua-han", "vuong", "sap-toi", "cho")


@pytest.fixture
def waiting(w):
    """Files that wait for each role in turn."""
    return {
        state: w.climb(w.file(), to=state)
        for state in (S.SOURCE, S.VERIFYING, S.CERTIFIED, S.SUBMITTED, S.ON_AGENDA)
    }


def listed(response):
    """[(what, url)] of every line of the page, in order."""
    return [(task.what, task.url) for _, _, tasks in response.context["groups"] for task in tasks]


def counted(response):
    """{tab: what it says it holds}."""
    return dict(zip(TABS, [tab.count for tab in response.context["tabs"]], strict=True))


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
    seen = {user: {url for _, url in listed(as_user(user).get(PAGE))} for user in expected}
    assert seen == expected


def test_counts_agree_with_the_lists_that_they_open(w, waiting, as_user):
    w.climb(w.file(), to="probationary")
    w.climb(w.file(), to="decided")
    for user in (w.secretary, w.officer, w.board, w.auditor):
        client = as_user(user)
        response = client.get(PAGE)
        counts = counted(response)
        assert counts == {tab: len(listed(client.get(PAGE, {"xem": tab}))) for tab in TABS}, user
        late = [len(tasks) for heading, _, tasks in response.context["groups"] if heading == "Quá hạn"]
        assert sum(late) == counts["qua-han"]
        for heading, count, tasks in response.context["groups"]:
            assert count == len(tasks), heading
        for row in response.context["pool"]:
            assert row["value"] == len(html_rows(client.get(row["url"]).content.decode())) - 1


def test_what_waits_for_others_says_for_whom(w, waiting, as_user):
    response = as_user(w.secretary).get(PAGE, {"xem": "cho"})
    assert dict((url, what) for what, url in listed(response)) == {
        opened(waiting[S.VERIFYING]): "Chờ đảng ủy cơ sở: Chứng nhận lý lịch",
        opened(waiting[S.SUBMITTED]): "Chờ Ban Tổ chức của cấp có thẩm quyền: Thẩm định hồ sơ",
        opened(waiting[S.ON_AGENDA]): "Chờ Ban Tổ chức của cấp có thẩm quyền: Phiên họp quyết định kết nạp",
    }


def test_what_blocks_is_said_and_the_act_that_cures_it_comes_first(w, waiting, as_user):
    response = as_user(w.secretary).get(PAGE, {"xem": "vuong"})
    assert listed(response) == [("Giấy giới thiệu và ý kiến nhận xét", opened(waiting[S.CERTIFIED]))]
    assert "Chưa có đảng viên chính thức giới thiệu." in response.content.decode()
    response = as_user(w.officer).get(PAGE, {"xem": "vuong"})
    assert "Chờ trả lời thẩm tra lý lịch, công văn gửi ngày" in response.content.decode()


def test_most_urgent_is_the_one_next_thing(w, as_user):
    w.file()
    late = w.climb(w.file(), to="decided")
    response = as_user(w.secretary).get(PAGE)
    assert (listed(response)[0][1], counted(response)["qua-han"]) == (opened(late), 1)
    assert (response.context["next"].file, response.context["next"].what) == (late, "Tổ chức lễ kết nạp")
    assert response.context["next"].button[1] == reverse(
        "admission:act", kwargs={"pk": late.pk, "slug": "le-ket-nap"}
    )
    assert "Quá hạn" in html_text(response.content.decode())


@pytest.mark.parametrize(
    ("days", "when"), [(-1, "LATE"), (0, "THIS_WEEK"), (4, "THIS_WEEK"), (5, "NEXT_WEEK"), (11, "NEXT_WEEK"),
                       (12, "LATER"), (None, "ANY_TIME")],
)  # fmt: skip
def test_weeks_begin_on_monday(days, when):
    wednesday = date(2026, 11, 18)
    assert When.of(None if days is None else wednesday + timedelta(days), wednesday).name == when


def test_new_member_owes_papers_beside_the_next_step(w, as_user):
    file = w.climb(w.file(on=timezone.localdate() - timedelta(150)), to="probationary")
    client = as_user(w.secretary)
    assert listed(client.get(PAGE)) == [("Khai lý lịch đảng viên, phiếu đảng viên", opened(file))]
    (task,) = client.get(PAGE).context["groups"][0][2]
    assert task.due_on == add_working_days(file.ceremony_on, 30)
    (coming,) = client.get(PAGE, {"xem": "sap-toi"}).context["groups"][0][2]
    assert (coming.opens_on, coming.what) == (file.probation_ends_on, "Giấy tờ của đảng viên dự bị")


def test_certificate_that_runs_out_soon_presses(w, as_user):
    today = timezone.localdate()
    file = w.climb(w.file(on=today - timedelta(60)), to="dossier")
    client = as_user(w.secretary)
    assert [what for what, _ in listed(client.get(PAGE))] == ["Gửi thẩm tra lý lịch"]
    file.papers.filter(code="CN-NTVĐ").update(issued_on=today.replace(year=today.year - 5) + timedelta(20))
    first, _ = listed(client.get(PAGE))
    assert first == ("Giấy chứng nhận lớp bồi dưỡng còn giá trị", opened(file))


def test_filters_narrow_the_list_and_its_counts(w, waiting, as_user):
    client = as_user(w.secretary)
    response = client.get(PAGE, {"viec": "assign_helper"})
    assert listed(response) == [("Phân công đảng viên giúp đỡ", opened(waiting[S.SOURCE]))]
    assert counted(response)[""] == 1
    not_a_choice = {"don_vi": make_unit("Chi bộ huyện khác", Kind.BASE_BRANCH).pk}
    assert listed(client.get(PAGE, not_a_choice)) == listed(client.get(PAGE))
    assert listed(client.get(PAGE, {"don_vi": w.section_branch.pk})) == []
    w.file(w.section_branch)
    for unit in (w.section_branch, w.section):
        assert len(listed(client.get(PAGE, {"don_vi": unit.pk}))) == 1


def test_very_many_files_are_looked_at_in_part_and_that_is_said(w, waiting, as_user, monkeypatch):
    monkeypatch.setattr(todo, "MOST", 2)
    client = as_user(w.secretary)
    response = client.get(PAGE)
    oldest = sorted(waiting.values(), key=lambda file: (file.since, file.pk))[:2]
    assert {address for _, address in listed(response)} <= {opened(file) for file in oldest}
    assert "ở bước hiện tại lâu nhất" in response.content.decode()
    assert "ở bước hiện tại lâu nhất" in client.get(reverse("admission:calendar")).content.decode()
    assert "ở bước hiện tại lâu nhất" not in client.get(PAGE, {"don_vi": w.section.pk}).content.decode()


def test_reminders_look_at_every_file(w, waiting, monkeypatch):
    before = {(file.pk, clock.code) for file, clock in clocks_for(w.secretary)}
    monkeypatch.setattr(todo, "MOST", 2)
    assert {(file.pk, clock.code) for file, clock in clocks_for(w.secretary)} == before != set()


def test_files_that_wait_elsewhere_have_pages(w, as_user, monkeypatch):
    monkeypatch.setattr(work, "PAGE", 2)
    files = [w.climb(w.file(), to="branch_proposed") for _ in range(3)]
    client = as_user(w.secretary)
    first = client.get(PAGE, {"xem": "cho"})
    second = client.get(PAGE, {"xem": "cho", "sau": first.context["page"].after})
    assert [address for _, address in [*listed(first), *listed(second)]] == [opened(file) for file in files]
    assert counted(second)["cho"] == 3


def test_a_province_shows_its_files_by_step_as_stored(w, as_user):
    """A whole province is not counted while somebody waits: what is stored says the same."""
    province = make_unit("Đảng bộ tỉnh Đồng Nai", Kind.PROVINCE)
    branch = make_unit("Chi bộ Sở Nội vụ", Kind.BASE_BRANCH, province)
    secretary = make_user(Role.BRANCH_SECRETARY, branch)
    board = make_user(Role.BOARD_OFFICER, province)

    def one_more():
        register_candidate(actor=secretary, unit=branch, request_id=uuid.uuid4(), on=START, **person())

    one_more()
    assert files_by_step(board) == files_by_step(secretary) == {"source": 1}  # while nothing is stored
    today = timezone.localdate()
    days = {"starts": date(today.year, 1, 1), "ends": date(today.year, 12, 31)}
    recount([Period.objects.create(code="Y", kind="year", name="Năm nay", **days)])
    one_more()
    assert (files_by_step(board), files_by_step(secretary)) == ({"source": 1}, {"source": 2})
    numbers = open_files(board, [province, branch])
    assert numbers == {province.pk: "1\N{NO-BREAK SPACE}hồ sơ", branch.pk: "2\N{NO-BREAK SPACE}hồ sơ"}


def test_tasks_of_one_file_stand_together_when_asked(w, as_user):
    w.climb(w.file(), to="decided")
    w.climb(w.file(full_name="Trần Đức Ưỡng"), to="probationary")
    groups = as_user(w.secretary).get(PAGE, {"nhom": "ho-so"}).context["groups"]
    branch = w.branch.name
    assert [(heading, len(tasks)) for heading, _, tasks in groups] == [
        (f"Nguyễn Thị Hoa – {branch}", 1), (f"Trần Đức Ưỡng – {branch}", 2),
    ]  # fmt: skip


def test_deputy_sees_the_tasks_of_their_principal_and_in_whose_place(w, waiting, as_user):
    deputy = make_user(Role.COMMITTEE_OFFICER, w.commune)
    deputy.grants.update(on_behalf_of=w.officer, valid_to=timezone.localdate() + timedelta(9))
    mine = listed(as_user(w.officer).get(PAGE))
    response = as_user(deputy).get(PAGE)
    assert listed(response) == mine
    assert f"Đồng chí đang làm thay {w.officer}" in html_text(response.content.decode())


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


def test_asks_as_much_for_many_files_as_for_one(w, as_user):
    """The first thing to do, the lists and the counts, whatever blocks it: no question for each file."""
    client = as_user(w.secretary)
    states = ("dossier", "certified", "verifying", "branch_proposed", "decided", "probationary")

    def queries():
        return {tab: _asked(client, tab) for tab in TABS}

    for state in states:
        w.climb(w.file(), to=state)
    few = queries()
    for state in states:
        w.climb(w.file(w.section_branch), to=state)
    assert queries() == few


def _asked(client, tab):
    with CaptureQueriesContext(connection) as captured:
        client.get(PAGE, {"xem": tab})
    return len(captured)


def test_unit_of_another_district_adds_nothing(w, waiting, as_user):
    other = make_user(Role.BOARD_OFFICER, Unit.objects.get(pk=w.section.pk))
    response = as_user(other).get(PAGE)
    assert (set(counted(response).values()), response.context["pool"]) == ({0}, [])
