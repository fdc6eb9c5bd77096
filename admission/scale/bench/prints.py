"""The report of a unit as PDF, from its figures to the file, several times in one process."""

from admission.reports.as_paper import to_pdf
from admission.reports.build import build
from admission.reports.render import warm_up
from admission.scale.bench.measuring import timed
from admission.scale.bench.rollup import current_year
from units.models import Kind, Unit

WARMED_UP = "warmed_up"
TIMES = 5


def measure(how):
    """[seconds]. `how`: WARMED_UP as web servers are when they have started, or anything else for a cold process."""
    if how == WARMED_UP:
        warm_up()
    unit, year = Unit.objects.filter(kind=Kind.SUPERIOR).order_by("path").first(), current_year()
    return [round(timed(lambda: to_pdf(build(unit, year))), 2) for _ in range(TIMES)]
