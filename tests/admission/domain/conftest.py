"""Worlds that several tests of acts share."""

from datetime import date

import pytest

from tests.world import make_unit
from units.models import Kind, Period


@pytest.fixture
def two(w):
    """A second branch of the commune; both are to become one."""
    w.second = make_unit("Chi bộ ấp Bảo Thị", Kind.BRANCH, w.commune)
    w.year = Period.objects.create(
        code="N2026", kind="year", name="Năm 2026", starts=date(2026, 1, 1), ends=date(2026, 12, 31)
    )
    return w
