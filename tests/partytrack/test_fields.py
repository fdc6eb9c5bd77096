"""Sealed fields: plain in Python, nothing readable in the database."""

import pytest
from django.db import connection

from admission.models import Candidate, Verification
from partytrack.fields import WrongKey, decrypt, encrypt, fingerprint
from tests.world import world

pytestmark = pytest.mark.sqlite_too
OTHER_KEY = "cd" * 32


@pytest.mark.parametrize("text", ["075196000123", "Không có vấn đề về lịch sử chính trị", "", "👍" * 100])
def test_text_comes_back(text):
    assert decrypt(encrypt(text)) == text


def test_same_text_is_sealed_differently_each_time():
    assert encrypt("075196000123") != encrypt("075196000123")


def test_sealed_text_names_its_key_and_not_the_text():
    key_id, _, sealed = encrypt("075196000123").partition(":")
    assert len(key_id) == 8
    assert "075196000123" not in sealed


def test_other_key_is_refused_by_name(settings):
    sealed = encrypt("075196000123")
    settings.FIELD_KEY = OTHER_KEY
    with pytest.raises(WrongKey, match=sealed[:8]):
        decrypt(sealed)


def test_changed_text_is_refused():
    sealed = encrypt("075196000123")
    last = "A" if sealed[-5] != "A" else "B"
    with pytest.raises(WrongKey):
        decrypt(sealed[:-5] + last + sealed[-4:])


def test_fingerprint_finds_equals_and_depends_on_the_key(settings):
    mark = fingerprint("075196000123")
    assert mark == fingerprint("075196000123")
    assert mark != fingerprint("075196000124")
    settings.FIELD_KEY = OTHER_KEY
    assert mark != fingerprint("075196000123")


def test_database_holds_no_number_and_no_conclusion(db):
    w = world()
    file = w.climb(w.file(citizen_id="075196000999"), to="certified")
    with connection.cursor() as cursor:
        cursor.execute("select citizen_id, citizen_id_mark from admission_candidate where id = %s", [file.pk])
        stored, mark = cursor.fetchone()
        cursor.execute("select conclusion from admission_verification where candidate_id = %s", [file.pk])
        [conclusion] = cursor.fetchone()
    assert "075196000999" not in stored + mark
    assert "vấn đề" not in conclusion
    assert (decrypt(stored), mark) == ("075196000999", fingerprint("075196000999"))
    assert Candidate.objects.get(pk=file.pk).citizen_id == "075196000999"
    assert Verification.objects.get(candidate=file).conclusion.startswith("Không có vấn đề")
