"""More time to decide, in special cases."""

from admission.domain.engine import Step, act
from admission.models import Extension
from admission.models.dossier import Body
from admission.rules.deadlines import BY_CODE
from admission.states import Round, round_of
from partytrack.errors import Reason, Refused

RULE_OF = {Round.ADMISSION: "DECISION_60_WORKING_DAYS", Round.RECOGNITION: "RECOGNITION_30_WORKING_DAYS"}
NO_RESOLUTION = Reason(
    "NO_RESOLUTION",
    "Hồ sơ không có nghị quyết của chi bộ để tính thời hạn.",
    "Báo cáo cấp có thẩm quyền.",
)


@act("extend")
def extend_decision(file, *, on, verdict, reason):
    """Gia hạn xét quyết định, once for each resolution of the branch, with a reason."""
    standing = {"body": Body.BRANCH, "round": round_of(file.state), "passed": True, "superseded": False}
    resolution = file.resolutions.filter(**standing).order_by("-id").first()
    if resolution is None:
        raise Refused(NO_RESOLUTION)
    if Extension.objects.filter(resolution=resolution).exists():
        raise Refused(_twice(BY_CODE[RULE_OF[round_of(file.state)]], resolution.held_on))
    Extension.objects.create(resolution=resolution, granted_on=on)
    return Step("extend", remark=reason)


def _twice(deadline, day):
    return Reason(
        code=deadline.code,
        sentence="Hồ sơ này đã được gia hạn một lần.",
        remedy="Ra quyết định, hoặc báo cáo cấp trên lý do chậm.",
        instrument=deadline.instrument(day).number,
        clause=deadline.provision(day).clause,
    )
