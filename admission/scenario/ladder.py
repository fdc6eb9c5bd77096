"""The steps of a file in order, and plausible days for them around the days that are fixed."""

from datetime import timedelta

from admission.rules.spans import add_months
from admission.scenario.days import nearest_weekday, weekday_at_or_before

# Step: state that the file is in after it; "" where the step changes no state.
ADMISSION_STEPS = {
    "register": "source",
    "assign_helper": "nurtured",
    "certificate": "",
    "application": "dossier",
    "history": "",
    "verify": "verifying",
    "certify": "certified",
    "branch_vote": "branch_proposed",
    "section_appraise": "section_appraised",
    "committee_vote": "committee_proposed",
    "submit": "submitted",
    "appraise": "appraised",
    "agenda": "on_agenda",
    "decide": "decided",
}
RECOGNITION_STEPS = (
    "branch_recommend",
    "section_recommend",
    "committee_recommend",
    "recognition_submit",
    "recognition_appraise",
    "recognition_agenda",
    "recognise",
)
LADDER = (*ADMISSION_STEPS, "ceremony", "new_member_class", *RECOGNITION_STEPS)
POOL_STATES = tuple(state for state in ADMISSION_STEPS.values() if state)

# Days between a step and the next one. From the branch's vote to the decision they never exceed sixty.
_GAPS = {
    "agenda": (2, 5),
    "appraise": (1, 4),
    "submit": (2, 6),
    "committee_vote": (1, 4),
    "section_appraise": (3, 7),
    "branch_vote": (4, 10),
    "certify": (3, 12),
    "verify": (25, 60),
    "history": (5, 20),
    "application": (3, 15),
    "certificate": (10, 90),
}
_HELPED = (380, 460)  # days from the helper's assignment to the branch's vote: twelve months and more
_SOURCE = (5, 40)

# The recognition decision usually falls this many days after the twelve months end, the branch's vote before it.
RECOGNISED_AFTER = (18, 50)


def _skipped(route):
    skipped = set()
    if not route.section:
        skipped |= {"section_appraise", "section_recommend"}
    if not route.committee:
        skipped |= {"committee_vote", "committee_recommend"}
    if not route.submits:
        skipped |= {"submit", "recognition_submit"}
    return skipped


def steps_of(route):
    """The steps of an admission on this route, in order."""
    skipped = _skipped(route)
    return [step for step in ADMISSION_STEPS if step not in skipped]


def states_of(route):
    """The states that a file on this route passes before the ceremony."""
    return {ADMISSION_STEPS[step] for step in steps_of(route)} - {""}


def up_to_decision(route, decided_on, rng):
    """{step: day} of an admission, in order, decided on the day."""
    days, day = {"decide": decided_on}, decided_on
    for step in reversed(steps_of(route)[2:-1]):
        day -= timedelta(rng.randint(*_GAPS[step]))
        days[step] = weekday_at_or_before(day)
    helped = days["branch_vote"] - timedelta(rng.randint(*_HELPED))
    days["assign_helper"] = weekday_at_or_before(helped)
    days["register"] = weekday_at_or_before(helped - timedelta(rng.randint(*_SOURCE)))
    return {step: days[step] for step in steps_of(route)}


def up_to_state(route, state, last, rng):
    """{step: day} of a file that reached the state on the day `last` or a day or two before."""
    days = up_to_decision(route, last, rng)
    steps = steps_of(route)
    reached = steps[: 1 + next(i for i, step in enumerate(steps) if ADMISSION_STEPS[step] == state)]
    late = last - days[reached[-1]]
    return {step: weekday_at_or_before(days[step] + late) for step in reached}


def up_to_recognition(route, ceremony, recognised_on, rng):
    """{step: day} from the ceremony to the recognition, RECOGNISED_AFTER the twelve months or as much later as it is;
    a late one is voted on late."""
    full_year = add_months(ceremony, 12)
    earliest = max(full_year + timedelta(3), recognised_on - timedelta(38))
    latest = min(max(full_year + timedelta(20), earliest + timedelta(8)), recognised_on - timedelta(12))
    voted = nearest_weekday(earliest + (latest - earliest) * rng.random(), earliest, latest)
    steps = [step for step in RECOGNITION_STEPS if step not in _skipped(route)]
    days = {"new_member_class": weekday_at_or_before(ceremony + timedelta(rng.randint(60, 300)))}
    for index, step in enumerate(steps):
        day = weekday_at_or_before(voted + (recognised_on - voted) * index / (len(steps) - 1))
        days[step] = max(day, voted)
    return days | {"recognise": recognised_on}
