"""The whole ladder, on each kind of route."""

import pytest

from admission.models import Standing
from admission.states import State
from partytrack.journal.verify import broken_links

pytestmark = pytest.mark.sqlite_too


@pytest.mark.parametrize(
    ("branch", "steps"),
    [
        ("branch", "branch_proposed committee_proposed submitted"),
        ("section_branch", "branch_proposed section_appraised committee_proposed submitted"),
        ("base_branch", "branch_proposed submitted"),
    ],
)
def test_file_climbs_from_source_to_full_member(w, branch, steps):
    file = w.file(getattr(w, branch))
    file = w.climb(file, to=State.FULL)

    passed = list(Standing.objects.filter(candidate=file).order_by("id").values_list("state", flat=True))
    assert passed[passed.index("branch_proposed") : passed.index("appraised")] == steps.split()
    assert passed[-1] == "full"
    assert file.full_from.year == file.ceremony_on.year + 1
    assert file.member.full_from == file.full_from
    assert list(broken_links()) == []
