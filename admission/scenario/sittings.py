"""When deciding bodies sit: once a month, and on days of their own that a scenario states."""

from collections import defaultdict
from datetime import date, timedelta

from admission.scenario.days import ONE, clamp, nearest_weekday, weekday_at_or_before

USUAL_DAY = 25
CEREMONY_AFTER = (3, 25)  # days from an ordinary sitting to the ceremony
NEAR = timedelta(60)  # wide enough to hold a monthly sitting, wherever the target lies


class Sittings:
    """Finds days on which files can be decided. Ordinary sittings never fall on a day stated in the scenario."""

    def __init__(self, sessions):
        self._stated = defaultdict(set)
        for session in sessions:
            self._stated[session.unit].add(session.on)
        self._called = defaultdict(set)  # sittings besides the monthly one

    def between(self, unit, earliest, latest):
        """The ordinary sittings of the unit in [earliest, latest], in order."""
        days = {day for day in self._called[unit] if earliest <= day <= latest}
        year, month = earliest.year, earliest.month
        while date(year, month, 1) <= latest:
            day = self._monthly(unit, year, month)
            if earliest <= day <= latest:
                days.add(day)
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        return sorted(days)

    def _monthly(self, unit, year, month):
        day = weekday_at_or_before(date(year, month, USUAL_DAY))
        while day in self._stated[unit]:
            day = weekday_at_or_before(day - ONE)
        return day

    def nearest(self, unit, earliest, latest, target):
        """The sitting in [earliest, latest] nearest to the target, which lies within; one is called where
        there is none.

        Only where every day of the range is stated does it fall on a stated day.
        """
        days = self.between(unit, max(earliest, target - NEAR), min(latest, target + NEAR))
        if days:
            return min(days, key=lambda day: abs(day - target))
        day = nearest_weekday(target, earliest, latest, avoid=self._stated[unit]) or clamp(
            target, earliest, latest
        )
        self._called[unit].add(day)
        return day

    def with_ceremony(self, unit, earliest, latest, target):
        """(sitting, ceremony): the ceremony in [earliest, latest], as near to the target as a sitting allows."""
        soonest, longest = (timedelta(days) for days in CEREMONY_AFTER)
        earliest, latest = max(earliest, target - NEAR), min(latest, target + NEAR)
        spans = {
            day: (max(earliest, day + soonest), min(latest, day + longest))
            for day in self.between(unit, earliest - longest, latest - soonest)
        }
        if not spans:
            ceremony = nearest_weekday(target, earliest, latest)
            return self.nearest(unit, ceremony - longest, ceremony - soonest, ceremony - soonest), ceremony
        sitting = min(spans, key=lambda day: abs(clamp(target, *spans[day]) - target))
        return sitting, nearest_weekday(target, *spans[sitting])
