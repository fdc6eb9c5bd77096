"""What was corrected of a person after the admission: in words, and which reports had been sent before. Reads only."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from admission.counting import ADMITTED_AT
from admission.models import Candidate, ReportKind, SealedReport
from partytrack.days import years_before
from units.hierarchy import line
from units.permissions import units_for
from units.subtrees import DayTree

EVENT = "admission.correct_person"
MASKED = {"citizen_id"}
NOTHING = "để trống"


@dataclass(frozen=True)
class Panel:
    """Of a file with corrections: the day of the last one, and the `SealedReport`s sent before it that the reader may
    open and that counted the admission."""

    on: date
    reports: list


def told(file):
    """{uid of the journal entry: sentences} of each correction of a file."""
    return {row.entry_id: [_basis(row), *_said(row)] for row in file.corrections.all()}


def _basis(row):
    return f"Theo văn bản {row.number} ngày {row.issued_on:%d/%m/%Y} của {row.issuer}"


def _said(row):
    for name, pair in row.changes.items():
        before, after = (_in_words(name, value) for value in pair)
        field = Candidate._meta.get_field(name)
        yield f"{field.verbose_name.capitalize()}: đã ghi {before}, nay là {after}"


def _in_words(name, value):
    field = Candidate._meta.get_field(name)
    if value in (None, ""):
        return NOTHING
    if name in MASKED:
        return f"…{value[-3:]}"
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    return f"{date.fromisoformat(value):%d/%m/%Y}" if field.get_internal_type() == "DateField" else value


def panel(file, user):
    """A `Panel`, or None of a person of whom nothing was corrected."""
    last = file.corrections.select_related("entry").last()
    return last and Panel(last.entry.on, _sent_before(last.entry.at, file, user))


def _sent_before(instant, file, user):
    counted = file.standings.filter(state=ADMITTED_AT[settings.COUNT_ADMITTED_BY], marks__isnull=False)
    admitted = counted.select_related("unit").first()
    if admitted is None:
        return []
    branch, day = admitted.unit.path, admitted.valid_from
    units = units_for(user, "report.view").filter(path__in={*line(branch), *DayTree(day).chain(branch)})
    sent = SealedReport.objects.filter(sealed_at__lt=instant, unit__in=units).select_related("unit", "period")
    return [one for one in sent if _counts(one, day)]


def _counts(sealed, day):
    """Is the day within those of the report, or within the same days a year before that it is set beside?"""
    spans = [(sealed.period.starts, sealed.as_of)]
    if sealed.kind == ReportKind.OFFICIAL:
        spans.append(tuple(map(years_before, spans[0])))
    return any(starts <= day <= until for starts, until in spans)
