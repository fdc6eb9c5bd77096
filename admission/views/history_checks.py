"""Answers while one types: what would be wrong if it were saved now. They save nothing."""

from django.shortcuts import render

from admission.domain.personal_history import writes
from admission.forms.history.page import Blank
from admission.forms.history.writing import part_from
from admission.personal_history.fields import Field
from admission.personal_history.texts import check_citizen_id
from admission.personal_history.times import read_day
from admission.views.history import section_context, section_of
from units.policy import policy

CITIZEN_ID = Field("citizen_id", "Số căn cước", "12 chữ số trên thẻ căn cước.", "075196000123")


@policy("level.branch", load=section_of, allows=lambda user, file: writes(user, file), methods=("POST",))
def history_check(request, file):
    """What the checks say of a section as it is typed at this moment."""
    part, blank = part_from(file.asked, request.POST)
    context = section_context(request, file, part=part, extra=blank)
    context["blanks"] = context["page"].all_blanks
    return render(request, "admission/history/_says_all.html", context)


@policy("candidate.register", methods=("POST",))
def citizen_id_check(request):
    """Whether a number agrees with the day of birth and the sex beside it, before there is a file."""
    number, sex = request.POST.get("citizen_id", ""), request.POST.get("sex", "")
    issues = (
        check_citizen_id(number, born_on=read_day(request.POST.get("born_on", "")), sex=sex) if number else []
    )
    blank = Blank(CITIZEN_ID, CITIZEN_ID.name, number, issues)
    return render(request, "admission/history/_says.html", {"blank": blank, "oob": False})
