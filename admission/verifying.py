"""Who of a family must be verified, and how far it has come. Derived from the family table of form 2-KNĐ.

HD 01-HD/TW (2021) and HD 06-HD/TW (2025), 3.4a: the applicant; parents, parents-in-law or who raised the person; the
spouse; children of full civil capacity. Not siblings, uncles, aunts, grandparents.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from admission.domain.personal_history import relatives_of
from admission.models import Verification, VerificationWaiver, WaiverReason
from admission.relatives import RELATION_LABELS
from admission.rules import figure
from admission.rules.spans import add_working_days

SELF = "self"
CLOSE = ("father", "mother", "father_in_law", "mother_in_law", "fosterer", "spouse")
EXEMPT_AS_MEMBERS = ("father", "mother", "child")  # 3.4c
LABELS = RELATION_LABELS | {SELF: "Người xin vào Đảng"}


class Stand(StrEnum):
    UNSENT = auto()
    OUT = auto()
    LATE = auto()
    ANSWERED = auto()
    WAIVED = auto()
    EXEMPT = auto()


WORDS = {
    Stand.UNSENT: ("Chưa gửi", "warn"),
    Stand.OUT: ("Đã gửi", "info"),
    Stand.LATE: ("Quá hạn trả lời", "bad"),
    Stand.ANSWERED: ("Đã trả lời", "ok"),
    Stand.WAIVED: ("Không phải thẩm tra", "off"),
    Stand.EXEMPT: ("Không phải thẩm tra", "off"),
}
SETTLED = (Stand.ANSWERED, Stand.WAIVED, Stand.EXEMPT)


@dataclass(frozen=True)
class Person:
    """One who must be verified, or needs not: `why`. `request` is the last one that names them."""

    key: str
    relation: str
    name: str
    residence: str
    abroad: bool
    stand: Stand
    request: Verification | None = None
    waiver: VerificationWaiver | None = None
    suggested: WaiverReason | None = None  # a reason for a waiver that the family table itself gives
    why: str = ""

    @property
    def label(self):
        return LABELS.get(self.relation, "")

    @property
    def words(self):
        return WORDS[self.stand][0]

    @property
    def tone(self):
        return WORDS[self.stand][1]

    @property
    def is_settled(self):
        return self.stand in SETTLED

    @property
    def due_on(self):
        return self.request.due_on if self.stand in (Stand.OUT, Stand.LATE) else None

    def __str__(self):
        return self.name if self.key == SELF else f"{self.label.lower()} {self.name}"


@dataclass(frozen=True)
class _Named:
    key: str
    relation: str
    name: str
    residence: str = ""
    abroad: bool = False
    deceased: bool = False
    party_member: bool = False
    born: int | None = None


def due_on(sent_on, *, abroad):
    """Until when a request that was sent on a day is to be answered: 3.4d, counted from the day it was sent."""
    name = "working_days_abroad" if abroad else "working_days"
    return add_working_days(sent_on, figure("VERIFICATION_REPLY", name, sent_on))


def persons(file, day):
    """Everybody who must be verified, the applicant first, as they stand on a day: [`Person`]."""
    requests = list(file.verifications.prefetch_related("persons").order_by("id"))
    waivers = {waiver.key: waiver for waiver in file.verification_waivers.order_by("id")}
    return [_standing(one, requests, waivers, day) for one in _to_verify(file, day)]


def left_to_verify(file, day):
    """Those of `persons` who have neither an answer nor a ground not to be asked about, whom the last request does
    not name either: that one is answered by the certificate itself. Empty for a file without a family table."""
    if not relatives_of(file):
        return []
    return [
        person for person in persons(file, day)
        if not person.is_settled and not (person.request and person.request == _last_out(file))
    ]  # fmt: skip


def _last_out(file):
    last = file.verifications.order_by("-id").first()
    return last if last and last.replied_on is None else None


def _to_verify(file, day):
    applicant = _Named(SELF, SELF, file.full_name, residence=file.residence)
    return [applicant, *(one for one in relatives_of(file) if is_to_be_verified(one, day))]


def is_to_be_verified(relative, day):
    """Does the guide name this relative? A child from the year in which it comes of age; one of unknown age, too."""
    if relative.relation == "child":
        adult = figure("PERSONS_VERIFIED", "adult_years", day)
        return relative.born is None or day.year - relative.born >= adult
    return relative.relation in CLOSE


def _standing(one, requests, waivers, day):
    mine = [request for request in requests if any(person.key == one.key for person in request.persons.all())]
    answered = [request for request in mine if request.replied_on]
    waiver = waivers.get(one.key)
    is_exempt = one.party_member and one.relation in EXEMPT_AS_MEMBERS
    suggested = (
        WaiverReason.DECEASED if one.deceased else WaiverReason.PARTY_MEMBER if one.party_member else None
    )
    if answered:
        stand, why = Stand.ANSWERED, ""
    elif waiver:
        stand, why = Stand.WAIVED, waiver.get_reason_display()
    elif mine:
        stand, why = Stand.LATE if mine[-1].due_on < day else Stand.OUT, ""
    elif is_exempt:
        stand, why = Stand.EXEMPT, "Là đảng viên, đã khai trong lý lịch (điểm 3.4c)."
    else:
        stand, why = Stand.UNSENT, "Đã mất: có thể ghi không phải thẩm tra." if one.deceased else ""
    return Person(
        key=one.key, relation=one.relation, name=one.name, residence=one.residence, abroad=one.abroad, stand=stand,
        request=(answered or mine or [None])[-1], waiver=waiver, suggested=suggested, why=why,
    )  # fmt: skip


def is_late(request, day: date):
    return request.replied_on is None and request.due_on < day
