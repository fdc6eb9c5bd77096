"""Đính chính: what was recorded wrongly of a person who has been admitted since."""

import json

from django.core.serializers.json import DjangoJSONEncoder

from admission.domain.engine import Step, act
from admission.domain.papers import NO_CHANGE
from admission.models import Correction, Member
from admission.models.person import PERSON_FIELDS
from partytrack.errors import Reason, Refused

LATER = Reason("BASIS_LATER", "Văn bản làm căn cứ có ngày sau ngày đính chính.", "Kiểm tra lại hai ngày.")


@act("correct_person")
def correct_person(file, *, on, verdict, number, issued_on, issuer, reason, **person):
    """Đính chính thông tin cá nhân, on the basis of a paper. `person`: fields of `Person`, as they are right.

    Papers that were printed stay as they are, and no step is judged anew: what follows from the correction is for the
    body that admitted to say. The journal names the fields; before and after are sealed in `Correction`.
    """
    if issued_on > on:
        raise Refused(LATER)
    changes = {
        name: (getattr(file, name), value) for name, value in person.items() if getattr(file, name) != value
    }
    if not changes:
        raise Refused(NO_CHANGE)
    _amend(file, changes)
    member = Member.objects.select_for_update().filter(candidate=file).first()
    if member:
        _amend(member, changes)
        member.save(update_fields=PERSON_FIELDS)
    basis = {"number": number, "issued_on": issued_on, "issuer": issuer}
    row = Correction(candidate=file, said=json.dumps(changes, cls=DjangoJSONEncoder), **basis)
    return Step("correct_person", body={"fields": list(changes)}, remark=reason, rows=(row,))


def _amend(person, changes):
    for name, (_, right) in changes.items():
        setattr(person, name, right)
    person.derive()
