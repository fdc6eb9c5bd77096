"""Any restructurings lose and double nobody, leave days before them as they were, and are undone exactly."""

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from admission.domain.intake import register_candidate
from admission.models import Candidate, Member, MemberPlacement, Standing
from admission.rollups import totals_at
from partytrack.errors import Refused
from tests.plans import divide
from tests.world import make_unit, make_user, person
from units import hierarchy
from units.models import Kind, Period, Role, Unit
from units.restructuring import acts
from units.trees import tree_at

START, DAY = date(2024, 1, 8), date(2026, 1, 5)
MOST = 4
pick = st.integers(0, 11)
steps = st.lists(
    st.tuples(
        st.sampled_from(["merge", "merge", "split", "divide", "divide", "move", "rename", "close", "power"]),
        pick,
        pick,
        pick,
    ),
    min_size=1,
    max_size=3,
)
plans = st.lists(steps, min_size=1, max_size=MOST)


def plant(test):
    """Two communes with three branches each, two sources in every branch and a member in every other."""
    district = make_unit("Huyện", Kind.SUPERIOR, decides=True)
    communes = [make_unit(f"Xã {n}", Kind.BASE_COMMITTEE, district) for n in range(2)]
    branches = [
        make_unit(f"Chi bộ {n}.{at}", Kind.BRANCH, one) for n, one in enumerate(communes) for at in range(3)
    ]
    secretary = make_user(Role.BRANCH_SECRETARY, district)
    for at, branch in enumerate(branches):
        for _ in range(2):
            register_candidate(actor=secretary, unit=branch, request_id=uuid.uuid4(), on=START, **person())
        if at % 2:
            member = Member(**person(), unit=branch, decided_on=START, joined_on=START)
            member.derive()
            member.save()
            MemberPlacement.objects.create(member=member, unit=branch, valid_from=START)
    test.district = district
    test.drafter, test.approver = (
        make_user(Role.UNIT_ADMIN, district),
        make_user(Role.BOARD_OFFICER, district),
    )
    test.year = Period.objects.create(
        code="N2026", kind="year", name="Năm 2026", starts=date(2026, 1, 1), ends=date(2026, 12, 31)
    )


def row_of(number, kind, at, to, other):
    """A step on units for which it makes sense."""
    communes = list(Unit.objects.open().filter(kind=Kind.BASE_COMMITTEE).order_by("pk"))
    branches = list(Unit.objects.open().filter(kind=Kind.BRANCH).order_by("pk"))
    pool = branches if other % 2 else communes
    first, second = pool[at % len(pool)], pool[to % len(pool)]
    commune, branch = communes[to % len(communes)], branches[at % len(branches)]
    receiver = branches[to % len(branches)]
    new = {"target": f"N{number}", "name": f"Đơn vị {number}"}
    return {
        "merge": {"sources": [first.code, second.code], **(new if other % 3 else {"target": second.code})},
        "split": {"sources": [branch.code], **new},
        "divide": divide(branch, receiver if other % 2 else new["target"], **some_of(branch, other)),
        "move": {"sources": [branch.code], "target": commune.code},
        "rename": {"target": first.code, "name": f"Tên {number}"},
        "close": {"sources": [first.code]},
        "power": {"target": commune.code, "decides": bool(other % 2)},
    }[kind] | {"kind": kind}  # fmt: skip


def some_of(branch, number):
    """Every other file and member of a branch, or all of them."""
    files = Candidate.objects.open().filter(unit=branch).order_by("pk")
    members = Member.objects.filter(unit=branch).order_by("pk")
    return {"files": files[number % 2 :: number % 3 + 1], "members": members[number % 2 :]}


def people():
    """Who is where today: nobody in a closed unit, nobody twice."""
    files = Candidate.objects.open().filter(unit__closed_on__isnull=True)
    members = Member.objects.filter(unit__closed_on__isnull=True)
    placed = MemberPlacement.objects.filter(valid_to__isnull=True, unit__closed_on__isnull=True)
    stood = Standing.objects.filter(valid_to__isnull=True, unit__closed_on__isnull=True)
    return {
        "files": sorted(files.values_list("pk", flat=True)),
        "members": sorted(members.values_list("pk", flat=True)),
        "placed": sorted(placed.values_list("member", flat=True)),
        "stood": sorted(stood.values_list("candidate", flat=True)),
    }


def everything():
    tables = {
        Unit: ("code", "name", "parent", "path", "closed_on"),
        Candidate: ("pk", "unit", "since"),
        Standing: ("candidate", "unit", "state", "valid_from", "valid_to"),
        MemberPlacement: ("member", "unit", "valid_from", "valid_to"),
    }
    return {model: sorted(map(str, model.objects.values_list(*names))) for model, names in tables.items()}


def day_before(test, day):
    tree = tree_at(day)
    return tree.parents, tree.names, {pk: dict(total) for pk, total in totals_at(test.year, day).items()}


@pytest.mark.sqlite_too
class TestRestructuring(TestCase):
    @settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(plans)
    def test_any_restructurings_keep_everybody(self, plans):
        plant(self)
        whole = people()
        for number, rows in enumerate(plans):
            on = DAY + timedelta(number)
            before = day_before(self, on - timedelta(1))
            was = everything()
            if plan := self.carry_out(number, rows, on):
                assert list(hierarchy.path_errors()) == []
                assert people() == whole
                assert day_before(self, on - timedelta(1)) == before
                total = totals_at(self.year, on)[self.district.pk]
                assert total == totals_at(self.year, on - timedelta(1))[self.district.pk]
                if number % 2:
                    acts.undo(plan, actor=self.approver, version=plan.version)
                    assert everything() == was
            else:
                assert everything() == was
        assert people() == whole

    def carry_out(self, number, rows, on):
        """The applied plan, or None where a rehearsal finds something in the way."""
        plan = acts.draft(
            actor=self.drafter, unit=self.district, title=f"Phương án {number}", decision="1-QĐ", decided_on=on,
            effective_on=on,
        )  # fmt: skip
        steps = [row_of(f"{number}{at}", *row) for at, row in enumerate(rows)]
        try:
            plan = acts.add_steps(plan, steps, actor=self.drafter, version=plan.version)
            plan = acts.rehearse(plan, actor=self.drafter, version=plan.version)
            plan = acts.submit(plan, actor=self.drafter, version=plan.version)
        except Refused:
            return None
        plan = acts.approve(plan, actor=self.approver, version=plan.version)
        return acts.apply(plan, actor=self.drafter, version=plan.version)
