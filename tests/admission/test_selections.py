"""The condition of a measure selects what the counts count; a group in SQL is the group in Python."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db.models import F

from admission.catalogues import ETHNIC_GROUPS, OCCUPATIONS, QUALIFICATIONS, RELIGIONS, SCHOOLING
from admission.counting import own_counts
from admission.groups import GROUPS, groups_of
from admission.measures import unpack
from admission.models import Candidate, Standing
from admission.selections import in_group, rows
from tests.world import START

pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db]


def counted(measure, starts, as_of):
    return Counter(rows(measure, starts, as_of).values_list("unit_id", flat=True))


def test_every_measure_selects_the_rows_that_are_counted(shelf):
    last = Standing.objects.latest("valid_from").valid_from
    for starts, as_of in [(START, last), (START + timedelta(60), START + timedelta(400)), (last, last)]:
        own = {unit: unpack(packed) for unit, packed in own_counts(starts, as_of).items()}
        measures = {measure for counts in own.values() for measure in counts}
        for measure in measures:
            expected = {unit: counts[measure] for unit, counts in own.items() if counts[measure]}
            assert counted(measure, starts, as_of) == expected, measure
        for whole in ("pool", "probation", "stopped"):
            parts = Counter()
            for unit, counts in own.items():
                parts[unit] += sum(n for measure, n in counts.items() if measure.startswith(f"{whole}:"))
            assert counted(whole, starts, as_of) == +parts


def test_sent_counts_a_file_of_a_branch_once(shelf):
    last = Standing.objects.latest("valid_from").valid_from
    found = list(rows("sent", START, last).values_list("candidate_id", "unit_id"))
    assert len(found) == len(set(found)) > 0


def test_group_in_sql_is_the_group_in_python(shelf):
    """Whoever a person is, on the very birthday, the day before and the day after."""
    by_chance, day = random.Random(7), date(2026, 2, 28)
    files = list(Candidate.objects.order_by("pk"))
    for n, file in enumerate(files):
        years = by_chance.choice([17, 18, 30, 31, 35, 36, 40, 41, 50, 51, 60, 61])
        file.born_on = date(2026 - years, 2, 28) + timedelta(n % 3 - 1)
        file.sex = by_chance.choice(["female", "male"])
        file.ethnicity = by_chance.choice(ETHNIC_GROUPS[:2])[0]
        file.religion = by_chance.choice(RELIGIONS[:2])[0]
        file.occupation = by_chance.choice(OCCUPATIONS)[0]
        file.schooling = by_chance.choice(SCHOOLING)[0]
        file.qualification = by_chance.choice(QUALIFICATIONS)[0]
        file.youth_union_on = by_chance.choice([None, day, day + timedelta(1)])
        file.trade_union_on = by_chance.choice([None, day, day + timedelta(1)])
        Candidate.objects.filter(pk=file.pk).update(
            **{
                name: getattr(file, name)
                for name in (
                    "born_on", "sex", "ethnicity", "religion", "occupation", "schooling", "qualification",
                    "youth_union_on", "trade_union_on",
                )
            }
        )  # fmt: skip
    latest = Standing.objects.filter(valid_to__isnull=True).order_by()
    for code in GROUPS:
        expected = {file.pk for file in files if code in groups_of(file, on=day)}
        found = set(latest.filter(in_group(code, day)).values_list("candidate_id", flat=True))
        assert found == expected, code
    first = latest.filter(in_group("age_18_30", F("valid_from"))).values_list("candidate_id", flat=True)
    assert set(first) == {
        row.candidate_id for row in latest.select_related("candidate")
        if "age_18_30" in groups_of(row.candidate, on=row.valid_from)
    }  # fmt: skip
