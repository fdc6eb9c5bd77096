"""Certificates of a class: numbered in one go, into every file through the engine."""

import re
import uuid
from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from admission.domain.engine import REQUEST_USED, Step, act, perform
from admission.domain.papers import add_paper
from admission.domain.training import locked, touch
from admission.models import Candidate, Certificate, Result
from admission.models.training import issuer_key
from partytrack.errors import Reason, Refused
from partytrack.journal.models import Entry
from partytrack.journal.write import write as journal
from partytrack.vi import name_key

OUT_OF_SCOPE = Reason(
    "OUT_OF_SCOPE", "Chi bộ của người này đã chuyển khỏi phạm vi của đồng chí.", "Rút người này khỏi lớp."
)
NOT_COMPETENT = Reason(
    "NOT_COMPETENT",
    "Giấy chứng nhận ghi vào hồ sơ do cấp có thẩm quyền kết nạp cấp.",
    "Đề nghị Ban Tổ chức của cấp có thẩm quyền kết nạp cấp giấy cho người này.",
)
NOBODY = Reason(
    "NOBODY_PASSED",
    "Không có học viên nào đạt mà chưa được cấp giấy chứng nhận.",
    "Ghi số buổi dự, điểm rồi cấp.",
)


@dataclass(frozen=True)
class Issue:
    """How the certificates of one go are numbered and signed: "01" and what follows it, day, issuer, signature."""

    first_number: int
    symbol: str
    issued_on: date
    issuer: str
    place: str
    signer_title: str
    signer: str

    @property
    def printed(self):
        """What every certificate of this go says alike."""
        names = ("issued_on", "issuer", "place", "signer_title", "signer")
        return {name: getattr(self, name) for name in names}


@act("receive_certificate")
def receive_certificate(file, *, on, verdict, code, number, issued_on, issuer):
    """The certificate of a class goes into the file of who passed it; the file stays where it stands."""
    add_paper(file, code, issued_on, number, issuer)
    return Step("receive_certificate", body={"number": number, "paper": code})


def due_certificates(training):
    """Enrolments that passed and have no certificate yet, in order of names."""
    rows = training.enrolments.filter(certificate=None).select_related("candidate__unit", "training")
    passed = [row for row in rows.order_by("id") if row.result == Result.PASS]
    return sorted(passed, key=lambda row: (name_key(row.candidate.full_name), row.pk))


@transaction.atomic
def issue_certificates(training, issue, *, actor, version, request_id):
    """Cấp giấy chứng nhận cho mọi người đạt, numbered in order of names; all or none, with the names of those whose
    files refuse it. A request that was answered before changes nothing. Returns the class."""
    if entry := Entry.objects.filter(uid=request_id).first():
        if entry.event != "admission.certificates_issued":
            raise Refused(REQUEST_USED)
        return training
    training = locked(training, actor, "class.issue", version)
    rows = due_certificates(training)
    problems = _issue_problems(training, rows, issue)
    if problems:
        raise Refused(*problems)
    for i, row in enumerate(rows):
        problems += _issue_one(row, training, issue, issue.first_number + i, actor, request_id)
    if problems:
        raise Refused(*problems)
    touch(training)
    journal(
        "admission.certificates_issued", subject=training, actor=actor, unit_id=training.unit_id,
        on=issue.issued_on, uid=request_id, issued=len(rows),
    )  # fmt: skip
    return training


def suggested(training, today):
    """What a form begins with: the next number of this organiser in the year, with the symbol and the signature of the
    last one; nothing where there is none."""
    last = (
        Certificate.objects.filter(enrolment__training__unit=training.unit, year=today.year)
        .filter(enrolment__training__kind=training.kind)
        .order_by("-id")
        .first()
    )
    parts = last and re.fullmatch(r"(\d{1,5})(\D.*)", last.number)
    if not parts:
        return {"first_number": 1}
    same = {name: getattr(last, name) for name in ("issuer", "place", "signer_title", "signer")}
    return {"first_number": int(parts[1]) + 1, "symbol": parts[2], **same}


def number_text(number, symbol):
    """Below ten with a nought: "01-CN/TTCT"."""
    return f"{number:02d}{symbol}"


def _issue_problems(training, rows, issue):
    if not rows:
        return [NOBODY]
    if issue.issued_on < training.ends:
        sentence = f"Ngày cấp sớm hơn ngày bế giảng ({training.ends:%d/%m/%Y})."
        return [Reason("BEFORE_END", sentence, "Kiểm tra lại ngày cấp.")]
    numbers = [number_text(issue.first_number + i, issue.symbol) for i in range(len(rows))]
    taken = Certificate.objects.filter(
        issuer_key=issuer_key(issue.issuer), year=issue.issued_on.year, number__in=numbers
    )
    return [
        Reason(
            "NUMBER_TAKEN",
            f"Số {one.number} đã cấp ngày {one.issued_on:%d/%m/%Y} cho {one.full_name}.",
            "Bắt đầu từ số khác.",
        )
        for one in taken.order_by("number")
    ]


def _issue_one(row, training, issue, number, actor, request_id):
    """Give one person the certificate; the reasons why it cannot be, with the name."""
    file, number = row.candidate, number_text(number, issue.symbol)
    try:
        perform(
            "receive_certificate", file.pk, actor=actor, version=file.version,
            request_id=uuid.uuid5(request_id, str(row.pk)), on=max(issue.issued_on, file.since),
            code=training.paper_code, number=number, issued_on=issue.issued_on, issuer=issue.issuer,
        )  # fmt: skip
    except Refused as refusal:
        reasons = refusal.reasons
    except PermissionDenied:
        reasons = [NOT_COMPETENT]
    except Candidate.DoesNotExist:
        reasons = [OUT_OF_SCOPE]
    else:
        Certificate.objects.create(
            enrolment=row, full_name=file.full_name, born_on=file.born_on, branch=file.unit.name, number=number,
            year=issue.issued_on.year, issuer_key=issuer_key(issue.issuer), **issue.printed,
        )  # fmt: skip
        return []
    return [replace(reason, sentence=f"{file.full_name}: {reason.sentence}") for reason in reasons]
