"""The quota report in words: what page, paper and workbook show of a unit's figures, in the order they show it."""

from dataclasses import dataclass

from admission.catalogues import INTRODUCERS
from admission.faults import Fault
from admission.groups import GROUPS
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, Outcome, State, StopReason

from . import labels, sentences
from .children import COLUMNS, child_table, waiting
from .drawings import drawings
from .index import Index
from .keys import Counted, key, over
from .letterhead import PEN, surroundings


def page_context(figures, *, url_for):
    """For templates/reports/_figures.html. `url_for(code)` gives the address of a unit's own report."""
    said = lists(figures)
    table = said["table"]
    return {
        **said,
        "headline": _headline(figures),
        "attained": _attained(figures),
        "links": [(row, url_for(row.code)) for row in table.rows],
        "standings": [
            (words, [(unit.name, url_for(unit.unit)) for unit in units])
            for words, units in sentences.units_by_standing(figures)
        ],
        "kinds": [(labels.TARGET_BY[by], labels.AGAINST[by]) for by in table.kinds],
        "filled_groups": [group for group in said["groups"] if group[0].n],
        "empty_groups": [line.label for line, _ in said["groups"] if not line.n],
    }


def paper_context(figures, letterhead=PEN):
    """For templates/reports/quota.html."""
    said = lists(figures)
    table = said["table"]
    period = labels.inside(figures.period_name)
    return {
        **said,
        **surroundings(figures.kind, figures.name, letterhead, recipients=_recipients(figures)),
        "index": Index(figures),
        "title": f"Báo cáo {subject(figures)} - {figures.name}",
        "subject": subject(figures),
        "period": period,
        "opening": _opening(figures, period),
        "group_pairs": _pairs(said["groups"]),
        "kinds": [(labels.TARGET_BY[by], labels.AGAINST[by]) for by in table.kinds],
        "standings": [
            (words, [unit.name for unit in units]) for words, units in sentences.units_by_standing(figures)
        ],
        "wide": len(table.kinds) > 2,
    }


@dataclass(frozen=True)
class Tile:
    """One of the numbers that stand first on the page."""

    counted: Counted
    hint: str = ""
    tone: str = ""


def subject(figures):
    """What the report is about, as it stands under its title."""
    return f"kết quả thực hiện chỉ tiêu phát triển đảng viên {labels.inside(figures.period_name)}"


def lists(figures):
    """What page, paper and workbook all list, in printing order, with the notes under them."""
    return {
        "figures": figures,
        **_people(figures),
        **_quality(figures),
        **drawings(figures),
        "table": child_table(figures),
        "columns": [head for _, head in COLUMNS],
        "targets": [(sentences.target_name(line), line) for line in figures.targets],
        "achievements": [sentences.achievement(line) for line in figures.targets],
        "bases": [sentences.base(figures, line) for line in figures.members],
        "term": sentences.term(figures) if figures.term else [],
        "term_targets": [
            (sentences.target_name(line), line) for line in (figures.term.targets if figures.term else ())
        ],
        "grassroots": sentences.grassroots(figures),
        "recognitions": sentences.recognitions(figures),
        "late": sentences.late(figures),
        "until": labels.day(figures.as_of),
        "fresh": sentences.fresh(figures.as_of, figures.computed_at, stored=figures.stored),
        "counted_by": sentences.counted_by(figures.counted_by),
        "rounding": labels.ROUNDING,
        "pace_rule": labels.PACE,
        "nothing": labels.NOTHING,
    }


def _people(figures):
    """Numbers of people, each with its key."""
    stopped = sum(figures.stopped.values())
    return {
        "groups": [
            (Counted(GROUPS[code], key("group", code), line.count), line.share)
            for code, line in figures.groups.items()
        ],
        "stopped": _counted("stopped", StopReason, figures.stopped),
        "stopped_total": Counted("Tổng cộng", "stopped", stopped),
        "introduced": [
            Counted(dict(INTRODUCERS)[code], key("introduced", code), n)
            for code, n in figures.introduced.items()
        ],
        "introduced_total": Counted("Tổng cộng", "introduced", sum(figures.introduced.values())),
        "outcomes": Outcome.labels,
        "sessions": [(line.on, _outcomes(line)) for line in figures.sessions],
        "past": [(line, _past(line)) for line in figures.past],
    }


def _quality(figures):
    """How long files wait, how long steps take, how often files come back."""
    faults = {"none": "Không ghi lỗi"} | dict(Fault.choices)
    return {
        "bands": list(labels.WAITS.values()),
        "waiting": _waiting(figures, "pool", ADMISSION_LADDER),
        "on_probation": _waiting(figures, "probation", RECOGNITION_LADDER),
        "steps": [
            (Counted(State(line.state).label, key("stepped", line.state), line.files), line)
            for line in figures.steps
        ],
        "returns": sentences.returns(figures.returns),
        "faults": [
            Counted(faults.get(code, code), key("returned", code), n)
            for code, n in figures.returns.faults.items()
        ],
    }


@dataclass(frozen=True)
class Waiting:
    """Open files of one ladder, by step and by how long they have stood there. In each line: a `Counted` for each band,
    those that are late (None where the step has no deadline), all."""

    lines: list[tuple[str, list[Counted | None]]]
    total: list[Counted]

    @property
    def late(self):
        return self.total[-2]

    @property
    def whole(self):
        return self.total[-1]


def _waiting(figures, ladder, states):
    lines = [line for line in figures.waits if line.state in states]
    bands = [
        Counted(words, key("waited", ladder, band), sum(line.bands[band] for line in lines))
        for band, words in labels.WAITS.items()
    ]
    late = Counted("Quá hạn", key("late", ladder), getattr(figures, f"late_{ladder}"))
    whole = Counted(
        labels.MEASURES[ladder], ladder, sum(getattr(figures, ladder).get(state, 0) for state in states)
    )
    return Waiting([(State(line.state).label, _waits(line, ladder)) for line in lines], [*bands, late, whole])


def _waits(line, ladder):
    bands = [
        Counted(labels.WAITS[band], key("waited", line.state, band), n) for band, n in line.bands.items()
    ]
    late = None if line.late is None else Counted("Quá hạn", key("waited", line.state, "late"), line.late)
    return [*bands, late, Counted("Số người", key(ladder, line.state), line.total)]


def _past(line):
    return [
        Counted(labels.MEASURES[measure], over(measure, line.starts, line.as_of), getattr(line, measure))
        for measure in ("admitted", "recognised", "struck_off")
    ]


def _counted(measure, labelled, counts):
    return [Counted(labelled(part).label, key(measure, part), n) for part, n in counts.items()]


def _pairs(lines):
    """A long list as lines of two, to be read down the left half first."""
    half = (len(lines) + 1) // 2
    return [lines[at::half] for at in range(half)]


def _outcomes(session):
    return [
        Counted(
            outcome.label, over(key("session", outcome), session.on, session.on), getattr(session, outcome)
        )
        for outcome in Outcome
    ]


def _headline(figures):
    probation = sum(figures.probation.values())
    return [
        Tile(_total("admitted", figures.admitted), _attained(figures)),
        Tile(_total("recognised", figures.recognised), sentences.recognitions(figures)),
        Tile(_total("pool", waiting(figures)), f"và {labels.number(probation)} đảng viên dự bị"),
        Tile(_total("late", figures.late), sentences.late(figures), "bad" if figures.late else "ok"),
    ]


def _attained(figures):
    """How far the unit is with the target that it is measured by; "" without one."""
    main = figures.main_target
    if not main or not main.percent:
        return ""
    return f"{labels.counted(main)}, đạt {main.percent}% so với {labels.AGAINST[main.by]}"


def _total(measure, n):
    return Counted(labels.MEASURES[measure], measure, n)


def _opening(figures, period):
    span = f"từ ngày {labels.day(figures.starts)} đến ngày {labels.day(figures.ends)}"
    return (
        f"{figures.name} báo cáo kết quả thực hiện chỉ tiêu phát triển đảng viên {period} ({span}), "
        f"số liệu tính đến hết ngày {labels.day(figures.as_of)}, như sau:"
    )


def _recipients(figures):
    above = ["Cấp ủy cấp trên trực tiếp (để báo cáo)"]
    return [*above, "Các đơn vị trực thuộc"] if figures.children else above
