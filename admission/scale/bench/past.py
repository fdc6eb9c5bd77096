"""The figures of the current year as they stood half way through it, against those of today."""

from django.utils import timezone

from admission import rollups
from admission.scale.bench.measuring import REPETITIONS, interleaved, timed
from admission.scale.bench.rollup import current_year

GOAL = 1.3


def measure(size):
    period, today = current_year(), timezone.localdate()
    past = period.starts + (today - period.starts) / 2
    medians = interleaved(
        REPETITIONS[size],
        today=lambda: timed(lambda: rollups.totals_at(period, today)),
        past=lambda: timed(lambda: rollups.totals_at(period, past)),
    )
    ratio = medians["past"] / medians["today"]
    return {
        "day": past.isoformat(), "seconds": round(medians["past"], 4), "today_seconds": round(medians["today"], 4),
        "ratio": round(ratio, 2), "goal": GOAL, "met": ratio <= GOAL,
    }  # fmt: skip
