"""The report of a unit as PDF: the first of a process, the first of one that is warmed up, and those that follow."""

import json
import subprocess
import sys
from statistics import median

from admission.scale.bench.prints import WARMED_UP

GOAL = 2.0


def measure(size):
    cold, warm = _alone("cold"), _alone(WARMED_UP)
    return {
        "cold_seconds": cold[0], "warmed_up_seconds": warm[0], "seconds": median(warm[1:]), "goal": GOAL,
        "met": warm[0] <= GOAL,
    }  # fmt: skip


def _alone(how):
    """What `prints` measures in a process of its own."""
    command = [sys.executable, "-m", "admission.scale.bench.child", how, "prints"]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
