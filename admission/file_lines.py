"""What the list of files shows of each: read as plain values, for the rows of one page only."""

from functools import cache, lru_cache
from html import escape
from types import SimpleNamespace

from django.db import connection
from django.db.models.expressions import RawSQL
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from admission.models import Candidate
from admission.rules.deadlines import asked_by_due_on, due_on
from admission.rules.probation import probation_ends
from admission.states import State
from partytrack.prepared import columns
from partytrack.templatetags.ui import deadline, vi_date

ORDER = ("sort_key", "id")
COLUMNS = (*ORDER, "full_name", "born_on", "state", "ceremony_on", "decided_on", "unit__name")
STEPS = {state.value: escape(state.label) for state in State}
NOTHING_DUE = "—"
SHOWN = ("url", "name", "born_on", "unit", "step", "due")


def rows(files):
    """The columns of a line, and the days from which the deadline of the next step of its file runs."""
    return files.values(*COLUMNS).annotate(**_clocks(connection.vendor))


@cache
def _clocks(vendor):
    """What `with_clocks` adds that the next step asks, in the states in which it does."""
    asked, clocks = asked_by_due_on(), columns(Candidate.objects.with_clocks())
    return {name: _when(asked[name], sql) for name, sql in clocks.items() if name in asked}


def _when(states, column):
    places = ", ".join(["%s"] * len(states))
    sql = f'CASE WHEN "admission_candidate"."state" IN ({places}) THEN {column.sql} END'
    return RawSQL(sql, [*states, *column.params], output_field=column.output_field)


def lines(page, today):
    """The lines of a page of `rows` as HTML, each with the address of its file."""
    first, pattern = reverse("admission:candidate_detail", args=[0]), _pattern()
    return mark_safe("".join(pattern.format(**_line(row, first, today)) for row in page))


@cache
def _pattern():
    """The template of a line with a place for each value: fifty of them are not worked through tag by tag."""
    return render_to_string("admission/_file_line.html", {name: f"{{{name}}}" for name in SHOWN})


def _line(row, first, today):
    """The values of one line; what people wrote is escaped here."""
    ends = row["ceremony_on"] and probation_ends(row["ceremony_on"])
    due = due_on(SimpleNamespace(**row, probation_ends_on=ends))
    return {
        "url": first.replace("0", str(row["id"])),
        "name": escape(row["full_name"]),
        "born_on": vi_date(row["born_on"]),
        "unit": escape(row["unit__name"]),
        "step": STEPS[row["state"]],
        "due": _mark(due, today) if due else NOTHING_DUE,
    }


@lru_cache(maxsize=2048)
def _mark(due, today):
    return deadline(due, today)
