import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from admission.models import Candidate
from admission.scale.bench.run import NAMES, growth

pytestmark = pytest.mark.sqlite_too


@pytest.mark.django_db
@pytest.mark.timeout(240)
def test_bench_measures_elsewhere_all_but_printing(capsys):
    only = ",".join(name for name in NAMES if name not in ("report_pdf", "book"))
    call_command("bench", "--size", "tiny", "--only", only, "--json")

    told = json.loads(capsys.readouterr().out)
    assert set(told) == {
        "size", "database", "cores", "on", "seed", "rollup", "as_of", "tree_library", "events", "lists", "fold",
    }  # fmt: skip
    assert {"seconds", "limit_seconds", "ratio_to_limit", "goal", "peak_mb"} <= set(told["rollup"])
    assert told["rollup"]["units"] == told["seed"]["units"] == 40
    assert told["fold"]["wrong_rows"] == 0
    assert told["tree_library"]["times_slower"] > 1
    assert Candidate.objects.count() == 0


def test_bench_refuses_what_it_does_not_know():
    with pytest.raises(CommandError, match="Không có phần đo “speed”"):
        call_command("bench", only="speed")


def test_growth_is_the_exponent_of_time_against_units():
    small = {"size": "province", "rollup": {"seconds": 1.0, "units": 100}}
    large = {"size": "national", "rollup": {"seconds": 100.0, "units": 10_000}}

    assert growth(small, large)["exponent"] == 1.0
