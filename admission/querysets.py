"""The only ways to files."""

from django.db import models

from admission.states import OPEN
from units.permissions import scope_paths
from units.querysets import within


class CandidateQuerySet(models.QuerySet):
    def visible_to(self, user, action="candidate.view"):
        """Files in the branches over which the user holds the action; of a file elsewhere not even the number."""
        return self.filter(within(scope_paths(user, action), "unit__path"))

    def open(self):
        return self.filter(state__in=OPEN)


class MemberQuerySet(models.QuerySet):
    def visible_to(self, user, action="candidate.view"):
        return self.filter(within(scope_paths(user, action), "unit__path"))


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user, action="session.view"):
        """Sessions of the deciding units in the user's scope."""
        return self.filter(within(scope_paths(user, action), "unit__path"))
