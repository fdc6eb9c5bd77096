"""What the list of files shows of each: read as plain values, for the rows of one page only."""

from functools import cache
from types import SimpleNamespace

from django.db import connection
from django.db.models import DateField
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.safestring import mark_safe

from admission.models import Candidate
from admission.rules.deadlines import due_on
from admission.rules.probation import probation_ends
from admission.states import State
from partytrack.templatetags.ui import deadline, vi_date

ORDER = ("sort_key", "id")
COLUMNS = (*ORDER, "full_name", "born_on", "state", "ceremony_on", "decided_on", "unit__name")
STEPS = {state.value: state.label for state in State}
NOTHING_DUE = mark_safe("—")


def rows():
    """The columns of a line, and the days from which the deadlines of its file run."""
    return Candidate.objects.values(*COLUMNS).annotate(**_clocks(connection.vendor))


@cache
def _clocks(vendor):
    """What `with_clocks` adds, in SQL: to put its nine subqueries together takes longer than to ask them."""
    query = Candidate.objects.with_clocks().query
    compiler = query.get_compiler(connection=connection)
    compiler.setup_query()
    return {
        name: RawSQL(*compiler.compile(column), output_field=DateField())
        for name, column in query.annotations.items()
    }


def lines(page, today):
    """The lines of a page of `rows`: texts ready to be shown, with the address of each file."""
    first = reverse("admission:candidate_detail", args=[0])
    return [_line(row, first, today) for row in page]


def _line(row, first, today):
    ends = row["ceremony_on"] and probation_ends(row["ceremony_on"])
    due = due_on(SimpleNamespace(**row, probation_ends_on=ends))
    return {
        "url": first.replace("0", str(row["id"])),
        "name": row["full_name"],
        "born_on": vi_date(row["born_on"]),
        "unit": row["unit__name"],
        "step": STEPS[row["state"]],
        "due": deadline(due, today) if due else NOTHING_DUE,
    }
