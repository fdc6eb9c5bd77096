"""Restructurings for tests: drafted by one person, rehearsed, approved by another, applied."""

from datetime import date

from admission.models import Candidate, Member
from tests.world import make_user
from units.models import Role
from units.restructuring import acts

DAY = date(2026, 7, 1)


def draft(w, *rows, on=DAY, unit=None, **fields):
    """A plan of the district with these steps, drafted by its administrator."""
    said = {
        "title": "Sắp xếp tổ chức đảng",
        "decision": "77-QĐ/HU",
        "decided_on": on,
        "effective_on": on,
        **fields,
    }
    plan = acts.draft(actor=w.admin, unit=unit or w.district, **said)
    return acts.add_steps(plan, rows, actor=w.admin, version=plan.version)


def approved(w, *rows, **fields):
    plan = draft(w, *rows, **fields)
    plan = acts.rehearse(plan, actor=w.admin, version=plan.version)
    plan = acts.submit(plan, actor=w.admin, version=plan.version)
    return acts.approve(plan, actor=w.board, version=plan.version)


def applied(w, *rows, **fields):
    plan = approved(w, *rows, **fields)
    return acts.apply(plan, actor=w.admin, version=plan.version)


def undone(w, plan):
    return acts.undo(plan, actor=w.board, version=plan.version)


def merge(target, *sources, **new):
    return {
        "kind": "merge",
        "sources": [unit.code for unit in sources],
        "target": getattr(target, "code", target),
        **new,
    }


def another_approver(w):
    return make_user(Role.RECORDER, w.district, "Thư ký khác")


def together(w):
    return merge("HOP", w.branch, w.second, name="Chi bộ ấp Bảo Hòa")


def divide(branch, target="MOI", **people):
    """Files and members, by section, leave a branch; all others of it were shown to choose from."""
    here = {
        "files": Candidate.objects.open().filter(unit=branch),
        "members": Member.objects.filter(unit=branch, left_on=None),
    }
    said = {
        section: {
            "go": [row.pk for row in people.get(section, ())],
            "shown": [row.pk for row in rows.order_by("pk")],
        }
        for section, rows in here.items()
    }
    new = {} if hasattr(target, "code") else {"name": "Chi bộ mới"}
    step = {"kind": "divide", "sources": [branch.code], "target": getattr(target, "code", target)}
    return {**step, **new, "people": said}


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


def problems(plan, w):
    return [
        code for _, code, *_ in acts.rehearse(plan, actor=w.admin, version=plan.version).rehearsal["problems"]
    ]
