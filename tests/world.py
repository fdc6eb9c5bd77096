"""A small world for tests: a district with one base committee (with a section), a base branch, and their people.

    w = world()                       units, users and a session
    file = w.file(branch=w.branch)    a registered file
    w.climb(file, to="certified")     the acts of the ladder up to that state, by the right users

Every act goes through the engine, as in the product.
"""

import itertools
import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.middleware.csrf import CSRF_SESSION_KEY
from django.utils.crypto import get_random_string

from admission.domain import session as sessions
from admission.domain.engine import perform
from admission.domain.intake import register_candidate
from admission.models import Candidate, Session
from admission.routes import usual_edge
from partytrack.journal.models import Entry
from units import hierarchy
from units.models import Grant, Kind, Role, Unit, User

LONG_AGO = date(2000, 1, 1)
START = date(2024, 1, 8)
_numbers = itertools.count(1)

ACT_OF_EDGE = {
    "propose": "branch_vote",
    "committee_propose": "committee_vote",
    "recommend": "branch_recommendation",
    "committee_recommend": "committee_recommendation",
    "hold_ceremony": "ceremony",
}


def make_unit(name, kind, parent=None, *, decides=False, code=None):
    code = code or f"T{next(_numbers)}"
    return hierarchy.create_unit(code=code, name=name, kind=kind, parent=parent, on=LONG_AGO, decides=decides)


def make_user(role, unit, name=None):
    user = User.objects.create_user(f"user{next(_numbers)}", name=name or f"Người dùng {next(_numbers)}")
    Grant.objects.create(user=user, unit=unit, role=role, valid_from=LONG_AGO)
    return user


def person(**changes):
    n = next(_numbers)
    return {
        "full_name": "Nguyễn Thị Hoa",
        "sex": "female",
        "born_on": date(1996, 5, 20),
        "citizen_id": f"0{n:011d}",
        "birthplace": "Xã Xuân Định, tỉnh Đồng Nai",
        "hometown": "Xã Xuân Định, tỉnh Đồng Nai",
        "residence": "Ấp 1, xã Xuân Định, tỉnh Đồng Nai",
        "occupation": "worker",
        "schooling": "upper_secondary",
        "youth_union_on": date(2012, 3, 26),
        **changes,
    }


def found_elsewhere(file, unit):
    """The file as if an act of somebody else's had moved it to another branch a moment ago."""
    entry = Entry.objects.exclude(uid=file.last_entry_id).latest("seq")
    Candidate.objects.filter(pk=file.pk).update(unit=unit, version=file.version + 1, last_entry=entry)


def fields_for(act, on):
    """Lawful fields of an act, for a file whose papers are made along the way."""
    vote = {
        "number": "05-NQ", "entitled": 9, "exempt_absent": 0, "present": 9, "votes_for": 9, "votes_against": 0,
        "chair": "Trần Văn Bình", "secretary": "Lê Thị Cúc",
    }  # fmt: skip
    return {
        "assign_helper": {
            "number": "01-NQ/CB", "assigned_on": on, "helper_name": "Lê Văn Dũng", "helper_full_from": LONG_AGO,
        },
        "take_application": {
            "application_on": on, "certificate_number": "123", "certificate_on": on - timedelta(30),
            "certificate_issuer": "Trung tâm Chính trị huyện",
        },
        "file_papers": {
            "introduced_on": on, "sponsor_name": "Lê Văn Dũng", "sponsor_full_from": LONG_AGO,
            "sponsor_together_from": LONG_AGO, "youth_union_resolution_number": "07-NQ/ĐTN",
            "youth_union_resolution_on": on, "opinions_on": on,
        },
        "send_verification": {"history_on": on, "number": "84-CV/ĐU", "addressee": "Đảng ủy xã Xuân Bắc"},
        "certify": {"replied_on": on, "conclusion": "Không có vấn đề về lịch sử chính trị"},
        "branch_vote": vote,
        "committee_vote": vote,
        "branch_recommendation": vote,
        "committee_recommendation": vote,
        "section_appraise": {"number": "02-BC/ĐUBP"},
        "section_recommend": {"number": "03-BC/ĐUBP"},
        "submit": {"number": "10-TTr/ĐU"},
        "submit_recognition": {"number": "11-TTr/ĐU"},
        "ceremony": {"place": "Nhà văn hóa ấp 1", "chair": "Trần Văn Bình"},
        "file_probation_papers": {
            "class_on": on, "class_number": "45", "self_review_on": on, "helper_review_on": on, "opinions_on": on,
        },
    }.get(act, {})  # fmt: skip


def browse_as(client, user):
    """The client with a session of the user, as the sign-in page leaves it: the token of its forms is made already."""
    client.force_login(user, backend="units.backends.WithGrants")
    session = client.session
    session[CSRF_SESSION_KEY] = get_random_string(32)
    session.save()
    return client


@dataclass
class World:
    district: Unit
    commune: Unit
    section: Unit
    branch: Unit
    section_branch: Unit
    base_branch: Unit
    secretary: User
    officer: User
    section_officer: User
    board: User
    recorder: User
    auditor: User
    admin: User

    def file(self, branch=None, *, on=START, **changes):
        branch = branch or self.branch
        done = register_candidate(
            actor=self.secretary, unit=branch, request_id=uuid.uuid4(), on=on, **person(**changes)
        )
        return done.file

    def act(self, file, name, on, *, actor=None, **fields):
        """One act with lawful fields, `fields` replacing some; by whoever acts at that level, or by `actor`."""
        file = Candidate.objects.get(pk=file.pk)
        return perform(
            name, file.pk, actor=actor or self.actor_of(name), version=file.version, request_id=uuid.uuid4(),
            on=on, **{**fields_for(name, on), **fields},
        ).file  # fmt: skip

    def actor_of(self, act):
        if act.startswith("section_"):
            return self.section_officer
        if act in ("certify", "submit", "submit_recognition") or act.startswith("committee_"):
            return self.officer
        if act.startswith(("appraise", "put_", "decide", "recognise", "return_")):
            return self.board
        return self.secretary

    def session(self, on):
        return Session.objects.filter(unit=self.district, held_on=on).first() or sessions.plan_session(
            actor=self.board, unit=self.district, held_on=on, signer="Phạm Văn Đức"
        )

    def climb(self, file, *, to, on=None, step=7):
        """Take the usual acts, `step` days apart, until the file stands at the state `to`."""
        file = Candidate.objects.get(pk=file.pk)
        on = on or file.since
        while file.state != to:
            on += timedelta(step)
            file = self._next(file, on)
            on = max(on, file.since)
        return file

    def _next(self, file, on):
        edge = usual_edge(file.state, file.route)
        act = ACT_OF_EDGE.get(edge, edge)
        if act == "propose" or act == "branch_vote":
            file = self.act(file, "file_papers", on)
        if act == "branch_recommendation":
            on = max(on, file.ceremony_on + timedelta(370))
            file = self.act(file, "file_probation_papers", on)
        extra = {}
        if act in ("certify", "submit", "submit_recognition") and file.route.committee is None:
            extra["actor"] = self.secretary
        if act in ("put_on_agenda", "put_recognition_on_agenda"):
            extra["session"] = self.session(on)
        if act in ("decide", "recognise"):
            extra |= {"session": self.session(file.since), "number": f"{next(_numbers)}-QĐ/HU"}
            on = file.since
        return self.act(file, act, on, **extra)


def world():
    district = make_unit("Đảng bộ huyện Xuân Lộc", Kind.SUPERIOR, decides=True)
    commune = make_unit("Đảng bộ xã Xuân Định", Kind.BASE_COMMITTEE, district)
    section = make_unit("Đảng bộ bộ phận Nông trường", Kind.SECTION, commune)
    return World(
        district=district,
        commune=commune,
        section=section,
        branch=make_unit("Chi bộ ấp Bảo Định", Kind.BRANCH, commune),
        section_branch=make_unit("Chi bộ Đội 1", Kind.BRANCH, section),
        base_branch=make_unit("Chi bộ Bảo hiểm xã hội", Kind.BASE_BRANCH, district),
        secretary=make_user(Role.BRANCH_SECRETARY, district, "Bí thư"),
        officer=make_user(Role.COMMITTEE_OFFICER, commune, "Cán bộ đảng ủy"),
        section_officer=make_user(Role.COMMITTEE_OFFICER, section, "Cán bộ bộ phận"),
        board=make_user(Role.BOARD_OFFICER, district, "Cán bộ Ban Tổ chức"),
        recorder=make_user(Role.RECORDER, district, "Thư ký"),
        auditor=make_user(Role.AUDITOR, district, "Cán bộ kiểm tra"),
        admin=make_user(Role.UNIT_ADMIN, district, "Quản trị"),
    )
