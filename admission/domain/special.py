"""What makes a file a special case: the person was a member before, moved here, or lives where there is no branch."""

from admission.domain.engine import Step, act
from admission.domain.papers import add_paper
from admission.models import EntrustedPlace, Readmission
from admission.models.dossier import PaperCode
from partytrack.errors import Reason, Refused

NOT_ABOVE = Reason(
    "NOT_ABOVE", "Cấp ủy giao việc phải là cấp trên của chi bộ.", "Chọn một cấp ủy trong danh sách."
)


def _former_membership(*, left_on, how, cleared_on=None, earlier=0, **rest):
    return {
        "left_on": left_on, "left_how": how, "record_cleared_on": cleared_on, "readmitted_before": earlier,
    }  # fmt: skip


@act("note_readmission", facts=_former_membership)
def note_readmission(file, *, on, verdict, left_on, how, cleared_on=None, earlier=0, **first):
    """Ghi là hồ sơ kết nạp lại. `how`: a code of `LeftHow`; `first`: admitted_on, recognised_on, first_sponsors."""
    facts = {
        "left_on": left_on, "how": how, "cleared": cleared_on.isoformat() if cleared_on else "", "earlier": earlier,
    }  # fmt: skip
    Readmission.objects.update_or_create(candidate=file, defaults={**facts, **first})
    return Step("note_readmission")


@act("readmit", facts=lambda *, consent_on, **_: {"consent_on": consent_on})
def readmit(file, *, on, verdict, consent_number, consent_on):
    """Ghi văn bản đồng ý kết nạp lại of the standing committee at province level."""
    add_paper(file, PaperCode.CONSENT, consent_on, consent_number)
    return Step("readmit", body={"number": consent_number})


@act("record_arrival")
def record_arrival(file, *, on, verdict, number, issued_on, issuer):
    """Ghi giấy chứng nhận đang được giúp đỡ that a person brings from outside this system."""
    add_paper(file, PaperCode.MOVED_IN, issued_on, number, issuer)
    return Step("record_arrival", body={"number": number})


@act("entrust")
def entrust(file, *, on, verdict, place, unit, number, assigned_on):
    """Cấp trên giao chi bộ giúp đỡ, làm thủ tục cho người ở nơi chưa có tổ chức đảng, đảng viên."""
    if unit == file.unit or not file.unit.path.startswith(unit.path):
        raise Refused(NOT_ABOVE)
    entrusted = {"place": place, "unit": unit, "number": number, "assigned_on": assigned_on}
    EntrustedPlace.objects.update_or_create(candidate=file, defaults=entrusted)
    add_paper(file, PaperCode.ENTRUSTED, assigned_on, number, str(unit))
    return Step("entrust", body={"number": number, "by_unit": unit.pk})
