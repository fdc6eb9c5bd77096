"""Meetings as tests make them: a branch of nine with files that wait, opened, filled in and recorded."""

import uuid
from datetime import timedelta

from admission.domain import meeting as acts
from admission.meetings import awaiting, meets_for
from admission.models import Candidate, Meeting

NAMES = ("Nguyễn Thị Hoa", "Lê Văn Dũng", "Trần Thu Hà", "Phạm Văn Nam")


def certified(w, count=1, *, branch=None, names=NAMES):
    """Files that wait for the branch's vote, with their papers; all on one day."""
    files = []
    for name in names[:count]:
        file = w.climb(w.file(branch, full_name=name), to="certified")
        files.append(w.act(file, "file_papers", file.since))
    return files


def opened(w, files, *, unit=None, actor=None, entitled=9, held_on=None, request_id=None):
    """A draft that took up these files a week after the last of them was ready."""
    return acts.open_meeting(
        actor=actor or w.secretary, unit=unit or meets_for(files[0]), entitled=entitled,
        held_on=held_on or max(file.since for file in files) + timedelta(7),
        picks=[file.pk for file in files], request_id=request_id or uuid.uuid4(),
    )  # fmt: skip


def facts(meeting, **changes):
    """A meeting to which everybody came."""
    return {
        "held_on": meeting.held_on, "starts_at": None, "ends_at": None, "place": "Nhà văn hóa ấp 1",
        "chair": "Trần Văn Bình", "chair_post": "Bí thư chi bộ", "secretary": "Lê Thị Cúc", "secretary_post": "",
        "entitled": meeting.entitled, "exempt_absent": 0, "present": meeting.entitled, "probationary": 0,
        "probationary_present": 0, "first_number": "05-NQ/CB", **changes,
    }  # fmt: skip


def filled(w, meeting, votes, *, actor=None, absences=(), **changes):
    """Saved with (for, against) of each file in order, or with the fields of each as a dict."""
    items = list(meeting.items.order_by("id"))
    typed = [
        vote if isinstance(vote, dict) else dict(zip(("votes_for", "votes_against"), vote, strict=True))
        for vote in votes
    ]
    return acts.save_draft(
        meeting, actor=actor or w.secretary, version=meeting.version, request_id=uuid.uuid4(),
        facts=facts(meeting, **changes), absences=list(absences),
        items={item.pk: fields for item, fields in zip(items, typed, strict=True)},
    )  # fmt: skip


def versions(meeting):
    """What a page that is opened now shows."""
    return {item.pk: item.candidate.version for item in meeting.items.select_related("candidate")}


def recorded(w, meeting, votes, *, actor=None, **changes):
    """{item id: reasons} of what could not be recorded, of a meeting filled in and recorded."""
    meeting = filled(w, meeting, votes, actor=actor, **changes)
    return acts.record(
        meeting, actor=actor or w.secretary, version=meeting.version, versions=versions(meeting)
    )


def outcomes(meeting):
    return list(meeting.items.order_by("id").values_list("outcome", flat=True))


def states(files):
    return list(
        Candidate.objects.filter(pk__in=[file.pk for file in files])
        .order_by("pk")
        .values_list("state", flat=True)
    )


def fresh(meeting):
    return Meeting.objects.select_related("unit").get(pk=meeting.pk)


def waiting(user, unit):
    return [file.full_name for file in awaiting(user, under=unit).get(unit, [])]
