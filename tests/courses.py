"""Classes for tests, made as in the product."""

import uuid
from datetime import date, timedelta

from admission.domain import training as classes
from admission.domain.certificates import Issue, issue_certificates
from admission.models import TrainingClass
from tests.world import make_unit, make_user
from units.models import Role
from units.models.unit import Kind

STARTS = date(2024, 3, 4)
ENDS = STARTS + timedelta(4)
ISSUE = Issue(
    first_number=7, symbol="-CN/TTCT", issued_on=ENDS + timedelta(7), issuer="Trung tâm Chính trị huyện Xuân Lộc",
    place="Xuân Lộc", signer_title="GIÁM ĐỐC", signer="Vũ Thị Mai",
)  # fmt: skip


def make_class(w, seats=None, **changes):
    """A class of the district. `seats`: {unit: number}, by default two for the commune."""
    plan = {
        "kind": "awareness", "title": "Lớp bồi dưỡng nhận thức về Đảng khóa 1", "starts": STARTS, "ends": ENDS,
        "place": "Hội trường huyện", "sessions": 10, "capacity": 30, "pass_sessions": 8, "pass_mark": 5, **changes,
    }  # fmt: skip
    training = classes.plan_class(actor=w.board, unit=w.district, **plan)
    seats = {w.commune: 2} if seats is None else seats
    return classes.invite(training, seats, actor=w.board, version=training.version, on=STARTS)


def attend(w, training, files, *, attended=10, mark=8):
    """Enrol these files, and note the same attendance of all of them."""
    training = classes.enrol(training, [file.pk for file in files], actor=w.secretary, on=STARTS)
    rows = dict.fromkeys(training.enrolments.values_list("pk", flat=True), (attended, mark))
    return classes.note_attendance(training, rows, actor=w.board, version=training.version, on=ENDS)


def issue(w, training, how=ISSUE, *, actor=None, request_id=None):
    training = TrainingClass.objects.get(pk=training.pk)
    return issue_certificates(
        training, how, actor=actor or w.board, version=training.version, request_id=request_id or uuid.uuid4()
    )


def move_out(w, file):
    """The file goes to a branch of another district, after the class ended."""
    there = make_unit("Chi bộ Trường Long Khánh", Kind.BASE_BRANCH)
    w.act(file, "offer_transfer", ENDS, actor=w.officer, to_unit=there, number="12-GCN/ĐU")
    return w.act(file, "receive", ENDS, actor=make_user(Role.BRANCH_SECRETARY, there))
