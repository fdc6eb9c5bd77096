"""A file goes from one branch to another: offered with a letter, then taken, declined or withdrawn.

Whoever certified the file offers it; the new branch, or its base committee, answers. In between nobody does anything
else to it. What becomes of the step where it stood, the edge `receive` says.
"""

from admission.domain.engine import Step, act
from admission.domain.intake import NO_BRANCH
from admission.domain.papers import add_paper
from admission.models import Candidate, Transfer, TransferStatus
from admission.models.dossier import PaperCode
from admission.states import RECOGNITION_LADDER, UNDECIDED, Motion
from partytrack.errors import Reason, Refused
from units.models import Unit
from units.models.unit import PEOPLE_KINDS

HERE_ALREADY = Reason("SAME_BRANCH", "Hồ sơ đang ở chính chi bộ này.", "Chọn chi bộ nơi đến khác.")


def _check_destination(unit):
    """Nobody closes it meanwhile."""
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if unit.kind not in PEOPLE_KINDS or not unit.is_open:
        raise Refused(NO_BRANCH)
    return unit


@act("offer_transfer")
def offer_transfer(file, *, on, verdict, to_unit, number, note=""):
    """Cấp giấy chứng nhận đang được giúp đỡ, or the letter of introduction, to another branch of this system."""
    to_unit = _check_destination(to_unit)
    if to_unit == file.unit:
        raise Refused(HERE_ALREADY)
    Transfer.objects.create(
        candidate=file, from_unit=file.unit, to_unit=to_unit, number=number, issued_on=on, note=note
    )
    return Step("offer_transfer", body={"number": number, "to_unit": to_unit.pk})


@act("withdraw_transfer")
def withdraw_transfer(file, *, on, verdict, reason):
    """Rút giấy giới thiệu; the file goes on where it is."""
    _answer(file.offer, TransferStatus.WITHDRAWN, on)
    return Step("withdraw_transfer", remark=reason)


@act("decline_transfer", among=Candidate.objects.reachable_by)
def decline_transfer(file, *, on, verdict, reason):
    """Nơi đến từ chối, with a reason that the old side reads on its file."""
    _answer(file.offer, TransferStatus.DECLINED, on)
    return Step("decline_transfer", remark=reason)


@act("receive", among=Candidate.objects.reachable_by)
def receive(file, *, on, verdict):
    """Tiếp nhận: the file, and the member if there is one, belong to the new branch from this day.

    The new branch assigns a helper of its own; what the old one resolved in an undecided round stays as history.
    """
    offer = file.offer
    _check_destination(offer.to_unit)
    _answer(offer, TransferStatus.ACCEPTED, on)
    file.helpers.filter(until__isnull=True).update(until=on)
    file.resolutions.filter(round__in=_open_motions(file.state)).update(superseded=True)
    add_paper(file, PaperCode.MOVED_IN, offer.issued_on, offer.number, str(file.unit))
    if file.ceremony_on:
        _move_member(file.member, offer.to_unit, on)
    body = {"number": offer.number, "from_unit": offer.from_unit_id}
    return Step("receive", fields={"unit": offer.to_unit}, body=body)


def _answer(offer, status, on):
    if on < offer.issued_on:
        sentence = f"Ngày này sớm hơn ngày giấy giới thiệu ({offer.issued_on:%d/%m/%Y})."
        raise Refused(Reason("BACKWARDS", sentence, "Kiểm tra lại ngày thực hiện."))
    offer.status, offer.answered_on = status, on
    offer.save(update_fields=["status", "answered_on"])


def _open_motions(state):
    """What is still voted on in this state. Of a decided file nothing is: its resolutions led to the decision."""
    if state in UNDECIDED:
        return [Motion.ADMISSION]
    return [Motion.RECOGNITION, Motion.REMOVAL] if state in RECOGNITION_LADDER else []


def _move_member(member, unit, on):
    member.placements.filter(valid_to__isnull=True).update(valid_to=on)
    member.placements.create(unit=unit, valid_from=on)
    member.unit = unit
    member.save(update_fields=["unit"])
