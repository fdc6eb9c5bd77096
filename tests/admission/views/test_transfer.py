"""The pages of a file on its way: where to, what the other side sees, the two answers."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from admission.models import Candidate
from admission.states import State
from partytrack.journal.models import Access
from tests.world import make_user
from units import hierarchy
from units.models import Role

S = State
STATES = (S.NURTURED, S.SUBMITTED, S.PROBATIONARY)
pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(shelf):
    """A file that is offered to the base branch, and its secretary."""
    w = shelf.w
    file = shelf.act(
        shelf.file(S.SUBMITTED), "offer_transfer", "officer", to_unit=w.base_branch, note="Mật"
    ).file
    return file.transfers.get(), make_user(Role.BRANCH_SECRETARY, w.base_branch)


def address(transfer):
    return reverse("admission:transfer_answer", kwargs={"pk": transfer.pk})


def answer(file, **fields):
    return {
        "version": file.version,
        "request_id": uuid.uuid4(),
        "on": f"{timezone.localdate():%d/%m/%Y}",
        **fields,
    }


def sending(file, words, **fields):
    return answer(file, words=words, number="12-GCN/ĐU", **fields)


def act_url(file, slug):
    return reverse("admission:act", kwargs={"pk": file.pk, "slug": slug})


def test_branch_is_found_by_code_or_by_name_without_accents(client, shelf):
    w, file = shelf.w, shelf.file(S.NURTURED)
    client.force_login(w.officer)
    for words in (w.base_branch.code, "bao hiem xa hoi"):
        answered = client.post(act_url(file, "gioi-thieu-chuyen"), sending(file, words))
        assert answered.status_code == 302
        file = Candidate.objects.get(pk=file.pk)
        assert file.offer.to_unit == w.base_branch
        file = shelf.act(file, "withdraw_transfer", "officer", timezone.localdate()).file


def test_several_branches_of_a_name_are_offered_to_choose_from(client, shelf):
    w, file = shelf.w, shelf.file(S.NURTURED)
    new = {"kind": "branch", "parent": w.commune, "on": file.since}
    twins = [hierarchy.create_unit(code=f"TW{n}", name=f"Chi bộ Song Sinh {n}", **new) for n in (1, 2)]
    client.force_login(w.officer)
    url = act_url(file, "gioi-thieu-chuyen")
    asked = client.post(url, sending(file, "song sinh"))
    assert asked.status_code == 422
    assert [choice.data["label"] for choice in asked.context["form"]["to_unit"]] == [
        f"{unit.name}, {w.commune.name} (mã {unit.code})" for unit in twins
    ]
    client.post(url, sending(file, "song sinh", to_unit=twins[1].pk))
    assert Candidate.objects.get(pk=file.pk).offer.to_unit == twins[1]
    other = shelf.file(S.PROBATIONARY)
    assert client.post(act_url(other, "gioi-thieu-chuyen"), sending(other, "xyz")).status_code == 422


def test_receiver_sees_name_birth_year_step_and_no_more(client, shelf, offer):
    transfer, receiver = offer
    client.force_login(receiver)
    shown = client.get(address(transfer)).content.decode()
    file = transfer.candidate
    told = (
        file.full_name,
        str(file.born_on.year),
        file.get_state_display(),
        transfer.from_unit.name,
        "12-GCN/ĐU",
    )
    assert [words for words in told if words not in shown] == []
    for hidden in (f"{file.born_on:%d/%m/%Y}", file.residence, "Mật"):
        assert hidden not in shown
    assert Access.objects.filter(user=receiver, subject=f"candidate:{file.pk}", what="transfer").count() == 1
    assert client.get(reverse("admission:candidate_detail", kwargs={"pk": file.pk})).status_code == 404


def test_received_file_opens_and_waits_for_the_vote_of_the_new_branch(client, offer):
    transfer, receiver = offer
    client.force_login(receiver)
    assert "chờ trả lời" in client.get(reverse("admission:my_work")).content.decode()
    answered = client.post(address(transfer), answer(transfer.candidate), follow=True)
    assert answered.context["file"].state == S.CERTIFIED
    assert "Mật" in answered.content.decode()
    again = client.post(address(transfer), answer(transfer.candidate))
    assert again.url == client.get(address(transfer)).url == reverse("admission:transfer_list")


def test_declined_file_tells_its_old_side_why(client, shelf, offer):
    transfer, receiver = offer
    client.force_login(receiver)
    page = client.post(address(transfer), answer(transfer.candidate, decline="1", reason=""))
    assert page.status_code == 422
    client.post(address(transfer), answer(transfer.candidate, decline="1", reason="Không cư trú tại đây"))
    client.force_login(shelf.w.officer)
    told = client.get(
        reverse("admission:candidate_detail", kwargs={"pk": transfer.candidate_id})
    ).content.decode()
    assert "Lý do: Không cư trú tại đây" in told
    assert "Nơi đến từ chối" in client.get(reverse("admission:transfer_list")).content.decode()


def test_page_of_an_offered_file_leaves_only_the_withdrawal(client, shelf, offer):
    file = Candidate.objects.get(pk=offer[0].candidate_id)
    client.force_login(shelf.w.officer)
    page = client.get(reverse("admission:candidate_detail", kwargs={"pk": file.pk}))
    assert [words.slug for words, _ in page.context["others"]] == ["rut-gioi-thieu"]
    refused = client.get(act_url(file, "gioi-thieu-chuyen"), follow=True)
    assert "đang được giới thiệu chuyển đến" in refused.content.decode()


def test_act_on_the_offer_of_another_branch_is_not_found(client, shelf, offer):
    client.force_login(make_user(Role.BRANCH_SECRETARY, shelf.w.branch))
    assert client.get(address(offer[0])).status_code == 404


def test_closed_offer_tells_nothing_of_the_file_any_more(client, shelf, offer):
    transfer, receiver = offer
    file = shelf.act(Candidate.objects.get(pk=transfer.candidate_id), "withdraw_transfer", "officer").file
    client.force_login(receiver)
    for posted in ({}, answer(file), answer(file, decline="1", reason="")):
        answered = client.post(address(transfer), posted)
        assert (answered.status_code, answered.url) == (302, reverse("admission:transfer_list"))


def test_second_click_on_an_answer_gets_the_same_page(client, offer):
    transfer, receiver = offer
    client.force_login(receiver)
    posted = answer(transfer.candidate)
    first, again = (client.post(address(transfer), posted).url for _ in range(2))
    assert first == again == reverse("admission:candidate_detail", kwargs={"pk": transfer.candidate_id})


def test_stale_answer_to_an_open_offer_keeps_the_reason(client, offer):
    transfer, receiver = offer
    client.force_login(receiver)
    stale = answer(transfer.candidate, decline="1", reason="Không cư trú tại đây", version=0)
    kept = client.post(address(transfer), stale)
    assert kept.status_code == 409
    assert dict(kept.context["kept"])["Lý do không tiếp nhận"] == "Không cư trú tại đây"
    assert client.get(address(transfer)).status_code == 200


def test_every_offer_that_waits_is_on_some_page(client, shelf, offer, monkeypatch):
    monkeypatch.setattr("admission.views.transfer.SHOWN", 1)
    transfer, receiver = offer
    other = shelf.act(shelf.file(S.NURTURED), "offer_transfer", "officer", to_unit=transfer.to_unit).file
    client.force_login(receiver)
    pages = [client.get(reverse("admission:transfer_list"), {"trang": n}).context["page"] for n in (1, 2)]
    assert [[row.candidate_id for row in page] for page in pages] == [[other.pk], [transfer.candidate_id]]
