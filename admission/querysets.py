"""The only ways to files."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThan

from admission.states import ENDED, VOTED, Round
from partytrack.vi import fold
from units.hierarchy import line
from units.permissions import is_wide, scope_paths
from units.querysets import within


class Unindexed(Func):
    """A column that SQLite does not look up. Of a whole province it would go through every unit and sort all their
    files for one page; the index in the order of the list gives that page at once. PostgreSQL knows by itself."""

    template = "%(expressions)s"

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def _one_of(states):
    return "%(expressions)s IN ({})".format(", ".join(f"'{state.value}'" for state in states))


class Open(Func):
    """Is a file of this state open? The states stand in the SQL itself, word for word as in the partial indexes of open
    files: SQLite takes these indexes only where it reads their condition."""

    template = f"NOT ({_one_of(ENDED)})"
    output_field = models.BooleanField()


class Voted(Func):
    """Is a file of this state on its way from the branch's vote to a decision? Said as the index of these files."""

    template = _one_of(VOTED)
    output_field = models.BooleanField()


def in_reach(user, action):
    """A condition: the branch of a row lies where the user holds the action."""
    paths = scope_paths(user, action)
    if not is_wide(user, action):
        return within(paths, "unit__path")
    place = Unindexed("unit__path")
    ranges = [Q(GreaterThanOrEqual(place, path), LessThan(place, path + "~")) for path in paths]
    return reduce(or_, ranges)


class InBranchQuerySet(models.QuerySet):
    """Rows that belong to a branch by their field `unit`."""

    def visible_to(self, user, action="candidate.view"):
        """Rows in the branches over which the user holds the action; of one elsewhere not even the number."""
        return self.filter(in_reach(user, action))

    def named(self, words):
        """People whose name holds these words, with or without accents."""
        rows = self
        for word in fold(words).split():
            rows = rows.filter(search__contains=word)
        return rows


class CandidateQuerySet(InBranchQuerySet):
    def reachable_by(self, user):
        """Files that the user may see, and those that were ever offered to one of their units: what its answer is done
        on. Of the latter a page shows no more than the offer."""
        transfers = self.model._meta.get_field("transfers").related_model.objects
        offered = transfers.to_scope_of(user).filter(candidate=OuterRef("pk"))
        return self.filter(
            within(scope_paths(user, "candidate.view"), "unit__path") | Exists(offered.order_by())
        )

    def open(self):
        return self.filter(Open("state"))

    def with_clocks(self):
        """With the days from which deadlines run: see `admission.rules.deadlines`."""
        return self.annotate(
            branch_resolved_on=_last_vote(self.model, Round.ADMISSION, "held_on"),
            branch_recommended_on=Coalesce(
                _last_vote(self.model, Round.RECOGNITION, "held_on"),
                _last(self.model, "papers", "issued_on", code="BC-BQ"),
            ),
            decision_extended_on=_last_vote(self.model, Round.ADMISSION, "extension__granted_on"),
            recognition_extended_on=_last_vote(self.model, Round.RECOGNITION, "extension__granted_on"),
            verification_sent_on=_unanswered(self.model, abroad=False),
            verification_abroad_sent_on=_unanswered(self.model, abroad=True),
            certificate_on=_last(self.model, "papers", "issued_on", code="CN-NTVĐ"),
            introduced_on=_oldest_introduction(self.model),
            profile_on=_last(self.model, "papers", "issued_on", code="1-HSĐV"),
        )


def _last_vote(model, round_, column):
    return _last(model, "resolutions", column, body="branch", round=round_, passed=True, superseded=False)


def _unanswered(model, **where):
    """The day of the oldest request that nobody has answered."""
    rows = model._meta.get_field("verifications").related_model.objects
    waiting = rows.filter(candidate=OuterRef("pk"), replied_on__isnull=True, **where)
    return Subquery(waiting.order_by("sent_on").values("sent_on")[:1])


def _oldest_introduction(model):
    """The oldest day on the introductions that count: of each form the latest."""
    rows = model._meta.get_field("papers").related_model.objects.order_by()
    later = rows.filter(candidate=OuterRef("candidate"), code=OuterRef("code"), pk__gt=OuterRef("pk"))
    forms = ("3-KNĐ", "4-KNĐ", "4a-KNĐ", "5-KNĐ")
    counting = rows.filter(~Exists(later), candidate=OuterRef("pk"), code__in=forms)
    return Subquery(counting.order_by("issued_on").values("issued_on")[:1])


def _last(model, relation, column, **which):
    rows = model._meta.get_field(relation).related_model.objects
    return Subquery(rows.filter(candidate=OuterRef("pk"), **which).order_by("-id").values(column)[:1])


class MemberQuerySet(InBranchQuerySet):
    pass


class TransferQuerySet(models.QuerySet):
    def to_scope_of(self, user):
        """Those that the user's units are asked to answer."""
        return self.filter(within(scope_paths(user, "transfer.answer"), "to_unit__path"))

    def from_scope_of(self, user):
        """Those by which a file of the user's units went away, or is about to."""
        return self.filter(within(scope_paths(user, "candidate.view"), "from_unit__path"))


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user, action="session.view"):
        """Sessions of the deciding units in the user's scope."""
        return self.filter(within(scope_paths(user, action), "unit__path"))


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user, action="candidate.view"):
        """Meetings of the units in the user's scope."""
        return self.filter(within(scope_paths(user, action), "unit__path"))


class TrainingClassQuerySet(models.QuerySet):
    def visible_to(self, user, action="class.view"):
        """Classes of the units in the user's scope, and those to which one of these, or a unit above, is invited."""
        paths = scope_paths(user, action)
        above = [higher for path in paths for higher in line(path)[:-1]]
        invitations = self.model._meta.get_field("invitations").related_model.objects
        invited = within(paths, "unit__path") | Q(unit__path__in=above)
        invited = Exists(invitations.filter(invited, training=OuterRef("pk")).order_by())
        return self.filter(within(paths, "unit__path") | invited)
