"""The file of one person, from source to full member."""

from functools import cached_property

from django.db import models
from django.db.models import F, Q

from admission.catalogues import AREAS, OVER_60_GROUNDS
from admission.querysets import CandidateQuerySet
from admission.routes import Route, route_of
from admission.rules.deadlines import due_on
from admission.rules.probation import probation_ends
from admission.states import (
    COLLECTING,
    END_REASONS,
    ENDED,
    HAS_CEREMONY,
    HAS_DECISION,
    OPEN,
    UNDECIDED,
    VOTED,
    State,
)
from partytrack.fields import EncryptedTextField
from partytrack.journal.models import Entry
from units.models import Unit

from .ladder import Ladder
from .person import Person

ENDED_STATES = [state.value for state in ENDED]


class Candidate(Ladder, Person):
    """Người xin vào Đảng. State changes only through `admission.domain.engine.perform`."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="candidates", verbose_name="chi bộ")
    # A form carries the version it was made from; every act adds one, and names its journal entry.
    version = models.PositiveIntegerField(default=0)
    last_entry = models.ForeignKey(Entry, models.PROTECT, to_field="uid", related_name="+")
    registered_on = models.DateField("đưa vào nguồn ngày")
    no_youth_organisation = models.BooleanField("nơi công tác, cư trú chưa có tổ chức Đoàn", default=False)
    area = models.CharField("vùng nơi cư trú, công tác", max_length=10, choices=AREAS, default="normal")
    village_elder = models.BooleanField("già làng, trưởng bản, người có uy tín", default=False)
    over_60_ground = models.CharField(
        "lý do xét người trên 60 tuổi", max_length=12, choices=OVER_60_GROUNDS, blank=True
    )
    since = models.DateField("ở bước này từ ngày")  # acts never run backwards
    decided_on = models.DateField("ngày quyết định kết nạp", null=True)
    ceremony_on = models.DateField("ngày vào Đảng", null=True)
    full_from = models.DateField(
        "ngày chính thức", null=True
    )  # when the twelve months end, however late the paper
    recognised_on = models.DateField("ngày quyết định công nhận chính thức", null=True)
    ended_on = models.DateField("ngày kết thúc theo dõi", null=True)
    end_reason = models.CharField("lý do", max_length=12, choices=END_REASONS, blank=True)
    remark = EncryptedTextField("lý do trả lại", blank=True)  # of the last return, until it moves on

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ"
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["unit", "state"], name="candidate_unit_state"),
            models.Index(fields=["sort_key", "id"], name="candidate_by_name"),
            models.Index(
                fields=["sort_key", "id", "unit"],
                condition=~Q(state__in=ENDED_STATES),
                name="candidate_open_by_name",
            ),
            models.Index(
                fields=["unit", "sort_key", "id"],
                condition=~Q(state__in=ENDED_STATES),
                name="candidate_open_in_unit",
            ),
            models.Index(
                fields=["since", "id", "unit"],
                condition=~Q(state__in=ENDED_STATES),
                name="candidate_open_since",
            ),
            models.Index(
                fields=["since", "id", "unit", "state"],
                condition=Q(state__in=[state.value for state in VOTED]),
                name="candidate_voted_since",
            ),
            models.Index(fields=["ceremony_on", "unit"], name="candidate_ceremony"),
            models.Index(fields=["decided_on", "unit"], name="candidate_decided"),
            models.Index(fields=["recognised_on", "unit"], name="candidate_recognised"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="candidate_one_open_file",
                fields=["citizen_id_mark"],
                condition=~Q(state__in=ENDED_STATES),
            ),
            models.CheckConstraint(
                name="candidate_decided_has_decision",
                condition=~Q(state__in=[s.value for s in HAS_DECISION]) | Q(decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="candidate_undecided_has_none",
                condition=~Q(state__in=[s.value for s in UNDECIDED])
                | Q(decided_on__isnull=True, ceremony_on__isnull=True),
            ),
            models.CheckConstraint(
                name="candidate_probationary_has_ceremony",
                condition=~Q(state__in=[s.value for s in HAS_CEREMONY])
                | Q(ceremony_on__isnull=False, ceremony_on__gte=F("decided_on")),
            ),
            models.CheckConstraint(
                name="candidate_full_is_recognised",
                condition=Q(state="full", recognised_on__isnull=False, full_from__isnull=False)
                | ~Q(state="full") & Q(recognised_on__isnull=True),
            ),
            models.CheckConstraint(
                name="candidate_ended_says_when",
                condition=~Q(state__in=["stopped", "refused", "struck_off", "resigned", "moved_away"])
                | Q(ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="candidate_stopped_says_why", condition=~Q(state="stopped") | ~Q(end_reason="")
            ),
        ]

    @property
    def route(self) -> Route:
        """The levels that the file passes, in today's tree."""
        if not hasattr(self, "_route"):
            self._route = route_of(self.unit)
        return self._route

    @cached_property
    def offer(self):
        """The open `Transfer` to another branch, or None."""
        return self.transfers.filter(status="open").select_related("to_unit").first()

    @property
    def due_on(self):
        """By when the next step is due; needs `Candidate.objects.with_clocks()`."""
        return due_on(self)

    @property
    def probation_ends_on(self):
        return self.ceremony_on and probation_ends(self.ceremony_on)

    @property
    def is_open(self):
        return self.state in OPEN

    @property
    def is_collecting(self):
        return self.state in COLLECTING


class Standing(models.Model):
    """Where a file stood, from a day until another [valid_from, valid_to): the pool of any day is one query."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="standings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=24, choices=State)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    entry = models.ForeignKey(Entry, models.PROTECT, to_field="uid", related_name="+")
    # Of an act that figures count, what they count it as (`admission.marks`); null where the file only moved here.
    marks = models.BigIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["unit", "valid_from", "valid_to", "state"], name="standing_pool"),
            models.Index(fields=["state", "valid_from", "unit"], name="standing_reached"),
            models.Index(
                fields=["unit", "state", "valid_from", "valid_to"],
                name="standing_open",
                condition=Q(valid_to__isnull=True),
            ),
            models.Index(
                fields=["valid_to", "valid_from", "state", "unit"],
                name="standing_ended",
                condition=Q(valid_to__isnull=False),
            ),
            models.Index(
                fields=["state", "valid_from", "unit", "marks", "valid_to"],
                name="standing_acts",
                condition=Q(marks__isnull=False),
            ),
            models.Index(
                fields=["unit", "valid_from", "state", "marks", "valid_to"],
                name="standing_acts_in",
                condition=Q(marks__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="standing_one_open", fields=["candidate"], condition=Q(valid_to__isnull=True)
            ),
            models.CheckConstraint(
                name="standing_range", condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
            ),
        ]

    def __str__(self):
        return f"{self.candidate}: {self.get_state_display()}"
