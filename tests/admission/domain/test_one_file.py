"""One open file for one person, however two of them come about."""

import pytest
from django.db import IntegrityError, transaction

from admission.domain.one_file import one_open_file
from partytrack.errors import Refused


@pytest.mark.sqlite_too
def test_second_open_file_of_a_person_is_refused_in_words(w):
    """As when a registration and a resumption pass their checks at one instant."""
    first, second = w.file(), w.file()
    second.citizen_id = first.citizen_id
    second.derive()
    with pytest.raises(Refused) as refusal, one_open_file(), transaction.atomic():
        second.save()
    assert [reason.code for reason in refusal.value.reasons] == ["TWO_FILES"]


def test_other_broken_constraints_rise_as_they_are(w):
    file = w.file()
    file.ceremony_on = file.registered_on
    with pytest.raises(IntegrityError), one_open_file(), transaction.atomic():
        file.save(update_fields=["ceremony_on"])
