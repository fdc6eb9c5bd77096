"""A session in the small district of `tests.world`, step by step."""

import uuid
from datetime import date

from django.urls import reverse

from admission.domain import session as sessions
from admission.models import Candidate, Session
from tests.world import LONG_AGO, make_unit
from units.models import Grant, Kind, Role

HELD_ON = date(2024, 6, 3)
ADMIT = ("admit", "", "1-QĐ/HU")
REASON = "Chờ kết luận về nơi cư trú"


def appraised(w, **person):
    return w.climb(w.file(**person), to="appraised")


def over_60(w):
    """An appraised file that rests on the written consent of the level above."""
    file = w.climb(
        w.file(full_name="Đinh Công Trứ", born_on=date(1960, 3, 1), youth_union_on=None), to="certified"
    )
    second = {
        "sponsor_2_name": "Lê Văn Tư",
        "sponsor_2_full_from": LONG_AGO,
        "sponsor_2_together_from": LONG_AGO,
    }
    file = w.act(file, "file_papers", file.since, **second)
    file = w.climb(w.act(file, "branch_vote", file.since), to="submitted")
    consent = {"consent_number": "5-CV/TU", "consent_on": file.since, "over_60_ground": "need"}
    return w.act(file, "appraise", file.since, **consent)


def deciding_commune(w):
    """A commune that decides by itself, with a branch: (commune, branch)."""
    commune = make_unit("Đảng bộ xã Bảo Hòa", Kind.BASE_COMMITTEE, w.district, decides=True)
    Grant.objects.create(user=w.officer, unit=commune, role=Role.COMMITTEE_OFFICER, valid_from=LONG_AGO)
    return commune, make_unit("Chi bộ ấp Hòa Bình", Kind.BRANCH, commune)


def put(w, session, *files, on=HELD_ON):
    for file in files:
        sessions.add_to_agenda(session, file, actor=w.board, request_id=uuid.uuid4(), on=on)


def planned(w, *files, held_on=HELD_ON, signer="Phạm Văn Đức"):
    session = sessions.plan_session(actor=w.board, unit=w.district, held_on=held_on, signer=signer)
    put(w, session, *files, on=held_on)
    return session


def note(w, session, *outcomes, actor=None):
    """Outcomes in the order of the agenda; returns the session as it is then."""
    items = session.items.order_by("id")
    noted = {item.pk: outcome for item, outcome in zip(items, outcomes, strict=True)}
    version = Session.objects.get(pk=session.pk).version
    return sessions.note_outcomes(session, noted, actor=actor or w.board, version=version)


def release(w, session, actor=None):
    return sessions.release_session(session, actor=actor or w.board, version=session.version)


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


def states():
    return list(Candidate.objects.order_by("id").values_list("state", flat=True))


def lock(w, session, on=HELD_ON):
    """Returns the session as it is then, and what fell off."""
    version = Session.objects.get(pk=session.pk).version
    return sessions.lock_agenda(session, actor=w.board, version=version, on=on)


def noted(w, session, *outcomes):
    items = session.items.order_by("id")
    outcomes = {item.pk: outcome for item, outcome in zip(items, outcomes, strict=True)}
    return sessions.note_outcomes(session, outcomes, actor=w.board, version=session.version)


def released(w, *files):
    session = noted(w, planned(w, *files), *(("admit", "", f"{n}-QĐ/HU") for n, _ in enumerate(files, 1)))
    return sessions.release_session(session, actor=w.board, version=session.version)


def page(name, *args):
    return reverse(f"admission:session_{name}", args=args)


def add(client, session, *files, request_id=None, **more):
    picks = [f"{file.pk}.{file.version}" for file in files]
    data = {"request_id": request_id or uuid.uuid4(), "files": picks, **more}
    return client.post(page("add", session.pk), data)


def outcomes_data(session, *rows, **more):
    """The outcomes form of a session as typed: rows of (outcome, reason, number) in the order of the agenda."""
    data = {"version": session.version}
    for item, typed in zip(session.items.order_by("id"), rows, strict=True):
        for name, text in zip(("outcome", "reason", "number"), typed, strict=True):
            data[f"{name}{item.pk}"] = text
    return {**data, **more}
