"""What a meeting begins with: who holds it, which files wait for it, how many members there are, what carries."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from admission.models import AbsentAs, Candidate, Meeting, MeetingStatus, MemberPlacement
from admission.models.dossier import Body
from admission.permissions import action_at
from admission.routes import level_on, routes_of, usual_step
from admission.rules import RULES_FOR, Case
from admission.rules.book import current
from admission.rules.probation import probation_ends
from admission.rules.votes import needed_votes
from admission.states import Round
from admission.states import State as S
from units.models import Kind, MembershipCount
from units.permissions import can, may, scope_paths
from units.querysets import within

BODY_OF_KIND = {
    Kind.BRANCH: Body.BRANCH,
    Kind.BASE_BRANCH: Body.BRANCH,
    Kind.SECTION: Body.SECTION,
    Kind.BASE_COMMITTEE: Body.COMMITTEE,
}
ACT_OF = {
    (Body.BRANCH, Round.ADMISSION): "branch_vote",
    (Body.BRANCH, Round.RECOGNITION): "branch_recommendation",
    (Body.SECTION, Round.ADMISSION): "section_appraise",
    (Body.SECTION, Round.RECOGNITION): "section_recommend",
    (Body.COMMITTEE, Round.ADMISSION): "committee_vote",
    (Body.COMMITTEE, Round.RECOGNITION): "committee_recommendation",
}
AFTER_BRANCH = (S.BRANCH_PROPOSED, S.BRANCH_RECOMMENDED)
MOST = 1000  # files that the list of meetings looks at; whoever holds meetings has fewer
STATES = {
    Body.BRANCH: (S.CERTIFIED, S.PROBATIONARY),
    Body.SECTION: AFTER_BRANCH,
    Body.COMMITTEE: (*AFTER_BRANCH, S.SECTION_APPRAISED, S.SECTION_RECOMMENDED),
}
MAJORITY = {
    Body.BRANCH: "BRANCH_TWO_THIRDS",
    Body.COMMITTEE: "COMMITTEE_TWO_THIRDS",
}  # a section does not vote


def may_hold(user, unit, body):
    """Whoever acts at that level of the unit. (The names of bodies are those of levels.)"""
    return body is not None and can(user, action_at(body), unit)


def holds_any(user):
    """Does the user act at a level that meets, anywhere?"""
    return any(may(user, action_at(body)) for body in Body.values)


def awaiting(user, *, under=None):
    """{unit: its files} of the meetings that the user may hold, for files whose usual next step is one; by name.
    `under`: of this unit and those below it only; without it of the `MOST` files longest at their step."""
    files = Candidate.objects.visible_to(user).open().filter(_maybe_for(user)).order_by("since", "id")
    files = files.filter(within([under.path], "unit__path")) if under else files[:MOST]
    files = sorted(files.select_related("unit"), key=lambda file: (file.sort_key, file.pk))
    today = timezone.localdate()
    routes, found = routes_of({file.unit for file in files}), defaultdict(list)
    for file in files:
        file._route = routes[file.unit_id]
        unit = None if _too_soon(file, today) else meets_for(file)
        if unit and may_hold(user, unit, BODY_OF_KIND.get(unit.kind)):
            found[unit].append(file)
    return dict(sorted(found.items(), key=lambda pair: pair[0].path))


def _maybe_for(user):
    condition = Q(pk__in=[])
    for body, states in STATES.items():
        condition |= within(scope_paths(user, action_at(body)), "unit__path") & Q(state__in=states)
    return condition


def _too_soon(file, today):
    return file.state == S.PROBATIONARY and probation_ends(file.ceremony_on) > today


def meets_for(file):
    """The unit whose meeting is the usual next step of a file; None where the next step is something else."""
    level = usual_step(file.state, file.route)[1]
    if level not in STATES or file.state not in STATES[level]:
        return None
    return level_on(file.route, level, file.state)[1]


@dataclass(frozen=True)
class Suggestion:
    """`entitled`: full members of a branch, members of a committee."""

    entitled: int
    probationary: int
    source: str


def suggested_counts(unit, on):
    """How many there are, by the newest of what the system knows on that day; None when it knows nothing."""
    last = last_meeting(unit, on)
    known = []
    if last:
        source = f"theo cuộc họp ngày {last.held_on:%d/%m/%Y}"
        known.append((last.held_on, Suggestion(last.entitled, last.probationary, source)))
    if BODY_OF_KIND.get(unit.kind) == Body.BRANCH:
        declared = MembershipCount.objects.filter(unit=unit, on__lte=on).order_by("-on", "-id").first()
        if declared:
            source = f"theo số đảng viên đã khai ngày {declared.on:%d/%m/%Y}"
            known.append((declared.on, Suggestion(declared.full, declared.probationary, source)))
    newest = max(known, key=lambda pair: pair[0])[1] if known else None
    listed = _listed(unit, on)
    return listed if listed and (newest is None or listed.entitled > newest.entitled) else newest


def _listed(unit, on):
    """Members of a branch of whom the system has a record."""
    there = MemberPlacement.objects.on(on).filter(unit=unit)
    total, full = there.count(), there.filter(member__full_from__lte=on).count()
    return Suggestion(full, total - full, "theo danh sách đảng viên trong hệ thống") if total else None


def ways_of(body):
    """{`AbsentAs`: its word} of those who may be absent; only in a branch are some probationary."""
    if body == Body.BRANCH:
        return {way: way.label for way in AbsentAs}
    return {AbsentAs.OFFICIAL: "Ủy viên", AbsentAs.EXEMPT: AbsentAs.EXEMPT.label}


def last_meeting(unit, on):
    """The latest meeting of a unit up to a day that was recorded."""
    held = Meeting.objects.filter(unit=unit, status=MeetingStatus.CLOSED, held_on__lte=on)
    return held.order_by("-held_on", "-id").first()


def majority(body, on):
    """The figures of the rule in force (numerator, denominator); None for a body that does not vote."""
    return current().provision(MAJORITY[body], on).figures if body in MAJORITY else None


def needed(meeting):
    """The least number of votes for that carries; None while the members are not counted, and where nobody votes."""
    figures = majority(meeting.body, meeting.held_on)
    return needed_votes(meeting.counted, figures) if figures and meeting.counted else None


def too_few(body, on, entitled):
    """The `Reason` why a branch of so few full members cannot vote; None when it can, or is not asked."""
    if body != Body.BRANCH or entitled is None:
        return None
    rule = next(rule for rule in RULES_FOR["branch_vote"] if rule.code == "BRANCH_OF_THREE")
    case = Case(act="branch_vote", on=on, person={}, facts={"votes": {"all": entitled}})
    return None if rule.holds(case) else rule.reason(on)
