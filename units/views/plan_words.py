"""A plan and its rehearsal in words."""

from collections import Counter
from dataclasses import replace

from partytrack.errors import Reason
from units.models import Grant, MembershipCount, StepKind, Target
from units.permissions import can
from units.restructuring import hooks
from units.restructuring.carry_out import OF_TARGETS

MANY = 6  # units named in one line
FIRST = 20  # units that change, on the page of the plan


def step_words(step, names):
    """One sentence for a step; `names` by code."""

    def called(code):
        return names.get(code, f"mã {code}")

    def listed(codes):
        shown = ", ".join(called(code) for code in codes[:MANY])
        return shown + (f" và {len(codes) - MANY} đơn vị khác" if len(codes) > MANY else "")

    target, kind = called(step.target), step.kind
    words = {
        StepKind.CREATE: lambda: f"{target}, trực thuộc {called(step.parent)}",
        StepKind.MERGE: lambda: f"{listed([c for c in step.sources if c != step.target])} thành {target}",
        StepKind.SPLIT: lambda: f"{listed(step.sources)} tách về {target}",
        StepKind.DIVIDE: lambda: f"{_people(step)} của {listed(step.sources)} sang {target}",
        StepKind.MOVE: lambda: f"{listed(step.sources)} về trực thuộc {target}",
        StepKind.RENAME: lambda: f"{_before_renaming(step, names)} thành {step.name}",
        StepKind.CLOSE: lambda: listed(step.sources),
        StepKind.POWER: lambda: target,
    }[kind]()
    power = {True: "được quyền quyết định kết nạp", False: "không có quyền quyết định kết nạp", None: ""}
    return f"{words}; {power[step.decides]}" if power[step.decides] else words


def _before_renaming(step, names):
    """A unit that has its new name already is told by its code."""
    name = names.get(step.target, step.name)
    return f"đơn vị mã {step.target}" if name == step.name else name


def _people(step):
    return f"{sum(len(ids['go']) for ids in step.people.values())} người"


def rehearsed(plan, *, targets):
    """What the page shows of the last rehearsal, or None; `targets`: also how many people targets ask for."""
    found = plan.rehearsal
    if found is None:
        return None
    return {
        "problems": [
            (position, told(Reason(code, sentence, remedy), targets=targets))
            for position, code, sentence, remedy in found["problems"]
        ],
        "sums": [
            {
                "label": label,
                "period": period,
                "before": before,
                "after": after,
                "same": before == after,
                "binding": binding,
            }
            for label, period, before, after, binding in found["sums"]
            if targets or not label.startswith(OF_TARGETS)
        ],
        "units": with_rows(found, found["units"][:FIRST]),
        "all_units": len(found["units"]),
        "sections": sections(plan),
    }


def with_rows(found, units):
    """[(unit that changes, number of rows that go from it to another)]; who had left before goes nowhere."""
    shown = {unit["id"] for unit in units}
    counts = Counter(
        before
        for section, rows in found["touched"].items()
        if not section.endswith("_elsewhere")
        for _, before, after in rows
        if before in shown and after != before
    )
    return [(unit, counts[unit["id"]]) for unit in units]


def told(reason, *, targets):
    """The reason; without the right to see `targets`, that they differ and not by how much."""
    if targets or not reason.sentence.startswith(OF_TARGETS):
        return reason
    return replace(reason, sentence=f"{reason.sentence.split(': trước ')[0]}: trước và sau khác nhau.")


def sections(plan):
    """[(code, title, number of rows)] of what the rehearsal touched."""
    touched = (plan.rehearsal or {}).get("touched", {})
    return [(code, title, len(touched[code])) for code, title in hooks.SECTIONS.items() if code in touched]


def section_rows(user, section, rows, found):
    """[(words, url, unit before, unit after)]; a row that the user may not see is told by its units alone."""
    describe = DESCRIBERS.get(section) or hooks.describers.get(section)
    named = describe(user, [pk for pk, *_ in rows]) if describe else {}
    names = found.get("names", {})
    return [
        (
            *named.get(pk, ("—", "")),
            names.get(str(before), "—"),
            names.get(str(after), "kết thúc") if after else "kết thúc",
        )
        for pk, before, after in rows
    ]


def _grants(user, ids):
    rows = Grant.objects.filter(pk__in=ids).select_related("user", "unit")
    return {
        row.pk: (f"{row.user}: {row.get_role_display()}", "")
        for row in rows
        if can(user, "unit.view", row.unit)
    }


def _targets(user, ids):
    rows = Target.objects.filter(pk__in=ids).select_related("period", "unit")
    return {
        row.pk: (f"{row.period}, {row.get_by_display().lower()}: {row.value or f'{row.rate} %'}", "")
        for row in rows
        if can(user, "target.view", row.unit)
    }


def _counts(user, ids):
    rows = MembershipCount.objects.filter(pk__in=ids).select_related("unit")
    return {
        row.pk: (f"{row.get_basis_display()}, {row.on:%d/%m/%Y}: {row.full + row.probationary}", "")
        for row in rows
        if can(user, "target.view", row.unit)
    }


DESCRIBERS = {"grants": _grants, "targets": _targets, "members_declared": _counts}
