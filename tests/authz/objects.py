"""The objects of the matrix: one for each URL."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from admission.domain.notices import make_feed
from admission.domain.number_books import locked_book
from admission.domain.scans import attach_scans
from admission.models import Job, LocalRequirement, Meeting, RuleChange, SavedView
from partytrack import vault
from tests import scans
from tests.courses import attend, issue, make_class
from tests.seals import sealed_by_hand
from tests.world import make_user
from units.models import Period, Restructuring, RestructuringStep, Role, TargetBy
from units.targets import enter_target


@dataclass(frozen=True)
class Sample:
    """An address with an object in `unit`, and what a harmless POST to it says."""

    unit: str
    kwargs: dict = field(default_factory=dict)
    query: dict = field(default_factory=dict)
    post: dict = field(default_factory=dict)


class Samples:
    """One builder for each URL that has an object: a method of this class, named as `SAMPLE_OF` says."""

    def __init__(self, grounds):
        self.grounds, self.world = grounds, grounds.world
        self.period = Period.objects.create(
            code="N2026", kind="year", name="Năm 2026", starts=date(2026, 1, 1), ends=date(2026, 12, 31)
        )
        commune = grounds.unit("commune")
        enter_target(
            actor=None, unit=commune, period=self.period, by=TargetBy.ASSIGNED, value=9,
            decided_on=date(2026, 1, 2), decision="01-TB/HU",
        )  # fmt: skip
        self.account = make_user(Role.BRANCH_SECRETARY, commune, "Người được quản lý")
        self.files = {
            "branch": self.world.file(self.world.branch),
            "section_branch": self.world.climb(self.world.file(self.world.section_branch), to="verifying"),
            "base_branch": self.world.climb(self.world.file(self.world.base_branch), to="submitted"),
        }
        on_agenda = self.world.climb(self.world.file(self.world.branch), to="on_agenda")
        self.item = on_agenda.agenda_items.get()
        with transaction.atomic():
            self.book = locked_book(self.world.district, "admission", self.item.session.held_on)
        self.printed = Job.objects.create(
            unit=self.world.district,
            session=self.item.session,
            kind="docket",
            status="done",
            asked_by=self.world.board,
            file=vault.put(scans.pdf()),
        )
        offered = self.world.file(self.world.branch)
        letter = {"to_unit": self.grounds.unit("branch_2"), "number": "12-GCN/ĐU"}
        self.world.act(offered, "offer_transfer", offered.since, actor=self.world.officer, **letter)
        self.offer = offered.transfers.get()
        self.one_meeting = Meeting.objects.create(
            unit=self.world.branch, body="branch", held_on=date(2026, 5, 4), opened_by_request=uuid.uuid4()
        )

        dossier = self.world.climb(self.world.file(self.world.branch), to="dossier")
        self.training = issue(self.world, attend(self.world, make_class(self.world), [dossier]))

    def nothing(self):
        return Sample("commune")

    def file(self):
        return Sample("branch", {"pk": self.files["branch"].pk})

    def history(self):
        return Sample("branch", {"pk": self.files["branch"].pk, "section": "lich-su"})

    def paper(self):
        return Sample("branch", {"pk": self.files["branch"].pk, "code": "1-KNĐ"})

    def paper_being_verified(self):
        return Sample("section_branch", {"pk": self.files["section_branch"].pk, "code": "1-KNĐ"})

    def scan(self):
        return self._scan_of("branch")

    def scan_being_verified(self):
        return self._scan_of("section_branch")

    def _scan_of(self, unit):
        file, content = self.files[unit], scans.pdf()
        found = (
            file.scans.first()
            or attach_scans(file, "1-KNĐ", [content], actor=self.world.secretary, request_id=uuid.uuid4())[0]
        )
        return Sample(unit, {"pk": found.pk})

    def letter(self):
        return Sample("section_branch", {"pk": self.files["section_branch"].verifications.get().pk})

    def session(self):
        post = {"item": self.item.pk, "version": self.item.session.version, "kind": "docket"}
        return Sample("district", {"pk": self.item.session_id}, post=post)

    def deciding_body(self):
        return Sample("district", {"pk": self.grounds.unit("district").pk})

    def kind_of_number(self):
        return Sample("district", {"pk": self.grounds.unit("district").pk, "round": "admission"})

    def number_book(self):
        return Sample("district", {"pk": self.book.pk})

    def job(self):
        return Sample("district", {"pk": self.printed.pk})

    def book_of_figures(self):
        unit = self.grounds.unit("commune")
        job = Job.objects.create(
            unit=unit, kind="book", period=self.period, as_of=self.period.ends, status="done", asked_by=self.account,
            file=vault.put(scans.pdf()),
        )  # fmt: skip
        return Sample("commune", {"pk": job.pk})

    def transfer(self):
        return Sample("branch_2", {"pk": self.offer.pk})

    def meeting(self):
        return Sample("branch", {"pk": self.one_meeting.pk})

    def one_branch(self):
        return Sample("branch", {"pk": self.world.branch.pk})

    def one_class(self):
        enrolment = self.training.enrolments.get()
        return Sample("district", {"pk": self.training.pk}, post={"enrolment": enrolment.pk})

    def printed_form(self):
        return Sample("branch", {"pk": self.files["branch"].pk, "slug": "1-knd"})

    def blank_form(self):
        return Sample("commune", {"slug": "1-knd"})

    def rule(self):
        return Sample("commune", {"code": "AGE_18"})

    def rule_draft(self):
        change = RuleChange.objects.create(
            code="AGE_18", since=date(2099, 1, 1), source="regulation", figures={"years": 20}, confidence="K",
            note="Thử", entered_by=self.account,
        )  # fmt: skip
        return Sample("province", {"pk": change.pk})

    def requirement(self):
        row = LocalRequirement.objects.create(
            unit=self.grounds.unit("commune"), round="admission", title="Lao động tiên tiến", decision="05-NQ/ĐU",
            since=date(2026, 1, 1),
        )  # fmt: skip
        return Sample("commune", {"pk": row.pk})

    def unit(self):
        return Sample("commune", {"pk": self.grounds.unit("commune").pk})

    def plan(self):
        plan = Restructuring.objects.get_or_create(
            unit=self.grounds.unit("commune"), title="Sắp xếp", decision="1-QĐ", decided_on=date(2026, 6, 1),
            effective_on=date(2026, 7, 1), drafted_by=self.account,
        )[0]  # fmt: skip
        return Sample("commune", {"pk": plan.pk})

    def plan_step(self):
        plan = self.plan().kwargs
        RestructuringStep.objects.get_or_create(
            restructuring_id=plan["pk"],
            position=1,
            kind="rename",
            target=self.grounds.unit("commune").code,
            name="Xã",
        )
        return Sample("commune", {**plan, "position": 1})

    def plan_rows(self):
        return Sample("commune", {**self.plan().kwargs, "section": "files"})

    def targets(self):
        commune = self.grounds.unit("commune")
        return Sample("commune", {"pk": commune.pk}, query={"ky": self.period.pk})

    def allocation(self):
        """A paper by which the commune assigned a figure to a branch."""
        enter_target(
            actor=None, unit=self.grounds.unit("branch"), period=self.period, by=TargetBy.ASSIGNED, value=2,
            decided_on=date(2026, 1, 5), decision="03-TB/ĐU",
        )  # fmt: skip
        paper = {"ky": self.period.pk, "so": "03-TB/ĐU", "ngay": "05/01/2026"}
        return Sample("commune", {"pk": self.grounds.unit("commune").pk}, query=paper)

    def report(self):
        return Sample("commune", {"pk": self.grounds.unit("commune").pk}, query={"ky": self.period.pk})

    def people_behind(self):
        of = {"so": "pool", "tu": "2026-01-01", "den": "2026-11-01"}
        return Sample("commune", {"pk": self.grounds.unit("commune").pk}, query=of)

    def report_to_send(self):
        kwargs = {"pk": self.grounds.unit("commune").pk, "kind": "official"}
        return Sample("commune", kwargs, query={"ky": self.period.pk})

    def sealed_report(self):
        return Sample(
            "commune", {"pk": sealed_by_hand(self.grounds.unit("commune"), self.period, self.account).pk}
        )

    def view_to_save(self):
        commune = self.grounds.unit("commune")
        return Sample(
            "commune", {"pk": commune.pk}, query={"ky": self.period.pk}, post={"ten": "Nữ theo tháng"}
        )

    def saved_view(self):
        saved = SavedView.objects.get_or_create(
            owner=self.account, unit=self.grounds.unit("commune"), name="Của người khác", shared=True
        )[0]
        return Sample("commune", {"pk": saved.pk})

    def one_period(self):
        return Sample("commune", {"pk": self.period.pk})

    def one_account(self):
        return Sample("commune", {"pk": self.account.pk})

    def secret_calendar(self):
        return Sample("commune", {"secret": make_feed(actor=self.account)})

    def one_grant(self):
        return Sample("commune", {"pk": self.account.grants.get().pk})

    def password_link(self):
        uid = urlsafe_base64_encode(force_bytes(self.account.pk))
        return Sample("commune", {"uidb64": uid, "token": default_token_generator.make_token(self.account)})

    def act(self, slug, unit):
        return Sample(unit, {"pk": self.files[unit].pk, "slug": slug})
