"""The pages of the source list, and what the page of a file shows of it."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from admission.models import Candidate, Origin, SourceReview
from partytrack.journal.models import Access
from tests.admission.reports.readers import pdf_text
from tests.authz.test_requests import typed

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def url(name, unit, **query):
    return reverse(f"admission:{name}", args=[unit.pk], query=query)


def young(w, name, on=TODAY):
    return w.file(full_name=name, on=on, born_on=date(TODAY.year - 25, 1, 1))


def body(people, version=0, **changes):
    """The review of these people as a browser sends it, all of them kept unless changed."""
    fields = {"request_id": uuid.uuid4(), "version": version}
    for file in people:
        fields |= {
            f"verdict{file.pk}": "keep",
            f"reason{file.pk}": "",
            f"note{file.pk}": "",
            f"seen{file.pk}": 1,
        }
    return fields | changes


def test_home_leads_to_the_list_of_the_users_unit(w, as_user):
    response = as_user(w.officer).get(reverse("admission:source_home"))
    assert response["Location"] == url("source_list", w.commune)


def test_list_of_a_branch_says_who_waits_for_review(w, as_user):
    an, binh = young(w, "Nguyễn Thị An"), young(w, "Trần Văn Bình")
    client = as_user(w.secretary)
    page = client.get(url("source_list", w.branch)).content.decode()
    assert (page.count("Chưa rà soát"), "2\N{NO-BREAK SPACE}người chưa được rà soát" in page) == (2, True)
    client.post(url("source_review", w.branch), body([an, binh], **{f"verdict{binh.pk}": ""}))
    page = client.get(url("source_list", w.branch)).content.decode()
    assert (page.count("Chưa rà soát"), "1\N{NO-BREAK SPACE}người chưa được rà soát" in page) == (1, True)


def test_list_has_as_many_queries_for_three_people_as_for_one(w, as_user, django_assert_num_queries):
    client = as_user(w.secretary)
    young(w, "Nguyễn Thị An")
    client.get(url("source_list", w.branch))
    with CaptureQueriesContext(connection) as one:
        client.get(url("source_list", w.branch))
    for name in ("Trần Văn Bình", "Lê Thị Chi"):
        young(w, name)
    with django_assert_num_queries(len(one)):
        client.get(url("source_list", w.branch))


def test_review_is_saved_and_told(w, as_user, said):
    people = [young(w, "Nguyễn Thị An"), young(w, "Trần Văn Bình")]
    stop = {f"verdict{people[1].pk}": "stop", f"reason{people[1].pk}": "age"}
    response = as_user(w.secretary).post(url("source_review", w.branch), body(people, **stop))
    assert (response.status_code, response["Location"]) == (302, url("source_list", w.branch))
    assert said(response) == ["Đã ghi kết quả rà soát 2\N{NO-BREAK SPACE}người."]
    assert [Candidate.objects.get(pk=file.pk).state for file in people] == ["source", "stopped"]


def test_review_that_is_refused_keeps_what_was_typed(w, as_user):
    file = young(w, "Nguyễn Thị An")
    wrong = {f"verdict{file.pk}": "pause", f"note{file.pk}": "Đi học ở xa"}
    response = as_user(w.secretary).post(url("source_review", w.branch), body([file], **wrong))
    page = response.content.decode()
    assert (response.status_code, SourceReview.objects.count()) == (422, 0)
    assert "Nguyễn Thị An: chưa ghi lý do tạm dừng." in page
    assert 'value="Đi học ở xa"' in page


def test_who_joins_while_the_review_is_open_waits_for_the_next_save(w, as_user):
    early, late = young(w, "Nguyễn Thị An"), young(w, "Trần Văn Bình")
    assert as_user(w.secretary).post(url("source_review", w.branch), body([early])).status_code == 302
    assert list(SourceReview.objects.get().lines.values_list("candidate_id", flat=True)) == [early.pk]
    page = as_user(w.secretary).get(url("source_review", w.branch)).content.decode()
    assert f'name="verdict{late.pk}"' in page


def test_note_without_a_verdict_is_pointed_out(w, as_user):
    file = young(w, "Nguyễn Thị An")
    response = as_user(w.secretary).post(
        url("source_review", w.branch), body([file], **{f"verdict{file.pk}": "", f"note{file.pk}": "?"})
    )
    assert (response.status_code, "Chọn kết luận." in response.content.decode()) == (422, True)


def test_review_of_a_stale_page_is_a_conflict_that_keeps_the_text(w, as_user):
    file = young(w, "Nguyễn Thị An")
    client = as_user(w.secretary)
    client.post(url("source_review", w.branch), body([file]))
    note = {f"verdict{file.pk}": "pause", f"reason{file.pk}": "away", f"note{file.pk}": "Học ở Biên Hòa"}
    response = client.post(url("source_review", w.branch), body([file], **note))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Tạm dừng – Đi học, đi làm xa một thời gian – Học ở Biên Hòa" in page


def test_months_before_are_read_and_not_changed(w, as_user):
    file = young(w, "Nguyễn Thị An", on=date(2024, 1, 8))
    review = SourceReview.objects.create(unit=w.branch, month=date(2024, 3, 1), reviewed_on=date(2024, 3, 9))
    review.lines.create(candidate=file, verdict="pause", reason="health", note="Nghỉ thai sản")
    page = as_user(w.secretary).get(url("source_review", w.branch, thang="2024-03")).content.decode()
    assert ("Nghỉ thai sản" in page, "Lưu kết quả rà soát" in page) == (True, False)


@pytest.mark.parametrize("month", ["2024-13", "x", "2024-3", "٢٠٢٤-٠٣"])
def test_month_that_is_none_is_not_found(w, as_user, month):
    assert as_user(w.secretary).get(url("source_review", w.branch, thang=month)).status_code == 404


def test_new_file_takes_its_origin(w, as_user):
    data = typed(unit=w.branch.pk, area="normal", introduced_by="women", introduced_on="05/01/2024")
    assert as_user(w.secretary).post(reverse("admission:candidate_new"), data).status_code == 302
    row = Origin.objects.get()
    assert (row.group, row.introduced_by, row.introduced_on) == ("worker", "women", date(2024, 1, 5))


def test_new_file_without_origin_has_none(w, as_user):
    data = typed(unit=w.branch.pk, area="normal")
    assert as_user(w.secretary).post(reverse("admission:candidate_new"), data).status_code == 302
    assert Origin.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"introduced_by": "women"}, "Ghi ngày tổ chức đó giới thiệu."),
        ({"introduced_on": "05/01/2024"}, "Chọn tổ chức giới thiệu."),
        (
            {"introduced_by": "women", "introduced_on": f"{TODAY + timedelta(1):%d/%m/%Y}"},
            "Ngày này ở tương lai.",
        ),
    ],
)
def test_organisation_and_day_go_together(w, as_user, changes, words):
    response = as_user(w.secretary).post(
        reverse("admission:candidate_new"), typed(unit=w.branch.pk, **changes)
    )
    assert (response.status_code, words in response.content.decode()) == (422, True)


def test_file_shows_tasks_helpers_and_origin(w, as_user):
    file = w.climb(young(w, "Nguyễn Thị An", on=TODAY - timedelta(30)), to="nurtured")
    on = file.since
    file = w.act(file, "give_task", on, text="Dọn đường ấp", due_on=TODAY - timedelta(1))
    helper = file.helpers.get()
    file = w.act(file, "assess", on, helper=helper.pk, grade="good", text="Gương mẫu")
    file = w.act(file, "assign_helper", on, helper_name="Phan Thị Út")
    file = w.act(file, "describe_origin", on, group="youth", introduced_by="youth_union", introduced_on=on)
    page = as_user(w.secretary).get(reverse("admission:candidate_detail", args=[file.pk])).content.decode()
    for words in ("Dọn đường ấp", "Quá hạn", "Gương mẫu", "Phan Thị Út", "Những người giúp đỡ trước", helper.name,
                  "Đoàn Thanh niên giới thiệu ngày"):  # fmt: skip
        assert words in page


@pytest.mark.needs("PDF")
def test_list_is_printed_and_the_printing_recorded(w, as_user):
    young(w, "Nguyễn Thị An")
    response = as_user(w.officer).get(url("source_paper", w.commune))
    assert response["Content-Type"] == "application/pdf"
    assert "Nguyễn Thị An" in pdf_text(response.content)
    assert Access.objects.get().what == "source_list.pdf"


def test_list_of_a_district_is_not_printed(w, as_user):
    assert as_user(w.board).get(url("source_paper", w.district)).status_code == 404
