"""Thẩm tra lý lịch: requests, replies, reminders, who needs not be asked about, and the certificate at the end."""

from admission.domain.engine import Step, act
from admission.domain.papers import add_paper
from admission.models import (
    HistoryConclusion,
    Verification,
    VerificationReminder,
    VerificationWaiver,
    VerifiedPerson,
    WaiverReason,
)
from admission.models.dossier import PaperCode
from admission.verifying import SELF, due_on, persons
from partytrack.errors import Reason, Refused

NOBODY = Reason(
    "VERIFY_NOBODY",
    "Chưa chọn người nào phải thẩm tra trong lý lịch của hồ sơ này.",
    "Chọn người trong danh sách.",
)
NOT_OUT = Reason(
    "VERIFY_NOT_OUT", "Công văn này không còn chờ trả lời.", "Mở lại hồ sơ để xem các công văn đã gửi."
)
REPLY_FIRST = Reason(
    "VERIFY_ORDER", "Ngày này sớm hơn ngày gửi công văn.", "Kiểm tra lại ngày gửi công văn và ngày trả lời."
)
ALWAYS_ASKED = Reason(
    "VERIFY_APPLICANT",
    "Người xin vào Đảng luôn phải được thẩm tra.",
    "Gửi công văn thẩm tra người xin vào Đảng.",
)
SAY_WHY = Reason("VERIFY_WHY", "Chưa ghi rõ lý do không phải thẩm tra.", "Ghi rõ lý do.")


@act("send_verification", facts=lambda *, history_on, **_: {"history_on": history_on})
def send_verification(file, *, on, verdict, history_on, number, addressee, abroad=False, persons=None):
    """Nhận lý lịch (2-KNĐ), gửi công văn thẩm tra. `persons`: keys; None: everybody who is to be verified."""
    add_paper(file, PaperCode.KND_2, history_on)
    _request(file, on, number, addressee, abroad, persons)
    return Step("send_verification", body={"number": number})


@act("request_verification")
def request_verification(file, *, on, verdict, number, addressee, persons, abroad=False):
    """Gửi thêm một công văn thẩm tra."""
    _request(file, on, number, addressee, abroad, persons)
    return Step("request_verification", body={"number": number})


def _request(file, on, number, addressee, abroad, keys):
    known = {person.key: person for person in persons(file, on)}
    if keys is None:
        keys = [key for key, person in known.items() if not person.is_settled] or [SELF]
    if not keys or not known.keys() >= set(keys):
        raise Refused(NOBODY)
    request = Verification.objects.create(
        candidate=file, number=number, sent_on=on, addressee=addressee, abroad=abroad,
        due_on=due_on(on, abroad=abroad),
    )  # fmt: skip
    for key in keys:
        person = known[key]
        VerifiedPerson.objects.create(
            verification=request, key=key, relation=person.relation, name=person.name
        )


@act("reply_verification")
def reply_verification(file, *, on, verdict, conclusion, request=None):
    """Ghi văn bản trả lời, received on the day of the act. `request`: id; None: the last one that is out."""
    letter = _out(file, request)
    if on < letter.sent_on:
        raise Refused(REPLY_FIRST)
    letter.replied_on, letter.conclusion = on, conclusion
    letter.save(update_fields=["replied_on", "conclusion"])
    return Step("reply_verification", body={"of": letter.number})


@act("remind_verification")
def remind_verification(file, *, on, verdict, number, request=None):
    """Ghi công văn đôn đốc, sent on the day of the act."""
    letter = _out(file, request)
    if on < letter.sent_on:
        raise Refused(REPLY_FIRST)
    VerificationReminder.objects.create(verification=letter, number=number, sent_on=on)
    return Step("remind_verification", body={"number": number, "of": letter.number})


def _out(file, request):
    out = file.verifications.filter(replied_on__isnull=True).order_by("-id")
    letter = (out if request is None else out.filter(pk=request)).first()
    if letter is None:
        raise Refused(NOT_OUT)
    return letter


@act("waive_verification")
def waive_verification(file, *, on, verdict, person, reason, note=""):
    """Ghi một người thân không phải thẩm tra, vì sao. `person`: key in the family table."""
    if person == SELF:
        raise Refused(ALWAYS_ASKED)
    if reason == WaiverReason.OTHER and not note:
        raise Refused(SAY_WHY)
    found = next((one for one in persons(file, on) if one.key == person), None)
    if found is None:
        raise Refused(NOBODY)
    VerificationWaiver.objects.create(
        candidate=file, key=person, relation=found.relation, name=found.name, reason=reason, note=note,
        waived_on=on,
    )  # fmt: skip
    return Step("waive_verification", body={"waived": reason})


@act("certify", facts=lambda *, replied_on, **_: {"verification_replied_on": replied_on})
def certify(file, *, on, verdict, replied_on, conclusion):
    """Ghi kết luận thẩm tra và chứng nhận lý lịch. The last request, if it is still out, is answered by it."""
    last = file.verifications.order_by("-id").first()
    if last.replied_on is None:
        last.replied_on, last.conclusion = replied_on, conclusion
        last.save(update_fields=["replied_on", "conclusion"])
    HistoryConclusion.objects.create(candidate=file, certified_on=on, text=conclusion)
    return Step("certify")
