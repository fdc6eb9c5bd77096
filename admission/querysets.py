"""The only ways to files."""

from django.db import models
from django.db.models import OuterRef, Subquery

from admission.states import OPEN, Round
from partytrack.vi import fold
from units.permissions import scope_paths
from units.querysets import within


class InBranchQuerySet(models.QuerySet):
    """Rows that belong to a branch by their field `unit`."""

    def visible_to(self, user, action="candidate.view"):
        """Rows in the branches over which the user holds the action; of one elsewhere not even the number."""
        return self.filter(within(scope_paths(user, action), "unit__path"))

    def named(self, words):
        """People whose name holds these words, with or without accents."""
        rows = self
        for word in fold(words).split():
            rows = rows.filter(search__contains=word)
        return rows


class CandidateQuerySet(InBranchQuerySet):
    def open(self):
        return self.filter(state__in=OPEN)

    def with_clocks(self):
        """With the days from which deadlines run: see `admission.rules.deadlines`."""
        return self.annotate(
            branch_resolved_on=_last_vote(self.model, Round.ADMISSION),
            branch_recommended_on=_last_vote(self.model, Round.RECOGNITION),
            verification_sent_on=_last(self.model, "verifications", "sent_on"),
        )


def _last_vote(model, round_):
    return _last(model, "resolutions", "held_on", body="branch", round=round_, passed=True)


def _last(model, relation, column, **which):
    rows = model._meta.get_field(relation).related_model.objects
    return Subquery(rows.filter(candidate=OuterRef("pk"), **which).order_by("-id").values(column)[:1])


class MemberQuerySet(InBranchQuerySet):
    pass


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user, action="session.view"):
        """Sessions of the deciding units in the user's scope."""
        return self.filter(within(scope_paths(user, action), "unit__path"))
