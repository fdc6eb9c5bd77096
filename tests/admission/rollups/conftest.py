from datetime import date

import pytest

from admission.states import State as S
from partytrack.journal.dispatch import dispatch
from tests.admission.domain.shelf import Shelf
from units.models import Period


@pytest.fixture
def periods(db):
    spans = {
        "N2024": (date(2024, 1, 1), date(2024, 12, 31)),
        "Q1-2024": (date(2024, 1, 1), date(2024, 3, 31)),
        "T02-2024": (date(2024, 2, 1), date(2024, 2, 29)),
        "NK": (date(2020, 1, 1), date(2030, 12, 31)),
        "N2099": (date(2099, 1, 1), date(2099, 12, 31)),
    }
    return {
        code: Period.objects.create(code=code, kind="year", name=code, starts=starts, ends=ends)
        for code, (starts, ends) in spans.items()
    }


@pytest.fixture
def shelf(db):
    return Shelf(())


@pytest.fixture
def counted_world(shelf, periods):
    shelf.w.climb(shelf.w.file(), to=S.PROBATIONARY)
    dispatch()
    return shelf.w
