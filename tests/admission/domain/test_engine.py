"""Every act: done at its step, by its level, once; refused whole at every other one."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from admission.domain.engine import ACTS
from admission.models import Candidate, Decision, Member, Paper, Resolution, Standing
from admission.states import State
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Entry, Head
from partytrack.journal.verify import broken_links
from tests.admission.domain.acts import CASES, MAY, SEES, ActCase
from tests.admission.domain.shelf import CLIMBED
from units.models import User

pytestmark = pytest.mark.django_db
DAY = timedelta(1)
sqlite_too = pytest.mark.sqlite_too
every_act = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def prepared(shelf, case) -> tuple[Candidate, str]:
    """The file that the act is done on, and who does it. Its session, if it needs one, is planned."""
    file = shelf.ready(shelf.file(case.state, of_section=case.level == "section"), case.name)
    shelf.fields_of(file, case.name, shelf.day_of(file, case.name))
    return file, sorted(MAY[case.level])[-1]


def everything():
    """All that the system holds of files."""
    rows = [Candidate, Standing, Paper, Resolution, Decision, Member, Head]
    return [list(model.objects.order_by("pk").values_list()) for model in rows]


def test_cases_cover_every_act():
    assert {case.name for case in CASES} == ACTS.keys()


@sqlite_too
@every_act
def test_act_moves_the_file_and_is_journalled(shelf, case: ActCase):
    file, actor = prepared(shelf, case)
    on, request_id = shelf.day_of(file, case.name), uuid.uuid4()

    done = shelf.act(file, case.name, actor, on, request_id=request_id)

    after = Candidate.objects.get(pk=file.pk)
    moved = case.target != case.state
    assert (after.state, after.version, after.last_entry_id) == (case.target, file.version + 1, request_id)
    assert after.since == (on if moved else file.since)
    entry = Entry.objects.get(uid=request_id)
    assert done.entry == entry
    assert (entry.event, entry.level) == (f"admission.{case.name}", case.level_written)
    assert (entry.actor, entry.subject, entry.unit_id) == (
        shelf.user(actor), f"candidate:{file.pk}", after.unit_id,
    )  # fmt: skip
    assert (entry.on, entry.body["version"]) == (on, file.version + 1)
    assert (entry.body["source"], entry.body["target"]) == (case.state, case.target)
    assert sorted(rule.partition("@")[0] for rule in entry.body["rules"]) == case.rules.split()
    assert list(broken_links()) == []


@every_act
def test_act_is_refused_at_every_other_step(shelf, case: ActCase):
    actor = sorted(MAY[case.level])[0]  # who sees every file here
    before = everything()
    for state in set(State) - {State(at) for at in case.open_at}:
        with pytest.raises(Refused) as refused:
            shelf.act(shelf.files[state], case.name, actor, shelf.files[state].since, bare=True)
        assert [reason.code for reason in refused.value.reasons] == ["NOT_AT_THIS_STEP"], state
    assert everything() == before


@every_act
def test_act_is_denied_to_every_other_role(shelf, case: ActCase):
    file, _ = prepared(shelf, case)
    before = everything()
    for name in SEES - MAY[case.level]:
        with pytest.raises(PermissionDenied):
            shelf.act(file, case.name, name, bare=True)
    assert everything() == before


@every_act
def test_file_of_another_unit_does_not_exist(shelf, case: ActCase):
    file, _ = prepared(shelf, case)
    before = everything()
    for name in ("stranger", "admin"):
        with pytest.raises(Candidate.DoesNotExist):
            shelf.act(file, case.name, name, bare=True)
    assert everything() == before


@every_act
def test_act_on_a_stale_file_is_a_conflict_that_names_the_last_act(shelf, case: ActCase):
    file, actor = prepared(shelf, case)
    last = Entry.objects.get(uid=file.last_entry_id)
    with pytest.raises(Conflict) as conflict:
        shelf.act(file, case.name, actor, version=file.version - 1, bare=True)
    assert conflict.value.last == last
    assert Candidate.objects.get(pk=file.pk).version == file.version


@sqlite_too
@every_act
def test_request_sent_again_gets_the_same_answer_and_changes_nothing(shelf, case: ActCase):
    file, actor = prepared(shelf, case)
    request_id = uuid.uuid4()
    first = shelf.act(file, case.name, actor, request_id=request_id)
    before = everything()
    for version in (file.version, first.file.version):
        again = shelf.act(file, case.name, actor, request_id=request_id, version=version)
        assert (again.entry, again.file.state) == (first.entry, first.file.state)
    assert everything() == before


@every_act
def test_act_is_not_dated_ahead_or_before_the_last_step(shelf, case: ActCase):
    file, actor = prepared(shelf, case)
    before = everything()
    for on, code in [(timezone.localdate() + DAY, "FUTURE"), (file.since - DAY, "BACKWARDS")]:
        with pytest.raises(Refused) as refused:
            shelf.act(file, case.name, actor, on, bare=True)
        assert [reason.code for reason in refused.value.reasons] == [code]
    assert everything() == before


@sqlite_too
@every_act
def test_act_that_cannot_be_journalled_is_not_done(shelf, case: ActCase):
    file, actor = prepared(shelf, case)
    Head.objects.update(seq=0)  # the next entry would take a number that is taken
    before = everything()
    with pytest.raises(IntegrityError), transaction.atomic():
        shelf.act(file, case.name, actor)
    assert everything() == before


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("branch_vote", "certified"),
        ("committee_vote", "branch_proposed"),
        ("branch_recommendation", "probationary"),
        ("committee_recommendation", "branch_recommended"),
    ],
)
def test_vote_that_falls_short_leaves_the_file_where_it_stands(shelf, name, state):
    file = shelf.file(state)
    actor = "secretary" if name.startswith("branch") else "officer"
    done = shelf.act(file, name, actor, votes_for=5, votes_against=4)
    assert (done.file.state, done.file.version, done.file.since) == (state, file.version + 1, file.since)
    resolution = file.resolutions.order_by("-id").first()
    assert (resolution.passed, resolution.number, resolution.votes_for) == (False, "", 5)
    assert (done.entry.body["passed"], done.entry.body["target"]) == (False, state)
    assert [reason.code for reason in done.verdict.short] == [f"{resolution.body.upper()}_TWO_THIRDS"]


def test_nobody_acts_at_two_levels_of_one_file(shelf):
    w, file = shelf.w, shelf.file(State.SUBMITTED)
    w.secretary.grants.create(unit=w.district, role="board_officer", valid_from=file.since)
    secretary = User.objects.get(pk=w.secretary.pk)
    with pytest.raises(Refused) as refused:
        shelf.act(file, "appraise", secretary)
    assert [reason.code for reason in refused.value.reasons] == ["FOUR_EYES"]
    assert shelf.act(file, "appraise", "board").file.state == State.APPRAISED


def test_committee_that_certified_also_votes(shelf):
    file = shelf.file(State.BRANCH_PROPOSED)
    assert (
        Entry.objects.get(subject=f"candidate:{file.pk}", event="admission.certify").actor == shelf.w.officer
    )
    assert shelf.act(file, "committee_vote", "officer").file.state == State.COMMITTEE_PROPOSED


def test_file_that_was_returned_and_edited_meanwhile_is_not_what_was_approved(shelf):
    """A → B → A: the same step again, another version of the file."""
    shown = shelf.file(State.VERIFYING)
    file = shelf.act(shown, "return_to_branch", "officer").file
    file = shelf.act(file, "edit_person", "secretary", file.since).file
    file = shelf.act(file, "send_verification", "secretary", file.since).file
    assert file.state == shown.state
    with pytest.raises(Conflict) as conflict:
        shelf.act(shown, "certify", "officer", file.since)
    assert conflict.value.last.event == "admission.send_verification"


def test_request_id_of_another_file_is_refused(shelf):
    used = shelf.file(State.NURTURED).last_entry_id
    file = shelf.file(State.SOURCE)
    with pytest.raises(Refused) as refused:
        shelf.act(file, "assign_helper", "secretary", request_id=used)
    assert [reason.code for reason in refused.value.reasons] == ["REQUEST_USED"]


def test_act_between_two_steps_may_share_their_day(shelf):
    file = shelf.file(State.SOURCE)
    file = shelf.act(file, "assign_helper", "secretary", file.since).file
    file = shelf.act(file, "take_application", "secretary", file.since).file
    spans = list(file.standings.values_list("state", "valid_from", "valid_to"))
    assert spans == [
        ("source", file.since, file.since), ("nurtured", file.since, file.since), ("dossier", file.since, None),
    ]  # fmt: skip


@pytest.mark.parametrize("state", CLIMBED)
def test_standings_of_a_file_leave_no_gap_and_end_where_it_stands(shelf, state):
    file = shelf.file(state)
    standings = list(file.standings.all())
    assert [row.valid_from for row in standings[1:]] == [row.valid_to for row in standings[:-1]]
    assert (standings[-1].state, standings[-1].valid_from, standings[-1].valid_to) == (
        state,
        file.since,
        None,
    )
    assert standings[-1].entry_id == Entry.objects.filter(
        subject=f"candidate:{file.pk}", body__target=state
    ).exclude(body__source=state).latest("seq").uid  # fmt: skip
