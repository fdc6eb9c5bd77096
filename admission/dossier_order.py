"""Which papers the guide asks for, in its order: HD 12-HD/BTCTW (2022), part II, 1.1, and HD 01-HD/TW, 3.6 and 4."""

from dataclasses import dataclass
from enum import StrEnum, auto

from admission.domain.facts import case_for
from admission.local_requirements import requirements_for
from admission.models.dossier import PaperCode as P
from admission.rules import figure
from admission.rules.eligibility import introducing_organisation
from admission.rules.probation import probation_ends
from admission.rules.spans import months_between
from admission.states import RECOGNITION_LADDER, UNDECIDED, Round, round_of
from admission.states import State as S

CONSIDERING, RECOGNISING, BESIDE = "considering", "recognising", "beside"
CLIMB = (*UNDECIDED, S.DECIDED, *RECOGNITION_LADDER, S.FULL)


class Need(StrEnum):
    REQUIRED = auto()
    OPTIONAL = auto()
    NONE = auto()


@dataclass(frozen=True)
class Asked:
    """A paper that a file is asked for, or is not, and `why`. `due`: it must be there by now; `copies`: how many
    papers of the code; `recorded`: its number and day are written by themselves, not by a vote or a decision."""

    code: str
    title: str
    need: Need
    stage: str = CONSIDERING
    why: str = ""
    due: bool = True
    copies: int = 1
    recorded: bool = True
    proof: str = ""  # what stands for the paper where none is recorded: "03/02/2026, Giấy khen số 12"


def official_papers(file, day):
    """Every paper that the guide knows, as it applies to this file on this day: [`Asked`]."""
    return [
        *_at_consideration(file, day),
        *_after_the_branch(file, day),
        *_at_the_end_of_probation(file, day),
        *_after_the_recommendation(file),
    ]


def local_papers(file, day):
    """What the units above ask for beyond the guide, in the round that the file is in."""
    stage = RECOGNISING if round_of(file.state) == Round.RECOGNITION else CONSIDERING
    proofs = {proof.requirement_id: proof for proof in file.local_proofs.order_by("id")}
    for row in requirements_for(file, day):
        proof = proofs.get(row.pk)
        yield Asked(
            f"YC-{row.pk}", row.title, Need.REQUIRED, stage, why=f"Yêu cầu riêng của {row.unit.name}.",
            recorded=False, proof=f"{proof.on:%d/%m/%Y}, {proof.text}" if proof else "",
        )  # fmt: skip


def beside(code):
    """A paper that lies in the file though the guide's list has no place for it: of a move, of leaving."""
    return Asked(code, P(code).label if code in P else code, Need.OPTIONAL, stage=BESIDE, recorded=False)


def _asked(code, need=Need.REQUIRED, **rest):
    return Asked(code.value, code.label, need, **rest)


def _when(asked, **rest):
    """Required when that holds; otherwise not asked for."""
    return {"need": Need.REQUIRED if asked else Need.NONE, **rest}


def _at_consideration(file, day):
    organisation = introducing_organisation(case_for("branch_vote", file, day, {}))
    of_youth, of_union = organisation == "youth_union", organisation == "trade_union"
    sponsors = figure("SPONSOR_OFFICIAL", "members_with_organisation" if organisation else "members", day)
    second = "Không có tổ chức Đoàn, Công đoàn giới thiệu: cần đủ hai đảng viên giới thiệu."
    other = {"youth_union": "Đoàn Thanh niên giới thiệu.", "trade_union": "Công đoàn giới thiệu."}
    why_not = other.get(organisation, second)
    return [
        _asked(P.HELPERS, Need.OPTIONAL, why="Lưu kèm hồ sơ của chi bộ."),
        _asked(P.CERTIFICATE),
        _asked(P.KND_1),
        _asked(P.KND_2),
        _asked(P.KND_3, copies=sponsors, why="" if organisation else second),
        _asked(P.KND_4, **_when(of_youth, why="" if of_youth else why_not)),
        _asked(P.KND_4A, **_when(of_union, why="" if of_union else why_not)),
        _asked(P.KND_5),
    ]


def _after_the_branch(file, day):
    route, beyond = file.route, _come_to(file)
    over_60 = _was_over_60(file, day)
    limit = figure("AGE_OVER_60", "years", day)
    return [
        _asked(P.KND_6, due=beyond(S.BRANCH_PROPOSED), recorded=False),
        _asked(P.KND_7, **_under_a_section(route), due=beyond(S.SECTION_APPRAISED)),
        _asked(P.KND_8, **_voted_by_a_committee(route), due=beyond(S.COMMITTEE_PROPOSED), recorded=False),
        _asked(P.SUBMISSION, **_submitted(route), due=beyond(S.SUBMITTED)),
        _asked(P.CONSENT, **_when(over_60, why=f"Người vào Đảng {'' if over_60 else 'không '}quá {limit} tuổi."),
               due=beyond(S.SUBMITTED)),
        _asked(P.EXTRACT, due=beyond(S.APPRAISED)),
        _asked(P.KND_9, due=beyond(S.DECIDED), recorded=False),
        _asked(P.CEREMONY, due=beyond(S.PROBATIONARY), recorded=False),
    ]  # fmt: skip


def _at_the_end_of_probation(file, day):
    ended = bool(file.ceremony_on) and day >= probation_ends(file.ceremony_on)
    late = {"stage": RECOGNISING, "due": ended, "why": "" if ended else "Làm khi hết 12 tháng dự bị."}
    return [
        _asked(P.PROFILE, stage=RECOGNISING, due=bool(file.ceremony_on)),
        _asked(P.MEMBER_CARD, stage=RECOGNISING, due=bool(file.ceremony_on)),
        _asked(P.NEW_MEMBER_CLASS, stage=RECOGNISING, due=bool(file.ceremony_on)),
        _asked(P.KND_10, **late),
        _asked(P.KND_11, **late),
        _asked(P.KND_12, **late),
    ]


def _after_the_recommendation(file):
    route, beyond = file.route, _come_to(file)
    return [
        _asked(P.KND_13, stage=RECOGNISING, due=beyond(S.BRANCH_RECOMMENDED), recorded=False),
        _asked(P.KND_14, **_under_a_section(route), stage=RECOGNISING, due=beyond(S.SECTION_RECOMMENDED)),
        _asked(P.KND_15, **_voted_by_a_committee(route), stage=RECOGNISING, due=beyond(S.COMMITTEE_RECOMMENDED),
               recorded=False),
        _asked(P.KND_16, stage=RECOGNISING, due=beyond(S.FULL), recorded=False),
    ]  # fmt: skip


def _under_a_section(route):
    return _when(route.section, why="" if route.section else "Chi bộ không thuộc đảng bộ bộ phận.")


def _voted_by_a_committee(route):
    if route.has_committee_step:
        return _when(True)
    base_branch = "Chi bộ cơ sở trình thẳng cấp có thẩm quyền."
    return _when(False, why="Đảng ủy cơ sở tự quyết định." if route.decides_itself else base_branch)


def _submitted(route):
    return _when(not route.decides_itself, why="Đảng ủy cơ sở tự quyết định." if route.decides_itself else "")


def _was_over_60(file, day):
    """On the day of the branch's resolution, as the rule counts; before it, on this day."""
    passed = file.resolutions.filter(body="branch", round="admission", passed=True, superseded=False)
    vote = passed.order_by("-id").first()
    months = months_between(file.born_on, vote.held_on if vote else day)
    return months > figure("AGE_OVER_60", "years", day) * 12


def _come_to(file):
    """Has the file come so far? Those that ended are asked by what they had come to."""

    def beyond(state):
        reached = CLIMB.index(file.state) if file.state in CLIMB else _furthest(file)
        return reached >= CLIMB.index(state)

    return beyond


def _furthest(file):
    stood_at = file.standings.values_list("state", flat=True)
    return max((CLIMB.index(state) for state in stood_at if state in CLIMB), default=0)
