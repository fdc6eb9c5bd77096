"""Rows that are written at once, by each of the ways that the database knows."""

import pytest

from admission.bulk import FEW, insert, upsert
from admission.models import Rollup

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def rows(count, total):
    return [(1, unit, None if unit % 2 else b"\x01", total) for unit in range(count)]


def kept():
    return [
        (period, unit, own and bytes(own), bytes(total))
        for period, unit, own, total in Rollup.objects.order_by("unit_id").values_list(
            "period_id", "unit_id", "own", "total"
        )
    ]


@pytest.mark.parametrize("count", [3, FEW + 1])
def test_upsert_replaces_what_is_there_and_adds_what_is_not(count):
    insert(Rollup, iter(rows(count - 1, b"\x00\xff")))
    assert kept() == rows(count - 1, b"\x00\xff")
    upsert(Rollup, rows(count, b""))
    assert kept() == rows(count, b"")
    upsert(Rollup, [])
    assert kept() == rows(count, b"")
