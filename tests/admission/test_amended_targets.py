"""A target that is amended after a report was sent: the report keeps what it said, and the change is named."""

from datetime import date

import pytest

from admission.seals import changes_since
from tests.seals import figures, sealed_by_hand
from units.models import Period
from units.targets import enter_target

pytestmark = pytest.mark.django_db


def test_amendment_of_a_sealed_target_is_named_by_its_paper_alone(w):
    year = Period.objects.create(
        code="N2024", kind="year", name="Năm 2024", starts=date(2024, 1, 1), ends=date(2024, 12, 31)
    )
    asked = {"actor": w.board, "unit": w.commune, "period": year, "by": "assigned"}
    enter_target(**asked, value=8, decided_on=date(2024, 1, 9), decision="01-TB/HU")
    sealed = sealed_by_hand(w.district, year, w.board, "quota")

    enter_target(
        **asked, value=9, decided_on=date(2025, 1, 6), decision="02-TB/HU", reason="Giao thêm sau kỳ"
    )
    assert changes_since(sealed) == []  # a paper of after the report's day

    asked["unit"] = w.base_branch
    enter_target(**asked, value=3, decided_on=date(2024, 6, 3), decision="09-TB/HU")
    found = [(one.unit, one.before, one.after) for one in changes_since(sealed)]
    assert (w.base_branch.name, None, 3) in found
    assert {unit for unit, *_ in found} == {w.base_branch.name}
    commune = next(one for one in figures(sealed)["children"] if one["unit"] == w.commune.code)
    assert [(line["value"], line["decision"]) for line in commune["targets"]] == [(8, "01-TB/HU")]
