"""The list of files, one file, a new one, and who a person is."""

import unicodedata
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from admission.models import Candidate
from partytrack.journal.models import Access, Entry
from tests.admission.reports.readers import html_rows
from tests.authz.test_requests import typed
from tests.world import make_unit, make_user
from units.models import Kind, Role

pytestmark = pytest.mark.django_db
TOMORROW = f"{timezone.localdate() + timedelta(1):%d/%m/%Y}"
LIST = reverse("admission:candidate_list")
NEW = reverse("admission:candidate_new")


def page(file, name="detail"):
    return reverse(
        f"admission:{'citizen_id' if name == 'citizen_id' else f'candidate_{name}'}", kwargs={"pk": file.pk}
    )


def names(response):
    return [row[0] for row in html_rows(response.content.decode())[1:]]


def test_list_sorts_by_given_name(w, as_user):
    for name in ("Trần Văn Ý", "Lê Thị Ánh", "Nguyễn Văn Bình", "Đỗ Thị Ân"):
        w.file(full_name=name)
    assert names(as_user(w.secretary).get(LIST)) == [
        "Lê Thị Ánh",
        "Đỗ Thị Ân",
        "Nguyễn Văn Bình",
        "Trần Văn Ý",
    ]


@pytest.mark.parametrize(
    "words",
    ["Hòa", "hoa", "HOÀ", unicodedata.normalize("NFD", "Nguyễn Thị Hòa"), "đo thi hoa", "  nguyen   hoa "],
)
def test_list_finds_names_however_they_are_typed(words, w, as_user):
    w.file(full_name="Nguyễn Thị Hòa", other_name="Đỗ Thị Hòa")
    w.file(full_name="Lê Văn Bình")
    assert names(as_user(w.secretary).get(LIST, {"tim": words})) == ["Nguyễn Thị Hòa"]


def test_list_finds_ended_files_by_name_only(w, as_user):
    w.act(w.file(full_name="Lê Văn Xa"), "stop", timezone.localdate(), reason="works_away")
    client = as_user(w.secretary)
    assert names(client.get(LIST)) == []
    assert (
        names(client.get(LIST, {"tim": "xa"})) == names(client.get(LIST, {"buoc": "ended"})) == ["Lê Văn Xa"]
    )


def test_list_filters_by_step_and_unit(w, as_user):
    w.file(full_name="Lê Thị Một")
    w.file(w.section_branch, full_name="Lê Thị Hai")
    w.climb(w.file(full_name="Lê Thị Ba"), to="nurtured")
    client = as_user(w.secretary)
    assert names(client.get(LIST, {"buoc": "nurtured"})) == ["Lê Thị Ba"]
    assert names(client.get(LIST, {"don_vi": w.section.pk})) == ["Lê Thị Hai"]
    assert names(client.get(LIST, {"buoc": "probation"})) == []


@pytest.mark.parametrize(
    "query", [{"buoc": "xyz"}, {"don_vi": "abc"}, {"don_vi": 10**30}, {"sau": "x"}, {"la": "1"}]
)
def test_list_takes_an_unknown_filter_for_none(query, w, as_user):
    w.file()
    assert names(as_user(w.secretary).get(LIST, query)) == ["Nguyễn Thị Hoa"]


def test_list_hides_other_units_from_the_filter(w, as_user):
    foreign = make_unit("Đảng bộ huyện khác", Kind.SUPERIOR)
    w.file()
    response = as_user(w.secretary).get(LIST, {"don_vi": foreign.pk})
    assert names(response) == ["Nguyễn Thị Hoa"]
    assert foreign.name not in response.content.decode()


@pytest.mark.parametrize("query", [{}, {"tim": "hoa"}, {"buoc": "all"}])
def test_list_asks_as_much_for_three_files_as_for_one(query, w, as_user):
    client = as_user(w.secretary)
    w.climb(w.file(), to="dossier")
    with CaptureQueriesContext(connection) as one:
        client.get(LIST, query)
    w.file(w.section_branch)
    w.climb(w.file(w.base_branch), to="certified")
    with CaptureQueriesContext(connection) as three:
        assert len(names(client.get(LIST, query))) == 3
    assert len(three) == len(one)


def test_detail_masks_the_citizen_number_and_records_the_visit(w, as_user):
    file = w.file(citizen_id="075196000123")
    content = as_user(w.officer).get(page(file)).content.decode()
    assert ("•" * 9 + "123" in content, "075196000123" in content) == (True, False)
    assert list(Access.objects.values_list("user", "subject", "what")) == [
        (w.officer.pk, f"candidate:{file.pk}", "view")
    ]


def test_detail_records_each_visit_once(w, as_user):
    file, client = w.file(), as_user(w.officer)
    for _ in range(5):
        client.get(page(file))
    assert Access.objects.count() == 5


def test_citizen_number_is_shown_on_demand_and_recorded(w, as_user):
    file = w.file(citizen_id="075196000123")
    client = as_user(w.officer)
    assert client.get(page(file, "citizen_id")).status_code == 405
    assert "075196000123" in client.post(page(file, "citizen_id")).content.decode()
    assert list(Access.objects.values_list("what", flat=True)) == ["citizen_id"]


def test_auditor_is_not_offered_the_citizen_number(w, as_user):
    content = as_user(w.auditor).get(page(w.file())).content.decode()
    assert "Hiện đủ số căn cước" not in content


def test_detail_offers_the_next_step_to_whoever_takes_it(w, as_user):
    file = w.climb(w.file(), to="verifying")
    certify = reverse("admission:act", kwargs={"pk": file.pk, "slug": "chung-nhan"})
    assert certify in as_user(w.officer).get(page(file)).content.decode()
    content = as_user(w.secretary).get(page(file)).content.decode()
    assert (certify in content, "Đang chờ đảng ủy cơ sở" in content) == (False, True)


def test_detail_asks_the_same_of_a_long_file_as_of_a_short_one(w, as_user):
    """Papers, votes and the journal are read once each, however many there are."""
    client = as_user(w.auditor)
    short = w.climb(w.file(), to="probationary")
    long = w.climb(w.file(), to="full")
    with CaptureQueriesContext(connection) as few:
        client.get(page(short))
    with CaptureQueriesContext(connection) as many:
        client.get(page(long))
    assert len(many) <= len(few)


def test_new_file_is_registered(w, as_user):
    data = typed(unit=w.branch.pk, full_name=" nguyễn\u200b  Thị Ðào ", citizen_id="075 196 000.123")
    response = as_user(w.secretary).post(NEW, data)
    file = Candidate.objects.get()
    assert (response.status_code, response["Location"]) == (302, page(file))
    assert (file.full_name, file.citizen_id, file.unit) == ("nguyễn Thị Đào", "075196000123", w.branch)
    assert Entry.objects.filter(event="admission.register", actor=w.secretary).count() == 1


def test_new_file_stores_composed_letters(w, as_user):
    name = "Nguyễn Thị Hường"
    as_user(w.secretary).post(NEW, typed(unit=w.branch.pk, full_name=unicodedata.normalize("NFD", name)))
    assert Candidate.objects.get().full_name == name


def test_new_file_sent_twice_is_one_file(w, as_user):
    client, data = as_user(w.secretary), typed(unit=w.branch.pk)
    first, second = client.post(NEW, data), client.post(NEW, data)
    assert first["Location"] == second["Location"]
    assert Candidate.objects.count() == 1


def test_new_file_says_what_to_correct(w, as_user):
    data = typed(unit=w.branch.pk, born_on="31/02/1996", citizen_id="123", full_name="", on=TOMORROW)
    response = as_user(w.secretary).post(NEW, data)
    content = response.content.decode()
    assert response.status_code == 422
    for sentence in (
        "Tháng 2 năm 1996 không có ngày 31.",
        "Số căn cước gồm đúng 12 chữ số; đang có 3 ký tự.",
        "Trường này là bắt buộc.",
        "Ngày này ở tương lai.",
    ):
        assert sentence in content
    assert 'value="31/02/1996"' in content


def test_new_file_offers_own_open_branches_only(w, as_user):
    secretary = make_user(Role.BRANCH_SECRETARY, w.section)
    content = as_user(secretary).get(NEW).content.decode()
    assert (w.section_branch.name in content, w.branch.name in content) == (True, False)
    assert f'<option value="{w.section_branch.pk}" selected>' in content  # the only one is chosen already


def test_second_file_of_a_person_is_refused_with_the_text_kept(w, as_user):
    w.file(w.base_branch, citizen_id="075196000123")
    response = as_user(w.secretary).post(
        NEW, typed(unit=w.branch.pk, citizen_id="075196000123", full_name="Lê Văn Hai")
    )
    content = response.content.decode()
    assert response.status_code == 422
    assert ("Số căn cước này đã có một hồ sơ đang theo dõi." in content, 'value="Lê Văn Hai"' in content) == (
        True,
        True,
    )
    assert Candidate.objects.count() == 1


def edited(file, **changes):
    data = {
        name: getattr(file, name) for name in ("full_name", "sex", "citizen_id", "birthplace", "hometown")
    }
    data |= {"residence": file.residence, "schooling": file.schooling, "occupation": file.occupation}
    data |= {"born_on": f"{file.born_on:%d/%m/%Y}", "version": file.version, "request_id": uuid.uuid4()}
    return {**data, "ethnicity": "kinh", "religion": "none", "qualification": "none", **changes}


def test_edit_changes_the_person_and_names_the_fields(w, as_user):
    file, client = w.file(), as_user(w.secretary)
    content = client.get(page(file, "edit")).content.decode()
    assert 'value="20/05/1996"' in content
    response = client.post(page(file, "edit"), edited(file, residence="Ấp 9", youth_union_on="26/03/2012"))
    assert (response.status_code, Candidate.objects.get().residence) == (302, "Ấp 9")
    assert Entry.objects.get(event="admission.edit_person").body["fields"] == ["residence"]
    assert list(Access.objects.values_list("what", flat=True)) == ["edit"]


def test_edit_of_a_file_that_changed_meanwhile_keeps_what_was_typed(w, as_user):
    file = w.file()
    w.act(file, "assign_helper", file.since + timedelta(3))
    response = as_user(w.secretary).post(page(file, "edit"), edited(file, residence="Ấp 9, vừa gõ"))
    content = response.content.decode()
    assert response.status_code == 409
    for words in ("Bí thư", "Phân công đảng viên giúp đỡ", "Ấp 9, vừa gõ"):
        assert words in content
    assert Candidate.objects.get().residence == file.residence


def test_edit_without_a_change_says_so(w, as_user):
    file = w.file()
    response = as_user(w.secretary).post(page(file, "edit"), edited(file, youth_union_on="26/03/2012"))
    assert response.status_code == 422
    assert "Không có thông tin nào thay đổi." in response.content.decode()


def test_edit_to_the_number_of_somebody_else_is_refused(w, as_user):
    w.file(citizen_id="075196000123")
    file = w.file()
    response = as_user(w.secretary).post(page(file, "edit"), edited(file, citizen_id="075196000123"))
    assert response.status_code == 422
    assert "đã có một hồ sơ đang theo dõi" in response.content.decode()


def test_edit_ends_when_the_history_is_certified(w, as_user):
    file = w.climb(w.file(), to="certified")
    assert as_user(w.secretary).get(page(file, "edit")).status_code == 403
