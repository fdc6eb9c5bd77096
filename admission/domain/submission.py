"""Up to the deciding committee: submit, appraise, put on the agenda; and the ways back."""

from admission.domain.engine import Step, act
from admission.domain.papers import add_paper
from admission.faults import RETURNS
from admission.models import AgendaItem
from admission.models.dossier import PaperCode
from admission.states import Round
from partytrack.errors import Reason, Refused


@act("submit")
def submit(file, *, on, verdict, number):
    """Trình hồ sơ lên cấp có thẩm quyền."""
    add_paper(file, PaperCode.SUBMISSION, on, number)
    return Step("submit", body={"number": number})


@act("submit_recognition")
def submit_recognition(file, *, on, verdict, number):
    """Trình hồ sơ đề nghị công nhận chính thức."""
    add_paper(file, PaperCode.SUBMISSION, on, number)
    return Step("submit_recognition", body={"number": number})


def _consent(*, consent_on=None, over_60_ground="", **_):
    return {"consent_on": consent_on, "over_60_ground": over_60_ground or None}


@act("appraise", facts=_consent)
def appraise(file, *, on, verdict, consent_number="", consent_on=None, over_60_ground=""):
    """Thẩm định hồ sơ, lập bản trích sao; for people over 60, and for who was a member before, with the written consent
    of the level above. `over_60_ground`: a code of `OVER_60_GROUNDS`."""
    add_paper(file, PaperCode.EXTRACT, on)
    if consent_on:
        add_paper(file, PaperCode.CONSENT, consent_on, consent_number)
    if over_60_ground:
        file.over_60_ground = over_60_ground
    return Step("appraise")


@act("appraise_recognition")
def appraise_recognition(file, *, on, verdict):
    """Thẩm định hồ sơ đề nghị công nhận chính thức."""
    add_paper(file, PaperCode.EXTRACT, on)
    return Step("appraise_recognition")


def _join_agenda(file, session, round_):
    if session.unit != file.route.deciding or not session.is_planned:
        raise Refused(
            Reason(
                "WRONG_SESSION",
                "Phiên họp này không nhận thêm hồ sơ của đơn vị.",
                "Chọn phiên họp đang chuẩn bị khác.",
            )
        )
    anew = {
        "round": round_, "outcome": "", "reason": "", "number": "", "votes_for": None, "votes_against": None,
        "problems": "",
    }  # fmt: skip
    AgendaItem.objects.update_or_create(session=session, candidate=file, defaults=anew)


@act("put_on_agenda")
def put_on_agenda(file, *, on, verdict, session):
    """Đưa hồ sơ vào chương trình một phiên họp."""
    _join_agenda(file, session, Round.ADMISSION)
    return Step("put_on_agenda", body={"session": session.pk})


@act("put_recognition_on_agenda")
def put_recognition_on_agenda(file, *, on, verdict, session):
    """Đưa đề nghị công nhận chính thức vào chương trình một phiên họp."""
    _join_agenda(file, session, Round.RECOGNITION)
    return Step("put_recognition_on_agenda", body={"session": session.pk})


def _returned(edge):
    def record(file, *, on, verdict, reason, fault=""):
        return Step(edge, body={"fault": fault} if fault else {}, remark=reason)

    record.__name__ = edge
    record.__doc__ = (
        "Trả lại, with a reason that the level below reads on its file, and a code of `Fault` to count by."
    )
    return record


for _edge in RETURNS:
    act(_edge)(_returned(_edge))
