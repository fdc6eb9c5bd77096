"""Any walk over the ladder keeps what must hold of a file; lists and single answers agree on who may see it."""

from datetime import date, timedelta

from django.db import connection
from django.utils import timezone
from django_fsm import can_proceed
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from admission.domain.engine import ACTS, _declared_level
from admission.domain.facts import FileFacts
from admission.models import Candidate
from admission.routes import level_on, usual_step
from partytrack.errors import Refused
from partytrack.journal.models import Entry
from partytrack.journal.verify import broken_links
from tests.admission.domain.shelf import Shelf
from units.models import Grant, Role, Unit, User
from units.permissions import ROLE_ACTIONS, can, units_for

DAY = timedelta(1)
VOTES = {
    "branch_vote",
    "committee_vote",
    "branch_recommendation",
    "committee_recommendation",
    "propose_removal",
}
ACTIONS = sorted({action for actions in ROLE_ACTIONS.values() for action in actions})


class TestWalks(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.shelf = Shelf(())
        cls.whose = {
            "branch": "secretary", "section": "section_officer", "committee": "officer", "receiver": "secretary",
        }  # fmt: skip

    @settings(max_examples=25, deadline=None)
    @given(st.data())
    def test_any_walk_keeps_the_file_whole(self, data):
        branch = data.draw(st.sampled_from(["branch", "section_branch", "base_branch"]))
        file = self.shelf.w.file(getattr(self.shelf.w, branch))
        for _ in range(data.draw(st.integers(1, 30))):
            file = self.step(file, data)
            self.check(file)
        assert list(broken_links()) == []

    def step(self, file, data):
        """Mostly up the ladder; sometimes anything that is open, lawful or not."""
        can_climb = usual_step(file.state, file.route)[0] is not None and self.may_climb(file)
        if can_climb and data.draw(st.integers(0, 4)):
            return self.climb(file, file.since + data.draw(st.integers(1, 9)) * DAY)
        names = [name for name in sorted(ACTS) if self.is_open(file, name)]
        if not names:
            return file
        name = data.draw(st.sampled_from(names))
        lost = {"votes_for": 1, "votes_against": 8} if name in VOTES else {}
        fields = data.draw(st.sampled_from([{}, lost]))
        actor = self.whose.get(self.level(file, name), "board")
        try:
            return self.shelf.act(file, name, actor, **fields).file
        except Refused:
            return Candidate.objects.get(pk=file.pk)

    def climb(self, file, on):
        """One step up; a former member lacks the consent from above, and stays."""
        try:
            return self.shelf.w._next(file, on)
        except Refused:
            return Candidate.objects.get(pk=file.pk)

    def may_climb(self, file):
        """Nobody waits for another branch to answer, and the branch may still vote."""
        return file.offer is None and FileFacts(file, file.since, {})["failed_votes"] < 3

    def is_open(self, file, name):
        return any(can_proceed(getattr(file, edge)) for edge in ACTS[name].edges)

    def level(self, file, name):
        """At which level of this route; a return is with whoever would act next."""
        edge = next(edge for edge in ACTS[name].edges if can_proceed(getattr(file, edge)))
        return level_on(file.route, _declared_level(file, edge), file.state)[0]

    def check(self, file):
        file = Candidate.objects.get(pk=file.pk)
        rows = list(file.standings.order_by("id"))
        assert [row.valid_from for row in rows[1:]] == [row.valid_to for row in rows[:-1]]
        assert (rows[-1].state, rows[-1].valid_to, rows[-1].valid_from) == (file.state, None, file.since)
        assert rows[-1].unit == file.unit
        if file.ceremony_on and file.is_open:
            assert [row.unit for row in file.member.placements.filter(valid_to=None)] == [file.unit]
        entries = Entry.objects.filter(subject=f"candidate:{file.pk}").order_by("seq")
        assert [entry.body["version"] for entry in entries] == list(range(1, file.version + 1))
        assert entries.last().uid == file.last_entry_id
        states = [entry.body["target"] for entry in entries]
        assert [entry.body["source"] for entry in entries] == ["", *states[:-1]]
        assert states[-1] == file.state
        connection.check_constraints()

    @settings(max_examples=25, deadline=None)
    @given(st.data())
    def test_what_one_may_do_in_a_unit_is_what_its_lists_show(self, data):
        w = self.shelf.w
        for branch in (w.branch, w.section_branch, w.base_branch):
            w.file(branch)
        units = list(Unit.objects.order_by("path"))
        user = User.objects.create_user("someone", name="Người dùng")
        today = timezone.localdate()
        for _ in range(data.draw(st.integers(0, 4))):
            begins, ends = data.draw(st.sampled_from([(-9, None), (0, None), (1, None), (-9, 0), (-9, 1)]))
            Grant.objects.create(
                user=user, unit=data.draw(st.sampled_from(units)), role=data.draw(st.sampled_from(Role.values)),
                valid_from=today + begins * DAY, valid_to=None if ends is None else today + ends * DAY,
            )  # fmt: skip
        user = User.objects.get(pk=user.pk)
        for action in ACTIONS:
            listed = set(units_for(user, action))
            assert listed == {unit for unit in units if can(user, action, unit)}
            files = set(Candidate.objects.visible_to(user, action))
            assert files == {file for file in Candidate.objects.all() if file.unit in listed}
            assert listed == self.by_hand(user, action, units, today)

    def by_hand(self, user, action, units, today):
        """The units at or below one over which the user holds, today, a role with this action."""
        held = [
            grant.unit_id
            for grant in user.grants.all()
            if grant.valid_from <= today < (grant.valid_to or date.max) and action in ROLE_ACTIONS[grant.role]
        ]
        above = {unit.pk: unit.parent_id for unit in units}

        def reaches(pk):
            return pk is not None and (pk in held or reaches(above[pk]))

        return {unit for unit in units if reaches(unit.pk)}
