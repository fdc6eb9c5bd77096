"""Until when the certificate of a class holds, and whether the branch can still meet in time with it."""

from dataclasses import dataclass
from datetime import date, timedelta

from admission.models import Paper, Session, SessionStatus
from admission.models.dossier import PaperCode
from admission.routes import routes_of
from admission.rules import figure
from admission.rules.spans import add_months
from admission.states import COLLECTING, State

BEFORE_VOTE = (*COLLECTING, State.CERTIFIED)  # afterwards the certificate has done its service


@dataclass(frozen=True)
class Validity:
    """`until`: the last day on which the branch may meet with it. `too_late`: the day of the next session of the
    deciding unit, where the certificate will have run out by then."""

    until: date
    words: str
    tone: str
    too_late: date | None = None

    @property
    def warning(self):
        """What `too_late` means, in a sentence; "" where nothing is wrong."""
        if not self.too_late:
            return ""
        return (
            f"Giấy chứng nhận lớp bồi dưỡng nhận thức về Đảng hết hiệu lực sau ngày {self.until:%d/%m/%Y}, trước phiên "
            f"họp tới của cấp có thẩm quyền ({self.too_late:%d/%m/%Y}). Chi bộ họp xét trước ngày đó, hoặc cử đi "
            "học lại."
        )


def validities(files, today):
    """{file id: Validity} of those of these files, with their units, that hold a certificate."""
    papers = Paper.objects.filter(candidate__in=[file.pk for file in files], code=PaperCode.CERTIFICATE)
    issued = dict(papers.order_by("id").values_list("candidate_id", "issued_on"))
    months = figure("CERTIFICATE_60_MONTHS", "months", today)
    ends = {pk: add_months(on, months) for pk, on in issued.items()}
    waiting = [file for file in files if file.state in BEFORE_VOTE and ends.get(file.pk, date.min) >= today]
    sessions = _next_sessions(waiting, today)
    return {pk: _validity(until, today, sessions.get(pk)) for pk, until in ends.items()}


def _next_sessions(files, today):
    """{file id: day} of the next session of the unit that decides on the file, where one is planned."""
    routes = routes_of({file.unit for file in files}) if files else {}
    deciding = {file.pk: routes[file.unit_id].deciding.pk for file in files}
    planned = Session.objects.filter(unit__in=set(deciding.values()), held_on__gte=today)
    planned = planned.exclude(status=SessionStatus.RELEASED).order_by("-held_on")
    days = dict(planned.values_list("unit", "held_on"))  # the earliest comes last
    return {pk: days[unit] for pk, unit in deciding.items() if unit in days}


def _validity(until, today, session_on):
    day = f"{until:%d/%m/%Y}"
    if until < today:
        return Validity(until, f"Hết hiệu lực từ sau ngày {day}", "bad")
    too_late = session_on if session_on and session_on > until else None
    if too_late or until < today + timedelta(figure("EXPIRY_WARNING", "days", today)):
        return Validity(until, f"Sắp hết hiệu lực: còn đến {day}", "warn", too_late)
    return Validity(until, f"Còn hiệu lực đến {day}", "ok")
