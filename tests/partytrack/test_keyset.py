"""Pages of a list by place: every row once, in order, both ways, whatever comes in between."""

import random

import pytest

from partytrack.keyset import MOST, Count, page_of
from units.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]
ORDERS = (("name", "id"), ("-name", "id"), ("-id",))
NAMES = ("An", "Bình", "Chi", "Dũng")  # many share one: the number after the name decides


def people(count, *, first=0, seed=1):
    draw = random.Random(seed)
    made = [User(username=f"u{n}", name=draw.choice(NAMES)) for n in range(first, first + count)]
    return User.objects.bulk_create(made)


def page(asked=None, *, order=("name", "id"), size=5, values=False, counted=True):
    rows = User.objects.values("id", "name") if values else User.objects.all()
    return page_of(rows, asked or {}, order=order, size=size, counted=counted)


def walk(*, order, meanwhile=lambda: None, **options):
    """The pages from the first to the last, and those from the last back to the first."""
    there, back = [page(order=order, **options)], []
    while there[-1].after:
        meanwhile()
        there.append(page({"sau": there[-1].after}, order=order, **options))
    at = there[-1]
    while at.before:
        meanwhile()
        at = page({"truoc": at.before}, order=order, **options)
        back.append(at)
    return there, back


def ids(pages):
    return [row["id"] if isinstance(row, dict) else row.pk for one in pages for row in one]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("values", [False, True])
def test_pages_show_every_row_once_in_order_both_ways(order, values):
    people(23)
    there, back = walk(order=order, values=values)
    expected = list(User.objects.order_by(*order).values_list("pk", flat=True))
    assert [len(one) for one in there] == [5, 5, 5, 5, 3]
    assert ids(there) == expected
    assert ids([*reversed(back), there[-1]]) == expected


@pytest.mark.parametrize("order", ORDERS)
def test_pages_miss_and_repeat_nobody_while_others_come(order):
    old = {user.pk for user in people(20)}
    newcomers = iter(range(100, 200))
    there, back = walk(order=order, meanwhile=lambda: people(2, first=2 * next(newcomers), seed=None))
    expected = [pk for pk in User.objects.order_by(*order).values_list("pk", flat=True) if pk in old]
    assert [pk for pk in ids(there) if pk in old] == expected
    seen = ids([*reversed(back), there[-1]])
    assert [pk for pk in seen if pk in old] == expected
    assert len(set(seen)) == len(seen)


def test_pages_know_whether_there_are_others():
    people(11)
    first = page()
    second = page({"sau": first.after})
    third = page({"sau": second.after})
    assert (first.before, third.after) == (None, None)
    assert ids([page({"truoc": second.before})]) == ids([first])
    assert page({"truoc": second.before}).before is None
    assert page(size=11).after is None


def test_pages_begin_anew_where_nothing_is_left():
    people(6)
    first = page()
    User.objects.filter(pk=ids([page({"sau": first.after})])[0]).delete()
    assert ids([page({"sau": first.after})]) == ids([first])


@pytest.mark.parametrize("text", ["", "x", "a:b", "0" * 8 + ":" + "A" * 40])
def test_pages_take_an_unreadable_place_for_none(text):
    people(6)
    assert ids([page({"sau": text})]) == ids([page()])


def test_pages_take_a_place_of_another_order_for_none():
    people(6)
    other = page(order=("-id",)).after
    assert ids([page({"sau": other})]) == ids([page()])
    dated = page(order=("-joined_at", "id")).after
    assert ids([page({"sau": page(order=("name", "id")).after}, order=("-joined_at", "id"))]) == ids(
        [page(order=("-joined_at", "id"))]
    )
    assert len(page({"sau": dated}, order=("-joined_at", "id"))) == 1


def test_pages_name_nobody_in_their_address():
    people(6)
    place = page().after
    assert [name for name in NAMES if name in place] == []


@pytest.mark.parametrize("values", [False, True])
def test_pages_count_up_to_a_thousand(values, django_assert_num_queries):
    people(MOST)
    assert page(values=values).count == Count(MOST, more=False)
    people(1, first=MOST)
    with django_assert_num_queries(1 if values else 2):
        assert page(values=values).count == Count(MOST, more=True)


@pytest.mark.parametrize("values", [False, True])
def test_pages_that_are_not_counted_say_more_than_one(values, django_assert_num_queries):
    people(6)
    with django_assert_num_queries(2):
        first = page(values=values, counted=False)
        last = page({"sau": first.after}, values=values, counted=False)
    assert (len(last), first.count, last.count) == (1, Count(5, more=True), Count(5, more=True))
    assert page(values=values, size=6, counted=False).count == Count(6)


def test_pages_of_nothing_are_empty():
    nothing = page()
    assert (nothing.rows, nothing.before, nothing.after, nothing.count) == ([], None, None, Count(0))
