import json

from admission.reports.as_json import to_dict


def test_json_has_the_documented_keys_for_the_unit_and_each_child(district):
    printed = to_dict(district)
    keys = [
        "unit", "name", "period", "as_of", "counted_by", "computed_at", "admitted", "recognised", "struck_off",
        "resigned", "targets", "members", "groups", "pool", "stopped", "introduced", "sessions", "probation",
        "recognised_on_time", "recognised_late", "late", "late_pool", "late_probation", "returns", "months",
    ]  # fmt: skip
    assert list(printed) == [*keys, "waits", "steps", "pyramid", "past", "term", "grassroots", "children"]
    assert [list(child) for child in printed["children"]] == [keys] * 7


def test_json_prints_a_point_a_rate_and_a_floor(district):
    point, rate, floor = to_dict(district)["targets"]
    assert point == {
        "by": "assigned",
        "of": "all",
        "value": 120,
        "rate": None,
        "basis": "",
        "at_least": False,
        "decided_on": "2021-01-15",
        "decision": "01-TB/HU",
        "achieved": 137,
        "percent": "114,17",
        "pace": {
            "goal": "120", "standing": "passed", "expected": "109,81", "gone": 334, "days": 365, "over": "17",
        },
    }  # fmt: skip
    assert (rate["rate"], rate["value"], rate["basis"], rate["percent"]) == (
        "2,50",
        None,
        "term_start",
        "104,18",
    )
    assert (floor["of"], floor["value"], floor["at_least"], floor["percent"]) == (
        "female",
        50,
        True,
        "122,00",
    )


def test_json_prints_bases_groups_pool_and_sessions(district):
    printed = to_dict(district)
    assert printed["members"] == [
        {
            "basis": "term_start",
            "on": "2020-08-01",
            "full": 5200,
            "probationary": 60,
            "rate": "2,60",
            "total": 5260,
        }
    ]
    assert printed["groups"]["female"] == {"count": 61, "share": "44,53"}
    assert printed["pool"] == {
        "source": 160,
        "nurtured": 31,
        "verifying": 12,
        "on_agenda": 3,
    }
    assert printed["stopped"] == {"works_away": 4, "background": 2}
    assert printed["sessions"] == [
        {"on": "2021-03-28", "admit": 16, "defer": 4, "refer": 1, "refuse": 0},
        {"on": "2021-04-27", "admit": 11, "defer": 2, "refer": 0, "refuse": 1},
    ]


def test_json_survives_being_written_and_read(district):
    printed = to_dict(district)
    assert json.loads(json.dumps(printed)) == printed
    assert (printed["as_of"], printed["computed_at"]) == ("2021-11-30", "2021-12-01T01:30:00+00:00")
