from decimal import Decimal

from admission.reports.children import child_table, waiting


def test_table_keeps_the_order_of_units_and_the_total_is_the_units_own(district):
    table = child_table(district)
    assert [row.counts[0].n for row in table.rows] == [5, 6, 14, 9, 21, 2, 78]
    assert [(one.key, one.n) for one in table.total.counts] == [
        ("admitted", 137), ("recognised", 1098), ("recognised_late", 8), ("pool", 206), ("late:pool", 12),
        ("late:probation", 5), ("sent", 146), ("returned", 37),
    ]  # fmt: skip
    assert table.total.name == "Tổng cộng"


def test_people_in_no_child_unit_have_a_row_that_completes_the_total(district):
    table = child_table(district)
    assert table.direct.name == "Trực thuộc Đảng bộ huyện Xuân Lộc"
    for at, whole in enumerate(table.total.counts):
        assert sum(row.counts[at].n for row in (*table.rows, table.direct)) == whole.n


def test_no_row_of_their_own_where_the_children_add_up(make):
    table = child_table(make(admitted=9, children=(make("A", admitted=4), make("B", admitted=5))))
    assert table.direct is None


def test_waiting_leaves_out_who_is_a_probationary_member(make):
    assert (
        waiting(make(pool={"source": 3, "decided": 2, "probationary": 40, "recognition_submitted": 7})) == 5
    )


def test_targets_that_do_not_add_up_are_said_and_not_forced(district):
    table = child_table(district)
    assert [goal and goal.text for row in table.rows for goal in row.goals] == [
        "3",
        "5",
        None,
        None,
        None,
        None,
        None,
    ]
    assert table.notes == (
        "Chỉ tiêu giao đã ghi cho 2/7 đơn vị, cộng lại là 8, ít hơn 112 so với chỉ tiêu giao chung là 120.",
    )


def test_targets_that_add_up_need_no_note(make, target):
    children = (make("A", targets=(target(70, 1),)), make("B", targets=(target(50, 1),)))
    assert child_table(make(targets=(target(120, 2),), children=children)).notes == ()


def test_children_may_have_more_than_the_whole(make, target):
    children = (make("A", targets=(target(50, 1, "registered"),)),)
    table = child_table(make(targets=(target(45, 1, "registered"),), children=children))
    assert table.notes == (
        "Chỉ tiêu đăng ký đã ghi cho 1/1 đơn vị, cộng lại là 50, nhiều hơn 5 so với chỉ tiêu đăng ký chung là 45.",
    )


def test_a_rate_above_is_not_compared_with_counts_below(make, target):
    whole = target(None, 1, "plan", rate=Decimal("2.5"), basis="year_end")
    children = (make("A", targets=(target(8, 1, "plan"),)),)
    assert child_table(make(targets=(whole,), children=children)).notes == (
        "Kế hoạch đã ghi cho 1/1 đơn vị, cộng lại là 8; không có kế hoạch chung tính bằng số người để đối chiếu.",
    )


def test_columns_are_the_kinds_of_target_that_children_have(make, target):
    children = (make("A", targets=(target(8, 1, "plan"),)), make("B", targets=(target(8, 1),)))
    assert child_table(make(targets=(target(9, 1, "resolution"),), children=children)).kinds == (
        "assigned",
        "plan",
    )


def test_where_no_child_has_a_target_the_units_own_kind_stays(make, target):
    table = child_table(
        make(targets=(target(9, 1, "resolution"), target(9, 1, "plan")), children=(make("A"),))
    )
    assert (table.kinds, table.notes) == (("plan",), ())


def test_a_target_for_one_group_is_not_the_target_of_the_unit(make, target):
    assert child_table(make(children=(make("A", targets=(target(3, 1, of="female"),)),))).kinds == ()
