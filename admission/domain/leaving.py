"""The ways out of the ladder, and back in."""

from admission.domain.engine import Step, act
from admission.domain.intake import NO_BRANCH
from admission.domain.one_file import TWICE
from admission.domain.papers import add_paper
from admission.domain.probation import end_membership
from admission.models import Candidate
from admission.models.dossier import PaperCode
from partytrack.errors import Refused


@act("stop")
def stop(file, *, on, verdict, reason, note=""):
    """Thôi theo dõi, with a coded reason (`StopReason`)."""
    return Step("stop", fields={"on": on, "reason": reason}, body={"reason": reason}, remark=note)


@act("resume")
def resume(file, *, on, verdict):
    """Theo dõi lại: back to the source, and the ladder from its foot."""
    if not file.unit.is_open:
        raise Refused(NO_BRANCH)
    if Candidate.objects.open().filter(citizen_id_mark=file.citizen_id_mark).exists():
        raise Refused(TWICE)
    return Step("resume")


@act("move_away")
def move_away(file, *, on, verdict, number, destination):
    """Giới thiệu chuyển đi nơi khác, out of what this installation follows."""
    add_paper(file, PaperCode.MOVE, on, number, destination)
    if file.ceremony_on:
        end_membership(file.member, on)
    return Step("move_away", fields={"on": on}, body={"number": number})
