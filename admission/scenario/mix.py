"""Who a row's people are: exactly as many of each group as the row says, a plausible mix of the rest."""

from dataclasses import dataclass

from admission.groups import AGE_GROUPS, OCCUPATION_GROUPS

_AGES = {"age_18_30": 64, "age_31_35": 18, "age_36_40": 10, "age_41_50": 7, "age_51_60": 1}
_OCCUPATIONS = {
    "student": 14,
    "worker": 15,
    "farmer": 14,
    "civil_servant": 17,
    "public_employee": 19,
    "armed_forces": 9,
    "private_enterprise": 8,
    "other": 4,
}
_OF_ONE_AGE = {"pupil": "age_18_30", "student": "age_18_30", "retired": "age_51_60"}
_YOUTH = {"age_18_30": 1.0, "age_31_35": 0.02}  # of youth age: the statute asks for the youth union
_UNION = {"worker": 0.9, "civil_servant": 0.95, "public_employee": 0.95, "private_enterprise": 0.6}
_UPPER_SECONDARY = {"farmer": 0.8, "worker": 0.9, "other": 0.9}
_COLLEGE = {
    "civil_servant": 0.95,
    "public_employee": 0.97,
    "armed_forces": 0.6,
    "private_enterprise": 0.6,
    "retired": 0.5,
    "other": 0.3,
    "worker": 0.15,
    "farmer": 0.08,
}
_COLLEGE_UP = {"college": 25, "university": 62, "master": 12, "doctor": 1}
_BELOW_COLLEGE = {"none": 55, "elementary": 20, "intermediate": 25}


@dataclass(frozen=True)
class Traits:
    sex: str
    age: str  # age group on the day of the ceremony
    occupation: str
    schooling: str
    qualification: str
    youth_union: bool
    trade_union: bool
    minority: bool
    religious: bool


def traits(count, groups, rng):
    """`count` Traits of which exactly `groups[group]` belong to each group that is named."""
    ages = _ages(count, groups, rng)
    work = _occupations(ages, groups, rng)
    female = _flags([0.15 if job == "armed_forces" else 0.46 for job in work], groups.get("female"), rng)
    youth = _flags([_YOUTH.get(age, 0) for age in ages], groups.get("youth_union"), rng)
    outside_youth = [age == "age_18_30" and not member for age, member in zip(ages, youth, strict=True)]
    union = _flags(
        [1.0 if alone else _UNION.get(job, 0) for alone, job in zip(outside_youth, work, strict=True)],
        groups.get("union"),
        rng,
    )
    upper = _schooling(work, groups, rng)
    college = _flags(
        [_COLLEGE.get(job, 0) if high else 0 for job, high in zip(work, upper, strict=True)],
        groups.get("qual_college_up"),
        rng,
    )
    minority = _flags([0.1] * count, groups.get("ethnic_minority"), rng)
    religious = _flags([0.06] * count, groups.get("religious"), rng)
    people = [
        Traits(
            sex="female" if female[i] else "male",
            age=ages[i],
            occupation=work[i],
            schooling="upper_secondary" if upper[i] else "lower_secondary",
            qualification=_drawn(_COLLEGE_UP if college[i] else _BELOW_COLLEGE, 1, rng)[0],
            youth_union=youth[i],
            trade_union=union[i],
            minority=minority[i],
            religious=religious[i],
        )
        for i in range(count)
    ]
    rng.shuffle(people)
    return people


def _drawn(weights, count, rng):
    return rng.choices(list(weights), list(weights.values()), k=count)


def _flags(chances, stated, rng):
    """One flag a person: by chance, or exactly `stated` of them, given to the likeliest first."""
    if stated is None:
        return [rng.random() < chance for chance in chances]
    rank = [2.0 if chance >= 1 else rng.random() ** (1 / max(chance, 1e-9)) for chance in chances]
    chosen = set(sorted(range(len(chances)), key=rank.__getitem__, reverse=True)[:stated])
    return [i in chosen for i in range(len(chances))]


def _ages(count, groups, rng):
    """Age groups, youngest first. As many are of youth age as the youth union is said to have, where that can be."""
    stated = {age: groups[age] for age in _AGES if age in groups}
    youth, left = groups.get("youth_union"), count - sum(stated.values())
    others = [age for age in _AGES if age not in stated and age != "age_18_30"]
    if youth is not None and "age_18_30" not in stated and (youth == left or youth < left and others):
        stated["age_18_30"] = youth
    ages = [age for age, number in stated.items() for _ in range(number)]
    rest = {age: weight for age, weight in _AGES.items() if age not in stated}
    ages += _drawn(rest, count - len(ages), rng) if len(ages) < count else []
    return sorted(ages, key=list(AGE_GROUPS).index)


def _occupations(ages, groups, rng):
    """Occupations for people sorted by age: pupils and students are the youngest, the retired the oldest."""
    work, free = [""] * len(ages), list(range(len(ages)))
    others = [job for job in OCCUPATION_GROUPS if job not in _OF_ONE_AGE]
    for job in ("pupil", "student", "retired", *others):
        stated = groups.get(job, 0)
        if job in ("pupil", "student"):
            taken = free[:stated]
        elif job == "retired":
            taken = free[len(free) - stated :]
        else:
            taken = rng.sample(free, stated)
        for i in taken:
            work[i] = job
        free = [i for i in free if not work[i]]
    for i in free:
        open_jobs = {
            job: weight
            for job, weight in _OCCUPATIONS.items()
            if job not in groups and _OF_ONE_AGE.get(job, ages[i]) == ages[i]
        }
        work[i] = _drawn(open_jobs, 1, rng)[0]
    return work


def _schooling(work, groups, rng):
    chances = [_UPPER_SECONDARY.get(job, 1.0) for job in work]
    lower = groups.get("edu_lower_secondary")
    if lower is not None and "edu_upper_secondary" not in groups:
        return [not low for low in _flags([1 - chance for chance in chances], lower, rng)]
    return _flags(chances, groups.get("edu_upper_secondary"), rng)
