"""Meetings that vote on one person, and the section's appraisal between them."""

from dataclasses import replace

from admission.domain.engine import Step, act
from admission.domain.papers import add_paper
from admission.models import Resolution
from admission.models.dossier import Body, PaperCode
from admission.states import Motion, Round


def votes(*, entitled, exempt_absent, present, votes_for, votes_against, **_):
    """The tally as the rules see it."""
    return {
        "votes": {
            "all": entitled, "exempt_absent": exempt_absent, "present": present,
            "for": votes_for, "against": votes_against,
        }
    }  # fmt: skip


def _resolve(file, on, verdict, tally, *, body, round_, code, edges):
    """Record a vote; where it fell short there is no resolution and the file stays where it is."""
    passed = not verdict.short
    number = tally.pop("number")
    if not passed:
        number = ""
    Resolution.objects.create(
        candidate=file, body=body, round=round_, held_on=on, number=number, passed=passed, **tally
    )
    if passed:
        add_paper(file, code, on, number)
    figures = {
        key: tally[key] for key in ("entitled", "exempt_absent", "present", "votes_for", "votes_against")
    }
    return Step(edges[0] if passed else edges[1], body={"number": number, "passed": passed, **figures})


@act("propose", "fall_short", facts=votes)
def branch_vote(file, *, on, verdict, **tally):
    """Ghi kết quả chi bộ họp xét, biểu quyết đề nghị kết nạp (6-KNĐ)."""
    return _resolve(
        file, on, verdict, tally,
        body=Body.BRANCH, round_=Round.ADMISSION, code=PaperCode.KND_6, edges=("propose", "fall_short"),
    )  # fmt: skip


@act("section_appraise")
def section_appraise(file, *, on, verdict, number, agrees=True):
    """Ghi báo cáo thẩm định của đảng ủy bộ phận (7-KNĐ): it goes up whether the section agrees or not."""
    add_paper(file, PaperCode.KND_7, on, number)
    return Step("section_appraise", body={"number": number, "agrees": agrees})


@act("committee_propose", "committee_fall_short", facts=votes)
def committee_vote(file, *, on, verdict, **tally):
    """Ghi kết quả đảng ủy cơ sở biểu quyết đề nghị kết nạp (8-KNĐ)."""
    return _resolve(
        file, on, verdict, tally,
        body=Body.COMMITTEE, round_=Round.ADMISSION, code=PaperCode.KND_8,
        edges=("committee_propose", "committee_fall_short"),
    )  # fmt: skip


@act("recommend", "recommend_fall_short", facts=votes)
def branch_recommendation(file, *, on, verdict, **tally):
    """Ghi kết quả chi bộ họp xét, đề nghị công nhận chính thức (13-KNĐ)."""
    return _resolve(
        file, on, verdict, tally,
        body=Body.BRANCH, round_=Round.RECOGNITION, code=PaperCode.KND_13, edges=("recommend", "recommend_fall_short"),
    )  # fmt: skip


@act("section_recommend")
def section_recommend(file, *, on, verdict, number, agrees=True):
    """Ghi báo cáo thẩm định công nhận của đảng ủy bộ phận (14-KNĐ)."""
    add_paper(file, PaperCode.KND_14, on, number)
    return Step("section_recommend", body={"number": number, "agrees": agrees})


@act("committee_recommend", "committee_recommend_fall_short", facts=votes)
def committee_recommendation(file, *, on, verdict, **tally):
    """Ghi kết quả đảng ủy cơ sở biểu quyết đề nghị công nhận chính thức (15-KNĐ)."""
    return _resolve(
        file, on, verdict, tally,
        body=Body.COMMITTEE, round_=Round.RECOGNITION, code=PaperCode.KND_15,
        edges=("committee_recommend", "committee_recommend_fall_short"),
    )  # fmt: skip


@act("propose_removal", facts=votes)
def propose_removal(file, *, on, verdict, ground, **tally):
    """Ghi kết quả chi bộ biểu quyết đề nghị xóa tên đảng viên dự bị. `ground`: a code of `RemovalGround`."""
    step = _resolve(
        file, on, verdict, tally,
        body=Body.BRANCH, round_=Motion.REMOVAL, code=PaperCode.REMOVAL, edges=("propose_removal",) * 2,
    )  # fmt: skip
    return replace(step, body={**step.body, "reason": ground})


@act("report_votes")
def report_votes(file, *, on, verdict, number):
    """Báo cáo cấp trên sau ba lần biểu quyết không đạt: the committees above recognise or strike off."""
    add_paper(file, PaperCode.VOTES_REPORT, on, number)
    return Step("report_votes", body={"number": number})
