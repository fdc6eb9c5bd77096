"""Up to the deciding committee: submit, appraise, put on the agenda; and the ways back."""

from admission.domain.engine import Step, act
from admission.domain.papers import add_paper
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


@act("appraise", facts=lambda *, consent_on=None, **_: {"consent_on": consent_on})
def appraise(file, *, on, verdict, consent_number="", consent_on=None):
    """Thẩm định hồ sơ, lập bản trích sao; for people over 60 with the written consent of the level above."""
    add_paper(file, PaperCode.EXTRACT, on)
    if consent_on:
        add_paper(file, PaperCode.CONSENT, consent_on, consent_number)
    return Step("appraise")


@act("appraise_recognition")
def appraise_recognition(file, *, on, verdict):
    """Thẩm định hồ sơ đề nghị công nhận chính thức."""
    add_paper(file, PaperCode.EXTRACT, on)
    return Step("appraise_recognition")


def _join_agenda(file, session, round_):
    if session.unit != file.route.deciding or session.is_released:
        raise Refused(
            Reason(
                "WRONG_SESSION",
                "Phiên họp này không nhận thêm hồ sơ của đơn vị.",
                "Chọn phiên họp đang chuẩn bị khác.",
            )
        )
    anew = {"round": round_, "outcome": "", "reason": "", "number": ""}
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
    def record(file, *, on, verdict, reason):
        return Step(edge, remark=reason)

    record.__name__ = edge
    record.__doc__ = "Trả lại, with a reason that the level below reads on its file."
    return record


for _edge in (
    "return_to_branch", "return_to_committee", "return_recognition_to_branch", "return_recognition_to_committee",
):  # fmt: skip
    act(_edge)(_returned(_edge))
