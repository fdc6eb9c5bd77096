"""Shorthand of tests: why an act was refused."""

import pytest

from partytrack.errors import Refused


def codes_of(refused):
    return [reason.code for reason in refused.value.reasons]


def why(act, *args, **fields):
    """The codes of the reasons for which the act is refused."""
    with pytest.raises(Refused) as refused:
        act(*args, **fields)
    return codes_of(refused)
