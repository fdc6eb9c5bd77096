"""Ceremony and probation."""

from admission.domain.engine import Step, act
from admission.domain.papers import add_paper
from admission.models import Member, MemberPlacement
from admission.models.dossier import PaperCode
from admission.models.person import PERSON_FIELDS


@act("hold_ceremony", facts=lambda *, late_consent="", **_: {"late_consent": late_consent})
def ceremony(file, *, on, verdict, place, chair, late_consent=""):
    """Ghi lễ kết nạp: the person becomes a probationary member and the record of membership is opened."""
    person = {name: getattr(file, name) for name in PERSON_FIELDS}
    member = Member.objects.create(
        candidate=file, unit=file.unit, decided_on=file.decided_on, joined_on=on, **person
    )
    MemberPlacement.objects.create(member=member, unit=file.unit, valid_from=on)
    add_paper(file, PaperCode.CEREMONY, on, issuer=chair)
    return Step("hold_ceremony", fields={"on": on}, body={"place": place, "late_consent": late_consent})


@act("file_probation_papers")
def file_probation_papers(file, *, on, verdict, **fields):
    """Ghi lý lịch và phiếu đảng viên, giấy chứng nhận lớp đảng viên mới, các bản 10-, 11-, 12-KNĐ."""
    if fields.get("class_on"):
        add_paper(file, PaperCode.NEW_MEMBER_CLASS, fields["class_on"], fields.get("class_number", ""))
    for code, name in (
        (PaperCode.PROFILE, "profile_on"), (PaperCode.MEMBER_CARD, "member_card_on"),
        (PaperCode.KND_10, "self_review_on"), (PaperCode.KND_11, "helper_review_on"), (PaperCode.KND_12, "opinions_on"),
    ):  # fmt: skip
        if fields.get(name):
            add_paper(file, code, fields[name])
    return Step("file_probation_papers")


@act("strike_off")
def strike_off(file, *, on, verdict, number, ground, reason=""):
    """Ghi quyết định xóa tên đảng viên dự bị. `ground`: a code of `RemovalGround`; `reason`: in words."""
    add_paper(file, PaperCode.STRIKE_OFF, on, number)
    end_membership(file.member, on)
    ended = {"on": on, "reason": ground}
    return Step("strike_off", fields=ended, body={"number": number, "reason": ground}, remark=reason)


@act("resign")
def resign(file, *, on, verdict, number, application_on, reason, note=""):
    """Ghi quyết định cho ra khỏi Đảng, on the member's own application. `reason`: a code of `ExitReason`."""
    add_paper(file, PaperCode.RESIGNATION, application_on)
    add_paper(file, PaperCode.RESIGNED, on, number)
    end_membership(file.member, on)
    ended = {"on": on, "reason": reason}
    return Step("resign", fields=ended, body={"number": number, "reason": reason}, remark=note)


def end_membership(member, on):
    """The member belongs to no branch here from this day."""
    member.left_on = on
    member.save(update_fields=["left_on"])
    member.placements.filter(valid_to__isnull=True).update(valid_to=on)
