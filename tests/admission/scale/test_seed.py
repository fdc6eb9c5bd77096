"""Generated data are what the product itself would have written: every check of its own finds nothing."""

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, transaction

from admission.models import Candidate, Member, Standing
from admission.rollups import verify
from admission.scale.seed import seed
from admission.scale.sizes import SIZES
from partytrack.journal.verify import broken_links
from units.hierarchy import path_errors
from units.models import Unit, User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]
DAY = date(2026, 6, 30)


@pytest.fixture
def seeded():
    return seed(SIZES["tiny"], DAY)


def test_seed_passes_the_checks_of_tree_journal_and_figures(seeded):
    assert list(path_errors()) == []
    assert list(broken_links()) == []
    assert verify(today=DAY) == []
    assert Unit.objects.count() == seeded.units == 40
    assert Member.objects.count() == seeded.members == 400
    assert Candidate.objects.count() == seeded.files == 220


def test_seed_ends_each_file_where_its_last_standing_says(seeded):
    last = {(row.candidate_id, row.state, row.unit_id) for row in Standing.objects.filter(valid_to=None)}

    assert last == set(Candidate.objects.values_list("id", "state", "unit_id"))
    assert Candidate.objects.get(pk=1).citizen_id == "999000000001"


def test_seed_puts_the_guards_back(seeded):
    file = Candidate.objects.filter(state="source").first()

    with pytest.raises(DatabaseError), transaction.atomic():
        Candidate.objects.filter(pk=file.pk).update(state="full")


def test_seed_gives_an_account_for_each_level(seeded):
    works = {
        name: User.objects.get(username=name).check_password(password)
        for name, password, _ in seeded.accounts
    }

    assert works == {
        "quy-mo-superior": True, "quy-mo-base-committee": True, "quy-mo-section": True, "quy-mo-branch": True,
    }  # fmt: skip


def test_seed_scale_refuses_a_database_in_use(seeded):
    with pytest.raises(CommandError, match="đã có đơn vị hoặc nhật ký"):
        call_command("seed_scale", size="tiny")


def test_seed_scale_prints_what_it_made(capsys):
    call_command("seed_scale", "--size", "tiny", "--json")

    told = json.loads(capsys.readouterr().out)
    assert (told["size"], told["units"], told["files"]) == ("tiny", 40, 220)
