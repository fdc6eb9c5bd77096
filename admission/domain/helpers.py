"""The members who help a person: whom the branch assigns, and what they say of the person."""

from admission.domain.engine import Step, act
from admission.domain.facts import official
from admission.domain.papers import add_paper
from admission.models import Assessment, Helper
from admission.models.dossier import PaperCode
from admission.states import SOURCES
from partytrack.errors import Reason, Refused

NOT_THEIR_HELPER = Reason(
    "NOT_THEIR_HELPER",
    "Người này không còn được phân công giúp đỡ.",
    "Chọn đảng viên đang được phân công, hoặc ghi phân công trước.",
)


def _helpers(helper_name, helper_full_from, helper_2_name="", helper_2_full_from=None, **rest):
    pairs = [(helper_name, helper_full_from), (helper_2_name, helper_2_full_from)]
    return [{"name": name, "full_from": full_from} for name, full_from in pairs if name]


def _official_helpers(**fields):
    return {"helpers": official(_helpers(**fields), fields["assigned_on"])}


@act("assign_helper", "replace_helper", facts=_official_helpers)
def assign_helper(file, *, on, verdict, number, assigned_on, **helpers):
    """Phân công đảng viên giúp đỡ; those assigned before are relieved. The state moves with the first assignment only:
    later ones, also during probation (Điều lệ Đảng 2011, Art. 5.1), leave it where it is."""
    file.helpers.filter(until__isnull=True).update(until=assigned_on)
    for helper in _helpers(**helpers):
        Helper.objects.create(candidate=file, since=assigned_on, **helper)
    add_paper(file, PaperCode.HELPERS, assigned_on, number)
    edge = "assign_helper" if file.state in SOURCES else "replace_helper"
    return Step(edge, body={"number": number})


@act("follow_up")
def assess(file, *, on, verdict, helper, grade, text):
    """Ghi nhận xét của đảng viên giúp đỡ. `helper`: id of one who is assigned to the file now."""
    assigned = file.helpers.filter(pk=helper, until__isnull=True).first()
    if assigned is None:
        raise Refused(NOT_THEIR_HELPER)
    Assessment.objects.create(candidate=file, helper=assigned, assessed_on=on, grade=grade, text=text)
    return Step("follow_up", body={"grade": grade})


def history(file):
    """Everybody who was assigned to help, newest first: [(Helper, number of the resolution)]."""
    numbers = dict(
        file.papers.filter(code=PaperCode.HELPERS).order_by("id").values_list("issued_on", "number")
    )
    return [(helper, numbers.get(helper.since, "")) for helper in file.helpers.order_by("-since", "-id")]
