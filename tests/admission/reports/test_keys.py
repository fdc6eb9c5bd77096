from datetime import date

import pytest

from admission.reports.keys import key, over, split
from admission.states import State


def test_key_names_a_measure_and_comes_apart_again():
    name = key("pool", State.NURTURED)
    assert (name, split(name)) == ("pool:nurtured", ("pool:nurtured", None, None))


def test_key_over_other_days_carries_them():
    name = over("admitted", date(2024, 3, 1), date(2024, 3, 31))
    assert name == "admitted@2024-03-01..2024-03-31"
    assert split(name) == ("admitted", date(2024, 3, 1), date(2024, 3, 31))


@pytest.mark.parametrize("name", ["admitted@2024-03-01", "admitted@x..y", "admitted@2024-03-01..x"])
def test_what_has_no_two_days_is_no_key(name):
    with pytest.raises(ValueError, match=r"Invalid isoformat|not enough values"):
        split(name)
