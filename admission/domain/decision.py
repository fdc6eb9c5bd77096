"""What a session concludes on one file. Called when the session is released."""

from admission.domain.engine import Step, act
from admission.domain.papers import add_paper
from admission.domain.register import issue
from admission.models import Decision
from admission.models.dossier import PaperCode
from admission.rules.probation import probation_ends
from admission.states import Round
from partytrack.errors import Reason, Refused


def _decision(file, on, session, number, round_, code):
    if session.unit_id != file.route.deciding.pk:
        raise Refused(
            Reason(
                "WRONG_SESSION",
                f"{session.unit} không còn là cấp quyết định đối với {file.unit}.",
                "Rút hồ sơ khỏi chương trình, đưa vào phiên họp của cấp có thẩm quyền.",
            )
        )
    issue(session, round_, file, number, on)
    Decision.objects.create(
        candidate=file, round=round_, authority=session.unit, number=number, decided_on=on,
        signer=session.signer, session=session,
    )  # fmt: skip
    add_paper(file, code, on, number, session.signer)


def votes(*, votes=None, **_):
    """How the body voted, where that is stated."""
    return {"votes": votes}


@act("decide", facts=votes)
def decide(file, *, on, verdict, session, number, votes=None):
    """Ra quyết định kết nạp (9-KNĐ)."""
    _decision(file, on, session, number, Round.ADMISSION, PaperCode.KND_9)
    return Step("decide", fields={"on": on}, body={"session": session.pk, "number": number})


@act("recognise", facts=votes)
def recognise(file, *, on, verdict, session, number, votes=None):
    """Ra quyết định công nhận đảng viên chính thức (16-KNĐ).

    Official from the day the twelve months end, even when the paper is late: Điều lệ Đảng 2011, Art. 5.
    """
    _decision(file, on, session, number, Round.RECOGNITION, PaperCode.KND_16)
    full_from = probation_ends(file.ceremony_on)
    file.member.full_from = full_from
    file.member.save(update_fields=["full_from"])
    return Step(
        "recognise", fields={"on": on, "full_from": full_from}, body={"session": session.pk, "number": number}
    )


def _held_back(edge, *, dated=False):
    def record(file, *, on, verdict, session, reason=""):
        fields = {"on": on} if dated else {}
        return Step(edge, fields=fields, body={"session": session.pk}, remark=reason)

    record.__name__ = edge
    record.__doc__ = "Phiên họp không quyết định, or the file was taken off the agenda."
    return record


for _edge in ("defer", "refer", "defer_recognition", "refer_recognition", "refuse_recognition"):
    act(_edge)(_held_back(_edge))
act("refuse")(_held_back("refuse", dated=True))
