"""How large the generated data are. Plain Python."""

from dataclasses import dataclass

from units.models.unit import Kind


@dataclass(frozen=True)
class Size:
    """`levels`: how many units of each kind stand in all, from the root down; the rest of `units` are branches.
    `base_branches`: how many of every hundred base organisations are a branch themselves. `files` are all files ever
    opened: `waiting` of them on the way to a decision, `stopped` ended before one, the others admitted evenly over the
    last `years`."""

    name: str
    units: int
    levels: tuple[tuple[str, int], ...]
    members: int
    files: int
    waiting: int
    stopped: int
    years: int
    base_branches: int = 40

    @property
    def admitted(self):
        return self.files - self.waiting - self.stopped


_SIZES = (
    Size("tiny", 40, ((Kind.SUPERIOR, 1), (Kind.BASE_COMMITTEE, 8), (Kind.SECTION, 3)), 400, 220, 60, 20, 3),
    Size(
        "district", 556, ((Kind.SUPERIOR, 1), (Kind.BASE_COMMITTEE, 60), (Kind.SECTION, 12)),
        5_756, 2_670, 480, 160, 10,
    ),
    Size(
        "province", 10_021,
        ((Kind.PROVINCE, 1), (Kind.SUPERIOR, 102), (Kind.BASE_COMMITTEE, 1_400), (Kind.SECTION, 240)),
        120_000, 55_760, 9_800, 3_300, 10,
    ),
    Size(
        "national", 262_000,
        ((Kind.CENTRAL, 1), (Kind.PROVINCE, 34), (Kind.SUPERIOR, 3_321), (Kind.BASE_COMMITTEE, 38_000),
         (Kind.SECTION, 6_000)),
        5_600_000, 990_000, 390_000, 60_000, 3,
    ),
)  # fmt: skip
SIZES = {size.name: size for size in _SIZES}
