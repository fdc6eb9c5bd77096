"""Scans of a file: kept sealed with their row or not at all; read whole or not at all; withdrawn with a reason."""

import json
import os
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError

from admission.domain.scans import Damaged, attach_scans, content_of, withdraw_scan
from admission.models import Candidate, Scan
from admission.states import State
from partytrack import vault
from partytrack.journal.models import Entry, Head
from tests import scans
from tests.admission.domain.refusals import why

STATES = (State.SOURCE, State.CERTIFIED, State.STOPPED, State.FULL)
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def attach(shelf, state=State.SOURCE, *contents, by="secretary", request_id=None, code="1-KNĐ"):
    return attach_scans(
        shelf.file(state), code, contents or (scans.pdf(),), actor=shelf.user(by),
        request_id=request_id or uuid.uuid4(),
    )  # fmt: skip


def withdraw(shelf, scan, by="secretary", reason="Chụp nhầm"):
    return withdraw_scan(scan, actor=shelf.user(by), reason=reason, request_id=uuid.uuid4())


def test_scan_is_kept_sealed_and_journalled(shelf, tmp_path):
    content, request_id = scans.pdf(2), uuid.uuid4()
    file = shelf.file(State.SOURCE)
    [scan] = attach(shelf, State.SOURCE, content, request_id=request_id)
    assert (scan.candidate, scan.code, scan.pages, scan.size) == (file, "1-KNĐ", 2, len(content))
    assert content_of(scan) == content
    entry = Entry.objects.get(uid=request_id)
    assert (entry.event, entry.subject, entry.level) == (
        "admission.scan_attached",
        f"candidate:{file.pk}",
        "",
    )
    assert (entry.body["scans"], entry.body["code"]) == ([scan.pk], "1-KNĐ")
    assert Candidate.objects.get(pk=file.pk).version == file.version
    assert [b"PDF" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()] == [False]


def test_several_scans_come_together_or_not_at_all(shelf):
    assert len(attach(shelf, State.SOURCE, scans.pdf(), scans.image(), scans.image("PNG"))) == 3
    before = set(vault.names())
    assert why(attach, shelf, State.SOURCE, scans.pdf(3), b"") == ["SCAN_EMPTY"]
    assert why(attach, shelf, State.SOURCE, scans.pdf(4), scans.pdf(4)) == ["SCAN_TWICE"]
    assert set(vault.names()) == before
    assert Scan.objects.count() == 3


def test_request_sent_again_gets_the_same_scans(shelf):
    request_id = uuid.uuid4()
    first = attach(shelf, request_id=request_id)
    assert attach(shelf, request_id=request_id) == first
    used = shelf.file(State.SOURCE).last_entry_id
    assert why(attach, shelf, request_id=used) == ["REQUEST_USED"]
    assert why(attach, shelf, State.CERTIFIED, request_id=request_id) == ["REQUEST_USED"]


def test_same_content_twice_in_one_file_is_refused(shelf):
    content = scans.photograph()
    [scan] = attach(shelf, State.SOURCE, content)
    assert why(attach, shelf, State.SOURCE, content, code="2-KNĐ") == ["SCAN_TWICE"]
    assert len(attach(shelf, State.CERTIFIED, content)) == 1  # of another person
    withdraw(shelf, scan)
    assert len(attach(shelf, State.SOURCE, content)) == 1


@pytest.mark.parametrize("who", ["secretary", "officer", "board"])
def test_whoever_acts_at_any_level_attaches(who, shelf):
    assert len(attach(shelf, by=who)) == 1


def test_who_only_watches_does_not_attach_and_a_stranger_finds_nothing(shelf):
    [scan] = attach(shelf)
    for who in ("auditor", "recorder"):
        with pytest.raises(PermissionDenied):
            attach(shelf, State.SOURCE, scans.pdf(2), by=who)
        with pytest.raises(PermissionDenied):
            withdraw(shelf, scan, by=who)
    with pytest.raises(Candidate.DoesNotExist):
        attach(shelf, by="stranger")
    with pytest.raises(Candidate.DoesNotExist):
        withdraw(shelf, scan, by="stranger")


def test_attaching_at_another_level_is_no_second_level_of_acting(shelf):
    attach(shelf, State.CERTIFIED, by="board")
    assert (
        shelf.act(shelf.file(State.CERTIFIED), "branch_vote", "secretary").file.state == State.BRANCH_PROPOSED
    )


def test_file_that_ended_takes_no_scan_except_the_papers_of_its_recognition(shelf):
    assert why(attach, shelf, State.STOPPED) == ["FILE_CLOSED"]
    [scan] = attach(shelf, State.FULL, code="16-KNĐ")
    assert why(withdraw, shelf, scan) == ["FILE_CLOSED"]


def test_withdrawn_scan_keeps_row_content_and_reason(shelf):
    [scan] = attach(shelf)
    [gone] = withdraw(shelf, scan, reason="Chụp nhầm người khác")
    assert (gone.withdrawal_reason, gone.withdrawn_at is None) == ("Chụp nhầm người khác", False)
    assert len(content_of(gone)) == scan.size
    assert why(withdraw, shelf, scan) == ["SCAN_WITHDRAWN"]
    assert "Chụp" not in str(Entry.objects.latest("seq").body)


def test_scan_without_a_journal_entry_is_not_kept(shelf):
    Head.objects.update(seq=0)  # the next entry would take a number that is taken
    with pytest.raises(IntegrityError):
        attach(shelf)
    assert (list(vault.names()), Scan.objects.count()) == ([], 0)


def test_full_disk_is_told_in_words(shelf, monkeypatch):
    def full(fd):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert why(attach, shelf) == ["NO_ROOM"]
    assert (list(vault.names()), Scan.objects.count()) == ([], 0)


def test_scan_that_is_not_what_was_attached_is_not_shown(shelf):
    [one], [two] = attach(shelf), attach(shelf, State.SOURCE, scans.pdf(2))
    vault.drop(one.name)
    two.sha256 = one.sha256
    for scan in (one, two):
        with pytest.raises(Damaged):
            content_of(scan)


def test_command_names_what_is_damaged_and_sweeps_what_is_nobodys(shelf, capsys, tmp_path):
    [one], [two] = attach(shelf), attach(shelf, State.SOURCE, scans.pdf(2))
    call_command("check_scans", "--json")
    assert json.loads(capsys.readouterr().out) == {"damaged": [], "orphans": 0, "swept": False}
    vault.drop(one.name)
    young, old = vault.put(b"a"), vault.put(b"b")
    os.utime(next(tmp_path.rglob(old)), (0, 0))
    with pytest.raises(SystemExit):
        call_command("check_scans", "--json", "--sweep")
    assert json.loads(capsys.readouterr().out) == {"damaged": [one.pk], "orphans": 1, "swept": True}
    assert set(vault.names()) == {two.name, young}
