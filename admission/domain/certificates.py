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


def due_certificates(training, actor):
    """Enrolments that passed and have no certificate yet, in order of names; whose file moved out of the actor's scope
    waits for no certificate of this class."""
    rows = training.enrolments.filter(certificate=None, candidate__in=Candidate.objects.visible_to(actor))
    rows = rows.select_related("candidate__unit", "training")
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
    rows = due_certificates(training, actor)
    if too_early := _too_early(training, rows, issue):
        raise Refused(too_early)
    given = [(row, number_text(issue.first_number + i, issue.symbol)) for i, row in enumerate(rows)]
    problems = [
        problem for row, number in given for problem in _file(row, number, training, issue, actor, request_id)
    ]
    # Only now: the chain of the journal is locked by the acts above, and nobody else gives numbers meanwhile.
    problems += _numbers_taken([number for _, number in given], issue)
    if problems:
        raise Refused(*problems)
    Certificate.objects.bulk_create(_certificate(row, number, issue) for row, number in given)
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


def _too_early(training, rows, issue):
    if not rows:
        return NOBODY
    if issue.issued_on < training.ends:
        sentence = f"Ngày cấp sớm hơn ngày bế giảng ({training.ends:%d/%m/%Y})."
        return Reason("BEFORE_END", sentence, "Kiểm tra lại ngày cấp.")
    return None


def _file(row, number, training, issue, actor, request_id):
    """Put one certificate into its file; the reasons why it cannot be, with the name."""
    file = row.candidate
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
        return []
    return [replace(reason, sentence=f"{file.full_name}: {reason.sentence}") for reason in reasons]


def _numbers_taken(numbers, issue):
    """Whose certificate has a number already is not for everybody to know."""
    taken = Certificate.objects.filter(
        issuer_key=issuer_key(issue.issuer), year=issue.issued_on.year, number__in=numbers
    )
    return [
        Reason(
            "NUMBER_TAKEN",
            f"Số {one.number} nơi này đã cấp ngày {one.issued_on:%d/%m/%Y}.",
            "Bắt đầu từ số khác.",
        )
        for one in taken.order_by("number")
    ]


def _certificate(row, number, issue):
    file = row.candidate
    return Certificate(
        enrolment=row, full_name=file.full_name, born_on=file.born_on, branch=file.unit.name, number=number,
        year=issue.issued_on.year, issuer_key=issuer_key(issue.issuer), **issue.printed,
    )  # fmt: skip
