"""When the admitted came, in which unit, how old they were: one read of the admissions of a span."""

from collections import Counter
from datetime import date

from django.conf import settings

from admission.counting import ADMITTED_AT
from admission.groups import AGE_GROUPS, age_group
from admission.models import Standing

from .months import months_of
from .pace import expected, span_days
from .parts import MonthLine, PyramidLine


class Course:
    """The admissions of a scope from `starts` to `as_of`, by month, line, age and sex."""

    def __init__(self, scope, starts, as_of):
        self._starts, self._months = starts, months_of(starts, as_of)
        state = ADMITTED_AT[settings.COUNT_ADMITTED_BY]
        reached = Standing.objects.filter(
            scope.rows(), state=state, marks__isnull=False, valid_from__range=(starts, as_of)
        )
        columns = ("unit__path", "valid_from", "candidate__sex", "candidate__born_on")
        by_unit, self._ages, self._scope = {}, Counter(), scope
        for path, on, sex, born_on in reached.order_by().values_list(*columns).iterator(chunk_size=5000):
            by_unit.setdefault(path, Counter())[_month(on)] += 1
            self._ages[age_group(born_on, on), sex] += 1
        self._admitting = by_unit.keys()
        self._lines = scope.folded(by_unit)

    def months(self, unit_id, goal, ends):
        """`MonthLine`s of one line; `goal`: people by `ends` (a fraction), or None."""
        own, so_far, lines = self._lines[unit_id], 0, []
        for first, last in self._months:
            so_far += own[_month(first)]
            gone, days = span_days(self._starts, ends, last)
            pace = None if goal is None else expected(goal, gone, days)
            lines.append(MonthLine(first, last, own[_month(first)], so_far, pace))
        return tuple(lines)

    def above_admissions(self):
        """Paths of the units where people were admitted, and of all above them on the day."""
        return {path for branch in self._admitting for path in self._scope.chain(branch)}

    def pyramid(self):
        """A `PyramidLine` for each age group, the youngest first."""
        return tuple(
            PyramidLine(code, self._ages[code, "female"], self._ages[code, "male"]) for code in AGE_GROUPS
        )


def _month(day):
    return date(day.year, day.month, 1)
